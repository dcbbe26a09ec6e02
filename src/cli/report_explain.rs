//! `muster report YEAR --explain FIGURE`: what a figure is made of, adding up to it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::error::{CliError, CommandResult, Status, shown};
use super::out::Out;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::year_report::explain::{comes_to, sums};
use crate::domain::year_report::{FigureEntry, FigureName, Quantity, ReportLine, lines};
use crate::lang::{Lang, fill, texts, work, year_report};

texts! {
    /// The texts of what a figure is made of.
    fn texts(lang) -> ExplainTexts {
        /// What was typed, the names.
        no_figure: "没有这个数字：{}；有 {}，各部分写 项目/部分，如 living_allowance/残疾军人；另有 month:5、township:上都镇、garrison:*" /
            "no such figure: {}; there are {}, a part as PROGRAMME/PART, e.g. living_allowance/残疾军人; and month:5, township:上都镇, garrison:*";
        no: "号" / "No.";
        on: "日期" / "Day";
        name: "姓名、名称" / "Name";
        what: "内容" / "What";
        told: "计入" / "Adds";
        /// How many, and what they come to.
        sum: "共 {} 条：{}" / "{} entr{y|ies}: {}";
        month: "{}月" / "Month {}";
    }
}

#[derive(Serialize)]
struct ExplainJson {
    figure: String,
    entries: Vec<EntryJson>,
    people: i64,
    units: i64,
    /// How often it was done; of payments how often people were paid.
    times: i64,
    amount_fen: i64,
    /// What the entries come to, by the names of numbers: as the report tells them.
    values: BTreeMap<&'static str, i64>,
}

#[derive(Serialize)]
struct EntryJson {
    no: Option<i64>,
    on: String,
    name: String,
    what: String,
    amount_fen: i64,
    values: BTreeMap<&'static str, i64>,
}

impl From<&FigureEntry> for EntryJson {
    fn from(entry: &FigureEntry) -> Self {
        Self {
            no: Some(entry.no).filter(|no| *no > 0),
            on: entry.on.clone(),
            name: entry.name.to_string(),
            what: entry.what.to_string(),
            amount_fen: entry.amount.get(),
            values: entry.values.iter().map(|(of, value)| (of.code(), *value)).collect(),
        }
    }
}

/// What a figure is called in words.
fn label(lang: Lang, name: &FigureName, all: &[ReportLine]) -> String {
    let of =
        |name: &str| all.iter().find(|line| line.name == name).map(|line| year_report::label(lang, line));
    match name {
        FigureName::Line(name) => of(name).unwrap_or_default(),
        FigureName::Part(name, part) => [of(name).unwrap_or_default(), part.clone()].join(" "),
        FigureName::Month(month) => fill(texts(lang).month, &[month]),
        FigureName::Township(name) => name.clone(),
        FigureName::Kind(kind, ending) => [work::kind(lang, *kind), ending].join(" ").trim_end().to_owned(),
    }
}

/// Lists what a figure is made of, with its sum.
pub(super) fn run(session: &Session, year: i32, figure: &str, out: &mut Out) -> CommandResult {
    let (texts, lang) = (texts(session.lang), session.lang);
    let figure = figure.trim();
    let store = session.open()?;
    let (report, entries) = store.reading(|store| {
        Ok::<_, RegisterError>((store.year_report(year)?, store.figure_entries(year, figure)?))
    })?;
    let all = lines(&report);
    let name = FigureName::parse(figure);
    let line = all.iter().find(|line| line.name == figure);
    if line.is_none() && entries.is_empty() {
        let known: Vec<&str> = all.iter().map(|line| line.name.as_str()).collect();
        return Err(CliError::usage(fill(texts.no_figure, &[&shown(figure), &known.join(" ")])));
    }
    // Of a line the numbers that the report tells, else all that its entries tell.
    let told: Vec<(Quantity, i64)> = match line {
        Some(line) => line.values.iter().map(|(of, _)| (*of, comes_to(&entries, *of))).collect(),
        None => sums(&entries),
    };
    if session.json {
        let of = |wanted: &[Quantity]| {
            told.iter().filter(|(of, _)| wanted.contains(of)).map(|(_, value)| value).sum()
        };
        let is_told = |wanted: Quantity| told.iter().any(|(of, _)| *of == wanted);
        out.json(&ExplainJson {
            figure: figure.to_owned(),
            entries: entries.iter().map(EntryJson::from).collect(),
            people: of(&[Quantity::People]),
            units: of(&[Quantity::Units]),
            times: of(if is_told(Quantity::Times) { &[Quantity::Times] } else { &[Quantity::PersonTimes] }),
            amount_fen: entries.iter().fold(Fen::ZERO, |sum, entry| sum.plus(entry.amount)).get(),
            values: told.iter().map(|(of, value)| (of.code(), *value)).collect(),
        });
        return Ok(Status::Fine);
    }
    let mut table = Table::new(&[
        (texts.no, Side::Right),
        (texts.on, Side::Left),
        (texts.name, Side::Left),
        (texts.what, Side::Left),
        (texts.told, Side::Left),
    ]);
    for entry in &entries {
        table.row(vec![
            if entry.no > 0 { entry.no.to_string() } else { String::new() },
            entry.on.clone(),
            entry.name.to_string(),
            entry.what.to_string(),
            year_report::quantities(lang, &entry.values),
        ]);
    }
    out.line(&label(lang, &name, &all));
    out.lines(&table.lines());
    out.line(&fill(texts.sum, &[&entries.len(), &year_report::quantities(lang, &told)]));
    Ok(Status::Fine)
}
