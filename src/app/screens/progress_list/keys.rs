//! The keys of the lists behind the progress.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{OPEN, TAB, title};
use crate::ui::key::Key;

use Action::Do;

/// The list.
#[rustfmt::skip]
pub(super) static LIST: KeyContext = KeyContext {
    name: "progress list",
    title: title("进度的名单", "Lists of the progress"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::Tab, Key::Right], Do(ScreenAction::NEXT), 2, TAB),
        key(&[Key::BackTab, Key::Left], Do(ScreenAction::PREVIOUS), 0, TAB),
    ],
};
