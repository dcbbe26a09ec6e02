//! A roster that asks the register by numbers stands in the audit before it is answered, and waits where many did.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::import::ImportError;
use crate::domain::op::WriteContext;
use crate::domain::progress::{ImportPhase, ImportProgress};
use crate::domain::roster::ContentHash;
use crate::domain::search::{Compared, UNCOUNTED};
use crate::domain::text::CleanText;
use crate::store::{RosterAsked, Store};

/// Between two looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(100);

/// Writes down what a roster asks of the register, and holds the answer back. One that goes on to write waits for its
/// guesses alone: what it writes tells of it.
///
/// # Errors
/// [`ImportError::Stopped`].
pub(in crate::exchange) fn ask(
    store: &mut Store,
    path: &Path,
    content: ContentHash,
    compared: Compared,
    ctx: &WriteContext,
    writes: bool,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<(), ImportError> {
    if compared.by_number == 0 {
        return Ok(());
    }
    let file = CleanText::shown(&path.file_name().unwrap_or_default().to_string_lossy());
    let asked = RosterAsked { file: &file, content, compared, writes };
    let compared = &asked.compared;
    // Where it cannot be written down, one program waits after the other.
    let (wait, _turn) = match store.note_roster(&asked, ctx) {
        Ok(wait) => (wait, None),
        Err(_) if writes => (compared.guesses_held_back(), None),
        Err(_) => (UNCOUNTED + compared.held_back(0), store.one_at_a_time()),
    };
    let began = Instant::now();
    let total = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    while let elapsed = began.elapsed()
        && elapsed < wait
    {
        let done = u64::try_from(elapsed.as_millis()).unwrap_or(total);
        if !progress(ImportProgress { phase: ImportPhase::HeldBack, rows: compared.by_number, done, total }) {
            return Err(ImportError::Stopped);
        }
        thread::sleep(LOOK.min(wait.saturating_sub(elapsed)));
    }
    Ok(())
}
