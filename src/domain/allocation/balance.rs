//! What is open of allocations: out of each, cash and every kind of goods apart, what was given, came back or is missing.
//!
//! `out = given + back + lost + open` holds at any moment, since `open` is what the others leave. It is below nothing where
//! more was given than was handed out.

use std::collections::{BTreeMap, BTreeSet};

use super::goods::{GoodsAmount, GoodsKind};
use super::{AllocationAct, AllocationKind, Holder};
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

    /// Whether anything is open, so that the round cannot be closed.
    pub fn is_open(&self) -> bool {
        self.cash.open() > 0 || self.goods.values().any(|one| one.open() > 0)
    }

    /// Whether more was given than handed out.
    pub fn is_overdrawn(&self) -> bool {
        self.cash.open() < 0 || self.goods.values().any(|one| one.open() < 0)
    }
}

/// Something that was given in the round and stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The names of the township and the village where the recipient stands in the round.
    pub place: [CleanText; 2],
    /// The team of the recipient; empty for none.
    pub team: CleanText,
    /// The cash, in fen.
    pub cash: Fen,
    /// The goods in words; empty for none.
    pub goods: CleanText,
}

/// What each holder has to account for. A gift is drawn from one holder alone: from the team of the recipient if something
/// was handed to it in the round, else from the nearest station to which something was.
pub fn balances<'a>(
    acts: &[AllocationAct],
    drawn: impl IntoIterator<Item = &'a Drawn>,
    stations: &Stations,
) -> Vec<Balance> {
    let undone: BTreeSet<_> = acts.iter().filter_map(|act| act.undoes).collect();
    let mut all: BTreeMap<Holder, Balance> = BTreeMap::new();
    let mut holds: BTreeSet<Holder> = BTreeSet::new();
    for act in acts.iter().filter(|act| !undone.contains(&act.id)) {
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
            } else if act.kind != AllocationKind::Undone {
                field(balance.goods.entry(one.kind.clone()).or_default(), one.quantity);
            }
        }
        if act.kind == AllocationKind::Out {
            holds.insert(act.holder.clone());
        }
    }
    for gift in drawn {
        let team = Some(Holder::Team(gift.team.clone())).filter(|_| !gift.team.is_empty());
        let [township, village] = &gift.place;
        let near = stations.of(township, village).map(|name| Holder::Station(name.clone()));
        let Some(balance) = team
            .into_iter()
            .chain(near)
            .find(|holder| holds.contains(holder))
            .and_then(|holder| all.get_mut(&holder))
        else {
            continue;
        };
        balance.cash.given = balance.cash.given.saturating_add(gift.cash.get());
        for (kind, quantity) in super::goods::read(&gift.goods) {
            let amounts = balance.goods.entry(kind).or_default();
            amounts.given = amounts.given.saturating_add(quantity);
        }
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

    fn act(n: usize, kind: AllocationKind, at: usize, cash: i64, goods: &str) -> AllocationAct {
        let goods = super::super::goods::read(goods).into_iter();
        AllocationAct {
            id: EntryId(uuid::Uuid::from_u128(n as u128)),
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
        }
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
            let (mut acts, mut gifts) = (Vec::new(), Vec::new());
            for (n, (what, at, cash, goods)) in steps.into_iter().enumerate() {
                let goods = GOODS[goods];
                let before = balances(&acts, &gifts, &stations);
                let own = before.iter().find(|one| one.holder == holder(at));
                match what {
                    0 => acts.push(act(n, AllocationKind::Out, at, cash, goods)),
                    1 => acts.push(act(n, AllocationKind::Mass, at, 0, goods)),
                    2 | 3 => {
                        let kind = if what == 2 { AllocationKind::Back } else { AllocationKind::Lost };
                        let one = act(n, kind, at, cash, goods);
                        if too_much(own, one.cash, &one.goods).is_none() {
                            acts.push(one);
                        }
                    }
                    _ => gifts.push(Drawn {
                        place: if at == 0 { ["别处", ""] } else { ["上都镇", ["", "金莲川社区", "老街社区"][at - 1]] }.map(Into::into),
                        team: if n % 5 == 0 { "第一组" } else { "" }.into(),
                        cash: Fen::new(cash),
                        goods: goods.into(),
                    }),
                }
                let now = balances(&acts, &gifts, &stations);
                let sum = |of: fn(&AllocationAct) -> bool| acts.iter().filter(|act| of(act)).map(|act| act.cash.get()).sum::<i64>();
                let all = |of: fn(&Amounts) -> i64| now.iter().map(|one| of(&one.cash)).sum::<i64>();
                prop_assert_eq!(all(|one| one.out), sum(|act| act.kind == AllocationKind::Out));
                prop_assert_eq!(all(|one| one.back), sum(|act| act.kind == AllocationKind::Back));
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
            for (n, one) in last.iter().enumerate() {
                let cash = one.cash.open().max(0);
                acts.push(AllocationAct { holder: one.holder.clone(), ..act(1_000 + n, AllocationKind::Back, 0, cash, "") });
            }
            prop_assert!(balances(&acts, &gifts, &stations).iter().all(|one| one.cash.open() <= 0));
        }
    }
}
