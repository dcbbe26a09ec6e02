//! Answers about what a round plans: who is on its plan, and the sheets that are signed by it.

use std::path::Path;

use chrono::NaiveDate;

use crate::app::query::{PlanKnown, PlanPageRequest, QueryResult};
use crate::domain::error::RegisterError;
use crate::domain::sign_sheet::{SheetNumber, SignedRow};
use crate::exchange::sheets::signed;
use crate::store::Store;

/// The teams, stations and groups that a plan may name.
pub(super) fn known(store: &Store) -> Result<QueryResult, RegisterError> {
    Ok(QueryResult::PlanKnown(Box::new(PlanKnown {
        teams: store.teams()?,
        stations: store.stations()?.names().to_vec(),
        groups: store.groups()?,
    })))
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
