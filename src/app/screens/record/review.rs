//! The last look before a recording is written.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::wording;
use crate::app::context::ViewContext;
use crate::app::screens::day;
use crate::domain::form_facts::FormFacts;
use crate::domain::gift::Recording;
use crate::domain::money::Fen;
use crate::domain::recipient::Kind;
use crate::domain::text::CleanText;
use crate::lang::{Lang, fill, words};
use crate::ui::paint;

/// Column of the values.
const VALUE: u16 = 14;

/// A line: its label, its value, and the style of the value.
type Line = (&'static str, String, Style);

/// Draws what will be written.
pub(super) fn draw(cx: &ViewContext, facts: &FormFacts, recording: &Recording, area: Rect, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let title = paint::line(area, 0);
    let used = paint::put(buf, title, texts.look_title, cx.theme.head) + 2;
    paint::put_cut(buf, paint::indent(title, used), texts.look_write, cx.glyphs.ellipsis, cx.theme.quiet);
    let parts = [who(cx, facts), what(cx, facts, recording), remarks(cx, recording)];
    // Blank lines between the parts, where there is room for them.
    let count: usize = parts.iter().map(Vec::len).sum();
    let gap = u16::from(count + parts.len() < usize::from(area.height));
    let mut row = 1;
    for part in parts {
        row += if part.is_empty() { 0 } else { gap };
        for (label, value, style) in part {
            let line = paint::line(area, row);
            paint::put(buf, paint::slice(line, 2, VALUE - 3), label, cx.theme.quiet);
            paint::put_cut(buf, paint::indent(line, VALUE), &value, cx.glyphs.ellipsis, style);
            row += 1;
        }
    }
}

fn who(cx: &ViewContext, facts: &FormFacts) -> Vec<Line> {
    let texts = texts::of(cx.lang);
    let row = &facts.row;
    let id = row.id_masked.as_ref().map_or(texts.no_id, CleanText::as_str);
    // A name may fill its line: the number that tells two people apart has its own.
    let mut lines = match row.kind {
        Kind::Person => vec![
            (texts.name, wording::who(cx, row), cx.theme.head),
            (texts.id_number, id.to_owned(), cx.theme.head),
        ],
        Kind::Unit => vec![(texts.unit_name, row.name.to_string(), cx.theme.head)],
    };
    lines.push((texts.place, wording::place(row), cx.theme.plain));
    lines.push((texts.round, words::round(cx.lang, facts.round.code), cx.theme.plain));
    lines
}

fn what(cx: &ViewContext, facts: &FormFacts, recording: &Recording) -> Vec<Line> {
    let texts = texts::of(cx.lang);
    let plain = cx.theme.plain;
    let outcome = words::outcome(cx.lang, recording.outcome);
    let receiver = match &recording.proxy {
        Some(proxy) => fill(texts.proxy_line, &[&shown(&proxy.name), &shown(&proxy.relation)]),
        None => wording::meaning(cx, recording.outcome, facts.row.kind).to_owned(),
    };
    let mut lines = vec![(texts.outcome, [outcome, &receiver].join("  "), plain)];
    if recording.cash != Fen::ZERO {
        let figures = fill("{} {}", &[&recording.cash.yuan(), &texts.yuan]);
        let both = [figures.as_str(), texts.capital, &recording.cash.capital()].join("  ");
        lines.push((texts.cash, both, cx.theme.money));
    }
    if let Some(goods) = &recording.goods {
        let value = words::yuan(cx.lang, goods.value);
        lines.push((texts.goods, fill(texts.goods_line, &[&shown(&goods.text), &value]), cx.theme.money));
    }
    if let Some(reason) = &recording.override_reason {
        lines.push((texts.override_reason, shown(reason), cx.theme.late));
    }
    let mut on = vec![recording.on.to_string(), day::describe(cx, recording.on)];
    let odd = wording::odd_day(cx, recording.on, &facts.round.window);
    let style = if odd.is_some() { cx.theme.doubt } else { plain };
    on.extend(odd);
    lines.push((texts.day, on.join("  "), style));
    if let Some(until) = recording.deferred_to {
        lines.push((texts.until, [until.to_string(), day::describe(cx, until)].join("  "), plain));
    }
    lines
}

fn remarks(cx: &ViewContext, recording: &Recording) -> Vec<Line> {
    let texts = texts::of(cx.lang);
    let names: Vec<String> = recording.handlers.iter().map(shown).collect();
    let joined = match cx.lang {
        Lang::Zh => names.join("、"),
        Lang::En => names.join(", "),
    };
    let texts = [
        (texts.handlers, Some(joined)),
        (texts.needs, recording.needs.as_ref().map(shown)),
        (texts.note, recording.note.as_ref().map(shown)),
    ];
    let filled = texts.into_iter().filter_map(|(label, text)| Some((label, text?)));
    filled.filter(|(_, text)| !text.is_empty()).map(|(label, text)| (label, text, cx.theme.plain)).collect()
}

/// A text as it will be shown from now on: numbers in it masked.
fn shown(text: &CleanText) -> String {
    CleanText::shown(text).to_string()
}
