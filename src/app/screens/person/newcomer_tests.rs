//! The form that adds a person, driven by keys over the real register.

use crate::app::testing::{FOUR, Register, Robot, SMALL};
use crate::domain::error::RegisterError;
use crate::domain::op::Op;
use crate::domain::recipient::{Held, Sex};
use crate::lang::Lang;

fn form(keys: &str) -> Robot {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Ctrl+N");
    robot.press(keys);
    robot
}

#[test]
fn screens() {
    for (code, lang, size) in FOUR {
        let mut robot = Robot::new(Register::sample(), lang, size);
        robot.press("Right Ctrl+N");
        insta::assert_snapshot!(format!("new_{code}"), robot.screen());
        robot.press("Enter");
        insta::assert_snapshot!(format!("new_wrong_{code}"), robot.screen());
    }
}

/// Name, ID number, village, group, and four keys in all, the one that opens the form among them. Digits are no part of a
/// name, and letters none of a number: they go on to where they belong.
#[test]
fn a_person_is_added_by_four_keys_and_the_facts() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right");
    let keys = ["Ctrl+N", "Tab", "Enter"];
    assert!(keys.len() <= 4);
    robot.press(keys[0]);
    robot.type_in("巴图孟克152599193202150013新城社区");
    robot.press(keys[1]);
    robot.press("3");
    robot.shows("烈士遗属");
    robot.press(keys[2]);
    let Op::AddPerson(new) = robot.written() else { panic!("nobody added") };
    assert_eq!((&*new.name, &*new.village), ("巴图孟克", "新城社区"));
    assert_eq!(new.id_number.unwrap().as_str(), "152599193202150013");
    assert_eq!(new.groups, [Held { label: "烈士遗属".into(), from: None, until: None }]);
    robot.shows("已新增 巴图孟克");
}

/// A field that is filled in is never written over by a key that was meant for another one.
#[test]
fn what_is_filled_in_stays_where_a_slip_is_typed() {
    let mut robot = form("");
    robot.type_in("巴图孟克");
    robot.press("Tab");
    robot.type_in("15259919320215001");
    // Not whole yet: a letter stays here, and is told.
    robot.type_in("新3");
    robot.press("Tab");
    robot.type_in("敖包图嘎查");
    robot.press("BackTab BackTab End");
    robot.type_in("9");
    robot.press("Enter");
    robot.shows("152599193202150013".get(..17).unwrap());
    robot.shows("巴图孟克9");
    robot.shows("敖包图嘎查");
}

/// Name, ID number, village, group, and four keys beside the one that opens the form.
#[test]
fn a_person_is_added_and_opened() {
    let mut robot = form("");
    robot.type_in("巴 图");
    robot.press("Tab");
    robot.type_in("152599193202150013");
    robot.press("Tab");
    robot.type_in("新村");
    robot.press("Tab 3 Enter");
    robot.shows("没有「新村」这个嘎查村");
    robot.press("Enter");
    let Op::AddPerson(new) = robot.written() else { panic!("nobody added") };
    assert_eq!((&*new.name, &*new.village), ("巴图", "新村"));
    assert_eq!(new.groups, [Held { label: "烈士遗属".into(), from: None, until: None }]);
    robot.shows("已新增 巴图");
    robot.shows("152599********0013");
    let card = robot.register.store().recipient(new.id).unwrap();
    assert_eq!((card.sex, card.birth_year), (Some(Sex::Male), Some(1932)));
    // The usual gift follows by the keys of every list.
    robot.press("F2 F2 Enter");
    assert!(matches!(robot.written(), Op::Record(recording) if recording.recipient == new.id));
}

#[test]
fn somebody_who_looks_registered_is_asked_about() {
    let mut robot = form("");
    robot.type_in("巴图");
    robot.press("Tab");
    robot.type_in("152599193202150013");
    robot.press("Enter");
    robot.shows("已新增 巴图");
    robot.press("Esc Ctrl+N");
    robot.type_in("巴图");
    robot.press("Tab");
    robot.type_in("152599193202150014");
    robot.press("Enter");
    insta::assert_snapshot!("new_asked_zh", robot.screen());
    robot.type_in("两人的证都看过");
    robot.press("Enter");
    let Op::AddPerson(new) = robot.written() else { panic!("nobody added") };
    assert_eq!(new.assent.double.as_deref(), Some("两人的证都看过"));
    robot.shows("已新增 巴图");
}

#[test]
fn typed_work_is_not_thrown_away_by_one_key() {
    let robot = form("Esc");
    robot.hides("新增人员");
    let mut robot = form("");
    robot.type_in("巴图");
    robot.press("Esc");
    robot.shows("再按 Esc 放弃");
    robot.press("Esc");
    robot.hides("新增人员");
    // What cannot be written keeps the form.
    let mut robot = form("");
    robot.type_in("巴图");
    robot.next_write = Some(RegisterError::ReadOnly);
    robot.press("Enter");
    robot.shows("新增人员");
    robot.press("Enter");
    robot.shows("已新增 巴图");
}
