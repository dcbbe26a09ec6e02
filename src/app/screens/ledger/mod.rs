//! The ledger: entries newest first, reversals tied to what they cancel; also the entries behind a
//! figure of the report.

mod keys;
mod rows;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use chrono::Datelike;

use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, Figure, ReasonFor};
use crate::app::list::List;
use crate::app::outbox::{Outbox, Recorded, Severity};
use crate::app::pending::Pending;
use crate::app::query::ask;
use crate::app::screen::{Screen, ScreenDef};
use crate::app::screens::listing;
use crate::domain::entry::{EntryKind, LedgerLine, LedgerQuery, LedgerSum};
use crate::domain::page::{Page, Start};
use crate::domain::round_card::RoundCard;
use crate::lang::fill;
use keys::{ENTRIES, LEDGER};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&LEDGER, &ENTRIES],
    opens_with: Some(keys::GO),
    open: |to, cx| {
        if let Destination::Entries(figure) = to {
            Some(Box::new(LedgerScreen::behind(cx, figure.clone())))
        } else {
            to.is_main(&LEDGER).then(|| Box::new(LedgerScreen::new(cx)) as Box<dyn Screen>)
        }
    },
};

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

/// The ledger.
#[derive(Debug)]
pub struct LedgerScreen {
    filter: Filter,
    figure: Option<Figure>,
    list: List<LedgerLine>,
    page: Pending<Page<LedgerLine>>,
    /// What all entries come to, however many of them are held.
    sum: Option<LedgerSum>,
    awaited_sum: Pending<LedgerSum>,
    rounds: Pending<Vec<RoundCard>>,
    /// The year in which the first round opened.
    first_year: Option<i32>,
}

/// Lines of the list: the body without its title, its heads, a blank line and the two lines of the
/// chosen entry.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(5))
}

impl LedgerScreen {
    /// The ledger of the round that the screens work in; without one, of the year.
    pub fn new(cx: &ViewContext) -> Self {
        let filter = if cx.round.is_some() { Filter::Round } else { Filter::Year(cx.today.year()) };
        Self {
            filter,
            figure: None,
            list: List::default(),
            page: Pending::default(),
            sum: None,
            awaited_sum: Pending::default(),
            rounds: Pending::default(),
            first_year: None,
        }
    }

    /// The entries behind a figure.
    pub fn behind(cx: &ViewContext, figure: Figure) -> Self {
        Self { figure: Some(figure), ..Self::new(cx) }
    }

    /// The filters in the order in which Left and Right go through them: years to the left, as in the report.
    fn filters(&self, cx: &ViewContext) -> Vec<Filter> {
        let this = cx.today.year();
        let first = self.first_year.map_or(this, |first| first.min(this));
        let mut filters: Vec<Filter> = (first..=this).map(Filter::Year).collect();
        filters.extend(cx.round.as_ref().map(|_| Filter::Round));
        filters.push(Filter::All);
        filters
    }

    fn query(&self, cx: &ViewContext) -> LedgerQuery {
        if let Some(figure) = &self.figure {
            return figure.query.clone();
        }
        match self.filter {
            Filter::All => LedgerQuery::default(),
            Filter::Round => LedgerQuery { round: cx.code(), ..LedgerQuery::default() },
            Filter::Year(year) => LedgerQuery { year: Some(year), ..LedgerQuery::default() },
        }
    }

    fn ask_page(&mut self, cx: &ViewContext, start: Start, out: &mut Outbox<'_>) {
        let limit = Some(self.list.limit(list_rows(cx)));
        self.page.ask(out, ask::ledger(LedgerQuery { start, limit, ..self.query(cx) }));
    }

    /// Asks anew for what is held, and what all of it comes to: the reader answers the page first.
    fn reload(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let start = self.list.reload();
        self.ask_page(cx, start, out);
        self.ask_sum(cx, out);
    }

    fn ask_sum(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.awaited_sum.ask(out, ask::ledger_sum(self.query(cx)));
    }

    fn take_page(&mut self, cx: &ViewContext, page: Page<LedgerLine>) {
        self.list.take(page, list_rows(cx));
        self.list.scroll(list_rows(cx), |_, _| false);
    }

    fn move_cursor(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) {
        if let Some(start) = self.list.go(how, list_rows(cx)) {
            self.ask_page(cx, start, out);
        }
    }

    fn turn(&mut self, cx: &ViewContext, by: isize, out: &mut Outbox<'_>) {
        let filters = self.filters(cx);
        let at = filters.iter().position(|filter| *filter == self.filter).unwrap_or_default();
        if let Some(filter) = at.checked_add_signed(by).and_then(|at| filters.get(at)) {
            self.filter = *filter;
            self.list.restart();
            self.sum = None;
            self.awaited_sum.forget();
            self.reload(cx, out);
        } else {
            let texts = texts::of(cx.lang);
            out.say(Severity::Plain, if by < 0 { texts.no_earlier } else { texts.no_before });
        }
    }

    fn open_person(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.list.chosen() {
            Some(line) => out.open(Destination::Person(line.recipient)),
            None => out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.list.loaded(), texts::of(cx.lang).choose_first),
            ),
        }
    }

    /// Opens the form for whom the chosen entry was for, in its round: what is owed beside it is filled in.
    fn record(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.list.chosen() {
            Some(line) => out.open(Destination::Record { recipient: line.recipient, round: line.round }),
            None => out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.list.loaded(), texts::of(cx.lang).choose_first),
            ),
        }
    }

    fn reverse_batch(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.list.chosen() {
            None => out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.list.loaded(), texts::of(cx.lang).choose_first),
            ),
            Some(line) => {
                // A reversal leads to the act of the gift that it cancels.
                let entry = line.reverses.unwrap_or(line.id);
                out.open(Destination::Reason(ReasonFor::ReverseBatch { entry }));
            }
        }
    }

    fn reverse(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        match self.list.chosen() {
            None => {
                out.say(Severity::Plain, listing::none_chosen(cx, self.list.loaded(), texts.choose_first));
            }
            Some(LedgerLine { kind: EntryKind::Reversal, .. }) => out.say(Severity::Bad, texts.is_reversal),
            Some(LedgerLine { reversed_by: Some(by), .. }) => {
                let no = self.number(*by).map_or_else(|| "-".to_owned(), |no| no.to_string());
                out.say(Severity::Bad, fill(texts.was_reversed, &[&no]));
            }
            Some(line) => {
                let what = rows::what(cx, line);
                out.open(Recorded::Gift { entry: line.id, what }.undoing());
            }
        }
    }
}
