//! `muster restore`: a backup takes the register's place.

use std::io::{self, BufRead, IsTerminal, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status, shown};
use super::json::HeadsJson;
use super::out::Out;
use super::session::Session;
use crate::clock;
use crate::domain::error::RegisterError;
use crate::domain::loss::Loss;
use crate::domain::text::CleanText;
use crate::lang::{self, fill, texts};
use crate::store::{Agreed, Store};

texts! {
    /// The texts of `restore`.
    fn texts(lang) -> RestoreTexts {
        /// A backup was restored; the register, its entries.
        restored: "已恢复：{}，台账 {} 笔" / "restored {}, {} entries";
        /// Where the old register lies.
        kept_aside: "原登记册保留为：{}" / "the old register is kept as {}";
        /// What would be lost; asked on a terminal.
        ask: "{}。原登记册仍会留在旁边。继续请输入 yes：" / "{}. The old register is kept beside it. To go on, type yes: ";
        /// What would be lost; in a script.
        agree: "没有恢复：{}" / "Not restored: {}";
        way_on: "确要如此，请加 --yes；原登记册会留在旁边" / "If that is meant, add --yes; the old register is kept beside it";
        /// The loss was another one each time that it was asked for.
        others_write: "没有恢复：别人正在写入登记册，会丢掉的一直在变；请先关闭其他窗口" / "Not restored: others are writing into the register, so what is lost keeps changing; close them first";
        /// The backup is the register itself.
        restores_itself: "这就是登记册本身，不是备份：{}" / "this is the register itself, not a backup: {}";
    }
}

/// Bytes of an answer that are read.
const ANSWER_BYTES: u64 = 100;

/// Times a person is asked at most while others write.
const ASKED: u32 = 3;

/// The arguments of `restore`.
#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    yes: bool,
}

#[derive(Serialize)]
struct RestoreJson<'a> {
    restored: &'a str,
    kept: Option<&'a str>,
    entries: u64,
    head: HeadsJson,
    lost_entries: u64,
    lost_fen: i64,
    lost_audit: u64,
}

impl Command for RestoreArgs {
    const NAME: &'static str = "restore";
    const HELP: Help = help! {
        "用备份恢复登记册；原文件留在旁边" / "Put a backup in the place of the register; the old file is kept beside it";
        file: "备份文件" / "The backup";
        yes: "不再询问：照样恢复，哪怕会丢掉后来的记录" / "Do not ask: restore even if later records are lost";
        [db today json]
        "muster restore usb/copy.db" =>
            "先说会换掉、丢掉什么，再问是否恢复" /
            "Tells what it replaces and what would be lost, then asks";
        "muster restore usb/copy.db --yes" => "不再询问" / "Without asking";
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
        let mut agreed = None;
        let mut asked = 0;
        let restored = loop {
            let loss = match &agreed {
                _ if self.yes => Agreed::Whatever,
                None => Agreed::Nothing,
                Some(loss) => Agreed::This(loss),
            };
            match Store::restore(place, &self.file, &clock::new_device_id(), loss, &session.ctx()) {
                Err(RegisterError::WouldLose(_)) if asked == ASKED => {
                    let lines = vec![texts.others_write.to_owned(), texts.way_on.to_owned()];
                    return Err(CliError::Message(Status::Busy, lines));
                }
                Err(RegisterError::WouldLose(loss)) => {
                    self.agree(session, &loss)?;
                    asked += 1;
                    agreed = Some(*loss);
                }
                told => break told?,
            }
        };
        out.note_written();
        let path = |path: &Path| CleanText::shown(&path.display().to_string());
        let (now, kept) = (path(restored.store.path()), restored.kept.as_deref().map(path));
        if session.json {
            let loss = restored.loss.unwrap_or_default();
            out.json(&RestoreJson {
                restored: &now,
                kept: kept.as_deref(),
                entries: restored.entries,
                head: HeadsJson::from(&restored.store.heads()?),
                lost_entries: loss.entries,
                lost_fen: loss.sum.get(),
                lost_audit: loss.audit,
            });
        } else {
            out.line(&fill(texts.restored, &[&now, &restored.entries]));
            if let Some(kept) = kept {
                out.line(&fill(texts.kept_aside, &[&kept]));
            }
        }
        Ok(Status::Fine)
    }
}

impl RestoreArgs {
    /// Has a person agree to what is lost: on a terminal by a question, else by `--yes`.
    fn agree(&self, session: &Session, loss: &Loss) -> Result<(), CliError> {
        let texts = texts(session.lang);
        let told = lang::errors::would_lose(session.lang, loss);
        if self.yes || (can_ask() && answers_yes(&fill(texts.ask, &[&told]))) {
            return Ok(());
        }
        let lines = vec![fill(texts.agree, &[&told]), texts.way_on.to_owned()];
        Err(CliError::Message(Status::NotPermitted, lines))
    }
}

fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks on the standard error; anything but a clear yes is a no.
fn answers_yes(question: &str) -> bool {
    let mut err = Out::stderr();
    err.line(question);
    let mut answer = String::new();
    err.finish().is_ok()
        && io::stdin().lock().take(ANSWER_BYTES).read_line(&mut answer).is_ok()
        && ["yes", "是"].contains(&answer.trim())
}

/// Whether both are the same file. Only names are looked at.
fn same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other || is_one_file(&one, &other),
        (Ok(_) | Err(_), _) => false,
    }
}

/// Whether two names are of one file.
fn is_one_file(one: &Path, other: &Path) -> bool {
    let number = |path: &Path| path.metadata().ok().map(|meta| (meta.dev(), meta.ino()));
    number(one).is_some_and(|one| number(other) == Some(one))
}
