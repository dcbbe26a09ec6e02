//! The ledger: entries newest first, reversals tied to what they cancel; also the entries behind a
//! figure of the report.

mod rows;
#[cfg(test)]
mod tests;
mod view;

use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listing::Forward;
use super::reason;
use crate::app::ctx::Ctx;
use crate::app::keymap::Place;
use crate::app::layer::{Layer, Out, Tone, Turn, Waiting};
use crate::app::msg::{Answered, Ask, Deed, Move, Ticket};
use crate::app::screens;
use crate::domain::entry::{EntryKind, LedgerLine};
use crate::domain::op::Changed;
use crate::domain::query::LedgerQuery;
use crate::lang::{fill, ledger as texts};

/// Which entries are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    /// Every one.
    All,
    /// Those of the round that the screens work in.
    Round,
    /// Those paid in a calendar year.
    Year(i32),
}

/// A figure of the report: the entries it is the sum of, and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Which entries.
    pub query: LedgerQuery,
    /// Its name, e.g. 2023年 2023年春节 困难退役军人.
    pub name: String,
}

/// The ledger.
#[derive(Debug)]
pub struct State {
    filter: Filter,
    figure: Option<Figure>,
    list: Forward<LedgerLine>,
    page: Waiting,
    /// How many rows the awaited page holds if more follow.
    limit: Option<u32>,
    rounds: Waiting,
    /// The year in which the first round opened.
    first_year: Option<i32>,
}

/// Lines of the list: the body without its title, its heads, a blank line and the two lines of the
/// chosen entry.
fn list_rows(cx: &Ctx) -> usize {
    usize::from(cx.body_rows().saturating_sub(5))
}

impl State {
    /// The ledger of the round that the screens work in; without one, of the year.
    pub fn new(cx: &Ctx) -> Self {
        let filter = if cx.round.is_some() { Filter::Round } else { Filter::Year(cx.today.year()) };
        Self {
            filter,
            figure: None,
            list: Forward::default(),
            page: Waiting::default(),
            limit: None,
            rounds: Waiting::default(),
            first_year: None,
        }
    }

    /// The entries behind a figure.
    pub fn behind(cx: &Ctx, figure: Figure) -> Self {
        Self { figure: Some(figure), ..Self::new(cx) }
    }

    /// The filters in the order in which Left and Right go through them.
    fn filters(&self, cx: &Ctx) -> Vec<Filter> {
        let this = cx.today.year();
        let first = self.first_year.map_or(this, |first| first.min(this));
        let mut filters = vec![Filter::All];
        filters.extend(cx.round.as_ref().map(|_| Filter::Round));
        filters.extend((first..=this).rev().map(Filter::Year));
        filters
    }

    fn query(&self, cx: &Ctx) -> LedgerQuery {
        if let Some(figure) = &self.figure {
            return figure.query.clone();
        }
        match self.filter {
            Filter::All => LedgerQuery::default(),
            Filter::Round => LedgerQuery { round: cx.code(), ..LedgerQuery::default() },
            Filter::Year(year) => LedgerQuery { year: Some(year), ..LedgerQuery::default() },
        }
    }

    fn ask(&mut self, cx: &Ctx, before: Option<i64>, limit: u32, out: &mut Out<'_>) {
        // A figure's entries are read at once: their sum line must tell the whole.
        self.limit = self.figure.is_none().then_some(limit);
        let query = LedgerQuery { before, limit: self.limit, ..self.query(cx) };
        self.page.ask(out, Ask::Ledger(query));
    }

    fn reload(&mut self, cx: &Ctx, out: &mut Out<'_>) {
        let limit = self.list.reload(list_rows(cx));
        self.ask(cx, None, limit, out);
    }

    fn go(&mut self, cx: &Ctx, how: Move, out: &mut Out<'_>) {
        let limit = self.list.go(how, list_rows(cx));
        let last = self.list.rows().last().map(|line| line.no);
        if let (Some(limit), Some(last)) = (limit, last) {
            self.ask(cx, Some(last), limit, out);
        }
        self.scroll(cx);
    }

    fn scroll(&mut self, cx: &Ctx) {
        self.list.scroll(list_rows(cx), |_, _| false);
    }

    fn turn(&mut self, cx: &Ctx, by: isize, out: &mut Out<'_>) {
        if self.figure.is_some() {
            return;
        }
        let filters = self.filters(cx);
        let at = filters.iter().position(|filter| *filter == self.filter).unwrap_or_default();
        if let Some(filter) = at.checked_add_signed(by).and_then(|at| filters.get(at)) {
            self.filter = *filter;
            self.list.restart();
            self.reload(cx, out);
        }
    }

    fn open_person(&self, cx: &Ctx, out: &mut Out<'_>) {
        match self.list.chosen() {
            Some(line) => out.turns.extend(screens::person(line.recipient).map(Turn::Push)),
            None => out.say(Tone::Plain, texts::texts(cx.lang).choose_first),
        }
    }

    fn reverse(&self, cx: &Ctx, out: &mut Out<'_>) {
        let texts = texts::texts(cx.lang);
        match self.list.chosen() {
            None => out.say(Tone::Plain, texts.choose_first),
            Some(LedgerLine { kind: EntryKind::Reversal, .. }) => out.say(Tone::Bad, texts.is_reversal),
            Some(LedgerLine { reversed_by: Some(by), .. }) => {
                let no = self.number(*by).map_or_else(|| "-".to_owned(), |no| no.to_string());
                out.say(Tone::Bad, fill(texts.was_reversed, &[&no]));
            }
            Some(line) => out.push(reason::State::reverse(cx, line.id, &rows::what(cx, line))),
        }
    }
}

impl Layer for State {
    fn place(&self) -> Place {
        if self.figure.is_some() { Place::Entries } else { Place::Ledger }
    }

    fn enter(&mut self, cx: &Ctx, out: &mut Out<'_>) {
        self.reload(cx, out);
        if self.figure.is_none() {
            self.rounds.ask(out, Ask::Rounds);
        }
    }

    fn act(&mut self, cx: &Ctx, deed: Deed, out: &mut Out<'_>) {
        match deed {
            Deed::Move(how) => self.go(cx, how, out),
            Deed::Left => self.turn(cx, -1, out),
            Deed::Right => self.turn(cx, 1, out),
            Deed::Accept => self.open_person(cx, out),
            Deed::Reverse => self.reverse(cx, out),
            Deed::Back => out.pop(),
            Deed::Next
            | Deed::Previous
            | Deed::Record
            | Deed::Search
            | Deed::Filter
            | Deed::Edit
            | Deed::Create
            | Deed::Status
            | Deed::Unmask
            | Deed::Discard
            | Deed::FolderUp => {}
        }
    }

    fn answered(&mut self, cx: &Ctx, ticket: Ticket, answer: Answered, _out: &mut Out<'_>) {
        if self.page.takes(ticket) {
            if let Answered::Ledger(lines) = answer {
                let read = u32::try_from(lines.len()).unwrap_or(u32::MAX);
                let more = self.limit.is_some_and(|limit| read >= limit);
                self.list.take(lines, more, |a, b| a.id == b.id);
                self.scroll(cx);
            }
        } else if self.rounds.takes(ticket)
            && let Answered::Rounds(cards) = answer
        {
            self.first_year = cards.iter().map(|card| card.round.window.opens.year()).min();
        }
    }

    fn refresh(&mut self, cx: &Ctx, changed: Changed, out: &mut Out<'_>) {
        if changed.ledger {
            self.reload(cx, out);
        }
    }

    fn resized(&mut self, cx: &Ctx, out: &mut Out<'_>) {
        if self.list.loaded() {
            self.reload(cx, out);
        }
    }

    fn view(&self, cx: &Ctx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
