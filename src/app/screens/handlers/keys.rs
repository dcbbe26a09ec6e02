//! The keys of the list of handlers, and of the prompt for a name or a last day.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{ACCEPT, CANCEL, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::Ctrl('v')], Action::Open(MainScreen::HANDLERS), 0, says("经办人", "打开经办人名单：新增、停用", "Handlers", "Opens the list of handlers: who hands over, until when"));

/// The list.
#[rustfmt::skip]
pub(super) static HANDLERS: KeyContext = KeyContext {
    name: "handlers",
    title: title("经办人名单", "List of handlers"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::F(2)], Do(ScreenAction::ADD), 1, says("新增", "把一个姓名记入名单，登记时不再问", "Add", "Puts a name on the list: recording does not ask about it")),
        key(&[Key::Enter, Key::F(3)], Do(ScreenAction::EDIT), 2, says("停用", "记下选中的人的最后一天；已停用的重新列入", "End", "Tells the last day of the chosen one; puts one who has ended back")),
    ],
};

/// The prompt.
#[rustfmt::skip]
pub(super) static PROMPT: KeyContext = KeyContext {
    name: "handler",
    title: title("经办人", "Handler"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, ACCEPT),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, CANCEL),
    ],
};
