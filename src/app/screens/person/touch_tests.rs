//! What a change means for the rounds, told on the screens before it is written.

use crate::app::testing::{ARMY_2024, Register, Robot};
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
    robot.shows("计划 ");
    robot.press("Up");
    robot.hides("：随之了结 1");
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
