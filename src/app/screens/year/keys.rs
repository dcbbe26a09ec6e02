//! The keys of the whole report of a year.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{TAB, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::Ctrl('w')], Action::Open(MainScreen::named(YEAR.name)), 0, says("全年", "打开全年报告：各项资金和工作", "Whole year", "Opens the whole report of a year: all money and work"));

/// To the list of work.
pub(super) const LIST: ScreenAction = ScreenAction::new("work list");

/// The report, its bars, and what a figure is made of.
#[rustfmt::skip]
pub(super) static YEAR: KeyContext = KeyContext {
    name: "year",
    title: title("全年报告", "Whole year"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("明细", "这个数字由哪些分录或登记组成", "Entries", "Opens what the figure is made of")),
        key(&[Key::F(3)], Do(LIST), 5, says("工作", "打开工作清单：活动、事项、人员、阵地、诉求、联系、年度确认", "Work", "Opens the list of work: activities, matters, roles, needs, confirmations")),
        key(&[Key::F(2)], Do(ScreenAction::ADD), 0, says("登记", "用一行文字登记一项工作", "Add", "Writes work down by a line")),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 2, says("换年", "后一年", "Year", "The year after")),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, says("前一年", "前一年", "Year before", "The year before")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, TAB),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 10, says("导出", "写出整份报告：公文、表格、网页、文本；在明细上写出明细", "Write out", "Writes the whole report to a file; behind a figure its entries")),
    ],
};
