//! How the form of a round is drawn.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::edit::{self, CASH, Edit, GOODS, Spot, VALUE};
use super::form::{AROUND, RoundForm, explain};
use super::view;
use crate::app::context::ViewContext;
use crate::app::screens::listing::{self, MARK};
use crate::domain::money::Fen;
use crate::domain::text::CleanText;
use crate::lang::{Lang, app, fill, words};
use crate::ui::table::Table;
use crate::ui::{paint, popup, text};

impl RoundForm {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let name = words::round(cx.lang, self.code);
        let title = if self.creates() { texts.create_title } else { texts.change_title };
        let groups = self.edit.as_ref().map_or(0, |edit| edit.groups.len());
        let rows = u16::try_from(groups).unwrap_or(u16::MAX).saturating_add(AROUND);
        let area = popup::form(buf, area, rows, &fill(title, &[&name]), cx.look());
        paint::put_right(buf, paint::line(area, 0), texts.form_hint, cx.theme.quiet);
        let Some(edit) = &self.edit else {
            listing::explain_empty(cx, area, app::texts(cx.lang).loading, buf);
            return None;
        };
        let mut cursor = None;
        let row = paint::line(area, 1);
        label(cx, row, texts.round, edit.inputs.focus() == Spot::Code, buf);
        cx.parts.field(row, &Spot::Code);
        let place = paint::indent(row, 11);
        let used = if !self.creates() {
            paint::put(buf, place, &name, cx.theme.head)
        } else if edit.inputs.focus() == Spot::Code {
            listing::put_turned(cx, place, &name, buf)
        } else {
            paint::put(buf, place, &listing::turned(&name), cx.theme.head)
        };
        if edit.inputs.focus() == Spot::Code {
            paint::put(buf, paint::indent(row, 11 + used + 2), texts.other_round, cx.theme.quiet);
        }
        let row = paint::line(area, 2);
        label(cx, row, texts.festival, false, buf);
        let festival = texts::both_calendars(cx.lang, edit.round.window.day);
        paint::put(buf, paint::indent(row, 11), &festival, cx.theme.plain);
        for (at, name) in [texts.opens, texts.due_until, texts.grace_until].into_iter().enumerate() {
            let row = paint::line(area, u16::try_from(at).unwrap_or_default() + 3);
            cursor = cursor.or(day_field(cx, row, edit, at, name, buf));
        }
        let table = Table::fit(&view::STANDARDS, area.width.min(84) - MARK);
        let heads = [texts.group, texts.cash, texts.goods, texts.value].map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 7), MARK), cx.glyphs.ellipsis, &heads);
        let list = Rect { y: area.y + 8, height: area.height.saturating_sub(AROUND), ..area };
        for (y, at) in (0..list.height).zip(self.top..edit.groups.len()) {
            cursor = cursor.or(standard(cx, &table, paint::line(list, y), edit, at, buf));
        }
        let foot = paint::line(area, area.height.saturating_sub(1));
        if !edit.inputs.draw_proposals(cx, foot, buf) {
            let (said, style) = understood(cx, edit);
            // A long text takes lines of the list.
            let lines = text::wrap(&said, usize::from(area.width));
            let above = u16::try_from(lines.len()).unwrap_or(1).saturating_sub(1).min(list.height);
            for (y, line) in (foot.y - above..=foot.y).zip(&lines) {
                let row = Rect { y, ..foot };
                paint::put(buf, row, &" ".repeat(usize::from(row.width)), cx.theme.plain);
                paint::put(buf, row, line, style);
            }
        }
        cursor
    }
}

fn label(cx: &ViewContext, row: Rect, name: &str, here: bool, buf: &mut Buffer) {
    if here {
        paint::put(buf, row, cx.glyphs.mark, cx.theme.plain);
    }
    let style = if here { cx.theme.head } else { cx.theme.quiet };
    paint::put(buf, paint::slice(row, MARK, 9), name, style);
}

/// A field as it stands in its cell: marked where the cursor is, told apart where it is wrong.
fn field(cx: &ViewContext, cell: Rect, edit: &Edit, spot: Spot, buf: &mut Buffer) -> Option<Position> {
    let here = edit.inputs.focus() == spot;
    let style = if !here && edit.wrong(spot).is_some() { cx.theme.late } else { cx.theme.plain };
    let position = edit.inputs.view(spot, cell, style, buf);
    if here {
        paint::bar(buf, cell, cx.theme.bar);
    }
    here.then_some(position)
}

/// 开始  2024-01-11  2024年1月11日 腊月初一
fn day_field(
    cx: &ViewContext,
    row: Rect,
    edit: &Edit,
    at: usize,
    name: &str,
    buf: &mut Buffer,
) -> Option<Position> {
    let spot = Spot::Day(at);
    cx.parts.field(row, &spot);
    label(cx, row, name, edit.inputs.focus() == spot, buf);
    let cursor = field(cx, paint::slice(row, 11, 14), edit, spot, buf);
    let (told, style) = match (edit.wrong(spot), edit.day(at)) {
        (Some(wrong), _) => (explain(cx, wrong), cx.theme.late),
        (None, Ok(day)) => (texts::both_calendars(cx.lang, day), cx.theme.quiet),
        (None, Err(_)) => (texts::of(cx.lang).bad_day.to_owned(), cx.theme.late),
    };
    paint::put_cut(buf, paint::indent(row, 27), &told, cx.glyphs.ellipsis, style);
    cursor
}

fn standard(
    cx: &ViewContext,
    table: &Table,
    row: Rect,
    edit: &Edit,
    at: usize,
    buf: &mut Buffer,
) -> Option<Position> {
    let group = edit.groups.get(at)?;
    let inside = paint::indent(row, MARK);
    cx.parts.field(row, &Spot::Cell(at, CASH));
    for cell in [GOODS, VALUE] {
        cx.parts.field(table.cell(inside, cell + 1), &Spot::Cell(at, cell));
    }
    let here = matches!(edit.inputs.focus(), Spot::Cell(line, _) if line == at);
    if here {
        paint::put(buf, row, cx.glyphs.mark, cx.theme.plain);
    }
    let style = if here { cx.theme.head } else { cx.theme.plain };
    table.row(buf, inside, cx.glyphs.ellipsis, &[(group, style)]);
    let text = |cell| edit.inputs.text(Spot::Cell(at, cell));
    let empty = [CASH, GOODS, VALUE].into_iter().all(|cell| text(cell).is_empty());
    if empty && !here {
        let place = table.cell(inside, GOODS + 1);
        paint::put_cut(buf, place, texts::of(cx.lang).no_standard, cx.glyphs.ellipsis, cx.theme.quiet);
        return None;
    }
    let mut cursor = None;
    for cell in [CASH, GOODS, VALUE] {
        let spot = Spot::Cell(at, cell);
        let place = table.cell(inside, cell + 1);
        if cell == GOODS || edit.inputs.focus() == spot {
            cursor = cursor.or(field(cx, place, edit, spot, buf));
        } else {
            let wrong = edit.wrong(spot).is_some();
            let style = if wrong { cx.theme.late } else { cx.theme.plain };
            paint::put_right(buf, place, text(cell), style);
        }
    }
    cursor
}

/// What the field under the cursor was understood as, or what is wrong with it.
fn understood(cx: &ViewContext, edit: &Edit) -> (String, Style) {
    if let Some(wrong) = edit.wrong(edit.inputs.focus()) {
        return (explain(cx, wrong), cx.theme.late);
    }
    let typed = edit.inputs.text(edit.inputs.focus());
    let told = match edit.inputs.focus() {
        Spot::Cell(at, CASH | VALUE) => match edit::amount(typed) {
            Ok(Fen::ZERO) | Err(_) => edit.groups.get(at).map(ToString::to_string),
            Ok(amount) => {
                let capital = match cx.lang {
                    Lang::Zh => amount.capital(),
                    Lang::En => String::new(),
                };
                let group = edit.groups.get(at).map(CleanText::as_str).unwrap_or_default();
                Some(format!("{group}  {}  {capital}", words::yuan(cx.lang, amount)).trim_end().to_owned())
            }
        },
        Spot::Cell(at, _) => {
            let told = edit.groups.get(at).map(|group| format!("{group}  {typed}"));
            told.map(|told| edit.inputs.hint(cx, told.trim_end()))
        }
        Spot::Code | Spot::Day(_) => None,
    };
    (told.unwrap_or_default(), cx.theme.quiet)
}
