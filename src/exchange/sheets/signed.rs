//! A filled sheet comes back: ours, or one with the station's own columns. Its columns are found by their heads, its lines by
//! their ids, else by ID numbers, never by a running number or a name; every row is weighed as if it were typed.

mod given;
mod heads;
mod rows;
mod shape;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use super::returning;
use crate::domain::file_error::FileError;
use crate::domain::sign_sheet::{SheetFault, SheetNumber, SignSheet, WeighedSheet};
use crate::domain::signed_error::SignedError;
use crate::domain::text::CleanText;
use crate::exchange::leaving::LeavingError;
use crate::lang::Lang;
use crate::store::Store;
use crate::tabular::out::PartFile;
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
    parts: Vec<ReadPart>,
}

/// A worksheet of a file, or all of one that has none.
pub(crate) struct ReadPart {
    /// Its name, where the file has several.
    pub(crate) worksheet: CleanText,
    pub(crate) heads: Heads,
    pub(crate) rows: Vec<RawRow>,
    /// Which line of the sheet each of its rows is, by their numbers.
    pub(crate) lines: BTreeMap<u64, u32>,
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
        let mut reasons: BTreeMap<(&CleanText, u64), Vec<&SheetFault>> = BTreeMap::new();
        for fault in &self.weighed.faults {
            reasons.entry((&fault.worksheet, fault.row)).or_default().push(fault);
        }
        let returned = returning::returned(lang, &self.weighed.sheet, &self.parts, &reasons);
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
    read_because(store, path, number, None, today)
}

/// As [`read`], with the reason of every row that tells none in its remark: why it was given as printed though the plan says
/// something else by now.
///
/// # Errors
/// As [`read`].
pub fn read_because(
    store: &Store,
    path: &Path,
    number: Option<&SheetNumber>,
    reason: Option<&CleanText>,
    today: NaiveDate,
) -> Result<ReadSheet, SignedError> {
    let mut parts = parts(path)?;
    let number = match number {
        Some(number) => number.clone(),
        None => number_of(&parts)?.ok_or(SignedError::NoNumber)?,
    };
    let sheet = store.sign_sheet(&number)?;
    let (mut signed, faults, wrong) = rows_of(store, &sheet, &mut parts, today)?;
    for row in signed.iter_mut().filter(|row| row.reason.is_none()) {
        row.reason = reason.cloned();
    }
    let mut weighed = store.weigh_sheet(sheet, &signed, today)?;
    weighed.rows += wrong;
    weighed.faults.extend(faults);
    let order = |fault: &SheetFault| parts.iter().position(|part| part.worksheet == fault.worksheet);
    weighed.faults.sort_by_key(|fault| (order(fault), fault.row, fault.column));
    Ok(ReadSheet { weighed, parts })
}

/// What came back signed, what is wrong, and in how many rows.
type SignedRows = (Vec<crate::domain::sign_sheet::SignedRow>, Vec<SheetFault>, usize);

fn rows_of(
    store: &Store,
    sheet: &SignSheet,
    parts: &mut [ReadPart],
    today: NaiveDate,
) -> Result<SignedRows, SignedError> {
    let heads: Vec<Heads> = parts.iter().map(|part| part.heads.clone()).collect();
    let Some(first) = heads.first() else { return Ok(SignedRows::default()) };
    let mut reader = Reader::new(store, sheet, first, today);
    for (part, heads) in parts.iter_mut().zip(&heads) {
        reader.turn_to(&part.worksheet, heads);
        for row in &part.rows {
            if let Some(line) = reader.row(row)? {
                part.lines.insert(row.number, line);
            }
        }
    }
    Ok(reader.done())
}

/// The worksheets of a file with their rows, each with all the heads that it needs.
fn parts(path: &Path) -> Result<Vec<ReadPart>, SignedError> {
    let opened = tabular::open(path, &Finder);
    let mut table = opened.map_err(|error| {
        if let FileError::NoHeader { path, .. } = error {
            return SignedError::NoHeads(path);
        }
        SignedError::File(error)
    })?;
    let names: Vec<CleanText> =
        table.sheets.iter().flat_map(|sheets| &sheets.read).map(|one| one.name.clone()).collect();
    let mut parts: Vec<ReadPart> = Vec::new();
    let (mut row, mut at, mut count) = (RawRow::new(0), None, 0);
    while table.next(&mut row)? {
        if row.cells().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        count += 1;
        if count > ROWS_MAX {
            return Err(SignedError::TooManyRows);
        }
        if at.replace(table.at) != Some(table.at) {
            let worksheet = names.get(table.at).filter(|_| names.len() > 1).cloned().unwrap_or_default();
            let (heads, rows) = (table.header.clone(), Vec::new());
            parts.push(ReadPart { worksheet, heads, rows, lines: BTreeMap::new() });
        }
        if let Some(part) = parts.last_mut() {
            part.rows.push(row.clone());
        }
    }
    if parts.is_empty() {
        table.header.complete(&CleanText::default(), &[])?;
        let (heads, rows) = (table.header, Vec::new());
        parts.push(ReadPart { worksheet: CleanText::default(), heads, rows, lines: BTreeMap::new() });
    }
    parts.iter().try_for_each(|part| part.heads.complete(&part.worksheet, &part.rows))?;
    Ok(parts)
}

/// The number of the sheet: by the ids of its lines, else as it stands above the heads.
fn number_of(parts: &[ReadPart]) -> Result<Option<SheetNumber>, SignedError> {
    let mut found = None;
    for part in parts {
        if let Some(number) = part.heads.number_of_lines(&part.rows)? {
            heads::one_sheet(&mut found, number)?;
        }
    }
    Ok(found.or_else(|| parts.iter().find_map(|part| part.heads.number_above())))
}
