//! The keys of the help.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{BACK, title};
use crate::ui::key::Key;

/// The help.
pub(in crate::app) static HELP: KeyContext = KeyContext {
    name: "help",
    title: title("帮助", "Help"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[key(&[Key::Esc, Key::Enter], Action::Do(ScreenAction::BACK), 1, BACK)],
};
