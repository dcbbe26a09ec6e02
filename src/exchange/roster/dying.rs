//! The rows of a list of the dead on their way into the register.

use super::import::ImportError;
use super::pass::PassRun;
use crate::domain::roster::{CellFault, RosterEntry, RowPerson};
use crate::domain::roster_deaths::{DEATHS_MAX, DeathDay, DeathFate, DeathRow};
use crate::domain::text::CleanText;
use crate::store::Importer;

impl PassRun<'_> {
    /// Takes a row of a list of the dead.
    pub(super) fn death(
        &mut self,
        importer: &mut Importer<'_>,
        ((row, sheet), place): ((u64, CleanText), u64),
        (entry, said): (&RosterEntry, DeathDay),
        mut warnings: Vec<CellFault>,
    ) -> Result<(), ImportError> {
        let name = self.options.path.file_name().unwrap_or_default().to_string_lossy();
        let (fate, recipient) = importer.death(entry, said, &CleanText::shown(&name))?;
        if let Some(compared) = &mut self.compared {
            let known = !matches!(fate, DeathFate::Stranger | DeathFate::Perhaps);
            compared.add(entry, known, known && fate != DeathFate::OtherName);
        }
        if self.shown.is_some() && !fate.sets() {
            return Err(ImportError::OtherResult);
        }
        if fate.sets() {
            self.out.changed += 1;
            if let Some(found) = &mut self.found {
                found.insert(place);
            }
        } else if self.shown.is_none() {
            self.out.unchanged += 1;
        }
        if self.shown.is_some() {
            return Ok(());
        }
        let whom = RowPerson::of(entry, recipient);
        let day = match said {
            DeathDay::Died(day) | DeathDay::Behind(day) => Some(day),
            DeathDay::Unreadable => None,
        };
        // Of those who are not registered the first are told, of the others all.
        let told = self.out.deaths.len();
        if told < DEATHS_MAX && (fate != DeathFate::Stranger || told < DEATHS_MAX / 5) {
            self.out.deaths.push(DeathRow { row, sheet, whom: whom.clone(), day, fate });
        }
        // Of strangers nothing is kept, so nothing about them is odd.
        if fate != DeathFate::Stranger {
            for warning in &mut warnings {
                warning.whom = whom.clone();
            }
            self.out.warned.append(&mut warnings);
        }
        self.bounded()
    }
}
