//! The keys of the form that changes a group of many, and of the last look before they are changed.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{
    NEXT_FIELD, PREVIOUS_FIELD, ROW_ABOVE, ROW_BELOW, VALUE_AFTER, VALUE_BEFORE, says, title,
};
use crate::ui::key::Key;

use Action::{Do, Field};

/// The form.
#[rustfmt::skip]
pub(super) static FORM: KeyContext = KeyContext {
    name: "groups",
    title: title("一起改慰问类别", "Change a group of many"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter, Key::F(2)], Do(ScreenAction::ACCEPT), 1, says("核对", "核对后一起改", "Check", "Shows the last look before they are changed")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 2, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Down], Do(ScreenAction::DOWN), 0, ROW_BELOW),
        key(&[Key::Up], Do(ScreenAction::UP), 0, ROW_ABOVE),
        key(&[Key::Right], Field, 0, VALUE_AFTER),
        key(&[Key::Left], Field, 0, VALUE_BEFORE),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, says("返回", "返回，标记留着", "Back", "Goes back; the marks stay")),
    ],
};

/// The last look before they are changed.
#[rustfmt::skip]
pub(super) static LOOK: KeyContext = KeyContext {
    name: "groups look",
    title: title("一起改前核对", "Last look at a group of many"),
    shares: &[&ROWS, &ENDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("全部写入", "写入全部，要么全写，要么一个也不写", "Write all", "Writes all of them, or none")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, says("再改", "回到表单再改", "Change", "Back to the form")),
    ],
};
