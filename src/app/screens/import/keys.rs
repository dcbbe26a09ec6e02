//! The keys of the import.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{ACCEPT, CANCEL, says, title};
use crate::ui::key::Key;

use Action::Do;

/// Goes up to the folder above.
pub(super) const FOLDER_UP: ScreenAction = ScreenAction::new("folder up");

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::F(8)], Action::Open(MainScreen::IMPORT), 24, says("导入", "导入花名册", "Import", "Imports a roster"));

/// The import.
#[rustfmt::skip]
pub(super) static IMPORT: KeyContext = KeyContext {
    name: MainScreen::IMPORT.name,
    title: title("导入", "Import"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, ACCEPT),
        key(&[Key::Backspace, Key::Left], Do(FOLDER_UP), 2, says("上级", "上一级文件夹", "Up", "To the folder above")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 3, CANCEL),
    ],
};
