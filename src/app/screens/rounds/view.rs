//! How the rounds are drawn.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{RoundsScreen, next_code, panel_rows};
use crate::app::context::ViewContext;
use crate::app::screens::flow::flow;
use crate::app::screens::listing::{self, MARK};
use crate::domain::due::{self, Standing};
use crate::domain::money::Fen;
use crate::domain::round::Round;
use crate::domain::round_card::RoundCard;
use crate::lang::{app, fill, words};
use crate::ui::paint;
use crate::ui::table::{Column, Table};

const COLUMNS: [Column; 8] = [
    Column::left(15, 0),
    Column::left(7, 0),
    Column::right(5),
    Column::right(5),
    Column::right(6),
    Column::right(12),
    Column::right(12),
    Column::left(36, 0),
];

/// Group, cash, goods and their value.
pub(super) const STANDARDS: [Column; 4] =
    [Column::left(16, 0), Column::right(10), Column::left(14, 1), Column::right(10)];

/// Columns before what a row of the standards had to cut.
const BELOW: u16 = 4;

impl RoundsScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        paint::put(buf, paint::line(area, 0), texts.title, cx.theme.head);
        let table = Table::fit(&COLUMNS, area.width - MARK);
        let heads = [
            texts.round,
            texts.phase,
            texts.open,
            texts.done,
            texts.closed,
            texts.planned,
            texts.given,
            texts.window,
        ]
        .map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &heads);
        let panel = panel_rows(cx);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(3 + panel), ..area };
        match &self.cards {
            None => listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf),
            Some(cards) if cards.is_empty() => {
                let next = next_code(cards, cx).map(|code| words::round(cx.lang, code)).unwrap_or_default();
                listing::explain_empty(cx, list, &fill(texts.empty, &[&next]), buf);
            }
            Some(cards) => {
                for (y, (at, card)) in (0..list.height).zip(cards.iter().enumerate().skip(self.cursor.top)) {
                    let row = paint::line(list, y);
                    line(cx, &table, row, card, buf);
                    cx.parts.row(row, at, at == self.cursor.at);
                    if at == self.cursor.at {
                        listing::mark(cx, row, buf);
                    }
                }
            }
        }
        if let Some(card) = self.chosen() {
            let area = Rect { y: area.bottom().saturating_sub(panel), height: panel, ..area };
            details(cx, area, &card.round, buf);
        }
    }
}

fn line(cx: &ViewContext, table: &Table, row: Rect, card: &RoundCard, buf: &mut Buffer) {
    let theme = &cx.theme;
    let code = card.round.code;
    let mut name = words::round(cx.lang, code);
    if cx.code() == Some(code) {
        name = format!("{name} {}", cx.glyphs.tick);
    }
    let window = &card.round.window;
    let open_state = due::state(Standing::Open(None), window, cx.today);
    let open = card.counts.of(open_state);
    let open_style = match open_state {
        due::DueState::Overdue if open > 0 => theme.late,
        due::DueState::Grace if open > 0 => theme.doubt,
        due::DueState::Overdue
        | due::DueState::Grace
        | due::DueState::Due
        | due::DueState::Upcoming
        | due::DueState::Done
        | due::DueState::Closed
        | due::DueState::NotEligible => theme.plain,
    };
    let phase = texts::phase(cx.lang, open_state);
    let [open, done, closed] =
        [open, card.counts.of(due::DueState::Done), card.counts.of(due::DueState::Closed)]
            .map(|n| n.to_string());
    let (planned, given) = (card.planned.short(), card.given.short());
    let days = [window.opens, window.due_until, window.grace_until].map(|day| words::day(cx.lang, day));
    let [opens, due_until, grace] = &days;
    let days = fill(texts::of(cx.lang).window_days, &[opens, due_until, grace]);
    let cells = [
        (&*name, theme.plain),
        (phase, theme.quiet),
        (&*open, open_style),
        (&*done, theme.plain),
        (&*closed, theme.quiet),
        (&*planned, theme.quiet),
        (&*given, theme.plain),
        (&*days, theme.quiet),
    ];
    table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
}

/// The days of the chosen round in both calendars, and its standards.
fn details(cx: &ViewContext, area: Rect, round: &Round, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let window = &round.window;
    let pairs = [
        [(texts.opens, window.opens), (texts.due_until, window.due_until)],
        [(texts.festival, window.day), (texts.grace_until, window.grace_until)],
    ];
    let half = (area.width / 2).min(42);
    // Where it is narrow the year gives way: the list above names it.
    let narrow = half < 36;
    for (y, pair) in (0..).zip(pairs) {
        for (x, (label, day)) in [0, half].into_iter().zip(pair) {
            let place = paint::slice(paint::indent(paint::line(area, y), MARK), x, half.saturating_sub(1));
            paint::put(buf, place, label, cx.theme.quiet);
            let (indent, both) = if narrow {
                (7, texts::short_both_calendars(cx.lang, day))
            } else {
                (9, texts::both_calendars(cx.lang, day))
            };
            paint::put_cut(buf, paint::indent(place, indent), &both, cx.glyphs.ellipsis, cx.theme.plain);
        }
    }
    let table = Table::fit(&STANDARDS, area.width.min(84) - MARK);
    let heads = [texts.group, texts.cash, texts.goods, texts.value].map(|head| (head, cx.theme.quiet));
    table.row(buf, paint::indent(paint::line(area, 3), MARK), cx.glyphs.ellipsis, &heads);
    let mut y = 4;
    for standard in &round.standards {
        let amount = |fen: Fen| if fen == Fen::ZERO { String::new() } else { fen.short() };
        let (cash, value) = (amount(standard.cash), amount(standard.goods_value));
        let cells = [&*standard.group, &*cash, &*standard.goods, &*value].map(|cell| (cell, cx.theme.plain));
        table.row(buf, paint::indent(paint::line(area, y), MARK), cx.glyphs.ellipsis, &cells);
        y += 1;
        // What is cut stands below it, whole.
        let cut: Vec<String> =
            table.cuts(&cells).filter_map(|at| Some(cells.get(at)?.0.to_owned())).collect();
        for line in flow(&cut, usize::from(area.width.saturating_sub(BELOW))) {
            paint::put(buf, paint::indent(paint::line(area, y), BELOW), &line, cx.theme.quiet);
            y += 1;
        }
    }
}
