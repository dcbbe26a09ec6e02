//! What is drafted, as JSON.

use serde::Serialize;

use crate::domain::money::Fen;
use crate::domain::payment::Months;
use crate::domain::payment::draft::{
    BesideLast, BesidePaid, Entitled, NoLonger, PayDraft, PeriodPaid, ProposedPay,
};
use crate::domain::programme::Programme;

/// Somebody of a payroll, or a row of one that is proposed.
#[derive(Serialize)]
pub(super) struct RowJson {
    recipient: String,
    name: String,
    township: Option<String>,
    category: String,
    level: String,
    nature: String,
    household: String,
    months: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    which: Option<String>,
    amount_fen: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    before_fen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payee: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    parts: Vec<(String, i64)>,
}

/// Somebody of a payroll.
pub(super) fn row_json(of: &Entitled, amount: Fen) -> RowJson {
    let [category, level, nature, household] = of.to.each_ref().map(ToString::to_string);
    RowJson {
        recipient: of.recipient.to_string(),
        name: of.person.name.to_string(),
        township: of.person.township.as_ref().map(ToString::to_string),
        category,
        level,
        nature,
        household,
        months: None,
        which: None,
        amount_fen: amount.get(),
        before_fen: None,
        why: None,
        on: None,
        payee: None,
        note: None,
        parts: Vec::new(),
    }
}

/// A row that is proposed.
pub(super) fn proposed_json(row: &ProposedPay) -> RowJson {
    RowJson {
        months: row.period.months().map(Months::told),
        which: row.period.name().map(ToString::to_string),
        payee: row.payee.as_ref().map(ToString::to_string),
        note: row.note.as_ref().map(ToString::to_string),
        parts: row.parts.iter().map(|(fund, fen)| (fund.to_string(), fen.get())).collect(),
        ..row_json(&row.of, row.amount)
    }
}

#[derive(Serialize)]
struct LastJson {
    period: String,
    month: String,
    rows: u64,
    sum_fen: i64,
    same: u64,
    new: Vec<RowJson>,
    changed: Vec<RowJson>,
    died: Vec<RowJson>,
    stopped: Vec<RowJson>,
}

#[derive(Serialize)]
struct PaidJson {
    rows: u64,
    sum_fen: i64,
    same: u64,
    other: Vec<RowJson>,
    unpaid: Vec<RowJson>,
    beside: Vec<RowJson>,
}

/// A draft.
#[derive(Serialize)]
pub(super) struct DraftJson {
    programme: String,
    period: String,
    month: String,
    rows: u64,
    sum_fen: i64,
    last: Option<LastJson>,
    paid: Option<PaidJson>,
    without_standard: Vec<RowJson>,
    draft: Vec<RowJson>,
}

/// Rows of a draft by their places.
fn at(draft: &PayDraft, places: &[usize]) -> Vec<RowJson> {
    places.iter().filter_map(|place| draft.rows.get(*place)).map(proposed_json).collect()
}

/// Rows of a draft with what stood before.
fn with_before(draft: &PayDraft, changed: &[(usize, Fen)]) -> Vec<RowJson> {
    let one = |(place, before): &(usize, Fen)| {
        draft.rows.get(*place).map(|row| RowJson { before_fen: Some(before.get()), ..proposed_json(row) })
    };
    changed.iter().filter_map(one).collect()
}

fn gone(all: &[(PeriodPaid, NoLonger)]) -> Vec<RowJson> {
    let one = |(paid, why): &(PeriodPaid, NoLonger)| RowJson {
        why: Some(why.code()),
        on: why.on().map(|on| on.to_string()),
        ..row_json(&paid.of, paid.sum)
    };
    all.iter().map(one).collect()
}

/// A draft with what it is beside.
pub(super) fn draft_json(programme: &Programme, draft: &PayDraft) -> DraftJson {
    let last = |last: &BesideLast| LastJson {
        period: last.period.told(),
        month: last.period.told(),
        rows: last.rows,
        sum_fen: last.sum.get(),
        same: last.same,
        new: at(draft, &last.new),
        changed: with_before(draft, &last.changed),
        died: gone(&last.died),
        stopped: gone(&last.stopped),
    };
    let paid = |paid: &BesidePaid| PaidJson {
        rows: paid.rows,
        sum_fen: paid.sum.get(),
        same: paid.same,
        other: with_before(draft, &paid.other),
        unpaid: at(draft, &paid.unpaid),
        beside: gone(&paid.beside),
    };
    DraftJson {
        programme: programme.code.to_string(),
        period: draft.period.told(),
        month: draft.period.told(),
        rows: draft.rows.len() as u64,
        sum_fen: draft.sum.get(),
        last: draft.last.as_ref().map(last),
        paid: draft.paid.as_ref().map(paid),
        without_standard: draft.without.iter().map(|of| row_json(of, Fen::ZERO)).collect(),
        draft: draft.rows.iter().map(proposed_json).collect(),
    }
}
