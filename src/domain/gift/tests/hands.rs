//! Protects who hands over and who receives: two are two people, and nobody is paid by himself.

use super::*;

#[test]
fn a_proxy_has_a_name_and_a_relation_and_is_no_handler() {
    for (outcome, receiver, expected) in [
        (Outcome::Proxy, Some(proxy("程小军", "子")), vec![]),
        (Outcome::Proxy, None, vec![Rule::Proxy]),
        (Outcome::Proxy, Some(proxy("", "子")), vec![Rule::Proxy]),
        (Outcome::Proxy, Some(proxy("程小军", "")), vec![Rule::Proxy]),
        (Outcome::Proxy, Some(proxy(" ", "\u{3000}")), vec![Rule::Proxy]),
        (Outcome::Given, Some(proxy("程小军", "子")), vec![Rule::Proxy]),
        (Outcome::Proxy, Some(proxy("布仁", "邻居")), vec![Rule::ProxyHandler]),
        (Outcome::Proxy, Some(proxy("赵 志强", "邻居")), vec![Rule::ProxyHandler]),
        (Outcome::Proxy, Some(proxy("程连富", "子")), vec![Rule::Proxy]),
        (Outcome::Proxy, Some(proxy("程连富（本人）", "本人")), vec![Rule::Proxy]),
        (Outcome::Proxy, Some(proxy("连富本人", "子")), vec![Rule::Proxy]),
        (Outcome::Proxy, Some(proxy("程小军", "本人")), vec![Rule::Proxy]),
        (Outcome::Proxy, Some(proxy("程小军", "自己")), vec![Rule::Proxy]),
        (Outcome::Proxy, Some(proxy("程小军", " Self ")), vec![Rule::Proxy]),
        (Outcome::Proxy, Some(proxy("程小军", "本人之子")), vec![]),
    ] {
        assert_eq!(changed(|r| (r.outcome, r.proxy) = (outcome, receiver.clone())), expected, "{receiver:?}");
    }
}

#[test]
fn cash_needs_two_different_handlers() {
    for (handlers, cash, in_kind) in [
        (vec!["布仁", "赵志强"], true, true),
        (vec!["布仁", "赵志强", "斯琴"], true, true),
        (vec!["布仁"], false, true),
        (vec![], false, false),
        (vec!["布仁", "布仁"], false, false),
        (vec!["布仁", "布 仁"], false, false),
        (vec!["布仁", "布\u{3000}仁"], false, false),
        (vec!["布仁", "赵志强", "布仁"], false, false),
        (vec!["布仁", "布仁ʹ"], false, false),
        (vec!["布仁", "布仁1"], false, false),
        (vec!["布仁", "布仁（副站长）"], false, false),
        (vec!["布仁", ""], false, true),
        (vec!["", ""], false, false),
        (vec!["乌云·其木格", "乌云•其木格"], false, false),
    ] {
        let named: Vec<CleanText> = handlers.iter().map(|name| text(name)).collect();
        let found = |recording: &Recording, situation: &Situation| {
            !rules(recording, situation).contains(&Rule::Handlers)
        };
        let mut recording = Recording { handlers: named, ..usual() };
        assert_eq!(found(&recording, &calm()), cash, "{handlers:?}");
        // Where the rule is switched off, cash is as goods.
        let relaxed = Situation { two_handlers: false, ..calm() };
        assert_eq!(found(&recording, &relaxed), in_kind, "{handlers:?}");
        (recording.cash, recording.goods) = (Fen::ZERO, Some(goods(16_000)));
        assert_eq!(found(&recording, &calm()), in_kind, "{handlers:?}");
    }
}

#[test]
fn a_handler_never_pays_himself() {
    for name in ["程连富", "程 连富", "程连\u{3000}富"] {
        for at in 0..2 {
            assert_eq!(changed(|r| r.handlers[at] = text(name)), [Rule::SelfPaid], "{name}");
        }
        let through_another = changed(|r| {
            r.handlers[0] = text(name);
            (r.outcome, r.proxy) = (Outcome::Proxy, Some(proxy("程小军", "子")));
        });
        assert_eq!(through_another, [Rule::SelfPaid]);
    }
    assert_eq!(changed(|r| r.handlers[0] = text("程连")), []);
    let merged = Situation { others: vec![text("乌云·其木格")], ..calm() };
    let other = Some(proxy("乌云 其木格", "邻居"));
    let mut himself = Recording { outcome: Outcome::Proxy, proxy: other, ..usual() };
    himself.handlers[1] = text("乌云其木格");
    assert_eq!(rules(&himself, &merged), [Rule::Proxy, Rule::SelfPaid]);
}
