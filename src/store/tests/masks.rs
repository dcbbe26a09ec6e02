//! What leaves the store shows no number of a person, and what goes back into it loses none.

use super::support::{ctx, day, import_rows, person, register};
use crate::domain::error::RegisterError;
use crate::domain::op::{Answer, Op};
use crate::domain::person::Edit;
use crate::domain::recipient::Numbers;
use crate::domain::roster::RosterEntry;
use crate::domain::text::CleanText;

const NOTE: &str = "女儿 138 1234 1234，证 152599195208010013";

fn raw(text: &str) -> CleanText {
    CleanText::parse(text, 500).unwrap()
}

#[test]
fn a_number_in_a_note_is_masked_and_outlives_an_edit_of_the_words_beside_it() {
    let (mut store, _folder) = register(0, 0);
    let entry = RosterEntry {
        note: Some(raw(NOTE)),
        address: Some(raw("13812341234 院内")),
        birth: "1952-08-01".parse().ok(),
        ..person(0, 1)
    };
    import_rows(&mut store, std::iter::once(entry));
    let id = store.resolve("程连富").unwrap();
    let card = store.recipient(id).unwrap();
    assert_eq!(card.note.as_deref(), Some("女儿 138****1234，证 152599********0013"));
    assert_eq!(card.address.as_deref(), Some("138****1234 院内"));
    assert_eq!(card.birth_year, Some(1952));
    let stored = |store: &crate::store::Store| -> String {
        store.conn.query_row("SELECT note FROM recipient", [], |row| row.get(0)).unwrap()
    };
    let edit = |note: &str| Edit { note: Some(raw(note)), ..Edit::default() };
    let op =
        Op::Edit {
            id, rev: card.rev, edit: Box::new(edit("女儿 138****1234，证 152599********0013，已搬"))
        };
    store.commit(&op, &ctx(day(2024))).unwrap();
    assert_eq!(stored(&store), format!("{NOTE}，已搬"));
    let op = Op::Edit { id, rev: card.rev + 1, edit: Box::new(edit("证 152599********0013")) };
    store.commit(&op, &ctx(day(2024))).unwrap();
    assert_eq!(stored(&store), "证 152599195208010013");
    // A digit beside it would show it, and a torn one would take its place.
    for torn in ["证 152599********00135", "证 152599********001", "证 152599*****0013"] {
        let op = Op::Edit { id, rev: card.rev + 2, edit: Box::new(edit(torn)) };
        assert_eq!(store.commit(&op, &ctx(day(2024))), Err(RegisterError::TornNumber), "{torn}");
        assert_eq!(stored(&store), "证 152599195208010013");
    }
}

#[test]
fn the_birth_date_is_a_number_that_is_shown_for_a_reason() {
    let (mut store, _folder) = register(0, 1);
    let id = store.resolve("程连富").unwrap();
    let op = Op::Unmask { id, reason: "核对".into() };
    let Answer::Numbers(numbers) = store.commit(&op, &ctx(day(2024))).unwrap().answer else {
        panic!("no numbers")
    };
    let phone = Some(raw("16400000000"));
    assert_eq!(numbers, Numbers { birth: person(0, 1).birth, phone, ..Numbers::default() });
}
