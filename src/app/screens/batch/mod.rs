//! The form that records the usual gift for all who are marked, and the last look before they are written: number, sum,
//! handlers, and who is left out and why.
//!
//! The ids of the act and of its recordings are fixed when it opens: writing the same twice is then seen as the same.

mod form;
mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::outbox::{Outbox, Recorded, Severity};
use crate::app::pending::Pending;
use crate::app::query::{NewBatch, ask};
use crate::app::screen::ScreenDef;
use crate::domain::batch::{Among, Batch};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::known::Known;
use crate::domain::op::{Op, Receipt};
use crate::lang::{batch as told, errors, fill, words};
use form::{Fault, Form};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&keys::FORM, &keys::LOOK],
    opens_with: None,
    open: |to, _| {
        let Destination::RecordBatch { recipients, round } = to else { return None };
        Some(Box::new(BatchForm::new(recipients.clone(), *round)))
    },
};

/// The screen.
#[derive(Debug)]
pub struct BatchForm {
    recipients: Vec<RecipientId>,
    round: RoundCode,
    facts: Pending<NewBatch>,
    asked_known: Pending<Box<Known>>,
    /// What its fields propose.
    known: Known,
    form: Option<Box<Form>>,
    /// The last look: what will be written.
    look: Option<Box<Batch>>,
    /// The one that Esc has left.
    left: Option<Box<Batch>>,
    /// The first row of the list that is drawn.
    top: usize,
}

impl BatchForm {
    /// The form for those who were marked.
    pub fn new(recipients: Vec<RecipientId>, round: RoundCode) -> Self {
        Self {
            recipients,
            round,
            facts: Pending::default(),
            asked_known: Pending::default(),
            known: Known::default(),
            form: None,
            look: None,
            left: None,
            top: 0,
        }
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.facts.ask(out, ask::batch(self.round, Among::These(self.recipients.clone())));
    }

    /// Takes the facts. A last look that no longer holds is left: what it showed is not what would be written.
    fn take(&mut self, cx: &ViewContext, new: NewBatch, out: &mut Outbox<'_>) {
        if let Some(doubt) = new.doubt {
            out.say(Severity::Bad, errors::day(cx.lang, doubt));
        } else if let (Some(last), None) = (new.leap, &self.form) {
            out.say(Severity::Plain, errors::day_leap(cx.lang, cx.today, last));
        }
        if let Some(form) = &mut self.form {
            form.renew(new);
        } else {
            let mut form = Form::open(cx, new);
            form.know(&self.known);
            self.form = Some(Box::new(form));
        }
        let now = self.form.as_ref().and_then(|form| form.batch(cx.today));
        if self.look.is_some() && self.look.as_deref() != now.as_ref() {
            self.look = None;
            out.say(Severity::Bad, texts::of(cx.lang).changed);
        }
    }

    /// Goes to the last look, or to what is wrong.
    fn check(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(form) = &mut self.form else { return };
        form.write_out_day(cx.today);
        let fault = form.judged(cx.today).fault;
        let texts = texts::of(cx.lang);
        if let Some((item, fault)) = fault {
            form.inputs.go(item);
            out.say(
                Severity::Bad,
                match fault {
                    Fault::Day => texts.no_day,
                    Fault::Handler => texts.bad_handler,
                    Fault::TwoHandlers => texts.two_handlers,
                    Fault::OneHandler => texts.one_handler,
                    Fault::Nobody => texts.nothing,
                },
            );
            return;
        }
        self.look = form.batch(cx.today).map(Box::new);
        self.top = 0;
    }

    fn write(&self, out: &mut Outbox<'_>) {
        let (Some(form), Some(batch)) = (&self.form, &self.look) else { return };
        let new = form.new_handlers(&batch.handlers);
        let op = if new.is_empty() { Op::RecordBatch(batch.clone()) } else { Op::AddHandlers(new) };
        // What comes of it is told by `committed` and `refused`.
        let _ = out.commit(op);
    }

    /// Turns the list, as far as it goes.
    fn scroll(&mut self, cx: &ViewContext, how: Move) {
        let Some(form) = &self.form else { return };
        let (all, height) = (view::rows(cx, &form.judged(cx.today)).len(), view::list_height(cx, form));
        let last = all.saturating_sub(height);
        let page = height.saturating_sub(1).max(1);
        self.top = match how {
            Move::Up => self.top.saturating_sub(1),
            Move::Down => self.top + 1,
            Move::PageUp => self.top.saturating_sub(page),
            Move::PageDown => self.top + page,
            Move::First | Move::To(_) => 0,
            Move::Last => last,
            Move::Scroll(by) => self.top.saturating_add_signed(by),
        }
        .min(last);
    }

    fn is_mine(&self, batch: &Batch) -> bool {
        self.look.as_ref().is_some_and(|look| look.id == batch.id)
    }

    fn describe_success(cx: &ViewContext, batch: &Batch, receipt: &Receipt, out: &mut Outbox<'_>) {
        if receipt.existed() {
            return;
        }
        let sum = batch.sum();
        let amount = told::sum(cx.lang, &sum);
        let texts = texts::of(cx.lang);
        let said = fill(texts.recorded, &[&sum.recipients, &amount]);
        let said =
            if cx.is_other_round(batch.round) { words::in_round(cx.lang, &said, batch.round) } else { said };
        out.say(Severity::Good, [said.as_str(), texts.undo_hint].join("  "));
        if let Some(first) = batch.gifts.first() {
            out.recorded(Recorded::Batch { entry: first.id });
        }
    }
}
