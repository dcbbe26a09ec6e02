//! Protects the digits behind a mask against whoever tries one number after another, over any number of programs.

use rusqlite::Connection;

use muster::domain::search::SearchQuery;

use crate::support::program::{Program, TODAY};
use crate::support::pty::Pty;
use crate::support::register::day;

/// What the audit says of searches by a number.
fn audited(program: &Program) -> Vec<(String, String, Option<String>, String)> {
    let conn = Connection::open(program.register.store.path()).unwrap();
    let mut statement = conn
        .prepare("SELECT actor, subject, before, after FROM audit WHERE action = 'number_search' ORDER BY local_id")
        .unwrap();
    let rows =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn searches_by_a_number_are_counted_over_all_programs_and_slowed_beyond_a_handful() {
    let program = Program::new();
    let tries: [&[&str]; 7] = [
        &["find", "1000"],
        &["find", "2000", "--json"],
        &["show", "152599195208010013"],
        &["show", "152599195208010021", "--json"],
        &["record", "152599195208010030", "--round", "2024-spring", "--by", "布仁", "--by", "赵志强"],
        &["find", "13812341234"],
        &["find", "138 1234 1235"],
    ];
    for (n, line) in (1..).zip(tries) {
        let run = program.run(line);
        assert_eq!(
            run.err.contains("按号码查得太多（先前的试算也算），所以 2 秒后给出结果"),
            n > 6,
            "{line:?} {run:?}"
        );
    }
    let audited = audited(&program);
    let counts: Vec<&str> = audited.iter().map(|(.., after)| after.as_str()).collect();
    assert_eq!(counts, ["1", "2", "3", "4", "5", "6", "7"]);
    for (actor, subject, before, _) in &audited {
        assert!(!actor.is_empty() && subject == "register" && before.is_none(), "{audited:?}");
    }
    // Names and ids are looked up as before, and leave no trace.
    for line in [
        &["find", "clf"][..],
        &["find", "程连富"],
        &["show", "程连富"],
        &["find", "138"],
        &["find", "1381234"],
    ] {
        assert_eq!(program.run(line).err.contains("太多"), line == ["find", "1381234"], "{line:?}");
    }
    assert_eq!(self::audited(&program).len(), 8, "a phone without its area code is a whole one");
    assert!(program.run(&["check"]).out.is_empty());
}

#[test]
fn parts_of_a_number_find_nobody_but_its_front_up_to_the_year() {
    let program = Program::new();
    let roster = program.folder().join("roster.csv");
    std::fs::write(&roster, "姓名,身份证号,联系电话,苏木镇\n巴雅尔,152599195208010013,13812341234,上都镇\n")
        .unwrap();
    assert_eq!(program.run(&["import", roster.to_str().unwrap()]).status, 0);
    let (id, phone) = ("152599195208010013", "13812341234");
    let parts = (1..18).filter(|length| *length != 4).map(|length| &id[18 - length..]);
    let parts = parts.chain((1..6).filter(|length| *length != 4).map(|length| &id[..length]));
    let parts = parts.chain(
        (1..11).filter(|length| *length != 4).flat_map(|length| [&phone[11 - length..], &phone[..length]]),
    );
    // Commands slow down who tries so many numbers.
    let store = &program.register.store;
    let found =
        |typed: &str| store.search(&SearchQuery::new(typed, None, 10), day(TODAY)).unwrap().hits.len();
    for part in parts.filter(|part| !matches!(part.len(), 7 | 8 | 11..=13 | 15)) {
        assert_eq!(found(part), 0, "{part}");
    }
    // Behind the year everything is masked: no digit there makes a difference until the number is whole.
    for length in [6, 8, 9, 10, 11, 12, 13, 14, 16, 17] {
        let wrong = format!("{}{}", &id[..length.min(10)], "9".repeat(length.saturating_sub(10)));
        assert_eq!((found(&id[..length]), found(&wrong)), (1, 1), "{length}");
    }
    assert_eq!((found("152598"), found("1525991953"), found("152599195208010099")), (0, 0, 0));
    let audited = self::audited(&program).len();
    assert_eq!(program.run(&["find", &id[..12]]).status, 0);
    assert_eq!(self::audited(&program).len(), audited + 1, "a front counts as a search by number");
    assert_eq!(program.json(&["find", "0013"])[0]["name"], "巴雅尔");
    assert_eq!(program.json(&["find", id])[0]["name"], "巴雅尔");
    assert_eq!(program.json(&["find", phone])[0]["name"], "巴雅尔");
}

#[test]
fn a_number_can_be_given_where_no_other_account_reads_it() {
    use std::io::Write as _;
    use std::process::Stdio;
    let program = Program::new();
    let given = |line: &[&str], text: &str| {
        let mut command = program.command(line);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    assert!(String::from_utf8(given(&["find", "-"], "程连富\n").stdout).unwrap().contains("程连富"));
    assert!(given(&["show", "-"], "程连富").status.success());
    let nobody = given(&["find", "-"], " \n");
    assert_eq!(nobody.status.code(), Some(2));
    let told = String::from_utf8(given(&["find", "-"], "152599195208010013\n").stderr).unwrap();
    assert!(told.contains("152599********0013"), "{told}");
}

#[test]
fn the_search_box_is_slowed_too_and_says_why_while_the_rest_goes_on() {
    let program = Program::new();
    let folder = program.folder();
    let env =
        [("HOME", folder.to_str().unwrap()), ("MUSTER_DB", program.register.store.path().to_str().unwrap())];
    let mut pty = Pty::muster(&["--today", TODAY, "--lang", "zh"], &env, (80, 24));
    pty.wait_for("桑根达来镇");
    pty.keys("/");
    for n in 1001..=1007 {
        pty.paste(&n.to_string());
        pty.wait_for(if n == 1007 { "按号码查得太多" } else { "没有找到" });
        pty.keys("backspace backspace backspace backspace");
        pty.wait_gone("没有找到");
    }
    pty.text("clf");
    pty.wait_for("程连富");
    pty.keys("esc ctrl+q");
    assert_eq!(pty.exit(), 0, "{}", pty.screen());
    let counts: Vec<String> = audited(&program).into_iter().map(|(.., after)| after).collect();
    assert_eq!(counts, ["1", "2", "3", "4", "5", "6", "7"]);
}

/// What the audit keeps of rosters: the name of the file, and what was asked.
fn rosters_audited(program: &Program) -> Vec<(String, serde_json::Value)> {
    let conn = Connection::open(program.register.store.path()).unwrap();
    let mut statement = conn
        .prepare("SELECT subject, after FROM audit WHERE action = 'number_roster' ORDER BY local_id")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).unwrap();
    rows.map(|row| row.map(|(file, told)| (file, serde_json::from_str(&told).unwrap())))
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}

/// A roster of so many ID numbers, all of one name.
fn guessed(program: &Program, file: &str, name: &str, ids: impl IntoIterator<Item = String>) -> String {
    let path = program.folder().join(file);
    let mut rows = "姓名,身份证号,苏木镇\n".to_owned();
    for id in ids {
        rows.extend([name, ",", &id, ",上都镇\n"]);
    }
    std::fs::write(&path, rows).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_dry_run_of_guessed_numbers_is_counted_and_slowed_before_it_names_anybody() {
    let program = Program::new();
    let behind = guessed(&program, "behind.csv", "巴雅尔", ["152599195208010013".to_owned()]);
    assert_eq!(program.run(&["import", &behind]).status, 0);
    let ids =
        |days: std::ops::Range<u32>| days.map(|day| format!("1525991952{:02}{:02}0013", day % 12 + 1, day));
    let file = guessed(&program, "a.csv", "甲某", ids(1..4));
    let run = program.run(&["import", "--dry-run", &file]);
    assert!(!run.err.contains("等于按号码查找，试算也一样"), "{run:?}");
    // Seven rows that are no guesses of one mask: each beyond the free ones waits, since others were before.
    let people = (0..7).map(|n| format!("15259919{:02}08010013", 52 + n));
    let file = guessed(&program, "b.csv", "乙某", people);
    for line in [&["import", "--dry-run"][..], &["import"], &["--json", "import", "--dry-run"]] {
        let run = program.run(&[line, &[&file]].concat());
        // The same again is told at once.
        assert_eq!(
            run.err.contains("等于按号码查找，试算也一样"),
            line == ["import", "--dry-run"],
            "{run:?}"
        );
        // As a search by the whole number, which counts as much, it tells whose the number is.
        assert!(run.out.contains("巴雅尔") && run.out.contains("152599********0013"), "{run:?}");
        assert!(run.out.contains("另一个姓名"), "{run:?}");
    }
    let renamed = program.run(&["import", "--dry-run", "--rename", &file]);
    assert!(!renamed.out.contains("巴雅尔") && renamed.out.contains("改名"), "{renamed:?}");
    let audited = rosters_audited(&program);
    let files: Vec<&str> = audited.iter().map(|(file, _)| file.as_str()).collect();
    assert_eq!(files, ["behind.csv", "a.csv", "b.csv", "b.csv", "b.csv", "b.csv"]);
    let searches: Vec<u64> = audited.iter().map(|(_, told)| told["searches"].as_u64().unwrap()).collect();
    assert_eq!(searches, [0, 3, 7, 0, 0, 0]);
    assert_eq!((&audited[2].1["by_number"], &audited[2].1["known"]), (&7.into(), &1.into()));
    assert_eq!(audited[2].1["content"].as_str().map(str::len), Some(64));
    // A search by number after so many is slowed as well.
    assert!(program.run(&["find", "clf"]).err.is_empty());
    assert!(program.run(&["check"]).out.is_empty());
}

#[test]
fn rosters_of_many_people_are_not_slowed() {
    let program = Program::new();
    for n in 0..8 {
        let ids = (0..40).map(|m| format!("1525991{:03}0801{:04}", 930 + m, 13 + n * 10));
        let file = guessed(
            &program,
            &format!("{n}.csv"),
            &format!("丙某{}", ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"][n]),
            ids,
        );
        for line in [&["import", "--dry-run"][..], &["import"]] {
            let run = program.run(&[line, &[&file]].concat());
            let held = n >= 6 && line.len() == 2;
            assert_eq!(run.err.contains("等于按号码查找，试算也一样"), held, "{n} {run:?}");
            assert_eq!(run.status, 0, "{run:?}");
            if held {
                return;
            }
        }
    }
}

#[test]
fn a_retry_that_tells_whether_a_number_in_a_text_is_right_counts() {
    let program = Program::new();
    let id = "018d6f1a-1234-7abc-8def-012345678901";
    let line = |note: &'static str| {
        [
            "record",
            "程连富",
            "--round",
            "2024-spring",
            "--by",
            "布仁",
            "--by",
            "赵志强",
            "--id",
            id,
            "--note",
            note,
        ]
    };
    assert_eq!(program.run(&line("女儿13812341234")).status, 0);
    assert!(audited(&program).is_empty());
    program.run(&line("女儿13812341235"));
    program.run(&line("女儿"));
    assert_eq!(audited(&program).len(), 1);
}

/// Beside the masked number the birth date is the number: who tries one after another is counted, and learns nothing by
/// what is refused for something else.
#[test]
fn a_birth_date_that_is_given_to_a_namesake_is_a_search_by_number() {
    let program = Program::new();
    let known = program.register.store.resolve("程连富").unwrap().to_string();
    let twin = ["person", "add", "--name", "程连富", "--township", "上都镇", "--village", "新城社区"];
    let twin = program.json(&[&twin[..], &["--confirm-double", "同名"]].concat());
    let twin = twin["recipient"].as_str().unwrap();
    let birth = "1936-03-04";
    assert_eq!(program.run(&["person", "set", &known, "--birth", birth]).status, 0);
    let before = audited(&program).len();
    let line = ["person", "set", twin, "--birth", birth];
    let refused = program.run(&[&line[..], &["--card", "1"]].concat());
    assert_eq!(refused.status, 77, "{refused:?}");
    assert!(![refused.out, refused.err].concat().contains("152599"));
    assert_eq!(audited(&program).len(), before + 1, "counted though refused");
    let told = program.run(&line);
    assert!(told.status == 77 && audited(&program).len() == before + 2, "{told:?}");
}

/// Commands that compare no number with the register: a table of the document tells them.
#[test]
fn every_command_that_compares_a_number_with_the_register_is_in_the_table_and_counts() {
    let text = include_str!("../.github/SECURITY.md");
    let rows = text.lines().skip_while(|line| !line.starts_with("| a number given to |")).skip(2);
    let rows: Vec<(Vec<&str>, bool)> = rows
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let names = cells[0].split('`').skip(1).step_by(2).collect();
            (names, !cells[1].trim().starts_with("is compared with no number"))
        })
        .collect();
    let program = Program::new();
    let help = program.run(&["--help", "--lang", "en"]).out;
    let listed =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    for command in listed.filter_map(|line| line.split_whitespace().next()) {
        assert!(rows.iter().any(|(names, _)| names.contains(&command)), "{command} is not in the table");
    }
    let roster = guessed(&program, "one.csv", "丁某", ["152599195208010013".to_owned()]);
    let number = "152599195208010013";
    let paid = program.folder().join("paid.csv").to_str().unwrap().to_owned();
    std::fs::write(&paid, format!("姓名,身份证号,金额\n丁某,{number},500\n")).unwrap();
    let work = program.folder().join("work.csv").to_str().unwrap().to_owned();
    std::fs::write(&work, format!("种类,时间,对象\n年度确认,2024-02-01,{number}\n")).unwrap();
    let lines: [(&str, &[&str]); 20] = [
        ("find", &["find", number]),
        ("show", &["show", number]),
        ("person", &["person", "status", number, "left", "--on", "2024-02-01", "--reason", "某事"]),
        ("group", &["group", "add", number, "烈士遗属"]),
        ("category", &["category", "end", number, "烈士遗属"]),
        ("record", &["record", number, "--round", "2024-spring", "--by", "布仁", "--by", "赵志强"]),
        ("plan", &["plan", "2024-spring", "explain", number]),
        ("acts", &["acts", "--person", number]),
        ("pay", &["pay", number, "army_spouse", "500", "--months", "2023-01"]),
        ("case", &["case", "open", number, "A1"]),
        ("attribute", &["attribute", "add", "光荣牌", number, "--on", "2024-02-01"]),
        ("matter", &["matter", "add", "安置", "--person", number]),
        ("role", &["role", "add", "兵支书", number]),
        ("work", &["work", "read", &work]),
        ("need", &["need", "add", number, "房屋漏雨", "--on", "2024-02-01"]),
        ("contact", &["contact", "add", number, "--way", "电话"]),
        ("confirm", &["confirm", "add", number, "--year", "2024", "--way", "上门", "--result", "健在"]),
        (
            "payroll",
            &["payroll", "read", &paid, "--programme", "army_spouse", "--months", "2023-01", "--dry-run"],
        ),
        ("import", &["import", "--dry-run", &roster]),
        ("import", &["import", &roster]),
    ];
    for (names, counts) in &rows {
        for name in names {
            assert_eq!(lines.iter().any(|(command, _)| command == name), *counts, "{name}");
        }
    }
    // A register for a few of them: beyond six a minute each one waits.
    for few in lines.chunks(6) {
        let program = Program::new();
        for (n, (_, line)) in (1..).zip(few) {
            program.run(line);
            assert_eq!(audited(&program).len() + rosters_audited(&program).len(), n, "{line:?}");
        }
    }
}
