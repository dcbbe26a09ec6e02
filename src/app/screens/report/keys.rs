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
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, says("导出", "写出这一年的整份报告", "Write out", "Writes the whole report of that year to a file")),
    ],
};

/// Turns by what the progress is told.
pub(super) const BY: ScreenAction = ScreenAction::new("progress by");

/// Opens the weekly bulletin.
pub(super) const BULLETIN_OPEN: ScreenAction = ScreenAction::new("bulletin");

/// Opens the lists of a line, a column each.
pub(super) const LISTS: ScreenAction = ScreenAction::new("progress lists");

/// Its tab of the progress, which has no years and whose lines are parts of the register.
#[rustfmt::skip]
pub(super) static PROGRESS: KeyContext = KeyContext {
    name: "progress",
    title: title("报告：进度", "Report: progress"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("应访", "打开那里的应访名单", "Due", "Opens who is due there")),
        key(&[Key::F(2)], Do(LISTS), 2, says("名单", "打开这一行各栏的名单：计划、已访、应访、宽限、逾期、已了结", "Lists", "Opens the lists of the line, a column each")),
        key(&[Key::F(3)], Do(BY), 5, says("换口径", "按苏木镇场、嘎查村、服务站、走访组、慰问类别", "Group by", "By township, village, station, team or group")),
        key(&[Key::Insert], Do(BULLETIN_OPEN), 13, says("周报", "截至这一天的走访慰问工作周报，十行文字", "Bulletin", "The weekly bulletin by the end of that day: ten lines")),
        key(&[Key::Left], Do(ScreenAction::LEFT), 12, says("前一天", "前一天收工时访到哪里；名单和住处按现在", "Day before", "How far it was the day before, by the list of now")),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 0, says("后一天", "后一天的进度", "Day after", "As it is told the day after")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, TAB),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// The weekly bulletin.
#[rustfmt::skip]
pub(super) static BULLETIN: KeyContext = KeyContext {
    name: "bulletin",
    title: title("周报", "Weekly bulletin"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter, Key::Esc], Do(ScreenAction::BACK), 1, says("返回", "回到进度", "Back", "Back to the progress")),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 2, says("导出", "把周报写成文本或 DOCX", "Write out", "Writes the bulletin as text or DOCX")),
    ],
};
