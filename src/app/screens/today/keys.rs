//! The keys of the first screen of a day, and of the lists that it leads to.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, MARKS, ROWS, key};
use crate::lang::keys::{EDIT_CHOSEN, EXPORT, GIVE, NEWCOMER, OPEN, STATUS, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::F(12)], Action::Open(MainScreen::TODAY), 0, says("今天", "打开今天：约好的、草稿、要核对的、进度", "Today", "Opens today: promised, drafts, to check, progress"));

/// The first screen.
#[rustfmt::skip]
pub(super) static TODAY: KeyContext = KeyContext {
    name: MainScreen::TODAY.name,
    title: title("今天", "Today"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("打开", "打开这一行的名单", "Open", "Opens the list of the line")),
        key(&[Key::Ctrl('n')], Do(ScreenAction::ADD), 0, NEWCOMER),
        key(&[Key::Tab], Action::Open(MainScreen::HOME), 2, says("花名册", "到花名册", "Roster", "To the roster")),
    ],
};

/// A list of those who ask for attention.
#[rustfmt::skip]
pub(super) static ATTENTION: KeyContext = KeyContext {
    name: "attention",
    title: title("今天的名单", "A list of today"),
    shares: &[&ROWS, &ENDS, &MARKS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::F(2)], Do(ScreenAction::RECORD), 2, GIVE),
        key(&[Key::F(3)], Do(ScreenAction::EDIT), 12, EDIT_CHOSEN),
        key(&[Key::Ctrl('d')], Do(ScreenAction::STATUS), 13, STATUS),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};
