//! What is due now, over all rounds, and the exceptions, so that nobody drops out silently.

mod counts;
mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::list::{List, Marks};
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::query::{Ask, DuePageRequest, ask};
use crate::app::screen::{Screen, ScreenDef};
use crate::app::screens::listing::{self, marks};
use crate::domain::batch::Among;
use crate::domain::export::ListQuery;
use crate::domain::holiday::RoundCode;
use crate::domain::list::DueItem;
use crate::domain::page::{Page, Start};
use crate::domain::place::Scope;
use crate::domain::text::CleanText;
use crate::lang::words;
use chrono::NaiveDate;
use counts::Counts;
use keys::DUE;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&DUE],
    opens_with: Some(keys::GO),
    open: |to, _| {
        if let Destination::Due { round, scope, name } = to {
            Some(Box::new(DueScreen::within(*round, scope.clone(), name.clone())))
        } else {
            to.is_main(&DUE).then(|| Box::new(DueScreen::default()) as Box<dyn Screen>)
        }
    },
};

/// A tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Open,
    Exceptions,
}

/// The list of a tab and the page it waits for.
#[derive(Debug, Default)]
struct Tabbed {
    items: List<DueItem>,
    page: Pending<Page<DueItem>>,
}

/// The due list.
#[derive(Debug)]
pub struct DueScreen {
    tab: Tab,
    scope: Scope,
    /// The name of the township, where only one is listed.
    place: CleanText,
    only: Option<RoundCode>,
    open: Tabbed,
    exceptions: Tabbed,
    counts: Counts,
    /// Who is meant by the next act.
    marks: Marks,
}

impl Default for DueScreen {
    fn default() -> Self {
        Self {
            tab: Tab::default(),
            scope: Scope::Banner,
            place: CleanText::default(),
            only: None,
            open: Tabbed::default(),
            exceptions: Tabbed::default(),
            counts: Counts::default(),
            marks: Marks::default(),
        }
    }
}

/// Lines of the list: the body without its tabs, its heads, a blank line and the chosen person.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(4))
}

/// Whether a head line stands before the row at `at`: another round, township or village, the first who was promised
/// nothing, or the first whose promised day is today.
fn begins_place(items: &[DueItem], at: usize, today: NaiveDate) -> bool {
    let home = |item: &DueItem| {
        let is_past = words::is_promise_past(item.row.standing, today);
        let place = (item.row.kind, item.row.township.clone(), item.row.village.clone());
        (item.is_promised, is_past, item.round, place)
    };
    let above = at.checked_sub(1).and_then(|above| items.get(above));
    items.get(at).map(home) != above.map(home)
}

impl DueScreen {
    /// Only what is due in one round and one part of the register, which bears the name `place`.
    pub fn within(round: RoundCode, scope: Scope, place: CleanText) -> Self {
        Self { scope, place, only: Some(round), ..Self::default() }
    }

    fn list(&self) -> &Tabbed {
        match self.tab {
            Tab::Open => &self.open,
            Tab::Exceptions => &self.exceptions,
        }
    }

    fn list_mut(&mut self) -> &mut Tabbed {
        match self.tab {
            Tab::Open => &mut self.open,
            Tab::Exceptions => &mut self.exceptions,
        }
    }

    fn question(&self, start: Start, limit: u32) -> Ask<Page<DueItem>> {
        ask::due(DuePageRequest {
            round: self.only,
            scope: self.scope.clone(),
            exceptions: self.tab == Tab::Exceptions,
            start,
            limit,
        })
    }

    /// The list that is open, as it leaves.
    fn outgoing(&self) -> ListQuery {
        let exceptions = self.tab == Tab::Exceptions;
        ListQuery::Now { round: self.only, scope: self.scope.clone(), exceptions }
    }

    fn ask_page(&mut self, cx: &ViewContext, start: Start, out: &mut Outbox<'_>) {
        let ask = self.question(start, self.list().items.limit(list_rows(cx)));
        self.list_mut().page.ask(out, ask);
    }

    /// Asks anew for the open tab; the other one is asked for when it is opened.
    fn reload(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let start = self.list_mut().items.reload();
        self.ask_page(cx, start, out);
    }

    fn move_cursor(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) {
        if let Some(start) =
            self.list_mut().items.go_with(how, list_rows(cx), |items, at| begins_place(items, at, cx.today))
        {
            self.ask_page(cx, start, out);
        }
    }

    fn scroll(&mut self, cx: &ViewContext) {
        self.list_mut().items.scroll(list_rows(cx), |items, at| begins_place(items, at, cx.today));
    }

    fn turn(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.tab = match self.tab {
            Tab::Open => Tab::Exceptions,
            Tab::Exceptions => Tab::Open,
        };
        self.counts.ask_missing(out);
        self.reload(cx, out);
    }

    fn open_person(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.list().items.chosen() {
            Some(item) => out.open(Destination::Person(item.row.id)),
            None => out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.list().items.loaded(), texts::of(cx.lang).choose_first),
            ),
        }
    }

    fn record(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if let Some((round, recipients)) = self.marks.meant() {
            return out.open(Destination::RecordBatch { recipients, round });
        }
        match self.list().items.chosen() {
            Some(item) => out.open(Destination::Record { recipient: item.row.id, round: item.round }),
            None => out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.list().items.loaded(), texts::of(cx.lang).choose_first),
            ),
        }
    }

    /// Changes a group of those marked, else of all that is listed.
    fn change_groups(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if self.marks.is_empty() && self.list().items.is_empty() {
            return out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.list().items.loaded(), texts::of(cx.lang).choose_first),
            );
        }
        let all = Among::Due { scope: self.scope.clone(), exceptions: self.tab == Tab::Exceptions };
        marks::change_groups(&self.marks, (all, self.only), None, out);
    }

    /// Marks by a key: the chosen row, it and its neighbour, or all of the list that is of its round.
    fn mark(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) {
        let chosen = |screen: &Self| screen.list().items.chosen().map(|item| (item.round, item.row.id));
        let Some(first) = chosen(self) else {
            return out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.list().items.loaded(), texts::of(cx.lang).choose_first),
            );
        };
        if action == ScreenAction::MARK_ALL {
            let (scope, exceptions) = (self.scope.clone(), self.tab == Tab::Exceptions);
            let among = Among::Due { scope, exceptions };
            return marks::say(cx, self.marks.mark_all(first.0, among, out), out);
        }
        if action == ScreenAction::MARK {
            marks::say(cx, self.marks.toggle(first, out), out);
            return self.move_cursor(cx, Move::Down, out);
        }
        let how = if action == ScreenAction::MARK_UP { Move::Up } else { Move::Down };
        self.move_cursor(cx, how, out);
        let next = chosen(self).unwrap_or(first);
        let marked = self.marks.mark(first, out).and_then(|()| self.marks.mark(next, out));
        marks::say(cx, marked, out);
    }
}
