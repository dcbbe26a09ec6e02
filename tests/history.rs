//! Protects what happened: a round that is over keeps its list, its counts and its sums, whatever rosters, moves and
//! new standards say later; what is still open in it can be recorded, and it can be closed.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use muster::clock;
use muster::domain::entry::LedgerQuery;
use muster::domain::ids::RecipientId;
use muster::domain::list::{RosterQuery, Show, Sort};
use muster::domain::op::Op;
use muster::domain::page::Start;
use muster::domain::person::Edit;
use muster::domain::place::{Scope, TownshipCode};
use muster::domain::recipient::Held;
use muster::store::{DuePageQuery, Store};

use crate::support::program::{Run, finished};
use crate::support::register::{day, on, round, text};

/// A long time after the last round of the sample that is over.
const LATER: &str = "2024-07-28";

/// A register with the sample, and the program to run on it.
struct Sample(TempDir);

impl Sample {
    fn new() -> Self {
        let sample = Self(tempfile::tempdir().unwrap());
        sample.fine("2024-02-02", &["init", "--sample"]);
        sample
    }

    fn run(&self, today: &str, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command
            .env_clear()
            .env("HOME", self.0.path())
            .env("MUSTER_DB", self.0.path().join("r.db"))
            .args(["--today", today])
            .args(args)
            .stdin(Stdio::null());
        finished(&mut command)
    }

    /// What a run prints that must succeed.
    fn fine(&self, today: &str, args: &[&str]) -> String {
        let run = self.run(today, args);
        assert_eq!(run.status, 0, "{args:?}: {run:?}");
        run.out
    }

    /// Imports a roster of these rows.
    fn import(&self, today: &str, rows: &[&str]) {
        let path = self.0.path().join("roster.csv");
        fs::write(&path, format!("姓名,身份证号,苏木镇,嘎查村,慰问类别\n{}\n", rows.join("\n"))).unwrap();
        self.fine(today, &["import", path.to_str().unwrap()]);
    }

    /// The register, opened as the screens do.
    fn store(&self) -> Store {
        Store::open(&self.0.path().join("r.db")).unwrap()
    }

    /// What of a round commands print and screens ask for, but for how far the chains reach.
    fn printed(&self, today: &str, code: &str) -> Vec<String> {
        let year = code.split('-').next().unwrap();
        let chains = |line: &&str| !["链", "head"].iter().any(|word| line.contains(word));
        let command = |args: &[&str]| {
            let out = self.fine(today, args);
            out.lines().filter(chains).collect::<Vec<_>>().join("\n")
        };
        let mut printed = vec![
            command(&["due", "--round", code]),
            command(&["due", "--round", code, "--json"]),
            command(&["due", "--round", code, "--township", "上都镇"]),
            command(&["report", year]),
            command(&["ledger", "--round", code]),
            self.round(today, code).to_string(),
        ];
        let (store, code, today) = (self.store(), round(code), day(today));
        for show in [Show::InRound, Show::Open, Show::Done, Show::Exceptions, Show::Closed] {
            for sort in [Sort::Village, Sort::Name, Sort::State] {
                for group in [None, Some(text("烈士遗属"))] {
                    let query = RosterQuery {
                        round: Some(code),
                        scope: Scope::Banner,
                        show,
                        group,
                        village: None,
                        sort,
                        start: Start::First,
                        limit: 500,
                    };
                    printed.push(format!("{:?}", store.roster(&query, today).unwrap()));
                }
            }
        }
        for line in store.scopes(Some(code)).unwrap() {
            let counts = (line.open, line.done, line.closed, line.missed, line.planned, line.given);
            printed.push(format!("{} {counts:?}", line.name));
        }
        printed.push(format!("{:?}", store.villages(code, &Scope::Banner).unwrap()));
        for exceptions in [false, true] {
            let (round, scope, start) = (Some(code), Scope::Banner, Start::First);
            let query = DuePageQuery { round, scope, exceptions, start, limit: 500 };
            printed.push(format!("{:?}", store.due_page(&query, today).unwrap()));
        }
        printed
    }

    /// The rounds with their counts, by their codes.
    fn round(&self, today: &str, code: &str) -> Value {
        let rounds: Vec<Value> = serde_json::from_str(&self.fine(today, &["rounds", "--json"])).unwrap();
        rounds.into_iter().find(|round| round["round"] == code).unwrap()
    }
}

#[test]
fn somebody_imported_today_is_owed_nothing_for_a_round_that_has_passed() {
    let sample = Sample::new();
    let figures = || {
        let round = sample.round(LATER, "2023-army");
        let of = |field: &str| round[field].as_i64().unwrap();
        (round["counts"]["overdue"].as_i64().unwrap(), of("planned_fen"), of("given_fen"))
    };
    assert_eq!(figures(), (0, 3_000_000, 2_800_000));
    sample.import(LATER, &["白音仓,,上都镇,新城社区,烈士遗属"]);
    assert_eq!(figures(), (0, 3_000_000, 2_800_000));
    // The round whose grace is not over counts him, and so does the next one.
    let due = |today, round| sample.fine(today, &["due", "--round", round]).contains("白音仓");
    assert!(due(LATER, "2024-army"));
    assert!(!due(LATER, "2024-spring") && !due(LATER, "2023-army") && !due(LATER, "2023-spring"));
    assert_eq!(sample.run(LATER, &["check"]).status, 0);
}

#[test]
fn a_settled_round_prints_the_same_whatever_comes_in_moves_or_rises_later() {
    let sample = Sample::new();
    // One gift of each round is taken back, so that something is open in it.
    let mut store = sample.store();
    for code in ["2023-spring", "2023-army"] {
        let gifts =
            store.ledger(&LedgerQuery { round: Some(round(code)), ..LedgerQuery::default() }).unwrap();
        let op = Op::Reverse { id: clock::new_entry_id(), of: gifts.rows[3].id, reason: text("发错") };
        store.commit(&op, &on("2024-02-02")).unwrap();
    }
    drop(store);
    let rounds = ["2023-spring", "2023-army", "2024-spring"];
    sample.fine("2024-02-26", &["set", "two_handlers", "on"]);
    let before = rounds.map(|code| sample.printed(LATER, code));
    let people = {
        let store = sample.store();
        let query = DuePageQuery {
            round: Some(round("2024-spring")),
            scope: Scope::Banner,
            exceptions: false,
            start: Start::First,
            limit: 30,
        };
        let rows = store.due_page(&query, day(LATER)).unwrap().rows;
        rows.into_iter().map(|item| (item.row.id, item.row.name.to_string())).collect::<Vec<_>>()
    };
    let edit = |id: RecipientId, edit: Edit| {
        let mut store = sample.store();
        let rev = store.recipient(id).unwrap().rev;
        store.commit(&Op::Edit { id, rev, edit: Box::new(edit) }, &on(LATER)).unwrap();
    };
    // An import: somebody new, and somebody who moves and gains a group by it.
    let moves = format!("{},,五一种畜场,一连,烈士遗属", people[0].1);
    sample.import(LATER, &["白音仓,,上都镇,新城社区,烈士遗属", &moves]);
    // A move, and groups that end and come.
    let farm = TownshipCode("152530500".to_owned());
    edit(people[1].0, Edit { township: Some(farm), village: Some(text("二连")), ..Edit::default() });
    edit(people[2].0, Edit { groups: Some(Vec::new()), ..Edit::default() });
    let all = sample.store().groups().unwrap();
    let held = all.iter().filter(|group| !group.units).map(|group| Held {
        label: group.name.clone(),
        from: Some(day("2020-01-01")),
        until: None,
    });
    edit(people[3].0, Edit { groups: Some(held.collect()), ..Edit::default() });
    // A new standard.
    let mut store = sample.store();
    let mut next = store.round(round("2025-spring")).unwrap();
    for standard in &mut next.standards {
        standard.cash = standard.cash.plus(standard.cash);
    }
    store.commit(&Op::CreateRound(next), &on(LATER)).unwrap();
    drop(store);
    for (code, before) in rounds.into_iter().zip(before) {
        for (before, after) in before.into_iter().zip(sample.printed(LATER, code)) {
            assert_eq!(before, after, "{code}");
        }
    }
    assert_eq!(sample.run(LATER, &["check"]).status, 0);
}

/// A list of last year names what has ended since: it is held anew from the day of the list on, and told, in the trial as in
/// the writing. Seen before: held since always, and overdue in every round between.
#[test]
fn an_ended_group_that_a_roster_names_again_is_held_from_that_day_on() {
    let sample = Sample::new();
    let names = |today: &str, code: &str| {
        let due: Value =
            serde_json::from_str(&sample.fine(today, &["due", "--round", code, "--json"])).unwrap();
        let items = due["items"].as_array().unwrap().iter();
        items.map(|item| item["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    sample.import("2024-05-10", &["白音仓,,上都镇,新城社区,烈士遗属"]);
    sample.fine("2024-06-01", &["group", "end", "白音仓", "烈士遗属", "--on", "2024-05-31"]);
    assert!(!names("2024-07-10", "2024-army").contains(&"白音仓".to_owned()));
    let again = sample.0.path().join("again.csv");
    fs::write(&again, "姓名,苏木镇,嘎查村,慰问类别\n白音仓,上都镇,新城社区,烈士遗属\n").unwrap();
    let again = again.to_str().unwrap();
    for trial in [&["--dry-run"][..], &[]] {
        let line = [&["import", again, "--json"], trial].concat();
        let told: Value = serde_json::from_str(&sample.fine("2024-07-10", &line)).unwrap();
        let warned = &told["warned"][0];
        assert_eq!((&told["changed"], &warned["row"]), (&1.into(), &2.into()), "{told}");
        assert!(warned["message"].as_str().unwrap().starts_with("烈士遗属 早已停止"), "{told}");
    }
    let shown: Value =
        serde_json::from_str(&sample.fine("2024-07-10", &["show", "白音仓", "--json"])).unwrap();
    let days = |at: usize| [&shown["groups"][at]["from"], &shown["groups"][at]["until"]].map(Value::as_str);
    assert_eq!([days(0), days(1)], [[None, Some("2024-05-31")], [Some("2024-07-10"), None]], "{shown}");
    assert!(!names("2024-07-10", "2024-army").contains(&"白音仓".to_owned()));
    assert!(names("2025-01-10", "2025-spring").contains(&"白音仓".to_owned()));
    // The same list once more says nothing new.
    let told = sample.fine("2024-07-11", &["import", again, "--json"]);
    assert!(told.contains("\"changed\":0"), "{told}");
    assert_eq!(sample.run("2024-07-11", &["check"]).status, 0);
}

#[test]
fn a_round_is_created_changed_and_closed_by_commands() {
    let sample = Sample::new();
    let json = |today: &str, args: &[&str], status: i32| -> Value {
        let line: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        let run = sample.run(today, &line);
        assert_eq!(run.status, status, "{args:?}: {run:?}");
        run.json()
    };
    let result = |today: &str, args: &[&str], status: i32| {
        let answer = json(today, args, status);
        let rule = answer.get("rule").map(|rule| rule.as_str().unwrap().to_owned());
        assert_eq!(rule.is_some(), answer["message"].is_string(), "{answer}");
        (answer["result"].as_str().unwrap().to_owned(), rule)
    };
    let of = |result: &str, rule: Option<&str>| (result.to_owned(), rule.map(str::to_owned));
    let now = "2024-06-01";
    let close = ["round", "close", "2024-spring", "--reason", "年末结清"];
    assert_eq!(result("2024-02-20", &close, 77), of("refused", Some("not_over")));
    // Beforehand, once; and never for days that are over.
    assert_eq!(
        result(now, &["round", "set", "2024-army", "--opens", "2024-07-02"], 77).1.unwrap(),
        "not_created"
    );
    assert_eq!(result(now, &["round", "create", "2024-army"], 0), of("done", None));
    assert_eq!(result(now, &["round", "create", "2024年八一"], 0), of("exists", None));
    assert_eq!(result(now, &["round", "create", "2022-army"], 77), of("refused", Some("over")));
    let set = |more: &[&str], status: i32| {
        let line: Vec<&str> = ["round", "set", "2024-army"].iter().chain(more).copied().collect();
        result(now, &line, status)
    };
    let raised = [
        "--standard",
        "烈士遗属=1200.50",
        "--goods",
        "烈士遗属=米面油 1 份=160",
        "--grace-until",
        "2024-08-20",
    ];
    assert_eq!(set(&raised, 0), of("done", None));
    assert_eq!(set(&raised, 0), of("exists", None));
    assert_eq!(set(&["--opens", "2024-09-01"], 77), of("refused", Some("window")));
    for slip in
        [&["--standard", "烈士遗属"][..], &["--standard", "没有=5"], &["--goods", "烈士遗属=米面油=0"], &[]]
    {
        let line: Vec<&str> = ["round", "set", "2024-army"].iter().chain(slip).copied().collect();
        assert_eq!(sample.run(now, &line).status, 2, "{slip:?}");
    }
    let army = sample.store().round(round("2024-army")).unwrap();
    let standard = army.standards.iter().find(|one| &*one.group == "烈士遗属").unwrap();
    let is = (standard.cash.get(), &*standard.goods, standard.goods_value.get());
    assert_eq!(is, (120_050, "米面油 1 份", 16_000));
    assert_eq!(army.window.grace_until, day("2024-08-20"));
    assert_eq!(
        result("2024-07-01", &["round", "set", "2024-army", "--standard", "烈士遗属=1"], 77).1.unwrap(),
        "opened"
    );
    // What is open becomes 未发, in every list and count.
    let before = sample.round(now, "2024-spring");
    let open = before["counts"]["overdue"].as_u64().unwrap();
    assert!(open > 30 && before["settled_on"] == now, "{before}");
    assert_eq!(json(now, &close, 0)["closed"], open);
    assert_eq!(result(now, &close, 0), of("exists", None));
    let after = sample.round(now, "2024-spring");
    assert_eq!((&after["counts"]["overdue"], &after["closed_on"]), (&Value::from(0), &Value::from(now)));
    let closed = before["counts"]["closed"].as_u64().unwrap() + open;
    assert_eq!(after["counts"]["closed"], closed);
    let due = json(now, &["due", "--round", "2024-spring", "--state", "closed"], 0);
    let items = due["items"].as_array().unwrap();
    let not_given = items.iter().filter(|item| item["why"] == "round_closed");
    assert_eq!((items.len() as u64, not_given.count() as u64), (closed, open), "{}", items[0]);
    assert!(sample.fine(now, &["due", "--round", "2024-spring", "--state", "closed"]).contains("未发"));
    assert!(sample.fine(now, &["rounds"]).contains("2024-06-01 关闭"));
    assert_eq!(sample.run(now, &["check"]).status, 0);
}

/// Two programs create a round in the same moment: one did it, and the other finds that it is there.
#[test]
fn a_round_that_two_create_at_once_is_created_once() {
    let program = crate::support::program::Program::new();
    let create = ["round", "create", "2025-spring", "--json"];
    let all: Vec<_> = (0..4)
        .map(|_| program.command(&create).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap())
        .collect();
    let ends = all.into_iter().map(|one| {
        let output = one.wait_with_output().unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{told}");
        told["result"].as_str().unwrap().to_owned()
    });
    let mut ends: Vec<String> = ends.collect();
    ends.sort();
    assert_eq!(ends, ["done", "exists", "exists", "exists"]);
}
