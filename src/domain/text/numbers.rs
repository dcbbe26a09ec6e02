//! Numbers of people inside free text: notes, addresses, reasons, arguments, paths.
//!
//! A number is read as people write it: digits of any width or script (`digits`), in groups with blanks, dashes or dots
//! between; parted by anything else, what can be read as one all the same is found by `scattered`; letters typed for digits
//! are read by `lookalikes`. A birth date is one too (`births`). What is written with digits too stays as it is: amounts, days, numbers of entries and documents, codes of
//! places (9 or 12 digits), the ids of the register.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use super::groups::{Group, Join, groups};
use super::heads::{are_compared, is_head, is_line_of_heads};
use super::mask::{card, id, phone};
use super::periods::{are_dated, are_months, holds_day};
use super::{births, digits, glued, lookalikes, overlong, scattered, shaped};

/// Fewest digits of a number.
const FEWEST: usize = 11;
/// Most characters between two groups of a number.
pub(super) const BETWEEN: usize = 3;
/// Most digits of a number that is written in groups.
const GROUPED_MOST: usize = 19;

/// Masks every ID number, phone and bank card in a text: `152599********0013`, `138****1234`, `****1234`.
pub fn text(raw: &str) -> Cow<'_, str> {
    masked(raw, BETWEEN, None)
}

/// As [`text`], of a text about somebody whose birth date this is: it is masked wherever it stands.
pub fn text_about(raw: &str, birth: Option<NaiveDate>) -> Cow<'_, str> {
    masked(raw, BETWEEN, birth)
}

/// Whether a text may hold a birth date, of which two characters at least are digits.
pub fn may_hold_birth(raw: &str) -> bool {
    digits::may_hold(raw, 2)
}

/// As [`text`], for a line in which several texts stand side by side: two blanks part them.
pub fn line(raw: &str) -> Cow<'_, str> {
    masked(raw, 1, None)
}

/// As [`text`], of what was typed to be looked up: a search passes over all signs between two digits, however many.
pub fn typed(raw: &str) -> Cow<'_, str> {
    let shown = text(raw);
    if matches!(shown, Cow::Owned(_)) || is_head(raw) {
        return shown;
    }
    let signs = |c: &char| c.is_alphanumeric();
    let digits: Option<String> = raw.chars().filter(signs).map(digits::plain).collect();
    digits
        .and_then(|digits| alone(&digits).or_else(|| overlong::of_digits(&digits)))
        .map_or(shown, Cow::Owned)
}

/// As [`text`], of what stands where no date is wanted, as in the column of a township: of each date the year is shown,
/// since it may be somebody's birth.
pub fn misplaced(raw: &str) -> Cow<'_, str> {
    let mut found = numbers(raw, BETWEEN, None);
    for date in births::dates(raw) {
        if found.iter().all(|number| number.is_apart(&date)) {
            found.push(date);
        }
    }
    found.sort_by_key(|number| number.at.start);
    replaced(raw, found)
}

/// Gives back the numbers of `stored` that `edited` still shows masked, in their order: who changes the words beside a
/// masked number keeps the number.
/// `birth` is that of whom the text is about.
pub fn restored(edited: &str, stored: &str, birth: Option<NaiveDate>) -> String {
    restore(edited, stored, birth).0
}

/// Whether `edited`, with the numbers of `stored` given back, shows as much when it is masked again: no masked number
/// was torn, and none can be read by what was written beside it.
pub fn keeps_masks(edited: &str, stored: &str, birth: Option<NaiveDate>) -> bool {
    let stars = |text: &str| text.matches('*').count();
    let (whole, is_missing) = restore(edited, stored, birth);
    let torn = is_missing && stars(&whole) > stars(stored);
    !torn && masked(&whole, BETWEEN, birth) == masked(edited, BETWEEN, birth)
}

/// The text with its numbers, and whether one of them is missing.
fn restore(edited: &str, stored: &str, birth: Option<NaiveDate>) -> (String, bool) {
    let mut out = String::with_capacity(edited.len());
    let mut rest = edited;
    let mut is_missing = false;
    for found in numbers(stored, BETWEEN, birth) {
        if let Some((before, after)) = rest.split_once(&found.masked) {
            out.push_str(before);
            out.push_str(stored.get(found.at).unwrap_or(&found.masked));
            rest = after;
        } else {
            is_missing = true;
        }
    }
    out.push_str(rest);
    (out, is_missing)
}

/// A number and what is shown of it.
pub(super) struct Number {
    pub(super) at: Range<usize>,
    pub(super) masked: String,
}

impl Number {
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        self.at.end <= other.at.start || other.at.end <= self.at.start
    }
}

fn masked(raw: &str, blanks: usize, birth: Option<NaiveDate>) -> Cow<'_, str> {
    replaced(raw, numbers(raw, blanks, birth))
}

fn replaced(raw: &str, numbers: Vec<Number>) -> Cow<'_, str> {
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

/// Every number in a text, and every birth date, in order.
fn numbers(raw: &str, blanks: usize, birth: Option<NaiveDate>) -> Vec<Number> {
    // A page of rows asks this of every name and address: digits and letters are looked for once.
    let held = match birth {
        Some(_) => digits::held(raw, births::FEWEST, FEWEST),
        None if raw.len() >= FEWEST => digits::held(raw, FEWEST, FEWEST),
        None => 0,
    };
    let letters = lookalikes::among_digits(raw, held >= lookalikes::FEWEST);
    // Most names and addresses are done with here: no digit, and no month that a birthday could be told by.
    if birth.is_some() && held == 0 && letters.is_empty() && !raw.contains('月') {
        return Vec::new();
    }
    let mut found = numbers_in_groups(raw, blanks, held, &letters);
    let birth = birth.filter(|_| held >= births::FEWEST || !letters.is_empty());
    for date in births::births(raw, birth).into_iter().chain(births_in_letters(raw, birth, &letters)) {
        if found.iter().all(|number| number.is_apart(&date)) {
            found.push(date);
        }
    }
    if let Some(birth) = birth.filter(|_| held >= overlong::FEWEST) {
        for number in overlong::own_births(&groups(raw, blanks, &[]), birth) {
            if found.iter().all(|other| other.is_apart(&number)) {
                found.push(number);
            }
        }
    }
    found.sort_by_key(|number| number.at.start);
    found
}

/// The birth dates that letters typed for digits complete: l957年3月2日生.
fn births_in_letters(raw: &str, birth: Option<NaiveDate>, letters: &[(usize, char)]) -> Vec<Number> {
    if letters.is_empty() || birth.is_none() && !births::is_told(raw) {
        return Vec::new();
    }
    let mut found = births::births(&lookalikes::read_as_digits(raw, letters), birth);
    found.retain(|date| lookalikes::completes(raw, &date.at, letters));
    found
}

fn numbers_in_groups(raw: &str, blanks: usize, held: usize, letters: &[(usize, char)]) -> Vec<Number> {
    let is_too_short = held < FEWEST && letters.is_empty() || raw.len() < FEWEST;
    if is_too_short || is_head(raw) || are_compared(raw) || is_line_of_heads(raw) {
        return Vec::new();
    }
    let mut found = if held >= FEWEST { numbers_of(raw, &groups(raw, blanks, &[])) } else { Vec::new() };
    if !letters.is_empty() {
        let whole = numbers_of(raw, &groups(raw, blanks, letters));
        for number in whole.into_iter().filter(|number| lookalikes::completes(raw, &number.at, letters)) {
            let is_within =
                |other: &Number| number.at.start <= other.at.start && other.at.end <= number.at.end;
            let is_apart = |other: &Number| number.is_apart(other);
            if found.iter().all(|other| is_within(other) || is_apart(other)) {
                found.retain(is_apart);
                found.push(number);
            }
        }
        found.sort_by_key(|number| number.at.start);
    }
    found
}

/// The numbers that the groups of a text make, read from its beginning. Where such a reading ends within a number that is
/// written as people write one, the number is meant, and what is beside it is read anew.
fn numbers_of(raw: &str, groups: &[Group]) -> Vec<Number> {
    let read = numbers_from(raw, groups);
    let holds = |at: &Range<usize>| read.iter().any(|(of, _)| of.start <= at.start && at.end <= of.end);
    let mut shaped = shaped::numbers(raw, groups);
    shaped.retain(|(at, _)| !holds(at));
    if shaped.is_empty() {
        return glued::joined(raw, groups, read).into_iter().map(|(_, number)| number).collect();
    }
    let mut found = Vec::new();
    let mut from = 0;
    for (at, number) in shaped {
        found.extend(moved(numbers_from(raw, groups.get(from..at.start).unwrap_or_default()), from));
        from = at.end;
        found.push((at, number));
    }
    found.extend(moved(numbers_from(raw, groups.get(from..).unwrap_or_default()), from));
    glued::joined(raw, groups, found).into_iter().map(|(_, number)| number).collect()
}

/// Numbers found behind so many groups.
fn moved(found: Vec<(Range<usize>, Number)>, by: usize) -> impl Iterator<Item = (Range<usize>, Number)> {
    found.into_iter().map(move |(at, number)| (at.start + by..at.end + by, number))
}

/// The numbers that groups make, and the groups that each has, read from the first on.
fn numbers_from(raw: &str, groups: &[Group]) -> Vec<(Range<usize>, Number)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = groups.get(from..).filter(|rest| !rest.is_empty()) {
        let Some((length, masked)) = first_number(raw, rest).filter(|(n, _)| !are_dated(rest, *n)) else {
            from += 1;
            continue;
        };
        if let [first, .., last] | [first @ last] = rest.get(..length).unwrap_or_default() {
            found.push((from..from + length, Number { at: first.at.start..last.at.end, masked }));
        }
        from += length.max(1);
    }
    found
}

/// The number that begins with the first of these groups: of how many groups it is, and what is shown of it.
pub(super) fn first_number(raw: &str, groups: &[Group]) -> Option<(usize, String)> {
    let (first, behind) = groups.split_first()?;
    let scattered = |ids| scattered::number(groups, ids);
    let linked = groups_linked(first, behind);
    number(&linked, raw, true)
        .or_else(|| scattered(true))
        // Most of a card may look like an ID number of 15 digits.
        .or_else(|| scattered(false).filter(|_| first.digits.starts_with("62") && first.digits.len() < 16))
        .or_else(|| number(&linked, raw, false))
        .or_else(|| scattered(false))
        .or_else(|| Some((1, overlong::masked(raw, first)?)))
}

/// A group and those that follow it as one number might, up to the length of the longest.
fn groups_linked<'g>(first: &'g Group, behind: &'g [Group]) -> Vec<&'g Group> {
    let mut digits = first.digits.len();
    let linked = behind.iter().take_while(|group| {
        digits += group.digits.len();
        group.join != Join::None && !group.is_named() && digits <= GROUPED_MOST
    });
    std::iter::once(first).chain(linked).collect()
}

/// The number that begins with the first group: of how many groups it is, and what is shown of it.
/// ID numbers come first (`ids`): their first groups may look like a phone.
fn number(linked: &[&Group], raw: &str, ids: bool) -> Option<(usize, String)> {
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
        let amount = after.trim_start().starts_with(['元', '万', '块']);
        let begins = !first.is_named() || first.is_numbered() && goes_on_behind_sign(groups);
        (length > 1 && begins && !amount).then_some(groups)
    };
    if ids {
        // Fifteen digits of a card may look like an ID number.
        let is_of_card =
            windows.iter().any(|(_, all)| all.len() > 15 && all.starts_with("62") && is_card(all));
        return windows.iter().find_map(|&(length, digits)| {
            let fits = digits.len() == 18 || matches!(digits.len(), 15 | 17) && !is_of_card;
            let groups = in_groups(length).filter(|_| fits && is_id(digits))?;
            let fits = first.digits.len() >= if digits.len() == 18 { 1 } else { 3 }
                && groups.iter().skip(1).all(|group| group.join != Join::Dot)
                && (digits.len() == 18 || !holds_day(groups));
            fits.then(|| (length, id(digits).to_string()))
        });
    }
    if let Some(masked) = alone(&first.digits) {
        return Some((1, masked));
    }
    windows.iter().find_map(|&(length, digits)| {
        let groups = in_groups(length).filter(|groups| !holds_day(groups) && !are_months(groups))?;
        grouped(groups, digits).map(|masked| (length, masked))
    })
}

/// Whether groups of which the first stands behind # may be a number of a person all the same: #142 12345678 is an entry,
/// which has no zero in front, and what stands beside it.
fn goes_on_behind_sign(groups: &[&Group]) -> bool {
    let digits: usize = groups.iter().map(|group| group.digits.len()).sum();
    groups.len() > 2
        || digits == 18
        || groups.first().is_some_and(|first| first.digits.starts_with('0'))
        || groups.iter().skip(1).all(|group| group.join == Join::Dash)
}

/// What is shown of digits that stand together without a gap; none if they are no number.
fn alone(digits: &str) -> Option<String> {
    let masked = match digits.len() {
        11 if is_mobile(digits) || is_landline(digits) => phone(digits),
        12 if is_landline(digits) || digits.strip_prefix('0').is_some_and(is_mobile) => {
            phone(digits.strip_prefix('0').filter(|rest| is_mobile(rest)).unwrap_or(digits))
        }
        13 if digits.strip_prefix("86").is_some_and(is_mobile) => phone(digits),
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

pub(super) fn is_mobile(digits: &str) -> bool {
    matches!(digits.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9)
}

/// An area code (010, 020 to 029, others of four digits) and seven or eight digits.
pub(super) fn is_landline(digits: &str) -> bool {
    match digits.as_bytes() {
        [b'0', b'1', b'0', rest @ ..] | [b'0', b'2', _, rest @ ..] => rest.len() == 8,
        [b'0', b'3'..=b'9', _, _, rest @ ..] => matches!(rest.len(), 7 | 8),
        _ => false,
    }
}

/// Whether the first group of a landline is its area code.
pub(super) fn area_alone(digits: &str, first: usize) -> bool {
    first == if digits.starts_with("01") || digits.starts_with("02") { 3 } else { 4 }
}

/// Whether a birth date stands where an ID number of 15 digits, or one of 18 or most of one, has it.
pub(super) fn is_id(digits: &str) -> bool {
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
pub(super) fn is_card(digits: &str) -> bool {
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
