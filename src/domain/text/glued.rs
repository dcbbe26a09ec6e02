//! Numbers in groups that are written right behind one another, 138-4795-1234159-0476-8821, or with a digit too many: an end
//! of the number lies within a group. All groups that hold such numbers are hidden as one.

use std::ops::Range;

use super::groups::{Group, Join};
use super::mask::card;
use super::numbers::{Number, area_alone, is_card, is_id, is_landline, is_mobile};
use super::periods::{are_months, holds_day};
use super::scattered::{Gap, ID, SHAPES, are_amounts};
use super::shaped::is_place;

/// Fewest digits of a number.
const FEWEST: usize = 11;
/// Most digits of a number.
const MOST: usize = 19;
/// Fewest digits of a group that a number ends in, with what follows: amounts in a row have four.
const CUT_FEWEST: usize = 5;
/// Fewest digits of a group in which a number ends that is written as few write one.
const CUT_RARE: usize = 7;

/// The numbers found so far, with those that are written without a gap: whatever they overlap is hidden with them.
pub(super) fn joined(
    raw: &str,
    groups: &[Group],
    found: Vec<(Range<usize>, Number)>,
) -> Vec<(Range<usize>, Number)> {
    let mut counted = groups.to_vec();
    for group in &mut counted {
        // 138-4795-1234号 is a phone, and no door.
        group.counts &= !raw.get(group.at.end..).unwrap_or_default().trim_start().starts_with('号');
    }
    let mut glued = ranges(&counted);
    glued.retain(|at| !at.clone().all(|n| found.iter().any(|(of, _)| of.contains(&n))));
    glued.retain(|at| !groups.get(at.clone()).is_some_and(|of| of.iter().all(|group| group.is_dated)));
    if glued.is_empty() {
        return found;
    }
    let overlap = |one: &Range<usize>, other: &Range<usize>| one.start < other.end && other.start < one.end;
    let mut all: Vec<(Range<usize>, Option<Number>)> =
        found.into_iter().map(|(at, one)| (at, Some(one))).collect();
    for at in glued {
        let mut at = dashed(groups, at);
        while let Some(n) = all.iter().position(|(of, _)| overlap(of, &at)) {
            let (of, _) = all.swap_remove(n);
            at = at.start.min(of.start)..at.end.max(of.end);
        }
        all.push((at, None));
    }
    all.sort_by_key(|(at, _)| at.start);
    let number = |(at, number): (Range<usize>, Option<Number>)| {
        let of = groups.get(at.clone())?;
        let bytes = of.first()?.at.start..of.last()?.at.end;
        let digits = || of.iter().map(|group| group.digits.as_str()).collect::<String>();
        Some((at, number.unwrap_or_else(|| Number { at: bytes, masked: card(&digits()).to_string() })))
    };
    all.into_iter().filter_map(number).collect()
}

/// Groups with all that hang on them by dashes: what is glued once may be glued again.
fn dashed(groups: &[Group], at: Range<usize>) -> Range<usize> {
    let hangs = |n: usize| groups.get(n).is_some_and(|group| group.join == Join::Dash && !group.is_named());
    let end = (at.end..groups.len()).find(|n| !hangs(*n)).unwrap_or(groups.len());
    let start = (1..=at.start).rev().find(|n| !hangs(*n)).unwrap_or(0);
    start..end
}

/// The groups that hold a number of which an end lies within a group.
fn ranges(groups: &[Group]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < groups.len() {
        let behind = groups.get(from + 1..).unwrap_or_default();
        let count =
            1 + behind.iter().take_while(|group| group.gap == Gap::Loose && !group.is_named()).count();
        let run = groups.get(from..from + count).unwrap_or_default();
        if count > 1 && !run.iter().any(Group::is_named) {
            in_run(run, from, &mut found);
        }
        from += count;
    }
    found
}

fn in_run(run: &[Group], from: usize, found: &mut Vec<Range<usize>>) {
    let digits: String = run.iter().map(|group| group.digits.as_str()).collect();
    let mut starts = vec![0];
    for group in run {
        starts.push(starts.last().copied().unwrap_or_default() + group.digits.len());
    }
    for start in 0..(digits.len() + 1).saturating_sub(FEWEST) {
        for end in (start + FEWEST..=(start + MOST).min(digits.len())).rev() {
            let first = starts.partition_point(|at| *at <= start).saturating_sub(1);
            let last = starts.partition_point(|at| *at < end).saturating_sub(1);
            let (Some(groups), Some(shown)) = (run.get(first..=last), digits.get(start..end)) else {
                continue;
            };
            let cuts = [
                start - starts.get(first).copied().unwrap_or(start),
                starts.get(last + 1).map_or(0, |at| at - end),
            ];
            if cuts != [0, 0] && first < last && is_written(groups, shown, cuts) {
                found.push(from + first..from + last + 1);
                break;
            }
        }
    }
}

/// Whether digits in groups, without so many of the first and of the last, are written as people write a number.
fn is_written(groups: &[Group], digits: &str, [front, back]: [usize; 2]) -> bool {
    let mut inner: Vec<Group> = groups.to_vec();
    if let Some(first) = inner.first_mut() {
        first.digits.drain(..front.min(first.digits.len()));
    }
    if let Some(last) = inner.last_mut() {
        last.digits.truncate(last.digits.len().saturating_sub(back));
    }
    let shape: Vec<usize> = inner.iter().map(|group| group.digits.len()).collect();
    let in_fours = || shape.len() > 3 && shape.iter().rev().skip(1).all(|length| *length == 4);
    let dashed = inner.iter().skip(1).all(|group| group.join == Join::Dash);
    let cut = |cut: usize, group: Option<&Group>| group.filter(|_| cut > 0).map(|group| group.digits.len());
    let cuts = [cut(front, groups.first()), cut(back, groups.last())];
    // Beside a number that is whole in its groups a digit too many may stand in front.
    let is_cut = |fewest: usize| {
        cuts.iter().flatten().all(|length| *length >= fewest)
            || cuts.iter().flatten().count() > 1 && cuts.iter().flatten().any(|length| *length >= CUT_RARE)
    };
    // 12500元 is an amount, and 20240202 a day, whatever some of their digits look like.
    let is_other = |cut: usize, group: Option<&Group>| {
        cut > 0 && group.is_some_and(is_day) || group.is_some_and(|group| group.counts)
    };
    if is_other(front, groups.first()) || is_other(back, groups.last()) {
        return false;
    }
    let is_shaped = match digits.len() {
        11 | 12 if is_landline(digits) => {
            dashed
                && shape.len() == 2
                && shape.first().is_some_and(|area| area_alone(digits, *area))
                && is_cut(CUT_FEWEST)
        }
        11 if is_mobile(digits) => {
            let is_usual = SHAPES.iter().take(3).any(|usual| *usual == shape);
            is_usual && (is_cut(CUT_FEWEST) || dashed)
                || is_cut(CUT_RARE) && SHAPES.contains(&shape.as_slice())
        }
        15 => shape == [6, 6, 3] && is_place(digits) && is_id(digits),
        ID if is_place(digits) && is_id(digits) => {
            shape.iter().skip(1).rev().skip(1).all(|length| *length > 2)
        }
        16..=MOST => in_fours() && is_card(digits),
        _ => false,
    };
    let all: Vec<&Group> = inner.iter().collect();
    // 2024155 20240202 is the number of a paper and a day.
    let is_dated = digits.len() == FEWEST && (holds_day(&all) || groups.iter().any(is_day));
    is_shaped && !is_dated && !are_months(&all) && !are_amounts(groups)
}

/// Whether eight digits are a day of these times.
fn is_day(group: &Group) -> bool {
    let within = |at: Range<usize>, least: u32, most: u32| {
        let value = group.digits.get(at).and_then(|part| part.parse().ok());
        value.is_some_and(|value| (least..=most).contains(&value))
    };
    group.digits.len() == 8 && within(0..4, 1900, 2099) && within(4..6, 1, 12) && within(6..8, 1, 31)
}
