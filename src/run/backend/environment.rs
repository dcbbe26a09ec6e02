//! What every thread behind the loop must know.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::app::effect::Beginning;
use crate::clock::{self, Clock};
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::store::{Reopener, Store};

/// The register of all threads, as soon as there is one.
pub(super) type Register = Arc<Current>;

/// How the register is opened once more; where another file takes its place, how that one is.
#[derive(Default)]
pub(super) struct Current(Mutex<Option<Reopener>>);

impl Current {
    pub(super) fn get(&self) -> Option<Reopener> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set(&self, reopener: Reopener) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(reopener);
    }
}

/// What every thread must know of the program.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Where the register lies, or will.
    pub place: PathBuf,
    /// The clock.
    pub clock: Clock,
    /// The account that acts.
    pub actor: fn() -> CleanText,
    /// The language of what a job reports.
    pub lang: Lang,
    /// The folder of the account for what programs remember; none where nothing is to be remembered.
    pub state: Option<PathBuf>,
    /// Creates a register at the place.
    pub create: fn(&Path, Beginning, &WriteContext) -> Result<Store, RegisterError>,
}

impl Environment {
    /// Who acts, when and on which day.
    pub(super) fn write_context(&self) -> WriteContext {
        WriteContext {
            today: self.clock.today(),
            day_source: self.clock.source(),
            now_ms: clock::now_ms(),
            actor: (self.actor)(),
        }
    }

    pub(super) fn missing(&self) -> RegisterError {
        RegisterError::Missing(CleanText::shown(&self.place.display().to_string()))
    }
}
