//! The sheet to carry and the sheet to sign: whoever is still to be visited in a round, village by village as a team drives,
//! within a village by name.

use super::numbered::is_open;
use crate::domain::export::FullRow;
use crate::domain::list::{DueStates, RosterQuery, RosterRow, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::recipient::Kind;
use crate::domain::sheet_query::SheetQuery;
use crate::domain::text::CleanText;
use crate::exchange::leaving::{WriteError, Writing};
use crate::lang::{Lang, fill, sheets, words};
use crate::store::{DueQuery, Store};
use crate::tabular::out::{Holds, OutCell, PaperColumn};

/// Rows that are read at once.
const STRIDE: u32 = 500;

/// The columns of the sheet to carry.
pub(super) fn visit_columns(lang: Lang) -> Vec<PaperColumn> {
    let heads = sheets::of(lang);
    super::columns_of([
        (heads.order, 5, Holds::Counts),
        (heads.village, 14, Holds::Words),
        (heads.name, 11, Holds::Words),
        (heads.category, 16, Holds::Words),
        (heads.address, 24, Holds::Words),
        (heads.phone, 13, Holds::Digits),
        (heads.cash, 10, Holds::Money),
        (heads.goods, 13, Holds::Words),
        (heads.last_gift, 15, Holds::Words),
        (heads.needs, 16, Holds::Words),
        (heads.room, 20, Holds::Words),
    ])
}

/// The columns of the sheet to sign.
pub(super) fn sign_columns(lang: Lang) -> Vec<PaperColumn> {
    let heads = sheets::of(lang);
    super::columns_of([
        (heads.order, 5, Holds::Counts),
        (heads.name, 11, Holds::Words),
        (heads.id_number, 19, Holds::Digits),
        (heads.category, 14, Holds::Words),
        (heads.address, 22, Holds::Words),
        (heads.phone, 13, Holds::Digits),
        (heads.cash, 10, Holds::Money),
        (heads.goods, 13, Holds::Words),
        (heads.signature, 14, Holds::Words),
        (heads.proxy, 12, Holds::Words),
        (heads.day, 9, Holds::Words),
        (heads.remark, 10, Holds::Words),
    ])
}

/// Makes a row of somebody's number on the sheet, where they stand, and their facts.
type ToCells = fn(&Store, &Writing<'_>, OutCell, RosterRow, FullRow) -> Result<Vec<OutCell>, WriteError>;

/// The rows of either, each as `cells` makes it.
pub(super) fn rows(
    sheet: &SheetQuery,
    store: &Store,
    writing: &Writing<'_>,
    cells: ToCells,
) -> Result<Vec<Vec<OutCell>>, WriteError> {
    let mut rows = Vec::new();
    for one in open(sheet, store, writing)? {
        let mut full = None;
        store.full_rows_of([one.key.no], writing.today, writing.numbers, |row| {
            full = Some(row);
            Ok::<_, WriteError>(())
        })?;
        if let Some(full) = full {
            rows.push(cells(store, writing, OutCell::count(rows.len() as u64 + 1), one, full)?);
        }
    }
    Ok(rows)
}

/// Whoever is still to be visited, in the order of driving.
fn open(sheet: &SheetQuery, store: &Store, writing: &Writing<'_>) -> Result<Vec<RosterRow>, WriteError> {
    let mut found: Vec<RosterRow> = Vec::new();
    let fits = |row: &RosterRow| {
        is_open(row) && sheet.village.as_ref().is_none_or(|village| row.village == *village)
    };
    if !store.round(sheet.round)?.created {
        let query = DueQuery { round: sheet.round, township: sheet.township.clone(), states: DueStates::All };
        store.due_rows(&query, writing.today, |row| {
            let kind = if sheet.township.is_some() { Kind::Person } else { Kind::Unit };
            if fits(&row) && row.kind == kind {
                found.push(row);
            }
            Ok::<_, WriteError>(())
        })?;
        return Ok(found);
    }
    let scope = sheet.township.clone().map_or(Scope::Units, Scope::Township);
    let mut start = Start::First;
    loop {
        let query = RosterQuery {
            round: Some(sheet.round),
            scope: scope.clone(),
            show: Show::Open,
            group: None,
            village: None,
            sort: Sort::Village,
            start,
            limit: STRIDE,
        };
        let page = store.roster(&query, writing.today)?;
        let last = page.rows.last().map(|row| row.key.clone());
        found.extend(page.rows.into_iter().filter(&fits));
        match last.filter(|_| page.more_after) {
            Some(key) => start = Start::After(key),
            None => return Ok(found),
        }
    }
}

/// What is still to be handed over: cash, and goods in words.
fn owed(row: &RosterRow) -> [OutCell; 2] {
    let Some(standard) = &row.standard else { return [OutCell::Empty, OutCell::Empty] };
    let [cash, goods] = row.standing.owed(standard);
    let goods = if goods == Fen::ZERO { OutCell::Empty } else { standard.goods.clone().into() };
    [OutCell::amount(cash), goods]
}

/// The categories, else the group for which somebody is on the list.
fn labels(row: &RosterRow, full: &FullRow) -> OutCell {
    if full.categories.is_empty() { row.group.clone().into() } else { full.categories.clone().into() }
}

pub(super) fn visit(
    store: &Store,
    writing: &Writing<'_>,
    order: OutCell,
    row: RosterRow,
    full: FullRow,
) -> Result<Vec<OutCell>, WriteError> {
    let lang = writing.lang;
    let texts = sheets::of(lang);
    let [cash, goods] = owed(&row);
    let gift = row.last_gift.as_ref().map(|gift| {
        let amount = gift.cash.plus(gift.goods_value).short();
        fill(texts.gift, &[&words::round_short(lang, gift.round), &amount])
    });
    let promised = row.standing.promised().map(|day| fill(texts.promised, &[&words::day(lang, day)]));
    let needs = store.last_needs(row.id, writing.numbers)?;
    let needs = promised.into_iter().chain(needs.map(|needs| needs.to_string()));
    let needs = needs.collect::<Vec<_>>().join(" ");
    let labels = labels(&row, &full);
    Ok(vec![
        order,
        row.village.into(),
        row.name.into(),
        labels,
        full.address.into(),
        full.phone.into(),
        cash,
        goods,
        OutCell::from(gift.map(|gift| CleanText::unmasked(&gift))),
        OutCell::words(needs),
        OutCell::Empty,
    ])
}

pub(super) fn sign(order: OutCell, row: RosterRow, full: FullRow) -> Vec<OutCell> {
    let [cash, goods] = owed(&row);
    let labels = labels(&row, &full);
    vec![
        order,
        row.name.into(),
        full.id_number.into(),
        labels,
        // The village goes before the address: two of one name in one township.
        OutCell::words(super::home(&row.village, full.address.as_deref().unwrap_or_default())),
        full.phone.into(),
        cash,
        goods,
        OutCell::Empty,
        OutCell::Empty,
        OutCell::Empty,
        OutCell::Empty,
    ]
}
