//! The list of work, driven by keys over the sample with its year.

use crate::app::testing::{Register, Robot, SMALL, TWO};
use crate::lang::Lang;

fn list(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::worked(), lang, size);
    robot.press("Ctrl+W Left F3");
    robot
}

#[test]
fn the_list_its_counts_and_its_filter() {
    for (code, lang, size) in TWO {
        let mut robot = list(lang, size);
        insta::assert_snapshot!(format!("work_{code}"), robot.screen());
        robot.press("F3");
        insta::assert_snapshot!(format!("work_filter_{code}"), robot.screen());
    }
    let mut robot = list(Lang::Zh, SMALL);
    robot.shows("8 条  19 次  37 人次  待办 2");
    // What waits stands first, whatever its day.
    let screen = robot.screen();
    let at = |words: &str| screen.lines().position(|line| line.contains(words)).unwrap();
    assert!(
        at("安置遗留问题") < at("程连富 房屋漏雨") && at("程连富 房屋漏雨") < at("兵支书培训"),
        "{screen}"
    );
    robot.press("Right");
    robot.shows("2 条  2 次  12 人次");
    robot.shows("按小类  未分 1  调度会 1");
    robot.press("Left F3 Down Down Right Right Right Right Right Enter");
    robot.shows("5月");
    robot.shows("会议 2");
    robot.press("F3 Delete Down Down Down Right Right Enter");
    robot.shows("桑根达来镇");
}

#[test]
fn a_row_is_settled_and_one_about_somebody_written_by_a_line() {
    let mut robot = list(Lang::Zh, SMALL);
    robot.press("Home Insert");
    robot.type_in("2024-01-20 已化解");
    robot.shows("2024-01-20  结果 已化解");
    robot.press("Enter");
    robot.shows("已更新");
    robot.shows("待办 1");
    robot.press("F2");
    robot.type_in("诉求 单国强 看病难 2023-12-01");
    robot.shows("诉求  单国强  看病难");
    robot.press("Enter");
    robot.shows("已登记工作");
    robot.shows("待办 2");
    robot.press("F2");
    robot.type_in("诉求 查无此人 看病难");
    robot.press("Enter");
    robot.shows("没有叫 查无此人 的对象");
    robot.press("Esc Esc Home Enter");
    robot.shows("单国强");
    assert_eq!(robot.register.store().check().unwrap(), []);
}
