//! Protects the standing from what is taken back: it follows from the last call or gift, by order of recording, that is
//! neither reversed nor cancelled. Histories with fixed seeds are held beside a model of their own, act by act.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tempfile::TempDir;
use uuid::Uuid;

use super::support::{ctx, register, spring};
use crate::domain::due::{CloseReason, Missed, Standing};
use crate::domain::entry::Purpose;
use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op};
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::recipient::StatusKind;
use crate::domain::visit::Outcome;
use crate::store::Store;

const TODAY: (i32, u32, u32) = (2024, 2, 2);
/// A day after, which some calls put off to.
const PROMISED: (i32, u32, u32) = (2024, 2, 5);

fn ymd((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Numbers that look drawn, the same for a seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(end).unwrap()).unwrap()
    }
}

/// A call of the model.
#[derive(Clone)]
struct Told {
    id: EntryId,
    outcome: Outcome,
    taken_back: bool,
}

/// What the model knows of one recipient.
#[derive(Clone, Default)]
struct Life {
    calls: Vec<Told>,
    /// What closes every round, and at which calls it was heard of; none where it was recorded on the screen.
    statuses: BTreeMap<&'static str, Vec<Option<EntryId>>>,
}

impl Life {
    /// Told from the first act to the last, as somebody would read the history aloud.
    fn standing(&self) -> Standing {
        let mut stood = Standing::Open(None);
        let mut paid = false;
        for call in self.calls.iter().filter(|call| !call.taken_back) {
            stood = match call.outcome {
                Outcome::Given | Outcome::Proxy => {
                    paid = true;
                    stood
                }
                Outcome::Absent => Standing::Open(Some(Missed::Absent(ymd(TODAY)))),
                Outcome::Deferred => Standing::Open(Some(Missed::Deferred(Some(ymd(PROMISED))))),
                Outcome::Refused => Standing::Closed(CloseReason::Refused),
                Outcome::NotFound => Standing::Closed(CloseReason::NotFound),
                Outcome::VisitOnly => Standing::Done,
                Outcome::Died | Outcome::MovedAway => stood,
            };
        }
        let closes = [
            ("died", CloseReason::Died),
            ("left", CloseReason::MovedAway),
            ("suspended", CloseReason::Suspended),
        ];
        let gone = closes.into_iter().find(|(kind, _)| self.statuses.contains_key(kind));
        match (paid || stood == Standing::Done, gone) {
            (true, _) => Standing::Done,
            (false, Some((_, reason))) => Standing::Closed(reason),
            (false, None) => stood,
        }
    }

    fn is_away_unpaid(&self) -> bool {
        let paid = self.calls.iter().any(|call| call.outcome.gives() && !call.taken_back);
        !paid && ["left", "suspended"].iter().any(|kind| self.statuses.contains_key(kind))
    }

    /// The calls that told of it count no longer once that is undone.
    fn undo(&mut self, kind: &str) {
        let told = self.statuses.remove(kind).unwrap_or_default();
        for call in self.calls.iter_mut().filter(|call| told.contains(&Some(call.id))) {
            call.taken_back = true;
        }
    }
}

struct Played {
    store: Store,
    _folder: TempDir,
    people: Vec<(RecipientId, Life)>,
    ids: u128,
}

impl Played {
    fn new(people: usize) -> Self {
        let (mut store, folder) = register(1, people);
        let round = store.round(spring(2024)).unwrap();
        store.commit(&Op::CreateRound(round), &ctx(ymd(TODAY))).unwrap();
        let query = RosterQuery {
            round: Some(spring(2024)),
            scope: Scope::Banner,
            show: Show::InRound,
            group: None,
            village: None,
            sort: Sort::Name,
            start: Start::First,
            limit: 50,
        };
        let rows = store.roster(&query, ymd(TODAY)).unwrap().rows;
        let people = rows.iter().map(|row| (row.id, Life::default())).collect();
        Self { store, _folder: folder, people, ids: 0 }
    }

    fn id(&mut self) -> EntryId {
        self.ids += 1;
        EntryId(Uuid::from_u128(self.ids))
    }

    fn standing(&self, who: usize) -> Standing {
        let lines = self.store.round_lines(self.people[who].0, ymd(TODAY)).unwrap();
        let line = lines.iter().find(|line| line.round == spring(2024)).unwrap();
        let kept: Standing = self
            .store
            .conn
            .query_row(
                "SELECT rank, detail, detail_on FROM standing AS s JOIN recipient AS r ON r.local_id = s.recipient
                 WHERE s.round = '2024-spring' AND r.id = ?1",
                [self.people[who].0.to_string()],
                |row| crate::store::standing::index::read(row, 0),
            )
            .unwrap();
        assert_eq!(line.standing, kept, "what is derived and what is kept");
        let last = line.calls.iter().find(|call| call.stands).map(|call| call.id);
        let calls = &self.people[who].1.calls;
        assert_eq!(last, calls.iter().rev().find(|call| !call.taken_back).map(|call| call.id));
        kept
    }

    fn recording(&mut self, who: usize, outcome: Outcome) -> Recording {
        Recording {
            id: self.id(),
            recipient: self.people[who].0,
            round: spring(2024),
            purpose: Purpose::Visit,
            outcome,
            cash: if outcome.gives() { Fen::new(100_000) } else { Fen::ZERO },
            goods: None,
            on: ymd(TODAY),
            handlers: vec!["布仁".into(), "赵志强".into()],
            proxy: None,
            deferred_to: (outcome == Outcome::Deferred).then(|| ymd(PROMISED)),
            needs: None,
            note: None,
            died_on: None,
            // Whoever left meanwhile is paid for a reason alone.
            reason: (self.people[who].1.is_away_unpaid()).then(|| "仍在家中".into()),
        }
    }

    fn call(&mut self, who: usize, outcome: Outcome) {
        let recording = self.recording(who, outcome);
        let id = recording.id;
        let done = self.store.commit(&Op::Record(Box::new(recording)), &ctx(ymd(TODAY)));
        let life = &mut self.people[who].1;
        let paid = life.calls.iter().any(|call| call.outcome.gives() && !call.taken_back);
        if outcome.gives() && paid {
            assert!(matches!(done, Err(RegisterError::Refused(_))), "{done:?}");
            return;
        }
        done.unwrap();
        life.calls.push(Told { id, outcome, taken_back: false });
        let told = [(Outcome::Died, "died"), (Outcome::MovedAway, "left")];
        if let Some((_, kind)) = told.into_iter().find(|(tells, _)| *tells == outcome) {
            life.statuses.entry(kind).or_default().push(Some(id));
        }
    }

    /// Takes a call back by the way that is right for it; the other one is refused.
    fn take_back(&mut self, who: usize, at: usize) {
        let Told { id: visit, outcome, taken_back } = self.people[who].1.calls[at].clone();
        let reason = || "登记错了".into();
        let cancelled = self.store.commit(&Op::CancelVisit { visit, reason: reason() }, &ctx(ymd(TODAY)));
        if outcome.gives() && !taken_back {
            assert_eq!(cancelled, Err(RegisterError::CarriesGift(visit)));
            let id = self.id();
            self.store.commit(&Op::Reverse { id, of: visit, reason: reason() }, &ctx(ymd(TODAY))).unwrap();
        }
        let life = &mut self.people[who].1;
        if taken_back {
            // A death that was undone leaves a call that can be cancelled all the same.
            assert!(matches!(cancelled.unwrap().answer, Answer::Undone(..) | Answer::Recorded(_)));
        }
        life.calls[at].taken_back = true;
        life.statuses.retain(|_, told| {
            told.retain(|told| *told != Some(visit));
            !told.is_empty()
        });
    }

    fn status(&mut self, who: usize, kind: StatusKind, code: &'static str) {
        let (id, reason) = (self.people[who].0, "屏上登记".into());
        let stands = self.people[who].1.statuses.contains_key(code);
        let op = if stands {
            Op::UndoStatus { id, kind, reason }
        } else {
            Op::SetStatus { id, kind, on: ymd(TODAY), reason }
        };
        self.store.commit(&op, &ctx(ymd(TODAY))).unwrap();
        if stands {
            self.people[who].1.undo(code);
        } else {
            self.people[who].1.statuses.insert(code, vec![None]);
        }
    }
}

#[test]
fn a_standing_follows_from_the_last_act_that_was_not_taken_back() {
    const OUTCOMES: [Outcome; 8] = [
        Outcome::Given,
        Outcome::Absent,
        Outcome::Deferred,
        Outcome::Refused,
        Outcome::NotFound,
        Outcome::VisitOnly,
        Outcome::Died,
        Outcome::MovedAway,
    ];
    for seed in [1, 2024, 152_530] {
        let mut draw = Draw(seed);
        let mut played = Played::new(6);
        for step in 0..160 {
            let who = draw.below(played.people.len());
            match draw.below(10) {
                0..=4 => {
                    let outcome = OUTCOMES[draw.below(OUTCOMES.len())];
                    // Nothing is paid to the dead: that is another rule.
                    if !(outcome.gives() && played.people[who].1.statuses.contains_key("died")) {
                        played.call(who, outcome);
                    }
                }
                5..=7 => {
                    let calls = played.people[who].1.calls.len();
                    if calls > 0 {
                        let at = draw.below(calls);
                        played.take_back(who, at);
                    }
                }
                8 => played.status(who, StatusKind::Died, "died"),
                _ => match draw.below(2) {
                    0 => played.status(who, StatusKind::Left, "left"),
                    _ => played.status(who, StatusKind::Suspended, "suspended"),
                },
            }
            assert_eq!(played.standing(who), played.people[who].1.standing(), "seed {seed}, step {step}");
        }
        assert_eq!(played.store.check().unwrap(), [], "seed {seed}");
    }
}

/// D1 and D2 in their shortest form: a gift to the wrong person is reversed, and a death that was not one is undone.
#[test]
fn what_stood_before_stands_again() {
    for (before, stands) in [
        (Outcome::Refused, Standing::Closed(CloseReason::Refused)),
        (Outcome::NotFound, Standing::Closed(CloseReason::NotFound)),
        (Outcome::Absent, Standing::Open(Some(Missed::Absent(ymd(TODAY))))),
        (Outcome::Deferred, Standing::Open(Some(Missed::Deferred(Some(ymd(PROMISED)))))),
        (Outcome::VisitOnly, Standing::Done),
    ] {
        for wrong in [Outcome::Given, Outcome::Died, Outcome::MovedAway, Outcome::Absent] {
            let mut played = Played::new(1);
            played.call(0, before);
            assert_eq!(played.standing(0), stands);
            played.call(0, wrong);
            played.take_back(0, 1);
            assert_eq!(played.standing(0), stands, "{before:?}, then {wrong:?} taken back");
        }
        // The death is undone on the screen of the person: the same comes of it.
        let mut played = Played::new(1);
        played.call(0, before);
        played.call(0, Outcome::Died);
        played.status(0, StatusKind::Died, "died");
        assert_eq!(played.standing(0), stands, "{before:?}, then a death undone");
    }
}

/// A cancelled call keeps its place in the history, with who cancelled it and why, and is cancelled once.
#[test]
fn a_call_is_cancelled_once_and_stays_in_the_history() {
    let mut played = Played::new(1);
    played.call(0, Outcome::Refused);
    let visit = played.people[0].1.calls[0].id;
    let cancel = |reason: &'static str| Op::CancelVisit { visit, reason: reason.into() };
    let today = ctx(ymd(TODAY));
    assert_eq!(played.store.commit(&cancel(""), &today), Err(RegisterError::ReasonRequired));
    assert_eq!(played.store.commit(&cancel("走错了门"), &today).unwrap().answer, Answer::Recorded(visit));
    let again = played.store.commit(&cancel("走错了门"), &today).unwrap();
    assert_eq!(again.answer, Answer::Undone(visit, ymd(TODAY)));
    let line: (String, String, String) = played
        .store
        .conn
        .query_row("SELECT subject, before, after FROM audit WHERE action = 'cancel'", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(line, (visit.to_string(), "refused 2024-02-02".to_owned(), "走错了门".to_owned()));
    let lines = played.store.round_lines(played.people[0].0, ymd(TODAY)).unwrap();
    let call = &lines.iter().find(|line| line.round == spring(2024)).unwrap().calls[0];
    assert_eq!((call.stands, call.cancelled.as_deref()), (false, Some("走错了门")));
    let unknown = Op::CancelVisit { visit: EntryId(Uuid::from_u128(9_999)), reason: "无".into() };
    assert!(matches!(played.store.commit(&unknown, &today), Err(RegisterError::NotFound(_))));
    assert_eq!(played.store.check().unwrap(), []);
}
