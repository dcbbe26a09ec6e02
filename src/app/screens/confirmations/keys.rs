//! The keys of the progress of the yearly confirmation, of the list of those who were not seen yet, and of the form that confirms one.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{
    CANCEL, EXPORT, NEXT_FIELD, OPEN, PREVIOUS_FIELD, ROW_ABOVE, ROW_BELOW, VALUE_AFTER, VALUE_BEFORE, says,
    title,
};
use crate::ui::key::Key;

use Action::{Do, Field};

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

/// The form.
#[rustfmt::skip]
pub(super) static FORM: KeyContext = KeyContext {
    name: "confirmation",
    title: title("登记年度确认", "Confirmation"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("登记", "登记这一年的确认", "Write", "Writes the confirmation of that year down")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 2, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Down], Do(ScreenAction::DOWN), 0, ROW_BELOW),
        key(&[Key::Up], Do(ScreenAction::UP), 0, ROW_ABOVE),
        key(&[Key::Right], Field, 3, VALUE_AFTER),
        key(&[Key::Left], Field, 0, VALUE_BEFORE),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, CANCEL),
    ],
};
