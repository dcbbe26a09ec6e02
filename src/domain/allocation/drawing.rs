//! Out of whose hands a gift came: cash and each kind of goods from the nearest holder that had been handed some of it when
//! the gift was recorded. What is decided stays: neither a later allocation nor another team moves what was given.

use std::collections::{BTreeMap, BTreeSet};

use super::goods::{self, GoodsKind};
use super::{AllocationAct, AllocationKind, Holder};
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::plan::stations::Stations;
use crate::domain::text::CleanText;

/// What is handed out and given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// Cash, in fen.
    Cash,
    /// A kind of goods, in its unit.
    Goods(GoodsKind),
}

/// An act of an allocation with its number among all acts: the order in which they were recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedAct {
    /// The number.
    pub no: i64,
    /// The act.
    pub act: AllocationAct,
}

/// Something that was given in the round and stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The number of the act that recorded it.
    pub no: i64,
    /// The names of the township and the village where the recipient stands in the round.
    pub place: [CleanText; 2],
    /// The teams of the recipient with the numbers of the acts from which on they were, oldest first: that of the recording, then
    /// others. Empty for none.
    pub teams: Vec<(i64, CleanText)>,
    /// The cash, in fen.
    pub cash: Fen,
    /// The goods in words; empty for none.
    pub goods: CleanText,
}

impl Drawn {
    /// The things that were given, with how much of each.
    fn things(&self) -> impl Iterator<Item = (Thing, i64)> {
        let cash = (self.cash > Fen::ZERO).then_some((Thing::Cash, self.cash.get()));
        cash.into_iter().chain(goods::read(&self.goods).into_iter().map(|(kind, n)| (Thing::Goods(kind), n)))
    }

    /// Who may have held it, behind an act of that number: the team of the recipient, then the stations, the nearest first.
    fn near<'a>(&'a self, no: i64, stations: &'a Stations) -> impl Iterator<Item = Holder> {
        let team = self.teams.iter().rev().find(|(from, _)| *from <= no).map(|(_, team)| team);
        let [township, village] = &self.place;
        let near = stations.of(township, village).map(|name| Holder::Station(name.clone()));
        team.filter(|team| !team.is_empty()).map(|team| Holder::Team(team.clone())).into_iter().chain(near)
    }
}

/// A thing that was given out of somebody's hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnThing {
    /// Which of the gifts.
    pub gift: usize,
    /// What.
    pub thing: Thing,
    /// How much of it: fen, or units.
    pub quantity: i64,
    /// Out of whose hands.
    pub from: Holder,
    /// The number of the act that decided so: that of the gift, or, where nobody near had been handed any of it yet, that of
    /// the first handing-out behind it.
    pub since: i64,
}

/// What happens, in the order of its recording.
enum Moment<'a> {
    Act(&'a AllocationAct),
    Gift(usize),
}

/// Out of whose hands each gift came. What nobody near was ever handed any of came out of nobody's.
pub fn draws(acts: &[NumberedAct], gifts: &[Drawn], stations: &Stations) -> Vec<DrawnThing> {
    let handed = acts.iter().map(|one| (one.no, Moment::Act(&one.act)));
    let given = gifts.iter().enumerate().map(|(at, gift)| (gift.no, Moment::Gift(at)));
    let mut moments: Vec<(i64, Moment<'_>)> = handed.chain(given).collect();
    moments.sort_by_key(|(no, _)| *no);
    let outs: BTreeMap<EntryId, (i64, &AllocationAct)> = acts
        .iter()
        .filter(|one| one.act.kind == AllocationKind::Out)
        .map(|one| (one.act.id, (one.no, &one.act)))
        .collect();
    let mut hands = Hands { gifts, stations, holds: BTreeMap::new(), waiting: Vec::new(), draws: Vec::new() };
    for (no, moment) in moments {
        match moment {
            Moment::Gift(at) => {
                let things = gifts.get(at).into_iter().flat_map(Drawn::things);
                things.for_each(|(thing, quantity)| hands.give(at, thing, quantity, no));
            }
            Moment::Act(act) if act.kind == AllocationKind::Out => hands.hand_out(act, no),
            Moment::Act(act) => {
                if let Some((since, undone)) = act.undoes.and_then(|id| outs.get(&id)) {
                    hands.take_back(undone, *since, no);
                }
            }
        }
    }
    hands.draws
}

/// The things of an act.
pub fn things(act: &AllocationAct) -> impl Iterator<Item = Thing> {
    let cash = (act.cash > Fen::ZERO).then_some(Thing::Cash);
    cash.into_iter().chain(act.goods.iter().map(|one| Thing::Goods(one.kind.clone())))
}

/// Who was handed what by now.
struct Hands<'a> {
    gifts: &'a [Drawn],
    stations: &'a Stations,
    /// By the acts that handed it out and stand.
    holds: BTreeMap<(Thing, Holder), BTreeSet<EntryId>>,
    /// What was given while nobody near had been handed any of it.
    waiting: Vec<(usize, Thing, i64)>,
    draws: Vec<DrawnThing>,
}

impl Hands<'_> {
    fn give(&mut self, gift: usize, thing: Thing, quantity: i64, no: i64) {
        let holds = |from: &Holder| self.holds.contains_key(&(thing.clone(), from.clone()));
        let from = self.gifts.get(gift).and_then(|one| one.near(no, self.stations).find(holds));
        match from {
            Some(from) => self.draws.push(DrawnThing { gift, thing, quantity, from, since: no }),
            None => self.waiting.push((gift, thing, quantity)),
        }
    }

    fn hand_out(&mut self, act: &AllocationAct, no: i64) {
        for thing in things(act) {
            self.holds.entry((thing, act.holder.clone())).or_default().insert(act.id);
        }
        self.draw_waiting(no);
    }

    /// What waits is drawn where somebody near holds some of it now.
    fn draw_waiting(&mut self, no: i64) {
        for (gift, thing, quantity) in std::mem::take(&mut self.waiting) {
            self.give(gift, thing, quantity, no);
        }
    }

    /// A handing-out never was: what was given before it, and was drawn from it for want of another, waits again.
    fn take_back(&mut self, act: &AllocationAct, since: i64, no: i64) {
        for thing in things(act) {
            let key = (thing, act.holder.clone());
            if let Some(standing) = self.holds.get_mut(&key) {
                standing.remove(&act.id);
                if standing.is_empty() {
                    self.holds.remove(&key);
                }
            }
        }
        let (back, stay) = std::mem::take(&mut self.draws).into_iter().partition(|one| one.since == since);
        self.draws = stay;
        let back: Vec<DrawnThing> = back;
        self.waiting.extend(back.into_iter().map(|one| (one.gift, one.thing, one.quantity)));
        self.draw_waiting(no);
    }
}
