//! `muster rounds`: the rounds with their windows.

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::json::{Counts, OutsideJson};
use super::out::Out;
use super::session::Session;
use super::table::{Side, Table};
use super::{due, parse};
use crate::domain::holiday::{RoundCode, lunar_label};
use crate::domain::round_card::RoundCard;
use crate::lang::{fill, texts, words};

texts! {
    /// The texts of `rounds`.
    fn texts(lang) -> RoundsTexts {
        /// The day.
        closed_on: "{} 关闭" / "closed {}";
        empty: "还没有建立慰问活动；用 --year 看某年的两次活动" / "no round was created yet; --year shows those of a year";
    }
}

/// The arguments of `rounds`.
#[derive(Debug, clap::Args)]
pub(super) struct RoundsArgs {
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
}

#[derive(Serialize)]
struct RoundJson {
    round: String,
    day: NaiveDate,
    opens: NaiveDate,
    due_until: NaiveDate,
    grace_until: NaiveDate,
    created: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_on: Option<NaiveDate>,
    counts: Counts,
    outside: OutsideJson,
    planned_fen: i64,
    given_fen: i64,
}

impl From<&RoundCard> for RoundJson {
    fn from(card: &RoundCard) -> Self {
        let window = &card.round.window;
        Self {
            round: card.round.code.to_string(),
            day: window.day,
            opens: window.opens,
            due_until: window.due_until,
            grace_until: window.grace_until,
            created: card.round.created,
            settled_on: card.round.settled_on,
            closed_on: card.round.closed_on,
            counts: Counts::from(&card.counts),
            outside: card.outside.into(),
            planned_fen: card.planned.get(),
            given_fen: card.given.get(),
        }
    }
}

impl Command for RoundsArgs {
    const NAME: &'static str = "rounds";
    const HELP: Help = help! {
        "列出慰问活动和慰问期" / "The rounds with their windows";
        year: "这一节日年度的两次活动，无论是否已建" / "The two rounds of that holiday year, created or not";
        [db today json]
        "muster rounds" => "已建的活动和各自的慰问期" / "The rounds with their windows";
        "muster rounds --year 2025" => "2025 年度的两次活动" / "The two rounds of 2025";
    };

    /// Lists the created rounds, or the two of a holiday year whether created or not.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let year = self.year.as_deref().map(|argument| parse::year(session, argument)).transpose()?;
        let today = session.clock.today();
        let cards = session.open()?.reading(|store| match year {
            Some(year) => {
                RoundCode::of_year(year).into_iter().map(|code| store.round_card(code, today)).collect()
            }
            None => store.rounds(today),
        })?;
        if session.json {
            out.json(&cards.iter().map(RoundJson::from).collect::<Vec<_>>());
        } else {
            print(session, &cards, out);
        }
        Ok(Status::Fine)
    }
}

fn print(session: &Session, cards: &[RoundCard], out: &mut Out) {
    let texts = texts(session.lang);
    let heads = session.heads();
    if cards.is_empty() {
        out.line(texts.empty);
        return;
    }
    let mut table = Table::new(&[
        (heads.round, Side::Left),
        (heads.festival, Side::Left),
        (heads.opens, Side::Left),
        (heads.due_until, Side::Left),
        (heads.grace_until, Side::Left),
        ("", Side::Left),
        ("", Side::Left),
    ]);
    let day =
        |day: NaiveDate| format!("{day} {}", lunar_label(day).unwrap_or_default()).trim_end().to_owned();
    for card in cards {
        let window = &card.round.window;
        table.row(vec![
            words::round(session.lang, card.round.code),
            day(window.day),
            day(window.opens),
            day(window.due_until),
            day(window.grace_until),
            due::counts(session, card),
            match card.round.closed_on {
                Some(on) => fill(texts.closed_on, &[&on]),
                None if card.round.created => String::new(),
                None => heads.not_created.to_owned(),
            },
        ]);
    }
    out.lines(&table.lines());
}
