//! Cells merged over several rows: what the first one says holds for all of them.

use std::collections::{BTreeMap, HashMap};

use super::row::{CellKind, RawRow, Struck};
use super::sheet_info::Region;

/// The regions that matter, and the texts that are being carried down.
pub(super) struct Merged {
    /// Last row, from 1, of the region that begins at a row and column.
    regions: HashMap<(u64, usize), u64>,
    /// Last row and text by column. Regions do not overlap in an honest file; where they do, the one that began first
    /// holds, so that no column carries more than one text.
    carried: BTreeMap<usize, (u64, String)>,
}

impl Merged {
    /// Keeps the regions that span rows of the columns to fill, from 0.
    pub(super) fn new(regions: &[Region], columns: &[usize]) -> Self {
        let regions = regions
            .iter()
            .filter(|region| region.first < region.last && columns.contains(&region.column))
            .map(|region| ((region.first, region.column), region.last))
            .collect();
        Self { regions, carried: BTreeMap::new() }
    }

    /// The row with the cells filled that a merged cell covers.
    pub(super) fn fill(&mut self, row: RawRow) -> RawRow {
        if self.regions.is_empty() {
            return row;
        }
        self.carried.retain(|_, (last, _)| *last >= row.number);
        let missing = self.carried.keys().any(|&column| row.cell(column).is_empty());
        let filled = if missing { self.carry_into(&row) } else { row };
        for column in 0..filled.width() {
            if let Some(&last) = self.regions.get(&(filled.number, column)) {
                self.carried.entry(column).or_insert_with(|| (last, filled.cell(column).to_owned()));
            }
        }
        filled
    }

    fn carry_into(&self, row: &RawRow) -> RawRow {
        let furthest = self.carried.keys().next_back().map_or(0, |column| column + 1);
        let mut out = RawRow::new(row.number);
        out.hidden = row.hidden;
        for column in 0..row.width().max(furthest) {
            if row.is_struck(column) {
                out.strike(column);
            }
            if row.has_struck_runs(column) {
                out.strike_text(column, Some(Struck::Runs));
            }
            let carried = self.carried.get(&column).map_or("", |(_, text)| text.as_str());
            if row.cell(column).is_empty() && !carried.is_empty() {
                out.push(carried, CellKind::Filled);
            } else {
                out.push(row.cell(column), row.kind(column));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_carries_one_text_however_many_regions_overlap() {
        let regions: Vec<Region> =
            (1..=1_000).map(|first| Region { column: 0, first, last: 5_001 }).collect();
        let mut merged = Merged::new(&regions, &[0]);
        for number in 1..=1_000 {
            let mut row = RawRow::new(number);
            row.push(if number == 1 { "上都镇" } else { "" }, CellKind::Text);
            row.push("某某", CellKind::Text);
            assert_eq!(merged.fill(row).cell(0), "上都镇");
            assert_eq!(merged.carried.len(), 1);
        }
    }
}
