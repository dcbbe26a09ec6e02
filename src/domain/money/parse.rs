//! Reading an amount as a person types it, with a Chinese input method on or off.

use super::super::text::half_width;
use super::{Fen, WAN, YUAN};

/// Why an amount is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was typed.
    #[error("no amount")]
    Empty,
    /// Not an amount in digits, e.g. `1e5`, 壹佰, `12.`.
    #[error("not an amount")]
    Form,
    /// Below zero.
    #[error("an amount cannot be negative")]
    Negative,
    /// More than two decimals of a yuan, or more than four of a 万: parts of a yuan are written in yuan.
    #[error("too many decimals")]
    Decimals,
    /// A thousands separator where no thousand ends, e.g. `1,00`.
    #[error("a thousands separator is misplaced")]
    Separator,
    /// More than the ledger can hold.
    #[error("the amount is too large")]
    TooLarge,
}

/// Decimals of a 万 down to the yuan.
const WAN_DECIMALS: usize = 4;

impl Fen {
    /// Reads an amount in yuan: `500`, `500元`, `1,000.50`, `¥500`, `0.5万`, `0.5万元`; full-width digits
    /// and signs, and the 。 and 、 that an input method types for `.` and `,`, count as their own.
    ///
    /// # Errors
    /// Anything else: see [`MoneyError`]. Nothing is rounded and nothing guessed.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let folded: String = text.trim().chars().map(fold).collect();
        let typed = folded.as_str();
        if typed.is_empty() {
            return Err(MoneyError::Empty);
        }
        let typed = typed.strip_prefix('¥').unwrap_or(typed).trim_start();
        if typed.starts_with(['-', '负']) {
            return Err(MoneyError::Negative);
        }
        let typed = typed.strip_suffix('元').unwrap_or(typed).trim_end();
        let (typed, unit) = match typed.strip_suffix('万') {
            Some(number) => (number.trim_end(), WAN),
            None => (typed, YUAN),
        };
        number(typed, unit)
    }
}

/// The character that was meant.
fn fold(c: char) -> char {
    match c {
        '。' | '｡' => '.',
        '、' | '､' => ',',
        '￥' => '¥',
        '\u{2212}' => '-',
        _ => half_width(c),
    }
}

/// Reads digits, separators and decimals, counted in a unit of `unit` fen.
fn number(typed: &str, unit: u64) -> Result<Fen, MoneyError> {
    let (whole, decimals) = match typed.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (typed, None),
    };
    let decimals = decimals.map_or(Ok(""), |d| if digits(d) { Ok(d) } else { Err(MoneyError::Form) })?;
    let parts: Vec<&str> = whole.split(',').collect();
    if !parts.iter().all(|part| digits(part) || (part.is_empty() && parts.len() > 1)) {
        return Err(MoneyError::Form);
    }
    let short_head = parts.first().is_some_and(|head| (1..=3).contains(&head.len()));
    if parts.len() > 1 && !(short_head && parts.iter().skip(1).all(|part| part.len() == 3)) {
        return Err(MoneyError::Separator);
    }
    // In yuan a third decimal is refused even if it is 0; 0.5000000万 is 0.5万. A fifth decimal of a 万 is a slip of the
    // finger: whoever means a part of a yuan writes yuan.
    let decimals = if unit == WAN { decimals.trim_end_matches('0') } else { decimals };
    let too_fine = unit == WAN && decimals.len() > WAN_DECIMALS;
    let mut fen = 0_u64;
    for digit in parts.concat().bytes() {
        fen = append(fen, digit)?;
    }
    let mut unit = unit;
    for digit in decimals.bytes() {
        unit /= 10;
        if unit == 0 {
            return Err(MoneyError::Decimals);
        }
        fen = append(fen, digit)?;
    }
    let fen = fen.checked_mul(unit).ok_or(MoneyError::TooLarge)?;
    let fen = i64::try_from(fen).map_err(|_| MoneyError::TooLarge)?;
    if too_fine { Err(MoneyError::Decimals) } else { Ok(Fen(fen)) }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn append(number: u64, digit: u8) -> Result<u64, MoneyError> {
    number
        .checked_mul(10)
        .and_then(|n| n.checked_add(u64::from(digit.saturating_sub(b'0'))))
        .ok_or(MoneyError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_as_people_type_them() {
        for (typed, fen) in [
            ("500", 50_000),
            ("500元", 50_000),
            (" 500 元 ", 50_000),
            ("1,000.50", 100_050),
            ("1000.5", 100_050),
            ("¥500", 50_000),
            ("￥500", 50_000),
            ("¥ 1,234,567.89元", 123_456_789),
            ("0.5万", 500_000),
            ("0.5万元", 500_000),
            ("0.5 万元", 500_000),
            ("6.05万元", 6_050_000),
            ("257.633万", 257_633_000),
            ("0.0001万", 100),
            ("0.00010万", 100),
            ("0.5000000万", 500_000),
            ("1,000万", 1_000_000_000),
            ("５００", 50_000),
            ("１，０００．５０", 100_050),
            ("1、000。50", 100_050),
            ("1，000｡5", 100_050),
            ("\u{3000}500\u{3000}", 50_000),
            ("0", 0),
            ("0.00", 0),
            ("0500", 50_000),
            ("92233720368547758.07", i64::MAX),
        ] {
            assert_eq!(Fen::parse(typed), Ok(Fen::new(fen)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        use MoneyError::{Decimals, Empty, Form, Negative, Separator, TooLarge};
        for (typed, error) in [
            ("", Empty),
            (" \u{3000}", Empty),
            ("元", Form),
            ("¥", Form),
            ("万", Form),
            ("-500", Negative),
            ("－500", Negative),
            ("\u{2212}500", Negative),
            ("¥-500", Negative),
            ("负500", Negative),
            ("+500", Form),
            ("1.005", Decimals),
            ("1.000", Decimals),
            ("0.00001万", Decimals),
            ("0.00005万元", Decimals),
            ("0.000001万", Decimals),
            ("0.0000001万", Decimals),
            ("1e5", Form),
            ("1E5", Form),
            ("1.5e3", Form),
            ("4.4E+17", Form),
            ("壹佰", Form),
            ("五百", Form),
            ("500块", Form),
            ("500元5角", Form),
            ("5 00", Form),
            ("12.", Form),
            (".5", Form),
            ("1.2.3", Form),
            ("1.0,0", Form),
            ("1,00", Separator),
            ("1,0000", Separator),
            ("1000,000", Separator),
            (",500", Separator),
            ("500,", Separator),
            ("1,,000", Separator),
            ("万元万元", Form),
            ("500元元", Form),
            ("NaN", Form),
            ("inf", Form),
            ("0x10", Form),
            ("٥٠٠", Form),
            ("92233720368547758.08", TooLarge),
            ("9223372036854.775808万", TooLarge),
            ("99999999999999999999999999", TooLarge),
            ("5\u{202e}00", Form),
        ] {
            assert_eq!(Fen::parse(typed), Err(error), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_an_amount_or_an_error(text in "\\PC{0,24}|[0-9,.万元¥ -]{0,24}") {
            if let Ok(amount) = Fen::parse(&text) {
                prop_assert!(amount >= Fen::ZERO);
                prop_assert_eq!(Fen::parse(&amount.yuan()), Ok(amount));
            }
        }
    }
}
