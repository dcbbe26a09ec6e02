//! Asks for a reason, which the operation that follows will carry.

mod keys;
mod texts;
mod what_for;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, ReasonFor};
use crate::app::form::{FieldName, Inputs};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::prompt::{self, BelowLine, PromptLook};
use crate::app::query::{BatchToReverse, ask};
use crate::app::screen::{Handled, Role, Screen, ScreenDef};
use crate::domain::error::RegisterError;
use crate::domain::group_change::Touches;
use crate::domain::ids::EntryId;
use crate::domain::merge::{MergeRule, UnmergeLook};
use crate::domain::op::{Answer, Op, Receipt};
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::lang::{self, app, fill, groups, merge, settings, words};
use crate::ui::key::Key;
use keys::REASON;
use what_for::For;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&REASON],
    opens_with: None,
    open: |to, cx| {
        let Destination::Reason(what_for) = to else { return None };
        Some(Box::new(ReasonPopup::new(cx, what_for)))
    },
};

/// The only field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Reason;

impl FieldName for Reason {
    fn longest(self) -> usize {
        NOTE_MAX
    }
}

/// The prompt.
#[derive(Debug)]
pub struct ReasonPopup {
    title: String,
    note: String,
    /// What is taken back, with the name; empty for anything else.
    what: String,
    field: Inputs<Reason>,
    what_for: For,
    id: Pending<EntryId>,
    batch: Pending<Option<Box<BatchToReverse>>>,
    parting: Pending<Box<UnmergeLook>>,
    touches: Pending<Touches>,
    /// What parting two asks besides the reason.
    asks: Vec<MergeRule>,
    /// The reason, once another one is asked for.
    first: Option<CleanText>,
}

impl ReasonPopup {
    fn new(cx: &ViewContext, what_for: &ReasonFor) -> Self {
        let texts = texts::of(cx.lang);
        let what = match what_for {
            ReasonFor::Reverse { what, .. }
            | ReasonFor::UndoGroups { what, .. }
            | ReasonFor::CancelVisit { what, .. }
            | ReasonFor::UndoStatus { what, .. }
            | ReasonFor::Undo { what, .. }
            | ReasonFor::Unmerge { what, .. } => what.clone(),
            ReasonFor::ReverseBatch { .. }
            | ReasonFor::Unmask { .. }
            | ReasonFor::CloseRound { .. }
            | ReasonFor::Raise { .. }
            | ReasonFor::OpenPhones { .. }
            | ReasonFor::TellApart { .. }
            | ReasonFor::Answer { .. }
            | ReasonFor::Number { .. } => String::default(),
        };
        let sides = if let ReasonFor::Undo { sides, .. } = what_for { sides.as_ref() } else { None };
        let (title, note, what_for) = match what_for {
            ReasonFor::Reverse { entry, what } => {
                let title = fill(texts.reverse_title, &[what]);
                (title, texts.reverse_note, For::Reverse { of: *entry, id: None })
            }
            ReasonFor::ReverseBatch { entry } => {
                let what_for = For::ReverseBatch { entry: *entry, read: None };
                (app::texts(cx.lang).loading.to_owned(), texts.batch_note, what_for)
            }
            ReasonFor::UndoGroups { act, what } => {
                (fill(texts.groups_title, &[what]), texts.groups_note, For::UndoGroups(*act))
            }
            ReasonFor::CancelVisit { visit, what } => {
                (fill(texts.cancel_title, &[what]), texts.cancel_note, For::CancelVisit(*visit))
            }
            ReasonFor::UndoStatus { recipient, kind, what } => {
                let what_for = For::UndoStatus(*recipient, *kind);
                (fill(texts.status_title, &[what]), texts.status_note, what_for)
            }
            ReasonFor::Undo { undoing, what, sides } => {
                let note = if sides.is_some() { texts.undo_note } else { texts.groups_note };
                (fill(texts.undo_title, &[what]), note, For::Undo(undoing.clone()))
            }
            ReasonFor::TellApart { one, other, names: [a, b] } => {
                (fill(texts.apart_title, &[a, b]), texts.apart_note, For::TellApart([*one, *other]))
            }
            ReasonFor::Unmerge { recipient, what } => {
                (fill(texts.unmerge_title, &[what]), texts.unmerge_note, For::Unmerge(*recipient))
            }
            ReasonFor::Unmask { recipient, name } => {
                (fill(texts.unmask_title, &[name]), texts.unmask_note, For::Unmask(*recipient))
            }
            ReasonFor::CloseRound { round, open } => {
                let title = fill(texts.close_title, &[&words::round(cx.lang, *round), open]);
                (title, texts.close_note, For::CloseRound(*round))
            }
            ReasonFor::Raise { round } => {
                let title = fill(texts.raise_title, &[&words::round(cx.lang, round.code)]);
                (title, texts.raise_note, For::Raise(round.clone(), cx.today))
            }
            ReasonFor::OpenPhones { round } => {
                let title = fill(texts.phones_title, &[&words::round(cx.lang, *round)]);
                (title, texts.phones_note, For::OpenPhones(*round))
            }
            ReasonFor::Answer { finding, what } => {
                let title = fill(texts.answer_title, &[finding, what]);
                (title, texts.answer_note, For::Answer(finding.clone()))
            }
            ReasonFor::Number { setting, value } => {
                let title = fill(texts.number_title, &[&settings::label(cx.lang, setting), value]);
                (title, texts.number_note, For::Number(setting))
            }
        };
        let mut field = Inputs::new(Reason);
        if matches!(what_for, For::OpenPhones(_)) {
            // The usual one, which typing replaces.
            field.set(Reason, texts.phones_reason);
            field.settle();
            field.go(Reason);
        }
        let note = match sides {
            Some(sides) => {
                let [before, after] =
                    sides.each_ref().map(|side| if side.is_empty() { texts.blank } else { side.as_str() });
                [note, &fill(texts.undo_sides, &[&after, &before])].join("\n")
            }
            None => note.to_owned(),
        };
        Self {
            title,
            note,
            what,
            field,
            what_for,
            id: Pending::default(),
            batch: Pending::default(),
            parting: Pending::default(),
            touches: Pending::default(),
            asks: Vec::new(),
            first: None,
        }
    }

    /// Names what is reversed; closes where nothing is to be.
    fn open_batch(&mut self, cx: &ViewContext, found: Option<Box<BatchToReverse>>, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let why_not = match &found {
            None => Some(texts.no_batch),
            Some(found) => found.batch.live.is_empty().then_some(texts.batch_undone),
        };
        if let Some(why_not) = why_not {
            out.say(Severity::Bad, why_not);
            return out.pop();
        }
        if let Some(BatchToReverse { batch, .. }) = found.as_deref() {
            let day = words::full_day(cx.lang, batch.recorded_on);
            let sum = lang::batch::sum(cx.lang, &batch.sum);
            self.title = fill(texts.batch_title, &[&day, &batch.live.len(), &batch.all, &sum]);
        }
        if let For::ReverseBatch { read, .. } = &mut self.what_for {
            *read = found;
        }
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if let For::Number(setting) = self.what_for
            && setting.parse(self.field.text(Reason)).is_none()
        {
            let written = CleanText::shown(self.field.text(Reason));
            return out.say(Severity::Bad, settings::bad_value(cx.lang, setting, &written));
        }
        if self.field.text(Reason).is_empty() {
            out.say(Severity::Bad, texts.reason_needed);
            return;
        }
        match CleanText::parse(self.field.text(Reason), NOTE_MAX) {
            Ok(reason) if reason.says_nothing() && !matches!(self.what_for, For::Number(_)) => {
                out.say(Severity::Bad, texts.reason_needed);
            }
            Ok(reason) => {
                let both = self.first.as_ref().map_or((&reason, None), |first| (first, Some(&reason)));
                if let Some(rule) = MergeRule::unanswered(&self.asks, both.0, both.1) {
                    out.say(Severity::Bad, merge::against(cx.lang, rule));
                    self.first = Some(both.0.clone());
                    self.field = Inputs::new(Reason);
                    return;
                }
                if let Some(op) = self.op(reason) {
                    // What comes of it is told by `committed`.
                    let _ = out.commit(op);
                }
            }
            Err(_) => out.say(Severity::Bad, texts.reason_bad),
        }
    }
}

impl Screen for ReasonPopup {
    fn context(&self) -> &'static KeyContext {
        &REASON
    }

    fn role(&self) -> Role {
        Role::Prompt
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        match &self.what_for {
            For::Reverse { .. } => self.id.ask(out, ask::new_id()),
            For::ReverseBatch { entry, .. } => self.batch.ask(out, ask::batch_of(*entry)),
            // Who becomes due with it, and what a round then plans, is told before it is written.
            For::CancelVisit(_) | For::UndoStatus(..) | For::Undo(_) | For::Raise(..) => {
                if let Some(op) = self.op(CleanText::default()) {
                    self.touches.ask(out, ask::touches(Box::new(op)));
                }
            }
            For::UndoGroups(_)
            | For::TellApart(_)
            | For::Unmask(_)
            | For::CloseRound(_)
            | For::OpenPhones(_)
            | For::Answer(_)
            | For::Number(_) => {}
            For::Unmerge(id) => self.parting.ask(out, ask::unmerge_look(*id)),
        }
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::BACK => prompt::esc(&mut self.field, texts::of(cx.lang).esc_again, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn typed(&mut self, _cx: &ViewContext, key: Key, _out: &mut Outbox<'_>) {
        self.field.key(key);
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        self.field.paste(text);
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if let Some(new) = self.id.take(reply)
            && let For::Reverse { id, .. } = &mut self.what_for
        {
            *id = Some(new);
        } else if let Some(found) = self.batch.take(reply) {
            self.open_batch(cx, found, out);
        } else if let Some(touches) = self.touches.take(reply) {
            let lines = groups::touches(cx.lang, &touches);
            self.note = std::iter::once(self.note.clone()).chain(lines).collect::<Vec<_>>().join("\n");
        } else if let Some(look) = self.parting.take(reply) {
            let lines = merge::parting(cx.lang, &look);
            self.note = std::iter::once(texts::of(cx.lang).unmerge_note.to_owned())
                .chain(lines)
                .collect::<Vec<_>>()
                .join("\n");
            self.asks = if look.above.is_empty() { Vec::new() } else { vec![MergeRule::Above] };
        }
    }

    fn refused(&mut self, _cx: &ViewContext, op: &Op, _error: &RegisterError, out: &mut Outbox<'_>) {
        if let (For::Unmerge(id), true) = (&self.what_for, self.is_mine(op)) {
            self.parting.ask(out, ask::unmerge_look(*id));
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, receipt: &Receipt, out: &mut Outbox<'_>) {
        if self.is_mine(op) {
            let texts = texts::of(cx.lang);
            if let Op::ReverseBatch { reversals, .. } = op {
                out.say(Severity::Good, fill(texts.batch_reversed, &[&reversals.len()]));
            } else if matches!(op, Op::Reverse { .. }) {
                out.say(Severity::Good, fill(texts.reversed, &[&self.what]));
            } else if matches!(op, Op::CancelVisit { .. }) {
                out.say(Severity::Good, fill(texts.cancelled, &[&self.what]));
            } else if matches!(op, Op::UndoGroups { .. }) {
                out.say(Severity::Good, texts.groups_undone);
            } else if matches!(op, Op::TellApart { .. }) {
                out.say(Severity::Good, texts.told_apart);
            } else if matches!(op, Op::UndoStatus { .. }) {
                out.say(Severity::Good, fill(texts.status_undone, &[&self.what]));
            } else if matches!(self.what_for, For::Undo(_)) {
                out.say(Severity::Good, fill(texts.undone, &[&self.what]));
            } else if matches!(op, Op::Unmerge { .. }) {
                out.say(Severity::Good, fill(texts.unmerged, &[&self.what]));
            } else if let Op::RaiseStandards { round, .. } = op {
                out.say(Severity::Good, fill(texts.raised, &[&words::round(cx.lang, round.code)]));
            } else if matches!(op, Op::AnswerFinding { .. }) {
                out.say(Severity::Good, texts.answered);
            } else if let (Op::CloseRound { code, .. }, Answer::Closed(open)) = (op, &receipt.answer) {
                out.say(Severity::Good, fill(texts.round_closed, &[&words::round(cx.lang, *code), open]));
            }
            out.pop();
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let label = match (&self.what_for, &self.first) {
            (For::Number(_), _) => texts.number,
            (_, Some(_)) => texts.confirm,
            (_, None) => texts.reason,
        };
        let look = PromptLook { title: &self.title, note: &self.note, label, below: BelowLine::Whole };
        look.draw(cx, &self.field, area, buf)
    }
}
