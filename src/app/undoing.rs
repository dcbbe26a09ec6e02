//! Ctrl+R: the last act is undone, whatever it was. What this session recorded is undone at once; any other act of the
//! day the register tells.

use super::App;
use super::destination::{Destination, ReasonFor};
use super::outbox::Severity;
use super::pending::Reply;
use super::query::ask;
use crate::domain::op::Op;
use crate::domain::undo::{UndoLook, Undoing};
use crate::lang::{Lang, acts, app as texts, undo};

impl App {
    /// Asks for the reason of the last act's undoing.
    pub(super) fn undo_last(&mut self) {
        match &self.recorded {
            _ if self.prompts() => self.say(Severity::Plain, texts::texts(self.cx.lang).answer_first),
            Some(recorded) => {
                let prompt = recorded.undoing();
                self.open(&prompt);
            }
            None if self.cx.banner.is_some() => self.ask(ask::last_act(), |app| &mut app.last_act),
            None => self.say(Severity::Plain, texts::texts(self.cx.lang).nothing_to_undo),
        }
    }

    /// Takes what the register tells of the last act; whether the reply was that.
    pub(super) fn take_last_act(&mut self, reply: &mut Reply) -> bool {
        let Some(last) = self.last_act.take(reply) else { return false };
        let lang = self.cx.lang;
        let named = |look: &UndoLook, why: String| [undo::act(lang, &look.act), why].join("  ");
        match last.map(|look| prompt(lang, &look).map_err(|why| named(&look, why))) {
            // Whatever is asked by now is answered first.
            _ if self.prompts() => {}
            None => self.say(Severity::Plain, texts::texts(self.cx.lang).nothing_to_undo),
            Some(Ok(prompt)) => self.open(&prompt),
            Some(Err(why)) => self.say(Severity::Bad, why),
        }
        true
    }

    /// Behind any act that changes something, what was recorded before is not the last one.
    pub(super) fn forget_recorded(&mut self, op: &Op) {
        let changes = !matches!(
            op,
            Op::SaveDraft(_)
                | Op::DropDraft(_)
                | Op::KeepKeying { .. }
                | Op::SettleRounds
                | Op::Unmask { .. }
                | Op::OpenPhones { .. }
                | Op::NoteExport(_)
                | Op::AnswerFinding { .. }
        );
        if changes {
            self.recorded = None;
        }
    }
}

/// The prompt for the reason of an act's undoing.
///
/// # Errors
/// Why it is not undone, in words.
pub(super) fn prompt(lang: Lang, look: &UndoLook) -> Result<Destination, String> {
    let what = undo::act(lang, &look.act);
    let way = look.way.as_ref().map_err(|why| undo::refused(lang, *why))?;
    Ok(Destination::Reason(match way {
        Undoing::Gift(entry) => ReasonFor::Reverse { entry: *entry, what },
        Undoing::Batch { live, .. } => match live.first() {
            Some(entry) => ReasonFor::ReverseBatch { entry: *entry },
            None => return Err(undo::refused(lang, crate::domain::undo::NotUndone::Undone)),
        },
        Undoing::Call(visit) => ReasonFor::CancelVisit { visit: *visit, what },
        Undoing::Status { recipient, kind } => {
            ReasonFor::UndoStatus { recipient: *recipient, kind: *kind, what }
        }
        Undoing::Merge(recipient) => ReasonFor::Unmerge { recipient: *recipient, what },
        Undoing::Groups(_) => ReasonFor::Undo { undoing: way.clone(), what, sides: None },
        Undoing::Back(_) => {
            let sides = Some([acts::before(lang, &look.act), acts::after(lang, &look.act)]);
            ReasonFor::Undo { undoing: way.clone(), what, sides }
        }
    }))
}
