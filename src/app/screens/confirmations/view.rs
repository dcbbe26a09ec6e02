//! How the progress of the yearly confirmation is drawn, and who was not seen yet.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{ConfirmScreen, Unseen, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing::{self, MARK};
use crate::lang::{app, confirm as said, fill};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// Cells of the township.
const PLACE: u16 = 14;
/// Cells of a number at least.
const NUMBER: u16 = 6;
/// Township, village, name, categories, the year of the last confirmation.
const PEOPLE: [Column; 5] = [
    Column::left(14, 1),
    Column::left(14, 1).most(24),
    Column::name(12, 1).most(30),
    Column::left(20, 2),
    Column::right(8),
];
/// The column of the name.
const NAME: usize = 2;

impl ConfirmScreen {
    pub(super) fn draw_weeks(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let used = paint::put(buf, paint::line(area, 0), texts.title, cx.theme.head) + 2;
        let year = fill(texts.year, &[&self.year]);
        let turned = listing::put_turned(cx, paint::indent(paint::line(area, 0), used), &year, buf);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
        let Some(progress) = &self.progress else {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        };
        let window = fill(texts.window, &[&progress.window.opens, &progress.window.due_until, &progress.on]);
        let rest = paint::indent(paint::line(area, 0), used + turned + 2);
        paint::put_cut(buf, rest, &window, cx.glyphs.ellipsis, cx.theme.quiet);
        let lines = self.lines(cx);
        if lines.is_empty() {
            return listing::explain_empty(cx, list, texts.nobody, buf);
        }
        // As many weeks as fit behind the counts, the latest ones.
        let width = |heads: &[String]| -> u16 {
            let cells =
                heads.iter().map(|head| u16::try_from(text::width(head)).unwrap_or(u16::MAX).max(NUMBER) + 1);
            cells.fold(PLACE + MARK, u16::saturating_add)
        };
        let fits = |shown: &usize| {
            width(&said::heads(cx.lang, progress, *shown)) <= listing::columns_width(area) + MARK
        };
        let shown = (0..=progress.weeks.len()).rev().find(fits).unwrap_or_default();
        let heads = said::heads(cx.lang, progress, shown);
        let mut x = PLACE + MARK;
        let mut places = Vec::new();
        for head in &heads {
            let cells = u16::try_from(text::width(head)).unwrap_or(u16::MAX).max(NUMBER);
            places.push((x + 1, cells));
            x = x.saturating_add(cells + 1);
        }
        let head = paint::line(area, 1);
        paint::put(buf, paint::indent(head, MARK), said::of(cx.lang).place, cx.theme.quiet);
        for (said, (at, cells)) in heads.iter().zip(&places) {
            paint::put_right(buf, paint::slice(head, *at, *cells), said, cx.theme.quiet);
        }
        for (y, (at, line)) in (0..list.height).zip(lines.iter().enumerate().skip(self.cursor.top)) {
            let row = paint::line(list, y);
            let place = paint::slice(row, MARK, PLACE);
            paint::put_cut(buf, place, &line.township, cx.glyphs.ellipsis, cx.theme.plain);
            for (count, (at, cells)) in said::counts(progress, line, shown).into_iter().zip(&places) {
                let told = if count == 0 { "-".to_owned() } else { count.to_string() };
                let style = if count == 0 { cx.theme.quiet } else { cx.theme.plain };
                paint::put_right(buf, paint::slice(row, *at, *cells), &told, style);
            }
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark(cx, row, buf);
            }
        }
        let below = lines.len() > self.cursor.top + usize::from(list.height);
        listing::more(cx, list, self.cursor.top > 0, below, buf);
        if let Some(line) = lines.get(self.cursor.at) {
            let note = fill(texts.open, &[&line.township, &line.open()]);
            let row = paint::line(area, area.height.saturating_sub(1));
            paint::put_cut(buf, row, &note, cx.glyphs.ellipsis, cx.theme.quiet);
        }
    }

    pub(super) fn draw_unseen(&self, cx: &ViewContext, unseen: &Unseen, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let mut title = fill(texts.unseen, &[&unseen.name, &self.year]);
        if let Some(line) = self.lines(cx).iter().find(|line| line.code == unseen.township) {
            title = [title, fill(texts.unseen_count, &[&line.open()])].join("  ");
        }
        paint::put_cut(buf, paint::line(area, 0), &title, cx.glyphs.ellipsis, cx.theme.head);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
        if !unseen.list.loaded() {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        }
        if unseen.list.is_empty() {
            return listing::explain_empty(cx, list, texts.all_seen, buf);
        }
        let table = Table::fit(&PEOPLE, listing::columns_width(area));
        let heads = [said::of(cx.lang).place, texts.village, texts.name, texts.categories, texts.last];
        let heads = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &heads);
        let shown = unseen.list.rows().iter().enumerate().skip(unseen.list.top());
        for (y, (at, row)) in (0..list.height).zip(shown) {
            let place = paint::line(list, y);
            let categories = row.categories.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(" ");
            let confirmed = row.last.map(|year| year.to_string()).unwrap_or_default();
            let cells = [
                (row.township.as_str(), cx.theme.plain),
                (row.village.as_str(), cx.theme.plain),
                (row.name.as_str(), cx.theme.plain),
                (&*categories, cx.theme.quiet),
                (&*confirmed, cx.theme.quiet),
            ];
            table.row(buf, paint::indent(place, MARK), cx.glyphs.ellipsis, &cells);
            cx.parts.row(place, at, at == unseen.list.cursor());
            if at == unseen.list.cursor() {
                listing::mark_long(cx, place, table.cell(paint::indent(place, MARK), NAME), buf);
            }
        }
        let below = unseen.list.more_after()
            || unseen.list.rows().len() > unseen.list.top() + usize::from(list.height);
        listing::more(cx, list, unseen.list.top() > 0 || unseen.list.more_before(), below, buf);
    }
}
