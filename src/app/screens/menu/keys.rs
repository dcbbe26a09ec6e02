//! The keys of the menu.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{says, title};
use crate::ui::key::Key;

use Action::Do;

/// The menu.
#[rustfmt::skip]
pub(super) static MENU: KeyContext = KeyContext {
    name: "menu",
    title: title("全部操作", "Everything"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("执行", "执行选中的操作", "Do it", "Does what is chosen")),
        key(&[Key::Right, Key::Tab], Do(ScreenAction::NEXT), 2, says("换组", "到下一组", "Group", "To the next group")),
        key(&[Key::Left, Key::BackTab], Do(ScreenAction::PREVIOUS), 0, says("上一组", "到前一组", "Before", "To the group before")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 3, says("关闭", "关闭菜单", "Close", "Closes the menu")),
    ],
};
