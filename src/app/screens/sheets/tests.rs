//! The numbered sheets, driven by keys over the sample: a signed paper is keyed by its exceptions.

use crate::app::msg::Msg;
use crate::app::testing::{ARMY_2024, FOUR, Register, Robot, SMALL, day};
use crate::domain::error::RegisterError;
use crate::domain::op::Op;
use crate::domain::sign_sheet::SheetState;
use crate::domain::visit::Outcome;
use crate::lang::Lang;

fn list(lines: u32, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::with_sheet(lines), lang, size);
    robot.press("F6 Insert");
    robot
}

#[test]
fn the_list_the_form_and_the_last_look() {
    for (code, lang, size) in FOUR {
        let mut robot = list(12, lang, size);
        insta::assert_snapshot!(format!("sheets_{code}"), robot.screen());
        robot.press("Enter");
        robot.type_in("11000");
        robot.press("Down");
        robot.type_in("5不在家；8代领 王芳 女儿");
        insta::assert_snapshot!(format!("sheet_keying_{code}"), robot.screen());
        robot.press("Enter");
        insta::assert_snapshot!(format!("sheet_look_{code}"), robot.screen());
    }
}

/// From the rounds to the ledger, with what is typed between them.
#[test]
fn twelve_lines_with_one_absent_and_one_proxy_take_few_keys() {
    let mut robot = Robot::new(Register::with_sheet(12), Lang::Zh, SMALL);
    let keys = ["F6", "Insert", "Enter", "Down", "Enter", "Enter"];
    let [rounds, sheets, key, below, check, record] = keys;
    robot.press(rounds);
    robot.press(sheets);
    robot.press(key);
    robot.type_in("11000");
    robot.press(below);
    robot.type_in("5不在家；8代领 王芳 女儿");
    robot.press(check);
    robot.shows("登记 12 行，共 11,000.00 元");
    robot.press(record);
    assert!(keys.len() <= 12);
    let Op::RecordSheet(act) = robot.written() else { panic!("{:?}", robot.written()) };
    let outcomes: Vec<Outcome> = act.recordings.iter().map(|one| one.outcome).collect();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Given).count(), 10);
    assert_eq!((outcomes[4], outcomes[7]), (Outcome::Absent, Outcome::Proxy));
    robot.shows("已登记 12 行");
    let card = |robot: &Robot| robot.register.store().sign_sheets(None).unwrap().remove(0);
    assert_eq!((card(&robot).recorded, card(&robot).state()), (11, SheetState::Partly));
    // Ctrl+R takes the whole sheet back.
    robot.press("Ctrl+R");
    robot.type_in("纸拿错了");
    robot.press("Enter");
    assert_eq!((card(&robot).recorded, card(&robot).state()), (0, SheetState::Printed));
    assert_eq!(robot.register.store().check().unwrap(), []);
}

#[test]
fn a_sum_that_differs_records_nothing_and_what_is_keyed_is_taken_up_again() {
    let mut robot = list(3, Lang::Zh, SMALL);
    robot.press("Enter");
    robot.type_in("3000");
    robot.shows("与纸上相等");
    robot.press("Down");
    robot.type_in("2拒领");
    robot.shows("与纸上差 1,000.00 元");
    robot.press("Enter");
    robot.shows("合计 2,000.00 元，纸上 3,000.00 元，差 1,000.00 元");
    robot.type_in("；9不在");
    robot.shows("本表没有第 9 行");
    robot.press("Esc");
    robot.shows("填了一半的已留着");
    robot.press("Enter");
    robot.shows("本表没有第 9 行");
    robot.press("Down");
    for _ in 0.."；9不在".chars().count() {
        robot.press("End Backspace");
    }
    robot.press("Up");
    robot.type_in("2000");
    robot.shows("与纸上相等");
    robot.press("Enter");
    robot.shows("登记 3 行，共 2,000.00 元");
}

/// As by the command: the round of the day comes into being with the first sheet that is written in it.
#[test]
fn a_first_sheet_begins_its_round() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    // It could not be written when the day came.
    robot.next_write = Some(RegisterError::ReadOnly);
    robot.send(Msg::Day(day(2024, 7, 10)));
    let created = |robot: &Robot| robot.register.store().round(ARMY_2024).unwrap().created;
    assert!(!created(&robot));
    robot.press("F6");
    robot.shows("未建立");
    robot.press("Home Insert");
    for _ in 0..8 {
        if robot.screen().contains("编号签领表　2024年八一") {
            break;
        }
        robot.press("Esc Down Insert");
    }
    robot.shows("编号签领表　2024年八一");
    robot.press("F3 Enter");
    robot.run_export();
    robot.shows("已写出");
    assert!(created(&robot));
    let card = robot.register.store().sign_sheets(Some(ARMY_2024)).unwrap().remove(0);
    assert!(card.lines > 0);
    robot.press("Enter");
    robot.shows(&card.number.to_string());
    assert_eq!(robot.register.store().check().unwrap(), []);
}

/// The place stands whole below the list, where its column cuts it.
#[test]
fn a_long_place_is_read_whole() {
    let mut robot = list(3, Lang::Zh, SMALL);
    robot.shows("  正蓝旗");
    let card = robot.register.store().sign_sheets(None).unwrap().remove(0);
    robot.shows(&[&card.number.to_string(), "  正蓝旗"].concat());
    robot.register.sheet_of("赛音呼都嘎苏木退役军人服务站");
    robot.press("Esc Insert");
    robot.shows("  赛音呼都嘎苏木退役军人服务站");
}

/// Nothing but the keys has it kept: no other field was gone to, and no Esc pressed.
#[test]
fn what_is_typed_is_kept_with_the_field_that_has_the_keys() {
    let mut robot = list(3, Lang::Zh, SMALL);
    let number = robot.register.store().sign_sheets(None).unwrap().remove(0).number;
    let kept =
        |robot: &Robot| robot.register.store().half_keyed(&number).unwrap().map(|body| body.to_string());
    robot.press("Enter Down");
    robot.type_in("2不在");
    robot.pause();
    assert!(kept(&robot).unwrap().ends_with("|2不在"), "{:?}", kept(&robot));
    // A refused Enter keeps it as well.
    robot.type_in("；9不在");
    robot.press("Enter");
    robot.shows("本表没有第 9 行");
    robot.pause();
    assert!(kept(&robot).unwrap().ends_with("|2不在；9不在"), "{:?}", kept(&robot));
    // It stands in the list of sheets and among the drafts, and goes on from there.
    robot.press("Esc");
    robot.shows("填了一半");
    robot.press("Esc Ctrl+O");
    robot.shows("草稿 1 张");
    robot.shows(&format!("签领表 {number}"));
    robot.press("Enter");
    robot.shows("本表没有第 9 行");
    // What is typed on goes behind it.
    robot.press("Down");
    robot.type_in("、");
    robot.pause();
    assert!(kept(&robot).unwrap().ends_with("|2不在；9不在、"), "{:?}", kept(&robot));
    robot.press("Esc Del Enter");
    robot.shows("没有未完成的草稿");
    assert_eq!(kept(&robot), None);
    // What was typed and taken back leaves nothing.
    robot.press("F6 Insert Enter 5 Backspace");
    robot.pause();
    robot.press("Esc");
    assert_eq!(kept(&robot), None);
}
