//! The world behind the app: questions answered from the register and the folders of the disk, and writes
//! made durable.

use std::cell::LazyCell;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::job::Job;
use super::{EffectHandler, folder};
use crate::app::effect::{Beginning, Effect, ImportJob};
use crate::app::msg::{JobReport, Msg};
use crate::app::query::{Current, DuePageRequest, NewForm, Query, QueryResult};
use crate::clock::{self, Clock};
use crate::domain::error::RegisterError;
use crate::domain::op::{Op, Receipt, WriteContext};
use crate::domain::page::Start;
use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::store::{DuePageQuery, Store};
use crate::term::Reporter;

/// Rows of a ledger page when the app asks for no limit.
const LEDGER_PAGE: u32 = 500;

/// The open register and who works at it.
pub struct Backend {
    /// The register, once there is one.
    pub store: Option<Store>,
    /// Where it lies, or will.
    pub place: PathBuf,
    /// The clock.
    pub clock: Clock,
    /// The account that acts; looked up when something is first written.
    pub actor: LazyCell<CleanText>,
    /// The language of what a job tells.
    pub lang: Lang,
    /// How a job tells how it goes.
    pub reporter: Reporter<JobReport>,
    /// The job that was started last.
    pub job: Option<Job>,
    /// Creates a register at the place.
    pub create: fn(&Path, Beginning, &WriteContext) -> Result<Store, RegisterError>,
}

impl EffectHandler for Backend {
    fn perform(&mut self, effect: Effect) -> Vec<Msg> {
        match effect {
            Effect::Query(ticket, ask) => vec![match self.answer(ask) {
                Ok(answer) => Msg::QueryResult(ticket, Box::new(answer)),
                Err(trouble) => Msg::NoAnswer(ticket, Box::new(trouble)),
            }],
            Effect::Commit(op) => vec![match self.commit(&op) {
                Ok(receipt) => Msg::Committed(op, Box::new(receipt)),
                Err(trouble) => Msg::NotCommitted(op, Box::new(trouble)),
            }],
            Effect::KeepDraft(draft) => {
                let op = Op::SaveDraft(draft);
                match self.commit(&op) {
                    Ok(receipt) => vec![Msg::Committed(Box::new(op), Box::new(receipt))],
                    Err(trouble) => vec![Msg::NotCommitted(Box::new(op), Box::new(trouble))],
                }
            }
            Effect::CreateRegister(beginning) => {
                vec![match (self.create)(&self.place, beginning, &self.ctx()) {
                    Ok(store) => {
                        self.store = Some(store);
                        Msg::Opened
                    }
                    Err(trouble) => Msg::NotOpened(Box::new(trouble)),
                }]
            }
            Effect::StartImport(job) => self.start(job).err().into_iter().collect(),
            Effect::CancelJob => {
                if let Some(job) = &self.job {
                    job.stop();
                }
                Vec::new()
            }
            // The loop keeps what belongs to the terminal to itself.
            Effect::Redraw | Effect::Suspend | Effect::Quit => Vec::new(),
        }
    }
}

impl Backend {
    /// Who acts, when and on which day.
    fn ctx(&self) -> WriteContext {
        WriteContext {
            today: self.clock.today(),
            now_ms: clock::now_ms(),
            actor: CleanText::clone(&self.actor),
        }
    }

    fn store(&self) -> Result<&Store, RegisterError> {
        self.store.as_ref().ok_or_else(|| self.missing())
    }

    fn missing(&self) -> RegisterError {
        RegisterError::Missing(CleanText::shown(&self.place.display().to_string()))
    }

    /// Writes.
    ///
    /// # Errors
    /// The trouble; nothing was written.
    fn commit(&mut self, op: &Op) -> Result<Receipt, RegisterError> {
        let ctx = self.ctx();
        let missing = self.missing();
        self.store.as_mut().ok_or(missing)?.commit(op, &ctx)
    }

    /// Starts an import on a connection of its own.
    fn start(&mut self, job: ImportJob) -> Result<(), Msg> {
        let failed = |trouble| Msg::Job(JobReport::Failed(Box::new(trouble)));
        let store = self.store().and_then(Store::again).map_err(failed)?;
        self.job = Some(Job::start(store, job, self.ctx(), self.lang, self.reporter.clone()));
        Ok(())
    }

    /// Answers a question.
    ///
    /// # Errors
    /// The trouble that kept it from being answered.
    fn answer(&self, ask: Query) -> Result<QueryResult, RegisterError> {
        let today = self.clock.today();
        if let Query::Folder(path) = ask {
            return folder::read(path).map(QueryResult::Folder);
        }
        self.store()?.reading(|store| answer(store, ask, today))
    }
}

/// Answers a question from the register.
///
/// # Errors
/// The trouble that kept it from being answered.
pub(crate) fn answer(store: &Store, ask: Query, today: NaiveDate) -> Result<QueryResult, RegisterError> {
    Ok(match ask {
        Query::Folder(path) => QueryResult::Folder(folder::read(path)?),
        Query::Current => {
            QueryResult::Current(Current { banner: store.banner_name()?, round: store.current_round(today)? })
        }
        Query::Scopes { round } => QueryResult::Scopes(store.scopes(round)?),
        Query::Villages { round, scope } => QueryResult::Villages(match round {
            Some(round) => store.villages(round, &scope)?,
            None => Vec::new(),
        }),
        Query::Roster(query) => QueryResult::Roster(store.roster(&query, today)?),
        Query::Search(search) => QueryResult::Search(store.search(&search, today)?),
        Query::Recipient(id) => QueryResult::Recipient(Box::new(store.recipient(id)?)),
        Query::RoundLines(id) => QueryResult::RoundLines(store.round_lines(id, today)?),
        Query::Form { recipient, round } => {
            let facts = Box::new(store.form(recipient, round, today)?);
            QueryResult::Form(NewForm { facts, id: clock::new_entry_id() })
        }
        Query::NextDue { after, round } => QueryResult::NextDue(store.next_due(after, round, today)?),
        Query::Due(ask) => QueryResult::Due(store.due_page(&due_query(ask), today)?),
        Query::Ledger(mut query) => {
            query.limit = query.limit.or(Some(LEDGER_PAGE));
            QueryResult::Ledger(store.ledger(&query)?)
        }
        Query::Rounds => QueryResult::Rounds(store.rounds(today)?),
        Query::Round(code) => QueryResult::Round(Box::new(store.round_card(code, today)?)),
        Query::Report(year) => QueryResult::Report(Box::new(store.report(year)?)),
        Query::Drafts => QueryResult::Drafts(store.drafts()?),
        Query::Townships => QueryResult::Townships(store.townships()?),
        Query::Groups => QueryResult::Groups(store.groups()?),
        Query::NewId => QueryResult::NewId(clock::new_entry_id()),
    })
}

fn due_query(ask: DuePageRequest) -> DuePageQuery {
    let after = match ask.start {
        Start::First | Start::Last => None,
        Start::After(key) | Start::Before(key) | Start::At(key) => Some(key),
    };
    DuePageQuery { round: ask.round, scope: ask.scope, exceptions: ask.exceptions, after, limit: ask.limit }
}
