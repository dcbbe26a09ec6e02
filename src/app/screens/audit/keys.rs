//! The keys of the audit and of the acts.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{EXPORT, OPEN, TAB, VALUE_AFTER, VALUE_BEFORE, says, title};
use crate::ui::key::Key;

use Action::Do;

/// Answers the chosen finding.
pub(super) const ANSWER: ScreenAction = ScreenAction::new("answer");
/// Narrows the acts to what the chosen one has: its person, its day, its account; then all again.
pub(super) const NARROW: ScreenAction = ScreenAction::new("narrow");
/// Narrows the acts to those of today; then all again.
pub(super) const TODAY: ScreenAction = ScreenAction::new("acts_of_today");
/// Undoes the chosen act.
pub(super) const UNDO: ScreenAction = ScreenAction::new("undo_act");

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::Ctrl('x')], Action::Open(MainScreen::AUDIT), 0, says("审计", "打开审计：发现与操作记录", "Audit", "Opens the audit: findings and acts"));

/// What the rules find.
#[rustfmt::skip]
pub(super) static AUDIT: KeyContext = KeyContext {
    name: MainScreen::AUDIT.name,
    title: title("审计", "Audit"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::F(2)], Do(ANSWER), 2, says("回答", "回答选中的发现，写明理由", "Answer", "Answers the chosen finding, with a reason")),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 0, VALUE_AFTER),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, VALUE_BEFORE),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, TAB),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// What was done.
#[rustfmt::skip]
pub(super) static ACTS: KeyContext = KeyContext {
    name: "acts",
    title: title("操作记录", "Acts"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::Delete], Do(UNDO), 2, says("撤销", "撤销选中的操作（要写理由）", "Undo", "Undoes the chosen act, with a reason")),
        key(&[Key::F(2)], Do(TODAY), 5, says("今天", "只看今天的操作；再按看全部", "Today", "Only the acts of today; again, all")),
        key(&[Key::F(3)], Do(NARROW), 14, says("筛选", "只看选中的那个人、那一天、那个账户，再按全部", "Narrow", "Only the person, the day, the account of the chosen act; then all")),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 0, VALUE_AFTER),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, VALUE_BEFORE),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, TAB),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};
