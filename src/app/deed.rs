//! What a key does for good: it needs a press that was made after what it does was on the screen.
//!
//! Screens know nothing of how keys come. They ask the [`Outbox`](super::outbox::Outbox), and whatever writes goes
//! through it: the first time the deed is withheld and the screen stays as it is. Whoever reads the keys is told by
//! [`App::awaits_press`](super::App::awaits_press), and grants that very deed with
//! [`Msg::Press`](super::msg::Msg::Press) once it knows that the key was pressed for it, or refuses it with
//! [`Msg::NotPressed`](super::msg::Msg::NotPressed).

use super::effect::Effect;
use crate::domain::op::Op;

/// Something that a key does for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Writes, or takes back what is being written.
    Effect(Effect),
    /// Leaves a screen, by its number, and with it what is typed there.
    Leave(u32),
    /// Leaves the program, whatever is lost by it.
    Quit,
}

impl Effect {
    /// Whether it is a deed that needs a press. A half-filled form is kept without one, since nothing is lost by that; but
    /// nothing is written because a mouse was pressed.
    pub(super) fn needs_press(&self, by_mouse: bool) -> bool {
        match self {
            Self::Commit(op) => by_mouse || !matches!(**op, Op::SaveDraft(_) | Op::KeepKeying { .. }),
            Self::StartImport(job) => job.write,
            Self::CreateRegister(_) | Self::StartCopy(_) | Self::StartExport(_) => true,
            Self::Query(..)
            | Self::Forget(_)
            | Self::Withdraw
            | Self::KeepDraft(_)
            | Self::KeepBookmark(_)
            | Self::CancelJob
            | Self::Redraw
            | Self::Suspend
            | Self::Quit => false,
        }
    }
}
