//! A register and the model of it, to which the same acts are done.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::Days;
use tempfile::TempDir;
use uuid::Uuid;

use super::banner::{Draw, TOWNSHIPS, VILLAGES, banner, entry, held, number, standards};
use super::book::{Book, Call, Held, OF_UNITS, Person, Status, Sum};
use super::calendar::{Day, Days4};
use super::rules::Attempt;
use crate::domain::entry::Purpose;
use crate::domain::error::RegisterError;
use crate::domain::gift::{Goods, Proxy, Recording};
use crate::domain::holiday::{RoundCode, Window};
use crate::domain::idcard::IdNumber;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op};
use crate::domain::person::{Assent, Edit, NewPerson};
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held as HeldGroup, StatusKind};
use crate::domain::round::{Round, RoundRule};
use crate::domain::visit::Outcome;
use crate::store::tests::support::ctx;
use crate::store::{Ending, ImportSource, RowFate, Store};

pub(super) struct Played {
    pub(super) store: Store,
    _folder: TempDir,
    pub(super) book: Book,
    pub(super) today: Day,
    pub(super) draw: Draw,
    ids: u128,
    /// The acts, for readers of a failed run.
    trail: Vec<String>,
    /// How often each act was done, and refused.
    pub(super) done: BTreeMap<&'static str, [u32; 2]>,
}

impl Played {
    pub(super) fn new(seed: u64, today: Day) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("r.db"), &banner(), "test", &ctx(today)).unwrap();
        Self {
            store,
            _folder: folder,
            book: Book::default(),
            today,
            draw: Draw(seed),
            ids: 0,
            trail: Vec::new(),
            done: BTreeMap::new(),
        }
    }

    pub(super) fn mint(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids + (5 << 100))
    }

    /// The model as a write of today finds it.
    pub(super) fn begun(&self) -> Book {
        let mut book = self.book.clone();
        book.begin(self.today);
        book
    }

    /// What there is of somebody and of whom they are one with, in a round, for readers of a failed run.
    pub(super) fn about(&self, who: usize, code: RoundCode) -> String {
        let root = self.book.root(who);
        let ones = (0..self.book.people.len()).filter(|one| self.book.root(*one) == root);
        let people: Vec<_> = ones.map(|one| (one, &self.book.people[one])).collect();
        let calls: Vec<_> = self.book.calls.iter().filter(|call| call.round == code).collect();
        let calls: Vec<_> =
            calls.iter().filter(|call| people.iter().any(|(one, _)| *one == call.of)).collect();
        let last = self.trail.iter().rev().take(40).rev().map(String::as_str).collect::<Vec<_>>().join("\n");
        format!("{people:?} {calls:?} {:?}\n{last}", self.book.rounds.get(&code))
    }

    pub(super) fn commit(&mut self, act: &'static str, op: &Op) -> Result<Answer, RegisterError> {
        let done = self.store.commit(op, &ctx(self.today)).map(|receipt| receipt.answer);
        self.done.entry(act).or_default()[usize::from(done.is_err())] += 1;
        self.trail.push(format!("{} {op:?} {}", self.today, done.is_ok()));
        done
    }

    pub(super) fn start(&mut self) {
        self.book.begin(self.today);
        self.commit("start", &Op::SettleRounds).unwrap();
    }

    /// A person who is nobody yet.
    pub(super) fn stranger(&mut self, name: &'static str, unit: bool) -> Person {
        let n = self.book.people.len();
        let held = if unit { OF_UNITS } else { self.draw.below(OF_UNITS) };
        let from = self.draw.one_in(3).then(|| self.today - Days::new(self.draw.below(200) as u64));
        let held =
            Held { group: held, from: from.filter(|_| !unit), until: None, entered: self.today, of: n };
        Person {
            id: RecipientId(self.mint()),
            unit,
            name,
            number: (!unit).then(|| number(n)),
            township: self.draw.below(TOWNSHIPS.len()),
            village: self.draw.below(VILLAGES.len()),
            held: if unit || !self.draw.one_in(5) { vec![held] } else { Vec::new() },
            statuses: Vec::new(),
            into: None,
        }
    }

    pub(super) fn add(&mut self, person: Person) {
        let new = NewPerson {
            id: person.id,
            name: person.name.into(),
            sex: None,
            birth: None,
            id_number: person.number.as_deref().and_then(IdNumber::from_stored),
            phone: None,
            card: None,
            township: TownshipCode(TOWNSHIPS[person.township].0.to_owned()),
            village: VILLAGES[person.village].into(),
            address: None,
            household: None,
            note: None,
            groups: person.held.iter().map(held).collect(),
            categories: Vec::new(),
            assent: Assent::default(),
        };
        let answer = self.commit("add", &Op::AddPerson(Box::new(new)));
        assert_eq!(answer, Ok(Answer::Added(person.id)));
        self.book.begin(self.today);
        self.book.people.push(person);
    }

    /// A roster that names these; of whom the model does not know is new.
    pub(super) fn import(&mut self, rows: &[(Option<usize>, Person)]) {
        let mut book = self.begun();
        for (known, row) in rows {
            let Some(who) = *known else {
                book.people.push(row.clone());
                continue;
            };
            let root = book.root(who);
            if root == who {
                (book.people[who].township, book.people[who].village) = (row.township, row.village);
            }
            for named in &row.held {
                let own = || book.people[root].held.iter().filter(|held| held.group == named.group);
                if own().any(|held| held.covers(self.today)) {
                    continue;
                }
                // An ended group that is named again is held anew, from the day of the roster on.
                let from = own().next().map(|_| self.today);
                book.people[root].held.push(Held { from, until: None, of: root, ..named.clone() });
            }
        }
        let ids: Vec<_> = rows.iter().filter(|(known, _)| known.is_none()).map(|(_, row)| row.id).collect();
        let next = AtomicU64::new(0);
        let mint = || ids[usize::try_from(next.fetch_add(1, Ordering::Relaxed)).unwrap()];
        let source =
            ImportSource { name: &"名册".into(), content: None, rename: false, shape: "", ends: None };
        let entries = rows.iter().enumerate().map(|(at, (_, row))| entry(at, row));
        self.store
            .import_with_progress(&source, &ctx(self.today), &mint, Box::new(|_| true), |importer| {
                for (entry, (known, _)) in entries.zip(rows) {
                    let fate = importer.row(&entry)?;
                    assert_eq!(fate == RowFate::New, known.is_none(), "{fate:?}");
                    assert!(!matches!(fate, RowFate::Refused(_)), "{fate:?}");
                }
                Ok::<_, RegisterError>(((), Ending::Keep))
            })
            .unwrap();
        self.done.entry("import").or_default()[0] += 1;
        self.book = book;
    }

    pub(super) fn edit(&mut self, who: usize, edit: Edit, act: &'static str, done: impl FnOnce(&mut Person)) {
        let id = self.book.people[who].id;
        let rev = self.store.recipient(id).unwrap().rev;
        self.commit(act, &Op::Edit { id, rev, edit: Box::new(edit) }).unwrap();
        self.book.begin(self.today);
        done(&mut self.book.people[who]);
    }

    /// The groups of somebody as an edit names them.
    pub(super) fn groups(&self, who: usize) -> Vec<HeldGroup> {
        self.store.recipient(self.book.people[who].id).unwrap().groups
    }

    pub(super) fn status(&mut self, who: usize, kind: StatusKind, on: Day) {
        let (id, reason) = (self.book.people[who].id, "来电告知".into());
        self.commit("status", &Op::SetStatus { id, kind, on, reason }).unwrap();
        self.book.begin(self.today);
        self.book.people[who].statuses.push(Status { kind, on, call: None, stands: true });
    }

    pub(super) fn undo_status(&mut self, who: usize, kind: StatusKind) {
        let (id, reason) = (self.book.people[who].id, "弄错了".into());
        self.commit("undo status", &Op::UndoStatus { id, kind, reason }).unwrap();
        self.book.begin(self.today);
        let mut told = Vec::new();
        for one in self.book.people[who].statuses.iter_mut().filter(|one| one.stands && one.kind == kind) {
            one.stands = false;
            told.extend(one.call);
        }
        for call in told {
            self.book.calls[call].stands = false;
        }
    }

    /// Records, or is refused by the rules that the model names.
    pub(super) fn record(&mut self, what: &Attempt) {
        let mut book = self.begun();
        let against = book.against(what, self.today);
        let id = EntryId(self.mint());
        let text = format!("第{}次说明", self.ids);
        let died = (what.outcome == Outcome::Died)
            .then(|| book.status(what.of, StatusKind::Died).unwrap_or(what.on - Days::new(2)));
        let recording = Recording {
            id,
            recipient: book.people[what.of].id,
            round: what.round,
            purpose: Purpose::Visit,
            outcome: what.outcome,
            cash: Fen::new(what.sum[0]),
            goods: (what.sum[1] > 0)
                .then(|| Goods { text: "米面油 1 份".into(), value: Fen::new(what.sum[1]) }),
            on: what.on,
            handlers: ["布仁", "赵志强"].iter().take(what.handlers).map(|name| (*name).into()).collect(),
            proxy: (what.outcome == Outcome::Proxy)
                .then(|| Proxy { name: "程丽".into(), relation: "女儿".into() }),
            deferred_to: what.promised,
            needs: None,
            note: what.noted.then(|| "家属代领".into()),
            died_on: died,
            reason: what.reasoned.then(|| crate::domain::text::CleanText::shown(&text)),
        };
        let done =
            self.commit(if what.sum == [0, 0] { "call" } else { "gift" }, &Op::Record(Box::new(recording)));
        if let Err(error) = done {
            let RegisterError::Refused(refusals) = error else { panic!("{error:?}: {what:?}") };
            let told: Vec<String> = refusals.iter().map(|one| format!("{:?}", one.rule)).collect();
            let told: BTreeSet<&str> = told.iter().map(String::as_str).collect();
            if against.contains("NoRound") {
                assert!(told.contains("NoRound"), "{told:?}: {what:?}");
            } else {
                assert_eq!(told, against, "{what:?} on {}; {}", self.today, self.about(what.of, what.round));
            }
            return;
        }
        assert!(
            against.is_empty(),
            "{against:?}: {what:?} on {}; {}",
            self.today,
            self.about(what.of, what.round)
        );
        let at = book.calls.len();
        let tells = [(Outcome::Died, StatusKind::Died), (Outcome::MovedAway, StatusKind::Left)];
        if let Some((_, kind)) = tells.into_iter().find(|(outcome, _)| *outcome == what.outcome) {
            let on = died.unwrap_or(what.on);
            book.people[what.of].statuses.push(Status { kind, on, call: Some(at), stands: true });
        }
        book.calls.push(Call {
            id,
            of: what.of,
            round: what.round,
            outcome: what.outcome,
            on: what.on,
            promised: what.promised,
            sum: what.sum,
            unit: book.people[what.of].unit,
            stands: true,
        });
        self.book = book;
    }

    /// Takes a call back by the way that is right for it.
    pub(super) fn take_back(&mut self, at: usize) {
        let Call { id: call, stands, .. } = self.book.calls[at];
        let gives = self.book.calls[at].gives();
        let reason = || "登记错了".into();
        let cancelled = self.commit("cancel", &Op::CancelVisit { visit: call, reason: reason() });
        if gives && stands {
            assert_eq!(cancelled, Err(RegisterError::CarriesGift(call)));
            let id = EntryId(self.mint());
            self.commit("reverse", &Op::Reverse { id, of: call, reason: reason() }).unwrap();
        } else {
            assert!(matches!(cancelled, Ok(Answer::Recorded(_) | Answer::Undone(..))), "{cancelled:?}");
        }
        if gives && !stands {
            let id = EntryId(self.mint());
            let again = self.commit("reverse", &Op::Reverse { id, of: call, reason: reason() });
            assert_eq!(again, Err(RegisterError::NotReversible(call)));
        }
        self.book.begin(self.today);
        self.book.calls[at].stands = false;
        for person in &mut self.book.people {
            for one in person.statuses.iter_mut().filter(|one| one.call == Some(at)) {
                one.stands = false;
            }
        }
    }

    /// A person creates a round, or changes one; refused where it has opened and somebody decided about it before.
    pub(super) fn plan(&mut self, code: RoundCode, days: Days4, of: [Sum; 6]) {
        let mut book = self.begun();
        let window =
            Window { day: days.festival, opens: days.opens, due_until: days.due, grace_until: days.grace };
        let round = Round { created: true, ..Round::proposed(code, window, standards(&of)) };
        let untouched = |book: &Book, round: &super::book::Round| {
            round.by_itself && book.calls.iter().all(|call| call.round != code)
        };
        let (op, expected) = match book.rounds.get(&code) {
            None => (Op::CreateRound(round), Ok(())),
            Some(known) if self.today < known.days.opens || untouched(&book, known) => {
                (Op::ChangeRound(round), Ok(()))
            }
            Some(_) => (Op::ChangeRound(round), Err(RegisterError::Round(RoundRule::Opened))),
        };
        let done = self.commit("plan", &op).map(drop);
        assert_eq!(done, expected, "{code}");
        if done.is_ok() {
            book.create(code, days, of, false);
            self.book = book;
        }
    }

    pub(super) fn close(&mut self, code: RoundCode) {
        let mut book = self.begun();
        let known = book.rounds.get(&code);
        let refused = match known {
            None => Some(RoundRule::NotCreated),
            Some(round) if round.closed.is_some() => Some(RoundRule::Closed),
            Some(round) if round.fixed.is_none() => Some(RoundRule::NotOver),
            Some(_) => None,
        };
        let open = (0..book.people.len()).filter(|who| known.is_some() && book.stand(*who, code).is_open());
        let open = open.count() as u64;
        let done = self.commit("close", &Op::CloseRound { code, reason: "年末结清".into() });
        if let Some(rule) = refused {
            assert_eq!(done, Err(RegisterError::Round(rule)), "{code}");
        } else {
            assert_eq!(done, Ok(Answer::Closed(open)), "{code}");
            book.rounds.get_mut(&code).unwrap().closed = Some(self.today);
            self.book = book;
        }
    }

    pub(super) fn merge(&mut self, keep: usize, other: usize) {
        let ids = [keep, other].map(|who| self.book.people[who].id);
        let revs = ids.map(|id| self.store.recipient(id).unwrap().rev);
        let op = Op::Merge {
            keep: ids[0],
            other: ids[1],
            revs,
            reason: "同一人".into(),
            confirmed: Some("都核对过".into()),
        };
        assert_eq!(self.commit("merge", &op), Ok(Answer::Done));
        self.book.begin(self.today);
        let went: Vec<Held> = self.book.people[other].held.clone();
        self.book.people[keep].held.extend(went);
        self.book.people[other].into = Some(keep);
    }

    pub(super) fn unmerge(&mut self, one: usize) {
        let op = Op::Unmerge {
            recipient: self.book.people[one].id,
            reason: "两个人".into(),
            confirmed: Some("都核对过".into()),
        };
        assert_eq!(self.commit("unmerge", &op), Ok(Answer::Done));
        self.book.begin(self.today);
        self.book.people[one].into = None;
        let own: Vec<usize> = (0..self.book.people.len()).filter(|who| self.book.root(*who) == one).collect();
        for who in (0..self.book.people.len()).filter(|who| !own.contains(who)) {
            self.book.people[who].held.retain(|held| !own.contains(&held.of));
        }
    }
}
