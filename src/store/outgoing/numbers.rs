//! Numbers in full, for whoever names a line of the audit that says why.

use rusqlite::OptionalExtension as _;

use crate::domain::error::RegisterError;
use crate::domain::export::ExportGrant;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::outgoing::note;
use crate::store::register::Store;

/// Whoever holds it is told numbers in full: a line of the audit says so.
#[derive(Debug)]
pub struct FullNumbers(());

impl Store {
    /// Opens numbers in full by the line of the audit that was written for them.
    ///
    /// # Errors
    /// The register does not hold that line, or it says that numbers are masked; storage troubles.
    pub fn full_numbers(&self, grant: &ExportGrant) -> Result<FullNumbers> {
        let held: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT 1 FROM audit WHERE local_id = ?1 AND device = ?2 AND device_seq = ?3 AND action = ?4",
            )?
            .query_row((grant.line, grant.device.as_str(), grant.device_seq, note::FULL), |row| row.get(0))
            .optional()?;
        let missing = || RegisterError::NotFound(CleanText::shown(&format!("#{}", grant.line)));
        held.map(|_| FullNumbers(())).ok_or_else(missing)
    }
}
