//! The program itself, run in a folder of its own with nothing of the outside world around it.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::register::Register;

/// The day on which these runs take place.
pub const TODAY: &str = "2024-02-02";

/// A register, and the program to run on it.
pub struct Program {
    /// Its store is another connection to the register that the program works on.
    pub register: Register,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// The output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Program {
    /// On a new register with the small banner of [`Register`] and four people.
    pub fn new() -> Self {
        let mut register = Register::new();
        register.person("程连富", "桑根达来镇", "敖包图嘎查", &["烈士遗属"]);
        register.person("呼日查巴特尔", "桑根达来镇", "敖包图嘎查", &["参加抗美援朝军人", "困难退役军人"]);
        register.person("单国强", "上都镇", "新城社区", &["困难退役军人"]);
        register.person("无名组", "上都镇", "新城社区", &[]);
        Self { register }
    }

    /// The command line, its day pinned.
    pub fn command(&self, args: &[&str]) -> Command {
        self.command_on(TODAY, args)
    }

    /// As [`Self::command`], on another day.
    pub fn command_on(&self, day: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command
            .env_clear()
            .env("HOME", self.folder())
            .env("MUSTER_DB", self.register.store.path())
            .args(["--today", day])
            .args(args)
            .stdin(Stdio::null());
        command
    }

    /// The private folder.
    pub fn folder(&self) -> PathBuf {
        self.register.folder.path().to_path_buf()
    }

    /// Runs it to its end.
    pub fn run(&self, args: &[&str]) -> Run {
        finished(&mut self.command(args))
    }

    /// Runs it with `--json` and reads what it prints.
    pub fn json(&self, args: &[&str]) -> Value {
        let mut line = args.to_vec();
        line.push("--json");
        self.run(&line).json()
    }

    /// Runs it with its output going into `to`.
    pub fn into(&self, args: &[&str], to: impl Into<Stdio>) -> Run {
        finished(self.command(args).stdout(to))
    }

    /// Runs it with its output going to a disk that is full.
    pub fn to_full_disk(&self, args: &[&str]) -> Run {
        self.into(args, File::options().write(true).open("/dev/full").unwrap())
    }

    /// Runs it with its output going into a pipe that nobody reads.
    pub fn to_closed_pipe(&self, args: &[&str]) -> Run {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        self.into(args, writer)
    }
}

/// Runs a command line to its end.
pub fn finished(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Answers the red findings of a year, as must be before it is closed: `run` runs a command.
pub fn answer_red(year: &str, run: impl Fn(&[&str]) -> Run) {
    for finding in run(&["audit", "--year", year, "--json"]).json().as_array().unwrap() {
        if finding["level"] == "red" {
            let name = finding["finding"].as_str().unwrap();
            let answered = run(&["audit", "answer", name, "--reason", "已核对原始凭证", "--by", "苏和"]);
            assert_eq!(answered.status, 0, "{answered:?}");
        }
    }
}
