//! The file that goes back to whoever filled a sheet in: its rows as they stood, with what is wrong behind them. Numbers of
//! people are masked; the ids of lines stand in a hidden column instead, so that the file, once mended, is read again.

use std::collections::BTreeMap;

use super::signed::{Heads, ReadPart};
use crate::domain::sign_sheet::{SheetColumn, SheetFault, SignSheet};
use crate::domain::text::{CleanText, mask};
use crate::lang::{Lang, signing};
use crate::tabular::out::{Returned, ReturnedPage, ReturnedRow};
use crate::tabular::{CellKind, RawRow, TableHeader as _};

/// What is wrong, by worksheet and row.
type Reasons<'a> = BTreeMap<(&'a CleanText, u64), Vec<&'a SheetFault>>;

/// Makes it.
pub(super) fn returned(lang: Lang, sheet: &SignSheet, parts: &[ReadPart], reasons: &Reasons<'_>) -> Returned {
    Returned {
        reason_head: signing::of(lang).reason_head,
        pages: parts.iter().map(|part| page(lang, sheet, part, reasons)).collect(),
    }
}

fn page(lang: Lang, sheet: &SignSheet, part: &ReadPart, reasons: &Reasons<'_>) -> ReturnedPage {
    let texts = signing::of(lang);
    let heads = &part.heads;
    let widest = part.rows.iter().map(RawRow::width).max().unwrap_or_default();
    // A column more where the file has none for the ids of lines.
    let ids = heads.at(SheetColumn::LineId).unwrap_or_else(|| widest.max(heads.titles().len()));
    let told = |fault: &&SheetFault| {
        format!("{}：{}", signing::column(lang, fault.column), signing::why(lang, fault))
    };
    let row = |row: &RawRow| {
        let faults = reasons.get(&(&part.worksheet, row.number)).map(Vec::as_slice).unwrap_or_default();
        let reasons: Vec<String> = faults.iter().map(told).collect();
        let mut cells: Vec<String> = (0..row.width()).map(|at| cell(heads, row, at)).collect();
        cells.resize(cells.len().max(ids + 1), String::new());
        if let Some(cell) = cells.get_mut(ids) {
            if let Some(line) = part.lines.get(&row.number) {
                *cell = sheet.line_id(*line);
            }
            // Whose number is wrong is told by the number that is to be written, not by a line that it contradicts.
            if faults.iter().any(|fault| fault.column == SheetColumn::IdNumber) {
                cell.clear();
            }
        }
        let at = u32::try_from(row.number.saturating_sub(1)).unwrap_or(u32::MAX);
        ReturnedRow { at, cells, reasons: reasons.join("；") }
    };
    let mut titles = heads.titles().to_vec();
    titles.resize(titles.len().max(ids + 1), String::new());
    if let Some(title) = titles.get_mut(ids).filter(|title| title.is_empty()) {
        texts.line_id.clone_into(title);
    }
    let above = mask::text(&heads.above()).into_owned();
    let number = sheet.number.to_string();
    let name = part.worksheet.as_str();
    ReturnedPage {
        title: if name.is_empty() { texts.returned_title.to_owned() } else { name.to_owned() },
        // A file that does not name its sheet is given its number.
        above: if above.contains(&number) { above } else { [number.as_str(), &above].join("　") },
        heads: (u32::try_from(heads.row().saturating_sub(1)).unwrap_or_default(), titles),
        hidden: Some(ids),
        rows: part.rows.iter().map(row).collect(),
    }
}

/// A cell as it stood, numbers of people masked. A formula without its result has none to show, and of a merged cell the
/// text stands in each of its rows only where it holds for each.
fn cell(heads: &Heads, row: &RawRow, at: usize) -> String {
    let holds = heads.column(at).is_some_and(SheetColumn::is_once);
    match row.kind(at) {
        CellKind::Filled if !holds => String::new(),
        CellKind::Uncached => String::new(),
        CellKind::Text
        | CellKind::Number
        | CellKind::Date
        | CellKind::Error
        | CellKind::NoText
        | CellKind::NoResult
        | CellKind::Filled => mask::text(row.cell(at)).into_owned(),
    }
}
