//! What a screen may send out: questions, writes, turns of the stack, and words to the user.

use chrono::NaiveDate;

use super::deed::Deed;
use super::destination::{Destination, ReasonFor};
use super::effect::Effect;
use super::keymap::Binding;
use super::query::{Query, RequestId};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::Op;
use crate::domain::recipient::StatusKind;
use crate::domain::round::Round;

/// What the line above the keys says, and how grave it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One line.
    pub text: String,
    /// How grave it is.
    pub severity: Severity,
}

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It worked.
    Good,
    /// It did not.
    Bad,
    /// Neither.
    Plain,
}

/// An act that was just written, so that it can be undone at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// A gift.
    Gift {
        /// The entry.
        entry: EntryId,
        /// Whom and what, e.g. 程连富 1,000 元.
        what: String,
    },
    /// All that was recorded together with an entry.
    Batch {
        /// The entry.
        entry: EntryId,
    },
    /// A group of many that was changed.
    Groups {
        /// The act.
        act: EntryId,
        /// How many, and what.
        what: String,
    },
    /// A call at which nothing was given, with the death or departure that was heard of there.
    Call {
        /// The call.
        visit: EntryId,
        /// Whom, and how it ended.
        what: String,
    },
    /// A death, departure or suspension.
    Status {
        /// Whose.
        recipient: RecipientId,
        /// Which.
        kind: StatusKind,
        /// Whom, and what happened.
        what: String,
    },
    /// Two who became one.
    Merge {
        /// Who was merged.
        recipient: RecipientId,
        /// Whom, and into whom.
        what: String,
    },
}

impl Recorded {
    /// The prompt for the reason of its undoing.
    pub fn undoing(&self) -> Destination {
        Destination::Reason(match self {
            Self::Gift { entry, what } => ReasonFor::Reverse { entry: *entry, what: what.clone() },
            Self::Batch { entry } => ReasonFor::ReverseBatch { entry: *entry },
            Self::Groups { act, what } => ReasonFor::UndoGroups { act: *act, what: what.clone() },
            Self::Call { visit, what } => ReasonFor::CancelVisit { visit: *visit, what: what.clone() },
            Self::Merge { recipient, what } => {
                ReasonFor::Unmerge { recipient: *recipient, what: what.clone() }
            }
            Self::Status { recipient, kind, what } => {
                ReasonFor::UndoStatus { recipient: *recipient, kind: *kind, what: what.clone() }
            }
        })
    }
}

/// A turn of the stack of screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Navigation {
    /// Opens a screen on top; goes back to a main screen that lies on the stack.
    Open(Destination),
    /// Takes the screen that says so away, wherever it lies by then.
    Pop,
    /// Lets the top screen, if it is a list, move its cursor to whom is to be visited next.
    SelectNext {
        /// After whom.
        after: RecipientId,
        /// In which round.
        round: RoundCode,
    },
    /// Works in another round from now on.
    UseRound(Round),
    /// The next form opens with this day; none for today.
    KeepDay(Option<NaiveDate>),
    /// Does what a key does, without that key.
    Perform(Binding),
    /// Leaves the program without another question.
    Quit,
}

/// Where a screen puts what it wants done.
#[derive(Debug)]
pub struct Outbox<'a> {
    layer: u32,
    serial: &'a mut u32,
    pub(super) effects: Vec<Effect>,
    pub(super) turns: Vec<Navigation>,
    pub(super) notice: Option<Notice>,
    pub(super) recorded: Option<Recorded>,
    pub(super) no_redraw: bool,
    /// The deed that a key was pressed for.
    granted: Option<Deed>,
    /// Whether it was asked for with the mouse, which writes nothing.
    pub(super) by_mouse: bool,
    /// The deed that no key was pressed for.
    pub(super) withheld: Option<Deed>,
}

impl<'a> Outbox<'a> {
    pub(super) fn new(layer: u32, serial: &'a mut u32, granted: Option<Deed>) -> Self {
        Self {
            layer,
            serial,
            effects: Vec::new(),
            turns: Vec::new(),
            notice: None,
            recorded: None,
            no_redraw: false,
            granted,
            by_mouse: false,
            withheld: None,
        }
    }

    /// Asks; a screen asks through a [`Pending`](super::pending::Pending), which keeps the id.
    pub(super) fn ask(&mut self, query: Query) -> RequestId {
        *self.serial = self.serial.wrapping_add(1);
        let id = RequestId { layer: self.layer, serial: *self.serial };
        self.effects.push(Effect::Query(id, query));
        id
    }

    /// The answer to a question is not wanted any more.
    pub(super) fn forget(&mut self, id: RequestId) {
        self.effects.push(Effect::Forget(id));
    }

    /// Writes; answers whether it does. What is withheld leaves the screen as it is: the same comes again if a key
    /// was pressed for it.
    #[must_use]
    pub fn commit(&mut self, op: Op) -> bool {
        self.effect(Effect::Commit(Box::new(op)))
    }

    /// Any other effect; answers whether it is asked for, as [`Outbox::commit`] does.
    pub fn effect(&mut self, effect: Effect) -> bool {
        let asked = !effect.needs_press(self.by_mouse) || self.may(Deed::Effect(effect.clone()));
        if asked {
            self.effects.push(effect);
        }
        asked
    }

    /// Whether the screen may be left together with what is typed there.
    #[must_use]
    pub fn may_leave(&mut self) -> bool {
        self.may(Deed::Leave(self.layer))
    }

    /// Whether the program may be left, whatever is lost by it.
    #[must_use]
    pub fn may_quit(&mut self) -> bool {
        self.may(Deed::Quit)
    }

    fn may(&mut self, deed: Deed) -> bool {
        let granted = self.granted.as_ref() == Some(&deed);
        if !granted {
            self.withheld = Some(deed);
        }
        granted
    }

    /// Turns the stack, after the screen has returned.
    pub fn turn(&mut self, turn: Navigation) {
        self.turns.push(turn);
    }

    /// Opens a screen on top.
    pub fn open(&mut self, destination: Destination) {
        self.turn(Navigation::Open(destination));
    }

    /// Closes the screen.
    pub fn pop(&mut self) {
        self.turn(Navigation::Pop);
    }

    /// Says something in the line above the keys.
    pub fn say(&mut self, severity: Severity, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), severity });
    }

    /// Tells that nothing changed of what is drawn.
    pub fn no_redraw(&mut self) {
        self.no_redraw = true;
    }

    /// Remembers an act as the one that Ctrl+R undoes, and in which words.
    pub fn recorded(&mut self, recorded: Recorded) {
        self.recorded = Some(recorded);
    }
}
