//! How the list of numbered sheets is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{SheetList, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing::{self, MARK};
use crate::domain::sign_sheet::SheetState;
use crate::lang::{app, fill, signing, words};
use crate::ui::paint;
use crate::ui::table::{Column, Table};

/// Number, place, day, lines, recorded, planned, given, state.
const COLUMNS: [Column; 8] = [
    Column::left(11, 0),
    Column::left(12, 1),
    Column::left(10, 0),
    Column::right(4),
    Column::right(6),
    Column::right(8),
    Column::right(8),
    Column::left(8, 0),
];

/// Lines of the list: the body without its title, its heads and the foot.
pub(super) fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(4))
}

impl SheetList {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let title = fill(texts.title, &[&words::round(cx.lang, self.round)]);
        paint::put(buf, paint::line(area, 0), &title, cx.theme.head);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
        if self.cards().is_empty() {
            let why = if self.cards.is_none() { app::texts(cx.lang).loading } else { texts.none };
            return listing::explain_empty(cx, list, why, buf);
        }
        let table = Table::fit(&COLUMNS, listing::columns_width(area));
        let heads = [
            texts.number,
            texts.place,
            texts.printed,
            texts.lines,
            texts.recorded,
            texts.cash,
            texts.given,
            texts.state,
        ];
        let heads = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &heads);
        let shown = self.cards().iter().enumerate().skip(self.cursor.top);
        for (y, (at, card)) in (0..list.height).zip(shown) {
            let row = paint::line(list, y);
            let state = match card.state() {
                SheetState::Printed => cx.theme.plain,
                SheetState::Partly => cx.theme.doubt,
                SheetState::Recorded => cx.theme.good,
            };
            let cells = [
                card.number.to_string(),
                card.place.to_string(),
                card.printed_on.to_string(),
                card.lines.to_string(),
                card.recorded.to_string(),
                card.cash.short(),
                card.given.short(),
                if card.half_keyed { texts.half_keyed } else { signing::state(cx.lang, card.state()) }
                    .to_owned(),
            ];
            let styled: Vec<_> = cells
                .iter()
                .enumerate()
                .map(|(at, cell)| (cell.as_str(), if at == 7 { state } else { cx.theme.plain }))
                .collect();
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &styled);
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark(cx, row, buf);
            }
        }
        // The place in full, where its column cuts it.
        if let Some(card) = self.cards().get(self.cursor.at) {
            let foot = paint::line(area, area.height.saturating_sub(1));
            let whole = [card.number.to_string(), card.place.to_string()].join("  ");
            paint::put_cut(buf, foot, &whole, cx.glyphs.ellipsis, cx.theme.plain);
        }
        let below = self.cards().len() > self.cursor.top + usize::from(list.height);
        listing::more(cx, list, self.cursor.top > 0, below, buf);
    }
}
