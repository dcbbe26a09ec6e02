//! Protects what lies beside and under what the keys are in: a pane, a dialog, an answer.

use super::*;

#[test]
fn the_person_beside_the_list_is_gone_to_and_left_by_a_click() {
    let mut robot = wide("Right Right", LARGE);
    robot.click(Position { x: 90, y: 12 });
    robot.shows("F3 修改");
    robot.send(Msg::Wheel { at: Position { x: 90, y: 12 }, steps: 3 });
    robot.click_on("呼日查巴特尔");
    robot.shows("▸呼日查巴特尔");
    robot.hides("F3 修改");
    // The wheel over the list gives the list its keys too, and another click on the row under the bar opens.
    robot.click_on("呼日查巴特尔");
    robot.shows("F3 修改");
    robot.wheel_on("程连富", 1);
    robot.hides("F3 修改");
    robot.click_on("呼日查巴特尔");
    // What the list names as its keys is for the list, and the wheel is for what is under it.
    let mut ledger = wide("F7 Enter", LARGE);
    ledger.shows("F3 修改");
    ledger.click_on("< ");
    ledger.shows("< 2024年发放 >");
    ledger.hides("F3 修改");
    // A form that is being filled in stays.
    robot.press("F2");
    robot.shows("登记慰问");
    robot.click_on("程连富");
    robot.shows("关闭右边的表单");
    robot.shows("登记慰问");
    robot.send(Msg::Wheel { at: robot.place_of("程连富"), steps: 1 });
    robot.shows("登记慰问");
}

#[test]
fn a_click_beside_a_dialog_or_on_nothing_does_nothing() {
    for keys in ["F10", "F3", "Right Right Enter Ctrl+D", "Right Right Enter Ctrl+U", "F6 F2 Enter"] {
        for size in [SMALL, LARGE] {
            let mut robot = wide(keys, size);
            let before = robot.screen();
            for at in [(0, 0), (2, 3), (1, 12), (size.0 - 1, 12), (40, 1), (500, 500)] {
                robot.click(Position::from(at));
                assert_eq!(robot.screen(), before, "{keys} {at:?}");
                assert!(robot.app.no_redraw(), "{keys} {at:?}");
            }
        }
    }
}

#[test]
fn what_an_answer_covers_is_not_pressed() {
    let mut robot = with_mouse("");
    let at = Position { x: 4, y: 19 };
    assert!(matches!(robot.target(at), Some(Target::Row { .. })));
    robot.app.notify_read_only("只能查看，不能登记。".repeat(20));
    assert_eq!(robot.target(at), Some(Target::Nothing));
    let before = robot.screen();
    robot.click(at);
    assert_eq!(robot.screen(), before);
    // The drafts that wait are named with their key.
    let mut robot = Robot::new(Register::promised(), Lang::Zh, SMALL).with_mouse();
    robot.click_on("张草稿");
    robot.shows("草稿 2");
}
