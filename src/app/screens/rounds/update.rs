//! What the keys and the answers do to the rounds.

use super::keys::{CLOSE, CREATE, NOTICE, PLAN, ROUNDS, SHEETS};
use super::{RoundsScreen, list_rows, stands};
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::outbox::Outbox;
use crate::app::pending::Reply;
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::export::ListQuery;
use crate::domain::op::Changed;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl Screen for RoundsScreen {
    fn context(&self) -> &'static KeyContext {
        &ROUNDS
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::rounds());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.accept(cx, out),
            PLAN => {
                if let Some(card) = self.chosen() {
                    out.open(Destination::Plan(card.round.code));
                }
            }
            CREATE => self.create(cx, out),
            CLOSE => self.close(cx, out),
            SHEETS => {
                if let Some(card) = self.chosen() {
                    out.open(Destination::Sheets(card.round.code));
                }
            }
            NOTICE => {
                if let Some(card) = self.chosen() {
                    out.open(Destination::PrintNotice(card.round.code));
                }
            }
            ScreenAction::EDIT => self.edit(cx, out),
            ScreenAction::EXPORT => out.open(Destination::Export(Box::new(ListQuery::Rounds(None)))),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, cx: &ViewContext, action: Action) -> bool {
        let chosen = self.chosen();
        match action {
            Action::Do(ScreenAction::ACCEPT) => chosen.is_some_and(|card| cx.is_other_round(card.round.code)),
            Action::Do(SHEETS | NOTICE) => chosen.is_some(),
            Action::Do(ScreenAction::EDIT) => chosen.is_some_and(|card| !stands(card, cx)),
            Action::Do(CLOSE) => chosen.is_some_and(|card| {
                card.round.closed_on.is_none() && card.round.window.grace_until < cx.today
            }),
            Action::Do(_) | Action::Open(_) | Action::Move(_) | Action::Field | Action::Global(_) => true,
        }
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        let count = self.cards().len();
        self.cursor.go(how, count, list_rows(cx));
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(mut cards) = self.waiting.take(reply) {
            Self::add_current(cx, &mut cards);
            cards.sort_by_key(|card| std::cmp::Reverse(card.round.code));
            // The cursor stays on its round; at first it stands on the one that the screens work in.
            let code = self.chosen().map(|card| card.round.code).or(cx.code());
            let at = cards.iter().position(|card| Some(card.round.code) == code);
            self.cursor.at = at.unwrap_or(self.cursor.at);
            self.cursor.fit(cards.len(), list_rows(cx));
            self.cards = Some(cards);
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.waiting.ask(out, ask::rounds());
        }
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        let count = self.cards().len();
        self.cursor.fit(count, list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
