//! The list of handlers: who hands over in this register, since when and until when, and how many gifts name each. A name
//! is put on it, or ended with a day, in a prompt over it.

mod keys;
mod prompt;
#[cfg(test)]
mod tests;
mod texts;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, HandlerDeed, OnYes};
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::app::screens::listing;
use crate::domain::handler::Handler;
use crate::domain::op::{Answer, Changed, Op, Receipt};
use crate::lang::{fill, words};
use keys::HANDLERS;
use prompt::Prompt;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&HANDLERS, &keys::PROMPT],
    opens_with: Some(keys::GO),
    open: |to, cx| {
        if let Destination::Handler(deed) = to {
            return Some(Box::new(Prompt::new(cx, deed.clone())));
        }
        to.is_main(&HANDLERS).then(|| Box::new(State::default()) as Box<dyn Screen>)
    },
};

/// The list.
#[derive(Debug, Default)]
pub struct State {
    /// None until the register has answered.
    handlers: Option<Vec<Handler>>,
    cursor: Cursor,
    waiting: Pending<Vec<Handler>>,
}

impl State {
    fn handlers(&self) -> &[Handler] {
        self.handlers.as_deref().unwrap_or_default()
    }

    fn chosen(&self) -> Option<&Handler> {
        self.handlers().get(self.cursor.at)
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::handlers());
    }

    /// Asks for the last day of the chosen one, or whether one who has ended is to be back.
    fn end(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(chosen) = self.chosen() else { return };
        let name = chosen.name.clone();
        match chosen.until.filter(|until| *until < cx.today) {
            None => out.open(Destination::Handler(HandlerDeed::End(name))),
            Some(until) => {
                let until = words::full_day(cx.lang, until);
                let question = fill(texts::of(cx.lang).back_question, &[&name, &until]);
                let then = OnYes::Commit(Box::new(Op::AddHandlers(vec![name])));
                out.open(Destination::Confirm { question, then });
            }
        }
    }
}

impl Screen for State {
    fn context(&self) -> &'static KeyContext {
        &HANDLERS
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ADD => out.open(Destination::Handler(HandlerDeed::Add)),
            ScreenAction::EDIT => self.end(cx, out),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        !self.handlers().is_empty() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        let (before, count) = (self.cursor, self.handlers().len());
        self.cursor.go(how, count, view::list_rows(cx));
        if self.cursor == before {
            out.say(Severity::Plain, texts::of(cx.lang).no_more);
        }
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(mut handlers) = self.waiting.take(reply) {
            // Whoever has ended stands last.
            handlers.sort_by_key(|one| one.until.is_some_and(|until| until < cx.today));
            self.cursor.fit(handlers.len(), view::list_rows(cx));
            self.handlers = Some(handlers);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, receipt: &Receipt, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let told = if let Op::AddHandlers(names) = op {
            names.first().map(|name| fill(texts.added, &[name]))
        } else if let Op::EndHandler { name, on } = op {
            Some(fill(texts.ended, &[name, &words::full_day(cx.lang, *on)]))
        } else {
            None
        };
        // That it stood so already, the app says.
        if let Some(told) = told.filter(|_| receipt.answer != Answer::Known) {
            out.say(Severity::Good, told);
        }
        self.ask(out);
    }

    /// Asks anew whatever changed: the list is short, and its counts follow the ledger.
    fn refresh(&mut self, _cx: &ViewContext, _changed: Changed, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        let count = self.handlers().len();
        self.cursor.fit(count, view::list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
