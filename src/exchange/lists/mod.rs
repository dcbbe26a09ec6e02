//! The lists that leave, each as its command and its screen ask for it: its columns, its rows one by one, and what was asked,
//! in a line for the audit.
//!
//! To add one: its variant in [`ListQuery`], a file here with its columns and its cells, and its arms below.

mod due;
mod findings;
mod ledger;
mod overview;
mod payments;
mod people;
mod plan;
mod review;
mod work;

use std::io::Write;

use chrono::NaiveDate;

use super::leaving::{self, Content, LeavingError, LeavingOptions, Left, To, WriteError, Writing};
use crate::domain::error::RegisterError;
use crate::domain::export::{Format, FullQuery, ListQuery, Outgoing, VisitQuery};
use crate::domain::list::DueStates;
use crate::domain::op::WriteContext;
use crate::domain::place::{Scope, TownshipCode};
use crate::lang::{Lang, export};
use crate::store::Store;
use crate::tabular::out::{
    BookFacts, CsvRows, Holds, JsonRows, Measured, OutCell, OutColumn, RowWriter, TextRows, XlsxRows,
};

/// Takes rows one by one.
type Visit<'a> = &'a mut dyn FnMut(Vec<OutCell>) -> Result<(), WriteError>;

/// Has a list leave.
///
/// # Errors
/// Why nothing left.
pub fn export(
    store: &mut Store,
    list: &ListQuery,
    to: To<'_>,
    mut options: LeavingOptions<'_>,
    ctx: &WriteContext,
) -> Result<Left, LeavingError> {
    leaving::leave(store, list, to, &mut options, ctx)
}

/// How many rows a list has, as an export would write them.
///
/// # Errors
/// Storage troubles.
pub fn count(store: &Store, list: &ListQuery, today: NaiveDate) -> Result<u64, RegisterError> {
    let mut rows = 0;
    let counted = each(store, list, &Writing::to_count(today), &mut |_| {
        rows += 1;
        Ok(())
    });
    match counted {
        Ok(()) => Ok(rows),
        Err(WriteError::Leaving(LeavingError::Register(error))) => Err(error),
        Err(WriteError::Leaving(_) | WriteError::Io(_)) => Err(RegisterError::Stopped),
    }
}

impl Content for ListQuery {
    fn what(&self) -> Outgoing {
        ListQuery::what(self)
    }

    fn filters(&self, store: &Store) -> Result<String, RegisterError> {
        filters(store, self)
    }

    fn has(&self, format: Format) -> bool {
        Format::LISTS.contains(&format)
    }

    fn measure(&self, store: &Store, writing: &Writing<'_>) -> Result<Measured, WriteError> {
        let columns = columns(self, writing);
        let kept = kept(&columns, writing.format);
        let mut measured = Measured::new(&picked(columns, &kept));
        each(store, self, writing, &mut |cells| {
            measured.row(&picked(cells, &kept));
            Ok(())
        })?;
        Ok(measured)
    }

    fn write(
        &self,
        store: &Store,
        writing: &Writing<'_>,
        measured: &Measured,
        to: &mut (dyn Write + Send),
        step: &mut dyn FnMut() -> Result<(), LeavingError>,
    ) -> Result<(), WriteError> {
        let columns = columns(self, writing);
        let kept = kept(&columns, writing.format);
        let columns = picked(columns, &kept);
        let title = export::what(writing.lang, ListQuery::what(self));
        let foot = export::foot(writing.lang, &writing.head);
        let facts = BookFacts { title, head: &writing.head, foot: &foot, made_ms: writing.now_ms };
        let mut rows: Box<dyn RowWriter + '_> = match writing.format {
            Format::Xlsx => Box::new(XlsxRows::new(to, writing.folder, &columns, measured, &facts)?),
            Format::Csv => Box::new(CsvRows::new(to, &columns, false)?),
            Format::CsvGb18030 => Box::new(CsvRows::new(to, &columns, true)?),
            Format::JsonLines => Box::new(JsonRows::new(to, &columns)),
            Format::Text | Format::Html | Format::Docx | Format::Markdown => {
                Box::new(TextRows::new(to, &columns, measured, writing.head.clone())?)
            }
        };
        each(store, self, writing, &mut |cells| {
            rows.row(&picked(cells, &kept))?;
            Ok(step()?)
        })?;
        Ok(rows.end()?)
    }
}

/// Which columns a form has: names of rows stand in those for programs alone.
fn kept(columns: &[OutColumn], format: Format) -> Vec<bool> {
    columns.iter().map(|column| column.holds != Holds::Ids || format == Format::JsonLines).collect()
}

fn picked<T>(all: Vec<T>, kept: &[bool]) -> Vec<T> {
    all.into_iter().zip(kept).filter(|(_, kept)| **kept).map(|(one, _)| one).collect()
}

fn columns(list: &ListQuery, writing: &Writing<'_>) -> Vec<OutColumn> {
    let lang = writing.lang;
    match list {
        ListQuery::Recipients(_) => people::columns(lang, writing.numbers.is_some()),
        ListQuery::Due { .. } | ListQuery::Roster(_) | ListQuery::Now { .. } => due::columns(lang),
        ListQuery::Ledger(_) => ledger::columns(lang),
        ListQuery::Payments(_) => payments::columns(lang),
        ListQuery::Payroll(query) => payments::payroll_columns(query),
        ListQuery::Visits(_) => ledger::visit_columns(lang),
        ListQuery::Plan(..) => plan::columns(lang),
        ListQuery::Progress(query, _) => overview::progress_columns(lang, query.by),
        ListQuery::Rounds(_) => overview::round_columns(lang),
        ListQuery::Review(query) => review::columns(lang, query.list),
        ListQuery::ReviewCounts(_) => review::count_columns(lang),
        ListQuery::Audit(_) => findings::columns(lang),
        ListQuery::Acts(_) => findings::act_columns(lang),
        ListQuery::Work(_) => work::columns(lang),
        ListQuery::Unseen(_) => work::unseen_columns(lang),
        ListQuery::Figure { .. } => ledger::figure_columns(lang),
    }
}

/// Visits the rows of a list.
fn each(store: &Store, list: &ListQuery, writing: &Writing<'_>, visit: Visit<'_>) -> Result<(), WriteError> {
    let (lang, today) = (writing.lang, writing.today);
    match list {
        ListQuery::Recipients(query) => store.full_rows(query, today, writing.numbers, |row| {
            visit(people::cells(lang, row, writing.numbers.is_some()))
        }),
        ListQuery::Due { .. } | ListQuery::Roster(_) | ListQuery::Now { .. } => {
            due::each(store, list, writing, visit)
        }
        ListQuery::Ledger(query) => store.ledger_rows(query, |line| visit(ledger::cells(lang, line))),
        ListQuery::Payments(query) => store.payment_rows(query, |line| visit(payments::cells(lang, line))),
        ListQuery::Payroll(query) => payments::each(store, query, writing, visit),
        ListQuery::Visits(query) => {
            store.visit_rows(query, writing.numbers, |row| visit(ledger::visit_cells(lang, row)))
        }
        ListQuery::Plan(round, filter) => plan::each(store, *round, filter, writing, visit),
        ListQuery::Progress(query, township) => {
            overview::progress(store, query, township.as_ref(), writing, visit)
        }
        ListQuery::Rounds(year) => overview::rounds(store, *year, writing, visit),
        ListQuery::Review(query) => review::each(store, query, writing, visit),
        ListQuery::ReviewCounts(township) => review::counts(store, township.as_ref(), writing, visit),
        ListQuery::Audit(query) => findings::each(store, query, writing, visit),
        // But for the one that says that the list leaves: it counts how many there were.
        ListQuery::Acts(query) => store.act_rows(query, |act| {
            if writing.own_act == Some(act.no) { Ok(()) } else { visit(findings::act_cells(lang, &act)) }
        }),
        ListQuery::Work(query) => store.work_rows(query, |row| visit(work::cells(lang, &row))),
        ListQuery::Unseen(query) => work::unseen(store, query, visit),
        ListQuery::Figure { year, figure } => store
            .figure_entries(*year, figure)?
            .iter()
            .try_for_each(|one| visit(ledger::figure_cells(lang, one))),
    }
}

/// What was asked of a list, in a line: each part with a name, townships by theirs.
fn filters(store: &Store, list: &ListQuery) -> Result<String, RegisterError> {
    let mut parts: Vec<(&str, Option<String>)> = Vec::new();
    let township = |code: Option<&TownshipCode>| named(store, code);
    match list {
        ListQuery::Recipients(FullQuery { kind, township: code, village, group }) => {
            parts.push(("township", township(code.as_ref())?));
            parts.push(("village", village.as_ref().map(ToString::to_string)));
            parts.push(("group", group.as_ref().map(ToString::to_string)));
            parts.push(("kind", kind.map(|kind| export::kind(Lang::En, kind).to_owned())));
        }
        ListQuery::Due { round, township: code, narrowed: [village, group], states } => {
            parts.push(("round", Some(round.to_string())));
            parts.push(("township", township(code.as_ref())?));
            parts.push(("village", village.as_ref().map(ToString::to_string)));
            parts.push(("group", group.as_ref().map(ToString::to_string)));
            parts.push((
                "state",
                match states {
                    DueStates::ToVisit => None,
                    DueStates::All => Some("all".to_owned()),
                    DueStates::Only(state) => Some(state.code().to_owned()),
                },
            ));
        }
        ListQuery::Roster(query) => {
            parts.push(("round", query.round.map(|round| round.to_string())));
            parts.push(("scope", scope(store, &query.scope)?));
            parts.push(("show", Some(format!("{:?}", query.show).to_lowercase())));
            parts.push(("village", query.village.as_ref().map(ToString::to_string)));
            parts.push(("group", query.group.as_ref().map(ToString::to_string)));
        }
        ListQuery::Now { round, scope: of, exceptions } => {
            parts.push(("round", round.map(|round| round.to_string())));
            parts.push(("scope", scope(store, of)?));
            parts.push(("state", exceptions.then(|| "exceptions".to_owned())));
        }
        ListQuery::Ledger(query) => {
            parts.push(("round", query.round.map(|round| round.to_string())));
            parts.push(("year", query.year.map(|year| year.to_string())));
            parts.push(("township", township(query.township.as_ref())?));
            parts.push(("group", query.group.as_ref().map(ToString::to_string)));
            parts.push(("recipient", query.recipient.map(|id| id.to_string())));
        }
        ListQuery::Payments(query) => {
            parts.extend(payments::asked(query));
            parts.push(("township", township(query.township.as_ref())?));
        }
        ListQuery::Payroll(query) => {
            parts.extend(payments::asked_payroll(query));
        }
        ListQuery::Visits(VisitQuery { round, year, kind, township: code, village, standing_only }) => {
            parts.push(("kind", kind.map(|kind| export::kind(Lang::En, kind).to_owned())));
            parts.push(("round", round.map(|round| round.to_string())));
            parts.push(("year", year.map(|year| year.to_string())));
            parts.push(("township", township(code.as_ref())?));
            parts.push(("village", village.as_ref().map(ToString::to_string)));
            parts.push(("state", standing_only.then(|| "standing".to_owned())));
        }
        ListQuery::Plan(round, filter) => {
            parts.push(("round", Some(round.to_string())));
            parts.push(("township", township(filter.township.as_ref())?));
            parts.push(("village", filter.village.as_ref().map(ToString::to_string)));
            parts.push(("station", filter.station.as_ref().map(ToString::to_string)));
            parts.push(("team", filter.team.as_ref().map(ToString::to_string)));
            parts.push(("state", filter.unassigned.then(|| "unassigned".to_owned())));
        }
        ListQuery::Progress(query, code) => {
            parts.push(("round", Some(query.round.to_string())));
            parts.push(("by", Some(query.by.code().to_owned())));
            parts.push(("day", Some(query.day.to_string())));
            parts.push(("township", township(code.as_ref())?));
        }
        ListQuery::Rounds(year) => parts.push(("year", year.map(|year| year.to_string()))),
        ListQuery::Review(query) => {
            parts.push(("list", query.list.code().map(str::to_owned)));
            parts.push(("township", township(query.township.as_ref())?));
        }
        ListQuery::ReviewCounts(code) => parts.push(("township", township(code.as_ref())?)),
        ListQuery::Audit(query) => {
            parts.extend(findings::span(query.span));
            parts.push(("rule", query.rule.map(|rule| rule.code().to_owned())));
        }
        ListQuery::Acts(query) => {
            parts.extend(findings::span(query.span));
            parts.push(("day", query.day.map(|day| day.to_string())));
            parts.push(("recipient", query.person.map(|id| id.to_string())));
            parts.push(("by", query.actor.as_ref().map(ToString::to_string)));
        }
        ListQuery::Work(query) => {
            parts.extend(work::asked(query));
            parts.push(("township", township(query.township.as_ref())?));
        }
        ListQuery::Unseen(query) => {
            parts.push(("year", Some(query.year.to_string())));
            parts.push(("township", township(query.township.as_ref())?));
        }
        ListQuery::Figure { year, figure } => parts.extend(ledger::asked_figure(*year, figure)),
    }
    let told = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    Ok(told.collect::<Vec<_>>().join(" "))
}

fn scope(store: &Store, scope: &Scope) -> Result<Option<String>, RegisterError> {
    match scope {
        Scope::Banner => Ok(None),
        Scope::Township(code) => named(store, Some(code)),
        Scope::Units => Ok(Some("units".to_owned())),
    }
}

/// The name of a township: its code has as many digits as a number that is masked.
pub(super) fn named(store: &Store, code: Option<&TownshipCode>) -> Result<Option<String>, RegisterError> {
    let Some(code) = code else { return Ok(None) };
    let known = store.townships()?.into_iter().find(|one| one.code == *code);
    Ok(Some(known.map_or_else(|| code.to_string(), |one| one.name.to_string())))
}
