//! What the keys and the answers do to payments.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::PaymentsScreen;
use super::filters::FilterStep;
use super::keys::{FILTER, FILTER_KEYS, PAYMENTS, PERSON_PAYMENTS};
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
    fn turn_year(&mut self, cx: &ViewContext, by: isize, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if !self.filters.turn_year(by) {
            let why = if by < 0 { texts.no_earlier } else { texts.no_later };
            return out.say(Severity::Plain, why);
        }
        self.restart(cx, out);
    }

    fn act_in_filter(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match self.popup.as_mut().and_then(|popup| popup.act(action)) {
            None => return Handled::No,
            Some(FilterStep::Stay) => {}
            Some(FilterStep::Close(chosen)) => {
                self.popup = None;
                if let Some(chosen) = chosen.filter(|chosen| *chosen != self.filters) {
                    self.filters = chosen;
                    self.restart(cx, out);
                }
            }
        }
        Handled::Yes
    }

    fn open_person(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        match self.list.chosen().map(|line| line.recipient) {
            Some(Some(id)) => out.open(Destination::Person(id)),
            Some(None) => out.say(Severity::Plain, texts.nobody),
            None => {
                out.say(Severity::Plain, listing::none_chosen(cx, self.list.loaded(), texts.choose_first));
            }
        }
    }
}

impl Screen for PaymentsScreen {
    fn context(&self) -> &'static KeyContext {
        if self.popup.is_some() { &FILTER_KEYS } else { self.main_context() }
    }

    fn main_context(&self) -> &'static KeyContext {
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
        if self.popup.is_some() {
            return self.act_in_filter(cx, action, out);
        }
        match action {
            ScreenAction::LEFT => self.turn_year(cx, -1, out),
            ScreenAction::RIGHT => self.turn_year(cx, 1, out),
            FILTER => self.open_filter(),
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
        if self.popup.is_some() {
            return true;
        }
        if action == Action::Do(ScreenAction::REVERSE) {
            return chosen.is_some_and(|line| *line.kind != *"reversal" && line.reversed_by.is_none());
        }
        if action == Action::Do(ScreenAction::ACCEPT) {
            return chosen.is_some_and(|line| line.recipient.is_some());
        }
        chosen.is_some() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        match &mut self.popup {
            Some(popup) => popup.go(how),
            None => self.move_cursor(cx, how, out),
        }
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
        if let Some(popup) = &self.popup {
            popup.view(cx, area, buf);
        }
        None
    }
}
