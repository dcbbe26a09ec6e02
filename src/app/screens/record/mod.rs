//! The form that records a visit, and the last look before it is written.
//!
//! Its id is fixed when it opens: writing the same thing twice is then seen as the same thing. It
//! keeps a draft as it is filled in, so that neither Esc nor a lost line throws typed work away.

mod describe;
mod draft;
mod form;
mod item;
mod keys;
mod review;
mod texts;
mod update;
mod usual;
mod validate;
mod view;
mod wording;

#[cfg(test)]
mod tests;

use crate::app::context::ViewContext;
use crate::app::destination::{Destination, OnYes};
use crate::app::effect::Effect;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::query::{NewForm, ask};
use crate::app::screen::ScreenDef;
use crate::domain::gift::Recording;
use crate::domain::group_change::Touches;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::known::Known;
use crate::domain::money::Fen;
use crate::domain::op::{Draft, DraftLine, Op, Receipt};
use crate::domain::visit::Outcome;
use crate::lang::{errors, fill};
use draft::DraftBody;
pub use form::Form;
pub use item::Item;
pub use validate::{Fault, FieldError};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&keys::FORM, &keys::LOOK],
    opens_with: None,
    open: |to, _| {
        let Destination::Record { recipient, round } = to else { return None };
        Some(Box::new(RecordForm::new(*recipient, *round)))
    },
};

/// Which of its writes it waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sent {
    /// New names are put on the list of handlers: the next key writes.
    Handlers,
    /// The recording is being written.
    Record,
    /// The draft is being kept or thrown away, and then the form closes.
    Leave,
}

/// The screen.
#[derive(Debug)]
pub struct RecordForm {
    recipient: RecipientId,
    round: RoundCode,
    facts: Pending<NewForm>,
    drafts: Pending<Vec<DraftLine>>,
    asked_known: Pending<Box<Known>>,
    /// What its fields propose.
    known: Known,
    /// The facts, and the drafts that wait, before the form can open.
    arrived: (Option<NewForm>, Option<Vec<DraftLine>>),
    form: Option<Box<Form>>,
    /// The last look: what will be written.
    look: Option<Box<Recording>>,
    /// The one that Esc has left.
    left: Option<Box<Recording>>,
    /// What a death or a departure in the last look means for the rounds, in lines.
    touches: Vec<String>,
    asked_touches: Pending<Touches>,
    /// Whether the form came from a draft.
    resumed: bool,
    /// Whether a draft has been kept since it opened.
    draft_saved: bool,
    sent: Option<Sent>,
}

impl RecordForm {
    /// The form for a recipient in a round; it opens with the draft that waits, if there is one.
    pub fn new(recipient: RecipientId, round: RoundCode) -> Self {
        Self {
            recipient,
            round,
            facts: Pending::default(),
            drafts: Pending::default(),
            asked_known: Pending::default(),
            known: Known::default(),
            arrived: (None, None),
            form: None,
            look: None,
            left: None,
            touches: Vec::new(),
            asked_touches: Pending::default(),
            resumed: false,
            draft_saved: false,
            sent: None,
        }
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.facts.ask(out, ask::form(self.recipient, self.round));
    }

    /// Opens the form once both answers are there.
    fn open(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let (Some(NewForm { facts, id, doubt, leap }), Some(drafts)) = (&self.arrived.0, &self.arrived.1)
        else {
            return;
        };
        let waiting = drafts
            .iter()
            .filter(|line| line.recipient == self.recipient)
            .filter_map(|line| Some((line.saved_at_ms, line.id, DraftBody::read(&line.body)?)))
            .filter(|(_, _, draft)| draft.round == self.round)
            .max_by_key(|(saved, id, _)| (*saved, *id));
        let facts = facts.as_ref().clone();
        if let Some(doubt) = doubt {
            out.say(Severity::Bad, errors::day(cx.lang, *doubt));
        } else if let Some(last) = leap {
            out.say(Severity::Plain, errors::day_leap(cx.lang, cx.today, *last));
        }
        let mut form = match waiting {
            Some((_, id, draft)) => {
                self.resumed = true;
                if doubt.is_none() {
                    out.say(Severity::Plain, texts::of(cx.lang).resumed);
                }
                Form::resume(facts, id, draft, cx.today)
            }
            None => Form::open(facts, *id, cx.today).dated(cx.kept_day, cx.today),
        };
        form.know(&self.known);
        self.form = Some(Box::new(form));
        self.arrived = (None, None);
    }

    /// Keeps a draft of what was changed.
    fn save_draft(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if let Some(form) = &self.form {
            self.draft_saved = true;
            out.effect(Effect::KeepDraft(form.draft(cx.today).into()));
        }
    }

    /// Keeps a draft of what a key or a paste changed, or tells why it changed nothing.
    fn edited(&mut self, cx: &ViewContext, changed: bool, out: &mut Outbox<'_>) {
        if changed {
            self.save_draft(cx, out);
        } else if self.look.is_none() && self.form.as_ref().is_some_and(|form| form.tore()) {
            out.say(Severity::Plain, texts::of(cx.lang).masked_whole);
        }
    }

    /// Goes to the last look, or to the first thing that is wrong.
    fn check(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(form) = &mut self.form else { return };
        form.leave_all(cx.today);
        match form.recording(cx.today) {
            Ok(recording) => {
                self.look = Some(Box::new(recording));
                self.ask_touches(out);
            }
            Err(errors) => {
                // Where nothing is wrong and only a reason is missing, its own field has the keys.
                let asks =
                    |one: &FieldError| matches!(&one.fault, Fault::Rule(refusal) if refusal.rule.asks());
                if errors.iter().all(asks) {
                    form.go(Item::Override);
                } else if let Some(first) = errors.first() {
                    form.go(first.item);
                }
                out.say(Severity::Bad, fill(texts::of(cx.lang).wrong, &[&errors.len()]));
            }
        }
    }

    /// Asks what the death or the departure in the last look closes.
    fn ask_touches(&mut self, out: &mut Outbox<'_>) {
        self.touches.clear();
        self.asked_touches.forget();
        if let Some(look) = &self.look
            && matches!(look.outcome, Outcome::Died | Outcome::MovedAway)
        {
            self.asked_touches.ask(out, ask::touches(Box::new(Op::Record(look.clone()))));
        }
    }

    /// Goes to the last look at the full standard for the person; what was filled in by hand is looked at as it is.
    fn take_usual(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if let Some(form) = &mut self.form {
            let by_hand = form.is_by_hand(cx.today);
            if !by_hand {
                form.usual(cx.today);
            }
            self.check(cx, out);
            // What was filled in is worth a word only where it is not what the standard says.
            let differs = self.look.as_ref().zip(self.form.as_ref()).is_some_and(|(look, form)| {
                let goods = look.goods.as_ref().map_or(Fen::ZERO, |goods| goods.value);
                look.outcome.gives() && [look.cash, goods] != form.facts.terms.standard_on(look.on)
            });
            if differs && by_hand {
                out.say(Severity::Plain, texts::of(cx.lang).as_filled);
            }
            if self.form.as_ref().is_some_and(|form| form.differs(cx.today)) {
                self.save_draft(cx, out);
            }
        }
    }

    fn step(&mut self, cx: &ViewContext, by: isize) {
        if let Some(form) = &mut self.form {
            form.step(by, cx.today);
        }
    }

    fn step_rows(&mut self, cx: &ViewContext, by: isize) {
        if let Some(form) = &mut self.form {
            form.step_rows(by, cx.today);
        }
    }

    fn write(&mut self, out: &mut Outbox<'_>) {
        let (Some(form), Some(recording), None) = (&self.form, &self.look, self.sent) else { return };
        let new = form.new_handlers(recording);
        let (op, sent) = if new.is_empty() {
            (Op::Record(recording.clone()), Sent::Record)
        } else {
            (Op::AddHandlers(new), Sent::Handlers)
        };
        self.sent = out.commit(op).then_some(sent);
    }

    /// Closes the form; what was typed is kept first, and if that fails the form stays.
    fn leave(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(form) = &self.form else { return out.pop() };
        let differs = form.differs(cx.today);
        if differs {
            self.sent = out.commit(Op::SaveDraft(form.draft(cx.today))).then_some(Sent::Leave);
        } else if self.draft_saved && !self.resumed {
            self.sent = out.commit(Op::DropDraft(form.id)).then_some(Sent::Leave);
        } else {
            out.pop();
        }
    }

    fn discard(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match &self.form {
            Some(form) if self.resumed || self.draft_saved => {
                let question = texts::of(cx.lang).discard_question.to_owned();
                let then = OnYes::Commit(Box::new(Op::DropDraft(form.id)));
                out.open(Destination::Confirm { question, then });
            }
            Some(_) | None => out.pop(),
        }
    }

    fn is_mine(&self, id: EntryId) -> bool {
        self.form.as_ref().is_some_and(|form| form.id == id)
    }

    /// Whether a draft holds all that the form does: one that was kept a moment before may be answered first.
    fn is_all_of(&self, cx: &ViewContext, draft: &Draft) -> bool {
        self.form.as_ref().is_some_and(|form| form.draft(cx.today) == *draft)
    }

    /// What was recorded, said with the name, which only the form knows.
    fn describe_success(
        &self,
        cx: &ViewContext,
        recording: &Recording,
        receipt: &Receipt,
        out: &mut Outbox<'_>,
    ) {
        let Some(form) = &self.form else { return };
        let name = form.facts.row.name.as_str();
        if receipt.existed() {
            return;
        }
        out.say(Severity::Good, describe::visit(cx, recording, name));
        out.recorded(describe::undo(cx.lang, recording, name));
    }
}
