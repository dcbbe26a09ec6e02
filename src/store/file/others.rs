//! What others can do to a register: who may write its file and its folder, what lies in the places of the files that
//! are kept beside it, and to whom belongs what a privileged user makes there.
//!
//! Whoever may write the folder can put a log, a lock or a whole register there, so nothing is read or written before
//! that is mended. A group counts as others: who is in it is not written in the file system. In a sticky folder
//! (`/tmp`) nobody can move what belongs to somebody else; there it is enough to look at what lies beside the register.
//!
//! Whoever may only read a register changes nothing in it, but reads every number: that is told, and refuses nothing.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, io_error};

/// The permission of group and everybody to write.
const OTHERS_WRITE: u32 = 0o022;
/// The permission of group and everybody to read.
const OTHERS_READ: u32 = 0o044;
/// Only its owner moves a file of such a folder.
const STICKY: u32 = 0o1000;
/// Whose files nobody needs to doubt.
pub(crate) const ROOT: u32 = 0;

/// Refuses a folder in which others could put something in the place of a register.
pub(crate) fn private_place(folder: &Path) -> Result<()> {
    let meta = fs::metadata(folder).map_err(|error| io_error(&error, folder))?;
    if meta.mode() & OTHERS_WRITE != 0 && meta.mode() & STICKY == 0 {
        return Err(RegisterError::WritableByOthers(word(folder)));
    }
    Ok(())
}

/// Refuses a register, or a file beside one, that others may write.
pub(crate) fn private_mode(meta: &Metadata, path: &Path) -> Result<()> {
    if meta.mode() & OTHERS_WRITE == 0 { Ok(()) } else { Err(RegisterError::WritableByOthers(word(path))) }
}

/// Whether others may read a file, whatever folder it lies in: a copy keeps the mode. One that is not there they cannot.
pub(crate) fn may_read(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.mode() & OTHERS_READ != 0)
}

/// Looks at a file that is kept beside a register of `owner`. Nothing there is fine; a link, a pipe, a folder, or what
/// somebody else has put there is not.
pub(crate) fn own_part(path: &Path, owner: u32) -> Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(meta) => own_file(&meta, path, owner).map(|()| Some(meta)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_error(&error, path)),
    }
}

/// As [`own_part`], for a file that is there.
pub(crate) fn own_file(meta: &Metadata, path: &Path, owner: u32) -> Result<()> {
    if !meta.is_file() || (meta.uid() != owner && meta.uid() != ROOT) {
        return Err(in_the_way(path));
    }
    private_mode(meta, path)
}

/// Something else lies in the place of a file of the register.
pub(crate) fn in_the_way(path: &Path) -> RegisterError {
    RegisterError::InTheWay(word(path))
}

/// Gives what was just made at `path` to the owner of `like`: a privileged user must not leave files that the owner
/// cannot use. Whoever is not privileged owns both.
pub(crate) fn owned_like(path: &Path, like: &Path) {
    let (Ok(made), Ok(like)) = (fs::symlink_metadata(path), fs::metadata(like)) else { return };
    if made.uid() != like.uid() && !made.is_symlink() {
        let _ = std::os::unix::fs::chown(path, Some(like.uid()), Some(like.gid()));
    }
}

/// A path as a word of the shell, for a command that mends something.
pub(crate) fn word(path: &Path) -> CleanText {
    let path = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@".contains(c);
    if path.chars().all(plain) {
        return CleanText::shown(&path);
    }
    CleanText::shown(&format!("'{}'", path.replace('\'', "'\\''")))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_folder_that_others_may_write_is_told_but_for_a_sticky_one() {
        let folder = tempfile::tempdir().unwrap();
        for (bits, fine) in
            [(0o700, true), (0o755, true), (0o775, false), (0o757, false), (0o777, false), (0o1777, true)]
        {
            mode(folder.path(), bits);
            assert_eq!(private_place(folder.path()).is_ok(), fine, "{bits:o}");
        }
    }

    #[test]
    fn only_a_file_of_the_owner_is_taken_for_one_of_the_register() {
        let folder = tempfile::tempdir().unwrap();
        let owner = fs::metadata(folder.path()).unwrap().uid();
        let part = folder.path().join("r.db-wal");
        assert_eq!(own_part(&part, owner).unwrap().map(|meta| meta.len()), None);
        fs::write(&part, "a").unwrap();
        mode(&part, 0o640);
        assert_eq!(own_part(&part, owner).unwrap().map(|meta| meta.len()), Some(1));
        mode(&part, 0o660);
        assert!(matches!(own_part(&part, owner), Err(RegisterError::WritableByOthers(_))));
        mode(&part, 0o600);
        let planted = std::os::unix::fs::chown(&part, Some(4_242), None).is_ok();
        assert_eq!(own_part(&part, owner).is_err(), planted);
        fs::remove_file(&part).unwrap();
        symlink("/dev/null", &part).unwrap();
        assert!(matches!(own_part(&part, owner), Err(RegisterError::InTheWay(_))));
        fs::remove_file(&part).unwrap();
        fs::create_dir(&part).unwrap();
        assert!(matches!(own_part(&part, owner), Err(RegisterError::InTheWay(_))));
    }

    #[test]
    fn a_file_that_a_group_or_everybody_may_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("r.db");
        assert!(!may_read(&file));
        fs::write(&file, "a").unwrap();
        for (bits, told) in [(0o600, false), (0o400, false), (0o611, false), (0o640, true), (0o604, true)] {
            mode(&file, bits);
            assert_eq!(may_read(&file), told, "{bits:o}");
        }
    }

    #[test]
    fn a_path_is_one_word_of_the_shell() {
        for (path, shown) in [
            ("/home/ulan/慰问/r.db", "/home/ulan/慰问/r.db"),
            ("/a b/r.db", "'/a b/r.db'"),
            ("/a'b/r.db", "'/a'\\''b/r.db'"),
            ("/$(x)", "'/$(x)'"),
        ] {
            assert_eq!(word(Path::new(path)).as_str(), shown);
        }
    }
}
