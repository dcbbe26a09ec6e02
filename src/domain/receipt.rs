//! What an operation answers.

use chrono::NaiveDate;

use super::export::ExportGrant;
use super::ids::{EntryId, RecipientId};
use super::phones::PhoneGrant;
use super::recipient::Numbers;

/// Which parts of the register an operation really changed; a screen reloads only what it shows of them.
#[expect(clippy::struct_excessive_bools, reason = "four independent parts, each touched or not")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// People, units, statuses.
    pub people: bool,
    /// The ledger or the visits.
    pub ledger: bool,
    /// Rounds or standards.
    pub rounds: bool,
    /// Drafts.
    pub drafts: bool,
}

impl Changed {
    /// Nothing that a screen shows.
    pub const NOTHING: Self = Self { people: false, ledger: false, rounds: false, drafts: false };
    /// People, units, statuses.
    pub const PEOPLE: Self = Self { people: true, ..Self::NOTHING };
    /// The ledger or the visits.
    pub const LEDGER: Self = Self { ledger: true, ..Self::NOTHING };
    /// Rounds or standards.
    pub const ROUNDS: Self = Self { rounds: true, ..Self::NOTHING };
    /// Drafts.
    pub const DRAFTS: Self = Self { drafts: true, ..Self::NOTHING };

    /// What either of the two changed.
    #[must_use]
    pub const fn and(self, more: Self) -> Self {
        Self {
            people: self.people || more.people,
            ledger: self.ledger || more.ledger,
            rounds: self.rounds || more.rounds,
            drafts: self.drafts || more.drafts,
        }
    }

    /// This if it happened, else nothing.
    #[must_use]
    pub const fn when(self, happened: bool) -> Self {
        if happened { self } else { Self::NOTHING }
    }
}

/// What an operation answers, after it is durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Done; there is nothing to return.
    Done,
    /// Written now.
    Recorded(EntryId),
    /// Written before, with the same content: nothing was added.
    Exists(EntryId),
    /// Written before, with the same content, and undone since: what was handed over was reversed, the call cancelled, or
    /// the death or departure was taken back. Nothing was added.
    Undone(EntryId, NaiveDate),
    /// A round was closed, and with it so many who were open.
    Closed(u64),
    /// This person was added.
    Added(RecipientId),
    /// The person was registered before, under this id, with the same facts: nothing was added.
    Registered(RecipientId),
    /// It stood so before: nothing was changed.
    Known,
    /// The numbers in full.
    Numbers(Numbers),
    /// What the audit keeps of an opening of phones.
    Phones(PhoneGrant),
    /// What the audit keeps of something that leaves.
    Export(ExportGrant),
}

/// The receipt of a committed operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What it touched.
    pub changed: Changed,
    /// What it answers.
    pub answer: Answer,
}

impl Receipt {
    /// Whether it was written before, with the same content, and nothing was added now.
    pub fn existed(&self) -> bool {
        matches!(self.answer, Answer::Exists(_) | Answer::Undone(..) | Answer::Registered(_) | Answer::Known)
    }

    /// The day on which what was written before was undone, if it was.
    pub fn undone_on(&self) -> Option<NaiveDate> {
        if let Answer::Undone(_, on) = self.answer { Some(on) } else { None }
    }
}
