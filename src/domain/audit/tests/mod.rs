//! The rules over gifts, each with facts that trip it and a near miss that does not.

mod many;

use chrono::{NaiveDate, NaiveTime};

use super::facts::Gift;
use super::{Finding, Level, gifts};
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::money::Fen;
use crate::domain::setting::Thresholds;

const SPRING: RoundCode = RoundCode { year: 2024, festival: Festival::Spring };

fn limits() -> Thresholds {
    Thresholds::read(|setting| Ok::<_, ()>(setting.number(setting.default))).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn yuan(yuan: i64) -> Fen {
    Fen::new(yuan * 100)
}

/// A gift that no rule has anything against.
fn usual(no: i64) -> Gift<'static> {
    Gift {
        no,
        id: "018d0000-0000-7000-8000-000000000001",
        is_reversal: false,
        recipient: "018d0000-0000-7000-8000-0000000000aa",
        human: no,
        person: true,
        name: "程连富",
        round: SPRING,
        window: SPRING.default_window().unwrap(),
        cash: yuan(500),
        goods: "",
        goods_value: Fen::ZERO,
        paid_on: day("2024-02-01"),
        recorded_on: day("2024-02-01"),
        recorded_at: at("2024-02-01", 10, 0),
        handlers: ["布仁", "赵志强"],
        proxy: "",
        township: "152530101",
        group: "困难退役军人",
        standard: yuan(500),
        standard_goods: Fen::ZERO,
        reason: "",
        reversed_on: None,
        given_again: false,
        noted: false,
        death_known: false,
        died_on: None,
        away_since: None,
        closed_on: None,
        entered_on: day("2023-01-01"),
        roster: Some(1),
        valid_id: true,
        birth: Some(day("1950-05-05")),
        undone_on: None,
        group_entered_on: Some(day("2023-01-01")),
        rural: false,
    }
}

fn at(on: &str, hour: u32, minute: u32) -> chrono::NaiveDateTime {
    day(on).and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

/// Level and kind of what a rule finds.
fn found(rule: impl FnOnce(&mut dyn FnMut(Finding))) -> Vec<(Level, &'static str, usize)> {
    let mut all = Vec::new();
    rule(&mut |finding| all.push((finding.case.level, finding.case.kind, finding.entries.len())));
    all
}

/// What is changed of the usual gift.
type Change<'c> = &'c dyn Fn(&mut Gift<'static>);

/// Asserts what a rule finds of gifts, each the usual one but for a change.
fn alone(rule: impl Fn(&Gift<'_>, &mut dyn FnMut(Finding)), cases: &[(Change<'_>, &[(Level, &str)])]) {
    assert_eq!(found(|sink| rule(&usual(1), sink)), [], "the usual gift");
    for (at, (change, expected)) in cases.iter().enumerate() {
        let mut gift = usual(1);
        change(&mut gift);
        let told: Vec<(Level, &str)> =
            found(|sink| rule(&gift, sink)).into_iter().map(|(level, kind, _)| (level, kind)).collect();
        assert_eq!(told, *expected, "case {at}");
    }
}

const RED: Level = Level::Red;
const AMBER: Level = Level::Amber;
const GREY: Level = Level::Grey;

#[test]
fn a01_after_death() {
    alone(
        gifts::after_death,
        &[
            (&|g| g.died_on = Some(day("2024-01-31")), &[(RED, "death")]),
            (&|g| (g.died_on, g.proxy) = (Some(day("2024-01-31")), "乌兰"), &[(RED, "death")]),
            (&|g| (g.died_on, g.proxy, g.reason) = (Some(day("2024-01-31")), "乌兰", "遗属代领"), &[]),
            (&|g| (g.died_on, g.proxy, g.noted) = (Some(day("2024-01-31")), "乌兰", true), &[]),
            (&|g| (g.died_on, g.death_known) = (Some(day("2024-02-01")), true), &[(AMBER, "death")]),
            (&|g| g.died_on = Some(day("2024-02-01")), &[]),
            (&|g| (g.died_on, g.reversed_on) = (Some(day("2024-01-31")), Some(day("2024-02-02"))), &[]),
        ],
    );
}

#[test]
fn a03_above_the_standard() {
    let limits = limits();
    alone(
        |gift, sink| gifts::above(gift, &limits, sink),
        &[
            (&|g| g.cash = yuan(600), &[(AMBER, "above")]),
            (&|g| g.cash = yuan(601), &[(RED, "above")]),
            (&|g| (g.cash, g.standard) = (yuan(10_500), yuan(10_000)), &[(AMBER, "above")]),
            (&|g| (g.cash, g.standard) = (yuan(10_501), yuan(10_000)), &[(RED, "above")]),
            (&|g| (g.goods_value, g.standard_goods) = (yuan(170), yuan(160)), &[(AMBER, "above")]),
            (&|g| g.goods_value = yuan(1), &[(RED, "above")]),
            (&|g| g.cash = yuan(300), &[]),
            (&|g| (g.cash, g.group, g.standard) = (yuan(900), "", Fen::ZERO), &[]),
        ],
    );
}

#[test]
fn a05_outside() {
    alone(
        gifts::outside,
        &[
            (&|g| g.group = "", &[(RED, "listed")]),
            (&|g| g.away_since = Some(day("2024-01-20")), &[(RED, "away")]),
            (&|g| g.closed_on = Some(day("2024-01-20")), &[(RED, "closed")]),
            (&|g| (g.group, g.reversed_on) = ("", Some(day("2024-02-02"))), &[]),
        ],
    );
}

#[test]
fn a06_days() {
    let limits = limits();
    alone(
        |gift, sink| gifts::paid_days(gift, &limits, sink),
        &[
            (&|g| g.recorded_on = day("2024-01-31"), &[(RED, "days")]),
            (&|g| g.recorded_on = day("2024-02-08"), &[]),
            (&|g| g.recorded_on = day("2024-02-09"), &[(AMBER, "days")]),
            (&|g| g.recorded_on = day("2024-03-02"), &[(AMBER, "days")]),
            (&|g| g.recorded_on = day("2024-03-03"), &[(RED, "days")]),
            (
                &|g| (g.paid_on, g.recorded_on) = (day("2023-12-31"), day("2024-01-01")),
                &[(RED, "days"), (AMBER, "window")],
            ),
            (&|g| (g.paid_on, g.recorded_on) = (day("2024-02-24"), day("2024-02-24")), &[]),
            (&|g| (g.paid_on, g.recorded_on) = (day("2024-02-25"), day("2024-02-25")), &[(GREY, "window")]),
            (&|g| (g.paid_on, g.recorded_on) = (day("2024-01-10"), day("2024-01-10")), &[(AMBER, "window")]),
        ],
    );
}

#[test]
fn a15_status_and_groups_shortly_before() {
    let limits = limits();
    alone(
        |gift, sink| gifts::status_play(gift, &limits, sink),
        &[
            (&|g| g.undone_on = Some(day("2024-01-02")), &[(AMBER, "undone")]),
            (&|g| g.undone_on = Some(day("2024-01-01")), &[]),
            (&|g| g.group_entered_on = Some(day("2024-01-02")), &[(AMBER, "gained")]),
            (&|g| g.group_entered_on = Some(day("2024-01-01")), &[]),
            // Who came in with the group is new: that is another rule.
            (&|g| (g.entered_on, g.group_entered_on) = (day("2024-01-20"), Some(day("2024-01-20"))), &[]),
        ],
    );
}

#[test]
fn a16_of_one_reversal() {
    let (limits, today) = (limits(), day("2024-03-20"));
    alone(
        |gift, sink| gifts::reversed(gift, today, &limits, sink),
        &[
            (&|g| (g.reversed_on, g.given_again) = (Some(day("2024-02-02")), true), &[]),
            (&|g| g.reversed_on = Some(day("2024-02-02")), &[(AMBER, "again")]),
            (&|g| (g.reversed_on, g.given_again) = (Some(day("2024-03-02")), true), &[]),
            (&|g| (g.reversed_on, g.given_again) = (Some(day("2024-03-03")), true), &[(AMBER, "late")]),
            (&|g| (g.reversed_on, g.given_again) = (Some(day("2025-01-01")), true), &[(RED, "late")]),
        ],
    );
    let mut gift = usual(1);
    gift.reversed_on = Some(day("2024-02-02"));
    assert_eq!(found(|sink| gifts::reversed(&gift, day("2024-02-24"), &limits, sink)), [], "still in grace");
}

#[test]
fn a20_ages() {
    let limits = limits();
    alone(
        |gift, sink| gifts::ages(gift, &limits, sink),
        &[
            (&|g| (g.group, g.birth) = ("参加抗美援朝军人", Some(day("1939-01-01"))), &[(AMBER, "age")]),
            (&|g| (g.group, g.birth) = ("参加抗美援朝军人", Some(day("1938-12-31"))), &[]),
            (&|g| (g.group, g.birth) = ("在乡老复员军人", Some(day("1950-01-01"))), &[(AMBER, "age")]),
            (&|g| (g.rural, g.birth) = (true, Some(day("1964-01-12"))), &[(AMBER, "young")]),
            (&|g| (g.rural, g.birth) = (true, Some(day("1964-01-11"))), &[]),
            (&|g| g.birth = Some(day("1924-02-01")), &[(AMBER, "old")]),
            (&|g| g.birth = Some(day("1924-02-02")), &[]),
        ],
    );
}

#[test]
fn a_number_that_a_text_is_cut_in_is_masked_before() {
    for before in 0..60 {
        let long = format!("{} 13812341234", "名".repeat(before));
        let told = format!("{:?}", crate::domain::audit::gifts::text(&long));
        assert!(!told.contains("1381234"), "{told}");
    }
}
