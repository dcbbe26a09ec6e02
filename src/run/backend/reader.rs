//! The thread that answers questions, one after another. What nobody waits for any more is not answered, and
//! where it is being answered already SQLite is stopped.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use super::answer::{answer, answered};
use super::environment::{Environment, Register};
use super::folder;
use crate::app::msg::Msg;
use crate::app::query::{Query, QueryResult, RequestId};
use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::Store;
use crate::term::{Reporter, guarded};

/// How often a question is asked again of a register that somebody else begins to write meanwhile, where it can only
/// be read as it lies.
const TRIES: usize = 5;

/// The loop's end of the thread.
pub(super) struct Reader {
    shared: Arc<Shared>,
    /// Closed when the thread has ended.
    ended: Receiver<()>,
}

struct Shared {
    queue: Mutex<Queue>,
    /// Something was asked, or it is to end.
    changed: Condvar,
    /// Whether what is being answered is forgotten.
    forgotten: Arc<AtomicBool>,
}

#[derive(Default)]
struct Queue {
    asked: VecDeque<(RequestId, Query)>,
    /// What is being answered.
    current: Option<RequestId>,
    end: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next question; none when it is to end.
    fn next(&self) -> Option<(RequestId, Query)> {
        let mut queue = self.lock();
        loop {
            if queue.end {
                return None;
            }
            if let Some((id, query)) = queue.asked.pop_front() {
                self.forgotten.store(false, Ordering::Relaxed);
                queue.current = Some(id);
                return Some((id, query));
            }
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether the answer is still wanted; it is no longer current.
    fn is_wanted(&self) -> bool {
        let mut queue = self.lock();
        queue.current = None;
        !self.forgotten.load(Ordering::Relaxed)
    }
}

impl Reader {
    /// Starts it with the connection that is open already, if one is.
    pub(super) fn start(
        environment: Environment,
        register: Register,
        store: Option<Store>,
        reporter: Reporter<Msg>,
    ) -> Self {
        let shared =
            Arc::new(Shared { queue: Mutex::default(), changed: Condvar::new(), forgotten: Arc::default() });
        let (alive, ended) = mpsc::channel();
        let worker = Worker { environment, register, store, reporter, shared: Arc::clone(&shared) };
        thread::spawn(move || worker.work(alive));
        Self { shared, ended }
    }

    /// Asks; the answer is sent through the reporter.
    pub(super) fn ask(&self, id: RequestId, query: Query) {
        self.shared.lock().asked.push_back((id, query));
        self.shared.changed.notify_one();
    }

    /// The answer is not wanted any more.
    pub(super) fn forget(&self, id: RequestId) {
        let mut queue = self.shared.lock();
        queue.asked.retain(|(asked, _)| *asked != id);
        if queue.current == Some(id) {
            self.shared.forgotten.store(true, Ordering::Relaxed);
        }
    }

    /// Has it end, whatever it is at, and waits until its connection is closed, at most until then.
    pub(super) fn end(&self, until: Instant) {
        self.shared.lock().end = true;
        self.shared.forgotten.store(true, Ordering::Relaxed);
        self.shared.changed.notify_one();
        let _ = self.ended.recv_timeout(until.saturating_duration_since(Instant::now()));
    }
}

struct Worker {
    environment: Environment,
    register: Register,
    store: Option<Store>,
    reporter: Reporter<Msg>,
    shared: Arc<Shared>,
}

impl Worker {
    /// Works until it is to end; `alive` is dropped after the connection.
    fn work(mut self, alive: Sender<()>) {
        if let Some(store) = &mut self.store {
            // If it cannot be stopped it reads on to the end.
            let _ = store.stop_when(Arc::clone(&self.shared.forgotten));
        }
        while let Some((id, query)) = self.shared.next() {
            let result = guarded(|| self.answer(query))
                .unwrap_or_else(|panic| Err(RegisterError::Storage(CleanText::shown(&panic))));
            if self.shared.is_wanted() {
                self.reporter.report(answered(id, result));
            }
        }
        drop(self);
        drop(alive);
    }

    fn answer(&mut self, query: Query) -> Result<QueryResult, RegisterError> {
        if let Query::Folder(path) = query {
            return folder::read(path).map(QueryResult::Folder);
        }
        let clock = self.environment.clock;
        for _ in 0..TRIES {
            let store = match self.store.take() {
                Some(store) if !store.is_outdated() && !store.is_replaced() => store,
                Some(_) | None => self.opened()?,
            };
            let result = answer(&store, query.clone(), clock);
            let outdated = store.is_outdated();
            self.store = Some(store);
            if !outdated {
                return result;
            }
        }
        Err(RegisterError::Busy(CleanText::default()))
    }

    /// A new connection, which stops where it is forgotten; to another register, where that has taken the place of the
    /// one before.
    fn opened(&self) -> Result<Store, RegisterError> {
        let register = self.register.get().ok_or_else(|| self.environment.missing())?;
        let mut store = match register.open() {
            Err(RegisterError::Replaced) => {
                let store = register.open_replacement()?;
                self.register.set(store.reopener());
                store
            }
            opened => opened?,
        };
        store.stop_when(Arc::clone(&self.shared.forgotten))?;
        Ok(store)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared() -> Shared {
        Shared { queue: Mutex::default(), changed: Condvar::new(), forgotten: Arc::default() }
    }

    fn id(serial: u32) -> RequestId {
        RequestId { layer: 1, serial }
    }

    #[test]
    fn what_is_forgotten_is_not_answered_and_does_not_stop_what_comes_next() {
        let shared = Arc::new(shared());
        let reader = Reader { shared: Arc::clone(&shared), ended: mpsc::channel().1 };
        for serial in 1..=3 {
            reader.ask(id(serial), Query::Rounds);
        }
        assert_eq!(shared.next().map(|(id, _)| id), Some(id(1)));
        reader.forget(id(2));
        assert!(!shared.forgotten.load(Ordering::Relaxed), "another is being answered");
        reader.forget(id(1));
        assert!(shared.forgotten.load(Ordering::Relaxed), "SQLite is stopped in it");
        assert!(!shared.is_wanted());
        assert_eq!(shared.next().map(|(id, _)| id), Some(id(3)));
        assert!(shared.is_wanted());
        reader.forget(id(3));
        reader.end(Instant::now());
        assert!(shared.next().is_none());
    }
}
