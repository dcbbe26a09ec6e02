//! Protects the progress of the sample: its columns add up to the plan on any day and by whatever it is told, each number is
//! as long as its list, and the list of who is due and a file of the progress tell the same figures.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::program::{Run, finished};

const COLUMNS: [&str; 5] = ["done", "due", "grace", "overdue", "closed"];
const WAYS: [&str; 5] = ["township", "village", "station", "team", "group"];

struct Sample(tempfile::TempDir);

impl Sample {
    fn new() -> Self {
        let sample = Self(tempfile::tempdir().unwrap());
        assert_eq!(sample.run(&["init", "--sample", "--today", "2024-02-02"]).status, 0);
        sample
    }

    fn run(&self, line: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        let db = self.0.path().join("sample.db");
        command.env_clear().env("HOME", self.0.path()).env("MUSTER_DB", db).args(line).stdin(Stdio::null());
        finished(&mut command)
    }

    fn list(&self, line: &[&str]) -> Vec<Value> {
        let run = self.run(&[line, &["--json"]].concat());
        assert_eq!(run.status, 0, "{line:?} {run:?}");
        run.json().as_array().unwrap().clone()
    }
}

fn number(line: &Value, key: &str) -> u64 {
    line[key].as_u64().unwrap()
}

fn sum(lines: &[Value], key: &str) -> u64 {
    lines.iter().map(|line| number(line, key)).sum()
}

#[test]
fn every_number_of_the_sample_is_as_long_as_its_list_on_three_days() {
    let sample = Sample::new();
    let mut planned = Vec::new();
    for today in ["2024-01-20", "2024-02-02", "2024-02-20"] {
        let ask = |more: &[&str]| {
            let line = ["progress", "--round", "2024-spring", "--today", today];
            sample.list(&[&line[..], more].concat())
        };
        let mut wholes = Vec::new();
        for by in WAYS {
            let lines = ask(&["--by", by]);
            for line in &lines {
                let columns: u64 = COLUMNS.iter().map(|column| number(line, column)).sum();
                assert_eq!(columns, number(line, "planned"), "{today} {line}");
            }
            // The list behind the largest number of each way; those behind all of them are counted without a program.
            let number_of = |line: &&Value| COLUMNS.map(|column| number(line, column)).into_iter().max();
            let line = lines.iter().max_by_key(number_of).unwrap();
            let column = COLUMNS.into_iter().max_by_key(|column| number(line, column)).unwrap();
            let of = line["place"].as_str().unwrap();
            let list = ask(&["--by", by, "--list", column, "--of", of]);
            assert_eq!(list.len() as u64, number(line, column), "{today} {by} {of} {column}");
            let keys = [&COLUMNS[..], &["planned", "cash_fen", "planned_fen", "goods_fen"]].concat();
            wholes.push(keys.iter().map(|key| sum(&lines, key)).collect::<Vec<_>>());
            planned.push(sum(&lines, "planned"));
        }
        wholes.dedup();
        assert_eq!(wholes.len(), 1, "{today}: {wholes:?}");
        // Who is due that day are those whom the progress of that day counts as due.
        for (column, at) in [("due", 1), ("done", 0)] {
            let line = ["due", "--round", "2024-spring", "--state", column, "--today", today, "--json"];
            let due = sample.run(&line).json();
            assert_eq!(due["items"].as_array().unwrap().len() as u64, wholes[0][at], "{today} {column}");
            assert_eq!(number(&due["counts"], column), wholes[0][at], "{today} {column}");
        }
    }
    planned.dedup();
    assert_eq!(planned.len(), 1, "{planned:?}");
}

/// The lines that a file of JSON lines holds.
fn exported(sample: &Sample, line: &[&str]) -> Vec<Value> {
    let run = sample.run(&[&["export"], line, &["--to", "-", "--format", "jsonl"]].concat());
    assert_eq!(run.status, 0, "{line:?} {run:?}");
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn files_of_progress_and_plan_tell_what_their_commands_tell() {
    let sample = Sample::new();
    for (by, today) in [("station", "2024-01-20"), ("group", "2024-02-02"), ("village", "2024-02-02")] {
        let asked = ["progress", "--round", "2024-spring", "--by", by, "--today", today];
        let [told, file] = [sample.list(&asked), exported(&sample, &asked)];
        assert_eq!(told.len(), file.len(), "{by}");
        for (told, line) in told.iter().zip(&file) {
            for key in ["place", "kind", "planned", "closed_fen", "goods_fen", "round", "today"] {
                assert_eq!(told[key], line[key], "{by} {key}: {line}");
            }
            for key in COLUMNS.iter().chain(&["cash_fen", "planned_fen", "planned_goods_fen"]) {
                assert_eq!(told[key], line[key], "{by} {key}: {line}");
            }
        }
        // A village of one township alone.
        if by == "village" {
            let some = exported(&sample, &[&asked[..], &["--township", "桑根达来"]].concat());
            let of = |line: &&Value| line["township"] == "桑根达来镇";
            assert_eq!((some.len(), some.is_empty()), (told.iter().filter(of).count(), false));
        }
    }
    let wrong = ["export", "progress", "--by", "team", "--township", "桑根达来", "--to", "-"];
    assert_eq!(sample.run(&[&wrong[..], &["--today", "2024-02-02"]].concat()).status, 2);
    let plan = sample.run(&["plan", "2024-spring", "--today", "2024-02-02", "--json"]).json();
    let lines = plan["lines"].as_array().unwrap();
    let file = exported(&sample, &["plan", "--round", "2024-spring", "--today", "2024-02-02"]);
    assert_eq!(lines.len(), file.len());
    for (told, line) in lines.iter().zip(&file) {
        for key in ["recipient", "name", "township", "group", "state", "station", "kind"] {
            assert_eq!(told[key], line[key], "{key}: {line}");
        }
        assert_eq!(told["amount_fen"].as_i64().unwrap(), line["amount_fen"].as_i64().unwrap_or_default());
    }
    let of = ["plan", "--round", "2024-spring", "--station", "桑根达来", "--today", "2024-02-02"];
    let some = exported(&sample, &of);
    assert!(!some.is_empty() && some.iter().all(|line| line["township"] == "桑根达来镇"), "{some:?}");
}

#[test]
fn the_bulletin_tells_the_figures_of_the_progress() {
    let sample = Sample::new();
    for today in ["2024-01-20", "2024-02-02", "2024-02-26"] {
        let lines = sample.list(&["progress", "--round", "2024-spring", "--today", today]);
        let bulletin = sample.run(&["bulletin", "2024-spring", "--today", today, "--json"]).json();
        assert_eq!(number(&bulletin, "cash_fen"), sum(&lines, "cash_fen"), "{today}");
        let all = number(&bulletin, "people") + number(&bulletin, "units");
        assert_eq!(all, sum(&lines, "planned"), "{today}");
        assert_eq!(bulletin["lines"].as_array().unwrap().len(), 10, "{today}");
    }
    for wrong in
        [&["progress", "--by", "旗"][..], &["progress", "--list", "x"], &["progress", "--of", "上都镇"]]
    {
        assert_eq!(sample.run(wrong).status, 2, "{wrong:?}");
    }
}
