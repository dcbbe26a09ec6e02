//! `muster backup`: a checked copy of the register.

use std::path::PathBuf;

use serde::Serialize;

use super::out::Out;
use super::settings::Settings;
use super::trouble::{Ended, Status};
use crate::domain::text::CleanText;
use crate::lang::fill;

/// What `backup` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

#[derive(Serialize)]
struct Told<'a> {
    backup: &'a str,
    entries: u64,
    removed: usize,
}

/// Makes the backup and says where it lies.
pub(super) fn run(args: &Args, settings: &Settings, out: &mut Out) -> Ended {
    let made = settings.open()?.backup(args.to.as_deref(), &settings.ctx())?;
    let path = CleanText::shown(&made.path.display().to_string());
    if settings.json {
        out.json(&Told { backup: &path, entries: made.entries, removed: made.removed });
    } else {
        let texts = settings.texts();
        out.line(&fill(texts.backed_up, &[&path, &made.entries]));
        if made.removed > 0 {
            out.line(&fill(texts.backups_removed, &[&made.removed]));
        }
    }
    Ok(Status::Fine)
}
