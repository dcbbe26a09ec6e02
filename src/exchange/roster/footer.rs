//! Rows after the data that are no data: totals, signatures, remarks.

use super::header::Header;
use crate::domain::roster::Column;
use crate::tabular::RawRow;

/// Words that make a footer whatever follows them: 合计12人, 审核人签字.
const WORDS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "填表",
    "填报",
    "制表",
    "审核",
    "审批",
    "复核",
    "打印日期",
    "打印时间",
    "单位负责人",
    "分管领导",
    "主管领导",
    "领导签字",
    "以下空白",
    "此页无正文",
];
/// Words that make one only before a mark, a digit or nothing: 备注：, 共 12 人.
const WORDS_BEFORE_MARKS: &[&str] = &[
    "备注",
    "注",
    "说明",
    "共",
    "负责人",
    "经办人",
    "联系人",
    "联系电话",
    "单位",
    "单位盖章",
    "盖章",
    "签字",
    "日期",
    "年月日",
    "total",
    "subtotal",
    "grandtotal",
    "preparedby",
    "checkedby",
    "reviewedby",
    "printed",
    "note",
    "notes",
    "remark",
];

/// The first letters of these words: few rows of data begin with one, and only those are looked at.
const FIRST_LETTERS: &str = "合总小共累填制审复打单分主领以此备注说负经联盖签日年tspcrngTSPCRNG";
/// Names that are totals: 上都镇 小计.
const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "累计"];

/// Whether a row is a footer.
///
/// A row with an ID number, or with a township and a name, is always data, whatever it begins with.
pub(super) fn is_footer(row: &RawRow, header: &Header) -> bool {
    let cell = |column| header.at(column).map_or("", |at| row.cell(at));
    let name = cell(Column::Name);
    let is_total = is_total(name);
    let first = row.cells().find(|cell| !cell.trim().is_empty()).unwrap_or_default();
    if !is_total && !begins(first) {
        return false;
    }
    let id = cell(Column::IdNumber).chars().filter(char::is_ascii_alphanumeric).count() >= 15;
    let township = cell(Column::Township);
    let is_person = !is_total && !name.trim().is_empty() && !township.trim().is_empty() && !begins(township);
    !id && !is_person
}

fn is_total(name: &str) -> bool {
    name.starts_with(|c: char| is_mark(c) || FIRST_LETTERS.contains(c))
        && name.len() <= 30
        && TOTALS.contains(&name.chars().filter(|c| !is_mark(*c)).collect::<String>().as_str())
}

fn begins(cell: &str) -> bool {
    let Some(first) = cell.chars().find(|c| !is_mark(*c)) else { return false };
    if !FIRST_LETTERS.contains(first) {
        return false;
    }
    // The longest word has twelve letters; what stands further right does not matter.
    let start: String = cell
        .chars()
        .skip_while(|c| is_mark(*c))
        .filter(|c| !c.is_whitespace())
        .take(16)
        .flat_map(char::to_lowercase)
        .collect();
    WORDS.iter().any(|word| start.starts_with(word))
        || WORDS_BEFORE_MARKS.iter().any(|word| {
            start
                .strip_prefix(word)
                .is_some_and(|rest| rest.chars().next().is_none_or(|c| is_mark(c) || c.is_numeric()))
        })
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || !c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::super::header;
    use super::*;
    use crate::tabular::CellKind;

    fn row(number: u64, line: &str) -> RawRow {
        let mut row = RawRow::new(number);
        line.split('|').for_each(|cell| row.push(cell, CellKind::Text));
        row
    }

    #[test]
    fn every_word_has_its_first_letter() {
        for word in WORDS.iter().chain(WORDS_BEFORE_MARKS) {
            assert!(begins(word), "{word}");
        }
    }

    #[test]
    fn footers_are_told_from_people() {
        let header = header::find(&[row(1, "序号|姓名|身份证号|苏木镇|备注")]).unwrap();
        for line in [
            "合计|||",
            "合  计||||",
            "|合计|||",
            "总计：85人|",
            "小计|3||",
            "填表人：赵志强||审核人：|",
            "填表人：|赵志强||审核人：|",
            "制表人|布仁",
            "备注：本表一式两份",
            "注：|",
            "打印日期：2024-02-02",
            "（以下空白）",
            "单位（盖章）：",
            "共 85 人",
            "Total|85",
            "Prepared by: Buren",
            "单位负责人：|",
            "*说明：黑体为新增",
            "|小 计||上都镇|",
            "|合计：||上都镇|",
        ] {
            assert!(is_footer(&row(9, line), &header), "{line}");
        }
        for line in [
            "1|程连富||上都镇|",
            "|合计里格||上都镇|",
            "合计|合希格||上都镇|",
            "|合计|15259919500101001X||",
            "|共青|||",
            "|注日格|||",
            "|总布达|||",
            "||||",
            "|单国强|||",
        ] {
            assert!(!is_footer(&row(9, line), &header), "{line}");
        }
    }
}
