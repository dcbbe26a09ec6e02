//! The form on the screen: what all share, what it comes to, and below, everybody.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::form::{Fault, Form, Item, Judged};
use super::texts;
use crate::app::context::ViewContext;
use crate::app::screens::day;
use crate::app::screens::flow::flow;
use crate::app::screens::listing::foot::{Cells, add_cut, lent};
use crate::domain::batch::{Candidate, LeftOut};
use crate::domain::list::RosterRow;
use crate::domain::money::{Fen, grouped};
use crate::domain::text::{CleanText, folded_name};
use crate::domain::usual_gift::Usual;
use crate::lang::{Lang, batch, fill, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, popup, text};

/// Columns: labels, values, the second handler, and what is beside both.
const LABEL: u16 = 2;
const VALUE: u16 = 12;
const SECOND: u16 = 34;
const AFTER: u16 = 55;

/// The list: name, number that tells namesakes apart, home, and what becomes of it.
const COLUMNS: [Column; 4] =
    [Column::name(14, 1), Column::left(18, 0), Column::left(22, 1).most(33), Column::left(14, 1)];

/// Columns before what a row had to cut.
const UNDER: u16 = 4;

/// The column of the home.
const HOME: usize = 2;

/// A row of the list.
pub(super) enum Row<'a> {
    /// A head line.
    Head(&'static str, usize),
    /// Somebody who is left out.
    LeftOut(&'a Candidate, &'a LeftOut),
    /// Somebody who is recorded.
    Given(&'a Candidate, &'a Usual),
    /// What the row above had to cut, whole.
    Whole(String),
}

impl Row<'_> {
    /// Whether it begins what is told of somebody.
    fn is_one(&self) -> bool {
        match self {
            Self::LeftOut(..) | Self::Given(..) => true,
            Self::Head(..) | Self::Whole(_) => false,
        }
    }
}

/// Everybody: those who are recorded first, since that is what is written.
pub(super) fn rows<'a>(cx: &ViewContext, judged: &'a Judged<'_>) -> Vec<Row<'a>> {
    let width = popup::form_width(cx.body());
    let table = Table::fit(&COLUMNS, width.saturating_sub(LABEL));
    let amounts = amounts(cx, judged);
    let mut rows = Vec::new();
    for row in all(judged) {
        let mut told = Vec::new();
        if let Some(cells) = cells(cx, &table, &row, amounts) {
            add_cut(&mut told, &table, &[], &cells);
        }
        rows.push(row);
        rows.extend(flow(&told, usize::from(width.saturating_sub(UNDER))).into_iter().map(Row::Whole));
    }
    rows
}

fn all<'a>(judged: &'a Judged<'_>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    if !judged.given.is_empty() {
        rows.push(Row::Head("given", judged.given.len()));
        rows.extend(judged.given.iter().map(|(one, usual)| Row::Given(one, usual)));
    }
    if !judged.left_out.is_empty() {
        rows.push(Row::Head("left", judged.left_out.len()));
        rows.extend(judged.left_out.iter().map(|(one, why)| Row::LeftOut(one, why)));
    }
    rows
}

/// Lines that the list has: the body without what stands above it and the line below it.
pub(super) fn list_height(cx: &ViewContext, form: &Form) -> usize {
    let above = above(cx, form, &form.judged(cx.today)).len() + usize::from(HEAD);
    usize::from(cx.body_rows().saturating_sub(popup::EDGES)).saturating_sub(above + 1)
}

/// What is to be known or typed.
const HEAD: u16 = 1;

/// A line above the list.
enum Line {
    /// A label and what it says.
    Said(&'static str, String, Style),
    /// The day.
    Day,
    /// The handlers.
    Handlers,
    Blank,
}

fn above(cx: &ViewContext, form: &Form, judged: &Judged<'_>) -> Vec<Line> {
    let texts = texts::of(cx.lang);
    let theme = &cx.theme;
    let sum = judged.sum();
    let code = form.facts.round.code;
    let (round, of_round) = if cx.is_other_round(code) {
        (words::other_round(cx.lang, code), theme.late)
    } else {
        (words::round(cx.lang, code), theme.plain)
    };
    let mut lines = vec![Line::Said(texts.round, round, of_round)];
    let count = grouped(sum.recipients as u64);
    lines.push(if sum.recipients == 0 {
        Line::Said(texts.count, texts.nobody.to_owned(), theme.late)
    } else {
        let said = match judged.parts() {
            0 => fill(texts.to_record, &[&count]),
            parts => fill(texts.some_parts, &[&count, &grouped(parts as u64)]),
        };
        Line::Said(texts.count, said, theme.head)
    });
    if sum.cash != Fen::ZERO {
        let both = fill(texts.sum, &[&sum.cash.yuan(), &sum.cash.capital()]);
        lines.push(Line::Said(texts.cash, both, theme.money));
    }
    if sum.goods != Fen::ZERO {
        let value = words::yuan(cx.lang, sum.goods);
        let goods = fill(texts.goods_sum, &[&grouped(sum.with_goods as u64), &value]);
        lines.push(Line::Said(texts.goods, goods, theme.money));
    }
    if let Some(names) = namesakes(judged) {
        let text = fill(texts.namesakes, &[&names.join(comma(cx.lang))]);
        lines.push(Line::Said("", text, theme.late));
    }
    lines.push(Line::Day);
    if cx.kept_day == Some(judged.on) {
        lines.push(Line::Said("", texts.same_day.to_owned(), theme.doubt));
    }
    lines.push(Line::Handlers);
    let (left, style) = left_out(cx, judged);
    // Why somebody is left out is read whole.
    let cells = usize::from(popup::form_width(cx.body()).saturating_sub(VALUE));
    for (at, line) in text::wrap(&left, cells).into_iter().enumerate() {
        lines.push(Line::Said(if at == 0 { texts.left_out } else { "" }, line, style));
    }
    lines.push(Line::Blank);
    lines
}

/// The names that more than one of those who are recorded bear, as people read them; none where each has its own.
fn namesakes(judged: &Judged<'_>) -> Option<Vec<String>> {
    let mut names: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for (one, _) in &judged.given {
        let name = one.row.name.as_str();
        names.entry(folded_name(name)).or_insert((0, name)).0 += 1;
    }
    let several = names.into_values().filter(|(count, _)| *count > 1);
    let told: Vec<String> = several.map(|(_, name)| name.to_owned()).collect();
    (!told.is_empty()).then_some(told)
}

/// 3 个：已访 1，改期 2
fn left_out(cx: &ViewContext, judged: &Judged<'_>) -> (String, Style) {
    let texts = texts::of(cx.lang);
    if judged.left_out.is_empty() {
        return (texts.none_left.to_owned(), cx.theme.quiet);
    }
    let mut counts: Vec<(String, usize)> = Vec::new();
    for (_, why) in &judged.left_out {
        let kind = texts::kind(cx.lang, *why);
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    let each: Vec<String> = counts.iter().map(|(kind, count)| fill(texts.reason, &[kind, count])).collect();
    let said = [fill(texts.left, &[&judged.left_out.len()]), each.join(comma(cx.lang))].concat();
    (said, cx.theme.doubt)
}

/// Draws the form, or the last look; answers where the cursor belongs.
pub(super) fn draw(
    cx: &ViewContext,
    form: &Form,
    look: bool,
    top: usize,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let texts = texts::of(cx.lang);
    let (head, beside) = if look {
        (texts.look_title.to_owned(), texts.look_write.to_owned())
    } else {
        let hint = if form.inputs.knows() { texts.handler_hint } else { texts.hint };
        (fill(texts.title, &[&form.facts.candidates.len()]), form.inputs.hint(cx, hint))
    };
    let area = popup::form(buf, area, area.height, &head, cx.look());
    paint::put_cut(buf, area, &beside, cx.glyphs.ellipsis, cx.theme.quiet);
    let judged = form.judged(cx.today);
    let lines = above(cx, form, &judged);
    let mut cursor = None;
    for (row, line) in (HEAD..).zip(&lines) {
        let place = paint::line(area, row);
        let mut label = |label: &str, focused: bool| {
            if focused {
                paint::put(buf, place, cx.glyphs.mark, cx.theme.plain);
            }
            let style = if focused { cx.theme.head } else { cx.theme.quiet };
            paint::put(buf, paint::slice(place, LABEL, VALUE - LABEL - 1), label, style);
        };
        match line {
            Line::Blank => {}
            Line::Said(name, value, style) => {
                label(name, false);
                paint::put_cut(buf, paint::indent(place, VALUE), value, cx.glyphs.ellipsis, *style);
            }
            Line::Day => {
                label(texts.day, !look && form.inputs.focus() == Item::Day);
                cursor = day_row(cx, form, look, &judged, place, buf).or(cursor);
            }
            Line::Handlers => {
                label(texts.handlers, !look && form.inputs.focus() != Item::Day);
                cursor = handlers_row(cx, form, look, &judged, place, buf).or(cursor);
            }
        }
    }
    let used = HEAD + u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let list =
        Rect { y: area.y + used.min(area.height), height: area.height.saturating_sub(used + 1), ..area };
    let people = rows(cx, &judged);
    draw_rows(cx, &people, (top, amounts(cx, &judged)), list, buf);
    let (height, all) = (usize::from(list.height), people.len());
    let foot = paint::line(area, area.height.saturating_sub(1));
    let proposes = !look && form.inputs.draw_proposals(cx, paint::indent(foot, LABEL), buf);
    if all > height && !proposes {
        let count = |rows: &[Row<'_>]| rows.iter().filter(|row| row.is_one()).count();
        let (before, shown) = people.split_at(top.min(all));
        let before = count(before);
        let until = before + count(shown.get(..height).unwrap_or(shown));
        let template = if top + height >= all { texts.last_rows } else { texts.rows };
        let said = fill(template, &[&(before + 1).min(until), &until, &count(&people)]);
        paint::put_right(buf, foot, &said, cx.theme.quiet);
    }
    cursor
}

fn day_row(
    cx: &ViewContext,
    form: &Form,
    look: bool,
    judged: &Judged<'_>,
    row: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let described = day::describe(cx, judged.on);
    if look {
        let said = [judged.on.to_string(), described].join("  ");
        paint::put_cut(buf, paint::indent(row, VALUE), &said, cx.glyphs.ellipsis, cx.theme.plain);
        return None;
    }
    // What cannot be read is no day, whatever day stands in for it.
    if !matches!(judged.fault, Some((_, Fault::Day))) {
        paint::put_cut(buf, paint::indent(row, SECOND), &described, cx.glyphs.ellipsis, cx.theme.quiet);
    }
    field(cx, form, Item::Day, paint::slice(row, VALUE, SECOND - VALUE - 2), buf)
}

fn handlers_row(
    cx: &ViewContext,
    form: &Form,
    look: bool,
    judged: &Judged<'_>,
    row: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    if look {
        // As they will be shown from now on: numbers in them masked.
        let names: Vec<String> =
            judged.handlers.iter().map(|name| CleanText::shown(name).to_string()).collect();
        let joined = names.join(if cx.lang == Lang::Zh { "、" } else { ", " });
        let (told, style) = match words::new_handlers(cx.lang, &form.new_handlers(&judged.handlers)) {
            Some(asked) => (asked, cx.theme.late),
            None => (joined, cx.theme.plain),
        };
        paint::put_cut(buf, paint::indent(row, VALUE), &told, cx.glyphs.ellipsis, style);
        return None;
    }
    if form.same_handlers() {
        let (same, place) = (texts::of(cx.lang).same_as_last, paint::indent(row, AFTER));
        // Half a word says less than none.
        if text::width(same) <= usize::from(place.width) {
            paint::put(buf, place, same, cx.theme.quiet);
        }
    }
    let first = field(cx, form, Item::First, paint::slice(row, VALUE, SECOND - VALUE - 2), buf);
    let second = field(cx, form, Item::Second, paint::slice(row, SECOND, AFTER - SECOND - 2), buf);
    first.or(second)
}

fn field(cx: &ViewContext, form: &Form, item: Item, area: Rect, buf: &mut Buffer) -> Option<Position> {
    form.inputs.draw(cx, item, area, buf)
}

/// Draws the rows from `top` on, with amounts of so many cells.
fn draw_rows(
    cx: &ViewContext,
    rows: &[Row<'_>],
    (top, amounts): (usize, usize),
    area: Rect,
    buf: &mut Buffer,
) {
    let texts = texts::of(cx.lang);
    let table = Table::fit(&COLUMNS, area.width.saturating_sub(LABEL));
    for (y, row) in (0..area.height).zip(rows.iter().skip(top)) {
        let place = paint::line(area, y);
        match row {
            Row::Head(which, count) => {
                let head = if *which == "left" { texts.head_left } else { texts.head_recorded };
                let said = fill(texts.head, &[&head, &grouped(*count as u64)]);
                paint::put(buf, place, &said, cx.theme.head);
            }
            Row::Whole(text) => {
                paint::put(buf, paint::indent(place, UNDER), text, cx.theme.quiet);
            }
            Row::LeftOut(..) | Row::Given(..) => {
                if let Some(cells) = cells(cx, &table, row, amounts) {
                    table.row(buf, paint::indent(place, LABEL), cx.glyphs.ellipsis, &lent(&cells));
                }
            }
        }
    }
}

/// Name, number, home, and what becomes of somebody, sums in `amounts` cells; none for any other row.
fn cells<'a>(cx: &ViewContext, table: &Table, row: &Row<'a>, amounts: usize) -> Option<Cells<'a, 4>> {
    let (one, what, style) = match *row {
        Row::Head(..) | Row::Whole(_) => return None,
        Row::LeftOut(one, why) => (one, batch::left_out(cx.lang, *why), cx.theme.doubt),
        Row::Given(one, usual) => (one, gift(cx, usual, amounts), cx.theme.plain),
    };
    let room = Rect { x: 0, y: 0, width: u16::MAX, height: 1 };
    let home = home(&one.row, usize::from(table.cell(room, HOME).width));
    let plain = cx.theme.plain;
    Some([
        ((&*one.row.name).into(), plain),
        (one.row.id_masked.as_deref().unwrap_or_default().into(), plain),
        (home.into(), plain),
        (what.into(), style),
    ])
}

/// 桑根达来镇 敖包图嘎查; where that does not fit, the village alone.
fn home(row: &RosterRow, cells: usize) -> String {
    let both = [row.township.as_str(), row.village.as_str()].join(" ").trim().to_owned();
    if text::width(&both) <= cells || row.village.is_empty() { both } else { row.village.to_string() }
}

/// Cells of the widest sum of money among those who are recorded.
fn amounts(cx: &ViewContext, judged: &Judged<'_>) -> usize {
    let sums = judged.given.iter().map(|(_, usual)| usual.cash).filter(|cash| *cash != Fen::ZERO);
    sums.map(|cash| text::width(&words::yuan(cx.lang, cash))).max().unwrap_or_default()
}

/// 1,000 元 米面油 1 份, the sum at the right end of `amounts` cells.
fn gift(cx: &ViewContext, usual: &Usual, amounts: usize) -> String {
    let mut parts = Vec::new();
    if usual.cash != Fen::ZERO {
        let sum = words::yuan(cx.lang, usual.cash);
        parts.push([" ".repeat(amounts.saturating_sub(text::width(&sum))), sum].concat());
    }
    parts.extend(Some(usual.goods.to_string()).filter(|goods| !goods.is_empty()));
    parts.join(" ")
}

fn comma(lang: Lang) -> &'static str {
    lang.pick("，", ", ")
}
