//! What `muster show` tells of a round as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::json::{self, EntryJson};
use crate::domain::entry::LedgerLine;
use crate::domain::money::Fen;
use crate::domain::round_card::RoundLine;
use crate::domain::visit::CallLine;

/// What happened to somebody in a round.
#[derive(Serialize)]
pub(super) struct RoundJson<'a> {
    round: String,
    state: &'static str,
    why: Option<&'static str>,
    outcome: Option<&'static str>,
    cash_fen: i64,
    goods_fen: i64,
    standard_cash_fen: i64,
    standard_goods_fen: i64,
    group: Option<&'a str>,
    /// Whether that group is held by a rule alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_rule: bool,
    calls: Vec<CallJson<'a>>,
    entries: Vec<EntryJson<'a>>,
}

#[derive(Serialize)]
struct CallJson<'a> {
    visit: String,
    /// Whether it counts: neither cancelled nor reversed, nor the death or departure undone that was heard of.
    stands: bool,
    outcome: &'static str,
    on: NaiveDate,
    until: Option<NaiveDate>,
    needs: Option<&'a str>,
    note: Option<&'a str>,
    /// Why it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancelled: Option<&'a str>,
}

impl<'a> From<&'a CallLine> for CallJson<'a> {
    fn from(line: &'a CallLine) -> Self {
        let call = &line.call;
        Self {
            visit: line.id.to_string(),
            stands: line.stands,
            cancelled: line.cancelled.as_deref(),
            outcome: call.outcome.code(),
            on: call.on,
            until: call.deferred_to,
            needs: call.needs.as_deref(),
            note: call.note.as_deref(),
        }
    }
}

impl<'a> From<&'a RoundLine> for RoundJson<'a> {
    fn from(line: &'a RoundLine) -> Self {
        let (cash, goods) = net(line);
        let standard = line.standard.as_ref();
        Self {
            round: line.round.to_string(),
            state: line.state.code(),
            why: json::why(line.standing),
            outcome: line.calls.iter().find(|one| one.stands).map(|one| one.call.outcome.code()),
            cash_fen: cash.get(),
            goods_fen: goods.get(),
            standard_cash_fen: standard.map_or(0, |standard| standard.cash.get()),
            standard_goods_fen: standard.map_or(0, |standard| standard.goods_value.get()),
            group: standard.map(|standard| standard.group.as_str()),
            by_rule: line.by_rule,
            calls: line.calls.iter().map(CallJson::from).collect(),
            entries: line.entries.iter().map(EntryJson::from).collect(),
        }
    }
}

/// Cash and goods of a round, net of reversals.
fn net(line: &RoundLine) -> (Fen, Fen) {
    let sum = |of: fn(&LedgerLine) -> Fen| line.entries.iter().map(of).fold(Fen::ZERO, Fen::plus);
    (sum(|entry| entry.cash), sum(|entry| entry.goods_value))
}
