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
