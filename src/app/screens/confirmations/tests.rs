//! The progress of the yearly confirmation, driven by keys over the sample.

use crate::app::testing::{Register, Robot, SMALL, TWO};
use crate::lang::Lang;

fn weeks(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::sample(), lang, size);
    robot.press("Ctrl+W F3 Tab");
    robot
}

#[test]
fn the_weeks_and_who_was_not_seen_yet() {
    for (code, lang, size) in TWO {
        let mut robot = weeks(lang, size);
        insta::assert_snapshot!(format!("confirmations_{code}"), robot.screen());
        robot.press("End Enter");
        insta::assert_snapshot!(format!("unconfirmed_{code}"), robot.screen());
    }
}

#[test]
fn whoever_is_confirmed_leaves_the_list_and_stands_in_this_week() {
    let mut robot = weeks(Lang::Zh, SMALL);
    let open = |robot: &Robot| -> u64 {
        robot.register.store().confirm_progress(2024, robot.register.today).unwrap().sum().open()
    };
    let before = open(&robot);
    robot.press("End Enter F2");
    robot.type_in("方式=上门 结果=健在");
    robot.press("Enter");
    robot.shows("已登记年度确认");
    assert_eq!(open(&robot), before - 1);
    robot.press("Esc");
    robot.shows(&format!("未见 {} 人", before - 1));
    let sum = robot.register.store().confirm_progress(2024, robot.register.today).unwrap().sum();
    assert_eq!(sum.planned, sum.before + sum.weeks.iter().sum::<u64>() + sum.after + sum.open());
    assert_eq!(robot.register.store().check().unwrap(), []);
}
