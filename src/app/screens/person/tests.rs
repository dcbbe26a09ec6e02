//! The screen of a recipient and the forms that change it, driven by keys.

use super::testing::{card, closed, dead, held, id, rounds, unit, unit_rounds, world};
use crate::app::effect::Effect;
use crate::app::invented::{Robot, day, entry};
use crate::app::msg::Msg;
use crate::domain::error::RegisterError;
use crate::domain::op::{Answer, Changed, Op, Receipt};
use crate::domain::place::TownshipCode;
use crate::domain::query::RoundLine;
use crate::domain::recipient::{Edit, Numbers, RecipientCard, StatusKind};
use crate::lang::Lang;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

fn robot(card: RecipientCard, rounds: Vec<RoundLine>, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(world(card, rounds), lang, size);
    robot.press("Enter");
    robot
}

fn rich(keys: &str) -> Robot {
    let mut robot = robot(card(), rounds(), Lang::Zh, SMALL);
    robot.press(keys);
    robot
}

#[test]
fn screens() {
    for (lang, code) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        for (size, width) in [(SMALL, 80), (LARGE, 120)] {
            for (name, card, rounds) in
                [("rich", card(), rounds()), ("dead", dead(), closed()), ("unit", unit(), unit_rounds())]
            {
                let robot = robot(card, rounds, lang, size);
                insta::assert_snapshot!(format!("{name}_{width}_{code}"), robot.screen());
            }
            let mut robot = robot(card(), rounds(), lang, size);
            robot.press("F3");
            insta::assert_snapshot!(format!("edit_{width}_{code}"), robot.screen());
            robot.press("Esc Ctrl+D");
            insta::assert_snapshot!(format!("status_{width}_{code}"), robot.screen());
        }
    }
}

#[test]
fn the_lines_scroll_and_the_parts_are_a_tab_away() {
    let mut robot = rich("Tab Tab Tab Tab");
    insta::assert_snapshot!("rich_rounds_zh", robot.screen());
    robot.press("Tab");
    assert!(robot.screen().contains("▸额尔敦其其格图雅  女  81 岁"), "{}", robot.screen());
    robot.send(Msg::Resized(60, 16));
    robot.press("End");
    insta::assert_snapshot!("rich_60_zh", robot.screen());
}

#[test]
fn a_gift_is_reversed_where_the_bar_stands() {
    let mut robot = rich("Del");
    assert!(robot.screen().contains("请先用上下键选一笔"), "{}", robot.screen());
    robot.press("End Del");
    assert!(robot.screen().contains("冲正分录不能再冲正"), "{}", robot.screen());
    robot.press("Up Del");
    assert!(robot.screen().contains("这一笔已经冲正过"), "{}", robot.screen());
    robot.press("Up Del");
    insta::assert_snapshot!("reverse_zh", robot.screen());
    robot.type_in("发错人");
    robot.press("Enter");
    let reverse = Op::Reverse { id: entry(99), of: entry(11), reason: "发错人".into() };
    assert_eq!(robot.commit(), reverse);
}

#[test]
fn numbers_are_shown_after_a_reason_and_until_the_screen_is_left() {
    let mut robot = rich("Ctrl+U");
    robot.type_in("核对银行卡");
    robot.press("Enter");
    let Some(Effect::Commit(op)) = robot.effects.pop() else { panic!("no write") };
    assert_eq!(*op, Op::Unmask { id: id(), reason: "核对银行卡".into() });
    let numbers = Numbers {
        id_number: Some("152599194208010029".into()),
        phone: Some("13800001234".into()),
        card: Some("6217000000006789".into()),
    };
    let receipt = Receipt { changed: Changed::default(), answer: Answer::Numbers(numbers) };
    robot.send(Msg::Committed(op, Box::new(receipt)));
    insta::assert_snapshot!("unmasked_zh", robot.screen());
    robot.press("Esc Enter");
    let screen = robot.screen();
    assert!(screen.contains("152599********0029") && !screen.contains("13800001234"), "{screen}");
}

#[test]
fn recording_starts_from_the_screen() {
    let mut robot = rich("F2");
    assert!(robot.screen().contains("Enter 核对"), "{}", robot.screen());
    robot.press("Esc Tab Tab Tab Tab Down Enter");
    assert!(robot.screen().contains("Enter 核对"), "{}", robot.screen());
    robot.press("Esc End Up Up Up Enter");
    assert!(robot.screen().contains("F3 修改"), "a round that is done is not recorded again by Enter");
}

#[test]
fn only_what_was_changed_is_saved() {
    let mut robot = rich("F3");
    robot.type_in("１３９ 0000 1111");
    robot.press("Tab Right Tab");
    for _ in 0.."敖包图嘎查".chars().count() {
        robot.press("Backspace");
    }
    robot.type_in("第三社区");
    robot.press("Tab Tab Tab Tab - Tab 1 . 1 Tab Tab");
    insta::assert_snapshot!("edit_changed_zh", robot.screen());
    robot.press("Enter");
    insta::assert_snapshot!("edit_wrong_zh", robot.screen());
    robot.press("2 0 2 5 - 1 - 1 Enter");
    let Op::Edit { id: whom, rev, edit } = robot.commit() else { panic!("not an edit") };
    assert_eq!((whom, rev), (id(), 4));
    let expected = Edit {
        phone: Some("13900001111".into()),
        township: Some(TownshipCode("152530100".into())),
        village: Some("第三社区".into()),
        groups: Some(vec![
            held("烈士遗属", Some((2024, 2, 1)), Some((2025, 1, 1))),
            held("困难退役军人", Some((2015, 1, 1)), Some((2019, 12, 31))),
        ]),
        ..Edit::default()
    };
    assert_eq!(edit, expected);
    assert!(robot.screen().contains("F3 修改"), "the form is closed");
}

#[test]
fn groups_are_taken_up_again_and_dropped() {
    let mut robot = rich("F3 Up");
    // The last row: the group that ended may be held again, from a day on.
    robot.press("Space Tab 0 Enter");
    let Op::Edit { edit, .. } = robot.commit() else { panic!("not an edit") };
    let mut groups = card().groups;
    groups.push(held("困难退役军人", Some((2024, 2, 2)), None));
    assert_eq!(edit, Edit { groups: Some(groups), ..Edit::default() });

    let mut robot = rich("F3 Tab Tab Tab Tab Tab Right Enter");
    let Op::Edit { edit, .. } = robot.commit() else { panic!("not an edit") };
    assert_eq!(edit.groups.map(|groups| groups.len()), Some(1));

    let mut robot = rich("F3");
    robot.type_in("-");
    robot.press("Enter");
    let Op::Edit { edit, .. } = robot.commit() else { panic!("not an edit") };
    assert_eq!(edit, Edit { phone: Some("".into()), ..Edit::default() });
}

#[test]
fn an_edit_is_not_lost_without_a_word() {
    let mut robot = rich("F3 Enter");
    assert!(robot.screen().contains("没有改动") && robot.effects.is_empty());
    robot.press("F3");
    robot.type_in("12");
    robot.press("Enter");
    assert!(robot.screen().contains("电话只能是 5 到 20 位数字"), "{}", robot.screen());
    robot.type_in("3456");
    robot.press("Enter");
    let Some(Effect::Commit(op)) = robot.effects.pop() else { panic!("no write") };
    robot.send(Msg::NotCommitted(op, Box::new(RegisterError::Stale)));
    assert!(robot.screen().contains("资料已被别人改过，请重新打开"), "{}", robot.screen());
    robot.press("Esc");
    assert!(robot.screen().contains("再按 Esc 放弃"), "{}", robot.screen());
    robot.press("Esc");
    assert!(robot.screen().contains("F3 修改"));
}

#[test]
fn a_status_is_recorded_and_undone_with_a_reason() {
    let mut robot = rich("Ctrl+D Enter");
    assert!(robot.screen().contains("请写明理由"), "{}", robot.screen());
    robot.type_in("嘎查来电");
    robot.press("Up -");
    insta::assert_snapshot!("status_filled_zh", robot.screen());
    robot.press("Esc");
    assert!(robot.screen().contains("再按 Esc 放弃"), "{}", robot.screen());
    robot.press("Enter");
    let reason = "嘎查来电".into();
    let set = Op::SetStatus { id: id(), kind: StatusKind::Died, on: day(2024, 2, 1), reason };
    assert_eq!(robot.commit(), set);
    assert!(robot.screen().contains("F3 修改"), "the dialog is closed");

    let mut robot = robot_of_the_dead();
    insta::assert_snapshot!("status_undo_zh", robot.screen());
    robot.press("Tab");
    robot.type_in("本人健在");
    robot.press("Enter");
    let undo = Op::UndoStatus { id: id(), kind: StatusKind::Died, reason: "本人健在".into() };
    assert_eq!(robot.commit(), undo);

    let mut robot = robot_of_the_unit();
    robot.press("Ctrl+D");
    assert!(robot.screen().contains("登记迁出"), "a unit does not die: {}", robot.screen());
}

fn robot_of_the_unit() -> Robot {
    robot(unit(), Vec::new(), Lang::Zh, SMALL)
}

fn robot_of_the_dead() -> Robot {
    let mut robot = robot(dead(), closed(), Lang::Zh, SMALL);
    robot.press("Ctrl+D");
    robot
}
