//! The header of a payroll: which column means what, as the national system, the county's and the bank write it.

pub(super) use super::columns::PayColumn;
use super::columns::{PUBLIC, WORDS};
use crate::domain::file_error::ReadList;
use crate::domain::money::Fen;
use crate::domain::payroll_fault::PayFaultKind;
use crate::domain::programme::fund_key;
use crate::domain::text::{CleanText, fold_width};
use crate::exchange::roster::cells::bare;
use crate::tabular::{HeaderFinder, RawRow, TableHeader};

/// A header as it is compared: without blanks, what stands in brackets, units and a star.
pub(super) fn plain(title: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in fold_width(title).chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c.is_whitespace() || matches!(c, '*' | '＊' | ':' | '：' | '·') => {}
            _ => kept.push(c),
        }
    }
    kept
}

/// The header of a payroll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PayHeader {
    row: u64,
    titles: Vec<String>,
    columns: Vec<(PayColumn, usize)>,
    /// Columns of a fund each.
    pub(super) funds: Vec<(CleanText, usize)>,
    /// The unit that stands above the header, for sums whose own head tells none.
    unit_above: Option<String>,
}

impl PayHeader {
    /// Reads a row as a header; none where neither somebody nor a sum is named.
    fn read(row: &RawRow, funds: &[CleanText]) -> Option<Self> {
        let (titles, columns) = (Vec::new(), Vec::new());
        let mut header = Self { row: row.number, titles, columns, funds: Vec::new(), unit_above: None };
        for (at, cell) in row.cells().enumerate() {
            header.titles.push(cell.trim().to_owned());
            let title = plain(cell);
            if title.is_empty() {
                continue;
            }
            let known = WORDS.iter().find(|(_, words)| words.contains(&title.as_str()));
            if let Some((column, _)) = known {
                header.columns.push((*column, at));
            } else if let Some(fund) = funds.iter().find(|fund| fund_key(fund) == fund_key(&title)) {
                header.funds.push((fund.clone(), at));
            } else if ["中央", "自治区", "盟", "旗"].contains(&fund_key(&title).as_str()) {
                header.funds.push((CleanText::unmasked(&fund_key(&title)), at));
            }
        }
        // What is said twice counts in the order of its words: 实发金额 before 合计.
        header.columns.sort_by_key(|(column, at)| header_rank(*column, &plain(row.cell(*at))));
        let has = |column| header.columns.iter().any(|(own, _)| *own == column);
        let named = has(PayColumn::Name) || has(PayColumn::Payee);
        let someone = has(PayColumn::Id) || (named && has(PayColumn::Card));
        let sum = has(PayColumn::Amount)
            || !header.funds.is_empty()
            || has(PayColumn::Result)
            || has(PayColumn::Why);
        (someone && sum).then_some(header)
    }

    /// Where a column stands.
    pub(super) fn at(&self, column: PayColumn) -> Option<usize> {
        self.columns.iter().find(|(own, _)| *own == column).map(|(_, at)| *at)
    }

    /// Where a total of each row stands, beside or as its sum.
    pub(super) fn row_total(&self) -> Option<usize> {
        let mut all = self.columns.iter().filter(|(own, _)| *own == PayColumn::Amount);
        all.find_map(|(_, at)| {
            let title = plain(self.titles.get(*at)?);
            ["合计金额", "合计", "小计", "总计"].contains(&title.as_str()).then_some(*at)
        })
    }

    /// Where sums stand, of the public share or any others.
    pub(super) fn sums(&self, of_share: bool) -> impl Iterator<Item = usize> {
        let all = self.columns.iter().filter(|(own, _)| *own == PayColumn::Amount);
        all.map(|(_, at)| *at).filter(move |at| {
            self.titles.get(*at).is_some_and(|title| PUBLIC.contains(&plain(title).as_str()) == of_share)
        })
    }

    /// The cell of a column in a row; empty where there is none.
    pub(super) fn cell<'r>(&self, row: &'r RawRow, column: PayColumn) -> &'r str {
        self.at(column).map_or("", |at| bare(row.cell(at)))
    }

    /// A sum in a cell, in the unit of its head; none where it is empty.
    pub(super) fn amount(&self, row: &RawRow, at: usize) -> Option<Result<Fen, PayFaultKind>> {
        let said = bare(row.cell(at));
        if said.is_empty() {
            return None;
        }
        let title = self.titles.get(at).map_or("", String::as_str);
        let unit = unit_of(title, false).or_else(|| self.unit_above.clone());
        let is_told = said.contains(['元', '万']);
        let parsed = match unit.filter(|_| !is_told).as_deref() {
            None | Some("元") => Fen::parse(said),
            Some("万元") => Fen::parse(&[said, "万"].concat()),
            Some(other) => return Some(Err(PayFaultKind::BadUnit(CleanText::shown(other)))),
        };
        Some(parsed.map_err(PayFaultKind::BadAmount))
    }

    /// Whether a column tells reasons of failures alone, by its title.
    pub(super) fn is_of_failures(&self, at: usize) -> bool {
        let title = self.titles.get(at).map_or("", String::as_str);
        ["失败", "退回", "错误"].iter().any(|word| title.contains(word))
    }

    /// The title of a column, as the file writes it.
    pub(super) fn title(&self, at: usize) -> CleanText {
        CleanText::shown(self.titles.get(at).map_or("", String::as_str))
    }

    /// Whether a row is the header once more, as at a page break.
    pub(super) fn repeats(&self, row: &RawRow) -> bool {
        self.titles
            .iter()
            .enumerate()
            .filter(|(_, title)| !title.is_empty())
            .all(|(at, title)| row.cell(at).trim() == title)
    }
}

/// The unit that a text names: of a head what stands in brackets, of a line above it what follows 单位.
fn unit_of(text: &str, above: bool) -> Option<String> {
    let folded = fold_width(text);
    let said = if above {
        folded.split_once("单位")?.1.trim_start().strip_prefix([':', '：'])?.trim_start()
    } else {
        folded.rsplit_once(['(', '[', '【'])?.1
    };
    let end = said.find(|c: char| !"元万千百十亿角分".contains(c)).unwrap_or(said.len());
    said.get(..end).filter(|unit| !unit.is_empty()).map(str::to_owned)
}

fn header_rank(column: PayColumn, title: &str) -> usize {
    let words = WORDS.iter().find(|(own, _)| *own == column).map_or(&[][..], |(_, words)| *words);
    words.iter().position(|word| *word == title).unwrap_or(usize::MAX)
}

impl TableHeader for PayHeader {
    fn row(&self) -> u64 {
        self.row
    }

    fn weight(&self) -> usize {
        self.titles.iter().map(String::len).sum()
    }

    fn merged_columns(&self) -> Vec<usize> {
        [PayColumn::Category, PayColumn::Months, PayColumn::On, PayColumn::Fund]
            .into_iter()
            .filter_map(|column| self.at(column))
            .collect()
    }
}

/// Looks for the header of a payroll.
#[derive(Clone, Debug)]
pub(super) struct PayFinder {
    /// The funds of the programme: a column may bear the name of one.
    pub(super) funds: Vec<CleanText>,
}

impl HeaderFinder for PayFinder {
    type Header = PayHeader;
    const LIST: ReadList = ReadList::Payroll;

    const SEARCHED_ROWS: u64 = 20;

    fn find(&self, first_rows: &[RawRow]) -> Option<PayHeader> {
        let mut searched = first_rows.iter().take_while(|row| row.number <= Self::SEARCHED_ROWS);
        let mut header = searched.find_map(|row| PayHeader::read(row, &self.funds))?;
        let above = first_rows.iter().take_while(|row| row.number < header.row);
        header.unit_above = above.flat_map(RawRow::cells).find_map(|cell| unit_of(cell, true));
        Some(header)
    }

    fn wants(&self, _sheet: &str) -> bool {
        true
    }

    fn names(&self, _: &str) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::CellKind;

    fn row(cells: &[&str]) -> RawRow {
        let mut row = RawRow::new(3);
        for cell in cells {
            row.push(cell, CellKind::Text);
        }
        row
    }

    #[test]
    fn headers_of_the_three_systems_are_understood() {
        for cells in [
            &[
                "序号",
                "姓名",
                "公民身份号码",
                "优抚类别",
                "伤残等级",
                "发放月份",
                "中央资金",
                "旗级配套",
                "合计（元）",
                "开户名",
                "银行账号",
            ][..],
            &["序号", "补贴项目", "姓 名", "身份证号码", "一卡通账号", "补贴金额(元)", "资金来源"],
            &["收款人", "收款账号", "身份证号", "交易金额", "交易结果", "失败原因"],
        ] {
            let header = PayHeader::read(&row(cells), &["中央".into(), "旗".into()]).unwrap();
            assert!(
                header.at(PayColumn::Id).is_some() && header.at(PayColumn::Amount).is_some(),
                "{cells:?}"
            );
        }
        let header = PayHeader::read(
            &row(&["姓名", "身份证号", "中央", "旗级配套资金", "合计", "实发金额"]),
            &["旗".into()],
        )
        .unwrap();
        assert_eq!(header.funds, [("中央".into(), 2), ("旗".into(), 3)]);
        assert_eq!(header.at(PayColumn::Amount), Some(5));
        assert_eq!(PayHeader::read(&row(&["正蓝旗2023年1月发放册"]), &[]), None);
        assert!(PayHeader::read(&row(&["户名", "账号", "金额"]), &[]).is_some());
    }

    #[test]
    fn sums_are_read_in_the_unit_of_their_head() {
        let heads = ["姓名", "身份证号", "金额（万元）", "个人部分(元)", "总费用（千元）"];
        let finder = PayFinder { funds: Vec::new() };
        let header = finder.find(&[row(&heads)]).unwrap();
        let cells = row(&["程连富", "", "0.72", "12.50", "3"]);
        assert_eq!(header.amount(&cells, 2), Some(Ok(Fen::new(720_000))));
        assert_eq!(header.amount(&cells, 3), Some(Ok(Fen::new(1_250))));
        assert_eq!(header.amount(&cells, 4), Some(Err(PayFaultKind::BadUnit("千元".into()))));
        assert_eq!(header.amount(&row(&["", "", "7200元"]), 2), Some(Ok(Fen::new(720_000))));
        let mut above = row(&["单位：万元"]);
        above.number = 2;
        let header = finder.find(&[above, row(&["姓名", "身份证号", "金额", "个人部分（元）"])]).unwrap();
        assert_eq!(header.amount(&cells, 2), Some(Ok(Fen::new(720_000))));
        assert_eq!(header.amount(&cells, 3), Some(Ok(Fen::new(1_250))));
    }
}
