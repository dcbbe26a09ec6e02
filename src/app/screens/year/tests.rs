//! The whole report of a year, driven by keys over the sample.

use crate::app::testing::{Register, Robot, SMALL, TWO};
use crate::lang::Lang;

fn year(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::sample(), lang, size);
    robot.press("F9 F2 Left");
    robot
}

#[test]
fn the_figures_what_is_behind_one_and_the_bars() {
    for (code, lang, size) in TWO {
        let mut robot = year(lang, size);
        insta::assert_snapshot!(format!("year_{code}"), robot.screen());
        robot.press("Tab");
        if lang == Lang::Zh {
            robot.shows("春节、八一期间走访慰问");
        }
        robot.press("Tab");
        insta::assert_snapshot!(format!("bars_{code}"), robot.screen());
    }
    let mut robot = year(Lang::Zh, SMALL);
    robot.shows("85人 93人次 6.05万元");
    robot.press("Enter");
    robot.shows("春节、八一走访慰问  93 条  85人 93人次 6.05万元");
    robot.press("Esc");
    robot.shows("85人 93人次 6.05万元");
}

#[test]
fn work_is_written_down_by_a_line_and_counted_at_once() {
    let mut robot = year(Lang::Zh, SMALL);
    robot.press("F2 Enter");
    robot.shows("先写种类");
    robot.type_in("培训 兵支书培训 2023-10-23..2023-10-24 人数=23");
    robot.shows("培训  兵支书培训  2023年10月23日至2023年10月24日");
    robot.press("Enter");
    robot.shows("已登记工作");
    robot.shows("1次 23人");
    assert_eq!(robot.register.store().check().unwrap(), []);
}
