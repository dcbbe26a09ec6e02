//! The keys of the rounds, and of the form of a round.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{
    CANCEL, CHECK, EDIT, EXPORT, NEXT_FIELD, PREVIOUS_FIELD, TAKE_PROPOSAL, says, title,
};
use crate::ui::key::Key;

use Action::Do;

/// Creates the next round.
pub(super) const CREATE: ScreenAction = ScreenAction::new("create");

/// Closes a round that is over.
pub(super) const CLOSE: ScreenAction = ScreenAction::new("close_round");

/// Opens the numbered sheets of a round.
pub(super) const SHEETS: ScreenAction = ScreenAction::new("sheets");
/// Writes a list for public notice of the chosen round.
pub(super) const NOTICE: ScreenAction = ScreenAction::new("notice");
/// Opens the plan of the chosen round.
pub(super) const PLAN: ScreenAction = ScreenAction::new("plan of round");

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::F(6)], Action::Open(MainScreen::named(ROUNDS.name)), 22, says("活动", "打开慰问活动", "Rounds", "Opens the rounds"));

/// The rounds.
#[rustfmt::skip]
pub(super) static ROUNDS: KeyContext = KeyContext {
    name: "rounds",
    title: title("慰问活动", "Rounds"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("选用", "选用这次慰问活动", "Use", "Works in this round")),
        key(&[Key::F(2)], Do(CREATE), 2, says("新建", "新建下一次慰问活动", "New", "Creates the next round")),
        key(&[Key::F(3)], Do(ScreenAction::EDIT), 4, EDIT),
        key(&[Key::Insert], Do(SHEETS), 28, says("签领表", "编号签领表：登记签回的纸，读回填好的文件", "Sheets", "The numbered sheets: keys signed ones, reads filled ones")),
        key(&[Key::BackTab], Do(NOTICE), 0, says("公示", "公示名单：慰问对象，或待批准的困难救助", "Notice", "A list for public notice: of the round, or of reliefs to be decided")),
        key(&[Key::Right, Key::Tab], Do(PLAN), 5, says("计划", "打开选中的活动的计划", "Plan", "Opens the plan of the chosen round")),
        key(&[Key::Delete], Do(CLOSE), 0, says("关闭", "关闭已经过去的活动", "Close", "Closes a round that is over")),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// The form that creates or changes a round.
#[rustfmt::skip]
pub(super) static FORM: KeyContext = KeyContext {
    name: "round form",
    title: title("慰问活动的建立和修改", "Creating and changing a round"),
    shares: &[&ROWS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Tab], Do(ScreenAction::NEXT), 1, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Right], Action::Field, 0, TAKE_PROPOSAL),
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 2, CHECK),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, CANCEL),
    ],
};
