//! Places for a copy of the register: the media that are plugged in, then the folder where the program was started, and
//! last what takes nothing. What the system itself mounts is no place: it is read only, or gone when it goes off.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access, statvfs};
use rustix::io::Errno;

use crate::domain::copied::{CopyPlace, Hindrance};
use crate::domain::error::RegisterError;

use super::folder;

/// The media, then the folder of this machine in which the program was started.
pub(super) fn places() -> Result<Vec<CopyPlace>, RegisterError> {
    let here = folder::read(None)?.path;
    let free = room(&here);
    let hindrance = hindrance(&here, false);
    let here = CopyPlace { folder: here, medium: false, free, hindrance };
    let mut mounted: Vec<(bool, Mounted)> = mounted()
        .into_iter()
        .map(|mounted| (is_removable(&mounted), mounted))
        .filter(|(removable, mounted)| *removable || !mounted.read_only)
        .collect();
    mounted.sort_by(|a, b| (!a.0, &a.1.folder).cmp(&(!b.0, &b.1.folder)));
    let media = mounted.into_iter().map(|(_, mounted)| place(mounted));
    Ok(CopyPlace::in_order(media.chain([here]).collect()))
}

/// Why nothing can be written to a folder.
fn hindrance(folder: &Path, read_only: bool) -> Option<Hindrance> {
    if read_only {
        return Some(Hindrance::ReadOnly);
    }
    match access(folder, Access::WRITE_OK) {
        Ok(()) => None,
        Err(Errno::ROFS) => Some(Hindrance::ReadOnly),
        Err(_) => Some(Hindrance::Forbidden),
    }
}

/// Where desktops and people mount what they plug in.
#[cfg(target_os = "linux")]
const ROOTS: [&str; 3] = ["/media", "/run/media", "/mnt"];
/// Where desktops alone do, and only what can be taken away.
#[cfg(target_os = "linux")]
const DESKTOP: [&str; 2] = ["/media", "/run/media"];
/// File systems that lie on no medium.
#[cfg(target_os = "linux")]
const NO_MEDIUM: [&[u8]; 10] = [
    b"tmpfs",
    b"ramfs",
    b"devtmpfs",
    b"overlay",
    b"squashfs",
    b"proc",
    b"sysfs",
    b"devpts",
    b"autofs",
    b"cgroup2",
];

/// A medium, as the system lists it.
#[derive(Debug, PartialEq, Eq)]
struct Mounted {
    folder: PathBuf,
    /// The numbers of its device, `8:17`; empty where they are not known.
    device: String,
    read_only: bool,
    /// Whether it lies on this machine: a server that does not answer would hold up whoever asks how much is free there.
    local: bool,
}

fn place(mounted: Mounted) -> CopyPlace {
    // A server that does not answer would hold up whoever asks.
    let (free, hindrance) = if mounted.local {
        (room(&mounted.folder), hindrance(&mounted.folder, mounted.read_only))
    } else {
        (None, mounted.read_only.then_some(Hindrance::ReadOnly))
    };
    CopyPlace { folder: mounted.folder, medium: true, free, hindrance }
}

/// Whether a medium can be taken away.
#[cfg(target_os = "linux")]
fn is_removable(mounted: &Mounted) -> bool {
    // Of a partition the disk says so, which is the folder above.
    let says = |file: String| fs::read(file).is_ok_and(|told| told.starts_with(b"1"));
    DESKTOP.iter().any(|root| mounted.folder.starts_with(root))
        || ["removable", "../removable"]
            .into_iter()
            .any(|file| says(format!("/sys/dev/block/{}/{file}", mounted.device)))
}

#[cfg(not(target_os = "linux"))]
fn is_removable(_: &Mounted) -> bool {
    true
}

fn room(folder: &Path) -> Option<u64> {
    statvfs(folder).ok().map(|told| told.f_bavail.saturating_mul(told.f_frsize))
}

#[cfg(target_os = "linux")]
fn mounted() -> Vec<Mounted> {
    fs::read("/proc/self/mountinfo").map(|list| media(&list)).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn mounted() -> Vec<Mounted> {
    let volumes = fs::read_dir("/Volumes").into_iter().flatten().flatten();
    volumes
        .map(|item| Mounted { folder: item.path(), device: String::new(), read_only: false, local: true })
        .collect()
}

/// The media in a list of mounts (proc(5)): the last mounted of a folder covers those before it.
#[cfg(target_os = "linux")]
fn media(list: &[u8]) -> Vec<Mounted> {
    let mut found: Vec<Mounted> = Vec::new();
    for line in list.split(|byte| *byte == b'\n') {
        let Some(mounted) = medium(line) else { continue };
        found.retain(|other| other.folder != mounted.folder);
        found.push(mounted);
    }
    found
}

#[cfg(target_os = "linux")]
fn medium(line: &[u8]) -> Option<Mounted> {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    let words: Vec<&[u8]> = line.split(|byte| *byte == b' ').collect();
    let folder = PathBuf::from(OsString::from_vec(unescaped(words.get(4)?)));
    if !ROOTS.iter().any(|root| folder.starts_with(root)) {
        return None;
    }
    let end = words.iter().position(|word| *word == b"-")?;
    // Where desktops mount, nothing else is.
    let plugged = DESKTOP.iter().any(|root| folder.starts_with(root));
    let kind = words.get(end + 1).filter(|kind| plugged || !NO_MEDIUM.contains(kind))?;
    let says =
        |word: Option<&&[u8]>| word.is_some_and(|word| word.split(|b| *b == b',').any(|one| one == b"ro"));
    let remote = [&b"nfs"[..], b"cifs", b"smb", b"9p", b"fuse.", b"ceph", b"afs"];
    // Sticks with exFAT or NTFS may be mounted by FUSE too.
    let local = !remote.iter().any(|name| kind.starts_with(name))
        || *kind == b"fuse.exfat"
        || *kind == b"fuse.ntfs-3g";
    let device = String::from_utf8_lossy(words.get(2)?).into_owned();
    Some(Mounted { folder, device, read_only: says(words.get(5)) || says(words.get(end + 3)), local })
}

/// Blanks and such stand there as `\040`: three digits to the base of eight.
#[cfg(target_os = "linux")]
fn unescaped(word: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(word.len());
    let mut rest = word;
    while let [first, more @ ..] = rest {
        let digits =
            more.get(..3).filter(|_| *first == b'\\').and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            out.push(byte);
            rest = more.get(3..).unwrap_or_default();
        } else {
            out.push(*first);
            rest = more;
        }
    }
    out
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn media_are_read_from_the_list_of_mounts() {
        let list = b"22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
            30 22 0:25 / /mnt-not rw - tmpfs tmpfs rw\n\
            31 22 8:17 / /media/u/\xe5\xa4\x87\xe4\xbb\xbd\\040\xe7\x9b\x98 rw,nosuid shared:9 master:2 - vfat /dev/sdb1 rw,utf8\n\
            32 22 8:33 / /run/media/u/A ro,nosuid - exfat /dev/sdc1 rw\n\
            33 22 0:44 / /mnt/server rw - nfs4 server:/x rw\n\
            34 22 8:49 / /mnt/old rw - vfat /dev/sdd1 ro\n\
            35 22 8:50 / /mnt/old rw - vfat /dev/sde1 rw\n\
            36 22 0:61 / /mnt/tools ro,nosuid - tmpfs tools ro\n\
            37 22 0:62 / /mnt/layers rw - overlay overlay rw\n\
            torn line\n";
        let told = |folder: &str, device: &str, read_only, local| Mounted {
            folder: folder.into(),
            device: device.to_owned(),
            read_only,
            local,
        };
        assert_eq!(
            media(list),
            [
                told("/media/u/备份 盘", "8:17", false, true),
                told("/run/media/u/A", "8:33", true, true),
                told("/mnt/server", "0:44", false, false),
                told("/mnt/old", "8:50", false, true),
            ]
        );
    }

    #[test]
    fn the_folder_of_the_start_is_always_a_place_and_comes_behind_all_that_can_be_written() {
        let places = places().unwrap();
        let here = places.iter().position(|place| !place.medium && place.free.is_some()).unwrap();
        assert!(places.iter().take(here).all(|place| place.hindrance.is_none()), "{places:?}");
        assert!(places.iter().skip(here + 1).all(|place| place.hindrance.is_some()), "{places:?}");
    }

    #[test]
    fn what_takes_nothing_comes_last_and_says_why() {
        let place =
            |name: &str, medium, hindrance| CopyPlace { folder: name.into(), medium, free: None, hindrance };
        let sorted = CopyPlace::in_order(vec![
            place("locked", true, Some(Hindrance::ReadOnly)),
            place("here", false, None),
            place("stick", true, None),
            place("disk", true, None),
            place("of others", true, Some(Hindrance::Forbidden)),
        ]);
        let names: Vec<_> = sorted.iter().map(|place| place.folder.to_str().unwrap()).collect();
        assert_eq!(names, ["stick", "disk", "here", "locked", "of others"]);
        assert_eq!(hindrance(Path::new("/proc/self"), true), Some(Hindrance::ReadOnly));
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(hindrance(folder.path(), false), None);
    }
}
