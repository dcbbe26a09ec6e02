//! `muster report`: the figures of a year, or of a round whatever years it was paid in.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::json::HeadsJson;
use super::out::Out;
use super::parse;
use super::report_round;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::money::Fen;
use crate::domain::report::{GroupFigures, Report, RoundFigures, UnitFigures, VisitFigures};
use crate::lang::{fill, texts, words};

texts! {
    /// The texts of `report`.
    fn texts(lang) -> ReportTexts {
        /// Title of a report.
        year_of: "{}年走访慰问" / "Holiday visits of {}";
        /// People, person-visits, cash, goods.
        people_line: "人员  {} 人 {} 人次  慰问金 {}  慰问品 {}" / "people  {} in {} visit{|s}  cash {}  goods {}";
        /// Units, cash, goods.
        units_line: "单位  {} 个  慰问金 {}  慰问品 {}" / "units   {}  cash {}  goods {}";
    }
}

/// The arguments of `report`.
#[derive(Debug, clap::Args)]
pub(super) struct ReportArgs {
    #[arg(value_name = "YEAR", required_unless_present = "round", conflicts_with = "round")]
    year: Option<String>,
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
}

#[derive(Serialize)]
struct YearJson<'a> {
    year: i32,
    visits: VisitsJson,
    units: UnitsJson,
    rounds: Vec<RoundJson<'a>>,
    head: HeadsJson,
}

#[derive(Serialize)]
struct RoundJson<'a> {
    round: String,
    visits: VisitsJson,
    units: UnitsJson,
    groups: Vec<GroupJson<'a>>,
}

#[derive(Serialize)]
struct GroupJson<'a> {
    group: &'a str,
    #[serde(flatten)]
    visits: VisitsJson,
}

#[derive(Serialize)]
pub(super) struct VisitsJson {
    people: u64,
    person_visits: u64,
    cash_fen: i64,
    goods_fen: i64,
}

#[derive(Serialize)]
pub(super) struct UnitsJson {
    units: u64,
    cash_fen: i64,
    goods_fen: i64,
}

impl From<VisitFigures> for VisitsJson {
    fn from(figures: VisitFigures) -> Self {
        let VisitFigures { people, person_visits, cash, goods } = figures;
        Self { people, person_visits, cash_fen: cash.get(), goods_fen: goods.get() }
    }
}

impl From<UnitFigures> for UnitsJson {
    fn from(figures: UnitFigures) -> Self {
        let UnitFigures { units, cash, goods } = figures;
        Self { units, cash_fen: cash.get(), goods_fen: goods.get() }
    }
}

impl<'a> From<&'a RoundFigures> for RoundJson<'a> {
    fn from(round: &'a RoundFigures) -> Self {
        let group = |one: &'a GroupFigures| GroupJson { group: &one.group, visits: one.visits.into() };
        Self {
            round: round.round.to_string(),
            visits: round.visits.into(),
            units: round.units.into(),
            groups: round.groups.iter().map(group).collect(),
        }
    }
}

impl Command for ReportArgs {
    const NAME: &'static str = "report";
    const HELP: Help = help! {
        "一年或一次活动的慰问汇总：人数、人次、金额" / "The figures of a year or a round: people, person-visits, money";
        year: "发放的年份" / "Calendar year of the day paid";
        round: "改为汇总这次慰问活动，不论在哪一年发放" / "The figures of this round instead, whatever year it was paid in";
        [db today json]
        "muster report 2023" => "2023 年的汇总" / "The figures of 2023";
        "muster report --round 2024-spring" => "一次活动的汇总，按苏木镇场分列" / "The figures of a round, by township";
        "muster report 2023 --json" => "输出 JSON，金额以分计" / "As JSON, amounts in fen";
    };

    /// Tells the figures of a calendar year, or of a round.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        if let Some(round) = &self.round {
            return report_round::run(session, parse::round(session, round)?, out);
        }
        let year = parse::year(session, self.year.as_deref().unwrap_or_default())?;
        let report = session.open()?.reading(|store| store.report(year))?;
        if session.json {
            out.json(&YearJson {
                year,
                visits: report.visits.into(),
                units: report.units.into(),
                rounds: report.rounds.iter().map(RoundJson::from).collect(),
                head: HeadsJson::from(&report.heads),
            });
        } else {
            print(session, &report, out);
            out.line(&session.head_line(&report.heads));
        }
        Ok(Status::Fine)
    }
}

fn print(session: &Session, report: &Report, out: &mut Out) {
    let heads = session.heads();
    out.line(&fill(texts(session.lang).year_of, &[&report.year]));
    totals(session, report.visits, report.units, out);
    if report.rounds.is_empty() {
        return;
    }
    out.line("");
    let mut table = Table::new(&[
        (heads.round, Side::Left),
        (heads.group, Side::Left),
        (heads.people, Side::Right),
        (heads.person_visits, Side::Right),
        (heads.cash, Side::Right),
        (heads.goods, Side::Right),
    ]);
    let row = |round: &str, group: &str, people: u64, visits: Option<u64>, cash: Fen, goods: Fen| {
        vec![
            round.to_owned(),
            group.to_owned(),
            people.to_string(),
            visits.map_or_else(String::new, |visits| visits.to_string()),
            cash.yuan(),
            goods.yuan(),
        ]
    };
    for round in &report.rounds {
        let name = words::round(session.lang, round.round);
        for one in &round.groups {
            let v = one.visits;
            table.row(row(&name, &one.group, v.people, Some(v.person_visits), v.cash, v.goods));
        }
        let v = round.visits;
        table.row(row(&name, heads.total, v.people, Some(v.person_visits), v.cash, v.goods));
        let u = round.units;
        if u.units > 0 {
            table.row(row(&name, heads.units, u.units, None, u.cash, u.goods));
        }
    }
    out.lines(&table.lines());
}

/// People and units, a line each.
pub(super) fn totals(session: &Session, visits: VisitFigures, units: UnitFigures, out: &mut Out) {
    let texts = texts(session.lang);
    out.line(&fill(
        texts.people_line,
        &[&visits.people, &visits.person_visits, &sum(session, visits.cash), &sum(session, visits.goods)],
    ));
    out.line(&fill(texts.units_line, &[&units.units, &sum(session, units.cash), &sum(session, units.goods)]));
}

/// A sum in a line of text: in yuan, whatever its size, as in the table below it.
fn sum(session: &Session, amount: Fen) -> String {
    words::yuan(session.lang, amount)
}
