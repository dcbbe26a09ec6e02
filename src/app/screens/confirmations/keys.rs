//! The keys of the progress of the yearly confirmation, and of the list of those who were not seen yet.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{EXPORT, OPEN, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The progress.
#[rustfmt::skip]
pub(super) static WEEKS: KeyContext = KeyContext {
    name: "confirmations",
    title: title("年度确认进度", "Confirmations"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("未见", "列出这里还没有见到的人", "Not seen", "Lists who was not seen there yet")),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 2, says("换年", "后一年", "Year", "The year after")),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, says("前一年", "前一年", "Year before", "The year before")),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// Who was not seen yet.
#[rustfmt::skip]
pub(super) static UNSEEN: KeyContext = KeyContext {
    name: "unconfirmed",
    title: title("未确认名单", "Not confirmed"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::F(2)], Do(ScreenAction::ADD), 2, says("确认", "登记选中的人的年度确认", "Confirm", "Writes the confirmation of the chosen one down")),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};
