//! The number of a row where a workbook has several sheets: sheet and row in one, in 32 bits.

/// Bits of a row number. A sheet has a million rows at most, a text file five million.
const ROW_BITS: u32 = 23;
/// The last sheet that has a number of its own.
const LAST_SHEET: u64 = (1 << (32 - ROW_BITS)) - 1;

/// A row of a sheet, counted from 1; of the one sheet of a file (0) it is the row itself.
pub fn on_sheet(sheet: u64, row: u64) -> u64 {
    if sheet == 0 { row } else { (sheet.min(LAST_SHEET) << ROW_BITS) | (row & ((1 << ROW_BITS) - 1)) }
}

/// The sheet, from 1, or 0 where the file has one, and the row as a spreadsheet shows it.
pub fn sheet_and_row(number: u64) -> (u64, u64) {
    (number >> ROW_BITS, number & ((1 << ROW_BITS) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_and_its_sheet_come_back() {
        for (sheet, row) in [(0, 5_000_000), (1, 1), (2, 1_048_576), (511, 7)] {
            assert_eq!(sheet_and_row(on_sheet(sheet, row)), (sheet, row));
            assert!(u32::try_from(on_sheet(sheet, row)).is_ok());
        }
    }
}
