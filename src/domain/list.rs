//! The lists of recipients: what one asks of the register, and the rows it gets back.

use chrono::NaiveDate;

use super::due::{DueState, Standing};
use super::holiday::RoundCode;
use super::ids::RecipientId;
use super::money::Fen;
use super::page::{RowKey, Start};
use super::place::Scope;
use super::recipient::{Kind, Sex};
use super::round::Standard;
use super::text::CleanText;

/// One line of the left side of the roster: a scope with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeLine {
    /// Which part of the register.
    pub scope: Scope,
    /// Its name; empty for the whole banner and the units, which the texts name.
    pub name: CleanText,
    /// Recipients registered.
    pub recipients: u64,
    /// Open items of the round.
    pub open: u64,
    /// Items done.
    pub done: u64,
    /// Items closed.
    pub closed: u64,
    /// Of the open items, those with a failed call (absent, deferred).
    pub missed: u64,
    /// Cash standards of all items, in fen.
    pub planned: Fen,
    /// Cash given in the round, net, in fen.
    pub given: Fen,
}

/// Counts of one village in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillageLine {
    /// The village; empty where none is known.
    pub village: CleanText,
    /// Open items of the round.
    pub open: u64,
    /// Items done.
    pub done: u64,
    /// Items closed.
    pub closed: u64,
}

/// What those on a roster come to, wherever its page begins and ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RosterSum {
    /// How many are listed, at most so many as are counted.
    pub listed: u64,
    /// Whether there are more.
    pub more: bool,
    /// Cash of their standards in the round, in fen.
    pub cash: Fen,
    /// Value of the goods of those, in fen.
    pub goods: Fen,
}

/// Which recipients a roster list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Show {
    /// Everyone who is in the round.
    InRound,
    /// Open items: upcoming, due, grace or overdue.
    Open,
    /// Done.
    Done,
    /// Exceptions: absent, deferred, refused, not found, died, moved away, suspended.
    Exceptions,
    /// Closed.
    Closed,
    /// Everyone in the register, in the round or not.
    Everyone,
}

/// How a roster list is ordered; by village is the way a team drives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Township, village, name.
    Village,
    /// Name, by pinyin.
    Name,
    /// Most pressing first, then village and name. With `Show::Everyone`, as by village.
    State,
}

/// What a roster list asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterQuery {
    /// The round that states and standards refer to.
    pub round: Option<RoundCode>,
    /// Which part of the register.
    pub scope: Scope,
    /// Which recipients.
    pub show: Show,
    /// Only this group.
    pub group: Option<CleanText>,
    /// Only this village.
    pub village: Option<CleanText>,
    /// Order.
    pub sort: Sort,
    /// Where the page begins.
    pub start: Start,
    /// Rows at most.
    pub limit: u32,
}

/// The last gift before or in this round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastGift {
    /// The round it was given in.
    pub round: RoundCode,
    /// Day paid.
    pub on: NaiveDate,
    /// Cash in fen.
    pub cash: Fen,
    /// Value of goods in fen.
    pub goods_value: Fen,
}

/// One recipient in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterRow {
    /// Its place in the list.
    pub key: RowKey,
    /// The recipient.
    pub id: RecipientId,
    /// Person or unit.
    pub kind: Kind,
    /// Name.
    pub name: CleanText,
    /// Sex, where known.
    pub sex: Option<Sex>,
    /// The age reached in the year of the day ([`super::recipient::age`]), where it is known and the person lives.
    pub age: Option<u32>,
    /// Township name.
    pub township: CleanText,
    /// Village; empty if unknown.
    pub village: CleanText,
    /// The group on whose standard the round pays; else the first group held; empty if none.
    pub group: CleanText,
    /// How many groups are held now.
    pub groups: u32,
    /// Where the recipient stands; does not depend on the day.
    pub standing: Standing,
    /// Where the recipient stands on the day.
    pub state: DueState,
    /// The standard in this round.
    pub standard: Option<Standard>,
    /// The last gift.
    pub last_gift: Option<LastGift>,
    /// Masked ID number.
    pub id_masked: Option<CleanText>,
    /// Masked phone.
    pub phone_masked: Option<CleanText>,
    /// Address.
    pub address: Option<CleanText>,
}

/// One item of the due list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueItem {
    /// The round.
    pub round: RoundCode,
    /// Whether it stands in front because a visit was promised by the day.
    pub is_promised: bool,
    /// The recipient's row.
    pub row: RosterRow,
}

/// Who of a round stands in a due list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueStates {
    /// Whoever is to be visited on the day: due, in grace or overdue.
    ToVisit,
    /// Everybody in the round.
    All,
    /// Whoever has this state.
    Only(DueState),
}

impl DueStates {
    /// Whether somebody with that state is among them.
    pub fn has(self, state: DueState) -> bool {
        match self {
            Self::ToVisit => matches!(state, DueState::Due | DueState::Grace | DueState::Overdue),
            Self::All => true,
            Self::Only(only) => only == state,
        }
    }
}
