//! How the list of handlers is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{State, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing::{self, MARK};
use crate::domain::handler::Handler;
use crate::lang::{app, fill, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// The name, the first day, the last one, the gifts.
const COLUMNS: [Column; 4] =
    [Column::left(18, 1).most(40), Column::left(14, 0), Column::left(14, 0), Column::right(10)];

/// Cells of the list at most: further apart, a day is hard to read with its name.
const WIDEST: u16 = 70;
/// Lines of the panel below the list.
const PANEL: u16 = 4;

/// Lines of the list: the body without its title, its heads, a blank line and the panel.
pub(super) fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(3 + PANEL))
}

impl State {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let title = paint::put(buf, paint::line(area, 0), texts.title, cx.theme.head);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(3 + PANEL), ..area };
        if self.handlers().is_empty() {
            let why = if self.handlers.is_none() { app::texts(cx.lang).loading } else { texts.none };
            return listing::explain_empty(cx, list, why, buf);
        }
        let now = self.handlers().iter().filter(|one| one.until.is_none_or(|until| until >= cx.today));
        let count = fill(texts.count, &[&now.count(), &self.handlers().len()]);
        paint::put(buf, paint::indent(paint::line(area, 0), title + 2), &count, cx.theme.quiet);
        let table = Table::fit(&COLUMNS, area.width.min(WIDEST).saturating_sub(MARK + 2));
        let heads = [texts.name, texts.since, texts.until, texts.gifts].map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &heads);
        for (y, (at, one)) in (0..list.height).zip(self.handlers().iter().enumerate().skip(self.cursor.top)) {
            let row = paint::line(list, y);
            line(cx, &table, row, one, buf);
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark(cx, row, buf);
            }
        }
        let below = self.handlers().len() > self.cursor.top + usize::from(list.height);
        listing::more(cx, list, self.cursor.top > 0, below, buf);
        if let Some(one) = self.chosen() {
            let panel = Rect { y: area.bottom().saturating_sub(PANEL), height: PANEL, ..area };
            explain(cx, paint::indent(panel, MARK), one, buf);
        }
    }
}

fn line(cx: &ViewContext, table: &Table, row: Rect, one: &Handler, buf: &mut Buffer) {
    let day = |day| words::full_day(cx.lang, day);
    let (since, until) = (day(one.since), one.until.map(day).unwrap_or_default());
    let ended = one.until.is_some_and(|until| until < cx.today);
    let style = if ended { cx.theme.quiet } else { cx.theme.plain };
    let gifts = one.gifts.to_string();
    let cells = [(one.name.as_str(), style), (&*since, style), (&*until, style), (&*gifts, style)];
    table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
}

/// Tells the chosen one whole, what the list is for, and the command.
fn explain(cx: &ViewContext, area: Rect, one: &Handler, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let width = usize::from(area.width);
    let mut lines = text::wrap(texts.note, width);
    lines.extend(text::wrap(&fill(texts.command, &[&one.name]), width));
    for (y, line) in (0..area.height).zip(lines) {
        paint::put(buf, paint::line(area, y), &line, cx.theme.quiet);
    }
}
