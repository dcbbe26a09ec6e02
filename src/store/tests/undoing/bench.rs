//! A register on which acts are done and undone, all of whose facts can be told as one text.

use chrono::NaiveDate;
use tempfile::TempDir;
use uuid::Uuid;

use crate::domain::entry::Purpose;
use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::group_change::{GroupChange, GroupDeed};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::person::{Assent, Edit, Mend, NewPerson};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::recipient::{Held, Household, StatusKind};
use crate::domain::text::CleanText;
use crate::domain::undo::NotUndone;
use crate::domain::visit::Outcome;
use crate::store::tests::support::{ctx, day, register, spring};
use crate::store::{Store, undo};

pub(super) const RARE: &str = crate::store::tests::support::RARE;

pub(super) fn today() -> NaiveDate {
    day(2024)
}

pub(super) fn army() -> RoundCode {
    "2024-army".parse().unwrap()
}

/// Numbers that look drawn, the same for a seed.
pub(in crate::store::tests) struct Draw(pub(in crate::store::tests) u64);

impl Draw {
    pub(in crate::store::tests) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(end).unwrap()).unwrap()
    }
}

pub(super) struct Bench {
    pub(super) store: Store,
    pub(super) people: Vec<RecipientId>,
    ids: u128,
    _folder: TempDir,
}

impl Bench {
    /// Six people in 2023年春节, which is over, and in 2024年春节.
    pub(super) fn new() -> Self {
        let (mut store, folder) = register(1, 6);
        let round = store.round(spring(2024)).unwrap();
        store.commit(&Op::CreateRound(round), &ctx(day(2024).pred_opt().unwrap())).unwrap();
        let everybody = RosterQuery {
            round: None,
            scope: Scope::Banner,
            show: Show::Everyone,
            group: None,
            village: None,
            sort: Sort::Village,
            start: Start::First,
            limit: 100,
        };
        let people = store.roster(&everybody, today()).unwrap().rows.iter().map(|row| row.id).collect();
        Self { store, people, ids: 1 << 100, _folder: folder }
    }

    pub(super) fn id(&mut self) -> EntryId {
        self.ids += 1;
        EntryId(Uuid::from_u128(self.ids))
    }

    pub(super) fn done(&mut self, op: &Op) -> i64 {
        self.store.commit(op, &ctx(today())).unwrap();
        self.last_line()
    }

    pub(super) fn last_line(&self) -> i64 {
        self.store.conn.query_row("SELECT max(local_id) FROM audit", [], |row| row.get(0)).unwrap()
    }

    pub(super) fn refused(&mut self, act: i64) -> NotUndone {
        let looked = self.store.undo_look(act).unwrap().way.unwrap_err();
        let op = Op::UndoAct { act, reason: "错".into() };
        assert_eq!(self.store.commit(&op, &ctx(today())), Err(RegisterError::NotUndone(looked)));
        looked
    }

    /// Undoes the last act that stands, as somebody would who goes down the list of acts.
    pub(super) fn undo_last(&mut self) {
        let conn = &self.store.conn;
        let stands = |no: i64| {
            let line = undo::line(conn, no).unwrap();
            let undoes = line.action.starts_with("undo_");
            undo::whole(conn, line, today()).unwrap().1.ok().filter(|_| !undoes)
        };
        let way = (1..=self.last_line()).rev().find_map(stands).unwrap();
        let mut ids = self.ids;
        let op = way.op("错了".into(), || {
            ids += 1;
            EntryId(Uuid::from_u128(ids))
        });
        self.ids = ids;
        self.done(&op);
        assert_eq!(self.store.last_act(today()).unwrap(), None, "what took an act back is not the last act");
    }

    pub(super) fn edit(&self, who: RecipientId, edit: Edit) -> Op {
        let rev = self.store.recipient(who).unwrap().rev;
        let assent = Assent { reason: Some("核实".into()), double: Some("核实".into()) };
        Op::Edit { id: who, rev, edit: Box::new(Edit { assent, ..edit }) }
    }

    /// Everything that acts change, as one text.
    pub(super) fn facts(&self) -> String {
        let mut told = String::new();
        for sql in [
            "SELECT r.id || r.name || coalesce(r.sex, '') || coalesce(r.birth, '') || coalesce(r.id_key, '') || coalesce(r.phone, '')
                    || coalesce(r.card, '') || r.township || v.name || coalesce(r.address, '') || coalesce(r.household, '')
                    || coalesce(r.note, '') || coalesce(r.died_on, '') || coalesce(r.left_on, '') || coalesce(r.merged_into, '')
             FROM recipient AS r JOIN village AS v ON v.local_id = r.village WHERE r.held_on IS NULL ORDER BY r.local_id",
            "SELECT recipient || ' ' || visit_group || ' ' || coalesce(held_from, '') || ' ' || coalesce(held_to, '')
             FROM group_held WHERE recipient IN (SELECT local_id FROM recipient WHERE held_on IS NULL) ORDER BY 1",
            "SELECT round || recipient || township || rank || coalesce(detail, '') || coalesce(detail_on, '') || cash_fen
             FROM standing ORDER BY 1",
            "SELECT round || village || kind || township || people || open || done || closed || planned_fen || given_fen
             FROM tally WHERE people <> 0 OR open <> 0 OR done <> 0 OR closed <> 0 ORDER BY 1",
            "SELECT code || opens || due_until || coalesce(closed_on, '') FROM round ORDER BY 1",
            "SELECT round || visit_group || cash_fen || goods || goods_fen FROM standard ORDER BY 1",
        ] {
            let mut statement = self.store.conn.prepare(sql).unwrap();
            for row in statement.query_map([], |row| row.get::<_, String>(0)).unwrap() {
                told += &row.unwrap();
                told.push('\n');
            }
        }
        for held in self.store.settings(today()).unwrap() {
            told += &held.value;
        }
        told
    }

    pub(super) fn sound(&self) {
        assert_eq!(self.store.check().unwrap(), []);
    }

    pub(super) fn new_person(&mut self, name: &str) -> NewPerson {
        NewPerson {
            id: RecipientId(self.id().0),
            name: CleanText::shown(name),
            sex: None,
            birth: None,
            id_number: None,
            phone: None,
            card: None,
            township: TownshipCode("152530100".into()),
            village: "敖包图嘎查".into(),
            address: None,
            household: None,
            note: None,
            groups: vec![held("烈士遗属", None, None)],
            categories: Vec::new(),
            assent: Assent { reason: Some("核实".into()), double: Some("核实".into()) },
        }
    }

    pub(super) fn gift(&mut self, who: RecipientId, outcome: Outcome) -> Op {
        let gives = outcome.gives();
        Op::Record(Box::new(Recording {
            id: self.id(),
            recipient: who,
            round: spring(2024),
            purpose: Purpose::Visit,
            outcome,
            cash: if gives { Fen::new(100_000) } else { Fen::ZERO },
            goods: None,
            on: today(),
            handlers: vec!["布仁".into(), "赵志强".into()],
            proxy: None,
            deferred_to: (outcome == Outcome::Deferred).then(|| today().succ_opt().unwrap()),
            needs: None,
            note: None,
            died_on: None,
            reason: Some("局里同意".into()),
        }))
    }

    /// An act of a kind; none where nothing of it is to be done now.
    pub(super) fn act(&mut self, kind: usize, who: RecipientId, draw: &mut Draw) -> Option<Op> {
        let word = ["甲", "乙", "丙", "丁"][draw.below(4)];
        match kind {
            0 => Some(self.edit(
                who,
                Edit { note: Some(word.into()), phone: Some("16512345678".into()), ..Edit::default() },
            )),
            1 => Some(self.edit(
                who,
                Edit {
                    name: Some(CleanText::shown(&[word, "连富"].concat())),
                    household: Mend::Set(Household::Rural),
                    ..Edit::default()
                },
            )),
            2 => Some(self.edit(
                who,
                Edit {
                    township: Some(TownshipCode(["152530100", "152530101"][draw.below(2)].into())),
                    village: Some(["敖包图嘎查", "新嘎查"][draw.below(2)].into()),
                    ..Edit::default()
                },
            )),
            3 => Some(self.edit(
                who,
                Edit {
                    groups: Some(match draw.below(3) {
                        0 => Vec::new(),
                        1 => vec![held("烈士遗属", None, Some(day(2023)))],
                        _ => vec![held("烈士遗属", None, None), held(RARE, Some(day(2022)), None)],
                    }),
                    ..Edit::default()
                },
            )),
            4 => Some(Op::AddPerson(Box::new(self.new_person(&[word, "新来"].concat())))),
            5 => Some(self.gift(who, Outcome::Given)),
            6 => Some(self.gift(
                who,
                [Outcome::Absent, Outcome::Refused, Outcome::Deferred, Outcome::Died][draw.below(4)],
            )),
            7 => Some(Op::SetStatus {
                id: who,
                kind: [StatusKind::Died, StatusKind::Left, StatusKind::Suspended][draw.below(3)],
                on: today(),
                reason: "来电".into(),
            }),
            8 => {
                Some(Op::Set { key: "audit_hour_doors".into(), value: ["3", "7", "9"][draw.below(3)].into() })
            }
            9 => self.store.round(army()).ok().filter(|round| !round.created).map(Op::CreateRound),
            10 => self.store.round(army()).ok().filter(|round| round.created).map(|round| {
                let mut round = round;
                round.standards[0].cash = Fen::new(50_000 + i64::try_from(draw.below(9)).unwrap() * 100);
                round.standards[0].goods = "米；面; 油".into();
                round.standards[0].goods_value = Fen::new(1_050);
                Op::ChangeRound(round)
            }),
            11 => Some(Op::CloseRound { code: spring(2023), reason: "不再发".into() }),
            12 => {
                let other = self.people[draw.below(self.people.len())];
                let revs = [who, other].map(|id| self.store.recipient(id).unwrap().rev);
                (who != other).then(|| Op::Merge {
                    keep: who,
                    other,
                    revs,
                    reason: "同一人".into(),
                    confirmed: Some("都核对过".into()),
                })
            }
            13 => {
                let other = self.people[draw.below(self.people.len())];
                Some(Op::TellApart { one: who, other, reason: "两人".into() })
            }
            _ => {
                let people = [who, self.people[draw.below(self.people.len())]];
                let people = people.map(|id| (id, self.store.recipient(id).unwrap().rev)).to_vec();
                Some(Op::ChangeGroups(Box::new(GroupChange {
                    id: self.id(),
                    deed: GroupDeed::Add(RARE.into()),
                    on: today(),
                    people,
                    reason: "复核".into(),
                })))
            }
        }
    }
}

pub(super) fn held(label: &str, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Held {
    Held { label: CleanText::shown(label), from, until }
}
