//! `muster restore`: a backup takes the register's place.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::command::Command;
use super::error::{CliError, CommandResult, Status, shown};
use super::out::Out;
use super::session::Session;
use crate::clock;
use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::lang::fill;
use crate::store::Store;

/// The arguments of `restore`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Serialize)]
struct RestoreJson<'a> {
    restored: &'a str,
    kept: Option<&'a str>,
    entries: u64,
}

impl Command for Args {
    const NAME: &'static str = "restore";

    /// Restores and says where the old file was kept.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let place = session.place()?;
        let texts = session.texts();
        let file = shown(&self.file.display().to_string());
        if same(&self.file, place) {
            return Err(CliError::usage(fill(texts.restores_itself, &[&file])));
        }
        if !self.file.is_file() {
            return Err(RegisterError::NotFound(file).into());
        }
        let restored = Store::restore(place, &self.file, &clock::new_device_id(), &session.ctx())?;
        out.note_written();
        let path = |path: &Path| CleanText::shown(&path.display().to_string());
        let (now, kept) = (path(restored.store.path()), restored.kept.as_deref().map(path));
        if session.json {
            out.json(&RestoreJson { restored: &now, kept: kept.as_deref(), entries: restored.entries });
        } else {
            out.line(&fill(texts.restored, &[&now, &restored.entries]));
            if let Some(kept) = kept {
                out.line(&fill(texts.kept_aside, &[&kept]));
            }
        }
        Ok(Status::Fine)
    }
}

/// Whether both are the same file. Only names are looked at.
fn same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        (Ok(_) | Err(_), _) => false,
    }
}
