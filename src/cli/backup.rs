//! `muster backup`: a checked copy of the register.

use std::path::PathBuf;

use serde::Serialize;

use super::command::Command;
use super::error::{CommandResult, Status};
use super::out::Out;
use super::session::Session;
use crate::domain::text::CleanText;
use crate::lang::fill;

/// The arguments of `backup`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

#[derive(Serialize)]
struct BackupJson<'a> {
    backup: &'a str,
    entries: u64,
    removed: usize,
}

impl Command for Args {
    const NAME: &'static str = "backup";

    /// Makes the backup and says where it lies.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let made = session.open()?.backup(self.to.as_deref(), &session.ctx())?;
        let path = CleanText::shown(&made.path.display().to_string());
        if session.json {
            out.json(&BackupJson { backup: &path, entries: made.entries, removed: made.removed });
        } else {
            let texts = session.texts();
            out.line(&fill(texts.backed_up, &[&path, &made.entries]));
            if made.removed > 0 {
                out.line(&fill(texts.backups_removed, &[&made.removed]));
            }
        }
        Ok(Status::Fine)
    }
}
