//! Every write, as a named operation. The store performs one in one transaction.

use chrono::NaiveDate;

use super::allocation::AllocationAct;
use super::batch::{Batch, Reversal};
use super::date::DaySource;
pub use super::draft::{Draft, DraftLine, HalfFilled};
use super::export::ExportNote;
use super::gift::Recording;
use super::group_change::GroupChange;
use super::group_rule::RuleChange;
use super::holiday::RoundCode;
use super::ids::{EntryId, RecipientId};
use super::payment::PayAct;
use super::payment::standards::PayStandard;
use super::person::Edit;
use super::person::NewPerson;
use super::plan::{Assignment, BudgetChange, PlanAddition, PlanApproval};
use super::programme::Programme;
pub use super::receipt::{Answer, Changed, Receipt};
use super::recipient::StatusKind;
use super::relief::CaseStep;
use super::roster_question::KeptAnswer;
use super::round::Round;
use super::sign_sheet::{SheetAct, SheetNumber};
use super::text::CleanText;
use super::work::{NewWork, WorkChange};

/// Who acts, when and on which day; the store never asks the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteContext {
    /// The day, in Asia/Shanghai.
    pub today: NaiveDate,
    /// Where that day comes from.
    pub day_source: DaySource,
    /// The instant: UTC milliseconds since 1970.
    pub now_ms: i64,
    /// The account that acts.
    pub actor: CleanText,
}

/// A write: one variant a kind, named for what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Creates a round with its window and standards.
    CreateRound(Round),
    /// Changes the window or the standards of a round that has not opened.
    ChangeRound(Round),
    /// Raises the standards of a round that has opened; what was given stays, and the rise is owed beside it.
    RaiseStandards {
        /// The round with the new standards.
        round: Round,
        /// The day from which they hold.
        on: NaiveDate,
        /// Why.
        reason: CleanText,
    },
    /// Fixes the lists of the rounds that are over, and has the round of the day come into being. The first write of a day
    /// does so too.
    SettleRounds,
    /// Closes a round that is over: what is still open in it is closed as not given.
    CloseRound {
        /// Which.
        code: RoundCode,
        /// Why.
        reason: CleanText,
    },
    /// Approves the plan of a round: its lines are fixed with their amounts.
    ApprovePlan(Box<PlanApproval>),
    /// Takes an approval back, as long as nothing was recorded or handed out under it: the plan is a draft again.
    ReturnPlan {
        /// The round.
        round: RoundCode,
        /// Why.
        reason: CleanText,
    },
    /// Puts somebody on an approved plan.
    AddToPlan(Box<PlanAddition>),
    /// Gives a fund a budget in a round, says which standards name it, and which groups it may pay.
    SetBudget(Box<BudgetChange>),
    /// Gives lines of a plan to a team, a leader, or both.
    AssignPlan(Box<Assignment>),
    /// Hands cash and goods to a station or team, takes them back, or tells a loss.
    Allocate(Box<AllocationAct>),
    /// Adds a person; a second time under the same id, or where the person is registered with the same facts, nothing.
    AddPerson(Box<NewPerson>),
    /// Changes facts of a recipient; refused if `rev` is no longer current.
    Edit {
        /// Whom.
        id: RecipientId,
        /// The version that the editor saw.
        rev: i64,
        /// What changes.
        edit: Box<Edit>,
    },
    /// Records a death, departure or suspension, and closes what is open.
    SetStatus {
        /// Whom.
        id: RecipientId,
        /// What happened.
        kind: StatusKind,
        /// On which day.
        on: NaiveDate,
        /// Why it is recorded.
        reason: CleanText,
    },
    /// Records that somebody came back or is paid again: what stands of a departure or suspension ends the day before.
    EndStatus {
        /// Whom.
        id: RecipientId,
        /// What ends.
        kind: StatusKind,
        /// The first day back.
        on: NaiveDate,
        /// Why it is recorded.
        reason: CleanText,
    },
    /// Undoes the latest line of the status history of that kind, with a reason.
    UndoStatus {
        /// Whom.
        id: RecipientId,
        /// Which kind.
        kind: StatusKind,
        /// Why it was wrong.
        reason: CleanText,
    },
    /// Two who look like one human are two: they are no pair to check any more.
    TellApart {
        /// The one.
        one: RecipientId,
        /// The other.
        other: RecipientId,
        /// Why.
        reason: CleanText,
    },
    /// Makes two recipients that are one human one; what was recorded of both stays as it is.
    Merge {
        /// Who stays.
        keep: RecipientId,
        /// Who is found under the other from now on.
        other: RecipientId,
        /// The versions of both that the last look showed.
        revs: [i64; 2],
        /// Why.
        reason: CleanText,
        /// Why all the same, where something says that they are two.
        confirmed: Option<CleanText>,
    },
    /// Takes a merge back: who was merged stands alone again, and what came since stays with the other.
    Unmerge {
        /// Who was merged into another.
        recipient: RecipientId,
        /// Why.
        reason: CleanText,
        /// Why all the same, where the one that stays was given more than its standard.
        confirmed: Option<CleanText>,
    },
    /// Adds, ends or moves a group of many, all or none.
    ChangeGroups(Box<GroupChange>),
    /// Puts back what stood before an act that added a recipient, or changed facts of one, a setting or a round.
    UndoAct {
        /// The number of the act.
        act: i64,
        /// Why.
        reason: CleanText,
    },
    /// Undoes a change of a group of many, all or none.
    UndoGroups {
        /// The act.
        act: EntryId,
        /// Why.
        reason: CleanText,
    },
    /// Gives a group a rule, or takes it away; whoever holds the categories follows.
    SetGroupRule(Box<RuleChange>),
    /// Records a call and what was handed over; removes the draft of the same id. Creates the round if
    /// the calendar knows it and nobody has created it yet.
    Record(Box<Recording>),
    /// Cancels a gift.
    Reverse {
        /// The id of the reversal.
        id: EntryId,
        /// The gift.
        of: EntryId,
        /// Why.
        reason: CleanText,
    },
    /// Cancels a call that was recorded wrongly, and the death or departure that was heard of there.
    CancelVisit {
        /// The call.
        visit: EntryId,
        /// Why.
        reason: CleanText,
    },
    /// Records the usual gift for many, all or none.
    RecordBatch(Box<Batch>),
    /// Cancels gifts of one batch, all or none: those that still stand.
    ReverseBatch {
        /// The act that recorded them.
        batch: EntryId,
        /// The reversals.
        reversals: Vec<Reversal>,
        /// Why.
        reason: CleanText,
    },
    /// Records what a numbered sheet brought back signed, all or none.
    RecordSheet(Box<SheetAct>),
    /// Keeps a half-keyed sheet, or drops what was kept of it.
    KeepKeying {
        /// Which.
        number: SheetNumber,
        /// The fields of the form, in its own notation.
        body: Option<CleanText>,
    },
    /// Keeps a half-filled form.
    SaveDraft(Draft),
    /// Throws a half-filled form away.
    DropDraft(EntryId),
    /// Gives a setting a value from today on (see [`super::setting`]).
    Set {
        /// The name of the setting.
        key: CleanText,
        /// Its value, as people write it.
        value: CleanText,
    },
    /// Keeps what was answered of a roster, for the next one like it.
    KeepAnswers(Vec<KeptAnswer>),
    /// Forgets what was answered of rosters: the next one like it asks again. Which answer each was, does not matter.
    ForgetAnswers(Vec<KeptAnswer>),
    /// Puts names on the list of handlers.
    AddHandlers(Vec<CleanText>),
    /// Tells the last day on which somebody on that list hands over.
    EndHandler {
        /// Who.
        name: CleanText,
        /// The day.
        on: NaiveDate,
    },
    /// Shows the numbers behind the masks, and records who saw them and why.
    Unmask {
        /// Whose.
        id: RecipientId,
        /// Why.
        reason: CleanText,
    },
    /// Answers a finding of the audit with a reason.
    AnswerFinding {
        /// Its name, or the beginning of it.
        finding: CleanText,
        /// Why it is in order, or what was done about it.
        reason: CleanText,
        /// Who answers, where that is not the account.
        by: Option<CleanText>,
    },
    /// Opens the phones of those who are due in a round for a session, and records who did and why.
    OpenPhones {
        /// The round worked in.
        round: RoundCode,
        /// Why.
        reason: CleanText,
    },
    /// Writes payments of programmes, what failed or is taken back of them, or what is spent on nobody; all or none.
    Pay(Box<PayAct>),
    /// Adds a programme, or gives one other terms.
    AddProgramme(Box<Programme>),
    /// Keeps what is paid from a day on.
    SetPayStandards(Vec<PayStandard>),
    /// Writes a step of a case or of a letter of citation.
    AddCaseStep(Box<CaseStep>),
    /// Writes work down that is not money, all rows or none.
    AddWork(Vec<NewWork>),
    /// Ends, settles or answers a row of work, or tells more of it.
    ChangeWork {
        /// Which.
        id: EntryId,
        /// What changes.
        change: Box<WorkChange>,
    },
    /// Closes a year: nothing more is dated in it.
    CloseYear {
        /// Which.
        year: i32,
        /// Why.
        reason: CleanText,
    },
    /// Sets a paragraph of the bureau's own beside the report of a year; nothing removes it.
    SetParagraph {
        /// The year.
        year: i32,
        /// Behind which part of the report it stands.
        place: CleanText,
        /// What it says.
        text: CleanText,
    },
    /// Keeps what the report of a year tells, because it is sent.
    SendReport {
        /// The year.
        year: i32,
        /// Its figures, by name.
        figures: Vec<(CleanText, CleanText)>,
    },
    /// A list or a sheet leaves: records who has it written, what it holds, and why numbers in it are in full.
    NoteExport(Box<ExportNote>),
}

impl From<HalfFilled> for Op {
    fn from(half: HalfFilled) -> Self {
        match half {
            HalfFilled::Recording(draft) => Self::SaveDraft(draft),
            HalfFilled::Sheet(number, body) => Self::KeepKeying { number, body: Some(body) },
        }
    }
}

impl Op {
    /// Whether it keeps or drops a half-filled form, and nothing else.
    pub fn is_of_draft(&self) -> bool {
        matches!(self, Self::SaveDraft(_) | Self::DropDraft(_) | Self::KeepKeying { .. })
    }

    /// Whether it gives somebody a number that is compared with those of others: an ID number, a phone or a birth date,
    /// which beside the masked number is the number.
    pub fn gives_numbers(&self) -> bool {
        if let Self::AddPerson(new) = self {
            return new.id_number.is_some() || new.birth.is_some() || new.phone.is_some();
        }
        matches!(self, Self::Edit { edit, .. }
            if !edit.id_number.keeps() || !edit.birth.keeps() || edit.phone.is_some())
    }

    /// Whether it changes many facts at once: then the register is kept as it was before.
    pub fn concerns_many(&self) -> bool {
        matches!(
            self,
            Self::RecordBatch(_)
                | Self::ReverseBatch { .. }
                | Self::RecordSheet(_)
                | Self::ChangeGroups(_)
                | Self::UndoGroups { .. }
                | Self::SetGroupRule(_)
        ) || matches!(self, Self::Pay(act) if act.payments.len() > 1)
    }
}
