//! The folders that the import chooses from: a home of our own, under a path that is the same everywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

use super::{Register, ctx};
use crate::app::effect::{ExportJob, ImportJob};
use crate::app::msg::JobReport;
use crate::app::query::{Folder, FolderEntry};
use crate::domain::copied::{Copied, CopyPlace, CopyTarget, Hindrance};
use crate::domain::error::RegisterError;
use crate::domain::export::Exported;
use crate::domain::head::Heads;
use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::run;
use crate::store::Store;

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
    let entries: Vec<FolderEntry> = entries.collect();
    let back = |path: PathBuf| Some(shown.parent()?.join(path.file_name()?));
    let named = folder.named.and_then(back);
    if named.is_some() {
        let folder = shown.parent().unwrap().to_path_buf();
        let here =
            |entry: FolderEntry| FolderEntry { path: folder.join(entry.path.file_name().unwrap()), ..entry };
        let entries = entries.into_iter().map(here).collect();
        return Ok(Folder { path: folder.clone(), device: 0, entries, named });
    }
    Ok(Folder { path: shown.clone(), device: folder.device, entries, named })
}

/// A stick that is plugged in if its folder is there.
pub(crate) const STICK: &str = "/media/办公室/备份盘";
/// One that takes nothing.
pub(crate) const LOCKED: &str = "/media/办公室/旧U盘";

/// Where a copy may go.
pub(super) fn places(root: &Path) -> Vec<CopyPlace> {
    let stick = |shown: &str, hindrance| CopyPlace {
        folder: shown.into(),
        medium: true,
        free: Some(15_728_640_000),
        hindrance,
    };
    let mut places = vec![stick(LOCKED, Some(Hindrance::ReadOnly)), stick(STICK, None)];
    places.retain(|place| real(root, &place.folder).is_dir());
    places.push(CopyPlace { medium: false, free: None, ..stick(HOME, None) });
    CopyPlace::in_order(places)
}

impl Register {
    /// Writes a file below [`HOME`].
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = real(self.folder.path(), HOME.as_ref()).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        // All of one moment, so that they stand by name.
        let moment = SystemTime::UNIX_EPOCH + Duration::from_hours(400_000);
        fs::File::options().append(true).open(path).unwrap().set_modified(moment).unwrap();
    }

    /// Tells of a file below [`HOME`] that it was written an hour after the others.
    pub(crate) fn touch(&self, name: &str) {
        let path = real(self.folder.path(), HOME.as_ref()).join(name);
        let moment = SystemTime::UNIX_EPOCH + Duration::from_hours(400_001);
        fs::File::options().append(true).open(path).unwrap().set_modified(moment).unwrap();
    }

    /// Makes a folder, by its whole path.
    pub(crate) fn make_folder(&self, shown: &str) {
        fs::create_dir_all(real(self.folder.path(), shown.as_ref())).unwrap();
    }

    /// Takes a folder away with all that is in it, by its whole path.
    pub(crate) fn pull_out(&self, shown: &str) {
        fs::remove_dir_all(real(self.folder.path(), shown.as_ref())).unwrap();
    }

    /// Where a folder of the screens lies on the true disk.
    pub(crate) fn on_disk(&self, shown: &str) -> PathBuf {
        real(self.folder.path(), shown.as_ref())
    }

    /// The names in a folder, in order.
    pub(crate) fn names(&self, shown: &str) -> Vec<String> {
        let items = fs::read_dir(self.on_disk(shown)).unwrap();
        let mut names: Vec<_> = items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// How far a copy reaches, in which everything must hold; by the whole path of its folder.
    pub(crate) fn sound_copy(&self, shown: &str, name: &str) -> Heads {
        let copy = Store::open(&self.on_disk(shown).join(name)).unwrap();
        assert_eq!(copy.check().unwrap(), []);
        copy.heads().unwrap()
    }

    /// Makes a copy on a connection of its own, as the program's thread does; its path as the screens show it.
    pub(crate) fn copy(&self, target: &CopyTarget) -> JobReport {
        self.copy_until(target, false)
    }

    /// As [`Register::copy`], stopped at its first step or not.
    pub(super) fn copy_until(&self, target: &CopyTarget, stop: bool) -> JobReport {
        let root = self.folder.path().join("disk");
        let target = CopyTarget { folder: real(self.folder.path(), &target.folder), ..target.clone() };
        let store = self.store().reopener().open().unwrap();
        let report = run::copy(store, &target, &ctx(self.today), &Arc::new(AtomicBool::new(stop)), |_| ());
        if let JobReport::Copied(made) = report {
            let path = Path::new("/").join(made.path.strip_prefix(&root).unwrap());
            return JobReport::Copied(Box::new(Copied { path, ..*made }));
        }
        report
    }

    /// Writes a list on a connection of its own, as the program's thread does; its path as the screens show it.
    pub(super) fn export(&self, job: &ExportJob, lang: Lang) -> JobReport {
        let root = self.folder.path().join("disk");
        let job = ExportJob { to: real(self.folder.path(), &job.to), ..job.clone() };
        fs::create_dir_all(job.to.parent().unwrap()).unwrap();
        let store = self.store().reopener().open().unwrap();
        let report = run::export(store, &job, &ctx(self.today), lang, &AtomicBool::new(false), &|_| ());
        if let JobReport::Exported(made) = report {
            let path = Path::new("/").join(made.path.strip_prefix(&root).unwrap());
            return JobReport::Exported(Box::new(Exported { path, ..*made }));
        }
        report
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
