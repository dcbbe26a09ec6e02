//! A real register in a folder of its own.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::disk;
use super::{ctx, demo_day};
use crate::app::effect::Beginning;
use crate::app::query::{ExportLook, Query, QueryResult};
use crate::clock::{self, Clock};
use crate::domain::due::DueState;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::op::{Op, Receipt};
use crate::domain::text::CleanText;
use crate::sample;
use crate::store::{DueQuery, DueStates, Mint, Store};

/// A register, the folder it lies in, and the day on which it is worked with.
pub(crate) struct Register {
    /// Removed when the test ends.
    pub(super) folder: TempDir,
    /// The register; none before the first start has made one.
    pub(crate) store: Option<Store>,
    /// The day.
    pub(crate) today: NaiveDate,
}

impl Register {
    /// The sample on the day of the demo: 400 people, the spring of 2024 under way.
    pub(crate) fn sample() -> Self {
        static FILE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::once(&FILE, || Self::created(Beginning::Sample))
    }

    /// A register without people and without rounds.
    pub(crate) fn empty() -> Self {
        static FILE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::once(&FILE, || Self::created(Beginning::Empty))
    }

    /// No register yet.
    pub(crate) fn none() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(disk::real(folder.path(), disk::HOME.as_ref())).unwrap();
        Self { folder, store: None, today: demo_day() }
    }

    /// A copy of a register that is made once a process.
    pub(crate) fn once(file: &OnceLock<Vec<u8>>, make: impl FnOnce() -> Self) -> Self {
        let file = file.get_or_init(|| make().into_file());
        let mut register = Self::none();
        fs::write(register.path(), file).unwrap();
        register.store = Some(Store::open(&register.path()).unwrap());
        register
    }

    fn created(beginning: Beginning) -> Self {
        let mut register = Self::none();
        register.create(beginning).unwrap();
        register
    }

    /// The register as a file: closing the last connection moves its log into it, and nobody has it open.
    fn into_file(mut self) -> Vec<u8> {
        self.store = None;
        fs::read(self.path()).unwrap()
    }

    /// The same register on another day.
    pub(crate) fn on(mut self, today: NaiveDate) -> Self {
        self.today = today;
        self
    }

    /// Where it lies, or will.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("register.db")
    }

    /// The register, which is there.
    pub(crate) fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    /// Creates the register, as the first start does.
    pub(super) fn create(&mut self, beginning: Beginning) -> Result<(), RegisterError> {
        let path = self.path();
        let (banner, ctx) = (sample::banner().unwrap(), ctx(self.today));
        self.store = Some(match beginning {
            Beginning::Empty => Store::create(&path, &banner, "device-a", &ctx)?,
            Beginning::Sample => {
                let mint = Mint { recipient: clock::new_recipient_id, entry: clock::new_entry_id };
                let people = sample::load().unwrap();
                Store::create_sample(&path, &banner, &people, "device-a", &ctx, &mint)?
            }
        });
        Ok(())
    }

    /// The phones of the people of the sample, by their names.
    pub(crate) fn phones() -> Vec<(CleanText, CleanText)> {
        let people = sample::load().unwrap().people;
        people.into_iter().filter_map(|one| Some((one.name, one.phone?))).collect()
    }

    /// Who is due now in a round, by name.
    pub(crate) fn due_now(&self, round: RoundCode) -> Vec<String> {
        let query = DueQuery { round, township: None, states: DueStates::All };
        let mut due = Vec::new();
        let visited = self.store().due_rows(&query, self.today, |row| {
            if matches!(row.state, DueState::Overdue | DueState::Grace | DueState::Due) {
                due.push(row.name.to_string());
            }
            Ok::<_, RegisterError>(())
        });
        visited.unwrap();
        due
    }

    /// Answers a question through the same function as the program; folders are those of `disk`.
    pub(super) fn answer(&self, query: Query) -> Result<QueryResult, RegisterError> {
        if let Query::Folder(path) = query {
            return disk::folder(self.folder.path(), path).map(QueryResult::Folder);
        }
        if query == Query::CopyPlaces {
            return Ok(QueryResult::CopyPlaces(disk::places(self.folder.path())));
        }
        let answer = crate::run::answer(self.store(), query, Clock::new(Some(self.today)));
        if let Ok(QueryResult::ExportLook(look)) = answer {
            // The register of a test lies in a folder of another name each time.
            return Ok(QueryResult::ExportLook(ExportLook { folder: disk::HOME.into(), ..look }));
        }
        answer
    }

    /// Writes.
    pub(super) fn commit(&mut self, op: &Op) -> Result<Receipt, RegisterError> {
        let ctx = ctx(self.today);
        self.store.as_mut().unwrap().commit(op, &ctx)
    }
}
