//! What a backup is called: the register's name, its device, and the instant, so that a person can read it, names
//! sort by time, and registers that share a folder or a USB stick never share a name.

use std::path::Path;

use chrono::NaiveDateTime;

/// How a name tells its instant, in UTC.
const STAMP: &str = "%Y%m%dT%H%M%SZ";
/// Bytes of the register's name that a backup's repeats: the rest, and what is put behind it while it is made, stays
/// below the 255 bytes that file systems take.
const STEM_BYTES: usize = 180;
/// Characters of the device: its end, which is random.
const DEVICE: usize = 8;
/// Ending of a backup, and of any register.
const ENDING: &str = ".db";

/// A device as names of backups tell it.
pub(crate) fn short(device: &str) -> String {
    let mut end: Vec<char> = device.chars().rev().filter(char::is_ascii_alphanumeric).take(DEVICE).collect();
    end.reverse();
    end.into_iter().collect()
}

/// Whether a word can be what [`short`] makes of a device.
pub(crate) fn is_short(word: &str) -> bool {
    word.len() == DEVICE && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// How the backups of one register are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Naming {
    stem: String,
    device: String,
}

impl Naming {
    /// Of the register at `path` on a device.
    pub(crate) fn new(path: &Path, device: &str) -> Self {
        Self { stem: stem(path), device: short(device) }
    }

    /// What the name of every backup of the register begins with; its lock and its unfinished copy bear it too.
    pub(crate) fn base(&self) -> String {
        if self.device.is_empty() { self.stem.clone() } else { format!("{}-{}", self.stem, self.device) }
    }

    /// The name of a backup made at an instant in UTC; `nth` counts from 1 those made in the same second.
    pub(crate) fn at(&self, made: NaiveDateTime, nth: u32) -> String {
        self.ending(&made.format(STAMP).to_string(), nth)
    }

    /// The name of the copy that is kept before a register of a version is brought to a newer one.
    pub(crate) fn of_version(&self, version: i64, nth: u32) -> String {
        self.ending(&format!("v{version}"), nth)
    }

    fn ending(&self, told: &str, nth: u32) -> String {
        let base = self.base();
        if nth <= 1 { format!("{base}-{told}{ENDING}") } else { format!("{base}-{told}-{nth}{ENDING}") }
    }

    /// The instant and the number within its second that a name tells, if a backup of this register may bear it. Older
    /// programs left the device out: what the file holds must tell whose it is.
    pub(crate) fn read(&self, name: &str) -> Option<(NaiveDateTime, u32)> {
        let rest = name.strip_prefix(&self.stem)?.strip_prefix('-')?.strip_suffix(ENDING)?;
        let own = rest.strip_prefix(&self.device).and_then(|rest| rest.strip_prefix('-'));
        let rest = own.filter(|_| !self.device.is_empty()).unwrap_or(rest);
        let (stamp, nth) = match rest.split_once('-') {
            Some((stamp, nth)) => (stamp, nth.parse().ok().filter(|nth| *nth > 1)?),
            None => (rest, 1),
        };
        let at = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?;
        (at.format(STAMP).to_string() == stamp).then_some((at, nth))
    }
}

/// Signs that no name on a stick may have (FAT, exFAT), beside those of control.
const REFUSED: [char; 9] = [':', '?', '*', '"', '<', '>', '|', '\\', '/'];

/// The register's name without its ending, as long as a backup's repeats it, and as every file system takes it.
pub(crate) fn stem(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let fits = |c: char| if c.is_control() || REFUSED.contains(&c) { '_' } else { c };
    let mut stem: String = name.chars().map(fits).collect();
    let end =
        stem.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= STEM_BYTES).last();
    stem.truncate(end.unwrap_or_default());
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(said: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(said, STAMP).unwrap()
    }

    #[test]
    fn a_name_tells_its_register_and_its_instant() {
        let naming = Naming::new(Path::new("/a/register.db"), "0190a5b2-7c3d-7abc-8def-0123456789ab");
        let made = at("20240202T010203Z");
        assert_eq!(naming.at(made, 1), "register-456789ab-20240202T010203Z.db");
        assert_eq!(naming.at(made, 2), "register-456789ab-20240202T010203Z-2.db");
        assert_eq!(naming.of_version(1, 1), "register-456789ab-v1.db");
        for (name, read) in [
            ("register-456789ab-20240202T010203Z.db", Some((made, 1))),
            ("register-456789ab-20240202T010203Z-2.db", Some((made, 2))),
            ("register-20240202T010203Z.db", Some((made, 1))),
            ("register.db", None),
            ("register-v1.db", None),
            ("register-456789ab-v1.db", None),
            ("register-456789ac-20240202T010203Z.db", None),
            ("register-20240202T010203Z.db-wal", None),
            ("register-20240202T10203Z.db", None),
            ("register-20240230T010203Z.db", None),
            ("r-20240202T010203Z.db", None),
            ("my-register-20240202T010203Z.db", None),
        ] {
            assert_eq!(naming.read(name), read, "{name}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_characters_and_room_is_left() {
        for (long, kept) in [("长".repeat(83), 60), ("a".repeat(250), 180), ("ab".to_owned(), 2)] {
            let naming = Naming::new(Path::new(&format!("{long}.db")), "device-a");
            let name = naming.at(at("20240202T010203Z"), 99);
            assert!(name.len() + "-journal".len() <= 255, "{}", name.len());
            assert_eq!(stem(Path::new(&format!("{long}.db"))).chars().count(), kept);
            assert_eq!(naming.read(&name), Some((at("20240202T010203Z"), 99)));
        }
    }

    #[test]
    fn names_have_no_sign_that_a_stick_refuses() {
        for register in ["register.db", "a:b.db", "册?*\"<>|\\\n.db", "point. .db", ".db", "..."] {
            let naming = Naming::new(Path::new(register), "a:b?c*d");
            for name in [naming.at(at("20240202T010203Z"), 3), naming.of_version(1, 1), naming.base()] {
                assert!(!name.contains(|c: char| c.is_control() || REFUSED.contains(&c)), "{name}");
                assert!(!name.ends_with(['.', ' ']), "{name}");
            }
            let (name, made) = (naming.at(at("20240202T010203Z"), 1), at("20240202T010203Z"));
            assert_eq!(naming.read(&name), Some((made, 1)), "{name}");
        }
    }
}
