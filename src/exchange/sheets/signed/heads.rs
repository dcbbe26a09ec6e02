//! The heads of a filled sheet: which column means what, by what it is called.

use crate::domain::file_error::ReadList;
use crate::domain::roster::Column;
use crate::domain::sign_sheet::{SheetColumn, SheetNumber};
use crate::domain::signed_error::SignedError;
use crate::domain::text::{CleanText, fold_width};
use crate::exchange::roster;
use crate::lang::{Lang, signing};
use crate::tabular::{CellKind, HeaderFinder, RawRow, TableHeader};

/// Heads that stations write instead of ours.
const OTHERS: &[(SheetColumn, &[&str])] = &[
    (SheetColumn::Result, &["结果", "发放结果", "发放情况", "领取情况", "走访情况", "慰问结果"]),
    (SheetColumn::Cash, &["实发金额", "实发", "实领金额", "实领慰问金", "发放金额"]),
    (SheetColumn::Goods, &["实发物品", "实领慰问品", "实发慰问品及数量"]),
    (SheetColumn::Receiver, &["领取人姓名", "实际领取人", "代领人"]),
    (SheetColumn::Relation, &["与本人关系", "与对象关系", "代领人关系", "关系"]),
    (SheetColumn::Day, &["走访日期", "慰问日期", "领取日期", "日期", "发放时间", "走访时间"]),
    (SheetColumn::FirstHandler, &["经办人1", "经办人", "走访人一", "走访人1", "第一经办人"]),
    (SheetColumn::SecondHandler, &["经办人2", "走访人二", "走访人2", "第二经办人"]),
    (SheetColumn::PutOffTo, &["改期到", "约定日期", "改期日期"]),
    (SheetColumn::Note, &["说明"]),
];

/// What must be known of a file before it is read, beside who each row is.
const NEEDED: [SheetColumn; 3] = [SheetColumn::Result, SheetColumn::Day, SheetColumn::FirstHandler];
/// What no roster has: a row that names two of them beside a person is one of heads, whatever is missing.
const OF_SHEETS: [SheetColumn; 6] = [
    SheetColumn::Result,
    SheetColumn::Cash,
    SheetColumn::Goods,
    SheetColumn::Day,
    SheetColumn::FirstHandler,
    SheetColumn::SecondHandler,
];

/// Finds the heads by their words.
#[derive(Clone, Debug)]
pub(super) struct Finder;

impl HeaderFinder for Finder {
    type Header = Heads;
    const LIST: ReadList = ReadList::SignSheet;

    const SEARCHED_ROWS: u64 = 30;

    fn find(&self, first_rows: &[RawRow]) -> Option<Heads> {
        let searched = first_rows.iter().take_while(|row| row.number <= Self::SEARCHED_ROWS);
        let all: Vec<(usize, Columns)> = searched.map(columns).enumerate().collect();
        // A row with all that names a line goes before one with something missing, which is told of it.
        let found = all.iter().find(|(_, columns)| columns.is_whole());
        let (at, columns) = found.or_else(|| all.iter().find(|(_, columns)| columns.is_of_sheet()))?.clone();
        let row = first_rows.get(at)?;
        let above = first_rows.get(..at).unwrap_or_default();
        Some(Heads {
            row: row.number,
            titles: row.cells().map(|cell| cell.trim().to_owned()).collect(),
            above: above.iter().flat_map(RawRow::cells).map(str::to_owned).collect(),
            columns,
        })
    }

    fn wants(&self, _sheet: &str) -> bool {
        true
    }

    fn names(&self, _: &str) -> bool {
        false
    }
}

/// How surely a head means a column: by the very word of ours, by one that stations write, by one of rosters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    Ours,
    Theirs,
    OfRosters,
}

/// The columns of a row of heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Columns {
    /// Where each lies, from 0, by the surest head.
    at: Vec<(SheetColumn, usize)>,
    /// A column, where it lies, and where another head as sure means it too.
    twice: Vec<(SheetColumn, [usize; 2])>,
}

impl Columns {
    fn has(&self, column: SheetColumn) -> bool {
        self.at.iter().any(|(known, _)| *known == column)
    }

    fn names_lines(&self) -> bool {
        self.has(SheetColumn::LineId) || self.has(SheetColumn::IdNumber)
    }

    fn is_whole(&self) -> bool {
        self.has(SheetColumn::Result) && self.names_lines()
    }

    fn is_of_sheet(&self) -> bool {
        let own = OF_SHEETS.into_iter().filter(|column| self.has(*column)).count();
        (self.names_lines() || self.has(SheetColumn::Name)) && own >= 2
    }
}

/// The columns that the cells of a row name.
fn columns(row: &RawRow) -> Columns {
    let mut found: Vec<(SheetColumn, Sure, usize)> = Vec::new();
    let mut columns = Columns::default();
    for (at, cell) in row.cells().enumerate() {
        found.extend(meaning(cell).map(|(column, sure)| (column, sure, at)));
    }
    found.sort_by_key(|(_, sure, at)| (*sure, *at));
    let mut held: Vec<(SheetColumn, Sure, usize)> = Vec::new();
    for (column, sure, at) in found {
        match held.iter().find(|(known, ..)| *known == column) {
            None => {
                held.push((column, sure, at));
                columns.at.push((column, at));
            }
            Some((_, as_sure, first)) if *as_sure == sure => columns.twice.push((column, [*first, at])),
            Some(_) => {}
        }
    }
    columns
}

/// What a head means, and how surely.
fn meaning(cell: &str) -> Option<(SheetColumn, Sure)> {
    let plain = plain(cell);
    if plain.is_empty() {
        return None;
    }
    let is_ours = |column: &SheetColumn| {
        [Lang::Zh, Lang::En].iter().any(|lang| self::plain(signing::column(*lang, *column)) == plain)
    };
    let ours = SheetColumn::ALL.into_iter().find(is_ours).map(|column| (column, Sure::Ours));
    let is_theirs = |(_, words): &&(SheetColumn, &[&str])| words.contains(&plain.as_str());
    let theirs = || OTHERS.iter().find(is_theirs).map(|(column, _)| (*column, Sure::Theirs));
    let of_roster = || match roster::field(&plain)?.0? {
        Column::Name => Some((SheetColumn::Name, Sure::OfRosters)),
        Column::IdNumber => Some((SheetColumn::IdNumber, Sure::OfRosters)),
        Column::Sex
        | Column::Birth
        | Column::Township
        | Column::Village
        | Column::Categories
        | Column::Groups
        | Column::Phone
        | Column::Card
        | Column::Address
        | Column::Note
        | Column::Household
        | Column::Kind => None,
    };
    ours.or_else(theirs).or_else(of_roster)
}

/// A head without blanks, marks and what stands in brackets.
fn plain(cell: &str) -> String {
    let folded = fold_width(cell).to_lowercase();
    let before = folded.split('(').next().unwrap_or_default();
    before.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The heads of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heads {
    row: u64,
    titles: Vec<String>,
    above: Vec<String>,
    columns: Columns,
}

impl TableHeader for Heads {
    fn row(&self) -> u64 {
        self.row
    }

    fn weight(&self) -> usize {
        self.titles.iter().chain(&self.above).map(String::len).sum()
    }

    /// All that is filled in: of the day and the handlers the cell holds for each of its rows, of the rest it is told.
    fn merged_columns(&self) -> Vec<usize> {
        let filled = SheetColumn::ALL.into_iter().filter(|column| column.is_filled_in());
        filled.filter_map(|column| self.at(column)).collect()
    }
}

impl Heads {
    /// The place of a column, from 0.
    pub(crate) fn at(&self, column: SheetColumn) -> Option<usize> {
        self.columns.at.iter().find(|(known, _)| *known == column).map(|(_, at)| *at)
    }

    /// The column that lies at a place.
    pub(crate) fn column(&self, place: usize) -> Option<SheetColumn> {
        self.columns.at.iter().find(|(_, at)| *at == place).map(|(column, _)| *column)
    }

    /// What stands above the heads, in one line.
    pub(crate) fn above(&self) -> String {
        let said: Vec<&str> =
            self.above.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        said.join("　")
    }

    /// The heads as the file has them.
    pub(crate) fn titles(&self) -> &[String] {
        &self.titles
    }

    /// Whether a cell is the head of its column once more.
    pub(super) fn is_head(&self, place: usize, cell: &str) -> bool {
        let (head, cell) = (self.titles.get(place).map_or("", String::as_str), plain(cell));
        !cell.is_empty() && plain(head) == cell
    }

    /// Whether it has what is needed, and nothing that is filled in twice.
    ///
    /// # Errors
    /// The first column that is missing, or that two heads mean under which something stands.
    pub(super) fn complete(&self, worksheet: &CleanText, rows: &[RawRow]) -> Result<(), SignedError> {
        let mut missing = NEEDED.into_iter().filter(|column| !self.columns.has(*column));
        let nobody = (!self.columns.names_lines()).then_some(SheetColumn::IdNumber);
        if let Some(column) = nobody.or_else(|| missing.next()) {
            return Err(SignedError::NoColumn(worksheet.clone(), column));
        }
        let says = |place: usize| {
            let cells = rows.iter().map(|row| (row.cell(place).trim(), row.kind(place)));
            cells.into_iter().any(|(cell, kind)| {
                !cell.is_empty() && kind != CellKind::Filled && !self.is_head(place, cell)
            })
        };
        let asked = self.columns.twice.iter().find(|(column, [_, other])| {
            // A note more is the station's own; a second name or number is held against the line.
            column.is_filled_in() && *column != SheetColumn::Note && says(*other)
        });
        let head = |place: usize| CleanText::shown(self.titles.get(place).map_or("", String::as_str));
        asked.map_or(Ok(()), |(column, places)| {
            Err(SignedError::TwoColumns(worksheet.clone(), *column, places.map(head)))
        })
    }

    /// The number of the sheet that the lines of some rows bear.
    ///
    /// # Errors
    /// Lines of two sheets.
    pub(super) fn number_of_lines(&self, rows: &[RawRow]) -> Result<Option<SheetNumber>, SignedError> {
        let own = |row: &RawRow| line_id(row.cell(self.at(SheetColumn::LineId)?)).map(|(number, _)| number);
        let mut found: Option<SheetNumber> = None;
        for number in rows.iter().filter_map(own) {
            one_sheet(&mut found, number)?;
        }
        Ok(found)
    }

    /// The number that stands above the heads.
    pub(super) fn number_above(&self) -> Option<SheetNumber> {
        let mut words =
            self.above.iter().flat_map(|cell| cell.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')));
        words.find_map(|word| word.parse().ok())
    }
}

/// Takes a number more, which must be the one that is known.
///
/// # Errors
/// It is of another sheet.
pub(super) fn one_sheet(found: &mut Option<SheetNumber>, number: SheetNumber) -> Result<(), SignedError> {
    match found {
        Some(first) if *first != number => {
            let [first, other] = [&*first, &number].map(|number| CleanText::unmasked(&number.to_string()));
            Err(SignedError::TwoSheets(first, other))
        }
        Some(_) => Ok(()),
        None => {
            *found = Some(number);
            Ok(())
        }
    }
}

/// The number of the sheet and of the line in the id of a line.
pub(super) fn line_id(cell: &str) -> Option<(SheetNumber, u32)> {
    let (number, line) = cell.trim().split_once('/')?;
    Some((number.parse().ok()?, line.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(rows: &[&str]) -> Option<Heads> {
        let mut number = 0;
        let row = |cells: &&str| {
            number += 1;
            let mut row = RawRow::new(number);
            cells.split('|').for_each(|cell| row.push(cell, CellKind::Text));
            row
        };
        let rows: Vec<RawRow> = rows.iter().map(row).collect();
        Finder.find(&rows)
    }

    #[test]
    fn the_very_word_of_ours_goes_before_another_one_and_two_as_sure_are_asked_about() {
        let heads = find(&["姓名|身份证号|走访结果|日期|发放日期|经办人1|经办人2"]).unwrap();
        assert_eq!((heads.at(SheetColumn::Day), heads.columns.twice.as_slice()), (Some(4), &[][..]));
        let heads = find(&["身份证号|结果|日期|领取日期|经办人"]).unwrap();
        assert_eq!(heads.columns.twice, [(SheetColumn::Day, [2, 3])]);
        let mut row = RawRow::new(2);
        for cell in ["152599", "已发", "2024-02-01", "", "布仁"] {
            row.push(cell, CellKind::Text);
        }
        assert_eq!(heads.complete(&CleanText::default(), &[row.clone()]), Ok(()));
        row.put(3, "2024-02-02", CellKind::Text);
        let two = ["日期", "领取日期"].map(CleanText::from);
        let asked = SignedError::TwoColumns(CleanText::default(), SheetColumn::Day, two);
        assert_eq!(heads.complete(&CleanText::default(), &[row]), Err(asked));
    }

    #[test]
    fn a_head_that_is_missing_is_told_and_a_roster_is_no_sheet() {
        for (rows, missing) in [
            (&["姓名|身份证号|是否领取|实发金额|日期|经办人"][..], Some(SheetColumn::Result)),
            (&["签领表|", "姓名|走访结果|实发慰问金|发放日期|经办人一"], Some(SheetColumn::IdNumber)),
            (&["身份证号|走访结果|实发慰问金|经办人一"], Some(SheetColumn::Day)),
            (&["身份证号|走访结果|发放日期"], Some(SheetColumn::FirstHandler)),
            (&["实发金额|日期", "行编号|走访结果|发放日期|经办人一"], None),
        ] {
            let told = find(rows).unwrap().complete(&CleanText::default(), &[]);
            let wrong = missing.map(|column| SignedError::NoColumn(CleanText::default(), column));
            assert_eq!(told.err(), wrong, "{rows:?}");
        }
        assert_eq!(find(&["姓名|身份证号|所属苏木镇|联系电话|备注|日期"]), None);
    }
}
