//! Some of those who are recorded together were given a part before.

use crate::app::testing::{Register, Robot, SMALL, gift};
use crate::lang::Lang;

/// The form and the last look say how many are given a part alone, and nothing of a full standard to each.
#[test]
fn who_is_owed_a_part_is_told_to_be() {
    for (lang, said, full) in [
        (Lang::Zh, "2 个对象，发给本人；其中 1 个只补欠发的部分", "照标准发给本人"),
        (Lang::En, "2, each in person; 1 of them only what is still owed", "the full standard"),
    ] {
        let mut register = Register::with_goods();
        let whom = register.id("程连富");
        register.record(gift(whom, 1_000));
        let mut robot = Robot::new(register, lang, SMALL);
        robot.press("F5 Ctrl+A F2");
        robot.shows(said);
        robot.press("F2");
        robot.shows(said);
        assert!(!robot.screen().contains(full), "{}", robot.screen());
    }
}
