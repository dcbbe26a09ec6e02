//! Protects money against whoever pays himself under another name, and against rules that are changed backwards.

use uuid::Uuid;

use super::costs::gift;
use super::merged::{Two, today, who};
use super::support::{ctx, import_on, person};
use crate::domain::date::DayDoubt;
use crate::domain::error::RegisterError;
use crate::domain::gift::{Proxy, Recording, Rule};
use crate::domain::idcard::IdNumber;
use crate::domain::ids::EntryId;
use crate::domain::op::Op;
use crate::domain::person::{Assent, Edit, PersonRule};
use crate::domain::roster::RosterEntry;
use crate::domain::visit::Outcome;

const ID: &str = "152599194309150026";

fn rename(two: &mut Two, n: u128, name: &'static str) {
    let rev = two.store.recipient(who(n)).unwrap().rev;
    let assent = Assent { double: Some("核对过".into()), reason: Some("核对过".into()) };
    let edit = Edit { name: Some(name.into()), assent, ..Edit::default() };
    two.commit(&Op::Edit { id: who(n), rev, edit: Box::new(edit) }).unwrap();
}

fn refused(two: &mut Two, recording: Recording) -> Vec<Rule> {
    match two.commit(&Op::Record(Box::new(recording))) {
        Err(RegisterError::Refused(refusals)) => refusals.iter().map(|refusal| refusal.rule).collect(),
        Ok(_) => Vec::new(),
        Err(error) => panic!("{error:?}"),
    }
}

fn pays(first: &'static str) -> Recording {
    let handlers = vec![first.into(), "赵志强".into()];
    Recording { handlers, ..gift(EntryId(Uuid::from_u128(77)), who(2), 2024) }
}

#[test]
fn whoever_was_given_another_name_is_still_himself() {
    let mut two = Two::new();
    rename(&mut two, 2, "布仁");
    rename(&mut two, 2, "布仁巴图");
    for name in ["程连福", "布 仁", "布仁巴图", "布仁（民政）"] {
        assert_eq!(refused(&mut two, pays(name)), [Rule::SelfPaid], "{name}");
        let proxy = Some(Proxy { name: name.into(), relation: "子".into() });
        let through = Recording { outcome: Outcome::Proxy, proxy, ..pays("斯琴") };
        assert_eq!(refused(&mut two, through), [Rule::Proxy], "{name}");
    }
    // The form knows it too.
    let others = two
        .store
        .form(who(2), gift(EntryId(Uuid::from_u128(1)), who(2), 2024).round, today())
        .unwrap()
        .others;
    assert_eq!(others, ["程连福".into(), "布仁".into()]);
    assert_eq!(refused(&mut two, pays("斯琴")), []);
    // A name that was taken back was a slip, whoever bears it.
    rename(&mut two, 1, "高娃");
    let look = two.store.last_act(today()).unwrap().unwrap();
    two.commit(&look.way.unwrap().op("记错".into(), || unreachable!("nothing is reversed"))).unwrap();
    let others = two
        .store
        .form(who(1), gift(EntryId(Uuid::from_u128(1)), who(1), 2024).round, today())
        .unwrap()
        .others;
    assert_eq!(others, ["程连富".into()]);
}

#[test]
fn a_roster_that_renames_and_a_merge_hide_no_former_name() {
    let mut two = Two::new();
    let entry = RosterEntry {
        name: "布仁巴图".into(),
        id_number: IdNumber::from_stored(ID),
        birth: None,
        phone: None,
        groups: Vec::new(),
        ..person(0, 0)
    };
    import_on(today(), &mut two.store, [entry].into_iter());
    assert_eq!(two.store.recipient(who(2)).unwrap().name.as_str(), "布仁巴图");
    assert_eq!(refused(&mut two, pays("程连福")), [Rule::SelfPaid]);
    two.merge();
    let to_one = Recording { recipient: who(1), ..pays("程连福") };
    assert_eq!(refused(&mut two, to_one), [Rule::SelfPaid]);
}

#[test]
fn a_setting_goes_under_no_later_one() {
    let mut two = Two::new();
    let mut set = |value: &'static str, on| {
        let op = Op::Set { key: "two_handlers".into(), value: value.into() };
        two.store.commit(&op, &ctx(on)).map(drop)
    };
    let before = today().pred_opt().unwrap();
    set("off", today()).unwrap();
    set("on", today()).unwrap();
    let under = Err(RegisterError::Day(DayDoubt::UnderSetting { today: before, last: today() }));
    assert_eq!(set("off", before), under);
    assert_eq!(set("off", today()), Ok(()), "from its own day on it may change again");
}

/// Nobody is called by a number.
#[test]
fn a_number_is_no_handler() {
    let mut two = Two::new();
    for name in ["13847951234", "——", "1"] {
        let told = two.commit(&Op::AddHandlers(vec![name.into()])).map(drop);
        assert_eq!(told, Err(RegisterError::Person(vec![PersonRule::Name.into()])), "{name}");
    }
    two.commit(&Op::AddHandlers(vec!["萨仁高娃".into()])).unwrap();
}

/// The form proposes the handlers of the last call, and those are not asked about: whoever ended since is.
#[test]
fn whoever_ended_is_asked_about_though_the_last_call_named_him() {
    let mut two = Two::new();
    assert_eq!(refused(&mut two, pays("斯琴")), []);
    let day_before = today().pred_opt().unwrap();
    two.commit(&Op::EndHandler { name: "斯琴".into(), on: day_before }).unwrap();
    let next = Recording { id: EntryId(Uuid::from_u128(78)), recipient: who(1), ..pays("斯琴") };
    let form = two.store.form(who(1), next.round, today()).unwrap();
    assert_eq!(form.handlers, ["赵志强".into()]);
    assert!(refused(&mut two, next).contains(&Rule::NewHandler));
}
