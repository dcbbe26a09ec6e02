//! A file is chosen by its path, and the newest stands first.

use super::tests::{GOOD, demo, register};
use crate::app::msg::Msg;
use crate::app::testing::{Robot, SMALL};
use crate::lang::Lang;

#[test]
fn a_path_is_typed_or_pasted() {
    let mut robot = demo(GOOD, Lang::Zh, SMALL);
    robot.press("F4");
    robot.type_in("2023年名册/07.csv");
    robot.press("Enter");
    robot.shows("▸07.csv");
    // A whole path behind the one that stood there, in the quotes that a desktop puts around it.
    robot.press("F4");
    robot.send(Msg::Paste("'/家/民政/说明.pdf'".into()));
    robot.press("Enter");
    robot.shows("▸说明.pdf");
    robot.press("F4");
    robot.type_in("没有/这个.xlsx");
    robot.press("Enter");
    robot.shows("没有/这个.xlsx");
    robot.press("Esc");
    robot.shows("▸说明.pdf");
    robot.press("F4");
    robot.type_in("2023年名册");
    robot.press("Enter");
    robot.shows("▸01.csv");
}

#[test]
fn the_newest_file_stands_first() {
    let register = register(GOOD);
    register.touch("正蓝旗退役军人花名册（2024年春节慰问）.xlsx");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F8 Down Down");
    robot.shows("▸正蓝旗退役军人花名册");
    robot.press("Down");
    robot.shows("▸桑根达来.csv");
}
