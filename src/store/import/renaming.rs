//! A row whose ID number belongs to somebody of another name: a slip in the file far more often than a new name, and
//! two such rows swap two people. It is refused; where renaming was asked for, still if the name is somebody else's.

use std::collections::HashSet;

use rusqlite::Transaction;

use crate::domain::roster::{Column, Fault, RosterEntry};
use crate::domain::text::CleanText;
use crate::domain::text::mask;
use crate::store::file::error::Result;

/// Anybody of a name but one recipient.
const NAMED: &str = "SELECT EXISTS (SELECT 1 FROM recipient INDEXED BY recipient_name
     WHERE name = ?1 AND local_id <> ?2)";
/// In a dry run: here, among the copies, or there, in the register, without those who were copied.
const NAMED_HERE_OR_THERE: &str = "SELECT EXISTS (SELECT 1 FROM temp.recipient INDEXED BY recipient_name
     WHERE name = ?1 AND local_id <> ?2)
  OR EXISTS (SELECT 1 FROM main.recipient AS r INDEXED BY recipient_name
     WHERE name = ?1 AND local_id <> ?2
       AND NOT EXISTS (SELECT 1 FROM temp.recipient AS t WHERE t.local_id = r.local_id))";

/// What an import does about other names.
pub(crate) struct Renaming {
    /// Whether it was asked to rename.
    allowed: bool,
    /// Names that rows before have taken from somebody: whoever gets one of them may be in a ring.
    given_up: HashSet<String>,
}

/// What a row with a known ID number does to the name.
pub(crate) enum NameVerdict {
    /// It is the same.
    Same,
    /// It is another, and may be put in.
    Renames,
    /// The row is refused.
    Refused(Vec<(Column, Fault)>),
}

impl Renaming {
    pub(crate) fn new(allowed: bool) -> Self {
        Self { allowed, given_up: HashSet::new() }
    }

    /// Judges the name of a row about the recipient `no`, whose ID number it bears. `need_names` puts up the index
    /// of names.
    pub(crate) fn judge(
        &mut self,
        tx: &Transaction<'_>,
        no: i64,
        entry: &RosterEntry,
        dry: bool,
        need_names: impl FnOnce() -> Result<()>,
    ) -> Result<NameVerdict> {
        let registered: String = tx
            .prepare_cached("SELECT name FROM recipient WHERE local_id = ?1")?
            .query_row([no], |row| row.get(0))?;
        let registered = CleanText::unmasked(&registered);
        if registered.same_name(&entry.name) {
            return Ok(NameVerdict::Same);
        }
        let number = entry.id_number.as_ref().map(|id| mask::id(id.as_str())).unwrap_or_default();
        let refused = |fault: Fault| NameVerdict::Refused(vec![(Column::IdNumber, fault)]);
        if !self.allowed {
            return Ok(refused(Fault::IdOfAnother { number, name: registered }));
        }
        need_names()?;
        let sql = if dry { NAMED_HERE_OR_THERE } else { NAMED };
        let taken: bool = tx.prepare_cached(sql)?.query_row((entry.name.as_str(), no), |row| row.get(0))?;
        if taken || self.given_up.contains(entry.name.as_str()) {
            return Ok(refused(Fault::NameOfAnother { number, name: registered }));
        }
        self.given_up.insert(registered.to_string());
        Ok(NameVerdict::Renames)
    }
}
