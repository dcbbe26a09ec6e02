//! Invented people, as many as asked for, and the register that holds them.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use chrono::NaiveDate;
use muster::clock;
use muster::domain::date::DaySource;
use muster::domain::entry::Purpose;
use muster::domain::gift::Recording;
use muster::domain::holiday::RoundCode;
use muster::domain::idcard::IdNumber;
use muster::domain::ids::{EntryId, RecipientId};
use muster::domain::list::{RosterQuery, Show, Sort};
use muster::domain::money::Fen;
use muster::domain::op::{Op, WriteContext};
use muster::domain::page::Start;
use muster::domain::place::Scope;
use muster::domain::recipient::Kind;
use muster::domain::roster::RosterEntry;
use muster::domain::roster_question::NO_ANSWERS;
use muster::domain::text::CleanText;
use muster::domain::visit::Outcome;
use muster::exchange::roster::{self, ImportOptions, Titles};
use muster::sample;
use muster::store::Store;

const SURNAMES: [&str; 12] =
    ["程", "王", "李", "张", "刘", "陈", "单", "吕", "乌云", "呼日查", "斯琴", "巴图"];
const GIVEN: [&str; 20] = [
    "连",
    "富",
    "国",
    "强",
    "建",
    "军",
    "玉",
    "兰",
    "明",
    "华",
    "志",
    "文",
    "巴特尔",
    "高娃",
    "其木格",
    "桂",
    "英",
    "春",
    "海",
    "山",
];
const TOWNSHIPS: [&str; 9] = [
    "上都镇",
    "桑根达来镇",
    "哈毕日嘎镇",
    "宝绍岱苏木",
    "那日图苏木",
    "赛音呼都嘎苏木",
    "扎格斯台苏木",
    "五一种畜场",
    "黑城子示范区",
];

pub(crate) fn text(text: &str) -> CleanText {
    CleanText::parse(text, 200).unwrap()
}

pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, 2).unwrap()
}

pub(crate) fn round() -> RoundCode {
    "2024-spring".parse().unwrap()
}

pub(crate) fn ctx() -> WriteContext {
    WriteContext {
        today: today(),
        day_source: DaySource::Given,
        now_ms: clock::now_ms(),
        actor: text("bench"),
    }
}

/// An ID number under the unassigned prefix, with its check digit; checked as an import checks it.
fn id_number(n: usize, birth: NaiveDate) -> IdNumber {
    let body = format!("152599{}{:03}", birth.format("%Y%m%d"), n / 20_000 % 1_000);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum as usize % 11];
    IdNumber::parse(&format!("{body}{check}"), today()).unwrap().0
}

/// One person in ten is in a visit group; all have an ID number and a phone.
pub(crate) fn person(n: usize) -> RosterEntry {
    let name = format!("{}{}{}", SURNAMES[n % 12], GIVEN[n / 12 % 20], GIVEN[n / 240 % 20]);
    let birth = NaiveDate::from_num_days_from_ce_opt(690_000 + i32::try_from(n % 20_000).unwrap()).unwrap();
    RosterEntry {
        row: n as u64 + 2,
        kind: Kind::Person,
        name: text(&name),
        sex: None,
        id_number: Some(id_number(n, birth)),
        birth: Some(birth),
        township: text(TOWNSHIPS[n % 9]),
        village: Some(text(&format!("第{}嘎查", n / 9 % 12))),
        categories: Vec::new(),
        groups: group(n).map(text).into_iter().collect(),
        phone: Some(text(&format!("164{n:08}"))),
        card: None,
        address: None,
        note: None,
        remark: None,
        household: None,
    }
}

/// A register with the sample banner, the round created, and nobody in it.
pub(crate) fn empty(path: &Path) -> Store {
    let mut store = Store::create(path, &sample::banner().unwrap(), "bench", &ctx()).unwrap();
    let round = store.round(round()).unwrap();
    store.commit(&Op::CreateRound(round), &ctx()).unwrap();
    store
}

/// Asks for a page of the round in the order of villages.
pub(crate) fn roster(show: Show, start: Start, limit: u32) -> RosterQuery {
    RosterQuery {
        round: Some(round()),
        scope: Scope::Banner,
        show,
        group: None,
        village: None,
        sort: Sort::Village,
        start,
        limit,
    }
}

/// The usual case recorded for somebody.
pub(crate) fn gift(id: EntryId, recipient: RecipientId) -> Op {
    Op::Record(Box::new(Recording {
        id,
        recipient,
        round: round(),
        purpose: Purpose::Visit,
        outcome: Outcome::Given,
        cash: Fen::new(100_000),
        goods: None,
        on: today(),
        handlers: vec![text("布仁"), text("赵志强")],
        proxy: None,
        deferred_to: None,
        needs: None,
        note: None,
        died_on: None,
        reason: None,
    }))
}

/// The groups that a person holds.
pub(crate) fn group(n: usize) -> Option<&'static str> {
    n.is_multiple_of(10).then_some("烈士遗属")
}

/// Writes a roster of so many people as a bureau has it.
pub(crate) fn write_csv(path: &Path, people: usize) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    writeln!(out, "姓名,公民身份号码,苏木镇,嘎查,慰问类别,联系电话").unwrap();
    for n in 0..people {
        let person = person(n);
        writeln!(
            out,
            "{},{},{},{},{},{}",
            person.name,
            person.id_number.unwrap().as_str(),
            person.township,
            person.village.unwrap(),
            group(n).unwrap_or_default(),
            person.phone.unwrap()
        )
        .unwrap();
    }
    out.flush().unwrap();
}

/// Imports so many people as the program does, from a roster in a file.
pub(crate) fn import(store: &mut Store, people: usize) {
    let csv = tempfile::NamedTempFile::new().unwrap();
    write_csv(csv.path(), people);
    let wish = ImportOptions {
        path: csv.path(),
        write: true,
        skip_refused: false,
        rename: false,
        expected: None,
        answers: &NO_ANSWERS,
        titles: Titles { row: "行号", reason: "原因" },
        new_id: &clock::new_recipient_id,
        describe: &|_| String::new(),
    };
    let imported = roster::import(store, &wish, &ctx(), &mut |_| true).unwrap();
    assert!(imported.written);
}
