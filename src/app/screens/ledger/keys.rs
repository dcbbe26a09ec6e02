//! The keys of the ledger, and of the entries behind a figure.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{EXPORT, GIVE, OPEN, REVERSE, REVERSE_BATCH, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::F(7)], Action::Open(MainScreen::named(LEDGER.name)), 23, says("台账", "打开台账", "Ledger", "Opens the ledger"));

/// Opens the payments of programmes.
pub(super) const PAYMENTS: ScreenAction = ScreenAction::new("payments");

/// The ledger.
#[rustfmt::skip]
pub(super) static LEDGER: KeyContext = KeyContext {
    name: "ledger",
    title: title("台账", "Ledger"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::Delete], Do(ScreenAction::REVERSE), 2, REVERSE),
        key(&[Key::Ctrl('g')], Do(ScreenAction::REVERSE_BATCH), 28, REVERSE_BATCH),
        key(&[Key::Insert], Do(PAYMENTS), 0, says("项目发放", "项目发放：按年、月、项目、苏木镇、资金", "Payments", "Payments of programmes: by year, month, programme, township, fund")),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 4, says("换活动", "后一次活动或后一年", "Round", "The next round or year")),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, says("上次活动", "前一次活动或前一年", "Round before", "The round or year before")),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// The entries behind a figure.
#[rustfmt::skip]
pub(super) static ENTRIES: KeyContext = KeyContext {
    name: "entries",
    title: title("报告数字的分录", "Entries behind a figure"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::F(2)], Do(ScreenAction::RECORD), 0, GIVE),
        key(&[Key::Delete], Do(ScreenAction::REVERSE), 2, REVERSE),
        key(&[Key::Ctrl('g')], Do(ScreenAction::REVERSE_BATCH), 28, REVERSE_BATCH),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};
