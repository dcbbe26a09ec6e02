//! What a reason is asked for, and the operation that will carry it.

use chrono::NaiveDate;

use super::ReasonPopup;
use crate::app::query::BatchToReverse;
use crate::domain::batch::Reversal;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::Op;
use crate::domain::recipient::StatusKind;
use crate::domain::round::Round;
use crate::domain::setting::Setting;
use crate::domain::text::CleanText;
use crate::domain::undo::Undoing;

/// What the reason is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// A reversal, whose own id is fixed when the prompt opens.
    Reverse { of: EntryId, id: Option<EntryId> },
    /// The reversal of all that was recorded together with an entry, once that has been read.
    ReverseBatch { entry: EntryId, read: Option<Box<BatchToReverse>> },
    /// The undoing of a change of a group of many.
    UndoGroups(EntryId),
    /// The cancelling of a call.
    CancelVisit(EntryId),
    /// The undoing of a death, departure or suspension.
    UndoStatus(RecipientId, StatusKind),
    /// Two who look like one human are two.
    TellApart([RecipientId; 2]),
    /// The undoing of a merge.
    Unmerge(RecipientId),
    /// What stood before an act is put back.
    Undo(Undoing),
    /// The numbers behind the masks.
    Unmask(RecipientId),
    /// The closing of a round.
    CloseRound(RoundCode),
    /// The raising of standards.
    Raise(Round, NaiveDate),
    /// The phones of those who are due.
    OpenPhones(RoundCode),
    /// The answer to a finding of the audit.
    Answer(CleanText),
    /// The new value of a setting.
    Number(&'static Setting),
}

impl ReasonPopup {
    /// The operation, with the reason.
    pub(super) fn op(&self, reason: CleanText) -> Option<Op> {
        match &self.what_for {
            For::Reverse { of, id } => id.map(|id| Op::Reverse { id, of: *of, reason }),
            For::ReverseBatch { read, .. } => {
                let BatchToReverse { batch, ids } = read.as_deref()?;
                let reversals = ids.iter().zip(&batch.live).map(|(id, of)| Reversal { id: *id, of: *of });
                Some(Op::ReverseBatch { batch: batch.id, reversals: reversals.collect(), reason })
            }
            For::UndoGroups(act) => Some(Op::UndoGroups { act: *act, reason }),
            For::CancelVisit(visit) => Some(Op::CancelVisit { visit: *visit, reason }),
            For::UndoStatus(id, kind) => Some(Op::UndoStatus { id: *id, kind: *kind, reason }),
            For::TellApart([one, other]) => Some(Op::TellApart { one: *one, other: *other, reason }),
            For::Unmerge(id) => {
                let (reason, confirmed) = match self.first.clone() {
                    Some(first) => (first, Some(reason)),
                    None => (reason, None),
                };
                Some(Op::Unmerge { recipient: *id, reason, confirmed })
            }
            // It reverses nothing, so it needs no id.
            For::Undo(undoing) => Some(undoing.op(reason, || EntryId(uuid::Uuid::nil()))),
            For::Unmask(id) => Some(Op::Unmask { id: *id, reason }),
            For::CloseRound(code) => Some(Op::CloseRound { code: *code, reason }),
            For::Raise(round, on) => Some(Op::RaiseStandards { round: round.clone(), on: *on, reason }),
            For::OpenPhones(round) => Some(Op::OpenPhones { round: *round, reason }),
            For::Answer(finding) => Some(Op::AnswerFinding { finding: finding.clone(), reason, by: None }),
            For::Number(setting) => Some(Op::Set { key: setting.key.into(), value: reason }),
        }
    }

    /// Whether an operation is the one that was asked about.
    pub(super) fn is_mine(&self, op: &Op) -> bool {
        match (&self.what_for, op) {
            (For::Reverse { id, .. }, Op::Reverse { id: done, .. }) => *id == Some(*done),
            (For::ReverseBatch { read, .. }, Op::ReverseBatch { batch, .. }) => {
                read.as_deref().is_some_and(|read| read.batch.id == *batch)
            }
            (For::UndoGroups(id), Op::UndoGroups { act, .. }) => id == act,
            (For::CancelVisit(id), Op::CancelVisit { visit, .. }) => id == visit,
            (For::UndoStatus(whose, which), Op::UndoStatus { id, kind, .. }) => whose == id && which == kind,
            (For::TellApart(both), Op::TellApart { one, other, .. }) => *both == [*one, *other],
            (For::Unmerge(id), Op::Unmerge { recipient, .. }) => id == recipient,
            (For::Undo(undoing), op) => undoing.is_done_by(op),
            (For::Unmask(id), Op::Unmask { id: done, .. }) => id == done,
            (For::CloseRound(round), Op::CloseRound { code, .. }) => round == code,
            (For::Raise(round, _), Op::RaiseStandards { round: done, .. }) => round == done,
            (For::OpenPhones(round), Op::OpenPhones { round: done, .. }) => round == done,
            (For::Answer(finding), Op::AnswerFinding { finding: done, .. }) => finding == done,
            (For::Number(setting), Op::Set { key, .. }) => setting.key == &**key,
            (
                For::Reverse { .. }
                | For::ReverseBatch { .. }
                | For::UndoGroups(_)
                | For::CancelVisit(_)
                | For::UndoStatus(..)
                | For::TellApart(_)
                | For::Unmerge(_)
                | For::Unmask(_)
                | For::CloseRound(_)
                | For::Raise(..)
                | For::OpenPhones(_)
                | For::Answer(_)
                | For::Number(_),
                _,
            ) => false,
        }
    }
}
