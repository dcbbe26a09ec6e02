//! Protects the day from which a standard is raised: what lies before it is judged, listed and owed by the standard of then, and
//! only the rise of the own group is paid as 补差.

use serde_json::Value;

use crate::support::program::{Program, Run, finished};

const SPRING: &str = "2024-spring";
/// Before the head of the chain.
const HEAD: &str = "台账";

/// A register with more people of the group that is raised.
fn program() -> Program {
    let mut program = Program::new();
    for name in ["解忠", "许宏成", "蔡永林", "王援民"] {
        program.register.person(name, "上都镇", "新城社区", &["困难退役军人"]);
    }
    program
}

fn on(program: &Program, day: &str, args: &[&str]) -> Run {
    finished(&mut program.command_on(day, args))
}

/// What a command answers as JSON, and its status.
fn told(program: &Program, day: &str, args: &[&str]) -> (i32, Value) {
    let ran = on(program, day, &[args, &["--json"]].concat());
    (ran.status, ran.json())
}

fn record(program: &Program, day: &str, who: &str, more: &[&str]) -> (i32, Value) {
    let args = ["record", who, "--round", SPRING, "--by", "布仁", "--by", "赵志强"];
    told(program, day, &[&args[..], more].concat())
}

fn raise(program: &Program, day: &str, from: &str) -> (i32, Value) {
    let standard = ["round", "set", SPRING, "--standard", "困难退役军人=800", "--reason", "上级提标"];
    told(program, day, &[&standard[..], &["--on", from]].concat())
}

#[test]
fn a_rise_holds_from_its_day_for_gifts_and_from_the_day_it_was_entered_for_lists() {
    let program = program();
    assert_eq!(record(&program, "2024-02-03", "单国强", &[]).0, 0);
    let of_day = || {
        let lists: [&[&str]; 4] = [
            &["due", "--round", SPRING, "--state", "all"],
            &["plan", SPRING],
            &["rounds"],
            &["export", "due", "--state", "all", "--to", "-", "--format", "csv"],
        ];
        // The head of the chain alone is another one.
        let is_told = |line: &&str| !line.contains(HEAD);
        lists.map(|list| {
            let told = on(&program, "2024-02-03", list).out;
            told.lines().filter(is_told).map(str::to_owned).collect::<Vec<_>>()
        })
    };
    let before = of_day();
    let tells = |list: &Vec<String>| list.iter().any(|line| line.contains("500"));
    assert!(tells(&before[0]) && tells(&before[3]), "{before:?}");
    let rise = raise(&program, "2024-02-05", "2024-02-04");
    // Told beforehand: to whom 300 is owed beside what they were given, and who is due by more.
    let touch = &rise.1["touches"][0];
    assert_eq!(
        (rise.0, &touch["top_ups"], &touch["top_ups_fen"]),
        (0, &1.into(), &30_000.into()),
        "{rise:?}"
    );
    assert_eq!(of_day(), before);
    let owed = || told(&program, "2024-02-05", &["review", "top-up"]).1["owed_fen"].clone();
    assert_eq!(owed(), 30_000);

    // Entered later, paid before: by the standard of then, and then the rise is owed.
    let late = record(&program, "2024-02-05", "蔡永林", &["--on", "2024-02-03"]);
    assert_eq!((late.0, &late.1["cash_fen"]), (0, &50_000.into()), "{late:?}");
    let named = record(&program, "2024-02-05", "王援民", &["--on", "2024-02-03", "--cash", "500"]);
    assert_eq!(named.0, 0, "{named:?}");
    assert_eq!(told(&program, "2024-02-05", &["review", "off-standard"]).1["count"], 0);
    assert_eq!(owed(), 90_000);
    for day in ["2024-02-03", "2024-01-20"] {
        let early = record(&program, "2024-02-05", "蔡永林", &["--top-up", "--on", day]);
        assert_eq!((early.0, &early.1["rule"]), (77, &"top_up_day".into()), "{day}: {early:?}");
    }
    let paid = record(&program, "2024-02-05", "蔡永林", &["--top-up"]);
    assert_eq!((paid.0, &paid.1["cash_fen"]), (0, &30_000.into()), "{paid:?}");
    let by_now = record(&program, "2024-02-05", "解忠", &["--on", "2024-02-04"]);
    assert_eq!((by_now.0, &by_now.1["cash_fen"]), (0, &80_000.into()), "{by_now:?}");
    assert_eq!(owed(), 60_000);
    assert_eq!(on(&program, "2024-02-05", &["check"]).status, 0);
}

#[test]
fn only_what_is_owed_of_the_own_group_is_paid_and_the_rest_stays_owed() {
    let program = program();
    let day = "2024-02-02";
    for who in ["单国强", "许宏成", "解忠"] {
        assert_eq!(record(&program, day, who, &[]).0, 0);
    }
    assert_eq!(raise(&program, day, day).0, 0);
    let owed = |who: &str| {
        let list = program.json(&["review", "top-up"]);
        let items = list["items"].as_array().unwrap();
        let sum: i64 = items.iter().map(|one| one["owed_fen"].as_i64().unwrap()).sum();
        assert_eq!(list["owed_fen"], sum);
        items.iter().find(|one| one["name"] == who).map_or(0, |one| one["owed_fen"].as_i64().unwrap())
    };
    // A part of it is 补差 as well, more than is left is none.
    let part = record(&program, day, "解忠", &["--top-up", "--cash", "100", "--reason", "先补一部分"]);
    assert_eq!(part.0, 0, "{part:?}");
    let ledger = program.json(&["ledger"]);
    let first = ledger.as_array().unwrap().iter().find(|one| one["entry"] == part.1["entry"]).unwrap();
    assert_eq!(first["purpose"], "top_up");
    assert_eq!(owed("解忠"), 20_000);
    let above = record(&program, day, "解忠", &["--top-up", "--cash", "300", "--reason", "多"]);
    assert_eq!((above.0, &above.1["rule"]), (77, &"top_up".into()), "{above:?}");
    let rest = record(&program, day, "解忠", &["--top-up"]);
    assert_eq!((rest.0, &rest.1["cash_fen"], owed("解忠")), (0, &20_000.into(), 0), "{rest:?}");
    let none = record(&program, day, "解忠", &["--top-up"]);
    assert_eq!((none.0, &none.1["rule"]), (77, &"top_up".into()), "{none:?}");
    // Given the whole new standard beside the old one: nothing is owed, in the list either.
    let whole = record(&program, day, "许宏成", &["--cash", "800", "--reason", "补发全额"]);
    assert_eq!((whole.0, owed("许宏成")), (0, 0), "{whole:?}");
    // Another group is no rise.
    assert_eq!(owed("单国强"), 30_000);
    let group = ["group", "add", "单国强", "烈士遗属", "--on", "2023-01-01"];
    assert_eq!(program.run(&group).status, 0);
    assert_eq!(owed("单国强"), 30_000);
    let own = record(&program, day, "单国强", &["--top-up"]);
    assert_eq!((own.0, &own.1["cash_fen"]), (0, &30_000.into()), "{own:?}");
    assert_eq!(program.run(&["check"]).status, 0);
}

#[test]
fn a_rise_of_another_group_that_becomes_the_highest_is_owed_without_the_step_between_them() {
    let mut program = program();
    for name in ["万世顺", "阎惠芝"] {
        program.register.person(name, "上都镇", "新城社区", &["困难退役军人", "烈士遗属"]);
    }
    let day = "2024-02-02";
    for who in ["万世顺", "阎惠芝"] {
        let given = record(&program, day, who, &[]);
        assert_eq!((given.0, &given.1["cash_fen"]), (0, &100_000.into()), "{given:?}");
    }
    let owed = || {
        let list = program.json(&["review", "top-up"]);
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["owed_fen"].as_i64().unwrap())
            .collect::<Vec<_>>()
    };
    let set = |standards: &[&str]| {
        let rise = ["round", "set", SPRING, "--reason", "上级提标", "--json"];
        let more = standards.iter().flat_map(|one| ["--standard", one]);
        program.run(&rise.into_iter().chain(more).collect::<Vec<_>>())
    };
    // Below the other one nothing rises.
    assert_eq!((set(&["困难退役军人=900"]).status, owed()), (0, vec![]));
    assert_eq!((set(&["困难退役军人=1200"]).status, owed()), (0, vec![20_000, 20_000]));
    let paid = record(&program, day, "万世顺", &["--top-up"]);
    assert_eq!((paid.0, &paid.1["cash_fen"]), (0, &20_000.into()), "{paid:?}");
    assert_eq!((set(&["烈士遗属=1100"]).status, owed()), (0, vec![20_000]));
    let above = record(&program, day, "阎惠芝", &["--top-up", "--cash", "300", "--reason", "多"]);
    assert_eq!((above.0, &above.1["rule"]), (77, &"top_up".into()), "{above:?}");
    assert_eq!(record(&program, day, "阎惠芝", &["--top-up"]).0, 0);
    assert_eq!(owed(), Vec::<i64>::new());
    assert_eq!(program.run(&["check"]).status, 0);
}

#[test]
fn a_past_day_counts_what_was_given_in_the_group_of_then() {
    let mut program = program();
    program.register.person("万世顺", "上都镇", "新城社区", &["困难退役军人", "烈士遗属"]);
    let day = "2024-02-03";
    for who in ["万世顺", "解忠"] {
        assert_eq!(record(&program, day, who, &[]).0, 0);
    }
    let groups = || told(&program, day, &["progress", "--by", "group"]).1;
    let before = groups();
    assert!(before.as_array().is_some_and(|lines| lines.len() > 1), "{before:?}");
    let rise = ["round", "set", SPRING, "--standard", "困难退役军人=1200", "--reason", "上级提标"];
    assert_eq!(told(&program, "2024-02-05", &rise).0, 0);
    assert_eq!(groups(), before);
}
