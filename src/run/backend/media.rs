//! Places for a copy of the register: the media that are plugged in, first those that can be written, then the folder where the program was started.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::fs::statvfs;

use crate::domain::copied::CopyPlace;
use crate::domain::error::RegisterError;

use super::folder;

/// The media, then the folder of this machine in which the program was started.
pub(super) fn places() -> Result<Vec<CopyPlace>, RegisterError> {
    let here = folder::read(None)?.path;
    let free = room(&here);
    let here = CopyPlace { folder: here, medium: false, free, read_only: false };
    let mut mounted = mounted();
    mounted.sort_by(|a, b| (a.read_only, &a.folder).cmp(&(b.read_only, &b.folder)));
    Ok(mounted.into_iter().map(place).chain([here]).collect())
}

/// Where desktops and people mount what they plug in.
#[cfg(target_os = "linux")]
const ROOTS: [&str; 3] = ["/media", "/run/media", "/mnt"];

/// A medium, as the system lists it.
#[derive(Debug, PartialEq, Eq)]
struct Mounted {
    folder: PathBuf,
    read_only: bool,
    /// Whether it lies on this machine: a server that does not answer would hold up whoever asks how much is free there.
    local: bool,
}

fn place(mounted: Mounted) -> CopyPlace {
    let free = if mounted.local { room(&mounted.folder) } else { None };
    CopyPlace { folder: mounted.folder, medium: true, free, read_only: mounted.read_only }
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
    volumes.map(|item| Mounted { folder: item.path(), read_only: false, local: true }).collect()
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
    let kind = words.get(end + 1)?;
    let says =
        |word: Option<&&[u8]>| word.is_some_and(|word| word.split(|b| *b == b',').any(|one| one == b"ro"));
    let remote = [&b"nfs"[..], b"cifs", b"smb", b"9p", b"fuse.", b"ceph", b"afs"];
    // Sticks with exFAT or NTFS may be mounted by FUSE too.
    let local = !remote.iter().any(|name| kind.starts_with(name))
        || *kind == b"fuse.exfat"
        || *kind == b"fuse.ntfs-3g";
    Some(Mounted { folder, read_only: says(words.get(5)) || says(words.get(end + 3)), local })
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
            torn line\n";
        let told = |folder: &str, read_only, local| Mounted { folder: folder.into(), read_only, local };
        assert_eq!(
            media(list),
            [
                told("/media/u/备份 盘", false, true),
                told("/run/media/u/A", true, true),
                told("/mnt/server", false, false),
                told("/mnt/old", false, true),
            ]
        );
    }

    #[test]
    fn the_folder_of_the_start_is_always_a_place_and_comes_last() {
        let places = places().unwrap();
        assert!(places.last().is_some_and(|place| !place.medium && place.free.is_some()), "{places:?}");
    }
}
