//! Protects the price of a changed phone: it bears on no standing, so rounds do not make it dearer.

use super::support::{ctx, day, import, register, spring};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::recipient::Edit;
use crate::store::Store;

const PEOPLE: usize = 300;

#[test]
fn changed_phones_cost_the_same_however_many_rounds_there_are() {
    let ((mut few, _a), (mut many, _b)) = (register(1, PEOPLE), register(12, PEOPLE));
    let (few, many) = (import(&mut few, PEOPLE, "165"), import(&mut many, PEOPLE, "165"));
    assert!(few > 3, "too little to compare: {few}");
    assert!(many <= few + few / 10 + 1, "{few} with one round, {many} with twelve");
}

#[test]
fn an_edited_address_leaves_every_standing_and_an_edited_group_does_not() {
    let (mut store, _folder) = register(2, PEOPLE);
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
    let rows = |store: &Store| store.roster(&query, day(2024)).unwrap().rows;
    let row = rows(&store).remove(0);
    let rev = store.recipient(row.id).unwrap().rev;
    let seen: i64 = store.conn.query_row("SELECT total_changes()", [], |row| row.get(0)).unwrap();
    let edit = Edit { address: Some("东街".into()), ..Edit::default() };
    store.commit(&Op::Edit { id: row.id, rev, edit }, &ctx(day(2024))).unwrap();
    let after: i64 = store.conn.query_row("SELECT total_changes()", [], |row| row.get(0)).unwrap();
    assert_eq!(after - seen, 4, "the address, the version, the audit and the mirror of its end");
    let edit = Edit { groups: Some(Vec::new()), ..Edit::default() };
    store.commit(&Op::Edit { id: row.id, rev: rev + 1, edit }, &ctx(day(2024))).unwrap();
    assert_ne!(rows(&store).remove(0).id, row.id, "who holds no group is in no round");
    assert_eq!(store.check().unwrap(), []);
}
