//! Where a register lies: on which kind of file system, whether it can be written, and which file it is.
//! Nothing here opens the file: that would drop SQLite's locks.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use rustix::fs::{Access, StatVfsMountFlags, access, statvfs};

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, io_error};
use crate::store::file::lock::beside;
use crate::store::file::others;

/// File systems on which the locks of two machines do not exclude each other, by the type that `statfs`
/// tells (statfs(2), linux/magic.h). Two machines on one such folder lost half of their acknowledged
/// records without an error. FUSE carries sshfs, SMB and AFP mounts of desktops, and cannot be told apart.
const NETWORK: &[(u64, &str)] = &[
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x6573_5546, "FUSE"),
    (0x0102_1997, "9P"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "AFS"),
    (0x00C3_6400, "Ceph"),
    (0x7375_7245, "Coda"),
    (0x564C, "NCP"),
    (0x0BD0_0BD0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x0116_1970, "GFS2"),
    (0x7461_636F, "OCFS2"),
    (0x1983_0326, "BeeGFS"),
    (0x786F_4256, "vboxsf"),
];

/// Refuses a place on a network folder.
pub(crate) fn local(path: &Path) -> Result<()> {
    let Some(kind) = network(kind_of(path)?) else { return Ok(()) };
    Err(RegisterError::NetworkFolder(CleanText::shown(&format!("{kind} {}", path.display()))))
}

fn network(found: u64) -> Option<&'static str> {
    NETWORK.iter().find(|(kind, _)| *kind == found).map(|(_, name)| *name)
}

#[cfg(target_os = "linux")]
fn kind_of(path: &Path) -> Result<u64> {
    let told = rustix::fs::statfs(path).map_err(|error| io_error(&error.into(), path))?;
    Ok(u64::try_from(told.f_type).unwrap_or_default())
}

/// Elsewhere the type is not known by number.
#[cfg(not(target_os = "linux"))]
fn kind_of(_path: &Path) -> Result<u64> {
    Ok(0)
}

/// Whether the file and its folder, where the log is made, can be written.
pub(crate) fn writable(path: &Path) -> bool {
    [path, folder(path)].into_iter().all(|place| access(place, Access::WRITE_OK).is_ok())
}

/// Whether the file can be read.
pub(crate) fn readable(path: &Path) -> bool {
    access(path, Access::READ_OK).is_ok()
}

/// The folder that holds `path`.
pub(crate) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Says that the folder of `path` is not there, if so. One that was deleted under a program that stands in it has no
/// name any more.
pub(crate) fn folder_gone(path: &Path) -> Option<RegisterError> {
    let folder = folder(path);
    let there = fs::metadata(folder).is_ok_and(|meta| meta.is_dir() && meta.nlink() > 0);
    (!there).then(|| RegisterError::FolderGone(CleanText::shown(&folder.display().to_string())))
}

/// The one name of a place, whatever links lead there; as given, but absolute, if nothing is there.
pub(crate) fn settled(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf())
}

/// Whether nothing can change there, by whomever.
pub(crate) fn on_read_only_system(path: &Path) -> bool {
    statvfs(path).is_ok_and(|told| told.f_flag.contains(StatVfsMountFlags::RDONLY))
}

/// Bytes that are free for this account where a folder lies.
pub(crate) fn room(folder: &Path) -> Option<u64> {
    statvfs(folder).ok().map(|told| told.f_bavail.saturating_mul(told.f_frsize))
}

/// Has the system forget what it remembers of a file that was brought to the disk: whoever reads it next reads what the
/// medium gives back. Where it cannot, it reads as ever.
pub(crate) fn forget_pages(path: &Path) {
    #[cfg(target_os = "linux")]
    if let Ok(file) = fs::File::open(path) {
        let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = path;
}

/// Room that a log and its index need at least, in bytes.
const ROOM: u64 = 128 << 10;

/// What the system says where a file system is full, by bytes or by files; nothing where it is not.
pub(crate) fn full(path: &Path) -> Option<CleanText> {
    let told = statvfs(folder(path)).ok()?;
    let no_files = told.f_files > 0 && told.f_favail == 0;
    if !no_files && told.f_bavail.saturating_mul(told.f_frsize) >= ROOM {
        return None;
    }
    let error = std::io::Error::from(rustix::io::Errno::NOSPC);
    if let RegisterError::Storage(said) = io_error(&error, path) { Some(said) } else { None }
}

/// What tells that a register has changed since it was read as it lies: its file, and what others keep beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileState {
    file: FileId,
    bytes: u64,
    seconds: i64,
    nanoseconds: i64,
    log_bytes: Option<u64>,
    log_index: bool,
}

impl FileState {
    /// The state of the register at `path`.
    pub(crate) fn of(path: &Path) -> Result<Self> {
        let meta = fs::metadata(path).map_err(|error| io_error(&error, path))?;
        Ok(Self {
            file: FileId::of(&meta),
            bytes: meta.len(),
            seconds: meta.mtime(),
            nanoseconds: meta.mtime_nsec(),
            log_bytes: fs::metadata(beside(path, "-wal")).ok().map(|log| log.len()),
            // One without room is empty, and left where the disk was full.
            log_index: fs::metadata(beside(path, "-shm")).is_ok_and(|index| index.len() > 0),
        })
    }

    /// Whether a log with something in it lies beside the file.
    pub(crate) fn has_log(self) -> bool {
        self.log_bytes.is_some_and(|bytes| bytes > 0)
    }

    /// Whether somebody has the register open, or went without closing it.
    pub(crate) fn is_open(self) -> bool {
        self.log_bytes.is_some() && self.log_index
    }
}

/// Which file it is: its device, its number there and when it was made, in nanoseconds; another one at the same place
/// has another. Some file systems (ext4) give the number of a removed file to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileId([u64; 3]);

impl FileId {
    /// The file that was looked at.
    pub(crate) fn of(meta: &fs::Metadata) -> Self {
        // Not every file system knows when a file was made.
        let made = meta.created().ok().and_then(|made| made.duration_since(UNIX_EPOCH).ok());
        let made = made.and_then(|made| u64::try_from(made.as_nanos()).ok());
        Self([meta.dev(), meta.ino(), made.unwrap_or_default()])
    }

    /// The file of these [`numbers`](Self::numbers).
    pub(crate) fn numbered(numbers: [u64; 3]) -> Self {
        Self(numbers)
    }

    /// Its device, its number there and when it was made.
    pub(crate) fn numbers(self) -> [u64; 3] {
        self.0
    }
}

/// The file at `path`.
pub(crate) fn file_id(path: &Path) -> Result<FileId> {
    fs::metadata(path).map(|meta| FileId::of(&meta)).map_err(|error| io_error(&error, path))
}

/// Refuses a file that has a second name: SQLite keeps a log beside each name, and knows nothing of the other. A file
/// that is mounted alone has one more name where it was mounted from.
pub(crate) fn one_name(meta: &fs::Metadata, path: &Path) -> Result<()> {
    if meta.nlink() > 1 || is_mounted_alone(path) {
        return Err(RegisterError::SecondName(others::word(path)));
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn is_mounted_alone(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    // An older kernel does not tell.
    statx(CWD, path, AtFlags::empty(), StatxFlags::empty())
        .is_ok_and(|told| told.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_mounted_alone(_path: &Path) -> bool {
    false
}

/// Gives a file another name, unless something bears that name.
pub(crate) fn rename_new(from: &Path, to: &Path) -> Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // File systems that cannot promise it: then it is looked at before, behind the side lock.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::PERM) => {}
            told => return told.map_err(|error| io_error(&error.into(), to)),
        }
    }
    if fs::symlink_metadata(to).is_ok() {
        return Err(RegisterError::AlreadyThere(CleanText::shown(&to.display().to_string())));
    }
    fs::rename(from, to).map_err(|error| io_error(&error, to))
}

/// Exchanges two files of one folder at once; false where the file system cannot do that (FAT, exFAT).
pub(crate) fn exchange(one: &Path, other: &Path) -> Result<bool> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::PERM) => Ok(false),
            Err(error) => Err(io_error(&error.into(), other)),
        }
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (one, other);
        Ok(false)
    }
}

/// An empty file in the folder of the register at `path` that has no name any more: it goes with whoever
/// holds it open, even by a power cut. Only its owner could have read it.
pub(crate) fn nameless(path: &Path) -> Result<fs::File> {
    // Where the file system can, it never has one: a name that cannot be taken away again would stay.
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, Mode, OFlags, openat};
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        if let Ok(made) = openat(CWD, folder(path), flags, Mode::RUSR | Mode::WUSR) {
            return Ok(fs::File::from(made));
        }
    }
    let place = beside(path, &format!(".sort-{}", std::process::id()));
    // Of a program of that number that was killed here; a link is removed, not followed.
    let _ = fs::remove_file(&place);
    let made = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&place);
    let file = made.map_err(|error| io_error(&error, &place))?;
    fs::remove_file(&place).map_err(|error| io_error(&error, &place))?;
    Ok(file)
}

/// Bytes of a name that every file system takes.
const NAME_BYTES: usize = 255;
/// The longest that SQLite puts behind a name of ours.
const LOG_BYTES: usize = "-journal".len();
/// Bytes of a long name that stay.
const CUT_BYTES: usize = 150;

/// Bytes of a path: SQLite opens none of more than 512, with what is put behind it.
const PATH_BYTES: usize = 450;

/// Refuses a register whose name or path is so long that SQLite could not keep its log beside it: it would be half
/// there.
///
/// # Errors
/// [`RegisterError::LongName`].
pub(crate) fn short_name(path: &Path) -> Result<()> {
    let name = path.file_name().unwrap_or_default().len();
    let whole = path.as_os_str().len();
    if name + LOG_BYTES > NAME_BYTES || whole > PATH_BYTES {
        return Err(RegisterError::LongName { name, path: whole });
    }
    Ok(())
}

/// A file beside `path` whose name is that and `suffix`; a name that would be too long is cut, and a hash of the whole
/// stands for the rest.
pub(crate) fn scratch(path: &Path, suffix: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if name.len() + suffix.len() + LOG_BYTES <= NAME_BYTES {
        return beside(path, suffix);
    }
    let end =
        name.char_indices().map(|(at, _)| at).take_while(|at| *at <= CUT_BYTES).last().unwrap_or_default();
    let hash =
        Sha256::digest(name.as_bytes()).iter().take(4).fold(0, |hash, byte| hash << 8 | u32::from(*byte));
    path.with_file_name(format!("{}-{hash:08x}{suffix}", name.get(..end).unwrap_or_default()))
}

/// Makes a name in a folder survive a power cut.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    match fs::File::open(folder).and_then(|open| open.sync_all()) {
        // File systems of sticks and other systems that know no such thing for folders.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        told => told.map_err(|error| io_error(&error, folder)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_folders_are_told_and_disks_are_not() {
        for (kind, name) in [
            (0x6969, Some("NFS")),
            (0xFE53_4D42, Some("SMB2")),
            (0xFF53_4D42, Some("CIFS")),
            (0x6573_5546, Some("FUSE")),
            (0x0102_1997, Some("9P")),
            (0x00C3_6400, Some("Ceph")),
            // ext4, xfs, btrfs, tmpfs, overlay
            (0xEF53, None),
            (0x5846_5342, None),
            (0x9123_683E, None),
            (0x0102_1994, None),
            (0x794C_7630, None),
        ] {
            assert_eq!(network(kind), name, "{kind:x}");
        }
    }

    /// A name that nothing can take away, as on a full disk, would stay in the folder.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_nameless_file_never_has_a_name_where_the_file_system_can_do_without() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        fs::create_dir(beside(&path, &format!(".sort-{}", std::process::id()))).unwrap();
        let mut file = nameless(&path).unwrap();
        std::io::Write::write_all(&mut file, b"row").unwrap();
        let meta = file.metadata().unwrap();
        assert_eq!((meta.nlink(), meta.len(), meta.mode() & 0o777), (0, 3, 0o600));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_place_is_looked_at_without_being_opened() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(local(folder.path()), Ok(()));
        let file = folder.path().join("a");
        fs::write(&file, "a").unwrap();
        let id = file_id(&file).unwrap();
        fs::rename(&file, folder.path().join("b")).unwrap();
        fs::write(&file, "a").unwrap();
        assert_ne!(file_id(&file).unwrap(), id);
        assert!(writable(&file));
    }
}
