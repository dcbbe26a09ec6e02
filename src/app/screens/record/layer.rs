//! The form as a layer of the stack: deeds, typed text, answers, and what became of its writes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Sent, State, look, view};
use crate::app::ctx::Ctx;
use crate::app::keymap::Place;
use crate::app::layer::{Layer, Out, Tone, Turn};
use crate::app::msg::{Answered, Ask, Deed, Ticket};
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::trouble::Trouble;
use crate::lang::{app, record};
use crate::ui::key::Key;
use crate::ui::paint;

impl Layer for State {
    fn place(&self) -> Place {
        if self.look.is_some() { Place::Look } else { Place::Record }
    }

    fn wants_text(&self) -> bool {
        self.look.is_none()
    }

    fn enter(&mut self, _cx: &Ctx, out: &mut Out<'_>) {
        self.drafts.ask(out, Ask::Drafts);
        self.ask(out);
    }

    fn act(&mut self, cx: &Ctx, deed: Deed, out: &mut Out<'_>) {
        match (deed, self.look.is_some()) {
            (Deed::Accept, true) => self.write(out),
            (Deed::Back, true) => self.look = None,
            (Deed::Accept, false) => self.check(cx, out),
            (Deed::Record, false) => self.take_usual(cx, out),
            (Deed::Next, false) => self.step(cx, 1),
            (Deed::Previous, false) => self.step(cx, -1),
            (Deed::Back, false) => self.leave(cx, out),
            (Deed::Discard, false) => self.discard(cx, out),
            (
                Deed::Move(_)
                | Deed::Left
                | Deed::Right
                | Deed::Next
                | Deed::Previous
                | Deed::Record
                | Deed::Search
                | Deed::Filter
                | Deed::Edit
                | Deed::Create
                | Deed::Reverse
                | Deed::Status
                | Deed::Unmask
                | Deed::Discard
                | Deed::FolderUp,
                _,
            ) => {}
        }
    }

    fn typed(&mut self, cx: &Ctx, key: Key, out: &mut Out<'_>) {
        let changed = self.look.is_none() && self.form.as_mut().is_some_and(|form| form.key(key));
        if changed {
            self.keep(cx, out);
        }
    }

    fn pasted(&mut self, cx: &Ctx, text: &str, out: &mut Out<'_>) {
        let changed = self.look.is_none() && self.form.as_mut().is_some_and(|form| form.paste(text));
        if changed {
            self.keep(cx, out);
        }
    }

    fn answered(&mut self, cx: &Ctx, ticket: Ticket, answer: Answered, out: &mut Out<'_>) {
        if self.facts.takes(ticket) {
            if let Answered::Form(facts, id) = answer {
                match &mut self.form {
                    Some(form) => form.renew(*facts),
                    None => self.arrived.0 = Some((facts, id)),
                }
            }
        } else if self.drafts.takes(ticket)
            && let Answered::Drafts(drafts) = answer
        {
            self.arrived.1 = Some(drafts);
        }
        self.open(cx, out);
    }

    fn committed(&mut self, cx: &Ctx, op: &Op, receipt: &Receipt, out: &mut Out<'_>) {
        match op {
            Op::Record(recording) if self.is_mine(recording.id) => {
                self.tell(cx, recording, receipt, out);
                out.pop();
                let next = self.form.as_ref().and_then(|form| form.facts.next);
                out.turns.extend(next.map(Turn::Choose));
            }
            Op::SaveDraft(draft) if self.is_mine(draft.id) && self.sent == Some(Sent::Leave) => {
                out.say(Tone::Plain, record::texts(cx.lang).kept);
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

    fn refused(&mut self, cx: &Ctx, op: &Op, trouble: &Trouble, out: &mut Out<'_>) -> bool {
        self.sent = None;
        if matches!(op, Op::DropDraft(_)) {
            // It was to be thrown away: that the draft is still there is said, and is no reason to stay.
            out.pop();
        }
        let (Op::Record(_), Trouble::Refused(refusals), Some(form)) = (op, trouble, &mut self.form) else {
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

    fn refresh(&mut self, _cx: &Ctx, changed: Changed, out: &mut Out<'_>) {
        if self.form.is_some() && (changed.people || changed.ledger || changed.rounds) {
            self.ask(out);
        }
    }

    fn view(&self, cx: &Ctx, area: Rect, buf: &mut Buffer) -> Option<Position> {
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
