//! The keys of the list of work, of its filter, and of the prompt that writes work down.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{
    ACCEPT, CANCEL, EXPORT, NEXT_FIELD, PREVIOUS_FIELD, VALUE_AFTER, VALUE_BEFORE, says, title,
};
use crate::ui::key::Key;

use Action::Do;

/// Opens the filter.
pub(super) const FILTER: ScreenAction = ScreenAction::new("filter");
/// To how far the confirmation of the year has come.
pub(super) const CONFIRMATIONS: ScreenAction = ScreenAction::new("confirmations");

/// The list.
#[rustfmt::skip]
pub(super) static WORK: KeyContext = KeyContext {
    name: "work",
    title: title("工作清单", "Work"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::F(2)], Do(ScreenAction::ADD), 2, says("登记", "用一行文字登记一项工作", "Add", "Writes work down by a line")),
        key(&[Key::Insert], Do(ScreenAction::EDIT), 4, says("办结", "办结、答复、结束选中的一条，或补充内容", "End", "Settles, answers or ends the chosen row, or tells more of it")),
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 6, says("本人", "打开这一条涉及的对象", "Person", "Opens whom the row is about")),
        key(&[Key::F(3)], Do(FILTER), 5, says("筛选", "按种类、年份、月份、苏木镇场筛选", "Filter", "Filters by kind, year, month and township")),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 0, says("换种类", "后一个种类", "Kind", "The next kind")),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, says("上个种类", "前一个种类", "Kind before", "The kind before")),
        key(&[Key::Tab], Do(CONFIRMATIONS), 7, says("确认", "年度确认的进度，按周", "Seen", "How far the yearly confirmation has come, by week")),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// The filter.
#[rustfmt::skip]
pub(super) static FILTER_KEYS: KeyContext = KeyContext {
    name: "work filter",
    title: title("筛选工作", "Filter of work"),
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

/// The prompt.
#[rustfmt::skip]
pub(super) static LINE: KeyContext = KeyContext {
    name: "work line",
    title: title("登记工作", "Work line"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, ACCEPT),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, CANCEL),
    ],
};
