//! `muster confirm progress`: how far the confirmation of a year has come, township by township and week by week, and who is not
//! confirmed yet.

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::parse;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::page::Start;
use crate::domain::work::confirm::{ConfirmLine, ConfirmProgress, UnseenQuery, UnseenRow};
use crate::lang::{confirm as said, fill, texts};

texts! {
    /// The texts of the progress.
    fn texts(lang) -> ProgressTexts {
        /// The year, its first and last day, the day.
        title: "{}年年度确认：{} 至 {}，截至 {}" / "confirmations of {}: {} to {}, by {}";
        none: "没有要确认的人" / "nobody is to be confirmed";
        nobody: "都见过了" / "everybody was seen";
        /// How many.
        unseen: "共 {} 人未见" / "{} not seen yet";
        name: "姓名" / "Name";
        village: "嘎查村" / "Village";
        categories: "优抚类别" / "Categories";
        last: "上次确认" / "Last";
    }
}

/// Weeks that a table shows unless more are asked for.
const WEEKS: usize = 6;

/// The arguments.
#[derive(Debug, clap::Args)]
pub(super) struct Progress {
    #[arg(value_name = "YEAR")]
    year: Option<String>,
    #[arg(long, value_name = "N")]
    weeks: Option<usize>,
    #[arg(long)]
    list: bool,
    #[arg(long, value_name = "TOWNSHIP")]
    township: Option<String>,
}

#[derive(Serialize)]
struct ProgressJson {
    year: i32,
    opens: NaiveDate,
    due_until: NaiveDate,
    weeks: Vec<WeekJson>,
    townships: Vec<LineJson>,
    all: LineJson,
}

#[derive(Serialize)]
struct WeekJson {
    from: NaiveDate,
    to: NaiveDate,
}

#[derive(Serialize)]
struct LineJson {
    township: String,
    planned: u64,
    confirmed: u64,
    seen: u64,
    open: u64,
    before: u64,
    weeks: Vec<u64>,
    after: u64,
}

impl From<&ConfirmLine> for LineJson {
    fn from(line: &ConfirmLine) -> Self {
        Self {
            township: line.township.to_string(),
            planned: line.planned,
            confirmed: line.confirmed,
            seen: line.seen,
            open: line.open(),
            before: line.before,
            weeks: line.weeks.clone(),
            after: line.after,
        }
    }
}

#[derive(Serialize)]
struct UnseenJson {
    recipient: String,
    name: String,
    township: String,
    village: String,
    categories: Vec<String>,
    last_confirmed: Option<i64>,
}

impl From<&UnseenRow> for UnseenJson {
    fn from(row: &UnseenRow) -> Self {
        Self {
            recipient: row.id.to_string(),
            name: row.name.to_string(),
            township: row.township.to_string(),
            village: row.village.to_string(),
            categories: row.categories.iter().map(ToString::to_string).collect(),
            last_confirmed: row.last,
        }
    }
}

impl Command for Progress {
    const NAME: &'static str = "progress";
    const HELP: Help = help! {
        "年度确认的进度，按苏木镇场和周；走访见到本人也算" / "How far the confirmation has come, by township and week";
        year: "年份，默认今年" / "The year, else this one";
        weeks: "列出最近几周，默认 6" / "The last so many weeks, else 6";
        list: "列出还没有见到的人" / "Lists who was not seen yet";
        township: "只看这个苏木镇场" / "Only this township";
        [db today json]
        "muster confirm progress 2023" => "各苏木镇场每周见到多少人" / "How many were seen in each township, week by week";
        "muster confirm progress 2023 --list --township 上都镇" => "还没有见到的人" / "Who was not seen yet";
    };

    /// Tells it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let today = session.clock.today();
        let year =
            self.year.as_deref().map(|said| parse::year(session, said)).transpose()?.unwrap_or(today.year());
        let store = session.open()?;
        let township = match &self.township {
            Some(said) => Some(parse::township(session, &store.townships()?, said)?),
            None => None,
        };
        if self.list {
            let query = UnseenQuery { year, on: today, township, start: Start::First, limit: None };
            let page = store.reading(|store| store.unseen(&query))?;
            unseen(session, &page.rows, out);
            return Ok(Status::Fine);
        }
        let mut progress = store.reading(|store| store.confirm_progress(year, today))?;
        progress.lines.retain(|line| township.is_none() || line.code == township);
        if session.json {
            out.json(&ProgressJson {
                year,
                opens: progress.window.opens,
                due_until: progress.window.due_until,
                weeks: progress.weeks.iter().map(|[from, to]| WeekJson { from: *from, to: *to }).collect(),
                townships: progress.lines.iter().map(LineJson::from).collect(),
                all: LineJson::from(&progress.sum()),
            });
            return Ok(Status::Fine);
        }
        self.print(session, &progress, out);
        Ok(Status::Fine)
    }
}

impl Progress {
    fn print(&self, session: &Session, progress: &ConfirmProgress, out: &mut Out) {
        let (texts, said) = (texts(session.lang), said::of(session.lang));
        let (opens, due_until) = (progress.window.opens, progress.window.due_until);
        out.line(&fill(texts.title, &[&progress.year, &opens, &due_until, &progress.on]));
        if progress.lines.is_empty() {
            out.line(texts.none);
            return;
        }
        let shown = self.weeks.unwrap_or(WEEKS).min(progress.weeks.len());
        let heads = said::heads(session.lang, progress, shown);
        let columns: Vec<_> = std::iter::once((said.place, Side::Left))
            .chain(heads.iter().map(|head| (head.as_str(), Side::Right)))
            .collect();
        let mut table = Table::new(&columns);
        let sum = ConfirmLine { township: said.all.into(), ..progress.sum() };
        for line in progress.lines.iter().chain([&sum]) {
            let counts = said::counts(progress, line, shown).into_iter().map(|count| count.to_string());
            table.row(std::iter::once(line.township.to_string()).chain(counts).collect());
        }
        out.lines(&table.lines());
    }
}

fn unseen(session: &Session, rows: &[UnseenRow], out: &mut Out) {
    let (texts, said) = (texts(session.lang), said::of(session.lang));
    if session.json {
        out.json(&rows.iter().map(UnseenJson::from).collect::<Vec<_>>());
        return;
    }
    if rows.is_empty() {
        out.line(texts.nobody);
        return;
    }
    let heads = [said.place, texts.village, texts.name, texts.categories, texts.last];
    let mut table = Table::new(&heads.map(|head| (head, Side::Left)));
    for row in rows {
        table.row(vec![
            row.township.to_string(),
            row.village.to_string(),
            row.name.to_string(),
            row.categories.iter().map(ToString::to_string).collect::<Vec<_>>().join(session.texts().comma),
            row.last.map(|year| year.to_string()).unwrap_or_default(),
        ]);
    }
    out.lines(&table.lines());
    out.line(&fill(texts.unseen, &[&rows.len()]));
}
