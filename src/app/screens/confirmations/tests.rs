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
    robot.press("End Enter F2 Tab Right Tab");
    insta::assert_snapshot!("confirmation_80_zh", robot.screen());
    robot.press("Enter");
    robot.shows("已登记 敖特根朝鲁 2024年的年度确认");
    assert_eq!(open(&robot), before - 1);
    robot.press("Esc");
    robot.shows(&format!("未见 {} 人", before - 1));
    let sum = robot.register.store().confirm_progress(2024, robot.register.today).unwrap().sum();
    assert_eq!(sum.planned, sum.before + sum.weeks.iter().sum::<u64>() + sum.after + sum.open());
    assert_eq!(robot.register.store().check().unwrap(), []);
}

#[test]
fn the_list_of_another_year_confirms_that_year() {
    for (code, lang, size) in TWO {
        let mut robot = weeks(lang, size);
        let open = |robot: &Robot, year| -> u64 {
            let today = robot.register.today;
            robot.register.store().confirm_progress(year, today).unwrap().sum().open()
        };
        let before = [2023, 2024].map(|year| open(&robot, year));
        robot.press("Left End Enter F2 Tab Tab Right Tab");
        robot.type_in("女儿告知");
        insta::assert_snapshot!(format!("confirmation_of_2023_{code}"), robot.screen());
        robot.press("Enter");
        let after = [2023, 2024].map(|year| open(&robot, year));
        assert_eq!(after, [before[0] - 1, before[1]]);
        robot.press("Ctrl+R");
        robot.type_in("弄错了");
        robot.press("Enter");
        assert_eq!([2023, 2024].map(|year| open(&robot, year)), before);
        assert_eq!(robot.register.store().check().unwrap(), []);
    }
}
