//! The keys of the import: while a file is chosen, while it is read, and on what came of it.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{ACCEPT, BACK, CANCEL, STATUS, says, title};
use crate::ui::key::Key;

use Action::Do;

/// Goes up to the folder above.
pub(super) const FOLDER_UP: ScreenAction = ScreenAction::new("folder up");

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::F(8)], Action::Open(MainScreen::IMPORT), 24, says("导入", "导入花名册", "Import", "Imports a roster"));

/// The choice of a file.
#[rustfmt::skip]
pub(super) static CHOOSE: KeyContext = KeyContext {
    name: MainScreen::IMPORT.name,
    title: title("导入", "Import"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("试算", "打开文件夹；选中的文件先试算，不写入", "Dry run", "Opens the folder; of a file a dry run, which writes nothing")),
        key(&[Key::Backspace, Key::Left], Do(FOLDER_UP), 2, says("上级", "上一级文件夹", "Up", "To the folder above")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 3, CANCEL),
    ],
};

/// While it is read.
#[rustfmt::skip]
pub(super) static RUNNING: KeyContext = KeyContext {
    name: "import running",
    title: title("正在导入", "Import under way"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Esc], Do(ScreenAction::BACK), 1, says("停止", "停止，不留任何痕迹", "Stop", "Stops it without a trace")),
    ],
};

/// What came of it.
#[rustfmt::skip]
pub(super) static RESULT: KeyContext = KeyContext {
    name: "import result",
    title: title("导入的结果", "What an import brings"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, ACCEPT),
        key(&[Key::F(3)], Do(ScreenAction::EDIT), 2, says("查看此人", "查看选中的行所说的人", "Person", "Opens whom the chosen row is about")),
        key(&[Key::Ctrl('d')], Do(ScreenAction::STATUS), 4, STATUS),
        key(&[Key::Esc], Do(ScreenAction::BACK), 3, BACK),
    ],
};
