//! The keys of the dialog that writes a list to a file.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{EVERYWHERE, KeyContext, key};
use crate::lang::keys::{
    CANCEL, NEXT_FIELD, PREVIOUS_FIELD, ROW_ABOVE, ROW_BELOW, VALUE_AFTER, VALUE_BEFORE, says, title,
};
use crate::ui::key::Key;

use Action::{Do, Field};

/// While the file is written, and behind it.
#[rustfmt::skip]
pub(super) static EXPORTING: KeyContext = KeyContext {
    name: "export running",
    title: title("正在导出", "A list on its way to a file"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("返回", "写完后返回名单", "Back", "Once it is written, back to the list")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, says("停止或返回", "停止，不留文件；写完后返回名单", "Stop or back", "Stops it and leaves no file; once it is written, back to the list")),
    ],
};

/// The dialog.
#[rustfmt::skip]
pub(super) static EXPORT: KeyContext = KeyContext {
    name: "export",
    title: title("导出名单", "Write a list to a file"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("导出", "写到文件", "Write", "Writes the file")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 2, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Down], Do(ScreenAction::DOWN), 0, ROW_BELOW),
        key(&[Key::Up], Do(ScreenAction::UP), 0, ROW_ABOVE),
        key(&[Key::Right], Field, 3, VALUE_AFTER),
        key(&[Key::Left], Field, 0, VALUE_BEFORE),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, CANCEL),
    ],
};
