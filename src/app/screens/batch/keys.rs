//! The keys of the form that records many, and of the last look before they are written.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{
    CHECK, NEXT_FIELD, PREVIOUS_FIELD, ROW_ABOVE, ROW_BELOW, TAKE_PROPOSAL, says, title,
};
use crate::ui::key::Key;

use Action::{Do, Field};

/// The form.
#[rustfmt::skip]
pub(super) static FORM: KeyContext = KeyContext {
    name: "batch",
    title: title("一起登记", "Record all marked"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter, Key::F(2)], Do(ScreenAction::ACCEPT), 1, CHECK),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 2, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Down], Do(ScreenAction::DOWN), 0, ROW_BELOW),
        key(&[Key::Up], Do(ScreenAction::UP), 0, ROW_ABOVE),
        key(&[Key::Right], Field, 0, TAKE_PROPOSAL),
        key(&[Key::PageDown], Field, 3, says("名单", "名单下翻一页；在经办人里列出用过的", "List", "The list down; in a handler, those known")),
        key(&[Key::PageUp], Field, 0, says("上翻", "名单上翻一页；在经办人里换回上一个", "Page up", "The list up; in a handler, the one before")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, says("返回", "返回，标记留着", "Back", "Goes back; the marks stay")),
    ],
};

/// The last look before they are written.
#[rustfmt::skip]
pub(super) static LOOK: KeyContext = KeyContext {
    name: "batch look",
    title: title("一起登记前核对", "Last look at all marked"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("全部写入", "全部写入台账，要么全部，要么一笔也不", "Write all", "Writes all of them, or none")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, says("再改", "回到表单再改", "Change", "Back to the form")),
    ],
};
