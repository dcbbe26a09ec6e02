//! The words of one row of the roster.

use super::texts;
use ratatui::style::Style;

use crate::app::context::ViewContext;
use crate::app::screens::listing::person;
use crate::domain::list::RosterRow;
use crate::lang::{fill, words};
use crate::ui::text;

/// Whether a head line stands before the row at `at`: another village than the row above it.
pub(super) fn begins_village(rows: &[RosterRow], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|above| rows.get(above));
    match (rows.get(at), above) {
        (Some(row), Some(above)) => (&row.township, &row.village) != (&above.township, &above.village),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// The group, and how many there are, in `cells`: the number is never cut.
pub(super) fn group(cx: &ViewContext, row: &RosterRow, cells: usize) -> String {
    if row.groups < 2 {
        return text::cut(&row.group, cells, cx.glyphs.ellipsis).into_owned();
    }
    let shown = match cx.lang {
        crate::lang::Lang::Zh => row.groups,
        crate::lang::Lang::En => row.groups - 1,
    };
    let several = fill(texts::of(cx.lang).several, &[&shown]);
    let room = cells.saturating_sub(text::width(&several) + 1);
    format!("{} {several}", text::cut(&row.group, room, cx.glyphs.ellipsis))
}

/// Where the recipient stands, in one word and its style.
pub(super) fn state(cx: &ViewContext, row: &RosterRow) -> (String, Style) {
    let style = person::state_style(cx, row.state, row.standing);
    (words::standing(cx.lang, row.standing, row.state, cx.today), style)
}
