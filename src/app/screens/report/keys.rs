//! The keys of the report.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{EXPORT, TAB, says, title};
use crate::ui::key::Key;

use Action::Do;

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::F(9)], Action::Open(MainScreen::named(REPORT.name)), 21, says("报告", "打开年度报告", "Report", "Opens the report of a year"));

/// The report.
#[rustfmt::skip]
pub(super) static REPORT: KeyContext = KeyContext {
    name: "report",
    title: title("报告", "Report"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("明细", "查看这个数字的分录", "Entries", "Opens the entries behind the figure")),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 2, says("换年", "后一年", "Year", "The year after")),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, says("前一年", "前一年", "Year before", "The year before")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, TAB),
        key(&[Key::F(2)], Action::Open(MainScreen::named("year")), 0, says("全年", "打开全年报告：各项资金和工作", "Whole year", "Opens the whole report of a year: all money and work")),
    ],
};

/// Its tab of the progress, which has no years and whose lines are parts of the register.
#[rustfmt::skip]
pub(super) static PROGRESS: KeyContext = KeyContext {
    name: "progress",
    title: title("报告：进度", "Report: progress"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("名单", "打开那里的应访名单", "Who is due", "Opens who is due there")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, TAB),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};
