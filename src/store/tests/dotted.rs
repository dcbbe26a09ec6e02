//! Rows without an ID number, whose names are written with a dot and without.

use super::merges::ymd;
use super::support::{import_on, person, register};
use crate::domain::roster::RosterEntry;
use crate::store::integrity::finding::finding;

#[test]
fn a_name_with_a_dot_and_without_is_one_person_in_one_place() {
    for (first, second) in [("巴图·孟克", "巴图孟克"), ("巴图孟克", "巴图·孟克"), ("巴图·孟克", "巴·图孟克")]
    {
        let (mut store, _folder) = register(0, 0);
        for name in [first, second] {
            let entry =
                RosterEntry { name: name.into(), id_number: None, birth: None, phone: None, ..person(0, 0) };
            import_on(ymd(2024, 2, 2), &mut store, [entry].into_iter());
        }
        let count: i64 =
            store.conn.query_row("SELECT count(*) FROM recipient", [], |row| row.get(0)).unwrap();
        assert_eq!(count, 1, "{first} {second}");
        assert_eq!(store.check().unwrap(), []);
    }
}

/// The key of a count is no number of a person, and can be read.
#[test]
fn a_count_that_is_wrong_is_named_by_its_place() {
    let (store, _folder) = register(1, 400);
    store
        .conn
        .execute("UPDATE tally SET people = people + 1 WHERE village = (SELECT max(village) FROM tally)", [])
        .unwrap();
    let found = store.check().unwrap();
    let told = found.iter().find(|one| one.rule == "tally").unwrap();
    assert!(
        told.subject.starts_with("1525") && told.subject.contains(" #") && !told.subject.contains('*'),
        "{told:?}"
    );
    for village in [1, 11, 12, 345, 20_240_202] {
        let key = format!("152530100 #{village}");
        assert_eq!(finding("tally", &key, "", "person").subject.as_str(), key);
    }
}
