//! The parts of a round for which a sheet to sign can be written: by station, team or township, all people, all units.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::numbered::is_open;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::plan::PlanFilter;
use crate::domain::recipient::Kind;
use crate::domain::sign_sheet::{NumberedQuery, SheetBy, SheetPart};
use crate::domain::text::CleanText;
use crate::store::Store;

/// The parts of a round in which somebody is still to be visited, with how many; as the plan orders them.
///
/// # Errors
/// Storage troubles.
pub fn parts(store: &Store, round: RoundCode, today: NaiveDate) -> Result<Vec<SheetPart>, RegisterError> {
    let townships = store.townships()?;
    let mut found: Vec<SheetPart> = Vec::new();
    let mut at: BTreeMap<(SheetBy, CleanText, bool), usize> = BTreeMap::new();
    store.plan_lines(round, &PlanFilter::default(), today, |line| {
        if !is_open(&line.row) {
            return Ok::<_, RegisterError>(());
        }
        let units = line.row.kind == Kind::Unit;
        let code = townships.iter().find(|one| one.name == line.row.township).map(|one| one.code.clone());
        for by in SheetBy::ALL {
            let name = match by {
                SheetBy::Whole => CleanText::default(),
                // Units stand apart, as in every list of townships and stations.
                SheetBy::Station | SheetBy::Township if units => continue,
                SheetBy::Station => line.station.clone(),
                SheetBy::Township => line.row.township.clone(),
                SheetBy::Team => line.team.clone(),
            };
            if name.is_empty() && by != SheetBy::Whole {
                continue;
            }
            let no = *at.entry((by, name.clone(), units)).or_insert(found.len());
            if no == found.len() {
                let filter = match by {
                    SheetBy::Station => PlanFilter { station: Some(name.clone()), ..PlanFilter::default() },
                    SheetBy::Team => PlanFilter { team: Some(name.clone()), ..PlanFilter::default() },
                    SheetBy::Township => PlanFilter { township: code.clone(), ..PlanFilter::default() },
                    SheetBy::Whole => PlanFilter::default(),
                };
                found.push(SheetPart { by, name, query: NumberedQuery { round, filter, units }, lines: 0 });
            }
            if let Some(part) = found.get_mut(no) {
                part.lines += 1;
            }
        }
        Ok(())
    })?;
    Ok(found)
}
