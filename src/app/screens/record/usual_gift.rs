//! The usual case: the full standard, as far as it was not given before.

use crate::domain::form_facts::FormFacts;
use crate::domain::money::Fen;

/// What is usually handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Usual {
    /// Cash in fen.
    pub(super) cash: Fen,
    /// Goods in words.
    pub(super) goods: String,
    /// Value of the goods in fen.
    pub(super) goods_value: Fen,
}

impl Usual {
    /// The standard of the recipient. Goods may follow cash on another day, and cash goods: of two parts
    /// the one that was given already is left out. If nothing would remain, the full standard stands
    /// there, so that the refusal names the earlier gift.
    pub(super) fn of(facts: &FormFacts) -> Self {
        let Some(standard) = &facts.row.standard else { return Self::default() };
        let full = Self {
            cash: standard.cash,
            goods: standard.goods.to_string(),
            goods_value: standard.goods_value,
        };
        let cash_given = facts.live.iter().any(|gift| gift.cash > Fen::ZERO);
        let goods_given = facts.live.iter().any(|gift| gift.goods_value > Fen::ZERO);
        let both = full.cash > Fen::ZERO && full.goods_value > Fen::ZERO;
        match (cash_given, goods_given) {
            (true, false) if both => Self { cash: Fen::ZERO, ..full },
            (false, true) if both => Self { cash: full.cash, ..Self::default() },
            _ => full,
        }
    }
}
