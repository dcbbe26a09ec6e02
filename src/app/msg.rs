//! The three enums of the app, one job each: what a person may ask, what happens, and what the app
//! asks of the world.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::entry::LedgerLine;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::{Draft, Op, Receipt};
use crate::domain::place::{Scope, Township};
use crate::domain::progress::ImportProgress;
use crate::domain::query::{
    DraftLine, DueItem, FormFacts, Found, LedgerQuery, Page, RosterQuery, RosterRow, RoundCard, RoundLine,
    ScopeLine, SearchCursor, SearchQuery, Start, VillageLine,
};
use crate::domain::recipient::RecipientCard;
use crate::domain::report::Report;
use crate::domain::roster::ImportReport;
use crate::domain::round::{Group, Round};
use crate::domain::text::CleanText;
use crate::ui::key::Key;

/// What a person may ask for; what the keymap names. Plain and `Copy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Something within the screen that has the keys.
    Do(ScreenAction),
    /// Another main screen.
    Go(Go),
    /// Something for the program as a whole.
    GlobalAction(GlobalAction),
}

/// What a screen may be asked to do. One deed, one name, on every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScreenAction {
    /// Moves the cursor of a list.
    Move(Move),
    /// To the pane or tab on the left, or the value before.
    Left,
    /// To the pane or tab on the right, or the value after.
    Right,
    /// To the next pane, tab or field.
    Next,
    /// To the previous pane, tab or field.
    Previous,
    /// Opens what is chosen, or confirms what the screen asks.
    Accept,
    /// Goes back.
    Back,
    /// Opens the form that records a visit; in the form, takes the usual case.
    Record,
    /// Opens the search box.
    Search,
    /// Opens the filter.
    Filter,
    /// Changes the plain facts of what is chosen.
    Edit,
    /// Creates something new.
    Create,
    /// Reverses the chosen entry.
    Reverse,
    /// Records a death, departure or suspension, or undoes one.
    Status,
    /// Shows the numbers behind the masks.
    Unmask,
    /// Throws a half-filled form away.
    Discard,
    /// Goes up to the folder above.
    FolderUp,
}

/// A move of a list's cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the beginning.
    First,
    /// To the end.
    Last,
}

/// A main screen to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Go {
    /// The search box of the roster.
    Search,
    /// What is due.
    Due,
    /// The rounds.
    Rounds,
    /// The ledger.
    Ledger,
    /// The import of a roster.
    Import,
    /// The report of a year.
    Report,
}

/// What concerns the program as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GlobalAction {
    /// Opens the help.
    Help,
    /// Reverses what was last recorded.
    UndoLast,
    /// Draws the screen afresh.
    Redraw,
    /// Puts the program aside (`fg` brings it back).
    Suspend,
    /// Leaves the program; asks first if something would be lost.
    Quit,
}

/// Names one question, so that only the answer to the latest one is taken: who asked and the how
/// manyeth question it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId {
    /// The layer of the stack that asked; zero is the app itself.
    pub layer: u32,
    /// Never the same twice.
    pub serial: u32,
}

/// Everything that happens.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key.
    Key(Key),
    /// Pasted text.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resized(u16, u16),
    /// The day turned.
    Day(NaiveDate),
    /// The answer to a question.
    QueryResult(RequestId, Box<QueryResult>),
    /// A question could not be answered.
    NoAnswer(RequestId, Box<RegisterError>),
    /// A write is durable.
    Committed(Box<Op>, Box<Receipt>),
    /// A write did not happen.
    NotCommitted(Box<Op>, Box<RegisterError>),
    /// A register was created and is open.
    Opened,
    /// A register could not be created.
    NotOpened(Box<RegisterError>),
    /// The long job tells how it goes.
    Job(JobReport),
}

/// How the long job goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobReport {
    /// So far.
    Progress {
        /// How far it is.
        progress: ImportProgress,
        /// Milliseconds since the job began.
        elapsed_ms: u64,
    },
    /// An import, or its dry run, came to its end.
    Imported(Box<ImportReport>),
    /// It was stopped; nothing was written.
    Cancelled,
    /// The register refused; nothing was written.
    Failed(Box<RegisterError>),
    /// The file cannot be read as a roster: what is wrong, in the user's language.
    Unreadable(CleanText),
}

/// How a first register begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// With the sample banner.
    Sample,
    /// Empty.
    Empty,
}

/// A file to import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportJob {
    /// The roster.
    pub path: PathBuf,
    /// Write; otherwise only tell what would be written.
    pub write: bool,
    /// Import the good rows although others are refused.
    pub skip_refused: bool,
}

/// Everything the app may ask of the world.
///
/// The effects of one message are performed in order, and their answers folded in, before the next
/// message is: a key pressed ahead then always meets the screen that its author meant. Only a question
/// that [can wait](Ask::can_wait) does not hold up a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the register; answer with [`Msg::QueryResult`] or [`Msg::NoAnswer`] bearing the same ticket.
    Query(RequestId, Query),
    /// Write; answer with [`Msg::Committed`] or [`Msg::NotCommitted`].
    Commit(Box<Op>),
    /// Keep a half-filled form, at the latest 300 ms from now; of several only the last counts.
    /// Flush before any [`Effect::Commit`], before leaving and when a signal ends the program.
    KeepDraft(Draft),
    /// Import a roster on the worker thread; reports with [`Msg::Job`].
    StartImport(ImportJob),
    /// Stop the long job; it reports [`JobReport::Cancelled`].
    CancelJob,
    /// Create a register where there is none; answer with [`Msg::Opened`] or [`Msg::NotOpened`].
    CreateRegister(Beginning),
    /// Draw every cell afresh.
    Redraw,
    /// Give the terminal back and stop (Ctrl-Z).
    Suspend,
    /// Leave the program.
    Quit,
}

/// A question to the register, or to the folders of the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// The banner's name and the round that concerns today: [`QueryResult::Current`].
    Current,
    /// The counts of every scope: [`QueryResult::Scopes`].
    Scopes {
        /// In which round.
        round: Option<RoundCode>,
    },
    /// The counts of the villages of a scope: [`QueryResult::Villages`].
    Villages {
        /// In which round.
        round: Option<RoundCode>,
        /// Of which part of the register.
        scope: Scope,
    },
    /// A page of the roster: [`QueryResult::Roster`].
    Roster(RosterQuery),
    /// A search over the whole banner: [`QueryResult::Search`].
    Search(SearchQuery),
    /// One recipient: [`QueryResult::Recipient`].
    Recipient(RecipientId),
    /// What happened to a recipient, round by round: [`QueryResult::RoundLines`].
    RoundLines(RecipientId),
    /// What the record form opens with, and the id its recording will bear: [`QueryResult::Form`].
    Form {
        /// Whom it is for.
        recipient: RecipientId,
        /// In which round.
        round: RoundCode,
    },
    /// A page of what is due, over all rounds: [`QueryResult::Due`].
    Due(DuePageRequest),
    /// A page of the ledger: [`QueryResult::Ledger`].
    Ledger(LedgerQuery),
    /// The rounds created, with their counts: [`QueryResult::Rounds`].
    Rounds,
    /// One round with its counts, created or as the calendar would make it: [`QueryResult::Round`].
    Round(RoundCode),
    /// The report of a calendar year: [`QueryResult::Report`].
    Report(i32),
    /// The forms that wait half filled: [`QueryResult::Drafts`].
    Drafts,
    /// The townships: [`QueryResult::Townships`].
    Townships,
    /// The visit groups in their fixed order: [`QueryResult::Groups`].
    Groups,
    /// A new id for a reversal, fixed when its reason is asked for: [`QueryResult::NewId`].
    NewId,
    /// What a folder holds, to choose a roster from; none for the folder to start in:
    /// [`QueryResult::Folder`].
    Folder(Option<PathBuf>),
}

impl Query {
    /// Whether the person waits for something else first: it is put only while nothing is typed, and the
    /// next search takes its place.
    pub fn can_wait(&self) -> bool {
        matches!(self, Self::Search(SearchQuery { reach: SearchCursor::Initials(_), .. }))
    }
}

/// Which due items a list asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePageRequest {
    /// Only this round; none for every round whose window has opened.
    pub round: Option<RoundCode>,
    /// Which part of the register.
    pub scope: Scope,
    /// The exceptions (put off, absent, refused, not found) instead of what is due.
    pub exceptions: bool,
    /// Where the page begins.
    pub start: Start,
    /// Rows at most.
    pub limit: u32,
}

/// The answer to an [`Query`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryResult {
    /// To [`Query::Current`].
    Current(Current),
    /// To [`Query::Scopes`], the whole banner first, the units last.
    Scopes(Vec<ScopeLine>),
    /// To [`Query::Villages`].
    Villages(Vec<VillageLine>),
    /// To [`Query::Roster`].
    Roster(Page<RosterRow>),
    /// To [`Query::Search`].
    Search(Found),
    /// To [`Query::Recipient`].
    Recipient(Box<RecipientCard>),
    /// To [`Query::RoundLines`], newest round first.
    RoundLines(Vec<RoundLine>),
    /// To [`Query::Form`].
    Form(Box<FormFacts>, EntryId),
    /// To [`Query::Due`].
    Due(Page<DueItem>),
    /// To [`Query::Ledger`], newest first.
    Ledger(Vec<LedgerLine>),
    /// To [`Query::Rounds`].
    Rounds(Vec<RoundCard>),
    /// To [`Query::Round`].
    Round(Box<RoundCard>),
    /// To [`Query::Report`].
    Report(Box<Report>),
    /// To [`Query::Drafts`].
    Drafts(Vec<DraftLine>),
    /// To [`Query::Townships`].
    Townships(Vec<Township>),
    /// To [`Query::Groups`].
    Groups(Vec<Group>),
    /// To [`Query::NewId`].
    NewId(EntryId),
    /// To [`Query::Folder`].
    Folder(Folder),
}

/// Where and when the register stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Current {
    /// The banner's name, e.g. 正蓝旗.
    pub banner: CleanText,
    /// The round that concerns today; not `created` if only the calendar knows it.
    pub round: Option<Round>,
}

/// A folder to choose a roster from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// Folders first, then files that may be rosters, by name.
    pub entries: Vec<FolderEntry>,
}

/// One thing in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Its path.
    pub path: PathBuf,
    /// Its name as it may be shown.
    pub name: CleanText,
    /// Whether it is a folder.
    pub folder: bool,
    /// Size in bytes, for a file.
    pub bytes: u64,
}
