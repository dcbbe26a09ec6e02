//! The screens: one file, or one folder, each.

pub mod confirm;
pub mod due;
pub mod first;
mod flow;
pub mod help;
pub mod import;
mod inputs;
pub mod ledger;
mod listing;
pub mod person;
pub mod reason;
pub mod record;
pub mod report;
pub mod roster;
pub mod rounds;

use super::context::ViewContext;
use super::keymap::KeyContext;
use super::layer::Layer;
use super::msg::Go;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;

/// Every screen there is. To add one: its variant, its arms in [`Screen::layer`] and
/// [`Screen::layer_mut`], its `From`, and, for a main screen, its arm in [`open`].
#[derive(Debug)]
pub enum Screen {
    /// The roster, the home screen.
    Roster(Box<roster::State>),
    /// What is due.
    Due(Box<due::State>),
    /// The ledger, or the entries behind a figure.
    Ledger(Box<ledger::State>),
    /// The report of a year.
    Report(Box<report::State>),
    /// The rounds.
    Rounds(Box<rounds::State>),
    /// The form of a round.
    RoundForm(Box<rounds::form::State>),
    /// The import of a roster.
    Import(Box<import::State>),
    /// The help.
    Help(help::State),
    /// The first start.
    First(first::State),
    /// A question.
    Confirm(Box<confirm::State>),
    /// A reason that is asked for.
    Reason(Box<reason::State>),
    /// One recipient.
    Person(Box<person::State>),
    /// The form that changes the facts of a recipient.
    Edit(Box<person::Edit>),
    /// A death, departure or suspension.
    Status(Box<person::Status>),
    /// The form that records a visit.
    Record(Box<record::State>),
}

impl Screen {
    /// The screen as a layer.
    pub fn layer(&self) -> &dyn Layer {
        match self {
            Self::Roster(state) => state.as_ref(),
            Self::Due(state) => state.as_ref(),
            Self::Ledger(state) => state.as_ref(),
            Self::Report(state) => state.as_ref(),
            Self::Import(state) => state.as_ref(),
            Self::Rounds(state) => state.as_ref(),
            Self::RoundForm(state) => state.as_ref(),
            Self::Help(state) => state,
            Self::First(state) => state,
            Self::Confirm(state) => state.as_ref(),
            Self::Reason(state) => state.as_ref(),
            Self::Person(state) => state.as_ref(),
            Self::Edit(state) => state.as_ref(),
            Self::Status(state) => state.as_ref(),
            Self::Record(state) => state.as_ref(),
        }
    }

    /// The screen as a layer that changes.
    pub fn layer_mut(&mut self) -> &mut dyn Layer {
        match self {
            Self::Roster(state) => state.as_mut(),
            Self::Due(state) => state.as_mut(),
            Self::Ledger(state) => state.as_mut(),
            Self::Report(state) => state.as_mut(),
            Self::Import(state) => state.as_mut(),
            Self::Rounds(state) => state.as_mut(),
            Self::RoundForm(state) => state.as_mut(),
            Self::Help(state) => state,
            Self::First(state) => state,
            Self::Confirm(state) => state.as_mut(),
            Self::Reason(state) => state.as_mut(),
            Self::Person(state) => state.as_mut(),
            Self::Edit(state) => state.as_mut(),
            Self::Status(state) => state.as_mut(),
            Self::Record(state) => state.as_mut(),
        }
    }
}

impl From<roster::State> for Screen {
    fn from(state: roster::State) -> Self {
        Self::Roster(Box::new(state))
    }
}

impl From<due::State> for Screen {
    fn from(state: due::State) -> Self {
        Self::Due(Box::new(state))
    }
}

impl From<ledger::State> for Screen {
    fn from(state: ledger::State) -> Self {
        Self::Ledger(Box::new(state))
    }
}

impl From<report::State> for Screen {
    fn from(state: report::State) -> Self {
        Self::Report(Box::new(state))
    }
}

impl From<rounds::State> for Screen {
    fn from(state: rounds::State) -> Self {
        Self::Rounds(Box::new(state))
    }
}

impl From<rounds::form::State> for Screen {
    fn from(state: rounds::form::State) -> Self {
        Self::RoundForm(Box::new(state))
    }
}

impl From<import::State> for Screen {
    fn from(state: import::State) -> Self {
        Self::Import(Box::new(state))
    }
}

impl From<help::State> for Screen {
    fn from(state: help::State) -> Self {
        Self::Help(state)
    }
}

impl From<first::State> for Screen {
    fn from(state: first::State) -> Self {
        Self::First(state)
    }
}

impl From<confirm::State> for Screen {
    fn from(state: confirm::State) -> Self {
        Self::Confirm(Box::new(state))
    }
}

impl From<reason::State> for Screen {
    fn from(state: reason::State) -> Self {
        Self::Reason(Box::new(state))
    }
}

impl From<person::State> for Screen {
    fn from(state: person::State) -> Self {
        Self::Person(Box::new(state))
    }
}

impl From<person::Edit> for Screen {
    fn from(state: person::Edit) -> Self {
        Self::Edit(Box::new(state))
    }
}

impl From<person::Status> for Screen {
    fn from(state: person::Status) -> Self {
        Self::Status(Box::new(state))
    }
}

impl From<record::State> for Screen {
    fn from(state: record::State) -> Self {
        Self::Record(Box::new(state))
    }
}

/// The place of the main screen that a key goes to.
pub fn place_of(go: Go) -> KeyContext {
    match go {
        Go::Search => KeyContext::Roster,
        Go::Due => KeyContext::Due,
        Go::Rounds => KeyContext::Rounds,
        Go::Ledger => KeyContext::Ledger,
        Go::Import => KeyContext::Import,
        Go::Report => KeyContext::Report,
    }
}

/// A fresh main screen; none for the search, which is part of the roster.
pub fn open(go: Go, cx: &ViewContext) -> Option<Screen> {
    match go {
        Go::Due => Some(due::State::default().into()),
        Go::Ledger => Some(ledger::State::new(cx).into()),
        Go::Report => Some(report::State::new(cx).into()),
        Go::Rounds => Some(rounds::State::default().into()),
        Go::Import => Some(import::State::default().into()),
        Go::Search => None,
    }
}

/// The screen of one recipient.
pub fn person(id: RecipientId) -> Option<Screen> {
    Some(person::State::new(id).into())
}

/// The form that records a visit.
pub fn record(recipient: RecipientId, round: RoundCode) -> Option<Screen> {
    Some(record::State::new(recipient, round).into())
}
