//! Numbers of people inside free text: notes, addresses, reasons, arguments, paths.
//!
//! A number is read as people write it: digits of any width or script, in groups with blanks, dashes or dots
//! between. What is written with digits too stays as it is: amounts, days, numbers of entries and documents, codes of
//! places (9 or 12 digits), the ids of the register.

use std::borrow::Cow;
use std::ops::Range;

use super::mask::{card, id, phone};

/// Fewest digits of a number.
const FEWEST: usize = 11;
/// Most characters between two groups of a number.
const BETWEEN: usize = 3;
/// Most digits of a number that is written in groups.
const GROUPED_MOST: usize = 19;
/// Characters of an id of the register, 8-4-4-4-12.
const UUID: usize = 36;

/// Masks every ID number, phone and bank card in a text: `152599********0013`, `138****1234`, `****1234`.
pub fn text(raw: &str) -> Cow<'_, str> {
    masked(raw, BETWEEN)
}

/// As [`text`], for a line in which several texts stand side by side: two blanks part them.
pub fn line(raw: &str) -> Cow<'_, str> {
    masked(raw, 1)
}

/// Gives back the numbers of `stored` that `edited` still shows masked, in their order: who changes the words beside a
/// masked number keeps the number.
pub fn restored(edited: &str, stored: &str) -> String {
    let mut out = String::with_capacity(edited.len());
    let mut rest = edited;
    for found in numbers(stored, BETWEEN) {
        if let Some((before, after)) = rest.split_once(&found.masked) {
            out.push_str(before);
            out.push_str(stored.get(found.at).unwrap_or(&found.masked));
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// A number and what is shown of it.
struct Number {
    at: Range<usize>,
    masked: String,
}

fn masked(raw: &str, blanks: usize) -> Cow<'_, str> {
    let numbers = numbers(raw, blanks);
    if numbers.is_empty() {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut from = 0;
    for number in numbers {
        out.push_str(raw.get(from..number.at.start).unwrap_or_default());
        out.push_str(&number.masked);
        from = number.at.end;
    }
    out.push_str(raw.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// Every number in a text, in order.
fn numbers(raw: &str, blanks: usize) -> Vec<Number> {
    if !may_hold_number(raw) {
        return Vec::new();
    }
    let groups = groups(raw, blanks);
    let mut found = Vec::new();
    let mut rest = groups.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if let Some((length, masked)) = number(&groups_linked(first, behind), raw) {
            let last = behind.get(length.wrapping_sub(2)).unwrap_or(first);
            found.push(Number { at: first.at.start..last.at.end, masked });
            rest = behind.get(length - 1..).unwrap_or_default();
        }
    }
    found
}

/// Whether there are digits enough for a number; most texts are done with here.
fn may_hold_number(raw: &str) -> bool {
    // Other digits than those of ASCII begin with one of these bytes, which Han does not use.
    raw.len() >= FEWEST
        && raw.bytes().filter(|b| b.is_ascii_digit() || matches!(b, 0xD9 | 0xDB | 0xE1 | 0xEF | 0xF0)).count()
            >= FEWEST
}

/// Digits that stand together, and how they follow the digits before.
struct Group {
    at: Range<usize>,
    /// Its digits, with the X that an ID number may end with.
    digits: String,
    join: Join,
    /// It stands behind a sign that says what else it is: #142, ***0013.
    named: bool,
}

/// What stands between a group and the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// Something that parts two numbers.
    None,
    /// A dot, which is a decimal point as well.
    Dot,
    /// A dash.
    Dash,
    /// Blanks, brackets, characters that cannot be seen.
    Blank,
}

fn groups(raw: &str, blanks: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut before = None;
    let mut skip_to = 0;
    for (at, c) in raw.char_indices() {
        let last_end = groups.last().map(|group| group.at.end);
        if at < skip_to {
        } else if before.is_none_or(|c: char| !c.is_ascii_alphanumeric()) && is_uuid(raw, at) {
            skip_to = at + UUID;
        } else if let Some(digit) = digit(c) {
            let end = at + c.len_utf8();
            match groups.last_mut().filter(|group| group.at.end == at) {
                Some(group) => {
                    group.digits.push(digit);
                    group.at.end = end;
                }
                None => groups.push(Group {
                    at: at..end,
                    digits: digit.to_string(),
                    join: last_end
                        .map_or(Join::None, |last| join(raw.get(last..at).unwrap_or_default(), blanks)),
                    named: matches!(before, Some('#' | '＃' | '*')),
                }),
            }
        } else if matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ')
            && last_end == Some(at)
            && !raw
                .get(at + c.len_utf8()..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
            && let Some(group) = groups.last_mut().filter(|group| group.digits.len() <= 17)
        {
            group.digits.push('X');
            group.at.end = at + c.len_utf8();
        } else if c == '*' && last_end == Some(at) {
            // The first digits of a number that is masked already.
            groups.pop();
        }
        before = Some(c);
    }
    groups
}

/// A digit of any width or of a script that is written here.
fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let value = match c {
        '0'..='9' => return Some(c),
        '０'..='９' => code - 0xFF10,
        '\u{1810}'..='\u{1819}' => code - 0x1810,
        '\u{0660}'..='\u{0669}' => code - 0x0660,
        '\u{06F0}'..='\u{06F9}' => code - 0x06F0,
        '\u{1D7CE}'..='\u{1D7FF}' => (code - 0x1D7CE) % 10,
        _ => return None,
    };
    char::from_digit(value, 10)
}

fn is_uuid(raw: &str, at: usize) -> bool {
    raw.as_bytes().get(at..at + UUID).is_some_and(|bytes| {
        bytes.iter().enumerate().all(|(n, byte)| match n {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
    }) && !raw.as_bytes().get(at + UUID).is_some_and(u8::is_ascii_alphanumeric)
}

fn join(between: &str, most_blanks: usize) -> Join {
    let (mut join, mut blanks) = (Join::Blank, 0);
    for (n, c) in between.chars().enumerate() {
        let kind = match c {
            '.' | '·' | '．' | '•' => Join::Dot,
            '-' | '_' | '－' | '−' | '\u{2010}'..='\u{2015}' => Join::Dash,
            '(' | ')' | '（' | '）' => Join::Blank,
            _ if c.is_whitespace() || c.is_control() || is_unseen(c) => Join::Blank,
            _ => return Join::None,
        };
        blanks = if c.is_whitespace() { blanks + 1 } else { 0 };
        if n >= BETWEEN || blanks > most_blanks {
            return Join::None;
        }
        if kind != Join::Blank {
            join = kind;
        }
    }
    join
}

/// Characters without a width, which a text of the register cannot hold but another tool may have put there.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// A group and those that follow it as one number might, up to the length of the longest.
fn groups_linked<'g>(first: &'g Group, behind: &'g [Group]) -> Vec<&'g Group> {
    let mut digits = first.digits.len();
    let linked = behind.iter().take_while(|group| {
        digits += group.digits.len();
        group.join != Join::None && !group.named && digits <= GROUPED_MOST
    });
    std::iter::once(first).chain(linked).collect()
}

/// The number that begins with the first group: of how many groups it is, and what is shown of it.
fn number(linked: &[&Group], raw: &str) -> Option<(usize, String)> {
    let first = linked.first()?;
    let digits: String = linked.iter().map(|group| group.digits.as_str()).collect();
    // Of how many groups, and their digits; the longest first.
    let mut end = digits.len();
    let windows = linked.iter().enumerate().rev().filter_map(|(n, group)| {
        let window = (n + 1, digits.get(..end)?);
        end -= group.digits.len();
        Some(window)
    });
    let windows: Vec<(usize, &str)> = windows.collect();
    let in_groups = |length: usize| {
        let groups = linked.get(..length)?;
        let after = groups.last().and_then(|last| raw.get(last.at.end..)).unwrap_or_default();
        let amount = after.starts_with(['元', '万', '块']);
        (length > 1 && !first.named && !amount).then_some(groups)
    };
    // An ID number first: its first groups may look like a phone.
    for &(length, digits) in &windows {
        if matches!(digits.len(), 15 | 17 | 18)
            && is_id(digits)
            && let Some(groups) = in_groups(length)
            && first.digits.len() >= if digits.len() == 18 { 1 } else { 3 }
            && groups.iter().skip(1).all(|group| group.join != Join::Dot)
            && (digits.len() == 18 || !holds_day(groups))
        {
            return Some((length, id(digits).to_string()));
        }
    }
    if let Some(masked) = alone(&first.digits) {
        return Some((1, masked));
    }
    windows.iter().find_map(|&(length, digits)| {
        let groups = in_groups(length).filter(|groups| !holds_day(groups))?;
        grouped(groups, digits).map(|masked| (length, masked))
    })
}

/// What is shown of digits that stand together without a gap; none if they are no number.
fn alone(digits: &str) -> Option<String> {
    let masked = match digits.len() {
        11 if is_mobile(digits) || is_landline(digits) => phone(digits),
        12 if is_landline(digits) || digits.strip_prefix('0').is_some_and(is_mobile) => {
            phone(digits.strip_prefix('0').filter(|rest| is_mobile(rest)).unwrap_or(digits))
        }
        13 if digits.strip_prefix("86").is_some_and(is_mobile) => phone(digits),
        // Fourteen that bear a birth date are an ID number that was cut off.
        14 if is_id(digits) => card(digits),
        15 | 17 | 18 if is_id(digits) => id(digits),
        15.. => card(digits),
        _ => return None,
    };
    Some(masked.to_string())
}

/// What is shown of digits in groups; none if they are no number.
fn grouped(groups: &[&Group], digits: &str) -> Option<String> {
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let (first, last) = (lengths.first()?, lengths.last()?);
    if groups.iter().skip(1).any(|group| group.join == Join::Dot) {
        return (lengths == [3, 4, 4] && is_mobile(digits)).then(|| phone(digits).to_string());
    }
    let inner_least = lengths.iter().rev().skip(1).min()?;
    let masked = match digits.len() {
        11 if is_mobile(digits) && (*first >= 3 || lengths.len() == digits.len()) => phone(digits),
        11 | 12 if is_landline(digits) && *inner_least >= 3 && *last >= 4 && area_alone(digits, *first) => {
            phone(digits)
        }
        16..=19 if is_card(digits) && (*inner_least >= 3 || digits.starts_with("62")) => card(digits),
        _ => return None,
    };
    Some(masked.to_string())
}

/// Whether a day stands among the groups, as 2024-02-02.
fn holds_day(groups: &[&Group]) -> bool {
    groups.windows(3).any(|three| match three {
        [year, month, day] => {
            let within = |group: &Group, least: u32, most: u32| {
                group.digits.parse().is_ok_and(|value: u32| (least..=most).contains(&value))
            };
            month.join == day.join
                && matches!(month.join, Join::Dash | Join::Dot)
                && within(year, 1850, 2200)
                && year.digits.len() == 4
                && within(month, 1, 12)
                && within(day, 1, 31)
        }
        _ => false,
    })
}

fn is_mobile(digits: &str) -> bool {
    matches!(digits.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9)
}

/// An area code (010, 020 to 029, others of four digits) and seven or eight digits.
fn is_landline(digits: &str) -> bool {
    match digits.as_bytes() {
        [b'0', b'1', b'0', rest @ ..] | [b'0', b'2', _, rest @ ..] => rest.len() == 8,
        [b'0', b'3'..=b'9', _, _, rest @ ..] => matches!(rest.len(), 7 | 8),
        _ => false,
    }
}

/// Whether the first group of a landline is its area code.
fn area_alone(digits: &str, first: usize) -> bool {
    first == if digits.starts_with("01") || digits.starts_with("02") { 3 } else { 4 }
}

/// Whether a birth date stands where an ID number of 15 digits, or one of 18 or most of one, has it.
fn is_id(digits: &str) -> bool {
    let value = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
    let day = |month: Option<u32>, day: Option<u32>| {
        month.is_some_and(|month| (1..=12).contains(&month)) && day.is_some_and(|day| (1..=31).contains(&day))
    };
    let only_last = !digits.get(..digits.len().saturating_sub(1)).unwrap_or_default().contains('X');
    only_last
        && if digits.len() == 15 {
            day(value(8..10), value(10..12))
        } else {
            value(6..10).is_some_and(|year| (1800..=2199).contains(&year))
                && day(value(10..12), value(12..14))
        }
}

/// Cards of the Chinese network begin with 62; for others the check digit by Luhn must hold, since amounts in a row
/// look the same.
fn is_card(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, times)| digit * times / 10 + digit * times % 10)
        .sum();
    !digits.contains('X')
        && (digits.starts_with("62")
            || matches!(digits.as_bytes(), [b'3'..=b'6' | b'9', ..]) && sum.is_multiple_of(10))
}
