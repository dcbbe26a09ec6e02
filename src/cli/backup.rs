//! `muster backup`: a checked copy of the register.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::json::HeadsJson;
use super::out::Out;
use super::session::Session;
use crate::domain::text::CleanText;
use crate::lang::{fill, texts};
use crate::store::Backup;

texts! {
    /// The texts of `backup`.
    fn texts(lang) -> BackupTexts {
        /// A backup was made; its place, its entries.
        backed_up: "已备份并核对：{}，台账 {} 笔" / "backed up and checked: {}, {} entr{y|ies}";
        /// How many findings the register itself has.
        findings:
            "备份已留下，但登记册本身有 {} 处不符（muster check 可列出）；没有删去旧备份" /
            "The copy was kept, but the register itself has {} finding{|s} (muster check lists them); no backup was deleted";
        /// The folder that was asked for was not there: which.
        folder_made:
            "原来没有这个目录，已新建：{}（U 盘没插好时，备份就写在本机的盘上）" /
            "there was no such folder, so it was made: {} (a stick that is not plugged in leaves the copy on this machine)";
        beside_register:
            "与登记册在同一块盘上：盘坏了两份都没有，请再存一份到 U 盘" /
            "on the disk of the register: if it fails both are lost; copy it to a stick too";
        /// Backups deleted because their time was over.
        backups_removed: "已删去过期备份 {} 份" / "deleted {} backup{|s} whose time was over";
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
    head: HeadsJson,
    findings: usize,
    removed: usize,
    folder_made: bool,
    beside_register: bool,
}

impl Command for BackupArgs {
    const NAME: &'static str = "backup";
    const HELP: Help = help! {
        "备份登记册：核对无误后才定名；按日、周、月留存" /
            "Back the register up; the copy is checked before it gets its name, and kept by age";
        to: "放到这个目录（默认为登记册旁的 backups）" / "Into this folder (else backups beside the register)";
        [db today json]
        "muster backup" => "备份到登记册旁的 backups" / "Into backups beside the register";
        "muster backup --to usb" => "再存一份到 U 盘的文件夹" / "One more copy, into a folder of a USB stick";
    };

    /// Makes the backup and says where it lies.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let made = session.open()?.backup(self.to.as_deref(), &session.ctx())?;
        let path = CleanText::shown(&made.path.display().to_string());
        if session.json {
            let (head, findings) = (HeadsJson::from(&made.heads), made.findings);
            out.json(&BackupJson {
                backup: &path,
                entries: made.entries,
                head,
                findings,
                removed: made.removed,
                folder_made: made.folder_made,
                beside_register: made.beside_register,
            });
        } else {
            let texts = texts(session.lang);
            out.line(&fill(texts.backed_up, &[&path, &made.entries]));
            out.line(&session.head_line(&made.heads));
            if made.removed > 0 {
                out.line(&fill(texts.backups_removed, &[&made.removed]));
            }
        }
        if let Some(to) = &self.to
            && !session.json
        {
            Self::warn(session, &made, to, out);
        }
        if made.findings == 0 {
            return Ok(Status::Fine);
        }
        let lines = vec![fill(texts(session.lang).findings, &[&made.findings])];
        Err(CliError::Message(Status::BadData, lines))
    }
}

impl BackupArgs {
    /// Says of a copy that was asked for in another place that it may not be in one.
    fn warn(session: &Session, made: &Backup, to: &Path, out: &mut Out) {
        let texts = texts(session.lang);
        if made.folder_made {
            let folder = CleanText::shown(&to.display().to_string());
            out.line(&fill(texts.folder_made, &[&folder]));
        }
        if made.beside_register {
            out.line(texts.beside_register);
        }
    }
}
