//! The rows of a filled sheet: which line each is, and what stands in it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::heads::{Heads, line_id};
use super::{given, shape};
use crate::domain::date::{self, DayError};
use crate::domain::error::RegisterError;
use crate::domain::gift::Proxy;
use crate::domain::idcard::IdNumber;
use crate::domain::money::Fen;
use crate::domain::sign_sheet::{PrintedLine, SheetColumn, SheetFault, SheetWhy, SignSheet, SignedRow};
use crate::domain::text::{self, CleanText, NAME_MAX, NOTE_MAX};
use crate::domain::visit::Outcome;
use crate::store::Store;
use crate::tabular::{CellKind, RawRow};

/// What says that the recipient received in person.
const HIMSELF: [&str; 4] = ["本人", "自领", "自己", "self"];

/// Reads rows.
pub(super) struct Reader<'a> {
    store: &'a Store,
    sheet: &'a SignSheet,
    heads: &'a Heads,
    /// The worksheet, where the file has several.
    worksheet: CleanText,
    today: NaiveDate,
    /// Where each line stood.
    seen: BTreeMap<u32, (CleanText, u64)>,
    signed: Vec<SignedRow>,
    faults: Vec<SheetFault>,
    /// Rows in which something is wrong.
    wrong: usize,
}

/// What is wrong in one row.
type Wrong = (SheetColumn, SheetWhy);

impl<'a> Reader<'a> {
    pub(super) fn new(store: &'a Store, sheet: &'a SignSheet, heads: &'a Heads, today: NaiveDate) -> Self {
        let (worksheet, seen) = (CleanText::default(), BTreeMap::new());
        Self { store, sheet, heads, worksheet, today, seen, signed: Vec::new(), faults: Vec::new(), wrong: 0 }
    }

    /// Goes on with the rows of another worksheet.
    pub(super) fn turn_to(&mut self, worksheet: &CleanText, heads: &'a Heads) {
        (self.worksheet, self.heads) = (worksheet.clone(), heads);
    }

    /// What came back signed, what is wrong, and in how many rows.
    pub(super) fn done(self) -> (Vec<SignedRow>, Vec<SheetFault>, usize) {
        (self.signed, self.faults, self.wrong)
    }

    /// Takes a row; answers which line it is.
    ///
    /// # Errors
    /// Storage troubles.
    pub(super) fn row(&mut self, row: &RawRow) -> Result<Option<u32>, RegisterError> {
        let line = match self.line(row)? {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(None),
            Err(wrong) => {
                self.wrong(row, &CleanText::default(), vec![wrong]);
                return Ok(None);
            }
        };
        let place = (self.worksheet.clone(), row.number);
        if let Some((worksheet, before)) = self.seen.insert(line.no, place) {
            let wrong = (SheetColumn::Order, SheetWhy::Repeated(worksheet, before));
            self.wrong(row, &line.name, vec![wrong]);
            return Ok(Some(line.no));
        }
        match self.filled(row, &line) {
            Ok(None) => {}
            Ok(Some(signed)) => self.signed.push(signed),
            Err(wrong) => self.wrong(row, &line.name, wrong),
        }
        Ok(Some(line.no))
    }

    fn wrong(&mut self, row: &RawRow, name: &CleanText, wrong: Vec<Wrong>) {
        self.wrong += 1;
        let fault = |(column, why)| SheetFault {
            worksheet: self.worksheet.clone(),
            row: row.number,
            column,
            name: name.clone(),
            why,
        };
        self.faults.extend(wrong.into_iter().map(fault));
    }

    fn cell<'r>(&self, row: &'r RawRow, column: SheetColumn) -> &'r str {
        self.heads.at(column).map_or("", |at| row.cell(at)).trim()
    }

    /// Which line a row is; none for one that is no line: a sum, a line to sign, a remark.
    fn line(&self, row: &RawRow) -> Result<Result<Option<PrintedLine>, Wrong>, RegisterError> {
        let (name, said) = (self.cell(row, SheetColumn::Name), self.cell(row, SheetColumn::LineId));
        let id = self.cell(row, SheetColumn::IdNumber);
        let by_id = if said.is_empty() { None } else { line_id(said) };
        let line = match by_id {
            Some((number, _)) if number != self.sheet.number => {
                let other = CleanText::unmasked(&number.to_string());
                return Ok(Err((SheetColumn::LineId, SheetWhy::OtherSheet(other))));
            }
            Some((_, no)) => self.sheet.line(no),
            None if !said.is_empty() => return Ok(Err((SheetColumn::LineId, SheetWhy::UnknownLine))),
            None => return self.line_of_number(row, name, id),
        };
        let Some(line) = line else { return Ok(Err((SheetColumn::LineId, SheetWhy::UnknownLine))) };
        if !name.is_empty() && !text::same_name(name, &line.name) {
            return Ok(Err((SheetColumn::Name, SheetWhy::NameDiffers(line.name.clone()))));
        }
        // A number in full, where there is one, is held against that of the line.
        if let Ok((full, _)) = IdNumber::parse(id, self.today)
            && self.store.line_of_id(self.sheet, &full)? != Some(line.no)
        {
            return Ok(Err((SheetColumn::IdNumber, SheetWhy::IdDiffers)));
        }
        Ok(Ok(Some(line.clone())))
    }

    /// The line of a row without an id: by the ID number.
    fn line_of_number(
        &self,
        row: &RawRow,
        name: &str,
        id: &str,
    ) -> Result<Result<Option<PrintedLine>, Wrong>, RegisterError> {
        if !shape::may_be_id(id) {
            let why = if id.is_empty() { SheetWhy::Handwritten } else { SheetWhy::BadId };
            let is_nobody = shape::is_nobody(self.heads, row);
            return Ok(if is_nobody { Ok(None) } else { Err((SheetColumn::IdNumber, why)) });
        }
        let kind = self.heads.at(SheetColumn::IdNumber).map_or(CellKind::Text, |at| row.kind(at));
        let Ok((full, _)) = IdNumber::parse(id, self.today) else {
            let is_filled = self.is_filled(row) || !self.cell(row, SheetColumn::Result).is_empty();
            return Ok(if is_filled { Err((SheetColumn::IdNumber, SheetWhy::BadId)) } else { Ok(None) });
        };
        if kind == CellKind::Number {
            return Ok(Err((SheetColumn::IdNumber, SheetWhy::BadId)));
        }
        let Some(line) = self.store.line_of_id(self.sheet, &full)?.and_then(|no| self.sheet.line(no)) else {
            return Ok(Err((SheetColumn::IdNumber, SheetWhy::NotOnSheet)));
        };
        if !name.is_empty() && !text::same_name(name, &line.name) {
            return Ok(Err((SheetColumn::Name, SheetWhy::NameDiffers(line.name.clone()))));
        }
        Ok(Ok(Some(line.clone())))
    }

    /// The kind of a cell; text where the file has no such column.
    fn kind(&self, row: &RawRow, column: SheetColumn) -> CellKind {
        self.heads.at(column).map_or(CellKind::Text, |at| row.kind(at))
    }

    /// Whether anything beside the result is filled in, in this row itself.
    fn is_filled(&self, row: &RawRow) -> bool {
        let others = SheetColumn::ALL.into_iter().filter(|column| column.is_filled_in());
        others
            .filter(|column| *column != SheetColumn::Result && self.kind(row, *column) != CellKind::Filled)
            .any(|column| !self.cell(row, column).is_empty())
    }

    /// The first cell that cannot be used: it was spoilt, or is merged where each row needs its own.
    fn unusable(&self, row: &RawRow) -> Option<Wrong> {
        let filled = SheetColumn::ALL.into_iter().filter(|column| column.is_filled_in());
        filled.into_iter().find_map(|column| match self.kind(row, column) {
            CellKind::Error | CellKind::Uncached | CellKind::NoText => Some((column, SheetWhy::BadText)),
            CellKind::Filled => (!column.is_once()).then_some((column, SheetWhy::MergedCell)),
            CellKind::Text | CellKind::Number | CellKind::Date | CellKind::NoResult => None,
        })
    }

    /// What is filled in; none for a row where nobody went yet.
    fn filled(&self, row: &RawRow, line: &PrintedLine) -> Result<Option<SignedRow>, Vec<Wrong>> {
        let mut wrong: Vec<Wrong> = Vec::new();
        if let Some(unusable) = self.unusable(row) {
            return Err(vec![unusable]);
        }
        let result = self.cell(row, SheetColumn::Result);
        if result.is_empty() {
            let filled = self.is_filled(row);
            return if filled { Err(vec![(SheetColumn::Result, SheetWhy::NoResult)]) } else { Ok(None) };
        }
        let Some(outcome) = Outcome::on_sheet(result) else {
            let said = CleanText::shown(result);
            return Err(vec![(SheetColumn::Result, SheetWhy::UnknownResult(said))]);
        };
        let cash = given::cash(self.cell(row, SheetColumn::Cash), line, outcome).unwrap_or_else(|why| {
            wrong.push((SheetColumn::Cash, why));
            Fen::ZERO
        });
        let goods = given::goods(self.cell(row, SheetColumn::Goods), line, outcome).unwrap_or_else(|why| {
            wrong.push((SheetColumn::Goods, why));
            None
        });
        if outcome.gives() && cash == Fen::ZERO && goods.is_none() && wrong.is_empty() {
            wrong.push((SheetColumn::Cash, SheetWhy::NothingGiven));
        }
        let mut words = |column, max| {
            let read = CleanText::parse(&text::on_one_line(self.cell(row, column)), max);
            read.unwrap_or_else(|_| {
                wrong.push((column, SheetWhy::BadText));
                CleanText::default()
            })
        };
        let handlers =
            [SheetColumn::FirstHandler, SheetColumn::SecondHandler].map(|one| words(one, NAME_MAX));
        let handlers = apart(handlers);
        let (receiver, relation) =
            (words(SheetColumn::Receiver, NAME_MAX), words(SheetColumn::Relation, NAME_MAX));
        let note = Some(words(SheetColumn::Note, NOTE_MAX)).filter(|note| !note.is_empty());
        let proxy = proxy(outcome, &line.name, [receiver, relation], &mut wrong);
        let on = self.day(row, SheetColumn::Day).unwrap_or_else(|why| {
            wrong.push((SheetColumn::Day, why));
            None
        });
        let put_off = self.day(row, SheetColumn::PutOffTo).unwrap_or_else(|why| {
            wrong.push((SheetColumn::PutOffTo, why));
            None
        });
        if put_off.is_some() && outcome != Outcome::Deferred {
            wrong.push((SheetColumn::PutOffTo, SheetWhy::NotPutOff));
        }
        if on.is_none() && wrong.iter().all(|(column, _)| *column != SheetColumn::Day) {
            wrong.push((SheetColumn::Day, SheetWhy::NoDay));
        }
        let Some(on) = on.filter(|_| wrong.is_empty()) else { return Err(wrong) };
        Ok(Some(SignedRow {
            worksheet: self.worksheet.clone(),
            at: row.number,
            line: line.no,
            outcome,
            cash,
            goods,
            on,
            handlers: handlers.into_iter().collect(),
            proxy,
            deferred_to: put_off.filter(|_| outcome == Outcome::Deferred),
            died_on: None,
            reason: note.clone(),
            note,
        }))
    }

    fn day(&self, row: &RawRow, column: SheetColumn) -> Result<Option<NaiveDate>, SheetWhy> {
        let said = self.cell(row, column);
        if said.is_empty() {
            return Ok(None);
        }
        match date::in_cell(said, false) {
            Ok(day) => match day.day() {
                Some(day) => Ok(Some(day)),
                None => self.typed(said),
            },
            Err(_) => self.typed(said),
        }
    }

    /// A day without its year, as people write it by hand: 2.2, 2月2日.
    fn typed(&self, said: &str) -> Result<Option<NaiveDate>, SheetWhy> {
        let day = date::Typed::on(self.today).read(said);
        day.map(Some).map_err(|error: DayError| SheetWhy::BadDay(error))
    }
}

/// Who received in somebody's place, and what is wrong with how that is written.
fn proxy(
    outcome: Outcome,
    name: &CleanText,
    [receiver, relation]: [CleanText; 2],
    wrong: &mut Vec<Wrong>,
) -> Option<Proxy> {
    let is_self = |word: &CleanText| word.is_empty() || HIMSELF.contains(&word.as_str());
    let in_person = (is_self(&receiver) || receiver.same_name(name)) && is_self(&relation);
    if !outcome.gives() {
        if !in_person {
            wrong.push((SheetColumn::Receiver, SheetWhy::GivenNothing));
        }
        return None;
    }
    if in_person && outcome != Outcome::Proxy {
        return None;
    }
    if outcome != Outcome::Proxy {
        wrong.push((SheetColumn::Result, SheetWhy::ReceivedByAnother(receiver.clone())));
    }
    if receiver.is_empty() {
        wrong.push((SheetColumn::Receiver, SheetWhy::NoReceiver));
    }
    if relation.is_empty() {
        wrong.push((SheetColumn::Relation, SheetWhy::NoRelation));
    }
    Some(Proxy { name: receiver, relation })
}

/// Two handlers whom a station wrote into one cell.
fn apart([first, second]: [CleanText; 2]) -> [CleanText; 2] {
    if !second.is_empty() {
        return [first, second];
    }
    match first.split_once(['、', '，', ',', '；', ';', '/']) {
        Some((one, other)) => [one, other].map(|name| CleanText::unmasked(name.trim())),
        None => [first, second],
    }
}
