//! Protects the pairs that may be one human: what two must share, who is not told again, and that a crowd hides nobody.

use super::review::{House, date, id, person};
use super::support::{ctx, day};
use crate::domain::error::RegisterError;
use crate::domain::idcard::IdNumber;
use crate::domain::op::{Answer, Op};
use crate::domain::person::{Assent, Edit, Mend, NewPerson, PersonRule};
use crate::domain::place::TownshipCode;
use crate::domain::review::Likeness;
use crate::domain::roster::{Fault, RosterEntry};
use crate::domain::text::CleanText;
use crate::store::{Ending, ImportSource, RowFate};

/// What two share, and by what they seem one.
#[test]
fn pairs_that_may_be_one_are_told_by_what_they_share() {
    const ID: &str = "152599193202150013";
    type Change = fn(&House);
    let cases: [(&str, Change, Option<Likeness>); 17] = [
        ("nothing but the village", |_| {}, None),
        ("the same number, other names", |h| both(h, "id_key", [ID, ID]), Some(Likeness::SameId)),
        ("one name, a digit off", |h| named(h, "id_key", [ID, "152599193202150033"]), Some(Likeness::LikeId)),
        (
            "one name, two digits swapped",
            |h| named(h, "id_key", [ID, "152599193220150013"]),
            Some(Likeness::LikeId),
        ),
        (
            "one name, another check digit",
            |h| named(h, "id_key", [ID, "152599193202150014"]),
            Some(Likeness::LikeId),
        ),
        ("one name, three digits off", |h| named(h, "id_key", [ID, "152599193202151123"]), None),
        ("other names, a digit off", |h| both(h, "id_key", [ID, "152599193202150033"]), None),
        ("one name and birth date", |h| named(h, "birth", ["1932-02-15"; 2]), Some(Likeness::SameBirth)),
        ("one name, other birth dates", |h| named(h, "birth", ["1932-02-15", "1932-02-16"]), None),
        ("one name, one phone", |h| named(h, "phone", ["13847900001"; 2]), Some(Likeness::SamePhone)),
        ("other names, one phone", |h| both(h, "phone", ["13847900001"; 2]), Some(Likeness::SamePhone)),
        ("one card", |h| both(h, "card", ["6217000000000001234"; 2]), Some(Likeness::SameCard)),
        (
            "one name, one without number, the village",
            |h| unnumbered(h, ["程连富"; 2]),
            Some(Likeness::SamePerson),
        ),
        (
            "names that sound alike, the village",
            |h| unnumbered(h, ["程连富", "程莲富"]),
            Some(Likeness::SoundsAlike),
        ),
        (
            "names of one with and without a dot",
            |h| unnumbered(h, ["巴图·孟克", "巴图•孟克"]),
            Some(Likeness::SamePerson),
        ),
        (
            "names that sound alike, both numbered",
            |h| {
                h.rename(2, "程连富");
                h.rename(4, "程莲富");
            },
            None,
        ),
        (
            "one name, no number, another village",
            |h| {
                unnumbered(h, ["程连富"; 2]);
                h.set(4, "village", Some("1"));
                h.store
                    .conn
                    .execute(
                        "UPDATE recipient SET village = (SELECT max(local_id) FROM village) WHERE id = ?1",
                        [id(4).to_string()],
                    )
                    .unwrap();
            },
            None,
        ),
    ];
    for (what, change, expected) in cases {
        let house = House::new([
            person(2, "王玉兰"),
            person(4, "张三"),
            NewPerson { village: "新村".into(), ..person(6, "李四") },
        ]);
        change(&house);
        let found = house.doubles(None);
        let pair = expected.map(|why| (why, id(2).to_string(), id(4).to_string()));
        assert_eq!(found, Vec::from_iter(pair), "{what}");
        assert_eq!(house.doubles(Some("152530100")).len(), found.len(), "{what}");
        assert_eq!(house.doubles(Some("152530101")), [], "{what}");
        // One who turned out to be the other is nobody to compare.
        house.store.conn.execute("UPDATE recipient SET merged_into = 1 WHERE local_id = 2", []).unwrap();
        assert_eq!(house.doubles(None), [], "{what}");
    }
}

fn both(house: &House, column: &str, values: [&str; 2]) {
    for (n, value) in [2, 4].into_iter().zip(values) {
        house.set(n, column, Some(value));
        if column == "id_key" {
            house.set(n, "birth", None);
        }
    }
}

fn named(house: &House, column: &str, values: [&str; 2]) {
    house.rename(2, "程连富");
    house.rename(4, "程连富");
    both(house, column, values);
}

/// The first one keeps the number.
fn unnumbered(house: &House, names: [&str; 2]) {
    for (n, name) in [2, 4].into_iter().zip(names) {
        house.rename(n, name);
        house.set(n, "birth", None);
    }
    house.set(4, "id_number", None);
    house.set(4, "id_key", None);
}

#[test]
fn who_was_said_to_be_another_human_is_not_told_again() {
    let double = Some(CleanText::from("两人的证都看过"));
    let twin = |n, birth| NewPerson {
        id_number: None,
        birth: Some(birth),
        assent: Assent { double: double.clone(), reason: None },
        ..person(n, "程连富")
    };
    let mut house = House::new([twin(2, date(1940, 1, 1)), twin(4, date(1940, 1, 1))]);
    assert_eq!(house.doubles(None), []);
    // Whoever comes later, and was not asked about, is told with both.
    house.commit(&Op::AddPerson(Box::new(person(6, "张三"))));
    house.rename(6, "程连富");
    house.set(6, "birth", Some("1940-01-01"));
    assert_eq!(house.doubles(None).len(), 2);
    // By mending too it can be said, of those who are there that day.
    let rev = house.store.recipient(id(6)).unwrap().rev;
    let edit = Edit {
        phone: Some(CleanText::unmasked("16400000099")),
        birth: Mend::Set(date(1940, 1, 2)),
        assent: Assent { double, reason: Some("证件如此".into()) },
        ..Edit::default()
    };
    house.commit(&Op::Edit { id: id(6), rev, edit: Box::new(edit) });
    house.set(6, "birth", Some("1940-01-01"));
    assert_eq!(house.doubles(None), []);
}

/// Among so many of one name and place that nobody is compared with all the others.
#[test]
fn a_crowd_of_namesakes_hides_no_pair() {
    let house = House::new([person(1, "程连富"), NewPerson { village: "".into(), ..person(2, "王玉兰") }]);
    let sql = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 2000)
         INSERT INTO recipient (id, kind, name, pinyin, birth, id_number, id_key, phone, township, village, entered_on)
         SELECT printf('00000000-0000-0000-0001-%012d', n), 'person', '程连富', 'chenglianfu',
                date('1900-01-01', n || ' days'), '152599' || strftime('%Y%m%d', '1900-01-01', n || ' days') || '0010',
                '152599' || strftime('%Y%m%d', '1900-01-01', n || ' days') || printf('%03d', n * 7 % 1000) || '0',
                printf('165%08d', n), township, village, '2024-02-02' FROM n, recipient WHERE recipient.local_id = 1";
    house.store.conn.execute(sql, []).unwrap();
    let before = house.doubles(None).len();
    let of = |n: usize| format!("00000000-0000-0000-0001-{n:012}");
    let set = |n: usize, column: &str, value: &str| {
        let sql = format!("UPDATE recipient SET {column} = ?1 WHERE id = ?2");
        house.store.conn.execute(&sql, (value, of(n))).unwrap();
    };
    set(100, "phone", "16500001900");
    set(300, "birth", "1902-12-31");
    set(500, "birth", "1902-12-31");
    let found = house.doubles(None);
    let pair = |why, one, other| found.contains(&(why, of(one), of(other)));
    assert!(pair(Likeness::SamePhone, 100, 1900), "{found:?}");
    assert!(pair(Likeness::SameBirth, 300, 500), "{found:?}");
    assert!(found.len() > before);
}

/// By a command or on the screen: two that were told apart are no pair, and each may be one of another.
#[test]
fn two_that_were_told_apart_are_not_listed_again() {
    let mut house = House::new([person(2, "王玉兰"), person(4, "张三"), person(6, "李四")]);
    for n in [2, 4, 6] {
        house.rename(n, "程连富");
        house.set(n, "birth", Some("1940-01-01"));
    }
    assert_eq!(house.doubles(None).len(), 3);
    let apart = Op::TellApart { one: id(4), other: id(2), reason: "两人的证都看过".into() };
    house.commit(&apart);
    let told = |house: &House, one, other| {
        house.doubles(None).contains(&(Likeness::SameBirth, id(one).to_string(), id(other).to_string()))
    };
    assert_eq!([told(&house, 2, 4), told(&house, 2, 6), told(&house, 4, 6)], [false, true, true]);
    // Said twice, whoever comes first, it stands once.
    let again = Op::TellApart { one: id(2), other: id(4), reason: "又问了一次".into() };
    let answer = house.store.commit(&again, &super::support::ctx(super::support::day(2024))).unwrap().answer;
    assert_eq!(answer, Answer::Registered(id(2)));
    for (other, reason) in [(id(2), ""), (id(4), "自己"), (id(99), "不在")] {
        let wrong = Op::TellApart { one: id(4), other, reason: reason.into() };
        assert!(house.store.commit(&wrong, &super::support::ctx(super::support::day(2024))).is_err());
    }
    // The same number was said to be right.
    let number = "152599193202150013";
    for n in [2, 4] {
        house.set(n, "id_number", Some(number));
        house.set(n, "id_key", Some(number));
    }
    assert!(!house.store.check().unwrap().iter().any(|one| one.rule == "same_id_number"));
}

/// The village of one of two namesakes is not known, nor a number or a birth date of both: asked, warned and listed.
#[test]
fn namesakes_whom_nothing_tells_apart_are_asked_warned_and_listed() {
    let twin =
        |village: &'static str| NewPerson {
            village: village.into(), id_number: None, ..person(4, "程连富")
        };
    let (placed, unplaced) = (twin("敖包图嘎查"), twin(""));
    let other_town = TownshipCode("152530101".into());
    let cases: [(NewPerson, NewPerson, bool); 7] = [
        (placed.clone(), unplaced.clone(), true),
        (unplaced.clone(), placed.clone(), true),
        (person(4, "程连富"), unplaced.clone(), true),
        (unplaced.clone(), person(4, "程连富"), true),
        (placed.clone(), twin("新村"), false),
        (person(4, "程连富"), NewPerson { birth: Some(date(1950, 1, 1)), ..unplaced.clone() }, false),
        (placed, NewPerson { township: other_town, ..unplaced }, false),
    ];
    for (n, (first, second, asked)) in cases.into_iter().enumerate() {
        let mut house = House::new([first]);
        let second = NewPerson { id: id(6), phone: None, ..second };
        let today = ctx(day(2024));
        let refused = house.store.commit(&Op::AddPerson(Box::new(second.clone())), &today);
        let rules = match refused {
            Err(RegisterError::Person(found)) => found.iter().map(|one| one.rule).collect(),
            Ok(_) => Vec::new(),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(rules, if asked { vec![PersonRule::SamePerson] } else { Vec::new() }, "{n}");
    }
    // By another way in they are a pair all the same, among few and in a crowd.
    let house = House::new([
        person(2, "王玉兰"),
        NewPerson { village: "".into(), id_number: None, ..person(4, "张三") },
    ]);
    for n in [2, 4] {
        house.rename(n, "程连富");
    }
    let pair = (Likeness::SamePerson, id(2).to_string(), id(4).to_string());
    assert_eq!(house.doubles(None), [pair]);
}

/// A roster warns of such a newcomer, whichever of the two comes first, in a crowd of the name too.
#[test]
fn a_roster_warns_of_a_newcomer_whom_nothing_tells_apart() {
    let row = |n: u64, village: &'static str, id_number: Option<&str>, birth| RosterEntry {
        row: n,
        name: "程连富".into(),
        village: Some(village).filter(|village| !village.is_empty()).map(Into::into),
        id_number: id_number.and_then(IdNumber::from_stored),
        birth,
        phone: None,
        ..super::support::person(0, 0)
    };
    let numbered = || row(1, "新村", Some("152599193202150013"), Some(date(1932, 2, 15)));
    let unplaced = || row(2, "", None, None);
    let crowd = |n: u64| row(n, "新村", None, Some(date(1900, 1, 1) + chrono::Days::new(n)));
    let warned = |rows: Vec<RosterEntry>| {
        let mut house = House::new([]);
        let mut told = Vec::new();
        let name = CleanText::from("test");
        let source = ImportSource::named(&name);
        let next = std::cell::Cell::new(100);
        let mint = || id(next.replace(next.get() + 1));
        let import = house.store.import_with_progress(
            &source,
            &ctx(day(2024)),
            &mint,
            Box::new(|_| true),
            |importer| {
                for row in &rows {
                    let fate = importer.row(row)?;
                    assert!(matches!(fate, RowFate::New), "{}: {fate:?}", row.row);
                    told.extend(importer.take_resemblance().fault.map(|fault| (row.row, fault)));
                }
                Ok::<_, RegisterError>(((), Ending::Keep))
            },
        );
        import.unwrap();
        told
    };
    assert_eq!(warned(vec![numbered(), unplaced()]), [(2, Fault::LikeNamesake)]);
    assert_eq!(warned(vec![unplaced(), numbered()]), [(1, Fault::LikeNamesake)]);
    assert_eq!(warned(vec![numbered(), row(3, "老村", None, None)]), []);
    let crowded = (10..110).map(crowd).chain([unplaced(), row(3, "老村", None, None)]).collect();
    assert_eq!(warned(crowded), [(2, Fault::LikeNamesake), (3, Fault::LikeNamesake)]);
}
