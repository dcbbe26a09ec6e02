//! The settings, driven by keys over the sample.

use super::*;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::testing::{FOUR, Register, Robot, SMALL, day};
use crate::domain::error::RegisterError;
use crate::domain::setting::{self, TWO_HANDLERS};
use crate::domain::text::CleanText;
use crate::lang::Lang;

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::sample(), lang, size);
    robot.press("Ctrl+T");
    robot
}

fn set(value: &'static str) -> Op {
    Op::Set { key: TWO_HANDLERS.key.into(), value: value.into() }
}

/// The writes that were asked for.
fn writes(robot: &Robot) -> usize {
    robot.effects.iter().filter(|effect| matches!(effect, Effect::Commit(_))).count()
}

#[test]
fn settings() {
    for (code, lang, size) in FOUR.into_iter().chain([("60_en", Lang::En, (60, 16))]) {
        let mut robot = demo(lang, size);
        insta::assert_snapshot!(format!("settings_{code}"), robot.screen());
        robot.press("Enter");
        insta::assert_snapshot!(format!("settings_question_{code}"), robot.screen());
        robot.press("Enter");
        insta::assert_snapshot!(format!("settings_changed_{code}"), robot.screen());
    }
}

#[test]
fn every_setting_of_the_table_is_a_row_and_is_changed_by_its_own_key() {
    let mut robot = demo(Lang::Zh, SMALL);
    for (at, setting) in setting::ALL.iter().enumerate() {
        robot.press("Home");
        for _ in 0..at {
            robot.press("Down");
        }
        robot.shows(setting.zh);
        robot.press("F3");
        if setting.kind == setting::Kind::Number {
            robot.type_in("909");
        }
        robot.press("Enter");
        let Op::Set { key, value } = robot.written() else { panic!("another write") };
        assert_eq!(&*key, setting.key);
        assert_ne!(&*value, setting.default);
    }
}

/// What the list cuts of the chosen one stands whole below it.
#[test]
fn every_setting_is_read_whole() {
    let mut robot = demo(Lang::En, SMALL);
    for setting in setting::ALL {
        robot.shows(setting.en);
        robot.press("Down");
    }
}

#[test]
fn a_change_holds_from_its_day_on_and_may_be_taken_back() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F3");
    robot.shows("由 是 改为 否");
    robot.press("Esc");
    assert_eq!(writes(&robot), 0);
    robot.press("F3 Enter");
    assert_eq!(robot.written(), set("off"));
    robot.shows("已设定，自今日起：现金须两名经办人 = 否");
    let held = |robot: &Robot, on| robot.register.store().settings(on).unwrap().remove(0);
    let today = robot.register.today;
    assert_eq!(&*held(&robot, today).value, "off");
    assert_eq!(&*held(&robot, today.pred_opt().unwrap()).value, "on");
    robot.send(Msg::Day(day(2024, 2, 3)));
    robot.shows("2024年2月2日");
    robot.press("Enter Enter");
    assert_eq!(robot.written(), set("on"));
    robot.shows("2024年2月3日");
}

#[test]
fn a_change_that_is_refused_leaves_what_held_and_says_why() {
    let mut robot = demo(Lang::Zh, SMALL);
    let before = robot.screen();
    for (why, says) in
        [(RegisterError::ReadOnly, "只读"), (RegisterError::Busy(CleanText::default()), "正被另一程序使用")]
    {
        robot.next_write = Some(why);
        robot.press("Enter Enter");
        robot.shows(says);
        robot.hides("已设定");
        robot.shows("▸现金须两名经办人");
        assert_eq!(robot.screen().lines().nth(4), before.lines().nth(4));
    }
}

#[test]
fn what_another_officer_set_is_shown_with_the_next_change_and_on_coming_back() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.register.done(&set("off"));
    robot.send(Msg::Day(day(2024, 2, 3)));
    robot.shows("2024年2月2日");
    robot.register.done(&set("on"));
    robot.press("Esc Ctrl+T");
    robot.shows("2024年2月3日");
}

#[test]
fn an_answer_that_fails_is_said_and_asked_for_again() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.next_answer = Some(RegisterError::ReadOnly);
    robot.press("Ctrl+T Enter");
    assert_eq!(writes(&robot), 0);
    robot.press("Esc Ctrl+T");
    robot.shows("▸现金须两名经办人");
}

#[test]
fn where_there_is_no_row_further_on_that_is_said() {
    let mut robot = demo(Lang::En, SMALL);
    robot.press("End Down");
    robot.shows("There are no more settings");
}

/// That there are more than the screen shows is told by their number and by marks above and below.
#[test]
fn more_settings_than_the_screen_holds_are_told() {
    for (lang, count) in [(Lang::Zh, "共 "), (Lang::En, " in all")] {
        let mut robot = demo(lang, SMALL);
        robot.shows(&setting::ALL.len().to_string());
        robot.shows(count);
        robot.shows("▾");
        robot.press("End");
        robot.shows("▴");
        robot.hides("▾");
    }
}
