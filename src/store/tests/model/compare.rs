//! The register held against the model: lists, states, counts and sums.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;

use super::banner::{TOWNSHIPS, VILLAGES};
use super::book::{Book, GROUPS, Listed, Stand};
use super::calendar::{Day, Days4};
use super::played::Played;
use crate::domain::due::{DueState, Rest, Standing};
use crate::domain::entry::LedgerQuery;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::store::standing::index;

/// Where a day lies in a round, for somebody who is open.
fn pressing(days: &Days4, today: Day) -> DueState {
    if today < days.opens {
        DueState::Upcoming
    } else if today <= days.due {
        DueState::Due
    } else if today <= days.grace {
        DueState::Grace
    } else {
        DueState::Overdue
    }
}

/// Whether the program says of somebody what the model does.
fn agrees(model: &Stand, says: Standing) -> bool {
    match model {
        Stand::Unlisted => says == Standing::NotEligible,
        // It is kept where the money is, without a group.
        Stand::Outside => matches!(says, Standing::Done | Standing::NotEligible),
        Stand::Open(missed) => says == Standing::Open(*missed),
        Stand::Partly(kind, missed) => says == Standing::Partly([Rest::Cash, Rest::Goods][*kind], *missed),
        Stand::Done => says == Standing::Done,
        Stand::Closed(reasons) => {
            matches!(says, Standing::Closed(reason) if reasons.contains(&reason))
        }
    }
}

/// Numbers of a scope: open, of those after a call that failed, done, closed; planned cash.
type Counts = ([u64; 4], i64);

fn add((numbers, planned): &mut Counts, stand: &Stand, line: &Listed) {
    let at = match stand {
        Stand::Open(missed) | Stand::Partly(_, missed) => {
            numbers[1] += u64::from(missed.is_some());
            0
        }
        Stand::Done => 2,
        Stand::Closed(_) => 3,
        Stand::Unlisted | Stand::Outside => return,
    };
    numbers[at] += 1;
    *planned += line.sum[0];
}

impl Played {
    pub(super) fn agrees(&self, at: &str) {
        let codes: Vec<RoundCode> = self.book.rounds.keys().copied().collect();
        for code in codes {
            self.standings_agree(code, at);
        }
    }

    /// The index of a round, from which lists and counts are read.
    fn standings_agree(&self, code: RoundCode, at: &str) {
        let sql = "SELECT r.id, s.rank, s.detail, s.detail_on, s.township, v.name, coalesce(g.name, ''), s.held_groups,
                          s.cash_fen, s.goods_fen
                   FROM standing AS s JOIN recipient AS r ON r.local_id = s.recipient
                   JOIN village AS v ON v.local_id = s.village LEFT JOIN visit_group AS g ON g.local_id = s.visit_group
                   WHERE s.round = ?1";
        let mut statement = self.store.conn.prepare_cached(sql).unwrap();
        let mut rows = statement.query([code.to_string()]).unwrap();
        let mut found = BTreeMap::new();
        while let Some(row) = rows.next().unwrap() {
            let id: RecipientId = row.get::<_, String>(0).unwrap().parse().unwrap();
            let place = (row.get::<_, String>(4).unwrap(), row.get::<_, String>(5).unwrap());
            let basis = (row.get::<_, String>(6).unwrap(), row.get::<_, u32>(7).unwrap());
            let sum = [row.get::<_, i64>(8).unwrap(), row.get::<_, i64>(9).unwrap()];
            found.insert(id, (index::read(row, 1).unwrap(), place, basis, sum));
        }
        for (who, person) in self.book.people.iter().enumerate() {
            let stand = self.book.stand(who, code);
            let told = found.remove(&person.id);
            let told = told.filter(|(_, _, (group, _), sum)| {
                assert!(!group.is_empty() || *sum == [0, 0]);
                !group.is_empty() || stand == Stand::Outside
            });
            let said =
                || format!("{at}, {code}, {}: {stand:?}, {told:?}; {}", person.name, self.about(who, code));
            let says = told.as_ref().map_or(Standing::NotEligible, |(standing, ..)| *standing);
            assert!(agrees(&stand, says), "{}", said());
            let Some(line) = self.book.line(who, code) else {
                continue;
            };
            let place = (TOWNSHIPS[line.township].0.to_owned(), VILLAGES[line.village].to_owned());
            let basis = (GROUPS[line.group].0.to_owned(), line.groups);
            let (_, is_place, is_basis, is_sum) = told.as_ref().unwrap();
            assert_eq!((is_place, is_basis, is_sum), (&place, &basis, &line.sum), "{}", said());
        }
        assert!(found.is_empty(), "{at}: {found:?}");
    }

    /// Lists, counts and sums as screens and commands ask for them.
    pub(super) fn lists_agree(&self, at: &str) {
        for (code, round) in &self.book.rounds {
            self.round_agrees(*code, &round.days, at);
        }
        self.sums_agree(at);
        assert_eq!(self.store.check().unwrap(), [], "{at}");
    }

    fn round_agrees(&self, code: RoundCode, days: &Days4, at: &str) {
        let book: &Book = &self.book;
        let mut counts: BTreeMap<Option<usize>, Counts> = BTreeMap::new();
        let mut listed = BTreeMap::new();
        for (who, person) in book.people.iter().enumerate() {
            let stand = book.stand(who, code);
            if let Some(line) = book.line(who, code) {
                add(counts.entry((!person.unit).then_some(line.township)).or_default(), &stand, &line);
                let state = match stand {
                    Stand::Open(_) | Stand::Partly(..) => pressing(days, self.today),
                    Stand::Done => DueState::Done,
                    Stand::Closed(_) => DueState::Closed,
                    Stand::Unlisted | Stand::Outside => DueState::NotEligible,
                };
                listed.insert(
                    person.id,
                    (state, line.name, TOWNSHIPS[line.township].1, VILLAGES[line.village]),
                );
            }
        }
        let mut rows = Vec::new();
        for scope in [Scope::Banner, Scope::Units] {
            let query = RosterQuery {
                round: Some(code),
                scope,
                show: Show::InRound,
                group: None,
                village: None,
                sort: Sort::Village,
                start: Start::First,
                limit: 500,
            };
            rows.extend(self.store.roster(&query, self.today).unwrap().rows);
        }
        let told: BTreeMap<_, _> =
            rows.iter().map(|row| (row.id, (row.state, &*row.name, &*row.township, &*row.village))).collect();
        assert_eq!(told, listed, "{at}, {code}");
        let mut all = Counts::default();
        for line in self.store.scopes(Some(code)).unwrap() {
            let own = match &line.scope {
                Scope::Banner => continue,
                Scope::Township(code) => Some(TOWNSHIPS.iter().position(|(one, _)| *one == code.0).unwrap()),
                Scope::Units => None,
            };
            let model = counts.get(&own).copied().unwrap_or_default();
            let says = ([line.open, line.missed, line.done, line.closed], line.planned.get());
            assert_eq!(says, model, "{at}, {code}, {own:?}");
            let people = book.people.iter().filter(|one| one.into.is_none());
            let own_people = people.filter(|one| (!one.unit).then_some(one.township) == own);
            assert_eq!(line.recipients, own_people.count() as u64, "{at}, {own:?}");
            (0..4).for_each(|at| all.0[at] += says.0[at]);
            all.1 += says.1;
        }
        let card = self.store.round_card(code, self.today).unwrap();
        let of = |state| card.counts.of(state);
        assert_eq!(
            (of(pressing(days, self.today)), of(DueState::Done), of(DueState::Closed), card.planned.get()),
            (all.0[0], all.0[2], all.0[3], all.1),
            "{at}, {code}"
        );
        let given = book.calls.iter().filter(|call| call.stands && call.round == code);
        assert_eq!(card.given.get(), given.map(|call| call.sum[0]).sum::<i64>(), "{at}, {code}");
    }

    /// What was paid, in all and by the year of the day paid.
    fn sums_agree(&self, at: &str) {
        let gifts = || self.book.calls.iter().filter(|call| call.stands && call.gives());
        let sum = self.store.ledger_sum(&LedgerQuery { live_only: true, ..LedgerQuery::default() }).unwrap();
        let all = gifts().fold([0, 0], |all, call| [all[0] + call.sum[0], all[1] + call.sum[1]]);
        assert_eq!((sum.entries, [sum.cash.get(), sum.goods.get()]), (gifts().count() as u64, all), "{at}");
        for year in 2022..=self.today.year() {
            let report = self.store.report(year).unwrap();
            for unit in [false, true] {
                let own = || gifts().filter(|call| call.unit == unit && call.on.year() == year);
                let who = own().map(|call| self.book.root(call.of)).collect::<BTreeSet<_>>().len() as u64;
                let times = own()
                    .map(|call| (self.book.root(call.of), call.round, call.on))
                    .collect::<BTreeSet<_>>()
                    .len() as u64;
                let sum = own().fold([0, 0], |all, call| [all[0] + call.sum[0], all[1] + call.sum[1]]);
                if unit {
                    let told = report.units;
                    assert_eq!((told.units, [told.cash.get(), told.goods.get()]), (who, sum), "{at}, {year}");
                } else {
                    let told = report.visits;
                    let says = (told.people, told.person_visits, [told.cash.get(), told.goods.get()]);
                    assert_eq!(says, (who, times, sum), "{at}, {year}");
                }
            }
        }
    }
}
