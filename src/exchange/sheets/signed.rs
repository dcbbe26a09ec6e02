//! A filled sheet comes back: ours, or one with the station's own columns. Its columns are found by their heads, its lines by
//! their ids, else by ID numbers, never by a running number or a name; every row is weighed as if it were typed.

mod heads;
mod rows;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use super::returning;
use crate::domain::sign_sheet::{SheetFault, SheetNumber, WeighedSheet};
use crate::domain::signed_error::SignedError;
use crate::domain::text::CleanText;
use crate::exchange::leaving::LeavingError;
use crate::lang::Lang;
use crate::store::Store;
use crate::tabular::out::{PartFile, Returned};
use crate::tabular::{self, RawRow};
use heads::Finder;
pub(crate) use heads::Heads;
use rows::Reader;

/// Rows of a file at most, blank ones too.
const ROWS_MAX: usize = 20_000;

/// A file as it was read, with what it would record.
pub struct ReadSheet {
    /// What it comes to.
    pub weighed: WeighedSheet,
    heads: Heads,
    rows: Vec<RawRow>,
}

impl ReadSheet {
    /// Writes the file that goes back, with the reasons in a column more.
    ///
    /// # Errors
    /// What the disk says, or that a file is there.
    pub fn give_back(
        &self,
        store: &Store,
        lang: Lang,
        to: &Path,
        replaces: bool,
    ) -> Result<(), LeavingError> {
        if store.owns(to) {
            return Err(LeavingError::OwnFile(CleanText::shown(&to.to_string_lossy())));
        }
        let part = PartFile::begin(to, replaces).map_err(LeavingError::File)?;
        let mut reasons: BTreeMap<u64, Vec<&SheetFault>> = BTreeMap::new();
        for fault in &self.weighed.faults {
            reasons.entry(fault.row).or_default().push(fault);
        }
        let returned: Returned = returning::returned(lang, (&self.heads, &self.rows), &reasons);
        let mut file = part.file();
        returned.write(&mut file).map_err(|error| LeavingError::File(part.failed(&error)))?;
        part.finish().map_err(LeavingError::File)?;
        Ok(())
    }
}

/// Reads a filled sheet and weighs it; nothing is written.
///
/// # Errors
/// The file is no sheet; what is wrong with single rows stands in the answer.
pub fn read(
    store: &Store,
    path: &Path,
    number: Option<&SheetNumber>,
    today: NaiveDate,
) -> Result<ReadSheet, SignedError> {
    let mut table = tabular::open(path, &Finder)?;
    let (mut rows, mut row) = (Vec::new(), RawRow::new(0));
    let heads = table.header.clone();
    while table.next(&mut row)? {
        if row.cells().any(|cell| !cell.trim().is_empty()) {
            if rows.len() >= ROWS_MAX {
                return Err(SignedError::TooManyRows);
            }
            rows.push(row.clone());
        }
    }
    let number = match number {
        Some(number) => number.clone(),
        None => heads.number(&rows)?.ok_or(SignedError::NoNumber)?,
    };
    heads.complete()?;
    let sheet = store.sign_sheet(&number)?;
    let mut reader = Reader::new(store, &sheet, &heads, today);
    for row in &rows {
        reader.row(row)?;
    }
    let (signed, faults) = reader.done();
    let mut weighed = store.weigh_sheet(sheet, &signed, today)?;
    weighed.faults.extend(faults);
    weighed.faults.sort_by_key(|fault| (fault.row, fault.column));
    Ok(ReadSheet { weighed, heads, rows })
}
