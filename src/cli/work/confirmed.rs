//! `muster confirm progress`: how far the confirmation of a year has come, township by township.

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use crate::cli::command::{Command, Help, help};
use crate::cli::error::{CommandResult, Status};
use crate::cli::out::Out;
use crate::cli::parse;
use crate::cli::session::Session;
use crate::cli::table::{Side, Table};
use crate::domain::work::confirm::ConfirmLine;
use crate::lang::{fill, texts};

texts! {
    /// The texts of the progress.
    fn texts(lang) -> ProgressTexts {
        /// The year, its first and last day, the day.
        title: "{}年年度确认：{} 至 {}，截至 {}" / "confirmations of {}: {} to {}, by {}";
        place: "苏木镇场" / "Township";
        planned: "应确认" / "To see";
        confirmed: "已确认" / "Confirmed";
        seen: "走访见过" / "Seen";
        open: "未见" / "Open";
        week: "近七天" / "Last week";
        all: "合计" / "All";
        none: "没有要确认的人" / "nobody is to be confirmed";
    }
}

/// The arguments.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Progress {
    #[arg(value_name = "YEAR")]
    year: Option<String>,
}

#[derive(Serialize)]
struct ProgressJson {
    year: i32,
    opens: NaiveDate,
    due_until: NaiveDate,
    townships: Vec<LineJson>,
}

#[derive(Serialize)]
struct LineJson {
    township: String,
    planned: u64,
    confirmed: u64,
    seen: u64,
    open: u64,
    this_week: u64,
}

impl From<&ConfirmLine> for LineJson {
    fn from(line: &ConfirmLine) -> Self {
        Self {
            township: line.township.to_string(),
            planned: line.planned,
            confirmed: line.confirmed,
            seen: line.seen,
            open: line.open(),
            this_week: line.this_week,
        }
    }
}

impl Command for Progress {
    const NAME: &'static str = "progress";
    const HELP: Help = help! {
        "年度确认的进度，按苏木镇场；走访见到本人也算" / "How far the confirmation has come, by township; a call that met the person counts";
        year: "年份，默认今年" / "The year, else this one";
        [db today json]
        "muster confirm progress 2023" => "各苏木镇场已见多少人，近七天多少" / "How many were seen in each township, and in the last week";
    };

    /// Tells it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let today = session.clock.today();
        let year =
            self.year.as_deref().map(|said| parse::year(session, said)).transpose()?.unwrap_or(today.year());
        let progress = session.open()?.reading(|store| store.confirm_progress(year, today))?;
        let (opens, due_until) = (progress.window.opens, progress.window.due_until);
        if session.json {
            let townships = progress.lines.iter().map(LineJson::from).collect();
            out.json(&ProgressJson { year, opens, due_until, townships });
            return Ok(Status::Fine);
        }
        let texts = texts(session.lang);
        out.line(&fill(texts.title, &[&year, &opens, &due_until, &today]));
        if progress.lines.is_empty() {
            out.line(texts.none);
            return Ok(Status::Fine);
        }
        let heads = [texts.planned, texts.confirmed, texts.seen, texts.open, texts.week];
        let columns: Vec<_> =
            std::iter::once((texts.place, Side::Left)).chain(heads.map(|head| (head, Side::Right))).collect();
        let mut table = Table::new(&columns);
        let mut all = ConfirmLine { township: texts.all.into(), ..ConfirmLine::default() };
        for line in &progress.lines {
            all.planned += line.planned;
            all.confirmed += line.confirmed;
            all.seen += line.seen;
            all.this_week += line.this_week;
        }
        for line in progress.lines.iter().chain([&all]) {
            let counts = [line.planned, line.confirmed, line.seen, line.open(), line.this_week];
            let counts = counts.iter().map(ToString::to_string);
            table.row(std::iter::once(line.township.to_string()).chain(counts).collect());
        }
        out.lines(&table.lines());
        Ok(Status::Fine)
    }
}
