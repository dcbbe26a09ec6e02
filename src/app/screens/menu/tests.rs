//! The menu reaches every action, and says of every other one where it is done.

use std::collections::BTreeSet;

use super::items::gather;
use super::*;
use crate::app::action::{Action, GlobalAction};
use crate::app::effect::Effect;
use crate::app::keymap::MARKS;
use crate::app::msg::Msg;
use crate::app::screens;
use crate::app::testing::{FOUR, Register, Robot, SMALL};
use crate::lang::Lang;
use crate::ui::key::Key;

#[test]
fn menu() {
    for (code, lang, size) in FOUR {
        let mut robot = Robot::new(Register::sample(), lang, size);
        robot.press("Right Right F10 Down");
        insta::assert_snapshot!(format!("menu_{code}"), robot.screen());
    }
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right F2 F10");
    insta::assert_snapshot!("menu_form_zh", robot.screen());
}

/// Every action of every place stands in the menu that is called there, under its key and with no reason against it.
#[test]
fn every_action_is_in_the_menu_of_its_place() {
    let keymap = screens::keymap();
    for place in keymap.places() {
        let items = gather(&keymap, place.context, false);
        let works: BTreeSet<Action> =
            items.iter().filter(|item| item.elsewhere.is_none()).map(|item| item.binding.action).collect();
        for binding in place.context.chain().flat_map(|shared| keymap.own(shared)) {
            let is_menu = binding.action == Action::Global(GlobalAction::Menu);
            assert!(
                is_menu || works.contains(&binding.action),
                "{:?} in {}",
                binding.action,
                place.context.name
            );
        }
    }
}

#[test]
fn whatever_does_nothing_here_says_why() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    let keymap = screens::keymap();
    for place in keymap.places() {
        for item in gather(&keymap, place.context, false).iter().filter(|item| item.elsewhere.is_some()) {
            assert!(!reason(&robot.app.cx, item).is_empty(), "{item:?}");
        }
    }
    robot.press("Right Right F2 F10 Tab Enter");
    robot.shows("先按 Esc 关闭这里");
    robot.shows("全部操作");
}

#[test]
fn a_chosen_action_is_done_as_by_its_key() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right");
    let before = robot.screen();
    robot.press("F10 Down Enter");
    robot.shows("登记慰问");
    robot.press("Esc");
    assert_eq!(robot.screen(), before);
    // The key itself does it too, and so do Esc and F10 close the menu.
    robot.press("F10 F5");
    robot.shows("例外");
    robot.press("Esc F10 Esc F10 F10");
    assert_eq!(robot.screen(), before);
    robot.press("F10 End Enter");
    assert_eq!(robot.effects, [Effect::Quit]);
}

/// A write needs a press of its own, made while what it writes is on the screen.
#[test]
fn the_menu_writes_nothing_by_itself() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right F2 F2 F10");
    robot.app.update(Msg::Key(Key::Enter));
    assert!(!robot.app.awaits_press());
    assert_eq!(robot.effects, []);
    robot.shows("请按 Enter 写入");
    robot.shows("核对后写入台账");
    robot.press("Enter");
    robot.shows("已登记 程连富");
}

#[test]
fn letters_are_not_needed_and_groups_are_a_key_apart() {
    let mut robot = Robot::new(Register::sample(), Lang::En, SMALL);
    robot.press("F10 Tab");
    robot.shows("Go to");
    robot.press("Tab Tab Tab");
    robot.press("Left Left");
    robot.shows("Register");
    robot.press("PgDn PgUp Home");
    robot.send(Msg::Resized(60, 16));
    robot.fits();
}

#[test]
fn phones_and_marks_stand_with_the_list_they_concern() {
    let keymap = screens::keymap();
    let lists = keymap.places().iter().filter(|place| place.context.chain().any(|one| *one == MARKS));
    let mut seen = 0;
    for place in lists.filter(|place| *place.context != MARKS) {
        let items = gather(&keymap, place.context, false);
        for key in [Key::Ctrl('p'), Key::Ctrl('a')] {
            let item = items.iter().find(|item| item.binding.keys.contains(&key)).unwrap();
            assert_eq!(item.group, Group::Here, "{key} in {}", place.context.name);
        }
        let now =
            crate::app::keymap::KeyState { offers: &|_| true, says: &|_| None, turns: false, types: false };
        let foot = keymap.footer(place.context, None, Lang::En, None, usize::MAX, &now);
        assert!(foot.iter().any(|item| item.key == Key::Ctrl('p')), "{}", place.context.name);
        seen += 1;
    }
    assert!(seen >= 4, "{seen}");
}

/// A name of an action, its pinyin, initials or key: whoever knows what they want need not look for it.
#[test]
fn typing_narrows_the_menu() {
    for typed in ["下拨", "xb", "xiabo", "F11"] {
        let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
        robot.press("Right Right F10");
        robot.shows("可打字查找");
        robot.type_in(typed);
        robot.shows(typed);
        robot.shows("F11");
        robot.hides("Ctrl+K");
    }
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right");
    let before = robot.screen();
    robot.press("F10");
    robot.type_in("没有的");
    robot.shows("没有这样的操作");
    robot.press("Enter Backspace Backspace Backspace");
    robot.shows("可打字查找");
    robot.press("Esc");
    assert_eq!(robot.screen(), before);
}
