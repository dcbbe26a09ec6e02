//! `muster year`: closing a year, and the paragraphs that stand beside its report.

use serde::Serialize;

use super::command::{Command, CommandDef, Family, Help, help};
use super::definition::of;
use super::error::{CliError, CommandResult, Status, shown};
use super::kept::Daily;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::op::Op;
use crate::domain::text::NOTE_MAX;
use crate::domain::year::{PARAGRAPH_MAX, ReportPart};
use crate::lang::{errors, fill, texts};

texts! {
    /// The texts of `year`.
    fn texts(lang) -> YearTexts {
        no_reason: "--reason 要写明理由" / "--reason needs a reason";
        /// The year.
        closed: "{}年已关账，不再记入这一年；以后的冲正记在当天，并写明冲正哪一笔" / "the year {} is closed: nothing more is dated in it, and a later reversal bears its own day";
        /// The year, the place.
        set: "{}年报告的段落 {} 已保存" / "{}: the paragraph {} is kept";
        /// The same without a text.
        removed: "{}年报告的段落 {} 已删去" / "paragraph removed: {} {}";
        /// What was typed, the parts.
        bad_part: "报告没有这个部分：{}；有 {}" / "no such part: {}; there are {}";
        stands: "原来就是这样，没有改动" / "as it stood, nothing changed";
    }
}

/// The family.
pub(super) struct YearFamily;

impl Family for YearFamily {
    const NAME: &'static str = "year";
    const HELP: Help = help! {
        "年度：关账、报告的文字段落" / "Years: closing one, and paragraphs of its report";
        [db today json]
        "muster year text 2023 start 全年工作平稳。" => "写报告的一个段落" / "A paragraph of the report";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<CloseArgs>(), of::<TextArgs>()];
}

/// The arguments of `year close`.
#[derive(Debug, clap::Args)]
struct CloseArgs {
    #[arg(value_name = "YEAR")]
    year: String,
    #[arg(long, value_name = "REASON")]
    reason: String,
}

/// The arguments of `year text`.
#[derive(Debug, clap::Args)]
struct TextArgs {
    #[arg(value_name = "YEAR")]
    year: String,
    #[arg(value_name = "PART")]
    place: String,
    #[arg(value_name = "TEXT")]
    text: String,
}

#[derive(Serialize)]
struct YearJson {
    result: &'static str,
    year: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl Command for CloseArgs {
    const NAME: &'static str = "close";
    const HELP: Help = help! {
        "一年关账：不再记入这一年；撤销用 muster undo" / "Closes a year: nothing more is dated in it; undone by muster undo";
        year: "年份" / "The year";
        reason: "理由" / "Why";
        [db today json]
        "muster year close 2023 --reason 已上报" => "2023 年关账" / "Closes 2023";
    };

    /// Closes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let year = parse::year(session, &self.year)?;
        let reason = parse::text(session, &self.reason, NOTE_MAX)?;
        if reason.says_nothing() {
            return Err(CliError::usage(texts(session.lang).no_reason));
        }
        let told = fill(texts(session.lang).closed, &[&year]);
        commit(session, (&Op::CloseYear { year, reason }, year), &told, out)
    }
}

impl Command for TextArgs {
    const NAME: &'static str = "text";
    const HELP: Help = help! {
        "写报告的一个段落，放在某部分之后；写空文字即删去" / "Keeps a paragraph of the report behind one of its parts; an empty text removes it";
        year: "年份" / "The year";
        place: "部分：start money care training stations petitions honours memorials garrison other end" / "The part: start money care training stations petitions honours memorials garrison other end";
        text: "文字" / "What it says";
        [db today json]
        "muster year text 2023 start 一年来，全旗退役军人工作稳步推进。" => "写开头的段落" / "The paragraph at the beginning";
    };

    /// Keeps it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let year = parse::year(session, &self.year)?;
        let unknown = || {
            CliError::usage(fill(texts(session.lang).bad_part, &[&shown(&self.place), &ReportPart::known()]))
        };
        let place = ReportPart::parse(&self.place).ok_or_else(unknown)?;
        let text = parse::text(session, &self.text, PARAGRAPH_MAX)?;
        let texts = texts(session.lang);
        let template = if text.is_empty() { texts.removed } else { texts.set };
        let told = fill(template, &[&year, &place.code()]);
        commit(session, (&Op::SetParagraph { year, place: place.code().into(), text }, year), &told, out)
    }
}

fn commit(session: &Session, (op, year): (&Op, i32), told: &str, out: &mut Out) -> CommandResult {
    let mut store = session.open()?;
    let daily = Daily::ask(session, &store);
    let receipt = match store.commit(op, &session.ctx()) {
        Err(RegisterError::Year(rule)) if session.json => {
            let message = Some(errors::text(session.lang, &RegisterError::Year(rule.clone())));
            out.json(&YearJson { result: "refused", year, rule: Some(rule.code()), message });
            return Ok(Status::NotPermitted);
        }
        other => other?,
    };
    let changed = receipt.changed.ledger;
    if changed {
        out.note_written();
    }
    if session.json {
        let result = if changed { "done" } else { "exists" };
        out.json(&YearJson { result, year, rule: None, message: None });
    } else if changed {
        out.line(told);
    } else {
        out.line(texts(session.lang).stands);
    }
    if changed {
        daily.keep(session, &store, out);
    }
    Ok(Status::Fine)
}
