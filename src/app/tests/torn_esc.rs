//! An Esc that was the beginning of another key, torn by a slow line, leaves every screen as it was.

use super::demo;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::testing::{LARGE, Robot, SMALL};
use crate::lang::Lang;

/// The picture without the line that says what was done.
fn picture(robot: &Robot) -> Vec<String> {
    let rows: Vec<String> = robot.screen().lines().map(str::to_owned).collect();
    let said = rows.len().saturating_sub(2);
    rows.into_iter().enumerate().filter(|(at, _)| *at != said).map(|(_, row)| row).collect()
}

#[test]
fn what_a_torn_key_closed_is_open_again_as_it_was() {
    for size in [SMALL, LARGE] {
        for (keys, text) in [
            ("Right Right Enter", ""),
            ("Right Right Enter F2", ""),
            ("Right Right F2 BackTab", "甲乙"),
            ("Right Right F2 F2", ""),
            ("Right Right Enter F6", ""),
            ("Right Right Enter F6", "查核"),
            ("Right Right Enter Ctrl+B", "程连"),
            ("Right Right F10", ""),
            ("Right Right F1", ""),
            ("F5 Space Space F2", ""),
            ("F5 Space Space F2 F2", ""),
            ("F5 Space Space", ""),
            ("Right Right Ctrl+G", ""),
            ("Right Right Ctrl+G Tab Tab Tab 年 度 Enter", ""),
            ("Ctrl+T F2 Down Down Enter", ""),
            ("Ctrl+T F2 Down Down Enter Down Right BackTab BackTab 按 优 抚 Enter", ""),
            ("Right Right F3", ""),
            ("Ctrl+N", ""),
            ("Ctrl+N", "王五"),
            ("F8", ""),
            ("F7", ""),
        ] {
            let mut robot = demo(Lang::Zh, size);
            robot.press(keys);
            robot.type_in(text);
            let before = picture(&robot);
            robot.press("Esc");
            robot.send(Msg::TakeBackEsc);
            assert_eq!(picture(&robot), before, "{keys} {text}");
            // And again, so that nothing of the first is left.
            robot.press("Esc");
            robot.send(Msg::TakeBackEsc);
            assert_eq!(picture(&robot), before, "{keys} {text} twice");
        }
    }
}

#[test]
fn a_form_that_is_open_again_goes_on_and_one_that_has_written_stays_closed() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right F2 F2 Esc");
    robot.send(Msg::TakeBackEsc);
    robot.press("Enter");
    robot.shows("已登记");
    let whole = picture(&robot);
    robot.send(Msg::TakeBackEsc);
    assert_eq!(picture(&robot), whole);
    // The draft was kept by the Esc, and the form writes what is in it.
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right F2 BackTab 甲 Esc");
    robot.send(Msg::TakeBackEsc);
    robot.type_in("乙");
    robot.press("Esc");
    let kept = robot.effects.iter().filter(|effect| matches!(effect, Effect::Commit(_))).count();
    assert!(kept > 0);
    robot.press("F2");
    robot.shows("甲乙");
}

#[test]
fn what_esc_has_closed_stays_closed_behind_another_key() {
    for key in ["Down", "Esc"] {
        let mut robot = demo(Lang::Zh, SMALL);
        robot.press("Right Right Enter F2 Esc");
        robot.press(key);
        let before = picture(&robot);
        robot.send(Msg::TakeBackEsc);
        if key == "Down" {
            assert_eq!(picture(&robot), before);
        } else {
            // The second alone is taken back.
            robot.press("Esc");
            assert_eq!(picture(&robot), before);
        }
    }
}
