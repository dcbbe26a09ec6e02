//! The thread that answers questions, one after another. What nobody waits for any more is not answered, and
//! where it is being answered already SQLite is stopped.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::answer::{answer, answered};
use super::environment::{Environment, Register};
use super::folder;
use super::pacer::{self, Pacer};
use crate::app::bookmark::Bookmark;
use crate::app::msg::Msg;
use crate::app::query::{Query, QueryResult, RequestId};
use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::run::bookmark_file::BookmarkFile;
use crate::store::Store;
use crate::term::{Reporter, guarded};

/// How often a question is asked again of a register that somebody else begins to write meanwhile, where it can only
/// be read as it lies.
const TRIES: usize = 5;

/// Where the officer left is written no later than this after a change, once nothing else is asked.
const BOOKMARK_WAIT: Duration = Duration::from_secs(1);

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
    /// A search that is held back, and until when.
    held: Option<(Instant, RequestId, Query)>,
    /// What is being answered.
    current: Option<RequestId>,
    /// Where the officer left, and when it is to be written.
    bookmark: Option<(Instant, Bookmark)>,
    end: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next question, and tells whether it was held back long enough; none when it is to end. Meanwhile
    /// `keep` writes where the officer left.
    fn next(&self, mut keep: impl FnMut(&Bookmark)) -> Option<(RequestId, Query, bool)> {
        let mut queue = self.lock();
        loop {
            let now = Instant::now();
            let idle = queue.asked.is_empty() || queue.end;
            let end = queue.end;
            if let Some((_, bookmark)) = queue.bookmark.take_if(|(due, _)| idle && (end || *due <= now)) {
                drop(queue);
                keep(&bookmark);
                queue = self.lock();
                continue;
            }
            if queue.end {
                return None;
            }
            let due = queue.held.take_if(|(until, ..)| *until <= now).map(|(_, id, query)| (id, query, true));
            let next = due.or_else(|| queue.asked.pop_front().map(|(id, query)| (id, query, false)));
            if let Some(next) = next {
                self.forgotten.store(false, Ordering::Relaxed);
                queue.current = Some(next.0);
                return Some(next);
            }
            let held = queue.held.as_ref().map(|(until, ..)| *until);
            let next = held.into_iter().chain(queue.bookmark.as_ref().map(|(due, _)| *due)).min();
            let left = next.map(|next| next.saturating_duration_since(now));
            queue = match left {
                Some(left) => {
                    self.changed.wait_timeout(queue, left).unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Puts the search that was to be answered now aside until then, unless nobody waits for it any more. What else is
    /// asked is answered meanwhile.
    fn hold(&self, until: Instant, id: RequestId, query: Query) {
        let mut queue = self.lock();
        queue.current = None;
        if !self.forgotten.load(Ordering::Relaxed) {
            queue.held = Some((until, id, query));
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
        let worker = Worker {
            environment,
            register,
            store,
            reporter,
            shared: Arc::clone(&shared),
            pacer: Pacer::default(),
        };
        thread::spawn(move || worker.work(alive));
        Self { shared, ended }
    }

    /// Asks; the answer is sent through the reporter.
    pub(super) fn ask(&self, id: RequestId, query: Query) {
        self.shared.lock().asked.push_back((id, query));
        self.shared.changed.notify_one();
    }

    /// Has it write where the officer left, in a moment; of several only the last counts.
    pub(super) fn keep(&self, bookmark: Bookmark) {
        let mut queue = self.shared.lock();
        let due = queue.bookmark.take().map_or_else(|| Instant::now() + BOOKMARK_WAIT, |(due, _)| due);
        queue.bookmark = Some((due, bookmark));
        drop(queue);
        self.shared.changed.notify_one();
    }

    /// The answer is not wanted any more.
    pub(super) fn forget(&self, id: RequestId) {
        let mut queue = self.shared.lock();
        queue.asked.retain(|(asked, _)| *asked != id);
        queue.held.take_if(|(_, held, _)| *held == id);
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
    pacer: Pacer,
}

impl Worker {
    /// Works until it is to end; `alive` is dropped after the connection.
    fn work(mut self, alive: Sender<()>) {
        if let Some(store) = &mut self.store {
            // If it cannot be stopped it reads on to the end.
            let _ = store.stop_when(Arc::clone(&self.shared.forgotten));
        }
        let shared = Arc::clone(&self.shared);
        while let Some((id, query, was_held)) = shared.next(|bookmark| self.keep(bookmark)) {
            if !was_held && let Some(until) = guarded(|| self.pace(&query)).unwrap_or_default() {
                let seconds = until.saturating_duration_since(Instant::now()).as_secs() + 1;
                self.reporter.report(Msg::SearchHeldBack(seconds));
                self.shared.hold(until, id, query);
                continue;
            }
            let result = guarded(|| self.answer(query))
                .unwrap_or_else(|panic| Err(RegisterError::Storage(CleanText::shown(&panic))));
            if self.shared.is_wanted() {
                self.reporter.report(answered(id, result));
            }
        }
        drop(self);
        drop(alive);
    }

    /// Writes where the officer left. It is a convenience: what cannot be written is left.
    fn keep(&self, bookmark: &Bookmark) {
        let (Some(state), Some(store)) = (&self.environment.state, &self.store) else { return };
        if let Ok(device) = store.device() {
            let _ = BookmarkFile::new(state, &self.environment.place, &device).write(&bookmark.to_text());
        }
    }

    /// Until when a question is held back, if it is: a search by a number after many others.
    fn pace(&mut self, query: &Query) -> Option<Instant> {
        let typed = pacer::number_sought(query)?;
        let now = Instant::now();
        if let Some(before) = self.pacer.goes_on(&typed) {
            return Some(before).filter(|until| *until > now);
        }
        let mut store = self.store.take().map_or_else(|| self.opened(), Ok).ok()?;
        let noted = store.note_number_search(&self.environment.write_context());
        self.store = Some(store);
        let until = self.pacer.noted(typed, noted.ok(), now);
        Some(until).filter(|until| *until > now)
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
    use crate::domain::list::Sort;

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
        assert_eq!(shared.next(|_| ()).map(|(id, ..)| id), Some(id(1)));
        reader.forget(id(2));
        assert!(!shared.forgotten.load(Ordering::Relaxed), "another is being answered");
        reader.forget(id(1));
        assert!(shared.forgotten.load(Ordering::Relaxed), "SQLite is stopped in it");
        assert!(!shared.is_wanted());
        assert_eq!(shared.next(|_| ()).map(|(id, ..)| id), Some(id(3)));
        assert!(shared.is_wanted());
        reader.forget(id(3));
        reader.end(Instant::now());
        assert!(shared.next(|_| ()).is_none());
    }

    #[test]
    fn where_the_officer_left_is_written_when_nothing_is_asked_and_at_the_end() {
        let shared = Arc::new(shared());
        let reader = Reader { shared: Arc::clone(&shared), ended: mpsc::channel().1 };
        let named = |sort| Bookmark { sort, ..Bookmark::default() };
        reader.keep(named(Sort::Name));
        reader.keep(named(Sort::State));
        reader.ask(id(1), Query::Rounds);
        let mut kept = Vec::new();
        assert!(shared.next(|bookmark| kept.push(bookmark.sort)).is_some());
        assert_eq!(kept, [], "a question goes first");
        reader.end(Instant::now());
        assert!(shared.next(|bookmark| kept.push(bookmark.sort)).is_none());
        assert_eq!(kept, [Sort::State], "of several only the last");
    }

    #[test]
    fn a_search_that_is_held_back_keeps_nobody_waiting_and_can_be_forgotten() {
        let shared = Arc::new(shared());
        let reader = Reader { shared: Arc::clone(&shared), ended: mpsc::channel().1 };
        let next = || shared.next(|_| ()).map(|(id, _, was_held)| (id, was_held));
        reader.ask(id(1), Query::Rounds);
        assert_eq!(next(), Some((id(1), false)));
        shared.hold(Instant::now() + Duration::from_millis(30), id(1), Query::Rounds);
        reader.ask(id(2), Query::Rounds);
        assert_eq!(next(), Some((id(2), false)));
        assert_eq!(next(), Some((id(1), true)), "it is answered at its time");
        shared.hold(Instant::now(), id(1), Query::Rounds);
        reader.forget(id(1));
        reader.ask(id(3), Query::Rounds);
        assert_eq!(next(), Some((id(3), false)));
    }
}
