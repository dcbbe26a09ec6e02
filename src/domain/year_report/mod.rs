//! The report of a year: every figure that it tells, from one pass over the entries of the year and its rows of work.
//!
//! A figure has a name, and everything it counts is told by that name ([`lines()`], and `--explain` of the command): what a figure
//! counts and what its list shows are decided by the same functions here.

pub mod explain;
pub mod fold;
pub mod lines;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::money::Fen;
use super::programme::{OWN_FUND, fund_key};
use super::report::Report;
use super::text::CleanText;
use super::work::WorkRow;
use super::year::{Closed, Paragraph, Sent};

pub use explain::{FigureEntry, FigureName};
pub use fold::{EntryFact, EntryRole, MoneyFold};
use lines::LineOf;
pub use lines::{Quantity, ReportLine, lines};

/// What was paid by one programme in a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgrammeFigures {
    /// The stable name; what is paid for a later insurance year has one of its own.
    pub code: String,
    /// The name of the programme.
    pub name: CleanText,
    /// Different people with something left of what they were paid.
    pub people: u64,
    /// Payments of which something is left (人次).
    pub times: u64,
    /// Public money, in fen: what was paid, less what failed or was taken back.
    pub amount: Fen,
    /// What people bore themselves, in fen: in no sum of the bureau.
    pub own: Fen,
    /// By category, intake, season or whatever the key says.
    pub parts: BTreeMap<String, PartSum>,
}

/// A part of a programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartSum {
    /// Different people.
    pub people: u64,
    /// Public money.
    pub amount: Fen,
}

/// What was spent without a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpendingFigures {
    /// The programme.
    pub code: String,
    /// Its name.
    pub name: CleanText,
    /// How often.
    pub times: u64,
    /// All of it.
    pub amount: Fen,
    /// By fund.
    pub funds: BTreeMap<String, Fen>,
}

impl SpendingFigures {
    /// What of it came from budgets that are not the bureau's: those of the farms.
    pub fn own(&self) -> Fen {
        let own = self.funds.iter().filter(|(fund, _)| fund_key(fund) == OWN_FUND);
        own.fold(Fen::ZERO, |sum, (_, fen)| sum.plus(*fen))
    }
}

impl YearReport {
    /// Whether anything was paid or done in the year, beyond stations and people who were there already.
    pub fn has_happened(&self) -> bool {
        let stands = |line: &ReportLine| match &line.of {
            LineOf::Work(kind, _) => kind.family().is_open_ended(),
            LineOf::Visits | LineOf::Units | LineOf::Programme(_) | LineOf::Spending(_) | LineOf::Late => {
                false
            }
        };
        !lines(self).iter().all(stands)
    }
}

/// The report of a calendar year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearReport {
    /// The gifts of its visits.
    pub gifts: Report,
    /// The programmes for which anything was paid, in the order of the report.
    pub programmes: Vec<ProgrammeFigures>,
    /// What was spent without a person.
    pub spending: Vec<SpendingFigures>,
    /// Reversals of entries of years that were closed: how many, and what they take back.
    pub late: (u64, Fen),
    /// Cases of hardship that were accepted; none where no case was kept.
    pub accepted: Option<u64>,
    /// Money by month, January first, of everything.
    pub months: [Fen; 12],
    /// Money by township as it was then, of everything that was given to somebody, in the order of their codes.
    pub townships: Vec<(String, Fen)>,
    /// The work of the year.
    pub work: Vec<WorkRow>,
    /// Paragraphs of the bureau's own.
    pub paragraphs: Vec<Paragraph>,
    /// Whether the year is closed.
    pub closed: Option<Closed>,
    /// What was told when the report was sent.
    pub sent: Option<Sent>,
}
