//! `muster import`: a roster into the register, all of it or nothing.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::heard::Heard;
use super::out::Out;
use super::settings::Settings;
use super::trouble::{Ended, Failure, Status};
use crate::domain::file_error::FileError;
use crate::domain::roster::CellFault;
use crate::domain::text::CleanText;
use crate::importing::{self, FAULTS_MAX, ImportTrouble, Imported, Wish};
use crate::lang::cli_import as texts;
use crate::lang::{self, Lang, fill};
use crate::paper::refused::Titles;

/// What `import` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    skip_refused: bool,
}

#[derive(Serialize)]
struct Told {
    rows: u64,
    new: u64,
    changed: u64,
    unchanged: u64,
    warned: Vec<FaultJson>,
    refused: Vec<FaultJson>,
    refused_rows: u64,
    written: bool,
    dry_run: bool,
    refused_file: Option<String>,
    other_sheets: Vec<String>,
    unknown_columns: Vec<String>,
}

#[derive(Serialize)]
struct FaultJson {
    row: u64,
    column: String,
    message: String,
}

/// Imports, and tells what became of every row that was not simply taken.
pub(super) fn run(args: &Args, settings: &Settings, out: &mut Out) -> Ended {
    let lang = settings.lang;
    let mut store = settings.open()?;
    let (row, reason) = lang::paper::refused_titles(lang);
    let wish = Wish {
        path: &args.file,
        write: !args.dry_run,
        skip_refused: args.skip_refused,
        titles: Titles { row, reason },
        say: &|fault| {
            format!("{}：{}", lang::paper::header(lang, fault), lang::paper::fault(lang, &fault.fault))
        },
    };
    let mut heard = Heard::new(lang, settings.json);
    let imported = importing::import(&mut store, &wish, &settings.ctx(), &mut |now| {
        heard.tell(now);
        true
    });
    heard.end();
    let imported = imported.map_err(|trouble| failure(lang, trouble))?;
    if imported.tally.written {
        out.note_written();
    }
    let refused = imported.tally.refused_rows;
    let blocked = refused > 0 && !args.skip_refused;
    if settings.json {
        json(args, lang, &imported, out);
        return Ok(if blocked { Status::BadData } else { Status::Fine });
    }
    tell(args, lang, &imported, out);
    if blocked {
        return Err(Failure::bad_data(fill(texts::texts(lang).refused_all, &[&refused])));
    }
    Ok(Status::Fine)
}

fn json(args: &Args, lang: Lang, imported: &Imported, out: &mut Out) {
    let tally = &imported.tally;
    let faults = |list: &'_ [CellFault]| -> Vec<FaultJson> {
        list.iter()
            .map(|fault| FaultJson {
                row: fault.row,
                column: lang::paper::header(lang, fault).to_owned(),
                message: lang::paper::fault(lang, &fault.fault).to_string(),
            })
            .collect()
    };
    let plain = |list: &[CleanText]| list.iter().map(ToString::to_string).collect();
    out.json(&Told {
        rows: tally.rows,
        new: tally.new,
        changed: tally.changed,
        unchanged: tally.unchanged,
        warned: faults(&tally.warned),
        refused: faults(&tally.refused),
        refused_rows: tally.refused_rows,
        written: tally.written,
        dry_run: args.dry_run,
        refused_file: imported.refused_file.as_deref().map(shown),
        other_sheets: plain(&imported.other_sheets),
        unknown_columns: plain(&imported.unknown_columns),
    });
}

fn tell(args: &Args, lang: Lang, imported: &Imported, out: &mut Out) {
    let (texts, tally) = (texts::texts(lang), &imported.tally);
    out.line(&fill(
        texts.counts,
        &[
            &tally.rows,
            &tally.new,
            &tally.changed,
            &tally.unchanged,
            &tally.warned.len(),
            &tally.refused_rows,
        ],
    ));
    for (template, names) in
        [(texts.other_sheets, &imported.other_sheets), (texts.unknown_columns, &imported.unknown_columns)]
    {
        if !names.is_empty() {
            let names: Vec<&str> = names.iter().map(CleanText::as_str).collect();
            out.line(&fill(template, &[&names.join(texts.comma)]));
        }
    }
    for (head, faults) in [(texts.warned, &tally.warned), (texts.refused, &tally.refused)] {
        if !faults.is_empty() {
            out.line(head);
        }
        for fault in faults {
            let why = lang::paper::fault(lang, &fault.fault);
            out.line(&fill(texts.fault, &[&fault.row, &lang::paper::header(lang, fault), &why]));
        }
    }
    if args.dry_run {
        out.line(texts.dry_run);
    } else if tally.written {
        out.line(if tally.new + tally.changed > 0 { texts.written } else { texts.nothing_new });
    }
    if let Some(path) = &imported.refused_file {
        out.line(&fill(texts.refused_file, &[&tally.refused_rows, &shown(path)]));
    }
}

fn shown(path: &Path) -> String {
    CleanText::shown(&path.display().to_string()).to_string()
}

fn failure(lang: Lang, trouble: ImportTrouble) -> Failure {
    let texts = texts::texts(lang);
    match trouble {
        ImportTrouble::Register(trouble) => trouble.into(),
        ImportTrouble::Paper(trouble) => {
            Failure::Said(status(&trouble), vec![lang::paper::trouble(lang, &trouble).to_string()])
        }
        ImportTrouble::TooManyFaults => Failure::bad_data(texts::too_many(lang, FAULTS_MAX)),
        ImportTrouble::Stopped => Failure::Said(Status::Nothing, vec![texts.stopped.to_owned()]),
    }
}

/// The exit status of a file's trouble.
fn status(trouble: &FileError) -> Status {
    match trouble {
        FileError::NotFound(_) | FileError::Unreadable { .. } | FileError::Unwritable { .. } => Status::Io,
        FileError::NotPermitted(_) => Status::NotPermitted,
        FileError::AlreadyThere(_) => Status::CannotCreate,
        FileError::NotAFile(_)
        | FileError::TooBig { .. }
        | FileError::Empty(_)
        | FileError::OldFormat(_)
        | FileError::NotASpreadsheet(_)
        | FileError::Encoding { .. }
        | FileError::NoHeader { .. }
        | FileError::UnclosedQuote { .. }
        | FileError::Hostile { .. }
        | FileError::Damaged { .. } => Status::BadData,
    }
}
