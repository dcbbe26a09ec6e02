//! What is due now, over all rounds, and the exceptions, so that nobody drops out silently.

mod counts;
#[cfg(test)]
mod tests;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listing::Forward;
use crate::app::ctx::Ctx;
use crate::app::keymap::Place;
use crate::app::layer::{Layer, Out, Tone, Turn, Waiting};
use crate::app::msg::{Answered, Ask, Deed, DueAsk, Move, Ticket};
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
    page: Waiting,
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
fn list_rows(cx: &Ctx) -> usize {
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

    fn question(&self, start: Start, limit: u32) -> Ask {
        Ask::Due(DueAsk {
            round: self.only,
            scope: self.scope.clone(),
            exceptions: self.tab == Tab::Exceptions,
            start,
            limit,
        })
    }

    /// Asks anew for the open tab; the other one is asked for when it is opened.
    fn reload(&mut self, cx: &Ctx, out: &mut Out<'_>) {
        let limit = self.list_mut().items.reload(list_rows(cx));
        let ask = self.question(Start::First, limit);
        self.list_mut().page.ask(out, ask);
    }

    fn go(&mut self, cx: &Ctx, how: Move, out: &mut Out<'_>) {
        let limit = self.list_mut().items.go(how, list_rows(cx));
        let last = self.list().items.rows().last().map(|item| item.row.key.clone());
        if let (Some(limit), Some(last)) = (limit, last) {
            let ask = self.question(Start::After(last), limit);
            self.list_mut().page.ask(out, ask);
        }
        self.scroll(cx);
    }

    fn scroll(&mut self, cx: &Ctx) {
        self.list_mut().items.scroll(list_rows(cx), begins_place);
    }

    fn turn(&mut self, cx: &Ctx, out: &mut Out<'_>) {
        self.tab = match self.tab {
            Tab::Open => Tab::Exceptions,
            Tab::Exceptions => Tab::Open,
        };
        self.reload(cx, out);
    }

    fn open_person(&self, cx: &Ctx, out: &mut Out<'_>) {
        match self.list().items.chosen() {
            Some(item) => out.turns.extend(screens::person(item.row.id).map(Turn::Push)),
            None => out.say(Tone::Plain, texts::texts(cx.lang).choose_first),
        }
    }

    fn record(&self, cx: &Ctx, out: &mut Out<'_>) {
        match self.list().items.chosen() {
            Some(item) => out.turns.extend(screens::record(item.row.id, item.round).map(Turn::Push)),
            None => out.say(Tone::Plain, texts::texts(cx.lang).choose_first),
        }
    }
}

impl Layer for State {
    fn place(&self) -> Place {
        Place::Due
    }

    fn enter(&mut self, cx: &Ctx, out: &mut Out<'_>) {
        self.counts.ask(out);
        self.reload(cx, out);
    }

    fn act(&mut self, cx: &Ctx, deed: Deed, out: &mut Out<'_>) {
        match deed {
            Deed::Move(how) => self.go(cx, how, out),
            Deed::Next | Deed::Previous | Deed::Left | Deed::Right => self.turn(cx, out),
            Deed::Accept => self.open_person(cx, out),
            Deed::Record => self.record(cx, out),
            Deed::Back => out.pop(),
            Deed::Search
            | Deed::Filter
            | Deed::Edit
            | Deed::Create
            | Deed::Reverse
            | Deed::Status
            | Deed::Unmask
            | Deed::Discard
            | Deed::FolderUp => {}
        }
    }

    fn answered(&mut self, cx: &Ctx, ticket: Ticket, answer: Answered, out: &mut Out<'_>) {
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
        if let Answered::Due(page) = answer {
            list.items.take(page.rows, page.more_after, same);
        }
        self.scroll(cx);
    }

    fn refresh(&mut self, cx: &Ctx, changed: Changed, out: &mut Out<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.counts.ask(out);
            self.reload(cx, out);
        }
    }

    fn resized(&mut self, cx: &Ctx, out: &mut Out<'_>) {
        if self.list().items.loaded() {
            self.reload(cx, out);
        }
    }

    fn view(&self, cx: &Ctx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
