//! What is to be checked: the lists with their counts, and each of them.

use super::Visit;
use crate::domain::attention::{Attention, AttentionItem};
use crate::domain::entry::LedgerQuery;
use crate::domain::place::TownshipCode;
use crate::domain::review::{DoubleSide, Review, ReviewQuery};
use crate::domain::roster::Column;
use crate::exchange::leaving::{WriteError, Writing};
use crate::exchange::lists::ledger;
use crate::lang::{Lang, cells as roster, export, review, words};
use crate::store::Store;
use crate::tabular::out::{Holds, OutCell, OutColumn};

/// The columns of the lists.
pub(super) fn count_columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("list", heads.list, Holds::Words),
        own("count", heads.count, Holds::Counts),
        own("what", heads.what, Holds::Words),
    ]
}

/// Visits the lists that somebody is on.
pub(super) fn counts(
    store: &Store,
    township: Option<&TownshipCode>,
    writing: &Writing<'_>,
    visit: Visit<'_>,
) -> Result<(), WriteError> {
    for list in Review::ALL {
        let query = ReviewQuery { list, township: township.cloned() };
        let count = store.review_count_all(&query, writing.today)?;
        if let Some(code) = list.code().filter(|_| count > 0) {
            visit(vec![
                OutCell::word(code, review::name(writing.lang, list)),
                OutCell::count(count),
                OutCell::words(review::hint(writing.lang, list)),
            ])?;
        }
    }
    Ok(())
}

/// The columns of one list.
pub(super) fn columns(lang: Lang, list: Review) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let of =
        |column: Column, holds| OutColumn { key: column.code(), head: roster::column(lang, column), holds };
    let own = |key, head, holds| OutColumn { key, head, holds };
    match list {
        Review::Gifts(_) => ledger::columns(lang),
        Review::People(_) => vec![
            own("recipient", heads.id, Holds::Ids),
            of(Column::Township, Holds::Words),
            of(Column::Village, Holds::Words),
            of(Column::Name, Holds::Words),
            own("group", heads.group, Holds::Words),
            of(Column::IdNumber, Holds::Digits),
            of(Column::Phone, Holds::Digits),
            own("state", heads.state, Holds::Words),
            of(Column::Note, Holds::Words),
        ],
        Review::Doubles => vec![
            own("recipient", heads.id, Holds::Ids),
            own("pair", heads.pair, Holds::Counts),
            own("why", heads.why, Holds::Words),
            of(Column::Name, Holds::Words),
            own("birth_year", heads.birth_year, Holds::Counts),
            of(Column::IdNumber, Holds::Digits),
            of(Column::Phone, Holds::Digits),
            of(Column::Card, Holds::Digits),
            of(Column::Township, Holds::Words),
            of(Column::Village, Holds::Words),
            of(Column::Groups, Holds::Words),
        ],
    }
}

/// Visits the rows of one list; both of a pair, one below the other.
pub(super) fn each(
    store: &Store,
    query: &ReviewQuery,
    writing: &Writing<'_>,
    visit: Visit<'_>,
) -> Result<(), WriteError> {
    let (lang, today) = (writing.lang, writing.today);
    match query.list {
        Review::Gifts(unusual) => {
            let unusual = Some(unusual);
            let entries = LedgerQuery { township: query.township.clone(), unusual, ..LedgerQuery::default() };
            store.ledger_rows(&entries, |line| visit(ledger::cells(lang, line)))
        }
        Review::People(list) => {
            let round = store.current_round(today)?.map(|round| round.code);
            store.review_people(list, query, round, today, |item| visit(person(writing, list, item)))
        }
        Review::Doubles => {
            let mut pair = 0;
            store.review_doubles(query, |both| {
                pair += 1;
                let why = || OutCell::word(both.why.code(), review::why(lang, both.why));
                visit(side(pair, why(), &both.one))?;
                visit(side(pair, why(), &both.other))
            })
        }
    }
}

fn person(writing: &Writing<'_>, list: Attention, item: AttentionItem) -> Vec<OutCell> {
    let row = item.row;
    let said = words::standing(writing.lang, row.standing, row.state, writing.today);
    vec![
        OutCell::words(row.id.to_string()),
        row.township.into(),
        row.village.into(),
        row.name.into(),
        row.group.into(),
        // A masked number beside the months of a birth tells more of it than either alone.
        row.id_masked.filter(|_| list != Attention::Sixty).into(),
        row.phone_masked.into(),
        OutCell::word(row.state.code(), said),
        item.note.into(),
    ]
}

fn side(pair: u64, why: OutCell, side: &DoubleSide) -> Vec<OutCell> {
    vec![
        OutCell::words(side.id.to_string()),
        OutCell::count(pair),
        why,
        side.name.clone().into(),
        side.birth_year.map_or(OutCell::Empty, |year| OutCell::Count(year.into())),
        side.id_masked.clone().into(),
        side.phone_masked.clone().into(),
        side.card_masked.clone().into(),
        side.township.clone().into(),
        side.village.clone().into(),
        side.groups.clone().into(),
    ]
}
