//! `muster find` as a process, beside programs that search the same roster as text.

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::table::{absent, both, line, timed};
use crate::{MUSTER, Stock};

/// Runs behind each median; of those that take seconds.
const RUNS: usize = 15;
const FEW: usize = 3;

/// Whether a program is on the PATH.
pub(crate) fn installed(program: &str) -> bool {
    let mut asked = Command::new(program);
    asked.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// The output is read: some programs stop at the first hit when nobody would see the next.
fn run(program: &str, args: &[&str], input: Stdio) -> Duration {
    let mut command = Command::new(program);
    command.args(args).stdin(input);
    timed(|| command.output().unwrap())
}

fn find(stock: &Stock, query: &str) -> Duration {
    let db = stock.db.to_str().unwrap();
    run(MUSTER, &["--db", db, "--today", "2024-02-02", "find", query], Stdio::null())
}

pub(crate) fn rows(small: &Stock, large: &Stock) {
    let (ours, beside) = both(RUNS, || find(large, "clf"), || find(small, "clf"));
    line("find clf, a process / small register", ours, beside, "1.20");
    let lines = large.lines.to_str().unwrap();
    for (program, args) in [("rg", ["clf", lines].as_slice()), ("grep", &["-F", "clf", lines])] {
        let what = format!("find clf / {program}");
        if installed(program) {
            let (ours, beside) = both(RUNS, || find(large, "clf"), || run(program, args, Stdio::null()));
            // among fewer people the start of a process is all there is to either
            let target = if program == "rg" && large.people >= 1_000_000 { "0.50" } else { "" };
            line(&what, ours, beside, target);
        } else {
            absent(&what, "not installed");
        }
    }
    for program in ["fzf", "sk"] {
        let what = format!("find clf / {program} --filter");
        if installed(program) {
            let piped = || run(program, &["--filter", "clf"], File::open(lines).unwrap().into());
            let (ours, beside) = both(FEW, || find(large, "clf"), piped);
            line(&what, ours, beside, "");
        } else {
            absent(&what, "not installed");
        }
    }
}
