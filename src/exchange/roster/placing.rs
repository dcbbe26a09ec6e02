//! Where in the file something stands that the register says of a row, and whom the row meant.

use super::reader::{Header, RosterReader};
use crate::domain::roster::{CellFault, Column, Fault, RowPerson};
use crate::domain::text::CleanText;
use crate::store::RowFate;

/// The register's faults with the place in the file.
pub(super) fn placed(
    header: &Header,
    row: u64,
    whom: &RowPerson,
    faults: Vec<(Column, Fault)>,
) -> Vec<CellFault> {
    let placed =
        |(column, fault)| CellFault { row, column, header: header.title(column), whom: whom.clone(), fault };
    faults.into_iter().map(placed).collect()
}

/// The columns that no sheet's header knows.
pub(super) fn unknown_columns(roster: &RosterReader) -> Vec<CleanText> {
    let mut all: Vec<CleanText> = Vec::new();
    // The day of a list of the dead is read.
    let is_day = |header: &&Header, column: &CleanText| {
        roster.is_of_dead() && header.deaths().iter().any(|(at, _)| header.title_at(*at) == *column)
    };
    let headers = roster.headers();
    let unknown =
        headers.iter().flat_map(|header| header.unknown().iter().map(move |column| (header, column)));
    for (header, column) in unknown {
        if !all.contains(column) && !is_day(header, column) {
            all.push(column.clone());
        }
    }
    all
}

/// Whether a row means somebody registered, and of the same name.
pub(super) fn meant(fate: &RowFate) -> (bool, bool) {
    match fate {
        RowFate::New => (false, false),
        RowFate::Changed | RowFate::Unchanged => (true, true),
        RowFate::Renamed => (true, false),
        RowFate::Refused(faults) => {
            let others = |(_, fault): &(Column, Fault)| {
                matches!(fault, Fault::IdOfAnother { .. } | Fault::NameOfAnother { .. })
            };
            (faults.iter().any(others), false)
        }
    }
}
