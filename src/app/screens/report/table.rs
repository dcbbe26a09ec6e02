//! The rows of the report, each with the entries it is the sum of.

use super::texts;
use crate::app::destination::Figure;
use crate::domain::entry::LedgerQuery;
use crate::domain::money::Fen;
use crate::domain::recipient::Kind;
use crate::domain::report::{Report, RoundFigures, UnitFigures, VisitFigures};
use crate::domain::text::CleanText;
use crate::lang::{Lang, fill, words};

/// How far a row stands from the totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// A total of the year.
    Total,
    /// A round.
    Round,
    /// A group within a round.
    Group,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) level: Level,
    pub(super) label: String,
    /// People, or units.
    pub(super) count: u64,
    /// Person-visits; none for units.
    pub(super) visits: Option<u64>,
    pub(super) cash: Fen,
    pub(super) goods: Fen,
    pub(super) figure: Figure,
}

/// The rows: people by round and group below their total, then units. Nothing for a year without gifts.
pub(super) fn lines(lang: Lang, report: &Report) -> Vec<Line> {
    let texts = texts::of(lang);
    let of = Of { lang, year: report.year };
    let mut lines = Vec::new();
    if report.visits.person_visits > 0 {
        lines.push(of.people(Level::Total, texts.all_people, None, None, &report.visits));
        for round in report.rounds.iter().filter(|round| round.visits.person_visits > 0) {
            of.round(round, &mut lines);
        }
    }
    if report.units.units > 0 {
        lines.push(of.units(Level::Total, texts.all_units, None, &report.units));
        for round in report.rounds.iter().filter(|round| round.units.units > 0) {
            let label = fill(texts.units_of, &[&words::round(lang, round.round)]);
            lines.push(of.units(Level::Round, &label, Some(round), &round.units));
        }
    }
    lines
}

/// What the rows of one report share.
struct Of {
    lang: Lang,
    year: i32,
}

impl Of {
    fn round(&self, round: &RoundFigures, lines: &mut Vec<Line>) {
        let name = words::round(self.lang, round.round);
        lines.push(self.people(Level::Round, &name, Some(round), None, &round.visits));
        for group in &round.groups {
            let shown: &str =
                if group.group.is_empty() { texts::of(self.lang).no_group } else { &group.group };
            lines.push(self.people(Level::Group, shown, Some(round), Some(&group.group), &group.visits));
        }
    }

    fn figure(
        &self,
        label: &str,
        kind: Kind,
        round: Option<&RoundFigures>,
        group: Option<&CleanText>,
    ) -> Figure {
        let what = match (round, group) {
            (Some(round), Some(_)) => format!("{} {label}", words::round(self.lang, round.round)),
            (Some(_) | None, _) => label.to_owned(),
        };
        Figure {
            query: LedgerQuery {
                round: round.map(|round| round.round),
                year: Some(self.year),
                group: group.cloned(),
                kind: Some(kind),
                live_only: true,
                ..LedgerQuery::default()
            },
            name: fill(texts::of(self.lang).figure, &[&self.year, &what]),
        }
    }

    fn people(
        &self,
        level: Level,
        label: &str,
        round: Option<&RoundFigures>,
        group: Option<&CleanText>,
        visits: &VisitFigures,
    ) -> Line {
        Line {
            level,
            label: label.to_owned(),
            count: visits.people,
            visits: Some(visits.person_visits),
            cash: visits.cash,
            goods: visits.goods,
            figure: self.figure(label, Kind::Person, round, group),
        }
    }

    fn units(&self, level: Level, label: &str, round: Option<&RoundFigures>, units: &UnitFigures) -> Line {
        Line {
            level,
            label: label.to_owned(),
            count: units.units,
            visits: None,
            cash: units.cash,
            goods: units.goods,
            figure: self.figure(label, Kind::Unit, round, None),
        }
    }
}

/// The year in one sentence.
pub(super) fn headline(lang: Lang, report: &Report) -> String {
    let texts = texts::of(lang);
    let (visits, units) = (&report.visits, &report.units);
    let mut parts = Vec::new();
    if visits.person_visits > 0 {
        let mut part = fill(
            texts.headline_people,
            &[&visits.people, &visits.person_visits, &words::yuan(lang, visits.cash)],
        );
        if visits.goods != Fen::ZERO {
            part.push_str(&fill(texts.headline_goods, &[&words::yuan(lang, visits.goods)]));
        }
        parts.push(part);
    }
    if units.units > 0 {
        let mut part = fill(texts.headline_units, &[&units.units]);
        for (template, amount) in
            [(texts.headline_units_cash, units.cash), (texts.headline_units_goods, units.goods)]
        {
            if amount != Fen::ZERO {
                part.push_str(&fill(template, &[&words::yuan(lang, amount)]));
            }
        }
        parts.push(part);
    }
    if parts.is_empty() { texts.headline_none.to_owned() } else { parts.join("  ") }
}
