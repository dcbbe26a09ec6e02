//! What a key does for good: it needs a press that was made after what it does was on the screen.
//!
//! Screens know nothing of how keys come. They ask the [`Outbox`](super::outbox::Outbox), and whatever writes goes
//! through it: the first time the deed is withheld and the screen stays as it is. Whoever reads the keys is told by
//! [`App::awaits_press`], and grants that very deed with [`Msg::Press`](super::msg::Msg::Press) once it knows that
//! the key was pressed for it, or refuses it with [`Msg::NotPressed`](super::msg::Msg::NotPressed).

use super::App;
use super::effect::Effect;
use super::outbox::Severity;
use crate::domain::op::Op;
use crate::lang::app;
use crate::ui::key::Key;

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
    /// Whether it is a deed that needs a press. A half-filled form is kept without one: nothing is lost by that.
    pub(super) fn needs_press(&self) -> bool {
        match self {
            Self::Commit(op) => !matches!(**op, Op::SaveDraft(_)),
            Self::StartImport(job) => job.write,
            Self::CreateRegister(_) => true,
            Self::Query(..)
            | Self::Forget(_)
            | Self::Withdraw
            | Self::KeepDraft(_)
            | Self::CancelJob
            | Self::Redraw
            | Self::Suspend
            | Self::Quit => false,
        }
    }
}

impl App {
    /// Whether the last key asked for a deed, which was withheld: it waits for
    /// [`Msg::Press`](super::msg::Msg::Press) or [`Msg::NotPressed`](super::msg::Msg::NotPressed).
    pub fn awaits_press(&self) -> bool {
        self.withheld.is_some()
    }

    /// Whether characters are typed text where the keys go now.
    pub fn wants_text(&self) -> bool {
        self.stack.last().is_some_and(|stacked| stacked.screen.wants_text())
    }

    /// A key that may ask for a deed: it is withheld.
    pub(super) fn probe(&mut self, key: Key) {
        self.withheld = None;
        self.granted = None;
        let notice = self.notice.clone();
        self.key(key);
        if self.withheld.is_some() && self.notice.is_none() {
            // Nothing is done yet: what was said still holds.
            self.notice = notice;
        }
    }

    /// A key was pressed for what it asked for: it is done, if the screen still asks for the same.
    pub(super) fn press(&mut self, key: Key) {
        let top = self.stack.last().map(|stacked| stacked.id);
        let Some((asker, deed)) = self.withheld.take() else { return };
        if top == Some(asker) {
            self.granted = Some(deed);
            self.key(key);
            self.granted = None;
        }
    }

    /// A key was not pressed for what it asked for.
    pub(super) fn refuse_press(&mut self) {
        self.withheld = None;
        self.say(Severity::Plain, app::texts(self.cx.lang).not_pressed);
    }

    /// Whether a deed of the app's own is done now.
    pub(super) fn may(&mut self, deed: Deed) -> bool {
        let granted = self.granted.as_ref() == Some(&deed);
        if !granted {
            self.withhold(Some(deed));
        }
        granted
    }

    /// Notes what was withheld from the screen that has the keys.
    pub(super) fn withhold(&mut self, deed: Option<Deed>) {
        if let (Some(deed), Some(top)) = (deed, self.stack.last()) {
            self.withheld = Some((top.id, deed));
        }
    }
}
