//! The world behind the app: questions answered from the register and the folders of the disk, and writes
//! made durable.

use std::cell::LazyCell;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::job::Job;
use super::{World, folder};
use crate::app::msg::{Answered, Ask, Beginning, Current, DueAsk, Effect, ImportJob, JobReport, Msg};
use crate::clock::{self, Clock};
use crate::domain::op::{Ctx, Op, Receipt};
use crate::domain::query::Start;
use crate::domain::text::CleanText;
use crate::domain::trouble::Trouble;
use crate::lang::Lang;
use crate::store::{DuePageQuery, Store};
use crate::term::Reporter;

/// Rows of a ledger page when the app asks for no limit.
const LEDGER_PAGE: u32 = 500;

/// The open register and who works at it.
pub struct Books {
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
    pub create: fn(&Path, Beginning, &Ctx) -> Result<Store, Trouble>,
}

impl World for Books {
    fn perform(&mut self, effect: Effect) -> Vec<Msg> {
        match effect {
            Effect::Ask(ticket, ask) => vec![match self.answer(ask) {
                Ok(answer) => Msg::Answered(ticket, Box::new(answer)),
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

impl Books {
    /// Who acts, when and on which day.
    fn ctx(&self) -> Ctx {
        Ctx { today: self.clock.today(), now_ms: clock::now_ms(), actor: CleanText::clone(&self.actor) }
    }

    fn store(&self) -> Result<&Store, Trouble> {
        self.store.as_ref().ok_or_else(|| self.missing())
    }

    fn missing(&self) -> Trouble {
        Trouble::Missing(CleanText::shown(&self.place.display().to_string()))
    }

    /// Writes.
    ///
    /// # Errors
    /// The trouble; nothing was written.
    fn commit(&mut self, op: &Op) -> Result<Receipt, Trouble> {
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
    fn answer(&self, ask: Ask) -> Result<Answered, Trouble> {
        let today = self.clock.today();
        if let Ask::Folder(path) = ask {
            return folder::read(path).map(Answered::Folder);
        }
        self.store()?.reading(|store| told(store, ask, today))
    }
}

/// Answers a question from the register.
fn told(store: &Store, ask: Ask, today: NaiveDate) -> Result<Answered, Trouble> {
    Ok(match ask {
        Ask::Folder(path) => Answered::Folder(folder::read(path)?),
        Ask::Current => {
            Answered::Current(Current { banner: store.banner_name()?, round: store.current_round(today)? })
        }
        Ask::Scopes { round } => Answered::Scopes(store.scopes(round)?),
        Ask::Villages { round, scope } => Answered::Villages(match round {
            Some(round) => store.villages(round, &scope)?,
            None => Vec::new(),
        }),
        Ask::Roster(query) => Answered::Roster(store.roster(&query, today)?),
        Ask::Search(search) => Answered::Search(store.search(&search, today)?),
        Ask::Recipient(id) => Answered::Recipient(Box::new(store.recipient(id)?)),
        Ask::RoundLines(id) => Answered::RoundLines(store.round_lines(id, today)?),
        Ask::Form { recipient, round } => {
            Answered::Form(Box::new(store.form(recipient, round, today)?), clock::new_entry_id())
        }
        Ask::Due(ask) => Answered::Due(store.due_page(&due_query(ask), today)?),
        Ask::Ledger(mut query) => {
            query.limit = query.limit.or(Some(LEDGER_PAGE));
            Answered::Ledger(store.ledger(&query)?)
        }
        Ask::Rounds => Answered::Rounds(store.rounds(today)?),
        Ask::Round(code) => Answered::Round(Box::new(store.round_card(code, today)?)),
        Ask::Report(year) => Answered::Report(Box::new(store.report(year)?)),
        Ask::Drafts => Answered::Drafts(store.drafts()?),
        Ask::Townships => Answered::Townships(store.townships()?),
        Ask::Groups => Answered::Groups(store.groups()?),
        Ask::NewId => Answered::NewId(clock::new_entry_id()),
    })
}

fn due_query(ask: DueAsk) -> DuePageQuery {
    let after = match ask.start {
        Start::First | Start::Last => None,
        Start::After(key) | Start::Before(key) | Start::At(key) => Some(key),
    };
    DuePageQuery { round: ask.round, scope: ask.scope, exceptions: ask.exceptions, after, limit: ask.limit }
}
