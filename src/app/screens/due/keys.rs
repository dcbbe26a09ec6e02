//! The keys of the list of what is due.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, MARKS, ROWS, key};
use crate::lang::keys::{EDIT_CHOSEN, EXPORT, GIVE, OPEN, STATUS, TAB, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::F(5)], Action::Open(MainScreen::named(DUE.name)), 20, says("应访", "打开应访名单", "Due", "Opens the list of who is due"));

/// The list.
#[rustfmt::skip]
pub(super) static DUE: KeyContext = KeyContext {
    name: "due",
    title: title("应访", "Due"),
    shares: &[&ROWS, &ENDS, &MARKS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::F(2)], Do(ScreenAction::RECORD), 2, GIVE),
        key(&[Key::Tab, Key::Right], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab, Key::Left], Do(ScreenAction::PREVIOUS), 0, TAB),
        key(&[Key::F(3)], Do(ScreenAction::EDIT), 12, EDIT_CHOSEN),
        key(&[Key::Ctrl('d')], Do(ScreenAction::STATUS), 13, STATUS),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};
