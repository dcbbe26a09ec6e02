//! Protects scripts and the person on a slow link: what the commands print, in which shape, and how they
//! end.

use crate::support::program::{Program, finished};
use crate::support::register::on;
use muster::clock;
use muster::domain::op::Op;
use serde_json::{Value, json};
use std::fs;
use std::process::Command;

const SPRING: &str = "2024-spring";
const GIVE: [&str; 7] = ["record", "程连富", "--round", SPRING, "--by", "布仁", "--by=赵志强"];

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Whether the object has these fields; others may stand beside them.
fn has(value: &Value, fields: &[&str]) {
    for field in fields {
        assert!(value.get(field).is_some(), "{field} is missing in {:?}", keys(value));
    }
}

#[test]
fn every_end_has_its_exit_status() {
    let program = Program::new();
    let unknown = clock::new_entry_id().to_string();
    let cases: &[(&[&str], i32)] = &[
        (&["--help"], 0),
        (&["--version"], 0),
        (&["record", "--help"], 0),
        (&["due"], 0),
        (&["due", "--round", "2024年春节", "--township", "上都", "--state", "应访"], 0),
        (&["due", "--township", "152530101", "--state", "due"], 0),
        (&["due", "--round", "2025-army"], 0),
        (&["rounds"], 0),
        (&["rounds", "--year", "2100"], 0),
        (&["ledger"], 0),
        (&["ledger", "--round", SPRING, "--year", "2024"], 0),
        (&["report", "2024"], 0),
        (&["review"], 0),
        (&["review", "doubles"], 0),
        (&["review", "没有电话", "--township", "上都"], 0),
        (&["show", "程连富"], 0),
        (&["find", "clf"], 0),
        (&["check"], 0),
        (&["keys"], 0),
        (&["completions", "bash"], 0),
        (&["find", "没有这个人"], 1),
        (&["show", "没有这个人"], 1),
        (&["record", "没有这个人", "--round", SPRING], 1),
        (&["reverse", &unknown, "--reason", "x"], 1),
        (&["bogus"], 2),
        (&["due", "--bogus"], 2),
        (&["due", "--round", "2024-autumn"], 2),
        (&["due", "--round", "1800-spring"], 2),
        (&["due", "--township", "火星镇"], 2),
        (&["due", "--state", "late"], 2),
        (&["due", "--today", "2024-02-30"], 2),
        (&["due", "--lang", "fr"], 2),
        (&["rounds", "--year", "20x4"], 2),
        (&["report"], 2),
        (&["review", "bogus"], 2),
        (&["review", "--township", "火星镇"], 2),
        (&["report", "99"], 2),
        (&["record", "程连富"], 2),
        (&["record", "程连富", "--round", SPRING, "--id", "7"], 2),
        (&["record", "程连富", "--round", SPRING, "--outcome", "gone"], 2),
        (&["record", "程连富", "--round", SPRING, "--on", "someday"], 2),
        (&["record", "程连富", "--round", SPRING, "--goods", "米面油 1 份"], 2),
        (&["record", "程连富", "--round", SPRING, "--value", "160"], 2),
        (&["record", "程连富", "--round", SPRING, "--relation", "子"], 2),
        (&["record", "程连富", "--round", SPRING, "--until", "2024-02-05"], 2),
        (&["record", "程连富", "--round", SPRING, "--override", ""], 2),
        (&["record", "程连富", "--round", SPRING, "--by", "a", "--by", "b", "--by", "c"], 2),
        (&["record", "程连富", "--round", SPRING, "--outcome", "absent", "--proxy", "a"], 2),
        (&["reverse", &unknown], 2),
        (&[], 2),
        (&["demo"], 2),
        (&["record", "程连富", "--round", SPRING, "--cash", "一千"], 65),
        (&["record", "程连富", "--round", SPRING, "--cash", "500.001"], 65),
        (&["record", "程连富", "--round", SPRING, "--cash", "-5"], 65),
        (&["record", "程连富", "--round", SPRING, "--by", "a\u{202e}b"], 65),
        (&["record", "程连富", "--round", SPRING], 77),
        (&["record", "程连富", "--round", SPRING, "--cash", "500", "--by", "布仁"], 77),
        (&["record", "程连富", "--round", SPRING, "--by", "程连富", "--by", "布仁"], 77),
        (&["record", "无名组", "--round", SPRING, "--by", "赵志强", "--by", "布仁"], 77),
        (&["record", "程连富", "--round", SPRING, "--proxy", "程小", "--by", "a", "--by", "b"], 77),
        (&["init"], 73),
    ];
    for (args, status) in cases {
        let run = program.run(args);
        assert_eq!(run.status, *status, "{args:?} {run:?}");
        let answered = matches!(*status, 0);
        assert_eq!(run.err.is_empty(), answered, "{args:?} {run:?}");
    }
}

#[test]
fn a_place_without_a_register_is_told_with_the_way_out() {
    let program = Program::new();
    let place = |name: &str| program.folder().join(name).display().to_string();
    let due = |db: &str| program.run(&["--db", db, "due"]);

    let missing = due(&place("none.db"));
    assert_eq!(missing.status, 1, "{missing:?}");
    assert!(missing.err.contains("muster init"), "{missing:?}");
    assert!(!program.folder().join("none.db").exists());

    fs::write(place("foreign.db"), "not a register, but long enough to be looked at".repeat(9)).unwrap();
    assert_eq!(due(&place("foreign.db")).status, 65);
    assert_eq!(program.run(&["--db", &place("foreign.db"), "init"]).status, 73);

    let newer = program.register.plain();
    newer.pragma_update(None, "user_version", 999).unwrap();
    assert_eq!(program.run(&["due"]).status, 78);
}

#[test]
fn the_register_lies_where_the_flag_the_variable_or_xdg_says() {
    let program = Program::new();
    let home = program.folder();
    let run = |command: &mut Command| finished(command.args(["init", "--json"]));
    let created = |run: crate::support::program::Run| {
        assert_eq!(run.status, 0, "{run:?}");
        run.json()["created"].as_str().unwrap().to_owned()
    };
    let under = |path: &str| home.join(path).display().to_string();
    let plain = run(program.command(&[]).env_remove("MUSTER_DB"));
    assert_eq!(created(plain), under(".local/share/muster/register.db"));
    let xdg = run(program.command(&[]).env_remove("MUSTER_DB").env("XDG_DATA_HOME", home.join("data")));
    assert_eq!(created(xdg), under("data/muster/register.db"));
    let variable = run(program.command(&[]).env("MUSTER_DB", home.join("a.db")));
    assert_eq!(created(variable), under("a.db"));
    let flag = run(program.command(&["--db", &under("b.db")]).env("MUSTER_DB", home.join("c.db")));
    assert_eq!(created(flag), under("b.db"));
}

#[test]
fn lists_have_the_promised_shapes() {
    let program = Program::new();
    assert_eq!(program.run(&GIVE).status, 0);

    let due = program.json(&["due", "--round", SPRING]);
    has(&due, &["round", "today", "opens", "due_until", "grace_until", "counts", "items"]);
    let counts = json!({"upcoming": 0, "due": 2, "grace": 0, "overdue": 0, "done": 1, "closed": 0});
    assert_eq!(due["counts"], counts);
    let item = due["items"].as_array().unwrap().iter().find(|item| item["name"] == "单国强").unwrap();
    has(item, &["recipient"]);
    for (field, value) in [
        ("township", json!("上都镇")),
        ("village", json!("新城社区")),
        ("group", json!("困难退役军人")),
        ("amount_fen", json!(50_000)),
        ("state", json!("due")),
    ] {
        assert_eq!(item[field], value, "{field}");
    }
    // Who is to be visited now; the rest for the asking.
    let states = |args: &[&str]| {
        let told = program.json(&[&["due", "--round", SPRING], args].concat());
        let items = told["items"].as_array().unwrap().iter();
        items.map(|item| item["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states(&[]), ["due", "due"]);
    let mut all = states(&["--state", "all"]);
    all.sort_unstable();
    assert_eq!(
        (all, states(&["--state", "全部"]).len()),
        (vec!["done".into(), "due".into(), "due".into()], 3)
    );
    let before = program.run(&["due", "--round", SPRING, "--today", "2024-01-10"]);
    assert!(before.out.contains("--state all"), "{before:?}");

    let rounds = program.json(&["rounds", "--year", "2033"]);
    assert_eq!(rounds[0]["round"], "2033-spring");
    assert_eq!(rounds[0]["day"], "2033-01-31");
    assert_eq!(rounds[0]["opens"], "2033-01-01");
    assert_eq!(rounds[0]["created"], false);
    has(&rounds[1], &["round", "day", "opens", "due_until", "grace_until", "created", "counts"]);
    assert_eq!(rounds[1]["counts"]["upcoming"], 3);

    let ledger = program.json(&["ledger", "--round", SPRING]);
    let fields = ["entry", "kind", "recipient", "name", "round", "purpose", "cash_fen", "goods_fen", "on"];
    has(&ledger[0], &fields);
    assert_eq!(ledger[0]["kind"], "gift");
    assert_eq!(ledger[0]["cash_fen"], 100_000);
    assert!(ledger[0]["reverses"].is_null() && ledger[0]["reversed_by"].is_null());

    let report = program.json(&["report", "2024"]);
    let visits = json!({"people": 1, "person_visits": 1, "cash_fen": 100_000, "goods_fen": 0});
    let units = json!({"units": 0, "cash_fen": 0, "goods_fen": 0});
    assert_eq!((&report["visits"], &report["units"]), (&visits, &units));
    assert_eq!(report["rounds"][0]["round"], SPRING);
    assert_eq!((&report["rounds"][0]["visits"], &report["rounds"][0]["units"]), (&visits, &units));

    let found = program.json(&["find", "hrcbte"]);
    let fields = ["id", "name", "kind", "township", "village", "groups", "state", "id_number", "phone"];
    has(&found[0], &fields);
    assert_eq!(found[0]["groups"], json!(["参加抗美援朝军人", "困难退役军人"]));
    assert_eq!(program.run(&["find", "没有", "--json"]).out, "[]\n");

    let shown = program.json(&["show", "程连富"]);
    has(&shown, &["id", "name", "kind", "categories", "groups", "status", "history", "rounds"]);
    assert_eq!(shown["rounds"][0]["outcome"], "given");
    assert_eq!(shown["rounds"][0]["entries"][0]["cash_fen"], 100_000);

    assert_eq!(program.run(&["check", "--json"]).out, "[]\n");
    assert_eq!(program.run(&["check"]).out, "");
}

#[test]
fn recording_twice_records_once_and_a_second_gift_names_the_first() {
    let mut program = Program::new();
    let id = clock::new_entry_id().to_string();
    let mut line = GIVE.to_vec();
    line.extend(["--id", &id]);
    let first = program.json(&line);
    assert_eq!((&first["result"], &first["entry"]), (&json!("recorded"), &json!(id)));
    let again = program.json(&line);
    assert_eq!((&again["result"], &again["entry"]), (&json!("exists"), &json!(id)));

    let mut other = line.clone();
    other.extend(["--cash", "500", "--json"]);
    let different = program.run(&other);
    assert_eq!((different.status, &different.json()["result"]), (65, &json!("different")));

    let mut second = GIVE.to_vec();
    second.push("--json");
    let refused = program.run(&second);
    assert_eq!(refused.status, 77);
    let told = refused.json();
    assert_eq!(told["result"], "refused");
    assert_eq!(told["rule"], "double_cash");
    assert_eq!(told["earlier"], json!(id));
    for part in ["2月2日", "1,000", "布仁", "赵志强", id.as_str()] {
        assert!(told["message"].as_str().unwrap().contains(part), "{part}: {told}");
    }
    let plain = program.run(&GIVE);
    assert!(plain.out.is_empty() && plain.err.contains(&id), "{plain:?}");

    let (round, today) =
        (program.register.store.round("2024-army".parse().unwrap()).unwrap(), on("2024-02-02"));
    program.register.store.commit(&Op::CreateRound(round), &today).unwrap();
    let mut next = GIVE.to_vec();
    next[3] = "2024-army";
    next.extend(["--reason", "提前"]);
    assert_eq!(program.run(&next).status, 0, "the next round is free");
    let mut over = GIVE.to_vec();
    over.extend(["--override", "旗里另批"]);
    assert_eq!(program.run(&over).status, 0);
    let check = program.run(&["check", "--json"]);
    assert_eq!((check.status, check.json()), (0, json!([])), "it was allowed with a reason");
}

#[test]
fn a_reversal_is_tied_to_its_gift_and_happens_once() {
    let program = Program::new();
    let gift = program.json(&GIVE)["entry"].as_str().unwrap().to_owned();
    let id = clock::new_entry_id().to_string();
    let line = ["reverse", &gift, "--reason", "发错人", "--id", &id];
    assert_eq!(program.json(&line)["result"], "recorded");
    assert_eq!(program.json(&line)["result"], "exists");
    let ledger = program.json(&["ledger"]);
    assert_eq!((&ledger[0]["kind"], &ledger[0]["reverses"]), (&json!("reversal"), &json!(gift)));
    assert_eq!(ledger[0]["cash_fen"], -100_000);
    assert_eq!(ledger[1]["reversed_by"], json!(id));
    assert_eq!(program.run(&["reverse", &gift, "--reason", "再来"]).status, 77);
    assert_eq!(program.run(&["reverse", &id, "--reason", "冲冲正"]).status, 77);
    assert_eq!(program.run(&["reverse", &gift, "--reason", " "]).status, 2);
    assert_eq!(program.run(&["check"]).status, 0);
}

#[test]
fn every_outcome_can_be_recorded() {
    let program = Program::new();
    let result = |args: &[&str]| {
        let line: Vec<&str> = ["record", "单国强", "--round", SPRING].iter().chain(args).copied().collect();
        let told = program.json(&line);
        (told["result"].as_str().unwrap().to_owned(), told["outcome"].as_str().unwrap().to_owned())
    };
    let recorded = |outcome: &str| ("recorded".to_owned(), outcome.to_owned());
    assert_eq!(result(&["--outcome", "不在家"]), recorded("absent"));
    assert_eq!(result(&["--outcome", "deferred", "--until", "2024-02-05"]), recorded("deferred"));
    let due = program.json(&["due", "--township", "上都镇"]);
    let first = &due["items"][0];
    assert_eq!((&first["state"], &first["why"]), (&json!("due"), &json!("deferred")));
    assert_eq!(first["promised_on"], "2024-02-05");
    let proxy = ["--proxy", "单小", "--relation", "子", "--by", "布仁", "--by", "赵志强"];
    assert_eq!(result(&proxy), recorded("proxy"));
    let goods = ["--goods", "米面油 1 份", "--value", "160", "--by", "布仁", "--reason", "另加"];
    assert_eq!(result(&goods), recorded("given"));
    let report = program.json(&["report", "2024"]);
    assert_eq!(report["visits"]["cash_fen"], 50_000);
    assert_eq!(report["visits"]["goods_fen"], 16_000);
}

#[test]
fn a_day_is_written_as_on_every_screen() {
    let program = Program::new();
    for on in ["2024-02-01", "2024年2月1日", "０２０１", "2.1", "1", "昨天", "yesterday", "-1", "-"]
    {
        let line = ["record", "单国强", "--round", SPRING, "--outcome", "absent", "--on", on];
        assert_eq!(program.json(&line)["result"], "recorded", "{on}");
    }
    let card = program.json(&["show", "单国强"]);
    let calls = card["rounds"][0]["calls"].as_array().unwrap();
    assert!(calls.len() == 9 && calls.iter().all(|call| call["on"] == "2024-02-01"), "{calls:?}");
}

#[test]
fn an_import_is_all_or_nothing_unless_refused_rows_are_left_out() {
    let program = Program::new();
    let file = program.folder().join("名册.csv");
    let roster = "花名册\n\n序号,姓 名,公民身份号码,所属苏木镇(场),慰问类别\n\
                  1,乌云其木格,,桑根达来,烈士遗属\n2,张三,1525,上都镇,\n合计,2,,,\n";
    fs::write(&file, roster).unwrap();
    let path = file.display().to_string();
    let run = |flags: &[&str]| {
        let line: Vec<&str> = ["import", &path, "--json"].iter().chain(flags).copied().collect();
        program.run(&line)
    };
    for flags in [&["--dry-run"][..], &[]] {
        let refused = run(flags);
        assert_eq!(refused.status, 65, "{refused:?}");
        let told = refused.json();
        has(&told, &["rows", "new", "changed", "unchanged", "warned", "refused"]);
        assert_eq!((&told["rows"], &told["refused"][0]["row"]), (&json!(2), &json!(5)));
        assert_eq!(told["refused"][0]["column"], "公民身份号码");
        assert_eq!(told["refused"][0]["name"], "张三");
        assert_eq!(program.run(&["show", "乌云其木格"]).status, 1, "nothing was written");
    }
    let plain = program.run(&["import", &path]);
    assert!(plain.out.contains("第 5 行 张三 公民身份号码"), "{plain:?}");
    assert!(plain.err.contains("--skip-refused"), "{plain:?}");

    let skipped = run(&["--skip-refused"]);
    assert_eq!((skipped.status, &skipped.json()["new"]), (0, &json!(1)), "{skipped:?}");
    let rest = fs::read_to_string(skipped.json()["refused_file"].as_str().unwrap()).unwrap();
    assert!(rest.contains("张三") && rest.contains("原因") && !rest.contains("乌云其木格"), "{rest}");
    assert_eq!(program.run(&["show", "乌云其木格"]).status, 0);

    let again = run(&["--skip-refused"]).json();
    assert_eq!((&again["unchanged"], &again["changed"], &again["new"]), (&json!(1), &json!(0), &json!(0)));
    assert_eq!(run(&["--skip-refused", "--lang", "en"]).status, 0);
    let rest_known = program.run(&["import", &path, "--skip-refused"]);
    assert!(rest_known.out.contains("其余的行登记册已是这样"), "{rest_known:?}");
    fs::write(&file, "姓名,身份证号,苏木镇\n张三,1525,上都镇\n").unwrap();
    let none_good = program.run(&["import", &path, "--skip-refused"]);
    assert!(none_good.out.contains("没有一行可用"), "{none_good:?}");
    // Where every row was refused, nothing was imported.
    assert!(none_good.status == 65 && none_good.err.contains("没有一行可用"), "{none_good:?}");
    assert_eq!(run(&["--skip-refused"]).status, 65);
    assert!(!none_good.out.contains("登记册已是这样"), "{none_good:?}");
    fs::write(&file, "姓名,苏木镇\n合计,0\n").unwrap();
    let nobody = program.run(&["import", &path]);
    assert!(nobody.status == 0 && nobody.out.contains("文件中没有人员"), "{nobody:?}");
    assert!(!nobody.out.contains("登记册已是这样"), "{nobody:?}");
    fs::write(&file, "not a roster\n").unwrap();
    assert_eq!(run(&[]).status, 65);
}

/// A file that is named and not there is a fault of the command line, whichever command it is given to.
#[test]
fn a_file_that_is_not_there_is_one_fault_for_every_command() {
    let program = Program::new();
    for lang in ["zh", "en"] {
        for command in
            [&["import", "nothing.csv"][..], &["restore", "nothing.db"], &["restore", "nothing.db", "--yes"]]
        {
            let run = program.run(&[command, &["--lang", lang]].concat());
            assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
            assert!(run.err.contains("nothing."), "{run:?}");
        }
    }
}

#[test]
fn the_sample_tells_its_year_by_command() {
    let program = Program::new();
    let place = program.folder().join("sample.db").display().to_string();
    let on_sample = |args: &[&str]| {
        let line: Vec<&str> = ["--db", &place, "--json"].iter().chain(args).copied().collect();
        program.run(&line)
    };
    assert_eq!(on_sample(&["init", "--sample"]).status, 0);
    let report = on_sample(&["report", "2023"]).json();
    assert_eq!(report["visits"]["people"], 85);
    assert_eq!(report["visits"]["cash_fen"], 6_050_000);
    assert_eq!(report["units"], json!({"units": 3, "cash_fen": 0, "goods_fen": 3_265_900}));
    let spring = on_sample(&["report", "--round", "2023-spring"]).json();
    let army = on_sample(&["report", "--round", "2023-army"]).json();
    let both = |of: fn(&Value) -> &Value| of(&spring).as_i64().unwrap() + of(&army).as_i64().unwrap();
    assert_eq!(both(|round| &round["visits"]["cash_fen"]), 6_050_000);
    assert_eq!(both(|round| &round["units"]["goods_fen"]), 3_265_900);
    let places = spring["townships"].as_array().unwrap();
    let cash: i64 = places.iter().map(|one| one["visits"]["cash_fen"].as_i64().unwrap()).sum();
    assert_eq!(spring["visits"]["cash_fen"], cash, "{spring}");
    assert_eq!(on_sample(&["report", "2023", "--round", "2023-spring"]).status, 2);
    let one = program.run(&["--db", &place, "find", "clf"]);
    assert!(one.out.len() <= 1024 && one.out.contains("程连富"), "{one:?}");
    // A township is its people, as on every screen; the unit that lies in it stands with the units, which the banner lists.
    let due = |more: &[&str]| {
        let line = [&["due", "--round", SPRING, "--state", "all"][..], more].concat();
        let told = on_sample(&line).json();
        let items = told["items"].as_array().unwrap().clone();
        let counts = told["counts"].as_object().unwrap().values().filter_map(Value::as_u64).sum::<u64>();
        let units = items.iter().filter(|item| item["kind"] == "unit").count();
        assert_eq!(counts, items.len() as u64, "{more:?} {told}");
        (items.len(), units)
    };
    assert_eq!(due(&["--township", "桑根达来镇"]), (15, 0));
    assert_ne!(due(&[]).1, 0);
    // The number of an entry is the one that `reverse` takes and the screens tell.
    let ledger = program.run(&["--db", &place, "ledger"]);
    let first = ledger.out.lines().nth(1).unwrap_or_default().trim_start().to_owned();
    assert!(first.starts_with('#'), "{ledger:?}");
    assert_eq!(on_sample(&["check"]).status, 0);
    assert_eq!(on_sample(&["due"]).out, on_sample(&["due"]).out, "two runs give the same bytes");
}

#[test]
fn both_languages_say_the_same_in_their_own_words() {
    let program = Program::new();
    for (args, zh, en) in [
        (&["due"][..], "应访", "due"),
        (&["rounds"], "慰问活动", "round"),
        (&["report", "2024"], "人次", "visits"),
        (&["ledger"], "没有符合条件的分录", "no entry"),
        (&["show", "程连富"], "慰问类别", "groups"),
        (&["find", "clf"], "姓名", "name"),
        (&["keys"], "任何时候", "Everywhere"),
        (&["--help"], "用法", "Usage"),
        (&["record", "--help"], "经办人", "Handler"),
    ] {
        let said = |lang| program.run(&[&["--lang", lang], args].concat()).out;
        assert!(said("zh").contains(zh), "{}", said("zh"));
        assert!(said("en").contains(en), "{}", said("en"));
    }
    let refusal = |lang| program.run(&[&GIVE[..6], &["--lang", lang]].concat()).err;
    assert!(refusal("zh").contains("经办人"), "{}", refusal("zh"));
    assert!(refusal("en").contains("handlers"), "{}", refusal("en"));
}

#[test]
fn control_characters_are_never_echoed() {
    let program = Program::new();
    let bad = "x\u{1b}[31m\u{202e}\u{200b}\u{7}";
    for args in [
        &[bad][..],
        &["find", bad],
        &["show", bad],
        &["due", "--round", bad],
        &["due", "--township", bad],
        &["due", "--state", bad],
        &["due", "--today", bad],
        &["due", "--lang", bad],
        &["due", "--db", bad],
        &["report", bad],
        &["completions", bad],
        &["import", bad],
        &["record", bad, "--round", SPRING],
        &["record", "程连富", "--round", SPRING, "--by", bad],
        &["record", "程连富", "--round", SPRING, "--cash", bad],
        &["record", "程连富", "--round", SPRING, "--outcome", bad],
        &["reverse", bad, "--reason", bad],
    ] {
        for json in [&[][..], &["--json"]] {
            let run = program.run(&[args, json].concat());
            assert_ne!(run.status, 0, "{args:?}");
            let printed = format!("{}{}", run.out, run.err);
            let raw = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{200b}');
            assert!(!printed.contains(raw), "{args:?} {printed:?}");
        }
    }
}

#[test]
fn a_full_disk_is_told_and_a_closed_pipe_is_not() {
    let program = Program::new();
    for args in [
        &["--help"][..],
        &["--version"],
        &["due"],
        &["due", "--json"],
        &["rounds", "--year", "2024"],
        &["ledger"],
        &["report", "2024"],
        &["show", "程连富"],
        &["find", "clf"],
        &["check", "--json"],
        &["keys"],
        &["completions", "zsh"],
    ] {
        let full = program.to_full_disk(args);
        assert_eq!(full.status, 74, "{args:?} {full:?}");
        let closed = program.to_closed_pipe(args);
        assert_eq!((closed.status, closed.err.as_str()), (0, ""), "{args:?} {closed:?}");
    }
    let written = program.to_full_disk(&GIVE);
    assert_eq!(written.status, 74);
    assert!(written.err.contains("已经写入"), "{written:?}");
    assert_eq!(program.json(&["ledger"]).as_array().unwrap().len(), 1, "it was recorded all the same");
    assert_eq!(program.to_closed_pipe(&["find", "没有"]).status, 1);
}

#[test]
fn a_refusal_names_the_day_once_and_the_way_out() {
    let program = Program::new();
    assert_eq!(program.run(&GIVE).status, 0);
    let second = program.run(&GIVE);
    assert_eq!(
        second.err.matches("2024").count() - second.err.matches("2024年春节").count(),
        1,
        "{second:?}"
    );
    let one = program.run(&["record", "单国强", "--round", SPRING, "--by", "布仁"]);
    assert!(one.status == 77 && one.err.contains("--by"), "{one:?}");
    for line in [&["show", "王"][..], &["record", "王", "--round", SPRING]] {
        let nobody = program.run(line);
        assert!(nobody.status == 1 && nobody.err.contains("muster find"), "{nobody:?}");
    }
    let line = ["record", "单国强", "--round", SPRING, "--outcome", "deferred", "--until", "2024-02-05"];
    assert!(program.run(&line).out.contains("改期 约 2024年2月5日（2024年2月2日 去过）"));
}
