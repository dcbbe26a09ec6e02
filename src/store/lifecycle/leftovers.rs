//! Copies that were never finished because the program was killed: they hold everything, so they go as soon as
//! somebody comes by. Whoever makes one holds a lock while he does, so one without a lock is nobody's.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::file::error::{Result, io_error};
use crate::store::file::{connection, location, lock};
use crate::store::lifecycle::names::{self, Naming};
use crate::store::lifecycle::{backup, copies};

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

/// What such a note begins with.
const NOTE: &str = "muster: not yet in its place\n";
/// Bytes of a note at most.
const NOTE_BYTES: u64 = 1_024;

/// Notes at `note`, before a register that was restored on `device` gets the name `aside`, that it does not belong
/// there: that is the name of the one whose place it takes.
pub(super) fn promise(note: &Path, aside: &Path, device: &str) -> Result<()> {
    let name = aside.file_name().unwrap_or_default().to_string_lossy();
    connection::private_file(note)?;
    let written = fs::write(note, format!("{NOTE}{name}\n{device}\n"));
    written.map_err(|error| io_error(&error, note))?;
    backup::sync_file(note)?;
    location::sync_folder(location::folder(note))
}

/// Removes a restored register, and the note about it, that lies under the name of the one whose place it never took;
/// never any other. The caller holds the turn to write into the register at `path`.
pub(super) fn take_back(path: &Path) {
    let note = location::scratch(path, RESTORING);
    let Some((name, device)) = noted(&note) else { return };
    let place = location::folder(path).join(&name);
    let own = name.starts_with(&format!("{}-replaced-", names::stem(path)))
        && place.file_name().is_some_and(|file| file == name.as_str());
    // After the exchange the old register lies there, which was kept on another device.
    if own && copies::read(place.clone()).is_some_and(|copy| copy.device == device) {
        remove(&place);
    }
    remove(&note);
}

/// The name and the device that a note tells.
fn noted(note: &Path) -> Option<(String, String)> {
    if !note.symlink_metadata().is_ok_and(|meta| meta.is_file() && meta.len() <= NOTE_BYTES) {
        return None;
    }
    let told = fs::read_to_string(note).ok()?;
    let mut lines = told.strip_prefix(NOTE)?.lines();
    Some((lines.next()?.to_owned(), lines.next()?.to_owned()))
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
pub(crate) fn sweep(path: &Path, naming: &Naming) {
    let mut left: Vec<PathBuf> = [RESTORING, RESTORED].map(|name| location::scratch(path, name)).to_vec();
    left.retain(|place| place.symlink_metadata().is_ok());
    if !left.is_empty()
        && let Ok(_turn) = lock::try_take(path)
    {
        take_back(path);
        for place in &left {
            remove(place);
        }
    }
    // What somebody else has put in the place of the backups is not touched.
    let Ok(backups) = backup::own_folder(path) else { return };
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

/// Removes the unfinished copies in a folder that the register left under another device: a restore gives it a new one.
pub(crate) fn sweep_of_other_devices(folder: &Path, stem: &str) {
    let is_base = |base: &str| {
        base.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-')).is_some_and(names::is_short)
    };
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = item.file_name();
        let Some(base) = name.to_str().and_then(|name| name.strip_suffix(PART)).filter(|base| is_base(base))
        else {
            continue;
        };
        let base = folder.join(base);
        if let Ok(turn) = lock::try_take(&base) {
            remove(&lock::beside(&base, PART));
            turn.withdraw(&base);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::domain::error::RegisterError;

    /// What lies under the names of the register in a folder of somebody else is not its own.
    #[test]
    fn nothing_is_removed_behind_a_planted_folder_of_backups() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        fs::write(&path, "").unwrap();
        let naming = Naming::new(&path, "device");
        let part = lock::beside(&elsewhere.path().join(naming.base()), PART);
        fs::write(&part, "").unwrap();
        symlink(elsewhere.path(), folder.path().join("backups")).unwrap();
        let open_to = |mode| fs::set_permissions(elsewhere.path(), fs::Permissions::from_mode(mode)).unwrap();
        open_to(0o777);
        sweep(&path, &naming);
        assert!(part.exists());
        assert!(matches!(backup::own_folder(&path), Err(RegisterError::WritableByOthers(_))));
        open_to(0o700);
        sweep(&path, &naming);
        assert!(!part.exists());
    }
}
