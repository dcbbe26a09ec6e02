//! Lines of the ledger (台账分录).

use chrono::NaiveDate;

use super::holiday::RoundCode;
use super::ids::{EntryId, RecipientId};
use super::money::Fen;
use super::page::Start;
use super::place::TownshipCode;
use super::recipient::Kind;
use super::text::CleanText;

/// What money is for. Visits and the other programmes never conflict with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A holiday visit (走访慰问).
    Visit,
    /// What is owed of a visit since the standard was raised (补差): it stands beside the gift.
    TopUp,
}

impl Purpose {
    /// The stable name in the register and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::TopUp => "top_up",
        }
    }
}

/// A gift, or the entry that cancels one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// Money or goods handed over.
    Gift,
    /// 冲正: negates one gift exactly; cannot itself be reversed.
    Reversal,
}

impl EntryKind {
    /// The stable name in the register and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Gift => "gift",
            Self::Reversal => "reversal",
        }
    }
}

/// One entry as lists show it: the snapshot taken when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// Position in this register's list, for paging.
    pub no: i64,
    /// The entry.
    pub id: EntryId,
    /// Gift or reversal.
    pub kind: EntryKind,
    /// Whom it was for.
    pub recipient: RecipientId,
    /// Person or unit.
    pub recipient_kind: Kind,
    /// Name as it was.
    pub name: CleanText,
    /// Township as it was.
    pub township: Option<CleanText>,
    /// Village as it was.
    pub village: Option<CleanText>,
    /// Group on whose standard it was given, as it was.
    pub group: Option<CleanText>,
    /// The round.
    pub round: RoundCode,
    /// What it was for.
    pub purpose: Purpose,
    /// Cash in fen; negative in a reversal.
    pub cash: Fen,
    /// Goods in words.
    pub goods: Option<CleanText>,
    /// Value of goods in fen; negative in a reversal.
    pub goods_value: Fen,
    /// Day paid. A reversal bears the day of the gift it cancels, so that years agree.
    pub on: NaiveDate,
    /// Who handed it over.
    pub handlers: Vec<CleanText>,
    /// Who received it in the recipient's place, and the relation.
    pub proxy: Option<(CleanText, CleanText)>,
    /// The gift a reversal cancels.
    pub reverses: Option<EntryId>,
    /// The reversal that cancelled this gift.
    pub reversed_by: Option<EntryId>,
    /// Reason of a reversal or of an override.
    pub reason: Option<CleanText>,
    /// What makes a gift one to look at again, by the standard that it keeps.
    pub unusual: Option<Unusual>,
    /// When it was recorded: UTC milliseconds since 1970.
    pub recorded_at_ms: i64,
    /// What is owed beside it since its standard was raised (补差), in fen; told in the list of those gifts alone.
    pub owed: Fen,
}

/// What makes a gift one to look at again, although it broke no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unusual {
    /// Its amount is not that of the standard.
    OffStandard,
    /// Whoever got it was not on the list of the round.
    NotListed,
    /// The standard was raised since, and of the rise something is owed still (补差). The entry alone does not tell it.
    Raised,
    /// The recipient, who got it in person, had died before by what is recorded now. The entry alone does not tell it.
    AfterDeath,
}

impl Unusual {
    /// What is unusual about the cash and goods of a gift, by the group and the standard that it keeps: one without a group
    /// was given outside the list.
    pub fn of(group: &str, given: [Fen; 2], standard: [Fen; 2]) -> Option<Self> {
        let is_off = |(given, standard): (&Fen, &Fen)| *given > Fen::ZERO && given != standard;
        if group.is_empty() {
            Some(Self::NotListed)
        } else {
            given.iter().zip(&standard).any(is_off).then_some(Self::OffStandard)
        }
    }
}

/// What entries come to, the reversals among them taken off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerSum {
    /// Entries.
    pub entries: u64,
    /// Recipients among them, each once.
    pub recipients: u64,
    /// Calls at which something was handed over: one recipient on one day in one round.
    pub visits: u64,
    /// Cash.
    pub cash: Fen,
    /// Goods at their value.
    pub goods: Fen,
    /// What is owed beside them since standards were raised; told of the list of those gifts alone.
    pub owed: Fen,
}

/// Which entries a ledger list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerQuery {
    /// Only this round.
    pub round: Option<RoundCode>,
    /// Only days paid in this calendar year.
    pub year: Option<i32>,
    /// Only this group, as it was.
    pub group: Option<CleanText>,
    /// Only people or only units.
    pub kind: Option<Kind>,
    /// Only this recipient.
    pub recipient: Option<RecipientId>,
    /// Only this township, as it was.
    pub township: Option<TownshipCode>,
    /// Only gifts that stand and are not the usual case.
    pub unusual: Option<Unusual>,
    /// Only what counts: gifts that no reversal has cancelled.
    pub live_only: bool,
    /// Only these, by number.
    pub numbers: Option<Vec<i64>>,
    /// From where the page is read; newest first.
    pub start: Start,
    /// Rows at most; none for all.
    pub limit: Option<u32>,
}
