//! What is open of allocations: out of each, cash and every kind of goods apart, what was given, came back or is missing.
//!
//! `out = given + back + lost + open` holds at any moment, since `open` is what the others leave. It is below nothing where
//! more was given than was handed out.

use std::collections::{BTreeMap, BTreeSet};

use super::drawing::{Drawn, NumberedAct, Thing, draws};
use super::goods::{GoodsAmount, GoodsKind};
use super::{AllocationKind, Holder};
use crate::domain::money::Fen;
use crate::domain::plan::stations::Stations;
use crate::domain::text::CleanText;

/// Amounts of one thing: fen of cash, or so many of a kind of goods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Handed out.
    pub out: i64,
    /// Given to people out of it.
    pub given: i64,
    /// Came back.
    pub back: i64,
    /// Missing, told with a reason.
    pub lost: i64,
}

impl Amounts {
    /// What is open: neither given, nor back, nor told missing.
    pub fn open(self) -> i64 {
        self.out.saturating_sub(self.given).saturating_sub(self.back).saturating_sub(self.lost)
    }
}

/// What one holder has to account for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Who.
    pub holder: Holder,
    /// The cash, in fen.
    pub cash: Amounts,
    /// Each kind of goods.
    pub goods: BTreeMap<GoodsKind, Amounts>,
    /// Mass goods handed over: nothing of them is open.
    pub mass: BTreeMap<GoodsKind, i64>,
}

impl Balance {
    fn of(holder: Holder) -> Self {
        Self { holder, cash: Amounts::default(), goods: BTreeMap::new(), mass: BTreeMap::new() }
    }

    /// Whether anything is open, so that the round cannot be closed: something is left, or more was given than handed out.
    pub fn is_open(&self) -> bool {
        self.cash.open() != 0 || self.goods.values().any(|one| one.open() != 0)
    }

    /// What is open, as it is told.
    pub fn holding(&self) -> OpenHolding {
        let goods = self.goods.iter().map(|(kind, amounts)| (kind.told(), amounts.open()));
        OpenHolding {
            holder: self.holder.name().clone(),
            cash: Fen::new(self.cash.open()),
            goods: goods.filter(|(_, open)| *open != 0).collect(),
        }
    }

    /// What is open of a thing.
    pub fn open_of(&self, thing: &Thing) -> i64 {
        match thing {
            Thing::Cash => self.cash.open(),
            Thing::Goods(kind) => self.goods.get(kind).map_or(0, |one| one.open()),
        }
    }

    /// The amounts of a thing.
    fn of_thing(&mut self, thing: &Thing) -> &mut Amounts {
        match thing {
            Thing::Cash => &mut self.cash,
            Thing::Goods(kind) => self.goods.entry(kind.clone()).or_default(),
        }
    }
}

/// What is open with somebody who was handed something; below nothing where more was given than handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenHolding {
    /// The station or team.
    pub holder: CleanText,
    /// Cash, in fen.
    pub cash: Fen,
    /// Goods: the kind as it is told, and how many.
    pub goods: Vec<(String, i64)>,
}

/// What each holder has to account for.
pub fn balances(acts: &[NumberedAct], gifts: &[Drawn], stations: &Stations) -> Vec<Balance> {
    let undone: BTreeSet<_> = acts.iter().filter_map(|one| one.act.undoes).collect();
    let mut all: BTreeMap<Holder, Balance> = BTreeMap::new();
    let standing = acts.iter().map(|one| &one.act).filter(|act| !undone.contains(&act.id));
    for act in standing.filter(|act| act.kind != AllocationKind::Undone) {
        let balance = all.entry(act.holder.clone()).or_insert_with(|| Balance::of(act.holder.clone()));
        let field = |amounts: &mut Amounts, value: i64| match act.kind {
            AllocationKind::Out => amounts.out = amounts.out.saturating_add(value),
            AllocationKind::Back => amounts.back = amounts.back.saturating_add(value),
            AllocationKind::Lost => amounts.lost = amounts.lost.saturating_add(value),
            AllocationKind::Mass | AllocationKind::Undone => {}
        };
        field(&mut balance.cash, act.cash.get());
        for one in &act.goods {
            if act.kind == AllocationKind::Mass {
                let sum = balance.mass.entry(one.kind.clone()).or_default();
                *sum = sum.saturating_add(one.quantity);
            } else {
                field(balance.goods.entry(one.kind.clone()).or_default(), one.quantity);
            }
        }
    }
    for draw in draws(acts, gifts, stations) {
        let balance = all.entry(draw.from.clone()).or_insert_with(|| Balance::of(draw.from.clone()));
        let amounts = balance.of_thing(&draw.thing);
        amounts.given = amounts.given.saturating_add(draw.quantity);
    }
    all.into_values().collect()
}

/// What of an act would bring back or lose more than is open; none where it does not.
pub fn too_much(balance: Option<&Balance>, cash: Fen, goods: &[GoodsAmount]) -> Option<(CleanText, i64)> {
    let open = balance.map_or(0, |balance| balance.cash.open()).max(0);
    if cash.get() > open {
        return Some((CleanText::default(), open));
    }
    let mut asked: BTreeMap<&GoodsKind, i64> = BTreeMap::new();
    for one in goods {
        let sum = asked.entry(&one.kind).or_default();
        *sum = sum.saturating_add(one.quantity);
    }
    asked.into_iter().find_map(|(kind, quantity)| {
        let open = balance.and_then(|balance| balance.goods.get(kind)).map_or(0, |one| one.open()).max(0);
        (quantity > open).then(|| (CleanText::shown(&kind.told()), open))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::allocation::AllocationAct;
    use crate::domain::allocation::drawing::DrawnThing;
    use crate::domain::ids::EntryId;

    const STATIONS: [&str; 3] = ["中心", "上都镇站", "金莲川站"];
    const GOODS: [&str; 3] = ["", "米面油 1 箱", "挂历 2 本、米面油 1 箱"];

    fn stations() -> Stations {
        use crate::domain::place::{Station, Township, TownshipCode};
        let code = || Some(TownshipCode("1".to_owned()));
        let townships = [Township {
            code: code().unwrap(),
            name: "上都镇".into(),
            kind: "镇".into(),
            aliases: Vec::new(),
        }];
        let village = Some("金莲川社区".into());
        let all = [(STATIONS[0], None, None), (STATIONS[1], code(), None), (STATIONS[2], code(), village)]
            .map(|(name, township, village)| Station { name: name.into(), township, village });
        Stations::new(&all, &townships)
    }

    fn holder(at: usize) -> Holder {
        match STATIONS.get(at) {
            Some(name) => Holder::Station((*name).into()),
            None => Holder::Team("第一组".into()),
        }
    }

    fn act(n: u32, kind: AllocationKind, at: usize, cash: i64, goods: &str) -> NumberedAct {
        let goods = super::super::goods::read(goods).into_iter();
        let act = AllocationAct {
            id: EntryId(uuid::Uuid::from_u128(u128::from(n))),
            round: "2024-spring".parse().unwrap(),
            kind,
            holder: holder(at),
            cash: Fen::new(cash),
            goods: goods.map(|(kind, quantity)| GoodsAmount { kind, quantity, value: Fen::ZERO }).collect(),
            by: CleanText::default(),
            on: chrono::NaiveDate::from_ymd_opt(2024, 1, 12).unwrap(),
            document: CleanText::default(),
            reason: CleanText::default(),
            undoes: None,
        };
        NumberedAct { no: i64::from(n), act }
    }

    fn gift(n: u32, at: usize, team: &'static str, cash: i64, goods: &'static str) -> Drawn {
        let place = if at == 0 {
            ["别处", ""]
        } else {
            ["上都镇", ["", "金莲川社区", "老街社区"][at - 1]]
        };
        let teams = vec![(i64::from(n), team.into())];
        Drawn {
            no: i64::from(n),
            place: place.map(Into::into),
            teams,
            cash: Fen::new(cash),
            goods: goods.into(),
        }
    }

    /// Who was given cash out of whose hands, in the order of the gifts.
    fn hands(acts: &[NumberedAct], gifts: &[Drawn]) -> Vec<Option<usize>> {
        let draws = draws(acts, gifts, &stations());
        let of = |at: usize| draws.iter().find(|one| one.gift == at && one.thing == Thing::Cash);
        let known = |from: &Holder| (0..4).find(|at| holder(*at) == *from).unwrap();
        (0..gifts.len()).map(|at| of(at).map(|one| known(&one.from))).collect()
    }

    #[test]
    fn what_was_given_stays_with_who_had_been_handed_it() {
        let out = |n, at| act(n, AllocationKind::Out, at, 1_000, "");
        let undo = |n, of: &NumberedAct| NumberedAct {
            act: AllocationAct { undoes: Some(of.act.id), ..act(n, AllocationKind::Undone, 0, 0, "").act },
            no: i64::from(n),
        };
        let to = |n, team| gift(n, 2, team, 500, "");
        // The community is handed something behind the gift: it stays with the township's station, the next one does not.
        let acts = [out(1, 1), out(3, 2)];
        assert_eq!(hands(&acts, &[to(2, ""), to(4, "")]), [Some(1), Some(2)]);
        // Nobody near held anything: the first of them who is handed some accounts for it, whoever is nearer later.
        assert_eq!(hands(&[out(2, 1), out(3, 2)], &[to(1, "")]), [Some(1)]);
        // Taken back, what was given behind it stays; what was given before it waits for the next one.
        let acts = [out(2, 1), undo(4, &out(2, 1)), out(5, 0)];
        assert_eq!(hands(&acts, &[to(1, ""), to(3, "")]), [Some(0), Some(1)]);
        // Another team, later on, moves nothing; of what waits the team of the time counts.
        let mut moved = to(3, "第一组");
        moved.teams.push((4, CleanText::default()));
        assert_eq!(hands(&[out(1, 3), out(2, 2)], &[moved]), [Some(3)]);
        let mut waits = to(1, "");
        waits.teams.push((2, "第一组".into()));
        assert_eq!(hands(&[out(3, 3), out(4, 2)], &[waits]), [Some(3)]);
        // Each thing comes from who was handed some of it.
        let boxes = act(2, AllocationKind::Out, 1, 0, "米面油 5 箱");
        let all = balances(&[out(1, 2), boxes], &[gift(3, 2, "", 500, "米面油 1 箱")], &stations());
        assert!(all.iter().all(|one| one.cash.open() >= 0 && one.goods.values().all(|one| one.open() >= 0)));
        assert!(all[0].is_open() && all[1].is_open());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// At every moment of random acts and gifts: each holder's sum is what was handed to it, a gift is drawn from one
        /// holder at most, and taking back what is open leaves nothing open.
        #[test]
        fn what_was_handed_out_is_given_back_lost_or_open(
            steps in prop::collection::vec((0_usize..5, 0_usize..4, 0_i64..5_000, 0_usize..3), 1..40),
        ) {
            let stations = stations();
            let (mut acts, mut gifts, mut settled) = (Vec::new(), Vec::new(), Vec::new());
            for (n, (what, at, cash, goods)) in (0..).zip(steps) {
                let goods = GOODS[goods];
                let before = balances(&acts, &gifts, &stations);
                let own = before.iter().find(|one| one.holder == holder(at));
                match what {
                    0 => acts.push(act(n, AllocationKind::Out, at, cash, goods)),
                    1 => acts.push(act(n, AllocationKind::Mass, at, 0, goods)),
                    2 | 3 => {
                        let kind = if what == 2 { AllocationKind::Back } else { AllocationKind::Lost };
                        let one = act(n, kind, at, cash, goods);
                        if too_much(own, one.act.cash, &one.act.goods).is_none() {
                            acts.push(one);
                        }
                    }
                    _ => gifts.push(gift(n, at, if n % 5 == 0 { "第一组" } else { "" }, cash, goods)),
                }
                // What was drawn stays drawn from the same hands.
                let drawn: Vec<DrawnThing> = draws(&acts, &gifts, &stations);
                prop_assert!(settled.iter().all(|one| drawn.contains(one)));
                settled = drawn;
                let now = balances(&acts, &gifts, &stations);
                let sum = |kind| acts.iter().filter(|one| one.act.kind == kind).map(|one| one.act.cash.get()).sum::<i64>();
                let all = |of: fn(&Amounts) -> i64| now.iter().map(|one| of(&one.cash)).sum::<i64>();
                prop_assert_eq!(all(|one| one.out), sum(AllocationKind::Out));
                prop_assert_eq!(all(|one| one.back), sum(AllocationKind::Back));
                prop_assert!(all(|one| one.given) <= gifts.iter().map(|gift| gift.cash.get()).sum::<i64>());
                for one in &now {
                    for amounts in one.goods.values().chain([&one.cash]) {
                        prop_assert_eq!(amounts.out, amounts.given + amounts.back + amounts.lost + amounts.open());
                    }
                }
                // No act of a holder moves anything of another one, once that holds something.
                for one in before.iter().filter(|one| one.holder != holder(at) && what != 0 && what != 4) {
                    prop_assert!(now.contains(one));
                }
            }
            let last = balances(&acts, &gifts, &stations);
            for (n, one) in (1_000..).zip(&last) {
                let cash = one.cash.open().max(0);
                let back = act(n, AllocationKind::Back, 0, cash, "");
                acts.push(NumberedAct { act: AllocationAct { holder: one.holder.clone(), ..back.act }, ..back });
            }
            prop_assert!(balances(&acts, &gifts, &stations).iter().all(|one| one.cash.open() <= 0));
        }
    }
}
