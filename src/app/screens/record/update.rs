//! The form as a screen of the stack: actions, typed text, answers, and what became of its writes.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::item::Item;
use super::{RecordForm, Sent, keys, review, view};
use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Navigation, Outbox, Severity};
use crate::app::pending::Reply;
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::error::RegisterError;
use crate::domain::gift::Rule;
use crate::domain::ids::EntryId;
use crate::domain::op::{Changed, Op, Receipt};
use crate::lang::{app, groups, words};
use crate::ui::key::Key;
use crate::ui::{paint, popup};

impl Screen for RecordForm {
    fn context(&self) -> &'static KeyContext {
        if self.look.is_some() { &keys::LOOK } else { &keys::FORM }
    }

    fn is_side_pane(&self) -> bool {
        true
    }

    fn wants_text(&self) -> bool {
        self.look.is_none()
    }

    fn fills_in(&self) -> Option<EntryId> {
        self.form.as_ref().map(|form| form.id)
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.drafts.ask(out, ask::drafts());
        self.ask(out);
        self.asked_known.ask(out, ask::known());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        self.left = None;
        match (action, self.look.is_some()) {
            (ScreenAction::ACCEPT, true) => self.write(out),
            (ScreenAction::BACK, true) => self.left = self.look.take(),
            (ScreenAction::ACCEPT, false) => self.check(cx, out),
            (ScreenAction::RECORD, false) => self.take_usual(cx, out),
            (ScreenAction::NEXT, false) => self.step(cx, 1),
            (ScreenAction::PREVIOUS, false) => self.step(cx, -1),
            (ScreenAction::DOWN, false) => self.step_rows(cx, 1),
            (ScreenAction::UP, false) => self.step_rows(cx, -1),
            (ScreenAction::BACK, false) => self.leave(cx, out),
            (ScreenAction::DISCARD, false) => self.discard(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn take_back_esc(&mut self) {
        // The draft may be on its way: it closes the form no more.
        self.sent.take_if(|sent| *sent == Sent::Leave);
        if self.look.is_none() {
            self.look = self.left.take();
        }
    }

    fn go_to_field(&mut self, cx: &ViewContext, field: u64) {
        if let Some(form) = self.form.as_mut().filter(|_| self.look.is_none()) {
            form.go_to_field(field, cx.today);
        }
    }

    fn turns(&self) -> bool {
        self.look.is_none() && self.form.as_ref().is_some_and(|form| form.focus() == Item::Outcome)
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        let changed = self.look.is_none() && self.form.as_mut().is_some_and(|form| form.key(key));
        self.edited(cx, changed, out);
    }

    fn pasted(&mut self, cx: &ViewContext, text: &str, out: &mut Outbox<'_>) {
        let changed = self.look.is_none() && self.form.as_mut().is_some_and(|form| form.paste(text));
        self.edited(cx, changed, out);
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if let Some(new) = self.facts.take(reply) {
            match &mut self.form {
                Some(form) => form.renew(*new.facts),
                None => self.arrived.0 = Some(new),
            }
        } else if let Some(drafts) = self.drafts.take(reply) {
            self.arrived.1 = Some(drafts);
        } else if let Some(touches) = self.asked_touches.take(reply) {
            self.touches = groups::touches(cx.lang, &touches);
        } else if let Some(known) = self.asked_known.take(reply) {
            self.known = *known;
            if let Some(form) = &mut self.form {
                form.know(&self.known);
            }
        }
        self.open(cx, out);
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, receipt: &Receipt, out: &mut Outbox<'_>) {
        if let Op::Record(recording) = op
            && self.is_mine(recording.id)
        {
            self.describe_success(cx, recording, receipt, out);
            out.turn(Navigation::KeepDay((recording.on != cx.today).then_some(recording.on)));
            out.pop();
            out.turn(Navigation::SelectNext { after: recording.recipient, round: recording.round });
        } else if let Op::AddHandlers(names) = op
            && self.sent == Some(Sent::Handlers)
        {
            self.sent = None;
            self.known.listed.extend(names.iter().cloned());
            if let Some(form) = &mut self.form {
                form.know(&self.known);
            }
            out.say(Severity::Good, words::handlers_listed(cx.lang, names));
        } else if let Op::SaveDraft(draft) = op
            && self.sent == Some(Sent::Leave)
            && self.is_all_of(cx, draft)
        {
            out.say(Severity::Plain, texts::of(cx.lang).kept);
            out.pop();
        } else if let Op::DropDraft(id) = op
            && self.is_mine(*id)
        {
            let texts = texts::of(cx.lang);
            // Esc over a form that is as it was opened leaves nothing to keep, and throws nothing away.
            let said = if self.sent == Some(Sent::Leave) { texts.no_draft } else { texts.draft_dropped };
            out.say(Severity::Good, said);
            out.pop();
        }
    }

    fn refused(&mut self, cx: &ViewContext, op: &Op, error: &RegisterError, out: &mut Outbox<'_>) {
        self.sent = None;
        if matches!(op, Op::DropDraft(_)) {
            // It was to be thrown away: that the draft is still there is said, and is no reason to stay.
            out.pop();
        }
        let (Op::Record(_), RegisterError::Refused(refusals), Some(form)) = (op, error, &mut self.form)
        else {
            return;
        };
        // The register knows more than the form did when it opened: back to the form, under the same id.
        self.look = None;
        // Another program may have taken somebody off the list: it is asked for again.
        let (new, others): (Vec<_>, Vec<_>) =
            refusals.iter().cloned().partition(|refusal| refusal.rule == Rule::NewHandler);
        form.refuse(others);
        if !new.is_empty() {
            self.asked_known.ask(out, ask::known());
        }
        if let Some(first) = form.errors(cx.today).first() {
            form.go(first.item);
        }
        self.ask(out);
    }

    fn refresh(&mut self, cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        let Some(form) = &self.form else { return };
        if changed.people || changed.ledger || changed.rounds {
            // Another register may have taken the place of the one that keeps the draft.
            if self.sent.is_none() && form.differs(cx.today) {
                self.save_draft(cx, out);
            }
            self.ask(out);
            self.ask_touches(out);
        }
    }

    fn day_turns(&mut self, cx: &ViewContext) {
        if let Some(form) = &mut self.form {
            form.write_out_days(cx.today);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match (&self.form, &self.look) {
            (Some(form), Some(recording)) => {
                let beside = (form.new_handlers(recording), self.touches.as_slice());
                review::draw(cx, &form.facts, recording, beside, area, buf);
                None
            }
            (Some(form), None) => view::draw(cx, form, area, buf),
            (None, _) => {
                let inside = popup::form(buf, area, 1, texts::of(cx.lang).title, cx.look());
                paint::put(buf, inside, app::texts(cx.lang).loading, cx.theme.quiet);
                None
            }
        }
    }
}
