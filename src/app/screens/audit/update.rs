//! What the keys and the answers do to the audit.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use chrono::Datelike;

use super::keys::{ACTS, ANSWER, AUDIT, NARROW, TODAY, UNDO};
use super::{AuditScreen, Tab, list_rows};
use crate::app::action::{Action, MainScreen, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::outbox::Outbox;
use crate::app::pending::Reply;
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::audit::AuditQuery;
use crate::domain::export::ListQuery;
use crate::domain::op::Changed;

impl Screen for AuditScreen {
    fn context(&self) -> &'static KeyContext {
        match self.tab {
            Tab::Findings => &AUDIT,
            Tab::Acts => &ACTS,
        }
    }

    fn main_context(&self) -> &'static KeyContext {
        &AUDIT
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(cx, out);
        self.rounds.ask(out, ask::rounds());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match (action, self.tab) {
            (ScreenAction::LEFT, _) => self.turn_span(cx, -1, out),
            (ScreenAction::RIGHT, _) => self.turn_span(cx, 1, out),
            // The tabs of the report stand before its own.
            (ScreenAction::NEXT, Tab::Acts) => out.open(Destination::Main(MainScreen::YEAR)),
            (ScreenAction::PREVIOUS, Tab::Findings) => out.open(Destination::Main(MainScreen::PROGRESS)),
            (ScreenAction::NEXT | ScreenAction::ACTS, _) => self.go_to(cx, Tab::Acts, out),
            (ScreenAction::PREVIOUS | ScreenAction::FINDINGS, _) => self.go_to(cx, Tab::Findings, out),
            (ScreenAction::ACCEPT, Tab::Findings) => self.open_finding(cx, out),
            (ScreenAction::ACCEPT, Tab::Acts) => self.open_act(cx, out),
            (ANSWER, Tab::Findings) => self.answer_finding(cx, out),
            (NARROW, Tab::Acts) => self.narrow(cx, out),
            (TODAY, Tab::Acts) => self.narrow_to_today(cx, out),
            (UNDO, Tab::Acts) => self.undo_act(cx, out),
            (ScreenAction::EXPORT, tab) => {
                let list = match tab {
                    Tab::Findings => ListQuery::Audit(AuditQuery { span: self.span, rule: None }),
                    Tab::Acts => ListQuery::Acts(self.act_query(cx)),
                };
                out.open(Destination::Export(Box::new(list)));
            }
            (ScreenAction::BACK, _) => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        match action {
            Action::Do(ANSWER) => self.chosen().is_some(),
            Action::Do(UNDO) => self.list.chosen().is_some(),
            Action::Do(ScreenAction::ACCEPT) if self.tab == Tab::Acts => {
                self.list.chosen().is_some_and(|line| line.recipient.is_some())
            }
            Action::Do(_) | Action::Open(_) | Action::Move(_) | Action::Field | Action::Global(_) => true,
        }
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        match self.tab {
            Tab::Findings => {
                let count = self.findings().len();
                self.cursor.go(how, count, list_rows(cx));
            }
            Tab::Acts => {
                if let Some(start) = self.list.go(how, list_rows(cx)) {
                    self.ask_page(cx, start, out);
                }
            }
        }
        Handled::Yes
    }

    fn go_to_tab(&mut self, cx: &ViewContext, at: usize, out: &mut Outbox<'_>) {
        match at {
            0 => out.open(Destination::Main(MainScreen::YEAR)),
            1 => out.open(Destination::Main(MainScreen::PROGRESS)),
            2 => self.go_to(cx, Tab::Findings, out),
            _ => self.go_to(cx, Tab::Acts, out),
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if let Some(look) = self.undoing.take(reply) {
            Self::prompt_undoing(cx, &look, out);
        } else if let Some(audited) = self.waiting.take(reply) {
            self.cursor.fit(audited.findings.len(), list_rows(cx));
            self.audited = Some(*audited);
        } else if let Some(page) = self.page.take(reply) {
            self.list.take(page, list_rows(cx));
            self.list.scroll(list_rows(cx), |_, _| false);
        } else if let Some(cards) = self.rounds.take(reply) {
            self.first_year = cards.iter().map(|card| card.round.window.opens.year()).min();
        }
    }

    fn refresh(&mut self, cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed != Changed::DRAFTS {
            self.ask(cx, out);
        }
    }

    fn resized(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let count = self.findings().len();
        self.cursor.fit(count, list_rows(cx));
        if self.list.loaded() && self.tab == Tab::Acts {
            self.ask(cx, out);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
