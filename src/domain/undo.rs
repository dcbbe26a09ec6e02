//! Acts and their undoing (撤销): what undoes an act, and why another is not undone any more.
//!
//! An undoing is an act of its own: it puts back what stood before, and erases no line.

use super::audit::act::ActLine;
use super::batch::Reversal;
use super::ids::{EntryId, RecipientId};
use super::op::Op;
use super::recipient::StatusKind;
use super::text::CleanText;

/// What undoes an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undoing {
    /// The reversal of a gift.
    Gift(EntryId),
    /// The reversal of those gifts of many that still stand.
    Batch {
        /// The act.
        batch: EntryId,
        /// The gifts.
        live: Vec<EntryId>,
    },
    /// The cancelling of a call.
    Call(EntryId),
    /// The undoing of a death, a departure, a suspension or the withdrawal of a registration.
    Status {
        /// Whose.
        recipient: RecipientId,
        /// Which.
        kind: StatusKind,
    },
    /// The parting of somebody who was merged.
    Merge(RecipientId),
    /// The undoing of a change of a group of many.
    Groups(EntryId),
    /// What stood before is put back: a registration is withdrawn, facts, a setting or a round are as they were. The
    /// number of the act.
    Back(i64),
}

impl Undoing {
    /// The write that does it. `fresh` answers the ids of reversals.
    pub fn op(&self, reason: CleanText, mut fresh: impl FnMut() -> EntryId) -> Op {
        match self {
            Self::Gift(of) => Op::Reverse { id: fresh(), of: *of, reason },
            Self::Batch { batch, live } => {
                let reversals = live.iter().map(|of| Reversal { id: fresh(), of: *of }).collect();
                Op::ReverseBatch { batch: *batch, reversals, reason }
            }
            Self::Call(visit) => Op::CancelVisit { visit: *visit, reason },
            Self::Status { recipient, kind } => Op::UndoStatus { id: *recipient, kind: *kind, reason },
            Self::Merge(recipient) => Op::Unmerge { recipient: *recipient, reason, confirmed: None },
            Self::Groups(act) => Op::UndoGroups { act: *act, reason },
            Self::Back(act) => Op::UndoAct { act: *act, reason },
        }
    }

    /// Whether an operation puts back what this does.
    pub fn is_done_by(&self, op: &Op) -> bool {
        if let (Self::Groups(own), Op::UndoGroups { act, .. }) = (self, op) {
            own == act
        } else if let (Self::Back(own), Op::UndoAct { act, .. }) = (self, op) {
            own == act
        } else {
            false
        }
    }
}

/// Why an act is not undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotUndone {
    /// It was undone before.
    Undone,
    /// It is an undoing itself.
    IsUndoing,
    /// A later act, of this number, changed the same: that one is undone first.
    Later(i64),
    /// Somebody was called on, was given something or was merged since: that is taken back first.
    HasHistory,
    /// A payment failed, was taken back in part or was paid once more, a later step was made or it was paid for: that is taken
    /// back first.
    RestedUpon,
    /// Something of what was handed out came back, or was told lost, in the act of this number: that is undone first.
    CameBack(i64),
    /// Something of what was handed out was given to people since.
    GivenOut,
    /// The list of a round is fixed.
    Settled,
    /// The round has opened: its days and standards stand.
    Opened,
    /// A roster wrote it: a person is mended by hand, or the backup of before is restored.
    Imported,
    /// A rule of a group did it: the rule is changed, or an exception is recorded.
    ByRule,
    /// Nothing takes it back: what it says is said anew.
    NoWay,
    /// It changed no facts.
    WroteNothing,
    /// It concerns the whole register: a restore, its creation.
    OfRegister,
}

impl NotUndone {
    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Undone => "undone",
            Self::IsUndoing => "is_undoing",
            Self::Later(_) => "later",
            Self::HasHistory => "has_history",
            Self::RestedUpon => "rested_upon",
            Self::CameBack(_) => "came_back",
            Self::GivenOut => "given_out",
            Self::Settled => "settled",
            Self::Opened => "opened",
            Self::Imported => "imported",
            Self::ByRule => "by_rule",
            Self::NoWay => "no_way",
            Self::WroteNothing => "wrote_nothing",
            Self::OfRegister => "of_register",
        }
    }

    /// Whether an act is none that somebody would take back at once: the one before it is looked at.
    pub fn is_passed_over(self) -> bool {
        matches!(self, Self::Undone | Self::WroteNothing)
    }

    /// Whether there is nothing to take back at once: the last act took one back, or made the register.
    pub fn is_nothing(self) -> bool {
        matches!(self, Self::IsUndoing | Self::OfRegister)
    }
}

/// An act, and what undoes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoLook {
    /// The act; where it is one of several of one act, that one.
    pub act: ActLine,
    /// What undoes it, or why nothing does.
    pub way: Result<Undoing, NotUndone>,
}
