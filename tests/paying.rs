//! Protects payments of programmes: the year of the sample comes out to the fen of what payrolls and commands wrote, each error of
//! practice is told with its row, and a figure moves by exactly what an entry moves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use muster::clock;
use muster::domain::money::Fen;
use muster::domain::op::Op;
use muster::domain::payment::figures::PaymentQuery;
use muster::domain::payment::{Months, NewPayment, PayAct, PayDetail, PayKind};
use muster::domain::year_report::YearReport;
use muster::store::Store;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Run, finished};
use crate::support::register::{on, text};

/// The register of the sample, in a folder of its own.
struct Bureau(TempDir);

impl Bureau {
    fn new() -> Self {
        let bureau = Self(tempfile::tempdir().unwrap());
        assert_eq!(bureau.run(&["init", "--sample"]).status, 0);
        bureau
    }

    fn run(&self, args: &[&str]) -> Run {
        finished(&mut self.command(args))
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command
            .env_clear()
            .env("HOME", self.0.path())
            .env("MUSTER_DB", self.0.path().join("r.db"))
            .current_dir(year())
            .args(["--today", "2024-02-02"])
            .args(args)
            .stdin(Stdio::null());
        command
    }

    #[track_caller]
    fn json(&self, status: i32, args: &[&str]) -> Value {
        let run = self.run(&[args, &["--json"]].concat());
        assert_eq!(run.status, status, "{args:?}: {run:?}");
        run.json()
    }

    /// A payroll of the given rows, read.
    #[track_caller]
    fn payroll(&self, status: i32, rows: &str, more: &[&str]) -> Value {
        let file = self.0.path().join("发放册.csv");
        fs::write(&file, rows).unwrap();
        let line = ["payroll", "read", file.to_str().unwrap(), "--on", "2023-03-10"];
        self.json(status, &[&line[..], more].concat())
    }

    fn figure(&self, code: &str) -> Value {
        let all = self.json(0, &["programme", "year", "2023"]);
        all.as_array().unwrap().iter().find(|one| one["code"] == code).cloned().unwrap_or_default()
    }
}

fn year() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/year")
}

fn faults(report: &Value) -> Vec<(u64, String)> {
    let one = |fault: &Value| (fault["row"].as_u64().unwrap(), fault["kind"].as_str().unwrap().to_owned());
    report["faults"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn the_year_comes_out_to_the_fen() {
    let bureau = Bureau::new();
    let run = bureau.run(&["import", "soldiers.csv"]);
    assert_eq!(run.status, 0, "{run:?}");
    let commands = fs::read_to_string(year().join("commands.tsv")).unwrap();
    for line in commands.lines() {
        let run = bureau.run(&line.split('\t').collect::<Vec<_>>());
        assert_eq!(run.status, 0, "{line}: {run:?}");
    }
    for (code, people, times, fen) in [
        ("living_allowance", 224, 448, 193_590_000_i64),
        ("army_spouse", 1, 1, 600_000),
        ("fire_recruit_family", 6, 6, 37_200_000),
        ("conscript_family", 54, 108, 319_970_000),
        ("discharge_grant", 28, 28, 257_633_000),
        ("medical_insurance", 22, 22, 689_000),
        ("medical_reimbursement", 16, 19, 3_514_608),
        ("social_insurance", 2, 2, 269_161),
        ("hardship_relief", 11, 11, 4_400_000),
        ("merit_citation", 2, 2, 200_000),
    ] {
        let figure = bureau.figure(code);
        let found = ["people", "times", "amount_fen"].map(|key| figure[key].as_i64().unwrap());
        assert_eq!(found, [people, times, fen], "{code}");
    }
    assert_eq!(bureau.figure("living_allowance")["categories"], 8);
    assert_eq!(bureau.figure("social_insurance")["own_fen"], 87_667);
    let parts = |code: &str| -> Vec<(String, i64, i64)> {
        let figure = bureau.figure(code);
        let part = |part: &Value| {
            let by = part["by"].as_str().unwrap().to_owned();
            (by, part["people"].as_i64().unwrap(), part["amount_fen"].as_i64().unwrap())
        };
        figure["parts"].as_array().unwrap().iter().map(part).collect()
    };
    assert_eq!(
        parts("medical_insurance"),
        [("2023".to_owned(), 8, 209_000), ("2024".to_owned(), 14, 480_000)]
    );
    let intakes: Vec<_> = parts("conscript_family").into_iter().map(|(by, people, _)| (by, people)).collect();
    assert_eq!(intakes, [("2022春".to_owned(), 20), ("2022秋".to_owned(), 34)]);
    assert_eq!(parts("discharge_grant").len(), 2);
    assert_eq!(parts("living_allowance").len(), 8);
    let cases = bureau.json(0, &["case", "list", "--year", "2023"]);
    for (key, expected) in [("accepted", 11), ("granted", 11), ("paid", 11), ("paid_fen", 4_400_000)] {
        assert_eq!(cases[key], expected, "{key}");
    }
    // The same file twice writes nothing twice.
    let again = ["payroll", "read", "living-1.csv", "--programme", "living_allowance", "--on", "2023-07-10"];
    assert_eq!(bureau.json(0, &again)["result"], "exists");
    assert_eq!(bureau.figure("living_allowance")["amount_fen"], 193_590_000);
    every_entry_moves_its_own_figures(&bureau);
    // Visits are what they were.
    let report = bureau.json(0, &["report", "2023"]);
    assert!(report.to_string().contains("6050000"), "{report}");
    assert_eq!(bureau.run(&["check"]).status, 0);
}

#[expect(clippy::disallowed_methods, reason = "the long form is asked for so")]
fn is_long() -> bool {
    std::env::var_os("MUSTER_LONG").is_some()
}

/// Reverses, takes back in part or adds one entry after another, and looks at every figure of the year each time: those that the
/// entry belongs to move by exactly its amount, all others stay. Of the entries a spread is taken; all with `MUSTER_LONG`.
fn every_entry_moves_its_own_figures(bureau: &Bureau) {
    let copies = bureau.0.path().join("copies");
    fs::create_dir(&copies).unwrap();
    let run = bureau.run(&["backup", "--to", copies.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{run:?}");
    let copy = fs::read_dir(&copies).unwrap().next().unwrap().unwrap().path();
    let mut store = Store::open(&copy).unwrap();
    let ctx = on("2024-02-02");
    let year = PaymentQuery { year: Some(2023), ..PaymentQuery::default() };
    let every = if is_long() { 1 } else { 29 };
    let entries = store.payments(&year).unwrap();
    assert!(entries.len() > 600, "{}", entries.len());
    let mut before = store.year_report(2023).unwrap();
    for (turn, line) in entries.iter().step_by(every).enumerate() {
        let id = clock::new_entry_id();
        let person = line.recipient.is_some();
        let mut new = NewPayment {
            id,
            kind: PayKind::Recovery,
            programme: line.programme.clone(),
            recipient: line.recipient,
            months: line.months,
            subject: line.subject.clone(),
            amount: Fen::new(line.amount.get() / 3 + 1),
            on: line.on,
            payee: None,
            concerns: Some(line.id),
            reason: Some(text("多发的部分")),
            parts: Vec::new(),
            detail: PayDetail::default(),
            row: None,
        };
        let (op, moved, whose) = match turn % 3 {
            1 if person => {
                let moved = -new.amount.get();
                (
                    Op::Pay(Box::new(PayAct { payroll: None, payments: vec![new] })),
                    moved,
                    line.programme.clone(),
                )
            }
            2 if person => {
                let months = Months::new((2031, 1 + u32::try_from(turn % 12).unwrap()), (2031, 12));
                (new.kind, new.concerns, new.months) = (PayKind::Payment, None, months);
                (new.programme, new.subject) = (text("army_spouse"), None);
                let moved = new.amount.get();
                let whose = new.programme.clone();
                (Op::Pay(Box::new(PayAct { payroll: None, payments: vec![new] })), moved, whose)
            }
            _ => (
                Op::Reverse { id, of: line.id, reason: text("记错了") },
                -line.amount.get(),
                line.programme.clone(),
            ),
        };
        store.commit(&op, &ctx).unwrap_or_else(|error| panic!("{op:?}: {error:?}"));
        let after = store.year_report(2023).unwrap();
        let at = format!("{turn} {op:?}");
        // Money of programmes and of spending: one of them moves, and all others are what they were.
        let sums = |report: &YearReport| -> BTreeMap<String, i64> {
            let programmes = report.programmes.iter().map(|one| (one.code.clone(), one.amount.get()));
            programmes.chain(report.spending.iter().map(|one| (one.code.clone(), one.amount.get()))).collect()
        };
        let changed = differences(&sums(&before), &sums(&after));
        assert_eq!(changed.values().copied().collect::<Vec<_>>(), [moved], "{at}");
        assert!(changed.keys().all(|code| code.starts_with(whose.as_str())), "{at}: {changed:?}");
        let months = |report: &YearReport| -> BTreeMap<String, i64> {
            (1..).zip(&report.months).map(|(no, fen): (u32, _)| (no.to_string(), fen.get())).collect()
        };
        let month = line.on.format("%-m").to_string();
        assert_eq!(differences(&months(&before), &months(&after)), BTreeMap::from([(month, moved)]), "{at}");
        let places = |report: &YearReport| -> BTreeMap<String, i64> {
            report.townships.iter().map(|(name, fen)| (name.clone(), fen.get())).collect()
        };
        let of_place: Vec<i64> = differences(&places(&before), &places(&after)).into_values().collect();
        assert_eq!(of_place, if person { vec![moved] } else { Vec::new() }, "{at}");
        // Everything else of the year stays, programme by programme.
        for (one, other) in before
            .programmes
            .iter()
            .filter_map(|one| Some((one, after.programmes.iter().find(|other| other.code == one.code)?)))
        {
            if !changed.contains_key(&one.code) {
                assert_eq!(one, other, "{at}");
            }
        }
        let gifts =
            |report: &YearReport| (report.gifts.visits, report.gifts.units, report.gifts.rounds.clone());
        assert_eq!(gifts(&before), gifts(&after), "{at}");
        assert_eq!((&before.accepted, &before.late), (&after.accepted, &after.late), "{at}");
        before = after;
    }
    assert_eq!(store.check().unwrap(), []);
}

/// What differs between two sets of sums, by how much.
fn differences(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    let names = before.keys().chain(after.keys());
    let of = |all: &BTreeMap<String, i64>, name: &String| all.get(name).copied().unwrap_or(0);
    names
        .map(|name| (name.clone(), of(after, name) - of(before, name)))
        .filter(|(_, moved)| *moved != 0)
        .collect()
}

const HEAD: &str = "姓名,身份证号,优抚类别,发放月份,实发金额,银行卡号,资金来源\n";

#[test]
fn errors_of_practice_are_told_with_their_rows() {
    let bureau = Bureau::new();
    let standard = ["programme", "standard", "living_allowance", "487", "--category", "带病回乡退役军人"];
    bureau.json(0, &[&standard[..], &["--from", "2022-08-01"]].concat());
    // As the county's card system writes it, in a workbook of before 2007: titles, other heads, a total, signatures.
    let card = [
        "payroll",
        "read",
        "../payrolls/ykt.xls",
        "--programme",
        "生活补助",
        "--on",
        "2023-01-20",
        "--dry-run",
    ];
    let told = bureau.json(0, &card);
    assert_eq!(
        (&told["rows"], &told["total_fen"], &told["faults"]),
        (&8.into(), &1_112_000.into(), &Value::Array(Vec::new()))
    );
    let living = fs::read_to_string(year().join("living-1.csv")).unwrap();
    let people: Vec<Vec<&str>> = living
        .lines()
        .skip(2)
        .map(|line| line.split(',').collect())
        .filter(|cells: &Vec<&str>| cells.get(3) == Some(&"带病回乡退役军人") && cells[7].len() > 10)
        .collect();
    let row = |at: usize, month: &str, yuan: &str, card: &str, fund: &str| {
        let one = &people[at];
        format!("{},{},{},{month},{yuan},{card},{fund}\n", one[1], one[2], one[3])
    };
    let own = |at: usize| people[at][7];
    let dead = "余金清,152599193005232415,在乡复员军人,2023-03,1000,,中央\n";
    let rows = [
        HEAD,
        dead,
        &row(0, "2023-03", "487.123", own(0), "中央"),
        &row(1, "2023-03", "500", own(1), "中央"),
        &row(2, "2023-03", "487", own(3), "中央"),
        &row(4, "2023-03", "487", own(4), "社会捐款"),
        &row(5, "2023-02..2023-03", "974", own(5), "旗"),
        &row(5, "2023-03", "487", own(5), "旗"),
        "查无此人,152599199001010010,残疾军人,2023-03,100,,中央\n",
    ]
    .concat();
    let report = bureau.payroll(65, &rows, &["--programme", "生活补助"]);
    let told = faults(&report);
    for (row, kind) in [
        (2, "after_death"),
        (3, "bad_amount"),
        (4, "off_standard"),
        (5, "foreign_card"),
        (6, "wrong_fund"),
        (8, "repeated"),
        (9, "unknown"),
    ] {
        assert!(told.contains(&(row, kind.to_owned())), "{row} {kind}: {told:?}");
    }
    assert!(!told.iter().any(|(row, _)| *row == 7), "{told:?}");
    assert_eq!(report["result"], "refused");
    assert_eq!(bureau.figure("living_allowance"), Value::Null, "nothing was written");
    // What gives way is written with a reason.
    let odd = [HEAD, &row(1, "2023-03", "500", own(1), "中央")].concat();
    assert_eq!(bureau.payroll(77, &odd, &["--programme", "生活补助"])["result"], "refused");
    let reasoned = bureau.payroll(0, &odd, &["--programme", "生活补助", "--reason", "旗里定的"]);
    assert_eq!(reasoned["result"], "recorded");
    // The same months, paid once more under another name.
    let twice = [HEAD, &row(1, "2023-03", "500", own(1), "旗")].concat();
    bureau.json(0, &["programme", "add", "fixed_aid", "定补", "--fund", "旗"]);
    assert_eq!(faults(&bureau.payroll(77, &twice, &["--programme", "定补"])), [(2, "elsewhere".to_owned())]);
    // A footer that does not add up.
    let foot = [HEAD, &row(6, "2023-03", "487", own(6), "旗"), "合计,,,,600,,\n"].concat();
    assert_eq!(faults(&bureau.payroll(77, &foot, &["--programme", "生活补助"])), [(3, "total".to_owned())]);
    // What is told beside the file is of use to some row, or the file is refused.
    let march = [HEAD, &row(6, "2023-03", "487", own(6), "旗")].concat();
    let path = bureau.0.path().join("发放册.csv");
    fs::write(&path, &march).unwrap();
    let read = |more: &[&str]| {
        let line = ["payroll", "read", path.to_str().unwrap(), "--programme", "生活补助", "--dry-run"];
        bureau.run(&[&line, more].concat())
    };
    for more in [["--months", "2023-02"], ["--fund", "中央"], ["--which", "1"]] {
        let run = read(&more);
        assert!(run.status == 65 && run.err.contains(more[0]) && run.out.is_empty(), "{run:?}");
    }
    for more in [["--months", "2023-03"], ["--fund", "旗"]] {
        let run = read(&more);
        assert_eq!(run.status, 0, "{run:?}");
    }
    // A file that is no payroll is told what one needs.
    fs::write(&path, "姓名,金额\n程连富,487\n").unwrap();
    for (lang, payroll, roster) in [("zh", "发放册", "苏木镇"), ("en", "payroll", "苏木镇")] {
        let run = read(&["--lang", lang]);
        assert!(run.status == 65 && run.err.contains(payroll) && !run.err.contains(roster), "{run:?}");
    }
    assert_eq!(bureau.run(&["check"]).status, 0);
}

#[test]
fn errors_of_practice_are_refused_one_by_one_and_found_by_the_audit() {
    let bureau = Bureau::new();
    bureau.json(0, &["programme", "standard", "army_spouse", "500", "--from", "2022-08-01"]);
    bureau.json(0, &["programme", "add", "fixed_aid", "定补", "--fund", "旗"]);
    for (who, card) in [("程连富", "6200001525991111111"), ("彭志忠", "6200001525992222222")] {
        bureau.json(0, &["person", "set", who, "--card", card]);
    }
    let pay = |who: &str, programme: &str, yuan: &str, status: i32, more: &[&str]| {
        let line = ["pay", who, programme, yuan, "--on", "2023-05-10"];
        bureau.json(status, &[&line[..], more].concat())
    };
    let rule = |answer: Value| answer["refusals"][0]["rule"].as_str().unwrap_or_default().to_owned();
    let months = ["--months", "2023-02..2023-03", "--fund", "旗"];
    let with = |more: &[&'static str]| [&months[..], more].concat();
    assert_eq!(rule(pay("余金清", "army_spouse", "1000", 77, &months)), "after_death");
    assert_eq!(rule(pay("程连富", "army_spouse", "900", 77, &months)), "off_standard");
    assert_eq!(
        rule(pay("程连富", "army_spouse", "1000", 77, &with(&["--card", "6200001525992222222"]))),
        "foreign_card"
    );
    assert_eq!(
        rule(pay("程连富", "army_spouse", "1000", 77, &with(&["--card", "6200001525993333333"]))),
        "other_card"
    );
    let line = ["pay", "程连富", "army_spouse", "487.123", "--on", "2023-05-10", "--months", "2023-02"];
    assert_eq!(bureau.run(&line).status, 65);
    let gifts = ["--months", "2023-02..2023-03", "--fund", "社会捐款"];
    assert_eq!(rule(pay("程连富", "army_spouse", "1000", 77, &gifts)), "wrong_fund");
    pay("程连富", "army_spouse", "1000", 0, &with(&["--card", "6200001525991111111"]));
    assert_eq!(
        rule(pay("程连富", "army_spouse", "500", 77, &["--months", "2023-03", "--fund", "旗"])),
        "repeated"
    );
    // A month of the two, under another name: like sums a month are told.
    assert_eq!(
        rule(pay("程连富", "fixed_aid", "500", 77, &["--months", "2023-03", "--fund", "旗"])),
        "elsewhere"
    );
    // What was written with a reason, and what a death shows later, stands in the audit with its rule.
    pay(
        "程连富",
        "fixed_aid",
        "500",
        0,
        &["--months", "2023-03", "--fund", "旗", "--reason", "旗里另有文件"],
    );
    pay(
        "彭志忠",
        "army_spouse",
        "1700",
        0,
        &["--months", "2023-02..2023-03", "--fund", "社会捐款", "--reason", "捐款补足差额"],
    );
    bureau.json(0, &["person", "status", "彭志忠", "died", "--on", "2023-02-11", "--reason", "家属告知"]);
    bureau.json(0, &["person", "set", "程连富", "--card", "6200001525992222222", "--reason", "换卡"]);
    let found = |rule: &str| -> Vec<String> {
        let run = bureau.run(&["audit", "--rule", rule, "--json"]);
        let all = run.json();
        let findings = all.as_array().unwrap().iter();
        let mut found: Vec<String> = findings.map(|one| one["level"].as_str().unwrap().to_owned()).collect();
        found.sort();
        found
    };
    assert_eq!(found("A01"), ["red"]);
    // The sample itself was given something above a standard, for which there is a reason.
    assert_eq!(found("A03"), ["amber", "red"], "700 yuan above");
    assert_eq!(found("A13"), ["red"], "one card for two");
    assert_eq!(found("A26"), ["amber", "amber"], "a fund with a reason, two programmes");
    assert_eq!(found("A02"), Vec::<String>::new());
    // A threshold is a setting.
    bureau.json(0, &["set", "audit_above_yuan", "800"]);
    bureau.json(0, &["set", "audit_above_percent", "200"]);
    assert_eq!(found("A03"), ["amber", "amber"]);
    assert_eq!(bureau.run(&["check"]).status, 0);
}

#[test]
fn what_failed_is_paid_again_and_figures_follow_every_entry() {
    let bureau = Bureau::new();
    let amount = || bureau.figure("army_spouse")["amount_fen"].as_i64().unwrap_or_default();
    let pay = |months: &str, status: i32| {
        let line =
            ["pay", "程连富", "army_spouse", "500", "--months", months, "--fund", "旗", "--on", "2023-05-10"];
        bureau.json(status, &line)
    };
    let entry = pay("2023-04", 0)["payment"]["entry"].as_str().unwrap().to_owned();
    assert_eq!(pay("2023-04", 77)["refusals"][0]["rule"], "repeated");
    assert_eq!(amount(), 50_000);
    let failed = bureau.json(0, &["pay", "failed", &entry, "--reason", "账号错误", "--on", "2023-05-12"]);
    assert_eq!(failed["payment"]["kind"], "failed");
    assert_eq!((amount(), bureau.figure("army_spouse")["people"].as_i64()), (0, Some(0)));
    assert_eq!(pay("2023-04", 77)["refusals"][0]["rule"], "failed_before");
    assert_eq!(bureau.json(77, &["pay", "again", &entry, "501"])["refusals"][0]["rule"], "not_failed");
    let again = bureau.json(0, &["pay", "again", &entry, "--on", "2023-05-20"]);
    assert_eq!((again["payment"]["amount_fen"].as_i64(), amount()), (Some(50_000), 50_000));
    let recover = |yuan: &str, status| {
        bureau.json(status, &["recover", &entry, yuan, "--reason", "多发", "--on", "2023-06-01"])
    };
    assert_eq!(recover("500.01", 77)["refusals"][0]["rule"], "not_left");
    recover("120.50", 0);
    assert_eq!(recover("379.51", 77)["refusals"][0]["rule"], "not_left");
    assert_eq!(amount(), 37_950);
    // What others rest on is not reversed; the recovery is.
    assert_eq!(bureau.run(&["reverse", &entry, "--reason", "填错"]).status, 77);
    let back = bureau.run(&["reverse", again["payment"]["entry"].as_str().unwrap(), "--reason", "填错"]);
    assert_eq!(back.status, 77, "it would leave less than was taken back: {back:?}");
    assert_eq!(bureau.run(&["check"]).status, 0);
}

#[test]
fn a_case_is_refused_out_of_order() {
    let bureau = Bureau::new();
    let pay =
        ["pay", "程连富", "hardship_relief", "4000", "--which", "A1", "--fund", "旗", "--on", "2023-03-20"];
    assert_eq!(bureau.json(77, &pay)["refusals"][0]["rule"], "not_granted");
    bureau.json(0, &["case", "open", "程连富", "A1", "--asked", "5000", "--on", "2023-03-01"]);
    assert_eq!(
        bureau.run(&["case", "step", "A1", "village", "--by", "乌兰", "--on", "2023-03-02"]).status,
        77
    );
    assert_eq!(
        bureau.run(&["case", "step", "A1", "survey", "--by", "布仁", "--on", "2023-03-02"]).status,
        77
    );
    assert_eq!(bureau.json(77, &pay)["refusals"][0]["rule"], "not_granted");
    for line in [
        &["survey", "--by", "布仁", "--by", "赵志强", "--on", "2023-03-02"][..],
        &["village", "--by", "乌兰", "--on", "2023-03-03"],
        &["township", "--by", "张强", "--on", "2023-03-04"],
        &["banner", "--by", "白音", "--on", "2023-03-05"],
        &["notice", "--until", "2023-03-12", "--objections", "0", "--on", "2023-03-06"],
        &["grant", "--yuan", "4000", "--on", "2023-03-13"],
    ] {
        bureau.json(0, &[&["case", "step", "A1"], line].concat());
    }
    bureau.json(0, &pay);
    assert_eq!(bureau.json(0, &["case", "show", "A1"])["paid_fen"], 400_000);
    assert_eq!(bureau.run(&["check"]).status, 0);
}

/// Whoever is later is told that it stands, not that each row was paid before.
#[test]
fn the_same_payroll_read_by_several_programs_at_once_is_written_once() {
    let bureau = Bureau::new();
    let line = [
        "payroll",
        "read",
        "living-1.csv",
        "--programme",
        "living_allowance",
        "--on",
        "2023-07-10",
        "--json",
    ];
    let reading: Vec<_> = (0..3)
        .map(|_| bureau.command(&line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    let mut results: Vec<String> = reading
        .into_iter()
        .map(|child| {
            let ended = child.wait_with_output().unwrap();
            let told: Value = serde_json::from_slice(&ended.stdout).unwrap();
            assert!(ended.status.success() && told["faults"] == serde_json::json!([]), "{}", told["result"]);
            told["result"].as_str().unwrap().to_owned()
        })
        .collect();
    results.sort();
    assert_eq!(results, ["exists", "exists", "recorded"]);
    assert_eq!(bureau.figure("living_allowance")["times"], 224);
}
