//! The keys of the lists of what is to be checked, of the pairs that may be one human, and of one such pair.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{BACK, EXPORT, OPEN, STATUS, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::Ctrl('k')], Action::Open(MainScreen::REVIEW), 0, says("核对", "打开核对名单：疑似同一人、证件、电话、标准外等", "To check", "Lists to check: likely doubles, numbers, unusual gifts"));

/// Notes that two are two.
pub(super) const TELL_APART: ScreenAction = ScreenAction::new("tell apart");

/// Makes the two one.
pub(super) const MERGE: ScreenAction = ScreenAction::new("merge pair");

/// The lists.
#[rustfmt::skip]
pub(super) static REVIEW: KeyContext = KeyContext {
    name: MainScreen::REVIEW.name,
    title: title("核对名单", "Lists to check"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("打开", "打开这一行的名单", "Open", "Opens the list of the line")),
        key(&[Key::Right, Key::Tab], Do(ScreenAction::RIGHT), 2, says("换地方", "只看下一个苏木镇场", "Place", "Only the next township")),
        key(&[Key::Left, Key::BackTab], Do(ScreenAction::LEFT), 0, says("上一处", "只看前一个苏木镇场", "Place before", "Only the township before")),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// The pairs.
#[rustfmt::skip]
pub(super) static DOUBLES: KeyContext = KeyContext {
    name: "doubles",
    title: title("疑似同一人", "Likely doubles"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("并排", "把两人并排核对", "Compare", "Both side by side")),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// A pair side by side.
#[rustfmt::skip]
pub(super) static PAIR: KeyContext = KeyContext {
    name: "pair",
    title: title("两人并排", "Both side by side"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::Right, Key::Tab], Do(ScreenAction::RIGHT), 2, says("换人", "选右边的人", "Side", "To the one on the right")),
        key(&[Key::Left, Key::BackTab], Do(ScreenAction::LEFT), 0, says("左边", "选左边的人", "Left", "To the one on the left")),
        key(&[Key::Ctrl('b')], Do(MERGE), 4, says("合并", "是同一人：核对后合并，选中的一边留下", "Merge", "They are one: looks at both and merges the other one into the chosen side")),
        key(&[Key::F(3)], Do(TELL_APART), 3, says("是两人", "记下两人不是同一人，不再列出（要写理由）", "Two people", "Notes, with a reason, that they are two; not listed again")),
        key(&[Key::Ctrl('d')], Do(ScreenAction::STATUS), 12, STATUS),
        key(&[Key::Esc], Do(ScreenAction::BACK), 30, BACK),
    ],
};
