//! What the keys and the answers do to payments.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::PaymentsScreen;
use super::keys::{FUND, MONTH, PAYMENTS, PERSON_PAYMENTS, TOWNSHIP};
use super::texts;
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Reply;
use crate::app::screen::{Bar, Handled, Screen};
use crate::app::screens::listing;
use crate::domain::export::ListQuery;
use crate::domain::op::Changed;

impl PaymentsScreen {
    fn turn(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        match action {
            ScreenAction::LEFT if !self.filters.turn_year(-1) => {
                return out.say(Severity::Plain, texts.no_earlier);
            }
            ScreenAction::RIGHT if !self.filters.turn_year(1) => {
                return out.say(Severity::Plain, texts.no_later);
            }
            ScreenAction::NEXT => self.filters.turn_programme(&self.programmes),
            MONTH => self.filters.turn_month(),
            TOWNSHIP => self.filters.turn_township(&self.townships),
            FUND => self.filters.turn_fund(&self.programmes),
            _ => {}
        }
        self.restart(cx, out);
    }

    fn open_person(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        match self.list.chosen().map(|line| line.recipient) {
            Some(Some(id)) => out.open(Destination::Person(id)),
            Some(None) => out.say(Severity::Plain, texts.nobody),
            None => out.say(Severity::Plain, texts.choose_first),
        }
    }
}

impl Screen for PaymentsScreen {
    fn context(&self) -> &'static KeyContext {
        if self.of.is_some() { &PERSON_PAYMENTS } else { &PAYMENTS }
    }

    fn bar(&self) -> Option<Bar> {
        let own = self.of.as_ref().map(|(id, _)| *id);
        Some(Bar { on: self.list.chosen().and_then(|line| line.recipient).or(own), top: self.list.top() })
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.reload(cx, out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::LEFT | ScreenAction::RIGHT | ScreenAction::NEXT | MONTH | TOWNSHIP | FUND => {
                self.turn(cx, action, out);
            }
            ScreenAction::ACCEPT => self.open_person(cx, out),
            ScreenAction::REVERSE => self.reverse(cx, out),
            ScreenAction::EXPORT => {
                out.open(Destination::Export(Box::new(ListQuery::Payments(self.query()))));
            }
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        let chosen = self.list.chosen();
        if action == Action::Do(ScreenAction::REVERSE) {
            return chosen.is_some_and(|line| *line.kind != *"reversal" && line.reversed_by.is_none());
        }
        if action == Action::Do(ScreenAction::ACCEPT) {
            return chosen.is_some_and(|line| line.recipient.is_some());
        }
        chosen.is_some() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        self.move_cursor(cx, how, out);
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(page) = self.page.take(reply) {
            self.take(cx, page);
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
        None
    }
}
