//! The keys of the forms that wait half filled.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{says, title};
use crate::ui::key::Key;

use Action::Do;

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::Ctrl('o')], Action::Open(MainScreen::DRAFTS), 0, says("草稿", "打开未完成的草稿", "Drafts", "Opens the forms that wait half filled"));

/// The forms.
#[rustfmt::skip]
pub(super) static DRAFTS: KeyContext = KeyContext {
    name: MainScreen::DRAFTS.name,
    title: title("草稿", "Drafts"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("接着填", "接着填这张草稿", "Go on", "Opens the form where it was left")),
        key(&[Key::Delete], Do(ScreenAction::DISCARD), 2, says("放弃", "放弃这张草稿", "Discard", "Throws the draft away")),
    ],
};
