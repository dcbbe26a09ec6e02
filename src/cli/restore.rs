//! `muster restore`: a backup takes the register's place.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status, shown};
use super::out::Out;
use super::session::Session;
use crate::clock;
use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::lang::{fill, texts};
use crate::store::Store;

texts! {
    /// The texts of `restore`.
    fn texts(lang) -> RestoreTexts {
        /// A backup was restored; the register, its entries.
        restored: "已恢复：{}，台账 {} 笔" / "restored {}, {} entries";
        /// Where the old register lies.
        kept_aside: "原登记册保留为：{}" / "the old register is kept as {}";
        /// The backup is the register itself.
        restores_itself: "这就是登记册本身，不是备份：{}" / "this is the register itself, not a backup: {}";
    }
}

/// The arguments of `restore`.
#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Serialize)]
struct RestoreJson<'a> {
    restored: &'a str,
    kept: Option<&'a str>,
    entries: u64,
}

impl Command for RestoreArgs {
    const NAME: &'static str = "restore";
    const HELP: Help = help! {
        "用备份恢复登记册；原文件留在旁边" / "Put a backup in the place of the register; the old file is kept beside it";
        file: "备份文件" / "The backup";
    };

    /// Restores and says where the old file was kept.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let place = session.place()?;
        let texts = texts(session.lang);
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
