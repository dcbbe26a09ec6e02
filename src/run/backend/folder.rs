//! Folders, to choose a roster from, or a place for a copy.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::app::query::{Folder, FolderEntry};
use crate::domain::error::RegisterError;
use crate::domain::text::{CleanText, system_words};

/// Entries of a folder at most: more cannot be chosen from by arrow keys.
const ENTRIES: usize = 2_000;

/// What a folder holds that may be a roster or lead to one; none for where the program was started.
pub(crate) fn read(path: Option<PathBuf>) -> Result<Folder, RegisterError> {
    let path = path.unwrap_or_else(|| PathBuf::from("."));
    let path = fs::canonicalize(&path).map_err(|error| trouble(&path, &error))?;
    let mut entries: Vec<FolderEntry> = fs::read_dir(&path)
        .map_err(|error| trouble(&path, &error))?
        .filter_map(Result::ok)
        .filter_map(|item| entry(&item.path()))
        .take(ENTRIES)
        .collect();
    entries.sort_by(|a, b| (!a.folder, &a.name).cmp(&(!b.folder, &b.name)));
    let device = fs::metadata(&path).map_err(|error| trouble(&path, &error))?.dev();
    Ok(Folder { path, device, entries })
}

fn entry(path: &Path) -> Option<FolderEntry> {
    let name = path.file_name()?.to_string_lossy();
    if name.starts_with('.') {
        return None;
    }
    let meta = fs::metadata(path).ok()?;
    let roster = path.extension().is_some_and(|ext| {
        ["xlsx", "xls", "et", "csv", "txt"].iter().any(|known| ext.eq_ignore_ascii_case(known))
    });
    (meta.is_dir() || roster).then(|| FolderEntry {
        path: path.to_path_buf(),
        name: CleanText::shown(&name),
        folder: meta.is_dir(),
        bytes: meta.len(),
    })
}

fn trouble(path: &Path, error: &std::io::Error) -> RegisterError {
    let said = CleanText::shown(&format!("{}: {}", path.display(), system_words(error)));
    if error.kind() == std::io::ErrorKind::PermissionDenied {
        RegisterError::NotPermitted(said)
    } else if error.kind() == std::io::ErrorKind::NotFound {
        RegisterError::NotFound(said)
    } else {
        RegisterError::Storage(said)
    }
}
