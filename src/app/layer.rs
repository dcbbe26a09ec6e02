//! A layer of the stack of screens, and what it may send out: questions, writes, turns of the stack.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::context::ViewContext;
use super::keymap::KeyContext;
use super::msg::{Effect, Go, JobReport, Query, QueryResult, RequestId, ScreenAction};
use super::screens::Screen;
use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::round::Round;
use crate::ui::key::Key;

/// A screen, or a popup over one. Its state changes only in these methods, and its view only reads.
pub trait Layer {
    /// Where its keys stand in the keymap.
    fn place(&self) -> KeyContext;

    /// Whether characters are typed text; then they are never looked up in the keymap.
    fn wants_text(&self) -> bool {
        false
    }

    /// Whether it is drawn over the layer below it, in the same body.
    fn over(&self) -> bool {
        false
    }

    /// Whether it is drawn beside the layer below it where the terminal is wide.
    fn beside(&self) -> bool {
        false
    }

    /// Whether leaving the program now would lose something.
    fn loses(&self) -> bool {
        false
    }

    /// It has come onto the stack: time to ask for what it shows.
    fn enter(&mut self, _cx: &ViewContext, _out: &mut Outbox<'_>) {}

    /// A deed from the keymap.
    fn act(&mut self, cx: &ViewContext, deed: ScreenAction, out: &mut Outbox<'_>);

    /// A key that the keymap does not bind here: typed text, and the keys of a field.
    fn typed(&mut self, _cx: &ViewContext, _key: Key, _out: &mut Outbox<'_>) {}

    /// Pasted text.
    fn pasted(&mut self, _cx: &ViewContext, _text: &str, _out: &mut Outbox<'_>) {}

    /// The answer to a question of its own. Whether it is the latest one, [`Pending::takes`] tells.
    fn answered(
        &mut self,
        _cx: &ViewContext,
        _ticket: RequestId,
        _answer: QueryResult,
        _out: &mut Outbox<'_>,
    ) {
    }

    /// A write became durable, whoever asked for it. What is shown is asked for anew in `refresh`.
    fn committed(&mut self, _cx: &ViewContext, _op: &Op, _receipt: &Receipt, _out: &mut Outbox<'_>) {}

    /// A write of the top layer did not happen. Answers whether the layer has said so itself;
    /// otherwise the line above the keys does.
    fn refused(
        &mut self,
        _cx: &ViewContext,
        _op: &Op,
        _trouble: &RegisterError,
        _out: &mut Outbox<'_>,
    ) -> bool {
        false
    }

    /// Parts of the register changed, or the day or the round did: ask anew for what is shown of them.
    fn refresh(&mut self, _cx: &ViewContext, _changed: Changed, _out: &mut Outbox<'_>) {}

    /// Its turn to lead on: a list moves its cursor to `id`, if it shows it.
    fn choose(&mut self, _cx: &ViewContext, _id: RecipientId, _out: &mut Outbox<'_>) {}

    /// The long job tells how it goes.
    fn job(&mut self, _cx: &ViewContext, _report: &JobReport, _out: &mut Outbox<'_>) {}

    /// The terminal changed its size.
    fn resized(&mut self, _cx: &ViewContext, _out: &mut Outbox<'_>) {}

    /// Draws it into `area`; answers where the cursor belongs, if there is a field.
    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position>;
}

/// Everything changed: after a new day or another round.
pub const EVERYTHING: Changed = Changed { people: true, ledger: true, rounds: true, drafts: true };

/// What the line above the keys says, and in which tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One line.
    pub text: String,
    /// Its tone.
    pub tone: Severity,
}

/// The tone of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It worked.
    Good,
    /// It did not.
    Bad,
    /// Neither.
    Plain,
}

/// A gift that was just recorded, so that it can be reversed at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The entry.
    pub entry: EntryId,
    /// Whom and what, e.g. 程连富 1,000 元.
    pub what: String,
}

/// A turn of the stack.
#[derive(Debug)]
pub enum Navigation {
    /// Puts a screen on top.
    Push(Screen),
    /// Takes the top one away.
    Pop,
    /// Puts a screen in the place of the top one.
    Replace(Screen),
    /// Goes to a main screen.
    Go(Go),
    /// Lets the top screen, if it is a list, lead on to a recipient: the next one to be visited.
    Choose(RecipientId),
    /// Works in another round from now on.
    UseRound(Round),
    /// Leaves the program without another question.
    Quit,
}

/// Where a layer puts what it wants done.
#[derive(Debug)]
pub struct Outbox<'a> {
    layer: u32,
    serial: &'a mut u32,
    pub(super) effects: Vec<Effect>,
    pub(super) turns: Vec<Navigation>,
    pub(super) said: Option<Notice>,
    pub(super) recorded: Option<Recorded>,
    pub(super) unseen: bool,
}

impl<'a> Outbox<'a> {
    pub(super) fn new(layer: u32, serial: &'a mut u32) -> Self {
        Self {
            layer,
            serial,
            effects: Vec::new(),
            turns: Vec::new(),
            said: None,
            recorded: None,
            unseen: false,
        }
    }

    /// Asks; most layers keep the ticket in a [`Pending`].
    pub fn ask(&mut self, ask: Query) -> RequestId {
        *self.serial = self.serial.wrapping_add(1);
        let ticket = RequestId { layer: self.layer, serial: *self.serial };
        self.effects.push(Effect::Query(ticket, ask));
        ticket
    }

    /// Writes.
    pub fn commit(&mut self, op: Op) {
        self.effects.push(Effect::Commit(Box::new(op)));
    }

    /// Any other effect.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Turns the stack, after the layer has returned.
    pub fn turn(&mut self, turn: Navigation) {
        self.turns.push(turn);
    }

    /// Puts a screen on top.
    pub fn push(&mut self, screen: impl Into<Screen>) {
        self.turn(Navigation::Push(screen.into()));
    }

    /// Goes back one screen.
    pub fn pop(&mut self) {
        self.turn(Navigation::Pop);
    }

    /// Says something in the line above the keys.
    pub fn say(&mut self, tone: Severity, text: impl Into<String>) {
        self.said = Some(Notice { text: text.into(), tone });
    }

    /// Tells that nothing changed of what is drawn.
    pub fn unseen(&mut self) {
        self.unseen = true;
    }

    /// Remembers a gift as the one that Ctrl+R reverses, and in which words.
    pub fn recorded(&mut self, recorded: Recorded) {
        self.recorded = Some(recorded);
    }
}

/// Waits for the answer to the latest question of one kind; older answers are stale.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pending(Option<RequestId>);

impl Pending {
    /// Asks, and forgets what was asked before.
    pub fn ask(&mut self, out: &mut Outbox<'_>, ask: Query) {
        self.0 = Some(out.ask(ask));
    }

    /// Whether `ticket` names the awaited answer; it is then no longer awaited.
    pub fn takes(&mut self, ticket: RequestId) -> bool {
        let mine = self.0 == Some(ticket);
        if mine {
            self.0 = None;
        }
        mine
    }

    /// Whether an answer is still awaited.
    pub fn is_waiting(&self) -> bool {
        self.0.is_some()
    }

    /// Lets any answer be stale.
    pub fn forget(&mut self) {
        self.0 = None;
    }
}
