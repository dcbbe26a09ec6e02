//! The keys of the form that records a visit, and of the last look before it is written.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{EVERYWHERE, FIELDS, KeyContext, key};
use crate::lang::keys::{CHECK, NEXT_FIELD, PREVIOUS_FIELD, ROW_ABOVE, ROW_BELOW, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The form.
#[rustfmt::skip]
pub(super) static FORM: KeyContext = KeyContext {
    name: "record",
    title: title("登记", "Record"),
    shares: &[&FIELDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::F(2)], Do(ScreenAction::RECORD), 1, says("照标准或所填", "没有改过就照标准发给本人，改过就照所填，直接核对", "Usual/filled", "Full standard to the person, or what was filled in by hand: goes to the last look")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 2, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Down], Do(ScreenAction::DOWN), 0, ROW_BELOW),
        key(&[Key::Up], Do(ScreenAction::UP), 0, ROW_ABOVE),
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 3, CHECK),
        key(&[Key::Ctrl('x')], Do(ScreenAction::DISCARD), 0, says("放弃", "放弃这张草稿", "Discard", "Throws the draft away")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, says("留草稿", "留作草稿并返回", "Draft", "Keeps a draft and goes back")),
    ],
};

/// The last look before it is written.
#[rustfmt::skip]
pub(super) static LOOK: KeyContext = KeyContext {
    name: "look",
    title: title("登记前核对", "Last look"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("写入", "写入台账", "Write", "Writes it")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, says("再改", "回到表单再改", "Change", "Back to the form")),
    ],
};
