//! `muster rounds`: the rounds with their windows.

use chrono::NaiveDate;
use serde::Serialize;

use super::json::Counts;
use super::out::Out;
use super::settings::Settings;
use super::table::{Side, Table};
use super::trouble::{Ended, Status};
use super::{due, parse};
use crate::domain::holiday::{RoundCode, lunar_label};
use crate::domain::query::RoundCard;
use crate::lang::words;

/// What `rounds` is asked.
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

/// Lists the created rounds, or the two of a holiday year whether created or not.
pub(super) fn run(args: &Args, settings: &Settings, out: &mut Out) -> Ended {
    let year = args.year.as_deref().map(|said| parse::year(settings, said)).transpose()?;
    let store = settings.open()?;
    let today = settings.clock.today();
    let cards = match year {
        Some(year) => RoundCode::of_year(year)
            .into_iter()
            .map(|code| store.round_card(code, today))
            .collect::<crate::store::Result<Vec<_>>>()?,
        None => store.rounds(today)?,
    };
    if settings.json {
        out.json(&cards.iter().map(RoundJson::from).collect::<Vec<_>>());
    } else {
        tell(settings, &cards, out);
    }
    Ok(Status::Fine)
}

fn tell(settings: &Settings, cards: &[RoundCard], out: &mut Out) {
    let texts = settings.texts();
    let heads = settings.heads();
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
            words::round(settings.lang, card.round.code),
            day(window.day),
            day(window.opens),
            day(window.due_until),
            day(window.grace_until),
            due::counts(settings, card),
            if card.round.created { String::new() } else { heads.not_created.to_owned() },
        ]);
    }
    out.lines(&table.lines());
}
