//! The questions themselves.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::app::asked::{DuePageRequest, PaymentsRequest};
use crate::app::plan_query::PlanPageRequest;
use crate::app::work_query::WorkAsk;
use crate::domain::attention::AttentionQuery;
use crate::domain::audit::AuditQuery;
use crate::domain::audit::act::ActQuery;
use crate::domain::batch::Among;
use crate::domain::departing::Departing;
use crate::domain::entry::LedgerQuery;
use crate::domain::group_change::GroupLookQuery;
use crate::domain::group_rule::RuleChange;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::RosterQuery;
use crate::domain::op::Op;
use crate::domain::phones::PhoneGrant;
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::plan::Assigned;
use crate::domain::review::ReviewQuery;
use crate::domain::round_progress::{ProgressListQuery, ProgressQuery};
use crate::domain::search::{SearchCursor, SearchQuery};
use crate::domain::sign_sheet::{SheetNumber, SignedRow};
use crate::lang::Lang;

/// A question to the register, or to the folders of the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// The banner's name and the round that concerns today.
    Current,
    /// The counts of every scope.
    Scopes {
        /// In which round.
        round: Option<RoundCode>,
    },
    /// The counts of the villages of a scope.
    Villages {
        /// In which round.
        round: Option<RoundCode>,
        /// Of which part of the register.
        scope: Scope,
    },
    /// A page of the roster.
    Roster(RosterQuery),
    /// What those on a roster come to.
    RosterSum(RosterQuery),
    /// A search over the whole banner.
    Search(SearchQuery),
    /// One recipient.
    Recipient(RecipientId),
    /// What happened to a recipient, round by round.
    RoundLines(RecipientId),
    /// What was changed of a recipient's facts.
    FactHistory(RecipientId),
    /// The last look at two who may be one human.
    MergeLook {
        /// Who stays.
        keep: RecipientId,
        /// The other.
        other: RecipientId,
    },
    /// The last look at somebody who was merged, before the two are parted.
    UnmergeLook(RecipientId),
    /// The last look at a group that is changed of many.
    GroupLook(Box<GroupLookQuery>),
    /// The rules of groups, those that ended too.
    GroupRules,
    /// The last look at the rule of a group.
    RuleLook(Box<RuleChange>),
    /// What the record form opens with, and the id its recording will bear.
    Form {
        /// Whom it is for.
        recipient: RecipientId,
        /// In which round.
        round: RoundCode,
    },
    /// What the form that records many opens with, and the ids that its recordings will bear.
    Batch {
        /// In which round.
        round: RoundCode,
        /// Who is meant.
        among: Among,
    },
    /// The act of many that recorded an entry, and the ids that its reversals will bear.
    BatchOf(EntryId),
    /// Who is to be visited next.
    NextDue {
        /// After whom.
        after: RecipientId,
        /// In which round.
        round: RoundCode,
    },
    /// A page of what is due, over all rounds.
    Due(DuePageRequest),
    /// What the first screen of a day tells.
    Today,
    /// A page of those who ask for attention.
    Attention(AttentionQuery),
    /// How many are on a list of what is to be checked.
    ReviewCount(ReviewQuery),
    /// The pairs that may be one human.
    Doubles(ReviewQuery),
    /// Two people side by side.
    DoubleSides(RecipientId, RecipientId),
    /// What a change of a person or a round means for the rounds, before it is written.
    Touches(Box<Op>),
    /// A page of the ledger.
    Ledger(LedgerQuery),
    /// What the entries of a query come to.
    LedgerSum(LedgerQuery),
    /// The rounds created, with their counts.
    Rounds,
    /// One round with its counts, created or as the calendar would make it.
    Round(RoundCode),
    /// The report of a calendar year.
    Report(i32),
    /// The whole report of a calendar year.
    YearReport(i32),
    /// The entries or rows behind a figure of that report, by its name.
    FigureEntries(i32, String),
    /// A page of payments, with what stands beside it.
    Payments(Box<PaymentsRequest>),
    /// The forms that wait half filled.
    Drafts,
    /// The townships.
    Townships,
    /// The visit groups in their fixed order.
    Groups,
    /// The entitlement categories in their fixed order.
    Categories,
    /// The settings with the values that hold today.
    Settings,
    /// The list of handlers, with how many gifts name each.
    Handlers,
    /// What was answered of rosters and is kept.
    KeptAnswers,
    /// Phones that were opened, of those among these who are due now.
    Phones(PhoneGrant, Vec<RecipientId>),
    /// How far the register has come.
    Version,
    /// Handlers, relations and goods of the last entries.
    Known,
    /// The names of the villages of a township.
    VillageNames(TownshipCode),
    /// A new id for a reversal, fixed when its reason is asked for.
    NewId,
    /// What the audit finds.
    Audit(AuditQuery),
    /// A page of the acts.
    Acts(ActQuery),
    /// What undoes an act, by its number.
    UndoLook(i64),
    /// The last act of the day that still stands.
    LastAct,
    /// What a folder holds, to choose a roster from; none for the folder to start in.
    Folder(Option<PathBuf>),
    /// Where a copy of the register may go.
    CopyPlaces,
    /// What the plan of a round comes to.
    Plan(RoundCode),
    /// A page of its lines.
    PlanPage(PlanPageRequest),
    /// Why somebody is on it, or not.
    PlanExplain(RoundCode, RecipientId),
    /// A plan beside that of the last round of the same holiday.
    PlanCompare(RoundCode),
    /// What each station and team has to account for.
    Balances(RoundCode),
    /// The weekly bulletin of a round by the end of a day.
    Bulletin(RoundCode, NaiveDate),
    /// Teams, stations, funds and groups.
    PlanKnown,
    /// How far a round has come.
    RoundProgress(ProgressQuery),
    /// A page of those behind a number of it.
    ProgressPage(Box<ProgressListQuery>),
    /// How many rows a list or sheet has, and where it would be written.
    ExportLook(Box<Departing>),
    /// How many lines of a plan each of several choices has, and their cash.
    PlanSums(RoundCode, Vec<Assigned>),
    /// The sheets that wait half keyed.
    HalfKeyed,
    /// The numbered sheets of a round.
    Sheets(RoundCode),
    /// What the form opens with that keys a signed sheet.
    Keying(SheetNumber),
    /// What a signed sheet would record.
    WeighSheet(SheetNumber, Vec<SignedRow>),
    /// What a filled sheet would record, by its file.
    ReadSheet(PathBuf),
    /// Writes the copy of a filled sheet that goes back, with reasons in that language, beside the file.
    ReturnSheet(PathBuf, Lang),
    /// What the screen of work asks.
    Work(WorkAsk),
}

impl Query {
    /// Whether the user waits for something else first: it is put only while nothing is typed, and the
    /// next search takes its place.
    pub fn can_wait(&self) -> bool {
        matches!(self, Self::Search(SearchQuery { reach: SearchCursor::Initials(_), .. }))
    }
}
