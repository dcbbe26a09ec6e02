//! The heads of a filled sheet: which column means what, by what it is called.

use crate::domain::file_error::ReadList;
use crate::domain::roster::Column;
use crate::domain::sign_sheet::{SheetColumn, SheetNumber};
use crate::domain::signed_error::SignedError;
use crate::domain::text::{CleanText, fold_width};
use crate::exchange::roster;
use crate::lang::{Lang, signing};
use crate::tabular::{HeaderFinder, RawRow, TableHeader};

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

/// What must be known of a file before it is read.
const NEEDED: [SheetColumn; 3] = [SheetColumn::Result, SheetColumn::Day, SheetColumn::FirstHandler];

/// Finds the heads by their words.
#[derive(Clone, Debug)]
pub(super) struct Finder;

impl HeaderFinder for Finder {
    type Header = Heads;
    const LIST: ReadList = ReadList::SignSheet;

    const SEARCHED_ROWS: u64 = 30;

    fn find(&self, first_rows: &[RawRow]) -> Option<Heads> {
        let searched = first_rows.iter().take_while(|row| row.number <= Self::SEARCHED_ROWS);
        let found = searched.enumerate().find_map(|(at, row)| Some((at, columns(row)?)));
        let (at, columns) = found?;
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

/// The columns of a row of heads; none if it is no such row: it names the result, and the line or the ID number.
fn columns(row: &RawRow) -> Option<Vec<(SheetColumn, usize)>> {
    let mut columns: Vec<(SheetColumn, usize)> = Vec::new();
    for (at, cell) in row.cells().enumerate() {
        if let Some(column) = meaning(cell)
            && columns.iter().all(|(known, _)| *known != column)
        {
            columns.push((column, at));
        }
    }
    let has = |column| columns.iter().any(|(known, _)| *known == column);
    let known = has(SheetColumn::Result) && (has(SheetColumn::LineId) || has(SheetColumn::IdNumber));
    known.then_some(columns)
}

/// What a head means.
fn meaning(cell: &str) -> Option<SheetColumn> {
    let plain = plain(cell);
    if plain.is_empty() {
        return None;
    }
    let is_ours = |column: &SheetColumn| {
        [Lang::Zh, Lang::En].iter().any(|lang| self::plain(signing::column(*lang, *column)) == plain)
    };
    let ours = SheetColumn::ALL.into_iter().find(is_ours);
    let theirs =
        || OTHERS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(column, _)| *column);
    let of_roster = || match roster::field(&plain)?.0? {
        Column::Name => Some(SheetColumn::Name),
        Column::IdNumber => Some(SheetColumn::IdNumber),
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
    columns: Vec<(SheetColumn, usize)>,
}

impl TableHeader for Heads {
    fn row(&self) -> u64 {
        self.row
    }

    fn weight(&self) -> usize {
        self.titles.iter().chain(&self.above).map(String::len).sum()
    }

    fn merged_columns(&self) -> Vec<usize> {
        let merged = [SheetColumn::Day, SheetColumn::FirstHandler, SheetColumn::SecondHandler];
        merged.into_iter().filter_map(|column| self.at(column)).collect()
    }
}

impl Heads {
    /// The place of a column, from 0.
    pub(crate) fn at(&self, column: SheetColumn) -> Option<usize> {
        self.columns.iter().find(|(known, _)| *known == column).map(|(_, at)| *at)
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

    /// Whether it has what is needed.
    ///
    /// # Errors
    /// The first column that is missing.
    pub(super) fn complete(&self) -> Result<(), SignedError> {
        let missing = NEEDED.into_iter().find(|column| self.at(*column).is_none());
        missing.map_or(Ok(()), |column| Err(SignedError::NoColumn(column)))
    }

    /// The number of the sheet: by the ids of its lines, else as it stands above the heads.
    ///
    /// # Errors
    /// Lines of two sheets.
    pub(super) fn number(&self, rows: &[RawRow]) -> Result<Option<SheetNumber>, SignedError> {
        let own = |row: &RawRow| line_id(row.cell(self.at(SheetColumn::LineId)?)).map(|(number, _)| number);
        let mut found: Option<SheetNumber> = None;
        for number in rows.iter().filter_map(own) {
            match &found {
                Some(first) if *first != number => {
                    let both = [first, &number].map(|number| CleanText::unmasked(&number.to_string()));
                    let [first, other] = both;
                    return Err(SignedError::TwoSheets(first, other));
                }
                Some(_) => {}
                None => found = Some(number),
            }
        }
        let mut words =
            self.above.iter().flat_map(|cell| cell.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')));
        Ok(found.or_else(|| words.find_map(|word| word.parse().ok())))
    }
}

/// The number of the sheet and of the line in the id of a line.
pub(super) fn line_id(cell: &str) -> Option<(SheetNumber, u32)> {
    let (number, line) = cell.trim().split_once('/')?;
    Some((number.parse().ok()?, line.trim().parse().ok()?))
}
