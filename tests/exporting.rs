//! Protects what leaves: a list says what its screen says, numbers stay masked unless a reason is on record, nothing is
//! written over, half a file is none, and a roster that left comes in again unchanged to its last row.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::Value;

use crate::support::program::Program;

/// An invented ID number of somebody born on a day; `order` makes it one of many, odd for men.
pub(crate) fn id_number(birth: &str, order: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("152599{birth}{order:03}");
    let sum: u32 =
        digits.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    let check = "10X98765432".chars().nth((sum % 11) as usize).unwrap();
    format!("{digits}{check}")
}

/// How many people the varied roster has.
const PEOPLE: u32 = 420;

/// A roster of people and units as different as a register takes them.
fn varied() -> String {
    let names = [
        "程连富",
        "呼日查巴特尔",
        "巴图·孟克",
        "单国强",
        "乌云其木格",
        "欧阳·阿拉坦仓",
        "查玉兰",
        "𠮷田",
        "Batu Munkh",
    ];
    let mut csv = String::from(
        "姓名,对象类型,性别,身份证号,出生日期,苏木镇,嘎查村,优抚类别,慰问类别,联系电话,银行卡号,住址,备注\n",
    );
    for n in 0..PEOPLE {
        let birth = format!("{}{:02}{:02}", 1932 + n % 60, 1 + n % 12, 1 + n % 28);
        let unit = n % 41 == 7;
        let numbered = !unit && n % 5 != 3;
        let id = match n % 7 {
            _ if !numbered => String::new(),
            // The first generation had fifteen digits.
            6 => {
                let whole = id_number(&birth, n);
                format!("{}{}", &whole[..6], &whole[8..17])
            }
            _ => id_number(&birth, n),
        };
        let name = if unit {
            format!("驻旗部队{n}")
        } else {
            format!("{}{}", names[(n % 9) as usize], suffix(n))
        };
        let day = match n % 3 {
            0 if !unit => format!("{}-{}-{}", &birth[..4], &birth[4..6], &birth[6..]),
            _ => String::new(),
        };
        let phone = match n % 4 {
            0 => format!("1380471{n:04}"),
            1 => format!("0479{:07}", 4_220_000 + n),
            _ => String::new(),
        };
        let card = if n % 3 == 1 { format!("62284812345{n:08}") } else { String::new() };
        let township = if n % 2 == 0 { "上都镇" } else { "桑根达来镇" };
        let village = ["敖包图嘎查", "新城社区", ""][(n % 3) as usize];
        let groups = match n % 4 {
            _ if unit => "",
            0 => "烈士遗属",
            1 => "参加抗美援朝军人、困难退役军人",
            2 => "困难退役军人",
            _ => "",
        };
        let category = if unit || n % 3 > 0 { "" } else { "残疾军人" };
        let address = ["三组6号", "=东营子", "+2号楼", "@西街", "-3号", "“老街”, 7号", ""][(n % 7) as usize];
        let note =
            ["", "需轮椅，下午在家", "'引号开头", "＝全角", "a, b \"\"c\"\"", "0471", "12345678901234"]
                [(n % 7) as usize];
        let kind = if unit { "单位" } else { "人员" };
        let sex = if unit || numbered { "" } else { ["男", "女"][(n % 2) as usize] };
        let address = address.replace('"', "\"\"");
        writeln!(
            csv,
            "{name},{kind},{sex},{id},{day},{township},{village},{category},\"{groups}\",{phone},{card},\"{address}\",\"'{note}\""
        )
        .unwrap();
    }
    csv
}

/// Two characters that tell people of one name apart.
fn suffix(n: u32) -> String {
    let signs: Vec<char> = "宝音德格吉日木图娜仁花苏和毅勇强军民安平福寿康宁".chars().collect();
    let of = |n: u32| signs[(n as usize) % signs.len()];
    [of(n / 9), of(n / 9 / 23 + n)].iter().collect()
}

/// A register in which everything is that a roster may hold: ended groups, somebody merged, dead, away, withdrawn.
fn filled() -> Program {
    let program = Program::new();
    let roster = program.folder().join("varied.csv");
    fs::write(&roster, varied()).unwrap();
    let import = program.json(&["import", roster.to_str().unwrap()]);
    assert_eq!(import["refused"], Value::Array(Vec::new()), "{}", import["refused"]);
    let ok = |line: &[&str]| {
        let run = program.run(line);
        assert_eq!(run.status, 0, "{line:?} {run:?}");
    };
    ok(&["group", "end", "程连富", "烈士遗属", "--on", "2024-01-31"]);
    ok(&["group", "add", "单国强", "烈士遗属", "--on", "2024-03-01"]);
    ok(&["person", "status", "呼日查巴特尔", "died", "--on", "2024-01-31", "--reason", "家属告知"]);
    ok(&["person", "status", "无名组", "left", "--on", "2024-01-31", "--reason", "迁出"]);
    ok(&[
        "person",
        "add",
        "--name",
        "乌兰",
        "--township",
        "上都镇",
        "--village",
        "新城社区",
        "--note",
        "=1+1",
    ]);
    ok(&[
        "person",
        "add",
        "--name",
        "乌澜",
        "--township",
        "上都镇",
        "--village",
        "新城社区",
        "--phone",
        "13804719999",
    ]);
    ok(&["person", "merge", "乌兰", "乌澜", "--reason", "同一人"]);
    ok(&["person", "add", "--name", "误登", "--township", "上都镇"]);
    ok(&["undo", "--reason", "误登"]);
    program
}

fn shown(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_roster_that_left_comes_in_again_unchanged() {
    let program = filled();
    for (name, more) in [
        ("a.xlsx", &[][..]),
        ("a.csv", &[]),
        ("b.csv", &["--encoding", "gb18030"]),
        ("en.xlsx", &["--lang", "en"]),
        ("en.csv", &["--lang", "en"]),
    ] {
        let path = program.folder().join(name);
        let path = path.to_str().unwrap();
        let line = ["export", "recipients", "--to", path, "--unmasked", "--reason", "上报"];
        let left = program.json(&[&line, more].concat());
        let rows = left["rows"].as_u64().unwrap();
        assert_eq!(rows, u64::from(PEOPLE) + 5, "{left}");
        assert_eq!(left["masked"], false);
        let again = program.json(&["import", path]);
        assert_eq!(
            again["unchanged"], rows,
            "{name}: {} {} {}",
            again["changes"], again["refused"], again["warned"]
        );
        assert_eq!((&again["rows"], &again["new"]), (&left["rows"], &0.into()), "{name}: {again}");
        assert_eq!(again["left_out"], Value::Array(Vec::new()));
    }
}

#[test]
fn numbers_are_masked_unless_a_reason_is_on_record() {
    let program = filled();
    let path = program.folder().join("a.csv");
    let to = path.to_str().unwrap();
    let whole = "15259919320101000";
    let run = program.run(&["export", "recipients", "--to", to]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(!shown(&path).contains(whole) && shown(&path).contains("152599********"), "{}", shown(&path));
    assert!(!shown(&path).contains("13804710000") && !shown(&path).contains("1932-01-01"));
    // A mask is no number: such a file does not come in.
    let refused = program.run(&["import", "--dry-run", to]);
    assert_eq!(refused.status, 65, "{refused:?}");
    for more in [&["--unmasked"][..], &["--unmasked", "--reason", "…"], &["--reason", "上报"]] {
        let refused = program.run(&[&["export", "recipients", "--overwrite", "--to", to], more].concat());
        assert_eq!(refused.status, 2, "{more:?} {refused:?}");
    }
    let refused =
        program.run(&["export", "ledger", "--overwrite", "--to", to, "--unmasked", "--reason", "上报"]);
    assert_eq!(refused.status, 2, "{refused:?}");
    let run =
        program.run(&["export", "recipients", "--overwrite", "--to", to, "--unmasked", "--reason", "上报"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(shown(&path).contains(whole) && shown(&path).contains("13804710000"), "{}", shown(&path));
    let acts = program.json(&["acts"]);
    let told: Vec<(&str, &str)> = acts
        .as_array()
        .unwrap()
        .iter()
        .filter(|act| act["action"].as_str().unwrap().starts_with("export"))
        .map(|act| (act["action"].as_str().unwrap(), act["after"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("export_full", "425 csv 0: 上报"), ("export", "425 csv 0")]);
    let check = program.run(&["check"]);
    assert_eq!(check.status, 0, "{check:?}");
    let found = program.run(&["audit", "--rule", "A23"]);
    assert!(found.out.contains("A23"), "{found:?}");
}

#[test]
fn nothing_is_written_over_and_half_a_file_is_none() {
    let program = Program::new();
    let folder = program.folder().join("out");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("due.csv");
    let to = path.to_str().unwrap();
    let export = |more: &[&str]| program.run(&[&["export", "due", "--to"], more].concat());
    assert_eq!(export(&[to]).status, 0);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let before = shown(&path);
    let refused = export(&[to]);
    assert_eq!((refused.status, shown(&path)), (73, before), "{refused:?}");
    assert!(refused.err.contains("--overwrite"), "{refused:?}");
    assert_eq!(export(&[to, "--overwrite"]).status, 0);
    // The register and what lies beside it.
    let register = program.register.store.path().to_path_buf();
    let bytes = fs::read(&register).unwrap();
    for name in ["r.db", "r.db-wal", "r.db.lock", "r.db.csv", "r-1.db"] {
        let place = register.with_file_name(name);
        let refused = export(&[place.to_str().unwrap(), "--overwrite", "--format", "csv"]);
        assert_eq!(refused.status, 73, "{name} {refused:?}");
    }
    std::os::unix::fs::symlink(&register, folder.join("link.csv")).unwrap();
    let refused = export(&[folder.join("link.csv").to_str().unwrap(), "--overwrite"]);
    assert_eq!(refused.status, 73, "{refused:?}");
    assert_eq!(bytes.len(), fs::read(&register).unwrap().len());
    // No folder, a folder, a device.
    let gone = export(&[folder.join("none/due.csv").to_str().unwrap()]);
    assert_eq!(gone.status, 73, "{gone:?}");
    let is_folder = export(&[folder.to_str().unwrap(), "--format", "csv", "--overwrite"]);
    assert_eq!(is_folder.status, 73, "{is_folder:?}");
    let device = export(&["/dev/full", "--format", "csv", "--overwrite"]);
    assert_eq!(device.status, 73, "{device:?}");
    // Which form?
    assert_eq!(export(&[folder.join("due.doc").to_str().unwrap()]).status, 2);
    assert_eq!(export(&[folder.join("due.xlsx").to_str().unwrap(), "--encoding", "gb18030"]).status, 2);
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|item| item.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_stream_is_whole_or_an_error() {
    let program = filled();
    let run = program.run(&["export", "due", "--to", "-", "--state", "all"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.lines().last().unwrap().starts_with("链头：台账"), "{}", run.out);
    let rows = run.out.lines().count() - 2;
    assert!(run.err.contains(&format!("{rows} 行")), "{}", run.err);
    let lines = program.run(&["export", "due", "--to", "-", "--format", "jsonl", "--state", "all"]);
    assert_eq!(lines.out.lines().count(), rows);
    let one: Value = serde_json::from_str(lines.out.lines().next().unwrap()).unwrap();
    assert_eq!((&one["state"], &one["amount_fen"]), (&"due".into(), &100_000.into()), "{one}");
    assert_eq!(program.run(&["export", "due", "--to", "-", "--format", "xlsx"]).status, 2);
    for format in ["csv", "jsonl", "text"] {
        let line = ["export", "recipients", "--to", "-", "--format", format];
        let full = program.to_full_disk(&line);
        assert!(full.status == 74 && full.err.contains("磁盘已满"), "{format} {full:?}");
        // Whoever reads it may have wanted the first lines only, and has no full disk.
        let english = [&line[..], &["--lang", "en"]].concat();
        for (line, why) in [(&line[..], "没有读完就结束"), (&english, "ended before its end")] {
            let closed = program.to_closed_pipe(line);
            assert!(closed.status == 74 && closed.err.contains(why), "{format} {closed:?}");
            assert!(!closed.err.contains("磁盘") && !closed.err.contains("disk"), "{closed:?}");
        }
    }
    // A report is a document, half of which is none; its figures alone are a list.
    let document = program.to_closed_pipe(&["report", "2024", "--format", "html"]);
    assert!(document.status == 74 && document.err.contains("没有读完就结束"), "{document:?}");
}

#[test]
fn every_list_leaves_in_every_form() {
    let mut program = filled();
    let given = program.register.store.resolve("单国强").unwrap();
    program.register.give(given, "2024-spring", 500).unwrap();
    let lists = [
        "recipients",
        "due",
        "plan",
        "ledger",
        "visits",
        "progress",
        "rounds",
        "review",
        "audit",
        "acts",
        "work",
        "unconfirmed",
    ];
    program.json(&["category", "add", "程连富", "残疾军人", "--on", "2020-01-01"]);
    program.json(&["activity", "add", "会议", "例会"]);
    for list in lists {
        let mut rows = Vec::new();
        for (n, name) in ["a.xlsx", "a.csv", "b.csv", "a.jsonl", "a.txt"].into_iter().enumerate() {
            let path = program.folder().join(format!("{list}-{name}"));
            let mut line = vec!["export", list, "--to", path.to_str().unwrap()];
            if n == 2 {
                line.extend(["--encoding", "gb18030"]);
            }
            let left = program.json(&line);
            rows.push(left["rows"].as_u64().unwrap());
            assert!(path.exists(), "{left}");
            if n == 4 {
                let text = shown(&path);
                assert_eq!(text.lines().count() as u64, rows[n] + 2, "{list}: {text}");
            }
        }
        assert!(rows[0] > 0, "{list} {rows:?}");
        let grows = u64::from(list == "acts");
        let steady = rows.windows(2).all(|two| two[1] == two[0] + grows);
        assert!(steady, "{list} {rows:?}");
    }
    for (line, status) in [
        (&["export", "nothing", "--to", "-"][..], 2),
        (&["export", "rounds", "--to", "-", "--township", "上都镇"], 2),
        (&["export", "recipients", "--to", "-", "--round", "2024-spring"], 2),
        (&["export", "review", "--check", "no-phone", "--to", "-"], 0),
        (&["export", "review", "--check", "doubles", "--to", "-"], 0),
        (&["export", "review", "--check", "off-standard", "--to", "-"], 0),
        (&["export", "progress", "--township", "上都镇", "--to", "-"], 0),
        (&["export", "audit", "--year", "2024", "--round", "2024-spring", "--to", "-"], 2),
    ] {
        let run = program.run(line);
        assert_eq!(run.status, status, "{line:?} {run:?}");
    }
}

#[test]
fn a_list_says_what_its_command_says() {
    let program = filled();
    let due = program.json(&["due", "--township", "上都"]);
    let rows = program.run(&["export", "due", "--township", "上都", "--to", "-", "--format", "jsonl"]);
    let exported: Vec<Value> = rows.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let items = due["items"].as_array().unwrap();
    assert_eq!(items.len(), exported.len());
    for (item, row) in items.iter().zip(&exported) {
        for key in ["recipient", "name", "township", "group", "state"] {
            assert_eq!(item[key], row[key], "{item} {row}");
        }
    }
    let one = program.run(&[
        "export",
        "due",
        "--village",
        "新城社区",
        "--group",
        "烈士遗属",
        "--to",
        "-",
        "--format",
        "jsonl",
    ]);
    assert!(one.out.lines().count() > 0);
    assert!(
        one.out.lines().all(|line| line.contains("新城社区") && line.contains("烈士遗属")),
        "{}",
        one.out
    );
}
