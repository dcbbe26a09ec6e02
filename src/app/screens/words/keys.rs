//! The keys of the words of rosters.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{says, title};
use crate::ui::key::Key;

use Action::Do;

/// Forgets all of them.
pub(super) const FORGET_ALL: ScreenAction = ScreenAction::new("forget all words");

/// The list.
#[rustfmt::skip]
pub(super) static WORDS: KeyContext = KeyContext {
    name: "words",
    title: title("名册用语", "Words of rosters"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Delete], Do(ScreenAction::DISCARD), 1, says("忘掉", "忘掉选中的用语，下次导入再问", "Forget", "Forgets the chosen word; the next import asks again")),
        key(&[Key::F(3)], Do(FORGET_ALL), 2, says("全忘", "忘掉全部用语", "All", "Forgets all words")),
    ],
};
