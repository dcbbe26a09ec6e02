//! The keys of a reason that is asked for.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{EVERYWHERE, KeyContext, key};
use crate::lang::keys::{ACCEPT, CANCEL, title};
use crate::ui::key::Key;

/// The prompt.
#[rustfmt::skip]
pub(in crate::app) static REASON: KeyContext = KeyContext {
    name: "reason",
    title: title("填写理由", "Reason"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Action::Do(ScreenAction::ACCEPT), 1, ACCEPT),
        key(&[Key::Esc], Action::Do(ScreenAction::BACK), 2, CANCEL),
    ],
};
