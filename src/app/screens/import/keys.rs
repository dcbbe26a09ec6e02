//! The keys of the import: while a file is chosen, while it is read, and on what came of it.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{ACCEPT, BACK, CANCEL, STATUS, says, title};
use crate::ui::key::Key;

use Action::Do;

/// Goes up to the folder above.
pub(super) const FOLDER_UP: ScreenAction = ScreenAction::new("folder up");

/// Has a path typed.
pub(super) const TYPE_PATH: ScreenAction = ScreenAction::new("type a path");
/// Opens the words of rosters.
pub(super) const WORDS: ScreenAction = ScreenAction::new("words");

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
        key(&[Key::F(4)], Do(TYPE_PATH), 4, says("路径", "输入文件或文件夹的路径", "Path", "Types the path of a file or a folder")),
        key(&[Key::F(3)], Do(WORDS), 5, says("用语", "记下的名册用语：导入时回答过的问题", "Words", "The words of rosters that were answered and are kept")),
        key(&[Key::Backspace, Key::Left], Do(FOLDER_UP), 2, says("上级", "上一级文件夹", "Up", "To the folder above")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 3, CANCEL),
    ],
};

/// While a path is typed.
#[rustfmt::skip]
pub(super) static PATH: KeyContext = KeyContext {
    name: "import path",
    title: title("输入路径", "Type a path"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("找到", "打开文件夹，或找到文件", "Go", "Opens the folder, or goes to the file")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, CANCEL),
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
