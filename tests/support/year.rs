//! The sample with its year 2023, made once a process by the program itself and copied for each test.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use muster::store::Store;
use serde_json::Value;
use tempfile::TempDir;

use super::program::{Run, TODAY, finished};

/// A register of the sample with its year.
pub struct SampleYear(TempDir);

impl SampleYear {
    /// A copy.
    pub fn new() -> Self {
        static FILE: OnceLock<Vec<u8>> = OnceLock::new();
        let file = FILE.get_or_init(|| {
            let made = Self(tempfile::tempdir().unwrap());
            let run = made.run(&["init", "--sample-year"]);
            assert_eq!(run.status, 0, "{run:?}");
            // Closing the last connection moves the log into the file.
            drop(Store::open(&made.path()).unwrap());
            fs::read(made.path()).unwrap()
        });
        let copy = Self(tempfile::tempdir().unwrap());
        fs::write(copy.path(), file).unwrap();
        // As the program makes its own: nobody else reads it.
        fs::set_permissions(copy.path(), fs::Permissions::from_mode(0o600)).unwrap();
        copy
    }

    /// Its file.
    pub fn path(&self) -> PathBuf {
        self.0.path().join("r.db")
    }

    /// Runs the program on it.
    pub fn run(&self, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command
            .env_clear()
            .env("HOME", self.0.path())
            .env("MUSTER_DB", self.path())
            .args(["--today", TODAY])
            .args(args)
            .stdin(Stdio::null());
        finished(&mut command)
    }

    /// Runs it with `--json`, and it must succeed.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        let run = self.run(&[args, &["--json"]].concat());
        assert_eq!(run.status, 0, "{args:?}: {run:?}");
        run.json()
    }
}
