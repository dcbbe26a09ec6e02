//! What `muster report --round` tells: the figures of a round, whatever years it was paid in.

use serde::Serialize;

use super::error::{CommandResult, Status};
use super::json::HeadsJson;
use super::out::Out;
use super::report::{UnitsJson, VisitsJson, totals};
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::report::{PartFigures, RoundReport};
use crate::lang::{fill, texts, words};

texts! {
    /// The texts of the report of a round.
    fn texts(lang) -> RoundReportTexts {
        /// Title; the round.
        title: "{}走访慰问" / "Visits of {}";
        /// Head of the column of what a line is about.
        part: "项目" / "of";
        /// Units of a part; which.
        units_of: "{} 单位" / "{}, units";
        /// What was paid in a calendar year; which.
        year_of: "{}年发放" / "paid in {}";
        /// What was taken back in a year behind the one it was paid in.
        late: "跨年冲正" / "taken back in a later year";
        /// Entries that name no group, no place.
        none: "未记" / "not noted";
        /// Who was given something beside the list has no group.
        outside: "名单外" / "off the list";
    }
}

#[derive(Serialize)]
struct RoundReportJson<'a> {
    round: String,
    visits: VisitsJson,
    units: UnitsJson,
    townships: Vec<PlaceJson<'a>>,
    groups: Vec<PartJson<'a>>,
    years: Vec<YearJson>,
    head: HeadsJson,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    code: &'a str,
    township: &'a str,
    visits: VisitsJson,
    units: UnitsJson,
}

#[derive(Serialize)]
struct PartJson<'a> {
    group: &'a str,
    visits: VisitsJson,
    units: UnitsJson,
}

#[derive(Serialize)]
struct YearJson {
    year: Option<i32>,
    visits: VisitsJson,
    units: UnitsJson,
}

/// Tells the figures of a round.
pub(super) fn run(session: &Session, round: RoundCode, out: &mut Out) -> CommandResult {
    let report = session.open()?.reading(|store| store.round_report(round))?;
    if session.json {
        out.json(&json(&report));
    } else {
        print(session, &report, out);
        out.line(&session.head_line(&report.heads));
    }
    Ok(Status::Fine)
}

fn json(report: &RoundReport) -> RoundReportJson<'_> {
    RoundReportJson {
        round: report.round.to_string(),
        visits: report.visits.into(),
        units: report.units.into(),
        townships: report
            .places
            .iter()
            .map(|one| PlaceJson {
                code: &one.part,
                township: &one.name,
                visits: one.visits.into(),
                units: one.units.into(),
            })
            .collect(),
        groups: report
            .groups
            .iter()
            .map(|one| PartJson { group: &one.part, visits: one.visits.into(), units: one.units.into() })
            .collect(),
        years: report
            .years
            .iter()
            .map(|one| YearJson {
                year: one.part.parse().ok(),
                visits: one.visits.into(),
                units: one.units.into(),
            })
            .collect(),
        head: HeadsJson::from(&report.heads),
    }
}

fn print(session: &Session, report: &RoundReport, out: &mut Out) {
    let texts = texts(session.lang);
    out.line(&fill(texts.title, &[&words::round(session.lang, report.round)]));
    totals(session, report.visits, report.units, out);
    let named = |one: &PartFigures| {
        if one.name.is_empty() { texts.none.to_owned() } else { one.name.to_string() }
    };
    table(session, session.heads().township, &report.places, named, out);
    let in_group = |one: &PartFigures| {
        if one.name.is_empty() { texts.outside.to_owned() } else { one.name.to_string() }
    };
    table(session, session.heads().group, &report.groups, in_group, out);
    let year_of = |one: &PartFigures| {
        if one.part.is_empty() { texts.late.to_owned() } else { fill(texts.year_of, &[&one.part]) }
    };
    table(session, texts.part, &report.years, year_of, out);
}

/// The parts of one kind, people first, units of a part on a line of their own.
fn table(
    session: &Session,
    head: &str,
    parts: &[PartFigures],
    named: impl Fn(&PartFigures) -> String,
    out: &mut Out,
) {
    if parts.is_empty() {
        return;
    }
    let heads = session.heads();
    let mut table = Table::new(&[
        (head, Side::Left),
        (heads.people, Side::Right),
        (heads.person_visits, Side::Right),
        (heads.cash, Side::Right),
        (heads.goods, Side::Right),
    ]);
    for one in parts {
        let (name, visits, units) = (named(one), one.visits, one.units);
        if visits.person_visits > 0 || visits.cash != Fen::ZERO || visits.goods != Fen::ZERO {
            let (people, calls) = (visits.people.to_string(), visits.person_visits.to_string());
            table.row(vec![name.clone(), people, calls, visits.cash.yuan(), visits.goods.yuan()]);
        }
        if units.units > 0 || units.cash != Fen::ZERO || units.goods != Fen::ZERO {
            let name = fill(texts(session.lang).units_of, &[&name]);
            table.row(vec![
                name,
                units.units.to_string(),
                String::new(),
                units.cash.yuan(),
                units.goods.yuan(),
            ]);
        }
    }
    out.line("");
    out.lines(&table.lines());
}
