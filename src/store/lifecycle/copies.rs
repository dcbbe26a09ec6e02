//! What the files of a folder hold that are registers: on which device they were kept and how far they reach. They
//! are read as they lie; what cannot be read is no copy of ours.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::head::Heads;
use crate::store::file::connection;
use crate::store::file::error::Result;
use crate::store::file::migrate::{self, APPLICATION_ID};
use crate::store::{heads, labels};

/// A register that lies as a file.
#[derive(Clone, Debug)]
pub(crate) struct Copy {
    pub(crate) path: PathBuf,
    /// The device that it was kept on.
    pub(crate) device: String,
    /// How far it reaches.
    pub(crate) heads: Heads,
}

/// The copies in a folder, in the order of their names.
pub(crate) fn in_folder(folder: &Path) -> Vec<Copy> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|item| item.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "db"));
    paths.sort();
    paths.into_iter().filter_map(read).collect()
}

/// What a file holds, if it is a copy of a register of ours.
pub(crate) fn read(path: PathBuf) -> Option<Copy> {
    if !path.symlink_metadata().is_ok_and(|meta| meta.is_file()) {
        return None;
    }
    let (device, heads) = look(&path).ok().flatten()?;
    Some(Copy { path, device, heads })
}

fn look(path: &Path) -> Result<Option<(String, Heads)>> {
    let conn = connection::connect_to_file(path)?;
    let application: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID || migrate::version(&conn)? == 0 {
        return Ok(None);
    }
    Ok(Some((labels::device(&conn)?, heads::heads(&conn)?)))
}
