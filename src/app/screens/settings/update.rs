//! What the keys and the answers do to the settings.

use super::keys::{RULES, SETTINGS};
use super::{State, list_rows, texts};
use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Reply;
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::op::{Changed, Op, Receipt};
use crate::lang::settings;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl Screen for State {
    fn context(&self) -> &'static KeyContext {
        &SETTINGS
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::settings());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::EDIT => self.change(cx, out),
            RULES => out.open(Destination::GroupRules),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        let (before, count) = (self.cursor, self.held().len());
        self.cursor.go(how, count, list_rows(cx));
        if self.cursor == before {
            out.say(Severity::Plain, texts::of(cx.lang).no_more);
        }
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(held) = self.waiting.take(reply) {
            self.cursor.fit(held.len(), list_rows(cx));
            self.held = Some(held);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if let Op::Set { key, value } = op
            && let Some(text) = settings::set(cx.lang, key, value)
        {
            out.say(Severity::Good, text);
        }
    }

    /// Asks anew whatever changed: there are few settings, and another program may have set one.
    fn refresh(&mut self, _cx: &ViewContext, _changed: Changed, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::settings());
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        let count = self.held().len();
        self.cursor.fit(count, list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
