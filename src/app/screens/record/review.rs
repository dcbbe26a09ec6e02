//! The last look before a recording is written.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::wording;
use crate::app::context::ViewContext;
use crate::app::screens::day;
use crate::domain::due::Standing;
use crate::domain::form_facts::FormFacts;
use crate::domain::gift::{self, Recording};
use crate::domain::money::Fen;
use crate::domain::recipient::Kind;
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::lang::{Lang, fill, words};
use crate::ui::{paint, popup, text};

/// Column of the values.
const VALUE: u16 = 12;

/// A line: its label, its value, and the style of the value.
type Line = (&'static str, String, Style);

/// Draws what will be written.
pub(super) fn draw(
    cx: &ViewContext,
    facts: &FormFacts,
    recording: &Recording,
    (new, touches): (Vec<CleanText>, &[String]),
    area: Rect,
    buf: &mut Buffer,
) {
    let texts = texts::of(cx.lang);
    let mut what = what(cx, facts, recording);
    // What a death or a departure closes, round by round.
    what.extend(touches.iter().enumerate().map(|(at, line)| {
        let label = if at == 0 { texts.touches } else { "" };
        (label, line.clone(), cx.theme.money)
    }));
    let parts = [who(cx, facts), what, remarks(cx, recording, &new)];
    let room = usize::from(popup::form_width(area).saturating_sub(VALUE));
    let mut parts = parts.map(|part| {
        let wrapped = |(label, value, style): Line| (label, text::wrap(&value, room), style);
        part.into_iter().map(wrapped).collect::<Vec<_>>()
    });
    let (title, warning) = if recording.outcome.gives() {
        (texts.look_title, texts.look_write)
    } else {
        (texts.look_title_call, texts.look_record)
    };
    let warning = text::wrap(warning, usize::from(popup::form_width(area)));
    let height = usize::from(area.height.saturating_sub(popup::EDGES));
    let rows = |parts: &[Vec<Wrapped>; 3]| {
        parts.iter().flatten().map(|(_, lines, _)| lines.len()).sum::<usize>() + warning.len()
    };
    // Where not everything fits, needs and note are told in a line each: the form has them whole.
    if rows(&parts) > height
        && let [.., remarks] = &mut parts
    {
        for (_, lines, _) in remarks {
            let line = lines.concat();
            *lines = vec![text::cut(&line, room, cx.glyphs.ellipsis).into_owned()];
        }
    }
    // Blank lines between the parts, where there is room for them.
    let gap = usize::from(rows(&parts) + parts.len() < height);
    let needed = rows(&parts) + gap * parts.iter().filter(|part| !part.is_empty()).count();
    let needed = u16::try_from(needed).unwrap_or(u16::MAX);
    let inside = popup::form(buf, area, needed, title, cx.look());
    let mut row = 0;
    for line in &warning {
        paint::put(buf, paint::line(inside, row), line, cx.theme.quiet);
        row += 1;
    }
    for part in parts {
        row += u16::from(gap > 0 && !part.is_empty());
        for (label, lines, style) in part {
            paint::put(buf, paint::slice(paint::line(inside, row), 2, VALUE - 3), label, cx.theme.quiet);
            for line in lines {
                paint::put(buf, paint::indent(paint::line(inside, row), VALUE), &line, style);
                row += 1;
            }
        }
    }
}

/// A line whose value is broken to the room there is.
type Wrapped = (&'static str, Vec<String>, Style);

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
    let (round, style) = wording::round(cx, facts.round.code);
    lines.push((texts.round, round, style));
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
    if recording.outcome.gives() && matches!(facts.row.standing, Standing::Closed(_)) {
        let stands = wording::stands(cx, facts.row.standing);
        lines.extend(stands.map(|stands| (texts.stands, stands, cx.theme.late)));
    }
    if recording.outcome.gives() {
        let standard = facts.standard_on(recording.on);
        lines.push((texts.standard_label, wording::what_standard(cx, standard), plain));
        if gift::is_top_up(recording, &facts.terms) {
            let before = facts.live.iter().filter(|gift| gift.id != recording.id);
            let before = before.fold(Fen::ZERO, |sum, gift| sum.plus(gift.cash));
            let told = [recording.cash, before].map(|fen| words::yuan(cx.lang, fen));
            let [paid, before] = &told;
            lines.push((texts.amount, fill(texts.top_up_look, &[paid, before]), cx.theme.money));
        }
        lines.extend(still_owed(cx, facts, recording));
    }
    let off = wording::off_standard(cx, &facts.terms, recording);
    lines
        .extend((!off.is_empty()).then(|| (texts.amount, off.join(cx.lang.pick("，", ", ")), cx.theme.late)));
    if let Some(reason) = &recording.reason {
        lines.push((texts.reason, shown(reason), cx.theme.late));
    }
    let mut on = vec![recording.on.to_string(), day::describe(cx, recording.on)];
    let odd = wording::odd_day(cx, recording.on, &facts.round.window);
    let style = if odd.is_some() { cx.theme.doubt } else { plain };
    on.extend(odd);
    lines.push((texts.day, on.join("  "), style));
    if recording.outcome == Outcome::Died {
        let died = recording.died_on.unwrap_or(recording.on);
        let mut told = vec![died.to_string(), day::describe(cx, died)];
        told.extend(recording.died_on.is_none().then(|| texts.as_the_call.to_owned()));
        lines.push((texts.died_on, told.join("  "), plain));
    }
    if let Some(until) = recording.deferred_to {
        lines.push((texts.until, [until.to_string(), day::describe(cx, until)].join("  "), plain));
    }
    lines
}

/// The part of the standard that is owed and not handed over: the recipient stays due for it.
fn still_owed(cx: &ViewContext, facts: &FormFacts, recording: &Recording) -> Option<Line> {
    let texts = texts::of(cx.lang);
    let standard = facts.standard_on(recording.on).filter(|_| facts.terms.listed)?;
    let [cash, goods] = facts.row.standing.owed(standard);
    let gives_goods = recording.goods.is_some();
    let (label, what) = if goods != Fen::ZERO && !gives_goods && recording.cash != Fen::ZERO {
        (texts.goods, standard.goods.to_string())
    } else if cash != Fen::ZERO && recording.cash == Fen::ZERO && gives_goods {
        (texts.cash, words::yuan(cx.lang, cash))
    } else {
        return None;
    };
    Some((label, fill(texts.still_owed, &[&what]), cx.theme.doubt))
}

fn remarks(cx: &ViewContext, recording: &Recording, new: &[CleanText]) -> Vec<Line> {
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
    let filled = filled.filter(|(_, text)| !text.is_empty());
    let lines = filled.map(|(label, text)| (label, text, cx.theme.plain));
    let asked = words::new_handlers(cx.lang, new).map(|asked| ("", asked, cx.theme.late));
    asked.into_iter().chain(lines).collect()
}

/// A text as it will be shown from now on: numbers in it masked.
fn shown(text: &CleanText) -> String {
    CleanText::shown(text).to_string()
}
