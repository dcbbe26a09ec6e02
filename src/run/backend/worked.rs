//! Questions of the screen of work.

use chrono::NaiveDate;

use crate::app::query::{Meant, WorkAsk, WorkTold};
use crate::domain::error::RegisterError;
use crate::domain::search::is_by_number;
use crate::store::Store;

/// Answers one.
///
/// # Errors
/// Storage troubles.
pub(super) fn told(store: &Store, asked: WorkAsk, today: NaiveDate) -> Result<WorkTold, RegisterError> {
    Ok(match asked {
        WorkAsk::Page(query) => WorkTold::Page(store.work_page(&query)?),
        WorkAsk::Sum(query) => WorkTold::Sum(store.work_sum(&query)?),
        WorkAsk::Progress(year) => WorkTold::Progress(store.confirm_progress(year, today)?),
        WorkAsk::Unseen(query) => WorkTold::Unseen(store.unseen(&query)?),
        // A name alone: nobody is found by a number here, so that nothing needs to be counted.
        WorkAsk::Whom(name) if is_by_number(&name) => WorkTold::Whom(Meant::Nobody),
        WorkAsk::Whom(name) => WorkTold::Whom(match store.resolve(&name) {
            Ok(id) => Meant::One(id),
            Err(RegisterError::NotFound(_)) => Meant::Nobody,
            Err(RegisterError::Ambiguous(several)) => Meant::Several(several),
            Err(other) => return Err(other),
        }),
    })
}
