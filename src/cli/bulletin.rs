//! `muster bulletin`: the weekly bulletin of a round, ten lines of text.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, Help, help};
use super::due;
use super::error::{CliError, CommandResult, Status};
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::bulletin::Bulletin;
use crate::domain::due::Standing;
use crate::domain::text::CleanText;
use crate::lang::{self, texts};

texts! {
    /// The texts of `bulletin`.
    fn texts(lang) -> BulletinTexts {
        no_round: "今天不在任何慰问期内，请写明活动" / "no round concerns this day: name one";
    }
}

/// The arguments of `bulletin`.
#[derive(Debug, clap::Args)]
pub(super) struct BulletinArgs {
    #[arg(value_name = "ROUND")]
    round: Option<String>,
}

/// The figures: each is that of `progress`, of its list, or of the allocations.
#[derive(Debug, Serialize)]
struct BulletinJson {
    round: String,
    today: NaiveDate,
    from: NaiveDate,
    people: u64,
    units: u64,
    planned_fen: i64,
    week_people: u64,
    week_units: u64,
    done_people: u64,
    done_units: u64,
    best: Vec<PlaceShare>,
    last: Vec<PlaceShare>,
    due: u64,
    grace: u64,
    overdue: u64,
    closed: u64,
    closed_by: BTreeMap<&'static str, u64>,
    week_cash_fen: i64,
    cash_fen: i64,
    week_goods_fen: i64,
    goods_fen: i64,
    teams: usize,
    teams_not_started: Vec<String>,
    open: Vec<OpenShare>,
    lines: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PlaceShare {
    place: String,
    percent: u64,
}

#[derive(Debug, Serialize)]
struct OpenShare {
    holder: String,
    cash_fen: i64,
    goods: Vec<(String, i64)>,
}

impl BulletinJson {
    fn new(of: &Bulletin, lines: Vec<String>) -> Self {
        let share =
            |(place, percent): &(CleanText, u64)| PlaceShare { place: place.to_string(), percent: *percent };
        let closed = of
            .closed_by
            .iter()
            .filter_map(|(why, count)| Some((super::json::why(Standing::Closed(*why))?, *count)));
        let ([people, units], [week_people, week_units], [done_people, done_units]) =
            (of.planned, of.week, of.done);
        let ([week_cash, cash], [week_goods, goods]) = (of.cash, of.goods);
        let open = of.open.iter().map(|one| OpenShare {
            holder: one.holder.to_string(),
            cash_fen: one.cash.get(),
            goods: one.goods.clone(),
        });
        Self {
            round: of.round.to_string(),
            today: of.today,
            from: of.from,
            people,
            units,
            planned_fen: of.planned_cash.get(),
            week_people,
            week_units,
            done_people,
            done_units,
            best: of.best.iter().map(share).collect(),
            last: of.last.iter().map(share).collect(),
            due: of.due,
            grace: of.grace,
            overdue: of.overdue,
            closed: of.closed,
            closed_by: closed.collect(),
            week_cash_fen: week_cash.get(),
            cash_fen: cash.get(),
            week_goods_fen: week_goods.get(),
            goods_fen: goods.get(),
            teams: of.teams,
            teams_not_started: of.teams_not_started.iter().map(ToString::to_string).collect(),
            open: open.collect(),
            lines,
        }
    }
}

impl Command for BulletinArgs {
    const NAME: &'static str = "bulletin";
    const HELP: Help = help! {
        "走访慰问工作周报：十行文字，数字与进度、名单、下拨一致" / "The weekly bulletin of a round: ten lines of text";
        round: "慰问活动，如 2024-spring 或 2024年春节；默认当前活动" / "Round, e.g. 2024-spring or 2024年春节; else the current one";
        [db today json]
        "muster bulletin" => "当前活动的周报" / "Of the current round";
        "muster bulletin 2024年春节 --today 2024-02-02" => "截至那天的周报" / "By the end of that day";
    };

    /// Tells the bulletin.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let code = self.round.as_deref().map(|argument| parse::round(session, argument)).transpose()?;
        let bulletin = session.open()?.reading(|store| {
            let day = session.clock.today();
            let round = match code {
                Some(code) => code,
                None => due::current(store, day)?.ok_or_else(|| CliError::usage(texts.no_round))?,
            };
            Ok::<_, CliError>(store.bulletin(round, day)?)
        })?;
        let lines = lang::bulletin::lines(session.lang, &bulletin);
        if session.json {
            out.json(&BulletinJson::new(&bulletin, lines));
        } else {
            out.lines(&lines);
        }
        Ok(Status::Fine)
    }
}
