//! A register with many people that no test holds open, and the program to run on it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use muster::clock;
use muster::domain::error::RegisterError;
use muster::store::{Ending, Store};
use tempfile::TempDir;

use crate::support::program::{Run, TODAY};
use crate::support::pty::Pty;
use crate::support::register::{Register, on, person, text};
use muster::domain::entry::LedgerQuery;

/// The round in which everybody is due.
pub(super) const SPRING: &str = "2024-spring";
/// Two handlers.
pub(super) const BY: [&str; 4] = ["--by", "布仁", "--by", "赵志强"];

/// The register.
pub(super) struct House {
    pub(super) folder: TempDir,
    pub(super) path: PathBuf,
}

/// The name of the n-th person. Digits are not part of names.
pub(super) fn name(n: usize) -> String {
    let stem: Vec<char> = "甲乙丙丁戊己庚辛壬癸".chars().collect();
    n.to_string().bytes().map(|digit| stem[usize::from(digit - b'0')]).chain("人".chars()).collect()
}

impl House {
    /// With so many people who are due 1,000 yuan.
    pub(super) fn new(people: usize) -> Self {
        let Register { folder, mut store } = Register::new();
        store
            .import(&text("test"), &on("2024-01-20"), &clock::new_recipient_id, |importer| {
                for n in 0..people {
                    let entry = person(n as u64 + 1, &name(n), "桑根达来镇", "敖包图嘎查", &["烈士遗属"]);
                    importer.row(&entry)?;
                }
                Ok::<_, RegisterError>(((), Ending::Keep))
            })
            .unwrap();
        let path = store.path().to_path_buf();
        Self { folder, path }
    }

    /// The command line, its day pinned, on this register.
    pub(super) fn command(&self, args: &[&str]) -> Command {
        self.command_on(&self.path, args)
    }

    /// The command line on another register.
    pub(super) fn command_on(&self, path: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("MUSTER_DB", path)
            .args(["--today", TODAY])
            .args(args)
            .stdin(Stdio::null());
        command
    }

    /// Records the usual gift to the n-th person under an id.
    pub(super) fn record(&self, n: usize, id: &str) -> Command {
        let mut command = self.command(&["record", &name(n), "--round", SPRING, "--id", id]);
        command.args(BY);
        command
    }

    /// How often every id stands in the ledger.
    pub(super) fn ledger(&self) -> HashMap<String, usize> {
        ledger_of(&self.path)
    }

    /// Every rule holds.
    pub(super) fn assert_sound(&self, when: &str) {
        let store = Store::open(&self.path).unwrap_or_else(|trouble| panic!("{when}: {trouble}"));
        let findings = store.check().unwrap_or_else(|trouble| panic!("{when}: {trouble}"));
        assert!(findings.is_empty(), "{when}: {findings:?}");
    }
}

/// How often every id stands in the ledger of a register.
pub(super) fn ledger_of(path: &Path) -> HashMap<String, usize> {
    let store = Store::open(path).unwrap();
    let mut ids = HashMap::new();
    for line in store.ledger(&LedgerQuery::default()).unwrap().rows {
        *ids.entry(line.id.to_string()).or_insert(0) += 1;
    }
    ids
}

/// Whether the program acknowledged what it was asked.
pub(super) fn acknowledged(run: &Run, id: &str) -> bool {
    run.status == 0 && run.out.contains(id)
}

/// What the app of a house is started with.
pub(super) fn env(house: &House) -> [(&str, &str); 3] {
    let home = house.folder.path().to_str().unwrap();
    [("HOME", home), ("MUSTER_DB", house.path.to_str().unwrap()), ("MUSTER_LANG", "zh")]
}

/// The app on a house, at 80 columns.
pub(super) fn start(house: &House) -> Pty {
    start_with(house, &[])
}

/// The same with more arguments.
pub(super) fn start_with(house: &House, more: &[&str]) -> Pty {
    let pty = Pty::muster(&[&["--today", TODAY], more].concat(), &env(house), (80, 24));
    pty.wait_for("桑根达来镇");
    pty
}

/// Opens the form of the first person.
pub(super) fn open_form(pty: &mut Pty) {
    pty.text("/");
    pty.text(&name(0));
    pty.wait_for("敖包图嘎查");
    pty.keys("F2");
    pty.wait_for("登记慰问");
}
