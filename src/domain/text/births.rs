//! Birth dates inside texts: beside a masked ID number the whole date is the number, and so is the day without the year,
//! which a screen shows.

use std::ops::Range;

use chrono::NaiveDate;

use super::dates::{FILLERS, Year, compact, of_day, of_month, tokens, whole};
use super::numbers::Number;
use super::{digits, own_birth};

/// Words before a date that say that somebody was born on it.
const BEFORE: [&str; 17] = [
    "出生", "生于", "生日", "诞生", "降生", "生辰", "诞辰", "寿辰", "诞于", "生在", "born", "birth", "bday",
    "dob", "d.o.b", "生：", "生:",
];
/// Words between such a word and a day.
const BETWEEN: [&str; 14] =
    ["date", "day", "is", "was", "on", "in", "the", "of", "于", "日期", "年月日", "年月", "月日", "falls"];
/// Words behind it.
const BEHIND: [&str; 7] = ["出生", "生人", "生于", "诞生", "降生", "born", "birth"];
/// Words in which one of these is a part of another.
const OTHER: [&str; 11] = [
    "先生",
    "发生",
    "学生",
    "医生",
    "产生",
    "出生地",
    "出生证",
    "出生医学",
    "出生率",
    "reborn",
    "birthplace",
];
/// What 生 goes on to where nobody is born.
const GOES_ON: [char; 15] =
    ['病', '活', '产', '效', '意', '气', '火', '态', '前', '机', '还', '变', '怕', '育', '长'];
/// Fewest digits of the birth date of whom a text is about: of 三六年三月初十 three characters are.
pub(super) const FEWEST: usize = 3;
/// Bytes of the longest common name.
const NAME: usize = 9;
/// Characters between such a word and the date.
const NEAR: usize = 8;
/// Characters of the words between them: day is on the.
const WORDS: usize = 16;

/// The birth dates of a text, each with the year alone shown; `own` is the birth date of whom the text is about.
pub(super) fn births(raw: &str, own: Option<NaiveDate>) -> Vec<Number> {
    // Most texts hold no such word, and no date: of 一九五七年十月十日 four characters are digits.
    let may_be_told = is_told(raw) && (raw.contains('月') || digits::may_hold(raw, 1));
    let own = own.filter(|_| digits::may_hold(raw, FEWEST));
    if !may_be_told && own.is_none() {
        return Vec::new();
    }
    let tokens = tokens(raw);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        let Some((length, date)) = whole(raw, rest)
            .or_else(|| of_day(raw, rest))
            .or_else(|| compact(raw, rest))
            .or_else(|| of_month(raw, rest))
        else {
            at += 1;
            continue;
        };
        let is_told = match date.year {
            Some(Year::Whole(year)) => is_birth(raw, &date.at, year),
            Some(Year::Short(_)) | None => is_close(raw, &date.at),
        };
        let is_short = !matches!(date.year, Some(Year::Whole(_)));
        let is_found = is_told || own.is_some_and(|own| date.is(own));
        if is_found {
            found.push(Number { at: date.at, masked: date.shown });
        }
        at += if is_short && !is_found { 1 } else { length };
    }
    for date in own.map(|own| own_birth::own(raw, &tokens, own)).unwrap_or_default() {
        if found.iter().all(|other| other.is_apart(&date)) {
            found.push(date);
        }
    }
    found
}

/// Every date of a text that has a year, each with the year alone shown.
pub(super) fn dates(raw: &str) -> Vec<Number> {
    let tokens = tokens(raw);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        let date = whole(raw, rest).or_else(|| compact(raw, rest).filter(|(_, date)| date.year.is_some()));
        at += date.as_ref().map_or(1, |(length, _)| *length);
        found.extend(date.map(|(_, date)| Number { at: date.at, masked: date.shown }));
    }
    found
}

/// Whether a text may say that somebody was born.
pub(super) fn is_told(raw: &str) -> bool {
    let says = |word: &str| {
        raw.as_bytes().windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
    };
    // A page of rows asks this of every name and address: three bytes are compared sooner than characters are searched.
    let holds =
        |han: &str| raw.as_bytes().array_windows::<3>().any(|bytes| bytes.as_slice() == han.as_bytes());
    // A name is shorter than a word and a day.
    holds("生")
        || raw.len() > NAME && (holds("诞") || holds("寿"))
        || raw.bytes().any(|byte| matches!(byte, b'b' | b'B'))
            && ["born", "birth", "bday", "dob", "d.o.b", "b.", "b:", "b："].into_iter().any(says)
}

/// Whether a word near a whole date says that somebody was born on it.
fn is_birth(raw: &str, at: &Range<usize>, year: i32) -> bool {
    let before = raw.get(..at.start).unwrap_or_default();
    let from = before.char_indices().rev().nth(NEAR + 3).map_or(0, |(at, _)| at);
    let before = without_others(before.get(from..).unwrap_or_default());
    let before = before.rsplit(['。', '；', ';', '\n']).next().unwrap_or_default();
    let behind = raw.get(at.end..).unwrap_or_default();
    let near = without_others(&behind.chars().take(NEAR).collect::<String>());
    let near = near.split(['。', '；', ';', '，', ',', '\n']).next().unwrap_or_default();
    // 生于1957年，1976.2.1入伍: the word belongs to the other year.
    let is_of_other = |between: &str| {
        tokens(between).iter().any(|token| {
            token.value.is_some_and(|(value, digits)| digits == 4 && i64::from(value) != i64::from(year))
        })
    };
    let said_before =
        BEFORE.iter().any(|word| before.rsplit_once(word).is_some_and(|(_, between)| !is_of_other(between)));
    is_abbreviated(before)
        || said_before
        || BEHIND.iter().any(|word| near.contains(word))
        || is_born_behind(behind)
}

/// Whether a word right beside a day says that somebody was born on it: with two digits of the year, or without it, other
/// things look the same.
fn is_close(raw: &str, at: &Range<usize>) -> bool {
    let is_filler =
        |c: char| !c.is_alphanumeric() && !matches!(c, '。' | '；' | ';' | '\n') || FILLERS.contains(c);
    let before = raw.get(..at.start).unwrap_or_default();
    // 于 may end a word and stand behind one: 生于, 生日于.
    let before = before.trim_end_matches(|c| is_filler(c) && c != '于');
    let from = before.char_indices().rev().nth(NEAR + WORDS).map_or(0, |(at, _)| at);
    let before = without_others(before.get(from..).unwrap_or_default());
    let behind = raw.get(at.end..).unwrap_or_default().trim_start_matches(['日', '号']);
    let behind = behind.trim_start_matches(is_filler);
    let near = without_others(&behind.chars().take(NEAR).collect::<String>());
    let ends =
        |before: &str| BEFORE.iter().any(|word| !word.ends_with(['：', ':']) && before.ends_with(word));
    let mut beside: &str = &before;
    while let Some(rest) = BETWEEN.into_iter().find_map(|word| beside.strip_suffix(word)) {
        if ends(beside) {
            break;
        }
        beside = rest.trim_end_matches(is_filler);
    }
    ends(beside)
        || is_abbreviated(raw.get(..at.start).unwrap_or_default())
        || BEHIND.iter().any(|word| near.starts_with(word))
        || is_born_behind(behind)
}

/// Whether b. for born stands right before a date: b. 1957-03-12.
fn is_abbreviated(before: &str) -> bool {
    let before =
        before.trim_end().strip_suffix(['.', ':', '：']).and_then(|before| before.strip_suffix(['b', 'B']));
    before.is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.'))
}

/// Whether 生 stands behind a date: 1957年3月2日生.
fn is_born_behind(behind: &str) -> bool {
    let behind = behind.trim_start().trim_start_matches(['日', '号']).trim_start();
    behind.strip_prefix('生').is_some_and(|rest| !rest.starts_with(GOES_ON))
}

fn without_others(text: &str) -> String {
    OTHER.iter().fold(text.to_lowercase(), |text, other| text.replace(other, " "))
}
