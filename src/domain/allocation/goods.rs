//! Goods as they are counted: an item, how many, of which unit. Standards and gifts tell them in words: 米面油 1 箱、挂历 2 本.

use std::collections::BTreeMap;

use crate::domain::money::Fen;
use crate::domain::text::{CleanText, fold_width};

/// A kind of goods: the item and the unit it is counted in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoodsKind {
    /// The item.
    pub item: String,
    /// The unit; empty where none was told.
    pub unit: String,
}

impl GoodsKind {
    /// The item with its unit, as it is shown.
    pub fn told(&self) -> String {
        if self.unit.is_empty() { self.item.clone() } else { format!("{}（{}）", self.item, self.unit) }
    }
}

/// So many of a kind of goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsAmount {
    /// The kind.
    pub kind: GoodsKind,
    /// How many.
    pub quantity: i64,
    /// What they are worth together, in fen; nothing where that is not told.
    pub value: Fen,
}

/// The unit that is taken where the words name none.
const UNIT: &str = "份";

/// What parts two items of one text.
const PARTS: [char; 9] = ['、', '，', ',', '；', ';', '+', '＋', '/', '\n'];

/// The goods that a text names: of each part the item, the number behind it, and the unit behind that. What has no number is
/// one of it. Parts of one kind are added.
pub fn read(text: &str) -> Vec<(GoodsKind, i64)> {
    let folded = fold_width(text);
    let mut found: BTreeMap<GoodsKind, i64> = BTreeMap::new();
    for part in folded.split(PARTS).map(str::trim).filter(|part| !part.is_empty()) {
        let (kind, quantity) = one(part);
        let sum = found.entry(kind).or_default();
        *sum = sum.saturating_add(quantity);
    }
    found.into_iter().collect()
}

/// A part of a text: 米面油 1 箱, 米面油1箱, 米面油×1箱, 1箱米面油, 春联.
fn one(part: &str) -> (GoodsKind, i64) {
    let is_digit = |c: char| c.is_ascii_digit();
    let blank = |c: char| c.is_whitespace() || matches!(c, '×' | 'x' | 'X' | '*');
    let kind = |item: &str, unit: &str| {
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let unit = squeeze(unit);
        GoodsKind {
            item: squeeze(item.trim_end_matches(blank)),
            unit: if unit.is_empty() { UNIT.to_owned() } else { unit },
        }
    };
    // The last number of the part that a unit, or nothing, stands behind.
    let last = part.rfind(is_digit).map(|at| at + 1);
    if let Some(end) = last {
        let (head, unit) = part.split_at(end);
        let begin = head.rfind(|c: char| !is_digit(c)).map_or(0, |at| {
            at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let (item, digits) = head.split_at(begin);
        if let Ok(quantity) = digits.parse::<i64>()
            && quantity > 0
        {
            if !item.trim().is_empty() && !item.ends_with('.') {
                return (kind(item, unit.trim_matches(blank)), quantity);
            }
            // 1箱米面油: the first character behind the number is the unit.
            let rest = unit.trim();
            let cut = rest.chars().next().map_or(0, char::len_utf8);
            if item.trim().is_empty() && rest.chars().nth(1).is_some() {
                let (unit, item) = rest.split_at(cut);
                return (kind(item, unit), quantity);
            }
        }
    }
    (kind(part, UNIT), 1)
}

/// Most digits of a number of goods that is believed: a longer one is a slip, or no number of goods.
const DIGITS_MAX: usize = 9;

/// Whether every number of a text may say how much of something there is. A number that may not would be read as a part of
/// the name, and one of that be handed out; of one below nothing, with decimals or in thousands only the end would count.
pub fn is_counted(text: &str) -> bool {
    let folded = fold_width(text);
    let numbers = folded.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let are_counts = numbers
        .into_iter()
        .all(|digits| digits.len() <= DIGITS_MAX && digits.bytes().any(|digit| digit != b'0'));
    let is_split = folded.split(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '，'))).any(|run| {
        let mut halves = run.split([',', '，']);
        halves.next().is_some_and(|first| !first.is_empty())
            && halves.next().is_some_and(|more| !more.is_empty())
    });
    are_counts && !is_split && folded.split(PARTS).all(|part| is_whole(part) && is_named(part))
}

/// Whether a part names something: a number with nothing, or with a unit alone, does not.
fn is_named(part: &str) -> bool {
    let part = part.trim();
    let is_digit = |c: char| c.is_ascii_digit();
    let rest = part.trim_start_matches(is_digit).trim();
    rest.len() == part.len() || part.is_empty() || rest.chars().count() > 1
}

/// Whether the last number of a part, which says how many, is a whole one above nothing: no -3, 1.5, 2e3.
fn is_whole(part: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let Some(end) = part.rfind(is_digit) else { return true };
    let (head, _) = part.split_at(end + 1);
    let before = head.trim_end_matches(is_digit);
    let mut back = before.chars().rev();
    match (back.next(), back.next()) {
        (Some('-' | '−' | '–' | '—' | '.'), before) => before.is_some_and(|c| c.is_ascii_alphabetic()),
        (Some('e' | 'E'), Some(before)) => !is_digit(before),
        _ => true,
    }
}

/// As it is written in one line: 米面油 30 箱, 挂历 2 本.
pub fn told(goods: &[GoodsAmount]) -> CleanText {
    let parts: Vec<String> = goods
        .iter()
        .map(|one| format!("{} {} {}", one.kind.item, one.quantity, one.kind.unit).trim_end().to_owned())
        .collect();
    CleanText::shown(&parts.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_no_goods_have_is_none() {
        for (text, counted) in [
            ("米面油 30 箱", true),
            ("春联", true),
            ("米面油 0 箱", false),
            ("米 ９９９９９９９９９９９９９９９９９９９９ 箱", false),
            ("米面油 30 箱、油 00 桶", false),
            ("米面油 -3 箱", false),
            ("米面油-3箱", false),
            ("米面油 －３ 箱", false),
            ("米面油 1.5 箱", false),
            ("米面油 １．５ 箱", false),
            ("米面油 2e3 箱", false),
            ("米面油 1,200 箱", false),
            ("米面油 .5 箱", false),
            ("A-4 纸 3 包", true),
            ("A-4 纸", true),
            ("5 升油 3 桶，米 2 袋", true),
            ("2.5 升油 3 桶", true),
            ("3 箱", false),
            ("3", false),
            ("3箱米面油", true),
            ("酒 1", true),
        ] {
            assert_eq!(is_counted(text), counted, "{text}");
        }
    }

    #[test]
    fn goods_are_read_from_their_words() {
        for (text, expected) in [
            ("米面油 1 箱", &[("米面油", 1, "箱")][..]),
            ("米面油1箱", &[("米面油", 1, "箱")]),
            ("米面油×２箱", &[("米面油", 2, "箱")]),
            ("1箱米面油", &[("米面油", 1, "箱")]),
            ("米面油和牛羊肉 1 批", &[("米面油和牛羊肉", 1, "批")]),
            ("春联", &[("春联", 1, "份")]),
            ("春联 2", &[("春联", 2, "份")]),
            ("大米 2 袋、食用油 1 桶；大米 1 袋", &[("大米", 3, "袋"), ("食用油", 1, "桶")]),
            ("", &[]),
            ("、，", &[]),
            ("0 箱", &[("0 箱", 1, "份")]),
        ] {
            let read = read(text);
            let plain: Vec<_> =
                read.iter().map(|(kind, n)| (kind.item.as_str(), *n, kind.unit.as_str())).collect();
            assert_eq!(plain, expected, "{text}");
        }
    }

    #[test]
    fn what_is_told_reads_as_the_same_goods() {
        let goods = [("米面油", 30, "箱"), ("挂历", 2, "本")].map(|(item, quantity, unit)| GoodsAmount {
            kind: GoodsKind { item: item.to_owned(), unit: unit.to_owned() },
            quantity,
            value: Fen::ZERO,
        });
        let read = read(&told(&goods));
        assert_eq!(read.len(), 2);
        assert!(goods.iter().all(|one| read.contains(&(one.kind.clone(), one.quantity))));
    }
}
