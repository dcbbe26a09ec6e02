//! Digits as people write them: of any script and width, in circles, raised or lowered, in Han.
//! Those that stand in no row of ten are in `numerals`.

use unicode_general_category::{GeneralCategory, get_general_category};

use super::numerals;

/// Digits of a script follow each other; of mathematical ones there are five rows.
const ROW: u32 = 50;

/// The plain digit of a character; Han not counted, which words are written with too.
pub(super) fn plain(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    // Common Han, and the signs of texts in it, before the tables of Unicode are asked.
    if matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{3000}'..='\u{3006}' | '\u{3008}'..='\u{3020}'
        | '\u{2010}'..='\u{2060}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF5E}')
    {
        return None;
    }
    let code = u32::from(c);
    let value = match c {
        '０'..='９' => code - 0xFF10,
        '①'..='⑨' => code - 0x2460 + 1,
        _ if get_general_category(c) == GeneralCategory::DecimalNumber => {
            let is_digit = |code: u32| {
                char::from_u32(code)
                    .is_some_and(|c| get_general_category(c) == GeneralCategory::DecimalNumber)
            };
            (1..=ROW).take_while(|before| is_digit(code.saturating_sub(*before))).count().try_into().ok()?
        }
        _ => numerals::value(c)?,
    };
    char::from_digit(value % 10, 10)
}

/// The two digits of a sign that is one number, ⑬ or ㉑.
pub(super) fn pair(c: char) -> Option<(char, char)> {
    let code = u32::from(c);
    let value = match c {
        '⑩'..='⑳' => code - 0x2469 + 10,
        '⑽'..='⒇' => code - 0x247D + 10,
        '⒑'..='⒛' => code - 0x2491 + 10,
        '⓫'..='⓴' => code - 0x24EB + 11,
        '❿' | '➉' | '➓' => 10,
        'Ⅹ'..='Ⅻ' => code - 0x2169 + 10,
        'ⅹ'..='ⅻ' => code - 0x2179 + 10,
        '㉑'..='㉟' => code - 0x3251 + 21,
        '㊱'..='㊿' => code - 0x32B1 + 36,
        _ => return None,
    };
    Some((char::from_digit(value / 10, 10)?, char::from_digit(value % 10, 10)?))
}

/// The digit of a Han character, in either form.
pub(super) fn han(c: char) -> Option<char> {
    let digit = match c {
        '〇' | '零' | '○' | '◯' => '0',
        '一' | '壹' | '幺' | '么' | '弌' | '壱' => '1',
        '二' | '贰' | '貳' | '两' | '兩' | '弍' | '弐' | '貮' | '㒃' => '2',
        '三' | '叁' | '參' | '叄' | '弎' => '3',
        '四' | '肆' | '亖' => '4',
        '五' | '伍' | '㐅' | '㠪' => '5',
        '六' | '陆' | '陸' => '6',
        '七' | '柒' | '㭍' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    };
    Some(digit)
}

/// The digit of a Han character at a byte of a text: 参 is one in 壹参捌, not in 参军, and a circle only beside Han.
pub(super) fn han_in(raw: &str, at: usize, c: char) -> Option<char> {
    let is_circle = matches!(c, '○' | '◯');
    if let Some(digit) = han(c).filter(|_| !is_circle) {
        return Some(digit);
    }
    let digit = if is_circle { '0' } else { of_word(c)? };
    let is_one = |c: char| han(c).or_else(|| of_word(c)).is_some() || !is_circle && plain(c).is_some();
    let before = raw.get(..at).and_then(|before| before.chars().next_back());
    let behind = raw.get(at + c.len_utf8()..).and_then(|behind| behind.chars().next());
    let of_word = [before, behind].into_iter().flatten().any(|c| c.is_alphabetic() && !is_one(c));
    (!of_word && [before, behind].into_iter().flatten().any(is_one)).then_some(digit)
}

/// The digit of a Han character that words are written with rather.
fn of_word(c: char) -> Option<char> {
    match c {
        '参' | '仨' => Some('3'),
        '漆' => Some('7'),
        '廾' => Some('9'),
        _ => None,
    }
}

/// Whether a text may hold so many digits; most texts are done with here, by their bytes alone.
pub(super) fn may_hold(raw: &str, least: usize) -> bool {
    held(raw, least, least) >= least
}

/// How many digits a text may hold, as far as `most`; fewer than `least` are perhaps not counted.
pub(super) fn held(raw: &str, least: usize, most: usize) -> usize {
    let ascii = raw.bytes().filter(u8::is_ascii_digit).count();
    if ascii >= most {
        return most;
    }
    let others = raw.bytes().filter(|byte| !byte.is_ascii()).count();
    // Other digits have two bytes or more.
    if others == 0 || ascii + others / 2 < least {
        return ascii;
    }
    let is_digit = |c: char| plain(c).or_else(|| han(c)).or_else(|| of_word(c)).is_some();
    let mut held = 0;
    for c in raw.chars() {
        held += if is_digit(c) { 1 } else { pair(c).map_or(0, |_| 2) };
        if held >= most {
            return most;
        }
    }
    held
}
