//! Whom the rows did not name, behind the last of them.

use std::collections::HashSet;

use super::Importer;
use crate::domain::roster_missing::{Complete, Missing, MissingPerson};
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::import::missing::Search;

impl Importer<'_> {
    /// Whom earlier rosters of the townships and labels of this one named, and this one does not. `refused` are the names
    /// in rows that were refused, `shape` tells rosters of one kind from others.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn missing(&self, refused: &HashSet<CleanText>, shape: &str) -> Result<Missing> {
        let on = self.origin.ctx.today;
        Search { scope: &self.scope, refused, shape, on }.missing(self.tx)
    }

    /// Whose memberships end if the roster is complete; or what it is said to be complete for and names nobody of. More
    /// than an act may hold are one more than that.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn ending(
        &self,
        refused: &HashSet<CleanText>,
        complete: &Complete,
    ) -> Result<std::result::Result<Vec<MissingPerson>, CleanText>> {
        let search = Search { scope: &self.scope, refused, shape: "", on: complete.on };
        if let Some(what) = search.not_named(self.tx, complete)? {
            return Ok(Err(what));
        }
        search.ending(self.tx, complete).map(Ok)
    }
}
