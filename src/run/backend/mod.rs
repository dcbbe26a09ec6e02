//! The register and the disk behind the app.
//!
//! Until the first frame is drawn a question is answered on the spot, so that nothing stands before that frame
//! but the reading of it. Then the connection goes to the reader thread, which is started by the next question.

mod answer;
mod environment;
mod folder;
mod keeper;
mod media;
mod pacer;
mod planned;
mod reader;
#[cfg(test)]
mod tests;
#[cfg(target_os = "linux")]
mod watch;
mod worked;
mod writer;
mod writing;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::job::Job;
use crate::app::effect::{Effect, ExportJob, ImportJob};
use crate::app::msg::{JobReport, Msg};
use crate::app::query::{Query, QueryResult, RequestId};
use crate::clock::{self};
use crate::domain::copied::{CopyFault, CopyTarget, NotCopied};
use crate::domain::op::HalfFilled;
use crate::domain::text::CleanText;
use crate::lang::errors;
use crate::run::effect_handler::EffectHandler;
use crate::store::Store;
use crate::term::Reporter;

pub use answer::answer;
use answer::answered;
pub use environment::Environment;
use environment::Register;
#[cfg(test)]
pub(crate) use folder::read as read_folder;
use reader::Reader;
use writer::Write;
use writing::Writing;

/// How long a stopped import or copy may take to remove what it has written.
const JOB_END: Duration = Duration::from_secs(2);
/// How long the reader may take to end.
const READER_END: Duration = Duration::from_secs(1);

/// What performs the app's effects.
pub struct Backend {
    environment: Environment,
    reporter: Reporter<Msg>,
    register: Register,
    /// The register until the reader has it.
    store: Option<Store>,
    /// Whether answers may come later.
    later: bool,
    reader: Option<Reader>,
    writing: Arc<Writing>,
    /// The import or copy that was started last.
    job: Arc<Mutex<Option<Job>>>,
    /// What notices that others write.
    #[cfg(target_os = "linux")]
    watch: Option<watch::Watch>,
}

impl Backend {
    /// On `store`, the open register if there is one; what comes later is sent through `reporter`.
    pub fn new(store: Option<Store>, environment: Environment, reporter: Reporter<Msg>) -> Self {
        let register = Register::default();
        if let Some(store) = &store {
            register.set(store.reopener());
        }
        let writing = Writing::new(environment.clone(), Arc::clone(&register), reporter.clone());
        Self {
            environment,
            reporter,
            register,
            store,
            later: false,
            reader: None,
            writing,
            job: Arc::default(),
            #[cfg(target_os = "linux")]
            watch: None,
        }
    }

    fn query(&mut self, id: RequestId, query: Query) -> Vec<Msg> {
        if query == Query::NewId {
            return vec![answered(id, Ok(QueryResult::NewId(clock::new_entry_id())))];
        }
        if let Some(store) =
            self.store.as_ref().filter(|_| !self.later && pacer::number_sought(&query).is_none())
        {
            return vec![answered(id, answer(store, query, self.environment.clock))];
        }
        self.reader().ask(id, query);
        Vec::new()
    }

    /// The reader, started with the register where it is not there yet.
    fn reader(&mut self) -> &Reader {
        self.reader.get_or_insert_with(|| {
            let (register, reporter) = (Arc::clone(&self.register), self.reporter.clone());
            Reader::start(self.environment.clone(), register, self.store.take(), reporter)
        })
    }

    /// What has everything written, with the form that is not kept yet, before a signal ends the program: within that
    /// time at most; it answers whether everything is. From then on nothing that a person asks for is written.
    pub fn last_writes(&self) -> impl FnMut(Duration) -> bool + Send + 'static {
        let (writing, job) = (Arc::clone(&self.writing), Arc::clone(&self.job));
        move |within| {
            // What the job still removes and what is written wait for the same lock, one behind the other.
            with(&job, Job::stop);
            let written = writing.flush_all(within);
            with(&job, |job| job.end(JOB_END));
            written
        }
    }

    /// Starts an import.
    fn start(&mut self, import: ImportJob) -> Vec<Msg> {
        let Some(register) = self.register.get() else {
            return vec![Msg::Job(JobReport::Failed(Box::new(self.environment.missing())))];
        };
        let ctx = self.environment.write_context();
        let job = Job::start(register, import, ctx, self.environment.lang, self.reporter.clone());
        self.keep(job);
        Vec::new()
    }

    /// Starts a copy.
    fn start_copy(&mut self, target: CopyTarget) -> Vec<Msg> {
        let Some(register) = self.register.get() else {
            let (fault, error) = (CopyFault::Other, self.environment.missing());
            return vec![Msg::Job(JobReport::NotCopied(Box::new(NotCopied { fault, error })))];
        };
        let ctx = self.environment.write_context();
        self.keep(Job::start_copy(register, target, ctx, self.reporter.clone()));
        Vec::new()
    }

    /// Starts writing a list.
    fn start_export(&mut self, export: ExportJob) -> Vec<Msg> {
        let Some(register) = self.register.get() else {
            let told = CleanText::shown(&errors::text(self.environment.lang, &self.environment.missing()));
            return vec![Msg::Job(JobReport::NotExported { told, exists: false })];
        };
        let ctx = self.environment.write_context();
        let job = Job::start_export(register, export, ctx, self.environment.lang, self.reporter.clone());
        self.keep(job);
        Vec::new()
    }

    fn keep(&self, job: Job) {
        *self.job.lock().unwrap_or_else(PoisonError::into_inner) = Some(job);
    }
}

impl EffectHandler for Backend {
    fn perform(&mut self, effect: Effect) -> Vec<Msg> {
        match effect {
            Effect::Query(id, query) => return self.query(id, query),
            Effect::Forget(id) => {
                if let Some(reader) = &self.reader {
                    reader.forget(id);
                }
            }
            Effect::Commit(op) => self.writing.write(Write::Commit(op)),
            Effect::KeepDraft(draft) => self.writing.write(Write::Draft(draft)),
            Effect::KeepBookmark(bookmark) => {
                if self.environment.state.is_some() {
                    self.reader().keep(*bookmark);
                }
            }
            Effect::Withdraw => return self.writing.withdraw(),
            Effect::CreateRegister(beginning) => self.writing.write(Write::Create(beginning)),
            Effect::StartImport(import) => return self.start(import),
            Effect::StartCopy(target) => return self.start_copy(target),
            Effect::StartExport(export) => return self.start_export(*export),
            Effect::CancelJob => with(&self.job, Job::stop),
            // The loop keeps what belongs to the terminal to itself.
            Effect::Redraw | Effect::Suspend | Effect::Quit => {}
        }
        Vec::new()
    }

    fn note_draft(&mut self, draft: &HalfFilled) {
        self.writing.note(draft.clone());
    }

    fn frame_drawn(&mut self) {
        self.later = true;
        #[cfg(target_os = "linux")]
        if self.watch.is_none()
            && let Some(register) = self.register.get()
        {
            self.watch = watch::start(register.path(), self.reporter.clone());
        }
    }

    fn flush(&mut self, within: Duration) -> bool {
        self.writing.flush(within)
    }

    fn finish(&mut self, within: Duration) {
        // One after the other: whoever closes the register last takes up its log, and of two at once neither does.
        self.writing.finish(Instant::now() + within);
        with(&self.job, |job| job.end(JOB_END));
        if let Some(reader) = &self.reader {
            // A folder that does not answer is not waited for: the register is closed by the end of the program.
            reader.end(Instant::now() + READER_END);
        }
    }
}

/// Does something with the job, if one was started.
fn with(job: &Mutex<Option<Job>>, act: impl FnOnce(&Job)) {
    if let Some(job) = job.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
        act(job);
    }
}
