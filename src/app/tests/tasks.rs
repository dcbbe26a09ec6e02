//! Protects the officer's time: the keys that each task of a day takes, counted over the sample. Text that is typed is told
//! apart and not counted.

use super::super::bookmark::Bookmark;
use super::super::testing::{Register, Robot, SMALL, day, numbered};
use crate::domain::entry::LedgerQuery;
use crate::domain::op::Op;
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::visit::Outcome;
use crate::lang::Lang;

/// Presses keys; fails if there are more than the task may take.
#[track_caller]
fn task(robot: &mut Robot, most: usize, keys: &str) {
    let count = keys.split_whitespace().count();
    assert!(count <= most, "{count} keys, {most} at most: {keys}");
    robot.press(keys);
}

/// The roster in the township of the tour, on somebody who is due.
fn roster() -> Robot {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right");
    robot.shows("▸程连富");
    robot
}

fn entries(robot: &Robot) -> usize {
    robot.register.entries(&LedgerQuery::default()).len()
}

/// The program opens on today, and remembers the township.
#[test]
fn who_is_due_in_this_village_takes_one_key() {
    let left = Bookmark {
        screen: Some("today"),
        scope: Scope::Township(TownshipCode("152530101".to_owned())),
        ..Bookmark::default()
    };
    let mut robot = Robot::at(Register::sample(), Lang::Zh, SMALL, left);
    task(&mut robot, 1, "Tab");
    robot.shows("敖包图嘎查  应访 3 人");
    robot.shows("▸程连富");
}

#[test]
fn the_usual_gift_takes_three_keys() {
    let mut robot = roster();
    task(&mut robot, 3, "F2 F2 Enter");
    robot.shows("已登记 程连富 1,000 元");
    // The list has gone on to the next who is due.
    robot.shows("▸呼日查巴特尔");
}

#[test]
fn the_same_dated_yesterday_takes_three_keys_for_each_after_the_first() {
    let mut robot = roster();
    robot.press("F2 Tab Tab Tab Tab - Enter");
    robot.shows("2024-02-01");
    robot.press("Enter");
    for name in ["呼日查巴特尔", "乌云其木格"] {
        task(&mut robot, 3, "F2 F2 Enter");
        robot.shows(&format!("已登记 {name}"));
        let Op::Record(recording) = robot.written() else { panic!("not a recording") };
        assert_eq!(recording.on, day(2024, 2, 1));
    }
}

#[test]
fn nobody_at_home_takes_four_keys() {
    let mut robot = roster();
    task(&mut robot, 4, "F2 3 Enter Enter");
    let Op::Record(recording) = robot.written() else { panic!("not a recording") };
    assert_eq!(recording.outcome, Outcome::Absent);
}

#[test]
fn come_back_on_the_fifth_takes_six_keys() {
    let mut robot = roster();
    task(&mut robot, 6, "F2 8 Tab 5 Enter Enter");
    let Op::Record(recording) = robot.written() else { panic!("not a recording") };
    assert_eq!(recording.outcome, Outcome::Deferred);
    assert_eq!((recording.on, recording.deferred_to), (day(2024, 2, 2), Some(day(2024, 2, 5))));
}

#[test]
fn the_daughter_takes_it_in_six_keys_and_her_name() {
    let mut robot = roster();
    let keys = ["F2 2 Tab", "Tab", "Enter Enter"];
    assert_eq!(keys.iter().flat_map(|keys| keys.split_whitespace()).count(), 6);
    let [open, relation, write] = keys;
    robot.press(open);
    robot.type_in("程丽");
    robot.press(relation);
    robot.type_in("女儿");
    robot.press(write);
    let Op::Record(recording) = robot.written() else { panic!("not a recording") };
    assert_eq!(recording.outcome, Outcome::Proxy);
    let proxy = recording.proxy.unwrap();
    assert_eq!((&*proxy.name, &*proxy.relation), ("程丽", "女儿"));
}

#[test]
fn who_is_promised_today_takes_one_key() {
    let left = Bookmark { screen: Some("today"), ..Bookmark::default() };
    let mut robot = Robot::at(Register::promised(), Lang::Zh, SMALL, left);
    task(&mut robot, 1, "Enter");
    robot.shows("约好今天  2 次");
    robot.shows("▸张文");
}

#[test]
fn all_that_somebody_ever_received_and_its_sum_takes_one_key() {
    let mut robot = roster();
    task(&mut robot, 1, "Enter");
    robot.shows("历次慰问");
    robot.shows("合计");
}

/// One reason opens them for the whole session.
#[test]
fn the_phones_of_those_who_are_due_take_two_keys() {
    let mut robot = roster();
    robot.hides("16161225511");
    task(&mut robot, 2, "Ctrl+P Enter");
    robot.shows("16161225511");
    robot.press("F2 F2 Enter F5 Esc Right Left");
    robot.shows("电话显示中");
}

#[test]
fn undoing_takes_two_keys_and_the_reason() {
    let mut robot = roster();
    robot.press("F2 F2 Enter");
    let before = entries(&robot);
    let keys = ["Ctrl+R", "Enter"];
    robot.press(keys[0]);
    robot.type_in("发错人了");
    robot.press(keys[1]);
    assert_eq!(entries(&robot), before + 1);
}

/// Where the officer is: on the roster, on somebody of that village.
#[test]
fn thirty_envelopes_of_one_village_take_six_keys() {
    let mut register = Register::sample();
    register.people(&numbered("白音", 30), "桑根达来镇", "巴彦宝力格嘎查", "烈士遗属");
    let left = Bookmark {
        screen: Some("today"),
        scope: Scope::Township(TownshipCode("152530101".to_owned())),
        ..Bookmark::default()
    };
    let mut robot = Robot::at(register, Lang::Zh, SMALL, left.clone());
    // From today by the name of the village, which opens the search; from the roster in its place.
    robot.type_in("巴彦宝力格");
    let before = entries(&robot);
    task(&mut robot, 6, "Ctrl+F Ctrl+A F2 F2 Enter");
    robot.shows("已写入 30 个对象 30,000 元");
    assert_eq!(entries(&robot), before + 30);
    let Op::RecordBatch(batch) = robot.written() else { panic!("not a batch") };
    assert_eq!(batch.gifts.len(), 30);
    // Nobody else was on the list.
    robot.shows("巴彦宝力格嘎查  已办完");
    robot.hides("敖包图嘎查");
    robot.press("Ctrl+R 错 Enter");
    task(&mut robot, 6, "Ctrl+A F2 F2 Enter");
    assert_eq!(entries(&robot), before + 90);
    robot.press("Ctrl+F");
    robot.shows("敖包图嘎查");
}

/// From the first key of a day on: the village is the first of the roster.
#[test]
fn the_envelopes_of_the_village_at_the_top_take_six_keys_from_today() {
    let left = Bookmark {
        screen: Some("today"),
        scope: Scope::Township(TownshipCode("152530101".to_owned())),
        ..Bookmark::default()
    };
    let mut robot = Robot::at(Register::sample(), Lang::Zh, SMALL, left);
    let before = entries(&robot);
    task(&mut robot, 6, "Tab Ctrl+F Ctrl+A F2 F2 Enter");
    assert_eq!(entries(&robot), before + 3);
}

/// Many who are due take three keys and one more for each.
#[test]
fn many_at_once_take_a_key_each_and_three() {
    let mut robot = roster();
    let before = entries(&robot);
    task(&mut robot, 6, "Space Space Space F2 F2 Enter");
    assert_eq!(entries(&robot), before + 3);
    robot.press("Home");
    task(&mut robot, 4, "Ctrl+A F2 F2 Enter");
    // All of the township but one who is promised another day.
    assert_eq!(entries(&robot), before + 7);
}
