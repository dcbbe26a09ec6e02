//! Protects what is told of people whom a roster does not name any more, and what ends of them where it is complete.

use super::{Bench, IDS, NAMES};
use crate::support::register::on;
use muster::domain::ids::EntryId;
use muster::domain::op::Op;
use muster::domain::roster::ImportReport;
use muster::domain::roster_question::{Answers, NO_ANSWERS};
use muster::exchange::roster::ImportError;

const HEAD: &str = "姓名|身份证号|苏木镇|优抚类别";

/// Rows of some of the five: who, township, category.
fn rows(people: &[(usize, &str, &str)]) -> Vec<String> {
    let row = |(at, township, label): &(usize, &str, &str)| {
        format!("{}|{}|{township}|{label}", NAMES[*at], IDS[*at])
    };
    std::iter::once(HEAD.to_owned()).chain(people.iter().map(row)).collect()
}

fn put(bench: &mut Bench, name: &str, people: &[(usize, &str, &str)]) {
    let lines = rows(people);
    let path = bench.csv(name, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(bench.try_import(&path, true, &NO_ANSWERS).unwrap().written);
}

fn look(bench: &mut Bench, people: &[(usize, &str, &str)], answers: &Answers) -> ImportReport {
    let lines = rows(people);
    let path = bench.csv("now.csv", &lines.iter().map(String::as_str).collect::<Vec<_>>());
    bench.try_import(&path, false, answers).unwrap()
}

fn missing(report: &ImportReport) -> Vec<&str> {
    assert_eq!(report.missing.count, report.missing.people.len() as u64);
    report.missing.people.iter().map(|one| &*one.whom.name).collect()
}

const FIRST: [(usize, &str, &str); 5] = [
    (0, "上都镇", "烈士遗属"),
    (1, "上都镇", "残疾军人"),
    (2, "上都镇", "烈士遗属"),
    (3, "桑根达来镇", "烈士遗属"),
    (4, "桑根达来镇", "残疾军人"),
];

#[test]
fn who_was_in_an_earlier_roster_of_these_townships_and_labels_is_told() {
    for (named, lacks) in [
        (&FIRST[..], &[][..]),
        (&FIRST[1..], &[NAMES[0]]),
        // Of one township and label only those of it.
        (&FIRST[2..3], &[NAMES[0]]),
        (&FIRST[3..4], &[]),
        // Whoever moved is named.
        (&[(0, "桑根达来镇", "烈士遗属"), (3, "桑根达来镇", "烈士遗属")], &[]),
    ] {
        // Who compares many numbers of one register waits.
        let mut bench = Bench::new();
        put(&mut bench, "first.csv", &FIRST);
        let report = look(&mut bench, named, &NO_ANSWERS);
        assert_eq!(missing(&report), lacks, "{named:?}");
    }
    let mut bench = Bench::new();
    put(&mut bench, "first.csv", &FIRST);
    let report = look(&mut bench, &FIRST[1..], &NO_ANSWERS);
    let one = &report.missing.people[0];
    assert_eq!((&*one.township, one.labels[0].as_str()), ("上都镇", "烈士遗属"));
    assert_eq!(one.whom.id_masked.as_deref(), Some("152599********0117"));
    assert_eq!(one.roster.as_ref().map(|(name, _)| &**name), Some("first.csv"));
    let mut bench = Bench::new();
    put(&mut bench, "first.csv", &FIRST);
    // A row that is refused names somebody all the same.
    let path = bench.csv(
        "bad.csv",
        &[HEAD, &format!("{}|15259919430507011|上都镇|烈士遗属", NAMES[0]), &rows(&FIRST[2..3])[1]],
    );
    assert_eq!(missing(&bench.look(&path)), [""; 0]);
}

#[test]
fn a_roster_without_labels_is_held_against_those_of_its_own_shape() {
    let mut bench = Bench::new();
    put(&mut bench, "first.csv", &FIRST);
    let head = "姓名|身份证号|苏木镇|联系电话";
    let row = |at: usize| format!("{}|{}|上都镇|", NAMES[at], IDS[at]);
    let phones = bench.csv("phones.csv", &[head, &row(0)]);
    assert_eq!(missing(&bench.look(&phones)), [""; 0], "rosters with labels were of another kind");
    let mut bench = Bench::new();
    let first = bench.csv("a.csv", &[head, &row(0), &row(1)]);
    assert!(bench.try_import(&first, true, &NO_ANSWERS).unwrap().written);
    let second = bench.csv("b.csv", &[head, &row(1)]);
    assert_eq!(missing(&bench.look(&second)), [NAMES[0]]);
}

#[test]
fn a_complete_roster_ends_what_others_hold_all_of_it_or_nothing_and_is_undone_as_one() {
    let mut bench = Bench::new();
    put(&mut bench, "first.csv", &FIRST);
    let complete = |what: &[&'static str]| Answers {
        complete: what.iter().map(|one| (*one).into()).collect(),
        ..Answers::default()
    };
    let ends = |report: &ImportReport| -> Vec<String> {
        report.ends.iter().map(|one| format!("{} {}", one.whom.name, one.labels[0])).collect()
    };
    let all = |what: &[&'static str]| {
        let mut bench = Bench::new();
        put(&mut bench, "first.csv", &FIRST);
        ends(&look(&mut bench, &[FIRST[2], FIRST[4]], &complete(what)))
    };
    assert_eq!(all(&["上都镇"]), ["程小福 烈士遗属", "乌云其木格 残疾军人"]);
    assert_eq!(all(&["烈士遗属"]), ["程小福 烈士遗属", "单国强 烈士遗属"]);
    assert_eq!(all(&["烈属", "152530101"]), ["单国强 烈士遗属"]);
    let lines = rows(&FIRST[2..3]);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let path = bench.csv("one.csv", &lines);
    for (what, names) in [("残疾军人", true), ("哈毕日嘎镇", true), ("某镇", false)] {
        let answer = bench.try_import(&path, true, &complete(&[what]));
        match answer {
            Err(ImportError::NamesNobody(of)) if names => assert_eq!(&*of, what),
            Err(ImportError::Answer(_)) if !names => {}
            other => panic!("{what}: {other:?}"),
        }
    }
    // A refused row bars it, whoever else is good.
    let bad = bench.csv("bad.csv", &[lines[0], lines[1], "王某|15259919430507011|上都镇|烈士遗属"]);
    assert!(!bench.try_import(&bad, true, &complete(&["上都镇"])).unwrap().written);
    let before = bench.everybody();
    let report = bench.try_import(&path, true, &complete(&["烈士遗属"])).unwrap();
    assert!(report.written && report.new + report.changed == 0, "{report:?}");
    let held = |bench: &Bench, name: &str| {
        let id = bench.store.resolve(name).unwrap();
        let card = bench.store.recipient(id).unwrap();
        let until = |held: &muster::domain::recipient::Held| held.until.map(|day| day.to_string());
        (card.categories.first().and_then(until), card.groups.first().and_then(until))
    };
    let day = || Some("2024-02-02".to_owned());
    assert_eq!(held(&bench, NAMES[0]).0, day());
    assert_eq!(held(&bench, NAMES[2]).0, None);
    assert_eq!(bench.store.check().unwrap(), Vec::new());
    // Told no more, since nothing is held any more.
    assert_eq!(bench.look(&path).missing.count, 0);
    let act = bench.store.last_act(on("2024-02-02").today).unwrap().unwrap();
    assert_eq!(act.act.action, "end_missing");
    let op = act.way.unwrap().op("记错".into(), || EntryId(uuid::Uuid::nil()));
    assert!(matches!(op, Op::UndoGroups { .. }));
    bench.store.commit(&op, &on("2024-02-02")).unwrap();
    assert_eq!((held(&bench, NAMES[0]).0, bench.everybody()), (None, before));
    assert_eq!(bench.store.check().unwrap(), Vec::new());
    assert!(bench.store.commit(&op, &on("2024-02-02")).is_err(), "undone once");
}
