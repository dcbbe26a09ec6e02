//! A raw row as an entry of a roster.

use chrono::{Datelike as _, NaiveDate};

use super::cells;
use super::header::Header;
use super::labels;
use super::spellings;
use crate::domain::date::{self, CellDate};
use crate::domain::idcard::IdNumber;
use crate::domain::recipient::{Kind, Sex};
use crate::domain::roster::{CellFault, Column, Fault, RosterEntry, RowPerson, Written};
use crate::domain::text::{ADDRESS_MAX, CleanText, NAME_MAX, NOTE_MAX, mask};
use crate::tabular::{CellKind, RawRow};

/// Nobody in a roster was born before.
const EARLIEST_YEAR: i32 = 1900;

/// A row of data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Read, with what is odd about it.
    Entry(Box<RosterEntry>, Vec<CellFault>),
    /// Refused: every reason.
    Refused(Vec<CellFault>),
}

/// Reads the cells of one row and gathers their faults.
pub(super) struct RowReader<'a> {
    /// The row.
    pub(super) row: &'a RawRow,
    /// The header above it.
    pub(super) header: &'a Header,
    /// Nobody is born later.
    pub(super) today: NaiveDate,
    /// Whether serial numbers count from 1904.
    pub(super) epoch_1904: bool,
}

impl RowReader<'_> {
    /// The entry, or the reasons against it.
    pub(super) fn read(&self) -> Row {
        let mut faults = Vec::new();
        let name = self.name(&mut faults);
        let id = self.id_number(&mut faults);
        let birth = self.birth(id.as_ref(), &mut faults);
        let sex = self.sex(id.as_ref(), &mut faults);
        let township = self.place(Column::Township, &mut faults);
        let village = self.place(Column::Village, &mut faults);
        let categories = self.labels(Column::Categories, &mut faults);
        let groups = self.labels(Column::Groups, &mut faults);
        let phone = self.take(Column::Phone, &mut faults, cells::phone);
        let card = self.take(Column::Card, &mut faults, cells::card);
        let address = self.take(Column::Address, &mut faults, |cell, _| cells::words(cell, ADDRESS_MAX));
        let note = self.take(Column::Note, &mut faults, |cell, _| cells::words(cell, NOTE_MAX));
        let kind = self.kind();
        match name {
            Some(name) if faults.iter().all(|fault| fault.fault.only_warns()) => {
                let entry = RosterEntry {
                    row: self.row.number,
                    kind,
                    name,
                    sex,
                    id_number: id,
                    birth,
                    township: township.unwrap_or_default(),
                    village,
                    categories,
                    groups,
                    phone,
                    card,
                    address,
                    note,
                };
                Row::Entry(Box::new(entry), faults)
            }
            _ => {
                faults.retain(|fault| !fault.fault.only_warns());
                let whom = self.whom();
                for fault in &mut faults {
                    fault.whom = whom.clone();
                }
                Row::Refused(faults)
            }
        }
    }

    /// Whom a row that is refused is about, as far as it tells.
    fn whom(&self) -> RowPerson {
        let name = cells::bare(self.cell(Column::Name).0);
        let id = cells::bare(self.cell(Column::IdNumber).0);
        RowPerson {
            name: CleanText::shown(&name.chars().take(NAME_MAX).collect::<String>()),
            // Of what is no number a mask shows nothing.
            id_masked: (id.chars().count() >= 15).then(|| mask::id(id)),
            recipient: None,
        }
    }

    fn kind(&self) -> Kind {
        spellings::kind(self.cell(Column::Kind).0).unwrap_or(self.header.kind())
    }

    /// Place and labels; what cannot be read is left out.
    pub(super) fn written(&self) -> Written {
        let mut already_reported = Vec::new();
        Written {
            kind: self.kind(),
            township: self.place(Column::Township, &mut already_reported).unwrap_or_default(),
            categories: self.labels(Column::Categories, &mut already_reported),
            groups: self.labels(Column::Groups, &mut already_reported),
        }
    }

    fn name(&self, faults: &mut Vec<CellFault>) -> Option<CleanText> {
        let (cell, kind) = self.cell(Column::Name);
        let name = if kind == CellKind::Error { Ok(None) } else { cells::name(cell) };
        match name {
            Ok(Some(name)) => Some(name),
            Ok(None) => self.report(Column::Name, Fault::NoName, faults),
            Err(fault) => self.report(Column::Name, fault, faults),
        }
    }

    fn id_number(&self, faults: &mut Vec<CellFault>) -> Option<IdNumber> {
        let (id, check) =
            self.take(Column::IdNumber, faults, |cell, kind| cells::id_number(cell, kind, self.today))?;
        if let Some(digit) = check {
            faults.push(self.fault(Column::IdNumber, Fault::IdCheckDigit(digit)));
        }
        Some(id)
    }

    /// The ID number knows best; its column only where there is none.
    fn birth(&self, id: Option<&IdNumber>, faults: &mut Vec<CellFault>) -> Option<NaiveDate> {
        let own = id.map(IdNumber::birth);
        let (cell, kind) = self.cell(Column::Birth);
        let text = cells::bare(cell);
        if cells::is_nothing(text) {
            return own;
        }
        match self.birth_of(text, kind) {
            None => self.report(Column::Birth, Fault::BadDate, faults),
            Some(birth) => match own {
                Some(day) if !birth.agrees(day) => {
                    faults.push(self.fault(Column::Birth, Fault::BirthDiffers));
                    own
                }
                Some(_) => own,
                None => birth.day(),
            },
        }
    }

    /// A date between 1900 and today.
    fn birth_of(&self, text: &str, kind: CellKind) -> Option<CellDate> {
        if kind == CellKind::Error {
            return None;
        }
        let birth = date::in_cell(text, self.epoch_1904).ok()?;
        let first = birth.first()?;
        (first.year() >= EARLIEST_YEAR && first <= self.today).then_some(birth)
    }

    fn sex(&self, id: Option<&IdNumber>, faults: &mut Vec<CellFault>) -> Option<Sex> {
        let written = cells::sex(self.cell(Column::Sex).0);
        let Some(own) = id.map(IdNumber::sex) else { return written };
        if written.is_some_and(|written| written != own) {
            faults.push(self.fault(Column::Sex, Fault::SexDiffers));
        }
        Some(own)
    }

    fn place(&self, column: Column, faults: &mut Vec<CellFault>) -> Option<CleanText> {
        self.take(column, faults, |cell, _| cells::name(cell))
    }

    fn labels(&self, column: Column, faults: &mut Vec<CellFault>) -> Vec<CleanText> {
        self.take(column, faults, |cell, kind| labels::split(cell, kind).map(Some)).unwrap_or_default()
    }

    fn take<T>(
        &self,
        column: Column,
        faults: &mut Vec<CellFault>,
        read: impl Fn(&str, CellKind) -> Result<Option<T>, Fault>,
    ) -> Option<T> {
        let (cell, kind) = self.cell(column);
        match read(cell, kind) {
            Ok(value) => value,
            Err(fault) => self.report(column, fault, faults),
        }
    }

    fn cell(&self, column: Column) -> (&str, CellKind) {
        self.header.at(column).map_or(("", CellKind::Text), |at| (self.row.cell(at), self.row.kind(at)))
    }

    fn report<T>(&self, column: Column, fault: Fault, faults: &mut Vec<CellFault>) -> Option<T> {
        faults.push(self.fault(column, fault));
        None
    }

    fn fault(&self, column: Column, fault: Fault) -> CellFault {
        CellFault {
            row: self.row.number,
            column,
            header: self.header.title(column),
            whom: RowPerson::default(),
            fault,
        }
    }
}
