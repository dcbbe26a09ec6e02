//! Payments of programmes (其他发放): what one is, and by which rules it may be written.

pub mod back_pay;
mod bearing;
pub mod draft;
pub mod figures;
pub mod kinds;
pub mod level;
mod months;
pub mod next;
pub mod period;
mod rule;
pub mod rules;
pub mod standards;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::ids::{EntryId, RecipientId};
use super::money::Fen;
use super::text::CleanText;

pub use months::{Months, overpaid_months};

/// What a line of the ledger does, beside gifts and reversals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PayKind {
    /// Money paid; with `concerns`, paid once more after it failed.
    Payment,
    /// Part of a payment taken back (追回).
    Recovery,
    /// A payment, or part of it, that the bank did not carry out.
    Failed,
    /// Spent on a station or a memorial, on nobody.
    Spending,
}

impl PayKind {
    /// The stable name in the register and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Recovery => "recovery",
            Self::Failed => "failed",
            Self::Spending => "spending",
        }
    }

    /// The kind of a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Payment, Self::Recovery, Self::Failed, Self::Spending]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// What a programme keeps of a payment beyond sum and day, by stable names; sums as whole fen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayDetail(pub BTreeMap<String, CleanText>);

/// The category that it was paid for.
pub const CATEGORY: &str = "category";
/// The level of a disability or an award.
pub const LEVEL: &str = "level";
/// Its nature: 因战, 因公, 因病.
pub const NATURE: &str = "nature";
/// Registered in the town or in the country.
pub const HOUSEHOLD: &str = "household";
/// Spring or autumn intake of a soldier, with the year.
pub const INTAKE: &str = "intake";
/// Years served.
pub const YEARS: &str = "years";
/// The kind of an insurance.
pub const KIND: &str = "kind";
/// By which way a part was taken back: [`CASH`] or [`LATER`].
pub const WAY: &str = "way";
/// It was handed back in cash.
pub const CASH: &str = "cash";
/// It was kept back from a later payment.
pub const LATER: &str = "later";
/// A station or a memorial.
pub const PLACE: &str = "place";
/// What it was for, in words.
pub const NOTE: &str = "note";
/// The own share of whoever was paid for, in fen: never the bureau's money.
pub const OWN_FEN: &str = "own_fen";
/// The whole bill of a hospital, in fen.
pub const TOTAL_FEN: &str = "total_fen";
/// What the insurance bore of it, in fen.
pub const INSURANCE_FEN: &str = "insurance_fen";

impl PayDetail {
    /// What is kept under a name.
    pub fn get(&self, key: &str) -> Option<&CleanText> {
        self.0.get(key)
    }

    /// A sum that is kept under a name; nothing where there is none.
    pub fn fen(&self, key: &str) -> Fen {
        Fen::new(self.get(key).and_then(|fen| fen.parse().ok()).unwrap_or(0))
    }

    /// Keeps a text.
    pub fn set(&mut self, key: &str, text: CleanText) {
        if !text.is_empty() {
            self.0.insert(key.to_owned(), text);
        }
    }

    /// Keeps a sum.
    pub fn set_fen(&mut self, key: &str, fen: Fen) {
        self.0.insert(key.to_owned(), CleanText::unmasked(&fen.get().to_string()));
    }
}

/// A payment that is to be written, or what takes part of one back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPayment {
    /// The id that it will bear.
    pub id: EntryId,
    /// What it does.
    pub kind: PayKind,
    /// The code of its programme.
    pub programme: CleanText,
    /// Whom it is for; nobody only where something is spent.
    pub recipient: Option<RecipientId>,
    /// The months that it pays.
    pub months: Option<Months>,
    /// Which half-year, season, year, settlement, case or letter; with a category or a kind in the key, that.
    pub subject: Option<CleanText>,
    /// The public money, in fen: above zero also where it is taken back.
    pub amount: Fen,
    /// The day paid.
    pub on: NaiveDate,
    /// Whose account it went to, where that is another's.
    pub payee: Option<CleanText>,
    /// The payment that failed, or that part is taken back of.
    pub concerns: Option<EntryId>,
    /// Why, where that is asked.
    pub reason: Option<CleanText>,
    /// The funds that paid it; none where that is not known.
    pub parts: Vec<(CleanText, Fen)>,
    /// What the programme keeps beyond that.
    pub detail: PayDetail,
    /// The row of the list that it comes from.
    pub row: Option<u32>,
}

/// A list as it was paid (发放册).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayrollHead {
    /// Made of file and programme.
    pub id: EntryId,
    /// Its number, as people name it.
    pub number: CleanText,
    /// The code of the programme.
    pub programme: CleanText,
    /// The name of the file.
    pub name: CleanText,
    /// The SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// The day paid.
    pub on: NaiveDate,
    /// What its rows come to.
    pub total: Fen,
    /// Why it was written although something was told of it.
    pub reason: Option<CleanText>,
}

/// Payments that are written together, all or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayAct {
    /// The list that they come from.
    pub payroll: Option<PayrollHead>,
    /// The payments.
    pub payments: Vec<NewPayment>,
}

#[cfg(test)]
mod draft_tests;
#[cfg(test)]
mod rule_tests;
#[cfg(test)]
mod tests;
