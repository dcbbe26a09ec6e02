//! The keys of the rules of groups, of the form that changes one, and of the last look before it is changed.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{
    CANCEL, EDIT, NEXT_FIELD, PREVIOUS_FIELD, ROW_ABOVE, ROW_BELOW, VALUE_AFTER, VALUE_BEFORE, says, title,
};
use crate::ui::key::Key;

use Action::{Do, Field};

/// The rules.
#[rustfmt::skip]
pub(super) static RULES: KeyContext = KeyContext {
    name: "rules",
    title: title("慰问类别的规则", "Rules of groups"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[key(&[Key::Enter, Key::F(3)], Do(ScreenAction::EDIT), 1, EDIT)],
};

/// The form.
#[rustfmt::skip]
pub(super) static FORM: KeyContext = KeyContext {
    name: "rule form",
    title: title("改慰问类别的规则", "Change the rule of a group"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter, Key::F(2)], Do(ScreenAction::ACCEPT), 1, says("核对", "核对后写入", "Check", "Shows the last look before it is written")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 2, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Down], Do(ScreenAction::DOWN), 0, ROW_BELOW),
        key(&[Key::Up], Do(ScreenAction::UP), 0, ROW_ABOVE),
        key(&[Key::Right], Field, 0, VALUE_AFTER),
        key(&[Key::Left], Field, 0, VALUE_BEFORE),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, CANCEL),
    ],
};

/// The last look.
#[rustfmt::skip]
pub(super) static LOOK: KeyContext = KeyContext {
    name: "rule look",
    title: title("改规则前核对", "Last look at a rule"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("写入", "写入规则，有关的人的慰问类别随之改变", "Write", "Writes the rule; the groups of all whom it concerns follow")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, says("再改", "回到表单再改", "Change", "Back to the form")),
    ],
};
