//! A folder to choose a file from.

use std::path::PathBuf;

use crate::domain::text::CleanText;

/// A folder to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// The number of the file system on which it lies.
    pub device: u64,
    /// Folders first, by name, then files that may be rosters, the newest first.
    pub entries: Vec<FolderEntry>,
    /// The file that was asked for by its path.
    pub named: Option<PathBuf>,
}

/// One thing in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Its path.
    pub path: PathBuf,
    /// Its name as it may be shown.
    pub name: CleanText,
    /// Whether it is a folder.
    pub folder: bool,
    /// Size in bytes, for a file.
    pub bytes: u64,
}
