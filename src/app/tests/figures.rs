//! Figures and filters that several screens have: one set of them, and the same keys.

use crate::app::testing::{Register, Robot, SMALL, SPRING, gift};
use crate::domain::gift::{Goods, Recording};
use crate::domain::money::Fen;
use crate::lang::Lang;

/// The keys that empty a field put a line of the filter back, and where it is, all of them.
#[test]
fn every_key_that_empties_a_field_clears_a_line_of_the_filter() {
    for key in ["Del", "Backspace", "Ctrl+U"] {
        let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
        robot.press("Right Right F3 Right Down Down Down Right");
        robot.shows("按姓名");
        robot.press(key);
        robot.hides("按姓名");
        robot.shows("只看应访");
        robot.press(&format!("{key} Enter"));
        robot.shows("按村  本次全部");
    }
}

/// People and units are counted apart on the roster and together elsewhere; what was given is one figure everywhere.
#[test]
fn the_figures_of_all_screens_agree() {
    let mut register = Register::sample();
    let unit = register.id("驻旗某部通信站");
    let goods = Goods { text: "慰问品 1 批".into(), value: Fen::new(800_000) };
    register
        .record(Recording { goods: Some(goods), reason: Some("首长慰问".into()), ..gift(unit, 2_000) });
    let scopes = register.store().scopes(Some(SPRING)).unwrap();
    let [people, .., units] = scopes.as_slice() else { panic!("{scopes:?}") };
    assert_eq!((people.open, units.open, units.given.short()), (41, 0, "2,000".to_owned()));
    let all = people.given.plus(units.given).short();
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.shows(&format!("已发 {all}"));
    robot.press("Esc");
    let told = robot.screen();
    let sum = told.lines().find(|line| line.trim_start().starts_with("合计")).unwrap();
    assert!(sum.ends_with(&all), "{sum}");
    assert_eq!(sum.split_whitespace().nth(3), Some("41"), "{sum}");
    robot.press("Tab");
    robot.shows("▸全旗人员        41");
    robot.press("F5");
    robot.shows("应访 41");
}
