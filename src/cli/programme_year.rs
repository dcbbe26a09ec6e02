//! `muster programme year`: what was paid by each programme in a year.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::out::Out;
use super::parse;
use super::session::Session;
use super::table::{Side, Table};
use crate::lang::texts;

texts! {
    /// The texts of `programme year`.
    fn texts(lang) -> ProgrammeYearTexts {
        code: "代码" / "Code";
        name: "项目" / "Programme";
        people: "人" / "People";
        times: "人次" / "Times";
        amount: "金额" / "Amount";
        own: "个人部分" / "Own share";
        none: "这一年没有发放" / "nothing was paid in that year";
    }
}

/// The arguments of `programme year`.
#[derive(Debug, clap::Args)]
pub(super) struct YearArgs {
    #[arg(value_name = "YEAR")]
    year: String,
}

#[derive(Serialize)]
struct FigureJson {
    code: String,
    name: String,
    people: u64,
    times: u64,
    categories: u64,
    amount_fen: i64,
    own_fen: i64,
    parts: Vec<PartJson>,
}

#[derive(Serialize)]
struct PartJson {
    by: String,
    people: u64,
    times: u64,
    amount_fen: i64,
    own_fen: i64,
}

impl Command for YearArgs {
    const NAME: &'static str = "year";
    const HELP: Help = help! {
        "一年各项目的人数、人次和金额" / "People, times and money of each programme in a year";
        year: "年份" / "The calendar year of the day paid";
        [db today json]
        "muster programme year 2023 --json" => "输出 JSON，含各类别、批次" / "As JSON, with categories and intakes";
    };

    /// Adds them up. A year without any is an answer.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let year = parse::year(session, &self.year)?;
        let texts = texts(session.lang);
        session.open()?.reading(|store| {
            let figures = store.programme_years(year)?;
            if session.json {
                let mut all = Vec::new();
                for one in figures {
                    let parts = store.programme_split(year, &one.code)?;
                    let part = |part: crate::domain::payment::figures::SplitFigure| PartJson {
                        by: part.by.to_string(),
                        people: part.people,
                        times: part.times,
                        amount_fen: part.amount.get(),
                        own_fen: part.own.get(),
                    };
                    all.push(FigureJson {
                        code: one.code.to_string(),
                        name: one.name.to_string(),
                        people: one.people,
                        times: one.times,
                        categories: one.categories,
                        amount_fen: one.amount.get(),
                        own_fen: one.own.get(),
                        parts: parts.into_iter().map(part).collect(),
                    });
                }
                out.json(&all);
                return Ok::<_, CliError>(Status::Fine);
            }
            let mut table = Table::new(&[
                (texts.code, Side::Left),
                (texts.name, Side::Left),
                (texts.people, Side::Right),
                (texts.times, Side::Right),
                (texts.amount, Side::Right),
                (texts.own, Side::Right),
            ]);
            if figures.is_empty() {
                out.line(texts.none);
                return Ok(Status::Fine);
            }
            for one in figures {
                table.row(vec![
                    one.code.to_string(),
                    one.name.to_string(),
                    one.people.to_string(),
                    one.times.to_string(),
                    one.amount.yuan(),
                    one.own.yuan(),
                ]);
            }
            out.lines(&table.lines());
            Ok(Status::Fine)
        })
    }
}
