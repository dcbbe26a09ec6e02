//! Protects the keeping of a register by commands alone, as a year of a bureau goes: every act answers one object and an exit
//! status, and at the end every figure is right and `check` is silent.

use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Run, finished};

/// An empty register in a folder of its own, and the program to run on it.
struct Office(TempDir);

impl Office {
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

    /// What is answered with `--json`, with the status that it must end with.
    #[track_caller]
    fn ends(&self, status: i32, today: &str, args: &[&str]) -> Value {
        let run = self.run(today, &[args, &["--json"]].concat());
        assert_eq!(run.status, status, "{args:?}: {run:?}");
        run.json()
    }

    /// What is done, as its `result` says.
    #[track_caller]
    fn done(&self, today: &str, args: &[&str]) -> Value {
        let answer = self.ends(0, today, args);
        let result = &answer["result"];
        assert!(*result == "done" || *result == "recorded", "{args:?}: {answer}");
        answer
    }

    /// The rule that refuses it.
    #[track_caller]
    fn refused(&self, today: &str, args: &[&str]) -> String {
        let answer = self.ends(77, today, args);
        assert_eq!(answer["result"], "refused", "{args:?}: {answer}");
        assert!(answer["message"].is_string(), "{args:?}: {answer}");
        answer["rule"].as_str().unwrap().to_owned()
    }

    fn add(&self, today: &str, name: &str, id: &str, village: &str, more: &[&str]) -> String {
        let line =
            ["person", "add", "--name", name, "--id", id, "--township", "上都镇", "--village", village];
        let added = self.done(today, &[&line[..], more].concat());
        added["recipient"].as_str().unwrap().to_owned()
    }

    /// The usual gift.
    fn give(&self, today: &str, who: &str, round: &str) -> Value {
        self.done(today, &["record", who, "--round", round, "--by", "布仁", "--by", "赵志强"])
    }

    /// Open, done and closed; planned and given in yuan.
    fn round(&self, today: &str, code: &str) -> ([u64; 3], [i64; 2]) {
        let rounds = self.ends(0, today, &["rounds"]);
        let round = rounds.as_array().unwrap().iter().find(|one| one["round"] == code);
        let round = round.unwrap_or_else(|| panic!("no {code} in {rounds}"));
        let count = |state: &str| round["counts"][state].as_u64().unwrap();
        let open = ["upcoming", "due", "grace", "overdue"].map(count).iter().sum();
        let yuan = |key: &str| round[key].as_i64().unwrap() / 100;
        ([open, count("done"), count("closed")], [yuan("planned_fen"), yuan("given_fen")])
    }

    fn names(&self, today: &str, args: &[&str]) -> Vec<String> {
        let due = self.ends(0, today, args);
        due["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    }
}

const SPRING: &str = "2024-spring";
const ARMY: &str = "2024-army";

#[test]
fn a_register_is_kept_for_a_year_by_commands_alone() {
    let office = Office(tempfile::tempdir().unwrap());
    let made = office.ends(0, "2024-01-05", &["init"]);
    assert_eq!(made["sample"], false);

    // January: who is to be visited, and a fact that was wrong.
    let cheng =
        office.add("2024-01-05", "程连富", "152599193202150013", "新城社区", &["--group", "烈士遗属"]);
    let day = "2024-01-08";
    office.add(day, "乌云其木格", "152599194309150026", "新城社区", &["--group", "困难退役军人=2023-07-01"]);
    office.add(day, "单国强", "152599195208010010", "金莲川", &["--group", "困难退役军人"]);
    office.add(day, "苏和", "152599193212250018", "金莲川", &["--group", "在乡老复员军人"]);
    assert_eq!(
        office.refused(
            day,
            &["person", "add", "--name", "王晓山", "--township", "上都镇", "--id", "152599193202150013"]
        ),
        "id_of_another"
    );
    office.done(day, &["person", "set", "单国强", "--phone", "13847900001", "--village", "新城社区"]);
    assert_eq!(
        office.ends(0, day, &["person", "set", "单国强", "--phone", "13847900001"])["result"],
        "exists"
    );

    // The round comes with its window, by itself.
    office.done("2024-01-11", &["category", "add", "程连富", "残疾军人", "--on", "2020-01-01"]);
    assert_eq!(office.round("2024-01-11", SPRING), ([4, 0, 0], [3_000, 0]));

    // At the doors.
    office.give("2024-01-20", "程连富", SPRING);
    let again = ["record", "程连富", "--round", SPRING, "--by", "布仁", "--by", "赵志强"];
    assert_eq!(office.refused("2024-01-20", &again), "double_cash");
    let absent = office.done("2024-01-20", &["record", "单国强", "--round", SPRING, "--outcome", "absent"]);
    office.done(
        "2024-01-21",
        &["record", "苏和", "--round", SPRING, "--outcome", "deferred", "--until", "2024-01-25"],
    );
    assert_eq!(office.names("2024-01-25", &["due"])[0], "苏和", "the promised first");
    // It was another door, and another person's money.
    let visit = absent["visit"].as_str().unwrap();
    office.done("2024-01-22", &["cancel", visit, "--reason", "走错了门"]);
    assert_eq!(office.ends(0, "2024-01-22", &["cancel", visit, "--reason", "走错了门"])["result"], "exists");
    let wrong = office.give("2024-01-22", "单国强", SPRING);
    let entry = wrong["entry"].as_str().unwrap();
    office.ends(0, "2024-01-22", &["reverse", entry, "--reason", "应发乌云其木格"]);
    office.give("2024-01-22", "乌云其木格", SPRING);
    // Somebody is told to have died, and has not.
    office.done(
        "2024-01-23",
        &["record", "苏和", "--round", SPRING, "--outcome", "died", "--died-on", "2024-01-20"],
    );
    assert_eq!(office.round("2024-01-23", SPRING), ([1, 2, 1], [3_000, 1_500]));
    office.done("2024-01-25", &["person", "status", "苏和", "undo", "--reason", "同名另一人"]);
    office.give("2024-01-25", "苏和", SPRING);
    // Not on the list: a reason, and a count of its own.
    let daughter = ["--group", "立功受奖军人家庭"];
    office.add("2024-01-26", "斯琴", "152599196503150045", "新城社区", &daughter);
    let beside = ["record", "斯琴", "--round", SPRING, "--by", "布仁", "--by", "赵志强", "--cash", "300"];
    assert_eq!(office.refused("2024-01-26", &beside), "not_listed");
    office.done("2024-01-26", &[&beside[..], &["--reason", "局里批准"]].concat());
    assert_eq!(office.round("2024-01-26", SPRING), ([1, 3, 0], [3_000, 2_800]));
    assert_eq!(office.refused("2024-01-26", &["round", "close", SPRING, "--reason", "年末结清"]), "not_over");

    let twin = settled_and_closed(&office);
    army_day(&office, &cheng, &twin);
    the_year_in_figures(&office);
}

/// Behind the grace the round is settled, and nothing that comes later changes it. Answers who was registered twice.
fn settled_and_closed(office: &Office) -> String {
    let card = office.done("2024-02-26", &["person", "set", "单国强", "--township", "桑根达来镇"]);
    assert_eq!(card["result"], "done");
    let settled = ([1, 3, 0], [3_000, 2_800]);
    assert_eq!(office.round("2024-02-26", SPRING), settled);
    office.done("2024-03-01", &["group", "end", "苏和", "在乡老复员军人", "--on", "2024-02-28"]);
    office.done("2024-03-01", &["group", "add", "苏和", "困难退役军人"]);
    let twin = office.add("2024-05-06", "程连福", "152599194505050057", "新城社区", &["--group", "烈士遗属"]);
    assert_eq!(office.round("2024-05-06", SPRING), settled);
    assert_eq!(office.done("2024-05-07", &["round", "close", SPRING, "--reason", "年中结清"])["closed"], 1);
    assert_eq!(office.round("2024-05-07", SPRING), ([0, 3, 1], [3_000, 2_800]));
    assert_eq!(
        office.ends(0, "2024-05-07", &["round", "close", SPRING, "--reason", "年中结清"])["result"],
        "exists"
    );
    twin
}

/// Army Day is planned with other standards; two registrations turn out to be one human.
fn army_day(office: &Office, cheng: &str, twin: &str) {
    office.done("2024-06-10", &["round", "create", ARMY]);
    office.done("2024-06-10", &["round", "set", ARMY, "--standard", "烈士遗属=1200"]);
    assert_eq!(office.round("2024-06-10", ARMY), ([5, 0, 0], [3_900, 0]));
    let listed = office.ends(0, "2024-06-10", &["review"]);
    assert!(listed["lists"].as_array().is_some_and(|lists| !lists.is_empty()), "{listed}");
    // Two valid numbers that differ are answered by a reason of its own.
    let merge = ["person", "merge", cheng, twin, "--reason", "同一人，身份证换过"];
    assert_eq!(office.refused("2024-06-11", &merge), "different_ids");
    office.done("2024-06-11", &[&merge[..], &["--confirm", "派出所有更正证明"]].concat());
    assert_eq!(office.round("2024-06-11", ARMY), ([4, 0, 0], [2_700, 0]));
    office.give("2024-07-02", "程连富", ARMY);
    assert_eq!(office.refused("2024-07-02", &["record", "程连福", "--round", ARMY]), "merged");
    office.done(
        "2024-07-10",
        &["person", "status", "单国强", "left", "--on", "2024-07-05", "--reason", "迁往赤峰"],
    );
    office.done("2024-07-10", &["record", "乌云其木格", "--round", ARMY, "--outcome", "refused"]);
    office.give("2024-08-01", "苏和", ARMY);
    assert_eq!(office.round("2024-08-01", ARMY), ([0, 2, 2], [2_700, 1_700]));
    office.done("2024-09-02", &["round", "close", ARMY, "--reason", "结清"]);
}

/// What was done in the year, and the next one.
fn the_year_in_figures(office: &Office) {
    let report = office.ends(0, "2024-12-31", &["report", "2024"]);
    let visits = &report["visits"];
    assert_eq!((&visits["people"], &visits["person_visits"]), (&4.into(), &6.into()), "{report}");
    assert_eq!(visits["cash_fen"], 450_000);
    let ledger = office.ends(0, "2024-12-31", &["ledger"]);
    assert_eq!(ledger.as_array().map(Vec::len), Some(8), "six gifts, one more and its reversal");
    assert_eq!(office.ends(0, "2024-12-31", &["check"]), Value::Array(Vec::new()));
    // Findings that nobody has answered end the audit with 1.
    let found = office.ends(1, "2024-12-31", &["audit", "--year", "2024", "--rule", "A05"]);
    assert_eq!(
        (found[0]["about"].as_str(), found.as_array().map(Vec::len)),
        (Some("斯琴"), Some(1)),
        "{found}"
    );
    assert_eq!(office.run("2024-12-31", &["acts", "--json"]).status, 0);
    // In the new one, whoever left is not asked after, and the other standard stays.
    office.done("2025-01-02", &["person", "set", "苏和", "--note", "听力不好"]);
    assert_eq!(office.round("2025-01-02", "2025-spring"), ([3, 0, 0], [2_200, 0]));
    let due = office.names("2025-01-02", &["due"]);
    assert!(due.contains(&"程连富".to_owned()) && !due.contains(&"单国强".to_owned()), "{due:?}");
}

/// Bytes of the roster, the progress and the report of a round that is over, as text and as JSON, but for how far the chains
/// reach, which every act moves on.
fn printed(office: &Office, today: &str, code: &str) -> Vec<String> {
    let year = code.split('-').next().unwrap();
    let lines: [&[&str]; 6] = [
        &["due", "--round", code, "--state", "all"],
        &["due", "--round", code],
        &["due", "--round", code, "--state", "all", "--township", "上都镇"],
        &["due", "--round", code, "--state", "done"],
        &["ledger", "--round", code],
        &["report", year],
    ];
    let chains = |line: &&str| !["链", "head"].iter().any(|word| line.contains(word));
    let mut all = Vec::new();
    for line in lines {
        for form in [&[][..], &["--json"]] {
            let run = office.run(today, &[line, form].concat());
            assert_eq!(run.status, 0, "{line:?}: {run:?}");
            all.push(format!("{line:?}\n{}", run.out.lines().filter(chains).collect::<Vec<_>>().join("\n")));
        }
    }
    let rounds = office.ends(0, today, &["rounds"]);
    all.push(rounds.as_array().unwrap().iter().find(|one| one["round"] == code).unwrap().to_string());
    let name = code.replace("-spring", "年春节").replace("-army", "年八一");
    let told = office.run(today, &["rounds"]).out;
    all.push(told.lines().find(|line| line.starts_with(&name)).unwrap().to_owned());
    all
}

#[test]
fn a_settled_round_prints_the_same_bytes_whatever_comes_later() {
    let office = Office(tempfile::tempdir().unwrap());
    assert_eq!(office.run("2024-02-02", &["init", "--sample"]).status, 0);
    let today = "2024-03-01";
    // Settled by the first write behind its grace, with some of each kind in it.
    assert_eq!(office.run(today, &["set", "two_handlers", "on"]).status, 0);
    let codes = ["2023-spring", "2023-army", "2024-spring"];
    let before = codes.map(|code| printed(&office, today, code));
    let same = |what: &str| {
        for (code, before) in codes.into_iter().zip(&before) {
            for (before, after) in before.iter().zip(printed(&office, today, code)) {
                assert_eq!(*before, after, "{code}: {what}");
            }
        }
    };
    // An import: somebody new, and two who are known, elsewhere and in another group.
    let due = office.names(today, &["due", "--round", "2024-spring", "--state", "all"]);
    let roster = office.0.path().join("roster.csv");
    let rows = format!("白音仓,上都镇,新城社区,烈士遗属\n{},五一种畜场,一连,烈士遗属\n", due[0]);
    std::fs::write(&roster, format!("姓名,苏木镇,嘎查村,慰问类别\n{rows}")).unwrap();
    assert_eq!(office.ends(0, today, &["import", roster.to_str().unwrap()])["written"], true);
    same("an import");
    office.done(today, &["person", "set", &due[3], "--township", "五一种畜场", "--village", "二连"]);
    office.done(today, &["person", "set", &due[4], "--name", "白音仓布", "--reason", "改名"]);
    same("a move and another name");
    let held = office.ends(0, today, &["show", &due[5]]);
    let group =
        held["groups"][0]["name"].as_str().or(held["groups"][0]["group"].as_str()).unwrap().to_owned();
    office.done(today, &["group", "end", &due[5], &group, "--on", "2024-01-01"]);
    office.done(today, &["group", "add", &due[6], "参加抗美援朝军人", "--on", "2020-01-01"]);
    same("a group that ended and one that began before");
    office.done(today, &["round", "create", "2024-army"]);
    office.done(
        today,
        &["round", "set", "2024-army", "--standard", "困难退役军人=900", "--standard", "烈士遗属=3000"],
    );
    same("a new standard");
    assert_eq!(office.run(today, &["check"]).status, 0);
}
