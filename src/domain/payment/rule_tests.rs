use super::rules::*;
use super::tests::*;
use super::*;
use crate::domain::programme::{Beside, PeriodKind};

#[test]
fn what_a_payment_says_otherwise_than_what_is_known_is_told() {
    let monthly = programme(PeriodKind::Months, Beside::Nothing);
    let new = payment(Some("2023-05"), None, 900);
    let other = vec![OtherTerm::Level("七级".into()), OtherTerm::Payee("梁桂成".into())];
    let facts = PayFacts { other, lacks_standard: true, ..PayFacts::default() };
    let told = payment_refusals(&monthly, &new, &facts, day("2023-07-01"));
    assert_eq!(
        told.iter().map(|one| (one.rule, one.known.as_deref())).collect::<Vec<_>>(),
        [
            (PayRule::NoStandard, None),
            (PayRule::OtherTerms, Some("七级")),
            (PayRule::OtherPayee, Some("梁桂成"))
        ]
    );
    assert!(told.iter().all(|one| one.rule.gives_way()));
}

#[test]
fn what_rests_on_a_payment_is_not_before_it() {
    let monthly = programme(PeriodKind::Months, Beside::Nothing);
    let mut facts = PayFacts { earlier: vec![earlier(Some("2023-03"), None)], ..PayFacts::default() };
    (facts.earlier[0].open, facts.earlier[0].failed_on) = (Fen::new(40_000), Some(day("2023-03-20")));
    let mut new = payment(None, None, 400);
    (new.concerns, new.reason) = (Some(facts.earlier[0].id), Some("多发".into()));
    for (kind, on, expected) in [
        (PayKind::Recovery, "2023-03-09", vec![PayRule::BeforePayment]),
        (PayKind::Recovery, "2023-03-10", vec![]),
        (PayKind::Failed, "2022-11-01", vec![PayRule::BeforePayment]),
        (PayKind::Payment, "2023-03-19", vec![PayRule::BeforePayment]),
        (PayKind::Payment, "2023-03-20", vec![]),
    ] {
        (new.kind, new.on) = (kind, day(on));
        assert_eq!(rules(&monthly, &new, &facts), expected, "{kind:?} {on}");
    }
}

#[test]
fn the_parts_of_a_bill_fit() {
    let settlement = programme(PeriodKind::Settlement, Beside::Nothing);
    let rules = |total: i64, insurance: i64, own: i64, paid: i64| {
        let mut new = payment(None, Some("JS1"), paid);
        for (key, yuan) in [(TOTAL_FEN, total), (INSURANCE_FEN, insurance), (OWN_FEN, own)] {
            if yuan > 0 {
                new.detail.set_fen(key, Fen::new(yuan * 100));
            }
        }
        rules(&settlement, &new, &PayFacts::default())
    };
    assert_eq!(rules(1_000, 600, 200, 200), []);
    assert_eq!(rules(1_000, 600, 400, 300), [], "the own part before what is paid");
    assert_eq!(rules(0, 0, 0, 500), []);
    for wrong in
        [[1_000, 600, 400, 500], [1_000, 600, 0, 500], [1_000, 0, 1_200, 100], [1_000, 700, 200, 200]]
    {
        let [total, insurance, own, paid] = wrong;
        assert_eq!(rules(total, insurance, own, paid), [PayRule::Bill], "{wrong:?}");
    }
}

#[test]
fn a_number_is_one_key_however_it_is_written() {
    for (period, before, now) in [
        (PeriodKind::Settlement, "JS20230101", "ｊｓ２０２３０１０１"),
        (PeriodKind::Case, "JZ2023-001", "jz2023－001"),
        (PeriodKind::Citation, "喜2023-01", "喜 2023-01号"),
    ] {
        let facts = PayFacts { earlier: vec![earlier(None, Some(before))], ..PayFacts::default() };
        let granted = CaseStands { granted: Some(Fen::new(90_000)), on: None, paid: Fen::new(40_000) };
        let facts = PayFacts { case: Some(granted).filter(|_| period == PeriodKind::Case), ..facts };
        let told = payment_refusals(
            &programme(period, Beside::Nothing),
            &payment(None, Some(now), 500),
            &facts,
            day("2023-07-01"),
        );
        assert_eq!(told.iter().map(|one| one.rule).collect::<Vec<_>>(), [PayRule::Repeated], "{now}");
        assert_eq!(told[0].sum, (period == PeriodKind::Case).then_some(Fen::new(50_000)));
    }
}
