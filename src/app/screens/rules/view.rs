//! How the form and the last look are drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::form::{RuleEntry, RuleItem, RuleWay};
use super::texts;
use crate::app::context::ViewContext;
use crate::app::form::top;
use crate::app::screens::flow::flow;
use crate::app::screens::{day, listing};
use crate::domain::group_rule::{RuleChange, RuleDeed, RuleLook};
use crate::domain::text::CleanText;
use crate::lang::{fill, groups, words};
use crate::ui::{paint, popup};

/// Columns: labels, values, and what is beside a day.
const LABEL: u16 = 2;
const VALUE: u16 = 34;
const BESIDE: u16 = 50;
/// Where the values of the look begin.
const TOLD: u16 = 14;
/// The first line of the form or of the look.
const HEAD: u16 = 2;

/// Draws the form; answers where the cursor belongs.
pub(super) fn draw_form(
    cx: &ViewContext,
    (form, group): (&RuleEntry, &CleanText),
    looking: bool,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let texts = texts::of(cx.lang);
    let area = popup::form(buf, area, area.height, &fill(texts.form_title, &[group]), cx.look());
    let hint = if looking { texts.loading } else { texts.hint };
    paint::put_cut(buf, area, hint, cx.glyphs.ellipsis, cx.theme.quiet);
    let items = form.items();
    let at = items.iter().position(|item| *item == form.inputs.focus()).unwrap_or_default();
    let rows = area.height.saturating_sub(HEAD);
    let first = top(at, 0, usize::from(rows));
    let mut cursor = None;
    for (y, item) in (HEAD..area.height).zip(items.iter().skip(first)) {
        let row = paint::line(area, y);
        let here = form.inputs.focus() == *item;
        if here {
            paint::put(buf, row, cx.glyphs.mark, cx.theme.plain);
        }
        let style = if here { cx.theme.head } else { cx.theme.quiet };
        let place = paint::slice(row, LABEL, VALUE - LABEL - 1);
        paint::put_cut(buf, place, label(cx, form, *item), cx.glyphs.ellipsis, style);
        cursor = cursor.or(value(cx, form, *item, row, buf));
    }
    cursor
}

fn label<'a>(cx: &ViewContext, form: &'a RuleEntry, item: RuleItem) -> &'a str {
    let texts = texts::of(cx.lang);
    match item {
        RuleItem::Deed => texts.deed,
        RuleItem::Category(at) => form.categories.get(at).map_or("", |(name, _)| name.as_str()),
        RuleItem::Day if form.way() == RuleWay::End => texts.last_day,
        RuleItem::Day => texts.first_day,
        RuleItem::Reason => texts.reason,
    }
}

fn value(
    cx: &ViewContext,
    form: &RuleEntry,
    item: RuleItem,
    row: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let texts = texts::of(cx.lang);
    let place = paint::indent(row, VALUE);
    let turned = match item {
        RuleItem::Deed => match form.way() {
            RuleWay::Hold => texts.hold,
            RuleWay::End => texts.end,
            RuleWay::Remove => texts.remove,
        },
        RuleItem::Category(at) => {
            if form.categories.get(at).is_some_and(|(_, is_in)| *is_in) {
                texts.yes
            } else {
                texts.no
            }
        }
        RuleItem::Day => {
            let said = match form.day(cx.today) {
                Some(day) => day::describe(cx, day),
                None if form.way() == RuleWay::Hold => texts.always.to_owned(),
                None => String::new(),
            };
            paint::put_cut(buf, paint::indent(row, BESIDE), &said, cx.glyphs.ellipsis, cx.theme.quiet);
            return form.inputs.draw(cx, item, paint::slice(row, VALUE, BESIDE - VALUE - 2), buf);
        }
        RuleItem::Reason => return form.inputs.draw(cx, item, place, buf),
    };
    cx.parts.field(row, &item);
    if form.inputs.focus() == item {
        listing::put_turned(cx, place, turned, buf);
    } else {
        let style = if turned == texts.no { cx.theme.quiet } else { cx.theme.plain };
        paint::put_cut(buf, place, &listing::turned(turned), cx.glyphs.ellipsis, style);
    }
    None
}

/// What the rule will be.
fn rule(cx: &ViewContext, change: &RuleChange) -> String {
    let texts = texts::of(cx.lang);
    match &change.deed {
        RuleDeed::Hold(categories, from) => {
            let names: Vec<&str> = categories.iter().map(CleanText::as_str).collect();
            let names = names.join(cx.lang.pick("、", ", "));
            match from {
                Some(from) => fill(texts.held, &[&change.group, &names, from]),
                None => fill(texts.held_always, &[&change.group, &names]),
            }
        }
        RuleDeed::End(last) => fill(texts.ended, &[&change.group, last]),
        RuleDeed::Remove => fill(texts.removed, &[&change.group]),
    }
}

/// Draws the last look.
pub(super) fn draw_look(
    cx: &ViewContext,
    look: &RuleLook,
    change: &RuleChange,
    area: Rect,
    buf: &mut Buffer,
) {
    let texts = texts::of(cx.lang);
    let theme = &cx.theme;
    let area = popup::form(buf, area, area.height, texts.look_title, cx.look());
    paint::put_cut(buf, area, texts.look_write, cx.glyphs.ellipsis, theme.quiet);
    let mut told: Vec<(&str, Vec<String>, Style)> = vec![
        (texts.rule_label, vec![rule(cx, change)], theme.head),
        (texts.people, vec![fill(texts.follow, &[&look.people])], theme.plain),
        // As it will be shown from now on: numbers in it masked.
        (texts.reason, vec![CleanText::shown(&change.reason).to_string()], theme.plain),
    ];
    if look.effects.is_empty() {
        told.push((texts.due, vec![texts.no_effect.to_owned()], theme.quiet));
    }
    for (at, effect) in look.effects.iter().enumerate() {
        let mut pieces = vec![words::round(cx.lang, effect.round)];
        pieces.extend(groups::effect(cx.lang, effect));
        told.push((if at == 0 { texts.due } else { "" }, pieces, theme.money));
    }
    let mut rows = HEAD..area.height;
    for (label, pieces, style) in told {
        let lines = flow(&pieces, usize::from(area.width.saturating_sub(TOLD)));
        for (at, line) in lines.into_iter().enumerate() {
            let Some(y) = rows.next() else { return };
            let row = paint::line(area, y);
            if at == 0 {
                paint::put(buf, paint::indent(row, LABEL), label, theme.quiet);
            }
            paint::put(buf, paint::indent(row, TOLD), &line, style);
        }
    }
}
