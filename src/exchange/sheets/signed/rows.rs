//! The rows of a filled sheet: which line each is, and what stands in it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::heads::{Heads, line_id};
use crate::domain::date::{self, DayError};
use crate::domain::error::RegisterError;
use crate::domain::gift::{Goods, Proxy};
use crate::domain::idcard::IdNumber;
use crate::domain::money::Fen;
use crate::domain::sign_sheet::{PrintedLine, SheetColumn, SheetFault, SheetWhy, SignSheet, SignedRow};
use crate::domain::text::{self, CleanText, NAME_MAX, NOTE_MAX, fold_width};
use crate::domain::visit::Outcome;
use crate::lang::{Lang, sheets};
use crate::store::Store;
use crate::tabular::{CellKind, RawRow};

/// Goods that are ticked off stand as printed.
const TICKS: [&str; 8] = ["√", "✓", "✔", "是", "有", "已发", "1", "1份"];
/// What says that the recipient received in person.
const HIMSELF: [&str; 4] = ["本人", "自领", "自己", "self"];

/// Reads rows.
pub(super) struct Reader<'a> {
    store: &'a Store,
    sheet: &'a SignSheet,
    heads: &'a Heads,
    today: NaiveDate,
    /// The row in which each line stood.
    seen: BTreeMap<u32, u64>,
    signed: Vec<SignedRow>,
    faults: Vec<SheetFault>,
}

/// What is wrong in one row.
type Wrong = (SheetColumn, SheetWhy);

impl<'a> Reader<'a> {
    pub(super) fn new(store: &'a Store, sheet: &'a SignSheet, heads: &'a Heads, today: NaiveDate) -> Self {
        let (seen, signed, faults) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { store, sheet, heads, today, seen, signed, faults }
    }

    /// What came back signed, and what is wrong.
    pub(super) fn done(self) -> (Vec<SignedRow>, Vec<SheetFault>) {
        (self.signed, self.faults)
    }

    /// Takes a row.
    ///
    /// # Errors
    /// Storage troubles.
    pub(super) fn row(&mut self, row: &RawRow) -> Result<(), RegisterError> {
        let line = match self.line(row)? {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(()),
            Err(wrong) => {
                self.wrong(row, &CleanText::default(), vec![wrong]);
                return Ok(());
            }
        };
        if let Some(before) = self.seen.insert(line.no, row.number) {
            let wrong = (SheetColumn::Order, SheetWhy::Repeated(before));
            self.wrong(row, &line.name, vec![wrong]);
            return Ok(());
        }
        match self.filled(row, &line) {
            Ok(None) => {}
            Ok(Some(signed)) => self.signed.push(signed),
            Err(wrong) => self.wrong(row, &line.name, wrong),
        }
        Ok(())
    }

    fn wrong(&mut self, row: &RawRow, name: &CleanText, wrong: Vec<Wrong>) {
        let fault = |(column, why)| SheetFault { row: row.number, column, name: name.clone(), why };
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
        let result = self.cell(row, SheetColumn::Result);
        if id.is_empty() {
            // Heads that stand there again on another page say nothing of anybody.
            let is_data = !result.is_empty() && Outcome::on_sheet(result).is_some()
                || !name.is_empty() && !is_sum(name) && !is_head(name) && self.is_filled(row);
            return Ok(if is_data { Err((SheetColumn::IdNumber, SheetWhy::Handwritten)) } else { Ok(None) });
        }
        if is_head(id) || is_sum(name) {
            return Ok(Ok(None));
        }
        let kind = self.heads.at(SheetColumn::IdNumber).map_or(CellKind::Text, |at| row.kind(at));
        let Ok((full, _)) = IdNumber::parse(id, self.today) else {
            let wrong = if self.is_filled(row) || !result.is_empty() {
                Err((SheetColumn::IdNumber, SheetWhy::BadId))
            } else {
                Ok(None)
            };
            return Ok(wrong);
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

    /// Whether anything beside the result is filled in.
    fn is_filled(&self, row: &RawRow) -> bool {
        let others = SheetColumn::ALL.into_iter().filter(|column| column.is_filled_in());
        others
            .filter(|column| *column != SheetColumn::Result)
            .any(|column| !self.cell(row, column).is_empty())
    }

    /// What is filled in; none for a row where nobody went yet.
    fn filled(&self, row: &RawRow, line: &PrintedLine) -> Result<Option<SignedRow>, Vec<Wrong>> {
        let mut wrong: Vec<Wrong> = Vec::new();
        let spoilt = SheetColumn::ALL.into_iter().filter(|column| column.is_filled_in()).find(|column| {
            let kind = self.heads.at(*column).map_or(CellKind::Text, |at| row.kind(at));
            matches!(kind, CellKind::Error | CellKind::Uncached | CellKind::NoText)
        });
        if let Some(column) = spoilt {
            return Err(vec![(column, SheetWhy::BadText)]);
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
        let cash = self.cash(row, line, outcome).unwrap_or_else(|why| {
            wrong.push((SheetColumn::Cash, why));
            Fen::ZERO
        });
        let goods = self.goods(row, line, outcome).unwrap_or_else(|why| {
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
        let himself = |word: &CleanText| {
            word.is_empty() || HIMSELF.contains(&word.as_str()) || word.same_name(&line.name)
        };
        let in_person = himself(&receiver) && (relation.is_empty() || HIMSELF.contains(&relation.as_str()));
        let proxy = (!in_person || outcome == Outcome::Proxy)
            .then_some(Proxy { name: receiver, relation })
            .filter(|_| outcome.gives());
        let on = self.day(row, SheetColumn::Day).unwrap_or_else(|why| {
            wrong.push((SheetColumn::Day, why));
            None
        });
        let put_off = self.day(row, SheetColumn::PutOffTo).unwrap_or_else(|why| {
            wrong.push((SheetColumn::PutOffTo, why));
            None
        });
        if on.is_none() && wrong.iter().all(|(column, _)| *column != SheetColumn::Day) {
            wrong.push((SheetColumn::Day, SheetWhy::NoDay));
        }
        let Some(on) = on.filter(|_| wrong.is_empty()) else { return Err(wrong) };
        Ok(Some(SignedRow {
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
            note,
        }))
    }

    /// The cash, which is what was printed or nothing.
    fn cash(&self, row: &RawRow, line: &PrintedLine, outcome: Outcome) -> Result<Fen, SheetWhy> {
        let said = self.cell(row, SheetColumn::Cash);
        if said.is_empty() {
            return Ok(Fen::ZERO);
        }
        let cash = Fen::parse(said).map_err(|_| SheetWhy::BadAmount)?;
        if cash != Fen::ZERO && !outcome.gives() {
            return Err(SheetWhy::GivenNothing);
        }
        if cash != Fen::ZERO && cash != line.cash {
            return Err(SheetWhy::OffPlan(line.cash));
        }
        Ok(cash)
    }

    /// The goods, which are what was printed or nothing.
    fn goods(&self, row: &RawRow, line: &PrintedLine, outcome: Outcome) -> Result<Option<Goods>, SheetWhy> {
        let said = fold_width(self.cell(row, SheetColumn::Goods));
        if said.is_empty() || matches!(said.as_str(), "0" | "无" | "-" | "否") {
            return Ok(None);
        }
        if !outcome.gives() {
            return Err(SheetWhy::GivenNothing);
        }
        let is_printed = TICKS.contains(&said.as_str()) || text::same_name(&said, &line.goods);
        match line.given_goods() {
            Some(goods) if is_printed => Ok(Some(goods)),
            _ => Err(SheetWhy::GoodsOffPlan(line.goods.clone())),
        }
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

/// A sum of a page or of all, in words of either language or of a station's own.
fn is_sum(cell: &str) -> bool {
    let ours = [Lang::Zh, Lang::En].map(sheets::of);
    let begins = |words: &str| cell.trim_start().starts_with(words);
    cell.contains('计')
        || cell.contains("大写")
        || ours.iter().any(|words| begins(words.page_sum) || begins(words.all_sum) || begins(words.in_words))
}

/// Whether a cell is a head that stands there again.
fn is_head(cell: &str) -> bool {
    matches!(fold_width(cell).trim(), "姓名" | "身份证号" | "name" | "ID number")
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
