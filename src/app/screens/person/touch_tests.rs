//! What a change means for the rounds, told on the screens before it is written.

use crate::app::msg::Msg;
use crate::app::testing::{ARMY_2024, Register, Robot, gift};
use crate::lang::Lang;

fn robot() -> Robot {
    Robot::new(Register::sample(), Lang::Zh, (100, 32))
}

/// The robot at the card of somebody who is due.
fn card() -> Robot {
    let mut robot = robot();
    robot.press("F5 Down Enter");
    robot
}

#[test]
fn a_death_tells_what_closes_before_it_is_recorded() {
    let mut robot = card();
    robot.press("Ctrl+D");
    robot.hides("：随之了结 1");
    robot.press("Tab Tab");
    robot.shows("2024年春节：随之了结 1（");
    robot.press("Up");
    robot.hides("：随之了结 1");
    // What others write meanwhile counts.
    robot.press("Down");
    robot.shows("2024年春节：随之了结 1（");
    let who = robot.register.id("刘立清");
    robot.register.record(gift(who, 1_000));
    robot.send(Msg::Touched);
    robot.hides("2024年春节：随之了结 1（");
}

#[test]
fn a_move_tells_whose_open_item_goes_along() {
    let mut robot = card();
    robot.press("F3 Down");
    robot.hides("换到新地点");
    robot.press("Right");
    robot.shows("2024年春节：换到新地点 1（");
    robot.press("Left");
    robot.hides("换到新地点");
}

#[test]
fn the_last_look_at_a_round_tells_who_comes_on_and_what_it_costs() {
    let mut register = Register::sample();
    register.create_round(ARMY_2024);
    let mut robot = Robot::new(register, Lang::Zh, (100, 32));
    robot.press("F6 Home F3 Tab Tab Tab");
    robot.type_in("9");
    robot.press("Enter");
    robot.shows("2024年八一：");
    robot.shows("标准有变");
    robot.shows("计划 ");
}

#[test]
fn a_death_heard_of_at_the_door_tells_what_closes_in_the_last_look() {
    for (keys, says) in [("5", "随之了结 1（"), ("6", "随之了结 1（"), ("7", "")] {
        let mut robot = robot();
        robot.press("F5 Down F2");
        robot.type_in(keys);
        robot.press("Enter");
        robot.shows("核对");
        if says.is_empty() {
            robot.hides("随之了结");
        } else {
            robot.shows("应访名单");
            robot.shows(says);
        }
    }
}

#[test]
fn taking_a_death_back_tells_who_becomes_due_before_it_is_written() {
    let mut robot = card();
    robot.press("Ctrl+D Tab Tab");
    robot.type_in("嘎查来电");
    robot.press("Enter Enter");
    robot.press("Ctrl+R");
    robot.shows("撤销");
    robot.shows("2024年春节：新增应访 1（");
}
