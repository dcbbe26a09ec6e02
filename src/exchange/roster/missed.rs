//! Whom a roster does not name although earlier ones did, and what ends of them where it is said to be complete.

use std::collections::HashSet;

use super::import::ImportError;
use crate::domain::batch::LARGEST_BATCH;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::roster::{CellFault, ImportReport};
use crate::domain::roster_missing::MissingEnds;
use crate::domain::text::CleanText;
use crate::store::Importer;

/// Names of refused rows that are kept in mind; of a roster with more nobody is told who is missing.
const REFUSED_MAX: usize = 20_000;

/// What bears on who is missing.
#[derive(Debug)]
pub(super) struct Missed {
    /// The shape of the roster.
    shape: String,
    /// Names in rows that were refused.
    refused: HashSet<CleanText>,
}

impl Missed {
    pub(super) fn new(shape: String) -> Self {
        Self { shape, refused: HashSet::new() }
    }

    /// The shape of the roster.
    pub(super) fn shape(&self) -> &str {
        &self.shape
    }

    /// A row was refused: whom it means is not missing.
    pub(super) fn refused(&mut self, faults: &[CellFault]) {
        let name = faults.first().map(|fault| &fault.whom.name).filter(|name| !name.is_empty());
        if let Some(name) = name.filter(|_| self.refused.len() <= REFUSED_MAX) {
            self.refused.insert(name.clone());
        }
    }

    /// Looks for them behind the last row.
    ///
    /// # Errors
    /// Storage troubles; the roster is said to be complete, and names nobody of that or lacks too many.
    pub(super) fn look(&self, importer: &Importer<'_>, report: &mut ImportReport) -> Result<(), ImportError> {
        if self.refused.len() > REFUSED_MAX {
            return Ok(());
        }
        report.missing = importer.missing(&self.refused, &self.shape)?;
        if let Some(complete) = &report.complete {
            let ending = importer.ending(&self.refused, complete)?;
            report.ends = ending.map_err(ImportError::NamesNobody)?;
            if report.ends.len() > LARGEST_BATCH {
                return Err(ImportError::TooManyMissing(LARGEST_BATCH));
            }
        }
        Ok(())
    }
}

/// What is to end with a roster whose rows were checked.
pub(super) fn ends(report: &ImportReport, new_id: &dyn Fn() -> RecipientId) -> Option<MissingEnds> {
    let complete = report.complete.as_ref().filter(|_| !report.ends.is_empty())?;
    let one = |person: &crate::domain::roster_missing::MissingPerson| {
        Some((person.whom.recipient?, person.rev, person.labels.clone()))
    };
    let people = report.ends.iter().filter_map(one).collect();
    Some(MissingEnds { id: EntryId(new_id().0), on: complete.on, about: complete.about(), people })
}
