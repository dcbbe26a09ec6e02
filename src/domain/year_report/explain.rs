//! What a figure is made of: its name, the entries behind it, and what these come to.

use std::collections::{BTreeMap, BTreeSet};

use super::Quantity;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;
use crate::domain::work::WorkKind;

/// An entry or a row behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureEntry {
    /// Its number in the ledger, or among the rows of work; nought of a case.
    pub no: i64,
    /// The day.
    pub on: String,
    /// Whom or what it is about.
    pub name: CleanText,
    /// What it is.
    pub what: CleanText,
    /// Who it is for, by id, where people or units are counted once; empty where each entry tells its own number.
    pub who: String,
    /// The part of its figure: a category, an intake, a fund.
    pub part: String,
    /// Cash and goods, in fen; nothing for work.
    pub amount: Fen,
    /// What it adds to each number of the figure.
    pub values: Vec<(Quantity, i64)>,
}

impl FigureEntry {
    /// What it adds to a number.
    pub fn value(&self, of: Quantity) -> i64 {
        self.values.iter().find(|(one, _)| *one == of).map_or(0, |(_, value)| *value)
    }
}

/// The name of a figure, as `--explain` takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureName {
    /// A line of the table: `visits`, `living_allowance`, `inspection:社区服务站`.
    Line(String),
    /// A part of a line of money, a category, an intake or a fund: `living_allowance/残疾军人`, `memorial/旗`.
    Part(String, String),
    /// All money of a month: `month:5`.
    Month(u32),
    /// All money of the people and units of a township: `township:上都镇`.
    Township(String),
    /// All work of a kind, of those subkinds that end so: `garrison:*`, `review:*退役士兵接收`.
    Kind(WorkKind, String),
}

impl FigureName {
    /// Reads a name. Whether there is such a figure is another question.
    pub fn parse(said: &str) -> Self {
        let said = said.trim();
        if let Some((head, rest)) = said.split_once(':') {
            let month = rest.parse().ok().filter(|month| (1..=12).contains(month));
            match (head, month, rest.strip_prefix('*'), WorkKind::parse(head)) {
                ("month", Some(month), ..) => return Self::Month(month),
                ("township", ..) => return Self::Township(rest.to_owned()),
                (_, _, Some(ending), Some(kind)) => return Self::Kind(kind, ending.to_owned()),
                _ => {}
            }
        }
        match said.split_once('/') {
            Some((line, part)) => Self::Part(line.to_owned(), part.to_owned()),
            None => Self::Line(said.to_owned()),
        }
    }
}

/// What entries come to in a number of their figure: people and units are counted once, of whom something is left; the widest of
/// aspects counts; everything else is a sum.
pub fn comes_to(entries: &[FigureEntry], of: Quantity) -> i64 {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    match of {
        Quantity::People | Quantity::Units if entries.iter().any(|entry| !entry.who.is_empty()) => {
            // People are no units: only who is told as such counts.
            let told = entries.iter().filter(|entry| entry.values.iter().any(|(one, _)| *one == of));
            count(with_something(told, |entry| entry.who.as_str()).len())
        }
        Quantity::Categories => {
            let parts: BTreeSet<&str> = entries.iter().map(|entry| entry.part.as_str()).collect();
            let paid = |part: &&&str| {
                let own = entries.iter().filter(|entry| entry.part == ***part);
                !with_something(own, |entry| entry.who.as_str()).is_empty()
            };
            count(parts.iter().filter(|part| !part.is_empty()).filter(paid).count())
        }
        Quantity::Aspects => entries.iter().map(|entry| entry.value(of)).max().unwrap_or_default(),
        Quantity::People
        | Quantity::PersonTimes
        | Quantity::Times
        | Quantity::Units
        | Quantity::Accepted
        | Quantity::Rows
        | Quantity::Found
        | Quantity::Mended
        | Quantity::Settled
        | Quantity::Staff
        | Quantity::Martyrs
        | Quantity::Amount
        | Quantity::Goods
        | Quantity::Own
        | Quantity::Funds
        | Quantity::OwnFunds => entries.iter().map(|entry| entry.value(of)).sum(),
    }
}

/// The numbers that any of the entries tells, with what they come to.
pub fn sums(entries: &[FigureEntry]) -> Vec<(Quantity, i64)> {
    let told: BTreeSet<Quantity> =
        entries.iter().flat_map(|entry| entry.values.iter().map(|(of, _)| *of)).collect();
    told.into_iter().map(|of| (of, comes_to(entries, of))).collect()
}

/// Those of whom something is left once all of their entries are added up.
fn with_something<'e>(
    entries: impl Iterator<Item = &'e FigureEntry>,
    who: impl Fn(&'e FigureEntry) -> &'e str,
) -> Vec<&'e str> {
    let mut left: BTreeMap<&str, i64> = BTreeMap::new();
    for entry in entries.filter(|entry| !entry.who.is_empty()) {
        *left.entry(who(entry)).or_default() += entry.amount.get();
    }
    left.into_iter().filter(|(_, fen)| *fen > 0).map(|(who, _)| who).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        for (said, name) in [
            ("visits", FigureName::Line("visits".into())),
            ("inspection:社区服务站", FigureName::Line("inspection:社区服务站".into())),
            ("living_allowance/残疾军人", FigureName::Part("living_allowance".into(), "残疾军人".into())),
            ("month:12", FigureName::Month(12)),
            ("month:13", FigureName::Line("month:13".into())),
            ("township:上都镇", FigureName::Township("上都镇".into())),
            ("garrison:*", FigureName::Kind(WorkKind::Garrison, String::new())),
            ("review:*接收", FigureName::Kind(WorkKind::Review, "接收".into())),
        ] {
            assert_eq!(FigureName::parse(said), name, "{said}");
        }
    }

    #[test]
    fn people_are_counted_once_and_only_with_something_left() {
        let entry = |who: &str, part: &str, fen: i64| FigureEntry {
            no: 1,
            on: String::new(),
            name: CleanText::default(),
            what: CleanText::default(),
            who: who.to_owned(),
            part: part.to_owned(),
            amount: Fen::new(fen),
            values: vec![
                (Quantity::People, 1),
                (Quantity::PersonTimes, i64::from(fen > 0)),
                (Quantity::Amount, fen),
            ],
        };
        let entries = [entry("a", "甲", 5), entry("a", "乙", 7), entry("b", "丙", 3), entry("b", "丙", -3)];
        assert_eq!(comes_to(&entries, Quantity::People), 1);
        assert_eq!(comes_to(&entries, Quantity::Categories), 2);
        assert_eq!(sums(&entries)[..2], [(Quantity::People, 1), (Quantity::PersonTimes, 3)]);
        assert_eq!(comes_to(&entries, Quantity::Amount), 12);
        let mut unit = entry("u", "", 9);
        unit.values = vec![(Quantity::Units, 1), (Quantity::Amount, 9)];
        let with_unit = [&entries[..], &[unit]].concat();
        let counts = [Quantity::People, Quantity::Units].map(|of| comes_to(&with_unit, of));
        assert_eq!(counts, [1, 1], "a unit is no person");
    }
}
