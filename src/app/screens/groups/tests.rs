//! A group of many changed on the screen, driven by keys over the sample.

use crate::app::msg::Msg;
use crate::app::testing::{FOUR, Register, Robot, SMALL, TWO, numbered};
use crate::domain::error::RegisterError;
use crate::domain::group_change::GroupDeed;
use crate::domain::op::Op;
use crate::domain::person::Edit;
use crate::lang::Lang;
use crate::ui::key::Key;

/// The form over the roster of a township, everybody of it marked.
fn marked(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::sample(), lang, size);
    robot.press("Right Right Ctrl+A Ctrl+G");
    robot
}

/// The same with the group ended, at its last look.
fn looked_at(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = marked(lang, size);
    robot.press("Right Tab Tab Ctrl+U");
    robot.type_in("2023-12-31");
    robot.press("Tab");
    robot.type_in("年度复核");
    robot.press("Enter");
    robot
}

#[test]
fn the_form_and_the_last_look() {
    for (code, lang, size) in FOUR {
        insta::assert_snapshot!(format!("groups_{code}"), marked(lang, size).screen());
        let mut robot = looked_at(lang, size);
        insta::assert_snapshot!(format!("groups_look_{code}"), robot.screen());
        robot.press("End");
        insta::assert_snapshot!(format!("groups_look_below_{code}"), robot.screen());
    }
    for (code, lang, size) in TWO {
        let mut robot = marked(lang, size);
        robot.press("Right Right Tab Tab Right");
        insta::assert_snapshot!(format!("groups_move_{code}"), robot.screen());
    }
}

/// All or none, told with what is no longer due, and undone as one by the key that undoes.
#[test]
fn a_group_of_all_marked_is_ended_and_undone_as_one() {
    let mut robot = looked_at(Lang::Zh, SMALL);
    robot.shows("核对后写入");
    robot.shows("不再应访");
    let open = robot.app.cx.scopes.iter().map(|line| line.open).sum::<u64>();
    robot.press("Enter");
    robot.shows("Ctrl+R 整批撤销");
    robot.hides("已标记");
    let Op::ChangeGroups(change) = robot.written() else { panic!("not a change of groups") };
    assert!(matches!(change.deed, GroupDeed::End(_)) && change.people.len() > 1);
    let now = |robot: &Robot| robot.app.cx.scopes.iter().map(|line| line.open).sum::<u64>();
    assert!(now(&robot) < open);
    robot.press("Ctrl+R");
    robot.shows("整批撤销");
    robot.press("错 Enter");
    robot.shows("已整批撤销");
    assert_eq!(now(&robot), open);
    robot.press("Ctrl+R");
    robot.shows("刚才没有登记");
    assert_eq!(robot.register.store().check().unwrap(), []);
}

/// Without marks all are meant whom the list shows, filter included; the group of the filter is proposed.
#[test]
fn without_marks_all_of_the_filter_are_meant() {
    let mut register = Register::sample();
    register.people(&numbered("白音", 60), "桑根达来镇", "巴彦高勒嘎查", "烈士遗属");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("Right Right F3 Down Right Enter");
    let filtered = robot.screen();
    robot.press("Ctrl+G");
    robot.shows("名单上的全部");
    robot.shows("个对象）");
    robot.press("Right Tab Tab Tab");
    robot.type_in("复核");
    robot.press("Enter");
    robot.shows("核对后写入");
    robot.press("Enter");
    let Op::ChangeGroups(change) = robot.written() else { panic!("not a change of groups:\n{filtered}") };
    assert!(!change.people.is_empty(), "{filtered}");
}

/// Whoever holds the group already, or is of another kind, is left out and told.
#[test]
fn whoever_is_left_out_is_told_with_the_reason() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Left Ctrl+A Ctrl+G Tab Tab Tab");
    robot.type_in("复核");
    robot.press("Enter");
    robot.shows("没有可改的");
    robot.shows("类别不是给这种对象的");
    robot.press("Enter");
    robot.shows("没有可改的");
    assert!(!robot.effects.iter().any(|effect| format!("{effect:?}").contains("ChangeGroups")));
}

/// What changes while the look is on the screen is looked at again before anything is written.
#[test]
fn a_look_that_no_longer_holds_is_left() {
    let mut robot = looked_at(Lang::Zh, SMALL);
    let id = robot.register.id("程连富");
    robot.register.edit(id, Edit { groups: Some(Vec::new()), ..Edit::default() });
    robot.send(Msg::Touched);
    robot.shows("情况有变");
    robot.hides("核对后写入");
    robot.press("Enter");
    robot.shows("核对后写入");
    robot.next_write = Some(RegisterError::Altered(Vec::new()));
    robot.press("Enter");
    robot.hides("核对后写入");
}

#[test]
fn a_held_key_and_one_from_before_the_look_write_nothing() {
    let mut robot = looked_at(Lang::Zh, SMALL);
    let effects = robot.app.update(Msg::Key(Key::Enter));
    robot.perform(effects);
    assert!(robot.app.awaits_press());
    let effects = robot.app.update(Msg::NotPressed);
    robot.perform(effects);
    robot.shows("请松开按键再按一次");
    assert!(!robot.effects.iter().any(|effect| format!("{effect:?}").contains("ChangeGroups")));
}

#[test]
fn the_due_list_and_the_lists_to_check_change_groups_too() {
    for keys in ["F5 Space Space Ctrl+G", "F5 Ctrl+G", "Ctrl+K Down Enter Ctrl+G", "F4 程 Ctrl+G"] {
        let mut robot = Robot::new(Register::promised(), Lang::Zh, SMALL);
        robot.press(keys);
        robot.shows("一起改慰问类别");
        robot.press("Tab Tab Tab");
        robot.type_in("复核");
        robot.press("Enter");
        robot.shows("核对后写入");
    }
}

/// Typed at first, a day that cannot be read, two groups that are one, no reason: told where it stands.
#[test]
fn what_is_wrong_is_told_where_it_stands() {
    let mut robot = marked(Lang::Zh, SMALL);
    robot.press("Enter");
    robot.shows("请写明理由");
    robot.shows("▸ 理由");
    robot.type_in("复核");
    robot.press("BackTab Ctrl+U x Enter");
    robot.shows("看不懂这个日期");
    robot.press("Ctrl+U");
    robot.type_in("2.1");
    robot.press("Up Up Left Down Down Left Enter");
    robot.shows("两个类别相同");
    robot.press("Esc");
    robot.shows("再按一次 Esc 放弃");
    robot.press("Esc");
    robot.shows("已标记");
}

/// By the menu and arrows alone, as with an input method that keeps the letters to itself.
#[test]
fn the_menu_leads_there_by_arrows_alone() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right F10");
    for _ in 0..60 {
        let screen = robot.screen();
        if screen.lines().any(|line| line.contains('▸') && line.contains("一起改慰问类别")) {
            robot.press("Enter");
            return robot.shows("名单上的全部");
        }
        robot.press("Down");
    }
    panic!("not in the menu:\n{}", robot.screen());
}
