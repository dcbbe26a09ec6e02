//! The list of work that is not money: activities, matters, roles, facilities, plaques and cards, needs, calls outside of rounds
//! and confirmations, by pages; what waits to be settled or answered stands first. Counts above it are those of the list, filter
//! included. A line writes work down, ends it, or tells more of it.

mod filter;
mod keys;
mod prompt;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use chrono::{Datelike as _, NaiveDate};

use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::list::List;
use crate::app::outbox::Outbox;
use crate::app::pending::Pending;
use crate::app::query::{WorkAsk, WorkTold, ask};
use crate::app::screen::{Screen, ScreenDef};
use crate::app::screens::narrowing::turned;
use crate::domain::page::Start;
use crate::domain::place::{Township, TownshipCode};
use crate::domain::text::CleanText;
use crate::domain::work::listed::{WorkListSum, WorkPageQuery};
use crate::domain::work::{Period, WorkKind, WorkQuery, WorkRow};
use filter::FilterPopup;
use keys::WORK;
use prompt::Prompt;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&WORK, &keys::FILTER_KEYS, &keys::LINE],
    opens_with: None,
    open: |to, _| {
        if let Destination::WorkLine(deed) = to {
            return Some(Box::new(Prompt::new((**deed).clone())));
        }
        let Destination::WorkList(year) = to else { return None };
        Some(Box::new(WorkScreen::new(*year)) as Box<dyn Screen>)
    },
};

/// Which rows are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct WorkChoice {
    /// Only of this kind.
    kind: Option<WorkKind>,
    /// Only of this year.
    year: Option<i32>,
    /// Only of this month of it.
    month: Option<u32>,
    /// Only about people of this township.
    place: Option<(TownshipCode, CleanText)>,
    /// Only what has no end.
    open: bool,
}

impl WorkChoice {
    fn query(&self, today: NaiveDate) -> WorkQuery {
        let within = self.year.and_then(|year| match self.month {
            None => Period::year(year),
            Some(month) => Period::month(year, month),
        });
        WorkQuery {
            kind: self.kind,
            within,
            open_on: self.open.then_some(today),
            township: self.place.as_ref().map(|(code, _)| code.clone()),
            ..WorkQuery::default()
        }
    }

    /// The kind `by` places on, all of them before the first.
    fn turn_kind(&mut self, by: isize) {
        self.kind = turned(WorkKind::ALL, self.kind.as_ref(), by);
    }
}

/// The list.
#[derive(Debug)]
struct WorkScreen {
    choice: WorkChoice,
    list: List<WorkRow>,
    page: Pending<Box<WorkTold>>,
    sum: Option<WorkListSum>,
    awaited_sum: Pending<Box<WorkTold>>,
    townships: Vec<Township>,
    awaited_townships: Pending<Vec<Township>>,
    filter: Option<FilterPopup>,
}

/// Lines of the list: the body without its title, the lines of counts, heads, a blank line, and the two lines of the chosen row.
fn list_rows(cx: &ViewContext, screen: &WorkScreen) -> usize {
    usize::from(cx.body_rows().saturating_sub(5 + screen.above(cx))).max(1)
}

impl WorkScreen {
    fn new(year: i32) -> Self {
        Self {
            choice: WorkChoice { year: Some(year), ..WorkChoice::default() },
            list: List::default(),
            page: Pending::default(),
            sum: None,
            awaited_sum: Pending::default(),
            townships: Vec::new(),
            awaited_townships: Pending::default(),
            filter: None,
        }
    }

    fn ask_page(&mut self, cx: &ViewContext, start: Start, out: &mut Outbox<'_>) {
        let limit = Some(self.list.limit(list_rows(cx, self)));
        let which = self.choice.query(cx.today);
        self.page.ask(out, ask::work(WorkAsk::Page(Box::new(WorkPageQuery { which, start, limit }))));
    }

    /// Asks anew for what is held, and what all of it comes to.
    fn reload(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let start = self.list.reload();
        self.ask_page(cx, start, out);
        self.awaited_sum.ask(out, ask::work(WorkAsk::Sum(Box::new(self.choice.query(cx.today)))));
    }

    /// Lists other rows, from the first on.
    fn choose(&mut self, cx: &ViewContext, choice: WorkChoice, out: &mut Outbox<'_>) {
        if choice != self.choice {
            self.choice = choice;
            self.list.restart();
            self.sum = None;
            self.reload(cx, out);
        }
    }

    fn move_cursor(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) {
        if let Some(start) = self.list.go(how, list_rows(cx, self)) {
            self.ask_page(cx, start, out);
        }
    }

    /// The year of which counts by month are told.
    fn year(&self, cx: &ViewContext) -> i32 {
        self.choice.year.unwrap_or_else(|| cx.today.year())
    }
}
