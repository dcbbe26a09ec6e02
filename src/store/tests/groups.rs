//! Protects a group of many: what the look tells comes to pass, whoever is left out stays as is, and undoing the act brings
//! everything back. Draws with fixed seeds.

use chrono::NaiveDate;
use tempfile::TempDir;
use uuid::Uuid;

use super::support::{RARE, ctx, register, spring};
use crate::domain::batch::Among;
use crate::domain::group_change::{EffectSum, GroupChange, GroupDeed, GroupLook};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::person::Edit;
use crate::domain::place::Scope;
use crate::domain::recipient::Held;
use crate::domain::round::Standard;
use crate::store::Store;

const GROUP: &str = "烈士遗属";

/// Numbers that look drawn, the same for a seed.
pub(super) struct Draw(pub(super) u64);

impl Draw {
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(end).unwrap()).unwrap()
    }

    fn bool(&mut self) -> bool {
        self.below(2) == 1
    }

    fn label(&mut self) -> &'static str {
        if self.bool() { GROUP } else { RARE }
    }

    /// A day some time before or after the window opens.
    pub(super) fn day(&mut self) -> NaiveDate {
        let days = i64::try_from(self.below(80)).unwrap();
        NaiveDate::from_ymd_opt(2023, 12, 20).unwrap() + chrono::Duration::days(days)
    }
}

pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, 2).unwrap()
}

/// People in a round in which both groups have a standard, one of them goods too.
pub(super) fn two_groups(people: usize) -> (Store, TempDir, Vec<RecipientId>) {
    let (mut store, folder) = register(1, people);
    let mut round = store.round(spring(2024)).unwrap();
    round.standards.retain(|standard| &*standard.group != RARE);
    round.standards.push(Standard {
        group: RARE.into(),
        cash: Fen::new(50_000),
        goods: "米面油".into(),
        goods_value: Fen::new(8_000),
    });
    store.commit(&Op::CreateRound(round), &ctx(today())).unwrap();
    let rows = store.roster(&everyone(), today()).unwrap().rows;
    let ids = rows.iter().map(|row| row.id).collect();
    (store, folder, ids)
}

fn everyone() -> RosterQuery {
    RosterQuery {
        round: None,
        scope: Scope::Banner,
        show: Show::Everyone,
        group: None,
        village: None,
        sort: Sort::Village,
        start: Start::First,
        limit: 100,
    }
}

fn all() -> Among {
    Among::Roster(everyone())
}

/// Every row of some tables, as text.
fn dump(store: &Store) -> Vec<String> {
    let mut all = Vec::new();
    for sql in [
        "SELECT quote(id) || recipient || ' ' || visit_group || ' ' || quote(held_from) || quote(held_to) || entered_on
         FROM group_held ORDER BY id",
        "SELECT round || recipient || ' ' || rank || quote(visit_group) || held_groups || ' ' || cash_fen || ' ' || goods_fen
         FROM standing ORDER BY round, recipient",
        "SELECT round || village || kind || township || people || ' ' || missed || ' ' || open || ' ' || done || ' '
                || closed || ' ' || planned_fen FROM tally
         WHERE people + open + done + closed + planned_fen <> 0 ORDER BY 1",
    ] {
        let mut statement = store.conn.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        all.extend(rows.map(|row| row.unwrap()));
    }
    all
}

/// How many are open in the round, and what they come to.
fn open(store: &Store) -> EffectSum {
    let sql = "SELECT count(*), coalesce(sum(cash_fen), 0), coalesce(sum(goods_fen), 0) FROM standing
               WHERE round = '2024-spring' AND rank <= 1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(EffectSum { count: row.get(0)?, cash: Fen::new(row.get(1)?), goods: Fen::new(row.get(2)?) })
    };
    store.conn.query_row(sql, [], read).unwrap()
}

fn sound(store: &Store) {
    assert_eq!(store.check().unwrap(), Vec::new());
}

/// Gives somebody drawn memberships.
fn scatter(store: &mut Store, id: RecipientId, draw: &mut Draw) {
    let mut groups = Vec::new();
    for label in [GROUP, RARE] {
        if draw.bool() {
            let from = draw.bool().then(|| draw.day());
            let until = draw.bool().then(|| from.unwrap_or_else(|| draw.day()));
            let until = until.map(|day| day + chrono::Duration::days(i64::try_from(draw.below(30)).unwrap()));
            groups.push(Held { label: label.into(), from, until });
        }
    }
    let rev = store.recipient(id).unwrap().rev;
    let edit = Edit { groups: Some(groups), ..Edit::default() };
    store.commit(&Op::Edit { id, rev, edit: Box::new(edit) }, &ctx(today())).unwrap();
}

fn change(look: &GroupLook, deed: &GroupDeed, on: NaiveDate, n: u128) -> GroupChange {
    let id = EntryId(Uuid::from_u128(n | 1 << 99));
    GroupChange { id, deed: deed.clone(), on, people: look.people(), reason: "年度复核".into() }
}

#[test]
fn what_the_look_tells_comes_to_pass_and_undoing_brings_all_back() {
    for seed in 0..24 {
        let mut draw = Draw(seed);
        let (mut store, _folder, ids) = two_groups(7);
        let mut acts = Vec::new();
        for id in &ids {
            scatter(&mut store, *id, &mut draw);
        }
        for n in 0..6 {
            let (one, other) = if draw.bool() { (GROUP, RARE) } else { (RARE, GROUP) };
            let deed = match draw.below(3) {
                0 => GroupDeed::Add(draw.label().into()),
                1 => GroupDeed::End(draw.label().into()),
                _ => GroupDeed::Move(one.into(), other.into()),
            };
            let some: Vec<RecipientId> = ids.iter().copied().filter(|_| draw.bool()).collect();
            let (among, on) = (if draw.bool() { all() } else { Among::These(some) }, draw.day());
            let look = store.group_look((&among, None), &deed, on, today()).unwrap();
            let (before, opened) = (dump(&store), open(&store));
            if look.people().is_empty() {
                continue;
            }
            let act = change(&look, &deed, on, u128::from(seed) << 8 | n);
            store.commit(&Op::ChangeGroups(Box::new(act.clone())), &ctx(today())).unwrap();
            let told = format!("{seed} {n} {deed:?} {on}");
            let (mut count, mut cash, mut goods) =
                (i64::try_from(opened.count).unwrap(), opened.cash, opened.goods);
            for effect in &look.effects {
                assert_eq!(effect.round, spring(2024), "{told}");
                count += i64::try_from(effect.comes.count).unwrap();
                count -= i64::try_from(effect.goes.count).unwrap();
                for (sum, sign) in [(effect.comes, 1), (effect.goes, -1), (effect.alters, 1)] {
                    cash = Fen::new(cash.get() + sign * sum.cash.get());
                    goods = Fen::new(goods.get() + sign * sum.goods.get());
                }
            }
            let now = open(&store);
            assert_eq!(
                (i64::try_from(now.count).unwrap(), now.cash, now.goods),
                (count, cash, goods),
                "{told}"
            );
            acts.push((act.id, before));
            if draw.bool() {
                let (act, before) = acts.pop().unwrap();
                store.commit(&Op::UndoGroups { act, reason: "错".into() }, &ctx(today())).unwrap();
                assert_eq!(dump(&store), before, "{told}");
            }
        }
        // The last act first, as by a key that undoes.
        while let Some((act, before)) = acts.pop() {
            store.commit(&Op::UndoGroups { act, reason: "错".into() }, &ctx(today())).unwrap();
            assert_eq!(dump(&store), before, "{seed}");
        }
        sound(&store);
    }
}
