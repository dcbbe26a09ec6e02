//! What the keys and the answers do to the ledger.

use super::LedgerScreen;
use super::keys::{ENTRIES, LEDGER, PAYMENTS};
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::outbox::Outbox;
use crate::app::pending::Reply;
use crate::app::query::ask;
use crate::app::screen::{Bar, Handled, Screen};
use crate::app::screens::listing;
use crate::domain::entry::EntryKind;
use crate::domain::export::ListQuery;
use crate::domain::op::Changed;
use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl Screen for LedgerScreen {
    fn context(&self) -> &'static KeyContext {
        if self.figure.is_some() { &ENTRIES } else { &LEDGER }
    }

    fn bar(&self) -> Option<Bar> {
        Some(Bar { on: self.list.chosen().map(|line| line.recipient), top: self.list.top() })
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.reload(cx, out);
        if self.figure.is_none() {
            self.rounds.ask(out, ask::rounds());
        }
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::LEFT => self.turn(cx, -1, out),
            ScreenAction::RIGHT => self.turn(cx, 1, out),
            ScreenAction::ACCEPT => self.open_person(cx, out),
            ScreenAction::REVERSE => self.reverse(cx, out),
            ScreenAction::RECORD => self.record(cx, out),
            PAYMENTS => out.open(Destination::Payments(None)),
            ScreenAction::REVERSE_BATCH => self.reverse_batch(cx, out),
            ScreenAction::EXPORT => {
                out.open(Destination::Export(Box::new(ListQuery::Ledger(self.query(cx)))));
            }
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        let chosen = self.list.chosen();
        if action == Action::Do(ScreenAction::REVERSE) {
            return chosen.is_some_and(|line| line.kind == EntryKind::Gift && line.reversed_by.is_none());
        }
        chosen.is_some() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        self.move_cursor(cx, how, out);
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(page) = self.page.take(reply) {
            self.take_page(cx, page);
        } else if let Some(sum) = self.awaited_sum.take(reply) {
            self.sum = Some(sum);
        } else if let Some(cards) = self.rounds.take(reply) {
            self.first_year = cards.iter().map(|card| card.round.window.opens.year()).min();
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
