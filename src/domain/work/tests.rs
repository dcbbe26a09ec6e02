//! What rows of work must be, and what they come to.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::counts::{by_month, by_subkind};
use super::*;
use crate::domain::date::Typed;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn row(no: i64, kind: WorkKind, subkind: &'static str, days: Period, details: Details) -> WorkRow {
    let id = EntryId(uuid::Uuid::from_u128(no.unsigned_abs().into()));
    let work =
        NewWork { id, kind, subkind: subkind.into(), title: "甲".into(), days, recipient: None, details };
    WorkRow { no, work, name: CleanText::default(), township: CleanText::default(), entered_on: days.from }
}

#[test]
fn tables_name_everything_once() {
    let names = |all: Vec<&str>| all.len() == all.iter().collect::<std::collections::HashSet<_>>().len();
    for of in [WorkKind::code, WorkKind::chinese, WorkKind::english] {
        assert!(names(WorkKind::ALL.iter().map(|kind| of(*kind)).collect()));
    }
    for of in [Field::code, Field::chinese, Field::english, Field::option] {
        assert!(names(Field::ALL.iter().map(|field| of(*field)).collect()));
    }
    assert_eq!(WorkKind::of(WorkFamily::Activity).count(), 15);
    for kind in WorkKind::ALL {
        assert_eq!(WorkKind::parse(kind.chinese()), Some(*kind));
    }
}

#[test]
fn times_are_read_as_bureaux_write_them_and_shown_as_short_as_they_say_all() {
    let today = Typed::on(day("2024-02-02"));
    let read = |said: &str| Period::read(said, |said| today.read(said).ok()).map(|period| period.to_string());
    for (said, told) in [
        ("2023-10-23", "2023-10-23"),
        ("2023-10-23..2023-10-24", "2023-10-23..2023-10-24"),
        ("2023-10-23至2023-10-24", "2023-10-23..2023-10-24"),
        ("2023-10", "2023-10"),
        ("2023年5月", "2023-05"),
        ("2023上半年", "2023-H1"),
        ("2023-H2", "2023-H2"),
        ("2023", "2023"),
        ("２０２３年", "2023"),
        ("昨天", "2024-02-01"),
        ("0115", "2024-01-15"),
        ("2023-02-01..2023-02-28", "2023-02"),
    ] {
        assert_eq!(read(said).as_deref(), Some(told), "{said}");
    }
    for said in ["", "2023-13", "2023-10-24..2023-10-23", "某天", "2023三季度"] {
        assert_eq!(read(said), None, "{said}");
    }
}

#[test]
fn what_stands_against_a_row_is_told_all_at_once() {
    let today = day("2024-02-02");
    let year = Period::year(2023).unwrap();
    let good = row(1, WorkKind::Meeting, "调度会", year, Details::new()).work;
    assert_eq!(faults(&good, today), []);
    let both = Details::from([(Field::Found, FieldValue::Number(3)), (Field::Mended, FieldValue::Number(4))]);
    let found = |kind, days, details: Details| {
        let mut work = row(1, kind, "", days, details).work;
        work.title = CleanText::default();
        faults(&work, today)
    };
    assert_eq!(found(WorkKind::Inspection, year, both.clone()), [WorkFault::Title, WorkFault::Mended]);
    let foreign =
        found(WorkKind::Meeting, Period { from: day("2023-12-30"), to: Some(day("2024-01-02")) }, both);
    assert_eq!(
        foreign,
        [
            WorkFault::Title,
            WorkFault::TwoYears,
            WorkFault::Foreign(Field::Found),
            WorkFault::Foreign(Field::Mended),
            WorkFault::Mended
        ]
    );
    let open = Period { from: day("2024-02-03"), to: None };
    assert_eq!(
        found(WorkKind::Confirm, open, Details::new()),
        [WorkFault::Future, WorkFault::Open, WorkFault::Nobody, WorkFault::Year]
    );
    assert_eq!(
        found(WorkKind::Facility, Period::day(today), Details::new()),
        [WorkFault::Title, WorkFault::Subkind]
    );
}

/// Whatever is added or taken away, the figures of its kind and subkind move by it and no others.
#[test]
fn a_row_moves_its_own_figures_alone() {
    let number = |field, number| (field, FieldValue::Number(number));
    let money = |field, fen| (field, FieldValue::Money(crate::domain::money::Fen::new(fen)));
    let in_2023 = Period::day(day("2023-05-09"));
    let since = |from: &str, to: Option<&str>| Period { from: day(from), to: to.map(day) };
    let rows = [
        row(1, WorkKind::Meeting, "调度会", in_2023, Details::from([number(Field::Times, 2)])),
        row(2, WorkKind::Meeting, "", in_2023, Details::new()),
        row(
            3,
            WorkKind::Inspection,
            "镇",
            in_2023,
            Details::from([number(Field::Found, 36), number(Field::Mended, 30)]),
        ),
        row(
            4,
            WorkKind::Facility,
            "社区服务站",
            since("2020-01-01", None),
            Details::from([number(Field::Staff, 1), money(Field::Funds, 150_000)]),
        ),
        row(5, WorkKind::Role, "兵支书", since("2020-01-01", Some("2022-12-31")), Details::new()),
        row(
            6,
            WorkKind::Matter,
            "",
            since("2023-03-01", Some("2024-01-05")),
            Details::from([number(Field::People, 2)]),
        ),
        row(
            7,
            WorkKind::Matter,
            "",
            since("2022-03-01", Some("2023-01-05")),
            Details::from([number(Field::People, 9)]),
        ),
        row(8, WorkKind::Meeting, "调度会", Period::day(day("2024-05-09")), Details::new()),
    ];
    let all = by_subkind(&rows, 2023);
    let meeting = &all[&(WorkKind::Meeting, "调度会".to_owned())];
    assert_eq!(
        (meeting.rows, meeting.times, meeting.people, meeting.numbers.as_slice()),
        (1, 2, 0, &[1][..])
    );
    let matter = &all[&(WorkKind::Matter, String::new())];
    assert_eq!((matter.rows, matter.people, matter.settled), (1, 2, 0), "settled in the year after");
    for (at, left) in rows.iter().enumerate() {
        let others = rows.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, row)| row);
        let without = by_subkind(others, 2023);
        let moved: BTreeMap<_, _> = all.iter().filter(|(key, sum)| without.get(key) != Some(sum)).collect();
        let own = (left.work.kind, left.work.subkind.to_string());
        let counts = counts::counts_in(left, 2023);
        assert_eq!(
            moved.keys().copied().cloned().collect::<Vec<_>>(),
            if counts { vec![own.clone()] } else { vec![] }
        );
        if counts {
            let before = without.get(&own).cloned().unwrap_or_default();
            assert_eq!(all[&own].times - before.times, left.times());
            assert_eq!(all[&own].people - before.people, left.people());
        }
    }
    assert_eq!(by_month(&rows, 2023)[&WorkKind::Meeting][4], 3);
}

#[test]
fn a_line_is_read_as_it_is_typed() {
    let id = EntryId(uuid::Uuid::nil());
    let today = day("2024-02-02");
    let typed = |said: &str| line::read(said, today, id);
    let read = |said: &str| typed(said).map(|typed| typed.work);
    let work = read("培训 兵支书培训 2023-10-23..2023-10-24 人数=23 地点=党校").unwrap();
    assert_eq!(
        (work.kind, work.title.as_str(), work.days.to_string().as_str()),
        (WorkKind::Training, "兵支书培训", "2023-10-23..2023-10-24")
    );
    assert_eq!(work.details[&Field::People], FieldValue::Number(23));
    let station = read("阵地 社区服务站 新城站 2020-01-01 年度经费=1500").unwrap();
    assert_eq!(
        (station.subkind.as_str(), station.title.as_str(), station.days.to),
        ("社区服务站", "新城站", None)
    );
    assert_eq!(read("会议 例会").unwrap().days, Period::day(today));
    assert_eq!(read("聚餐 x"), Err(line::LineFault::Kind));
    for day in ["2024-03-99", "2024-13", "2024/2/30"] {
        let said = format!("来访 王某 {day} 人数=2");
        assert_eq!(read(&said), Err(line::LineFault::Day(day.into())), "{day}");
    }
    let told = typed("年度确认 冯雪 方式=上门 健在").unwrap();
    assert_eq!((told.whom.as_deref(), told.work.title.as_str()), (Some("冯雪"), "健在"));
    assert_eq!(told.work.details[&Field::Year], FieldValue::Number(2024));
    let plaque = typed("证牌 光荣牌 王晓山 2024-01-05").unwrap();
    assert_eq!((plaque.whom.as_deref(), plaque.work.subkind.as_str()), (Some("王晓山"), "光荣牌"));
    assert_eq!(typed("诉求"), Err(line::LineFault::Row(vec![WorkFault::Nobody])));
    assert_eq!(typed("诉求 王晓山"), Err(line::LineFault::Row(vec![WorkFault::Title])));
    assert_eq!(
        read("人员 兵支书 152599195208010013"),
        Err(line::LineFault::Row(vec![WorkFault::NumberAsName]))
    );
    assert_eq!(read("会议 例会 发现问题=3"), Err(line::LineFault::Name("发现问题".into())));
    assert!(matches!(read("会议 例会 次数=三"), Err(line::LineFault::Value(Field::Times, _))));
    assert_eq!(read("会议 2024-03-01 例会"), Err(line::LineFault::Row(vec![WorkFault::Future])));
}

#[test]
fn what_ends_a_row_is_read_as_it_is_typed() {
    let today = day("2024-02-02");
    let open = |kind| {
        let days = Period { from: day("2024-01-05"), to: None };
        let recipient = Some(crate::domain::ids::RecipientId(uuid::Uuid::nil()));
        NewWork { recipient, ..row(1, kind, "", days, Details::new()).work }
    };
    let end = |kind, said: &str| line::read_end(&open(kind), said, today);
    let settled = end(WorkKind::Matter, "2024-01-20 已化解").unwrap();
    assert_eq!(settled.until, Some(day("2024-01-20")));
    assert_eq!(settled.details[&Field::Result], FieldValue::Words("已化解".into()));
    assert_eq!(end(WorkKind::Need, "满意度=满意").unwrap().until, Some(today));
    let mut plaque = open(WorkKind::Attribute);
    plaque.subkind = "光荣牌".into();
    let replaced = line::read_end(&plaque, "更换日期=2024-01-30", today).unwrap();
    assert_eq!((replaced.until, replaced.details.len()), (None, 1), "it hangs on");
    assert_eq!(end(WorkKind::Matter, "2024-01-04"), Err(line::LineFault::Row(vec![WorkFault::Order])));
    let done = row(1, WorkKind::Meeting, "", Period::day(today), Details::new()).work;
    assert_eq!(line::read_end(&done, "", today), Err(line::LineFault::Text));
    assert_eq!(line::read_end(&done, "改在旗政府", today).unwrap().until, None);
}
