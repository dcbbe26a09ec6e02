//! Questions answered from the register and the folders of the disk, on whatever thread asks.

use super::{folder, media, planned, worked};
use crate::app::msg::Msg;
use crate::app::query::{
    BatchToReverse, BesidePayments, Current, DuePageRequest, NewBatch, NewForm, PaymentsPage,
    PaymentsRequest, ProgressPage, Query, QueryResult, Received, RequestId,
};
use crate::clock::{self, Clock};
use crate::domain::error::RegisterError;
use crate::domain::group_change::GroupLookQuery;
use crate::domain::ids::RecipientId;
use crate::domain::payment::figures::PaymentQuery;
use crate::store::{DuePageQuery, Store};

/// Answers a question, from one state of the register.
///
/// # Errors
/// What kept it from being answered.
pub fn answer(store: &Store, query: Query, clock: Clock) -> Result<QueryResult, RegisterError> {
    store.stand_on(clock.unpinned());
    store.reading(|store| read(store, query, clock))
}

fn read(store: &Store, query: Query, clock: Clock) -> Result<QueryResult, RegisterError> {
    let today = clock.today();
    Ok(match query {
        Query::Folder(path) => QueryResult::Folder(folder::read(path)?),
        Query::CopyPlaces => QueryResult::CopyPlaces(media::places()?),
        Query::Current => {
            let (round, over) = store.current_and_over(today)?;
            QueryResult::Current(Current { banner: store.banner_name()?, round, over })
        }
        Query::Scopes { round } => QueryResult::Scopes(store.scopes(round)?),
        Query::Villages { round, scope } => QueryResult::Villages(match round {
            Some(round) => store.villages(round, &scope)?,
            None => Vec::new(),
        }),
        Query::RosterSum(query) => QueryResult::RosterSum(store.roster_sum(&query)?),
        Query::Roster(query) => QueryResult::Roster(store.roster(&query, today)?),
        Query::Search(search) => QueryResult::Search(store.search(&search, today)?),
        Query::Recipient(id) => QueryResult::Recipient(Box::new(store.recipient(id)?)),
        Query::RoundLines(id) => QueryResult::RoundLines(Box::new(received(store, id, today)?)),
        Query::FactHistory(id) => QueryResult::FactHistory(store.fact_history(id)?),
        Query::MergeLook { keep, other } => {
            QueryResult::MergeLook(Box::new(store.merge_look(keep, other, today)?))
        }
        Query::UnmergeLook(id) => QueryResult::UnmergeLook(Box::new(store.unmerge_look(id, today)?)),
        Query::GroupLook(query) => {
            let GroupLookQuery { among, round, deed, on } = *query;
            QueryResult::GroupLook(Box::new(store.group_look((&among, round), &deed, on, today)?))
        }
        Query::GroupRules => QueryResult::GroupRules(store.group_rules()?),
        Query::RuleLook(change) => QueryResult::RuleLook(Box::new(store.rule_look(&change, today)?)),
        Query::Form { recipient, round } => {
            let facts = Box::new(store.form(recipient, round, today)?);
            let doubt = store.day_doubt(today, clock.source(), clock.shown())?;
            let leap = store.day_leap(today, clock.source())?;
            QueryResult::Form(NewForm { facts, id: clock::new_entry_id(), doubt, leap })
        }
        Query::Batch { round, among } => {
            let facts = Box::new(store.batch_form(round, &among, today)?);
            let ids = facts.candidates.iter().map(|_| clock::new_entry_id()).collect();
            let doubt = store.day_doubt(today, clock.source(), clock.shown())?;
            let leap = store.day_leap(today, clock.source())?;
            QueryResult::Batch(NewBatch { facts, id: clock::new_entry_id(), ids, doubt, leap })
        }
        Query::BatchOf(entry) => QueryResult::BatchOf(store.batch_of(entry)?.map(|batch| {
            let ids = batch.live.iter().map(|_| clock::new_entry_id()).collect();
            Box::new(BatchToReverse { batch, ids })
        })),
        Query::NextDue { after, round } => QueryResult::NextDue(store.next_due(after, round, today)?),
        Query::Due(request) => QueryResult::Due(store.due_page(&due_query(request), today)?),
        Query::Today => QueryResult::Today(Box::new(store.today(today)?)),
        Query::Attention(query) => QueryResult::Attention(store.attention(&query, today)?),
        Query::ReviewCount(query) => QueryResult::ReviewCount(store.review_count(&query, today)?),
        Query::Doubles(query) => QueryResult::Doubles(store.double_pairs(&query)?),
        Query::DoubleSides(one, other) => QueryResult::DoubleSides(Box::new(store.double_sides(one, other)?)),
        Query::Ledger(query) => QueryResult::Ledger(store.ledger(&query)?),
        Query::LedgerSum(query) => QueryResult::LedgerSum(store.ledger_sum(&query)?),
        Query::Rounds => QueryResult::Rounds(store.rounds(today)?),
        Query::Touches(op) => QueryResult::Touches(store.touches(&op, today)?),
        Query::Round(code) => QueryResult::Round(Box::new(store.round_card(code, today)?)),
        Query::Report(year) => QueryResult::Report(Box::new(store.report(year)?)),
        Query::YearReport(year) => QueryResult::YearReport(Box::new(store.year_report(year)?)),
        Query::FigureEntries(year, figure) => {
            QueryResult::FigureEntries(store.figure_entries(year, &figure)?)
        }
        Query::Payments(request) => QueryResult::Payments(payments(store, &request, today)?),
        Query::Drafts => QueryResult::Drafts(store.drafts()?),
        Query::HalfKeyed => QueryResult::HalfKeyed(store.half_keyed_sheets()?),
        Query::Townships => QueryResult::Townships(store.townships()?),
        Query::Groups => QueryResult::Groups(store.groups()?),
        Query::Categories => QueryResult::Categories(store.categories()?),
        Query::Settings => QueryResult::Settings(store.settings(today)?),
        Query::Handlers => QueryResult::Handlers(store.handlers()?),
        Query::KeptAnswers => QueryResult::KeptAnswers(store.kept_answers()?),
        Query::Phones(grant, of) => QueryResult::Phones(store.due_phones(&grant, &of, today)?),
        Query::Version => QueryResult::Version(store.version()?),
        Query::Known => QueryResult::Known(Box::new(store.known()?)),
        Query::VillageNames(township) => QueryResult::VillageNames(store.village_names(&township)?),
        Query::Audit(query) => QueryResult::Audit(Box::new(store.audited(&query, today)?)),
        Query::Acts(query) => QueryResult::Acts(store.acts(&query)?),
        Query::UndoLook(act) => QueryResult::UndoLook(Box::new(store.undo_look(act)?)),
        Query::LastAct => QueryResult::LastAct(store.last_act(today)?.map(Box::new)),
        Query::ExportLook(what) => planned::export_look(store, &what, today)?,
        Query::Plan(code) => QueryResult::Plan(Box::new(store.plan(code, today)?)),
        Query::PlanPage(request) => planned::page(store, request, today)?,
        Query::PlanExplain(code, id) => QueryResult::PlanExplain(Box::new(store.explain_plan(code, id)?)),
        Query::PlanCompare(code) => QueryResult::PlanCompare(Box::new(store.compare_plan(code, today)?)),
        Query::Balances(code) => QueryResult::Balances(store.balances(code, today)?),
        Query::Bulletin(round, day) => QueryResult::Bulletin(Box::new(store.bulletin(round, day)?)),
        Query::PlanSums(round, of) => QueryResult::PlanSums(planned::sums(store, round, &of, today)?),
        Query::PlanKnown => planned::known(store)?,
        Query::RoundProgress(query) => QueryResult::RoundProgress(store.round_progress(&query)?),
        Query::ProgressPage(query) => QueryResult::ProgressPage(ProgressPage(store.progress_page(&query)?)),
        Query::Sheets(round) => QueryResult::Sheets(store.sign_sheets(Some(round))?),
        Query::Keying(number) => QueryResult::Keying(Box::new(store.keying(&number)?)),
        Query::WeighSheet(number, rows) => planned::weighed(store, &number, &rows, today)?,
        Query::ReadSheet(path) => planned::read(store, &path, today),
        Query::ReturnSheet(path, lang) => planned::give_back(store, &path, lang, today),
        Query::Work(asked) => QueryResult::Work(Box::new(worked::told(store, asked, today)?)),
        Query::NewId => QueryResult::NewId(clock::new_entry_id()),
    })
}

/// What somebody received: rounds, and the sum of what came of programmes.
fn received(store: &Store, id: RecipientId, today: chrono::NaiveDate) -> Result<Received, RegisterError> {
    let query = PaymentQuery { recipient: Some(id), ..PaymentQuery::default() };
    Ok(Received { rounds: store.round_lines(id, today)?, paid: store.payment_sum(&query)? })
}

/// A page of payments, with what stands beside it where that is asked for.
fn payments(
    store: &Store,
    request: &PaymentsRequest,
    today: chrono::NaiveDate,
) -> Result<PaymentsPage, RegisterError> {
    let query = &request.query;
    let page = store.payment_page(query)?;
    let beside = if request.beside {
        Some(Box::new(BesidePayments {
            sum: store.payment_sum(query)?,
            person: query.recipient.map(|id| store.person_paid(id, today)).transpose()?,
            programmes: store.programmes()?,
            townships: store.townships()?,
        }))
    } else {
        None
    };
    Ok(PaymentsPage { page, beside })
}

fn due_query(request: DuePageRequest) -> DuePageQuery {
    DuePageQuery {
        round: request.round,
        scope: request.scope,
        exceptions: request.exceptions,
        start: request.start,
        limit: request.limit,
    }
}

/// The answer to a question as a message.
pub(super) fn answered(id: RequestId, answer: Result<QueryResult, RegisterError>) -> Msg {
    match answer {
        Ok(result) => Msg::QueryResult(id, Box::new(result)),
        Err(error) => Msg::NoAnswer(id, Box::new(error)),
    }
}
