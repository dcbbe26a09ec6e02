//! Protects the progress of a round: its columns add up to the plan by whatever it is told, every number is as long as its
//! list, and a day that is past is told as it was told on that day.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::costs::gift;
use super::support::{ctx, day, import_on, person, register, spring};
use super::undoing::bench::Draw;
use crate::domain::due::DueState;
use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::RosterRow;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::recipient::StatusKind;
use crate::domain::round_progress::{
    PartProgress, ProgressBy, ProgressListQuery, ProgressPart, ProgressQuery, ProgressState, total,
};
use crate::domain::visit::Outcome;
use crate::store::{DueQuery, DueStates, Store};

fn asked(by: ProgressBy, day: NaiveDate) -> ProgressQuery {
    ProgressQuery { round: spring(2024), by, day }
}

fn rows(
    store: &Store,
    of: ProgressQuery,
    part: Option<&ProgressPart>,
    state: Option<ProgressState>,
) -> Vec<RosterRow> {
    let query = ProgressListQuery { of, part: part.cloned(), state, start: Start::First, limit: 40 };
    let mut rows = Vec::new();
    store
        .progress_rows(&query, |row| {
            rows.push(row);
            Ok::<_, RegisterError>(())
        })
        .unwrap();
    rows
}

/// The lines by one of the ways, as a text: counts and sums.
fn told(lines: &[PartProgress]) -> Vec<String> {
    let line = |line: &PartProgress| {
        let counts = ProgressState::ALL.map(|state| state.count(line));
        format!(
            "{:?} {:?} {counts:?} {} {}",
            line.part,
            line.township,
            line.cash.get(),
            line.planned_cash.get()
        )
    };
    lines.iter().map(line).collect()
}

/// Checks every number against its list, and that every way comes to the same.
fn adds_up(store: &Store, day: NaiveDate) {
    let mut wholes = Vec::new();
    for by in ProgressBy::ALL {
        let query = asked(by, day);
        let lines = store.round_progress(&query).unwrap();
        let all = rows(store, query, None, None);
        let whole = total(&lines, ProgressPart::Outside);
        assert_eq!(whole.planned(), all.len() as u64, "{by:?} on {day}");
        let standards = all.iter().filter_map(|row| row.standard.as_ref()).map(|standard| standard.cash);
        assert_eq!(whole.planned_cash, standards.fold(Fen::ZERO, Fen::plus));
        for line in &lines {
            let counts = ProgressState::ALL.map(|state| state.count(line));
            assert_eq!(counts.iter().sum::<u64>(), line.planned(), "{line:?}");
            let of_part = rows(store, query, Some(&line.part), None);
            assert_eq!(of_part.len() as u64, line.planned(), "{line:?}");
            for (state, count) in ProgressState::ALL.into_iter().zip(counts) {
                let is = |row: &&RosterRow| ProgressState::of(row.state) == Some(state);
                let listed: Vec<&RosterRow> = of_part.iter().filter(is).collect();
                assert_eq!(listed.len() as u64, count, "{state:?} of {line:?}");
                // The list of one state is a statement of its own.
                if by == ProgressBy::Group {
                    let of_state = rows(store, query, Some(&line.part), Some(state));
                    assert_eq!(of_state.iter().collect::<Vec<_>>(), listed, "{state:?} of {line:?}");
                }
            }
        }
        wholes.push(told(&[whole]));
    }
    wholes.dedup();
    assert_eq!(wholes.len(), 1, "on {day}");
}

/// Recordings, reversals, cancellings, deaths, departures, returns and their undoing, day by day: each evening the progress is kept, and at the
/// end every evening is told again.
#[test]
fn a_day_that_is_past_is_told_as_it_was_told_that_evening() {
    /// A day behind the grace.
    const LAST: u64 = 46;
    for seed in [3, 4] {
        let (mut store, _folder) = register(1, 12);
        let mut draw = Draw(seed);
        let from: NaiveDate = "2024-01-11".parse().unwrap();
        let round = store.round(spring(2024)).unwrap();
        store.commit(&Op::CreateRound(round), &ctx(from.pred_opt().unwrap())).unwrap();
        let people: Vec<RecipientId> =
            rows(&store, asked(ProgressBy::Township, from), None, None).iter().map(|row| row.id).collect();
        let mut ids: u128 = 1 << 90;
        let mut written: Vec<EntryId> = Vec::new();
        let mut evenings = Vec::new();
        for ahead in 0..=LAST {
            let today = from + Days::new(ahead);
            for _ in 0..draw.below(3) {
                let whom = people[draw.below(people.len())];
                ids += 1;
                let id = EntryId(Uuid::from_u128(ids));
                let last = written.get(draw.below(written.len().max(1))).copied();
                let call =
                    |outcome| Recording { outcome, cash: Fen::ZERO, on: today, ..gift(id, whom, 2024) };
                let reason = || "理由".into();
                let away = [StatusKind::Left, StatusKind::Suspended][draw.below(2)];
                let look = if draw.below(3) == 0 { store.last_act(today).unwrap() } else { None };
                let op = match (draw.below(11), last) {
                    (0..=2, _) => Op::Record(Box::new(Recording { on: today, ..gift(id, whom, 2024) })),
                    (3, _) => Op::Record(Box::new(call(Outcome::Absent))),
                    (4, _) => Op::Record(Box::new(call(Outcome::Refused))),
                    (5, Some(of)) => Op::Reverse { id, of, reason: reason() },
                    (6, Some(visit)) => Op::CancelVisit { visit, reason: reason() },
                    (8, _) => Op::EndStatus { id: whom, kind: away, on: today, reason: reason() },
                    (9, _) if let Some(Ok(way)) = look.map(|look| look.way) => {
                        ids += 1;
                        way.op(reason(), || EntryId(Uuid::from_u128(ids)))
                    }
                    (7, _) => Op::SetStatus {
                        id: whom,
                        kind: [StatusKind::Died, away, away][draw.below(3)],
                        on: today,
                        reason: reason(),
                    },
                    _ => Op::UndoStatus {
                        id: whom,
                        kind: [StatusKind::Died, away][draw.below(2)],
                        reason: reason(),
                    },
                };
                // What a rule refuses changes nothing.
                if store.commit(&op, &ctx(today)).is_ok() && matches!(op, Op::Record(_)) {
                    written.push(id);
                }
            }
            if ahead == LAST {
                store.commit(&Op::SettleRounds, &ctx(today)).unwrap();
                let op = Op::CloseRound { code: spring(2024), reason: "结束".into() };
                store.commit(&op, &ctx(today)).unwrap();
            }
            let told = told(&store.round_progress(&asked(ProgressBy::Village, today)).unwrap());
            // Nothing later was recorded: it is what every other list tells.
            let card = store.round_card(spring(2024), today).unwrap();
            let lines = store.round_progress(&asked(ProgressBy::Township, today)).unwrap();
            let whole = total(&lines, ProgressPart::Outside);
            for state in DueState::ALL {
                assert_eq!(whole.of(state), card.counts.of(state), "{state:?} on {today}");
            }
            assert_eq!(whole.cash, card.given);
            assert_eq!(whole.planned_cash, card.planned);
            evenings.push((today, told, card.counts));
        }
        for (evening, told_then, counts) in evenings {
            let lines = store.round_progress(&asked(ProgressBy::Village, evening)).unwrap();
            assert_eq!(told(&lines), told_then, "seed {seed}, {evening}");
            // The list of who is due that day, and the counts above it, are one with the progress.
            assert_eq!(store.round_card(spring(2024), evening).unwrap().counts, counts, "{seed} {evening}");
            let query = DueQuery { round: spring(2024), township: None, states: DueStates::ToVisit };
            let mut due = 0;
            let count = |_| {
                due += 1;
                Ok::<_, RegisterError>(())
            };
            store.due_rows(&query, evening, count).unwrap();
            let open = [DueState::Due, DueState::Grace, DueState::Overdue].map(|state| counts.of(state));
            assert_eq!(due, open.iter().sum::<u64>(), "{seed} {evening}");
        }
        adds_up(&store, from + Days::new(20));
        assert_eq!(store.check().unwrap(), []);
    }
}

/// A round of so many people of all townships, where some were visited and some refused, as `seed` draws it.
fn random_plan(people: usize, seed: u64) -> (Store, tempfile::TempDir) {
    let (mut store, folder) = register(0, 0);
    let round = store.round(spring(2024)).unwrap();
    store.commit(&Op::CreateRound(round), &ctx(day(2023))).unwrap();
    import_on(day(2023), &mut store, (0..2).map(|n| person(n, 2)));
    // As the register would have it after so many acts: those are shown to be told right above.
    let mut draw = Draw(seed);
    let mut ranks = (0..people).map(|_| draw.below(4));
    let insert = [
        "INSERT INTO recipient (id, kind, name, pinyin, township, village, entered_on)
         SELECT '00000000-0000-7000-8000-' || printf('%012d', ?1), kind, name, pinyin, township, village, entered_on
         FROM recipient WHERE local_id = 1 + ?1 % 2",
        "INSERT INTO standing (round, kind, township, village, pinyin, recipient, rank, detail, detail_on, visit_group,
                               held_groups, cash_fen, goods, goods_fen)
         SELECT round, kind, township, village, pinyin, ?1, ?2, iif(?2 = 3, 'refused', NULL), NULL, visit_group,
                held_groups, cash_fen + ?2, goods, goods_fen FROM standing WHERE recipient = 1 + ?1 % 2",
    ];
    let all = store.conn.unchecked_transaction().unwrap();
    for no in 3..=people {
        let no = i64::try_from(no).unwrap();
        let rank = i64::try_from(ranks.next().unwrap()).unwrap();
        all.prepare_cached(insert[0]).unwrap().execute([no]).unwrap();
        all.prepare_cached(insert[1]).unwrap().execute((no, rank)).unwrap();
    }
    all.commit().unwrap();
    (store, folder)
}

const THREE_DAYS: [&str; 3] = ["2024-01-20", "2024-02-15", "2024-03-01"];

#[expect(clippy::disallowed_methods, reason = "the long form is asked for so")]
fn is_long() -> bool {
    std::env::var_os("MUSTER_LONG").is_some()
}

/// Every number of a random plan is as long as its list, by every way. `MUSTER_LONG=1` draws thirty plans of 3,000.
#[test]
fn every_number_of_a_random_plan_is_as_long_as_its_list() {
    let (people, seeds) = if is_long() { (3_000, 30) } else { (200, 1) };
    for seed in 1..=seeds {
        let (store, _folder) = random_plan(people, seed);
        for day in THREE_DAYS {
            adds_up(&store, day.parse().unwrap());
        }
    }
}

/// A round of 3,000: the lines are what one walk down the whole list counts.
#[test]
fn a_plan_of_three_thousand_adds_up() {
    const PEOPLE: usize = 3_000;
    let (store, _folder) = random_plan(PEOPLE, 7);
    for day in THREE_DAYS.map(|day| day.parse().unwrap()) {
        let mut walked: BTreeMap<(String, ProgressState), u64> = BTreeMap::new();
        let query = asked(ProgressBy::Township, day);
        let query = ProgressListQuery { of: query, part: None, state: None, start: Start::First, limit: 0 };
        store
            .progress_rows(&query, |row| {
                let state = ProgressState::of(row.state).unwrap();
                *walked.entry((row.township.to_string(), state)).or_default() += 1;
                Ok::<_, RegisterError>(())
            })
            .unwrap();
        assert_eq!(walked.values().sum::<u64>(), PEOPLE as u64);
        let lines = store.round_progress(&query.of).unwrap();
        for line in &lines {
            for state in ProgressState::ALL {
                let count = walked.get(&(line.name.to_string(), state)).copied().unwrap_or_default();
                assert_eq!(state.count(line), count, "{} {state:?} on {day}", line.name);
            }
        }
        let whole = total(&lines, ProgressPart::Outside);
        for by in ProgressBy::ALL {
            let lines = store.round_progress(&asked(by, day)).unwrap();
            assert_eq!(
                told(&[total(&lines, ProgressPart::Outside)]),
                told(std::slice::from_ref(&whole)),
                "{by:?}"
            );
        }
    }
}

/// Pages of a list run forward and back over the same rows.
#[test]
fn pages_of_a_list_run_both_ways() {
    let (mut store, _folder) = register(1, 40);
    let round = store.round(spring(2024)).unwrap();
    store.commit(&Op::CreateRound(round), &ctx("2024-01-10".parse().unwrap())).unwrap();
    let of = asked(ProgressBy::Group, day(2024));
    let line = store.round_progress(&of).unwrap().into_iter().max_by_key(PartProgress::planned).unwrap();
    let all = rows(&store, of, Some(&line.part), Some(ProgressState::Due));
    let page = |start| {
        let (part, state) = (Some(line.part.clone()), Some(ProgressState::Due));
        store.progress_page(&ProgressListQuery { of, part, state, start, limit: 5 }).unwrap()
    };
    let last = page(Start::Last);
    assert_eq!(last.rows, all[all.len() - 5..]);
    assert!(last.more_before && !last.more_after);
    let before = page(Start::Before(last.rows[0].key.clone()));
    assert_eq!(before.rows, all[all.len() - 10..all.len() - 5]);
    let at = page(Start::At(before.rows[0].key.clone()));
    assert_eq!(at.rows, before.rows);
}
