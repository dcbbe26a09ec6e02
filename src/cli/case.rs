//! `muster case`: hardship relief as a case with its steps, and letters of citation.

use super::case_list::{ListArgs, ShowArgs};
use super::command::{Command, CommandDef, Family, Help, help};
use super::definition::of;
use super::error::{CliError, CommandResult, shown};
use super::lookup;
use super::out::Out;
use super::parse;
use super::programme::done;
use super::session::Session;
use crate::domain::op::Op;
use crate::domain::payment::{LEVEL, NOTE, PayDetail};
use crate::domain::relief::{
    AGAINST, ASKED_FEN, BY, BY_SECOND, CAUSE, CaseStep, GRANTED_FEN, OBJECTIONS, PAPERS, StepKind, TO, TYPE,
    UNTIL,
};
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX};
use crate::lang::{fill, payments, texts};

texts! {
    /// The texts of `case`.
    fn texts(lang) -> CaseTexts {
        /// The word, the known ones.
        bad_step: "没有这一步：{}；可写 {}" / "no such step: {}; one of {}";
    }
}

/// The family.
pub(super) struct CaseFamily;

impl Family for CaseFamily {
    const NAME: &'static str = "case";
    const HELP: Help = help! {
        "困难救助的案子和立功喜报，一步一步" / "Cases of hardship and letters of citation";
        [db today json]
        "muster case open 程连富 2023-001 --type 大病 --asked 5000" => "受理" / "Accept a case";
    };
    const ACTIONS: &'static [CommandDef] =
        &[of::<OpenArgs>(), of::<LetterArgs>(), of::<StepArgs>(), of::<ListArgs>(), of::<ShowArgs>()];
}

fn body(
    session: &Session,
    texts: &[(&str, Option<&str>)],
    sums: &[(&str, Option<&str>)],
) -> Result<PayDetail, CliError> {
    let mut body = PayDetail::default();
    for (key, said) in texts {
        if let Some(text) = parse::maybe_text(session, *said, NOTE_MAX)? {
            body.set(key, text);
        }
    }
    for (key, said) in sums {
        if let Some(said) = said {
            body.set_fen(key, parse::amount(session, said)?);
        }
    }
    Ok(body)
}

fn on(session: &Session, on: Option<&str>) -> Result<chrono::NaiveDate, CliError> {
    on.map_or(Ok(session.clock.today()), |on| parse::day(session, on))
}

/// The arguments of `case open`.
#[derive(Debug, clap::Args)]
struct OpenArgs {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    #[arg(value_name = "NUMBER")]
    number: String,
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    #[arg(long, value_name = "TEXT")]
    cause: Option<String>,
    #[arg(long, value_name = "YUAN")]
    asked: Option<String>,
    #[arg(long, value_name = "TEXT")]
    papers: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
}

impl Command for OpenArgs {
    const NAME: &'static str = "open";
    const HELP: Help = help! {
        "受理一件困难救助" / "Accept a case of hardship";
        recipient: "编号（或其开头）、身份证号（写 -，从标准输入给出）或唯一的姓名" / "Id (or its beginning), ID number (write - and give it on standard input), or a name that only one bears";
        number: "案号" / "Number of the case";
        kind: "类型，如大病、灾害、就学" / "Its kind";
        cause: "原因" / "What happened";
        asked: "申请金额，元" / "The sum asked for, in yuan";
        papers: "材料" / "Papers handed in";
        on: "受理日期；不写为今天" / "The day; today if left out";
        [db today json]
        "muster case open 程连富 2023-001 --type 大病 --cause 手术 --asked 5000 --on 2023-03-01" => "受理" / "Accept it";
    };

    /// Writes it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let said =
            [(TYPE, self.kind.as_deref()), (CAUSE, self.cause.as_deref()), (PAPERS, self.papers.as_deref())];
        let body = body(session, &said, &[(ASKED_FEN, self.asked.as_deref())])?;
        let recipient = lookup::written(session, &mut session.open()?, &self.recipient)?;
        let case = parse::text(session, &self.number, NAME_MAX)?;
        let step =
            CaseStep { case, recipient, kind: StepKind::Accept, on: on(session, self.on.as_deref())?, body };
        done(session, &Op::AddCaseStep(Box::new(step)), out)
    }
}

/// The arguments of `case letter`.
#[derive(Debug, clap::Args)]
struct LetterArgs {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    #[arg(value_name = "NUMBER")]
    number: String,
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    due: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
}

impl Command for LetterArgs {
    const NAME: &'static str = "letter";
    const HELP: Help = help! {
        "登记收到的立功喜报" / "A letter of citation came";
        recipient: "立功军人" / "The soldier";
        number: "喜报号" / "Number of the letter";
        level: "等级，如三等功" / "Its level";
        due: "最迟哪天送达" / "By which day it is due";
        on: "收到日期；不写为今天" / "The day; today if left out";
        [db today json]
        "muster case letter 程连富 喜2023-01 --level 三等功 --due 2023-06-30" => "收到喜报" / "It came";
    };

    /// Writes it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let mut body = body(session, &[(LEVEL, self.level.as_deref())], &[])?;
        body.set(UNTIL, CleanText::unmasked(&parse::day(session, &self.due)?.to_string()));
        let recipient = lookup::written(session, &mut session.open()?, &self.recipient)?;
        let case = parse::text(session, &self.number, NAME_MAX)?;
        let step = CaseStep {
            case,
            recipient,
            kind: StepKind::Received,
            on: on(session, self.on.as_deref())?,
            body,
        };
        done(session, &Op::AddCaseStep(Box::new(step)), out)
    }
}

/// The arguments of `case step`.
#[derive(Debug, clap::Args)]
struct StepArgs {
    #[arg(value_name = "NUMBER")]
    number: String,
    #[arg(value_name = "STEP")]
    step: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "NAME")]
    by: Vec<String>,
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    until: Option<String>,
    #[arg(long, value_name = "COUNT")]
    objections: Option<u32>,
    #[arg(long)]
    against: bool,
    #[arg(long, value_name = "YUAN")]
    yuan: Option<String>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Command for StepArgs {
    const NAME: &'static str = "step";
    const HELP: Help = help! {
        "登记一步" / "Record a step";
        number: "案号或喜报号" / "Number of the case or the letter";
        step: "survey village township banner notice grant refuse revisit，喜报 delivered" / "survey village township banner notice grant refuse revisit; of a letter delivered";
        on: "日期；不写为今天" / "The day; today if left out";
        by: "谁；入户调查写两次" / "Who; twice for a survey";
        to: "送给谁" / "To whom it was handed over";
        until: "公示到哪天" / "Last day of a notice";
        objections: "公示有几条异议" / "Objections to a notice";
        against: "不同意" / "The opinion is against it";
        yuan: "批准金额，元" / "The sum granted, in yuan";
        note: "意见、情况" / "What was said";
        [db today json]
        "muster case step 2023-001 survey --by 布仁 --by 赵志强 --on 2023-03-03" => "入户调查" / "The survey";
        "muster case step 2023-001 grant --yuan 4000" => "批准" / "Granted";
    };

    /// Writes it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let lang = session.lang;
        let known = |kind: &StepKind| payments::step(lang, *kind) == self.step || kind.code() == self.step;
        let kind = StepKind::ALL.into_iter().find(known).ok_or_else(|| {
            let all = StepKind::ALL.map(StepKind::code).join(", ");
            CliError::usage(fill(texts(lang).bad_step, &[&shown(&self.step), &all]))
        })?;
        let said = [
            (BY, self.by.first().map(String::as_str)),
            (BY_SECOND, self.by.get(1).map(String::as_str)),
            (TO, self.to.as_deref()),
            (NOTE, self.note.as_deref()),
        ];
        let mut body = body(session, &said, &[(GRANTED_FEN, self.yuan.as_deref())])?;
        if let Some(until) = &self.until {
            body.set(UNTIL, CleanText::unmasked(&parse::day(session, until)?.to_string()));
        }
        if let Some(objections) = self.objections {
            body.set(OBJECTIONS, CleanText::unmasked(&objections.to_string()));
        }
        if self.against {
            body.set(AGAINST, "1".into());
        }
        let file = session.open()?.case_file(&self.number)?;
        let (case, recipient) = (file.case, file.recipient);
        let step = CaseStep { case, recipient, kind, on: on(session, self.on.as_deref())?, body };
        done(session, &Op::AddCaseStep(Box::new(step)), out)
    }
}
