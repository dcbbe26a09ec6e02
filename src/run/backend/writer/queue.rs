//! What is to be written, between the loop that asks and the thread that writes.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::Write;
use crate::app::msg::Msg;
use crate::domain::error::RegisterError;
use crate::domain::op::Op;
use crate::domain::text::CleanText;

/// Between two tries while another program has the lock.
const RETRY: Duration = Duration::from_millis(5);
/// How long a write that a person waits for is tried.
const PATIENCE: Duration = Duration::from_secs(15);

/// Something to be written, since when, and whether it was told that it waits.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) write: Write,
    since: Instant,
    told: bool,
}

/// The queue.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    /// There is something to do.
    changed: Condvar,
    /// All is written.
    empty: Condvar,
    /// Set to stop what is being written.
    stop: Arc<AtomicBool>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Waiting>,
    /// Whether something is being written.
    writing: bool,
    /// Whether that is what a person asked for and can take back; a draft is kept.
    stoppable: bool,
    /// When to give up what is still waiting, once the program ends.
    end: Option<Instant>,
}

impl Queue {
    /// What stops SQLite in what is being written.
    pub(super) fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// Puts something behind all that waits. A draft takes the place of an older one of the same form.
    pub(super) fn push(&self, write: Write) {
        let mut state = self.lock();
        if let Write::Draft(draft) = &write {
            state
                .waiting
                .retain(|older| !matches!(&older.write, Write::Draft(other) if other.is_of_same(draft)));
        }
        state.waiting.push_back(Waiting { write, since: Instant::now(), told: false });
        self.changed.notify_one();
    }

    /// The next thing to write; none when it is to end.
    pub(super) fn next(&self) -> Option<Waiting> {
        let mut state = self.lock();
        loop {
            if let Some(next) = state.waiting.pop_front() {
                self.stop.store(false, Ordering::Relaxed);
                state.writing = true;
                state.stoppable = matches!(next.write, Write::Commit(_));
                return Some(next);
            }
            if state.end.is_some() {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// What was next has been written, or cannot be.
    pub(super) fn done(&self) {
        let mut state = self.lock();
        state.writing = false;
        if state.waiting.is_empty() {
            self.empty.notify_all();
        }
    }

    /// Puts back what was next, since `holder` has the lock, and answers what is to be told of all that waits.
    pub(super) fn put_back(&self, next: Waiting, holder: &CleanText) -> Vec<Msg> {
        let mut state = self.lock();
        state.writing = false;
        if !is_outdated(&next, &state.waiting) {
            state.waiting.push_front(next);
        }
        let mut told = Vec::new();
        let given_up = state.end.is_some_and(|end| end <= Instant::now());
        let withdrawn = self.stop.swap(false, Ordering::Relaxed);
        for mut waiting in std::mem::take(&mut state.waiting) {
            if let Write::Commit(op) = &waiting.write {
                if withdrawn {
                    told.push(stopped(op));
                    continue;
                }
                if waiting.since.elapsed() >= PATIENCE {
                    told.push(Msg::NotCommitted(op.clone(), Box::new(RegisterError::Busy(holder.clone()))));
                    continue;
                }
                if !std::mem::replace(&mut waiting.told, true) {
                    told.push(Msg::WriteWaits(holder.clone()));
                }
            }
            if !given_up {
                state.waiting.push_back(waiting);
            }
        }
        if state.waiting.is_empty() {
            self.empty.notify_all();
        }
        told
    }

    /// Waits until it is time for another try, or something else is to be done.
    pub(super) fn pause(&self) {
        let state = self.lock();
        if !state.waiting.is_empty() {
            let _woken = self.changed.wait_timeout(state, RETRY);
        }
    }

    /// Takes back all that a person asked for and is not being written yet, and stops what is being written.
    pub(super) fn withdraw(&self) -> Vec<Msg> {
        let mut state = self.lock();
        if state.writing && state.stoppable {
            self.stop.store(true, Ordering::Relaxed);
        }
        let mut told = Vec::new();
        for waiting in std::mem::take(&mut state.waiting) {
            match &waiting.write {
                Write::Commit(op) => told.push(stopped(op)),
                Write::Draft(_) | Write::Create(_) => state.waiting.push_back(waiting),
            }
        }
        told
    }

    /// Waits until all is written; whether it is.
    pub(super) fn flush(&self, until: Instant) -> bool {
        let mut state = self.lock();
        while state.writing || !state.waiting.is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            (state, _) = self.empty.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner);
        }
        true
    }

    /// Has the writer end when all is written; what still waits at `until` is given up.
    pub(super) fn end(&self, until: Instant) {
        self.lock().end = Some(until);
        self.changed.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a newer draft of the same form waits.
fn is_outdated(next: &Waiting, waiting: &VecDeque<Waiting>) -> bool {
    let Write::Draft(draft) = &next.write else { return false };
    waiting.iter().any(|newer| matches!(&newer.write, Write::Draft(other) if other.is_of_same(draft)))
}

fn stopped(op: &Op) -> Msg {
    Msg::NotCommitted(Box::new(op.clone()), Box::new(RegisterError::Stopped))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::{EntryId, RecipientId};
    use crate::domain::op::Draft;

    fn draft(id: u128, body: &'static str) -> Write {
        let (id, recipient) = (EntryId(Uuid::from_u128(id)), RecipientId(Uuid::nil()));
        Write::Draft(Draft { id, recipient, body: CleanText::from(body) }.into())
    }

    fn op() -> Op {
        Op::DropDraft(EntryId(Uuid::nil()))
    }

    fn commit() -> Write {
        Write::Commit(Box::new(op()))
    }

    fn holder() -> CleanText {
        CleanText::from("pid 4242 somebody")
    }

    /// What waits, in order, once nothing more is pushed.
    fn rest(queue: &Queue) -> Vec<Write> {
        queue.end(Instant::now() + PATIENCE);
        std::iter::from_fn(|| queue.next().map(|waiting| waiting.write)).collect()
    }

    fn is_stopped(msg: &Msg) -> bool {
        matches!(msg, Msg::NotCommitted(done, error) if **done == op() && **error == RegisterError::Stopped)
    }

    #[test]
    fn a_newer_draft_takes_the_place_of_an_older_one_of_the_same_form() {
        let queue = Queue::default();
        for write in [draft(1, "一"), draft(2, "别的"), draft(1, "二"), commit()] {
            queue.push(write);
        }
        let tried = queue.next().unwrap();
        assert_eq!(tried.write, draft(2, "别的"));
        assert!(queue.put_back(tried, &holder()).iter().all(|msg| matches!(msg, Msg::WriteWaits(_))));
        let tried = queue.next().unwrap();
        queue.push(draft(2, "更新"));
        queue.put_back(tried, &holder());
        assert_eq!(rest(&queue), [draft(1, "二"), commit(), draft(2, "更新")]);
    }

    #[test]
    fn who_waits_for_a_write_is_told_once_and_a_draft_waits_in_silence() {
        let queue = Queue::default();
        queue.push(draft(1, "一"));
        let tried = queue.next().unwrap();
        assert!(queue.put_back(tried, &holder()).is_empty());
        queue.push(commit());
        for times in [1, 0] {
            let tried = queue.next().unwrap();
            let told = queue.put_back(tried, &holder());
            assert_eq!(told.len(), times);
            assert!(told.iter().all(|msg| matches!(msg, Msg::WriteWaits(who) if *who == holder())));
        }
        assert_eq!(rest(&queue), [draft(1, "一"), commit()]);
    }

    #[test]
    fn what_is_taken_back_is_not_written_but_a_draft_stays() {
        let queue = Queue::default();
        queue.push(draft(1, "一"));
        queue.push(commit());
        let told = queue.withdraw();
        assert!(told.len() == 1 && told.iter().all(is_stopped), "{told:?}");
        assert_eq!(rest(&queue), [draft(1, "一")]);
    }

    #[test]
    fn what_is_taken_back_while_it_is_tried_is_not_tried_again() {
        let queue = Queue::default();
        queue.push(commit());
        let tried = queue.next().unwrap();
        assert!(queue.withdraw().is_empty());
        assert!(queue.stop().load(Ordering::Relaxed), "SQLite is stopped in it");
        let told = queue.put_back(tried, &holder());
        assert!(told.len() == 1 && told.iter().all(is_stopped), "{told:?}");
        assert_eq!(rest(&queue), []);
        assert!(!queue.stop().load(Ordering::Relaxed), "what comes next is not stopped");
    }

    #[test]
    fn a_draft_that_is_written_is_not_stopped() {
        let queue = Queue::default();
        queue.push(draft(1, "一"));
        let tried = queue.next().unwrap();
        queue.push(commit());
        let told = queue.withdraw();
        assert!(told.len() == 1 && told.iter().all(is_stopped), "{told:?}");
        assert!(!queue.stop().load(Ordering::Relaxed));
        queue.put_back(tried, &holder());
        assert_eq!(rest(&queue), [draft(1, "一")]);
    }

    #[test]
    fn what_waits_at_the_end_is_tried_until_then() {
        let queue = Queue::default();
        queue.push(draft(1, "一"));
        assert!(!queue.flush(Instant::now()));
        queue.end(Instant::now() + PATIENCE);
        let tried = queue.next().unwrap();
        queue.put_back(tried, &holder());
        let tried = queue.next().unwrap();
        queue.end(Instant::now());
        queue.put_back(tried, &holder());
        assert!(queue.next().is_none());
        assert!(queue.flush(Instant::now()));
    }
}
