//! How much of a standard was given.

use crate::domain::money::Fen;
use crate::domain::round::Standard;

/// What of a standard is still owed beside what was given of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// The cash (欠慰问金).
    Cash,
    /// The goods (欠慰问品).
    Goods,
}

/// How much of a standard was given by the gifts that stand. An amount off the standard counts like the whole of its kind:
/// it was written with a reason. So does cash in the place of goods where the standard has no cash: that is the only
/// thing such an amount can be for. Goods never take the place of cash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// Nothing.
    Nothing,
    /// All but this.
    Without(Rest),
    /// Its cash and its goods.
    All,
}

impl Given {
    /// What so many gifts of cash and of goods that stand come to.
    pub(super) fn of(basis: Option<&Standard>, live_cash: u32, live_goods: u32) -> Self {
        let owes = |of: fn(&Standard) -> Fen, live: u32| {
            live == 0 && basis.is_some_and(|standard| of(standard) > Fen::ZERO)
        };
        if live_cash == 0 && live_goods == 0 {
            Self::Nothing
        } else if owes(|standard| standard.cash, live_cash) {
            Self::Without(Rest::Cash)
        } else if owes(|standard| standard.goods_value, live_goods)
            && basis.is_some_and(|standard| standard.cash > Fen::ZERO)
        {
            Self::Without(Rest::Goods)
        } else {
            Self::All
        }
    }
}
