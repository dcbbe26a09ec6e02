//! The form as a layer of the stack: deeds, typed text, answers, and what became of its writes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Sent, State, look, view};
use crate::app::context::ViewContext;
use crate::app::keymap::KeyContext;
use crate::app::layer::{Layer, Navigation, Outbox, Severity};
use crate::app::msg::{Query, QueryResult, RequestId, ScreenAction};
use crate::domain::error::RegisterError;
use crate::domain::op::{Changed, Op, Receipt};
use crate::lang::{app, record};
use crate::ui::key::Key;
use crate::ui::paint;

impl Layer for State {
    fn place(&self) -> KeyContext {
        if self.look.is_some() { KeyContext::Look } else { KeyContext::Record }
    }

    fn wants_text(&self) -> bool {
        self.look.is_none()
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.drafts.ask(out, Query::Drafts);
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, deed: ScreenAction, out: &mut Outbox<'_>) {
        match (deed, self.look.is_some()) {
            (ScreenAction::Accept, true) => self.write(out),
            (ScreenAction::Back, true) => self.look = None,
            (ScreenAction::Accept, false) => self.check(cx, out),
            (ScreenAction::Record, false) => self.take_usual(cx, out),
            (ScreenAction::Next, false) => self.step(cx, 1),
            (ScreenAction::Previous, false) => self.step(cx, -1),
            (ScreenAction::Back, false) => self.leave(cx, out),
            (ScreenAction::Discard, false) => self.discard(cx, out),
            (
                ScreenAction::Move(_)
                | ScreenAction::Left
                | ScreenAction::Right
                | ScreenAction::Next
                | ScreenAction::Previous
                | ScreenAction::Record
                | ScreenAction::Search
                | ScreenAction::Filter
                | ScreenAction::Edit
                | ScreenAction::Create
                | ScreenAction::Reverse
                | ScreenAction::Status
                | ScreenAction::Unmask
                | ScreenAction::Discard
                | ScreenAction::FolderUp,
                _,
            ) => {}
        }
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        let changed = self.look.is_none() && self.form.as_mut().is_some_and(|form| form.key(key));
        if changed {
            self.keep(cx, out);
        }
    }

    fn pasted(&mut self, cx: &ViewContext, text: &str, out: &mut Outbox<'_>) {
        let changed = self.look.is_none() && self.form.as_mut().is_some_and(|form| form.paste(text));
        if changed {
            self.keep(cx, out);
        }
    }

    fn answered(&mut self, cx: &ViewContext, ticket: RequestId, answer: QueryResult, out: &mut Outbox<'_>) {
        if self.facts.takes(ticket) {
            if let QueryResult::Form(facts, id) = answer {
                match &mut self.form {
                    Some(form) => form.renew(*facts),
                    None => self.arrived.0 = Some((facts, id)),
                }
            }
        } else if self.drafts.takes(ticket)
            && let QueryResult::Drafts(drafts) = answer
        {
            self.arrived.1 = Some(drafts);
        }
        self.open(cx, out);
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, receipt: &Receipt, out: &mut Outbox<'_>) {
        match op {
            Op::Record(recording) if self.is_mine(recording.id) => {
                self.tell(cx, recording, receipt, out);
                out.pop();
                let next = self.form.as_ref().and_then(|form| form.facts.next);
                out.turns.extend(next.map(Navigation::Choose));
            }
            Op::SaveDraft(draft) if self.is_mine(draft.id) && self.sent == Some(Sent::Leave) => {
                out.say(Severity::Plain, record::texts(cx.lang).kept);
                out.pop();
            }
            Op::DropDraft(id) if self.is_mine(*id) => out.pop(),
            Op::Record(_)
            | Op::SaveDraft(_)
            | Op::DropDraft(_)
            | Op::Reverse { .. }
            | Op::CreateRound(_)
            | Op::ChangeRound(_)
            | Op::Edit { .. }
            | Op::SetStatus { .. }
            | Op::UndoStatus { .. }
            | Op::Unmask { .. } => {}
        }
    }

    fn refused(&mut self, cx: &ViewContext, op: &Op, trouble: &RegisterError, out: &mut Outbox<'_>) -> bool {
        self.sent = None;
        if matches!(op, Op::DropDraft(_)) {
            // It was to be thrown away: that the draft is still there is said, and is no reason to stay.
            out.pop();
        }
        let (Op::Record(_), RegisterError::Refused(refusals), Some(form)) = (op, trouble, &mut self.form)
        else {
            return false;
        };
        // The register knows more than the form did when it opened: back to the form, under the same id.
        self.look = None;
        form.refuse(refusals.clone());
        if let Some(first) = form.errors(cx.today).first() {
            form.go(first.item);
        }
        self.ask(out);
        false
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if self.form.is_some() && (changed.people || changed.ledger || changed.rounds) {
            self.ask(out);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match (&self.form, &self.look) {
            (Some(form), Some(recording)) => {
                look::draw(cx, &form.facts, recording, area, buf);
                None
            }
            (Some(form), None) => view::draw(cx, form, area, buf),
            (None, _) => {
                paint::put(buf, paint::line(area, 0), app::texts(cx.lang).loading, cx.theme.quiet);
                None
            }
        }
    }
}
