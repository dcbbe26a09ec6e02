//! `muster progress`: how far a round has come, and who stands behind each number.

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, Help, help};
use super::due::{self, ItemJson};
use super::error::{CliError, CommandResult, Status, shown};
use super::out::Out;
use super::parse;
use super::session::Session;
use super::table::{Columns, Side, Table};
use crate::domain::due::DueState;
use crate::domain::list::RosterRow;
use crate::domain::page::Start;
use crate::domain::recipient::Kind;
use crate::domain::round_progress::{
    self, PartProgress, ProgressBy, ProgressListQuery, ProgressPart, ProgressQuery, ProgressState,
};
use crate::lang::{fill, round_progress as said, texts, words};
use crate::store::Store;

/// Cells of a bar.
const BAR: usize = 10;

texts! {
    /// The texts of `progress`.
    fn texts(lang) -> ProgressCommandTexts {
        no_round: "今天不在任何慰问期内，请用 --round 指定" / "no round concerns this day: name one with --round";
        bad_by: "不能按「{}」分：township 苏木镇场、village 嘎查村、station 服务站、team 走访组、group 慰问类别" /
            "not by \"{}\": township, village, station, team or group";
        bad_list: "没有「{}」这一列：planned 计划、done 已访、due 应访、grace 宽限、overdue 逾期、closed 已了结" /
            "no column \"{}\": planned, done, due, grace, overdue or closed";
        no_place: "没有「{}」这一行：名称照 muster progress 所列" / "no line \"{}\": name it as muster progress lists it";
        of_needs_list: "--of 与 --list 一起用" / "--of goes with --list";
        nobody: "没有人" / "nobody";
        empty: "名单上还没有人" / "nobody is on the list";
        /// Title: the round, the day.
        title: "{}走访进度  截至 {}" / "Progress of {} by the end of {}";
    }
}

/// The arguments of `progress`.
#[derive(Debug, clap::Args)]
pub(super) struct ProgressArgs {
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
    #[arg(long, value_name = "BY")]
    by: Option<String>,
    #[arg(long, value_name = "COLUMN")]
    list: Option<String>,
    #[arg(long, value_name = "LINE")]
    of: Option<String>,
}

#[derive(Serialize)]
struct LineJson<'a> {
    place: String,
    kind: &'static str,
    township: Option<&'a str>,
    planned: u64,
    done: u64,
    due: u64,
    grace: u64,
    overdue: u64,
    closed: u64,
    /// Of those due, whoever is so only once the window opens.
    upcoming: u64,
    cash_fen: i64,
    planned_fen: i64,
    goods_fen: i64,
    planned_goods_fen: i64,
    /// Of the planned cash, that of the items closed with a reason.
    closed_fen: i64,
    round: String,
    by: &'static str,
    today: NaiveDate,
}

impl Command for ProgressArgs {
    const NAME: &'static str = "progress";
    const HELP: Help = help! {
        "走访进度：按苏木镇场、嘎查村、服务站、走访组或慰问类别，各列相加等于计划" /
        "How far a round has come: planned, done, due, closed, by place, team or group";
        round: "慰问活动，如 2024-spring 或 2024年春节；默认当前活动" / "Round, e.g. 2024-spring or 2024年春节; else the current one";
        by: "按什么分：township village station team group，或中文；默认苏木镇场" /
            "By what: township village station team group, or in Chinese; else by township";
        list: "列出这一列的人：planned done due grace overdue closed" /
            "Lists who stands behind a column: planned done due grace overdue closed";
        of: "只列这一行的，名称照表" / "Only those of this line, named as the table names it";
        [db today json]
        "muster progress" => "今天的进度" / "Progress today";
        "muster progress --by station --today 2024-02-05" => "那天收工时各服务站的进度，按当时已登记的" /
            "By station, as it was recorded by the end of that day";
        "muster progress --list overdue --of 上都镇" => "一个数字背后的人" / "Who stands behind a number";
        "muster progress --by group --json" => "输出 JSON" / "As JSON";
    };

    /// Tells the progress, or lists who stands behind a number. Nobody is an answer, not a failure.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let by = match self.by.as_deref() {
            None => ProgressBy::default(),
            Some(argument) => self::by(session, argument)?,
        };
        let list = self.list.as_deref().map(|argument| column(session, argument)).transpose()?;
        if self.of.is_some() && list.is_none() {
            return Err(CliError::usage(texts.of_needs_list));
        }
        let code = self.round.as_deref().map(|argument| parse::round(session, argument)).transpose()?;
        session.open()?.reading(|store| {
            let day = session.clock.today();
            let round = match code {
                Some(code) => code,
                None => due::current(store, day)?.ok_or_else(|| CliError::usage(texts.no_round))?,
            };
            let query = ProgressQuery { round, by, day };
            let lines = store.round_progress(&query)?;
            let Some(state) = list else {
                tell(session, &query, &lines, out);
                return Ok(Status::Fine);
            };
            let part = match &self.of {
                None => None,
                Some(name) => Some(
                    named(session, by, &lines, name)
                        .ok_or_else(|| CliError::usage(fill(texts.no_place, &[&shown(name)])))?,
                ),
            };
            let query = ProgressListQuery { of: query, part, state, start: Start::First, limit: 0 };
            tell_list(session, store, &query, out)?;
            Ok(Status::Fine)
        })
    }
}

/// By what the progress is told.
pub(super) fn by(session: &Session, argument: &str) -> Result<ProgressBy, CliError> {
    let unknown = || CliError::usage(fill(texts(session.lang).bad_by, &[&shown(argument)]));
    ProgressBy::parse(argument).ok_or_else(unknown)
}

/// A column by its code or its head; none is the plan.
fn column(session: &Session, argument: &str) -> Result<Option<ProgressState>, CliError> {
    let text = argument.trim();
    let of =
        |state: &ProgressState| [state.code(), said::state(crate::lang::Lang::Zh, *state)].contains(&text);
    if ["planned", "计划"].contains(&text) {
        return Ok(None);
    }
    ProgressState::ALL
        .into_iter()
        .find(of)
        .map(Some)
        .ok_or_else(|| CliError::usage(fill(texts(session.lang).bad_list, &[&shown(argument)])))
}

/// The part of the line that bears a name, as the table tells it or by the name alone.
fn named(session: &Session, by: ProgressBy, lines: &[PartProgress], name: &str) -> Option<ProgressPart> {
    let name = name.trim();
    let told = |line: &&PartProgress| said::part(session.lang, by, line) == name;
    let mut own = lines.iter().filter(|line| line.name.as_str() == name);
    let found = lines.iter().find(told).or_else(|| own.next().filter(|_| own.next().is_none()));
    found.map(|line| line.part.clone())
}

fn tell(session: &Session, query: &ProgressQuery, lines: &[PartProgress], out: &mut Out) {
    if session.json {
        let mut list = out.json_list();
        for line in lines {
            list.item(&json(session, query, line));
        }
        list.end();
        return;
    }
    let texts = texts(session.lang);
    let round = words::round(session.lang, query.round);
    out.line(&fill(texts.title, &[&round, &query.day]));
    if lines.is_empty() {
        out.line(texts.empty);
        return;
    }
    let heads = said::of(session.lang);
    let mut table = Table::new(&[
        (said::by(session.lang, query.by), Side::Left),
        (heads.planned, Side::Right),
        (heads.done, Side::Right),
        (heads.due, Side::Right),
        (heads.grace, Side::Right),
        (heads.overdue, Side::Right),
        (heads.closed, Side::Right),
        (heads.bar, Side::Left),
        ("%", Side::Right),
        (heads.given, Side::Right),
        (session.heads().goods, Side::Right),
    ]);
    let mut row = |name: String, line: &PartProgress| {
        let counts = ProgressState::ALL.map(|state| state.count(line).to_string());
        let goods = if line.goods.get() == 0 { String::new() } else { line.goods.short() };
        let mut cells = vec![name, line.planned().to_string()];
        cells.extend(counts);
        cells.push(line.bar(BAR, "#", "."));
        cells.push(line.percent().map(|percent| format!("{percent}%")).unwrap_or_default());
        cells.extend([line.cash.short(), goods]);
        table.row(cells);
    };
    for line in lines {
        row(said::part(session.lang, query.by, line), line);
    }
    for (kind, name) in [(Kind::Person, heads.all_people), (Kind::Unit, heads.all_units)] {
        let of: Vec<&PartProgress> = lines.iter().filter(|line| line.part.kind() == kind).collect();
        if !of.is_empty() {
            row(name.to_owned(), &round_progress::total(of, ProgressPart::Outside));
        }
    }
    out.lines(&table.lines());
}

fn json<'a>(session: &Session, query: &ProgressQuery, line: &'a PartProgress) -> LineJson<'a> {
    LineJson {
        place: said::part(session.lang, query.by, line),
        kind: super::json::kind(line.part.kind()),
        township: line.township.as_deref(),
        planned: line.planned(),
        done: line.of(DueState::Done),
        due: line.due(),
        grace: line.of(DueState::Grace),
        overdue: line.of(DueState::Overdue),
        closed: line.of(DueState::Closed),
        upcoming: line.of(DueState::Upcoming),
        cash_fen: line.cash.get(),
        planned_fen: line.planned_cash.get(),
        goods_fen: line.goods.get(),
        planned_goods_fen: line.planned_goods.get(),
        closed_fen: line.closed_cash.get(),
        round: query.round.to_string(),
        by: query.by.code(),
        today: query.day,
    }
}

fn tell_list(
    session: &Session,
    store: &Store,
    query: &ProgressListQuery,
    out: &mut Out,
) -> Result<(), CliError> {
    if session.json {
        let mut list = out.json_list();
        store.progress_rows(query, |row| {
            list.item(&ItemJson::from(&row));
            Ok::<_, CliError>(())
        })?;
        list.end();
        return Ok(());
    }
    let heads = session.heads();
    let mut columns = Columns::new(&[
        (heads.township, Side::Left),
        (heads.village, Side::Left),
        (heads.name, Side::Left),
        (heads.group, Side::Left),
        (heads.standard, Side::Right),
        (heads.goods, Side::Left),
        (heads.state, Side::Left),
    ]);
    let cells = |row: &RosterRow| {
        let standard = row.standard.as_ref();
        [
            row.township.to_string(),
            row.village.to_string(),
            row.name.to_string(),
            row.group.to_string(),
            standard.map_or_else(String::new, |standard| standard.cash.short()),
            standard.map_or_else(String::new, |standard| standard.goods.to_string()),
            words::standing(session.lang, row.standing, row.state, query.of.day),
        ]
    };
    store.progress_rows(query, |row| {
        columns.measure(&cells(&row));
        Ok::<_, CliError>(())
    })?;
    if columns.is_empty() {
        out.line(texts(session.lang).nobody);
        return Ok(());
    }
    out.line(&columns.heads());
    store.progress_rows(query, |row| {
        out.line(&columns.line(&cells(&row)));
        Ok::<_, CliError>(())
    })
}
