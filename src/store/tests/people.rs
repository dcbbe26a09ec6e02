//! People added and mended by hand: one human stays one recipient, and whatever rests on the facts follows them.

use chrono::NaiveDate;
use uuid::Uuid;

use super::support::{RARE, banner, ctx, day, spring};
use crate::domain::banner::Category;
use crate::domain::error::RegisterError;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::op::{Answer, Op};
use crate::domain::person::{Assent, NewPerson, PersonRule};
use crate::domain::person::{Edit, Mend};
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, Household, Sex};
use crate::domain::round::Group;
use crate::domain::text::CleanText;
use crate::store::Store;

const ID: &str = "152599193202150013";
/// Of the same person, as the first generation bore it.
const OLD_ID: &str = "152599320215001";

fn id(n: u128) -> RecipientId {
    RecipientId(Uuid::from_u128(n + (7 << 100)))
}

fn number(text: &str) -> Option<IdNumber> {
    IdNumber::from_stored(text)
}

fn held(label: &'static str, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Held {
    Held { label: label.into(), from, until }
}

fn person(n: u128, name: &'static str) -> NewPerson {
    NewPerson {
        id: id(n),
        name: name.into(),
        sex: None,
        birth: None,
        id_number: None,
        phone: None,
        card: None,
        township: TownshipCode("152530100".into()),
        village: "敖包图嘎查".into(),
        address: None,
        household: None,
        note: None,
        groups: Vec::new(),
        categories: Vec::new(),
        assent: Assent::default(),
    }
}

fn first() -> NewPerson {
    NewPerson {
        id_number: number(ID),
        phone: Some(CleanText::unmasked("13847900001")),
        card: Some(CleanText::unmasked("6217000000000001234")),
        address: Some("东街 3 号".into()),
        household: Some(Household::Rural),
        note: Some("听力不好".into()),
        groups: vec![held("烈士遗属", None, None)],
        ..person(1, "程连富")
    }
}

struct House {
    store: Store,
    _folder: tempfile::TempDir,
}

impl House {
    /// One round is open, and nobody is registered.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut banner = banner();
        banner.categories =
            ["烈士遗属", "残疾军人"].map(|name| Category { name: name.into(), aliases: Vec::new() }).to_vec();
        banner.groups.push(Group { name: "驻旗部队".into(), units: true, first: None });
        let mut store = Store::create(&folder.path().join("r.db"), &banner, "test", &ctx(day(2024))).unwrap();
        let round = store.round(spring(2024)).unwrap();
        store.commit(&Op::CreateRound(round), &ctx(day(2024))).unwrap();
        Self { store, _folder: folder }
    }

    fn add(&mut self, person: NewPerson) -> Result<Answer, Vec<PersonRule>> {
        let answer = self.store.commit(&Op::AddPerson(Box::new(person)), &ctx(day(2024)));
        let answer = answer.map(|receipt| receipt.answer).map_err(rules);
        assert_eq!(self.store.check().unwrap(), []);
        answer
    }

    fn edit(&mut self, n: u128, edit: Edit) -> Result<(), Vec<PersonRule>> {
        let rev = self.store.recipient(id(n)).unwrap().rev;
        let answer = self.store.commit(&Op::Edit { id: id(n), rev, edit: Box::new(edit) }, &ctx(day(2024)));
        assert_eq!(self.store.check().unwrap(), []);
        answer.map(drop).map_err(rules)
    }

    fn audit(&self) -> (String, Option<String>, String) {
        let sql = "SELECT action, before, after FROM audit ORDER BY local_id DESC LIMIT 1";
        self.store.conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap()
    }

    fn due(&self) -> u64 {
        let sql = "SELECT count(*) FROM standing WHERE rank <= 1";
        self.store.conn.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn found(&self, key: &str) -> bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM search_key WHERE key = ?1)";
        self.store.conn.query_row(sql, [key], |row| row.get(0)).unwrap()
    }
}

fn rules(error: RegisterError) -> Vec<PersonRule> {
    let RegisterError::Person(objections) = error else { panic!("{error:?}") };
    objections.into_iter().map(|one| one.rule).collect()
}

fn because(reason: &'static str) -> Assent {
    Assent { double: Some(reason.into()), reason: Some(reason.into()) }
}

#[test]
fn a_person_is_added_with_every_fact_and_is_due() {
    let mut house = House::new();
    assert_eq!(house.add(first()), Ok(Answer::Added(id(1))));
    let card = house.store.recipient(id(1)).unwrap();
    assert_eq!(
        (card.sex, card.birth_year, card.household),
        (Some(Sex::Male), Some(1932), Some(Household::Rural))
    );
    assert_eq!(card.id_masked.as_deref(), Some("152599********0013"));
    assert_eq!(card.phone_masked.as_deref(), Some("138****0001"));
    assert_eq!((card.village.as_deref(), card.address.as_deref()), (Some("敖包图嘎查"), Some("东街 3 号")));
    assert_eq!(card.groups, [held("烈士遗属", None, None)]);
    assert_eq!(house.due(), 1);
    assert!(house.found("+13847900001") && house.found("程连富"));
    let (action, before, after) = house.audit();
    assert_eq!((action.as_str(), before), ("add_person", None));
    assert!(after.contains("1932-02-15") && after.contains("6217000000000001234"), "{after}");
}

#[test]
fn one_human_is_added_once() {
    use PersonRule::{
        BirthDiffers, Card, CheckDigit, Days, GroupKind, IdOfAnother, LikeId, Name, Phone, Registered,
        SameBirth, SamePerson, SamePhone, SexDiffers,
    };
    let mut house = House::new();
    house.add(first()).unwrap();
    let phone = || Some(CleanText::unmasked("13847900001"));
    let born = NaiveDate::from_ymd_opt(1932, 2, 15);
    let other_township = TownshipCode("152530101".into());
    for (n, new, expected) in [
        // The same act once more, the same person told again, in either form of the number.
        (0, first(), Ok(Answer::Registered(id(1)))),
        (1, NewPerson { id: id(2), ..first() }, Ok(Answer::Registered(id(1)))),
        (2, NewPerson { id_number: number(OLD_ID), ..person(2, "程连富") }, Ok(Answer::Registered(id(1)))),
        (3, NewPerson { id_number: number(ID), ..person(2, "程 连富") }, Ok(Answer::Registered(id(1)))),
        (
            4,
            NewPerson { id_number: number(ID), note: Some("x".into()), ..person(2, "程连富") },
            Err(vec![Registered]),
        ),
        (5, NewPerson { id_number: number(OLD_ID), ..person(2, "王晓山") }, Err(vec![IdOfAnother])),
        (6, NewPerson { id_number: number("15259919320215003X"), ..person(2, "程连富") }, Err(vec![LikeId])),
        (
            7,
            NewPerson { id_number: number("152599193202150014"), ..person(2, "程连富") },
            Err(vec![LikeId, CheckDigit('3')]),
        ),
        (
            8,
            NewPerson { birth: born, township: other_township.clone(), ..person(2, "程连富") },
            Err(vec![SameBirth]),
        ),
        (9, person(2, "程连富"), Err(vec![SamePerson])),
        (10, NewPerson { phone: phone(), ..person(2, "王晓山") }, Err(vec![SamePhone])),
        (
            11,
            NewPerson {
                id_number: number("152599194309150026"),
                sex: Some(Sex::Male),
                birth: born,
                ..person(2, "王")
            },
            Err(vec![BirthDiffers, SexDiffers]),
        ),
        (12, person(2, "…"), Err(vec![Name])),
        (
            13,
            NewPerson { phone: Some("138x".into()), card: Some("12".into()), ..person(2, "王") },
            Err(vec![Phone, Card]),
        ),
        (
            14,
            NewPerson { groups: vec![held("驻旗部队", None, None)], ..person(2, "王") },
            Err(vec![GroupKind]),
        ),
        (
            15,
            NewPerson { groups: vec![held(RARE, Some(day(2024)), Some(day(2023)))], ..person(2, "王") },
            Err(vec![Days]),
        ),
    ] {
        assert_eq!(house.add(new), expected, "{n}");
    }
    assert_eq!(house.store.conn.query_row("SELECT count(*) FROM recipient", [], |row| row.get(0)), Ok(1));
    // What was asked about goes in with a reason, which is kept; what is impossible never does.
    for (more, new) in (2..).zip([
        NewPerson { id_number: number(ID), ..person(2, "王晓山") },
        NewPerson { phone: phone(), ..person(3, "乌云") },
        NewPerson { id_number: number("152599193212250018"), ..person(4, "程连富") },
        person(5, "程连富"),
    ]) {
        let new = NewPerson { assent: because("两人的证都看过"), ..new };
        assert_eq!(house.add(new), Ok(Answer::Added(id(more))));
        let (_, _, after) = house.audit();
        assert!(after.contains(r#""confirmed":"两人的证都看过""#), "{after}");
    }
    let wrong =
        NewPerson {
            assent: because("x"), groups: vec![held("驻旗部队", None, None)], ..person(9, "王")
        };
    assert_eq!(house.add(wrong), Err(vec![GroupKind]));
    // Whoever is far enough away is somebody else.
    let far = NewPerson {
        id_number: number("152599194309150026"),
        township: other_township,
        ..person(8, "程连富")
    };
    assert_eq!(house.add(far), Ok(Answer::Added(id(8))));
}

#[test]
fn every_fact_is_mended_and_what_rests_on_it_follows() {
    let mut house = House::new();
    house.add(first()).unwrap();
    let all = Edit {
        name: Some("程 连⻢".into()),
        id_number: Mend::Set(IdNumber::from_stored("152599194309150026").unwrap()),
        household: Mend::Set(Household::Urban),
        card: Some(CleanText::unmasked("6228480000000009999")),
        phone: Some(CleanText::unmasked("15047900002")),
        township: Some(TownshipCode("152530101".into())),
        village: Some("新村".into()),
        note: Some("".into()),
        groups: Some(vec![held("烈士遗属", None, Some(day(2024)))]),
        categories: Some(vec![held("残疾军人", Some(day(2020)), None)]),
        assent: Assent { reason: Some("照身份证改".into()), ..Assent::default() },
        ..Edit::default()
    };
    house.edit(1, all).unwrap();
    let card = house.store.recipient(id(1)).unwrap();
    // Birth and sex go with the number that told them.
    assert_eq!((&*card.name, card.sex, card.birth_year), ("程连马", Some(Sex::Female), Some(1943)));
    assert_eq!((card.household, card.note), (Some(Household::Urban), None));
    assert_eq!(card.categories, [held("残疾军人", Some(day(2020)), None)]);
    assert!(house.found("程连马") && house.found("+15047900002"));
    assert!(!house.found("程连富") && !house.found("+13847900001"));
    assert_eq!(house.due(), 1, "until its last day");
    let count = |sql: &str| house.store.conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM former_place"), 1);
    let (action, before, after) = house.audit();
    let before = before.unwrap();
    assert_eq!(action, "edit");
    for (was, is) in [
        ("程连富", "程连马"),
        (ID, "152599194309150026"),
        ("1932-02-15", "1943-09-15"),
        ("6217000000000001234", "6228480000000009999"),
        ("13847900001", "15047900002"),
        ("rural", "urban"),
        ("\"male\"", "female"),
    ] {
        assert!(before.contains(was) && after.contains(is) && !after.contains(was), "{was} {before} {after}");
    }
    assert!(after.contains(r#""reason":"照身份证改""#), "{after}");
}

#[test]
fn mending_asks_what_adding_asks_and_nothing_twice() {
    use PersonRule::{BirthDiffers, CheckDigit, GroupKind, IdOfAnother, SamePhone};
    let mut house = House::new();
    house.add(first()).unwrap();
    house.add(person(2, "王晓山")).unwrap();
    let phone = || Some(CleanText::unmasked("13847900001"));
    for (n, edit, expected) in [
        (0, Edit { phone: phone(), ..Edit::default() }, vec![SamePhone]),
        (1, Edit { id_number: Mend::Set(number(OLD_ID).unwrap()), ..Edit::default() }, vec![IdOfAnother]),
        (
            2,
            Edit { id_number: Mend::Set(number("152599194309150021").unwrap()), ..Edit::default() },
            vec![CheckDigit('6')],
        ),
        (3, Edit { groups: Some(vec![held("驻旗部队", None, None)]), ..Edit::default() }, vec![GroupKind]),
    ] {
        assert_eq!(house.edit(2, edit), Err(expected), "{n}");
    }
    let born = NaiveDate::from_ymd_opt(1953, 1, 1).unwrap();
    assert_eq!(house.edit(1, Edit { birth: Mend::Set(born), ..Edit::default() }), Err(vec![BirthDiffers]));
    house.edit(1, Edit { birth: Mend::Set(born), assent: because("证上错了"), ..Edit::default() }).unwrap();
    house.edit(2, Edit { phone: phone(), assent: because("夫妻共用"), ..Edit::default() }).unwrap();
    // What was confirmed once is not asked again by another change.
    house
        .edit(2, Edit { address: Some("西街".into()), village: Some("".into()), ..Edit::default() })
        .unwrap();
    house.edit(1, Edit { note: Some("已核".into()), ..Edit::default() }).unwrap();
    let stale =
        Op::Edit { id: id(1), rev: 1, edit: Box::new(Edit { note: Some("旧".into()), ..Edit::default() }) };
    assert_eq!(house.store.commit(&stale, &ctx(day(2024))), Err(RegisterError::Stale));
}

/// A slip that was withdrawn keeps nobody from being named.
#[test]
fn a_name_that_a_withdrawn_registration_bears_too_means_the_other() {
    let mut house = House::new();
    house.add(person(1, "程连富")).unwrap();
    let named = |house: &House| house.store.resolve("程连富");
    let look = house.store.last_act(day(2024)).unwrap().unwrap();
    let undo = look.way.unwrap().op("误加".into(), || unreachable!("nothing is reversed"));
    house.store.commit(&undo, &ctx(day(2024))).unwrap();
    assert_eq!(named(&house), Ok(id(1)), "alone it is found");
    house.add(person(2, "程连富")).unwrap();
    assert_eq!(named(&house), Ok(id(2)));
}
