//! A checked backup that somebody asked for in another place: on a stick, on a second disk.

use std::path::PathBuf;

use super::error::RegisterError;
use super::head::Heads;

/// A folder that was chosen for a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyTarget {
    /// The folder; it must be there.
    pub folder: PathBuf,
    /// The number of the file system on which it lay when it was chosen: once a stick is pulled out, an empty folder may
    /// be left in its place.
    pub device: u64,
}

/// What a copy is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyPhase {
    /// It is written.
    Writing,
    /// What was written is brought to the medium.
    Syncing,
    /// It is read back whole and checked.
    Checking,
}

/// How far a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyProgress {
    /// What it is at.
    pub phase: CopyPhase,
    /// Bytes written.
    pub written: u64,
    /// Bytes that will be written at most.
    pub bytes: u64,
}

impl CopyProgress {
    /// Written of all, in parts of `parts`: percent for 100.
    pub fn share(self, parts: u64) -> u64 {
        let share =
            (u128::from(self.written.min(self.bytes)) * u128::from(parts)).checked_div(self.bytes.into());
        share.and_then(|share| u64::try_from(share).ok()).unwrap_or_default()
    }
}

/// A copy that was made and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// Entries of the ledger in it.
    pub entries: u64,
    /// How far it reaches.
    pub heads: Heads,
    /// What does not hold in the register itself, and so in its copy.
    pub findings: usize,
    /// Older backups in that folder whose time was over and which were deleted.
    pub removed: usize,
    /// Whether it lies on the file system of the register, and is lost with it.
    pub beside_register: bool,
}

/// Why there is no copy, as far as the place itself tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyFault {
    /// The folder, or the stick it was on, is not there any more.
    Gone,
    /// Nothing can be written to that file system.
    ReadOnly,
    /// This account may not write there.
    Forbidden,
    /// There is less room than the copy needs.
    Full {
        /// Bytes that the copy needs at most.
        needed: u64,
        /// Bytes that are free.
        free: u64,
    },
    /// What was read back is not what was written.
    Unsound,
    /// None of these.
    Other,
}

/// A copy that was not made; nothing of it is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCopied {
    /// What the place tells.
    pub fault: CopyFault,
    /// What was answered.
    pub error: RegisterError,
}

/// A place to begin with when a folder for a copy is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyPlace {
    /// The folder.
    pub folder: PathBuf,
    /// Whether it is a medium that can be taken away; else a folder of this machine.
    pub medium: bool,
    /// Bytes that are free there, where that can be told at once.
    pub free: Option<u64>,
    /// Why nothing can be written there, as far as that can be told at once.
    pub hindrance: Option<Hindrance>,
}

/// Why a place takes no copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Nothing can be written to that file system.
    ReadOnly,
    /// This account may not write there; it may in a folder below.
    Forbidden,
}

impl CopyPlace {
    /// Puts places in the order in which they are offered: media that can be written, this machine, and last what takes
    /// nothing; as they were among themselves.
    pub fn in_order(mut places: Vec<Self>) -> Vec<Self> {
        places.sort_by_key(|place| (place.hindrance.is_some(), !place.medium));
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_never_exceeds_its_parts_and_nothing_is_no_share() {
        let share = |written, bytes| CopyProgress { phase: CopyPhase::Writing, written, bytes }.share(40);
        assert_eq!([share(0, 100), share(50, 100), share(100, 100), share(300, 100)], [0, 20, 40, 40]);
        assert_eq!((share(1, 0), share(u64::MAX, u64::MAX)), (0, 40));
    }
}
