//! Protects the progress of the sample: its columns add up to the plan on any day, and each number is as long as its list.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::program::finished;

const COLUMNS: [&str; 5] = ["done", "due", "grace", "overdue", "closed"];

#[test]
fn every_number_of_the_sample_is_as_long_as_its_list_on_three_days() {
    let folder = tempfile::tempdir().unwrap();
    let run = |line: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        let db = folder.path().join("sample.db");
        command.env_clear().env("HOME", folder.path()).env("MUSTER_DB", db).args(line).stdin(Stdio::null());
        finished(&mut command)
    };
    assert_eq!(run(&["init", "--sample", "--today", "2024-02-02"]).status, 0);
    let mut planned = Vec::new();
    for today in ["2024-01-20", "2024-02-02", "2024-02-20"] {
        let ask = |more: &[&str]| -> Vec<Value> {
            let line = ["progress", "--round", "2024-spring", "--today", today, "--json"];
            run(&[&line[..], more].concat()).json().as_array().unwrap().clone()
        };
        for by in ["township", "group"] {
            let lines = ask(&["--by", by]);
            let sum = |column: &str| lines.iter().map(|line| line[column].as_u64().unwrap()).sum::<u64>();
            planned.push(sum("planned"));
            assert_eq!(sum("planned"), COLUMNS.iter().map(|column| sum(column)).sum::<u64>(), "{today} {by}");
        }
        let lines = ask(&[]);
        for column in COLUMNS {
            let sum: u64 = lines.iter().map(|line| line[column].as_u64().unwrap()).sum();
            assert_eq!(ask(&["--list", column]).len() as u64, sum, "{today} {column}");
        }
    }
    planned.dedup();
    assert_eq!(planned.len(), 1, "{planned:?}");
}
