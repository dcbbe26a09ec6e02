//! Both sides, what both received, what will be due, and the reason.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Reason, texts};
use crate::app::context::ViewContext;
use crate::app::form::Inputs;
use crate::domain::due::DueState;
use crate::domain::merge::{MergeLook, MergeSide};
use crate::domain::recipient::{Held, Life, RecipientCard, Residence, StatusKind};
use crate::lang::{errors, fill, merge, words};
use crate::ui::{paint, popup, text};

/// Where the left side and the right side begin.
const LEFT: u16 = 11;
/// Blank cells between the sides.
const GAP: u16 = 2;

/// A line: a label, and the two sides or one text over both.
pub(super) struct Line {
    label: String,
    left: String,
    right: Option<String>,
    style: Style,
}

/// Lines that the look has room for.
pub(super) fn height(cx: &ViewContext) -> usize {
    // The hint, a blank line, and below a blank line and the reason.
    usize::from(cx.body_rows().saturating_sub(popup::EDGES + 4))
}

/// Cells of one side, and of both.
fn widths(cx: &ViewContext) -> (usize, usize) {
    let all = popup::form_width(cx.body()).saturating_sub(LEFT);
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

/// All that is told before the two become one.
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
    all.both("", [texts.stays, texts.goes].map(str::to_owned), theme.head);
    all.both("", cards.map(|card| card.name.to_string()), theme.head);
    all.both(texts.number, or_blank(|card| card.id_masked.as_ref().map(ToString::to_string)), theme.plain);
    all.both(texts.born, or_blank(|card| card.birth_year.map(|year| year.to_string())), theme.plain);
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
    all.blank();
    if look.doubles.is_empty() {
        all.whole(texts.doubles, texts.no_doubles, theme.quiet);
    }
    for double in &look.doubles {
        let (round, cash) = (words::round(cx.lang, double.round), words::yuan(cx.lang, double.cash()));
        all.whole(texts.doubles, &fill(texts.double, &[&round, &double.entries.len(), &cash]), theme.late);
    }
    for stand in &look.stands {
        let state = |state: DueState| words::state(cx.lang, state);
        let said = fill(
            texts.stand,
            &[
                &words::round(cx.lang, stand.round),
                &state(stand.before[0]),
                &state(stand.before[1]),
                &state(stand.after),
                &words::yuan(cx.lang, stand.cash),
            ],
        );
        all.whole(texts.after, &said, theme.plain);
    }
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
    reason: &Inputs<Reason>,
    top: usize,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let texts = texts::of(cx.lang);
    let area = popup::form(buf, area, area.height, texts.title, cx.look());
    paint::put_cut(buf, area, texts.hint, cx.glyphs.ellipsis, cx.theme.quiet);
    let (side, _) = widths(cx);
    let right_at = LEFT + u16::try_from(side).unwrap_or_default() + GAP;
    let lines = lines(cx, look);
    let shown = lines.iter().skip(top).take(height(cx));
    for (line, y) in shown.zip(2..) {
        let row = paint::line(area, y);
        paint::put(buf, row, &line.label, cx.theme.quiet);
        paint::put(buf, paint::indent(row, LEFT), &line.left, line.style);
        if let Some(right) = &line.right {
            paint::put(buf, paint::indent(row, right_at), right, line.style);
        }
    }
    let row = paint::line(area, area.height.saturating_sub(1));
    paint::put(buf, row, texts.reason, cx.theme.head);
    reason.draw(cx, Reason, paint::indent(row, LEFT), buf)
}
