//! The usual case: the full standard, as far as it was not given before.

use super::gift::{Earlier, Goods};
use super::money::Fen;
use super::round::Standard;
use super::text::CleanText;

/// What is usually handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usual {
    /// Cash in fen.
    pub cash: Fen,
    /// Goods in words; empty for none.
    pub goods: CleanText,
    /// Value of the goods in fen.
    pub goods_value: Fen,
}

impl Usual {
    /// The standard of a recipient whose gifts in the round so far are `live`. Goods may follow cash on another day, and
    /// cash goods: of two parts the one that was given already is left out. If nothing would remain, the full standard
    /// stands there, so that the refusal names the earlier gift.
    pub fn of(standard: Option<&Standard>, live: &[Earlier]) -> Self {
        let Some(standard) = standard else { return Self::default() };
        let full =
            Self { cash: standard.cash, goods: standard.goods.clone(), goods_value: standard.goods_value };
        let cash_given = live.iter().any(|gift| gift.cash > Fen::ZERO);
        let goods_given = live.iter().any(|gift| gift.goods_value > Fen::ZERO);
        let both = full.cash > Fen::ZERO && full.goods_value > Fen::ZERO;
        match (cash_given, goods_given) {
            (true, false) if both => Self { cash: Fen::ZERO, ..full },
            (false, true) if both => Self { cash: full.cash, ..Self::default() },
            _ => full,
        }
    }

    /// The goods as a recording has them.
    pub fn goods(&self) -> Option<Goods> {
        (self.goods_value != Fen::ZERO).then(|| Goods { text: self.goods.clone(), value: self.goods_value })
    }
}
