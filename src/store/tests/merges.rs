//! Two registrations of one human become one recipient, and two again: histories with fixed seeds beside a model of their
//! own, which knows people, gifts and groups and nothing of how the register keeps them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tempfile::TempDir;
use uuid::Uuid;

use super::costs::gift;
use super::support::{ctx, import_on, person, register, spring};
use crate::domain::due::DueState;
use crate::domain::entry::LedgerQuery;
use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::merge::MergeRule;
use crate::domain::op::{Answer, Op};
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::roster::RosterEntry;
use crate::domain::text::CleanText;
use crate::store::Store;

/// Numbers that look drawn, the same for a seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(end).unwrap()).unwrap()
    }
}

pub(super) fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A gift of the model.
#[derive(Clone)]
struct Given {
    id: EntryId,
    to: usize,
    round: RoundCode,
    stands: bool,
}

struct Played {
    store: Store,
    _folder: TempDir,
    people: Vec<RecipientId>,
    /// Who was merged into whom.
    into: BTreeMap<usize, usize>,
    gifts: Vec<Given>,
    today: NaiveDate,
    /// What is printed of the rounds whose lists are fixed.
    printed: BTreeMap<RoundCode, Vec<String>>,
    ids: u128,
}

/// Everybody of a list, as somebody would print it.
pub(super) fn rows(
    store: &Store,
    round: RoundCode,
    show: Show,
    today: NaiveDate,
) -> Vec<(RecipientId, DueState, String)> {
    let query = RosterQuery {
        round: Some(round),
        scope: Scope::Banner,
        show,
        group: None,
        village: None,
        sort: Sort::Village,
        start: Start::First,
        limit: 500,
    };
    let rows = store.roster(&query, today).unwrap().rows;
    rows.iter()
        .map(|row| {
            let told = format!(
                "{} {} {} {} {:?} {:?}",
                row.name, row.township, row.village, row.group, row.standing, row.standard
            );
            (row.id, row.state, told)
        })
        .collect()
}

impl Played {
    fn new(people: usize) -> Self {
        let (mut store, folder) = register(0, people);
        let today = ymd(2024, 2, 2);
        let round = store.round(spring(2024)).unwrap();
        store.commit(&Op::CreateRound(round), &ctx(today)).unwrap();
        let mut found: Vec<_> = rows(&store, spring(2024), Show::Everyone, today);
        found.sort_by_key(|(id, ..)| *id);
        let people = found.into_iter().map(|(id, ..)| id).collect();
        Self {
            store,
            _folder: folder,
            people,
            into: BTreeMap::new(),
            gifts: Vec::new(),
            today,
            printed: BTreeMap::new(),
            ids: 0,
        }
    }

    fn id(&mut self) -> EntryId {
        self.ids += 1;
        EntryId(Uuid::from_u128(self.ids + (9 << 100)))
    }

    fn root(&self, of: usize) -> usize {
        self.into.get(&of).map_or(of, |into| self.root(*into))
    }

    fn current(&self) -> RoundCode {
        self.store.current_round(self.today).unwrap().unwrap().code
    }

    fn commit(&mut self, op: &Op) -> Result<Answer, RegisterError> {
        self.store.commit(op, &ctx(self.today)).map(|receipt| receipt.answer)
    }

    fn give(&mut self, to: usize) {
        let round = self.current();
        let recording = Recording { on: self.today, round, ..gift(self.id(), self.people[to], 2024) };
        let id = recording.id;
        let done = self.commit(&Op::Record(Box::new(recording)));
        let root = self.root(to);
        if root != to {
            let (into, name) = (self.people[root], CleanText::from("程连富"));
            return assert_eq!(done, Err(RegisterError::Merged { into, name }));
        }
        if self.received(to, round) {
            assert!(matches!(done, Err(RegisterError::Refused(_))), "{done:?}");
        } else {
            done.unwrap();
            self.gifts.push(Given { id, to, round, stands: true });
        }
    }

    /// Whether the human who stands under that number received in a round.
    fn received(&self, root: usize, round: RoundCode) -> bool {
        self.gifts.iter().any(|gift| gift.stands && gift.round == round && self.root(gift.to) == root)
    }

    fn reverse(&mut self, at: usize) {
        let of = self.gifts[at].id;
        let id = self.id();
        let done = self.commit(&Op::Reverse { id, of, reason: "发错人".into() });
        if self.gifts[at].stands {
            done.unwrap();
            self.gifts[at].stands = false;
        } else {
            assert_eq!(done, Err(RegisterError::NotReversible(of)));
        }
    }

    fn merge(&mut self, keep: usize, other: usize) {
        let rev = |store: &Store, id| -> i64 {
            let sql = "SELECT rev FROM recipient WHERE id = ?1";
            store.conn.query_row(sql, [RecipientId::to_string(&id)], |row| row.get(0)).unwrap()
        };
        let ids = [self.people[keep], self.people[other]];
        let revs = ids.map(|id| rev(&self.store, id));
        let op = Op::Merge {
            keep: ids[0],
            other: ids[1],
            revs,
            reason: "同一人".into(),
            confirmed: Some("都核对过".into()),
        };
        let done = self.commit(&op);
        let into = |one: usize| RegisterError::Merged { into: self.people[one], name: "程连富".into() };
        let (root, other_root) = (self.root(keep), self.root(other));
        if root != keep {
            assert_eq!(done, Err(into(root)));
        } else if keep == other {
            assert_eq!(done, Err(RegisterError::Merge(MergeRule::Same)));
        } else if other_root == keep {
            assert_eq!(done, Ok(Answer::Registered(ids[0])));
        } else if other_root != other {
            assert_eq!(done, Err(into(other_root)));
        } else {
            assert_eq!(done, Ok(Answer::Done));
            self.into.insert(other, keep);
        }
    }

    fn unmerge(&mut self, one: usize) {
        let done = self.commit(&Op::Unmerge {
            recipient: self.people[one],
            reason: "两个人".into(),
            confirmed: Some("都核对过".into()),
        });
        if self.into.remove(&one).is_some() {
            assert_eq!(done, Ok(Answer::Done));
        } else {
            assert_eq!(done, Err(RegisterError::Merge(MergeRule::NotMerged)));
        }
    }

    /// A roster that names everybody once more: nobody is made anew, and two rows of one human are one too many.
    fn import(&mut self, one: usize) {
        let entry = RosterEntry { note: Some("名册再次写到".into()), ..person(one, self.people.len()) };
        import_on(self.today, &mut self.store, [entry].into_iter());
    }

    /// To a day on which the round is over, and the next one is there.
    fn next_round(&mut self) {
        let code = self.current();
        let next = code.next();
        self.today = self.store.round(next).unwrap().window.due_until;
        let round = self.store.round(next).unwrap();
        self.commit(&Op::CreateRound(round)).unwrap();
        self.printed.insert(code, self.print(code));
    }

    /// A list that is fixed, as it stays whoever is merged: an open line of who is the same human closes, and nothing else.
    fn print(&self, code: RoundCode) -> Vec<String> {
        let mut lines: Vec<String> = rows(&self.store, code, Show::InRound, self.today)
            .into_iter()
            .map(|(id, _, told)| format!("{id} {}", told.replace("Closed(Merged)", "Open(None)")))
            .collect();
        let card = self.store.round_card(code, self.today).unwrap();
        let all: u64 = card.counts.0.iter().map(|(_, count)| count).sum();
        let done = card.counts.of(DueState::Done);
        lines.push(format!("{all} {done} {:?} {:?}", card.planned, card.given));
        lines
    }

    fn agrees(&self, at: &str) {
        let code = self.current();
        let roots: Vec<usize> = (0..self.people.len()).filter(|one| self.root(*one) == *one).collect();
        // Every list holds each human once.
        let mut everyone: Vec<_> =
            rows(&self.store, code, Show::Everyone, self.today).into_iter().map(|(id, ..)| id).collect();
        everyone.sort();
        let mut expected: Vec<_> = roots.iter().map(|one| self.people[*one]).collect();
        expected.sort();
        assert_eq!(everyone, expected, "{at}");
        let states: BTreeMap<_, _> = rows(&self.store, code, Show::InRound, self.today)
            .into_iter()
            .map(|(id, state, _)| (id, state == DueState::Done))
            .collect();
        let model: BTreeMap<_, _> =
            roots.iter().map(|one| (self.people[*one], self.received(*one, code))).collect();
        assert_eq!(states, model, "{at}");
        let scopes = self.store.scopes(Some(code)).unwrap();
        let done = model.values().filter(|done| **done).count() as u64;
        assert_eq!(
            (scopes[0].recipients, scopes[0].done, scopes[0].open),
            (roots.len() as u64, done, roots.len() as u64 - done),
            "{at}"
        );
        // Sums and numbers of entries never change by a merge.
        let stands = self.gifts.iter().filter(|gift| gift.stands).count() as u64;
        let sum = self.store.ledger_sum(&LedgerQuery { live_only: true, ..LedgerQuery::default() }).unwrap();
        assert_eq!((sum.entries, sum.cash.get()), (stands, i64::try_from(stands).unwrap() * 100_000), "{at}");
        // The history of each human is found under every id.
        for (one, id) in self.people.iter().enumerate() {
            let root = self.root(one);
            assert_eq!(self.store.recipient(*id).unwrap().id, self.people[root], "{at}");
            let told = self.store.round_lines(*id, self.today).unwrap();
            let entries = told.iter().flat_map(|line| &line.entries).filter(|entry| entry.reverses.is_none());
            let own = self.gifts.iter().filter(|gift| self.root(gift.to) == root).count();
            assert_eq!(entries.count(), own, "{at}");
        }
        for (code, printed) in &self.printed {
            assert_eq!(self.print(*code), *printed, "{at}");
        }
        assert_eq!(self.store.check().unwrap(), [], "{at}");
    }
}

#[test]
fn histories_of_merges_agree_with_a_model() {
    for seed in [1, 2024, 152_530] {
        let mut draw = Draw(seed);
        let mut played = Played::new(7);
        for step in 0..60 {
            let (one, two) = (draw.below(7), draw.below(7));
            match draw.below(12) {
                0..=2 => played.give(one),
                3 => {
                    let current = played.current();
                    let open: Vec<usize> =
                        (0..played.gifts.len()).filter(|at| played.gifts[*at].round == current).collect();
                    if !open.is_empty() {
                        let at = open[draw.below(open.len())];
                        // A gift once undone is no longer in the way; what both received stays a finding.
                        played.reverse(at);
                    }
                }
                4..=6 => played.merge(one, two),
                7 | 8 => played.unmerge(one),
                9 => played.import(one),
                _ => played.next_round(),
            }
            played.agrees(&format!("seed {seed}, step {step}"));
        }
        assert!(played.printed.len() > 1, "seed {seed} fixes no list");
    }
}
