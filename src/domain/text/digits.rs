//! Digits as people write them: of any script and width, in circles, raised or lowered, in Han.

use unicode_general_category::{GeneralCategory, get_general_category};

/// Digits of a script follow each other; of mathematical ones there are five rows.
const ROW: u32 = 50;

/// The plain digit of a character; Han not counted, which words are written with too.
pub(super) fn plain(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    if matches!(c, '\u{3400}'..='\u{9FFF}') {
        return None;
    }
    let code = u32::from(c);
    let value = match c {
        '０'..='９' => code - 0xFF10,
        '⁰' | '⓪' | '⓿' | '🄋' | '🄌' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => code - 0x2070,
        '₀'..='₉' => code - 0x2080,
        '①'..='⑨' => code - 0x2460 + 1,
        '⑴'..='⑼' => code - 0x2474 + 1,
        '⒈'..='⒐' => code - 0x2488 + 1,
        '⓵'..='⓽' => code - 0x24F5 + 1,
        '❶'..='❾' => code - 0x2776 + 1,
        '➀'..='➈' => code - 0x2780 + 1,
        '➊'..='➒' => code - 0x278A + 1,
        '㈠'..='㈨' => code - 0x3220 + 1,
        '㊀'..='㊈' => code - 0x3280 + 1,
        _ if get_general_category(c) == GeneralCategory::DecimalNumber => {
            let is_digit = |code: u32| {
                char::from_u32(code)
                    .is_some_and(|c| get_general_category(c) == GeneralCategory::DecimalNumber)
            };
            (1..=ROW).take_while(|before| is_digit(code.saturating_sub(*before))).count().try_into().ok()?
        }
        _ => return None,
    };
    char::from_digit(value % 10, 10)
}

/// The digit of a Han character, in either form.
pub(super) fn han(c: char) -> Option<char> {
    let digit = match c {
        '〇' | '零' | '○' | '◯' => '0',
        '一' | '壹' | '幺' | '么' | '弌' => '1',
        '二' | '贰' | '貳' | '两' => '2',
        '三' | '叁' | '參' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' | '陸' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    };
    Some(digit)
}

/// Whether a text may hold so many digits; most texts are done with here, by their bytes alone.
pub(super) fn may_hold(raw: &str, least: usize) -> bool {
    let ascii = raw.bytes().filter(u8::is_ascii_digit).count();
    if ascii >= least {
        return true;
    }
    let others = raw.bytes().filter(|byte| !byte.is_ascii()).count();
    // Other digits have two bytes or more.
    ascii + others / 2 >= least
        && raw.chars().filter(|c| plain(*c).is_some() || han(*c).is_some()).nth(least - 1).is_some()
}
