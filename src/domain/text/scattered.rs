//! Numbers whose digits are parted by anything: `138/1234/1234`, `1的3的8…`. What reads as amounts, days or counts is
//! none. A star between two digits, or `#`, parts as any sign does; four stars are a mask, and what stands beside one
//! is joined with nothing.

use super::groups::{Group, Join, MASK, is_unseen};
use super::mask::{card, id, phone};
use super::numbers::{BETWEEN, is_card, is_id, is_mobile};
use super::periods::{are_months, holds_day};

/// Most digits of an account.
const MOST: usize = 19;
/// Digits of an ID number, and of its groups.
pub(super) const ID: usize = 18;
pub(super) const ID_SHAPE: [usize; 3] = [6, 8, 4];
/// Digits of a mobile phone in groups as people write them.
pub(super) const SHAPES: [&[usize]; 6] = [&[3, 4, 4], &[3, 8], &[7, 4], &[4, 4, 3], &[4, 3, 4], &[3, 3, 5]];

/// What two groups are parted by, if they may be one number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Too much.
    Far,
    /// One Latin letter, as x between the groups of a phone, which measures are written with too.
    Letter,
    /// A unit or letters: only digits that are all parted in the same way are one number across either.
    Word,
    /// Anything else.
    Loose,
}

/// Reads what stands between two groups; more than `blanks` in a row part two texts.
pub(super) fn gap(between: &str, blanks: usize) -> Gap {
    if between.len() == 1 && between.starts_with(|c: char| c.is_ascii_alphabetic())
        || matches!(between, "ｘ" | "Ｘ")
    {
        return Gap::Letter;
    }
    let (mut letters, mut in_row, mut count) = (0, 0, 0);
    let mut seen = ['\0'; BETWEEN];
    for c in between.chars().filter(|c| !is_unseen(*c)) {
        // A sign that is repeated counts once.
        if c.is_alphanumeric() || !seen.contains(&c) {
            let Some(free) = seen.get_mut(count) else { return Gap::Far };
            *free = c;
            count += 1;
        }
        in_row = if c.is_whitespace() { in_row + 1 } else { 0 };
        if in_row > blanks {
            return Gap::Far;
        }
        letters += usize::from(c.is_alphabetic());
        if c.is_ascii_alphabetic() || is_unit(c) {
            letters = BETWEEN;
        }
    }
    if seen.contains(&'*') && holds_mask(between) {
        Gap::Far
    } else if letters > 1 {
        Gap::Word
    } else {
        Gap::Loose
    }
}

/// Whether stars of a mask stand in a gap: a number shows four of them at least, a date two, and none between two digits.
fn holds_mask(between: &str) -> bool {
    between.as_bytes().windows(2).any(|two| two == b"**")
        && (between.len() >= MASK || !between.bytes().all(|byte| byte == b'*'))
}

/// What is counted or dated: the digits before it are a number of their own.
pub(super) fn is_unit(c: char) -> bool {
    "年月日号时分秒点元角块钱万千百十亿份袋桶斤克升米个户人口岁次周天楼栋幢单室层组村队排套箱盒条件包台辆亩第届期级类至到共计每约占第度之与和℃￥¥$％%‰"
        .contains(c)
}

/// Of digits that begin with the first group: of how many groups the number is, and what is shown of it. `ids` alone
/// come first, since their beginning may look like a phone.
pub(super) fn number(all: &[Group], ids: bool) -> Option<(usize, String)> {
    let first = all.first().filter(|first| !first.is_named() || first.is_numbered())?;
    let mut digits = first.digits.clone();
    let (mut loose, mut alike, mut named) = (true, true, false);
    let mut windows = Vec::new();
    let between = all.get(1).map(|group| group.between.as_str()).unwrap_or_default();
    for (n, group) in all.iter().enumerate().skip(1) {
        loose &= group.gap == Gap::Loose;
        alike &= group.between.eq_ignore_ascii_case(between);
        named |= group.is_named();
        // 138 #4795 #1234 is one number: the same sign parts all of it. 138 #12341234 is an entry and its hash.
        let is_sign = alike && between.contains(char::is_whitespace);
        let may_go_on = !group.is_named() || group.is_numbered() || is_sign;
        if group.gap == Gap::Far || !may_go_on || digits.len() + group.digits.len() > MOST {
            break;
        }
        digits.push_str(&group.digits);
        if !named || n > 1 || ids && digits.len() == ID {
            windows.push((n + 1, digits.clone(), loose, alike));
        }
    }
    windows.iter().rev().find_map(|(length, digits, loose, alike)| {
        let groups = all.get(..*length)?;
        let spelled = groups.len() >= 11 && *alike && are_single(groups);
        let parted =
            if *loose { !are_measures(groups, *alike) } else { *alike && may_be_worded(groups, digits) };
        if !(spelled || parted && !are_amounts(groups)) {
            return None;
        }
        let ends = spelled || all.get(*length).is_none_or(|next| is_other(groups, next, *alike));
        // Behind # are numbers of entries, and what is written as an ID number or a phone is: 138 #4795 1234.
        let is_named = groups.iter().skip(1).any(Group::is_named);
        let is_sign = *alike && between.contains(char::is_whitespace);
        let is_shaped = [SHAPES[0], &ID_SHAPE].contains(&lengths(groups).as_slice());
        if first.is_numbered() && (is_named || !is_shaped && digits.len() != ID)
            || is_named && !is_sign && !is_shaped
        {
            return None;
        }
        let shown = if ids { id_number(groups, digits, ends) } else { other(groups, digits, ends) };
        shown.map(|shown| (*length, shown))
    })
}

fn id_number(groups: &[Group], digits: &str, ends: bool) -> Option<String> {
    let place = digits.get(..2).and_then(|place| place.parse::<u32>().ok());
    let likely = place.is_some_and(|place| (11..=82).contains(&place)) && is_id(digits);
    let fits = match digits.len() {
        18 => likely,
        15 | 17 => likely && ends && !holds_day(&groups.iter().collect::<Vec<_>>()),
        _ => false,
    };
    fits.then(|| id(digits).to_string())
}

fn other(groups: &[Group], digits: &str, ends: bool) -> Option<String> {
    // A card's digits may look like a day by chance.
    let all: Vec<&Group> = groups.iter().collect();
    if !digits.starts_with("62") && holds_day(&all) || are_months(&all) {
        return None;
    }
    let lengths = lengths(groups);
    match digits.len() {
        11 if is_mobile(digits) && (ends || SHAPES.contains(&lengths.as_slice())) => {
            Some(phone(digits).to_string())
        }
        13 if ends && lengths.first() != Some(&2) && digits.strip_prefix("86").is_some_and(is_mobile) => {
            Some(phone(digits).to_string())
        }
        16..=19 if ends && is_card(digits) => Some(card(digits).to_string()),
        _ => None,
    }
}

/// Whether the digits behind a number are none of it: too far, a word of Han (李四), counted (5户), or parted from it by
/// something else than what parts it itself (`alike`).
fn is_other(groups: &[Group], next: &Group, alike: bool) -> bool {
    let is_word = next.is_han && next.digits.len() == 1 && groups.last().is_some_and(|last| !last.is_han);
    let parts_otherwise = alike && groups.get(1).is_some_and(|second| second.between != next.between);
    next.gap != Gap::Loose || next.counts || is_word || parts_otherwise
}

fn are_single(groups: &[Group]) -> bool {
    groups.iter().all(|group| group.digits.len() == 1)
}

pub(super) fn lengths(groups: &[Group]) -> Vec<usize> {
    groups.iter().map(|group| group.digits.len()).collect()
}

/// Whether they are measures or doors beside others, 15*20、30*45 or 3#1201、4#1202: a sign stands between some of them,
/// something else between others.
fn are_measures(groups: &[Group], alike: bool) -> bool {
    let is_signed = |group: &Group| group.between.contains(['#', '＃', '*', '＊', '×']);
    !alike
        && groups.iter().skip(1).any(is_signed)
        && groups.iter().all(|group| group.digits.len() <= 4)
        && !are_single(groups)
        && !SHAPES.contains(&lengths(groups).as_slice())
}

/// Whether groups that are all parted by one letter, word or unit may be one number, 138x0013x8000 or 138和0013和8000.
fn may_be_worded(groups: &[Group], digits: &str) -> bool {
    let is_lettered = groups.get(1).is_some_and(|second| second.gap == Gap::Letter);
    // 155元1234元2345元 are amounts, and so may be 155元 12345678.
    let is_counted = groups.last().is_some_and(|last| last.counts) && !is_lettered;
    let lengths = lengths(groups);
    let is_pair = matches!(*lengths.as_slice(), [one, other] if one.min(other) < 5 && one.max(other) < 9)
        && groups.get(1).is_some_and(|second| second.between.contains(is_unit))
        || lengths.len() == 2
            && groups.get(1).is_some_and(|second| second.between.contains(char::is_whitespace));
    let in_fours = lengths.iter().rev().skip(1).all(|length| *length == 4);
    !is_counted
        && !is_pair
        && (digits.len() <= 15 || matches!(digits.len(), 17 | 18) || in_fours || digits.starts_with("62"))
}

/// Round amounts, amounts with commas at their thousands, years, or steps of one.
pub(super) fn are_amounts(groups: &[Group]) -> bool {
    let round = groups.iter().all(|group| is_round(&group.digits));
    let thousands = groups.len() > 1
        && groups.first().is_some_and(|first| first.digits.len() <= 3)
        && groups
            .iter()
            .skip(1)
            .all(|group| group.digits.len() == 3 && matches!(group.between.as_str(), "," | "，"));
    let year =
        |group: &Group| group.digits.len() == 4 && matches!(group.digits.get(..2), Some("18" | "19" | "20"));
    let years = groups.iter().all(year);
    // 1953.10.12, 08:30 stand for themselves; so do the amounts before a unit.
    let counted = groups.last().is_some_and(|last| last.counts);
    round || thousands || years || counted && groups.iter().any(|group| group.join != Join::None)
}

fn is_round(amount: &str) -> bool {
    (2..=8).contains(&amount.len()) && amount.ends_with('0') && !amount.starts_with('0')
}
