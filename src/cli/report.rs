//! `muster report`: the figures of a year, or of a round whatever years it was paid in.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::json::HeadsJson;
use super::out::Out;
use super::parse;
use super::report_json::WholeYearJson;
use super::session::Session;
use super::table::{Side, Table};
use super::{report_explain, report_round, report_year};
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::programme::Beside;
use crate::domain::report::{GroupFigures, Report, RoundFigures, UnitFigures, VisitFigures};
use crate::lang::{fill, texts, words};

texts! {
    /// The texts of `report`.
    fn texts(lang) -> ReportTexts {
        /// Title of a report.
        year_of: "{}年走访慰问" / "Holiday visits of {}";
        /// People, person-visits, cash, goods.
        people_line: "人员  {} 人 {} 人次  慰问金 {}  慰问品 {}" / "people  {} in {} visit{|s}  cash {}  goods {}";
        to_needs_format: "--to 要和 --format 一起用" / "--to goes with --format";
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
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    #[arg(long)]
    overwrite: bool,
    #[arg(long, value_name = "FIGURE")]
    explain: Option<String>,
    #[arg(long)]
    sent: bool,
    #[arg(long)]
    changes: bool,
}

#[derive(Serialize)]
struct YearJson<'a> {
    year: i32,
    visits: VisitsJson,
    units: UnitsJson,
    rounds: Vec<RoundJson<'a>>,
    #[serde(flatten)]
    more: WholeYearJson<'a>,
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
        "一年或一次活动的汇总；--format 写出整份年度报告" / "The figures of a year or a round, or its whole report";
        year: "发放的年份" / "Calendar year of the day paid";
        round: "改为汇总这次慰问活动，不论在哪一年发放" / "The figures of this round instead, whatever year it was paid in";
        format: "整份报告：text md html docx xlsx json" / "The whole report: text md html docx xlsx json";
        to: "写到这个文件，默认标准输出" / "Into this file, else to the standard output";
        overwrite: "覆盖已有的文件" / "Replace a file that is there";
        explain: "列出一个数字由哪些分录或登记组成，相加就是它；部分写 项目/部分，图表写 month:5、township:上都镇" / "Lists the entries or rows that a figure is made of, adding up to it; a part as PROGRAMME/PART, of charts month:5, township:NAME";
        sent: "记下报告已报送：保留各项数字和链头" / "Notes that the report was sent: its figures and how far the register reached are kept";
        changes: "报送以后有哪些数字变了" / "Which figures changed since it was sent";
        [db today json]
        "muster report --round 2024-spring" => "一次活动的汇总，按苏木镇场分列" / "The figures of a round, by township";
        "muster report 2023 --format docx --to 2023.docx" => "整份报告，公文格式" / "The whole report as a letter";
        "muster report 2023 --explain visits" => "这个数字由哪些分录组成" / "The entries that the figure is made of";
        "muster report 2023 --json" => "输出 JSON，金额以分计" / "As JSON, amounts in fen";
    };

    /// Tells the figures of a calendar year, or of a round.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        if let Some(round) = &self.round {
            return report_round::run(session, parse::round(session, round)?, out);
        }
        let year = parse::year(session, self.year.as_deref().unwrap_or_default())?;
        if let Some(figure) = &self.explain {
            return report_explain::run(session, year, figure, out);
        }
        if self.sent {
            return report_year::send(session, year, out);
        }
        if self.changes {
            return report_year::changes(session, year, out);
        }
        let as_json = session.json || self.format.as_deref().is_some_and(|format| format.trim() == "json");
        if let Some(format) = self.format.as_deref().filter(|_| !as_json) {
            return report_year::write(session, (year, format), (self.to.as_deref(), self.overwrite), out);
        }
        let to = self.to.as_deref().filter(|path| *path != Path::new("-"));
        if to.is_some() && !as_json {
            return Err(CliError::usage(texts(session.lang).to_needs_format));
        }
        let store = session.open()?;
        let (report, programmes) =
            store.reading(|store| Ok::<_, RegisterError>((store.year_report(year)?, store.programmes()?)))?;
        let gifts = &report.gifts;
        if as_json {
            let figures = YearJson {
                year,
                visits: gifts.visits.into(),
                units: gifts.units.into(),
                rounds: gifts.rounds.iter().map(RoundJson::from).collect(),
                more: WholeYearJson::new(&report, |code| {
                    programmes.iter().any(|one| *one.code == *code && one.beside == Beside::Category)
                }),
                head: HeadsJson::from(&gifts.heads),
            };
            if let Some(path) = to {
                return report_year::write_figures(session, &store, (&figures, path, self.overwrite), out);
            }
            out.json(&figures);
        } else {
            print(session, gifts, out);
            report_year::figures(session, &report, out);
            out.line(&session.head_line(&gifts.heads));
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
