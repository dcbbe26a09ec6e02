//! The file that keeps where the officer left: one a register and device, in the state folder of the account.
//!
//! It is a convenience: what cannot be written is left, and what was not written here is not read.

use std::fmt::Write as _;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags, open};
use rustix::process::geteuid;
use sha2::{Digest, Sha256};

/// Bytes of a file at most: it holds a few lines.
const MOST: u64 = 4_096;
/// Characters of the hash that its name bears.
const NAMED: usize = 24;

/// A file that somebody else could have written, or that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign;

/// Where it is kept.
#[derive(Clone, Debug)]
pub struct BookmarkFile {
    folder: PathBuf,
    name: String,
}

impl BookmarkFile {
    /// For the register at `register` of a device, in the state folder `state` of the account. The name of the file
    /// tells neither.
    pub fn new(state: &Path, register: &Path, device: &str) -> Self {
        let place = fs::canonicalize(register).unwrap_or_else(|_| register.to_path_buf());
        let mut hash = Sha256::new();
        hash.update(place.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(device.as_bytes());
        let mut named = String::from("place-");
        for byte in hash.finalize().iter().take(NAMED / 2) {
            let _ = write!(named, "{byte:02x}");
        }
        Self { folder: state.join("muster"), name: named }
    }

    /// What was kept; none if nothing was.
    ///
    /// # Errors
    /// The file is a link, belongs to another account, may be read or written by others, or holds no text.
    pub fn read(&self) -> Result<Option<String>, Foreign> {
        let path = self.folder.join(&self.name);
        // Nothing that is put there in its place may keep the program waiting.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let file = match open(&path, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(rustix::io::Errno::NOENT | rustix::io::Errno::NOTDIR) => return Ok(None),
            Err(_) => return Err(Foreign),
        };
        let meta = file.metadata().map_err(|_| Foreign)?;
        let private = !Mode::from_raw_mode(meta.mode()).intersects(Mode::RWXG | Mode::RWXO);
        let own = meta.is_file() && meta.uid() == geteuid().as_raw() && private;
        if !own || meta.nlink() != 1 || meta.len() > MOST {
            return Err(Foreign);
        }
        let mut text = String::new();
        file.take(MOST).read_to_string(&mut text).map_err(|_| Foreign)?;
        Ok(Some(text))
    }

    /// Keeps `text` in place of what was kept.
    ///
    /// # Errors
    /// The folder is another's, or cannot be written.
    pub fn write(&self, text: &str) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        if fs::metadata(&self.folder)?.uid() != geteuid().as_raw() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let part = self.folder.join(format!("{}.{}", self.name, std::process::id()));
        // What a program that died has left under that name.
        let _ = fs::remove_file(&part);
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = open(&part, flags, Mode::RUSR | Mode::WUSR)?;
        let done = File::from(file)
            .write_all(text.as_bytes())
            .and_then(|()| fs::rename(&part, self.folder.join(&self.name)));
        if done.is_err() {
            let _ = fs::remove_file(&part);
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn file(state: &Path) -> BookmarkFile {
        BookmarkFile::new(state, Path::new("/nowhere/程连富.db"), "device-a")
    }

    #[test]
    fn it_is_private_and_its_name_tells_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let kept = file(folder.path());
        assert_eq!(kept.read(), Ok(None));
        kept.write("one").unwrap();
        kept.write("two").unwrap();
        assert_eq!(kept.read(), Ok(Some("two".to_owned())));
        let inside = fs::read_dir(folder.path().join("muster")).unwrap();
        let names: Vec<String> =
            inside.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        assert_eq!(names, std::slice::from_ref(&kept.name));
        assert!(kept.name.is_ascii() && !kept.name.contains("nowhere"));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&kept.folder.join(&kept.name)), 0o600);
        assert_eq!(mode(&kept.folder), 0o700);
        let other = BookmarkFile::new(folder.path(), Path::new("/nowhere/程连富.db"), "device-b");
        assert_eq!(other.read(), Ok(None), "another device has a place of its own");
    }

    #[test]
    fn what_was_planted_is_not_read_and_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let kept = file(folder.path());
        kept.write("one").unwrap();
        let path = kept.folder.join(&kept.name);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(kept.read(), Err(Foreign), "others may read it");
        let elsewhere = folder.path().join("elsewhere");
        fs::write(&elsewhere, "theirs").unwrap();
        fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o600)).unwrap();
        fs::remove_file(&path).unwrap();
        symlink(&elsewhere, &path).unwrap();
        assert_eq!(kept.read(), Err(Foreign), "a link");
        kept.write("mine").unwrap();
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "theirs");
        assert_eq!(kept.read(), Ok(Some("mine".to_owned())));
        fs::write(&path, [0xff; 9]).unwrap();
        assert_eq!(kept.read(), Err(Foreign), "no text");
        fs::write(&path, "x".repeat(5_000)).unwrap();
        assert_eq!(kept.read(), Err(Foreign), "too long");
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(kept.read(), Err(Foreign), "a folder");
    }
}
