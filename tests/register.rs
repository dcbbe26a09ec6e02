//! Protects the file: what is no register is left alone, a newer one is left untouched, a new one is
//! private, and a page of it never scans.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::register::{Register, banner, on};
use muster::domain::error::RegisterError;
use muster::store::Store;

#[test]
fn a_new_register_is_private_and_passes_its_own_check() {
    let register = Register::new();
    for name in ["r.db", "r.db-wal", "r.db.lock"] {
        let mode = fs::metadata(register.folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} {mode:o}");
    }
    assert_eq!(register.store.check().unwrap(), Vec::new());
}

#[test]
fn other_files_are_refused_and_left_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.db");
    fs::write(&empty, b"").unwrap();
    let junk = folder.path().join("junk.db");
    fs::write(&junk, b"not a database at all, only words").unwrap();
    let foreign = folder.path().join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    for path in [&empty, &junk, &foreign] {
        let before = fs::read(path).unwrap();
        assert!(matches!(Store::open(path), Err(RegisterError::NotARegister(_))), "{}", path.display());
        assert!(matches!(
            Store::create(path, &banner(), "a", &on("2024-02-02")),
            Err(RegisterError::AlreadyThere(_))
        ));
        assert_eq!(fs::read(path).unwrap(), before);
    }
    assert!(matches!(Store::open(&folder.path().join("none.db")), Err(RegisterError::Missing(_))));
    assert!(!folder.path().join("none.db").exists());
}

#[test]
fn a_newer_register_is_refused_untouched() {
    let register = Register::new();
    let path = register.store.path().to_path_buf();
    let folder = register.folder;
    drop(register.store);
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(Store::open(&path), Err(RegisterError::Newer { found: 99, .. })));
    assert_eq!(fs::read(&path).unwrap(), before);
    drop(folder);
}

#[test]
fn the_migrations_in_the_folder_are_those_compiled_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| std::path::Path::new(name).extension().is_some_and(|it| it == "sql"));
    names.sort();
    assert_eq!(names, muster::store::migration_names());
}
