//! From which round on a membership counts, and what of a list that is fixed still moves.

use super::*;

#[test]
fn a_membership_without_a_first_day_counts_in_rounds_that_were_not_over_when_it_was_entered() {
    let group = |from, until, entered| Membership { entered, ..held("困难退役军人", from, until) };
    let (opens, grace) = (day(1, 11), day(2, 24));
    for (from, until, entered, due) in [
        (None, None, day(1, 1), true),
        (None, None, opens, true),
        (None, None, grace, true),
        // Somebody imported today is owed nothing for a round that has passed.
        (None, None, day(2, 25), false),
        (None, None, day(12, 20), false),
        // One with days counts by its days alone.
        (Some(opens), None, day(12, 20), true),
        (Some(day(1, 12)), None, day(1, 1), false),
        (None, Some(opens), day(1, 1), true),
        (None, Some(opens), day(2, 25), false),
        (None, Some(day(1, 10)), day(1, 1), false),
    ] {
        let case = Case { groups: vec![group(from, until, entered)], ..Case::plain() };
        let expected = if due { Standing::Open(None) } else { Standing::NotEligible };
        assert_eq!(case.standing(), expected, "{from:?} {until:?} entered {entered}");
    }
    // Two groups entered on two days: only the older one counts, whatever the newer one would bring.
    let (old, new) = (held("困难退役军人", None, None), held("在乡老复员军人", None, None));
    let new = Membership { entered: day(3, 1), ..new };
    let case = Case { groups: vec![old, new], ..Case::plain() };
    assert_eq!((case.basis().as_deref(), case.verdict().groups), (Some("困难退役军人"), 1));
}

#[test]
fn on_a_list_that_is_fixed_what_happens_moves_the_item_and_nothing_the_list() {
    let line =
        ListLine { standard: round().standards[2].clone(), groups: 2, by_cash: false, elsewhere: false };
    let settled = Round { settled_on: Some(day(2, 25)), ..round() };
    let closed = Round { closed_on: Some(day(12, 31)), ..settled.clone() };
    let weigh =
        |case: &Case, round: &Round, line: Option<&ListLine>| settled_standing(&case.facts(), round, line);
    // Groups bear on nothing any more.
    let other = Case::of("在乡老复员军人");
    let verdict = weigh(&other, &settled, Some(&line));
    assert_eq!((verdict.standing, verdict.groups), (Standing::Open(None), 2));
    assert_eq!(verdict.basis, Some(line.standard.clone()));
    assert_eq!(weigh(&other, &settled, None).standing, Standing::NotEligible);
    // Whoever had gone before the window opened, as was heard later, is on the list and closed.
    let dead = Case { life: Life::Dead(day(1, 2)), ..Case::plain() };
    assert_eq!(weigh(&dead, &settled, Some(&line)).standing, Standing::Closed(CloseReason::Died));
    let late = Case { live: (1, 1), ..Case::plain() };
    for round in [&settled, &closed] {
        assert_eq!(weigh(&late, round, Some(&line)).standing, Standing::Done);
        assert_eq!(weigh(&late, round, None).standing, Standing::Done, "given beside the list");
    }
    for (outcome, then) in [
        (None, CloseReason::RoundClosed),
        (Some(Outcome::Absent), CloseReason::RoundClosed),
        (Some(Outcome::Deferred), CloseReason::RoundClosed),
        (Some(Outcome::Refused), CloseReason::Refused),
    ] {
        let case = Case { last_call: outcome.map(call), ..Case::plain() };
        assert_eq!(weigh(&case, &closed, Some(&line)).standing, Standing::Closed(then), "{outcome:?}");
    }
}
