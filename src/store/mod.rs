//! The register: the only room that names rusqlite, and the only one that names register files.
//!
//! **Locking.** Every write takes the side lock `<register>.lock` and then `BEGIN IMMEDIATE`, so that
//! writers queue fairly instead of starving in the busy handler. No transaction spans a key press. The app
//! never waits in that queue: its writer tries the lock and tries again.
//! **Durability.** WAL with `synchronous=FULL`: what [`Store::commit`] answers has reached the disk.
//! **Compatibility.** `user_version` counts the migrations; a newer file is refused and left untouched.
//! **Performance.** Lists are read by key, counts from a tally, due from the `standing` index, which
//! only [`standing`] writes, in the transaction that changes the facts it rests on.
//! **File systems.** Closing the live file drops SQLite's locks, so `file::held` alone opens it, once a process, and
//! closes it when no connection is left. Network folders are refused, and so is what others may write, a second name,
//! and what lies beside the register and is not its own. A register that cannot be written opens for reading.

mod acts;
mod allocation;
mod audit;
mod audit_rules;
mod bulletin;
mod chain;
mod codec;
mod columns;
mod copying;
mod drafts;
mod file;
mod handlers;
mod heads;
mod import;
mod integrity;
mod labels;
mod ledger;
mod lifecycle;
mod lists;
mod mirror;
mod outgoing;
mod payments;
mod plan;
mod planning;
mod progress;
mod recipients;
mod register;
mod rehearsal;
mod rounds;
mod row_id;
mod search;
mod seen;
mod settings;
mod standing;
#[cfg(test)]
mod tests;
mod undo;
mod version;
mod work;
mod years;

use rusqlite::Transaction;

use crate::domain::date;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::op::{Answer, Changed, Op, Receipt, WriteContext};

use ledger::{batch, cancel, entries, record, sheets, signed, stands};
use payments::{cases, programmes, standards, write as pays};
use progress::ProgressMonitor;
use recipients::{add, apart, edit, group_change, merge, phones, rule_change, status, unmask};
use standing::{raise, round, settled};

pub use file::error::Result;
pub use file::migrate::migration_names;
pub use import::importer::{Ending, Importer, RowFate};
pub use import::parts::{Applied, ImportTurn, LARGE_IMPORT, LeftOut};
pub use import::run::ImportSource;
pub use integrity::finding::Finding;
pub use lifecycle::backup::Backup;
pub use lifecycle::copy_watch::CopyCallback;
pub use lifecycle::reopen::Reopener;
pub use lifecycle::restore::{Agreed, Restored};
pub use lifecycle::sample::Mint;
pub use lists::due::{DuePageQuery, DueQuery, DueStates};
pub use outgoing::numbers::FullNumbers;
pub use payments::payees::Payee;
pub use progress::ProgressCallback;
pub use register::{LeftImport, Store};
pub use search::keys::SearchKeys;
pub use search::probing::RosterAsked;

impl Store {
    /// Performs one operation in one transaction that checks the rules, writes the facts and the audit
    /// line, and answers once it is durable.
    ///
    /// # Errors
    /// The trouble; nothing was written.
    pub fn commit(&mut self, op: &Op, ctx: &WriteContext) -> Result<Receipt> {
        let settles = self.settles_with(op, ctx);
        let receipt = self.write(ctx, |tx| perform(tx, op, ctx, None, settles), |tx, _| stands(tx, op))?;
        self.note_settled(op, &receipt, ctx);
        Ok(receipt)
    }

    /// As [`Store::commit`], for an operation that may take long because it creates or changes a round: `callback` hears how
    /// many of those who may be in it have a standing, and can stop it at any moment.
    ///
    /// # Errors
    /// As [`Store::commit`], and [`RegisterError::Stopped`] where `callback` stopped it; nothing was written.
    pub fn commit_with_progress(
        &mut self,
        op: &Op,
        ctx: &WriteContext,
        callback: ProgressCallback,
    ) -> Result<Receipt> {
        let settles = self.settles_with(op, ctx);
        let receipt = self.monitored(callback, |store, monitor| {
            let work = |tx: &Transaction<'_>| perform(tx, op, ctx, Some(monitor), settles);
            store.write_monitored(monitor, ctx, work, |tx, _| stands(tx, op))
        })?;
        self.note_settled(op, &receipt, ctx);
        Ok(receipt)
    }
}

/// A write between the two looks that it needs where it changes how many facts there are.
fn perform(
    tx: &Transaction<'_>,
    op: &Op,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
    settles: bool,
) -> Result<Receipt> {
    date::within(ctx.today).map_err(RegisterError::Day)?;
    let settled =
        settles && settled::is_sure(tx, op, ctx)? && settled::begin_day(tx, ctx, made(op), monitor)?;
    let counted = changes_counts(op);
    if counted {
        mirror::compare_counts(tx, ctx)?;
    }
    let mut receipt = write(tx, op, ctx, monitor)?;
    if counted {
        mirror::keep_counts(tx)?;
    }
    receipt.changed = receipt.changed.and(Changed::ROUNDS.when(settled));
    Ok(receipt)
}

/// Whether the call and the entry that are acknowledged stand in their tables. It is looked at behind every other
/// statement: whatever a trigger would make of them has happened by then.
fn stands(tx: &Transaction<'_>, op: &Op) -> Result<()> {
    match op {
        Op::Record(recording) => stands::recording(tx, recording),
        Op::Reverse { id, of, .. } => stands::reversal(tx, *id, *of),
        Op::CancelVisit { visit, .. } => cancel::stands(tx, *visit),
        Op::Pay(act) => pays::acknowledged(tx, act),
        Op::RecordBatch(batch) => {
            batch.recordings().try_for_each(|recording| stands::recording(tx, &recording))
        }
        Op::RecordSheet(act) => act.recordings.iter().try_for_each(|one| stands::recording(tx, one)),
        Op::ReverseBatch { reversals, .. } => {
            reversals.iter().try_for_each(|reversal| stands::reversal(tx, reversal.id, reversal.of))
        }
        Op::CreateRound(_)
        | Op::ChangeRound(_)
        | Op::RaiseStandards { .. }
        | Op::ApprovePlan(_)
        | Op::ReturnPlan { .. }
        | Op::AddToPlan(_)
        | Op::SetBudget(_)
        | Op::AssignPlan(_)
        | Op::Allocate(_)
        | Op::SettleRounds
        | Op::CloseRound { .. }
        | Op::AddPerson(_)
        | Op::Edit { .. }
        | Op::SetStatus { .. }
        | Op::EndStatus { .. }
        | Op::UndoStatus { .. }
        | Op::TellApart { .. }
        | Op::Merge { .. }
        | Op::Unmerge { .. }
        | Op::ChangeGroups(_)
        | Op::UndoGroups { .. }
        | Op::UndoAct { .. }
        | Op::SetGroupRule(_)
        | Op::KeepKeying { .. }
        | Op::SaveDraft(_)
        | Op::DropDraft(_)
        | Op::Set { .. }
        | Op::KeepAnswers(_)
        | Op::ForgetAnswers(_)
        | Op::AddHandlers(_)
        | Op::EndHandler { .. }
        | Op::Unmask { .. }
        | Op::AnswerFinding { .. }
        | Op::NoteExport(_)
        | Op::AddProgramme(_)
        | Op::SetPayStandards(_)
        | Op::AddCaseStep(_)
        | Op::AddWork(_)
        | Op::ChangeWork { .. }
        | Op::CloseYear { .. }
        | Op::SetParagraph { .. }
        | Op::SendReport { .. }
        | Op::OpenPhones { .. } => Ok(()),
    }
}

/// The round that a write makes itself if nobody has created it.
fn made(op: &Op) -> Option<RoundCode> {
    if let Op::CreateRound(round) = op {
        Some(round.code)
    } else if let Op::Record(recording) = op {
        Some(recording.round)
    } else if let Op::RecordBatch(batch) = op {
        Some(batch.round)
    } else {
        None
    }
}

/// Whether a write can change how many rows of facts there are, beside calls and entries. Recording sees to that itself:
/// only the first call of a round does, and one that closes a case.
fn changes_counts(op: &Op) -> bool {
    match op {
        Op::CreateRound(_)
        | Op::ChangeRound(_)
        | Op::RaiseStandards { .. }
        | Op::ApprovePlan(_)
        | Op::ReturnPlan { .. }
        | Op::AddToPlan(_)
        | Op::AddPerson(_)
        | Op::Edit { .. }
        | Op::SetStatus { .. }
        | Op::EndStatus { .. }
        | Op::UndoStatus { .. }
        | Op::Merge { .. }
        | Op::Unmerge { .. }
        | Op::ChangeGroups(_)
        | Op::UndoGroups { .. }
        | Op::UndoAct { .. }
        | Op::SetGroupRule(_)
        | Op::CancelVisit { .. }
        | Op::Pay(_)
        | Op::AddProgramme(_)
        | Op::SetPayStandards(_)
        | Op::AddCaseStep(_)
        | Op::Allocate(_)
        | Op::NoteExport(_)
        | Op::AddWork(_)
        | Op::ChangeWork { .. }
        | Op::Set { .. } => true,
        Op::Record(_)
        | Op::Reverse { .. }
        | Op::RecordBatch(_)
        | Op::ReverseBatch { .. }
        | Op::RecordSheet(_)
        | Op::KeepKeying { .. }
        | Op::SettleRounds
        | Op::CloseRound { .. }
        | Op::SetBudget(_)
        | Op::AssignPlan(_)
        | Op::TellApart { .. }
        | Op::SaveDraft(_)
        | Op::DropDraft(_)
        | Op::KeepAnswers(_)
        | Op::ForgetAnswers(_)
        | Op::AddHandlers(_)
        | Op::EndHandler { .. }
        | Op::Unmask { .. }
        | Op::AnswerFinding { .. }
        | Op::CloseYear { .. }
        | Op::SetParagraph { .. }
        | Op::SendReport { .. }
        | Op::OpenPhones { .. } => false,
    }
}

/// What a merge changes: whoever shows either of the two, or what they were given.
const ONE_HUMAN: Changed = Changed::PEOPLE.and(Changed::LEDGER);

/// What a write to the list of handlers, or of words of rosters, answers.
fn listed(changed: bool) -> Receipt {
    Receipt { changed: Changed::NOTHING, answer: if changed { Answer::Done } else { Answer::Known } }
}

/// What a write to what is decided of a round answers.
fn in_round(changed: bool) -> Receipt {
    Receipt { changed: Changed::ROUNDS.when(changed), ..listed(changed) }
}

/// Every write by its name; each answers what it really changed.
#[expect(clippy::too_many_lines, reason = "a table of every write")]
fn write(
    tx: &Transaction<'_>,
    op: &Op,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<Receipt> {
    let changed = match op {
        Op::CreateRound(round) => round::create(tx, round, ctx, monitor).map(|()| Changed::ROUNDS)?,
        Op::ChangeRound(round) => round::change(tx, round, ctx, monitor).map(|()| Changed::ROUNDS)?,
        Op::RaiseStandards { round, on, reason } => raise::raise(tx, round, (*on, reason), ctx, monitor)?,
        // It is done before every write.
        Op::SettleRounds => Changed::NOTHING,
        Op::CloseRound { code, reason } => {
            let answer = Answer::Closed(settled::close(tx, *code, reason, ctx)?);
            return Ok(Receipt { changed: Changed::ROUNDS, answer });
        }
        Op::ApprovePlan(asked) => plan::approve(tx, asked, ctx, monitor).map(|()| Changed::ROUNDS)?,
        Op::ReturnPlan { round, reason } => {
            plan::give_back(tx, *round, reason, ctx).map(|()| Changed::ROUNDS)?
        }
        Op::AddToPlan(asked) => plan::add(tx, asked, ctx).map(|()| Changed::ROUNDS)?,
        Op::SetBudget(asked) => return Ok(in_round(plan::set(tx, asked, ctx)?)),
        Op::AssignPlan(asked) => return Ok(in_round(plan::assign(tx, asked, ctx)?)),
        Op::Allocate(asked) => return Ok(in_round(allocation::act(tx, asked, ctx)?)),
        Op::AddPerson(person) => return add::add(tx, person, ctx),
        Op::Edit { id, rev, edit } => {
            let changed = edit::edit(tx, *id, *rev, edit, ctx)?;
            let answer = if changed { Answer::Done } else { Answer::Registered(*id) };
            return Ok(Receipt { changed: Changed::PEOPLE.when(changed), answer });
        }
        Op::SetStatus { id, kind, on, reason } => {
            status::set_status(tx, *id, *kind, *on, reason, ctx).map(|()| Changed::PEOPLE)?
        }
        Op::EndStatus { id, kind, on, reason } => {
            status::end_status(tx, *id, *kind, *on, reason, ctx).map(|()| Changed::PEOPLE)?
        }
        Op::UndoStatus { id, kind, reason } => {
            status::undo_status(tx, *id, *kind, reason, ctx).map(|()| Changed::PEOPLE)?
        }
        Op::TellApart { one, other, reason } => {
            let told = apart::tell(tx, [*one, *other], reason, ctx)?;
            let answer = if told { Answer::Done } else { Answer::Registered(*one) };
            return Ok(Receipt { changed: Changed::PEOPLE.when(told), answer });
        }
        Op::Merge { keep, other, revs, reason, confirmed } => {
            let merged = merge::merge(tx, (*keep, *other), *revs, (reason, confirmed.as_ref()), ctx)?;
            let answer = if merged { Answer::Done } else { Answer::Registered(*keep) };
            return Ok(Receipt { changed: ONE_HUMAN.when(merged), answer });
        }
        Op::Unmerge { recipient, reason, confirmed } => {
            merge::unmerge::unmerge(tx, *recipient, (reason, confirmed.as_ref()), ctx).map(|()| ONE_HUMAN)?
        }
        Op::ChangeGroups(many) => group_change::change(tx, many, ctx).map(|()| Changed::PEOPLE)?,
        Op::UndoGroups { act, reason } => {
            undo::groups::undo(tx, *act, reason, ctx).map(|()| Changed::PEOPLE)?
        }
        Op::UndoAct { act, reason } => undo::undo(tx, *act, reason, ctx)?,
        Op::SetGroupRule(rule) => {
            let changed = rule_change::change(tx, rule, ctx)?;
            Changed::PEOPLE.when(changed)
        }
        Op::Record(recording) => return record::record(tx, recording, ctx, monitor),
        Op::Reverse { id, of, reason } => return entries::reverse(tx, *id, *of, reason, ctx),
        Op::CancelVisit { visit, reason } => return cancel::cancel(tx, *visit, reason, ctx),
        Op::RecordBatch(many) => return batch::record(tx, many, ctx, monitor),
        Op::ReverseBatch { batch, reversals, reason } => {
            return batch::reverse(tx, *batch, reversals, reason, ctx);
        }
        Op::RecordSheet(act) => return signed::record(tx, act, ctx),
        Op::KeepKeying { number, body } => {
            sheets::keep_half_keyed(tx, number, body.as_ref()).map(|kept| Changed::DRAFTS.when(kept))?
        }
        Op::SaveDraft(draft) => drafts::save_draft(tx, draft, ctx).map(|()| Changed::DRAFTS)?,
        Op::DropDraft(id) => drafts::drop_draft(tx, *id).map(|dropped| Changed::DRAFTS.when(dropped))?,
        // What a recording may be: the form asks again, and so does whatever tells of people.
        Op::Set { key, value } => settings::set(tx, key, value, ctx).map(|()| Changed::PEOPLE)?,
        Op::KeepAnswers(answers) => return Ok(listed(import::answers::keep(tx, answers, ctx)?)),
        Op::ForgetAnswers(answers) => return Ok(listed(import::answers::forget(tx, answers, ctx)?)),
        Op::AddHandlers(names) => return Ok(listed(handlers::add(tx, names, ctx)?)),
        Op::EndHandler { name, on } => return Ok(listed(handlers::end(tx, name, *on, ctx)?)),
        Op::Unmask { id, reason } => {
            let answer = Answer::Numbers(unmask::unmask(tx, *id, reason, ctx)?);
            return Ok(Receipt { changed: Changed::NOTHING, answer });
        }
        Op::AnswerFinding { finding, reason, by } => {
            return audit_rules::answer(tx, finding, reason, by.as_ref(), ctx);
        }
        Op::AddWork(rows) => return work::add(tx, rows, ctx),
        Op::ChangeWork { id, change } => return work::change(tx, *id, change, ctx),
        Op::CloseYear { year, reason } => {
            let closed = years::close(tx, *year, reason, ctx)?;
            audit_rules::check_answered(tx, *year, ctx)?;
            closed
        }
        Op::SetParagraph { year, place, text } => years::set_paragraph(tx, (*year, place), text, ctx)?,
        Op::SendReport { year, figures } => years::send(tx, *year, figures, ctx)?,
        Op::OpenPhones { round, reason } => {
            let answer = Answer::Phones(phones::open(tx, *round, reason, ctx)?);
            return Ok(Receipt { changed: Changed::NOTHING, answer });
        }
        Op::Pay(act) => return pays::pay(tx, act, ctx),
        Op::AddProgramme(programme) => return Ok(listed(programmes::put(tx, programme, ctx)?)),
        Op::SetPayStandards(all) => return Ok(listed(standards::set(tx, all, ctx)?)),
        Op::AddCaseStep(step) => return Ok(listed(cases::add(tx, step, ctx)?)),
        Op::NoteExport(note) => {
            let answer = Answer::Export(outgoing::note::note(tx, note, ctx)?);
            return Ok(Receipt { changed: Changed::NOTHING, answer });
        }
    };
    Ok(Receipt { changed, answer: Answer::Done })
}
