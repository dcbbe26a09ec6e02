//! The keys of the settings.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{says, title};
use crate::ui::key::Key;

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::Ctrl('t')], Action::Open(MainScreen::named(SETTINGS.name)), 0, says("设置", "打开设置", "Settings", "Opens the settings"));

/// Opens the rules of groups.
pub(super) const RULES: ScreenAction = ScreenAction::new("rules");

/// The settings.
#[rustfmt::skip]
pub(super) static SETTINGS: KeyContext = KeyContext {
    name: "settings",
    title: title("设置", "Settings"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::F(2)], Action::Do(RULES), 2, says("类别规则", "慰问类别的规则：属于哪些优抚类别的人都在内", "Rules", "The rules by which whoever holds categories is in a group")),
        key(&[Key::Enter, Key::F(3)], Action::Do(ScreenAction::EDIT), 1, says("修改", "修改选中的设置，自今天起", "Change", "Changes the chosen setting, from today on")),
    ],
};
