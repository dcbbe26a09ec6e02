//! The form as a screen of the stack: actions, typed text, answers, and what became of the act.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::form::Form;
use super::{GroupsForm, keys, texts, view};
use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::form::Leaving;
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Reply;
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::error::RegisterError;
use crate::domain::op::{Changed, Op, Receipt};
use crate::lang::app;
use crate::ui::key::Key;
use crate::ui::{paint, popup};

impl Screen for GroupsForm {
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
        self.asked_groups.ask(out, ask::groups());
        self.asked_id.ask(out, ask::new_id());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        self.left = None;
        match (action, self.look.is_some()) {
            (ScreenAction::ACCEPT, true) => self.write(cx, out),
            (ScreenAction::BACK, true) => {
                self.left = self.look.take().zip(self.filled.take());
                self.leave_look();
            }
            (ScreenAction::ACCEPT, false) => self.check(cx, out),
            (ScreenAction::NEXT | ScreenAction::DOWN, false) => self.step(cx, 1),
            (ScreenAction::PREVIOUS | ScreenAction::UP, false) => self.step(cx, -1),
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
        if let Some((look, filled)) = self.left.take() {
            (self.look, self.filled) = (Some(look), Some(filled));
        }
    }

    fn go_to_field(&mut self, cx: &ViewContext, field: u64) {
        if let Some(form) = self.form.as_mut().filter(|_| self.look.is_none())
            && let Some(item) = form.inputs.pressed(field, form.items())
        {
            form.write_out_day(cx.today);
            form.inputs.go(item);
        }
    }

    fn turns(&self) -> bool {
        self.look.is_none() && self.form.as_ref().is_some_and(Form::turns)
    }

    fn typed(&mut self, _cx: &ViewContext, key: Key, _out: &mut Outbox<'_>) {
        if let Some(form) = self.form.as_mut().filter(|_| self.look.is_none()) {
            form.key(key);
            self.asked.forget();
        }
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        if let Some(form) = self.form.as_mut().filter(|_| self.look.is_none()) {
            form.paste(text);
            self.asked.forget();
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if let Some(look) = self.asked.take(reply) {
            self.take(cx, look, out);
        } else if let Some(groups) = self.asked_groups.take(reply) {
            self.form = Some(Form::open(cx, groups, self.filtered.as_ref()));
            self.ask_meant(cx, out);
        } else if let Some(look) = self.asked_meant.take(reply) {
            self.meant = Some((look.members.len(), look.too_many));
        } else if let Some(id) = self.asked_id.take(reply) {
            self.id = Some(id);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if let Op::ChangeGroups(change) = op
            && Some(change.id) == self.id
        {
            Self::describe_success(cx, change, out);
            out.pop();
        }
    }

    fn refused(&mut self, _cx: &ViewContext, op: &Op, _error: &RegisterError, _out: &mut Outbox<'_>) {
        if matches!(op, Op::ChangeGroups(_)) {
            // The register knows more than the look showed: back to the form, under the same id.
            self.sent = false;
            self.leave_look();
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if (changed.people || changed.ledger || changed.rounds)
            && (self.look.is_some() || self.asked.is_waiting())
        {
            self.ask_look(out);
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
        if let (Some(look), Some(filled)) = (&self.look, &self.filled) {
            view::draw_look(cx, look, filled, self.top, area, buf);
            return None;
        }
        if let Some(form) = &self.form {
            return view::draw_form(cx, (form, &self.among, self.meant), self.asked.is_waiting(), area, buf);
        }
        let inside = popup::form(buf, area, 1, keys::FORM.title.text(cx.lang), cx.look());
        paint::put(buf, inside, app::texts(cx.lang).loading, cx.theme.quiet);
        None
    }
}

impl GroupsForm {
    fn step(&mut self, cx: &ViewContext, by: isize) {
        if let Some(form) = &mut self.form {
            form.write_out_day(cx.today);
            form.inputs.step(form.items(), by);
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
