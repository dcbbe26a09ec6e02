//! Two registrations of one human: the other one is searched for, both are looked at side by side, with the gifts of one
//! round that both received and with what will be due, and Enter makes them one.

mod choose;
mod keys;
mod texts;
mod view;

#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::form::{FieldName, Inputs, Leaving};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Recorded, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::merge::{MergeLook, MergeRule};
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::recipient::RecipientCard;
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::lang::{app, fill, merge};
use crate::ui::key::Key;
use crate::ui::paint;
use choose::Choice;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&keys::CHOOSE, &keys::LOOK],
    opens_with: None,
    open: |to, _| {
        let Destination::Merge { keep, other } = to else { return None };
        Some(Box::new(MergeScreen::new(*keep, *other)))
    },
};

/// The only field of the last look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Reason;

impl FieldName for Reason {
    fn longest(self) -> usize {
        NOTE_MAX
    }
}

/// The screen.
#[derive(Debug)]
pub struct MergeScreen {
    keep: RecipientId,
    /// The search for the other; none once that one was given.
    choice: Option<Choice>,
    /// The other, once it is known.
    other: Option<RecipientId>,
    asked: Pending<Box<MergeLook>>,
    look: Option<Box<MergeLook>>,
    reason: Inputs<Reason>,
    /// The reason, once one is asked for what says that they are two.
    first: Option<CleanText>,
    /// What Esc has left.
    left: Option<Left>,
    /// The first line that is drawn.
    top: usize,
    sent: bool,
}

/// A look that was left, or the question for the second reason.
#[derive(Debug)]
struct Left {
    other: Option<RecipientId>,
    look: Option<Box<MergeLook>>,
    first: Option<CleanText>,
    reason: Inputs<Reason>,
}

impl MergeScreen {
    /// The screen for one who stays, and for the other where that one is known.
    pub fn new(keep: RecipientId, other: Option<RecipientId>) -> Self {
        Self {
            keep,
            choice: other.is_none().then(Choice::default),
            other,
            asked: Pending::default(),
            look: None,
            reason: Inputs::new(Reason),
            first: None,
            left: None,
            top: 0,
            sent: false,
        }
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        if let Some(other) = self.other {
            self.asked.ask(out, ask::merge_look(self.keep, other));
        }
    }

    /// Looks at the one chosen.
    fn compare(&mut self, out: &mut Outbox<'_>) {
        self.other = self.choice.as_ref().and_then(Choice::chosen);
        (self.look, self.first) = (None, None);
        self.top = 0;
        self.ask(out);
    }

    fn swap(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if let Some(other) = self.other {
            (self.keep, self.other) = (other, Some(self.keep));
            self.look = None;
            self.ask_again();
            self.ask(out);
            out.say(Severity::Plain, texts::of(cx.lang).swapped);
        }
    }

    /// Back to the first reason.
    fn ask_again(&mut self) {
        if let Some(first) = self.first.take() {
            self.reason.set(Reason, &first);
        }
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Some(look) = &self.look else { return };
        if let Some(rule) = look.against {
            return out.say(Severity::Bad, merge::against(cx.lang, rule));
        }
        match CleanText::parse(self.reason.text(Reason), NOTE_MAX) {
            Ok(reason) if reason.says_nothing() => out.say(Severity::Bad, texts.reason_needed),
            Ok(reason) if !self.sent => {
                let (reason, confirmed) = match self.first.clone() {
                    Some(first) => (first, Some(reason)),
                    None => (reason, None),
                };
                if let Some(rule) = MergeRule::unanswered(&look.asks, &reason, confirmed.as_ref()) {
                    (self.first, self.reason) = (Some(reason), Inputs::new(Reason));
                    return out.say(Severity::Bad, merge::against(cx.lang, rule));
                }
                let [one, two] = [&look.sides[0].card, &look.sides[1].card];
                let revs = [one.rev, two.rev];
                let op = Op::Merge { keep: one.id, other: two.id, revs, reason, confirmed };
                self.sent = out.commit(op);
            }
            Ok(_) => {}
            Err(_) => out.say(Severity::Bad, texts.reason_bad),
        }
    }

    fn back(&mut self, out: &mut Outbox<'_>) {
        self.left = None;
        let reason = self.reason.clone();
        if self.first.is_some() {
            let (look, first) = (self.look.clone(), self.first.clone());
            self.left = Some(Left { other: self.other, look, first, reason });
            self.ask_again();
        } else if self.other.is_some() && self.choice.is_some() {
            match self.reason.leave(self.reason.changed(), out) {
                Leaving::Now | Leaving::Warned => {
                    let (other, look) = (self.other.take(), self.look.take());
                    self.left = Some(Left { other, look, first: None, reason });
                }
                Leaving::Withheld => {}
            }
        } else {
            out.pop();
        }
    }

    /// To the search, or back where the other was given.
    fn leave_look(&mut self, out: &mut Outbox<'_>) {
        (self.other, self.look, self.first) = (None, None, None);
        if self.choice.is_none() {
            out.pop();
        }
    }

    /// Turns the lines of the look, as far as they go.
    fn scroll(&mut self, cx: &ViewContext, how: Move) {
        let Some(look) = &self.look else { return };
        let (count, height) = (view::lines(cx, look).len(), view::height(cx, look));
        let last = count.saturating_sub(height);
        let page = height.saturating_sub(1).max(1);
        self.top = match how {
            Move::Up => self.top.saturating_sub(1),
            Move::Down => self.top + 1,
            Move::PageUp => self.top.saturating_sub(page),
            Move::PageDown => self.top + page,
            Move::First | Move::To(_) => 0,
            Move::Last => last,
            Move::Scroll(by) => self.top.saturating_add_signed(by),
        }
        .min(last);
    }

    fn searches(&mut self) -> Option<&mut Choice> {
        self.choice.as_mut().filter(|_| self.other.is_none())
    }
}

impl Screen for MergeScreen {
    fn context(&self) -> &'static KeyContext {
        if self.other.is_some() { &keys::LOOK } else { &keys::CHOOSE }
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn has_unsaved_changes(&self) -> bool {
        self.reason.changed() || self.first.is_some()
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn take_back_esc(&mut self) {
        if let Some(Left { other, look, first, reason }) = self.left.take() {
            (self.other, self.look, self.first, self.reason) = (other, look, first, reason);
        }
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match (action, self.other.is_some()) {
            (ScreenAction::ACCEPT, true) => self.accept(cx, out),
            (ScreenAction::ACCEPT, false) => self.compare(out),
            (ScreenAction::NEXT, true) => self.swap(cx, out),
            (ScreenAction::BACK, _) => self.back(out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        match self.searches() {
            Some(choice) => choice.go(cx, how),
            None => self.scroll(cx, how),
        }
        Handled::Yes
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        match self.searches() {
            Some(choice) => choice.typed(cx, key, out),
            None => {
                self.reason.key(key);
            }
        }
    }

    fn pasted(&mut self, cx: &ViewContext, text: &str, out: &mut Outbox<'_>) {
        match self.searches() {
            Some(choice) => choice.pasted(cx, text, out),
            None => {
                self.reason.paste(text);
            }
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        let keep = self.keep;
        if let Some(look) = self.asked.take(reply) {
            let ids = |look: &MergeLook| look.sides.each_ref().map(|side| side.card.id);
            let is = |shown: [RecipientId; 2]| self.look.as_deref().is_some_and(|old| ids(old) == shown);
            if self.look.is_some() && !is(ids(&look)) {
                // One of the two was merged elsewhere: whoever stands in its place was not chosen.
                out.say(Severity::Bad, texts::of(cx.lang).another);
                self.reason = Inputs::new(Reason);
                return self.leave_look(out);
            }
            if self.look.as_ref().is_some_and(|old| **old != *look) {
                out.say(Severity::Bad, texts::of(cx.lang).changed);
            }
            self.look = Some(look);
        } else if let Some(choice) = &mut self.choice {
            choice.answered(cx, keep, reply);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        let (Op::Merge { keep, other, .. }, Some(look)) = (op, &self.look) else { return };
        let [one, two] = [&look.sides[0].card, &look.sides[1].card];
        if (*keep, *other) == (one.id, two.id) {
            // The numbers tell two of one name apart.
            let same = two.name.same_name(&one.name);
            let told = |card: &RecipientCard| match card.id_masked.as_ref().filter(|_| same) {
                Some(id) => fill(cx.lang.pick("{}（{}）", "{} ({})"), &[&card.name, id]),
                None => card.name.to_string(),
            };
            out.say(Severity::Good, fill(texts::of(cx.lang).merged, &[&told(two), &told(one)]));
            let what = fill(cx.lang.pick("{}（已并入 {}）", "{} (merged into {})"), &[&two.name, &one.name]);
            out.recorded(Recorded::Merge { recipient: two.id, what });
            out.pop();
        }
    }

    fn refused(&mut self, _cx: &ViewContext, op: &Op, _error: &RegisterError, out: &mut Outbox<'_>) {
        if matches!(op, Op::Merge { .. }) {
            self.sent = false;
            self.ask(out);
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.ask(out);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match (&self.look, &self.choice) {
            (Some(look), _) => {
                view::draw(cx, look, (&self.reason, self.first.is_some()), self.top, area, buf)
            }
            (None, Some(choice)) if self.other.is_none() => Some(choice.draw(cx, area, buf)),
            (None, _) => {
                paint::put(buf, paint::line(area, 0), app::texts(cx.lang).loading, cx.theme.quiet);
                None
            }
        }
    }
}
