//! The items of the form, in the order in which it shows them.

use crate::app::form::FieldName;
use crate::domain::text::{ADDRESS_MAX, NAME_MAX, NOTE_MAX};

/// One thing to fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// How the call ended.
    Outcome,
    /// Who received in the recipient's place.
    Proxy,
    /// The proxy's relation.
    Relation,
    /// Cash in yuan.
    Cash,
    /// Goods in words.
    Goods,
    /// Value of the goods in yuan.
    Value,
    /// Why it is right, where it is not the usual case.
    Override,
    /// The promised day: it is asked for before the day of the call.
    Until,
    /// The day of death, where it was not the day of the call.
    DiedOn,
    /// The day of the call.
    Day,
    /// One handler.
    First,
    /// The other handler.
    Second,
    /// Needs heard.
    Needs,
    /// Note.
    Note,
}

impl Item {
    /// Every item, in the order of the form.
    pub const ALL: [Self; 14] = [
        Self::Outcome,
        Self::Proxy,
        Self::Relation,
        Self::Cash,
        Self::Goods,
        Self::Value,
        Self::Override,
        Self::Until,
        Self::DiedOn,
        Self::Day,
        Self::First,
        Self::Second,
        Self::Needs,
        Self::Note,
    ];

    /// Its stable name in a draft.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Proxy => "proxy",
            Self::Relation => "relation",
            Self::Cash => "cash",
            Self::Goods => "goods",
            Self::Value => "value",
            Self::Override => "override",
            Self::Day => "on",
            Self::Until => "until",
            Self::DiedOn => "died",
            Self::First => "by1",
            Self::Second => "by2",
            Self::Needs => "needs",
            Self::Note => "note",
        }
    }
}

impl FieldName for Item {
    fn longest(self) -> usize {
        match self {
            Self::Outcome => 0,
            Self::Cash | Self::Value | Self::Day | Self::Until | Self::DiedOn => 20,
            Self::Proxy | Self::Relation | Self::First | Self::Second => NAME_MAX,
            Self::Goods => ADDRESS_MAX,
            Self::Override | Self::Needs | Self::Note => NOTE_MAX,
        }
    }

    fn row(self) -> Self {
        match self {
            Self::Relation => Self::Proxy,
            Self::Value => Self::Goods,
            Self::Second => Self::First,
            Self::Outcome
            | Self::Proxy
            | Self::Cash
            | Self::Goods
            | Self::Override
            | Self::Day
            | Self::Until
            | Self::DiedOn
            | Self::First
            | Self::Needs
            | Self::Note => self,
        }
    }

    fn other(self) -> Option<Self> {
        match self {
            Self::First => Some(Self::Second),
            Self::Second => Some(Self::First),
            Self::Outcome
            | Self::Proxy
            | Self::Relation
            | Self::Cash
            | Self::Goods
            | Self::Value
            | Self::Override
            | Self::Day
            | Self::Until
            | Self::DiedOn
            | Self::Needs
            | Self::Note => None,
        }
    }
}
