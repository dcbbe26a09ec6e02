//! What the keys and the answers do to the screen of a recipient.

use super::keys::{HISTORY, MERGE, PAYMENTS, PERSON, UNMASK};
use super::lines::Target;
use super::{PersonScreen, view};
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, ReasonFor};
use crate::app::keymap::KeyContext;
use crate::app::outbox::Outbox;
use crate::app::pending::Reply;
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::ids::RecipientId;
use crate::domain::op::{Answer, Changed, Op, Receipt};
use crate::lang::app;
use crate::ui::paint;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl Screen for PersonScreen {
    fn context(&self) -> &'static KeyContext {
        &PERSON
    }

    fn is_side_pane(&self) -> bool {
        true
    }

    fn person(&self) -> Option<RecipientId> {
        Some(self.id)
    }

    fn turn_to(&mut self, _cx: &ViewContext, id: RecipientId, out: &mut Outbox<'_>) {
        if self.asked != id {
            self.asked = id;
            self.ask(out);
        }
    }

    fn reveals(&self) -> bool {
        self.numbers.is_some()
    }

    fn mask(&mut self) {
        self.numbers = None;
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::NEXT => self.part(cx, true),
            ScreenAction::PREVIOUS => self.part(cx, false),
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::RECORD => self.record(cx, cx.code(), out),
            ScreenAction::REVERSE => self.reverse(cx, out),
            ScreenAction::EDIT => {
                self.with_card(out, |card, out| out.open(Destination::Edit(Box::new(card.clone()))));
            }
            ScreenAction::STATUS => {
                self.with_card(out, |card, out| out.open(Destination::Status(Box::new(card.clone()))));
            }
            HISTORY => self.turn_history(out),
            PAYMENTS => self.with_card(out, |card, out| {
                out.open(Destination::Payments(Some((card.id, card.name.clone()))));
            }),
            MERGE => out.open(Destination::Merge { keep: self.id, other: None }),
            UNMASK => self.with_card(out, |card, out| {
                let name = card.name.clone();
                out.open(Destination::Reason(ReasonFor::Unmask { recipient: card.id, name }));
            }),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, cx: &ViewContext, action: Action) -> bool {
        match action {
            Action::Do(ScreenAction::ACCEPT) => matches!(self.target(cx), Target::Round(_, true)),
            Action::Do(ScreenAction::RECORD) => cx.code().is_some(),
            Action::Do(ScreenAction::REVERSE) => matches!(
                self.target(cx),
                Target::Gift(_, _, false) | Target::Call(_, _, true) | Target::Merged(..)
            ),
            Action::Do(_) | Action::Open(_) | Action::Move(_) | Action::Field | Action::Global(_) => true,
        }
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.move_cursor(cx, how);
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if let Some(card) = self.asked_card.take(reply) {
            // Whoever was merged is shown as who that is by now.
            self.asked = card.id;
            self.arrived.0 = Some(card);
            if let Some(action) = self.then.take() {
                self.show();
                let _ = self.act(cx, action, out);
            }
        } else if let Some(received) = self.asked_rounds.take(reply) {
            self.arrived.1 = Some(received);
        } else if let Some(history) = self.asked_history.take(reply) {
            return self.show_history(cx, history);
        } else {
            self.around.answered(reply);
        }
        self.show();
        if self.asked != self.id {
            // Half of what is to be shown of somebody else.
            return out.no_redraw();
        }
        self.ask_around(cx, out);
        self.cursor.fit(self.lines(cx).len(), usize::from(cx.body_rows()));
    }

    fn committed(&mut self, _cx: &ViewContext, op: &Op, receipt: &Receipt, _out: &mut Outbox<'_>) {
        if let (Op::Unmask { id, .. }, Answer::Numbers(numbers)) = (op, &receipt.answer)
            && *id == self.id
        {
            self.numbers = Some(numbers.clone());
        }
        // What was shown in full may no longer be so.
        if matches!(op, Op::Edit { id, .. } if *id == self.id) {
            self.numbers = None;
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.around.forget();
            self.ask(out);
            if self.history.is_some() {
                self.asked_history.ask(out, ask::fact_history(self.id));
            }
        }
    }

    fn resized(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask_around(cx, out);
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let area = self.draw_around(cx, area, buf);
        let lines = self.lines(cx);
        if lines.is_empty() {
            paint::put(buf, paint::line(area, 0), app::texts(cx.lang).loading, cx.theme.quiet);
        }
        view::draw(cx, &lines, self.cursor.at, area, buf);
        None
    }

    fn view_beside(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let area = self.draw_around(cx, area, buf);
        view::draw_brief(cx, &self.told(cx, true), area, buf);
    }
}
