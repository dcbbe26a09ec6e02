//! What the form of a visit needs to open filled in.

use chrono::NaiveDate;

use super::gift::Earlier;
use super::list::RosterRow;
use super::recipient::Life;
use super::round::{Round, Standard};
use super::terms::Terms;
use super::text::CleanText;
use super::usual_gift::Usual;

/// What the record form needs to open filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFacts {
    /// The recipient's row in the round.
    pub row: RosterRow,
    /// The round.
    pub round: Round,
    /// The names of those who were merged into the recipient.
    pub others: Vec<CleanText>,
    /// Alive or dead.
    pub life: Life,
    /// Live gifts of this round, which a second one would double.
    pub live: Vec<Earlier>,
    /// The handlers of the last recording made on this register.
    pub handlers: Vec<CleanText>,
    /// Whether cash needs two handlers.
    pub two_handlers: bool,
    /// What is usual in the round.
    pub terms: Terms,
}

impl FormFacts {
    /// What is usually handed over on a day: by the standard of that day.
    pub fn usual(&self, on: NaiveDate) -> Usual {
        Usual::owed(self.standard_on(on), &self.live, self.terms.top_up_on(on))
    }

    /// The standard by which the recipient is given something on a day.
    pub fn standard_on(&self, on: NaiveDate) -> Option<&Standard> {
        self.terms.basis_on(self.row.standard.as_ref(), on)
    }
}
