//! The register and the disk behind the app.
//!
//! Until the first frame is drawn a question is answered on the spot, so that nothing stands before that frame
//! but the reading of it. Then the connection goes to the reader thread, which is started by the next question.

mod answer;
mod environment;
mod folder;
mod reader;
#[cfg(test)]
mod tests;
mod writer;

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::job::Job;
use crate::app::effect::{Effect, ImportJob};
use crate::app::msg::{JobReport, Msg};
use crate::app::query::{Query, QueryResult, RequestId};
use crate::clock::{self};
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
use writer::{Write, Writer};

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
    writer: Option<Writer>,
    /// The import that was started last.
    job: Option<Job>,
}

impl Backend {
    /// On `store`, the open register if there is one; what comes later is sent through `reporter`.
    pub fn new(store: Option<Store>, environment: Environment, reporter: Reporter<Msg>) -> Self {
        let register = Register::default();
        if let Some(store) = &store {
            register.get_or_init(|| store.reopener());
        }
        Self { environment, reporter, register, store, later: false, reader: None, writer: None, job: None }
    }

    fn query(&mut self, id: RequestId, query: Query) -> Vec<Msg> {
        if query == Query::NewId {
            return vec![answered(id, Ok(QueryResult::NewId(clock::new_entry_id())))];
        }
        if let Some(store) = self.store.as_ref().filter(|_| !self.later) {
            return vec![answered(id, answer(store, query, self.environment.clock))];
        }
        let reader = self.reader.get_or_insert_with(|| {
            let (register, reporter) = (Arc::clone(&self.register), self.reporter.clone());
            Reader::start(self.environment.clone(), register, self.store.take(), reporter)
        });
        reader.ask(id, query);
        Vec::new()
    }

    fn write(&mut self, write: Write) {
        let writer = self.writer.get_or_insert_with(|| {
            Writer::start(self.environment.clone(), Arc::clone(&self.register), self.reporter.clone())
        });
        writer.write(write);
    }

    /// Starts an import.
    fn start(&mut self, import: ImportJob) -> Vec<Msg> {
        let Some(register) = self.register.get().cloned() else {
            return vec![Msg::Job(JobReport::Failed(Box::new(self.environment.missing())))];
        };
        let ctx = self.environment.write_context();
        self.job = Some(Job::start(register, import, ctx, self.environment.lang, self.reporter.clone()));
        Vec::new()
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
            Effect::Commit(op) => self.write(Write::Commit(op)),
            Effect::KeepDraft(draft) => self.write(Write::Draft(draft)),
            Effect::Withdraw => return self.writer.as_ref().map(Writer::withdraw).unwrap_or_default(),
            Effect::CreateRegister(beginning) => self.write(Write::Create(beginning)),
            Effect::StartImport(import) => return self.start(import),
            Effect::CancelJob => {
                if let Some(job) = &self.job {
                    job.stop();
                }
            }
            // The loop keeps what belongs to the terminal to itself.
            Effect::Redraw | Effect::Suspend | Effect::Quit => {}
        }
        Vec::new()
    }

    fn frame_drawn(&mut self) {
        self.later = true;
    }

    fn flush(&mut self, within: Duration) -> bool {
        self.writer.as_ref().is_none_or(|writer| writer.flush(within))
    }

    fn finish(&mut self, within: Duration) {
        // One after the other: whoever closes the register last takes up its log, and of two at once neither does.
        if let Some(writer) = &self.writer {
            writer.finish(Instant::now() + within);
        }
        if let Some(reader) = &self.reader {
            // A folder that does not answer is not waited for: the register is closed by the end of the program.
            reader.end(Instant::now() + READER_END);
        }
    }
}
