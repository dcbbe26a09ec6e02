//! The phones of those who are due now, opened for a session: one key asks for a reason, which the audit keeps before
//! anything is shown, and closes them again.
//!
//! They are held here alone, apart from the rows that show them: once this is gone every phone is masked. Of whom an
//! answer of the register tells, their phones are asked for, and the register decides who is due. It ends with the key,
//! with a stop of the program, with another round or another register, and after half an hour without a key.

use super::App;
use super::destination::{Destination, ReasonFor};
use super::effect::Effect;
use super::open_phones::{OpenPhones, PhonesEnd};
use super::outbox::Severity;
use super::pending::Reply;
use super::query::{QueryResult, ask};
use crate::domain::ids::RecipientId;
use crate::domain::op::{Answer, Changed, Op, Receipt};
use crate::lang::{app, fill, words};

/// Of whom an answer tells.
fn people(answer: &QueryResult) -> Vec<RecipientId> {
    if let QueryResult::Roster(page) = answer {
        page.rows.iter().map(|row| row.id).collect()
    } else if let QueryResult::Search(found) = answer {
        found.hits.iter().map(|hit| hit.row.id).collect()
    } else if let QueryResult::Due(page) = answer {
        page.rows.iter().map(|item| item.row.id).collect()
    } else if let QueryResult::Attention(page) = answer {
        page.rows.iter().map(|item| item.row.id).collect()
    } else if let QueryResult::Recipient(card) = answer {
        vec![card.id]
    } else if let QueryResult::Form(form) = answer {
        vec![form.facts.row.id]
    } else {
        Vec::new()
    }
}

impl App {
    /// Whether phones are open.
    pub fn shows_phones(&self) -> bool {
        self.cx.phones.is_some()
    }

    /// The key: asks for the reason, or masks what is open.
    pub(super) fn turn_phones(&mut self) {
        let texts = app::texts(self.cx.lang);
        match &self.cx.round {
            _ if self.shows_phones() => self.mask_phones(PhonesEnd::Key),
            _ if self.prompts() => self.say(Severity::Plain, texts.answer_first),
            _ if self.read_only => self.say(Severity::Bad, texts.phones_read_only),
            Some(round) if round.created => {
                let round = round.code;
                self.notice = None;
                self.open(&Destination::Reason(ReasonFor::OpenPhones { round }));
            }
            Some(_) | None => self.say(Severity::Plain, texts.phones_no_round),
        }
    }

    /// An operation became durable: if it opens phones, all that is shown is asked for with them.
    pub(super) fn open_phones(&mut self, op: &Op, receipt: &Receipt) {
        let (Op::OpenPhones { round, .. }, Answer::Phones(grant)) = (op, &receipt.answer) else { return };
        if self.cx.code() != Some(*round) {
            return;
        }
        self.cx.phones = Some(OpenPhones::new(grant.clone()));
        self.with_all(|screen, cx, out| screen.refresh(cx, Changed::PEOPLE, out));
        let texts = app::texts(self.cx.lang);
        self.say(Severity::Good, fill(texts.phones_opened, &[&words::round(self.cx.lang, *round)]));
    }

    /// Masks phones again, and says so; nothing where none are open.
    pub(super) fn mask_phones(&mut self, why: PhonesEnd) {
        if self.cx.phones.take().is_none() {
            return;
        }
        self.asked_phones.forget();
        let texts = app::texts(self.cx.lang);
        let text = match why {
            PhonesEnd::Key => texts.phones_masked,
            PhonesEnd::Round => texts.phones_other_round,
            PhonesEnd::Stopped => texts.phones_stopped,
            PhonesEnd::Idle => texts.phones_idle,
            PhonesEnd::Register => texts.phones_other_register,
        };
        self.say(Severity::Plain, text);
    }

    /// Stops the program; no phone stays open meanwhile.
    pub(super) fn suspend(&mut self) {
        self.mask_phones(PhonesEnd::Stopped);
        self.effects.push(Effect::Suspend);
    }

    /// Whether the round worked in is no longer the one whose phones are open.
    pub(super) fn mask_phones_of_other_round(&mut self) {
        let round = self.cx.code();
        if self.cx.phones.as_ref().is_some_and(|open| Some(open.grant.round) != round) {
            self.mask_phones(PhonesEnd::Round);
        }
    }

    /// Asks for the phones of those of whom an answer tells.
    pub(super) fn ask_phones(&mut self, answer: Option<&QueryResult>) {
        let Some(open) = &mut self.cx.phones else { return };
        if let Some(of) = open.ask(answer.map(people).unwrap_or_default()) {
            let grant = open.grant.clone();
            self.ask(ask::phones(grant, of), |app| &mut app.asked_phones);
        }
    }

    /// Takes the phones that were asked for; whether it was them. Whoever is not due any more has none.
    pub(super) fn take_phones(&mut self, reply: &mut Reply) -> bool {
        if !self.asked_phones.awaits(reply) {
            return false;
        }
        let told = self.asked_phones.take(reply);
        if told.as_ref().is_some_and(|told| !told.granted) {
            self.mask_phones(PhonesEnd::Register);
        }
        let Some(open) = &mut self.cx.phones else { return true };
        open.take(told.map(|told| told.phones).unwrap_or_default());
        if open.forget_many() {
            self.with_all(|screen, cx, out| screen.refresh(cx, Changed::PEOPLE, out));
        }
        true
    }
}
