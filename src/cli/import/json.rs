//! The answer of `import` as JSON.

use serde::Serialize;

use super::shown;
use crate::cli::out::Out;
use crate::domain::roster::{CellFault, ImportReport, RowChange};
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
    warned: Vec<FaultJson>,
    refused: Vec<FaultJson>,
    left_out: Vec<FaultJson>,
    refused_rows: u64,
    written: bool,
    dry_run: bool,
    refused_file: Option<String>,
    other_sheets: Vec<String>,
    unknown_columns: Vec<String>,
    questions: Vec<QuestionJson>,
    understood: Vec<String>,
    content: String,
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
    name: String,
    id_number: Option<String>,
    changes: Vec<String>,
}

fn change_json(lang: Lang, row: &RowChange) -> ChangeJson {
    ChangeJson {
        row: row.row,
        name: row.whom.name.to_string(),
        id_number: row.whom.id_masked.as_ref().map(ToString::to_string),
        changes: row.facts.iter().map(|one| lang::facts::change(lang, one)).collect(),
    }
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
    out.json(&ImportJson {
        rows: report.rows,
        new: report.new,
        changed: report.changed,
        unchanged: report.unchanged,
        changes: report.changes.iter().map(|row| change_json(lang, row)).collect(),
        warned: faults(&report.warned),
        refused: faults(&report.refused),
        left_out: faults(&report.left_out),
        refused_rows: report.refused_rows,
        written: report.written,
        dry_run,
        refused_file: report.refused_file.as_deref().map(shown),
        other_sheets: plain(&report.other_sheets),
        unknown_columns: plain(&report.unknown_columns),
        questions: report.questions.iter().map(question_json).collect(),
        understood: report.understood.iter().map(|one| lang::roster::understood(lang, one)).collect(),
        content: report.content.to_string(),
    });
}
