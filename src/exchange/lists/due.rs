//! Who is in a round, and where they stand.

use super::Visit;
use crate::domain::export::ListQuery;
use crate::domain::holiday::RoundCode;
use crate::domain::list::{RosterQuery, RosterRow};
use crate::domain::page::{Page, Start};
use crate::domain::roster::Column;
use crate::exchange::leaving::{WriteError, Writing};
use crate::lang::{Lang, cells as roster, export, words};
use crate::store::{DuePageQuery, DueQuery, Store};
use crate::tabular::out::{Holds, OutCell, OutColumn};

/// Rows that are read at once.
const STRIDE: u32 = 500;

/// The columns.
pub(super) fn columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let of =
        |column: Column, holds| OutColumn { key: column.code(), head: roster::column(lang, column), holds };
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("recipient", heads.id, Holds::Ids),
        own("round", heads.round, Holds::Words),
        of(Column::Township, Holds::Words),
        of(Column::Village, Holds::Words),
        of(Column::Name, Holds::Words),
        of(Column::Kind, Holds::Words),
        own("group", heads.group, Holds::Words),
        own("amount_fen", heads.standard, Holds::Money),
        own("goods", heads.goods, Holds::Words),
        own("goods_fen", heads.goods_value, Holds::Money),
        own("state", heads.state, Holds::Words),
        own("promised_on", heads.promised_on, Holds::Days),
        own("last_gift_round", heads.last_gift_round, Holds::Words),
        own("last_gift_fen", heads.last_gift, Holds::Money),
        of(Column::IdNumber, Holds::Digits),
        of(Column::Phone, Holds::Digits),
        of(Column::Address, Holds::Words),
    ]
}

/// Visits the rows of whichever of the three lists it is.
pub(super) fn each(
    store: &Store,
    list: &ListQuery,
    writing: &Writing<'_>,
    visit: Visit<'_>,
) -> Result<(), WriteError> {
    let today = writing.today;
    let mut put = |round: Option<RoundCode>, row: RosterRow| visit(cells(store, writing, round, row)?);
    match list {
        ListQuery::Due { round, township, narrowed: [village, group], states } => {
            let query = DueQuery { round: *round, township: township.clone(), states: *states };
            store.due_rows(&query, today, |row| {
                let fits = village.as_ref().is_none_or(|village| row.village == *village)
                    && group.as_ref().is_none_or(|group| row.group == *group);
                if fits { put(Some(*round), row) } else { Ok(()) }
            })
        }
        ListQuery::Roster(query) => {
            let mut read =
                |start| store.roster(&RosterQuery { start, limit: STRIDE, ..query.clone() }, today);
            pages(&mut read, |row| row.key.clone(), |row| put(query.round, row))
        }
        ListQuery::Now { round, scope, exceptions } => {
            let mut read = |start| {
                let (round, scope, exceptions) = (*round, scope.clone(), *exceptions);
                store.due_page(&DuePageQuery { round, scope, exceptions, start, limit: STRIDE }, today)
            };
            pages(&mut read, |item| item.row.key.clone(), |item| put(Some(item.round), item.row))
        }
        ListQuery::Recipients(_)
        | ListQuery::Ledger(_)
        | ListQuery::Payments(_)
        | ListQuery::Payroll(_)
        | ListQuery::Visits(_)
        | ListQuery::Plan(..)
        | ListQuery::Progress(..)
        | ListQuery::Rounds(_)
        | ListQuery::Review(_)
        | ListQuery::ReviewCounts(_)
        | ListQuery::Audit(_)
        | ListQuery::Acts(_)
        | ListQuery::Work(_)
        | ListQuery::Unseen(_)
        | ListQuery::Figure { .. } => Ok(()),
    }
}

/// Visits the rows of a list that is read page by page.
fn pages<T>(
    read: &mut dyn FnMut(Start) -> Result<Page<T>, crate::domain::error::RegisterError>,
    key: impl Fn(&T) -> crate::domain::page::RowKey,
    mut put: impl FnMut(T) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    let mut start = Start::First;
    loop {
        let page = read(start)?;
        let last = page.rows.last().map(&key);
        page.rows.into_iter().try_for_each(&mut put)?;
        match last.filter(|_| page.more_after) {
            Some(key) => start = Start::After(key),
            None => return Ok(()),
        }
    }
}

/// A row as cells.
fn cells(
    store: &Store,
    writing: &Writing<'_>,
    round: Option<RoundCode>,
    mut row: RosterRow,
) -> Result<Vec<OutCell>, WriteError> {
    let lang = writing.lang;
    if writing.numbers.is_some() {
        store.full_rows_of([row.key.no], writing.today, writing.numbers, |full| {
            row.id_masked = full.id_number;
            row.phone_masked = full.phone;
            row.address = full.address;
            Ok::<_, WriteError>(())
        })?;
    }
    let said = words::standing(lang, row.standing, row.state, writing.today);
    let (standard, gift) = (row.standard, row.last_gift);
    let of_round = |round: RoundCode| OutCell::word(round.to_string(), words::round(lang, round));
    Ok(vec![
        OutCell::words(row.id.to_string()),
        round.map_or(OutCell::Empty, of_round),
        row.township.into(),
        row.village.into(),
        row.name.into(),
        OutCell::word(export::kind(Lang::En, row.kind), export::kind(lang, row.kind)),
        row.group.into(),
        standard.as_ref().map_or(OutCell::Empty, |standard| OutCell::amount(standard.cash)),
        standard.as_ref().map_or(OutCell::Empty, |standard| standard.goods.clone().into()),
        standard.as_ref().map_or(OutCell::Empty, |standard| OutCell::amount(standard.goods_value)),
        OutCell::word(row.state.code(), said),
        OutCell::day(row.standing.promised()),
        gift.as_ref().map_or(OutCell::Empty, |gift| of_round(gift.round)),
        gift.as_ref().map_or(OutCell::Empty, |gift| OutCell::amount(gift.cash.plus(gift.goods_value))),
        row.id_masked.into(),
        row.phone_masked.into(),
        row.address.into(),
    ])
}
