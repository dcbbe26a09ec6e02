//! The digits of a text in the groups that they stand in, and what stands between them.

use std::ops::Range;

use super::numbers::{BETWEEN, is_id};
use super::periods::{INSTANT, is_instant, mark_dates};
use super::scattered::{self, Gap};
use super::{digits, is_mark, is_plain, lookalikes};

/// Characters of an id of the register, 8-4-4-4-12.
const UUID: usize = 36;
/// Characters of a hash of a file.
const HASH: usize = 64;
/// Fewest stars of a masked number.
pub(super) const MASK: usize = 4;
/// Characters of an ID number that ends with an X.
const ID: usize = 18;

/// Digits that stand together, and how they follow the digits before.
#[derive(Clone)]
pub(super) struct Group {
    pub(super) at: Range<usize>,
    /// Its digits, with the X that an ID number ends with.
    pub(super) digits: String,
    pub(super) join: Join,
    /// What stands before it, and whether a number may go on across it.
    pub(super) between: String,
    pub(super) gap: Gap,
    /// The sign that it stands behind, which says what else it is: #142, ****0013.
    pub(super) sign: Option<Sign>,
    /// It is of Han, which words are written with too.
    pub(super) is_han: bool,
    /// A unit stands behind it.
    pub(super) counts: bool,
    /// It belongs to a day or a month with its year: 2024-01-05, 2024-01.
    pub(super) is_dated: bool,
}

/// What stands between a group and the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Something that parts two numbers.
    None,
    /// A dot, which is a decimal point as well.
    Dot,
    /// A dash.
    Dash,
    /// Blanks, brackets, characters that cannot be seen.
    Blank,
}

/// The groups of a text; `letters` are read as digits too.
pub(super) fn groups(raw: &str, blanks: usize, letters: &[(usize, char)]) -> Vec<Group> {
    let letter = |at: usize| {
        letters
            .binary_search_by_key(&at, |(byte, _)| *byte)
            .ok()
            .and_then(|n| letters.get(n))
            .map(|(_, c)| *c)
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut before = None;
    let mut skip_to = 0;
    for (at, c) in raw.char_indices() {
        let last_end = groups.last().map(|group| group.at.end);
        if at < skip_to {
        } else if before.is_none_or(|c: char| !c.is_ascii_alphanumeric()) && is_uuid(raw, at) {
            skip_to = at + UUID;
        } else if before.is_none_or(|c: char| !c.is_ascii_alphanumeric()) && is_hash(raw, at) {
            skip_to = at + HASH;
        } else if c.is_ascii_digit()
            && before.is_none_or(|c: char| !c.is_ascii_digit())
            && is_instant(raw, at)
        {
            skip_to = at + INSTANT;
        } else if let Some((tens, digit, is_han)) = digits::plain(c)
            .map(|digit| (None, digit, false))
            .or_else(|| digits::pair(c).map(|(tens, digit)| (Some(tens), digit, false)))
            .or_else(|| letter(at).map(|digit| (None, digit, lookalikes::word(c).is_some())))
            .or_else(|| digits::han_in(raw, at, c).map(|digit| (None, digit, true)))
        {
            let end = at + c.len_utf8();
            let same = groups.last_mut().filter(|group| group.at.end == at && group.is_han == is_han);
            if let Some(group) = same {
                group.digits.extend(tens.into_iter().chain([digit]));
                group.at.end = end;
            } else {
                let between = last_end.and_then(|last| raw.get(last..at));
                groups.push(Group {
                    at: at..end,
                    digits: tens.into_iter().chain([digit]).collect(),
                    join: between.map_or(Join::None, |between| join(between, blanks)),
                    gap: between.map_or(Gap::Far, |between| scattered::gap(between, blanks)),
                    between: between.unwrap_or_default().chars().take(BETWEEN + 1).collect(),
                    sign: sign_before(raw, at, last_end),
                    is_han,
                    counts: false,
                    is_dated: false,
                });
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
            // The first digits of a number that is masked already, or of a date.
            if is_mask(raw.get(at..).unwrap_or_default()) {
                groups.pop();
            }
        } else if last_end == Some(at)
            && !is_plain(c)
            && (is_unseen(c) || is_mark(c))
            && let Some(group) = groups.last_mut()
        {
            // An accent on a digit, or what nobody sees behind it.
            group.at.end = at + c.len_utf8();
        }
        before = Some(c);
    }
    leave_signs(raw, &mut groups);
    for group in &mut groups {
        let behind = raw.get(group.at.end..).unwrap_or_default().trim_start();
        group.counts = behind.starts_with(scattered::is_unit);
    }
    mark_dates(&mut groups);
    groups
}

/// Takes the X off that no ID number ends with: 13800138000x2, 6217…890x.
fn leave_signs(raw: &str, groups: &mut [Group]) {
    for at in 0..groups.len() {
        let Some(group) = groups.get(at).filter(|group| group.digits.ends_with('X')) else { continue };
        let is_end_of_id = group.digits.len() == ID || {
            let mut digits = group.digits.clone();
            let mut linked = group.is_linked();
            for before in groups.iter().take(at).rev() {
                if !linked || digits.len() >= ID {
                    break;
                }
                digits.insert_str(0, &before.digits);
                linked = before.is_linked();
            }
            digits.len() == ID && is_id(&digits)
        };
        if !is_end_of_id {
            if let Some(group) = groups.get_mut(at) {
                group.digits.pop();
                let sign = raw.get(group.at.clone()).and_then(|text| text.chars().next_back());
                group.at.end -= sign.map_or(0, char::len_utf8);
            }
            if let Some(next) = groups.get_mut(at + 1) {
                next.join = Join::None;
                next.gap = if next.gap == Gap::Loose { Gap::Word } else { next.gap };
            }
        }
    }
}

/// What says of digits that they are something else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `#`, which may stand before a number of a person too: 电话#138-4795-1234.
    Number,
    /// Stars.
    Mask,
}

/// The sign before the digits at a byte that is no separator: right behind the digits before, `#` and up to three stars
/// are one.
fn sign_before(raw: &str, at: usize, last_end: Option<usize>) -> Option<Sign> {
    let before = raw.get(..at).unwrap_or_default();
    let numbered = before.trim_end_matches(['#', '＃']);
    let starred = before.trim_end_matches('*');
    let is_beside = |rest: &str| last_end == Some(rest.len());
    if numbered.len() < at && !is_beside(numbered) {
        Some(Sign::Number)
    } else if starred.len() < at && !(is_beside(starred) && at - starred.len() < MASK) {
        Some(Sign::Mask)
    } else {
        None
    }
}

/// Whether the stars that a text begins with are of a mask, which has so many, or of a masked date, which has a sign
/// behind two of them.
fn is_mask(text: &str) -> bool {
    let rest = text.trim_start_matches('*');
    let stars = text.len() - rest.len();
    let goes_on = rest.chars().next().is_some_and(|c| digits::plain(c).or_else(|| digits::han(c)).is_some());
    stars >= MASK || stars > 1 && !goes_on
}

impl Group {
    /// Whether it stands behind a sign that says what else it is.
    pub(super) fn is_named(&self) -> bool {
        self.sign.is_some()
    }

    /// Whether that sign is #.
    pub(super) fn is_numbered(&self) -> bool {
        self.sign == Some(Sign::Number)
    }

    /// Whether it may go on with the number that the group before ends with.
    fn is_linked(&self) -> bool {
        self.join != Join::None || self.gap == Gap::Loose
    }
}

fn is_uuid(raw: &str, at: usize) -> bool {
    raw.as_bytes().get(at..at + UUID).is_some_and(|bytes| {
        bytes.iter().enumerate().all(|(n, byte)| match n {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
    }) && !raw.as_bytes().get(at + UUID).is_some_and(u8::is_ascii_alphanumeric)
}

/// The hash of a file in hexadecimal, as the program tells it: digits and small letters, some of both.
fn is_hash(raw: &str, at: usize) -> bool {
    raw.as_bytes().get(at..at + HASH).is_some_and(|bytes| {
        bytes.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && bytes.iter().any(u8::is_ascii_lowercase)
    }) && !raw.as_bytes().get(at + HASH).is_some_and(u8::is_ascii_alphanumeric)
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
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
