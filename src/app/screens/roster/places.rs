//! Where: the townships in a few aligned rows above the people, with what is due in each.
//!
//! They stand above the list and not beside it: a terminal moves whole rows, so that each line a list scrolls
//! by would paint a pane beside it again, some 400 bytes on a slow line.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::context::ViewContext;
use crate::app::screens::listing::MARK;
use crate::domain::due::{self, DueState, Standing};
use crate::domain::list::{RosterRow, ScopeLine};
use crate::domain::money::Fen;
use crate::domain::place::Scope;
use crate::lang::fill;
use crate::ui::{paint, text};

/// Cells of the longest township names in use, seven Han characters.
const NAME: u16 = 14;
/// Cells of a count at least.
const COUNT: u16 = 3;
/// One row in so many of the screen is given to the townships at most.
const SHARE: u16 = 5;
/// Rows of a screen that has room for a blank one.
const ROOMY: u16 = 30;
/// Columns of a list that has room for what is done in each township.
const ROOMY_COLUMNS: u16 = 90;

/// Rows that the townships take, with a blank one below them where there is room.
pub(super) fn height(cx: &ViewContext) -> u16 {
    rows(cx) + u16::from(cx.body_rows() >= ROOMY)
}

fn rows(cx: &ViewContext) -> u16 {
    let most = most_rows(cx);
    u16::try_from(cx.scopes.len().div_ceil(columns(cx))).unwrap_or(most).min(most)
}

fn most_rows(cx: &ViewContext) -> u16 {
    (cx.body_rows() / SHARE).max(1)
}

/// Townships beside each other: as many as fit, with a blank column for the marks of more where there are more.
fn columns(cx: &ViewContext) -> usize {
    let beside = |columns: u16| usize::from((columns / cell(cx)).max(1));
    let all = beside(cx.list_columns());
    if cx.scopes.len() <= all * usize::from(most_rows(cx)) {
        all
    } else {
        beside(cx.list_columns().saturating_sub(1))
    }
}

/// Cells of a township: the mark, its name, what is open, and where there is room what is done.
fn cell(cx: &ViewContext) -> u16 {
    let counts = if tells_done(cx) { 2 } else { 1 };
    MARK + NAME + counts * (1 + count_width(cx))
}

/// Whether there is room for what is done beside what is open.
fn tells_done(cx: &ViewContext) -> bool {
    cx.list_columns() >= ROOMY_COLUMNS
}

fn count_width(cx: &ViewContext) -> u16 {
    let most = |line: &ScopeLine| if cx.has_round() { line.open.max(line.done) } else { line.recipients };
    let most = cx.scopes.iter().map(most).max().unwrap_or_default();
    u16::try_from(text::width(&most.to_string())).unwrap_or(u16::MAX).max(COUNT)
}

/// Draws the townships; the chosen one is marked and stays in sight where there are more than fit.
pub(super) fn draw(cx: &ViewContext, area: Rect, chosen: &Scope, buf: &mut Buffer) {
    let (columns, rows) = (columns(cx), usize::from(rows(cx)));
    let at = cx.scopes.iter().position(|line| line.scope == *chosen).unwrap_or_default();
    let top = (at / columns + 1).saturating_sub(rows);
    let place = |n: usize| {
        let row = paint::line(area, u16::try_from(n / columns).unwrap_or(u16::MAX));
        let column = u16::try_from(n % columns).unwrap_or(u16::MAX);
        paint::slice(row, column.saturating_mul(cell(cx)), cell(cx))
    };
    let shown = cx.scopes.iter().skip(top * columns).take(rows * columns);
    let mut free = 0;
    for (n, line) in shown.enumerate() {
        township(cx, place(n), line, line.scope == *chosen, buf);
        cx.parts.tab(place(n), top * columns + n);
        free = n + 1;
    }
    // Those above and below are told of as in a list.
    let mut more = |row: u16, glyph: &str| {
        paint::put_right(buf, paint::line(area, row), glyph, cx.theme.quiet);
    };
    if top > 0 {
        more(0, cx.glyphs.up);
    }
    if (top + rows) * columns < cx.scopes.len() {
        more(u16::try_from(rows).unwrap_or(u16::MAX).saturating_sub(1), cx.glyphs.down);
    }
    // What the figures are is said where a place is left for it.
    if free % columns > 0 {
        let texts = texts::of(cx.lang);
        let said = match (cx.has_round(), tells_done(cx)) {
            (false, _) => texts.registered.to_owned(),
            (true, false) => open_word(cx).to_owned(),
            (true, true) => format!("{} {}", open_word(cx), texts.done),
        };
        paint::put_right(buf, place(free), &said, cx.theme.quiet);
    }
}

/// Writes what is open, and where there is room what is done, at the right of a township's place.
fn figures(cx: &ViewContext, place: Rect, [open, done]: [&str; 2], style: Style, buf: &mut Buffer) {
    let width = 1 + count_width(cx);
    let from = MARK + NAME;
    paint::put_right(buf, paint::slice(place, from, width), open, style);
    if tells_done(cx) {
        paint::put_right(buf, paint::slice(place, from + width, width), done, cx.theme.quiet);
    }
}

fn township(cx: &ViewContext, place: Rect, line: &ScopeLine, chosen: bool, buf: &mut Buffer) {
    let theme = &cx.theme;
    // Before there is a round, how many are registered is what can be told.
    let count = if cx.has_round() { line.open } else { line.recipients };
    let style = match (chosen, count) {
        (true, _) => theme.head,
        (false, 0) => theme.quiet,
        (false, _) => theme.plain,
    };
    if chosen {
        paint::put(buf, place, cx.glyphs.mark, style);
    }
    paint::put_cut(buf, paint::slice(place, MARK, NAME), name(cx, line), cx.glyphs.ellipsis, style);
    let done = if cx.has_round() { line.done.to_string() } else { String::new() };
    figures(cx, place, [&count.to_string(), &done], style, buf);
}

/// The name of a scope.
pub(super) fn name<'a>(cx: &ViewContext, line: &'a ScopeLine) -> &'a str {
    let texts = texts::of(cx.lang);
    match line.scope {
        Scope::Banner => texts.banner,
        Scope::Units => texts.units,
        Scope::Township(_) => &line.name,
    }
}

/// What is to be told of a scope behind its name, in `cells`: what is open and done always, the money and the
/// other counts where there is room.
pub(super) fn counts(cx: &ViewContext, line: &ScopeLine, money: &String, cells: usize) -> String {
    let texts = texts::of(cx.lang);
    let [open, done] = open_and_done(cx, line);
    let closed = fill(texts.count_closed, &[&line.closed]);
    let all = fill(texts.count_all, &[&line.recipients]);
    if !cx.has_round() {
        return format!("  {all}");
    }
    [vec![&all, &open, &done, &closed, money], vec![&open, &done, money], vec![&open, &done]]
        .into_iter()
        .map(|parts| joined(&parts))
        .find(|text| text::width(text) <= cells)
        .unwrap_or_else(|| format!("  {open}"))
}

/// Whether open items are overdue: the round that the screens work in is over.
pub(super) fn is_over(cx: &ViewContext) -> bool {
    let state = |window| due::state(Standing::Open(None), window, cx.today);
    cx.round.as_ref().is_some_and(|round| state(&round.window) == DueState::Overdue)
}

/// The state of open items, as the rows below tell it.
fn open_word(cx: &ViewContext) -> &'static str {
    let texts = texts::of(cx.lang);
    if is_over(cx) { texts.late } else { texts.open }
}

/// How many of a scope are open, and done.
fn open_and_done(cx: &ViewContext, line: &ScopeLine) -> [String; 2] {
    let texts = texts::of(cx.lang);
    [fill(texts.count_open, &[&open_word(cx), &line.open]), fill(texts.count_done, &[&line.done])]
}

/// What was given of what is to be given: cash, or where there is none the goods of `rows`, all that the scope has; nothing
/// where those are not known.
pub(super) fn money(cx: &ViewContext, line: &ScopeLine, rows: Option<&[RosterRow]>) -> String {
    let texts = texts::of(cx.lang);
    if line.given != Fen::ZERO || line.planned != Fen::ZERO {
        return fill(texts.money, &[&line.given.short(), &line.planned.short()]);
    }
    let add = |sum: Fen, one: Fen| sum.plus(one);
    let rows = rows.unwrap_or_default();
    let open = rows.iter().filter(|row| !matches!(row.standing, Standing::Closed(_)));
    let planned = open.filter_map(|row| Some(row.standard.as_ref()?.goods_value)).fold(Fen::ZERO, add);
    let last = rows.iter().filter_map(|row| row.last_gift.as_ref());
    let given = last.filter(|gift| Some(gift.round) == cx.code()).map(|gift| gift.goods_value);
    match (given.fold(Fen::ZERO, add), planned) {
        (Fen::ZERO, Fen::ZERO) => String::new(),
        (given, planned) => fill(texts.goods, &[&given.short(), &planned.short()]),
    }
}

/// Parts behind a name, each behind two blanks.
fn joined(parts: &[&String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).flat_map(|part| ["  ", part.as_str()]).collect()
}
