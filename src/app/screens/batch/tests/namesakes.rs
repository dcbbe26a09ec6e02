//! Two of one name who are recorded together.

use crate::app::testing::{Register, Robot, SMALL};
use crate::lang::Lang;

/// Two of one name among those who are recorded together are named before money is handed over twice.
#[test]
fn two_of_one_name_are_told_before_they_are_recorded() {
    for (lang, said) in [(Lang::Zh, "其中有同名的：巴图孟克"), (Lang::En, "Some bear one name: 巴图孟克")]
    {
        let mut register = Register::with_goods();
        for village in ["敖包图嘎查", "乌兰图嘎嘎查"] {
            register.people(&["巴图孟克".to_owned()], "桑根达来镇", village, "烈士遗属");
        }
        let mut robot = Robot::new(register, lang, SMALL);
        robot.press("F5 Ctrl+A F2");
        robot.shows(said);
        robot.press("F2");
        robot.shows(said);
    }
}
