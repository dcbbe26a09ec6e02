//! `muster restore`: a backup takes the register's place.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::out::Out;
use super::settings::Settings;
use super::trouble::{Ended, Failure, Status, shown};
use crate::clock;
use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::lang::fill;
use crate::store::Store;

/// What `restore` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Serialize)]
struct Told<'a> {
    restored: &'a str,
    kept: Option<&'a str>,
    entries: u64,
}

/// Restores and says where the old file was kept.
pub(super) fn run(args: &Args, settings: &Settings, out: &mut Out) -> Ended {
    let place = settings.place()?;
    let texts = settings.texts();
    let file = shown(&args.file.display().to_string());
    if same(&args.file, place) {
        return Err(Failure::usage(fill(texts.restores_itself, &[&file])));
    }
    if !args.file.is_file() {
        return Err(RegisterError::NotFound(file).into());
    }
    let restored = Store::restore(place, &args.file, &clock::new_device_id(), &settings.ctx())?;
    out.note_written();
    let path = |path: &Path| CleanText::shown(&path.display().to_string());
    let (now, kept) = (path(restored.store.path()), restored.kept.as_deref().map(path));
    if settings.json {
        out.json(&Told { restored: &now, kept: kept.as_deref(), entries: restored.entries });
    } else {
        out.line(&fill(texts.restored, &[&now, &restored.entries]));
        if let Some(kept) = kept {
            out.line(&fill(texts.kept_aside, &[&kept]));
        }
    }
    Ok(Status::Fine)
}

/// Whether both are the same file. Only names are looked at.
fn same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        (Ok(_) | Err(_), _) => false,
    }
}
