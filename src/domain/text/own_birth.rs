//! The birth date of whom a text is about, in whatever order and with whatever between: 21111965, 196511.21,
//! 1965年（牛年）11月21日.

use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};

use super::dates::{Token, month_of};
use super::digits;
use super::numbers::Number;

/// Most characters between two parts of it.
const APART: usize = 8;
/// Most of them where two digits stand for the year: many a number looks so.
const NEAR: usize = 3;
/// Digits of a whole date.
const DIGITS: usize = 8;

/// A number or the name of a month.
struct Part<'t> {
    token: &'t Token<'t>,
    digits: String,
    value: u32,
}

/// What a place in a date says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Year,
    Month,
    Day,
}

const ORDERS: [[Says; 3]; 4] = [
    [Says::Year, Says::Month, Says::Day],
    [Says::Day, Says::Month, Says::Year],
    [Says::Month, Says::Day, Says::Year],
    [Says::Year, Says::Day, Says::Month],
];

/// Every place where the date stands, with the year alone shown. What stands in brackets is passed over once.
pub(super) fn own(raw: &str, tokens: &[Token<'_>], birth: NaiveDate) -> Vec<Number> {
    let mut parts = parts(tokens);
    let mut found = places(raw, &parts, birth);
    if raw.contains(['(', '（']) {
        let is_inside = |at: usize| {
            let before = raw.get(..at).unwrap_or_default();
            before.matches(['(', '（']).count() > before.matches([')', '）']).count()
        };
        parts.retain(|part| !is_inside(part.token.at.start));
        found.extend(places(raw, &parts, birth));
    }
    found
}

fn parts<'t>(tokens: &'t [Token<'t>]) -> Vec<Part<'t>> {
    let part = |token: &'t Token<'t>| {
        let (value, length) = token.value.or_else(|| Some((month_of(token)?, 2)))?;
        Some(Part { token, digits: format!("{value:0length$}"), value })
    };
    tokens.iter().filter_map(part).collect()
}

fn places(raw: &str, parts: &[Part<'_>], birth: NaiveDate) -> Vec<Number> {
    let mut found = Vec::new();
    let mut rest = parts;
    while let Some((_, behind)) = rest.split_first() {
        let length = (1..=rest.len().min(DIGITS)).find(|length| {
            let some = rest.get(..*length).unwrap_or_default();
            reads(raw, some, birth).is_some()
        });
        let some = length.and_then(|length| rest.get(..length));
        match some.and_then(|some| Some((some, shown(raw, some, reads(raw, some, birth)?)?))) {
            Some((some, number)) => {
                found.push(number);
                rest = rest.get(some.len()..).unwrap_or_default();
            }
            None => rest = behind,
        }
    }
    found
}

/// Which of the digits of all parts are the year, as their first and their number, if the parts are the date.
fn reads(raw: &str, parts: &[Part<'_>], birth: NaiveDate) -> Option<(usize, usize)> {
    let all: String = parts.iter().map(|part| part.digits.as_str()).collect();
    let gaps = || {
        parts.windows(2).map(|two| match two {
            [one, other] => raw.get(one.token.at.end..other.token.at.start).unwrap_or_default(),
            _ => "",
        })
    };
    let apart = gaps().map(|gap| gap.chars().count()).max().unwrap_or_default();
    if all.len() > DIGITS || apart > APART || gaps().any(|gap| gap.contains(['。', '；', ';', '\n'])) {
        return None;
    }
    let years = [(birth.year(), 4), (birth.year() % 100, 2)];
    let (month, day) = (birth.month(), birth.day());
    years.into_iter().filter(|(_, length)| *length == 4 || apart <= NEAR).find_map(|(year, length)| {
        ORDERS.into_iter().find_map(|order| {
            let mut place = 0;
            let mut start = 0;
            let mut padded = String::new();
            let mut bare = String::new();
            let mut each = parts.len() == order.len();
            for (says, part) in order.into_iter().zip(parts.iter().map(Some).chain(std::iter::repeat(None))) {
                let (value, wide) = match says {
                    Says::Year => (year, length),
                    Says::Month => (i32::try_from(month).ok()?, 2),
                    Says::Day => (i32::try_from(day).ok()?, 2),
                };
                if says == Says::Year {
                    (start, place) = (padded.len(), bare.len());
                }
                let _ = write!(padded, "{value:0wide$}");
                let _ = write!(bare, "{value}");
                each &= part.is_some_and(|part| {
                    i64::from(part.value) == i64::from(value)
                        && (says != Says::Year || part.digits.len() == length)
                });
            }
            // 195732 is a date only where its parts are: each digit alone, or year, month and day.
            let spelled = all == bare && length == 4 && parts.iter().all(|part| part.digits.len() == 1);
            if each {
                let before = order.iter().position(|says| *says == Says::Year)?;
                let start = parts.iter().take(before).map(|part| part.digits.len()).sum();
                Some((start, length))
            } else if all == padded {
                Some((start, length))
            } else {
                spelled.then_some((place, length))
            }
        })
    })
}

/// The parts with stars for what is not the year.
fn shown(raw: &str, parts: &[Part<'_>], (first, length): (usize, usize)) -> Option<Number> {
    let (from, to) = (parts.first()?.token.at.start, parts.last()?.token.at.end);
    let mut masked = String::new();
    let (mut end, mut place) = (from, 0);
    for part in parts {
        masked.push_str(raw.get(end..part.token.at.start)?);
        end = part.token.at.end;
        let text = raw.get(part.token.at.clone())?;
        let is_year = |at: usize| (first..first + length).contains(&at);
        let chars: Vec<char> =
            text.chars().filter(|c| digits::plain(*c).or_else(|| digits::han(*c)).is_some()).collect();
        let mut hidden = 0;
        if chars.len() == part.digits.len() {
            for (n, c) in chars.into_iter().enumerate() {
                if is_year(place + n) {
                    masked.push_str(stars(hidden));
                    hidden = 0;
                    masked.push(c);
                } else {
                    hidden += 1;
                }
            }
        } else {
            hidden = part.digits.len();
        }
        masked.push_str(stars(hidden));
        place += part.digits.len();
    }
    Some(Number { at: from..to, masked })
}

fn stars(digits: usize) -> &'static str {
    match digits {
        0 => "",
        1 | 2 => "**",
        _ => "****",
    }
}
