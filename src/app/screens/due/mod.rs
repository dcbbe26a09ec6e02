//! What is due now, over all rounds, and the exceptions, so that nobody drops out silently.

mod counts;
#[cfg(test)]
mod tests;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listing::Forward;
use crate::app::context::ViewContext;
use crate::app::keymap::KeyContext;
use crate::app::layer::{Layer, Navigation, Outbox, Pending, Severity};
use crate::app::msg::{DuePageRequest, Move, Query, QueryResult, RequestId, ScreenAction};
use crate::app::screens;
use crate::domain::holiday::RoundCode;
use crate::domain::op::Changed;
use crate::domain::place::Scope;
use crate::domain::query::{DueItem, Start};
use crate::domain::text::CleanText;
use crate::lang::due as texts;
use counts::Counts;

/// A tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Open,
    Exceptions,
}

/// One list and the page it waits for.
#[derive(Debug, Default)]
struct List {
    items: Forward<DueItem>,
    page: Pending,
}

/// The due list.
#[derive(Debug)]
pub struct State {
    tab: Tab,
    scope: Scope,
    /// The name of the township, where only one is listed.
    place: CleanText,
    only: Option<RoundCode>,
    open: List,
    exceptions: List,
    counts: Counts,
}

impl Default for State {
    fn default() -> Self {
        Self {
            tab: Tab::default(),
            scope: Scope::Banner,
            place: CleanText::default(),
            only: None,
            open: List::default(),
            exceptions: List::default(),
            counts: Counts::default(),
        }
    }
}

/// Lines of the list: the body without its tabs, its heads, a blank line and the chosen person.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(4))
}

fn same(a: &DueItem, b: &DueItem) -> bool {
    a.row.id == b.row.id && a.round == b.round
}

/// Whether a head line stands before the row at `at`: another round, township or village.
fn begins_place(items: &[DueItem], at: usize) -> bool {
    let home =
        |item: &DueItem| (item.round, item.row.kind, item.row.township.clone(), item.row.village.clone());
    let above = at.checked_sub(1).and_then(|above| items.get(above));
    items.get(at).map(home) != above.map(home)
}

impl State {
    /// Only what is due in one round and one part of the register, which bears the name `place`.
    pub fn within(round: RoundCode, scope: Scope, place: CleanText) -> Self {
        Self { scope, place, only: Some(round), ..Self::default() }
    }

    fn list(&self) -> &List {
        match self.tab {
            Tab::Open => &self.open,
            Tab::Exceptions => &self.exceptions,
        }
    }

    fn list_mut(&mut self) -> &mut List {
        match self.tab {
            Tab::Open => &mut self.open,
            Tab::Exceptions => &mut self.exceptions,
        }
    }

    fn question(&self, start: Start, limit: u32) -> Query {
        Query::Due(DuePageRequest {
            round: self.only,
            scope: self.scope.clone(),
            exceptions: self.tab == Tab::Exceptions,
            start,
            limit,
        })
    }

    /// Asks anew for the open tab; the other one is asked for when it is opened.
    fn reload(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let limit = self.list_mut().items.reload(list_rows(cx));
        let ask = self.question(Start::First, limit);
        self.list_mut().page.ask(out, ask);
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) {
        let limit = self.list_mut().items.go(how, list_rows(cx));
        let last = self.list().items.rows().last().map(|item| item.row.key.clone());
        if let (Some(limit), Some(last)) = (limit, last) {
            let ask = self.question(Start::After(last), limit);
            self.list_mut().page.ask(out, ask);
        }
        self.scroll(cx);
    }

    fn scroll(&mut self, cx: &ViewContext) {
        self.list_mut().items.scroll(list_rows(cx), begins_place);
    }

    fn turn(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.tab = match self.tab {
            Tab::Open => Tab::Exceptions,
            Tab::Exceptions => Tab::Open,
        };
        self.reload(cx, out);
    }

    fn open_person(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.list().items.chosen() {
            Some(item) => out.turns.extend(screens::person(item.row.id).map(Navigation::Push)),
            None => out.say(Severity::Plain, texts::texts(cx.lang).choose_first),
        }
    }

    fn record(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.list().items.chosen() {
            Some(item) => out.turns.extend(screens::record(item.row.id, item.round).map(Navigation::Push)),
            None => out.say(Severity::Plain, texts::texts(cx.lang).choose_first),
        }
    }
}

impl Layer for State {
    fn place(&self) -> KeyContext {
        KeyContext::Due
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.counts.ask(out);
        self.reload(cx, out);
    }

    fn act(&mut self, cx: &ViewContext, deed: ScreenAction, out: &mut Outbox<'_>) {
        match deed {
            ScreenAction::Move(how) => self.go(cx, how, out),
            ScreenAction::Next | ScreenAction::Previous | ScreenAction::Left | ScreenAction::Right => {
                self.turn(cx, out);
            }
            ScreenAction::Accept => self.open_person(cx, out),
            ScreenAction::Record => self.record(cx, out),
            ScreenAction::Back => out.pop(),
            ScreenAction::Search
            | ScreenAction::Filter
            | ScreenAction::Edit
            | ScreenAction::Create
            | ScreenAction::Reverse
            | ScreenAction::Status
            | ScreenAction::Unmask
            | ScreenAction::Discard
            | ScreenAction::FolderUp => {}
        }
    }

    fn answered(&mut self, cx: &ViewContext, ticket: RequestId, answer: QueryResult, out: &mut Outbox<'_>) {
        if self.counts.answered(cx, (self.only, &self.scope), ticket, &answer, out) {
            return;
        }
        let list = if self.open.page.takes(ticket) {
            &mut self.open
        } else if self.exceptions.page.takes(ticket) {
            &mut self.exceptions
        } else {
            return;
        };
        if let QueryResult::Due(page) = answer {
            list.items.take(page.rows, page.more_after, same);
        }
        self.scroll(cx);
    }

    fn refresh(&mut self, cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.counts.ask(out);
            self.reload(cx, out);
        }
    }

    fn resized(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if self.list().items.loaded() {
            self.reload(cx, out);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
