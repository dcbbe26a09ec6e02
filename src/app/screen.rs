//! What a screen is: a part of the stack that has keys, state and a view; and how it is made known.

use std::fmt;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::{Action, Move, ScreenAction};
use super::bookmark::Bookmark;
use super::context::ViewContext;
use super::destination::Destination;
use super::keymap::{Binding, KeyContext};
use super::msg::JobReport;
use super::outbox::Outbox;
use super::pending::Reply;
use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::sign_sheet::SheetNumber;
use crate::ui::key::Key;

/// What the list of screens holds of each: its keys and how it is opened.
#[derive(Debug)]
pub struct ScreenDef {
    /// Its key contexts, one for each of its modes, in the order of the help.
    pub contexts: &'static [&'static KeyContext],
    /// The key that goes to it from every main screen, if it is one.
    pub opens_with: Option<Binding>,
    /// A fresh screen; none if the destination is another screen's.
    pub open: fn(&Destination, &ViewContext) -> Option<Box<dyn Screen>>,
}

/// What a screen is to the app, where that changes what a key does that works everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A screen or a form like any other.
    Usual,
    /// The help: the key that opened it closes it.
    Help,
    /// The menu: every key that does nothing in it closes it and goes on to the screen below.
    Menu,
    /// A question with yes and no: leaving asks no second one over it.
    Question,
    /// A text that is asked for before something is done.
    Prompt,
}

/// The bar of a list of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Whom it is on; none where the list is empty.
    pub on: Option<RecipientId>,
    /// Number of the first row that is drawn.
    pub top: usize,
}

/// Whether a screen knew what it was asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Handled {
    /// It did it, or said why not.
    Yes,
    /// It knows no such action: the user is told so.
    No,
}

/// A screen, or a popup over one. Its state changes only in these methods, and its view only reads.
pub trait Screen: fmt::Debug {
    /// Where its keys stand in the keymap.
    fn context(&self) -> &'static KeyContext;

    /// The place whose name its own key leads to, whatever tab or mode it is in.
    fn main_context(&self) -> &'static KeyContext {
        self.context()
    }

    /// What it is to the app.
    fn role(&self) -> Role {
        Role::Usual
    }

    /// Whether characters are typed text; then they are never looked up in the keymap.
    fn wants_text(&self) -> bool {
        false
    }

    /// Whether it is drawn over the screen below it, in the same body.
    fn is_popup(&self) -> bool {
        false
    }

    /// Whether it is drawn beside the list below it where the terminal is wide.
    fn is_side_pane(&self) -> bool {
        false
    }

    /// Its bar, if it is a list of people: whom that is on stands beside the list where the terminal is wide.
    fn bar(&self) -> Option<Bar> {
        None
    }

    /// Whom it tells all about, if that is what it is for.
    fn person(&self) -> Option<RecipientId> {
        None
    }

    /// Tells of somebody else from now on, as soon as the register has answered.
    fn turn_to(&mut self, _cx: &ViewContext, _id: RecipientId, _out: &mut Outbox<'_>) {}

    /// Whether it lists the half-filled forms.
    fn lists_drafts(&self) -> bool {
        false
    }

    /// Whether leaving the program now would lose something.
    fn has_unsaved_changes(&self) -> bool {
        false
    }

    /// Whether it shows numbers in full.
    fn reveals(&self) -> bool {
        false
    }

    /// Nobody has pressed a key for a while: what it shows in full is masked again.
    fn mask(&mut self) {}

    /// The last Esc was the beginning of another key, torn by a slow line: what it closed is opened again.
    fn take_back_esc(&mut self) {}

    /// Where to go once the register that it asked for is open.
    fn leads_to(&self) -> Option<Destination> {
        None
    }

    /// It has come onto the stack: time to ask for what it shows.
    fn enter(&mut self, _cx: &ViewContext, _out: &mut Outbox<'_>) {}

    /// An action from the keymap.
    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled;

    /// Whether a key that works here does something in the present field and state; the line of keys leaves out what
    /// does not.
    fn offers(&self, _cx: &ViewContext, _action: Action) -> bool {
        true
    }

    /// What the line of keys says of a key that does something else in the present state than the table of keys tells first.
    fn says(&self, _cx: &ViewContext, _action: Action) -> Option<&'static str> {
        None
    }

    /// Whether Left and Right change the choice that has the keys.
    fn turns(&self) -> bool {
        false
    }

    /// Moves the cursor of its list.
    fn go(&mut self, _cx: &ViewContext, _how: Move, _out: &mut Outbox<'_>) -> Handled {
        Handled::No
    }

    /// A tab or a place above its list was pressed with the mouse, by the number that it was drawn with.
    fn go_to_tab(&mut self, _cx: &ViewContext, _at: usize, _out: &mut Outbox<'_>) {}

    /// A field was pressed with the mouse, by the number of its name.
    fn go_to_field(&mut self, _cx: &ViewContext, _field: u64) {}

    /// A key that the keymap does not bind here: typed text, and the keys of a field.
    fn typed(&mut self, _cx: &ViewContext, _key: Key, _out: &mut Outbox<'_>) {}

    /// Pasted text.
    fn pasted(&mut self, _cx: &ViewContext, _text: &str, _out: &mut Outbox<'_>) {}

    /// The reply to a question of its own: [`Pending::take`](super::pending::Pending::take) it.
    fn answered(&mut self, _cx: &ViewContext, _reply: &mut Reply, _out: &mut Outbox<'_>) {}

    /// A write became durable, whoever asked for it. What is shown is asked for anew in `refresh`.
    fn committed(&mut self, _cx: &ViewContext, _op: &Op, _receipt: &Receipt, _out: &mut Outbox<'_>) {}

    /// A write that this screen asked for did not happen; the line above the keys says why.
    fn refused(&mut self, _cx: &ViewContext, _op: &Op, _error: &RegisterError, _out: &mut Outbox<'_>) {}

    /// Parts of the register changed, or the day or the round did: ask anew for what is shown of them.
    fn refresh(&mut self, _cx: &ViewContext, _changed: Changed, _out: &mut Outbox<'_>) {}

    /// Notes of what it shows what the next start is to show again.
    fn bookmark(&self, _bookmark: &mut Bookmark) {}

    /// The recording that is being filled in there: its draft does not wait.
    fn fills_in(&self) -> Option<EntryId> {
        None
    }

    /// The signed sheet that is being keyed there: what is kept of it does not wait.
    fn keys_in(&self) -> Option<&SheetNumber> {
        None
    }

    /// How many are marked in it.
    fn marked(&self) -> usize {
        0
    }

    /// Whether something is asked for only once the keys rest: [`Screen::rested`] is called then.
    fn waits_for_rest(&self) -> bool {
        false
    }

    /// Nobody has pressed a key for a moment.
    fn rested(&mut self, _cx: &ViewContext, _out: &mut Outbox<'_>) {}

    /// A list moves its cursor to `id`, if it shows it.
    fn select(&mut self, _cx: &ViewContext, _id: RecipientId, _out: &mut Outbox<'_>) {}

    /// The long job tells how it goes.
    fn job(&mut self, _cx: &ViewContext, _report: &JobReport, _out: &mut Outbox<'_>) {}

    /// The day is about to turn: what was typed as counted from it is written out, and stays that day.
    fn day_turns(&mut self, _cx: &ViewContext) {}

    /// The terminal changed its size.
    fn resized(&mut self, _cx: &ViewContext, _out: &mut Outbox<'_>) {}

    /// Draws it into `area`; answers where the cursor belongs, if there is a field.
    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position>;

    /// Draws it into `area` while a list beside it has the keys.
    fn view_beside(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        self.view(cx, area, buf);
    }
}

/// Everything changed: after a new day or another round.
pub const EVERYTHING: Changed = Changed { people: true, ledger: true, rounds: true, drafts: true };
