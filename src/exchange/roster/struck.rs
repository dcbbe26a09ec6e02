//! Cells that a workbook strikes out. With its name a row is struck as a whole: it is imported and told. Of another row a
//! struck cell holds nothing: what the row can do without is left out, for the rest it is refused.

use super::header::Header;
use crate::domain::roster::{Column, Fault};
use crate::tabular::RawRow;

/// Whether a row cannot do without a cell of the column.
fn is_needed(column: Column) -> bool {
    matches!(column, Column::IdNumber | Column::Township)
}

fn is_struck(row: &RawRow, header: &Header, column: Column) -> bool {
    header.at(column).is_some_and(|at| row.is_struck(at) && !row.cell(at).trim().is_empty())
}

/// Whether a cell is left out because it is struck out and its row is not.
pub(super) fn leaves_out(row: &RawRow, header: &Header, column: Column) -> bool {
    is_struck(row, header, column) && !is_struck(row, header, Column::Name) && !is_needed(column)
}

/// What is struck out in a row, with its column.
pub(super) fn told(row: &RawRow, header: &Header) -> Vec<(Column, Fault)> {
    let of_row = is_struck(row, header, Column::Name);
    let fault = |column| {
        if header.at(column).is_some_and(|at| row.has_struck_runs(at)) {
            return Some((column, Fault::StruckRuns));
        }
        if !is_struck(row, header, column) {
            return None;
        }
        let fault = if of_row {
            (column == Column::Name).then_some(Fault::StruckRow)?
        } else if is_needed(column) {
            Fault::StruckCell
        } else {
            Fault::LeftOut(Box::new(Fault::StruckCell))
        };
        Some((column, fault))
    };
    Column::ALL.into_iter().filter_map(fault).collect()
}
