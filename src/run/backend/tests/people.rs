//! What the writer does about people.

use super::*;
use crate::domain::ids::RecipientId;
use crate::domain::person::{Assent, NewPerson};

#[test]
fn a_refusal_that_tells_of_a_number_counts_as_a_search_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut input = Input::new().unwrap();
    let environment = environment(&folder);
    let place = environment.place.clone();
    let ctx = environment.write_context();
    let store = (environment.create)(&place, Beginning::Empty, &ctx).unwrap();
    let mut backend = Backend::new(Some(store), environment, input.reporter());
    backend.frame_drawn();
    let add = |n: u128, name: &'static str| {
        Box::new(Op::AddPerson(Box::new(NewPerson {
            id: RecipientId(Uuid::from_u128(n)),
            name: name.into(),
            sex: None,
            birth: None,
            id_number: None,
            phone: Some(CleanText::unmasked("13847900001")),
            card: None,
            township: TownshipCode("152530100".into()),
            village: CleanText::default(),
            address: None,
            household: None,
            note: None,
            groups: Vec::new(),
            categories: Vec::new(),
            assent: Assent::default(),
        })))
    };
    backend.perform(Effect::Commit(add(1, "程连富")));
    assert!(matches!(next(&mut input), Msg::Committed(..)));
    backend.perform(Effect::Commit(add(2, "王晓山")));
    assert!(matches!(next(&mut input), Msg::NotCommitted(..)));
    backend.finish(DEADLINE);
    assert_eq!(Store::open(&place).unwrap().note_number_search(&ctx), Ok(2));
}
