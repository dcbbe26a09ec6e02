//! The form as a screen of the stack: actions, typed text, answers, and what became of the act.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::form::Item;
use super::{BatchForm, keys, texts, view};
use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::form::Leaving;
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Navigation, Outbox, Severity};
use crate::app::pending::Reply;
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::error::RegisterError;
use crate::domain::op::{Changed, Op, Receipt};
use crate::lang::{app, words};
use crate::ui::key::Key;
use crate::ui::{paint, popup};

impl Screen for BatchForm {
    fn context(&self) -> &'static KeyContext {
        if self.look.is_some() { &keys::LOOK } else { &keys::FORM }
    }

    fn wants_text(&self) -> bool {
        self.look.is_none()
    }

    fn has_unsaved_changes(&self) -> bool {
        self.form.as_ref().is_some_and(|form| form.inputs.changed())
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
        self.asked_known.ask(out, ask::known());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        self.left = None;
        match (action, self.look.is_some()) {
            (ScreenAction::ACCEPT, true) => self.write(out),
            (ScreenAction::BACK, true) => self.left = self.look.take(),
            (ScreenAction::ACCEPT, false) => self.check(cx, out),
            (ScreenAction::NEXT, false) => self.step(cx, 1),
            (ScreenAction::PREVIOUS, false) => self.step(cx, -1),
            (ScreenAction::DOWN, false) => self.step_rows(cx, 1),
            (ScreenAction::UP, false) => self.step_rows(cx, -1),
            (ScreenAction::BACK, false) => self.leave(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.scroll(cx, how);
        Handled::Yes
    }

    fn take_back_esc(&mut self) {
        if self.look.is_none() {
            self.look = self.left.take();
        }
    }

    fn go_to_field(&mut self, cx: &ViewContext, field: u64) {
        if let Some(form) = self.form.as_mut().filter(|_| self.look.is_none())
            && let Some(item) = form.inputs.pressed(field, &Item::ALL)
        {
            form.write_out_day(cx.today);
            form.inputs.go(item);
        }
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, _out: &mut Outbox<'_>) {
        let Some(form) = self.form.as_mut().filter(|_| self.look.is_none()) else { return };
        let turns = [(Key::PageDown, Move::PageDown), (Key::PageUp, Move::PageUp)];
        match turns.into_iter().find(|(page, _)| *page == key) {
            Some((_, how)) if !form.inputs.knows() => self.scroll(cx, how),
            Some(_) | None => {
                form.inputs.key(key);
            }
        }
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        if let Some(form) = self.form.as_mut().filter(|_| self.look.is_none()) {
            form.inputs.paste(text);
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if let Some(new) = self.facts.take(reply) {
            self.take(cx, new, out);
        } else if let Some(known) = self.asked_known.take(reply) {
            self.known = *known;
            if let Some(form) = &mut self.form {
                form.know(&self.known);
            }
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, receipt: &Receipt, out: &mut Outbox<'_>) {
        if let Op::RecordBatch(batch) = op
            && self.is_mine(batch)
        {
            Self::describe_success(cx, batch, receipt, out);
            out.turn(Navigation::KeepDay((batch.on != cx.today).then_some(batch.on)));
            out.pop();
        } else if let Op::AddHandlers(names) = op
            && self.look.is_some()
        {
            self.known.listed.extend(names.iter().cloned());
            if let Some(form) = &mut self.form {
                form.know(&self.known);
            }
            out.say(Severity::Good, words::handlers_listed(cx.lang, names));
        }
    }

    fn refused(&mut self, _cx: &ViewContext, op: &Op, error: &RegisterError, out: &mut Outbox<'_>) {
        if matches!((op, error), (Op::RecordBatch(_), RegisterError::Altered(_) | RegisterError::Refused(_)))
        {
            // The register knows more than the form did when it opened: back to the form, under the same ids.
            self.look = None;
            self.ask(out);
            self.asked_known.ask(out, ask::known());
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds || changed.drafts {
            self.ask(out);
        }
    }

    fn day_turns(&mut self, cx: &ViewContext) {
        if let Some(form) = &mut self.form {
            form.write_out_day(cx.today);
        }
    }

    fn resized(&mut self, _cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.top = 0;
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if let Some(form) = &self.form {
            return view::draw(cx, form, self.look.is_some(), self.top, area, buf);
        }
        let inside = popup::form(buf, area, 1, keys::FORM.title.text(cx.lang), cx.look());
        paint::put(buf, inside, app::texts(cx.lang).loading, cx.theme.quiet);
        None
    }
}

impl BatchForm {
    fn step(&mut self, cx: &ViewContext, by: isize) {
        if let Some(form) = &mut self.form {
            form.write_out_day(cx.today);
            form.inputs.step(&Item::ALL, by);
        }
    }

    fn step_rows(&mut self, cx: &ViewContext, by: isize) {
        if let Some(form) = &mut self.form {
            form.write_out_day(cx.today);
            form.inputs.step_rows(&Item::ALL, by);
        }
    }

    fn leave(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(form) = &mut self.form else { return out.pop() };
        match form.inputs.leave(form.inputs.changed(), out) {
            Leaving::Now => out.pop(),
            Leaving::Warned => out.say(Severity::Plain, texts::of(cx.lang).esc_again),
            Leaving::Withheld => {}
        }
    }
}
