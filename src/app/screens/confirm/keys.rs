//! The keys of a question.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{EVERYWHERE, KeyContext, key};
use crate::lang::keys::{says, title};
use crate::ui::key::Key;

/// The question.
#[rustfmt::skip]
pub(in crate::app) static CONFIRM: KeyContext = KeyContext {
    name: "confirm",
    title: title("确认", "Question"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Action::Do(ScreenAction::ACCEPT), 1, says("是", "是", "Yes", "Yes")),
        key(&[Key::Esc], Action::Do(ScreenAction::BACK), 2, says("否", "否", "No", "No")),
    ],
};
