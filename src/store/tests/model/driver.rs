//! Acts as they come in an office over years, drawn by chance: mostly what is usual, sometimes a slip.

use chrono::{Days, Months};

use super::banner::{TOWNSHIPS, VILLAGES};
use super::book::{GROUPS, OF_UNITS};
use super::calendar::{self, Day};
use super::played::Played;
use crate::domain::group_change::{GroupChange, GroupDeed};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::EntryId;
use crate::domain::op::Op;
use crate::domain::person::Edit;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held as HeldGroup, StatusKind};
use crate::store::tests::support::ctx;

const NAMES: [&str; 20] = [
    "程连富",
    "呼日查",
    "乌云其木格",
    "王援民",
    "额尔敦巴雅尔",
    "宝音",
    "单国强",
    "苏和",
    "高娃",
    "张文",
    "敖特根",
    "李桂兰",
    "巴图孟克",
    "赵青山",
    "斯琴",
    "刘占海",
    "那仁",
    "孙桂英",
    "陈国华",
    "其其格",
];
const LATER_NAMES: [&str; 6] = ["程连福", "呼日查巴特尔", "乌云", "王援军", "巴雅尔", "宝音图"];
const UNITS: [&str; 2] = ["驻旗某部二连", "旗消防救援大队"];

impl Played {
    /// The first people, by a roster.
    pub(super) fn found(&mut self) {
        let mut rows = Vec::new();
        for name in NAMES.into_iter().take(8) {
            rows.push(name);
        }
        for (name, unit) in rows.into_iter().map(|name| (name, false)).chain(UNITS.map(|name| (name, true))) {
            let person = self.stranger(name, unit);
            let person = super::book::Person {
                // A roster knows no days.
                held: person
                    .held
                    .iter()
                    .map(|held| super::book::Held { from: None, ..held.clone() })
                    .collect(),
                ..person
            };
            self.import(&[(None, person)]);
        }
    }

    /// One act, on this day or some days later.
    pub(super) fn step(&mut self) {
        if self.draw.one_in(3) {
            let in_window = calendar::at(self.today).is_some();
            self.today = self.today + Days::new(1 + self.draw.below(if in_window { 6 } else { 30 }) as u64);
        }
        let (line, before) = (self.last_line(), self.begun());
        self.act();
        if self.draw.one_in(7) {
            self.undo_just_done(line, before);
        }
    }

    fn act(&mut self) {
        match self.draw.below(46) {
            0 => self.start(),
            1 | 2 => self.newcomer(),
            3 => self.move_somebody(),
            4..=6 => self.regroup(),
            7..=9 => self.live(),
            10..=16 => self.call(),
            17..=20 => {
                if !self.book.calls.is_empty() {
                    // Mostly what was recorded a short while ago.
                    let last = self.book.calls.len();
                    let back =
                        1 + self.draw.below(if self.draw.clone().one_in(3) { last } else { last.min(6) });
                    self.take_back(last - back);
                }
            }
            21 => self.roster(),
            22 | 23 => self.plan_some_round(),
            24 => {
                let codes: Vec<RoundCode> = self.book.rounds.keys().copied().collect();
                if let Some(code) = self.draw.pick(&codes) {
                    self.close(code);
                }
            }
            25 | 26 => self.one_human(),
            40..=42 => self.batch(),
            43..=45 => self.odd_gift(),
            _ => self.visit(),
        }
    }

    pub(super) fn roots(&self) -> Vec<usize> {
        (0..self.book.people.len()).filter(|who| self.book.people[*who].into.is_none()).collect()
    }

    pub(super) fn somebody(&mut self) -> usize {
        let roots = self.roots();
        self.draw.pick(&roots).unwrap()
    }

    fn newcomer(&mut self) {
        let names: Vec<&str> =
            NAMES.into_iter().filter(|name| self.book.people.iter().all(|one| one.name != *name)).collect();
        if let Some(name) = names.first().copied() {
            let person = self.stranger(name, false);
            self.add(person);
        }
    }

    fn move_somebody(&mut self) {
        let who = self.somebody();
        let free: Vec<&'static str> = LATER_NAMES
            .into_iter()
            .filter(|name| self.book.people.iter().all(|one| one.name != *name))
            .collect();
        if let Some(name) =
            free.first().copied().filter(|_| self.draw.one_in(4) && !self.book.people[who].unit)
        {
            let edit = Edit { name: Some(name.into()), ..Edit::default() };
            return self.edit(who, edit, "rename", |person| person.name = name);
        }
        let (township, village) = (self.draw.below(TOWNSHIPS.len()), self.draw.below(VILLAGES.len()));
        let edit = Edit {
            township: Some(TownshipCode(TOWNSHIPS[township].0.to_owned())),
            village: Some(VILLAGES[village].into()),
            ..Edit::default()
        };
        self.edit(who, edit, "move", |person| (person.township, person.village) = (township, village));
    }

    /// A group is added, from the beginning or from a day on, or ended, or given up for another.
    fn regroup(&mut self) {
        let who = self.somebody();
        if self.book.people[who].unit {
            return;
        }
        let group = self.draw.below(OF_UNITS);
        let on = self.today - Days::new(self.draw.below(40) as u64);
        let own: Vec<usize> = (0..self.book.people[who].held.len())
            .filter(|at| self.book.people[who].held[*at].group == group)
            .collect();
        let entered = self.today;
        match own.as_slice() {
            [] if self.draw.one_in(2) => {
                let mut groups = self.groups(who);
                groups.push(HeldGroup { label: GROUPS[group].0.into(), from: None, until: None });
                let edit = Edit { groups: Some(groups), ..Edit::default() };
                let new = super::book::Held { group, from: None, until: None, entered, of: who };
                self.edit(who, edit, "group", |person| person.held.push(new));
            }
            [one] if self.book.people[who].held[*one].until.is_none() => {
                let at = *one;
                if self.book.people[who].held[at].from.is_some_and(|from| from > on) {
                    return;
                }
                self.regroup_many(who, GroupDeed::End(GROUPS[group].0.into()), on);
                self.book.people[who].held[at].until = Some(on);
            }
            own if own
                .iter()
                .all(|at| self.book.people[who].held[*at].until.is_some_and(|until| until < on)) =>
            {
                self.regroup_many(who, GroupDeed::Add(GROUPS[group].0.into()), on);
                let new = super::book::Held { group, from: Some(on), until: None, entered, of: who };
                self.book.people[who].held.push(new);
            }
            _ => {}
        }
    }

    fn regroup_many(&mut self, who: usize, deed: GroupDeed, on: Day) {
        let id = self.book.people[who].id;
        let rev = self.store.recipient(id).unwrap().rev;
        let act = EntryId(uuid::Uuid::from_u128(
            (8 << 100) + self.done.values().flatten().map(|n| u128::from(*n)).sum::<u128>(),
        ));
        let change =
            GroupChange { id: act, deed, on, people: vec![(id, rev)], reason: "年度复核".into() };
        let ctx = ctx(self.today);
        self.store.commit(&Op::ChangeGroups(Box::new(change)), &ctx).unwrap();
        self.done.entry("group").or_default()[0] += 1;
        self.book.begin(self.today);
    }

    /// Somebody dies, moves away or is suspended, or did not.
    fn live(&mut self) {
        const KINDS: [StatusKind; 3] = [StatusKind::Died, StatusKind::Left, StatusKind::Suspended];
        let who = self.somebody();
        let stands: Vec<StatusKind> =
            KINDS.into_iter().filter(|kind| self.book.status(who, *kind).is_some()).collect();
        if let Some(kind) = self.draw.pick(&stands).filter(|_| !self.draw.one_in(3)) {
            return self.undo_status(who, kind);
        }
        let kind = KINDS[self.draw.below(3)];
        let is_away = stands.iter().any(|one| *one != StatusKind::Died);
        let may = match kind {
            StatusKind::Died => !self.book.people[who].unit,
            // One of the two at a time.
            StatusKind::Left | StatusKind::Suspended => !is_away,
            // A registration that was a slip is no act of three years.
            StatusKind::Withdrawn => false,
        };
        if may && !stands.contains(&kind) {
            let back = if self.draw.one_in(4) { 60 } else { 10 };
            let on = self.today - Days::new(self.draw.below(back) as u64);
            self.status(who, kind, on);
        }
    }

    /// A roster: people who are known, somewhere else and in another group perhaps, and perhaps somebody new.
    fn roster(&mut self) {
        let mut rows = Vec::new();
        for who in 0..self.book.people.len() {
            let known = self.book.people[who].clone();
            if known.unit
                || !self.draw.one_in(4)
                || rows.iter().any(|(one, _): &(Option<usize>, _)| {
                    one.is_some_and(|one| self.book.root(one) == self.book.root(who))
                })
            {
                continue;
            }
            let mut row = self.stranger(known.name, false);
            row.id = known.id;
            row.number = known.number;
            if !self.draw.one_in(3) {
                (row.township, row.village) = (known.township, known.village);
            }
            // A list of last year, perhaps, which names what has ended.
            let ended = known.held.iter().find(|held| held.until.is_some_and(|until| until < self.today));
            if let (Some(ended), Some(named)) = (ended, row.held.first_mut()) {
                named.group = ended.group;
            }
            rows.push((Some(who), row));
        }
        let free = NAMES.into_iter().find(|name| self.book.people.iter().all(|one| one.name != *name));
        if let Some(name) = free.filter(|_| self.draw.one_in(2)) {
            rows.push((None, self.stranger(name, false)));
        }
        for (_, row) in &mut rows {
            for held in &mut row.held {
                held.from = None;
            }
        }
        if !rows.is_empty() {
            self.import(&rows);
        }
    }

    /// The next round, or the one of today, is planned with other days or other standards.
    fn plan_some_round(&mut self) {
        let rounds = calendar::rounds();
        let near = rounds.into_iter().filter(|(_, days)| days.grace >= self.today);
        let mut near: Vec<_> = near.take(2).collect();
        let (code, mut days) = near.swap_remove(self.draw.below(near.len()));
        let book = self.begun();
        let mut standards = book.last_standards(days.opens);
        if let Some(known) = book.rounds.get(&code) {
            standards = known.standards;
        }
        let group = self.draw.below(GROUPS.len());
        standards[group] = match self.draw.below(4) {
            0 => GROUPS[group].1,
            1 => [0, 0],
            _ => [standards[group][0] + 10_000, standards[group][1]],
        };
        if group == OF_UNITS {
            standards[group] = [0, 800_000];
        }
        if self.draw.one_in(3) {
            days.opens = days.opens + Days::new(self.draw.below(8) as u64);
            days.grace = days.grace + Days::new(self.draw.below(8) as u64);
        }
        self.plan(code, days, standards);
    }

    /// Two who are one, or one who is two after all.
    fn one_human(&mut self) {
        let merged: Vec<usize> =
            (0..self.book.people.len()).filter(|who| self.book.people[*who].into.is_some()).collect();
        if let Some(one) = self.draw.pick(&merged).filter(|_| !self.draw.one_in(3)) {
            return self.unmerge(one);
        }
        let (keep, other) = (self.somebody(), self.somebody());
        let whole = |who: usize| {
            let person = &self.book.people[who];
            !person.unit && person.statuses.iter().all(|one| !one.stands)
        };
        if keep != other && whole(keep) && whole(other) {
            self.merge(keep, other);
        }
    }
}

/// The last day that is played.
pub(super) fn end(begin: Day) -> Day {
    begin + Months::new(36)
}
