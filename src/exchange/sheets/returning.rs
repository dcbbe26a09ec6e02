//! The file that goes back to whoever filled a sheet in: its rows as they stood, with what is wrong behind them.

use std::collections::BTreeMap;

use super::signed::Heads;
use crate::domain::sign_sheet::{SheetColumn, SheetFault};
use crate::lang::{Lang, signing};
use crate::tabular::out::{Returned, ReturnedRow};
use crate::tabular::{RawRow, TableHeader as _};

/// Makes it.
pub(super) fn returned(
    lang: Lang,
    (heads, rows): (&Heads, &[RawRow]),
    reasons: &BTreeMap<u64, Vec<&SheetFault>>,
) -> Returned {
    let texts = signing::of(lang);
    let told = |fault: &&SheetFault| {
        format!("{}：{}", signing::column(lang, fault.column), signing::why(lang, fault))
    };
    let row = |row: &RawRow| {
        let faults = reasons.get(&row.number).map(Vec::as_slice).unwrap_or_default();
        let reasons: Vec<String> = faults.iter().map(told).collect();
        let at = u32::try_from(row.number.saturating_sub(1)).unwrap_or(u32::MAX);
        ReturnedRow { at, cells: row.cells().map(str::to_owned).collect(), reasons: reasons.join("；") }
    };
    Returned {
        title: texts.returned_title,
        reason_head: texts.reason_head,
        above: heads.above(),
        heads: (u32::try_from(heads.row().saturating_sub(1)).unwrap_or_default(), heads.titles().to_vec()),
        hidden: heads.at(SheetColumn::LineId),
        rows: rows.iter().map(row).collect(),
    }
}
