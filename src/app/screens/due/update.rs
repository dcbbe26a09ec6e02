//! What the keys and the answers do to the due list.

use super::keys::DUE;
use super::{DueScreen, Tab, list_rows};
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::outbox::Outbox;
use crate::app::pending::Reply;
use crate::app::screen::{Bar, Handled, Screen};
use crate::app::screens::listing::{self, marks, person};
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::visit::Outcome;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl Screen for DueScreen {
    fn context(&self) -> &'static KeyContext {
        &DUE
    }

    fn bar(&self) -> Option<Bar> {
        let items = &self.list().items;
        Some(Bar { on: items.chosen().map(|item| item.row.id), top: items.top() })
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.counts.ask(out);
        self.reload(cx, out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        self.marks.settle();
        match action {
            ScreenAction::NEXT | ScreenAction::PREVIOUS | ScreenAction::LEFT | ScreenAction::RIGHT => {
                self.turn(cx, out);
            }
            ScreenAction::ACCEPT => self.open_person(cx, out),
            ScreenAction::RECORD => self.record(cx, out),
            ScreenAction::EDIT | ScreenAction::STATUS => {
                person::act_on(cx, self.list().items.chosen().map(|item| item.row.id), action, out);
            }
            ScreenAction::GROUPS => self.change_groups(cx, out),
            ScreenAction::EXPORT => out.open(Destination::Export(Box::new(self.outgoing()))),
            ScreenAction::MARK | ScreenAction::MARK_DOWN | ScreenAction::MARK_UP | ScreenAction::MARK_ALL => {
                self.mark(cx, action, out);
            }
            ScreenAction::BACK if marks::clear(cx, &mut self.marks, out) => {}
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        self.list().items.chosen().is_some() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        self.move_cursor(cx, how, out);
        Handled::Yes
    }

    fn go_to_tab(&mut self, cx: &ViewContext, at: usize, out: &mut Outbox<'_>) {
        if at != usize::from(self.tab == Tab::Exceptions) {
            self.turn(cx, out);
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if marks::answered(cx, &mut self.marks, reply, out) {
            return;
        }
        if self.counts.answered(cx, (self.only, &self.scope), reply, out) {
            return;
        }
        for list in [&mut self.open, &mut self.exceptions] {
            if let Some(page) = list.page.take(reply) {
                list.items.take(page, list_rows(cx));
            }
        }
        self.scroll(cx);
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        marks::committed(&mut self.marks, op);
        // Who was called on in vain stays on the list: the bar goes on to the next one all the same.
        let chosen = self.list().items.chosen();
        if let Op::Record(call) = op
            && matches!(call.outcome, Outcome::Absent | Outcome::Deferred)
            && chosen.is_some_and(|item| item.row.id == call.recipient && item.round == call.round)
        {
            self.move_cursor(cx, Move::Down, out);
        }
    }

    fn marked(&self) -> usize {
        self.marks.len()
    }

    fn take_back_esc(&mut self) {
        self.marks.take_back_esc();
    }

    fn refresh(&mut self, cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.counts.ask(out);
            self.reload(cx, out);
            self.marks.renew(None, out);
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
