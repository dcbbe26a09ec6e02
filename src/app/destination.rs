//! Where a screen may lead, as a value: only the list of screens knows which screen that is.

use super::action::{MainScreen, ScreenAction};
use super::keymap::KeyContext;
use super::plan_query::{PlanDeed, ProgressFigure};
use super::work_query::WorkDeed;
use crate::domain::attention::Attention;
use crate::domain::batch::Among;
use crate::domain::departing::DocumentQuery;
use crate::domain::entry::LedgerQuery;
use crate::domain::export::ListQuery;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::Op;
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::recipient::{RecipientCard, StatusKind};
use crate::domain::review::Likeness;
use crate::domain::round::Round;
use crate::domain::setting::Setting;
use crate::domain::sign_sheet::SheetNumber;
use crate::domain::text::CleanText;
use crate::domain::undo::Undoing;

/// A screen and what it is to show. A main screen needs no variant: its own key leads to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A main screen: back to it where it lies on the stack.
    Main(MainScreen),
    /// The first start, while there is no register.
    FirstStart,
    /// The menu of everything, called from a place.
    Menu(&'static KeyContext),
    /// The help, called from a place.
    Help(&'static KeyContext),
    /// One recipient.
    Person(RecipientId),
    /// One recipient, and at once what is done with that one.
    PersonFor {
        /// Whom.
        id: RecipientId,
        /// What.
        action: ScreenAction,
    },
    /// The form that adds a person, beginning in a township.
    AddPerson(Option<TownshipCode>),
    /// The form that changes the facts of a recipient.
    Edit(Box<RecipientCard>),
    /// The form of a recipient's death, departure or suspension.
    Status(Box<RecipientCard>),
    /// The last look at two who may be one human, where `other` is known; else the search for it.
    Merge {
        /// Who stays.
        keep: RecipientId,
        /// Who is merged.
        other: Option<RecipientId>,
    },
    /// The form that records a visit.
    Record {
        /// Whom it is for.
        recipient: RecipientId,
        /// In which round.
        round: RoundCode,
    },
    /// The form that records the usual gift for many.
    RecordBatch {
        /// Who was marked.
        recipients: Vec<RecipientId>,
        /// In which round.
        round: RoundCode,
    },
    /// The form that adds, ends or moves a group of many.
    ChangeGroups {
        /// Who is meant.
        among: Among,
        /// The round of the list; none for all that are open.
        round: Option<RoundCode>,
        /// The group that the list is filtered by.
        group: Option<CleanText>,
    },
    /// The rules by which whoever holds categories is in a group.
    GroupRules,
    /// The form that changes the rule of a group.
    GroupRule(CleanText),
    /// What was answered of rosters and is kept.
    RosterWords,
    /// The prompt for what is done to the list of handlers.
    Handler(HandlerDeed),
    /// The prompt that writes work down by a line, or ends a row.
    WorkLine(Box<WorkDeed>),
    /// The list of work of a year.
    WorkList(i32),
    /// How far the yearly confirmation has come.
    Confirmations(i32),
    /// The form that confirms somebody for a year.
    ConfirmOne {
        /// The year.
        year: i32,
        /// Whom.
        recipient: RecipientId,
        /// The name.
        name: CleanText,
    },
    /// What is due in one round and one part of the register.
    Due {
        /// The round.
        round: RoundCode,
        /// The part of the register.
        scope: Scope,
        /// Its name.
        name: CleanText,
    },
    /// Those who ask for attention, one list of them.
    Attention {
        /// Which list.
        list: Attention,
        /// Only those of this township, which bears the name.
        place: Option<(TownshipCode, CleanText)>,
    },
    /// The pairs that may be one human.
    Doubles {
        /// Only those of this township, which bears the name.
        place: Option<(TownshipCode, CleanText)>,
    },
    /// Two who may be one human, side by side.
    Pair {
        /// What makes them seem so.
        why: Likeness,
        /// Who was registered first.
        one: RecipientId,
        /// Who was registered later.
        other: RecipientId,
    },
    /// The entries behind a figure.
    Entries(Figure),
    /// The same, where payments of programmes are among them: the entries by number, and the name of the figure.
    PaidEntries(Vec<i64>, String),
    /// The form that creates a round.
    CreateRound {
        /// The round that it begins with.
        code: RoundCode,
        /// The rounds that exist, which cannot be created again.
        taken: Vec<RoundCode>,
    },
    /// The form that changes a round that has not opened, or raises the standards of one that has begun.
    ChangeRound {
        /// Which.
        round: Round,
        /// Whether somebody was visited in it.
        begun: bool,
    },
    /// A question before something is lost or done.
    Confirm {
        /// The question.
        question: String,
        /// What yes does.
        then: OnYes,
    },
    /// The numbered sheets of a round.
    Sheets(RoundCode),
    /// The dialog that writes a numbered sheet of a round.
    PrintSheet(RoundCode),
    /// The dialog that writes a list for public notice: of a round, or of reliefs.
    PrintNotice(RoundCode),
    /// The form that keys a signed sheet.
    KeySheet(SheetNumber),
    /// The choice of a filled sheet that is read.
    ReadSheet,
    /// A reason, which the operation that follows will carry.
    Reason(ReasonFor),
    /// The plan of a round.
    Plan(RoundCode),
    /// A form of a plan or an allocation.
    PlanDeed(Box<PlanDeed>),
    /// Who stands behind a number of a round's progress.
    ProgressList(Box<ProgressFigure>),
    /// Payments of programmes: of one person, or of everybody.
    Payments(Option<(RecipientId, CleanText)>),
    /// The dialog that writes a list to a file.
    Export(Box<ListQuery>),
    /// The dialog that writes a report to a file.
    ExportDocument(DocumentQuery),
}

impl Destination {
    /// Whether it is the main screen `context`.
    pub fn is_main(&self, context: &KeyContext) -> bool {
        matches!(self, Self::Main(main) if main.name == context.name)
    }
}

/// What is done to the list of handlers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandlerDeed {
    /// A name is put on it.
    Add,
    /// The last day of one is told; whose.
    End(CleanText),
}

/// What happens on yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnYes {
    /// Leaves the program.
    Quit,
    /// Writes.
    Commit(Box<Op>),
}

/// What a reason, or a number, is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReasonFor {
    /// A reversal.
    Reverse {
        /// The entry.
        entry: EntryId,
        /// Whom and how much, e.g. 程连富 1,000 元.
        what: String,
    },
    /// The reversal of all that was recorded together with an entry.
    ReverseBatch {
        /// The entry.
        entry: EntryId,
    },
    /// The undoing of a change of a group of many.
    UndoGroups {
        /// The act.
        act: EntryId,
        /// How many, and what.
        what: String,
    },
    /// The cancelling of a call.
    CancelVisit {
        /// The call.
        visit: EntryId,
        /// Whom, when and how it ended.
        what: String,
    },
    /// The undoing of a death, departure or suspension.
    UndoStatus {
        /// Whose.
        recipient: RecipientId,
        /// Which.
        kind: StatusKind,
        /// Whom, and what happened.
        what: String,
    },
    /// What stood before an act is put back, of one or of many.
    Undo {
        /// What does it.
        undoing: Undoing,
        /// The act in words.
        what: String,
        /// What was there before it, and after it; none for an act of many.
        sides: Option<[String; 2]>,
    },
    /// Two who look like one human are two.
    TellApart {
        /// The one.
        one: RecipientId,
        /// The other.
        other: RecipientId,
        /// Both names.
        names: [CleanText; 2],
    },
    /// The undoing of a merge.
    Unmerge {
        /// Who was merged into another.
        recipient: RecipientId,
        /// Whom, and into whom.
        what: String,
    },
    /// The numbers behind the masks.
    Unmask {
        /// Whose.
        recipient: RecipientId,
        /// The name.
        name: CleanText,
    },
    /// The closing of a round that is over.
    CloseRound {
        /// Which.
        round: RoundCode,
        /// How many are open in it.
        open: u64,
    },
    /// Standards that are raised once a round has opened.
    Raise {
        /// The round with the new standards.
        round: Round,
    },
    /// The phones of those who are due.
    OpenPhones {
        /// In which round.
        round: RoundCode,
    },
    /// The answer to a finding of the audit.
    Answer {
        /// Its name.
        finding: CleanText,
        /// What it is about.
        what: String,
    },
    /// The new value of a setting that is a number.
    Number {
        /// Which.
        setting: &'static Setting,
        /// The value that holds.
        value: CleanText,
    },
}

/// A figure of the report: the entries it is the sum of, and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Which entries.
    pub query: LedgerQuery,
    /// Its name, e.g. 2023年 2023年春节 困难退役军人.
    pub name: String,
}
