//! Folders, to choose a roster from, or a place for a copy.

use std::cmp::Reverse;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::app::query::{Folder, FolderEntry};
use crate::domain::error::RegisterError;
use crate::domain::text::{CleanText, system_words};

/// Entries of a folder at most: more cannot be chosen from by arrow keys.
const ENTRIES: usize = 2_000;

/// What a folder holds that may be a roster or lead to one; none for where the program was started. The path of a file
/// names that file in its folder, whatever it is called; `~` is the home of the account.
pub(crate) fn read(path: Option<PathBuf>) -> Result<Folder, RegisterError> {
    let path = at_home(path.unwrap_or_else(|| PathBuf::from(".")));
    let path = fs::canonicalize(&path).map_err(|error| trouble(&path, &error))?;
    let named = (!path.is_dir()).then(|| path.clone());
    let path = named.as_deref().and_then(Path::parent).map_or(path.clone(), Path::to_path_buf);
    let mut found: Vec<(FolderEntry, Option<SystemTime>)> = fs::read_dir(&path)
        .map_err(|error| trouble(&path, &error))?
        .filter_map(Result::ok)
        .filter_map(|item| {
            let path = item.path();
            entry(&path, named.as_ref() == Some(&path))
        })
        .take(ENTRIES)
        .collect();
    let name = |(entry, _): &(FolderEntry, _)| entry.name.clone();
    found.sort_by_key(|one| (!one.0.folder, Reverse(one.1.filter(|_| !one.0.folder)), name(one)));
    let device = fs::metadata(&path).map_err(|error| trouble(&path, &error))?.dev();
    let mut entries: Vec<FolderEntry> = found.into_iter().map(|(entry, _)| entry).collect();
    // Where a folder holds more than are shown, the one that was named is shown all the same.
    if let Some((entry, _)) = named.as_deref().and_then(|path| entry(path, true))
        && entries.iter().all(|one| one.path != entry.path)
    {
        entries.push(entry);
    }
    Ok(Folder { path, device, entries, named })
}

/// A path behind `~`.
fn at_home(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~"), std::env::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        (Ok(_) | Err(_), _) => path,
    }
}

fn entry(path: &Path, is_named: bool) -> Option<(FolderEntry, Option<SystemTime>)> {
    let name = path.file_name()?.to_string_lossy();
    if name.starts_with('.') && !is_named {
        return None;
    }
    let meta = fs::metadata(path).ok()?;
    let roster = path.extension().is_some_and(|ext| {
        ["xlsx", "xls", "et", "csv", "txt"].iter().any(|known| ext.eq_ignore_ascii_case(known))
    });
    let entry = FolderEntry {
        path: path.to_path_buf(),
        name: CleanText::shown(&name),
        folder: meta.is_dir(),
        bytes: meta.len(),
    };
    (meta.is_dir() || roster || is_named).then_some((entry, meta.modified().ok()))
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
