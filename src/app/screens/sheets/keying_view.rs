//! How the form is drawn that keys a signed sheet.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keying::{KeyedItem, KeyingForm, apart};
use super::texts;
use crate::app::context::ViewContext;
use crate::app::form::FieldName as _;
use crate::domain::money::Fen;
use crate::domain::sign_sheet::KeyedSheet;
use crate::domain::visit::Outcome;
use crate::lang::{fill, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// Where labels, values and the second handler stand.
const LABEL: u16 = 1;
const VALUE: u16 = 11;
const SECOND: u16 = 34;
/// Number, name, result, cash, so far.
const COLUMNS: [Column; 5] =
    [Column::right(4), Column::name(14, 1), Column::left(10, 0), Column::right(12), Column::right(14)];
/// Cells of the list at most.
const WIDEST: u16 = 72;

impl KeyingForm {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (texts, theme, ellipsis) = (texts::of(cx.lang), &cx.theme, cx.glyphs.ellipsis);
        let (number, sheet) = (self.sheet.number.to_string(), &self.sheet);
        let title = fill(texts.keying, &[&number, &sheet.place, &sheet.lines.len(), &sheet.cash().yuan()]);
        paint::put_cut(buf, paint::line(area, 0), &title, ellipsis, theme.head);
        let fields = [
            (texts.handlers, KeyedItem::First),
            (texts.day, KeyedItem::Day),
            (texts.total, KeyedItem::Total),
            (texts.excepts, KeyedItem::Excepts),
        ];
        let mut cursor = None;
        for (row, (label, item)) in (1..).zip(fields) {
            let line = paint::line(area, row);
            let focused = self.inputs.focus().row() == item;
            if focused {
                paint::put(buf, line, cx.glyphs.mark, theme.plain);
            }
            let style = if focused { theme.head } else { theme.quiet };
            paint::put(buf, paint::slice(line, LABEL, VALUE - LABEL - 1), label, style);
            let place = match item {
                KeyedItem::Excepts => paint::indent(line, VALUE),
                KeyedItem::First | KeyedItem::Second | KeyedItem::Day | KeyedItem::Total => {
                    paint::slice(line, VALUE, SECOND - VALUE - 2)
                }
            };
            cursor = self.inputs.draw(cx, item, place, buf).or(cursor);
            if item == KeyedItem::First {
                let second = paint::slice(line, SECOND, 20);
                cursor = self.inputs.draw(cx, KeyedItem::Second, second, buf).or(cursor);
            }
        }
        let keyed = self.keyed(cx);
        let hint = paint::indent(paint::line(area, 5), LABEL);
        match &keyed {
            // The list below is not drawn then.
            Err((_, why)) => {
                let below = Rect { height: area.height.saturating_sub(5), ..hint };
                for (y, line) in (0..below.height).zip(text::wrap(why, usize::from(below.width))) {
                    paint::put(buf, paint::line(below, y), &line, theme.late);
                }
            }
            Ok(_) if self.inputs.draw_proposals(cx, hint, buf) => {}
            Ok(_) => {
                let in_excepts = self.inputs.focus().row() == KeyedItem::Excepts;
                let told = if in_excepts { texts.hint } else { texts.all_printed };
                paint::put_cut(buf, hint, &self.inputs.hint(cx, told), ellipsis, theme.quiet);
            }
        }
        if let Ok(keyed) = keyed {
            self.draw_sum(cx, &keyed, paint::indent(paint::line(area, 3), SECOND), buf);
            let list = Rect { y: area.y + 6, height: area.height.saturating_sub(6), ..area };
            self.draw_lines(cx, &keyed, list, buf);
        }
        cursor
    }

    /// What is keyed comes to, against what the paper says.
    fn draw_sum(&self, cx: &ViewContext, keyed: &KeyedSheet, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let own = keyed.total(&self.sheet);
        let sum = fill(texts.comes_to, &[&own.yuan()]);
        let (told, style) = match self.total() {
            None => (sum, cx.theme.money),
            Some(total) if total == own => ([&sum, texts.agrees].join("  "), cx.theme.good),
            Some(total) => {
                let told = fill(texts.apart, &[&apart(own, total).yuan()]);
                ([sum, told].join("  "), cx.theme.late)
            }
        };
        paint::put_cut(buf, area, &told, cx.glyphs.ellipsis, style);
    }

    fn draw_lines(&self, cx: &ViewContext, keyed: &KeyedSheet, area: Rect, buf: &mut Buffer) {
        let (texts, theme) = (texts::of(cx.lang), &cx.theme);
        let table = Table::fit(&COLUMNS, area.width.min(WIDEST).saturating_sub(LABEL));
        let heads = [texts.no, texts.name, texts.outcome, texts.cash, texts.running];
        let heads = heads.map(|head| (head, theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 0), LABEL), cx.glyphs.ellipsis, &heads);
        let mut sum = Fen::ZERO;
        let mut rows = Vec::new();
        for line in &self.sheet.lines {
            let outcome = keyed.outcome(line);
            if outcome.is_some_and(Outcome::gives) {
                sum = sum.plus(line.cash);
            }
            rows.push((line, outcome, sum));
        }
        let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        for (y, (line, outcome, sum)) in (0..list.height).zip(rows.iter().skip(self.top)) {
            let said = outcome.map_or(texts.open_line, |outcome| words::outcome(cx.lang, outcome));
            let style = match outcome {
                Some(Outcome::Given) => theme.plain,
                Some(_) => theme.doubt,
                None => theme.quiet,
            };
            let (no, cash, sum) = (line.no.to_string(), line.cash.yuan(), sum.yuan());
            let cells = [
                (&*no, theme.quiet),
                (line.name.as_str(), theme.plain),
                (said, style),
                (&*cash, style),
                (&*sum, theme.money),
            ];
            table.row(buf, paint::indent(paint::line(list, y), LABEL), cx.glyphs.ellipsis, &cells);
        }
    }
}
