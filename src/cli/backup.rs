//! `muster backup`: a checked copy of the register.

use std::path::PathBuf;

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::session::Session;
use crate::domain::text::CleanText;
use crate::lang::{fill, texts};

texts! {
    /// The texts of `backup`.
    fn texts(lang) -> BackupTexts {
        /// A backup was made; its place, its entries.
        backed_up: "已备份并核对：{}，台账 {} 笔" / "backed up and checked: {}, {} entries";
        /// Backups deleted because their time was over.
        backups_removed: "已删去过期备份 {} 份" / "deleted {} backups whose time was over";
    }
}

/// The arguments of `backup`.
#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

#[derive(Serialize)]
struct BackupJson<'a> {
    backup: &'a str,
    entries: u64,
    removed: usize,
}

impl Command for BackupArgs {
    const NAME: &'static str = "backup";
    const HELP: Help = help! {
        "备份登记册：核对无误后才定名；按日、周、月留存" /
            "Back the register up; the copy is checked before it gets its name, and kept by age";
        to: "放到这个目录（默认为登记册旁的 backups）" / "Into this folder (else backups beside the register)";
    };

    /// Makes the backup and says where it lies.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let made = session.open()?.backup(self.to.as_deref(), &session.ctx())?;
        let path = CleanText::shown(&made.path.display().to_string());
        if session.json {
            out.json(&BackupJson { backup: &path, entries: made.entries, removed: made.removed });
        } else {
            let texts = texts(session.lang);
            out.line(&fill(texts.backed_up, &[&path, &made.entries]));
            if made.removed > 0 {
                out.line(&fill(texts.backups_removed, &[&made.removed]));
            }
        }
        Ok(Status::Fine)
    }
}
