//! Amounts in capital Han numerals (大写), as they are written on papers to be signed.
//!
//! The form is that of the People's Bank of China's rules for filling in payment papers
//! (正确填写票据和结算凭证的基本规定): zeros inside a number are one 零; where the 万 or the 元 place is 0
//! and the next place is not, 零 may be left out, and is; 整 ends an amount without fen.

use super::{Fen, YUAN};

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
/// Places of a section, from the thousands down.
const PLACES: [(u64, &str); 4] = [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")];
const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

impl Fen {
    /// In 大写: 60,500.00 is 陆万零伍佰元整, 0.05 is 伍分; 负 stands before a reversal.
    pub fn capital(self) -> String {
        let all = self.get().unsigned_abs();
        let (yuan, jiao, fen) = (all / YUAN, all % YUAN / 10, all % 10);
        let mut out = String::new();
        if self < Self::ZERO {
            out.push('负');
        }
        if yuan > 0 || all == 0 {
            integer(yuan, &mut out);
            out.push('元');
        }
        if jiao > 0 {
            out.push_str(digit(jiao));
            out.push('角');
        } else if yuan > 0 && fen > 0 {
            out.push('零');
        }
        if fen > 0 {
            out.push_str(digit(fen));
            out.push('分');
        } else {
            out.push('整');
        }
        out
    }
}

fn digit(n: u64) -> &'static str {
    usize::try_from(n).ok().and_then(|n| DIGITS.get(n)).copied().unwrap_or_default()
}

/// Writes a whole number: so many 亿, so many 万, and the rest.
fn integer(n: u64, out: &mut String) {
    if n == 0 {
        out.push_str(digit(0));
        return;
    }
    if n >= YI {
        integer(n / YI, out);
        out.push('亿');
    }
    let below_yi = n % YI;
    if below_yi >= WAN {
        zero_before(n >= YI && below_yi < YI / 10, out);
        section(below_yi / WAN, out);
        out.push('万');
    }
    let below_wan = n % WAN;
    if below_wan > 0 {
        // A section of 万 that is empty is a zero inside the number even before thousands.
        zero_before(n >= WAN && (below_wan < WAN / 10 || below_yi < WAN), out);
        section(below_wan, out);
    }
}

/// Writes 1 to 9999.
fn section(n: u64, out: &mut String) {
    let mut gap = false;
    let mut begun = false;
    for (place, name) in PLACES {
        let value = n / place % 10;
        if value == 0 {
            gap = begun;
            continue;
        }
        zero_before(gap, out);
        out.push_str(digit(value));
        out.push_str(name);
        (begun, gap) = (true, false);
    }
}

fn zero_before(needed: bool, out: &mut String) {
    if needed {
        out.push_str(digit(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn capital_amounts_of_the_rules_and_of_sheets() {
        for (yuan, capital) in [
            ("0", "零元整"),
            ("0.05", "伍分"),
            ("0.50", "伍角整"),
            ("0.55", "伍角伍分"),
            ("1", "壹元整"),
            ("10", "壹拾元整"),
            ("10.50", "壹拾元伍角整"),
            ("15", "壹拾伍元整"),
            ("100.05", "壹佰元零伍分"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("500", "伍佰元整"),
            ("1,000", "壹仟元整"),
            ("1,005", "壹仟零伍元整"),
            ("1,050", "壹仟零伍拾元整"),
            ("1,409.50", "壹仟肆佰零玖元伍角整"),
            ("1,680.32", "壹仟陆佰捌拾元叁角贰分"),
            ("6,007.14", "陆仟零柒元壹角肆分"),
            ("16,409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("32,659", "叁万贰仟陆佰伍拾玖元整"),
            ("35,146.08", "叁万伍仟壹佰肆拾陆元零捌分"),
            ("60,500", "陆万零伍佰元整"),
            ("107,000.53", "壹拾万柒仟元伍角叁分"),
            ("100,000", "壹拾万元整"),
            ("1,000,005", "壹佰万零伍元整"),
            ("10,000,000", "壹仟万元整"),
            ("100,000,000", "壹亿元整"),
            ("100,007,000", "壹亿零柒仟元整"),
            ("100,050,000", "壹亿零伍万元整"),
            ("110,010,000.01", "壹亿壹仟零壹万元零壹分"),
            ("1,000,100,000,010", "壹万零壹亿零壹拾元整"),
            ("10,000,000,000,000,000", "壹亿亿元整"),
        ] {
            assert_eq!(Fen::parse(yuan).unwrap().capital(), capital, "{yuan}");
        }
        assert_eq!(Fen::new(-6_050_000).capital(), "负陆万零伍佰元整");
    }

    /// Reads 大写 back, by splitting at the units instead of counting places.
    fn read(capital: &str) -> i128 {
        if let Some(rest) = capital.strip_prefix('负') {
            return -read(rest);
        }
        let (yuan, rest) = capital.split_once('元').unwrap_or(("", capital));
        let small = rest.trim_end_matches('整').trim_start_matches('零');
        let (jiao, fen) = small.split_once('角').unwrap_or(("", small));
        whole(yuan) * 100 + whole(jiao) * 10 + whole(fen.trim_end_matches('分'))
    }

    fn whole(text: &str) -> i128 {
        for (unit, value) in [('亿', 100_000_000), ('万', 10_000), ('仟', 1000), ('佰', 100), ('拾', 10)]
        {
            if let Some((high, low)) = text.rsplit_once(unit) {
                return whole(high) * value + whole(low);
            }
        }
        let text = text.trim_start_matches('零');
        if text.is_empty() { 0 } else { DIGITS.iter().position(|d| *d == text).unwrap() as i128 }
    }

    fn check(fen: i64) -> Result<(), TestCaseError> {
        let capital = Fen::new(fen).capital();
        prop_assert_eq!(read(&capital), i128::from(fen), "{}", capital);
        for never in ["零零", "零万", "零亿", "零角", "零分", "零整", "亿万", "负零"] {
            prop_assert!(!capital.contains(never), "{}", capital);
        }
        prop_assert!(fen == 0 || !(capital.starts_with('零') || capital.contains("零元")), "{}", capital);
        prop_assert_eq!(capital.ends_with('分'), fen % 10 != 0);
        Ok(())
    }

    proptest! {
        #[test]
        fn capital_amounts_read_back(fen in any::<i64>(), zeros in 0_u32..18) {
            check(fen)?;
            // Numbers with few digits other than 0 are where 零 goes wrong.
            check(fen % 10_000 * 10_i64.pow(zeros.min(14)))?;
            check(fen % 100 * 10_i64.pow(zeros.min(15)) + fen % 10)?;
        }
    }

    #[test]
    fn every_small_amount_reads_back() {
        for fen in 0..30_000 {
            check(fen).unwrap();
        }
    }
}
