//! Protects how much of a long ledger the commands hold that read all of it: as little of one of years as of one of weeks.
//! With `MUSTER_LONG` the ledger has 200,000 entries. Counted is what a command holds beside the program itself, whose pages
//! differ by how it was built: both together stay within 30 MB.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use muster::clock;
use muster::domain::batch::{Batch, BatchGift};
use muster::domain::op::Op;
use muster::domain::usual_gift::Usual;
use muster::store::{DueQuery, DueStates, Ending, Store};

use crate::support::program::{Program, TODAY};
use crate::support::register::{banner, on, person, text};

/// Most a command may hold of a ledger of 200,000 entries beside the program, in kB.
const MOST: u64 = 12 * 1024;
/// People of one act at most, each with one gift.
const AT_ONCE: usize = 2_000;
/// Two rounds of each of these years.
const YEARS: std::ops::RangeInclusive<i32> = 2019..=2023;

#[expect(clippy::disallowed_methods, reason = "the one switch of the harness")]
fn long() -> bool {
    std::env::var_os("MUSTER_LONG").is_some()
}

/// A register of so many people, who were all given the usual gift in each round of five years, by ten pairs.
fn register(path: &Path, people: usize) {
    let mut store = Store::create(path, &banner(), "device-a", &on("2019-01-10")).unwrap();
    store
        .import(&text("名册"), &on("2019-01-10"), &clock::new_recipient_id, |importer| {
            for n in 0..people {
                let township = ["上都镇", "桑根达来镇"][n % 2];
                let village = format!("第{}嘎查", n / 2 % 40);
                let name = format!("{}{}", ["程连富", "乌云其木格", "单国强", "额尔敦巴雅尔"][n % 4], n);
                let mut entry = person(n as u64 + 1, "程连富", township, &village, &["烈士遗属"]);
                entry.name = text(&name.chars().map(han).collect::<String>());
                entry.phone = Some(text(&format!("164{n:08}")));
                importer.row(&entry)?;
            }
            Ok::<_, muster::domain::error::RegisterError>(((), Ending::Keep))
        })
        .unwrap();
    for year in YEARS {
        for (code, day) in [
            (format!("{year}-spring"), format!("{year}-01-25")),
            (format!("{year}-army"), format!("{year}-07-20")),
        ] {
            let code = code.parse().unwrap();
            let round = store.round(code).unwrap();
            if !round.created {
                store.commit(&Op::CreateRound(round), &on(&day)).unwrap();
            }
            let query = DueQuery { round: code, township: None, states: DueStates::ToVisit };
            let mut due = Vec::new();
            store
                .due_rows(&query, on(&day).today, |row| {
                    due.push(row.id);
                    Ok::<_, muster::domain::error::RegisterError>(())
                })
                .unwrap();
            assert_eq!(due.len(), people, "{code}");
            for (at, some) in due.chunks(AT_ONCE.min(people / 10)).enumerate() {
                let usual = || Usual { cash: muster::domain::money::Fen::new(100_000), ..Usual::default() };
                let gifts = some
                    .iter()
                    .map(|id| BatchGift { id: clock::new_entry_id(), recipient: *id, usual: usual() })
                    .collect();
                let handlers = vec![
                    text(["布仁", "萨仁", "高娃", "恩和", "苏德"][at % 5]),
                    text(["赵志强", "冯雪"][at % 2]),
                ];
                let batch =
                    Batch { id: clock::new_entry_id(), round: code, on: on(&day).today, handlers, gifts };
                let names = batch.handlers.clone();
                // Some two hours after the act before it.
                let then = i64::try_from(at).unwrap() * 7_000_000;
                let now_ms = on(&day).today.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp_millis() + then;
                let ctx = muster::domain::op::WriteContext { now_ms, ..on(&day) };
                store.commit(&Op::AddHandlers(names), &ctx).unwrap();
                store.commit(&Op::RecordBatch(Box::new(batch)), &ctx).unwrap();
            }
        }
    }
}

/// A name without digits: they would read as a number.
fn han(c: char) -> char {
    c.to_digit(10).and_then(|digit| "甲乙丙丁戊己庚辛壬癸".chars().nth(digit as usize)).unwrap_or(c)
}

/// The most memory that a command holds, in kB.
fn peak(path: &Path, line: &[&str]) -> u64 {
    let program = Program::new();
    let mut command: Command = program.command(line);
    let mut child = command
        .env("MUSTER_DB", path)
        .env("MUSTER_TODAY", TODAY)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let told = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        most = most.max(told.and_then(|told| told.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(matches!(status.code(), Some(0 | 1)), "{line:?} {status}");
            return most;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn commands_that_read_all_of_a_long_ledger_hold_little_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (small, large) = (folder.path().join("small.db"), folder.path().join("large.db"));
    register(&small, 100);
    let people = if long() { 20_000 } else { 400 };
    register(&large, people);
    let mut told = Vec::new();
    for line in [
        &["audit"][..],
        &["audit", "--json"],
        &["review"],
        &["review", "doubles", "--json"],
        &["review", "no-id", "--json"],
        &["due", "--json", "--state", "all", "--round", "2023-army"],
        &["ledger", "--json"],
        &["ledger"],
        &["report", "2023", "--json"],
        &["report", "--round", "2023-army"],
        &["acts", "--json"],
        &["check"],
    ] {
        let [little, much] = [&small, &large].map(|path| peak(path, line));
        println!("{line:?}: {little} kB of 1,000 entries, {much} kB of {}", people * 10);
        // The pages of a larger file are held up to a limit; what is held of an entry are a few bytes.
        let fits = if long() { much <= MOST } else { much < little + 2 * 1024 };
        told.extend((!fits).then(|| format!("{line:?} {little} kB, {much} kB")));
    }
    assert_eq!(told, Vec::<String>::new());
}
