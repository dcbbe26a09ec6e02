//! The rules of due, fact by fact, on the spring round of 2024: opens 11 January, 除夕 9 February,
//! 元宵 24 February.

use proptest::prelude::*;

use super::super::holiday::RoundCode;
use super::super::recipient::Held;
use super::super::text::CleanText;
use super::*;

mod given;
mod memberships;

/// Groups with their standards (cash, goods) in yuan, in their fixed order.
const STANDARDS: [(&str, i64, i64); 5] = [
    ("在乡老复员军人", 1000, 0),
    ("参加抗美援朝军人", 1000, 0),
    ("困难退役军人", 500, 160),
    ("驻旗部队", 0, 8000),
    ("立功受奖军人家庭", 0, 0),
];

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

fn round() -> Round {
    let code: RoundCode = "2024-spring".parse().unwrap();
    let standards = STANDARDS.map(|(group, cash, goods)| Standard {
        group: CleanText::from(group),
        cash: Fen::new(cash * 100),
        goods: CleanText::from(if goods > 0 { "米面油 1 份" } else { "" }),
        goods_value: Fen::new(goods * 100),
    });
    let proposed = Round::proposed(code, code.default_window().unwrap(), standards.to_vec());
    Round { created: true, ..proposed }
}

fn held(group: &'static str, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Membership {
    let held = Held { label: CleanText::from(group), from, until };
    Membership { held, entered: day(1, 1) }
}

fn call(outcome: Outcome) -> Call {
    let deferred_to = (outcome == Outcome::Deferred).then(|| day(2, 5));
    Call { outcome, on: day(1, 20), deferred_to, needs: None, note: None }
}

/// The facts of a case, owned.
#[derive(Clone, Debug)]
struct Case {
    groups: Vec<Membership>,
    life: Life,
    residence: Residence,
    last_call: Option<Call>,
    live: (u32, u32),
}

impl Case {
    /// Alive, here, in one group from the beginning, nobody has called yet.
    fn of(group: &'static str) -> Self {
        Self {
            groups: vec![held(group, None, None)],
            life: Life::Alive,
            residence: Residence::Here,
            last_call: None,
            live: (0, 0),
        }
    }

    fn plain() -> Self {
        Self::of("困难退役军人")
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            groups: &self.groups,
            life: self.life,
            residence: self.residence,
            away: &[],
            last_call: self.last_call.as_ref(),
            called: self.last_call.is_some(),
            live_cash: self.live.0,
            live_goods: self.live.1,
        }
    }

    fn verdict(&self) -> Verdict {
        standing(&self.facts(), &round())
    }

    fn standing(&self) -> Standing {
        self.verdict().standing
    }

    fn basis(&self) -> Option<String> {
        self.verdict().basis.map(|standard| standard.group.to_string())
    }
}

#[test]
fn an_open_item_is_read_by_the_days_of_the_window() {
    let window = round().window;
    for (month, of_month, expected) in [
        (1, 1, DueState::Upcoming),
        (1, 10, DueState::Upcoming),
        (1, 11, DueState::Due),
        (2, 2, DueState::Due),
        (2, 9, DueState::Due),
        (2, 10, DueState::Grace),
        (2, 24, DueState::Grace),
        (2, 25, DueState::Overdue),
        (12, 31, DueState::Overdue),
    ] {
        let on = day(month, of_month);
        assert_eq!(state(Standing::Open(None), &window, on), expected, "{on}");
        let missed = Standing::Open(Some(Missed::Absent(day(1, 20))));
        assert_eq!(state(missed, &window, on), expected, "{on}");
        assert_eq!(state(Standing::Done, &window, on), DueState::Done);
        assert_eq!(state(Standing::Closed(CloseReason::Died), &window, on), DueState::Closed);
        assert_eq!(state(Standing::NotEligible, &window, on), DueState::NotEligible);
    }
}

#[test]
fn army_day_is_itself_the_last_day_due() {
    let window = "2024-army".parse::<RoundCode>().unwrap().default_window().unwrap();
    for (month, of_month, expected) in [
        (6, 30, DueState::Upcoming),
        (7, 1, DueState::Due),
        (8, 1, DueState::Due),
        (8, 2, DueState::Grace),
        (8, 15, DueState::Grace),
        (8, 16, DueState::Overdue),
    ] {
        assert_eq!(state(Standing::Open(None), &window, day(month, of_month)), expected);
    }
}

#[test]
fn a_group_counts_if_it_is_held_on_the_basis_day() {
    let (before, basis, after) = (day(1, 10), day(1, 11), day(1, 12));
    for (from, until, eligible) in [
        (None, None, true),
        (Some(basis), None, true),
        (Some(after), None, false),
        (None, Some(before), false),
        (None, Some(basis), true),
        (Some(basis), Some(basis), true),
        (Some(before), Some(before), false),
        (Some(after), Some(before), false),
    ] {
        let case = Case { groups: vec![held("困难退役军人", from, until)], ..Case::plain() };
        let expected = if eligible { Standing::Open(None) } else { Standing::NotEligible };
        assert_eq!(case.standing(), expected, "{from:?} {until:?}");
        assert_eq!(case.verdict().groups, u32::from(eligible));
    }
}

#[test]
fn a_group_without_a_standard_is_not_visited() {
    for group in ["立功受奖军人家庭", "烈士遗属", ""] {
        let verdict = Case::of(group).verdict();
        assert_eq!(
            verdict,
            Verdict { standing: Standing::NotEligible, basis: None, groups: 0, listed: false }
        );
    }
    let nobody = Case { groups: Vec::new(), ..Case::plain() };
    assert_eq!(nobody.standing(), Standing::NotEligible);
}

#[test]
fn the_highest_standard_counts_once_and_ties_have_an_order() {
    for (groups, basis, count) in [
        (vec!["困难退役军人"], "困难退役军人", 1),
        (vec!["困难退役军人", "参加抗美援朝军人"], "参加抗美援朝军人", 2),
        (vec!["参加抗美援朝军人", "在乡老复员军人"], "在乡老复员军人", 2),
        (vec!["在乡老复员军人", "参加抗美援朝军人"], "在乡老复员军人", 2),
        (vec!["参加抗美援朝军人", "困难退役军人", "在乡老复员军人", "烈士遗属"], "在乡老复员军人", 3),
        (vec!["困难退役军人", "驻旗部队"], "驻旗部队", 2),
        (vec!["困难退役军人", "困难退役军人"], "困难退役军人", 1),
        (vec!["立功受奖军人家庭", "困难退役军人"], "困难退役军人", 1),
    ] {
        let case =
            Case { groups: groups.iter().map(|group| held(group, None, None)).collect(), ..Case::plain() };
        assert_eq!(case.basis().as_deref(), Some(basis), "{groups:?}");
        assert_eq!(case.verdict().groups, count, "{groups:?}");
    }
}

#[test]
fn who_goes_closes_the_item_and_who_went_before_never_had_one() {
    let (before, basis, after) = (day(1, 10), day(1, 11), day(2, 20));
    for on in [before, basis, after] {
        let expected = |reason| if on < basis { Standing::NotEligible } else { Standing::Closed(reason) };
        let dead = Case { life: Life::Dead(on), ..Case::plain() };
        assert_eq!(dead.standing(), expected(CloseReason::Died), "{on}");
        let left = Case { residence: Residence::Left(on), ..Case::plain() };
        assert_eq!(left.standing(), expected(CloseReason::MovedAway), "{on}");
        let suspended = Case { residence: Residence::Suspended(on), ..Case::plain() };
        assert_eq!(suspended.standing(), expected(CloseReason::Suspended), "{on}");
    }
    let both = Case { life: Life::Dead(after), residence: Residence::Left(basis), ..Case::plain() };
    assert_eq!(both.standing(), Standing::Closed(CloseReason::Died));
    let went_first = Case { life: Life::Dead(after), residence: Residence::Left(before), ..Case::plain() };
    assert_eq!(went_first.standing(), Standing::NotEligible);
}

#[test]
fn a_call_that_finds_a_death_of_before_closes_the_item() {
    let before = day(1, 10);
    let dead = Case { life: Life::Dead(before), last_call: Some(call(Outcome::Died)), ..Case::plain() };
    assert_eq!(dead.standing(), Standing::Closed(CloseReason::Died));
    let left = Case {
        residence: Residence::Left(before),
        last_call: Some(call(Outcome::MovedAway)),
        ..Case::plain()
    };
    assert_eq!(left.standing(), Standing::Closed(CloseReason::MovedAway));
    let outside = Case { last_call: Some(call(Outcome::Died)), ..Case::of("烈士遗属") };
    assert_eq!(outside.standing(), Standing::NotEligible);
}

#[test]
fn undoing_a_death_or_departure_makes_the_person_due_again() {
    for outcome in [Outcome::Died, Outcome::MovedAway] {
        let undone = Case { last_call: Some(call(outcome)), ..Case::plain() };
        assert_eq!(undone.standing(), Standing::Open(None));
    }
}

#[test]
fn calls_close_an_item_or_leave_it_open() {
    for (outcome, expected) in [
        (Outcome::Absent, Standing::Open(Some(Missed::Absent(day(1, 20))))),
        (Outcome::Deferred, Standing::Open(Some(Missed::Deferred(Some(day(2, 5)))))),
        (Outcome::Refused, Standing::Closed(CloseReason::Refused)),
        (Outcome::NotFound, Standing::Closed(CloseReason::NotFound)),
        (Outcome::VisitOnly, Standing::Done),
        // The gift of the call was reversed.
        (Outcome::Given, Standing::Open(None)),
        (Outcome::Proxy, Standing::Open(None)),
    ] {
        let case = Case { last_call: Some(call(outcome)), ..Case::plain() };
        assert_eq!(case.standing(), expected, "{outcome:?}");
    }
    let undated =
        Case { last_call: Some(Call { deferred_to: None, ..call(Outcome::Deferred) }), ..Case::plain() };
    assert_eq!(undated.standing(), Standing::Open(Some(Missed::Deferred(None))));
}

#[test]
fn states_are_read_by_code_and_word() {
    for each in DueState::ALL {
        assert_eq!(DueState::parse(each.code()), Some(each));
        assert_eq!(DueState::parse(&format!(" {} ", each.chinese())), Some(each));
    }
    assert_eq!(DueState::parse("late"), None);
    assert_eq!(DueState::parse(""), None);
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    // From before the window to well after it, dense around its days.
    (0_i64..120).prop_map(|n| day(1, 1) - chrono::Duration::days(10) + chrono::Duration::days(n))
}

fn any_case() -> impl Strategy<Value = Case> {
    let label = prop::sample::select(STANDARDS.map(|(group, ..)| group).to_vec());
    let group = (label, prop::option::of(any_day()), prop::option::of(any_day()))
        .prop_map(|(label, from, until)| held(label, from, until));
    let life = prop_oneof![3 => Just(Life::Alive), 1 => any_day().prop_map(Life::Dead)];
    let residence = prop_oneof![
        3 => Just(Residence::Here),
        1 => any_day().prop_map(Residence::Left),
        1 => any_day().prop_map(Residence::Suspended),
    ];
    let last_call = prop::option::of(prop::sample::select(Outcome::ALL.to_vec()).prop_map(call));
    (prop::collection::vec(group, 0..6), life, residence, last_call, (0_u32..3, 0_u32..3)).prop_map(
        |(groups, life, residence, last_call, live)| Case { groups, life, residence, last_call, live },
    )
}

/// How far a day has carried an open item.
fn rank(state: DueState) -> usize {
    [DueState::Upcoming, DueState::Due, DueState::Grace, DueState::Overdue]
        .iter()
        .position(|s| *s == state)
        .unwrap_or(9)
}

proptest! {
    #[test]
    fn the_same_facts_give_the_same_verdict(case in any_case(), shift in 0_usize..6) {
        let mut turned = case.clone();
        if !turned.groups.is_empty() {
            let by = shift % turned.groups.len();
            turned.groups.rotate_left(by);
        }
        turned.groups.extend(turned.groups.clone());
        prop_assert_eq!(case.verdict(), turned.verdict());
    }

    #[test]
    fn no_group_held_has_a_higher_standard_than_the_basis(case in any_case()) {
        let verdict = case.verdict();
        let total = |wanted: &str| {
            STANDARDS.iter().position(|(group, ..)| *group == wanted)
                .map(|n| (STANDARDS[n].1 + STANDARDS[n].2, std::cmp::Reverse(n)))
        };
        let best = case.groups.iter().map(|one| &one.held).filter(|held| held.covers(day(1, 11)))
            .filter_map(|held| total(&held.label)).filter(|(yuan, _)| *yuan > 0).max();
        let basis = verdict.basis.as_ref().and_then(|standard| total(&standard.group));
        prop_assert_eq!(basis, best);
        prop_assert_eq!(verdict.groups == 0, verdict.basis.is_none());
    }

    #[test]
    fn an_open_item_only_grows_more_pressing(case in any_case(), a in any_day(), b in any_day()) {
        let standing = case.standing();
        let at = |on| state(standing, &round().window, on);
        if standing.is_open() {
            prop_assert!(rank(at(a.min(b))) <= rank(at(a.max(b))));
            prop_assert!(rank(at(a)) < 4);
        } else {
            prop_assert_eq!(at(a), at(b));
            prop_assert_eq!(rank(at(a)), 9);
        }
    }

    #[test]
    fn only_the_living_who_are_here_and_in_a_group_are_open(case in any_case()) {
        if case.standing().is_open() {
            prop_assert_eq!(case.life, Life::Alive);
            prop_assert_eq!(case.residence, Residence::Here);
            prop_assert!(case.verdict().basis.is_some());
            let owed = case.standing().owed(&case.verdict().basis.unwrap());
            prop_assert!(owed.iter().zip([case.live.0, case.live.1]).all(|(sum, live)| *sum == Fen::ZERO || live == 0));
            prop_assert!(owed != [Fen::ZERO; 2]);
        }
    }

    #[test]
    fn cash_and_goods_make_it_done_whatever_else_is_known(case in any_case(), cash in 1_u32..4, goods in 1_u32..4) {
        let paid = Case { live: (cash, goods), ..case };
        prop_assert_eq!(paid.standing(), Standing::Done);
    }

    #[test]
    fn a_failed_call_neither_opens_nor_ends_an_item(case in any_case(), deferred in any::<bool>()) {
        let before = Case { last_call: None, ..case };
        let outcome = if deferred { Outcome::Deferred } else { Outcome::Absent };
        let after = Case { last_call: Some(call(outcome)), ..before.clone() };
        let (before, after) = (before.standing(), after.standing());
        if before.is_open() {
            prop_assert!(after.is_open() && after.missed().is_some());
            prop_assert_eq!(after.rest(), before.rest());
        } else if before == Standing::NotEligible {
            // Somebody called on a person who had gone: the item closes.
            prop_assert!(matches!(after, Standing::NotEligible | Standing::Closed(_)));
        } else {
            prop_assert_eq!(after, before);
        }
    }
}
