//! Cells merged over several rows: what the first one says holds for all of them.

use std::collections::HashMap;

use calamine::Dimensions;

use super::row::{CellKind, RawRow};

/// The regions that matter, and the texts that are being carried down.
pub(super) struct Merged {
    /// Last row, from 1, of the region that begins at a row and column.
    regions: HashMap<(u64, usize), u64>,
    /// Column, last row and text.
    carried: Vec<(usize, u64, String)>,
}

impl Merged {
    /// Keeps the regions that span rows of the columns to fill, from 0.
    pub(super) fn new(regions: &[Dimensions], columns: &[usize]) -> Self {
        let regions = regions
            .iter()
            .filter(|region| region.start.0 < region.end.0 && columns.contains(&(region.start.1 as usize)))
            .map(|region| {
                ((u64::from(region.start.0) + 1, region.start.1 as usize), u64::from(region.end.0) + 1)
            })
            .collect();
        Self { regions, carried: Vec::new() }
    }

    /// The row with the cells filled that a merged cell covers.
    pub(super) fn fill(&mut self, row: RawRow) -> RawRow {
        if self.regions.is_empty() {
            return row;
        }
        self.carried.retain(|&(_, last, _)| last >= row.number);
        let missing = self.carried.iter().any(|&(column, ..)| row.cell(column).is_empty());
        let filled = if missing { self.carry_into(&row) } else { row };
        for column in 0..filled.width() {
            if let Some(&last) = self.regions.get(&(filled.number, column)) {
                self.carried.push((column, last, filled.cell(column).to_owned()));
            }
        }
        filled
    }

    fn carry_into(&self, row: &RawRow) -> RawRow {
        let furthest = self.carried.iter().map(|&(column, ..)| column + 1).max().unwrap_or(0);
        let mut out = RawRow::new(row.number);
        for column in 0..row.width().max(furthest) {
            let carried =
                self.carried.iter().find(|(at, ..)| *at == column).map_or("", |(.., text)| text.as_str());
            if row.cell(column).is_empty() && !carried.is_empty() {
                out.push(carried, CellKind::Filled);
            } else {
                out.push(row.cell(column), row.kind(column));
            }
        }
        out
    }
}
