//! The log of visits for the files: every call of a round that stands, by day.

use crate::domain::export::{VisitQuery, VisitRow};
use crate::domain::recipient::Kind;
use crate::domain::sheet_query::SheetQuery;
use crate::domain::text::CleanText;
use crate::exchange::leaving::{WriteError, Writing};
use crate::lang::{Lang, export, sheets, words};
use crate::store::Store;
use crate::tabular::out::{Holds, OutCell, PaperColumn};

/// The columns.
pub(super) fn columns(lang: Lang) -> Vec<PaperColumn> {
    let heads = sheets::of(lang);
    super::columns_of([
        (heads.order, 5, Holds::Counts),
        (heads.day, 10, Holds::Days),
        (heads.name, 10, Holds::Words),
        (heads.category, 13, Holds::Words),
        (heads.address, 18, Holds::Words),
        (heads.phone, 12, Holds::Digits),
        (heads.callers, 12, Holds::Words),
        (heads.way, 5, Holds::Words),
        (heads.cash, 10, Holds::Money),
        (heads.goods_value, 10, Holds::Money),
        (heads.family, 10, Holds::Words),
        (heads.need, 12, Holds::Words),
        (heads.handled, 8, Holds::Words),
        (heads.content, 5, Holds::Words),
        (heads.photo, 5, Holds::Words),
        (heads.remark, 11, Holds::Words),
    ])
}

/// The rows, by day; of one day by place and name.
pub(super) fn rows(
    sheet: &SheetQuery,
    store: &Store,
    writing: &Writing<'_>,
) -> Result<Vec<Vec<OutCell>>, WriteError> {
    let query = VisitQuery {
        round: Some(sheet.round),
        year: None,
        kind: Some(if sheet.township.is_some() { Kind::Person } else { Kind::Unit }),
        township: sheet.township.clone(),
        village: sheet.village.clone(),
        standing_only: true,
    };
    let mut calls: Vec<VisitRow> = Vec::new();
    store.visit_rows(&query, writing.numbers, |row| {
        calls.push(row);
        Ok::<_, WriteError>(())
    })?;
    calls.sort_by_key(|call| call.on);
    Ok((1..).zip(calls).map(|(order, call)| cells(writing.lang, order, call)).collect())
}

fn cells(lang: Lang, order: u64, call: VisitRow) -> Vec<OutCell> {
    let outcome = (!call.outcome.gives()).then(|| words::outcome(lang, call.outcome).to_owned());
    let proxy = call.proxy.map(|[name, relation]| format!("{name} {relation}"));
    let told =
        [outcome, proxy, call.goods.map(|goods| goods.to_string()), call.note.map(|note| note.to_string())];
    let remark: Vec<String> = told.into_iter().flatten().collect();
    let place = super::home(&call.village, call.address.as_deref().unwrap_or_default());
    vec![
        OutCell::count(order),
        OutCell::Day(call.on),
        call.name.into(),
        call.labels.into(),
        OutCell::words(place),
        call.phone.into(),
        call.handlers.into(),
        OutCell::from(Some(CleanText::from(export::way(lang, call.way)))),
        OutCell::amount(call.cash),
        OutCell::amount(call.goods_value),
        OutCell::Empty,
        call.needs.into(),
        OutCell::Empty,
        OutCell::Empty,
        OutCell::Empty,
        OutCell::words(remark.join(" ")),
    ]
}
