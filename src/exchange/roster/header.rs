//! Finds the header among the first rows, and which column means what.

use super::spellings::{Meaning, meaning};
use crate::domain::recipient::Kind;
use crate::domain::roster::Column;
use crate::domain::text::CleanText;
use crate::tabular::{RawRow, TableHeader};

/// Columns that are the same for several people under each other. A name or a number never is.
const MERGED: [Column; 6] =
    [Column::Township, Column::Village, Column::Categories, Column::Groups, Column::Address, Column::Kind];
/// Most characters of a header that are shown.
const SHOWN_MAX: usize = 40;

/// The header of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    row: u64,
    titles: Vec<String>,
    columns: Vec<(Column, usize, CleanText)>,
    kind: Kind,
    unknown: Vec<CleanText>,
}

impl Header {
    /// Every header cell as the file has it, for a file of refused rows.
    pub fn titles(&self) -> &[String] {
        &self.titles
    }

    /// Whether the roster has the column.
    pub fn has(&self, column: Column) -> bool {
        self.at(column).is_some()
    }

    /// Columns that are not imported: nobody knows them, or another of the same meaning stands before.
    pub fn unknown(&self) -> &[CleanText] {
        &self.unknown
    }

    /// What rows are unless they say otherwise: people, or units under a header such as 单位名称.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The place of a column, from 0.
    pub(super) fn at(&self, column: Column) -> Option<usize> {
        self.columns.iter().find(|(c, ..)| *c == column).map(|&(_, at, _)| at)
    }

    /// The header of a column as the file spells it.
    pub fn title(&self, column: Column) -> CleanText {
        self.columns.iter().find(|(c, ..)| *c == column).map(|(.., title)| title.clone()).unwrap_or_default()
    }

    /// Places of the known columns.
    pub(super) fn places(&self) -> impl Iterator<Item = (Column, usize)> {
        self.columns.iter().map(|&(column, at, _)| (column, at))
    }

    /// Whether a row repeats the header, as printed pages do.
    pub(super) fn repeats(&self, row: &RawRow) -> bool {
        let same = |at: usize| row.cell(at).trim() == self.titles.get(at).map_or("", |title| title.trim());
        self.at(Column::Name).is_some_and(same) && self.places().filter(|&(_, at)| same(at)).count() > 1
    }
}

impl TableHeader for Header {
    const SEARCHED_ROWS: u64 = 30;

    fn find(first_rows: &[RawRow]) -> Option<Self> {
        find(first_rows)
    }

    fn row(&self) -> u64 {
        self.row
    }

    fn merged_columns(&self) -> Vec<usize> {
        MERGED.iter().filter_map(|&column| self.at(column)).collect()
    }
}

/// Finds the header; `rows` are the first ones of the file, in order.
///
/// A header may stand in two rows: heads over sub-heads. Then each column has the lower text, or the
/// upper one where the lower cell is empty.
pub(super) fn find(rows: &[RawRow]) -> Option<Header> {
    rows.iter().enumerate().take_while(|(_, row)| row.number <= Header::SEARCHED_ROWS).find_map(|(n, row)| {
        let above = n.checked_sub(1).and_then(|n| rows.get(n)).filter(|above| above.number + 1 == row.number);
        let below = rows.get(n + 1).filter(|below| row.number + 1 == below.number);
        let own = titles(row);
        if qualifies(&own) {
            let (last, lower) = match below.filter(|below| is_sub_head(&own, below)) {
                Some(below) => (below.number, overlay(&own, &titles(below))),
                None => (row.number, own),
            };
            let upper = above.map(known_only).unwrap_or_default();
            return Some(build(last, overlay(&upper, &lower)));
        }
        let both = overlay(&above.map(titles)?, &own);
        (qualifies(&both) && all_known(&own)).then(|| build(row.number, both))
    })
}

fn titles(row: &RawRow) -> Vec<String> {
    row.cells().map(str::to_owned).collect()
}

/// The cells of a row that are headers; a title of the page is none.
fn known_only(row: &RawRow) -> Vec<String> {
    row.cells().map(|cell| if meaning(cell).is_some() { cell.to_owned() } else { String::new() }).collect()
}

fn overlay(upper: &[String], lower: &[String]) -> Vec<String> {
    let blank = String::new();
    (0..upper.len().max(lower.len()))
        .map(|at| {
            let low = lower.get(at).unwrap_or(&blank);
            if low.trim().is_empty() { upper.get(at).unwrap_or(&blank) } else { low }.clone()
        })
        .collect()
}

fn qualifies(titles: &[String]) -> bool {
    let mut name = false;
    let mut other = false;
    for title in titles {
        match meaning(title) {
            Some(Meaning::Known(Column::Name) | Meaning::UnitName) => name = true,
            Some(Meaning::Known(_)) => other = true,
            Some(Meaning::Ignored) | None => {}
        }
    }
    name && other
}

fn all_known(titles: &[String]) -> bool {
    let mut filled = titles.iter().filter(|title| !title.trim().is_empty()).peekable();
    filled.peek().is_some() && filled.all(|title| meaning(title).is_some())
}

/// Whether the row below a header has sub-heads and no person.
fn is_sub_head(head: &[String], below: &RawRow) -> bool {
    let person = head.iter().zip(below.cells()).any(|(title, cell)| {
        let column = meaning(title);
        matches!(column, Some(Meaning::Known(Column::Name | Column::IdNumber) | Meaning::UnitName))
            && !cell.trim().is_empty()
            && meaning(cell) != column
    });
    let filled = below.cells().filter(|cell| !cell.trim().is_empty()).count();
    let known = below.cells().filter(|cell| matches!(meaning(cell), Some(Meaning::Known(_)))).count();
    !person && known > 0 && known * 2 >= filled
}

fn build(row: u64, titles: Vec<String>) -> Header {
    let named = titles.iter().any(|title| meaning(title) == Some(Meaning::Known(Column::Name)));
    let mut header = Header {
        row,
        titles: Vec::new(),
        columns: Vec::new(),
        kind: if named { Kind::Person } else { Kind::Unit },
        unknown: Vec::new(),
    };
    for (at, title) in titles.iter().enumerate() {
        let text = shown(title);
        let column = match meaning(title) {
            Some(Meaning::Known(column)) => column,
            Some(Meaning::UnitName) if !named => Column::Name,
            Some(Meaning::Ignored) => continue,
            Some(Meaning::UnitName) | None => {
                if !text.is_empty() {
                    header.unknown.push(text);
                }
                continue;
            }
        };
        if header.has(column) {
            header.unknown.push(text);
        } else {
            header.columns.push((column, at, text));
        }
    }
    header.titles = titles;
    header
}

/// A header on one line, cut.
fn shown(title: &str) -> CleanText {
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    // A number is masked before it could be cut into one that is not known as such.
    CleanText::shown(&CleanText::shown(&line).chars().take(SHOWN_MAX).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::CellKind;

    fn rows(lines: &[&str]) -> Vec<RawRow> {
        lines
            .iter()
            .zip(1..)
            .map(|(line, number)| {
                let mut row = RawRow::new(number);
                line.split('|').for_each(|cell| row.push(cell, CellKind::Text));
                row
            })
            .collect()
    }

    fn found(lines: &[&str]) -> Option<(u64, String)> {
        let header = find(&rows(lines))?;
        let columns: Vec<_> = header.places().map(|(column, at)| format!("{column:?}{at}")).collect();
        Some((header.row(), columns.join(" ")))
    }

    #[test]
    fn titles_and_blank_rows_stand_before_it() {
        let lines = [
            "2024年春节慰问名册",
            "",
            "填表单位：服务中心",
            "序号|姓名|性别|苏木镇|备注",
            "1|程连富|男|上都镇|",
        ];
        assert_eq!(found(&lines), Some((4, "Name1 Sex2 Township3 Note4".into())));
        assert_eq!(found(&["姓名", "程连富"]), None);
        assert_eq!(found(&["性别|苏木镇", "男|上都镇"]), None);
        let late: Vec<&str> = [""; 30].into_iter().chain(["姓名|苏木镇"]).collect();
        assert_eq!(found(&late), None);
        assert_eq!(found(late.get(1..).unwrap()).unwrap().0, 30);
    }

    #[test]
    fn two_rows_make_one_header() {
        let all = "Name1 IdNumber2 Township3 Village4 Phone5";
        for lines in [
            ["序号|姓名|身份证号|住址||联系电话", "|||苏木镇|嘎查|", "1|程连富||上都镇||"],
            ["序号|基本信息||||联系电话", "|姓名|身份证号|苏木镇|嘎查|", "1|程连富||上都镇||"],
            ["序号|姓名|身份证号|所在地||联系电话", "|||苏木镇|嘎查|", "1|程连富||上都镇||"],
        ] {
            assert_eq!(found(&lines), Some((2, all.into())), "{lines:?}");
        }
        let lines = ["|姓名|所在地||", "|||苏木镇|嘎查"];
        assert_eq!(found(&lines), Some((2, "Name1 Township3 Village4".into())));
    }

    #[test]
    fn data_below_is_no_sub_head() {
        assert_eq!(found(&["姓名|苏木镇|备注", "程连富|镇|"]).unwrap().0, 1);
    }

    #[test]
    fn doubles_and_strangers_are_told() {
        let header = find(&rows(&["姓名|电话|手机|开户行|单位名称|村", "程连富|||||"])).unwrap();
        assert_eq!(header.kind(), Kind::Person);
        assert_eq!(header.unknown(), ["手机".into(), "开户行".into(), "单位名称".into()]);
        assert_eq!(find(&rows(&["单位名称|地址"])).unwrap().kind(), Kind::Unit);
    }

    #[test]
    fn a_repeated_header_is_known_again() {
        let rows = rows(&["姓名|苏木镇", "程连富|上都镇", "姓名|苏木镇"]);
        let header = find(&rows).unwrap();
        assert!(!header.repeats(rows.get(1).unwrap()) && header.repeats(rows.get(2).unwrap()));
    }
}
