//! Protects the price of a changed phone: it bears on no standing, so rounds do not make it dearer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use super::support::{ctx, day, import, import_rows, person, register, spring};
use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::person::Edit;
use crate::domain::place::Scope;
use crate::domain::roster::RosterEntry;
use crate::store::{Ending, Importer, RowFate, Store};

const PEOPLE: usize = 1_500;

#[test]
fn changed_phones_cost_the_same_however_many_rounds_there_are() {
    let ((mut few, _a), (mut many, _b)) = (register(1, PEOPLE), register(12, PEOPLE));
    for store in [&mut few, &mut many] {
        store.commit(&Op::SettleRounds, &ctx(day(2024))).unwrap();
    }
    let (few, many) = (import(&mut few, PEOPLE, "165"), import(&mut many, PEOPLE, "165"));
    assert!(few > 3, "too little to compare: {few}");
    assert!(many <= few + few / 10 + 1, "{few} with one round, {many} with twelve");
}

/// Rows without ID numbers are compared with namesakes by birth date and village, not each with each.
#[test]
fn twice_as_many_of_one_name_cost_twice_as_much() {
    let cost = |people: usize| {
        let (mut store, _folder) = register(0, 0);
        let rows = |people: usize| {
            (0..people).map(move |n| RosterEntry { township: "上都镇".into(), ..person(n, people) })
        };
        let first = import_rows(&mut store, rows(people));
        let again = import_rows(&mut store, rows(people));
        let feed = |importer: &mut Importer<'_>| {
            for row in rows(people) {
                assert_eq!(importer.row(&row)?, RowFate::Unchanged);
            }
            Ok::<_, RegisterError>(((), Ending::Drop))
        };
        let ticks = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&ticks);
        let callback = Box::new(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            true
        });
        store.dry_run(false, &ctx(day(2024)), &|| RecipientId(Uuid::nil()), callback, feed).unwrap();
        [first, again, ticks.load(Ordering::Relaxed)]
    };
    let (few, many) = (cost(1_000), cost(4_000));
    for (few, many) in few.into_iter().zip(many) {
        assert!(many <= 6 * few.max(3), "{few} for a thousand, {many} for four thousand");
    }
}

#[test]
fn an_edited_address_leaves_every_standing_and_an_edited_group_does_not() {
    let (mut store, _folder) = register(1, PEOPLE);
    let query = RosterQuery {
        round: Some(spring(2023)),
        scope: Scope::Banner,
        show: Show::InRound,
        group: None,
        village: None,
        sort: Sort::Name,
        start: Start::First,
        limit: 1,
    };
    let rows = |store: &Store| store.roster(&query, day(2023)).unwrap().rows;
    let row = rows(&store).remove(0);
    let rev = store.recipient(row.id).unwrap().rev;
    let seen: i64 = store.conn.query_row("SELECT total_changes()", [], |row| row.get(0)).unwrap();
    let edit = Edit { address: Some("东街".into()), ..Edit::default() };
    store.commit(&Op::Edit { id: row.id, rev, edit: Box::new(edit) }, &ctx(day(2023))).unwrap();
    let after: i64 = store.conn.query_row("SELECT total_changes()", [], |row| row.get(0)).unwrap();
    let expected = 4 + 3;
    assert_eq!(
        after - seen,
        expected,
        "the address, the version, the audit, the mirror of its end, and three keys"
    );
    let edit = Edit { groups: Some(Vec::new()), ..Edit::default() };
    store.commit(&Op::Edit { id: row.id, rev: rev + 1, edit: Box::new(edit) }, &ctx(day(2023))).unwrap();
    assert_ne!(rows(&store).remove(0).id, row.id, "who holds no group is in no round");
    assert_eq!(store.check().unwrap(), []);
}
