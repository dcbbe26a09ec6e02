//! The first screen of a day and its lists, driven by keys over the sample.

use crate::app::testing::{FOUR, Register, Robot, SMALL, TWO, day};
use crate::lang::Lang;

/// A very large terminal: columns and rows.
const HUGE: (u16, u16) = (200, 60);

fn robot(register: Register, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register, lang, size);
    robot.press("F12");
    robot
}

#[test]
fn today() {
    for (code, lang, size) in FOUR.into_iter().chain([
        ("200_zh", Lang::Zh, HUGE),
        ("200_en", Lang::En, HUGE),
        ("60_zh", Lang::Zh, (60, 16)),
    ]) {
        let robot = robot(Register::promised(), lang, size);
        insta::assert_snapshot!(format!("today_{code}"), robot.screen());
    }
}

#[test]
fn each_line_opens_its_list() {
    for (code, lang, size) in TWO {
        for (down, name) in [(0, "promised"), (1, "missed"), (2, "soon"), (5, "gone")] {
            let mut robot = robot(Register::promised(), lang, size);
            robot.press(&("Down ".repeat(down) + "Enter"));
            insta::assert_snapshot!(format!("{name}_{code}"), robot.screen());
        }
    }
    let mut robot = robot(Register::promised(), Lang::Zh, SMALL);
    robot.press("Down Down Down Enter");
    robot.shows("草稿 2 张");
    robot.press("Esc Down Enter");
    robot.shows("2024年春节 桑根达来镇");
    // The progress stands below: a township opens who is due there.
    robot.press("Esc End Enter");
    robot.shows("驻旗部队");
}

#[test]
fn a_visit_that_is_recorded_from_the_list_keeps_the_promise() {
    let mut robot = robot(Register::promised(), Lang::Zh, SMALL);
    robot.shows("约好今天          2 次");
    robot.press("Enter F2 F2 Enter");
    robot.shows("约好今天  1 次");
    robot.press("Esc");
    robot.shows("约好今天          1 次");
}

#[test]
fn nothing_to_tell_says_so_and_what_to_do() {
    for (name, register) in [
        ("empty_zh", Register::empty()),
        ("no_round_zh", Register::sample().on(day(2024, 5, 10))),
        ("first_start_zh", Register::sample().on(day(2024, 7, 10))),
    ] {
        insta::assert_snapshot!(name, robot(register, Lang::Zh, SMALL).screen());
    }
}

#[test]
fn one_key_goes_to_the_roster_and_back() {
    let mut robot = robot(Register::promised(), Lang::Zh, SMALL);
    robot.shows("约期已过");
    robot.press("Tab");
    robot.shows("▸全旗");
    robot.press("F12");
    robot.shows("约期已过");
    robot.press("Tab");
    robot.shows("▸全旗");
}

/// On a small screen the cursor reaches every line, and the heads stand above what they head.
#[test]
fn a_small_screen_scrolls() {
    let mut robot = robot(Register::promised(), Lang::Zh, (60, 16));
    robot.press(&"Down ".repeat(9));
    insta::assert_snapshot!("scrolled_60_zh", robot.screen());
    robot.press("End");
    robot.shows("▸驻旗部队等单位");
    robot.press("Home");
    robot.shows("▸约好今天");
}

/// The app that was left in a place opens there, and tells of every place that it is left in.
#[test]
fn where_the_officer_left_is_kept_and_opened_again() {
    let mut robot = Robot::new(Register::promised(), Lang::Zh, SMALL);
    robot.press("Right Right F12");
    let left = robot.left.unwrap();
    assert_eq!(left.screen, Some("today"));
    let mut again = Robot::at(Register::promised(), Lang::Zh, SMALL, left);
    again.shows("约好今天");
    again.press("Esc");
    again.shows("▸桑根达来镇");
    again.press("Down Up");
    assert_eq!(again.left.take().map(|left| left.screen), Some(None), "the roster, of the same township");
    again.press("Down F2 Esc F4 Esc Down");
    assert_eq!(again.left, None, "a person, a form or a search is no place to come back to");
}

#[test]
fn a_person_is_added_from_today_too() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F12 Ctrl+N");
    robot.shows("新增人员");
    robot.press("Esc");
    robot.shows("进度");
}

/// A list to check leads to what mends it.
#[test]
fn who_is_chosen_on_a_list_is_changed_and_closed_from_it() {
    for keys in ["F5", "Ctrl+K Enter"] {
        let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
        robot.press(keys);
        let list = robot.screen();
        robot.press("F3");
        robot.shows("修改资料");
        robot.press("Esc Esc");
        assert_eq!(robot.screen(), list);
        robot.press("Ctrl+D");
        robot.shows("登记状态");
        robot.press("Esc Esc");
        assert_eq!(robot.screen(), list);
    }
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right Ctrl+D");
    robot.shows("登记状态  程连富");
}
