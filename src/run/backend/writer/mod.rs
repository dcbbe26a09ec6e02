//! The thread that writes, one thing after another. It never stands in the queue for the register's lock: where
//! another program has it, it tries again shortly, so that a write can be withdrawn meanwhile and a newer draft
//! takes the place of an older one.

mod queue;

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::effect::Beginning;
use crate::app::msg::Msg;
use crate::domain::error::RegisterError;
use crate::domain::op::{HalfFilled, Op, Receipt, WriteContext};
use crate::domain::search::held_back;
use crate::domain::text::CleanText;
use crate::run::backend::environment::{Environment, Register};
use crate::run::backend::keeper::Keeper;
use crate::store::{ProgressCallback, Store};
use crate::term::{Reporter, guarded};
use queue::Queue;

/// A refusal that tells of a number is held back no longer than this: drafts wait behind it.
const LONGEST_WAIT: Duration = Duration::from_secs(15);

/// Added to the time in which the thread is to end: for what it is at then.
const GRACE: Duration = Duration::from_millis(100);
/// Between two reports of progress.
const REPORT: Duration = Duration::from_millis(200);

/// Something to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Write {
    /// What a person asked for and waits for.
    Commit(Box<Op>),
    /// A half-filled form: it is tried until it succeeds, or the program ends.
    Draft(HalfFilled),
    /// A register where there is none.
    Create(Beginning),
}

/// The loop's end of the thread.
pub(super) struct Writer {
    queue: Arc<Queue>,
    /// Closed when the thread has ended.
    ended: Receiver<()>,
}

impl Writer {
    /// Starts it; the register is opened when something is first written.
    pub(super) fn start(environment: Environment, register: Register, reporter: Reporter<Msg>) -> Self {
        let queue = Arc::new(Queue::default());
        let (alive, ended) = mpsc::channel();
        let worker = Worker {
            environment,
            register,
            store: None,
            reporter,
            queue: Arc::clone(&queue),
            keeper: Keeper::default(),
            kept_before: None,
        };
        thread::spawn(move || worker.work(alive));
        Self { queue, ended }
    }

    /// Has something written after all that came before; what comes of it is sent through the reporter.
    pub(super) fn write(&self, write: Write) {
        self.queue.push(write);
    }

    /// Takes back what a person asked for and is not being written yet: it is answered as not written. What is
    /// being written is stopped if it still can be, and answered as ever.
    pub(super) fn withdraw(&self) -> Vec<Msg> {
        self.queue.withdraw()
    }

    /// What waits until all is written, or until then; it answers whether all is.
    pub(super) fn flusher(&self) -> impl FnOnce(Instant) -> bool + use<> {
        let queue = Arc::clone(&self.queue);
        move |until| queue.flush(until)
    }

    /// Has it end when all is written, and give up what is still waiting at `until`; waits for that, and for the
    /// connection to be closed.
    pub(super) fn finish(&self, until: Instant) {
        self.queue.end(until);
        let _ = self.ended.recv_timeout(until.saturating_duration_since(Instant::now()) + GRACE);
    }
}

struct Worker {
    environment: Environment,
    register: Register,
    store: Option<Store>,
    reporter: Reporter<Msg>,
    queue: Arc<Queue>,
    keeper: Keeper,
    /// The act of many before which the register was kept, or could not be: it is tried once, however often the act is.
    kept_before: Option<Box<Op>>,
}

impl Worker {
    /// Works until it is to end; `alive` is dropped after the connection.
    fn work(mut self, alive: Sender<()>) {
        while let Some(next) = self.queue.next() {
            let told = match self.attempt(&next.write) {
                Err(holder) => self.queue.put_back(next, &holder),
                Ok(msg) => {
                    self.queue.done();
                    vec![msg]
                }
            };
            let waits = told.is_empty();
            for msg in told {
                self.reporter.report(msg);
            }
            if waits {
                self.queue.pause();
            }
        }
        drop(self);
        drop(alive);
    }

    /// Tries to write.
    ///
    /// # Errors
    /// Another program has the lock; which.
    fn attempt(&mut self, write: &Write) -> Result<Msg, CleanText> {
        let op = match write {
            Write::Create(beginning) => return Ok(self.create(*beginning)),
            Write::Commit(op) => op.clone(),
            Write::Draft(draft) => Box::new(Op::from(draft.clone())),
        };
        let mut written = self.guarded_commit(&op);
        if written == Err(RegisterError::Replaced) {
            // The screens show the register before it: they are asked for anew. A half-filled form goes along.
            self.reporter.report(Msg::Touched);
            self.store = None;
            if self.follow().is_ok() && matches!(write, Write::Draft(_)) {
                written = self.guarded_commit(&op);
            }
        }
        match written {
            Ok(receipt) => Ok(Msg::Committed(op, Box::new(receipt))),
            Err(RegisterError::Busy(holder)) => Err(holder),
            Err(error) => Ok(Msg::NotCommitted(op, Box::new(error))),
        }
    }

    /// Goes over to the register that lies there now.
    fn follow(&mut self) -> Result<(), RegisterError> {
        let register = self.register.get().ok_or_else(|| self.environment.missing())?;
        let store = self.ready(register.open_replacement()?)?;
        self.register.set(store.reopener());
        self.store = Some(store);
        Ok(())
    }

    fn guarded_commit(&mut self, op: &Op) -> Result<Receipt, RegisterError> {
        guarded(|| self.commit(op)).unwrap_or_else(|panic| Err(panicked(&panic)))
    }

    fn commit(&mut self, op: &Op) -> Result<Receipt, RegisterError> {
        let ctx = self.environment.write_context();
        let callback = self.progress();
        let register = self.register.get().ok_or_else(|| self.environment.missing())?;
        let mut store = match self.store.take() {
            Some(store) if !store.is_read_only() => store,
            // One that could only be read, of a disk that was full, is tried anew: there may be room by now.
            Some(_) | None => self.ready(register.open()?)?,
        };
        if let Err(stopped) = self.keep_before(op, &store, &ctx) {
            self.store = Some(store);
            return Err(stopped);
        }
        // A letter of a half-filled form begins no backup.
        let due = !op.is_of_draft() && self.keeper.is_due(&store, &ctx);
        let written = store.commit_with_progress(op, &ctx, callback);
        if let Err(RegisterError::Person(objections)) = &written
            && (op.gives_numbers() || objections.iter().any(|one| one.rule.tells_of_a_number()))
        {
            // It counts as a search by a number, and waits as one; what is kept of a form waits no longer than this.
            let count = store.note_number_search(&ctx).unwrap_or(u32::MAX);
            thread::sleep(held_back(count).min(LONGEST_WAIT));
        }
        self.store = Some(store);
        if due && written.is_ok() {
            self.keeper.keep(register, ctx, self.reporter.clone());
        }
        written
    }

    /// Keeps the register as it is before many facts of it change. Where that fails the title says so, and the act goes on.
    ///
    /// # Errors
    /// It was taken back meanwhile.
    fn keep_before(&mut self, op: &Op, store: &Store, ctx: &WriteContext) -> Result<(), RegisterError> {
        if !op.concerns_many() || self.kept_before.as_deref() == Some(op) {
            return Ok(());
        }
        let kept = store.backup_before_many(ctx).map(drop);
        if kept == Err(RegisterError::Stopped) {
            return kept;
        }
        self.kept_before = Some(Box::new(op.clone()));
        self.reporter.report(Msg::Kept(kept.map_err(Box::new)));
        Ok(())
    }

    /// Reports how far a write is, at once and then now and again; what stops it is asked by the connection.
    fn progress(&self) -> ProgressCallback {
        let reporter = self.reporter.clone();
        let mut last: Option<Instant> = None;
        Box::new(move |progress| {
            if let Some((done, all)) = progress
                && last.is_none_or(|at| at.elapsed() >= REPORT)
            {
                last = Some(Instant::now());
                reporter.report(Msg::WriteProgress { done, all });
            }
            true
        })
    }

    fn create(&mut self, beginning: Beginning) -> Msg {
        let Environment { place, create, .. } = &self.environment;
        let ctx = self.environment.write_context();
        let created =
            guarded(|| create(place, beginning, &ctx)).unwrap_or_else(|panic| Err(panicked(&panic)));
        match created.and_then(|store| self.ready(store)) {
            Ok(store) => {
                self.register.set(store.reopener());
                self.store = Some(store);
                Msg::Opened
            }
            Err(error) => Msg::NotOpened(Box::new(error)),
        }
    }

    /// Makes a connection this thread's own.
    fn ready(&self, mut store: Store) -> Result<Store, RegisterError> {
        store.never_wait();
        store.stop_when(self.queue.stop())?;
        Ok(store)
    }
}

/// A fault of the program as an error.
fn panicked(panic: &str) -> RegisterError {
    RegisterError::Storage(CleanText::shown(panic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::backend::tests::{drop_nothing, environment};
    use crate::term::Input;

    #[test]
    fn a_register_that_could_only_be_read_is_tried_anew_by_the_next_write() {
        let folder = tempfile::tempdir().unwrap();
        let environment = environment(&folder);
        let create = environment.create;
        let mut store = create(&environment.place, Beginning::Empty, &environment.write_context()).unwrap();
        // The file stays held as it is.
        let why = RegisterError::Storage("disk full".into());
        std::mem::forget(std::mem::replace(&mut store.opened, Err(why)));
        let register = Register::default();
        register.set(store.reopener());
        let mut worker = Worker {
            environment,
            register,
            store: Some(store),
            reporter: Input::new().unwrap().reporter(),
            queue: Arc::default(),
            keeper: Keeper::default(),
            kept_before: None,
        };
        let written = worker.attempt(&Write::Commit(Box::new(drop_nothing())));
        assert!(matches!(written, Ok(Msg::Committed(..))), "{written:?}");
        assert!(worker.store.is_some_and(|store| !store.is_read_only()));
    }
}
