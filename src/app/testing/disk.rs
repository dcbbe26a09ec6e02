//! The folders that the import chooses from: a home of our own, under a path that is the same everywhere.

use std::path::{Path, PathBuf};

use crate::app::query::{Folder, FolderEntry};
use crate::domain::error::RegisterError;
use crate::run;

/// Where the program was started, as the screens show it.
pub(crate) const HOME: &str = "/家/民政";

/// Where a path of the screens lies on the true disk.
pub(crate) fn real(root: &Path, shown: &Path) -> PathBuf {
    root.join("disk").join(shown.strip_prefix("/").unwrap())
}

/// What a folder holds; none for [`HOME`].
pub(super) fn folder(root: &Path, shown: Option<PathBuf>) -> Result<Folder, RegisterError> {
    let shown = shown.unwrap_or_else(|| HOME.into());
    let folder = run::read_folder(Some(real(root, &shown)))?;
    let entries = folder.entries.into_iter().map(|entry| {
        let path = shown.join(entry.path.file_name().unwrap());
        FolderEntry { path, ..entry }
    });
    Ok(Folder { path: shown.clone(), entries: entries.collect() })
}
