//! The second pass over a large roster, where people are registered: its rows are kept, it is decided, and goes in by
//! parts, so that whoever pays meanwhile waits for a part and not for the roster.

use super::batches::BATCH_ROWS;
use super::import::{ImportError, ImportOptions};
use super::keeping::shape;
use super::missed;
use super::placing;
use super::purpose::Checked;
use super::reader::{Header, RosterReader, Row};
use super::refused;
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::progress::{ImportPhase, ImportProgress};
use crate::domain::roster::{CellFault, ImportReport};
use crate::domain::roster_row;
use crate::domain::text::CleanText;
use crate::store::{ImportSource, ImportTurn, LeftOut, Store};

/// How much of the second half of the progress the keeping takes, in tenths; the rest is the writing.
const KEEPING_TENTHS: u64 = 2;

/// Keeps, decides and brings in the rows that a check has found.
pub(super) fn run(
    store: &mut Store,
    mut roster: RosterReader,
    options: &ImportOptions<'_>,
    ctx: &WriteContext,
    checked: Checked,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<ImportReport, ImportError> {
    let headers: Vec<Header> = roster.headers().into_iter().cloned().collect();
    let shape = shape(&roster);
    let (_, bytes) = roster.read_fraction();
    let mut waiting = ImportProgress { phase: ImportPhase::Rows, rows: 0, done: bytes, total: 2 * bytes };
    let turn = store.begin_parts(ctx, &mut || progress(waiting)).map_err(stopped)?;
    let decided = keep(store, &mut roster, options, ctx, &checked, &mut waiting, progress)
        .and_then(|rows| decide(store, options, ctx, (&checked, &shape), rows, &mut || progress(waiting)));
    let file = match decided {
        Ok(file) => file,
        Err(error) => {
            give_up(store, turn, ctx, &error);
            return Err(error);
        }
    };
    let applied = store.apply_parts(turn, &mut |rows, all| {
        let written = rows.saturating_mul(bytes).saturating_mul(10 - KEEPING_TENTHS) / (all.max(1) * 10);
        let done = bytes + bytes * KEEPING_TENTHS / 10 + written;
        // It is decided: nothing stops it any more.
        let _ = progress(ImportProgress { phase: ImportPhase::Parts, rows, done, total: 2 * bytes });
    });
    let applied = applied.map_err(ImportError::Unfinished)?;
    let left_out = applied.left_out.into_iter().flat_map(|row| placed(&headers, row)).collect();
    let (new, changed) = (applied.new, applied.changed);
    Ok(ImportReport { new, changed, left_out, written: true, refused_file: file, ..checked.report })
}

/// Keeps the rows that say something new; answers how many.
fn keep(
    store: &mut Store,
    roster: &mut RosterReader,
    options: &ImportOptions<'_>,
    ctx: &WriteContext,
    checked: &Checked,
    now: &mut ImportProgress,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<u64, ImportError> {
    let (mut rows, mut place) = (0, 0);
    let mut batch = Vec::new();
    loop {
        let read = roster.next().transpose()?;
        let last = read.is_none();
        match read {
            Some(Row::Entry(mut entry, _)) if checked.rows.contains(place) => {
                checked.report.join(&mut entry);
                batch.push(((options.new_id)(), *entry));
            }
            // Nothing new, or refused and told of.
            Some(Row::Entry(..) | Row::Refused(_)) | None => {}
        }
        place += 1;
        if batch.len() == KEPT_ROWS || last {
            store.keep_rows(&batch, ctx, &mut || progress(*now)).map_err(stopped)?;
            rows += batch.len() as u64;
            batch.clear();
        }
        if last {
            break;
        }
        if place % (BATCH_ROWS as u64) == 0 {
            let (done, all) = roster.read_fraction();
            now.done = all + done * KEEPING_TENTHS / 10;
            now.rows = rows;
            if !progress(*now) {
                return Err(ImportError::Stopped);
            }
        }
    }
    if rows == checked.report.new + checked.report.changed { Ok(rows) } else { Err(ImportError::OtherFile) }
}

/// Rows that are kept at once.
const KEPT_ROWS: usize = 2_000;

/// Writes the rows that are left out to a file, and decides the others; answers the file.
fn decide(
    store: &mut Store,
    options: &ImportOptions<'_>,
    ctx: &WriteContext,
    (checked, shape): (&Checked, &str),
    rows: u64,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<Option<std::path::PathBuf>, ImportError> {
    let left_out = &checked.refused;
    let file = if left_out.rows.is_empty() {
        None
    } else {
        Some(refused::write_beside(options.path, options.titles, &left_out.titles, &left_out.rows)?)
    };
    let name = CleanText::shown(&options.path.file_name().unwrap_or_default().to_string_lossy());
    let ends = missed::ends(&checked.report, options.new_id);
    let source = ImportSource {
        content: Some(checked.report.content),
        rename: options.rename,
        shape,
        ends: ends.as_ref(),
        ..ImportSource::named(&name)
    };
    match store.decide_parts(&source, rows, ctx, go_on) {
        Ok(()) => Ok(file),
        Err(error) => {
            // Its rows are not in the register, so the file of the others would mislead, unless they may be.
            if let Some(file) = file.filter(|_| !error.may_be_written()) {
                let _ = std::fs::remove_file(file);
            }
            Err(stopped(error))
        }
    }
}

/// What is kept goes with an import that is not decided; where it may be, the next one who opens the register sees.
fn give_up(store: &mut Store, turn: ImportTurn, ctx: &WriteContext, error: &ImportError) {
    if !matches!(error, ImportError::Register(error) if error.may_be_written()) {
        // What cannot be removed now the next import removes.
        let _ = store.abandon_parts(turn, ctx);
    }
}

fn stopped(error: RegisterError) -> ImportError {
    // Somebody who is missing was changed since the check.
    if error == RegisterError::Stale {
        return ImportError::OtherResult;
    }
    if error == RegisterError::Stopped { ImportError::Stopped } else { error.into() }
}

/// The faults of a row that was left out, with the place in the file.
fn placed(headers: &[Header], (number, whom, faults): LeftOut) -> Vec<CellFault> {
    let (sheet, row) = roster_row::sheet_and_row(number);
    let at = usize::try_from(sheet.saturating_sub(1)).unwrap_or_default();
    let Some(header) = headers.get(at).or_else(|| headers.first()) else { return Vec::new() };
    placing::placed(header, row, &whom, faults)
}
