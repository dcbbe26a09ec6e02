//! A full disk or a closed pipe where the answer should go, for every command there is: the status says so, and
//! where the register was written the message says that too.

use std::fs::{self, File};
use std::process::Stdio;

use muster::clock;

use super::house::{House, SPRING, acknowledged, name};
use crate::support::program::{Run, finished};

fn full() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

fn into_full(house: &House, line: &[&str]) -> Run {
    finished(house.command(line).stdout(full()))
}

fn into_closed(house: &House, line: &[&str]) -> Run {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    finished(house.command(line).stdout(writer))
}

/// The commands that the program's help lists.
pub(super) fn commands(house: &House) -> Vec<String> {
    let help = finished(&mut house.command(&["--help", "--lang", "en"])).out;
    let listed =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let mut names: Vec<String> =
        listed.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect();
    names.sort();
    names
}

/// What a command line does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    /// It only tells.
    Tells,
    /// It writes the register, and tells.
    Writes,
    /// It has nothing to tell when all is well.
    Nothing,
    /// It needs a terminal, and says so on the standard error.
    Refuses,
}

/// Lines about people, their groups, and the handlers.
fn of_people() -> Vec<(Does, String)> {
    vec![
        (Does::Writes, "person add --name 巴图 --township 上都镇".to_owned()),
        (Does::Writes, "person add --name 乌云 --township 上都镇 --json".to_owned()),
        (Does::Writes, format!("person set {} --note 已核", name(2))),
        (Does::Writes, format!("person set {} --note 已核 --json", name(3))),
        (Does::Writes, format!("person status {} left --on 2024-01-31 --reason 迁出", name(2))),
        (Does::Writes, format!("person status {} left --on 2024-01-31 --reason 迁出 --json", name(3))),
        (Does::Writes, format!("person apart {} {} --reason 两人", name(2), name(3))),
        (Does::Writes, format!("person apart {} {} --reason 两人 --json", name(3), name(4))),
        (Does::Writes, format!("group end {} 烈士遗属", name(4))),
        (Does::Writes, format!("group end {} 烈士遗属 --json", name(5))),
        (Does::Tells, "group rule".to_owned()),
        (Does::Writes, "group rule 烈士遗属 残疾军人 --reason 按优抚类别".to_owned()),
        (Does::Writes, "group rule 烈士遗属 --remove --reason 试过 --json".to_owned()),
        (Does::Writes, format!("category add {} 残疾军人", name(4))),
        (Does::Writes, format!("category add {} 残疾军人 --json", name(5))),
        (Does::Writes, "handler add 萨仁".to_owned()),
        (Does::Writes, "handler end 萨仁 --json".to_owned()),
        (Does::Tells, "handlers".to_owned()),
    ]
}

/// Lines about rounds, their plans, and what is due and recorded in them.
fn of_rounds() -> Vec<(Does, String)> {
    let record = |n| format!("record {} --round {SPRING} --by 布仁 --by 赵志强", name(n));
    vec![
        (Does::Tells, format!("progress --round {SPRING} --by village")),
        (Does::Tells, format!("progress --round {SPRING} --list planned --json")),
        (Does::Tells, format!("bulletin {SPRING}")),
        (Does::Tells, "rounds".to_owned()),
        (Does::Writes, "round create 2026-spring".to_owned()),
        (Does::Writes, "round create 2026-army --json".to_owned()),
        (Does::Writes, "round set 2026-spring --standard 烈士遗属=1200".to_owned()),
        (Does::Writes, "round set 2026-army --standard 烈士遗属=1200 --json".to_owned()),
        (Does::Writes, format!("plan {SPRING} approve --by 王局长 --document 3号")),
        (Does::Writes, format!("plan {SPRING} assign 第一组 --township 上都 --json")),
        (Does::Tells, format!("plan {SPRING}")),
        (Does::Tells, format!("plan {SPRING} compare --json")),
        (Does::Writes, format!("allocate {SPRING} 第一组 2000")),
        (Does::Writes, format!("allocate {SPRING} 第一组 1000 --json")),
        (Does::Writes, format!("give-back {SPRING} 第一组 20")),
        (Does::Writes, format!("give-back {SPRING} 第一组 20 --lost --reason 丢失查无下落 --json")),
        (Does::Tells, format!("due --round {SPRING}")),
        (Does::Writes, record(10)),
        (Does::Writes, record(11) + " --json"),
        (Does::Tells, "ledger".to_owned()),
    ]
}

/// Lines about payments and the year.
fn of_payments() -> Vec<(Does, String)> {
    let id = |n: u8| format!("0190a3c1-7a52-8000-8000-0000000000{n:02}");
    vec![
        (Does::Writes, format!("pay {} army_spouse 500 --months 2023-01 --id {}", name(8), id(1))),
        (Does::Writes, format!("pay {} army_spouse 500 --months 2023-02 --id {} --json", name(8), id(2))),
        (Does::Writes, format!("recover {} 100 --reason 多发", id(1))),
        (Does::Writes, format!("recover {} 100 --reason 多发 --json", id(2))),
        (Does::Writes, "spend 服务站 station_fund 5000 --fund 旗".to_owned()),
        (Does::Writes, "spend 服务站 station_fund 5000 --fund 旗 --json".to_owned()),
        (Does::Writes, format!("case open {} A1", name(9))),
        (Does::Writes, format!("case open {} A2 --json", name(9))),
        (Does::Tells, "payroll list".to_owned()),
        (Does::Tells, "payroll draft army_spouse 2023-03".to_owned()),
        (Does::Tells, "payroll back-pay army_spouse 2023-01..2023-03 --json".to_owned()),
        (Does::Tells, "ledger --payments --year 2023".to_owned()),
        (Does::Writes, "programme add heating 取暖补贴".to_owned()),
        (Does::Writes, "programme add heating_2 取暖补差 --json".to_owned()),
        (Does::Tells, "report 2024".to_owned()),
        (Does::Writes, "year text 2024 start 全年平稳".to_owned()),
        (Does::Writes, "year text 2024 end 完 --json".to_owned()),
    ]
}

/// Lines about the work of the bureau.
fn of_work() -> Vec<(Does, String)> {
    vec![
        (Does::Writes, "activity add 会议 例会".to_owned()),
        (Does::Writes, "activity add 会议 例会 --json".to_owned()),
        (Does::Writes, "matter add 安置问题".to_owned()),
        (Does::Writes, "matter add 住房 --json".to_owned()),
        (Does::Writes, "role add 兵支书 布仁".to_owned()),
        (Does::Writes, "role add 兵支书 萨仁 --json".to_owned()),
        (Does::Writes, "facility add 社区服务站 新城站".to_owned()),
        (Does::Writes, "facility add 社区服务站 旧城站 --json".to_owned()),
        (Does::Writes, format!("attribute add 光荣牌 {}", name(0))),
        (Does::Writes, format!("attribute add 光荣牌 {} --json", name(1))),
        (Does::Writes, format!("need add {} 漏雨", name(0))),
        (Does::Writes, format!("need add {} 漏雨 --json", name(1))),
        (Does::Writes, format!("contact add {}", name(0))),
        (Does::Writes, format!("contact add {} --json", name(1))),
        (Does::Writes, format!("confirm add {}", name(0))),
        (Does::Writes, format!("confirm add {} --json", name(1))),
        (Does::Tells, "work list".to_owned()),
    ]
}

/// Every command with lines to try, two of those that write, since the second is given a closed pipe.
pub(super) fn lines(house: &House, gifts: &[String]) -> Vec<(Does, Vec<String>)> {
    let place = |name: &str| house.folder.path().join(name).to_str().unwrap().to_owned();
    let roster = |name: &str, who: usize| {
        let path = place(name);
        fs::write(&path, format!("姓名,苏木镇\n{},上都镇\n", self::name(who))).unwrap();
        path
    };
    let made = finished(&mut house.command(&["backup", "--json", "--to", &place("kept")]));
    let saved = made.json()["backup"].as_str().unwrap().to_owned();
    let (first, second) = (roster("first.csv", 900), roster("second.csv", 901));
    let (one, two, three, four) = (place("1.db"), place("2.db"), place("3.db"), place("4.db"));
    let calls: Vec<String> = (3..5)
        .map(|n| {
            let call = ["record", &name(n), "--round", SPRING, "--outcome", "absent", "--json"];
            finished(&mut house.command(&call)).json()["visit"].as_str().unwrap().to_owned()
        })
        .collect();
    let begun = vec![
        (Does::Refuses, "demo".to_owned()),
        (Does::Writes, format!("init --db {one}")),
        (Does::Writes, format!("init --db {two}")),
        (Does::Writes, format!("init --sample --json --db {three}")),
        (Does::Writes, format!("init --json --db {four}")),
        (Does::Writes, format!("import {first}")),
        (Does::Writes, format!("import --json {second}")),
        (Does::Tells, format!("import --dry-run {first}")),
        (Does::Tells, "words list".to_owned()),
        (Does::Tells, "words forget --all --json".to_owned()),
        (Does::Tells, "audit --rule A25".to_owned()),
        (Does::Tells, "acts".to_owned()),
        (Does::Tells, "find 人".to_owned()),
        (Does::Tells, format!("show {}", name(0))),
    ];
    let taken_back = vec![
        (Does::Writes, format!("reverse {} --reason 错", gifts[0])),
        (Does::Writes, format!("reverse {} --reason 错 --json", gifts[1])),
        (Does::Writes, format!("cancel {} --reason 错", calls[0])),
        (Does::Writes, format!("cancel {} --reason 错 --json", calls[1])),
    ];
    let told = vec![
        (Does::Tells, "review".to_owned()),
        (Does::Writes, format!("sheet sign --township 上都 --to {}", place("sign.xlsx"))),
        (Does::Writes, format!("sheet visits --township 上都 --json --to {}", place("visits.txt"))),
        (Does::Writes, format!("sheet write 2024-spring --to {}", place("numbered.xlsx"))),
        (Does::Tells, "sheet list".to_owned()),
        (Does::Writes, format!("notice 2024-spring --phone 5221234 --to {}", place("notice.html"))),
        (Does::Writes, format!("notice 2024-spring --phone 5221234 --json --to {}", place("notice.txt"))),
        (Does::Writes, format!("export due --to {}", place("due.xlsx"))),
        (Does::Writes, format!("export recipients --json --to {}", place("roster.csv"))),
        (Does::Writes, "set two_handlers off".to_owned()),
        (Does::Writes, "set two_handlers on --json".to_owned()),
        (Does::Tells, "undo --dry-run".to_owned()),
        (Does::Writes, "undo --reason 设错".to_owned()),
        (Does::Tells, "settings".to_owned()),
        (Does::Nothing, "check".to_owned()),
        (Does::Tells, format!("backup --to {}", place("b1"))),
        (Does::Tells, format!("backup --json --to {}", place("b2"))),
        (Does::Writes, format!("restore --yes {saved}")),
        (Does::Writes, format!("restore --yes --json {saved}")),
        (Does::Tells, "help".to_owned()),
        (Does::Tells, "keys".to_owned()),
        (Does::Tells, "completions zsh".to_owned()),
        (Does::Tells, "licences".to_owned()),
        (Does::Tells, "--help".to_owned()),
        (Does::Tells, "record --help".to_owned()),
        (Does::Tells, "--version".to_owned()),
    ];
    [begun, of_people(), of_rounds(), taken_back, of_payments(), of_work(), told]
        .concat()
        .into_iter()
        .map(|(does, line)| (does, line.split(' ').map(str::to_owned).collect()))
        .collect()
}

fn house_with_gifts() -> (House, Vec<String>) {
    let house = House::new(12);
    let gifts: Vec<String> = (0..2).map(|_| clock::new_entry_id().to_string()).collect();
    for (n, id) in gifts.iter().enumerate() {
        assert!(acknowledged(&finished(&mut house.record(n, id)), id));
    }
    (house, gifts)
}

#[test]
fn every_command_that_cannot_say_its_answer_ends_with_an_error_status() {
    let (house, gifts) = house_with_gifts();
    let lines = lines(&house, &gifts);
    let mut tried: Vec<String> = lines.iter().map(|(_, line)| line[0].clone()).collect();
    tried.retain(|name| !name.starts_with('-'));
    tried.sort();
    tried.dedup();
    assert_eq!(tried, commands(&house), "every command is tried here");
    for (does, line) in &lines {
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let run = into_full(&house, &line);
        let status = match does {
            Does::Tells | Does::Writes => 74,
            Does::Nothing => 0,
            Does::Refuses => 2,
        };
        assert_eq!(run.status, status, "{line:?} {run:?}");
        assert_eq!(run.err.is_empty(), *does == Does::Nothing, "{line:?} {run:?}");
        assert_eq!(run.err.contains("已经写入"), *does == Does::Writes, "{line:?} {run:?}");
    }
    house.assert_sound("after all this");
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure_of_any_command() {
    let (house, gifts) = house_with_gifts();
    for (does, line) in lines(&house, &gifts) {
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let run = into_closed(&house, &line);
        let refuses = does == Does::Refuses;
        assert_eq!(
            (run.status, run.err.is_empty()),
            (if refuses { 2 } else { 0 }, !refuses),
            "{line:?} {run:?}"
        );
    }
    house.assert_sound("after all this");
}

#[test]
fn an_error_that_cannot_be_said_is_still_a_status() {
    let house = House::new(1);
    let nobody =
        [&["show", "无此人"][..], &["record", "无此人", "--round", SPRING], &["find"], &["reverse", "x"]];
    for line in nobody {
        let told = finished(&mut house.command(line)).status;
        assert_ne!(told, 0, "{line:?}");
        for (out, err) in [(Stdio::null(), full()), (full().into(), full())] {
            let run = finished(house.command(line).stdout(out).stderr(err));
            assert_eq!(run.status, told, "{line:?}");
        }
    }
}
