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
    /// cash goods: of two parts the one that was given already is left out; of cash that is all that is owed what is missing
    /// to the standard. If nothing would remain, the full standard stands there, so that the refusal names the earlier gift.
    pub fn of(standard: Option<&Standard>, live: &[Earlier]) -> Self {
        let Some(standard) = standard else { return Self::default() };
        let full =
            Self { cash: standard.cash, goods: standard.goods.clone(), goods_value: standard.goods_value };
        let cash_given = live.iter().any(|gift| gift.cash > Fen::ZERO);
        let goods_given = live.iter().any(|gift| gift.goods_value > Fen::ZERO);
        let both = full.cash > Fen::ZERO && full.goods_value > Fen::ZERO;
        let given = live.iter().fold(Fen::ZERO, |sum, gift| sum.plus(gift.cash));
        let missing = full.cash.plus(given.negated());
        match (cash_given, goods_given) {
            (true, false) if both => Self { cash: Fen::ZERO, ..full },
            (false, true) if both => Self { cash: full.cash, ..Self::default() },
            (true, _) if missing > Fen::ZERO => Self { cash: missing, ..Self::default() },
            _ => full,
        }
    }

    /// As [`Usual::of`]; where a rise of the standard is owed beside what was given, that and nothing else.
    pub fn owed(standard: Option<&Standard>, live: &[Earlier], top_up: Fen) -> Self {
        if top_up > Fen::ZERO { Self { cash: top_up, ..Self::default() } } else { Self::of(standard, live) }
    }

    /// The goods as a recording has them.
    pub fn goods(&self) -> Option<Goods> {
        (self.goods_value != Fen::ZERO).then(|| Goods { text: self.goods.clone(), value: self.goods_value })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::ids::EntryId;

    #[test]
    fn what_is_missing_to_the_standard_is_the_usual_gift() {
        let standard = |cash: i64, goods: i64| Standard {
            group: "甲".into(),
            cash: Fen::new(cash),
            goods: if goods > 0 { "米面油".into() } else { CleanText::default() },
            goods_value: Fen::new(goods),
        };
        // Cash and goods of the standard, what was given, what is usual.
        for ([cash, goods], given, usual) in [
            ([500, 0], vec![], [500, 0]),
            ([500, 0], vec![[200, 0]], [300, 0]),
            ([500, 0], vec![[200, 0], [100, 0]], [200, 0]),
            ([500, 0], vec![[500, 0]], [500, 0]),
            ([500, 0], vec![[700, 0]], [500, 0]),
            ([500, 160], vec![[200, 0]], [0, 160]),
            ([500, 160], vec![[0, 160]], [500, 0]),
            ([500, 160], vec![[200, 160]], [300, 0]),
            ([500, 160], vec![[500, 160]], [500, 160]),
        ] {
            let live: Vec<Earlier> = given
                .iter()
                .map(|[cash, goods]| Earlier {
                    id: EntryId(uuid::Uuid::nil()),
                    on: NaiveDate::MIN,
                    cash: Fen::new(*cash),
                    goods_value: Fen::new(*goods),
                    goods: None,
                    handlers: Vec::new(),
                    reason: None,
                })
                .collect();
            let found = Usual::of(Some(&standard(cash, goods)), &live);
            assert_eq!([found.cash.get(), found.goods_value.get()], usual, "{cash} {goods} {given:?}");
        }
    }
}
