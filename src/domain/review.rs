//! What of a register is to be checked: lists of people, of pairs that may be one human, and of gifts.

mod gone;

use chrono::NaiveDate;

use super::attention::Attention;
use super::entry::Unusual;
use super::ids::RecipientId;
use super::list::LastGift;
use super::place::TownshipCode;
use super::text::CleanText;

pub use gone::{day_gone, said_gone, says_gone};

/// A list of what is to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Review {
    /// People of this list.
    People(Attention),
    /// Pairs that may be one human (疑似同一人).
    Doubles,
    /// Gifts that are not the usual case.
    Gifts(Unusual),
}

impl Review {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 12] = [
        Self::Doubles,
        Self::People(Attention::NotedGone),
        Self::People(Attention::NoNumber),
        Self::People(Attention::CheckDigit),
        Self::People(Attention::NoPhone),
        Self::People(Attention::NoVillage),
        Self::People(Attention::Sixty),
        Self::People(Attention::NotSeen),
        Self::Gifts(Unusual::OffStandard),
        Self::Gifts(Unusual::NotListed),
        Self::Gifts(Unusual::Raised),
        Self::Gifts(Unusual::AfterDeath),
    ];

    /// Its stable name; none for a list of promises, which is nothing to check.
    pub fn code(self) -> Option<&'static str> {
        Some(match self {
            Self::Doubles => "doubles",
            Self::People(Attention::NotedGone) => "noted-gone",
            Self::People(Attention::NoNumber) => "no-id",
            Self::People(Attention::CheckDigit) => "check-digit",
            Self::People(Attention::NoPhone) => "no-phone",
            Self::People(Attention::NoVillage) => "no-village",
            Self::People(Attention::Sixty) => "sixty",
            Self::People(Attention::NotSeen) => "not-seen",
            Self::Gifts(Unusual::OffStandard) => "off-standard",
            Self::Gifts(Unusual::NotListed) => "not-listed",
            Self::Gifts(Unusual::Raised) => "top-up",
            Self::Gifts(Unusual::AfterDeath) => "after-death",
            Self::People(Attention::PromisedToday | Attention::PromisedMissed | Attention::PromisedSoon) => {
                return None;
            }
        })
    }
}

/// Which list, and of which part of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewQuery {
    /// Which list.
    pub list: Review,
    /// Only this township.
    pub township: Option<TownshipCode>,
}

/// What makes two seem one human, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// The same ID number.
    SameId,
    /// The same name and township, and ID numbers that differ by a slip.
    LikeId,
    /// The same name and township, and what is known does not tell the two apart.
    SamePerson,
    /// The same name and birth date.
    SameBirth,
    /// Names that sound alike, one place, and what is known does not tell the two apart.
    SoundsAlike,
    /// The same phone, and names that are or sound alike.
    SamePhone,
    /// The same bank card.
    SameCard,
}

impl Likeness {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::SameId => "same_id",
            Self::LikeId => "like_id",
            Self::SamePerson => "same_person",
            Self::SameBirth => "same_birth",
            Self::SoundsAlike => "sounds_alike",
            Self::SamePhone => "same_phone",
            Self::SameCard => "same_card",
        }
    }
}

/// One of two who may be one human.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubleSide {
    /// The identifier.
    pub id: RecipientId,
    /// The name.
    pub name: CleanText,
    /// Year of birth, where known.
    pub birth_year: Option<i32>,
    /// The masked ID number.
    pub id_masked: Option<CleanText>,
    /// The masked phone.
    pub phone_masked: Option<CleanText>,
    /// The masked bank card.
    pub card_masked: Option<CleanText>,
    /// Name of the township.
    pub township: CleanText,
    /// Village; empty if not known.
    pub village: CleanText,
    /// The groups held, by name.
    pub groups: Vec<CleanText>,
    /// The last gift that stands.
    pub last_gift: Option<LastGift>,
    /// The day of death, where that is recorded.
    pub died_on: Option<NaiveDate>,
    /// The day of departure, where that is recorded.
    pub left_on: Option<NaiveDate>,
}

/// Two who may be one human.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoublePair {
    /// What makes them seem so.
    pub why: Likeness,
    /// Who was registered first.
    pub one: DoubleSide,
    /// Who was registered later.
    pub other: DoubleSide,
}

/// Pairs, as many as a screen lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoublePairs {
    /// The pairs, in the order of their rules and names.
    pub pairs: Vec<DoublePair>,
    /// Whether there are more.
    pub more: bool,
}

/// Two people side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubleSides {
    /// The one.
    pub one: DoubleSide,
    /// The other.
    pub other: DoubleSide,
}
