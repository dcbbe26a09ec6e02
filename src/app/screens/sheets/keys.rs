//! The keys of the numbered sheets: of their list, of the form that keys one, and of the filled one that is read.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{
    BACK, CHECK, NEXT_FIELD, PREVIOUS_FIELD, ROW_ABOVE, ROW_BELOW, TAKE_PROPOSAL, says, title,
};
use crate::ui::key::Key;

use Action::{Do, Field};

/// Goes up to the folder above.
pub(super) const FOLDER_UP: ScreenAction = ScreenAction::new("sheet folder up");

/// Writes a numbered sheet.
pub(super) const PRINT: ScreenAction = ScreenAction::new("print sheet");

/// Writes the copy of a filled sheet that goes back with reasons.
pub(super) const GIVE_BACK: ScreenAction = ScreenAction::new("give sheet back");

/// The list.
#[rustfmt::skip]
pub(super) static LIST: KeyContext = KeyContext {
    name: "sheets",
    title: title("编号签领表", "Numbered sheets"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("登记", "照签回的纸登记选中的签领表", "Key", "Keys the chosen sheet from the signed paper")),
        key(&[Key::F(2)], Do(ScreenAction::ADD), 2, says("读回", "读回填好的签领表文件", "Read", "Reads a sheet that was filled in as a file")),
        key(&[Key::F(3)], Do(PRINT), 3, says("打印", "打印一张编号签领表：服务站、走访组、苏木镇场或单位", "Print", "Writes a numbered sheet of a station, a team, a township or the units")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, BACK),
    ],
};

/// The form that keys a signed sheet.
#[rustfmt::skip]
pub(super) static FORM: KeyContext = KeyContext {
    name: "sheet keying",
    title: title("登记签回的签领表", "Keying a signed sheet"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter, Key::F(2)], Do(ScreenAction::ACCEPT), 1, CHECK),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 2, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Down], Do(ScreenAction::DOWN), 0, ROW_BELOW),
        key(&[Key::Up], Do(ScreenAction::UP), 0, ROW_ABOVE),
        key(&[Key::Right], Field, 0, TAKE_PROPOSAL),
        key(&[Key::PageDown], Field, 3, says("名单", "下面的名单下翻一页；在经办人里列出用过的", "List", "The list down; in a handler, those known")),
        key(&[Key::PageUp], Field, 0, says("上翻", "名单上翻一页；在经办人里换回上一个", "Page up", "The list up; in a handler, the one before")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, says("返回", "返回，填了一半的留着", "Back", "Goes back; what is keyed is kept")),
    ],
};

/// The last look at a sheet before it is recorded.
#[rustfmt::skip]
pub(super) static LOOK: KeyContext = KeyContext {
    name: "sheet look",
    title: title("签领表登记前核对", "Last look at a sheet"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("全部登记", "整张登记，要么全部，要么一行也不", "Record all", "Records all of it, or nothing")),
        key(&[Key::F(3)], Do(GIVE_BACK), 2, says("退回", "把读回的文件另存一份，多一列退回原因", "Give back", "Writes a copy of the file that was read, with a column of reasons")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 3, says("再改", "不登记，回去再改", "Change", "Records nothing and goes back")),
    ],
};

/// The choice of a filled sheet.
#[rustfmt::skip]
pub(super) static CHOOSE: KeyContext = KeyContext {
    name: "sheet file",
    title: title("读回填好的签领表", "Reading a filled sheet"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("核对", "打开文件夹；选中的文件先核对，不登记", "Check", "Opens the folder; of a file a check, which records nothing")),
        key(&[Key::Backspace, Key::Left], Do(FOLDER_UP), 2, says("上级", "上一级文件夹", "Up", "To the folder above")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 3, BACK),
    ],
};
