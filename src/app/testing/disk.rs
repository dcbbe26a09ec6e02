//! The folders that the import chooses from: a home of our own, under a path that is the same everywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::{Register, ctx};
use crate::app::effect::ImportJob;
use crate::app::msg::JobReport;
use crate::app::query::{Folder, FolderEntry};
use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::lang::Lang;
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

impl Register {
    /// Writes a file below [`HOME`].
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = real(self.folder.path(), HOME.as_ref()).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Makes a folder, by its whole path.
    pub(crate) fn make_folder(&self, shown: &str) {
        fs::create_dir_all(real(self.folder.path(), shown.as_ref())).unwrap();
    }

    /// Runs an import on a connection of its own, as the program's thread does.
    pub(crate) fn import(&self, job: &ImportJob, lang: Lang) -> JobReport {
        let root = self.folder.path().join("disk");
        let job = ImportJob { path: real(self.folder.path(), &job.path), ..job.clone() };
        let store = self.store().reopener().open().unwrap();
        let report = run::import(store, &job, &ctx(self.today), lang, &AtomicBool::new(false), &|_| ());
        if let JobReport::Unreadable(why) = &report {
            return JobReport::Unreadable(CleanText::shown(&why.replace(root.to_str().unwrap(), "")));
        }
        report
    }
}
