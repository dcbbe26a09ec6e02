//! Protects the keeping of people by commands: whoever is added is one human and is due, every fact is mended with what
//! was there before in the audit, and no answer shows a number.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use crate::support::program::{Program, Run};

const SPRING: &str = "2024-spring";
const ID: &str = "152599193202150013";
const OLD_ID: &str = "152599320215001";
const PHONE: &str = "13847900001";

fn add(program: &Program, more: &[&str]) -> (i32, Value) {
    let mut line = vec!["person", "add", "--township", "上都镇", "--json"];
    line.extend(more);
    told(&program.run(&line))
}

fn told(run: &Run) -> (i32, Value) {
    assert_eq!(run.out.lines().count(), 1, "{run:?}");
    for number in [ID, OLD_ID, PHONE, "1932-02-15"] {
        assert!(!run.out.contains(number) && !run.err.contains(number), "{run:?}");
    }
    (run.status, run.json())
}

fn sound(program: &Program) {
    assert_eq!(program.run(&["check"]).status, 0);
}

fn due(program: &Program) -> Vec<String> {
    let due = program.json(&["due", "--round", SPRING]);
    let rows = due["items"].as_array().or(due.as_array()).unwrap();
    rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

/// From an empty register to somebody who died and did not, by commands alone.
#[test]
fn a_register_is_kept_by_commands_alone() {
    let program = Program::new();
    let (status, added) = add(
        &program,
        &[
            "--name",
            "巴 图",
            "--id",
            ID,
            "--phone",
            PHONE,
            "--village",
            "新城社区",
            "--group",
            "烈士遗属",
            "--category",
            "残疾军人=2020-01-01",
        ],
    );
    assert_eq!((status, &added["result"], &added["name"]), (0, &"done".into(), &"巴图".into()), "{added}");
    let id = added["recipient"].as_str().unwrap();
    assert!(due(&program).contains(&"巴图".to_owned()));
    sound(&program);

    let card = program.json(&["show", "巴图"]);
    assert_eq!(
        (&card["id_number"], &card["sex"], &card["birth_year"]),
        (&"152599********0013".into(), &"male".into(), &1932.into())
    );
    assert_eq!(card["categories"][0]["from"], "2020-01-01");

    let (status, again) = add(&program, &["--name", "巴图", "--id", OLD_ID]);
    assert_eq!((status, &again["result"], &again["recipient"]), (0, &"exists".into(), &id.into()), "{again}");

    let given = program.json(&["record", id, "--round", SPRING, "--by", "布仁", "--by", "赵志强"]);
    assert_eq!((&given["result"], &given["cash_fen"]), (&"recorded".into(), &100_000.into()), "{given}");

    for (line, key, value) in [
        (&["person", "set", id, "--name", "巴图孟克", "--reason", "改名"][..], "name", "巴图孟克"),
        (&["person", "set", id, "--village", "东关村"], "village", "东关村"),
        (&["person", "set", id, "--township", "桑根达来镇", "--village", "敖包图"], "village", "敖包图嘎查"),
        (
            &["person", "set", id, "--household", "农村", "--address", "东街", "--sex", "男"],
            "address",
            "东街",
        ),
        (&["person", "set", id, "--card", "6217000000000001234"], "card", "****1234"),
        (&["person", "set", id, "--note", "已核"], "note", "已核"),
    ] {
        let mut line = line.to_vec();
        line.push("--json");
        let (status, answer) = told(&program.run(&line));
        assert_eq!(
            (status, &answer["result"], &answer["recipient"]),
            (0, &"done".into(), &id.into()),
            "{answer}"
        );
        assert_eq!(program.json(&["show", id])[key], value, "{line:?}");
        assert_eq!(told(&program.run(&line)).1["result"], "exists", "{line:?}");
        sound(&program);
    }
    assert_eq!(program.run(&["person", "set", id, "--note", "", "--phone", ""]).status, 0);
    let card = program.json(&["show", id]);
    assert!(card["note"].is_null() && card["phone"].is_null(), "{card}");

    let ended = told(&program.run(&["group", "end", id, "烈士遗属", "--on", "2024-01-31", "--json"]));
    assert_eq!((ended.0, &ended.1["result"]), (0, &"done".into()));
    assert_eq!(program.json(&["show", id])["groups"][0]["until"], "2024-01-31");
    let ended = told(&program.run(&["group", "end", id, "烈士遗属", "--on", "2024-01-31", "--json"]));
    assert_eq!((ended.0, &ended.1["result"]), (0, &"exists".into()));
    let ended = told(&program.run(&["group", "end", id, "困难退役军人", "--json"]));
    assert_eq!((ended.0, &ended.1["rule"]), (77, &"not_held".into()));
    for (line, result) in [
        (["group", "add", id, "困难退役军人"], "done"),
        (["group", "add", id, "困难退役军人"], "exists"),
        (["group", "add", id, "烈士遗属"], "done"),
        (["category", "end", id, "残疾军人"], "done"),
        (["category", "add", id, "残疾军人"], "done"),
    ] {
        assert_eq!(program.json(&line)["result"], result, "{line:?}");
        sound(&program);
    }
    let card = program.json(&["show", id]);
    assert_eq!(card["groups"].as_array().unwrap().len(), 3);
    assert_eq!(card["categories"][1]["from"], "2024-02-02", "ended before: from today");

    somebody_dies_and_does_not(&program, id);
}

fn somebody_dies_and_does_not(program: &Program, id: &str) {
    let died = ["person", "status", id, "died", "--on", "2024-01-20", "--reason", "嘎查来电"];
    assert_eq!(program.json(&died)["result"], "done");
    assert_eq!(program.json(&["show", id])["status"], "died");
    assert_eq!(program.json(&died)["result"], "exists");
    let other = program.run(&[
        "person",
        "status",
        id,
        "died",
        "--on",
        "2024-01-21",
        "--reason",
        "嘎查来电",
        "--json",
    ]);
    assert_eq!((other.status, &other.json()["result"]), (77, &"refused".into()));
    let undo = ["person", "status", id, "undo", "--reason", "同名另一人"];
    assert_eq!(program.json(&undo)["result"], "done");
    assert_eq!(program.json(&["show", id])["status"], "here");
    let run = program.run(&undo);
    assert_eq!(run.status, 77, "{run:?}");
    sound(program);
}

#[test]
fn what_looks_like_another_is_refused_until_a_reason_is_given() {
    for (more, rule, way) in [
        (&["--name", "王晓山", "--id", OLD_ID][..], "id_of_another", Some("--confirm-double")),
        (&["--name", "巴图", "--id", "15259919320215003X"], "like_id", Some("--confirm-double")),
        (
            &["--name", "巴图", "--birth", "1932-02-15", "--township", "桑根达来镇"],
            "same_birth",
            Some("--confirm-double"),
        ),
        (&["--name", "巴图"], "same_person", Some("--confirm-double")),
        (&["--name", "巴.图"], "same_person", Some("--confirm-double")),
        (&["--name", "乌云", "--phone", PHONE], "same_phone", Some("--confirm-double")),
        (&["--name", "苏和", "--id", "152599194309150021"], "check_digit", Some("--reason")),
        (
            &["--name", "苏日娜", "--id", "152599194309150026", "--sex", "male"],
            "sex_differs",
            Some("--reason"),
        ),
        (
            &["--name", "苏和", "--id", "152599194309150026", "--birth", "1943-09-16"],
            "birth_differs",
            Some("--reason"),
        ),
        (&["--name", "苏和", "--birth", "2024-02-03"], "birth", None),
        (&["--name", "苏和", "--phone", "12"], "phone", None),
        (&["--name", "苏和", "--card", "12"], "card", None),
    ] {
        // Searches by numbers are slowed within one register.
        let program = Program::new();
        assert_eq!(add(&program, &["--name", "巴图", "--id", ID, "--phone", PHONE]).0, 0);
        let township = if more.contains(&"--township") { &[][..] } else { &["--township", "上都镇"] };
        let line = [&["person", "add"], more, township].concat();
        let (status, refused) = told(&program.run(&[&line[..], &["--json"]].concat()));
        assert_eq!(
            (status, &refused["result"], &refused["rule"]),
            (77, &"refused".into(), &rule.into()),
            "{refused}"
        );
        assert!(refused["message"].is_string());
        let plain = program.run(&line);
        assert_eq!((plain.status, plain.out.as_str()), (77, ""), "{plain:?}");
        if let Some(way) = way {
            assert!(plain.err.contains(way), "{plain:?}");
        }
        let reasons = ["--confirm-double", "看过两人的证", "--reason", "看过证", "--json"];
        let (status, answer) = told(&program.run(&[&line[..], &reasons].concat()));
        assert_eq!(status, if way.is_some() { 0 } else { 77 }, "{answer}");
        sound(&program);
    }
}

#[test]
fn a_number_comes_from_the_standard_input() {
    let program = Program::new();
    let line =
        ["person", "add", "--name", "巴图", "--township", "上都镇", "--id", "-", "--phone", "-", "--json"];
    let mut child = program.command(&line).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{ID}\n{PHONE}\n").as_bytes()).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    let card = program.json(&["show", OLD_ID]);
    assert_eq!((&card["name"], &card["phone"]), (&"巴图".into(), &"138****0001".into()));
}

#[test]
fn a_slip_of_the_line_is_told_with_what_there_is() {
    let program = Program::new();
    for (line, told) in [
        (&["person"][..], "add"),
        (&["person", "ad"], "add"),
        (&["person", "add", "--name", "巴图"], "--township"),
        (&["person", "add", "--name", "巴图", "--township", "上都镇", "--group", "困难"], "困难退役军人"),
        (&["person", "add", "--name", "巴图", "--township", "上都镇", "--sex", "x"], "female"),
        (&["person", "set", "单国强"], "--phone"),
        (&["person", "status", "单国强", "gone", "--reason", "x"], "suspended"),
        (&["person", "status", "单国强", "died", "--reason", "x"], "--on"),
    ] {
        let run = program.run(line);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.err.contains(told), "{told}: {run:?}");
    }
    let late = ["person", "status", "单国强", "left", "--on", "2024-02-03", "--reason", "x", "--json"];
    let run = program.run(&late);
    assert_eq!((run.status, &run.json()["rule"]), (77, &"not_yet".into()));
}

/// Beside the masked ID number the birth date is the number, whoever typed it and wherever.
#[test]
fn no_command_tells_a_persons_own_birth_date() {
    let program = Program::new();
    let birth = "1932-02-15".to_owned();
    assert_eq!(add(&program, &["--name", "巴图", "--birth", &birth, "--group", "烈士遗属"]).0, 0);
    let digits = birth.replace('-', "");
    let (goods, reason) = (format!("米{digits}袋"), format!("核对{birth}无误"));
    let (address, why) = (format!("南{birth}户"), format!("错了{digits}"));
    let mut told = Vec::new();
    let mut run = |args: &[&str]| {
        let run = program.run(args);
        told.push(format!("{args:?}: {run:?}").split_once("]: ").unwrap().1.to_owned());
        run
    };
    assert_eq!(run(&["person", "set", "巴图", "--address", &address]).status, 0);
    let off = ["--cash", "123", "--goods", &goods, "--value", "50", "--reason", &reason, "--json"];
    let record = ["record", "巴图", "--round", "2024-spring", "--by", "布仁", "--by", &digits];
    let given = run(&[&record[..], &off[..]].concat());
    assert_eq!(given.status, 0, "{given:?}");
    let entry = given.json()["entry"].as_str().unwrap().to_owned();
    let again = [&record[..], &off[..8], &["--id", &entry]].concat();
    assert_eq!(run(&again).status, 0);
    let lists: [&[&str]; 6] =
        [&["due", "--json"], &["due"], &["find", "bt", "--json"], &["find", "bt"], &["ledger"], &["check"]];
    for list in lists {
        run(list);
    }
    assert_eq!(run(&["reverse", &entry, "--reason", &why]).status, 0);
    for list in
        [&["ledger", "--json"][..], &["show", "巴图"], &["show", "巴图", "--json"], &["check", "--json"]]
    {
        run(list);
    }
    for told in told {
        assert!(!told.contains(&digits) && !told.contains(&birth), "{told}");
    }
    for (said, shown) in [("#152599 19570312 0017", "0312"), ("#138-4795-1234", "4795")] {
        let refused = program.run(&["reverse", said, "--reason", "x"]);
        assert!(refused.status != 0 && !format!("{refused:?}").contains(shown), "{refused:?}");
    }
}

/// Two registrations of one human by commands alone: one stays, whatever names the other leads to it, nothing is given under
/// the other any more, and they are parted again.
#[test]
fn two_registrations_become_one_and_two_again() {
    let program = Program::new();
    let other =
        add(&program, &["--name", "程连福", "--id", ID, "--group", "烈士遗属", "--village", "新城社区"]).1;
    let other = other["recipient"].as_str().unwrap();
    let keep = program.json(&["show", "程连富"])["id"].as_str().unwrap().to_owned();
    let give = |who: &str| {
        let line = [
            "record",
            who,
            "--round",
            SPRING,
            "--by",
            "布仁",
            "--by",
            "赵志强",
            "--reason",
            "核过",
            "--json",
        ];
        program.run(&line)
    };
    assert_eq!(give("程连福").status, 0);
    let open = || -> Vec<String> {
        let items = program.json(&["due", "--round", SPRING]);
        let items = items["items"].as_array().unwrap().iter();
        let open = items.filter(|item| item["state"] == "due");
        open.map(|item| item["name"].as_str().unwrap().to_owned()).collect()
    };
    let report = || program.json(&["report", "2024"])["rounds"].clone();
    let before = (open(), report());
    let merge = ["person", "merge", "程连富", "程连福", "--reason", "同一人", "--json"];
    let (status, done) = told(&program.run(&merge));
    assert_eq!((status, &done["result"], &done["recipient"]), (0, &"done".into(), &keep.as_str().into()));
    sound(&program);
    let (status, again) = told(&program.run(&merge));
    assert_eq!((status, &again["result"]), (0, &"exists".into()), "{again}");
    // The gift to the other makes the one human visited; sums stay.
    assert!(before.0.contains(&"程连富".to_owned()) && !open().contains(&"程连富".to_owned()));
    assert_eq!(report(), before.1);
    // The number went over to the one that stays.
    assert_eq!(program.json(&["show", ID])["id"], keep.as_str());
    for said in ["程连福", other] {
        let shown = program.run(&["show", said, "--json"]);
        assert_eq!(shown.json()["id"], keep.as_str(), "{said}");
        assert_eq!(shown.json()["merged"][0]["id"], other);
        assert!(shown.err.contains("已并入 程连富"), "{shown:?}");
        let (status, refused) = told(&give(said));
        assert_eq!((status, &refused["rule"]), (77, &"merged".into()), "{refused}");
        assert!(refused["message"].as_str().unwrap().contains("程连富"));
    }
    let found = program.json(&["find", "程连福"]);
    assert_eq!((&found[0]["id"], &found[0]["merged"]), (&keep.as_str().into(), &true.into()));
    let (status, parted) =
        told(&program.run(&["person", "unmerge", "程连福", "--reason", "两个人", "--json"]));
    assert_eq!((status, &parted["result"]), (0, &"done".into()), "{parted}");
    assert_eq!((open(), report()), before);
    let (status, refused) =
        told(&program.run(&["person", "unmerge", "程连福", "--reason", "两个人", "--json"]));
    assert_eq!((status, &refused["rule"]), (77, &"not_merged".into()), "{refused}");
    let same = ["person", "merge", "程连富", "程连富", "--reason", "x", "--json"];
    assert_eq!(told(&program.run(&same)).1["rule"], "same");
    sound(&program);
}

/// A group is ended for a whole township as one act: told beforehand with what is no longer due, all or none, and undone as
/// one.
#[test]
fn a_group_of_many_is_changed_and_undone_as_one() {
    let program = Program::new();
    let open = || -> Vec<String> {
        let items = program.json(&["due", "--round", SPRING]);
        let items = items["items"].as_array().unwrap().iter();
        let open = items.filter(|item| item["state"] == "due");
        open.map(|item| item["name"].as_str().unwrap().to_owned()).collect()
    };
    let before = open();
    let many = |change: &str, more: &[&str]| {
        let line =
            ["group", "many", change, "困难退役军人", "--on", "2023-12-31", "--reason", "年度复核", "--json"];
        program.run(&[&line[..], more].concat())
    };
    for wrong in [&[][..], &["--village", "新城社区"], &["--township", "上都镇", "--to", "烈士遗属"]]
    {
        assert_eq!(many("end", wrong).status, 2, "{wrong:?}");
    }
    let look = many("end", &["--township", "上都镇", "--dry-run"]).json();
    assert_eq!((&look["result"], &look["changed"]), (&"dry_run".into(), &1.into()), "{look}");
    assert_eq!(look["rounds"][0]["due_no_longer"], 1, "{look}");
    assert_eq!(look["rounds"][0]["due_no_longer_fen"], 50_000);
    assert_eq!(open(), before);
    let done = many("end", &["--township", "上都镇"]).json();
    assert_eq!((&done["result"], &done["changed"]), (&"done".into(), &1.into()), "{done}");
    assert!(!open().contains(&"单国强".to_owned()) && open().len() + 1 == before.len());
    sound(&program);
    let again = many("end", &["--township", "上都镇"]).json();
    assert_eq!((&again["result"], &again["left_out"][0]["why"]), (&"exists".into(), &"not_held".into()));
    let act = done["act"].as_str().unwrap();
    let undo = ["group", "undo", act, "--reason", "选错类别", "--json"];
    assert_eq!(program.run(&undo).json()["result"], "done");
    assert_eq!(open(), before);
    sound(&program);
    // Undone once, the groups are not as the act left them.
    let (status, twice) = told(&program.run(&undo));
    assert_eq!((status, &twice["rule"]), (77, &"undone".into()), "{twice}");
}

/// Whoever holds a category is in a group: told beforehand, followed at once by who is there and who comes, with exceptions
/// by the day, and taken away again.
#[test]
fn a_group_by_rule_is_kept_by_commands() {
    let program = Program::new();
    let rule = |more: &[&str]| -> (i32, Value) {
        told(&program.run(&[&["group", "rule"], more, &["--json"]].concat()))
    };
    assert_eq!(rule(&[]).1["rules"], serde_json::json!([]));
    assert_eq!(program.run(&["round", "create", SPRING]).status, 0);
    let set = ["困难退役军人", "残疾军人", "--reason", "按优抚类别"];
    for wrong in [&set[..2], &["困难退役军人", "--remove"], &["困难退役军人", "--from", "2024-01-01"]]
    {
        assert_eq!(program.run(&[&["group", "rule"], wrong].concat()).status, 2, "{wrong:?}");
    }
    let (status, person) = add(&program, &["--name", "白音那", "--category", "残疾军人"]);
    assert_eq!(status, 0, "{person}");
    assert!(!due(&program).contains(&"白音那".to_owned()));
    let look = rule(&[&set[..], &["--dry-run"]].concat()).1;
    assert_eq!((&look["result"], look["people"].as_u64()), (&"dry_run".into(), Some(1)), "{look}");
    assert_eq!(look["rounds"][0]["due_anew"], 1, "{look}");
    assert!(!due(&program).contains(&"白音那".to_owned()));
    let done = rule(&set).1;
    assert_eq!((&done["result"], &done["rules"][0]["categories"][0]), (&"done".into(), &"残疾军人".into()));
    assert_eq!(rule(&set).1["result"], "exists");
    assert!(due(&program).contains(&"白音那".to_owned()));
    let shown = program.json(&["show", "白音那"]);
    let rounds = shown["rounds"].as_array().unwrap();
    let spring = rounds.iter().find(|round| round["round"] == SPRING).unwrap();
    assert_eq!((&shown["groups"][0]["by_rule"], &spring["by_rule"]), (&true.into(), &true.into()), "{shown}");
    assert!(program.run(&["show", "白音那"]).out.contains("困难退役军人（按规则）"));
    let (status, person) = add(&program, &["--name", "白音苍", "--category", "残疾军人"]);
    assert!(status == 0 && due(&program).contains(&"白音苍".to_owned()), "{person}");
    // An exception from a day on, and back.
    let exception = |action: &str, day: &str| {
        let line = ["group", action, "白音苍", "困难退役军人", "--on", day, "--json"];
        assert_eq!(program.run(&line).json()["result"], "done");
    };
    exception("end", "2023-12-31");
    assert!(!due(&program).contains(&"白音苍".to_owned()));
    exception("add", "2024-01-01");
    assert!(due(&program).contains(&"白音苍".to_owned()));
    let line = ["category", "end", "白音那", "残疾军人", "--on", "2023-12-31", "--json"];
    assert_eq!(program.run(&line).json()["result"], "done");
    assert!(!due(&program).contains(&"白音那".to_owned()));
    sound(&program);
    let gone = rule(&["困难退役军人", "--remove", "--reason", "试过"]).1;
    assert_eq!((&gone["result"], &gone["rules"]), (&"done".into(), &serde_json::json!([])), "{gone}");
    assert!(!due(&program).contains(&"白音苍".to_owned()));
    assert!(program.run(&["group", "rule"]).out.contains("没有规则"));
    sound(&program);
}

/// Somebody suspended before the basis day, who moved away and came back: by commands, with every answer.
#[test]
fn absences_overlap_and_end() {
    let program = Program::new();
    let status = |line: &[&str]| {
        let line = [&["person", "status", "程连富"], line, &["--reason", "来电", "--json"]].concat();
        let run = program.run(&line);
        (run.status, run.json()["result"].as_str().unwrap_or_default().to_owned())
    };
    let done = (0, "done".to_owned());
    assert!(due(&program).contains(&"程连富".to_owned()));
    assert_eq!(status(&["suspended", "--on", "2023-12-01"]), done);
    assert_eq!(status(&["left", "--on", "2024-01-15"]), done);
    let listed = program.json(&["due", "--round", SPRING, "--state", "all"]);
    assert!(!listed["items"].as_array().unwrap().iter().any(|item| item["name"] == "程连富"), "{listed}");
    assert_eq!(status(&["returned", "--on", "2024-01-20"]), done);
    assert_eq!(status(&["returned", "--on", "2024-01-20"]), (0, "exists".to_owned()));
    assert_eq!(program.json(&["show", "程连富"])["status"], "suspended");
    assert_eq!(status(&["resumed", "--on", "2024-02-01"]), done);
    let card = program.json(&["show", "程连富"]);
    assert_eq!(card["status"], "here");
    assert_eq!(
        (&card["history"][0]["until"], &card["history"][1]["until"]),
        (&"2024-01-19".into(), &"2024-01-31".into())
    );
    assert!(!due(&program).contains(&"程连富".to_owned()), "suspended on the basis day");
    // Nothing stands that could end.
    assert_eq!(status(&["returned", "--on", "2024-02-02"]).0, 77);
    sound(&program);
}
