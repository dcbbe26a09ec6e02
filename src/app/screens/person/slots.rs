//! What there is to fill in of a recipient, and what may be wrong with it.

use super::texts::PersonTexts;
use crate::app::form::FieldName;
use crate::domain::text::{ADDRESS_MAX, NAME_MAX, NOTE_MAX};

/// One thing to fill in; of a group, by its number in the list, whether it is held and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Slot {
    Name,
    Id,
    Sex,
    Birth,
    Household,
    Card,
    Phone,
    Township,
    Village,
    Address,
    Note,
    Holds(usize),
    From(usize),
    Until(usize),
    Reason,
}

impl Slot {
    /// Whether Left and Right change it.
    pub(super) fn is_choice(self) -> bool {
        self.longest() == 0
    }
}

impl FieldName for Slot {
    fn row(self) -> Self {
        match self {
            Self::From(at) | Self::Until(at) => Self::Holds(at),
            Self::Name
            | Self::Id
            | Self::Sex
            | Self::Birth
            | Self::Household
            | Self::Card
            | Self::Phone
            | Self::Township
            | Self::Village
            | Self::Address
            | Self::Note
            | Self::Holds(_)
            | Self::Reason => self,
        }
    }

    fn longest(self) -> usize {
        match self {
            Self::Township | Self::Sex | Self::Household | Self::Holds(_) => 0,
            Self::Phone | Self::Id | Self::Birth => 30,
            Self::Card => 40,
            Self::From(_) | Self::Until(_) => 20,
            Self::Name | Self::Village => NAME_MAX,
            Self::Address => ADDRESS_MAX,
            Self::Note | Self::Reason => NOTE_MAX,
        }
    }
}

/// What is wrong with a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Phone,
    Day,
    Order,
    Text,
    Name,
    Id,
    Card,
}

impl Wrong {
    pub(super) fn text(self, texts: &PersonTexts) -> &'static str {
        match self {
            Self::Phone => texts.bad_phone,
            Self::Day => texts.bad_day,
            Self::Order => texts.bad_order,
            Self::Text => texts.bad_text,
            Self::Name => texts.bad_name,
            Self::Id => texts.bad_id,
            Self::Card => texts.bad_digits,
        }
    }
}
