//! `muster due`: who is due in a round.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::json::{self, Counts};
use super::out::Out;
use super::parse;
use super::settings::Settings;
use super::table::{Side, Table};
use super::trouble::{Ended, Failure, Status};
use crate::domain::due::State;
use crate::domain::holiday::RoundCode;
use crate::domain::query::{RosterRow, RoundCard};
use crate::lang::{fill, words};
use crate::store::{DueQuery, Store};

/// What `due` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
    #[arg(long, value_name = "TOWNSHIP")]
    township: Option<String>,
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
}

#[derive(Serialize)]
struct DueJson<'a> {
    round: String,
    today: NaiveDate,
    opens: NaiveDate,
    due_until: NaiveDate,
    grace_until: NaiveDate,
    counts: Counts,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    recipient: String,
    name: &'a str,
    township: &'a str,
    village: Option<&'a str>,
    group: &'a str,
    amount_fen: i64,
    state: &'static str,
    kind: &'static str,
    goods_fen: i64,
    goods: Option<&'a str>,
    why: Option<&'static str>,
}

impl<'a> From<&'a RosterRow> for Item<'a> {
    fn from(row: &'a RosterRow) -> Self {
        let standard = row.standard.as_ref();
        Self {
            recipient: row.id.to_string(),
            name: &row.name,
            township: &row.township,
            village: json::filled(&row.village),
            group: &row.group,
            amount_fen: standard.map_or(0, |standard| standard.cash.get()),
            state: row.state.code(),
            kind: json::kind(row.kind),
            goods_fen: standard.map_or(0, |standard| standard.goods_value.get()),
            goods: standard.and_then(|standard| json::filled(&standard.goods)),
            why: json::why(row.standing),
        }
    }
}

/// Lists the items of a round. An empty list is an answer, not a failure.
pub(super) fn run(args: &Args, settings: &Settings, out: &mut Out) -> Ended {
    let code = args.round.as_deref().map(|said| parse::round(settings, said)).transpose()?;
    let state = args.state.as_deref().map(|said| parse::state(settings, said)).transpose()?;
    let store = settings.open()?;
    let township = match &args.township {
        Some(said) => Some(parse::township(settings, &store.townships()?, said)?),
        None => None,
    };
    let today = settings.clock.today();
    let round = match code {
        Some(code) => code,
        None => current(&store, today)?.ok_or_else(|| Failure::usage(settings.texts().no_round))?,
    };
    let (card, items) = store.due(&DueQuery { round, township, state }, today)?;
    if settings.json {
        let window = &card.round.window;
        out.json(&DueJson {
            round: round.to_string(),
            today,
            opens: window.opens,
            due_until: window.due_until,
            grace_until: window.grace_until,
            counts: Counts::from(&card.counts),
            items: items.iter().map(Item::from).collect(),
        });
    } else {
        tell(settings, &card, &items, today, out);
    }
    Ok(Status::Fine)
}

/// The round that concerns the day: the register's, else the next one of the calendar, if it reaches there.
pub(super) fn current(store: &Store, today: NaiveDate) -> Result<Option<RoundCode>, Failure> {
    if let Some(round) = store.current_round(today)? {
        return Ok(Some(round.code));
    }
    let mut rounds = [today.year(), today.year() + 1].into_iter().flat_map(RoundCode::of_year);
    Ok(rounds.find(|code| code.default_window().is_ok_and(|window| window.grace_until >= today)))
}

fn tell(settings: &Settings, card: &RoundCard, items: &[RosterRow], today: NaiveDate, out: &mut Out) {
    let (texts, lang) = (settings.texts(), settings.lang);
    let heads = settings.heads();
    out.line(&title(settings, card));
    out.line(&counts(settings, card));
    if items.is_empty() {
        out.line(texts.empty_due);
        return;
    }
    out.line("");
    let mut table = Table::new(&[
        (heads.township, Side::Left),
        (heads.village, Side::Left),
        (heads.name, Side::Left),
        (heads.group, Side::Left),
        (heads.standard, Side::Right),
        (heads.goods, Side::Left),
        (heads.state, Side::Left),
    ]);
    for row in items {
        let standard = row.standard.as_ref();
        table.row(vec![
            row.township.to_string(),
            row.village.to_string(),
            row.name.to_string(),
            row.group.to_string(),
            standard.map_or_else(String::new, |standard| standard.cash.short()),
            standard.map_or_else(String::new, |standard| standard.goods.to_string()),
            words::standing(lang, row.standing, row.state, today),
        ]);
    }
    out.lines(&table.lines());
}

/// A round and its window in one line.
pub(super) fn title(settings: &Settings, card: &RoundCard) -> String {
    let (texts, window) = (settings.texts(), &card.round.window);
    let heads = settings.heads();
    let days = fill(texts.window, &[&window.opens, &window.due_until, &window.grace_until]);
    let mut line = format!("{}  {days}", words::round(settings.lang, card.round.code));
    if !card.round.created {
        line.push_str("  ");
        line.push_str(heads.not_created);
    }
    line
}

/// How many items are in which state; states without items are left out.
pub(super) fn counts(settings: &Settings, card: &RoundCard) -> String {
    let told = |(state, n): (State, u64)| format!("{} {n}", words::state(settings.lang, state));
    let all = State::ALL.iter().map(|state| (*state, card.counts.of(*state)));
    let some: Vec<String> = all.filter(|(_, n)| *n > 0).map(told).collect();
    if some.is_empty() { told((State::Due, 0)) } else { some.join("  ") }
}
