//! The keys of the first start.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{ACCEPT, title};
use crate::ui::key::Key;

/// The choice.
pub(super) static FIRST: KeyContext = KeyContext {
    name: "first",
    title: title("首次启动", "First start"),
    shares: &[&ROWS, &EVERYWHERE],
    bindings: &[key(&[Key::Enter], Action::Do(ScreenAction::ACCEPT), 1, ACCEPT)],
};
