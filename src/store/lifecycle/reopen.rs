//! Further connections to a register that is open, each for a thread of its own, and how such a thread works:
//! it does not stand in the queue of writers, and what it does can be stopped.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::domain::error::RegisterError;
use crate::store::file::error::Result;
use crate::store::file::location;
use crate::store::mirror;
use crate::store::register::Store;
use crate::store::seen::Seen;

/// Opens the register once more.
#[derive(Clone, Debug)]
pub struct Reopener {
    path: PathBuf,
    file: location::FileId,
    read_only: bool,
    seen: Seen,
}

impl Reopener {
    /// Opens it once more.
    ///
    /// # Errors
    /// As [`Store::open`], and [`RegisterError::Replaced`] if another file lies there by now: two threads must
    /// not show and write different registers.
    pub fn open(&self) -> Result<Store> {
        // Before opening: the log of the one before still lies there, and is refused beside another file.
        if location::file_id(&self.path).is_ok_and(|file| file != self.file) {
            return Err(RegisterError::Replaced);
        }
        let mut store = Store::open(&self.path)?;
        if store.file != self.file {
            return Err(RegisterError::Replaced);
        }
        // What another thread has shown of it counts.
        self.seen.look(&store.conn, mirror::found(&store.conn)?)?;
        store.seen = self.seen.clone();
        // A thread that is to write tries again later instead of keeping one that it can only read.
        match store.why_read_only() {
            Some(why) if !self.read_only => Err(why.clone()),
            Some(_) | None => Ok(store),
        }
    }
}

impl Reopener {
    /// Opens what lies there by now: all threads go over to it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_replacement(&self) -> Result<Store> {
        Store::open(&self.path)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Store {
    /// What opens this register once more.
    pub fn reopener(&self) -> Reopener {
        Reopener {
            path: self.path.clone(),
            file: self.file,
            read_only: self.is_read_only(),
            seen: self.seen.clone(),
        }
    }

    /// From now on a write tries for its turn and for SQLite's lock once: [`RegisterError::Busy`] then names who has the
    /// turn; whoever has only SQLite's lock leaves no name.
    pub fn never_wait(&mut self) {
        self.waits = false;
    }

    /// From now on whatever SQLite does ends with [`RegisterError::Stopped`] while `stop` is set; a write is
    /// then rolled back, until the moment of its commit.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn stop_when(&mut self, stop: Arc<AtomicBool>) -> Result<()> {
        self.stop = Some(stop);
        self.arm()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::domain::banner::Banner;
    use crate::domain::date::DaySource;
    use crate::domain::ids::EntryId;
    use crate::domain::op::{Op, WriteContext};
    use crate::domain::text::CleanText;
    use crate::store::file::lock;

    fn ctx() -> WriteContext {
        let today = chrono::NaiveDate::from_ymd_opt(2024, 2, 2).unwrap();
        WriteContext {
            today,
            day_source: DaySource::Given,
            now_ms: 1_706_832_000_000,
            actor: CleanText::from("试"),
        }
    }

    fn register() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let banner = Banner {
            name: "正蓝旗".into(),
            townships: Vec::new(),
            stations: Vec::new(),
            categories: Vec::new(),
            groups: Vec::new(),
        };
        let store = Store::create(&folder.path().join("r.db"), &banner, "device", &ctx()).unwrap();
        (folder, store)
    }

    #[test]
    fn a_second_connection_is_to_the_same_file_or_none() {
        let (folder, store) = register();
        let reopener = store.reopener();
        assert_eq!(reopener.open().unwrap().banner_name().unwrap(), store.banner_name().unwrap());
        let backup = folder.path().join("kept.db");
        std::fs::copy(store.path(), &backup).unwrap();
        std::fs::rename(&backup, store.path()).unwrap();
        assert!(matches!(reopener.open(), Err(RegisterError::Replaced)));
    }

    #[test]
    fn who_never_waits_is_told_at_once_that_another_has_the_lock() {
        let (_folder, mut store) = register();
        let drop_nothing = Op::DropDraft(EntryId(uuid::Uuid::nil()));
        store.never_wait();
        let turn = lock::take(store.path()).unwrap();
        assert!(matches!(store.commit(&drop_nothing, &ctx()), Err(RegisterError::Busy(_))));
        drop(turn);
        store.commit(&drop_nothing, &ctx()).unwrap();
    }

    #[test]
    fn what_is_to_stop_stops_and_then_works_on() {
        let (_folder, mut store) = register();
        let stop = Arc::new(AtomicBool::new(false));
        store.stop_when(Arc::clone(&stop)).unwrap();
        let count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
             SELECT count(*) FROM n";
        let read = |store: &Store| -> Result<i64> { Ok(store.conn.query_row(count, [], |row| row.get(0))?) };
        stop.store(true, Ordering::Relaxed);
        assert_eq!(read(&store), Err(RegisterError::Stopped));
        stop.store(false, Ordering::Relaxed);
        assert_eq!(read(&store), Ok(100_000));
    }
}
