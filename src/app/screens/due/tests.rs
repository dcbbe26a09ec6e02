//! The due list, driven by keys over the sample.

use super::*;
use crate::app::msg::Msg;
use crate::app::query::Query;
use crate::app::testing::{ARMY_2024, FOUR, Register, Robot, SMALL, SPRING, call, day, gift, numbered};
use crate::domain::visit::Outcome;
use crate::lang::Lang;

fn robot(register: Register, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register, lang, size);
    robot.press("F5");
    robot
}

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    robot(Register::sample(), lang, size)
}

#[test]
fn due() {
    for (code, lang, size) in FOUR.into_iter().chain([("60_zh", Lang::Zh, (60, 16))]) {
        // One of the round before is due again.
        let mut register = Register::sample();
        register.reverse("阿拉坦仓", "发错人");
        let mut robot = robot(register, lang, size);
        robot.press("Down Down");
        insta::assert_snapshot!(format!("due_{code}"), robot.screen());
        robot.press("Tab PgDn Down");
        insta::assert_snapshot!(format!("exceptions_{code}"), robot.screen());
    }
}

#[test]
fn the_heads_count_every_opened_round_people_and_units() {
    let mut register = Register::sample();
    register.reverse("阿拉坦仓", "发错人");
    let mut robot = robot(register, Lang::Zh, SMALL);
    robot.shows("▸待访 43   例外 51");
    robot.shows("逾期 1  应访 42");
    robot.press("Tab");
    robot.shows("▸例外 51");
    robot.press("Left");
    robot.shows("▸待访 43");
    robot.press("Esc");
    robot.shows("换苏木镇");
}

/// Who was given something beside the list stands in no count of it, and is told beside them on every screen of counts.
#[test]
fn who_was_given_something_beside_the_list_is_a_count_of_its_own() {
    let mut register = Register::sample();
    let whom = register.id("布和");
    register.record(gift(whom, 500));
    let mut robot = robot(register, Lang::Zh, (100, 30));
    robot.shows("▸待访 42");
    robot.shows("名单外 1 人，慰问金 500 元");
    robot.press("F6");
    robot.shows("名单外 1 人，慰问金 500 元");
    robot.press("F9 Tab");
    robot.shows("名单外 1 人，慰问金 500 元");
}

#[test]
fn an_exception_says_what_it_waits_for() {
    let mut register = Register::sample();
    let mut passed = call(register.id("单国强"), Outcome::Deferred);
    (passed.on, passed.deferred_to) = (day(2024, 1, 25), Some(day(2024, 2, 1)));
    register.record(passed);
    let mut to_come = call(register.id("苏日娜"), Outcome::Deferred);
    to_come.deferred_to = Some(day(2024, 2, 8));
    register.record(to_come);
    let mut robot = robot(register, Lang::Zh, SMALL);
    robot.press(&("Tab PgDn".to_owned() + &" Down".repeat(12)));
    insta::assert_snapshot!("exceptions_deferred_zh", robot.screen());
    robot.press("Home");
    insta::assert_snapshot!("exceptions_promised_zh", robot.screen());
}

/// Who was called on in vain stays on the list, and the bar goes on all the same, into the next village too.
#[test]
fn the_bar_goes_on_to_the_next_one_after_a_call_in_vain() {
    for call in ["F2 3 Enter Enter", "F2 8 Tab 5 Enter Enter", "F2 F2 Enter"] {
        let mut robot = demo(Lang::Zh, SMALL);
        // The only one of the first village.
        robot.shows("▸贾振忠");
        robot.press(call);
        robot.shows("▸刘立清");
    }
}

/// Whoever was promised a visit by today is met first, and once.
#[test]
fn who_was_promised_a_visit_comes_first() {
    for (lang, name) in [(Lang::Zh, "due_promised_zh"), (Lang::En, "due_promised_en")] {
        let mut register = Register::sample();
        for (who, on, to) in [("单国强", 25, 1), ("苏日娜", 26, 2), ("贾振忠", 27, 5)] {
            let mut call = call(register.id(who), Outcome::Deferred);
            (call.on, call.deferred_to) = (day(2024, 1, on), Some(day(2024, 2, to)));
            register.record(call);
        }
        let mut robot = robot(register, lang, SMALL);
        insta::assert_snapshot!(name, robot.screen());
        let first = robot.screen();
        robot.press("End Home");
        assert_eq!(robot.screen(), first);
    }
}

#[test]
fn a_long_list_is_paged_both_ways_and_end_reaches_the_end() {
    let mut register = Register::sample();
    register.people(&numbered("白音", 120), "桑根达来镇", "巴彦高勒嘎查", "烈士遗属");
    let mut robot = robot(register, Lang::Zh, SMALL);
    robot.press("PgDn PgDn PgDn");
    insta::assert_snapshot!("due_scrolled_zh", robot.screen());
    robot.press("End");
    let end = robot.screen();
    robot.press(&("Up ".repeat(300) + &"Down ".repeat(300)));
    assert_eq!(robot.screen(), end);
    robot.press("Home");
    assert_ne!(robot.screen(), end);
    for _ in 0..500 {
        robot.press("Down");
    }
    assert_eq!(robot.screen(), end);
    robot.send(Msg::Resized(120, 40));
    robot.send(Msg::Resized(80, 24));
    assert_eq!(robot.screen(), end);
}

#[test]
fn nothing_due_says_why_and_what_to_press() {
    let may = || Register::empty().on(day(2024, 5, 10));
    let mut to_come = may();
    to_come.create_round(ARMY_2024);
    let mut nobody = Register::empty();
    nobody.create_round(SPRING);
    for (name, register) in [
        ("due_opens_zh", to_come),
        ("due_calendar_zh", Register::empty()),
        ("due_no_round_zh", may()),
        ("due_done_zh", all_visited()),
        ("due_nobody_zh", nobody),
    ] {
        insta::assert_snapshot!(name, robot(register, Lang::Zh, SMALL).screen());
    }
    let mut robot = robot(all_visited(), Lang::En, SMALL);
    robot.shows("3 visited");
    robot.press("Tab Enter");
    insta::assert_snapshot!("exceptions_none_en", robot.screen());
}

/// Three people, all of them visited.
fn all_visited() -> Register {
    let mut register = Register::empty();
    let names = numbered("白音", 3);
    register.people(&names, "桑根达来镇", "敖包图嘎查", "烈士遗属");
    register.create_round(SPRING);
    for name in names {
        let whom = register.id(&name);
        register.record(gift(whom, 1_000));
    }
    register
}

#[test]
fn a_recording_takes_its_row_off_the_list_and_the_head() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.shows("▸待访 42");
    robot.press("Down Down");
    robot.shows("▸张文");
    robot.press("F2 F2 Enter");
    robot.shows("已登记 张文");
    robot.shows("▸待访 41");
    robot.press("Home Down");
    robot.shows("▸刘立清");
    robot.press("Down");
    robot.shows("▸王援民");
}

#[test]
fn one_township_of_one_round() {
    let state = DueScreen::within(SPRING, Scope::Units, "驻旗部队等单位".into());
    let Query::Due(ask) = state.question(Start::First, 10).query else { panic!("another question") };
    assert_eq!((ask.round, ask.scope, ask.exceptions), (Some(SPRING), Scope::Units, false));
}

/// A part of the register of which nobody is in the round says so, whatever is due elsewhere.
#[test]
fn an_empty_part_of_the_register_says_which_it_is() {
    for (lang, said) in [(Lang::Zh, "没有列入这次慰问的"), (Lang::En, "nobody there is in this round")]
    {
        let mut robot = Robot::new(Register::with_goods(), lang, SMALL);
        robot.press("F9 Tab End Enter");
        robot.shows(said);
        robot.hides("按 F8");
        robot.hides("Press F8");
    }
}
