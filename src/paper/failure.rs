//! The system's errors in the words of [`PaperTrouble`].

use std::io;
use std::path::Path;

use crate::domain::paper_trouble::{Excess, PaperTrouble};
use crate::domain::text::CleanText;

/// A path as errors show it.
pub(super) fn shown(path: &Path) -> CleanText {
    CleanText::shown(&path.to_string_lossy())
}

/// An error while reading.
pub(super) fn reading(path: &Path, error: &io::Error) -> PaperTrouble {
    common(path, error).unwrap_or_else(|| PaperTrouble::Unreadable {
        path: shown(path),
        reason: CleanText::shown(&error.to_string()),
    })
}

/// An error while writing.
pub(super) fn writing(path: &Path, error: &io::Error) -> PaperTrouble {
    common(path, error).unwrap_or_else(|| PaperTrouble::Unwritable {
        path: shown(path),
        reason: CleanText::shown(&error.to_string()),
    })
}

/// A broken file.
pub(super) fn damaged(path: &Path, reason: &str) -> PaperTrouble {
    PaperTrouble::Damaged { path: shown(path), reason: CleanText::shown(reason) }
}

/// A file beyond a cap.
pub(super) fn hostile(path: &Path, excess: Excess) -> PaperTrouble {
    PaperTrouble::Hostile { path: shown(path), excess }
}

fn common(path: &Path, error: &io::Error) -> Option<PaperTrouble> {
    let kind = error.kind();
    if kind == io::ErrorKind::NotFound {
        Some(PaperTrouble::NotFound(shown(path)))
    } else if kind == io::ErrorKind::PermissionDenied {
        Some(PaperTrouble::NotPermitted(shown(path)))
    } else if kind == io::ErrorKind::AlreadyExists {
        Some(PaperTrouble::AlreadyThere(shown(path)))
    } else if kind == io::ErrorKind::IsADirectory || kind == io::ErrorKind::NotADirectory {
        Some(PaperTrouble::NotAFile(shown(path)))
    } else {
        None
    }
}
