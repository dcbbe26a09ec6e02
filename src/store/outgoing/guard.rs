//! Files that are the register's own: nothing that leaves is written over them.

use std::path::Path;

use crate::store::file::location;
use crate::store::lifecycle::names;
use crate::store::register::Store;

impl Store {
    /// Whether a file is the register, lies beside it as its own (log, lock, backup), or would be taken for one of those.
    pub fn owns(&self, path: &Path) -> bool {
        if location::file_id(path).is_ok_and(|id| location::file_id(self.path()) == Ok(id)) {
            return true;
        }
        let whole = |path: &Path| location::folder(path).canonicalize().ok();
        if whole(path).is_none() || whole(path) != whole(self.path()) {
            return false;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let own = self.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_backup =
            path.extension() == self.path().extension() && name.starts_with(&names::stem(self.path()));
        name.starts_with(&own) || is_backup
    }
}
