//! Rounds, and how far one has come by township or village.

use super::Visit;
use crate::domain::due::DueState;
use crate::domain::holiday::RoundCode;
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::text::CleanText;
use crate::exchange::leaving::{WriteError, Writing};
use crate::lang::{Lang, export, words};
use crate::store::Store;
use crate::tabular::out::{Holds, OutCell, OutColumn};

/// The columns of how far a round has come.
pub(super) fn progress_columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("place", heads.place, Holds::Words),
        own("registered", heads.registered, Holds::Counts),
        own("planned", heads.planned, Holds::Counts),
        own("done", heads.done, Holds::Counts),
        own("open", heads.open, Holds::Counts),
        own("missed", heads.missed, Holds::Counts),
        own("closed", heads.closed, Holds::Counts),
        own("planned_fen", heads.planned_cash, Holds::Money),
        own("given_fen", heads.given_cash, Holds::Money),
    ]
}

/// Visits the townships, the banner first and the units last; of one township the villages.
pub(super) fn progress(
    store: &Store,
    round: RoundCode,
    township: Option<&TownshipCode>,
    lang: Lang,
    visit: Visit<'_>,
) -> Result<(), WriteError> {
    let told = export::told(lang);
    if let Some(code) = township {
        for village in store.villages(round, &Scope::Township(code.clone()))? {
            let unnamed = || CleanText::from(told.no_village);
            let name = if village.village.is_empty() { unnamed() } else { village.village };
            let planned = village.open + village.done + village.closed;
            visit(vec![
                name.into(),
                OutCell::Empty,
                OutCell::count(planned),
                OutCell::count(village.done),
                OutCell::count(village.open),
                OutCell::Empty,
                OutCell::count(village.closed),
                OutCell::Empty,
                OutCell::Empty,
            ])?;
        }
        return Ok(());
    }
    for line in store.scopes(Some(round))? {
        let name = match line.scope {
            Scope::Banner => OutCell::word("banner", told.whole),
            Scope::Units => OutCell::word("units", told.units),
            Scope::Township(_) => line.name.into(),
        };
        visit(vec![
            name,
            OutCell::count(line.recipients),
            OutCell::count(line.open + line.done + line.closed),
            OutCell::count(line.done),
            OutCell::count(line.open),
            OutCell::count(line.missed),
            OutCell::count(line.closed),
            OutCell::Money(line.planned),
            OutCell::Money(line.given),
        ])?;
    }
    Ok(())
}

/// The columns of the rounds.
pub(super) fn round_columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("round", heads.round, Holds::Words),
        own("day", heads.festival, Holds::Days),
        own("opens", heads.opens, Holds::Days),
        own("due_until", heads.due_until, Holds::Days),
        own("grace_until", heads.grace_until, Holds::Days),
        own("planned", heads.planned, Holds::Counts),
        own("done", heads.done, Holds::Counts),
        own("open", heads.open, Holds::Counts),
        own("closed", heads.closed, Holds::Counts),
        own("planned_fen", heads.planned_cash, Holds::Money),
        own("given_fen", heads.given_cash, Holds::Money),
        own("settled_on", heads.settled_on, Holds::Days),
        own("closed_on", heads.closed_on, Holds::Days),
    ]
}

/// Visits the rounds created, or the two of a holiday year.
pub(super) fn rounds(
    store: &Store,
    year: Option<i32>,
    writing: &Writing<'_>,
    visit: Visit<'_>,
) -> Result<(), WriteError> {
    let today = writing.today;
    let cards = match year {
        None => store.rounds(today)?,
        Some(year) => {
            let codes = RoundCode::of_year(year).into_iter();
            codes.map(|code| store.round_card(code, today)).collect::<Result<_, _>>()?
        }
    };
    for card in cards {
        let (round, counts) = (&card.round, &card.counts);
        let all: u64 = counts.0.iter().map(|(_, count)| count).sum();
        let listed = all - counts.of(DueState::NotEligible);
        let [done, closed] = [DueState::Done, DueState::Closed].map(|state| counts.of(state));
        visit(vec![
            OutCell::word(round.code.to_string(), words::round(writing.lang, round.code)),
            OutCell::Day(round.window.day),
            OutCell::Day(round.window.opens),
            OutCell::Day(round.window.due_until),
            OutCell::Day(round.window.grace_until),
            OutCell::count(listed),
            OutCell::count(done),
            OutCell::count(listed.saturating_sub(done + closed)),
            OutCell::count(closed),
            OutCell::Money(card.planned),
            OutCell::Money(card.given),
            OutCell::day(round.settled_on),
            OutCell::day(round.closed_on),
        ])?;
    }
    Ok(())
}
