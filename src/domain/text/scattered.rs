//! Numbers whose digits are parted by anything: `138/1234/1234`, `1的3的8…`. What reads as amounts, days or counts is
//! none.

use super::groups::{Group, Join, is_unseen};
use super::mask::{card, id, phone};
use super::numbers::{BETWEEN, is_card, is_id, is_mobile};
use super::periods::{are_months, holds_day};

/// Most digits of an account.
const MOST: usize = 19;
/// Digits of a mobile phone in groups as people write them.
const SHAPES: [&[usize]; 6] = [&[3, 4, 4], &[3, 8], &[7, 4], &[4, 4, 3], &[4, 3, 4], &[3, 3, 5]];

/// What two groups are parted by, if they may be one number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Too much.
    Far,
    /// One Latin letter, as x between the groups of a phone: one number across it has the groups of one.
    Letter,
    /// A unit or letters: only digits that are all parted in the same way are one number across it.
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
    let (mut letters, mut in_row) = (0, 0);
    for (n, c) in between.chars().filter(|c| !is_unseen(*c)).enumerate() {
        if n >= BETWEEN || matches!(c, '#' | '＃' | '*') {
            return Gap::Far;
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
    if letters > 1 { Gap::Word } else { Gap::Loose }
}

/// What is counted or dated: the digits before it are a number of their own.
pub(super) fn is_unit(c: char) -> bool {
    "年月日号时分秒点元角块钱万千百十亿份袋桶斤克升米个户人口岁次周天楼栋幢单室层组村队排套箱盒条件包台辆亩第届期级类至到共计每约占第度之与和℃￥¥$％%‰"
        .contains(c)
}

/// Of digits that begin with the first group: of how many groups the number is, and what is shown of it. `ids` alone
/// come first, since their beginning may look like a phone.
pub(super) fn number(all: &[Group], ids: bool) -> Option<(usize, String)> {
    let first = all.first().filter(|first| !first.named)?;
    let mut digits = first.digits.clone();
    let mut loose = true;
    let mut windows = Vec::new();
    for (n, group) in all.iter().enumerate().skip(1) {
        loose &= group.gap == Gap::Loose;
        if group.gap == Gap::Far || group.named || digits.len() + group.digits.len() > MOST {
            break;
        }
        digits.push_str(&group.digits);
        windows.push((n + 1, digits.clone(), loose));
    }
    windows.iter().rev().find_map(|(length, digits, loose)| {
        let groups = all.get(..*length)?;
        let spelled = groups.len() >= 11 && is_spelled(groups);
        let lettered = is_lettered(groups, digits);
        if !(spelled || lettered || *loose && !are_amounts(groups)) {
            return None;
        }
        let ends = all.get(*length).is_none_or(|next| next.gap != Gap::Loose) || spelled;
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
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
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

/// Whether each digit stands alone, parted from the next as all are.
fn is_spelled(groups: &[Group]) -> bool {
    let mut between = groups.iter().skip(1).map(|group| group.between.as_str());
    let same = between.next();
    groups.iter().all(|group| group.digits.len() == 1) && between.all(|other| Some(other) == same)
}

/// Whether groups are parted by the same letter, and are those in which a phone, an ID number or a card is written:
/// 138x0013x8000. Sizes and counts of goods have other groups.
fn is_lettered(groups: &[Group], digits: &str) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let mut between = groups.iter().skip(1).map(|group| (group.gap == Gap::Letter, group.between.as_str()));
    let first = between.next();
    let all_same = first.is_some_and(|(is_letter, _)| is_letter) && between.all(|other| Some(other) == first);
    all_same
        && match digits.len() {
            11 => SHAPES.contains(&lengths.as_slice()),
            17 | 18 => lengths.first().is_some_and(|first| *first >= 4),
            16 | 19 => lengths.iter().rev().skip(1).all(|length| *length == 4),
            _ => false,
        }
}

/// Round amounts, amounts with commas at their thousands, years, or steps of one.
fn are_amounts(groups: &[Group]) -> bool {
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
