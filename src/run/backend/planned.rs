//! Answers about what a round plans: who is on its plan, and the sheets that are signed by it.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use crate::app::query::{ExportLook, PlanKnown, PlanPageRequest, QueryResult};
use crate::domain::departing::Departing;
use crate::domain::error::RegisterError;
use crate::domain::file_error::FileError;
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::place::TownshipCode;
use crate::domain::plan::{Assigned, PlanFilter};
use crate::domain::sign_sheet::{SheetNumber, SignedRow};
use crate::domain::text::CleanText;
use crate::exchange::leaving::LeavingError;
use crate::exchange::lists;
use crate::exchange::sheets::{self, signed};
use crate::exchange::year;
use crate::lang::{Lang, signing};
use crate::store::Store;

/// The teams, stations and groups that a plan may name.
pub(super) fn known(store: &Store) -> Result<QueryResult, RegisterError> {
    Ok(QueryResult::PlanKnown(Box::new(PlanKnown {
        teams: store.teams()?,
        stations: store.stations()?,
        groups: store.groups()?,
        handlers: store.known()?.listed,
    })))
}

/// How many lines each of several choices has, and their cash.
pub(super) fn sums(
    store: &Store,
    round: RoundCode,
    of: &[Assigned],
    today: NaiveDate,
) -> Result<Vec<(u64, Fen)>, RegisterError> {
    let mut sums = vec![(0, Fen::ZERO); of.len()];
    let townships = store.townships()?;
    let townships: BTreeMap<&str, &TownshipCode> =
        townships.iter().map(|one| (one.name.as_str(), &one.code)).collect();
    store.plan_lines(round, &PlanFilter::default(), today, |line| {
        let row = &line.row;
        let own = townships.get(row.township.as_str()).copied();
        for ((count, sum), choice) in sums.iter_mut().zip(of) {
            let takes = match choice {
                Assigned::Recipients(ids) => ids.contains(&row.id),
                Assigned::Township(code) => own == Some(code),
                Assigned::Village(code, village) => own == Some(code) && row.village == *village,
            };
            if takes {
                (*count, *sum) = (*count + 1, sum.plus(line.amount()));
            }
        }
        Ok::<_, RegisterError>(())
    })?;
    Ok(sums)
}

/// A page of a plan.
pub(super) fn page(
    store: &Store,
    request: PlanPageRequest,
    today: NaiveDate,
) -> Result<QueryResult, RegisterError> {
    let PlanPageRequest { round, filter, start, limit } = request;
    Ok(QueryResult::PlanPage(store.plan_page(round, &filter, start, limit, today)?))
}

/// What is told of a list or a sheet before it is written.
pub(super) fn export_look(
    store: &Store,
    what: &Departing,
    today: NaiveDate,
) -> Result<QueryResult, RegisterError> {
    let folder = store.path().parent().map(Path::to_path_buf).unwrap_or_default();
    let (rows, parts) = match what {
        Departing::List(list) => (lists::count(store, list, today)?, Vec::new()),
        Departing::Notice(query) => (sheets::notice_rows(store, query, today)?, Vec::new()),
        Departing::Paper(query) => (sheets::sheet_rows(store, query, today)?, Vec::new()),
        Departing::Document(query) => (year::count(store, query)?, Vec::new()),
        Departing::Sheet(query) => (0, sheets::parts(store, query.round, today)?),
    };
    Ok(QueryResult::ExportLook(ExportLook { rows, folder, parts }))
}

/// What rows of a sheet would record.
pub(super) fn weighed(
    store: &Store,
    number: &SheetNumber,
    rows: &[SignedRow],
    today: NaiveDate,
) -> Result<QueryResult, RegisterError> {
    let weighed = store.weigh_sheet(store.sign_sheet(number)?, rows, today)?;
    Ok(QueryResult::WeighSheet(Box::new(weighed)))
}

/// What a filled file of a sheet would record, or why it cannot be read.
pub(super) fn read(store: &Store, path: &Path, today: NaiveDate) -> QueryResult {
    let read = signed::read(store, path, None, today);
    QueryResult::ReadSheet(Box::new(read.map(|read| read.weighed)))
}

/// Copies of one file that go back at most.
const COPIES: u32 = 99;

/// Writes the copy of a filled file that goes back, beside the file and under a name that nothing bears yet.
pub(super) fn give_back(store: &Store, path: &Path, lang: Lang, today: NaiveDate) -> QueryResult {
    let told = |error: &LeavingError| CleanText::shown(&error.told(lang));
    let read = match signed::read(store, path, None, today) {
        Ok(read) => read,
        Err(error) => {
            return QueryResult::ReturnSheet(Err(CleanText::shown(&signing::file_error(lang, &error))));
        }
    };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = signing::of(lang).returned_title;
    let mut written = Err(CleanText::default());
    for copy in 1..=COPIES {
        let number = if copy == 1 { String::new() } else { copy.to_string() };
        let to = path.with_file_name(format!("{stem}-{name}{number}.xlsx"));
        match read.give_back(store, lang, &to, false) {
            Ok(()) => {
                written = Ok(CleanText::shown(&to.to_string_lossy()));
                break;
            }
            Err(LeavingError::File(FileError::AlreadyThere(there))) => {
                written = Err(told(&LeavingError::File(FileError::AlreadyThere(there))));
            }
            Err(error) => {
                written = Err(told(&error));
                break;
            }
        }
    }
    QueryResult::ReturnSheet(written)
}
