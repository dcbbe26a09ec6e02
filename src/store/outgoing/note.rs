//! The line of the audit that says that something leaves.

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::export::{ExportGrant, ExportNote};
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::ledger::sheets;
use crate::store::{audit, heads};

/// A list or a sheet left, its numbers masked.
pub(crate) const MASKED: &str = "export";
/// The same with numbers in full.
pub(crate) const FULL: &str = "export_full";

/// Records that a list or a sheet leaves: what was asked, how many rows, its form, how far the ledger reached, and why its
/// numbers are in full.
pub(crate) fn note(conn: &Connection, note: &ExportNote, ctx: &WriteContext) -> Result<ExportGrant> {
    let (action, reason) = match &note.reason {
        None => (MASKED, None),
        Some(reason) if reason.says_nothing() => return Err(RegisterError::ReasonRequired),
        Some(reason) => (FULL, Some(reason)),
    };
    let reached = heads::heads(conn)?.ledger;
    let told = format!("{} {} {reached}", note.rows, note.format.code());
    let told = reason.map_or(told.clone(), |reason| format!("{told}: {reason}"));
    let filters = Some(note.filters.as_str()).filter(|filters| !filters.is_empty());
    let act = audit::act(conn, ctx, action, note.what.code(), filters, Some(&told))?;
    let line = conn.last_insert_rowid();
    // Its number is that of the act behind this one.
    if let Some(sheet) = &note.sheet {
        sheets::add(conn, sheet, ctx)?;
    }
    Ok(ExportGrant { device: CleanText::shown(&act.device), device_seq: act.device_seq, line })
}
