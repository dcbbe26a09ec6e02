//! Birth dates inside texts: beside a masked ID number the whole date is the number.

use std::ops::Range;

use chrono::NaiveDate;

use super::digits;
use super::numbers::Number;

/// Words before a date that say that somebody was born on it.
const BEFORE: [&str; 12] =
    ["出生", "生于", "生日", "诞生", "降生", "生辰", "born", "birth", "dob", "d.o.b", "生：", "生:"];
/// Words behind it.
const BEHIND: [&str; 7] = ["出生", "生人", "生于", "诞生", "降生", "born", "birth"];
/// Words in which one of these is a part of another.
const OTHER: [&str; 7] = ["先生", "发生", "学生", "医生", "产生", "reborn", "birthplace"];
/// Characters between such a word and the date.
const NEAR: usize = 8;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A part of a text that is digits, letters, or something else.
struct Token<'t> {
    at: Range<usize>,
    /// Its value, where it is a number, and how many digits it has.
    value: Option<(u32, usize)>,
    text: &'t str,
}

/// A whole date in a text.
struct Date {
    at: Range<usize>,
    day: NaiveDate,
    /// What is shown: the year, and stars.
    shown: String,
}

/// The birth dates of a text, each with the year alone shown; `own` is the birth date of whom the text is about.
pub(super) fn births(raw: &str, own: Option<NaiveDate>) -> Vec<Number> {
    // Most texts hold no such word (dob, born, birth), and no date: of 一九五七年十月十日 four characters are digits.
    let may_be_told = own.is_some() || raw.contains('生') || raw.contains(['b', 'B']);
    if !may_be_told || !digits::may_hold(raw, 4) {
        return Vec::new();
    }
    let tokens = tokens(raw);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((length, date)) = date(raw, tokens.get(at..).unwrap_or_default()) else {
            at += 1;
            continue;
        };
        if Some(date.day) == own || is_birth(raw, &date.at) {
            found.push(Number { at: date.at, masked: date.shown });
        }
        at += length;
    }
    found
}

fn is_birth(raw: &str, at: &Range<usize>) -> bool {
    let before = raw.get(..at.start).unwrap_or_default();
    let from = before.char_indices().rev().nth(NEAR + 3).map_or(0, |(at, _)| at);
    let before = without_others(before.get(from..).unwrap_or_default());
    let before = before.rsplit(['。', '；', ';', '\n']).next().unwrap_or_default();
    let behind = raw.get(at.end..).unwrap_or_default();
    let near = without_others(&behind.chars().take(NEAR).collect::<String>());
    let near = near.split(['。', '；', ';', '，', ',', '\n']).next().unwrap_or_default();
    let alone = behind.trim_start().strip_prefix('生');
    let alone = alone.is_some_and(|rest| !rest.starts_with(['病', '活', '产', '效', '意', '气', '火']));
    BEFORE.iter().any(|word| before.contains(word)) || BEHIND.iter().any(|word| near.contains(word)) || alone
}

fn without_others(text: &str) -> String {
    OTHER.iter().fold(text.to_lowercase(), |text, other| text.replace(other, " "))
}

fn tokens(raw: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut kind_before = 0;
    for (at, c) in raw.char_indices() {
        let end = at + c.len_utf8();
        let han = digits::han(c).or(if c == '十' { Some('0') } else { None });
        let kind = match (digits::plain(c), han) {
            (Some(_), _) => 1,
            (None, Some(_)) => 2,
            (None, None) if c.is_ascii_alphabetic() => 3,
            (None, None) => 4,
        };
        match tokens.last_mut().filter(|_| kind == kind_before && kind != 4) {
            Some(token) => {
                token.at.end = end;
                token.text = raw.get(token.at.clone()).unwrap_or_default();
            }
            None => {
                tokens.push(Token { at: at..end, value: None, text: raw.get(at..end).unwrap_or_default() });
            }
        }
        kind_before = kind;
    }
    for token in &mut tokens {
        token.value = value(token.text);
    }
    tokens
}

/// The value of digits of any kind, also of 十二 and 二十一.
fn value(text: &str) -> Option<(u32, usize)> {
    let all = |digit: fn(char) -> Option<char>| text.chars().map(digit).collect::<Option<String>>();
    if let Some(digits) = all(digits::plain).or_else(|| all(digits::han)) {
        return (digits.len() <= 8).then(|| digits.parse().ok().map(|value| (value, digits.len())))?;
    }
    let (tens, ones) = text.split_once('十')?;
    let part = |text: &str, empty: u32| {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Some(empty),
            (Some(c), None) => digits::han(c)?.to_digit(10),
            (Some(_), Some(_)) => None,
        }
    };
    Some((part(tens, 1)? * 10 + part(ones, 0)?, 2))
}

/// The date that begins with the first token: of how many tokens it is.
fn date(raw: &str, tokens: &[Token<'_>]) -> Option<(usize, Date)> {
    let first = tokens.first().filter(|first| first.value.is_some() || month(first.text).is_some())?;
    let made = |length: usize, year: u32, month: u32, day: u32, shown: String| {
        let end = tokens.get(length - 1)?.at.end;
        let year = i32::try_from(year).ok().filter(|year| (1850..=2100).contains(year))?;
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        Some((length, Date { at: first.at.start..end, day, shown }))
    };
    if let Some((all, 8)) = first.value {
        return made(1, all / 10_000, all / 100 % 100, all % 100, format!("{}****", all / 10_000));
    }
    // Blanks and what parts the numbers are passed over; a month may be a word.
    let mut parts: Vec<(usize, &Token<'_>)> = Vec::new();
    for (n, token) in tokens.iter().enumerate().take(12) {
        let is_word = token.text.starts_with(|c: char| c.is_ascii_alphabetic());
        if token.value.is_some() || is_word && month(token.text).is_some() {
            parts.push((n, token));
            if parts.len() == 3 {
                break;
            }
        } else if !(matches!(token.text, "年" | "月" | "日" | "的")
            || token.text.chars().all(|c| !c.is_alphanumeric() && !matches!(c, '。' | '；' | ';' | '\n'))
            || matches!(token.text.to_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "of"))
        {
            break;
        }
    }
    let &[(_, one), (_, two), (last, three)] = parts.as_slice() else { return None };
    let number = |token: &Token<'_>| token.value.filter(|(_, digits)| *digits <= 2).map(|(value, _)| value);
    let year = |token: &Token<'_>| token.value.filter(|(_, digits)| *digits == 4).map(|(value, _)| value);
    let months = |token: &Token<'_>| number(token).or_else(|| month(token.text));
    let (y, m, d, hidden) = if let Some(y) = year(one) {
        // 1957年3月2日, 1957 March 2
        (y, months(two)?, number(three)?, [two, three])
    } else {
        let y = year(three)?;
        match (month(one.text), month(two.text)) {
            (Some(m), _) => (y, m, number(two)?, [one, two]),
            (None, Some(m)) => (y, m, number(one)?, [one, two]),
            // 2.3.1957: the day first, or the month.
            (None, None) if number(two)? <= 12 => (y, number(two)?, number(one)?, [one, two]),
            (None, None) => (y, number(one)?, number(two)?, [one, two]),
        }
    };
    let mut shown = String::new();
    let mut from = first.at.start;
    for token in hidden {
        shown.push_str(raw.get(from..token.at.start)?);
        shown.push_str("**");
        from = token.at.end;
    }
    shown.push_str(raw.get(from..three.at.end)?);
    made(last + 1, y, m, d, shown)
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let short = word.get(..3)?;
    let at = MONTHS.iter().position(|month| *month == short)?;
    u32::try_from(at + 1).ok()
}
