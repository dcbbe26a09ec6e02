//! How the rounds are drawn.

use super::texts;
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{RoundsScreen, next_code, panel_rows};
use crate::app::context::ViewContext;
use crate::app::screens::flow::flow;
use crate::app::screens::listing::{self, MARK};
use crate::domain::due::{self, Standing};
use crate::domain::money::Fen;
use crate::domain::round_card::RoundCard;
use crate::lang::{app, fill, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

const COLUMNS: [Column; 8] = [
    Column::left(15, 0),
    Column::left(7, 0),
    Column::right(5),
    Column::right(5),
    Column::right(6),
    Column::right(10),
    Column::right(10),
    Column::left(36, 0),
];

/// The columns of what is planned and of what was given.
const AMOUNTS: [usize; 2] = [5, 6];

/// The columns, with room for the largest sum: none is cut.
fn columns(cards: &[RoundCard]) -> [Column; 8] {
    let mut columns = COLUMNS;
    for card in cards {
        for (at, sum) in AMOUNTS.into_iter().zip([card.planned, card.given]) {
            if let Some(column) = columns.get_mut(at) {
                let cells = u16::try_from(text::width(&sum.short())).unwrap_or(u16::MAX);
                column.width = column.width.max(cells);
            }
        }
    }
    columns
}

/// Group, cash, goods and their value.
pub(super) const STANDARDS: [Column; 4] =
    [Column::left(16, 0), Column::right(10), Column::left(14, 1), Column::right(10)];

/// Blank cells between the two columns of days at least.
const APART: u16 = 2;
/// Columns before what a row of the standards had to cut.
const BELOW: u16 = 4;

impl RoundsScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        paint::put(buf, paint::line(area, 0), texts.title, cx.theme.head);
        let table = Table::fit(&columns(self.cards.as_deref().unwrap_or_default()), area.width - MARK);
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
            details(cx, area, card, buf);
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
    let phase = match card.round.closed_on {
        Some(_) => texts::of(cx.lang).was_closed,
        None if !card.round.created => texts::of(cx.lang).not_created,
        None if open_state == due::DueState::Overdue && open > 0 => texts::of(cx.lang).overdue,
        None => texts::phase(cx.lang, open_state),
    };
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

/// The days of the chosen round in both calendars, who was given something beside its list, and its standards.
fn details(cx: &ViewContext, area: Rect, card: &RoundCard, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let round = &card.round;
    let window = &round.window;
    let pairs = [
        [(texts.opens, window.opens), (texts.due_until, window.due_until)],
        [(texts.festival, window.day), (texts.grace_until, window.grace_until)],
    ];
    window_days(cx, area, pairs, buf);
    if let Some(outside) = words::outside(cx.lang, card.outside) {
        let row = paint::indent(paint::line(area, 2), MARK);
        paint::put_cut(buf, row, &outside, cx.glyphs.ellipsis, cx.theme.late);
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

/// The days of a window in two columns: each as wide as its labels and days.
fn window_days(cx: &ViewContext, area: Rect, pairs: [[(&str, NaiveDate); 2]; 2], buf: &mut Buffer) {
    let room = area.width.saturating_sub(MARK);
    // Where it is narrow the year gives way: the list above names it.
    let [long, short] = [texts::both_calendars, texts::short_both_calendars]
        .map(|told| pairs.map(|pair| pair.map(|(label, day)| (label, told(cx.lang, day)))));
    let needed = |rows: &[[(&str, String); 2]; 2]| column(rows, 0).1 + APART + column(rows, 1).1;
    let rows = if needed(&long) <= room { long } else { short };
    let [(first, cells), (second, more)] = [column(&rows, 0), column(&rows, 1)];
    let half = (room / 2).min(42);
    let from = if half >= cells + APART && half + more <= room { half } else { cells + APART };
    for (y, row) in (0..).zip(&rows) {
        let line = paint::indent(paint::line(area, y), MARK);
        for ((label, day), (x, labels)) in row.iter().zip([(0, first), (from, second)]) {
            let place = paint::indent(line, x);
            paint::put(buf, place, label, cx.theme.quiet);
            paint::put_cut(buf, paint::indent(place, labels), day, cx.glyphs.ellipsis, cx.theme.plain);
        }
    }
}

/// Cells of the labels of a column with the blank behind them, and of the whole column.
fn column(rows: &[[(&str, String); 2]; 2], at: usize) -> (u16, u16) {
    let widest = |of: fn(&(&str, String)) -> usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(of).max().unwrap_or_default();
        u16::try_from(cells).unwrap_or(u16::MAX)
    };
    let labels = widest(|(label, _)| text::width(label)) + 1;
    (labels, labels + widest(|(_, day)| text::width(day)))
}
