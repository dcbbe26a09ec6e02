//! Work that is not money: a column for each field that any kind tells, under the heads by which a table is read again; and who
//! was not confirmed yet.

use super::Visit;
use crate::domain::work::confirm::UnseenQuery;
use crate::domain::work::field::FieldHolds;
use crate::domain::work::{Field, FieldValue, WorkQuery, WorkRow};
use crate::exchange::leaving::WriteError;
use crate::lang::{Lang, export, work};
use crate::store::Store;
use crate::tabular::out::{Holds, OutCell, OutColumn};

/// The columns of work.
pub(super) fn columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let own = |key, head, holds| OutColumn { key, head, holds };
    let mut columns = vec![
        own("work", heads.id, Holds::Ids),
        own("no", heads.number, Holds::Counts),
        own("kind", heads.kind, Holds::Words),
        own("subkind", heads.subkind, Holds::Words),
        own("title", heads.named, Holds::Words),
        own("when", lang.pick("时间", "when"), Holds::Words),
        own("until", heads.until, Holds::Days),
        own("person", heads.about, Holds::Words),
        // Beside the place where it was, which a row tells itself.
        own("township", lang.pick(heads.place, "township"), Holds::Words),
    ];
    columns.extend(Field::ALL.iter().map(|field| {
        let holds = match field.holds() {
            FieldHolds::Words | FieldHolds::List => Holds::Words,
            FieldHolds::Number => Holds::Counts,
            FieldHolds::Money => Holds::Money,
            FieldHolds::Day => Holds::Days,
        };
        own(field.code(), work::field(lang, *field), holds)
    }));
    columns.push(own("entered_on", heads.entered, Holds::Days));
    columns
}

/// A row of work.
pub(super) fn cells(lang: Lang, row: &WorkRow) -> Vec<OutCell> {
    let days = row.work.days;
    let is_open_ended = row.work.kind.family().is_open_ended();
    // Of what may go on the first day and the last one stand apart, as they are read.
    let when = if is_open_ended { days.from.to_string() } else { days.to_string() };
    let mut cells = vec![
        OutCell::words(row.work.id.to_string()),
        OutCell::Count(row.no),
        OutCell::word(row.work.kind.code(), work::kind(lang, row.work.kind)),
        row.work.subkind.clone().into(),
        row.work.title.clone().into(),
        OutCell::words(when),
        OutCell::day(days.to.filter(|_| is_open_ended)),
        row.name.clone().into(),
        row.township.clone().into(),
    ];
    cells.extend(Field::ALL.iter().map(|field| {
        row.work.details.get(field).map_or(OutCell::Empty, |value| match value {
            FieldValue::Number(number) => OutCell::count(*number),
            FieldValue::Money(amount) => OutCell::Money(*amount),
            FieldValue::Day(day) => OutCell::Day(*day),
            FieldValue::Words(_) | FieldValue::List(_) => OutCell::words(work::value(lang, value)),
        })
    }));
    cells.push(OutCell::Day(row.entered_on));
    cells
}

/// What was asked of the list of work, but for the township.
pub(super) fn asked(query: &WorkQuery) -> Vec<(&'static str, Option<String>)> {
    vec![
        ("family", query.family.map(|family| family.code().to_owned())),
        ("kind", query.kind.map(|kind| kind.code().to_owned())),
        ("subkind", query.subkind.as_ref().map(ToString::to_string)),
        ("within", query.within.map(|days| days.to_string())),
        ("words", query.words.as_ref().map(ToString::to_string)),
        ("open", query.open_on.map(|_| "yes".to_owned())),
    ]
}

/// The columns of who was not seen yet.
pub(super) fn unseen_columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("recipient", heads.id, Holds::Ids),
        own("name", lang.pick("姓名", "name"), Holds::Words),
        own("township", heads.place, Holds::Words),
        own("village", lang.pick("嘎查村", "village"), Holds::Words),
        own("categories", lang.pick("优抚类别", "categories"), Holds::Words),
        own("last_confirmed", heads.confirmed, Holds::Counts),
    ]
}

/// Visits who was not seen yet.
pub(super) fn unseen(store: &Store, query: &UnseenQuery, visit: Visit<'_>) -> Result<(), WriteError> {
    for row in store.unseen(query)?.rows {
        visit(vec![
            OutCell::words(row.id.to_string()),
            row.name.into(),
            row.township.into(),
            row.village.into(),
            OutCell::words(row.categories.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")),
            row.last.map_or(OutCell::Empty, OutCell::Count),
        ])?;
    }
    Ok(())
}
