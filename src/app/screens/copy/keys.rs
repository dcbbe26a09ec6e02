//! The keys of the copy of a backup.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{ACCEPT, CANCEL, says, title};
use crate::ui::key::Key;

use Action::Do;

/// Goes up to the folder above, and from a medium to the list of places.
pub(super) const FOLDER_UP: ScreenAction = ScreenAction::new("folder above");

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::Ctrl('y')], Action::Open(MainScreen::COPY), 0, says("另存备份", "另存一份核对过的备份，例如到 U 盘", "Copy", "Copies a checked backup elsewhere, e.g. to a stick"));

/// The copy of a backup.
#[rustfmt::skip]
pub(super) static COPY: KeyContext = KeyContext {
    name: MainScreen::COPY.name,
    title: title("另存备份", "Copy of a backup"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, ACCEPT),
        key(&[Key::Backspace, Key::Left], Do(FOLDER_UP), 2, says("上级", "到上一级文件夹；在最前面则重新查看", "Up", "To the folder above; at the start looks for places anew")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 3, CANCEL),
    ],
};
