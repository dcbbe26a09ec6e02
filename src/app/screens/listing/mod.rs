//! How lists are drawn: the mark of the chosen row, what is told of it below the list, the words in the place of an
//! empty list, tabs.

pub(super) mod foot;
pub(super) mod marks;
pub(super) mod person;
pub(super) mod title;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::action::{Action, ScreenAction};
use crate::app::context::ViewContext;
use crate::lang::app;
use crate::ui::table::Column;
use crate::ui::{paint, text};

/// Cells before a row, for the mark.
pub(super) const MARK: u16 = 1;

/// Lays the one reversed bar over the chosen row whose name lies in `name`. While keys move it only the name is
/// under it: every cell under the bar is sent twice whenever it moves, and a slow line has some 200 bytes for a key. There
/// it stays on the name: at 9.6 kbit/s and 400 ms a key is answered in 0.59 s, and in 0.75 s with the whole row.
pub(super) fn mark_long(cx: &ViewContext, row: Rect, name: Rect, buf: &mut Buffer) {
    if row.height > 0 {
        paint::put(buf, paint::slice(row, 0, MARK), cx.glyphs.mark, Style::new());
        let whole = cx.at_rest && !cx.spares_line;
        paint::bar(buf, if whole { row } else { name }, cx.theme.bar);
    }
}

/// Lays the one reversed bar over the chosen row.
pub(super) fn mark(cx: &ViewContext, row: Rect, buf: &mut Buffer) {
    if row.height > 0 {
        paint::put(buf, paint::slice(row, 0, MARK), cx.glyphs.mark, Style::new());
        paint::bar(buf, row, cx.theme.bar);
    }
}

/// The chosen row while something else has the keys.
pub(super) fn rest(cx: &ViewContext, row: Rect, buf: &mut Buffer) {
    if row.height > 0 {
        paint::put(buf, paint::slice(row, 0, MARK), cx.glyphs.mark, Style::new());
        paint::bar(buf, row, cx.theme.rest);
    }
}

/// Cells of a column of names at most: eleven Han.
const NAMES: u16 = 22;

/// Gives a column the cells that the longest of its names takes: other columns give way, names are read whole.
pub(super) fn fit_names<'n>(columns: &mut [Column], at: usize, names: impl Iterator<Item = &'n str>) {
    let longest = names.map(text::width).max().unwrap_or_default();
    if let Some(column) = columns.get_mut(at) {
        column.width = column.width.max(u16::try_from(longest).unwrap_or(NAMES).min(NAMES));
    }
}

/// Takes the cells of a column that nothing stands in.
pub(super) fn leave_out(columns: &mut [Column], at: usize) {
    if let Some(column) = columns.get_mut(at) {
        *column = Column::left(0, 0);
    }
}

/// Cells that the columns of a list of `area` have: beside the mark of the chosen row, and the last one where more rows are told
/// of, which would lie on a digit.
pub(super) fn columns_width(area: Rect) -> u16 {
    area.width.saturating_sub(2 * MARK)
}

/// Tells at the right end of `area` whether more lies above and below what it shows.
pub(super) fn more(cx: &ViewContext, area: Rect, above: bool, below: bool, buf: &mut Buffer) {
    if above {
        paint::put_right(buf, paint::line(area, 0), cx.glyphs.up, cx.theme.quiet);
    }
    if below {
        let last = paint::line(area, area.height.saturating_sub(1));
        paint::put_right(buf, last, cx.glyphs.down, cx.theme.quiet);
    }
}

/// Writes lines in the place of a list that has no rows.
pub(super) fn explain_empty(cx: &ViewContext, area: Rect, why: &str, buf: &mut Buffer) {
    let lines = text::wrap(why, usize::from(area.width.saturating_sub(2)));
    for (y, line) in (1..area.height).zip(lines) {
        paint::put(buf, paint::indent(paint::line(area, y), MARK), &line, cx.theme.plain);
    }
}

/// Why a key that acts on a row does nothing: what is listed is still being read, or no row is chosen.
pub(super) fn none_chosen(cx: &ViewContext, loaded: bool, choose_first: &'static str) -> &'static str {
    if loaded { choose_first } else { app::texts(cx.lang).loading }
}

/// Whether a key acts on the row under the bar of a list, so that it does nothing where there is none.
pub(super) fn acts_on_row(action: Action) -> bool {
    let acts = [
        ScreenAction::ACCEPT,
        ScreenAction::RECORD,
        ScreenAction::EDIT,
        ScreenAction::STATUS,
        ScreenAction::REVERSE,
        ScreenAction::REVERSE_BATCH,
        ScreenAction::DISCARD,
        ScreenAction::GROUPS,
        ScreenAction::MARK,
        ScreenAction::MARK_UP,
        ScreenAction::MARK_DOWN,
        ScreenAction::MARK_ALL,
    ];
    acts.iter().any(|one| action == Action::Do(*one))
}

/// Writes the tabs, the open one marked; returns the cells used.
pub(super) fn tabs(cx: &ViewContext, row: Rect, tabs: &[(String, bool)], buf: &mut Buffer) -> u16 {
    let mut x = 0;
    for (at, (label, open)) in tabs.iter().enumerate() {
        let (mark, style) = if *open { (cx.glyphs.mark, cx.theme.head) } else { (" ", cx.theme.quiet) };
        let place = paint::indent(row, x);
        let cells = paint::put_all(buf, place, &[(mark, style), (label, style)]);
        cx.parts.tab(paint::slice(place, 0, cells), at);
        x += cells + 2;
    }
    x
}

/// A value that Left and Right change.
pub(super) fn turned(value: &str) -> String {
    format!("< {value} >")
}

/// Writes a value that Left and Right change now; answers the cells used.
pub(super) fn put_turned(cx: &ViewContext, area: Rect, value: &str, buf: &mut Buffer) -> u16 {
    let used = paint::put_cut(buf, area, &turned(value), cx.glyphs.ellipsis, cx.theme.head);
    cx.parts.left_and_right(paint::slice(area, 0, used));
    used
}
