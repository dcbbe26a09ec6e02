//! The answer of `import` as JSON.

use serde::Serialize;

use super::shown;
use crate::cli::out::Out;
use crate::domain::roster::{CellFault, ImportReport, RowChange, RowNewcomer};
use crate::domain::roster_deaths::DeathRow;
use crate::domain::roster_missing::MissingPerson;
use crate::domain::roster_question::Question;
use crate::domain::text::CleanText;
use crate::lang::{self, Lang};

#[derive(Serialize)]
struct ImportJson {
    rows: u64,
    new: u64,
    changed: u64,
    unchanged: u64,
    changes: Vec<ChangeJson>,
    newcomers: Vec<NewcomerJson>,
    warned: Vec<FaultJson>,
    refused: Vec<FaultJson>,
    left_out: Vec<FaultJson>,
    refused_rows: u64,
    written: bool,
    dry_run: bool,
    refused_file: Option<String>,
    other_sheets: Vec<String>,
    hidden_sheets: Vec<String>,
    unknown_columns: Vec<String>,
    questions: Vec<QuestionJson>,
    understood: Vec<String>,
    dead_list: bool,
    deaths: Vec<DeathJson>,
    missing: Vec<MissingJson>,
    missing_count: u64,
    complete_for: Vec<String>,
    ends_on: Option<String>,
    ending: Vec<MissingJson>,
    content: String,
}

/// Somebody whom a row adds.
#[derive(Serialize)]
struct NewcomerJson {
    row: u64,
    sheet: Option<String>,
    name: String,
    id_number: Option<String>,
    township: String,
    village: String,
    labels: Vec<String>,
}

fn newcomer_json(one: &RowNewcomer) -> NewcomerJson {
    let [township, village] = one.place.each_ref().map(ToString::to_string);
    NewcomerJson {
        row: one.row,
        sheet: sheet(&one.sheet),
        name: one.whom.name.to_string(),
        id_number: one.whom.id_masked.as_ref().map(ToString::to_string),
        township,
        village,
        labels: one.labels.iter().map(ToString::to_string).collect(),
    }
}

#[derive(Serialize)]
struct DeathJson {
    row: u64,
    sheet: Option<String>,
    name: String,
    id_number: Option<String>,
    recipient: Option<String>,
    died_on: Option<String>,
    fate: &'static str,
    message: String,
}

fn death_json(lang: Lang, one: &DeathRow) -> DeathJson {
    DeathJson {
        row: one.row,
        sheet: sheet(&one.sheet),
        name: one.whom.name.to_string(),
        id_number: one.whom.id_masked.as_ref().map(ToString::to_string),
        recipient: one.whom.recipient.map(|id| id.to_string()),
        died_on: one.day.map(|day| day.to_string()),
        fate: one.fate.code(),
        message: lang::roster::death(lang, one),
    }
}

#[derive(Serialize)]
struct MissingJson {
    recipient: Option<String>,
    name: String,
    id_number: Option<String>,
    township: String,
    village: String,
    labels: Vec<String>,
    roster: Option<String>,
    roster_day: Option<String>,
}

fn missing_json(one: &MissingPerson) -> MissingJson {
    MissingJson {
        recipient: one.whom.recipient.map(|id| id.to_string()),
        name: one.whom.name.to_string(),
        id_number: one.whom.id_masked.as_ref().map(ToString::to_string),
        township: one.township.to_string(),
        village: one.village.to_string(),
        labels: one.labels.iter().map(ToString::to_string).collect(),
        roster: one.roster.as_ref().map(|(name, _)| name.to_string()),
        roster_day: one.roster.as_ref().map(|(_, day)| day.to_string()),
    }
}

#[derive(Serialize)]
struct FaultJson {
    row: u64,
    name: String,
    id_number: Option<String>,
    column: String,
    message: String,
}

#[derive(Serialize)]
struct ChangeJson {
    row: u64,
    sheet: Option<String>,
    recipient: Option<String>,
    name: String,
    id_number: Option<String>,
    column: &'static str,
    before: String,
    after: String,
    message: String,
}

/// What a row changes, each fact for itself.
fn change_json(lang: Lang, row: &RowChange) -> impl Iterator<Item = ChangeJson> {
    row.facts.iter().map(move |one| ChangeJson {
        row: row.row,
        sheet: sheet(&row.sheet),
        recipient: row.whom.recipient.map(|id| id.to_string()),
        name: row.whom.name.to_string(),
        id_number: row.whom.id_masked.as_ref().map(ToString::to_string),
        column: lang::facts::name(lang, one.fact),
        before: lang::facts::value(lang, one.fact, &one.before),
        after: lang::facts::value(lang, one.fact, &one.after),
        message: lang::facts::change(lang, one),
    })
}

/// The sheet of a row; none where the file has one.
fn sheet(name: &CleanText) -> Option<String> {
    (!name.is_empty()).then(|| name.to_string())
}

#[derive(Serialize)]
struct QuestionJson {
    kind: &'static str,
    value: String,
    rows: u64,
    examples: Vec<u64>,
    choices: Vec<String>,
    option: String,
}

fn question_json(one: &Question) -> QuestionJson {
    QuestionJson {
        kind: one.kind.code(),
        value: one.value.to_string(),
        rows: one.rows,
        examples: one.examples.clone(),
        choices: one.choices.iter().map(ToString::to_string).collect(),
        option: lang::roster::option(one),
    }
}

/// Prints what became of a roster.
pub(super) fn print(dry_run: bool, lang: Lang, report: &ImportReport, out: &mut Out) {
    let faults = |list: &'_ [CellFault]| -> Vec<FaultJson> {
        list.iter()
            .map(|fault| FaultJson {
                row: fault.row,
                name: fault.whom.name.to_string(),
                id_number: fault.whom.id_masked.as_ref().map(ToString::to_string),
                column: lang::cells::header(lang, fault).to_owned(),
                message: lang::cells::fault(lang, &fault.fault).to_string(),
            })
            .collect()
    };
    let plain = |list: &[CleanText]| list.iter().map(ToString::to_string).collect();
    let complete = report.complete.as_ref();
    out.json(&ImportJson {
        rows: report.rows,
        new: report.new,
        changed: report.changed,
        unchanged: report.unchanged,
        changes: report.changes.iter().flat_map(|row| change_json(lang, row)).collect(),
        newcomers: report.newcomers.iter().map(newcomer_json).collect(),
        warned: faults(&report.warned),
        refused: faults(&report.refused),
        left_out: faults(&report.left_out),
        refused_rows: report.refused_rows,
        written: report.written,
        dry_run,
        refused_file: report.refused_file.as_deref().map(shown),
        other_sheets: plain(&report.other_sheets),
        hidden_sheets: plain(&report.hidden_sheets),
        unknown_columns: plain(&report.unknown_columns),
        questions: report.questions.iter().map(question_json).collect(),
        understood: report.understood.iter().map(|one| lang::roster::understood(lang, one)).collect(),
        dead_list: report.dead_rows > 0,
        deaths: report.deaths.iter().map(|one| death_json(lang, one)).collect(),
        missing: report.missing.people.iter().map(missing_json).collect(),
        missing_count: report.missing.count,
        complete_for: complete
            .map(|one| one.townships.iter().chain(&one.labels))
            .into_iter()
            .flatten()
            .map(ToString::to_string)
            .collect(),
        ends_on: complete.map(|one| one.on.to_string()),
        ending: report.ends.iter().map(missing_json).collect(),
        content: report.content.to_string(),
    });
}
