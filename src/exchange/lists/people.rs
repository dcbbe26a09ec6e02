//! The roster as it leaves: under the heads and with the words that a roster is read by, so that it comes in again unchanged.

use crate::domain::export::FullRow;
use crate::domain::recipient::{Life, Residence, Sex, StatusKind};
use crate::domain::roster::Column;
use crate::lang::{Lang, cells as roster, errors, export, fill, words};
use crate::tabular::out::{Holds, OutCell, OutColumn};

/// The columns; the whole birth date beside a masked number would be the number.
pub(super) fn columns(lang: Lang, full: bool) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let of =
        |column: Column, holds| OutColumn { key: column.code(), head: roster::column(lang, column), holds };
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("recipient", heads.id, Holds::Ids),
        of(Column::Name, Holds::Words),
        of(Column::Kind, Holds::Words),
        of(Column::Sex, Holds::Words),
        of(Column::IdNumber, Holds::Digits),
        if full {
            of(Column::Birth, Holds::Days)
        } else {
            own("birth_year", heads.birth_year, Holds::Counts)
        },
        of(Column::Township, Holds::Words),
        of(Column::Village, Holds::Words),
        of(Column::Address, Holds::Words),
        of(Column::Phone, Holds::Digits),
        of(Column::Card, Holds::Digits),
        of(Column::Categories, Holds::Words),
        of(Column::Groups, Holds::Words),
        of(Column::Note, Holds::Words),
        own("household", heads.household, Holds::Words),
        own("status", heads.status, Holds::Words),
    ]
}

/// A recipient as cells.
pub(super) fn cells(lang: Lang, row: FullRow, full: bool) -> Vec<OutCell> {
    let status = match (row.life, row.residence) {
        (Life::Dead(on), _) => Some(("died", StatusKind::Died, on)),
        (Life::Alive, Residence::Left(on)) => Some(("left", StatusKind::Left, on)),
        (Life::Alive, Residence::Suspended(on)) => Some(("suspended", StatusKind::Suspended, on)),
        (Life::Alive, Residence::Here) => None,
    };
    let kind = export::kind(lang, row.kind);
    vec![
        OutCell::words(row.id.to_string()),
        row.name.into(),
        OutCell::word(export::kind(Lang::En, row.kind), kind),
        row.sex.map_or(OutCell::Empty, |sex| {
            let code = match sex {
                Sex::Male => "male",
                Sex::Female => "female",
            };
            OutCell::word(code, words::sex(lang, sex))
        }),
        row.id_number.into(),
        match row.birth_year {
            _ if full => OutCell::day(row.birth),
            Some(year) => OutCell::Count(year.into()),
            None => OutCell::Empty,
        },
        row.township.into(),
        row.village.into(),
        row.address.into(),
        row.phone.into(),
        row.card.into(),
        row.categories.into(),
        row.groups.into(),
        row.note.into(),
        row.household.map_or(OutCell::Empty, |one| {
            OutCell::word(export::household(Lang::En, one), export::household(lang, one))
        }),
        status.map_or(OutCell::Empty, |(code, kind, on)| {
            let said = fill(export::told(lang).since, &[&errors::status(lang, kind), &on]);
            OutCell::word(format!("{code} {on}"), said)
        }),
    ]
}
