//! The keys of payments.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{EXPORT, OPEN, REVERSE, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The next month.
pub(super) const MONTH: ScreenAction = ScreenAction::new("month");
/// The next township.
pub(super) const TOWNSHIP: ScreenAction = ScreenAction::new("township");
/// The next fund.
pub(super) const FUND: ScreenAction = ScreenAction::new("fund");

/// Everybody's.
#[rustfmt::skip]
pub(super) static PAYMENTS: KeyContext = KeyContext {
    name: "payments",
    title: title("项目发放", "Payments of programmes"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 2, says("换年", "后一年；最后是全部年份", "Year", "The year after; all years come last")),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, says("前一年", "前一年", "Year before", "The year before")),
        key(&[Key::F(3)], Do(ScreenAction::NEXT), 4, says("项目", "下一个项目", "Programme", "The next programme")),
        key(&[Key::F(2)], Do(MONTH), 25, says("月份", "下一个发放月份", "Month", "The next month paid")),
        key(&[Key::Insert], Do(TOWNSHIP), 26, says("苏木镇", "下一个苏木镇场", "Township", "The next township")),
        key(&[Key::BackTab], Do(FUND), 0, says("资金", "下一项资金", "Fund", "The next fund")),
        key(&[Key::Delete], Do(ScreenAction::REVERSE), 0, REVERSE),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// Those of one person.
#[rustfmt::skip]
pub(super) static PERSON_PAYMENTS: KeyContext = KeyContext {
    name: "person payments",
    title: title("个人的项目发放", "Payments of a person"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Right], Do(ScreenAction::RIGHT), 2, says("换年", "后一年；最后是全部年份", "Year", "The year after; all years come last")),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, says("前一年", "前一年", "Year before", "The year before")),
        key(&[Key::F(3)], Do(ScreenAction::NEXT), 4, says("项目", "下一个项目", "Programme", "The next programme")),
        key(&[Key::Delete], Do(ScreenAction::REVERSE), 0, REVERSE),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};
