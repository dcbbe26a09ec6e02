//! A raw row as an entry of a roster.

use chrono::{Datelike as _, NaiveDate};

use super::cells;
use super::header::Header;
use super::header::spellings;
use super::labels;
use super::numbers;
use super::struck;
use crate::domain::date::{self, CellDate};
use crate::domain::idcard::IdNumber;
use crate::domain::recipient::{Household, Kind, Sex};
use crate::domain::roster::{CellFault, Column, Fault, RosterEntry, RowPerson, Written};
use crate::domain::text::{ADDRESS_MAX, CleanText, NAME_MAX, NOTE_MAX, kin_beside, mask};
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

/// What cells say beside what their columns are for.
#[derive(Default)]
struct Remarks(Vec<String>);

impl Remarks {
    fn add(&mut self, column: Column, remark: &str) {
        // The words of a note, whichever language the officer reads.
        let remark = match column {
            Column::Phone => format!("电话：{remark}"),
            Column::Card => format!("账号：{remark}"),
            Column::Name
            | Column::Sex
            | Column::IdNumber
            | Column::Birth
            | Column::Township
            | Column::Village
            | Column::Categories
            | Column::Groups
            | Column::Address
            | Column::Note
            | Column::Household
            | Column::Kind => remark.to_owned(),
        };
        self.0.push(remark);
    }

    fn text(&self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.join("；"))
    }
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
        let mut remarks = Remarks::default();
        let name = self.name(&mut faults, &mut remarks);
        let id = self.id_number(&mut faults);
        let birth = self.birth(id.as_ref(), &mut faults);
        let sex = self.sex(id.as_ref(), &mut faults);
        let township = self.township(&mut faults);
        let village = self.take(Column::Village, &mut faults, |cell, _| cells::place(cell));
        let categories = self.labels(Column::Categories, &mut faults);
        let groups = self.labels(Column::Groups, &mut faults);
        let phone = self.phone(&mut faults, &mut remarks);
        let card = self.card(&mut faults, &mut remarks);
        let address = self.text(Column::Address, ADDRESS_MAX, &mut faults);
        let household = self.household(&mut faults);
        let own_note = self.text(Column::Note, NOTE_MAX, &mut faults);
        let (note, remark) = self.noted(own_note, &remarks, &mut faults);
        let kind = self.kind();
        self.marked(&mut faults);
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
                    household,
                    remark,
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

    /// A row with a doubt about the whole of it.
    pub(super) fn doubted(&self, row: Row, doubt: Fault) -> Row {
        self.doubted_for(row, Column::Name, doubt)
    }

    /// The same, of which a column is the reason.
    pub(super) fn doubted_for(&self, row: Row, column: Column, doubt: Fault) -> Row {
        let fault = self.fault(column, doubt);
        match row {
            Row::Entry(entry, mut warnings) if fault.fault.only_warns() => {
                warnings.push(fault);
                Row::Entry(entry, warnings)
            }
            Row::Entry(..) => Row::Refused(vec![CellFault { whom: self.whom(), ..fault }]),
            Row::Refused(faults) => Row::Refused(faults),
        }
    }

    /// What the workbook says of the row beside its cells.
    fn marked(&self, faults: &mut Vec<CellFault>) {
        if self.row.hidden {
            faults.push(self.fault(Column::Name, Fault::HiddenRow));
        }
        let struck = struck::told(self.row, self.header);
        faults.extend(struck.into_iter().map(|(column, fault)| self.fault(column, fault)));
    }

    /// The note with what other cells say besides; apart where the row has none of its own.
    fn noted(
        &self,
        own: Option<CleanText>,
        remarks: &Remarks,
        faults: &mut Vec<CellFault>,
    ) -> (Option<CleanText>, Option<CleanText>) {
        let Some(remarks) = remarks.text() else { return (own, None) };
        let column = if self.header.has(Column::Note) { Column::Note } else { Column::Name };
        let (whole, has_own) = match &own {
            Some(own) => (format!("{own}；{remarks}"), true),
            None => (remarks, false),
        };
        match cells::words(&whole, NOTE_MAX) {
            Ok(text) if has_own => (text, None),
            Ok(text) => (None, text),
            Err(fault) => (self.report(column, fault, faults), None),
        }
    }

    fn text(&self, column: Column, max: usize, faults: &mut Vec<CellFault>) -> Option<CleanText> {
        let text = self.take(column, faults, |cell, _| cells::words(cell, max))?;
        if text.contains(['*', '＊']) && cells::is_masked(&text) {
            faults.push(self.fault(column, Fault::LeftOut(Box::new(Fault::NumberMasked))));
            return None;
        }
        if let Some(lost) = cells::lost(&text, column == Column::Address) {
            faults.push(self.fault(column, Fault::Lost(lost)));
        }
        Some(text)
    }

    fn phone(&self, faults: &mut Vec<CellFault>, remarks: &mut Remarks) -> Option<CleanText> {
        let (cell, kind) = self.cell(Column::Phone);
        self.number(Column::Phone, numbers::phone(cell, kind), faults, remarks)
    }

    fn card(&self, faults: &mut Vec<CellFault>, remarks: &mut Remarks) -> Option<CleanText> {
        let (cell, kind) = self.cell(Column::Card);
        match numbers::card(cell, kind) {
            Ok(found) => self.number(Column::Card, found, faults, remarks),
            Err(fault) => self.report(Column::Card, fault, faults),
        }
    }

    fn number(
        &self,
        column: Column,
        found: numbers::Found,
        faults: &mut Vec<CellFault>,
        remarks: &mut Remarks,
    ) -> Option<CleanText> {
        if let Some(rest) = found.rest {
            remarks.add(column, &rest);
        }
        faults.extend(found.fault.map(|fault| self.fault(column, fault)));
        found.digits
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
            township: self.township(&mut already_reported).unwrap_or_default(),
            categories: self.labels(Column::Categories, &mut already_reported),
            groups: self.labels(Column::Groups, &mut already_reported),
        }
    }

    fn name(&self, faults: &mut Vec<CellFault>, remarks: &mut Remarks) -> Option<CleanText> {
        let before = faults.len();
        // The name of the rows above is not that of a number of this row.
        let (id, id_kind) = self.cell(Column::IdNumber);
        let is_lent = self.cell(Column::Name).1 == CellKind::Filled && id_kind != CellKind::Filled;
        if is_lent && !cells::is_nothing(cells::bare(id)) {
            return self.report(Column::Name, Fault::NoName, faults);
        }
        let name = if self.kind() == Kind::Unit {
            self.take(Column::Name, faults, |cell, _| cells::name(cell))
        } else {
            let found = self.take(Column::Name, faults, |cell, _| cells::person_name(cell));
            let kin = found.as_ref().and_then(|found| kin_beside(found.remark.as_ref()?));
            if let Some(kin) = kin.filter(|_| !cells::is_nothing(cells::bare(self.cell(Column::IdNumber).0)))
            {
                return self.report(Column::Name, Fault::KinInName(kin.into()), faults);
            }
            found.map(|found| {
                if let Some(remark) = found.remark {
                    faults.push(self.fault(Column::Name, Fault::NameRemark(CleanText::shown(&remark))));
                    remarks.add(Column::Name, &remark);
                }
                found.name
            })
        };
        if name.is_none() && faults.iter().skip(before).all(|fault| fault.fault.only_warns()) {
            return self.report(Column::Name, Fault::NoName, faults);
        }
        name
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
        if let Some(fault) = cells::spoilt(cell, kind) {
            return self.report(Column::Birth, fault, faults).or(own);
        }
        if text.contains(['*', '＊']) {
            faults.push(self.fault(Column::Birth, Fault::LeftOut(Box::new(Fault::NumberMasked))));
            return own;
        }
        match self.birth_of(text) {
            None => self.report(Column::Birth, Fault::BadDate, faults),
            Some(birth) => match own {
                Some(day) if !birth.agrees(day) => {
                    faults.push(self.fault(Column::Birth, Fault::BirthDiffers));
                    own
                }
                Some(_) => own,
                None => birth.day().or_else(|| self.report(Column::Birth, Fault::BirthWithoutDay, faults)),
            },
        }
    }

    /// A date between 1900 and today.
    fn birth_of(&self, text: &str) -> Option<CellDate> {
        let birth = date::in_cell(text, self.epoch_1904).ok()?;
        let first = birth.first()?;
        (first.year() >= EARLIEST_YEAR && first <= self.today).then_some(birth)
    }

    fn sex(&self, id: Option<&IdNumber>, faults: &mut Vec<CellFault>) -> Option<Sex> {
        let (cell, kind) = self.cell(Column::Sex);
        if let Some(fault) = cells::spoilt(cell, kind) {
            // The ID number knows it; without one it stays unknown.
            faults.push(self.fault(Column::Sex, Fault::LeftOut(Box::new(fault))));
        }
        let written = cells::sex(cell);
        let Some(own) = id.map(IdNumber::sex) else { return written };
        if written.is_some_and(|written| written != own) {
            faults.push(self.fault(Column::Sex, Fault::SexDiffers));
        }
        Some(own)
    }

    fn township(&self, faults: &mut Vec<CellFault>) -> Option<CleanText> {
        self.take(Column::Township, faults, |cell, _| cells::name(cell))
    }

    /// Urban or rural; another word bars nothing.
    fn household(&self, faults: &mut Vec<CellFault>) -> Option<Household> {
        let read = |cell: &str, _| {
            let word = cells::bare(cell);
            match cells::household(word) {
                None if !cells::is_nothing(word) => Err(Fault::UnknownHousehold(CleanText::shown(word))),
                household => Ok(household),
            }
        };
        self.take(Column::Household, faults, read)
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
        if let Some(fault) = cells::spoilt(cell, kind) {
            return self.report(column, fault, faults);
        }
        match kind {
            CellKind::NoText => self.report(column, Fault::NoText, faults),
            // No name, number or text is a 0, and an empty text may be what stands in for one.
            CellKind::NoResult => self.report(column, Fault::LeftOut(Box::new(Fault::Uncached)), faults),
            // The ID number says itself that it was damaged.
            CellKind::Date if column != Column::IdNumber => self.report(column, Fault::DateCell, faults),
            CellKind::Text
            | CellKind::Number
            | CellKind::Date
            | CellKind::Error
            | CellKind::Filled
            | CellKind::Uncached => match read(cell, kind) {
                Ok(value) => value,
                Err(fault) => self.report(column, fault, faults),
            },
        }
    }

    fn cell(&self, column: Column) -> (&str, CellKind) {
        let at = self.header.at(column).filter(|_| !struck::leaves_out(self.row, self.header, column));
        at.map_or(("", CellKind::Text), |at| (self.row.cell(at), self.row.kind(at)))
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
