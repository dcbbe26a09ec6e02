//! The whole report of a year: written out, explained, sent, and what changed since.

use std::path::Path;

use serde::Serialize;

use super::error::{CliError, CommandResult, Status, shown};
use super::kept::Daily;
use super::out::{self, Out};
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::document::Block;
use crate::domain::op::Op;
use crate::domain::text::CleanText;
use crate::domain::year_report::{YearReport, lines};
use crate::exchange::year::{self, DocumentFormat, ReportError};
use crate::lang::{export, files, fill, system, texts, year_report};
use crate::store::Store;

texts! {
    /// The texts of the report of a year.
    fn texts(lang) -> YearReportTexts {
        /// What was typed, the forms.
        bad_format: "没有这种格式：{}；有 {} json" / "no such form: {}; there are {} json";
        needs_file: "docx 和 xlsx 要用 --to 写到文件" / "docx and xlsx need a file: --to";
        /// The file, its bytes.
        written: "已写到 {}（{} 字节）" / "written to {} ({} bytes)";
        /// The year, the day.
        sent: "{}年报告已记为报送（{}），以后的变化用 --changes 看" / "the report of {} is noted as sent ({}); --changes tells what changes";
        /// The year.
        not_sent: "{}年报告还没有记为报送；报送时用 --sent" / "the report of {} was not noted as sent; do so with --sent";
        figure: "数字" / "Figure";
        label: "项目" / "Item";
        value: "数据" / "Numbers";
    }
}

/// Writes the whole report.
pub(super) fn write(
    session: &Session,
    (year, format): (i32, &str),
    (to, replaces): (Option<&Path>, bool),
    out: &mut Out,
) -> CommandResult {
    let (texts, lang) = (texts(session.lang), session.lang);
    let format = DocumentFormat::parse(format).ok_or_else(|| {
        let known = DocumentFormat::ALL.map(DocumentFormat::code).join(" ");
        CliError::usage(fill(texts.bad_format, &[&shown(format), &known]))
    })?;
    let to = to.filter(|path| *path != Path::new("-"));
    if to.is_none() && !format.is_text() {
        return Err(CliError::usage(texts.needs_file));
    }
    let store = session.open()?;
    let document = year::of_year(&store, lang, year, format)?;
    let Some(path) = to else {
        out.note_document();
        let mut bytes = Vec::new();
        year::to_stream(&document, format, &mut bytes).map_err(|_| CliError::usage(texts.needs_file))?;
        for line in String::from_utf8_lossy(&bytes).lines() {
            out.line(line);
        }
        return Ok(Status::Fine);
    };
    let written = year::to_file(&store, &document, format, (path, replaces));
    tell(session, path, written, out)
}

/// Writes the figures of a year as JSON into a file.
pub(super) fn write_figures<T: Serialize>(
    session: &Session,
    store: &Store,
    (figures, path, replaces): (&T, &Path, bool),
    out: &mut Out,
) -> CommandResult {
    let json = out::json_text(figures).map_err(|error| CliError::bad_data(error.to_string()))?;
    tell(session, path, year::figures_to_file(store, &json, (path, replaces)), out)
}

/// Tells what was written where, or why not.
fn tell(session: &Session, path: &Path, written: Result<u64, ReportError>, out: &mut Out) -> CommandResult {
    let lang = session.lang;
    let bytes = written.map_err(|error| match error {
        ReportError::File(error) => {
            CliError::Message(Status::CannotCreate, vec![files::error(lang, &error).to_string()])
        }
        ReportError::OwnFile => {
            let path = shown(&path.to_string_lossy());
            CliError::Message(Status::NotPermitted, vec![fill(export::told(lang).own_file, &[&path])])
        }
    })?;
    let path = CleanText::shown(&path.to_string_lossy());
    out.line(&fill(texts(lang).written, &[&system::place(&path), &bytes]));
    Ok(Status::Fine)
}

#[derive(Serialize)]
struct SentJson {
    result: &'static str,
    year: i32,
    figures: usize,
}

/// Keeps what the report tells, because it is sent.
pub(super) fn send(session: &Session, year: i32, out: &mut Out) -> CommandResult {
    let mut store = session.open()?;
    let report = store.reading(|store| store.year_report(year))?;
    let figures = year_report::told(&report);
    let count = figures.len();
    let daily = Daily::ask(session, &store);
    store.commit(&Op::SendReport { year, figures }, &session.ctx())?;
    out.note_written();
    if session.json {
        out.json(&SentJson { result: "done", year, figures: count });
    } else {
        out.line(&fill(texts(session.lang).sent, &[&year, &session.clock.today()]));
    }
    daily.keep(session, &store, out);
    Ok(Status::Fine)
}

#[derive(Serialize)]
struct ChangesJson {
    sent_on: chrono::NaiveDate,
    changes: Vec<ChangeJson>,
}

#[derive(Serialize)]
struct ChangeJson {
    figure: String,
    before: String,
    now: String,
}

/// Tells what changed since the report was sent.
pub(super) fn changes(session: &Session, year: i32, out: &mut Out) -> CommandResult {
    let lang = session.lang;
    let report = session.open()?.reading(|store| store.year_report(year))?;
    let Some(sent) = &report.sent else {
        return Err(CliError::Message(Status::Nothing, vec![fill(texts(lang).not_sent, &[&year])]));
    };
    let changes = year_report::changes(&report, sent);
    if session.json {
        let changes =
            changes.into_iter().map(|(figure, before, now)| ChangeJson { figure, before, now }).collect();
        out.json(&ChangesJson { sent_on: sent.on, changes });
        return Ok(Status::Fine);
    }
    let (said, all) = (year_report::texts(lang), lines(&report));
    let title = if changes.is_empty() { said.unchanged } else { said.changed };
    out.line(&fill(title, &[&sent.on]));
    for (figure, before, now) in changes {
        let told = |value: &str| {
            if value.is_empty() { said.nothing.to_owned() } else { year_report::kept(lang, value) }
        };
        let label = all.iter().find(|line| line.name == figure).map(|line| year_report::label(lang, line));
        let label = label.or_else(|| year_report::paragraph_label(lang, &figure)).unwrap_or(figure);
        out.line(&fill(said.change, &[&label, &told(&before), &told(&now)]));
    }
    Ok(Status::Fine)
}

/// The figures beside those of visits, a line each with the name by which `--explain` lists what it is made of.
pub(super) fn figures(session: &Session, report: &YearReport, out: &mut Out) {
    let (texts, lang) = (texts(session.lang), session.lang);
    let more: Vec<_> =
        lines(report).into_iter().filter(|line| !["visits", "units"].contains(&line.name.as_str())).collect();
    if more.is_empty() {
        return;
    }
    out.line("");
    let mut table =
        Table::new(&[(texts.label, Side::Left), (texts.value, Side::Left), (texts.figure, Side::Left)]);
    for line in more {
        let name = line.name.clone();
        table.row(vec![year_report::label(lang, &line), year_report::numbers(lang, &line), name]);
    }
    out.lines(&table.lines());
    for block in year_report::paragraphs(lang, report) {
        match block {
            Block::Heading(text) => {
                out.line("");
                out.line(&text);
            }
            Block::Paragraph(text) => out.line(&text),
            Block::Table(_) | Block::Bars { .. } => {}
        }
    }
}
