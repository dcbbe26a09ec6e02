//! The keys of a merge: choosing the other, and the last look at both.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{EVERYWHERE, KeyContext, ROWS, key};
use crate::lang::keys::{CANCEL, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The search for the other.
#[rustfmt::skip]
pub(super) static CHOOSE: KeyContext = KeyContext {
    name: "merge",
    title: title("合并：选另一登记", "Merge: the other one"),
    shares: &[&ROWS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("核对", "核对选中的与此人", "Compare", "Looks at the chosen one beside this one")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, CANCEL),
    ],
};

/// The last look before the two become one.
#[rustfmt::skip]
pub(super) static LOOK: KeyContext = KeyContext {
    name: "merge look",
    title: title("合并前核对", "Last look at two"),
    shares: &[&ROWS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("合并", "合并为一人，右边的并入左边的", "Merge", "Merges the right one into the left one")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 2, says("换边", "左右互换：另一个留下", "Swap", "Swaps the sides: the other one stays")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 3, CANCEL),
    ],
};
