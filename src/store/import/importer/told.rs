//! What is told of the last row besides its fate.

use rusqlite::OptionalExtension;

use super::Importer;
use crate::domain::fact_history::{Fact, FactChange};
use crate::domain::ids::RecipientId;
use crate::domain::roster::{CHANGES_MAX, Column, Fault, RowJoin};
use crate::domain::text::CleanText;
use crate::store::codec;
use crate::store::file::error::Result;
use crate::store::import::lookalikes::Resemblance;
use crate::store::recipients::history;

/// The last row.
#[derive(Default)]
pub(super) struct LastRow {
    /// Whom the newcomer may be.
    pub(super) resembles: Resemblance,
    /// Labels that had ended and are held anew.
    pub(super) again: Vec<(Column, Fault)>,
    /// What it would change.
    pub(super) changes: Vec<FactChange>,
    /// What of it is left out, since it is about somebody whom an earlier row named.
    pub(super) joins: Option<RowJoin>,
    /// Whom it means, by that one's own name.
    pub(super) known: Option<i64>,
}

impl Importer<'_> {
    /// Whom the newcomer of the last row may be, once.
    pub fn take_resemblance(&mut self) -> Resemblance {
        std::mem::take(&mut self.last.resembles)
    }

    /// The labels of the last row that had ended and are held anew, once.
    pub fn take_held_again(&mut self) -> Vec<(Column, Fault)> {
        std::mem::take(&mut self.last.again)
    }

    /// What of the last row was left out, where it joins an earlier one, once.
    pub fn take_join(&mut self) -> Option<RowJoin> {
        self.last.joins.take()
    }

    /// What the last row would change, once: told by a dry run, of the first [`CHANGES_MAX`] rows.
    pub fn take_changes(&mut self) -> Vec<FactChange> {
        std::mem::take(&mut self.last.changes)
    }

    /// Whom the last row means, where the register had that one under the same name before.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn recipient(&self) -> Result<Option<RecipientId>> {
        let Some(no) = self.last.known else { return Ok(None) };
        let mut statement = self.tx.prepare_cached("SELECT id FROM main.recipient WHERE local_id = ?1")?;
        let id: Option<String> = statement.query_row([no], |row| row.get(0)).optional()?;
        id.map(|id| codec::recipient_id(&id)).transpose()
    }

    /// Compares what a dry run made of its copy of a recipient with the register. What a row that renames would take the
    /// place of is not told: who guesses a number must not learn whose it is.
    pub(super) fn compare(&mut self, no: i64, added: Vec<(Fact, CleanText)>, renames: bool) -> Result<()> {
        if self.dry_run.is_none() || self.compared == CHANGES_MAX {
            return Ok(());
        }
        self.compared += 1;
        let [before, after] = ["main", "temp"].map(|place| self.facts(no, place));
        let mut changes = history::changes(self.tx, &history::facts(before?), &history::facts(after?))?;
        if renames {
            for change in &mut changes {
                change.before = CleanText::default();
            }
        }
        let joined = added.into_iter();
        changes.extend(joined.map(|(fact, after)| FactChange { fact, before: CleanText::default(), after }));
        self.last.changes = changes;
        Ok(())
    }

    /// The columns of a recipient as JSON.
    fn facts(&self, no: i64, place: &str) -> Result<Option<String>> {
        let sql = format!(
            "SELECT json_object('name', r.name, 'id_number', r.id_number, 'sex', r.sex, 'birth', r.birth,
                'phone', r.phone, 'card', r.card, 'township', r.township, 'village', v.name,
                'address', r.address, 'household', r.household, 'note', r.note)
             FROM {place}.recipient AS r JOIN {place}.village AS v ON v.local_id = r.village WHERE r.local_id = ?1"
        );
        let mut statement = self.tx.prepare_cached(&sql)?;
        Ok(statement.query_row([no], |row| row.get(0)).optional()?)
    }
}
