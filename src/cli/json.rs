//! JSON shapes that several commands share. Amounts are integer fen, in fields that end in `_fen`.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::due::{CloseReason, DueState, Missed, Rest, Standing};
use crate::domain::entry::LedgerLine;
use crate::domain::head::Heads;
use crate::domain::recipient::Kind;
use crate::domain::round_card::{OutsideSum, StateCounts};
use crate::domain::text::CleanText;

/// Items by state, all six of them.
#[derive(Serialize)]
pub(super) struct Counts {
    upcoming: u64,
    due: u64,
    grace: u64,
    overdue: u64,
    done: u64,
    closed: u64,
}

impl From<&StateCounts> for Counts {
    fn from(counts: &StateCounts) -> Self {
        Self {
            upcoming: counts.of(DueState::Upcoming),
            due: counts.of(DueState::Due),
            grace: counts.of(DueState::Grace),
            overdue: counts.of(DueState::Overdue),
            done: counts.of(DueState::Done),
            closed: counts.of(DueState::Closed),
        }
    }
}

/// Who was given something without being on the list of the round: in none of its counts.
#[derive(Serialize)]
pub(super) struct OutsideJson {
    people: u64,
    units: u64,
    cash_fen: i64,
    goods_fen: i64,
}

impl From<OutsideSum> for OutsideJson {
    fn from(outside: OutsideSum) -> Self {
        let OutsideSum { people, units, cash, goods } = outside;
        Self { people, units, cash_fen: cash.get(), goods_fen: goods.get() }
    }
}

/// How far a register reaches, as it is printed: a number and eight characters of a hash each.
#[derive(Serialize)]
pub(super) struct HeadsJson {
    ledger: String,
    audit: String,
}

impl From<&Heads> for HeadsJson {
    fn from(heads: &Heads) -> Self {
        Self { ledger: heads.ledger.to_string(), audit: heads.audit.to_string() }
    }
}

/// An entry of the ledger.
#[derive(Serialize)]
pub(super) struct EntryJson<'a> {
    entry: String,
    /// As lists show it.
    no: i64,
    kind: &'static str,
    recipient: String,
    name: &'a str,
    round: String,
    purpose: &'static str,
    cash_fen: i64,
    goods_fen: i64,
    on: NaiveDate,
    reverses: Option<String>,
    reversed_by: Option<String>,
    recipient_kind: &'static str,
    township: Option<&'a str>,
    village: Option<&'a str>,
    group: Option<&'a str>,
    goods: Option<&'a str>,
    handlers: Vec<&'a str>,
    proxy: Option<&'a str>,
    relation: Option<&'a str>,
    reason: Option<&'a str>,
    recorded_at_ms: i64,
    /// In the list of those to whom a rise of the standard is owed.
    #[serde(skip_serializing_if = "Option::is_none")]
    owed_fen: Option<i64>,
}

impl<'a> From<&'a LedgerLine> for EntryJson<'a> {
    fn from(line: &'a LedgerLine) -> Self {
        Self {
            entry: line.id.to_string(),
            no: line.no,
            kind: line.kind.code(),
            recipient: line.recipient.to_string(),
            name: &line.name,
            round: line.round.to_string(),
            purpose: line.purpose.code(),
            cash_fen: line.cash.get(),
            goods_fen: line.goods_value.get(),
            on: line.on,
            reverses: line.reverses.map(|id| id.to_string()),
            reversed_by: line.reversed_by.map(|id| id.to_string()),
            recipient_kind: kind(line.recipient_kind),
            township: line.township.as_deref(),
            village: line.village.as_deref(),
            group: line.group.as_deref(),
            goods: line.goods.as_deref(),
            handlers: line.handlers.iter().map(CleanText::as_str).collect(),
            proxy: line.proxy.as_ref().map(|(name, _)| name.as_str()),
            relation: line.proxy.as_ref().map(|(_, relation)| relation.as_str()),
            reason: line.reason.as_deref(),
            recorded_at_ms: line.recorded_at_ms,
            owed_fen: Some(line.owed.get()).filter(|owed| *owed > 0),
        }
    }
}

/// The stable name of a kind.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Unit => "unit",
    }
}

/// Why an item is closed or still open after a call, by a stable name.
pub(super) fn why(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::NotEligible | Standing::Done | Standing::Open(None) => None,
        Standing::Open(Some(Missed::Absent(_))) | Standing::Partly(_, Some(Missed::Absent(_))) => {
            Some("absent")
        }
        Standing::Open(Some(Missed::Deferred(_))) | Standing::Partly(_, Some(Missed::Deferred(_))) => {
            Some("deferred")
        }
        Standing::Partly(Rest::Cash, None) => Some("cash_owed"),
        Standing::Partly(Rest::Goods, None) => Some("goods_owed"),
        Standing::Closed(CloseReason::Refused) => Some("refused"),
        Standing::Closed(CloseReason::Died) => Some("died"),
        Standing::Closed(CloseReason::MovedAway) => Some("moved_away"),
        Standing::Closed(CloseReason::NotFound) => Some("not_found"),
        Standing::Closed(CloseReason::Suspended) => Some("suspended"),
        Standing::Closed(CloseReason::RoundClosed) => Some("round_closed"),
        Standing::Closed(CloseReason::Merged) => Some("merged"),
    }
}

/// An empty text as nothing.
pub(super) fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
