//! Copies that were never finished because the program was killed: they hold everything, so they go as soon as
//! somebody comes by. Whoever makes one holds a lock while he does, so one without a lock is nobody's.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::file::error::Result;
use crate::store::file::{location, lock};
use crate::store::lifecycle::names::Naming;

/// What is put behind a register's name while a backup takes its place.
pub(crate) const RESTORING: &str = ".restoring";
/// A register that was restored whole, on a file system that cannot exchange two files: it only lacks its name.
pub(crate) const RESTORED: &str = ".restored";
/// What is put behind a backup's name while it is made.
pub(crate) const PART: &str = ".part";
/// What SQLite keeps beside a register, and the register itself.
const PARTS: [&str; 4] = ["-wal", "-shm", "-journal", ""];

/// Removes a register that never got its name, if there is one.
pub(crate) fn remove(fresh: &Path) {
    for part in PARTS {
        let _ = fs::remove_file(lock::beside(fresh, part));
    }
}

/// Gives a register its name that was restored whole by a program that was killed before it could.
pub(crate) fn finish_restore(path: &Path) -> Result<()> {
    let whole = location::scratch(path, RESTORED);
    if path.symlink_metadata().is_ok() || whole.symlink_metadata().is_err() {
        return Ok(());
    }
    let _turn = lock::take(path)?;
    if path.symlink_metadata().is_ok() || whole.symlink_metadata().is_err() {
        return Ok(());
    }
    location::rename_new(&whole, path)?;
    location::sync_folder(location::folder(path))
}

/// Removes what killed programs have left of a register on a device, unless somebody is at it.
pub(crate) fn sweep(path: &Path, backups: &Path, naming: &Naming) {
    let mut left: Vec<PathBuf> = [RESTORING, RESTORED].map(|name| location::scratch(path, name)).to_vec();
    left.retain(|place| place.symlink_metadata().is_ok());
    if !left.is_empty()
        && let Ok(_turn) = lock::try_take(path)
    {
        for place in &left {
            remove(place);
        }
    }
    let base = backups.join(naming.base());
    let part = lock::beside(&base, PART);
    if part.symlink_metadata().is_ok()
        && let Ok(turn) = lock::try_take(&base)
    {
        remove(&part);
        turn.withdraw(&base);
    }
}

/// Removes the unfinished copies that older programs have left in a folder: they bore the name of the backup.
pub(crate) fn sweep_old(folder: &Path, stem: &str, naming: &Naming) {
    let old = |name: &str| {
        let db = name.strip_suffix(PART).or_else(|| name.strip_suffix("-journal")?.strip_suffix(PART));
        db.is_some_and(|db| naming.read(db).is_some())
    };
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|item| item.file_name());
    let left: Vec<PathBuf> =
        names.filter(|name| name.to_str().is_some_and(old)).map(|name| folder.join(name)).collect();
    if left.is_empty() {
        return;
    }
    // Those programs held this lock while they made one.
    if let Ok(turn) = lock::try_take(&folder.join(stem)) {
        for place in left {
            let _ = fs::remove_file(place);
        }
        turn.withdraw(&folder.join(stem));
    }
}
