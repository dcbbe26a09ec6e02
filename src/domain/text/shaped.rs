//! Numbers in the groups that people write them in: 138-4795-1234, 152599.19571231.0012, 6228 4812 3456 7890 128. They are
//! looked for at every group before anything else, since digits in front, a door or a year, may look like the beginning
//! of another number: 1301、138.4795.1234.

use std::ops::Range;

use super::groups::{Group, Join};
use super::mask::card;
use super::numbers::{Number, area_alone, first_number, is_card, is_id, is_landline, is_mobile};
use super::scattered::{Gap, ID, SHAPES, lengths};

/// Most groups that are looked at as one number: a card of 19 digits and an ID number have five.
const MOST_GROUPS: usize = 6;

/// A number as it is written, by the groups that it has.
struct Shaped {
    groups: Range<usize>,
    /// The same sign parts all its groups.
    is_alike: bool,
    masked: String,
}

/// The numbers written as people write them, with the groups that they have, in order; none overlaps another.
pub(super) fn numbers(raw: &str, groups: &[Group]) -> Vec<(Range<usize>, Number)> {
    let mut found: Vec<Shaped> = Vec::new();
    for from in 0..groups.len() {
        if let Some(one) = (1..=MOST_GROUPS).rev().find_map(|count| shaped(raw, groups, from, count)) {
            keep(&mut found, one, groups);
        }
    }
    let number = |one: Shaped| {
        let of = groups.get(one.groups.clone())?;
        let at = of.first()?.at.start..of.last()?.at.end;
        Some((one.groups, Number { at, masked: one.masked }))
    };
    found.into_iter().filter_map(number).collect()
}

/// Adds a number. Of two that share groups the one whose groups are parted alike is meant, or the one that holds the
/// other; where neither is, both are hidden as one.
fn keep(found: &mut Vec<Shaped>, mut one: Shaped, groups: &[Group]) {
    while let Some(before) = found.last().filter(|before| one.groups.start < before.groups.end) {
        if before.is_alike && !one.is_alike
            || before.is_alike == one.is_alike && before.groups.end >= one.groups.end
        {
            return;
        }
        if before.is_alike == one.is_alike {
            let both = before.groups.start..one.groups.end;
            let digits =
                groups.get(both.clone()).unwrap_or_default().iter().map(|group| group.digits.as_str());
            one = Shaped { masked: card(&digits.collect::<String>()).to_string(), groups: both, ..one };
        }
        found.pop();
    }
    found.push(one);
}

/// The number that so many groups make, if they are written as one is.
fn shaped(raw: &str, groups: &[Group], from: usize, count: usize) -> Option<Shaped> {
    let window = groups.get(from..from + count)?;
    let (first, others) = window.split_first()?;
    if window.iter().all(|group| group.is_dated)
        || first.is_named()
        || others.iter().any(|group| group.is_named() || group.gap == Gap::Far)
    {
        return None;
    }
    let digits: String = window.iter().map(|group| group.digits.as_str()).collect();
    let sign = others.first().map(|second| second.between.as_str()).unwrap_or_default();
    let is_alike = others.iter().all(|group| group.between.eq_ignore_ascii_case(sign));
    let lengths = lengths(window);
    let shape = lengths.as_slice();
    let in_fours = || count > 3 && shape.iter().rev().skip(1).all(|length| *length == 4);
    let is_shaped = match digits.len() {
        11 | 12 if is_landline(&digits) => {
            let is_dashed = others.iter().all(|group| group.join == Join::Dash);
            count == 2 && is_dashed && area_alone(&digits, first.digits.len())
        }
        11 => is_mobile(&digits) && (count == 1 || shape == SHAPES[0] || is_alike && SHAPES.contains(&shape)),
        15 => is_alike && is_place(&digits) && is_id(&digits),
        ID => is_place(&digits) && is_id(&digits) || is_alike && in_fours() && is_card(&digits),
        16 | 17 | 19 => is_alike && in_fours() && is_card(&digits),
        _ => false,
    };
    if !is_shaped {
        return None;
    }
    let mut window = window.to_vec();
    if let Some(last) = window.last_mut() {
        // 138,4795,1234号 is a phone, and no door.
        last.counts &= !raw.get(last.at.end..).unwrap_or_default().trim_start().starts_with('号');
    }
    let (_, masked) = first_number(raw, &window).filter(|(length, _)| *length == count)?;
    Some(Shaped { groups: from..from + count, is_alike, masked })
}

/// Whether an ID number may begin so: provinces have 11 to 82.
pub(super) fn is_place(digits: &str) -> bool {
    let place = digits.get(..2).and_then(|place| place.parse::<u32>().ok());
    place.is_some_and(|place| (11..=82).contains(&place))
}
