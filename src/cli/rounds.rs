//! `muster rounds`: the rounds with their windows.

use chrono::NaiveDate;
use serde::Serialize;

use super::command::Command;
use super::error::{CommandResult, Status};
use super::json::Counts;
use super::out::Out;
use super::session::Session;
use super::table::{Side, Table};
use super::{due, parse};
use crate::domain::holiday::{RoundCode, lunar_label};
use crate::domain::query::RoundCard;
use crate::lang::words;

/// The arguments of `rounds`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
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
    counts: Counts,
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
            counts: Counts::from(&card.counts),
            planned_fen: card.planned.get(),
            given_fen: card.given.get(),
        }
    }
}

impl Command for Args {
    const NAME: &'static str = "rounds";

    /// Lists the created rounds, or the two of a holiday year whether created or not.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let year = self.year.as_deref().map(|argument| parse::year(session, argument)).transpose()?;
        let store = session.open()?;
        let today = session.clock.today();
        let cards = match year {
            Some(year) => RoundCode::of_year(year)
                .into_iter()
                .map(|code| store.round_card(code, today))
                .collect::<crate::store::Result<Vec<_>>>()?,
            None => store.rounds(today)?,
        };
        if session.json {
            out.json(&cards.iter().map(RoundJson::from).collect::<Vec<_>>());
        } else {
            print(session, &cards, out);
        }
        Ok(Status::Fine)
    }
}

fn print(session: &Session, cards: &[RoundCard], out: &mut Out) {
    let texts = session.texts();
    let heads = session.heads();
    if cards.is_empty() {
        out.line(texts.empty_rounds);
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
            if card.round.created { String::new() } else { heads.not_created.to_owned() },
        ]);
    }
    out.lines(&table.lines());
}
