//! A checked backup in another place, because somebody asked for it: on a stick, on a second disk.
//!
//! The place was chosen from a list, and may have gone since: a stick is pulled out, and an empty folder stays. So the
//! folder is never made, and it must still lie on the file system on which it was chosen.

use std::fs;
use std::os::unix::fs::MetadataExt;

use crate::domain::copied::{Copied, CopyFault, CopyTarget, NotCopied};
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, io_error};
use crate::store::file::location;
use crate::store::lifecycle::copy_watch::{CopyCallback, CopyWatch};
use crate::store::register::Store;

impl Store {
    /// Makes a backup in a folder that was chosen for it, as [`Store::backup`] does; `callback` hears how far it is and
    /// can stop it. Nothing is overwritten.
    ///
    /// # Errors
    /// Why there is none: [`RegisterError::Stopped`] if it was stopped; else with what the place tells. Nothing of it is
    /// left.
    pub fn copy_to(
        &mut self,
        target: &CopyTarget,
        ctx: &WriteContext,
        callback: CopyCallback,
    ) -> std::result::Result<Copied, NotCopied> {
        let needed = self.size().unwrap_or_default();
        let told = |error| NotCopied { fault: fault(target, needed, &error), error };
        let watch = CopyWatch::new(callback, needed);
        let copied = self.copy_watched(target, ctx, &watch);
        self.arm().map_err(told)?;
        copied.map_err(told)
    }

    fn copy_watched(&mut self, target: &CopyTarget, ctx: &WriteContext, watch: &CopyWatch) -> Result<Copied> {
        present(target)?;
        watch.arm(&mut self.conn)?;
        let made = self.watched_backup(Some(&target.folder), ctx, watch)?;
        Ok(Copied {
            bytes: fs::metadata(&made.path).map_err(|error| io_error(&error, &made.path))?.len(),
            entries: made.entries,
            heads: made.heads,
            findings: made.findings,
            removed: made.removed,
            beside_register: made.beside_register,
            path: made.path,
        })
    }

    /// Bytes of the pages that hold something: a copy has no more.
    fn size(&self) -> Result<u64> {
        let told = |name| self.conn.pragma_query_value::<u64, _>(None, name, |row| row.get(0));
        let pages = told("page_count")?.saturating_sub(told("freelist_count")?);
        Ok(pages.saturating_mul(told("page_size")?))
    }
}

/// Refuses a folder that is not there any more, or not on the medium on which it was chosen.
fn present(target: &CopyTarget) -> Result<()> {
    if is_present(target) {
        return Ok(());
    }
    Err(RegisterError::FolderGone(CleanText::shown(&target.folder.display().to_string())))
}

fn is_present(target: &CopyTarget) -> bool {
    fs::metadata(&target.folder).is_ok_and(|meta| meta.is_dir() && meta.dev() == target.device)
}

/// What the place tells of a copy that was not made.
fn fault(target: &CopyTarget, needed: u64, error: &RegisterError) -> CopyFault {
    let free = || location::room(&target.folder).filter(|free| *free < needed);
    if !is_present(target) {
        CopyFault::Gone
    } else if location::on_read_only_system(&target.folder) {
        CopyFault::ReadOnly
    } else if matches!(error, RegisterError::BadBackup(_)) {
        CopyFault::Unsound
    } else if matches!(error, RegisterError::NotPermitted(_)) {
        CopyFault::Forbidden
    } else if let (RegisterError::Storage(_), Some(free)) = (error, free()) {
        CopyFault::Full { needed, free }
    } else {
        CopyFault::Other
    }
}
