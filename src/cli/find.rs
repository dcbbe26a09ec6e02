//! `muster find`: the recipients who answer to a few letters.

use chrono::NaiveDate;
use serde::Serialize;

use super::due;
use super::json;
use super::out::Out;
use super::settings::Settings;
use super::table::{Side, Table};
use super::trouble::{Ended, Failure, Status, shown};
use crate::domain::holiday::RoundCode;
use crate::domain::query::{Hit, SearchQuery};
use crate::domain::recipient::RecipientCard;
use crate::domain::text::CleanText;
use crate::lang::{fill, words};
use crate::store::Store;

/// What `find` is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
    limit: u32,
}

#[derive(Serialize)]
struct Found<'a> {
    id: String,
    name: &'a str,
    kind: &'static str,
    township: &'a str,
    village: Option<&'a str>,
    groups: Vec<&'a str>,
    state: &'static str,
    id_number: Option<&'a str>,
    phone: Option<&'a str>,
    round: Option<String>,
}

/// Lists the hits, best first. Words after the first belong to the query.
pub(super) fn run(args: &Args, settings: &Settings, out: &mut Out) -> Ended {
    let query = args.query.join(" ");
    let store = settings.open()?;
    let today = settings.clock.today();
    let (round, hits, cards) = store.reading(|store| found(store, &query, args.limit, today))?;
    if settings.json {
        let list: Vec<Found<'_>> = hits
            .iter()
            .zip(&cards)
            .map(|(hit, card)| Found {
                id: card.id.to_string(),
                name: &card.name,
                kind: json::kind(card.kind),
                township: &hit.row.township,
                village: json::filled(&hit.row.village),
                groups: groups(card, today),
                state: hit.row.state.code(),
                id_number: card.id_masked.as_deref(),
                phone: card.phone_masked.as_deref(),
                round: round.map(|code| code.to_string()),
            })
            .collect();
        out.json(&list);
    } else if !hits.is_empty() {
        out.lines(&table(settings, &hits, &cards));
    }
    match (hits.is_empty(), settings.json) {
        (false, _) => Ok(Status::Fine),
        (true, true) => Ok(Status::Nothing),
        (true, false) => {
            let line = fill(settings.texts().nothing_found, &[&shown(&query)]);
            Err(Failure::Said(Status::Nothing, vec![line]))
        }
    }
}

/// The round that states refer to, the hits, and the card of each.
type Answer = (Option<RoundCode>, Vec<Hit>, Vec<RecipientCard>);

/// The hits, best first, each with its card. Where keys find too few, everybody's initials are read.
fn found(store: &Store, query: &str, limit: u32, today: NaiveDate) -> Result<Answer, Failure> {
    let round = due::current(store, today)?;
    let mut search = SearchQuery::new(query, round, limit);
    let mut hits: Vec<Hit> = Vec::new();
    while search.limit > 0 {
        let found = store.search(&search, today)?;
        search.known.extend(found.hits.iter().map(|hit| hit.row.key.no));
        search.limit -= u32::try_from(found.hits.len()).unwrap_or(search.limit);
        hits.extend(found.hits);
        let Some(next) = found.next else { break };
        search.reach = next;
    }
    let cards = hits
        .iter()
        .map(|hit| store.recipient(hit.row.id))
        .collect::<crate::store::Result<Vec<RecipientCard>>>()?;
    Ok((round, hits, cards))
}

/// The groups held today, in their fixed order.
fn groups(card: &RecipientCard, today: NaiveDate) -> Vec<&str> {
    card.groups.iter().filter(|held| held.covers(today)).map(|held| held.label.as_str()).collect()
}

fn table(settings: &Settings, hits: &[Hit], cards: &[RecipientCard]) -> Vec<String> {
    let (texts, today) = (settings.texts(), settings.clock.today());
    let heads = settings.heads();
    let heads = [
        heads.name,
        heads.township,
        heads.village,
        heads.groups,
        heads.state,
        heads.id_number,
        heads.phone,
        heads.id,
    ];
    let mut table = Table::new(&heads.map(|head| (head, Side::Left)));
    for (hit, card) in hits.iter().zip(cards) {
        let told = |text: &Option<CleanText>| text.as_deref().unwrap_or_default().to_owned();
        table.row(vec![
            card.name.to_string(),
            hit.row.township.to_string(),
            hit.row.village.to_string(),
            groups(card, today).join(texts.comma),
            words::standing(settings.lang, hit.row.standing, hit.row.state, today),
            told(&card.id_masked),
            told(&card.phone_masked),
            card.id.to_string(),
        ]);
    }
    table.lines()
}
