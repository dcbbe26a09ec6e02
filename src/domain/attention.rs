//! What asks for attention on a day, whatever round or township it belongs to: promised visits, half-filled forms,
//! and people of whom something is to be checked.
//!
//! Nobody is told who turns sixty this week: the week of a birth, beside the masked number whose check digit shows, is
//! nearly the whole number. Who turns sixty is told by months, whatever day it is in a month.

use chrono::NaiveDate;

use super::holiday::RoundCode;
use super::list::RosterRow;
use super::op::DraftLine;
use super::page::Start;
use super::place::TownshipCode;
use super::sign_sheet::HalfKeyed;
use super::text::CleanText;

/// A list of people who ask for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attention {
    /// Put off to today.
    PromisedToday,
    /// Put off to a day that has passed, and not visited since.
    PromisedMissed,
    /// Put off to one of the next seven days.
    PromisedSoon,
    /// Alive and here as registered, with a note that has a word for the opposite.
    NotedGone,
    /// Registered without an ID number, alive and here.
    NoNumber,
    /// Alive and here, with an ID number whose check digit is another one.
    CheckDigit,
    /// Alive and here, without a phone.
    NoPhone,
    /// Alive and here, in no village.
    NoVillage,
    /// Alive and here, and turning sixty in this month or in the three that follow.
    Sixty,
    /// Alive and here, and not seen by any call of this calendar year.
    NotSeen,
}

impl Attention {
    /// Those that the first screen of a day counts, most pressing first. Each is read from a small index.
    pub const TODAY: [Self; 5] =
        [Self::PromisedToday, Self::PromisedMissed, Self::PromisedSoon, Self::NotedGone, Self::NoNumber];
}

/// How many there are of something, counted as far as is worth it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many were counted.
    pub counted: u64,
    /// Whether there are more.
    pub more: bool,
}

/// One of those who were promised a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Name.
    pub name: CleanText,
    /// Name of the township.
    pub township: CleanText,
    /// The day promised.
    pub on: NaiveDate,
}

/// A list of those who ask for attention: how many, and who comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// How many.
    pub count: Count,
    /// The first of those who were promised a visit; empty for other lists.
    pub first: Vec<Promise>,
}

/// What the first screen of a day tells beside the counts of the round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// The lists, in the order of [`Attention::TODAY`].
    pub lists: [Watched; 5],
    /// The half-filled forms, newest first.
    pub drafts: Vec<DraftLine>,
    /// The half-keyed sheets.
    pub half_keyed: Vec<HalfKeyed>,
    /// The township of the person whose call was recorded last, if that is known.
    pub last_township: Option<TownshipCode>,
}

/// A page of one of the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttentionQuery {
    /// Which list.
    pub list: Attention,
    /// Only those of this township.
    pub township: Option<TownshipCode>,
    /// The round that states and standards of people refer to who were promised nothing.
    pub round: Option<RoundCode>,
    /// Where the page begins.
    pub start: Start,
    /// Rows at most.
    pub limit: u32,
}

/// One row of such a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttentionItem {
    /// The round in which a visit was promised, else the one asked for.
    pub round: Option<RoundCode>,
    /// The recipient, in that round.
    pub row: RosterRow,
    /// The note, where the list is of notes.
    pub note: Option<CleanText>,
}
