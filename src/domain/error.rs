//! What can go wrong with the register, in terms that every room understands.
//!
//! The texts in both languages live in `lang`; the exit statuses in `cli`.

use super::batch::Altered;
use super::date::DayDoubt;
use super::gift::Refusal;
use super::ids::{EntryId, RecipientId};
use super::loss::Loss;
use super::merge::MergeRule;
use super::payment::rules::PayRefusal;
use super::person::Objection;
use super::plan::breach::PlanRule;
use super::recipient::StatusKind;
use super::relief::CaseRule;
use super::round::RoundRule;
use super::text::CleanText;
use super::undo::NotUndone;
use super::work::WorkRefusal;
use super::year::YearRule;

/// What the register's file guards, whatever program writes into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Entries are only ever added, each behind the one before it.
    Ledger,
    /// A reversal negates one entry exactly, once, on its day or later.
    Reversal,
    /// Visits, settled lists and the audit are history.
    History,
    /// Recipients stay.
    Recipients,
    /// A payment: no key twice, nothing after a death, nothing beyond what is left.
    Payment,
    /// A value that its column does not take, or a reference to nothing.
    Value,
}

/// Why an operation or a query did not succeed. Nothing was written, but for those of which
/// [`RegisterError::may_be_written`] says so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterError {
    /// A rule refuses the recording.
    #[error("refused by {} rule(s)", .0.len())]
    Refused(Vec<Refusal>),
    /// Rules stand against adding or mending a person; most give way to a reason.
    #[error("{} objection(s) against a person", .0.len())]
    Person(Vec<Objection>),
    /// Rules stand against payments; those that give way do to a reason.
    #[error("refused by {} rule(s) of payments", .0.len())]
    Unpaid(Vec<PayRefusal>),
    /// A step of a case is not done; why.
    #[error("case: {0:?}")]
    Case(CaseRule),
    /// A programme cannot have this code or name.
    #[error("programme: {0}")]
    Programme(CleanText),
    /// The id is known with other content.
    #[error("entry {0} was recorded with other content")]
    Different(EntryId),
    /// The entry is a reversal, or was reversed before.
    #[error("entry {0} cannot be reversed")]
    NotReversible(EntryId),
    /// What is owed since the standard was raised stands beside the gift, under this number: it is reversed first.
    #[error("topped up")]
    ToppedUp(i64),
    /// The call gave something that still stands: that is reversed, which takes the call back too.
    #[error("call {0} carries a gift that stands")]
    CarriesGift(EntryId),
    /// No such recipient, entry, round, township …: what was asked for.
    #[error("not found: {0}")]
    NotFound(CleanText),
    /// Several recipients answer to it; their ids and names.
    #[error("ambiguous: {} candidates", .0.len())]
    Ambiguous(Vec<CleanText>),
    /// Somebody changed the recipient since it was shown.
    #[error("changed elsewhere in the meantime")]
    Stale,
    /// Some of many stand otherwise than the last look showed; nobody was recorded.
    #[error("{} of the batch changed in the meantime", .0.len())]
    Altered(Vec<Altered>),
    /// A change of a group of many is not undone, of nobody: it was before, or the groups of somebody, by name, changed since.
    #[error("the change of groups is not undone")]
    GroupsStay(Option<CleanText>),
    /// The same status is already recorded, or there is none to undo.
    #[error("status {0:?} cannot be set or undone")]
    Status(StatusKind),
    /// Two recipients cannot be merged, or parted again; why.
    #[error("merge: {0:?}")]
    Merge(MergeRule),
    /// The recipient was merged into another, under whose name everything is done from now on.
    #[error("merged into {into}")]
    Merged {
        /// Who it is now.
        into: RecipientId,
        /// Its name.
        name: CleanText,
    },
    /// The round cannot be created, changed or closed; why.
    #[error("round: {0:?}")]
    Round(RoundRule),
    /// A plan, or an allocation, is not what was asked for; why.
    #[error("plan: {}", .0.code())]
    Plan(PlanRule),
    /// Whoever answers a finding of the audit handed over, or received, what it names.
    #[error("{0} is concerned by the finding")]
    OwnFinding(CleanText),
    /// An act is not undone; why.
    #[error("not undone: {0:?}")]
    NotUndone(NotUndone),
    /// A reason is required.
    #[error("a reason is required")]
    ReasonRequired,
    /// A masked number in an edited text was changed in part, or would be shown by what was written beside it.
    #[error("a masked number was torn")]
    TornNumber,
    /// Another program holds the register; which, if that is known.
    #[error("the register is busy: {0}")]
    Busy(CleanText),
    /// The person who asked for it took it back while it waited or was under way.
    #[error("stopped")]
    Stopped,
    /// Another file has taken the place of the open register: a backup was restored.
    #[error("the register was replaced")]
    Replaced,
    /// The register knows less than this program has seen of it: an older file was copied over it, or its log was lost.
    #[error("the register knows less: entries {entries:?}, lines {lines:?}")]
    KnowsLess {
        /// Entries of the ledger before and now.
        entries: [u64; 2],
        /// Lines of the audit before and now.
        lines: [u64; 2],
    },
    /// The log of the open register was removed, or is another one by now; its name.
    #[error("the log is gone: {0}")]
    LogGone(CleanText),
    /// Others may write the register, a file beside it, or its folder; which, as a word of the shell.
    #[error("others may write: {0}")]
    WritableByOthers(CleanText),
    /// In the place of a file that is kept beside the register lies something else: a link, a pipe, a folder, a file of
    /// somebody else or of another register; which, as a word of the shell.
    #[error("in the way: {0}")]
    InTheWay(CleanText),
    /// The file of the register has more than one name, each with a log of its own; the one asked for, as a word of
    /// the shell.
    #[error("more than one name: {0}")]
    SecondName(CleanText),
    /// The name of the register, or the path to it, is longer than what is kept beside it leaves room for; bytes of
    /// both.
    #[error("the name has {name} bytes, the path {path}")]
    LongName {
        /// Of the name.
        name: usize,
        /// Of the whole path.
        path: usize,
    },
    /// The folder that holds the register, or is to, is not there: deleted, moved, or on a disk that is not connected.
    #[error("folder gone: {0}")]
    FolderGone(CleanText),
    /// There is no register at that place.
    #[error("no register: {0}")]
    Missing(CleanText),
    /// The file is no muster register.
    #[error("not a register: {0}")]
    NotARegister(CleanText),
    /// The register was written by a newer muster: its version and ours.
    #[error("register version {found} is newer than {ours}")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Newest version this program knows.
        ours: i64,
    },
    /// A register or another file is already there.
    #[error("already there: {0}")]
    AlreadyThere(CleanText),
    /// The file or folder cannot be created or opened for want of permission.
    #[error("not permitted: {0}")]
    NotPermitted(CleanText),
    /// The register can be read but not written.
    #[error("read only")]
    ReadOnly,
    /// The register can only be read, and writes wait in its log that only a writer can take up.
    #[error("read only, with a log: {0}")]
    LogWaits(CleanText),
    /// The register lies on a network folder, where locks do not hold; the kind of folder and the place.
    #[error("network folder: {0}")]
    NetworkFolder(CleanText),
    /// A backup is not what it should be, and was not used.
    #[error("bad backup: {0}")]
    BadBackup(CleanText),
    /// A backup that knows less than the register, or is another's: a person must agree to what would be lost first.
    #[error("{} entries would be lost", .0.entries)]
    WouldLose(Box<Loss>),
    /// The disk is full or fails.
    #[error("storage: {0}")]
    Storage(CleanText),
    /// The disk failed while the write was brought to it: it may or may not be there. Doing the same again
    /// under the same id is safe: it answers that it exists, or writes it now.
    #[error("unsure: {0}")]
    Unsure(CleanText),
    /// The register or its log was removed or replaced while something was written: it may or may not be there; which
    /// of them. Doing the same again under the same id is safe, as with [`RegisterError::Unsure`].
    #[error("taken away: {0}")]
    TakenAway(CleanText),
    /// The register itself refuses what a program tried to write: a guard in its file.
    #[error("the register refuses: {0:?}")]
    Guard(Guard),
    /// The schema of the register was changed by hand or damaged; the first table, index or trigger that differs.
    #[error("schema: {0}")]
    Schema(CleanText),
    /// A row of work is not written down; which, and why.
    #[error("work: {0:?}")]
    Work(WorkRefusal),
    /// Nothing more is dated in that year.
    #[error("the year {0} is closed")]
    YearClosed(i32),
    /// A year is not closed; why.
    #[error("year: {0:?}")]
    Year(YearRule),
    /// The day cannot be true: the clock of the machine is wrong.
    #[error("day: {0:?}")]
    Day(DayDoubt),
    /// The register is damaged.
    #[error("damaged: {0}")]
    Damaged(CleanText),
}

impl RegisterError {
    /// Whether what was to be written may be there all the same.
    pub fn may_be_written(&self) -> bool {
        matches!(self, Self::Unsure(_) | Self::TakenAway(_))
    }
}
