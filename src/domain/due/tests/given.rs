//! What was given, and what is still owed beside it.

use super::*;

#[test]
fn a_gift_makes_it_done_and_its_reversal_open_again() {
    // (group, live cash gifts, live goods gifts, where they stand)
    for (group, cash, goods, expected) in [
        ("在乡老复员军人", 1, 0, Standing::Done),
        ("在乡老复员军人", 0, 0, Standing::Open(None)),
        // Two gifts by override, one of them reversed.
        ("在乡老复员军人", 1, 1, Standing::Done),
        ("在乡老复员军人", 2, 0, Standing::Done),
        // Goods where cash is owed, and the other way round.
        ("在乡老复员军人", 0, 1, Standing::Partly(Rest::Cash, None)),
        ("困难退役军人", 0, 0, Standing::Open(None)),
        ("困难退役军人", 0, 1, Standing::Partly(Rest::Cash, None)),
        ("困难退役军人", 1, 0, Standing::Partly(Rest::Goods, None)),
        ("困难退役军人", 1, 1, Standing::Done),
        // A standard of goods alone.
        ("驻旗部队", 0, 1, Standing::Done),
        // Cash in their place, which has its reason.
        ("驻旗部队", 1, 0, Standing::Done),
        ("驻旗部队", 0, 0, Standing::Open(None)),
    ] {
        let case = Case { last_call: Some(call(Outcome::Given)), live: (cash, goods), ..Case::of(group) };
        assert_eq!(case.standing(), expected, "{group} {cash} {goods}");
    }
}

#[test]
fn what_is_owed_beside_a_part_is_closed_or_put_off_like_the_whole() {
    for (outcome, expected) in [
        (Outcome::Absent, Standing::Partly(Rest::Goods, Some(Missed::Absent(day(1, 20))))),
        (Outcome::Deferred, Standing::Partly(Rest::Goods, Some(Missed::Deferred(Some(day(2, 5)))))),
        (Outcome::Refused, Standing::Closed(CloseReason::Refused)),
        (Outcome::NotFound, Standing::Closed(CloseReason::NotFound)),
        (Outcome::VisitOnly, Standing::Done),
    ] {
        let case = Case { last_call: Some(call(outcome)), live: (1, 0), ..Case::of("困难退役军人") };
        assert_eq!(case.standing(), expected, "{outcome:?}");
    }
    let died = Case { life: Life::Dead(day(2, 20)), live: (1, 0), ..Case::of("困难退役军人") };
    assert_eq!(died.standing(), Standing::Closed(CloseReason::Died));
    let promised = Standing::Partly(Rest::Goods, Some(Missed::Deferred(Some(day(2, 5)))));
    assert_eq!(promised.promised(), Some(day(2, 5)));
    let standard = round().standards.into_iter().find(|one| &*one.group == "困难退役军人").unwrap();
    assert_eq!(promised.owed(&standard), [Fen::ZERO, standard.goods_value]);
    assert_eq!(Standing::Open(None).owed(&standard), [standard.cash, standard.goods_value]);
    assert_eq!(Standing::Done.owed(&standard), [Fen::ZERO; 2]);
}

/// Rounds whose lists older programs fixed stay as they were counted then.
#[test]
fn where_cash_alone_made_done_it_does_so_for_good() {
    let settled = Round { settled_on: Some(day(2, 25)), ..round() };
    let standard = round().standards.into_iter().find(|one| &*one.group == "困难退役军人").unwrap();
    for (by_cash, live, expected) in [
        (true, (1, 0), Standing::Done),
        (true, (0, 1), Standing::Open(None)),
        (false, (1, 0), Standing::Partly(Rest::Goods, None)),
        (false, (0, 1), Standing::Partly(Rest::Cash, None)),
    ] {
        let line = ListLine { standard: standard.clone(), groups: 1, by_cash, elsewhere: false };
        let case = Case { last_call: Some(call(Outcome::Given)), live, ..Case::of("困难退役军人") };
        assert_eq!(
            settled_standing(&case.facts(), &settled, Some(&line)).standing,
            expected,
            "{by_cash} {live:?}"
        );
    }
}

#[test]
fn what_was_given_stays_given() {
    let given = |case: Case| Case { live: (1, 1), last_call: Some(call(Outcome::Given)), ..case };
    for case in [
        Case { life: Life::Dead(day(2, 20)), ..Case::plain() },
        Case { life: Life::Dead(day(1, 1)), ..Case::plain() },
        Case { residence: Residence::Left(day(2, 1)), ..Case::plain() },
        Case::of("烈士遗属"),
    ] {
        assert_eq!(given(case).standing(), Standing::Done);
    }
    // A gift outside any standard, in goods.
    let goods = Case { live: (0, 1), ..Case::of("烈士遗属") };
    assert_eq!(goods.standing(), Standing::Done);
    // A call that failed takes nothing back.
    let second = Case { last_call: Some(call(Outcome::Refused)), live: (1, 1), ..Case::plain() };
    assert_eq!(second.standing(), Standing::Done);
}
