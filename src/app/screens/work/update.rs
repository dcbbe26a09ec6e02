//! What the keys and the answers do to the list of work.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::filter::{FilterPopup, Step};
use super::keys::{CONFIRMATIONS, FILTER, FILTER_KEYS, WORK};
use super::{WorkScreen, list_rows, texts};
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Reply;
use crate::app::query::{WorkTold, ask};
use crate::app::screen::{Handled, Screen};
use crate::app::screens::listing;
use crate::app::work_query::WorkDeed;
use crate::domain::export::ListQuery;
use crate::domain::op::{Changed, Op, Receipt};

impl WorkScreen {
    fn act_in_filter(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        let Some(filter) = &mut self.filter else { return Handled::No };
        match filter.act(action) {
            None => return Handled::No,
            Some(Step::Stay) => {}
            Some(Step::Cancel) => self.filter = None,
            Some(Step::Apply(choice)) => {
                self.filter = None;
                self.choose(cx, choice, out);
            }
        }
        Handled::Yes
    }

    fn turn(&mut self, cx: &ViewContext, by: isize, out: &mut Outbox<'_>) {
        let mut choice = self.choice.clone();
        choice.turn_kind(by);
        self.choose(cx, choice, out);
    }

    fn open_person(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.list.chosen().and_then(|row| row.work.recipient) {
            Some(id) => out.open(Destination::Person(id)),
            None => out.say(Severity::Plain, texts::of(cx.lang).nobody),
        }
    }
}

impl Screen for WorkScreen {
    fn context(&self) -> &'static KeyContext {
        if self.filter.is_some() { &FILTER_KEYS } else { &WORK }
    }

    fn main_context(&self) -> &'static KeyContext {
        &WORK
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.reload(cx, out);
        self.awaited_townships.ask(out, ask::townships());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        if self.filter.is_some() {
            return self.act_in_filter(cx, action, out);
        }
        match action {
            ScreenAction::ADD => out.open(Destination::WorkLine(Box::new(WorkDeed::Add))),
            ScreenAction::EDIT => {
                if let Some(row) = self.list.chosen() {
                    out.open(Destination::WorkLine(Box::new(WorkDeed::End(Box::new(row.clone())))));
                }
            }
            ScreenAction::ACCEPT => self.open_person(cx, out),
            FILTER => {
                let (choice, townships) = (self.choice.clone(), self.townships.clone());
                self.filter = Some(FilterPopup::new(choice, townships, cx.today));
            }
            CONFIRMATIONS => out.open(Destination::Confirmations(self.year(cx))),
            ScreenAction::LEFT => self.turn(cx, -1, out),
            ScreenAction::RIGHT => self.turn(cx, 1, out),
            ScreenAction::EXPORT => {
                let query = ListQuery::Work(self.choice.query(cx.today));
                out.open(Destination::Export(Box::new(query)));
            }
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        let chosen = self.list.chosen();
        if self.filter.is_none() && action == Action::Do(ScreenAction::ACCEPT) {
            return chosen.is_some_and(|row| row.work.recipient.is_some());
        }
        self.filter.is_some() || chosen.is_some() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        match &mut self.filter {
            Some(filter) => filter.go(how),
            None => self.move_cursor(cx, how, out),
        }
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(told) = self.page.take(reply) {
            if let WorkTold::Page(page) = *told {
                let rows = list_rows(cx, self);
                self.list.take(page, rows);
                self.list.scroll(rows, |_, _| false);
            }
        } else if let Some(told) = self.awaited_sum.take(reply) {
            if let WorkTold::Sum(sum) = *told {
                self.sum = Some(sum);
                // The counts take lines of the list.
                let rows = list_rows(cx, self);
                self.list.scroll(rows, |_, _| false);
            }
        } else if let Some(townships) = self.awaited_townships.take(reply) {
            self.townships = townships;
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if matches!(op, Op::AddWork(_)) {
            out.say(Severity::Good, texts.written);
        } else if matches!(op, Op::ChangeWork { .. }) {
            out.say(Severity::Good, texts.changed);
        }
    }

    fn refresh(&mut self, cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.ledger {
            self.reload(cx, out);
        }
    }

    fn resized(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if self.list.loaded() {
            self.reload(cx, out);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        if let Some(filter) = &self.filter {
            filter.view(cx, area, buf);
        }
        None
    }
}
