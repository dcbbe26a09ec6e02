//! `muster case list` and `show`: how far cases and letters are.

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::parse;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::money::Fen;
use crate::domain::payment::LEVEL;
use crate::domain::relief::{
    AGAINST, ASKED_FEN, BY, BY_SECOND, CAUSE, CaseFile, CaseStep, GRANTED_FEN, OBJECTIONS, PAPERS, StepKind,
    TO, TYPE, UNTIL,
};
use crate::domain::text::CleanText;
use crate::lang::{fill, payments, texts, words};

texts! {
    /// The texts of `case list` and `show`.
    fn texts(lang) -> CaseListTexts {
        number: "编号" / "Number";
        name: "姓名" / "Name";
        last: "最后一步" / "Last step";
        next: "下一步" / "Next";
        granted: "批准" / "Granted";
        paid: "已发" / "Paid";
        level: "等级" / "Level";
        due: "最迟送达" / "Due by";
        overdue: "逾期未送" / "overdue";
        asked: "申请" / "asked for";
        by: "经办" / "by";
        to: "送给" / "to";
        until: "至" / "until";
        objections: "异议" / "objections";
        against: "不同意" / "against";
        kind: "类型" / "kind";
        cause: "原因" / "cause";
        papers: "材料" / "papers";
        none: "还没有" / "none yet";
        /// Accepted, granted, its sum, paid, its sum.
        figures: "受理 {}，批准 {}（{}），已发 {}（{}）" / "accepted {}, granted {} ({}), paid {} ({})";
    }
}

#[derive(Serialize)]
struct CaseJson {
    case: String,
    recipient: String,
    name: String,
    next: Option<&'static str>,
    granted_fen: Option<i64>,
    paid_fen: i64,
    steps: Vec<StepJson>,
}

#[derive(Serialize)]
struct StepJson {
    step: &'static str,
    on: String,
    said: std::collections::BTreeMap<String, String>,
}

fn json(file: &CaseFile) -> CaseJson {
    let step = |step: &CaseStep| StepJson {
        step: step.kind.code(),
        on: step.on.to_string(),
        said: step.body.0.iter().map(|(key, text)| (key.clone(), text.to_string())).collect(),
    };
    CaseJson {
        case: file.case.to_string(),
        recipient: file.recipient.to_string(),
        name: file.name.to_string(),
        next: file.next().map(StepKind::code),
        granted_fen: file.granted().map(Fen::get),
        paid_fen: file.paid.get(),
        steps: file.steps.iter().map(step).collect(),
    }
}

/// The arguments of `case list`.
#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    #[arg(long)]
    letters: bool,
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
}

#[derive(Serialize)]
struct FiguresJson {
    accepted: u64,
    granted: u64,
    granted_fen: i64,
    paid: u64,
    paid_fen: i64,
}

impl Command for ListArgs {
    const NAME: &'static str = "list";
    const HELP: Help = help! {
        "列出案子，或一年的三个数" / "The cases, or the three figures of a year";
        letters: "改列立功喜报" / "Letters of citation instead";
        year: "这一年的三个数" / "The three figures of a year";
        [db today json]
        "muster case list --year 2023" => "受理、批准、已发" / "Accepted, granted, paid";
    };

    /// Lists them.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let (lang, texts) = (session.lang, texts(session.lang));
        let year = self.year.as_deref().map(|year| parse::year(session, year)).transpose()?;
        let store = session.open()?;
        if let Some(year) = year.filter(|_| !self.letters) {
            let found = store.reading(|store| store.case_figures(year))?;
            if session.json {
                out.json(&FiguresJson {
                    accepted: found.accepted,
                    granted: found.granted,
                    granted_fen: found.granted_sum.get(),
                    paid: found.paid,
                    paid_fen: found.paid_sum.get(),
                });
            } else {
                let (granted, paid) =
                    (words::yuan(lang, found.granted_sum), words::yuan(lang, found.paid_sum));
                out.line(&fill(
                    texts.figures,
                    &[&found.accepted, &found.granted, &granted, &found.paid, &paid],
                ));
            }
            return Ok(Status::Fine);
        }
        let mut files = store.reading(|store| store.case_files(self.letters))?;
        files.retain(|file| {
            year.is_none_or(|year| file.steps.first().is_some_and(|step| step.on.year() == year))
        });
        if session.json {
            out.json(&files.iter().map(json).collect::<Vec<_>>());
        } else if files.is_empty() {
            out.line(texts.none);
        } else if self.letters {
            out.lines(&letters(session, &files));
        } else {
            let mut table = Table::new(&[
                (texts.number, Side::Left),
                (texts.name, Side::Left),
                (texts.last, Side::Left),
                (texts.next, Side::Left),
                (texts.granted, Side::Right),
                (texts.paid, Side::Right),
            ]);
            for file in files {
                let step =
                    |kind: Option<StepKind>| kind.map_or("", |kind| payments::step(lang, kind)).to_owned();
                table.row(vec![
                    file.case.to_string(),
                    file.name.to_string(),
                    step(file.steps.last().map(|step| step.kind)),
                    step(file.next()),
                    file.granted().map(Fen::yuan).unwrap_or_default(),
                    file.paid.yuan(),
                ]);
            }
            out.lines(&table.lines());
        }
        Ok(Status::Fine)
    }
}

/// Letters with what is due to whom by when.
fn letters(session: &Session, files: &[CaseFile]) -> Vec<String> {
    let (lang, texts) = (session.lang, texts(session.lang));
    let mut table = Table::new(&[
        (texts.number, Side::Left),
        (texts.name, Side::Left),
        (texts.level, Side::Left),
        (payments::step(lang, StepKind::Received), Side::Left),
        (texts.due, Side::Left),
        (payments::step(lang, StepKind::Delivered), Side::Left),
        (texts.paid, Side::Right),
    ]);
    for file in files {
        let came = file.step(StepKind::Received);
        let said = |key: &str| came.and_then(|step| step.body.get(key)).cloned().unwrap_or_default();
        let day = |step: Option<&CaseStep>| step.map(|step| step.on.to_string()).unwrap_or_default();
        let due = said(UNTIL);
        let delivered = file.step(StepKind::Delivered);
        let late =
            delivered.is_none() && due.parse::<NaiveDate>().is_ok_and(|due| due < session.clock.today());
        table.row(vec![
            file.case.to_string(),
            file.name.to_string(),
            said(LEVEL).to_string(),
            day(came),
            due.to_string(),
            if late { texts.overdue.to_owned() } else { day(delivered) },
            file.paid.yuan(),
        ]);
    }
    table.lines()
}

/// What a step says, each with what it is: 申请 5,000 元.
fn said(session: &Session, step: &CaseStep) -> String {
    let texts = texts(session.lang);
    let one = |(key, value): (&String, &CleanText)| {
        let label = match key.as_str() {
            ASKED_FEN | GRANTED_FEN => {
                let sum = words::yuan(session.lang, step.body.fen(key));
                return [if key == ASKED_FEN { texts.asked } else { texts.granted }, &sum].join(" ");
            }
            AGAINST => return texts.against.to_owned(),
            BY | BY_SECOND => texts.by,
            TO => texts.to,
            UNTIL => texts.until,
            OBJECTIONS => texts.objections,
            TYPE => texts.kind,
            CAUSE => texts.cause,
            PAPERS => texts.papers,
            LEVEL => texts.level,
            _ => "",
        };
        [label, value.as_str()].join(" ").trim().to_owned()
    };
    step.body.0.iter().map(one).collect::<Vec<_>>().join(session.lang.pick("，", ", "))
}

/// The arguments of `case show`.
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    #[arg(value_name = "NUMBER")]
    number: String,
}

impl Command for ShowArgs {
    const NAME: &'static str = "show";
    const HELP: Help = help! {
        "一件案子的各步" / "The steps of a case";
        number: "案号或喜报号" / "Number of the case or the letter";
        [db today json]
        "muster case show 2023-001" => "各步和日期" / "Its steps and days";
    };

    /// Shows it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let file = session.open()?.reading(|store| store.case_file(&self.number))?;
        if session.json {
            out.json(&json(&file));
            return Ok(Status::Fine);
        }
        out.line(&[file.case.as_str(), file.name.as_str(), &words::yuan(session.lang, file.paid)].join(" "));
        for step in &file.steps {
            let name = payments::step(session.lang, step.kind).to_owned();
            let parts = [step.on.to_string(), name, said(session, step)];
            out.line(parts.join(" ").trim());
        }
        Ok(Status::Fine)
    }
}
