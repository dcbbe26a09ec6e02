//! The questions to the register or to the folders of the disk, and what answers each. To add one: its variant in
//! [`Query`], its line in the table of answers below, and its arm in `run/backend/answer.rs`.

mod question;

use std::marker::PhantomData;
use std::path::PathBuf;

use chrono::NaiveDate;

pub use question::Query;

pub use crate::app::asked::{
    BatchToReverse, BesidePayments, Current, DuePageRequest, NewBatch, NewForm, PaymentsPage,
    PaymentsRequest, Received, RequestId,
};
pub use crate::app::export_look::ExportLook;
pub use crate::app::folder::{Folder, FolderEntry};
pub use crate::app::plan_query::{PlanKnown, PlanPageRequest, ProgressPage};
pub use crate::app::work_query::{Meant, WorkAsk, WorkTold};
use crate::domain::allocation::balance::Balance;
use crate::domain::attention::{AttentionItem, AttentionQuery, Count, Today};
use crate::domain::audit::act::{ActLine, ActQuery};
use crate::domain::audit::{AuditQuery, Audited};
use crate::domain::banner::Category;
use crate::domain::batch::Among;
use crate::domain::bulletin::Bulletin;
use crate::domain::copied::CopyPlace;
use crate::domain::departing::Departing;
use crate::domain::entry::{LedgerLine, LedgerQuery, LedgerSum};
use crate::domain::fact_history::FactHistory;
use crate::domain::group_change::{GroupLook, GroupLookQuery, Touches};
use crate::domain::group_rule::{GroupRule, RuleChange, RuleLook};
use crate::domain::handler::Handler;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::known::{Known, VillageNames};
use crate::domain::list::{DueItem, RosterQuery, RosterRow, RosterSum, ScopeLine, VillageLine};
use crate::domain::merge::{MergeLook, UnmergeLook};
use crate::domain::money::Fen;
use crate::domain::op::{DraftLine, Op};
use crate::domain::page::Page;
use crate::domain::phones::{DuePhones, PhoneGrant};
use crate::domain::place::{Scope, Township, TownshipCode};
use crate::domain::plan::compare::Comparison;
use crate::domain::plan::explain::Explained;
use crate::domain::plan::{Assigned, PlanHead, PlanLine};
use crate::domain::recipient::RecipientCard;
use crate::domain::report::Report;
use crate::domain::review::{DoublePairs, DoubleSides, ReviewQuery};
use crate::domain::roster_question::KeptAnswer;
use crate::domain::round::Group;
use crate::domain::round_card::RoundCard;
use crate::domain::round_progress::{PartProgress, ProgressListQuery, ProgressQuery};
use crate::domain::search::{SearchPage, SearchQuery};
use crate::domain::setting::HeldSetting;
use crate::domain::sign_sheet::{HalfKeyed, NewKeying, SheetCard, SheetNumber, SignedRow, WeighedSheet};
use crate::domain::signed_error::SignedError;
use crate::domain::text::CleanText;
use crate::domain::undo::UndoLook;
use crate::domain::version::RegisterVersion;
use crate::domain::year_report::{FigureEntry, YearReport};
use crate::lang::Lang;

/// What answers a question.
pub trait Answer: Sized {
    /// The answer; the result itself if it answers something else.
    ///
    /// # Errors
    /// The result answers another question.
    fn from_result(result: QueryResult) -> Result<Self, QueryResult>;
}

/// A question and the type of its answer.
#[derive(Debug)]
pub struct Ask<T> {
    pub(in crate::app) query: Query,
    answer: PhantomData<fn() -> T>,
}

/// The table of answers: for each question the variant that answers it, and the function that asks it.
macro_rules! answers {
    ($($(#[$doc:meta])* $kind:ident($answer:ty) = $ask:ident($($arg:ident: $of:ty),*) $query:expr;)*) => {
        /// The answer to the [`Query`] of the same name.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum QueryResult {
            $($(#[$doc])* $kind($answer),)*
        }

        $(impl Answer for $answer {
            fn from_result(result: QueryResult) -> Result<Self, QueryResult> {
                if let QueryResult::$kind(answer) = result { Ok(answer) } else { Err(result) }
            }
        })*

        /// Every question with the type of its answer, as a [`Pending`](super::pending::Pending) asks it.
        pub mod ask {
            use super::*;

            $($(#[$doc])*
            pub fn $ask($($arg: $of),*) -> Ask<$answer> {
                Ask { query: $query, answer: PhantomData }
            })*
        }
    };
}

answers! {
    /// The banner's name and the round that concerns today.
    Current(Current) = current() Query::Current;
    /// Counts, the whole banner first, the units last.
    Scopes(Vec<ScopeLine>) = scopes(round: Option<RoundCode>) Query::Scopes { round };
    /// The counts of villages.
    Villages(Vec<VillageLine>) = villages(round: Option<RoundCode>, scope: Scope) Query::Villages { round, scope };
    /// A page of the roster.
    Roster(Page<RosterRow>) = roster(query: RosterQuery) Query::Roster(query);
    /// What those on a roster come to.
    RosterSum(RosterSum) = roster_sum(query: RosterQuery) Query::RosterSum(query);
    /// What a search found.
    Search(SearchPage) = search(query: SearchQuery) Query::Search(query);
    /// One recipient.
    Recipient(Box<RecipientCard>) = recipient(id: RecipientId) Query::Recipient(id);
    /// What happened to a recipient, newest round first.
    RoundLines(Box<Received>) = round_lines(id: RecipientId) Query::RoundLines(id);
    /// What was changed of a recipient's facts, newest first.
    FactHistory(FactHistory) = fact_history(id: RecipientId) Query::FactHistory(id);
    /// Two who may be one human.
    MergeLook(Box<MergeLook>) = merge_look(keep: RecipientId, other: RecipientId) Query::MergeLook { keep, other };
    /// Two who are to be parted.
    UnmergeLook(Box<UnmergeLook>) = unmerge_look(recipient: RecipientId) Query::UnmergeLook(recipient);
    /// A group of many, as it would be changed.
    GroupLook(Box<GroupLook>) = group_look(query: Box<GroupLookQuery>) Query::GroupLook(query);
    /// The rules of groups.
    GroupRules(Vec<GroupRule>) = group_rules() Query::GroupRules;
    /// A rule, as it would be changed.
    RuleLook(Box<RuleLook>) = rule_look(change: Box<RuleChange>) Query::RuleLook(change);
    /// What a record form opens with.
    Form(NewForm) = form(recipient: RecipientId, round: RoundCode) Query::Form { recipient, round };
    /// What the form that records many opens with.
    Batch(NewBatch) = batch(round: RoundCode, among: Among) Query::Batch { round, among };
    /// The act of many that recorded an entry; none where it was recorded alone.
    BatchOf(Option<Box<BatchToReverse>>) = batch_of(entry: EntryId) Query::BatchOf(entry);
    /// Who is to be visited next; none if all are done.
    NextDue(Option<RecipientId>) = next_due(after: RecipientId, round: RoundCode) Query::NextDue { after, round };
    /// A page of what is due.
    Due(Page<DueItem>) = due(query: DuePageRequest) Query::Due(query);
    /// What the first screen of a day tells.
    Today(Box<Today>) = today() Query::Today;
    /// A page of those who ask for attention.
    Attention(Page<AttentionItem>) = attention(query: AttentionQuery) Query::Attention(query);
    /// How many are on a list.
    ReviewCount(Count) = review_count(query: ReviewQuery) Query::ReviewCount(query);
    /// The pairs that may be one human, as many as a screen lists.
    Doubles(DoublePairs) = doubles(query: ReviewQuery) Query::Doubles(query);
    /// Two people.
    DoubleSides(Box<DoubleSides>) = double_sides(one: RecipientId, other: RecipientId) Query::DoubleSides(one, other);
    /// What a change means.
    Touches(Touches) = touches(op: Box<Op>) Query::Touches(op);
    /// Entries, newest first.
    Ledger(Page<LedgerLine>) = ledger(query: LedgerQuery) Query::Ledger(query);
    /// What entries come to.
    LedgerSum(LedgerSum) = ledger_sum(query: LedgerQuery) Query::LedgerSum(query);
    /// The rounds created.
    Rounds(Vec<RoundCard>) = rounds() Query::Rounds;
    /// One round.
    Round(Box<RoundCard>) = round(code: RoundCode) Query::Round(code);
    /// The report of a year.
    Report(Box<Report>) = report(year: i32) Query::Report(year);
    /// A page of payments, with what stands beside it.
    Payments(PaymentsPage) = payments(request: Box<PaymentsRequest>) Query::Payments(request);
    /// The whole report of a year.
    YearReport(Box<YearReport>) = year_report(year: i32) Query::YearReport(year);
    /// What a figure of that report is made of.
    FigureEntries(Vec<FigureEntry>) = figure_entries(year: i32, figure: String) Query::FigureEntries(year, figure);
    /// The forms that wait half filled.
    Drafts(Vec<DraftLine>) = drafts() Query::Drafts;
    /// The sheets that wait half keyed.
    HalfKeyed(Vec<HalfKeyed>) = half_keyed() Query::HalfKeyed;
    /// The townships.
    Townships(Vec<Township>) = townships() Query::Townships;
    /// The visit groups.
    Groups(Vec<Group>) = groups() Query::Groups;
    /// The entitlement categories.
    Categories(Vec<Category>) = categories() Query::Categories;
    /// Every setting, in the order in which they are shown.
    Settings(Vec<HeldSetting>) = settings() Query::Settings;
    /// The list of handlers.
    Handlers(Vec<Handler>) = handlers() Query::Handlers;
    /// What was answered of rosters.
    KeptAnswers(Vec<KeptAnswer>) = kept_answers() Query::KeptAnswers;
    /// Phones in full.
    Phones(DuePhones) = phones(grant: PhoneGrant, of: Vec<RecipientId>) Query::Phones(grant, of);
    /// How far the register has come.
    Version(RegisterVersion) = version() Query::Version;
    /// What fields propose.
    Known(Box<Known>) = known() Query::Known;
    /// The villages that a field proposes.
    VillageNames(VillageNames) = village_names(township: TownshipCode) Query::VillageNames(township);
    /// A new id.
    NewId(EntryId) = new_id() Query::NewId;
    /// Findings, red first, answered ones last.
    Audit(Box<Audited>) = audit(query: AuditQuery) Query::Audit(query);
    /// Acts, newest first.
    Acts(Page<ActLine>) = acts(query: ActQuery) Query::Acts(query);
    /// An act and what undoes it.
    UndoLook(Box<UndoLook>) = undo_look(act: i64) Query::UndoLook(act);
    /// The last act and what undoes it; none where there is none today.
    LastAct(Option<Box<UndoLook>>) = last_act() Query::LastAct;
    /// A folder.
    Folder(Folder) = folder(path: Option<PathBuf>) Query::Folder(path);
    /// A plan.
    Plan(Box<PlanHead>) = plan(code: RoundCode) Query::Plan(code);
    /// Lines of a plan.
    PlanPage(Page<PlanLine>) = plan_page(request: PlanPageRequest) Query::PlanPage(request);
    /// Why somebody is on a plan.
    PlanExplain(Box<Explained>) = plan_explain(code: RoundCode, id: RecipientId) Query::PlanExplain(code, id);
    /// Two plans.
    PlanCompare(Box<Comparison>) = plan_compare(code: RoundCode) Query::PlanCompare(code);
    /// Balances.
    Balances(Vec<Balance>) = balances(code: RoundCode) Query::Balances(code);
    /// The weekly bulletin.
    Bulletin(Box<Bulletin>) = bulletin(round: RoundCode, day: NaiveDate) Query::Bulletin(round, day);
    /// What fields of a plan propose.
    PlanKnown(Box<PlanKnown>) = plan_known() Query::PlanKnown;
    /// The lines of a progress.
    RoundProgress(Vec<PartProgress>) = round_progress(query: ProgressQuery) Query::RoundProgress(query);
    /// How many lines of a plan each of several choices has, and their cash.
    PlanSums(Vec<(u64, Fen)>) = plan_sums(round: RoundCode, of: Vec<Assigned>) Query::PlanSums(round, of);
    /// Who stands behind a number.
    ProgressPage(ProgressPage) = progress_page(query: Box<ProgressListQuery>) Query::ProgressPage(query);
    /// Places to begin with, media first.
    CopyPlaces(Vec<CopyPlace>) = copy_places() Query::CopyPlaces;
    /// Numbered sheets, newest first.
    Sheets(Vec<SheetCard>) = sheets(round: RoundCode) Query::Sheets(round);
    /// A sheet to be keyed.
    Keying(Box<NewKeying>) = keying(number: SheetNumber) Query::Keying(number);
    /// A sheet, as it would be recorded.
    WeighSheet(Box<WeighedSheet>) = weigh_sheet(number: SheetNumber, rows: Vec<SignedRow>) Query::WeighSheet(number, rows);
    /// A filled sheet, as it would be recorded.
    ReadSheet(Box<Result<WeighedSheet, SignedError>>) = read_sheet(path: PathBuf) Query::ReadSheet(path);
    /// The copy that goes back, or why it was not written.
    ReturnSheet(Result<CleanText, CleanText>) = return_sheet(path: PathBuf, lang: Lang) Query::ReturnSheet(path, lang);
    /// What the screen of work is told.
    Work(Box<WorkTold>) = work(asked: WorkAsk) Query::Work(asked);
    /// A list, as it would be written.
    ExportLook(ExportLook) = export_look(what: Box<Departing>) Query::ExportLook(what);
}
