//! Both sides, what both received, what will be due, and the reason.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Reason, texts};
use crate::app::context::ViewContext;
use crate::app::form::Inputs;
use crate::app::screens::listing;
use crate::domain::due::DueState;
use crate::domain::merge::{MergeLook, MergeSide};
use crate::domain::recipient::{Held, Life, RecipientCard, Residence, StatusKind};
use crate::lang::{errors, fill, merge, words};
use crate::ui::{paint, popup, text};

/// Blank cells between the sides.
const GAP: u16 = 2;

/// Where the left side begins: behind the longest label.
fn left(cx: &ViewContext) -> u16 {
    let texts = texts::of(cx.lang);
    let facts =
        [texts.number, texts.born, texts.phone, texts.place, texts.groups, texts.categories, texts.status];
    let others = [texts.doubles, texts.after, texts.ledger, texts.reason, texts.confirm];
    let widest = facts.into_iter().chain(others).map(text::width).max().unwrap_or_default();
    u16::try_from(widest + 1).unwrap_or_default()
}

/// A line: a label, and the two sides or one text over both.
pub(super) struct Line {
    label: String,
    left: String,
    right: Option<String>,
    style: Style,
}

/// Lines that the look has room for below those that stay: which side stays, and the names.
pub(super) fn height(cx: &ViewContext, look: &MergeLook) -> usize {
    // The hint, a blank line, and below a blank line and the reason.
    usize::from(cx.body_rows().saturating_sub(popup::EDGES + 4)).saturating_sub(heads(cx, look).len())
}

/// Cells of one side, and of both.
fn widths(cx: &ViewContext) -> (usize, usize) {
    let all = popup::form_width(cx.body()).saturating_sub(left(cx));
    (usize::from(all.saturating_sub(GAP) / 2), usize::from(all))
}

/// Collects lines, wrapped.
struct Lines<'a> {
    cx: &'a ViewContext,
    lines: Vec<Line>,
}

impl Lines<'_> {
    fn both(&mut self, label: &str, [left, right]: [String; 2], style: Style) {
        if left.is_empty() && right.is_empty() {
            return;
        }
        let (side, _) = widths(self.cx);
        let (left, right) = (text::wrap(&left, side), text::wrap(&right, side));
        for at in 0..left.len().max(right.len()) {
            let of = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
            let label = if at == 0 { label.to_owned() } else { String::new() };
            self.lines.push(Line { label, left: of(&left), right: Some(of(&right)), style });
        }
    }

    fn whole(&mut self, label: &str, said: &str, style: Style) {
        let (_, width) = widths(self.cx);
        for (at, line) in text::wrap(said, width).into_iter().enumerate() {
            let label = if at == 0 { label.to_owned() } else { String::new() };
            self.lines.push(Line { label, left: line, right: None, style });
        }
    }

    fn blank(&mut self) {
        let style = self.cx.theme.plain;
        self.lines.push(Line { label: String::new(), left: String::new(), right: None, style });
    }
}

/// Which side stays, with the names: they stand above all that is turned.
fn heads(cx: &ViewContext, look: &MergeLook) -> Vec<Line> {
    let texts = texts::of(cx.lang);
    let mut all = Lines { cx, lines: Vec::new() };
    all.both("", [texts.stays, texts.goes].map(str::to_owned), cx.theme.head);
    all.both("", look.sides.each_ref().map(|side| side.card.name.to_string()), cx.theme.head);
    all.lines
}

/// All that is told before the two become one: first what it means, then both sides.
pub(super) fn lines(cx: &ViewContext, look: &MergeLook) -> Vec<Line> {
    let texts = texts::of(cx.lang);
    let theme = &cx.theme;
    let cards = look.sides.each_ref().map(|side| &side.card);
    let mut all = Lines { cx, lines: Vec::new() };
    let or_blank = |of: fn(&RecipientCard) -> Option<String>| cards.map(|card| of(card).unwrap_or_default());
    if let Some(rule) = look.against {
        all.whole("", merge::against(cx.lang, rule), theme.late);
        all.blank();
    }
    for rule in &look.asks {
        all.whole("", merge::against(cx.lang, *rule), theme.late);
    }
    if !look.asks.is_empty() {
        all.blank();
    }
    meaning(&mut all, look);
    all.blank();
    all.both(texts.number, or_blank(|card| card.id_masked.as_ref().map(ToString::to_string)), theme.plain);
    let born =
        cards.map(|card| card.birth_year.map_or_else(String::new, |year| fill(texts.born_in, &[&year])));
    all.both(texts.born, born, theme.plain);
    all.both(texts.phone, or_blank(|card| card.phone_masked.as_ref().map(ToString::to_string)), theme.plain);
    all.both(texts.place, cards.map(place), theme.plain);
    let held = |of: fn(&RecipientCard) -> &Vec<Held>| {
        cards.map(|card| {
            let now = of(card).iter().filter(|held| held.covers(cx.today));
            now.map(|held| held.label.to_string()).collect::<Vec<_>>().join("、")
        })
    };
    all.both(texts.groups, held(|card| &card.groups), theme.plain);
    all.both(texts.categories, held(|card| &card.categories), theme.plain);
    all.both(texts.status, cards.map(|card| status(cx, card)), theme.plain);
    let entries = look.sides.each_ref().map(|side| entries(cx, side));
    for at in 0..entries[0].len().max(entries[1].len()) {
        if at == 0 {
            all.blank();
        }
        let label = if at == 0 { texts.ledger } else { "" };
        all.both(
            label,
            entries.each_ref().map(|side| side.get(at).cloned().unwrap_or_default()),
            theme.plain,
        );
    }
    all.lines
}

/// What merging means: gifts that both received, and where the one will stand.
fn meaning(all: &mut Lines<'_>, look: &MergeLook) {
    let cx = all.cx;
    let (texts, theme) = (texts::of(cx.lang), &cx.theme);
    if look.doubles.is_empty() {
        all.whole(texts.doubles, texts.no_doubles, theme.quiet);
    }
    for double in &look.doubles {
        let (round, cash) = (words::round(cx.lang, double.round), words::yuan(cx.lang, double.cash()));
        all.whole(texts.doubles, &fill(texts.double, &[&round, &double.entries.len(), &cash]), theme.late);
    }
    for stand in &look.stands {
        let round = words::round(cx.lang, stand.round);
        let state = |state: DueState| words::state(cx.lang, state);
        let ([one, two], after) = (stand.before.map(state), state(stand.after));
        let said = match (stand.before[0] == stand.before[1], stand.before[0] == stand.after) {
            (true, true) => fill(texts.stand_same, &[&round, &one]),
            (true, false) => fill(texts.stand_both, &[&round, &one, &after]),
            (false, _) => fill(texts.stand, &[&round, &one, &two, &after]),
        };
        let standard = fill(texts.standard, &[&words::yuan(cx.lang, stand.cash)]);
        all.whole(texts.after, &[said, standard].concat(), theme.plain);
    }
}

fn place(card: &RecipientCard) -> String {
    let township = card.township.as_ref().map_or("", |(_, name)| name.as_str());
    let parts =
        [township, card.village.as_deref().unwrap_or_default(), card.address.as_deref().unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn status(cx: &ViewContext, card: &RecipientCard) -> String {
    let texts = texts::of(cx.lang);
    let since = |kind, on| fill(texts.since, &[&errors::status(cx.lang, kind), &on]);
    match (card.life, card.residence) {
        (Life::Dead(on), _) => since(StatusKind::Died, on),
        (Life::Alive, Residence::Left(on)) => since(StatusKind::Left, on),
        (Life::Alive, Residence::Suspended(on)) => since(StatusKind::Suspended, on),
        (Life::Alive, Residence::Here) => texts.alive.to_owned(),
    }
}

/// The gifts of one side, newest first.
fn entries(cx: &ViewContext, side: &MergeSide) -> Vec<String> {
    let texts = texts::of(cx.lang);
    let gifts = side.rounds.iter().flat_map(|line| &line.entries).filter(|entry| entry.reverses.is_none());
    gifts
        .map(|entry| {
            let mut parts = vec![
                fill(texts.entry, &[&entry.no]),
                words::round_short(cx.lang, entry.round),
                words::yuan(cx.lang, entry.cash.plus(entry.goods_value)),
                words::day(cx.lang, entry.on),
            ];
            parts.extend(entry.reversed_by.map(|_| texts.reversed.to_owned()));
            parts.join(" ")
        })
        .collect()
}

/// Draws the look; answers where the cursor belongs.
pub(super) fn draw(
    cx: &ViewContext,
    look: &MergeLook,
    (reason, confirms): (&Inputs<Reason>, bool),
    top: usize,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let texts = texts::of(cx.lang);
    let area = popup::form(buf, area, area.height, texts.title, cx.look());
    paint::put_cut(buf, area, texts.hint, cx.glyphs.ellipsis, cx.theme.quiet);
    let (side, _) = widths(cx);
    let left = left(cx);
    let right_at = left + u16::try_from(side).unwrap_or_default() + GAP;
    let (heads, lines) = (heads(cx, look), lines(cx, look));
    let height = height(cx, look);
    let put = |line: &Line, y: u16, buf: &mut Buffer| {
        let row = paint::line(area, y);
        paint::put(buf, row, &line.label, cx.theme.quiet);
        paint::put(buf, paint::indent(row, left), &line.left, line.style);
        if let Some(right) = &line.right {
            paint::put(buf, paint::indent(row, right_at), right, line.style);
        }
    };
    for (line, y) in heads.iter().zip(1..) {
        put(line, y, buf);
    }
    let first = u16::try_from(heads.len()).unwrap_or_default() + 2;
    for (line, y) in lines.iter().skip(top).take(height).zip(first..) {
        put(line, y, buf);
    }
    let turned = Rect { y: area.y + first, height: u16::try_from(height).unwrap_or_default(), ..area };
    listing::more(cx, turned, top > 0, lines.len() > top + height, buf);
    let row = paint::line(area, area.height.saturating_sub(1));
    paint::put(buf, row, if confirms { texts.confirm } else { texts.reason }, cx.theme.head);
    reason.draw(cx, Reason, paint::indent(row, left), buf)
}
