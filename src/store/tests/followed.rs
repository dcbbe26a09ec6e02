//! Protects what follows from a rule of a group where people are merged, and where categories come and go again.

use chrono::Duration;
use uuid::Uuid;

use super::groups::today;
use super::rules::{
    CATEGORIES, at, due, edit, held, hold, id, import, one, open, rule, sound, with_categories,
};
use super::support::{RARE, ctx};
use crate::domain::ids::RecipientId;
use crate::domain::op::Op;
use crate::domain::person::{Assent, Edit, NewPerson};
use crate::domain::place::TownshipCode;
use crate::domain::recipient::Held;

/// Somebody said by hand from when on the other is no longer in the group: so it is of the human that both are.
#[test]
fn a_merge_takes_over_the_exceptions_and_gives_them_back() {
    let (mut store, _folder, _) = open(1);
    rule(&mut store, hold(&CATEGORIES[..1], None)).unwrap();
    import(&mut store, [with_categories(1, &CATEGORIES[..1])].into_iter());
    let (keep, other) = (id(&store, "程连富"), id(&store, "王玉兰"));
    edit(&mut store, other, Edit { groups: Some(vec![one(None, Some(at(3)))]), ..Edit::default() });
    let before = [held(&store, keep), held(&store, other)];
    let revs = [keep, other].map(|id| store.recipient(id).unwrap().rev);
    let confirmed = || Some("都核对过".into());
    let merge = Op::Merge { keep, other, revs, reason: "同一人".into(), confirmed: confirmed() };
    store.commit(&merge, &ctx(today())).unwrap();
    assert_eq!((held(&store, keep), due(&store)), (vec![(one(None, Some(at(3))), true)], 0));
    sound(&store);
    // A roster that names the category again does not put the human back.
    import(&mut store, [with_categories(0, &CATEGORIES[..1])].into_iter());
    assert_eq!((held(&store, keep), due(&store)), (vec![(one(None, Some(at(3))), true)], 0));
    let part = Op::Unmerge { recipient: other, reason: "不是".into(), confirmed: confirmed() };
    store.commit(&part, &ctx(today())).unwrap();
    assert_eq!(held(&store, other), before[1]);
    sound(&store);
    edit(&mut store, keep, Edit { categories: Some(Vec::new()), ..Edit::default() });
    assert_eq!(held(&store, keep), before[0]);
    sound(&store);
}

/// Categories that come and go, by hand and by undoing, leave behind what the rule says and nothing else.
#[test]
fn a_category_that_goes_again_leaves_no_group_by_rule() {
    let (mut store, _folder, ids) = open(3);
    rule(&mut store, hold(&CATEGORIES[..2], None)).unwrap();
    let category = |n: usize, from, until| Held { label: CATEGORIES[n].into(), from, until };
    let who = ids[0];
    let lists = [
        vec![category(0, None, None)],
        vec![category(0, None, None), category(1, Some(at(3)), None)],
        vec![category(0, None, Some(at(9))), category(1, Some(at(3)), None)],
        vec![category(1, Some(at(3)), None)],
        Vec::new(),
        vec![category(0, Some(at(3)), None)],
        vec![category(0, Some(at(5)), Some(at(7)))],
    ];
    let first: i64 = store.conn.query_row("SELECT max(local_id) FROM audit", [], |row| row.get(0)).unwrap();
    let mut stood = Vec::new();
    for list in lists {
        stood.push(held(&store, who));
        edit(&mut store, who, Edit { categories: Some(list), ..Edit::default() });
        sound(&store);
    }
    // On another day each is undone, the last one first.
    let later = ctx(today() + Duration::days(1));
    for act in (first + 1..=first + 7).rev() {
        store.commit(&Op::UndoAct { act, reason: "错".into() }, &later).unwrap();
        assert_eq!(held(&store, who), stood.pop().unwrap(), "{act}");
        sound(&store);
    }
    // Whoever is added with a category, and whose addition is undone, too.
    let new = with_categories(4, &CATEGORIES[..1]);
    let new = NewPerson {
        id: RecipientId(Uuid::from_u128(77)),
        name: new.name,
        sex: None,
        birth: None,
        id_number: None,
        phone: None,
        card: None,
        township: TownshipCode("152530100".into()),
        village: "".into(),
        address: None,
        household: None,
        note: None,
        groups: Vec::new(),
        categories: vec![category(0, None, None)],
        assent: Assent::default(),
    };
    store.commit(&Op::AddPerson(Box::new(new)), &later).unwrap();
    assert_eq!(due(&store), 1);
    let act: i64 = store
        .conn
        .query_row("SELECT max(local_id) FROM audit WHERE action = 'add_person'", [], |row| row.get(0))
        .unwrap();
    store.commit(&Op::UndoAct { act, reason: "错".into() }, &later).unwrap();
    assert_eq!(due(&store), 0);
    sound(&store);
}

/// An exception and the end of the category, undone in the order in which they were done: the group is held by rule again and
/// follows the category, as it does when the last one is undone first.
#[test]
fn acts_undone_in_any_order_leave_no_exception_behind() {
    for order in [[0, 1], [1, 0]] {
        let (mut store, _folder, ids) = open(3);
        rule(&mut store, hold(&CATEGORIES[..1], None)).unwrap();
        let who = ids[0];
        let category = |until| vec![Held { label: CATEGORIES[0].into(), from: Some(at(3)), until }];
        edit(&mut store, who, Edit { categories: Some(category(None)), ..Edit::default() });
        let by_rule = held(&store, who);
        let last = |store: &crate::store::Store| {
            store.conn.query_row("SELECT max(local_id) FROM audit", [], |row| row.get(0))
        };
        let ended = Held { label: RARE.into(), from: Some(at(3)), until: Some(at(5)) };
        let mut acts: Vec<i64> = Vec::new();
        edit(&mut store, who, Edit { groups: Some(vec![ended]), ..Edit::default() });
        acts.push(last(&store).unwrap());
        edit(&mut store, who, Edit { categories: Some(category(Some(at(9)))), ..Edit::default() });
        acts.push(last(&store).unwrap());
        for which in order {
            let op = Op::UndoAct { act: acts[which], reason: "错".into() };
            store.commit(&op, &ctx(today())).unwrap();
            sound(&store);
        }
        assert_eq!(held(&store, who), by_rule, "{order:?}");
        edit(&mut store, who, Edit { categories: Some(category(Some(at(4)))), ..Edit::default() });
        assert!(
            held(&store, who).iter().all(|one| format!("{one:?}").contains(&at(4).to_string())),
            "{order:?}"
        );
    }
}
