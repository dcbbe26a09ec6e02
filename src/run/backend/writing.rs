//! What is to be written, for the loop that asks and for the thread that waits for signals: a half-filled form that
//! the loop would keep in a moment is kept before a signal ends the program.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::environment::{Environment, Register};
use super::writer::{Write, Writer};
use crate::app::msg::Msg;
use crate::domain::op::HalfFilled;
use crate::term::Reporter;

/// What is to be written.
pub(super) struct Writing {
    environment: Environment,
    register: Register,
    reporter: Reporter<Msg>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The thread, once something was to be written.
    writer: Option<Writer>,
    /// The form that is not kept yet.
    draft: Option<HalfFilled>,
    /// Whether a signal ends the program: nothing more is asked for by a person.
    ends: bool,
}

impl Writing {
    pub(super) fn new(environment: Environment, register: Register, reporter: Reporter<Msg>) -> Arc<Self> {
        Arc::new(Self { environment, register, reporter, state: Mutex::default() })
    }

    /// Has something written after all that came before.
    pub(super) fn write(&self, write: Write) {
        let mut state = self.lock();
        if matches!(write, Write::Draft(_)) {
            state.draft = None;
        } else if state.ends {
            return;
        }
        self.writer(&mut state).write(write);
    }

    /// A form will be kept in a moment.
    pub(super) fn note(&self, draft: HalfFilled) {
        self.lock().draft = Some(draft);
    }

    /// Takes back what a person asked for, as [`Writer::withdraw`].
    pub(super) fn withdraw(&self) -> Vec<Msg> {
        self.lock().writer.as_ref().map(Writer::withdraw).unwrap_or_default()
    }

    /// Waits until all is written, at most so long; whether it is.
    pub(super) fn flush(&self, within: Duration) -> bool {
        let flusher = self.lock().writer.as_ref().map(Writer::flusher);
        flusher.is_none_or(|flush| flush(Instant::now() + within))
    }

    /// As [`Writing::flush`], with the form that is not kept yet, before a signal ends the program.
    pub(super) fn flush_all(&self, within: Duration) -> bool {
        let mut state = self.lock();
        state.ends = true;
        if let Some(draft) = state.draft.take() {
            self.writer(&mut state).write(Write::Draft(draft));
        }
        drop(state);
        self.flush(within)
    }

    /// Has the thread end when all is written, and give up what still waits at `until`.
    pub(super) fn finish(&self, until: Instant) {
        if let Some(writer) = &self.lock().writer {
            writer.finish(until);
        }
    }

    /// Whether its thread was started.
    #[cfg(test)]
    pub(super) fn has_begun(&self) -> bool {
        self.lock().writer.is_some()
    }

    fn writer<'a>(&self, state: &'a mut State) -> &'a mut Writer {
        state.writer.get_or_insert_with(|| {
            Writer::start(self.environment.clone(), Arc::clone(&self.register), self.reporter.clone())
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
