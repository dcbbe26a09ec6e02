//! How the form and the last look are drawn.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::form::{Filled, Form, Item, Way};
use super::texts;
use crate::app::context::ViewContext;
use crate::app::screens::flow::flow;
use crate::app::screens::listing::foot::{Cells, add_cut, lent};
use crate::app::screens::{day, listing};
use crate::domain::batch::{Among, LARGEST_BATCH};
use crate::domain::group_change::{GroupDeed, GroupLook, GroupMember, Unchanged};
use crate::domain::money::grouped;
use crate::domain::text::CleanText;
use crate::lang::{fill, groups, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, popup, text};

/// Columns: labels, values, and what is beside a day.
const LABEL: u16 = 2;
const VALUE: u16 = 14;
const BESIDE: u16 = 30;
/// The first line of the form or of the look: above it stand the hint and a blank line.
const HEAD: u16 = 2;

/// Somebody: name, number that tells namesakes apart, home.
const COLUMNS: [Column; 3] = [Column::name(14, 1), Column::left(18, 0), Column::left(22, 2)];
/// Cells before what a row had to cut.
const UNDER: u16 = 4;

/// Draws the form; answers where the cursor belongs.
pub(super) fn draw_form(
    cx: &ViewContext,
    (form, among, meant): (&Form, &Among, Option<(usize, bool)>),
    looking: bool,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let texts = texts::of(cx.lang);
    let title = match among {
        Among::These(ids) => fill(texts.title_marked, &[&grouped(ids.len() as u64)]),
        Among::Roster(_) | Among::Due { .. } | Among::Attention(..) => match meant {
            Some((count, false)) => fill(texts.title_counted, &[&grouped(count as u64)]),
            Some((_, true)) => fill(texts.title_more, &[&grouped(LARGEST_BATCH as u64)]),
            None => texts.title_all.to_owned(),
        },
    };
    let area = popup::form(buf, area, area.height, &title, cx.look());
    let hint = if looking { texts.loading } else { texts.hint };
    paint::put_cut(buf, area, hint, cx.glyphs.ellipsis, cx.theme.quiet);
    let items = form.items();
    let mut cursor = None;
    for (y, item) in (HEAD..).zip(items) {
        let row = paint::line(area, y);
        let here = form.inputs.focus() == *item;
        if here {
            paint::put(buf, row, cx.glyphs.mark, cx.theme.plain);
        }
        let style = if here { cx.theme.head } else { cx.theme.quiet };
        paint::put(buf, paint::slice(row, LABEL, VALUE - LABEL - 1), label(cx, form, *item), style);
        cursor = cursor.or(value(cx, form, *item, row, buf));
    }
    let below = HEAD + u16::try_from(items.len()).unwrap_or_default() + 1;
    let mut notes = [what_it_means(cx, form.way()), texts.settled_note].join("\n");
    if form.inputs.focus() == Item::Reason {
        let whole = form.inputs.whole(area.width.saturating_sub(VALUE), usize::from(area.width));
        notes = [notes, whole.join("")].join("\n");
    }
    let lines = text::wrap(notes.trim_end(), usize::from(area.width.saturating_sub(LABEL)));
    for (y, line) in (below..area.height).zip(lines) {
        paint::put(buf, paint::indent(paint::line(area, y), LABEL), &line, cx.theme.quiet);
    }
    cursor
}

fn label(cx: &ViewContext, form: &Form, item: Item) -> &'static str {
    let texts = texts::of(cx.lang);
    match item {
        Item::Deed => texts.deed,
        Item::Group => texts.group,
        Item::To => texts.to,
        Item::Day if form.way() == Way::End => texts.last_day,
        Item::Day => texts.first_day,
        Item::Reason => texts.reason,
    }
}

fn value(cx: &ViewContext, form: &Form, item: Item, row: Rect, buf: &mut Buffer) -> Option<Position> {
    let texts = texts::of(cx.lang);
    let place = paint::indent(row, VALUE);
    let turned = match item {
        Item::Deed => match form.way() {
            Way::Add => texts.add,
            Way::End => texts.end,
            Way::Move => texts.change,
        },
        Item::Group | Item::To => form.name(item).map_or(texts.no_groups, CleanText::as_str),
        Item::Day => {
            if let Some(day) = form.day(cx.today) {
                let said = day::describe(cx, day);
                paint::put_cut(buf, paint::indent(row, BESIDE), &said, cx.glyphs.ellipsis, cx.theme.quiet);
            }
            return form.inputs.draw(cx, item, paint::slice(row, VALUE, BESIDE - VALUE - 2), buf);
        }
        Item::Reason => return form.inputs.draw(cx, item, place, buf),
    };
    cx.parts.field(row, &item);
    if form.inputs.focus() == item {
        listing::put_turned(cx, place, turned, buf);
    } else {
        let said = listing::turned(turned);
        paint::put_cut(buf, place, &said, cx.glyphs.ellipsis, cx.theme.plain);
    }
    None
}

fn what_it_means(cx: &ViewContext, way: Way) -> &'static str {
    let texts = texts::of(cx.lang);
    match way {
        Way::Add => texts.add_note,
        Way::End => texts.end_note,
        Way::Move => texts.move_note,
    }
}

/// A line of the look.
pub(super) enum LookLine<'a> {
    /// A label and what it says.
    Said(&'static str, String, Style),
    /// A head over people.
    Head(String),
    /// Somebody.
    One(&'a GroupMember),
    /// What the row above had to cut, whole.
    Whole(String),
    Blank,
}

/// Lines that the look has room for: the body without the hint, a blank line, and the count of lines below.
pub(super) fn height(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(popup::EDGES + HEAD + 1))
}

/// All that is told before they are changed: number, what happens, who is left out and why, what it means for each round, and
/// everybody, those who are changed first.
pub(super) fn lines<'a>(cx: &ViewContext, look: &'a GroupLook, filled: &Filled) -> Vec<LookLine<'a>> {
    let texts = texts::of(cx.lang);
    let theme = &cx.theme;
    let width = popup::form_width(cx.body());
    let mut lines = Vec::new();
    let mut say = |label: &'static str, pieces: &[String], style: Style| {
        let told = flow(pieces, usize::from(width.saturating_sub(VALUE)));
        for (at, line) in told.into_iter().enumerate() {
            lines.push(LookLine::Said(if at == 0 { label } else { "" }, line, style));
        }
    };
    let (left, change): (Vec<&GroupMember>, Vec<&GroupMember>) =
        look.members.iter().partition(|member| member.unchanged.is_some());
    let counted = fill(texts.of_all, &[&grouped(change.len() as u64), &grouped(look.members.len() as u64)]);
    let nobody = [texts.nobody.to_owned()];
    if change.is_empty() {
        say(texts.whom, &nobody, theme.late);
    } else {
        say(texts.whom, &[counted], theme.head);
    }
    let on = match filled.deed {
        GroupDeed::End(_) => texts.until,
        GroupDeed::Add(_) | GroupDeed::Move(..) => texts.from,
    };
    let what = fill(on, &[&groups::deed(cx.lang, &filled.deed), &filled.on]);
    say(texts.deed, &[what, day::describe(cx, filled.on)], theme.plain);
    // As it will be shown from now on: numbers in it masked.
    say(texts.reason, &[CleanText::shown(&filled.reason).to_string()], theme.plain);
    let reasons = reasons(&left);
    let style = if left.is_empty() { theme.quiet } else { theme.doubt };
    say(texts.left_out, &left_out(cx, left.len(), &reasons), style);
    for (at, effect) in look.effects.iter().enumerate() {
        let mut pieces = vec![words::round(cx.lang, effect.round)];
        pieces.extend(groups::effect(cx.lang, effect));
        say(if at == 0 { texts.due } else { "" }, &pieces, theme.money);
    }
    if look.effects.is_empty() {
        say(texts.due, &[texts.no_effect.to_owned()], theme.quiet);
    }
    lines.push(LookLine::Blank);
    let table = Table::fit(&COLUMNS, width.saturating_sub(LABEL));
    let mut parts: Vec<(String, Vec<&GroupMember>)> = Vec::new();
    if !change.is_empty() {
        parts.push((fill(texts.head, &[&grouped(change.len() as u64)]), change));
    }
    for (why, count) in reasons {
        let head = fill(texts.head_left, &[&groups::unchanged(cx.lang, why), &grouped(count as u64)]);
        let of = left.iter().copied().filter(|one| one.unchanged == Some(why));
        parts.push((head, of.collect()));
    }
    for (head, people) in parts {
        lines.push(LookLine::Head(head));
        for one in people {
            let mut told = Vec::new();
            add_cut(&mut told, &table, &[], &cells(cx, one));
            lines.push(LookLine::One(one));
            let under = usize::from(width.saturating_sub(UNDER));
            lines.extend(flow(&told, under).into_iter().map(LookLine::Whole));
        }
    }
    lines
}

/// Why people are left out, and how many for each reason.
fn reasons(left: &[&GroupMember]) -> BTreeMap<Unchanged, usize> {
    let mut counts = BTreeMap::new();
    for why in left.iter().filter_map(|one| one.unchanged) {
        *counts.entry(why).or_default() += 1;
    }
    counts
}

/// 3 个：已属于此类别 1  已并入另一登记 2
fn left_out(cx: &ViewContext, all: usize, reasons: &BTreeMap<Unchanged, usize>) -> Vec<String> {
    let texts = texts::of(cx.lang);
    if reasons.is_empty() {
        return vec![texts.none_left.to_owned()];
    }
    let mut each: Vec<String> = reasons
        .iter()
        .map(|(why, count)| fill(texts.why, &[&groups::unchanged(cx.lang, *why), count]))
        .collect();
    if let Some(first) = each.first_mut() {
        first.insert_str(0, &fill(texts.left, &[&grouped(all as u64)]));
    }
    each
}

/// Name, number, home.
fn cells<'a>(cx: &ViewContext, one: &'a GroupMember) -> Cells<'a, 3> {
    let plain = cx.theme.plain;
    [
        (one.name.as_str().into(), plain),
        (one.id_masked.as_deref().unwrap_or_default().into(), plain),
        (one.home.as_str().into(), plain),
    ]
}

/// Draws the last look.
pub(super) fn draw_look(
    cx: &ViewContext,
    look: &GroupLook,
    filled: &Filled,
    top: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let texts = texts::of(cx.lang);
    let area = popup::form(buf, area, area.height, texts.look_title, cx.look());
    paint::put_cut(buf, area, texts.look_write, cx.glyphs.ellipsis, cx.theme.quiet);
    let lines = lines(cx, look, filled);
    let table = Table::fit(&COLUMNS, area.width.saturating_sub(LABEL));
    let list = Rect { y: area.y + HEAD, height: area.height.saturating_sub(HEAD + 1), ..area };
    for (y, line) in (0..list.height).zip(lines.iter().skip(top)) {
        let row = paint::line(list, y);
        match line {
            LookLine::Said(label, said, style) => {
                paint::put(buf, paint::indent(row, LABEL), label, cx.theme.quiet);
                paint::put_cut(buf, paint::indent(row, VALUE), said, cx.glyphs.ellipsis, *style);
            }
            LookLine::Head(said) => {
                paint::put(buf, row, said, cx.theme.head);
            }
            LookLine::One(one) => {
                let place = paint::indent(row, LABEL);
                table.row(buf, place, cx.glyphs.ellipsis, &lent(&cells(cx, one)));
            }
            LookLine::Whole(said) => {
                paint::put(buf, paint::indent(row, UNDER), said, cx.theme.quiet);
            }
            LookLine::Blank => {}
        }
    }
    let (all, shown) = (lines.len(), usize::from(list.height));
    if all > shown {
        let until = (top + shown).min(all);
        let template = if until == all { texts.last_lines } else { texts.lines };
        let said = fill(template, &[&(top + 1), &until, &all]);
        paint::put_right(buf, paint::line(area, area.height.saturating_sub(1)), &said, cx.theme.quiet);
    }
}
