//! Handlers whose names are new.

use crate::app::testing::{Register, Robot, SMALL};
use crate::lang::Lang;

/// A slip of a name would be a handler more: it is asked about in the last look, once.
#[test]
fn a_new_handler_is_asked_about_once_in_the_last_look() {
    let mut register = Register::sample();
    register.paid("程连富");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    let record = |robot: &mut Robot, name: &str| {
        robot.press("F5 F2");
        let at_handlers =
            |robot: &Robot| robot.screen().lines().any(|line| line.contains('▸') && line.contains("经办人"));
        for _ in 0..12 {
            if !at_handlers(robot) {
                robot.press("Tab");
            }
        }
        robot.press("Ctrl+U");
        robot.type_in(name);
        robot.press("Enter");
        robot.shows("核对后写入台账");
    };
    record(&mut robot, "新来的");
    robot.shows("新来的 不在经办人名单上");
    robot.press("Enter");
    robot.shows("新来的 已记入经办人名单");
    robot.press("Enter");
    robot.shows("已登记");
    let listed = robot.register.store().handlers().unwrap();
    assert!(listed.iter().any(|one| &*one.name == "新来的" && one.gifts == 1), "{listed:?}");
    record(&mut robot, "新来的");
    robot.hides("不在经办人名单上");
}
