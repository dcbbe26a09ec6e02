//! What the form says and does of rows, days that are not today, and keys that change what was chosen.

use super::super::{Form, Item};
use super::{facts, open};
use crate::app::testing::{LARGE, Register, Robot, SMALL, demo_day};
use crate::lang::Lang;

#[test]
fn down_goes_to_the_row_below_and_never_into_the_second_field() {
    let today = demo_day();
    let mut form: Form = open(facts());
    let rows = [Item::Cash, Item::Goods, Item::Day, Item::First, Item::Needs, Item::Note, Item::Outcome];
    for row in rows {
        form.step_rows(1, today);
        assert_eq!(form.focus(), row);
    }
    form.step(3, today);
    assert_eq!(form.focus(), Item::Value, "Tab goes through every field");
    form.step_rows(1, today);
    assert_eq!(form.focus(), Item::Day);
    form.step_rows(-1, today);
    assert_eq!(form.focus(), Item::Goods);
    let mut robot = Robot::new(Register::with_goods(), Lang::Zh, SMALL);
    robot.press("F2 Down Down Down");
    robot.type_in("2.1");
    robot.press("Down");
    robot.shows("2024-02-01");
    robot.shows("160");
}

#[test]
fn the_day_of_the_one_before_is_told_whole_at_every_width() {
    for size in [SMALL, LARGE, (60, 20)] {
        let mut robot = Robot::new(Register::with_goods(), Lang::Zh, size);
        robot.press("F2 Down Down Down");
        robot.type_in("-");
        robot.press("F2 Enter F2");
        robot.shows("不是今天：与上一户相同");
        robot.press("Esc Space Down Space F2");
        robot.shows("不是今天：与上一户相同");
    }
}

#[test]
fn the_full_standard_in_place_of_a_chosen_outcome_is_told() {
    let mut robot = Robot::new(Register::with_goods(), Lang::Zh, SMALL);
    robot.press("F2 3");
    robot.shows("不在家");
    robot.press("F2");
    robot.shows("照标准发给本人，不再是「不在家」");
    robot.press("Esc Esc");
    robot.shows("没有改动，没有留草稿");
    robot.hides("草稿已放弃");
    let mut robot = Robot::new(Register::with_goods(), Lang::En, SMALL);
    robot.press("F2");
    robot.shows("F2 Full standard");
}

#[test]
fn the_form_that_is_being_filled_in_is_no_draft_that_waits() {
    let mut robot = Robot::new(Register::with_goods(), Lang::Zh, SMALL);
    robot.press("F2 Up");
    robot.type_in("屋顶漏雨");
    robot.send(crate::app::msg::Msg::Touched);
    robot.hides("有 1 张草稿");
    robot.press("Esc");
    robot.shows("有 1 张草稿");
}

#[test]
fn every_outcome_is_named_beside_the_list_in_english() {
    for size in [SMALL, LARGE, (200, 60), (60, 20)] {
        let mut robot = Robot::new(Register::with_goods(), Lang::En, size);
        robot.press("F2");
        for told in ["1 given", "7 ", "8 ", "9 visit only"] {
            robot.shows(told);
        }
        robot.press("Down Down Down");
        robot.type_in("1.1");
        robot.press("F2");
        robot.shows("window opens on");
    }
}
