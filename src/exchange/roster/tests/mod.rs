//! Rosters as bureaux have them, and files as nobody should.

mod compound;
mod hostile;
mod mutated;
mod oddities;
mod old_workbook;
mod text;
mod workbook;

use std::io::Write as _;
use std::path::PathBuf;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::reader::{RosterReader, Row, open};
use crate::domain::file_error::FileError;
use crate::domain::roster::{CellFault, RosterEntry};

/// An ID number of an invented woman, born on 1952-08-01.
const ID_WOMAN: &str = "152599195208010029";
/// An ID number of an invented man, born on 1932-02-15.
const ID_MAN: &str = "152599193202150013";

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, 2).unwrap()
}

/// A file in a folder of its own.
struct RosterFile {
    _folder: TempDir,
    path: PathBuf,
}

impl RosterFile {
    fn new(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roster");
        std::fs::File::create_new(&path).unwrap().write_all(bytes).unwrap();
        Self { _folder: folder, path }
    }

    fn open(&self) -> Result<RosterReader, FileError> {
        open(&self.path, today())
    }

    /// Every row, and what ended it.
    fn read(&self) -> (Vec<Row>, Option<FileError>) {
        let mut roster = match self.open() {
            Ok(roster) => roster,
            Err(error) => return (Vec::new(), Some(error)),
        };
        let mut rows = Vec::new();
        while let Some(row) = roster.next() {
            match row {
                Ok(row) => rows.push(row),
                Err(error) => return (rows, Some(error)),
            }
        }
        (rows, None)
    }

    /// Every entry with its warnings; panics where a row is refused.
    fn entries(&self) -> Vec<(RosterEntry, Vec<CellFault>)> {
        let (rows, error) = self.read();
        assert_eq!(error, None);
        rows.into_iter()
            .map(|row| match row {
                Row::Entry(entry, warnings) => (*entry, warnings),
                Row::Refused(faults) => panic!("refused: {faults:?}"),
            })
            .collect()
    }

    /// Every fault, and whether its row was refused.
    fn faults(&self) -> Vec<(bool, CellFault)> {
        let (rows, error) = self.read();
        assert_eq!(error, None);
        rows.into_iter()
            .flat_map(|row| match row {
                Row::Entry(_, faults) => faults.into_iter().map(|fault| (false, fault)).collect::<Vec<_>>(),
                Row::Refused(faults) => faults.into_iter().map(|fault| (true, fault)).collect(),
            })
            .collect()
    }
}
