//! Protects the numbers of sheets, the ids of what they record, and the keying by exceptions.

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, day).unwrap()
}

/// A sheet of so many lines of 1,000 yuan and more.
pub(in crate::domain) fn sheet(lines: u32) -> SignSheet {
    let line = |no: u32| PrintedLine {
        no,
        page: 1,
        recipient: RecipientId(Uuid::from_u128(u128::from(no))),
        name: "程连富".into(),
        cash: Fen::new(100_000 + i64::from(no)),
        goods: "米面油 1 份".into(),
        goods_value: Fen::new(16_000),
    };
    SignSheet {
        number: SheetNumber::new("018f6a2b-7c3d-7e4f-8a9b-0c1d2e3f2a9c", 128),
        device: "018f6a2b-7c3d-7e4f-8a9b-0c1d2e3f2a9c".into(),
        round: "2024-spring".parse().unwrap(),
        place: "桑根达来镇".into(),
        printed_on: day(1),
        lines: (1..=lines).map(line).collect(),
    }
}

#[test]
fn a_number_is_read_as_it_is_printed_in_either_width() {
    let number = sheet(1).number;
    assert_eq!(number.to_string(), "3F2A9C-128");
    for told in ["3F2A9C-128", " 3f2a9c-128 ", "３Ｆ２Ａ９Ｃ－１２８"] {
        assert_eq!(told.parse(), Ok(number.clone()), "{told}");
    }
    for told in ["", "128", "3F2A9-128", "3F2A9G-128", "3F2A9C-0", "3F2A9C--1", "3F2A9C-+1"] {
        assert_eq!(told.parse::<SheetNumber>(), Err(()), "{told}");
    }
    assert!(number.is_of("018f6a2b-7c3d-7e4f-8a9b-0c1d2e3f2a9c") && !number.is_of("other3F2A9D"));
}

#[test]
fn an_id_is_made_of_the_sheet_the_line_and_the_turn_alone() {
    let (one, again) = (sheet(3), sheet(5));
    assert_eq!(one.entry_id(2, true, 0), again.entry_id(2, true, 0));
    let mut ids = std::collections::BTreeSet::new();
    for line in 1..=3 {
        for gives in [true, false] {
            ids.extend((0..3).map(|turn| one.entry_id(line, gives, turn)));
        }
    }
    assert_eq!(ids.len(), 18);
    assert!(ids.iter().all(|id| id.0.get_version_num() == 8));
}

#[test]
fn exceptions_are_read_as_people_type_them() {
    let sheet = sheet(12);
    let read = excepts("5不在；8代领 王芳 女儿, 7 改期 2.10；9=open", &sheet, day(5)).unwrap();
    let told: Vec<_> = read.iter().map(|one| (one.line, one.outcome, one.day)).collect();
    assert_eq!(
        told,
        [
            (5, Some(Outcome::Absent), None),
            (8, Some(Outcome::Proxy), None),
            (7, Some(Outcome::Deferred), Some(day(10))),
            (9, None, None),
        ]
    );
    assert_eq!(read[1].proxy.as_ref().unwrap().name.as_str(), "王芳");
    // Behind them stands why it was given as printed, where the plan has changed.
    for (typed, told) in [
        ("5不在；理由：定稿前，已经发了", Some("定稿前，已经发了")),
        ("5不在, reason paid before", Some("paid before")),
        ("理由 补发", Some("补发")),
        ("5不在；理由", None),
        ("5不在", None),
    ] {
        assert_eq!(reason(typed).as_deref(), told, "{typed}");
        assert!(excepts(typed, &sheet, day(5)).unwrap().len() < 2, "{typed}");
    }
    for (typed, error) in [
        ("不在", ExceptError::NoLine("不在".into())),
        ("13不在", ExceptError::UnknownLine(13)),
        ("0不在", ExceptError::UnknownLine(0)),
        ("5好", ExceptError::UnknownResult("好".into())),
        ("5不在；5拒领", ExceptError::Repeated(5)),
        ("8代领 王芳", ExceptError::NoProxy(8)),
        ("7改期", ExceptError::NoDay(7)),
        ("7改期 节后", ExceptError::NoDay(7)),
        ("5不在 家", ExceptError::Surplus(5)),
    ] {
        assert_eq!(excepts(typed, &sheet, day(5)), Err(error), "{typed}");
    }
}

#[test]
fn the_total_is_that_of_the_lines_that_gave() {
    let sheet = sheet(4);
    let excepts = excepts("2不在；3代领 王芳 女儿；4=open", &sheet, day(5)).unwrap();
    let keyed =
        KeyedSheet { handlers: vec!["布仁".into(), "赵志强".into()], on: day(5), excepts, reason: None };
    assert_eq!(keyed.total(&sheet), Fen::new(200_004));
    let rows = keyed.rows(&sheet);
    let told: Vec<_> = rows.iter().map(|row| (row.line, row.outcome, row.cash.get())).collect();
    let expected = [(1, Outcome::Given, 100_001), (2, Outcome::Absent, 0), (3, Outcome::Proxy, 100_003)];
    assert_eq!(told, expected);
    assert!(rows[1].goods.is_none() && rows[0].goods == sheet.lines[0].given_goods());
}
