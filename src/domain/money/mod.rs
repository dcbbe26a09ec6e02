//! Money: whole fen in an `i64`, no float anywhere.

mod capital;
mod parse;

pub use parse::MoneyError;

/// An amount in fen (1 yuan is 100 fen).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(i64);

/// Fen in a yuan.
const YUAN: u64 = 100;
/// Fen in 万元, ten thousand yuan.
const WAN: u64 = 1_000_000;

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of `fen` fen.
    pub const fn new(fen: i64) -> Self {
        Self(fen)
    }

    /// The number of fen.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum; saturates far beyond any budget instead of wrapping.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The negated amount, as in a reversal; saturates like [`Fen::plus`].
    #[must_use]
    pub const fn negated(self) -> Self {
        Self(self.0.saturating_neg())
    }

    /// In yuan, always with two decimals: `1,000.00`, in a reversal `-1,000.00`.
    pub fn yuan(self) -> String {
        let fen = self.0.unsigned_abs();
        format!("{}{}.{:02}", self.sign(), grouped(fen / YUAN), fen % YUAN)
    }

    /// In yuan, as short as is exact: `1,000`, or `1,000.50`.
    pub fn short(self) -> String {
        let fen = self.0.unsigned_abs();
        if fen.is_multiple_of(YUAN) { format!("{}{}", self.sign(), grouped(fen / YUAN)) } else { self.yuan() }
    }

    /// In 万元, exactly: `257.633万元`. Never rounds; one fen is `0.000001万元`.
    pub fn wan(self) -> String {
        let fen = self.0.unsigned_abs();
        let whole = grouped(fen / WAN);
        let decimals = format!("{:06}", fen % WAN);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        format!("{}{whole}{point}{decimals}万元", self.sign())
    }

    fn sign(self) -> &'static str {
        if self.0 < 0 { "-" } else { "" }
    }
}

/// Digits in groups of three: `1,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_shown_exactly() {
        for (fen, yuan, short, wan) in [
            (0, "0.00", "0", "0万元"),
            (1, "0.01", "0.01", "0.000001万元"),
            (100, "1.00", "1", "0.0001万元"),
            (50_000, "500.00", "500", "0.05万元"),
            (100_000, "1,000.00", "1,000", "0.1万元"),
            (100_050, "1,000.50", "1,000.50", "0.10005万元"),
            (6_050_000, "60,500.00", "60,500", "6.05万元"),
            (257_633_000, "2,576,330.00", "2,576,330", "257.633万元"),
            (193_590_000, "1,935,900.00", "1,935,900", "193.59万元"),
            (3_514_608, "35,146.08", "35,146.08", "3.514608万元"),
            (1_000_000_000, "10,000,000.00", "10,000,000", "1,000万元"),
            (-100_000, "-1,000.00", "-1,000", "-0.1万元"),
            (-1, "-0.01", "-0.01", "-0.000001万元"),
            (
                i64::MAX,
                "92,233,720,368,547,758.07",
                "92,233,720,368,547,758.07",
                "9,223,372,036,854.775807万元",
            ),
            (
                i64::MIN,
                "-92,233,720,368,547,758.08",
                "-92,233,720,368,547,758.08",
                "-9,223,372,036,854.775808万元",
            ),
        ] {
            let amount = Fen::new(fen);
            assert_eq!(amount.yuan(), yuan);
            assert_eq!(amount.short(), short);
            assert_eq!(amount.wan(), wan);
        }
    }

    #[test]
    fn sums_saturate() {
        let most = Fen::new(i64::MAX);
        assert_eq!(most.plus(Fen::new(1)), most);
        assert_eq!(Fen::new(i64::MIN).negated(), most);
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(fen in 0_i64..) {
            let amount = Fen::new(fen);
            prop_assert_eq!(Fen::parse(&amount.yuan()), Ok(amount));
            prop_assert_eq!(Fen::parse(&amount.short()), Ok(amount));
            // Parts of a yuan are written in yuan; in 万 they are only shown.
            let read = if fen % 100 == 0 { Ok(amount) } else { Err(MoneyError::Decimals) };
            prop_assert_eq!(Fen::parse(&amount.wan()), read);
            let whole = Fen::new(fen - fen % 100);
            prop_assert_eq!(Fen::parse(&whole.wan()), Ok(whole));
        }

        #[test]
        fn a_reversal_is_shown_as_the_gift_with_a_sign(fen in 1_i64..) {
            let amount = Fen::new(fen);
            prop_assert_eq!(amount.negated().yuan(), format!("-{}", amount.yuan()));
            prop_assert_eq!(amount.negated().wan(), format!("-{}", amount.wan()));
            prop_assert_eq!(amount.plus(amount.negated()), Fen::ZERO);
        }
    }
}
