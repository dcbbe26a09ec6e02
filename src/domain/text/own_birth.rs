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
    /// How many digits it has, or would have.
    wide: usize,
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
        let least = usize::try_from(value.checked_ilog10().unwrap_or_default()).unwrap_or_default() + 1;
        Some(Part { token, wide: length.max(least), value })
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
    let digits: usize = parts.iter().map(|part| part.wide).sum();
    // 195732 is a date only where its parts are: each digit alone, or year, month and day.
    let are_single = parts.iter().all(|part| part.wide == 1);
    // Most numbers of an address are done with here.
    let may_be = parts.len() == 3 || digits == 6 || digits == DIGITS || are_single && digits > 6;
    if !may_be || digits > DIGITS {
        return None;
    }
    let gaps = || {
        parts.windows(2).map(|two| match two {
            [one, other] => raw.get(one.token.at.end..other.token.at.start).unwrap_or_default(),
            _ => "",
        })
    };
    let apart = gaps().map(|gap| gap.chars().count()).max().unwrap_or_default();
    if apart > APART || gaps().any(|gap| gap.contains(['。', '；', ';', '\n'])) {
        return None;
    }
    let years = [(birth.year(), 4), (birth.year() % 100, 2)];
    years.into_iter().filter(|(_, wide)| *wide == 4 || apart <= NEAR).find_map(|year| {
        ORDERS.into_iter().find_map(|order| {
            let said = order.map(|says| match says {
                Says::Year => year,
                Says::Month => (i32::try_from(birth.month()).unwrap_or_default(), 2),
                Says::Day => (i32::try_from(birth.day()).unwrap_or_default(), 2),
            });
            in_order(parts, order, said, are_single)
        })
    })
}

/// As [`reads`], in one order of year, month and day, each with its value and its digits.
fn in_order(
    parts: &[Part<'_>],
    order: [Says; 3],
    said: [(i32, usize); 3],
    are_single: bool,
) -> Option<(usize, usize)> {
    let before = order.iter().position(|says| *says == Says::Year)?;
    let (_, length) = said.get(before)?;
    let is_said = |(part, (says, (value, wide))): (&Part<'_>, (Says, (i32, usize)))| {
        i64::from(part.value) == i64::from(value) && (says != Says::Year || part.wide == wide)
    };
    if parts.len() == order.len() && parts.iter().zip(order.into_iter().zip(said)).all(is_said) {
        let start = parts.iter().take(before).map(|part| part.wide).sum();
        return Some((start, *length));
    }
    let written = |is_padded: bool| {
        let (mut out, mut start) = (String::new(), 0);
        for (says, (value, wide)) in order.into_iter().zip(said) {
            if says == Says::Year {
                start = out.len();
            }
            let least = if is_padded { wide } else { 1 };
            let _ = write!(out, "{value:0least$}");
        }
        (out, start)
    };
    let all = parts.iter().fold(String::new(), |mut out, part| {
        let _ = write!(out, "{:01$}", part.value, part.wide);
        out
    });
    let is_padded = all.len() == length + 4;
    let spelled = are_single && *length == 4;
    [(true, is_padded), (false, spelled)].into_iter().filter(|(_, may)| *may).find_map(|(padded, _)| {
        let (date, start) = written(padded);
        (date == all).then_some((start, *length))
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
        if chars.len() == part.wide {
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
            hidden = part.wide;
        }
        masked.push_str(stars(hidden));
        place += part.wide;
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
