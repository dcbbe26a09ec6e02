//! The keys of payments.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{
    CANCEL, EXPORT, NEXT_FIELD, OPEN, PREVIOUS_FIELD, REVERSE, VALUE_AFTER, VALUE_BEFORE, says, title,
};
use crate::ui::key::Key;

use Action::Do;

/// Opens the filter.
pub(super) const FILTER: ScreenAction = ScreenAction::new("filter");

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
        key(&[Key::F(3)], Do(FILTER), 4, says("筛选", "按年份、月份、项目、苏木镇场、资金筛选", "Filter", "Filters by year, month, programme, township and fund")),
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
        key(&[Key::F(3)], Do(FILTER), 4, says("筛选", "按年份、月份、项目、资金筛选", "Filter", "Filters by year, month, programme and fund")),
        key(&[Key::Delete], Do(ScreenAction::REVERSE), 0, REVERSE),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// The filter.
#[rustfmt::skip]
pub(super) static FILTER_KEYS: KeyContext = KeyContext {
    name: "payments filter",
    title: title("筛选发放", "Filter of payments"),
    shares: &[&ROWS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("确定", "按所选筛选", "Apply", "Applies the filter")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 0, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, VALUE_BEFORE),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 2, VALUE_AFTER),
        key(&[Key::Delete], Do(ScreenAction::DISCARD), 3, says("清除", "不再筛选", "Clear", "Filters no more")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, CANCEL),
    ],
};
