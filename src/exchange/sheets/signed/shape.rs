//! What a row is that names no line: nobody, as sums, heads and lines to sign are, or somebody who was written in by hand.
//!
//! The shape of the row decides, never a name: 计 is a surname. Whatever has something filled in and is none of those is told.

use super::heads::Heads;
use crate::domain::money::Fen;
use crate::domain::sign_sheet::SheetColumn;
use crate::domain::text::fold_width;
use crate::domain::visit::Outcome;
use crate::lang::{Lang, sheets, signing};
use crate::tabular::{CellKind, RawRow};

/// Digits from which on a text may be an ID number, masked or torn ones among them.
const ID_DIGITS: usize = 6;
/// What the label of a sum is called, in a sheet of a station's own.
const SUMS: [&str; 10] =
    ["合计", "总计", "小计", "共计", "累计", "总合计", "人民币", "total", "subtotal", "grandtotal"];
/// What may stand before those: of what it is the sum, and what is summed.
const OF_WHAT: [&str; 14] = [
    "本页",
    "本表",
    "本组",
    "全部",
    "应发",
    "实发",
    "金额",
    "人数",
    "户数",
    "慰问金",
    "合计",
    "总计",
    "页",
    "表",
];
/// How a place ends, of which a sum may be.
const PLACES: [&str; 9] = ["村", "嘎查", "社区", "镇", "苏木", "场", "组", "站", "旗"];
/// What a line to sign says, where it has no colon.
const TO_SIGN: [&str; 6] = ["签字", "签章", "盖章", "审核", "制表", "负责人"];
/// What says that nothing follows.
const BLANK_BELOW: [&str; 3] = ["以下空白", "以下无正文", "空白"];

/// Whether a text may be an ID number.
pub(super) fn may_be_id(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= ID_DIGITS
}

/// Whether a row that names no line is nobody's.
pub(super) fn is_nobody(heads: &Heads, row: &RawRow) -> bool {
    let cells: Vec<Cell<'_>> = (0..row.width())
        .map(|place| Cell {
            place,
            column: heads.column(place),
            said: row.cell(place).trim(),
            kind: row.kind(place),
        })
        .filter(|cell| !cell.said.is_empty() && cell.kind != CellKind::Filled)
        .collect();
    let Some(first) = cells.first() else { return true };
    if cells.iter().all(|cell| heads.is_head(cell.place, cell.said)) || is_sum(&cells) {
        return true;
    }
    let is_amount = |cell: &Cell<'_>| Fen::parse(cell.said).is_ok();
    let has_result = cells
        .iter()
        .any(|cell| cell.column == Some(SheetColumn::Result) && Outcome::on_sheet(cell.said).is_some());
    // Beside a name to sign stand another one and the day; somebody who was written in has a day, handlers, goods.
    let fills =
        |cell: &&Cell<'_>| cell.column.is_some_and(SheetColumn::is_filled_in) && !is_to_sign(cell.said);
    let is_line_to_sign = is_to_sign(first.said)
        && !first.said.contains('元')
        && cells.iter().skip(1).filter(fills).count() < 3;
    if is_line_to_sign && !has_result && !cells.iter().skip(1).any(is_amount) {
        return true;
    }
    let is_filled = cells.iter().any(|cell| cell.column.is_some_and(SheetColumn::is_filled_in));
    // A name alone is a remark; one with something beside it was written in.
    let name = cells.iter().find(|cell| cell.column == Some(SheetColumn::Name));
    let is_written = name.is_some_and(|name| cells.len() > 1 && !BLANK_BELOW.contains(&name.said));
    !is_filled && !is_written
}

/// A cell with something in it.
struct Cell<'a> {
    place: usize,
    column: Option<SheetColumn>,
    said: &'a str,
    kind: CellKind,
}

/// A sum: one cell says so, nobody is named, and where results, days and people stand there is nothing but figures or the
/// amount in words.
fn is_sum(cells: &[Cell<'_>]) -> bool {
    let fits = |cell: &Cell<'_>| {
        let is_figure =
            cell.kind == CellKind::Uncached || cell.said.starts_with(|c: char| c.is_ascii_digit());
        match cell.column {
            Some(SheetColumn::Name | SheetColumn::Order) => is_label(cell.said) || is_figure,
            Some(
                SheetColumn::Result
                | SheetColumn::Receiver
                | SheetColumn::Relation
                | SheetColumn::Day
                | SheetColumn::FirstHandler
                | SheetColumn::SecondHandler
                | SheetColumn::PutOffTo,
            ) => is_label(cell.said) || is_figure && !cell.said.contains(['-', '/', '年', '月']),
            Some(
                SheetColumn::LineId
                | SheetColumn::IdNumber
                | SheetColumn::Cash
                | SheetColumn::Goods
                | SheetColumn::Note,
            )
            | None => true,
        }
    };
    cells.iter().any(|cell| is_label(cell.said)) && cells.iter().all(fits)
}

/// Whether a text is the label of a sum, or an amount in words behind one.
fn is_label(said: &str) -> bool {
    let ours = [Lang::Zh, Lang::En].map(sheets::of);
    let in_words = [Lang::Zh, Lang::En].map(|lang| signing::of(lang).in_words);
    let begins = |words: &str| said.starts_with(words.trim());
    if ours.iter().any(|words| begins(words.in_words) || said == words.page_sum || said == words.all_sum)
        || in_words.into_iter().any(begins)
    {
        return true;
    }
    let folded: String = fold_width(said).to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let before = folded.split(['(', ':']).next().unwrap_or_default();
    let is_counted = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '人' | '元' | '户' | '份');
    let label = before.trim_end_matches(is_counted);
    let label = if label.is_empty() { before } else { label };
    let of = |what: &str| {
        let is_place = what.chars().count() > 1 && PLACES.iter().any(|place| what.ends_with(place));
        what.is_empty() || OF_WHAT.contains(&what) || is_place
    };
    SUMS.iter().any(|sum| label.strip_suffix(sum).is_some_and(of) || label.strip_prefix(sum).is_some_and(of))
}

/// Whether a line to sign begins so, or a remark.
fn is_to_sign(said: &str) -> bool {
    fold_width(said).contains(':') || TO_SIGN.iter().any(|words| said.contains(words))
}

#[cfg(test)]
mod tests {
    use super::super::heads::Finder;
    use super::*;
    use crate::tabular::HeaderFinder as _;

    fn row(number: u64, cells: &str) -> RawRow {
        let mut row = RawRow::new(number);
        cells.split('|').for_each(|cell| row.push(cell, CellKind::Text));
        row
    }

    /// No name makes a row a sum, and no sum, head or line to sign is somebody.
    #[test]
    fn the_shape_of_a_row_tells_whether_it_is_somebody() {
        let head = row(1, "序号|姓名|身份证号|慰问金|结果|实发金额|实发物品|领取人|日期|经办人1|经办人2");
        let heads = Finder.find(&[head]).unwrap();
        for nobody in [
            "",
            "序号|姓名|身份证号|慰问金|结果|实发金额|实发物品|领取人|日期|经办人1|经办人2",
            "|本页合计||10,000.00||10,000.00|人民币（大写）：壹万元整",
            "|this page||10,000.00||10,000.00|in words: 壹万元整",
            "|in all||10,000.00||10,000.00|planned, in words: 壹万元整",
            "|合 计|4人|3200||3200|米面油 4 箱",
            "合计|||3200||3200",
            "合计：4人|||3200||3,200元||4人",
            "|敖包图嘎查小计||1200||1200",
            "|合计人民币（大写）：叁仟贰佰元整",
            "经办人：＿＿＿＿＿＿　审核：＿＿＿＿＿＿　（盖章）　　第 2 页，共 2 页",
            "制表人：|王芳|||审核：|李四||||2024年2月2日",
            "|以下空白",
            "14|以下空白",
            "15",
            "敖包图嘎查",
            "注：本表一式三份",
        ] {
            assert!(is_nobody(&heads, &row(5, nobody)), "{nobody}");
        }
        for somebody in [
            "|计春生|||已发|600|||2024-02-01|布仁|赵志强",
            "|合计花|||已发|1000|||2024-02-01|布仁|赵志强",
            "|计春生||||600",
            "|合计花||||600",
            "|小计||600|已发|600||||布仁",
            "|小计||600||600||王芳",
            "13|张三||600",
            "|张三||600||||张三",
            "|张总计||600",
            "|||||600",
            "||||发了|600||||布仁",
            "||||已发",
            "|合计||600||600|||2024-02-01",
        ] {
            assert!(!is_nobody(&heads, &row(5, somebody)), "{somebody}");
        }
    }
}
