//! Lists and sheets on their way out: which list, in which form, and what the audit keeps of it.

use super::audit::AuditQuery;
use super::audit::act::ActQuery;
use super::entry::LedgerQuery;
pub use super::export_format::Format;
use super::head::Heads;
use super::holiday::RoundCode;
use super::ids::RecipientId;
use super::list::{DueStates, RosterQuery};
use super::money::Fen;
pub use super::outgoing::Outgoing;
use super::payment::draft::PayrollQuery;
use super::payment::figures::PaymentQuery;
use super::place::{Scope, TownshipCode};
use super::plan::PlanFilter;
use super::recipient::{Household, Kind, Life, Residence, Sex};
use super::review::ReviewQuery;
use super::round_progress::ProgressQuery;
use super::sign_sheet::{NewSheet, SheetNumber};
use super::text::CleanText;
use super::visit::Outcome;
use super::work::WorkQuery;
use super::work::confirm::UnseenQuery;

use std::path::PathBuf;

use chrono::NaiveDate;

/// A list with what is asked of it: as the command or the screen of the list asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListQuery {
    /// Everybody, people before units.
    Recipients(FullQuery),
    /// Who is in a round.
    Due {
        /// The round.
        round: RoundCode,
        /// Only the people of this township.
        township: Option<TownshipCode>,
        /// Only this village, and only this group of the standard.
        narrowed: [Option<CleanText>; 2],
        /// Who of the round.
        states: DueStates,
    },
    /// The roster as its screen shows it.
    Roster(RosterQuery),
    /// What is due over all rounds, or the exceptions, as the screen of it shows.
    Now {
        /// Only this round; none for every round whose window has opened.
        round: Option<RoundCode>,
        /// Which part of the register.
        scope: Scope,
        /// The exceptions instead of what is open.
        exceptions: bool,
    },
    /// Entries.
    Ledger(LedgerQuery),
    /// Payments of programmes.
    Payments(PaymentQuery),
    /// A payroll that is proposed.
    Payroll(PayrollQuery),
    /// Calls.
    Visits(VisitQuery),
    /// The lines of a plan.
    Plan(RoundCode, PlanFilter),
    /// How far a round has come; of one township where it is told by village.
    Progress(ProgressQuery, Option<TownshipCode>),
    /// The rounds created, or the two of a holiday year.
    Rounds(Option<i32>),
    /// One list of what is to be checked.
    Review(ReviewQuery),
    /// All those lists with how many are on each.
    ReviewCounts(Option<TownshipCode>),
    /// Findings.
    Audit(AuditQuery),
    /// Acts.
    Acts(ActQuery),
    /// Work.
    Work(WorkQuery),
    /// Who was not seen yet, by the end of a day.
    Unseen(UnseenQuery),
    /// What a figure of a year's report is made of.
    Figure {
        /// The year.
        year: i32,
        /// The name of the figure.
        figure: CleanText,
    },
}

impl ListQuery {
    /// Which list it is.
    pub fn what(&self) -> Outgoing {
        match self {
            Self::Recipients(_) => Outgoing::Recipients,
            Self::Due { .. } | Self::Roster(_) | Self::Now { .. } => Outgoing::Due,
            Self::Plan(..) => Outgoing::Plan,
            Self::Ledger(_) => Outgoing::Ledger,
            Self::Payments(_) => Outgoing::Payments,
            Self::Payroll(_) => Outgoing::Payroll,
            Self::Visits(_) => Outgoing::Visits,
            Self::Progress(..) => Outgoing::Progress,
            Self::Rounds(_) => Outgoing::Rounds,
            Self::Review(_) | Self::ReviewCounts(_) => Outgoing::Review,
            Self::Audit(_) => Outgoing::Audit,
            Self::Acts(_) => Outgoing::Acts,
            Self::Work(_) => Outgoing::Work,
            Self::Unseen(_) => Outgoing::Unseen,
            Self::Figure { .. } => Outgoing::Figure,
        }
    }
}

/// Which recipients a roster that leaves holds; nobody who was merged or withdrawn is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FullQuery {
    /// Only people, or only units.
    pub kind: Option<Kind>,
    /// Only this township.
    pub township: Option<TownshipCode>,
    /// Only this village.
    pub village: Option<CleanText>,
    /// Only who holds this group on the day.
    pub group: Option<CleanText>,
}

/// A recipient with every fact that a roster has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullRow {
    /// The identifier.
    pub id: RecipientId,
    /// Person or unit.
    pub kind: Kind,
    /// The name.
    pub name: CleanText,
    /// Sex, where known.
    pub sex: Option<Sex>,
    /// The year of birth, where known.
    pub birth_year: Option<i32>,
    /// The whole date; none where numbers are masked.
    pub birth: Option<NaiveDate>,
    /// The ID number, masked unless asked for in full.
    pub id_number: Option<CleanText>,
    /// The phone, as the ID number.
    pub phone: Option<CleanText>,
    /// The bank card, as the ID number.
    pub card: Option<CleanText>,
    /// Name of the township.
    pub township: CleanText,
    /// Village; empty if unknown.
    pub village: CleanText,
    /// Address.
    pub address: Option<CleanText>,
    /// How the household is registered.
    pub household: Option<Household>,
    /// Note.
    pub note: Option<CleanText>,
    /// Categories held on the day.
    pub categories: Vec<CleanText>,
    /// Groups held on the day.
    pub groups: Vec<CleanText>,
    /// Alive or dead.
    pub life: Life,
    /// Here, left or suspended.
    pub residence: Residence,
}

/// Which calls a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitQuery {
    /// Only of this round.
    pub round: Option<RoundCode>,
    /// Only in this calendar year.
    pub year: Option<i32>,
    /// Only of people, or only of units.
    pub kind: Option<Kind>,
    /// Only of those who live in this township.
    pub township: Option<TownshipCode>,
    /// Only of those who live in this village.
    pub village: Option<CleanText>,
    /// Only those that stand.
    pub standing_only: bool,
}

/// A call with what was handed over at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitRow {
    /// On which day.
    pub on: NaiveDate,
    /// In which round; none for one outside of any.
    pub round: Option<RoundCode>,
    /// Who was called on.
    pub recipient: RecipientId,
    /// The name.
    pub name: CleanText,
    /// Name of the township.
    pub township: CleanText,
    /// Village; empty if unknown.
    pub village: CleanText,
    /// The categories held on the day of the call; where there is none, the group of the gift.
    pub labels: Vec<CleanText>,
    /// Address.
    pub address: Option<CleanText>,
    /// Phone, masked unless asked for in full.
    pub phone: Option<CleanText>,
    /// Who called.
    pub handlers: Vec<CleanText>,
    /// `door`, `phone` or `video`.
    pub way: CallWay,
    /// How it ended.
    pub outcome: Outcome,
    /// The day it was put off to.
    pub deferred_to: Option<NaiveDate>,
    /// Cash handed over.
    pub cash: Fen,
    /// Goods in words.
    pub goods: Option<CleanText>,
    /// Their value.
    pub goods_value: Fen,
    /// Who received in the recipient's place, and the relation.
    pub proxy: Option<[CleanText; 2]>,
    /// What was asked for.
    pub needs: Option<CleanText>,
    /// Note.
    pub note: Option<CleanText>,
    /// Whether it stands: neither cancelled, nor its gift reversed.
    pub stands: bool,
}

/// How a call was made (方式).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CallWay {
    /// 上门: at the door.
    #[default]
    Door,
    /// 电话: by phone.
    Phone,
    /// 视频: by video.
    Video,
}

/// A list that was written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub path: PathBuf,
    /// How long it is.
    pub bytes: u64,
    /// Rows.
    pub rows: u64,
    /// Up to where the register reached.
    pub heads: Heads,
    /// Whether numbers are in full.
    pub full: bool,
    /// The number of a sheet that has one, and whether its plan is a draft that nobody has approved.
    pub sheet: Option<(SheetNumber, bool)>,
}

/// What the audit keeps of a list or sheet that leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportNote {
    /// What it is.
    pub what: Outgoing,
    /// What was asked of it, in one line.
    pub filters: CleanText,
    /// How many rows it has.
    pub rows: u64,
    /// Its form.
    pub format: Format,
    /// Why numbers are in it in full; none where they are masked.
    pub reason: Option<CleanText>,
    /// The sheet that it is, which gets a number.
    pub sheet: Option<NewSheet>,
}

/// The line of the audit that says that something leaves: whoever names it is told numbers in full, if it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportGrant {
    /// The device that wrote it.
    pub device: CleanText,
    /// Its number there.
    pub device_seq: i64,
    /// Its number in the register.
    pub line: i64,
}

#[cfg(test)]
mod tests;
