//! The rules of groups, driven by keys over the sample.

use crate::app::testing::{FOUR, Register, Robot, SMALL, TWO};
use crate::domain::group_rule::RuleDeed;
use crate::domain::op::Op;
use crate::lang::Lang;

/// The form for the third group, reached from the settings.
fn form(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::sample(), lang, size);
    robot.press("Ctrl+T F2 Down Down Enter");
    robot
}

/// The same, filled in and looked at.
fn looked_at(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = form(lang, size);
    robot.press("Down Right BackTab BackTab");
    robot.type_in("按优抚类别");
    robot.press("Enter");
    robot
}

#[test]
fn the_list_the_form_and_the_last_look() {
    for (code, lang, size) in FOUR {
        let mut robot = Robot::new(Register::sample(), lang, size);
        robot.press("Ctrl+T F2");
        insta::assert_snapshot!(format!("rules_{code}"), robot.screen());
        insta::assert_snapshot!(format!("rule_form_{code}"), form(lang, size).screen());
        insta::assert_snapshot!(format!("rule_look_{code}"), looked_at(lang, size).screen());
    }
    for (code, lang, size) in TWO {
        let mut robot = looked_at(lang, size);
        robot.press("Enter");
        insta::assert_snapshot!(format!("rules_written_{code}"), robot.screen());
    }
}

/// Given by categories, and taken away as if it had never been.
#[test]
fn a_rule_is_given_and_taken_away() {
    let mut robot = looked_at(Lang::Zh, SMALL);
    let open = |robot: &Robot| robot.app.cx.scopes.iter().map(|line| line.open).sum::<u64>();
    let before = open(&robot);
    robot.shows("新增应访");
    robot.press("Enter");
    robot.shows("已改规则");
    let Op::SetGroupRule(change) = robot.written() else { panic!("no rule was written") };
    assert!(matches!(&change.deed, RuleDeed::Hold(categories, None) if categories.len() == 1));
    assert!(open(&robot) > before);
    robot.press("Enter Enter");
    robot.shows("请写明理由");
    robot.type_in("再写一次");
    robot.press("Enter");
    robot.shows("规则本来如此");
    robot.press("Home Esc Esc Enter Left Tab");
    robot.type_in("试过");
    robot.press("Enter Enter");
    robot.shows("已改规则");
    assert_eq!(open(&robot), before);
    assert_eq!(robot.register.store().check().unwrap(), []);
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    let mut robot = form(Lang::Zh, SMALL);
    robot.press("Enter");
    robot.shows("请至少选一个优抚类别");
    robot.press("Right BackTab BackTab BackTab");
    robot.press("x Enter");
    robot.shows("看不懂这个日期");
    robot.press("Esc");
    robot.shows("再按一次 Esc 放弃");
    robot.press("Esc");
    robot.shows("没有规则，逐人登记");
}
