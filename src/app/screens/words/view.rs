//! How the words of rosters are drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{WordsScreen, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing::{self, MARK};
use crate::lang::{app, fill, roster};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// What it is about, the word, what it means, for which rosters.
const COLUMNS: [Column; 4] =
    [Column::left(8, 0), Column::left(20, 2).most(40), Column::left(20, 2).most(40), Column::left(20, 0)];
/// Lines of the panel below the list.
const PANEL: u16 = 4;

/// Lines of the list: the body without its title, its heads, a blank line and the panel.
pub(super) fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(3 + PANEL))
}

impl WordsScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let title = paint::put(buf, paint::line(area, 0), texts.title, cx.theme.head);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(3 + PANEL), ..area };
        if self.words().is_empty() {
            let why = if self.words.is_none() { app::texts(cx.lang).loading } else { texts.none };
            return listing::explain_empty(cx, list, why, buf);
        }
        let count = fill(texts.count, &[&self.words().len()]);
        paint::put(buf, paint::indent(paint::line(area, 0), title + 2), &count, cx.theme.quiet);
        let table = Table::fit(&COLUMNS, area.width.saturating_sub(MARK + 2));
        let heads =
            [texts.kind, texts.word, texts.answer, texts.holds_for].map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &heads);
        for (y, (at, one)) in (0..list.height).zip(self.words().iter().enumerate().skip(self.cursor.top)) {
            let row = paint::line(list, y);
            let said = [
                roster::kind(cx.lang, one.kind).to_owned(),
                roster::kept_word(cx.lang, one),
                roster::kept_answer(cx.lang, one),
                roster::kept_for(cx.lang, one),
            ];
            let cells = said.each_ref().map(|cell| (cell.as_str(), cx.theme.plain));
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark(cx, row, buf);
            }
        }
        let below = self.words().len() > self.cursor.top + usize::from(list.height);
        listing::more(cx, list, self.cursor.top > 0, below, buf);
        let panel = Rect { y: area.bottom().saturating_sub(PANEL), height: PANEL, ..area };
        let panel = paint::indent(panel, MARK);
        let width = usize::from(panel.width);
        let mut lines = text::wrap(texts.note, width);
        lines.extend(text::wrap(texts.command, width));
        for (y, line) in (0..panel.height).zip(lines) {
            paint::put(buf, paint::line(panel, y), &line, cx.theme.quiet);
        }
    }
}
