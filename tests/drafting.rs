//! Protects payrolls that are drafted: a month from the standards beside the last one and what was paid, its lists adding up; the
//! back pay of a rise that was told late; both written to files that are read back unchanged.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Run, finished};

struct Bureau(TempDir);

fn year() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/year")
}

/// Categories of the sample that few hold: payrolls of them are read fast.
const FEW: [&str; 3] = ["因公牺牲军人遗属", "病故军人遗属", "残疾军人"];

/// The rows of a half of the year that are of these categories, behind the heads.
fn half(file: &str) -> String {
    let all = fs::read_to_string(year().join(file)).unwrap();
    let few = |line: &&str| FEW.iter().any(|category| line.contains(category)) || line.contains("优抚类别");
    all.lines().filter(few).flat_map(|line| [line, "\n"]).collect()
}

/// What the rows of a payroll come to, in fen.
fn sum_of(rows: &str) -> i64 {
    rows.lines().filter_map(|line| line.split(',').nth(6)?.parse::<i64>().ok()).sum::<i64>() * 100
}

impl Bureau {
    /// The sample with the standards of its year for a few categories, and the payrolls of these halves for them.
    fn new(payrolls: &[&str]) -> Self {
        let bureau = Self(tempfile::tempdir().unwrap());
        assert_eq!(bureau.run("2024-02-02", &["init", "--sample"]).status, 0);
        let commands = fs::read_to_string(year().join("commands.tsv")).unwrap();
        for line in commands.lines() {
            let words: Vec<&str> = line.split('\t').collect();
            let few = words.iter().any(|word| FEW.contains(word));
            if few && words.starts_with(&["programme", "standard", "living_allowance"]) {
                bureau.json(0, &words);
            }
        }
        for file in payrolls {
            let path = bureau.file(file, &half(file));
            let read =
                ["payroll", "read", &path, "--programme", "生活补助", "--fund", "旗", "--on", "2023-12-01"];
            bureau.json(0, &read);
        }
        bureau
    }

    fn file(&self, name: &str, rows: &str) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, rows).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn run(&self, today: &str, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command
            .env_clear()
            .env("HOME", self.0.path())
            .env("MUSTER_DB", self.0.path().join("r.db"))
            .current_dir(year())
            .args(["--today", today])
            .args(args)
            .stdin(Stdio::null());
        finished(&mut command)
    }

    #[track_caller]
    fn json(&self, status: i32, args: &[&str]) -> Value {
        let run = self.run("2024-02-02", &[args, &["--json"]].concat());
        let told: String = run.out.chars().take(600).collect();
        assert_eq!(run.status, status, "{args:?}: {told} {}", run.err);
        run.json()
    }

    fn draft(&self, month: &str) -> Value {
        self.json(0, &["payroll", "draft", "living_allowance", month])
    }

    /// Writes a payroll with numbers in full.
    fn write(&self, what: &[&str], file: &str) -> String {
        let path = self.0.path().join(file).to_str().unwrap().to_owned();
        let to = ["--to", &path, "--unmasked", "--reason", "报送发放"];
        assert_eq!(self.json(0, &[what, &to].concat())["masked"], false);
        path
    }
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap()
}

fn len(value: &Value) -> i64 {
    i64::try_from(value.as_array().unwrap().len()).unwrap()
}

/// What was there, more what is new, less who is gone, is what is there.
#[track_caller]
fn adds_up(draft: &Value) {
    let last = &draft["last"];
    let gone = len(&last["died"]) + len(&last["stopped"]);
    assert_eq!(number(&last["rows"]) + len(&last["new"]) - gone, number(&draft["rows"]), "of the last");
    assert_eq!(number(&last["same"]) + len(&last["changed"]) + gone, number(&last["rows"]), "of the last");
    adds_up_beside_paid(draft);
}

/// What was drafted and what was paid meet.
#[track_caller]
fn adds_up_beside_paid(draft: &Value) {
    let paid = &draft["paid"];
    if !paid.is_null() {
        let met = number(&paid["same"]) + len(&paid["other"]);
        assert_eq!(met + len(&paid["unpaid"]), number(&draft["rows"]));
        assert_eq!(met + len(&paid["beside"]), number(&paid["rows"]));
    }
}

#[test]
fn a_month_is_drafted_compared_written_and_read_back() {
    let bureau = Bureau::new(&["living-1.csv", "living-2.csv"]);
    let rows = i64::try_from(half("living-1.csv").lines().count()).unwrap() - 1;
    let august = bureau.draft("2023-08");
    adds_up(&august);
    assert_eq!(number(&august["last"]["rows"]), rows);
    // Whoever the rise of August is for is paid more than in July, and as the standards say. Others hold a category, and were
    // never paid: the draft shows them as new.
    assert_eq!((number(&august["paid"]["rows"]), number(&august["paid"]["same"])), (rows, rows));
    assert_eq!(len(&august["last"]["new"]), len(&august["paid"]["unpaid"]));
    assert_eq!(len(&august["last"]["changed"]), rows);
    // Somebody died in December.
    bureau.json(0, &["person", "status", "付春清", "died", "--on", "2023-12-20", "--reason", "家属告知"]);
    let january = bureau.draft("2024-01");
    adds_up(&january);
    assert_eq!((len(&january["last"]["died"]), january["paid"].is_null()), (1, true));
    assert_eq!(january["last"]["died"][0]["name"], "付春清");
    let read = |path: &str, more: &[&str]| {
        let line = ["payroll", "read", path, "--programme", "生活补助", "--fund", "旗", "--on", "2024-01-01"];
        bureau.json(0, &[&line[..], more].concat())
    };
    let draft = ["payroll", "draft", "living_allowance", "2024-01"];
    let report = read(&bureau.write(&draft, "一月.xlsx"), &["--dry-run"]);
    assert_eq!((&report["rows"], &report["total_fen"]), (&january["rows"], &january["sum_fen"]));
    assert_eq!(len(&report["faults"]), 0, "{}", report["faults"][0]);
    // Read, it is what was drafted.
    assert_eq!(read(&bureau.write(&draft, "一月.csv"), &[])["result"], "recorded");
    let again = bureau.draft("2024-01");
    adds_up(&again);
    assert_eq!((&again["paid"]["same"], &again["draft"]), (&january["rows"], &january["draft"]));
    // Masked, it says so.
    let masked = bureau.0.path().join("打码.csv");
    assert_eq!(bureau.json(0, &[&draft[..], &["--to", masked.to_str().unwrap()]].concat())["masked"], true);
    assert!(!fs::read_to_string(&masked).unwrap().contains("152599196"));
    let text = bureau.run("2024-02-02", &draft);
    assert!(text.out.contains(&format!("与 2023-12 相比：原有 {rows} 笔")), "{}", text.out);
    // A quarter comes to what its months come to, and stands beside the three months that were paid last.
    let quarter = bureau.draft("2023Q4");
    adds_up(&quarter);
    assert_eq!(
        (&quarter["period"], &quarter["last"]["period"]),
        (&"2023-10..2023-12".into(), &"2023-07..2023-09".into())
    );
    let months = ["2023-10", "2023-11", "2023-12"].map(|month| number(&bureau.draft(month)["sum_fen"]));
    assert_eq!(number(&quarter["sum_fen"]), months.iter().sum::<i64>());
    assert_eq!(quarter["paid"]["same"], quarter["paid"]["rows"]);
    // What is paid one by one is refused, and so is what is no period of its programme.
    for (line, status) in [
        (&["立功喜报", "2024-01"][..], 77),
        (&["医疗报销", "2024"], 77),
        (&["生活补助", "2022-12..2023-12"], 2),
        (&["生活补助", "2022秋"], 2),
        (&["生活补助"], 2),
        (&["医保缴费", "2024-01"], 2),
        (&["优待金", "5"], 2),
        (&["一次性经济补助", "2024"], 2),
    ] {
        let refused = bureau.run("2024-02-02", &[&["payroll", "draft"], line].concat());
        assert_eq!(refused.status, status, "{line:?} {}", refused.err);
    }
    assert_eq!(bureau.run("2024-02-02", &["check"]).status, 0);
}

#[test]
fn a_rise_told_in_winter_is_paid_back_once() {
    // August to December were paid by the standards of before August.
    let bureau = Bureau::new(&["living-1.csv"]);
    let first = half("living-1.csv");
    let old_sum = |line: &str| -> Option<i64> { Some(line.split(',').nth(6)?.parse::<i64>().ok()? / 7 * 5) };
    let second: String = first
        .lines()
        .map(|line| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            if let Some(yuan) = old_sum(line) {
                (cells[6], cells[5]) = (yuan.to_string(), "2023年8月至12月".to_owned());
            }
            cells.join(",") + "\n"
        })
        .collect();
    let file = bureau.file("下半年.csv", &second);
    let read = |path: &str, status: i32, more: &[&str]| {
        let line = ["payroll", "read", path, "--programme", "生活补助", "--fund", "旗", "--on", "2023-12-28"];
        bureau.json(status, &[&line[..], more].concat())
    };
    assert_eq!(read(&file, 0, &["--reason", "新标准还没到"])["result"], "recorded");
    let owed = |months: &str| bureau.json(0, &["payroll", "back-pay", "living_allowance", months]);
    let all = owed("2023-08..2023-12");
    let each = |owed: &Value| -> i64 {
        let people = owed["owed"].as_array().unwrap().iter();
        people
            .flat_map(|one| one["by_month"].as_array().unwrap())
            .map(|month| number(&month["amount_fen"]))
            .sum()
    };
    assert_eq!(each(&all), number(&all["sum_fen"]));
    // To the fen what the year of the sample was paid beyond it.
    assert_eq!(sum_of(&second) + number(&all["sum_fen"]), sum_of(&half("living-2.csv")));
    assert_eq!(number(&owed("2023-01..2023-07")["sum_fen"]), 0);
    // One of them died in October: until then, to a payee.
    bureau.json(0, &["person", "status", "付春清", "died", "--on", "2023-10-05", "--reason", "家属告知"]);
    let now = owed("2023-08..2023-12");
    let dead = now["owed"].as_array().unwrap().iter().find(|one| one["name"] == "付春清").unwrap();
    assert_eq!((len(&dead["by_month"]), &dead["died_on"]), (3, &"2023-10-05".into()));
    let path = bureau.write(&["payroll", "back-pay", "living_allowance", "2023-08..2023-12"], "补发.csv");
    assert_eq!(read(&path, 77, &[])["faults"][0]["kind"], "payee_needed");
    let written = fs::read_to_string(&path).unwrap();
    let named = written.replace(",,补差（去世前的月份）", ",付春明,补差（去世前的月份）");
    assert_ne!(named, written);
    fs::write(&path, named).unwrap();
    let report = read(&path, 0, &[]);
    assert_eq!((&report["result"], &report["total_fen"]), (&"recorded".into(), &now["sum_fen"]));
    // Paid back once: nothing is proposed again, and the same file writes nothing.
    assert_eq!(owed("2023-08..2023-12")["owed"], Value::Array(Vec::new()));
    assert_eq!(read(&path, 0, &[])["result"], "exists");
    assert_eq!(bureau.run("2024-02-02", &["check"]).status, 0);
}

/// A programme with a standard, and payrolls of it that were read.
fn paid(bureau: &Bureau, [code, rate, yuan]: [&str; 3], files: &[(&str, &str)]) {
    let standard = ["programme", "standard", code, yuan, "--per", rate, "--from", "2022-09-01"];
    bureau.json(0, &standard);
    for (file, on) in files {
        let read =
            ["payroll", "read", file, "--programme", code, "--fund", "旗", "--on", on, "--reason", "核对"];
        assert_eq!(bureau.json(0, &read)["result"], "recorded", "{file}");
    }
}

/// Whatever a programme is paid by: a year of an insurance, a half-year of a service, a season, once.
#[test]
fn a_period_of_each_kind_is_drafted_compared_and_read_back() {
    let bureau = Bureau::new(&[]);
    bureau.json(0, &["import", "soldiers.csv"]);
    // A year: those of the year before, at the standard of the day.
    paid(&bureau, ["medical_insurance", "once", "400"], &[("insurance-2024.csv", "2023-12-01")]);
    let draft = |line: &[&str]| bureau.json(0, &[&["payroll", "draft"], line].concat());
    let next = draft(&["medical_insurance", "2025年度"]);
    adds_up(&next);
    assert_eq!((&next["period"], &next["last"]["period"]), (&"2025".into(), &"2024".into()));
    assert_eq!(&next["rows"], &next["last"]["rows"]);
    assert_eq!(draft(&["medical_insurance", "2024"])["paid"]["unpaid"], Value::Array(Vec::new()));
    // A half-year of a service: whoever was paid the one before.
    paid(&bureau, ["conscript_family", "once", "30692.50"], &[("conscripts.csv", "2023-08-01")]);
    let third = draft(&["优待金", "第3个半年"]);
    adds_up(&third);
    assert_eq!((&third["period"], &third["last"]["period"]), (&"3".into(), &"2".into()));
    let fourth = draft(&["优待金", "4"]);
    adds_up(&fourth);
    assert_eq!(fourth["last"]["period"], "3");
    let path = bureau.write(&["payroll", "draft", "优待金", "4"], "第四个半年.csv");
    let read = ["payroll", "read", &path, "--programme", "优待金", "--fund", "旗", "--on", "2024-02-01"];
    let report = bureau.json(0, &read);
    assert_eq!((&report["result"], &report["total_fen"]), (&"recorded".into(), &fourth["sum_fen"]));
    let again = draft(&["优待金", "4"]);
    adds_up(&again);
    assert_eq!((&again["paid"]["same"], &again["draft"]), (&fourth["rows"], &fourth["draft"]));
    // Its intake goes along.
    let written = fs::read_to_string(&path).unwrap();
    assert!(written.contains("入伍批次") && written.contains("2022春"), "{written}");
    // A season: those who are paid in it, by the years that they served; nobody of the last one is proposed again.
    paid(&bureau, ["discharge_grant", "year_served", "19000"], &[("discharge.csv", "2023-06-20")]);
    let spring = draft(&["discharge_grant", "2023年春季"]);
    adds_up(&spring);
    assert_eq!(spring["last"]["period"], "2022秋");
    assert_eq!(&spring["rows"], &spring["paid"]["rows"]);
    assert_eq!(draft(&["discharge_grant", "2024春"])["rows"], 0);
    // Once: who holds the category and was not paid yet.
    let add = ["programme", "add", "old_soldier", "老战士纪念章补助", "--period", "once"];
    bureau.json(0, &[&add[..], &["--category", "残疾军人", "--fund", "旗"]].concat());
    paid(&bureau, ["old_soldier", "once", "500"], &[]);
    let all = draft(&["old_soldier"]);
    assert!(number(&all["rows"]) > 1 && all["last"].is_null() && all["paid"].is_null());
    let first = all["draft"][0]["recipient"].as_str().unwrap().to_owned();
    bureau.json(0, &["pay", &first, "old_soldier", "500", "--fund", "旗", "--on", "2024-02-01"]);
    let rest = draft(&["old_soldier"]);
    adds_up_beside_paid(&rest);
    assert_eq!((len(&rest["paid"]["unpaid"]), number(&rest["paid"]["same"])), (number(&all["rows"]) - 1, 1));
    let path = bureau.write(&["payroll", "draft", "old_soldier"], "一次.csv");
    let read = ["payroll", "read", &path, "--programme", "old_soldier", "--fund", "旗", "--on", "2024-02-02"];
    assert_eq!(bureau.json(0, &read)["rows"], number(&all["rows"]) - 1);
    assert_eq!(draft(&["old_soldier"])["paid"]["unpaid"], Value::Array(Vec::new()));
    assert_eq!(bureau.run("2024-02-02", &["check"]).status, 0);
}
