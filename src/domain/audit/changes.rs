//! A14 and A15: facts of a person that changed shortly before a gift, and groups that were erased.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::facts::{Gift, days};
use super::gifts::about;
use super::{Sink, Told, cases};
use crate::domain::setting::Thresholds;

/// A fact by which somebody is known or paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// 姓名
    Name,
    /// 身份证号
    IdNumber,
    /// 电话
    Phone,
    /// 银行卡
    Card,
}

impl Watched {
    /// Every one with the name under which the audit keeps it.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Name, "name"), (Self::IdNumber, "id_number"), (Self::Phone, "phone"), (Self::Card, "card")];

    /// The word.
    fn word(self) -> Told {
        match self {
            Self::Name => Told::Word("姓名", "the name"),
            Self::IdNumber => Told::Word("身份证号", "the ID number"),
            Self::Phone => Told::Word("电话", "the phone"),
            Self::Card => Told::Word("银行卡", "the card"),
        }
    }
}

/// A fact that became another one. The values are hashes: they are only compared.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// On which day.
    pub on: NaiveDate,
    /// Which fact.
    pub fact: Watched,
    /// Hash of what was there.
    pub before: u64,
    /// Hash of what is there since.
    pub after: u64,
    /// Whether nothing was known before: to fill that in is no change, unless it is taken off again behind the gift.
    pub fills_in: bool,
}

/// What changed, by the id of the recipient, in the order of the acts.
#[derive(Debug, Default)]
pub struct Changes(pub HashMap<u128, Vec<Change>>);

impl Changes {
    /// A14: what changed shortly before the gift.
    pub fn gift(&self, gift: &Gift<'_>, limits: &Thresholds, sink: Sink<'_>) {
        if !gift.stands() {
            return;
        }
        let id = uuid::Uuid::parse_str(gift.recipient).map(|id| id.as_u128()).unwrap_or_default();
        let Some(changes) = self.0.get(&id) else { return };
        let near = |change: &Change| (0..=limits.changed_days).contains(&days(change.on, gift.paid_on));
        let mut found = None;
        for (at, change) in changes.iter().enumerate().filter(|(_, change)| near(change)) {
            let back = changes.iter().skip(at + 1).any(|later| {
                later.fact == change.fact && later.after == change.before && later.on >= gift.paid_on
            });
            if back || found.is_none() && !change.fills_in {
                found = Some((*change, back));
            }
            if back {
                break;
            }
        }
        if let Some((change, back)) = found {
            let case = if back { &cases::CHANGED_BACK } else { &cases::CHANGED };
            let told = vec![Told::Day(change.on), change.fact.word(), Told::Day(gift.paid_on)];
            sink(about(gift, case, told));
        }
    }
}
