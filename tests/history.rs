//! Protects what happened: a round that is over keeps its list, its counts and its sums, whatever rosters, moves and
//! new standards say later; what is still open in it can be recorded, and it can be closed.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Run, finished};

/// A long time after the last round of the sample that is over.
const LATER: &str = "2024-07-28";

/// A register with the sample, and the program to run on it.
struct Sample(TempDir);

impl Sample {
    fn new() -> Self {
        let sample = Self(tempfile::tempdir().unwrap());
        sample.fine("2024-02-02", &["init", "--sample"]);
        sample
    }

    fn run(&self, today: &str, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command
            .env_clear()
            .env("HOME", self.0.path())
            .env("MUSTER_DB", self.0.path().join("r.db"))
            .args(["--today", today])
            .args(args)
            .stdin(Stdio::null());
        finished(&mut command)
    }

    /// What a run prints that must succeed.
    fn fine(&self, today: &str, args: &[&str]) -> String {
        let run = self.run(today, args);
        assert_eq!(run.status, 0, "{args:?}: {run:?}");
        run.out
    }

    /// Imports a roster of these rows.
    fn import(&self, today: &str, rows: &[&str]) {
        let path = self.0.path().join("roster.csv");
        fs::write(&path, format!("姓名,身份证号,苏木镇,嘎查村,慰问类别\n{}\n", rows.join("\n"))).unwrap();
        self.fine(today, &["import", path.to_str().unwrap()]);
    }

    /// The rounds with their counts, by their codes.
    fn round(&self, today: &str, code: &str) -> Value {
        let rounds: Vec<Value> = serde_json::from_str(&self.fine(today, &["rounds", "--json"])).unwrap();
        rounds.into_iter().find(|round| round["round"] == code).unwrap()
    }
}

#[test]
fn somebody_imported_today_is_owed_nothing_for_a_round_that_has_passed() {
    let sample = Sample::new();
    let figures = || {
        let round = sample.round(LATER, "2023-army");
        let of = |field: &str| round[field].as_i64().unwrap();
        (round["counts"]["overdue"].as_i64().unwrap(), of("planned_fen"), of("given_fen"))
    };
    assert_eq!(figures(), (0, 2_800_000, 2_800_000));
    sample.import(LATER, &["白音仓,,上都镇,新城社区,烈士遗属"]);
    assert_eq!(figures(), (0, 2_800_000, 2_800_000));
    // The round whose grace is not over counts him, and so does the next one.
    let due = |today, round| sample.fine(today, &["due", "--round", round]).contains("白音仓");
    assert!(due(LATER, "2024-army"));
    assert!(!due(LATER, "2024-spring") && !due(LATER, "2023-army") && !due(LATER, "2023-spring"));
    assert_eq!(sample.run(LATER, &["check"]).status, 0);
}
