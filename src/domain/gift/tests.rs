//! Each rule of money on its own, and none of them by accident.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

mod again;
mod hands;

fn day(of_month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, of_month).unwrap()
}

fn text(text: &str) -> CleanText {
    CleanText::parse(text, 100).unwrap()
}

fn goods(value: i64) -> Goods {
    Goods { text: text("米面油 1 份"), value: Fen::new(value) }
}

fn proxy(name: &str, relation: &str) -> Proxy {
    Proxy { name: text(name), relation: text(relation) }
}

/// 1,000 yuan to the person, by two handlers, on 2 February.
fn usual() -> Recording {
    Recording {
        id: EntryId(Uuid::from_u128(2)),
        recipient: RecipientId(Uuid::from_u128(1)),
        round: "2024-spring".parse().unwrap(),
        purpose: Purpose::Visit,
        outcome: Outcome::Given,
        cash: Fen::new(100_000),
        goods: None,
        on: day(2),
        handlers: vec![text("布仁"), text("赵志强")],
        proxy: None,
        deferred_to: None,
        needs: None,
        note: None,
        died_on: None,
        reason: None,
    }
}

/// 程连富 is alive and has received nothing.
fn calm() -> Situation {
    Situation {
        name: text("程连富"),
        others: Vec::new(),
        life: Life::Alive,
        live: Vec::new(),
        two_handlers: true,
        unlisted: Vec::new(),
        terms: Terms::example(day(1), day(20)),
    }
}

fn earlier(number: u128, cash: i64, goods_value: i64) -> Earlier {
    Earlier {
        id: EntryId(Uuid::from_u128(number)),
        on: day(1),
        cash: Fen::new(cash),
        goods_value: Fen::new(goods_value),
        goods: (goods_value > 0).then(|| text("米面油 1 份")),
        handlers: vec![text("布仁"), text("赵志强")],
        reason: None,
    }
}

fn rules(recording: &Recording, situation: &Situation) -> Vec<Rule> {
    match may_record(recording, situation) {
        Ok(()) => Vec::new(),
        Err(refusals) => refusals.iter().map(|refusal| refusal.rule).collect(),
    }
}

/// What the rules say of the usual recording after a change to it.
fn changed(change: impl FnOnce(&mut Recording)) -> Vec<Rule> {
    let mut recording = usual();
    change(&mut recording);
    rules(&recording, &calm())
}

#[test]
fn the_usual_case_passes() {
    assert_eq!(may_record(&usual(), &calm()), Ok(()));
    assert_eq!(changed(|r| r.goods = Some(goods(16_000))), []);
    let nothing = changed(|r| {
        r.cash = Fen::ZERO;
        r.goods = Some(goods(16_000));
        r.handlers.truncate(1);
    });
    assert_eq!(nothing, []);
}

#[test]
fn what_is_given_has_an_amount_and_what_is_not_has_none() {
    for outcome in Outcome::ALL {
        let receiver = if outcome == Outcome::Proxy { Some(proxy("程小军", "子")) } else { None };
        let to = (outcome == Outcome::Deferred).then(|| day(9));
        let with = changed(|r| (r.outcome, r.proxy, r.deferred_to) = (outcome, receiver.clone(), to));
        let without = changed(|r| {
            (r.outcome, r.proxy, r.cash, r.deferred_to) = (outcome, receiver, Fen::ZERO, to);
        });
        if outcome.gives() {
            assert_eq!((with, without), (vec![], vec![Rule::Amount]), "{outcome:?}");
        } else {
            assert_eq!((with, without), (vec![Rule::Amount], vec![]), "{outcome:?}");
        }
    }
    // A call that gives nothing needs no handlers and meets no earlier gift.
    let mut absent = usual();
    (absent.outcome, absent.cash, absent.handlers) = (Outcome::Absent, Fen::ZERO, Vec::new());
    let situation = Situation { live: vec![earlier(9, 100_000, 0)], life: Life::Dead(day(1)), ..calm() };
    assert_eq!(rules(&absent, &situation), []);
    let unnamed = changed(|r| r.goods = Some(Goods { text: text(""), value: Fen::new(16_000) }));
    assert_eq!(unnamed, [Rule::Amount]);
}

#[test]
fn amounts_stay_within_the_limit_of_one_gift() {
    for (cash, value, within) in [
        (1, None, true),
        (LARGEST.get(), None, true),
        (LARGEST.get() + 1, None, false),
        (i64::MAX, None, false),
        (-1, None, false),
        (i64::MIN, None, false),
        (100, Some(1), true),
        (100, Some(LARGEST.get()), true),
        (100, Some(LARGEST.get() + 1), false),
        (100, Some(0), false),
        (100, Some(-1), false),
        (0, Some(0), false),
    ] {
        let found = changed(|r| (r.cash, r.goods) = (Fen::new(cash), value.map(goods)));
        assert_eq!(!found.contains(&Rule::Limits), within, "{cash} {value:?}");
    }
}

#[test]
fn cash_and_goods_are_doubled_each_on_their_own() {
    let (cash, both) = (earlier(7, 100_000, 0), earlier(8, 50_000, 16_000));
    let in_kind = earlier(9, 0, 16_000);
    for (gives_cash, gives_goods, live, expected) in [
        (true, false, vec![], vec![]),
        (true, false, vec![in_kind.clone()], vec![]),
        (false, true, vec![cash.clone()], vec![]),
        (true, false, vec![cash.clone()], vec![(Rule::DoubleCash, 7)]),
        (false, true, vec![in_kind.clone()], vec![(Rule::DoubleGoods, 9)]),
        (true, true, vec![cash.clone()], vec![(Rule::DoubleCash, 7)]),
        (true, true, vec![in_kind.clone()], vec![(Rule::DoubleGoods, 9)]),
        (true, true, vec![both.clone()], vec![(Rule::DoubleCash, 8), (Rule::DoubleGoods, 8)]),
        (true, true, vec![in_kind, cash.clone()], vec![(Rule::DoubleCash, 7), (Rule::DoubleGoods, 9)]),
        (true, false, vec![cash, both], vec![(Rule::DoubleCash, 7)]),
    ] {
        let mut recording = usual();
        recording.cash = Fen::new(if gives_cash { 100_000 } else { 0 });
        recording.goods = if gives_goods { Some(goods(16_000)) } else { None };
        let situation = Situation { live: live.clone(), ..calm() };
        let found = may_record(&recording, &situation).err().unwrap_or_default();
        let named: Vec<_> =
            found.iter().map(|r| (r.rule, r.earlier.as_ref().unwrap().id.0.as_u128())).collect();
        assert_eq!(named, expected);
        // Each refusal names the first gift in full; a reason lets it pass, an empty one does not.
        assert!(found.iter().all(|refusal| live.contains(refusal.earlier.as_ref().unwrap())));
        recording.reason = Some(text(""));
        assert_eq!(rules(&recording, &situation).len(), expected.len());
        recording.reason = Some(text("第一次的现金被水浸坏, 已收回"));
        assert_eq!(rules(&recording, &situation), []);
    }
}

#[test]
fn an_override_excuses_nothing_else() {
    let found = changed(|r| {
        r.reason = Some(text("补发"));
        r.handlers.truncate(1);
        r.cash = Fen::new(-1);
    });
    assert_eq!(found, [Rule::Limits]);
    let found = changed(|r| {
        r.reason = Some(text("补发"));
        r.handlers.truncate(1);
    });
    assert_eq!(found, [Rule::Handlers]);
}

#[test]
fn nothing_is_paid_to_the_person_after_the_day_of_death() {
    for (died, to_person) in [(1, false), (2, true), (3, true)] {
        let situation = Situation { life: Life::Dead(day(died)), ..calm() };
        let expected = if to_person { vec![] } else { vec![Rule::AfterDeath] };
        assert_eq!(rules(&usual(), &situation), expected, "{died}");
        // Goods are a gift too.
        let mut in_kind = usual();
        (in_kind.cash, in_kind.goods) = (Fen::ZERO, Some(goods(16_000)));
        assert_eq!(rules(&in_kind, &situation), expected, "{died}");
        // A relative may receive, with a reason once the person is dead.
        let mut relative = usual();
        (relative.outcome, relative.proxy) = (Outcome::Proxy, Some(proxy("程小军", "子")));
        let expected = if to_person { vec![] } else { vec![Rule::Proxy] };
        assert_eq!(rules(&relative, &situation), expected, "{died}");
        relative.note = Some(text(""));
        assert_eq!(rules(&relative, &situation), expected, "{died}");
        relative.note = Some(text("本人已故, 由其子领取"));
        assert_eq!(rules(&relative, &situation), [], "{died}");
        // Nobody receives in the name of the dead.
        relative.proxy = Some(proxy("程 连富", "本人"));
        assert_eq!(rules(&relative, &situation), [Rule::Proxy], "{died}");
    }
}

#[test]
fn every_broken_rule_is_told_at_once() {
    let mut recording = usual();
    recording.handlers = vec![text("程连富")];
    recording.cash = LARGEST.plus(Fen::new(1));
    let situation = Situation { life: Life::Dead(day(1)), live: vec![earlier(7, 100_000, 0)], ..calm() };
    let refused = [Rule::Limits, Rule::AfterDeath, Rule::Handlers, Rule::SelfPaid];
    let all = [&refused[..], &[Rule::DoubleCash]].concat();
    assert_eq!(rules(&recording, &situation), all);
    // A reason answers what asks for one, and nothing else.
    recording.reason = Some(text("局里批准"));
    assert_eq!(rules(&recording, &situation), refused);
}

#[test]
fn rules_have_names_of_their_own() {
    let every = [
        Rule::Amount,
        Rule::Limits,
        Rule::DoubleCash,
        Rule::DoubleGoods,
        Rule::AfterDeath,
        Rule::Handlers,
        Rule::SelfPaid,
        Rule::ProxyHandler,
        Rule::Proxy,
    ];
    let codes: std::collections::HashSet<_> = every.iter().map(|rule| rule.code()).collect();
    assert_eq!(codes.len(), every.len());
}

fn any_name() -> impl Strategy<Value = CleanText> {
    prop::sample::select(vec!["程连富", "程 连富", "布仁", "布\u{3000}仁", "赵志强", "程小军", ""])
        .prop_map(text)
}

fn any_recording() -> impl Strategy<Value = Recording> {
    let amount = prop::sample::select(vec![-100, 0, 1, 50_000, 100_000_000, 100_000_001]);
    let given = (amount.clone(), prop::option::of(amount));
    let outcome = prop::sample::select(Outcome::ALL.to_vec());
    let receiver = prop::option::of((any_name(), any_name()));
    let reasons = (prop::option::of(any_name()), prop::option::of(any_name()));
    let handlers = prop::collection::vec(any_name(), 0..4);
    (outcome, given, handlers, receiver, reasons, 1_u32..20).prop_map(
        |(outcome, (cash, value), handlers, receiver, (note, reason), on)| Recording {
            outcome,
            cash: Fen::new(cash),
            goods: value.map(goods),
            handlers,
            proxy: receiver.map(|(name, relation)| Proxy { name, relation }),
            note,
            reason,
            on: day(on),
            ..usual()
        },
    )
}

fn any_situation() -> impl Strategy<Value = Situation> {
    let life = prop_oneof![Just(Life::Alive), (1_u32..20).prop_map(|on| Life::Dead(day(on)))];
    let gift = (1_u128..99, prop::bool::ANY, prop::bool::ANY)
        .prop_map(|(id, cash, goods)| earlier(id, i64::from(cash) * 100, i64::from(goods) * 100));
    (life, prop::collection::vec(gift, 0..3), any::<bool>())
        .prop_map(|(life, live, two_handlers)| Situation { life, live, two_handlers, ..calm() })
}

proptest! {
    /// What passes obeys the rules as domain states them, written the other way round.
    #[test]
    fn what_passes_breaks_no_rule(recording in any_recording(), situation in any_situation()) {
        let found = rules(&recording, &situation);
        let mut once = found.clone();
        once.dedup();
        prop_assert_eq!(&once, &found, "a rule is told once");
        if !found.is_empty() {
            return Ok(());
        }
        let value = recording.goods.as_ref().map_or(0, |goods| goods.value.get());
        prop_assert!((0..=LARGEST.get()).contains(&recording.cash.get()) && (0..=LARGEST.get()).contains(&value));
        prop_assert_eq!(recording.outcome.gives(), recording.cash.get() + value > 0);
        let answered = recording.reason.as_ref().is_some_and(|reason| !reason.is_empty());
        prop_assert!(answered || [0, 100_000].contains(&recording.cash.get()) && [0, 16_000].contains(&value));
        if recording.outcome == Outcome::Deferred {
            prop_assert!(recording.deferred_to > Some(recording.on));
        }
        if !recording.outcome.gives() {
            return Ok(());
        }
        let plain = |name: &CleanText| name.replace([' ', '\u{3000}'], "");
        let mut hands: Vec<String> = recording.handlers.iter().map(plain).filter(|n| !n.is_empty()).collect();
        hands.sort();
        hands.dedup();
        let needed = if recording.cash > Fen::ZERO && situation.two_handlers { 2 } else { 1 };
        prop_assert!(hands.len() >= needed);
        prop_assert!(!hands.contains(&"程连富".to_owned()));
        prop_assert_eq!(recording.proxy.is_some(), recording.outcome == Outcome::Proxy);
        if let Some(proxy) = &recording.proxy {
            prop_assert!(!hands.contains(&plain(&proxy.name)) && plain(&proxy.name) != "程连富");
        }
        if let Life::Dead(died) = situation.life {
            prop_assert!(recording.on <= died || recording.proxy.is_some());
        }
        if !answered {
            for gift in &situation.live {
                prop_assert!(recording.cash == Fen::ZERO || gift.cash == Fen::ZERO);
                prop_assert!(value == 0 || gift.goods_value == Fen::ZERO);
            }
        }
    }

    /// With every rule met, nothing stands in the way.
    #[test]
    fn what_meets_the_rules_passes(cash in 1..=LARGEST.get(), with_goods: bool, other in 1_u128..9, live_goods: bool) {
        let mut recording = usual();
        recording.cash = Fen::new(cash);
        recording.reason = (live_goods || cash != 100_000 || with_goods).then(|| text("局里批准"));
        recording.goods = if with_goods && !live_goods { Some(goods(cash)) } else { None };
        let live = if live_goods { vec![earlier(other, 0, cash)] } else { Vec::new() };
        prop_assert_eq!(may_record(&recording, &Situation { live, ..calm() }), Ok(()));
    }
}
