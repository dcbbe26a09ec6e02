//! Rounds, and how far one has come by place, station, team or group.

use super::Visit;
use crate::domain::due::DueState;
use crate::domain::holiday::RoundCode;
use crate::domain::place::TownshipCode;
use crate::domain::round_progress::{ProgressBy, ProgressPart, ProgressQuery, ProgressState};
use crate::exchange::leaving::{WriteError, Writing};
use crate::lang::{Lang, export, round_progress as told, words};
use crate::store::Store;
use crate::tabular::out::{Holds, OutCell, OutColumn};

/// The columns of how far a round has come: those of `muster progress`.
pub(super) fn progress_columns(lang: Lang, by: ProgressBy) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let own = |key, head, holds| OutColumn { key, head, holds };
    let count = |state: ProgressState| own(state.code(), told::state(lang, state), Holds::Counts);
    let mut columns = vec![
        own("round", heads.round, Holds::Words),
        own("today", heads.as_of, Holds::Days),
        own("place", told::by(lang, by), Holds::Words),
        own("kind", heads.entry_kind, Holds::Words),
        own("planned", told::of(lang).planned, Holds::Counts),
    ];
    columns.extend(ProgressState::ALL.map(count));
    columns.extend([
        own("cash_fen", heads.given_cash, Holds::Money),
        own("planned_fen", heads.planned_cash, Holds::Money),
        own("goods_fen", heads.given_goods, Holds::Money),
        own("planned_goods_fen", heads.planned_goods, Holds::Money),
        own("closed_fen", heads.closed_cash, Holds::Money),
    ]);
    columns
}

/// Visits the lines of a progress, as `muster progress` tells them; of one township its own line, or its villages.
pub(super) fn progress(
    store: &Store,
    query: &ProgressQuery,
    township: Option<&TownshipCode>,
    writing: &Writing<'_>,
    visit: Visit<'_>,
) -> Result<(), WriteError> {
    let lang = writing.lang;
    let mut lines = store.round_progress(query)?;
    if let Some(code) = township {
        let name = store.townships()?.into_iter().find(|one| one.code == *code).map(|one| one.name);
        lines.retain(|line| match &line.part {
            ProgressPart::Township(own) => own == code,
            ProgressPart::Village(_) => line.township == name,
            ProgressPart::Station(_)
            | ProgressPart::Team(..)
            | ProgressPart::Group(..)
            | ProgressPart::Units
            | ProgressPart::Nobody(_)
            | ProgressPart::Outside => false,
        });
    }
    lines.iter().try_for_each(|line| {
        let kind = line.part.kind();
        let mut cells = vec![
            OutCell::word(query.round.to_string(), words::round(lang, query.round)),
            OutCell::Day(query.day),
            OutCell::words(told::part(lang, query.by, line)),
            OutCell::word(export::kind(Lang::En, kind), export::kind(lang, kind)),
            OutCell::count(line.planned()),
        ];
        cells.extend(ProgressState::ALL.map(|state| OutCell::count(state.count(line))));
        let sums = [line.cash, line.planned_cash, line.goods, line.planned_goods, line.closed_cash];
        cells.extend(sums.map(OutCell::Money));
        visit(cells)
    })
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
