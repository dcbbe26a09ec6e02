//! Protects the second gift: its reason is its own, and a command that is repeated pays once.

use super::*;

#[test]
fn a_second_gift_has_a_reason_that_no_gift_before_it_has() {
    let said = |number, cash, goods, reason: Option<&'static str>| Earlier {
        reason: reason.map(text),
        ..earlier(number, cash, goods)
    };
    let mut again = Recording { reason: Some(text("补发一次")), ..usual() };
    let first = said(7, 100_000, 0, None);
    assert_eq!(rules(&again, &Situation { live: vec![first.clone()], ..calm() }), []);
    let second = said(8, 100_000, 0, Some("补发一次"));
    let third = said(9, 100_000, 0, Some("水浸坏"));
    for live in [
        vec![second.clone()],
        vec![first.clone(), second.clone()],
        vec![first.clone(), third.clone(), second],
    ] {
        let situation = Situation { live, ..calm() };
        for told in ["补发一次", "补发 一次。", "补发一次！"] {
            let repeated = Recording { reason: Some(text(told)), ..usual() };
            let refused = may_record(&repeated, &situation).unwrap_err();
            assert_eq!((refused.len(), refused[0].rule), (1, Rule::DoubleCash), "{told}");
            assert_eq!(refused[0].earlier.as_ref().unwrap().id.0.as_u128(), 8, "the one that says the same");
        }
    }
    assert_eq!(rules(&again, &Situation { live: vec![first, third], ..calm() }), []);
    // The reason of goods says nothing of cash.
    let goods_again = vec![said(7, 100_000, 0, None), said(8, 0, 16_000, Some("补发一次"))];
    assert_eq!(rules(&again, &Situation { live: goods_again.clone(), ..calm() }), []);
    (again.cash, again.goods) = (Fen::ZERO, Some(goods(16_000)));
    assert_eq!(rules(&again, &Situation { live: goods_again, ..calm() }), [Rule::DoubleGoods]);
}

#[test]
fn a_gift_within_an_absence_that_has_ended_asks_for_its_reason() {
    use crate::domain::recipient::{Absence, StatusKind};
    for kind in [StatusKind::Left, StatusKind::Suspended] {
        let absence = Absence { kind, from: day(5), until: Some(day(8)) };
        let terms = Terms { away: vec![absence], ..Terms::example(day(1), day(20)) };
        let situation = Situation { terms, ..calm() };
        for (on, expected) in [(4, vec![]), (5, vec![Rule::Away]), (8, vec![Rule::Away]), (9, vec![])] {
            let mut recording = Recording { on: day(on), ..usual() };
            assert_eq!(rules(&recording, &situation), expected, "{on}");
            recording.reason = Some(text("局里批准"));
            assert_eq!(rules(&recording, &situation), [], "{on}");
        }
    }
}
