//! Money added up: whatever is taken away, its own figures move by it, and no others.

use std::collections::BTreeMap;

use super::fold::{EntryFact, EntryRole, MoneyFold, YearMoney, code_of};
use crate::domain::text::CleanText;

fn fact<'a>(role: EntryRole, programme: &'a str, who: &'a str, cash: i64) -> EntryFact<'a> {
    EntryFact {
        role,
        programme,
        who,
        unit: false,
        round: "",
        group: "",
        on: "2023-05-06",
        township: "上都镇",
        cash,
        goods: 0,
        subject: "",
        part: "",
        own: 0,
        parts: 0,
        reaches: false,
    }
}

fn year() -> Vec<EntryFact<'static>> {
    use EntryRole::{Gift, LateReversal, Part, Payment, Spending};
    let gift = |who, round, on, cash, goods| EntryFact {
        round,
        group: "困难退役军人",
        on,
        goods,
        ..fact(Gift, "visit", who, cash)
    };
    let allowance =
        |who, part, cash| EntryFact { part, subject: part, ..fact(Payment, "living_allowance", who, cash) };
    let insured = |who, subject, cash| EntryFact {
        subject,
        part: subject,
        ..fact(Payment, "medical_insurance", who, cash)
    };
    vec![
        gift("a", "2023-spring", "2023-01-05", 50_000, 0),
        gift("a", "2023-spring", "2023-01-05", 0, 16_000),
        gift("a", "2023-army", "2023-07-20", 50_000, 0),
        gift("b", "2024-spring", "2023-12-30", 60_000, 0),
        EntryFact { unit: true, ..gift("u", "2023-army", "2023-07-21", 0, 3_265_900) },
        allowance("a", "残疾军人", 100_000),
        allowance("a", "带病回乡退役军人", 70_000),
        EntryFact { parts: -90_000, ..allowance("b", "残疾军人", 90_000) },
        EntryFact { part: "残疾军人", ..fact(Part, "living_allowance", "b", -90_000) },
        insured("a", "2023", 38_000),
        insured("a", "2024", 40_000),
        insured("c", "2024", 40_000),
        EntryFact { own: 87_667, ..fact(Payment, "social_insurance", "c", 269_161) },
        fact(Payment, "own_one", "c", 1),
        EntryFact { township: "", ..fact(Spending, "memorial", "", 4_000_000) },
        fact(LateReversal, "visit", "a", -50_000),
    ]
}

fn sum<'a>(facts: impl Iterator<Item = &'a EntryFact<'static>>) -> YearMoney {
    let mut fold = MoneyFold::new(2023);
    facts.for_each(|fact| fold.add(fact));
    fold.end(CleanText::shown)
}

/// What each figure comes to, by its name.
fn amounts(money: &YearMoney) -> BTreeMap<String, i64> {
    let mut amounts = BTreeMap::new();
    amounts.insert("visits".to_owned(), money.visits.cash.get() + money.visits.goods.get());
    amounts.insert("units".to_owned(), money.units.cash.get() + money.units.goods.get());
    amounts.insert("late".to_owned(), money.late.1.get());
    amounts.extend(money.programmes.iter().map(|paid| (paid.code.clone(), paid.amount.get())));
    amounts.extend(money.spending.iter().map(|spent| (spent.code.clone(), spent.amount.get())));
    amounts
}

#[test]
fn every_figure_counts_what_belongs_to_it() {
    let facts = year();
    let money = sum(facts.iter());
    assert_eq!((money.visits.people, money.visits.person_visits, money.visits.cash.get()), (2, 3, 160_000));
    assert_eq!((money.units.units, money.units.goods.get()), (1, 3_265_900));
    let told: Vec<_> = money
        .programmes
        .iter()
        .map(|paid| (paid.code.as_str(), paid.people, paid.times, paid.amount.get(), paid.own.get()))
        .collect();
    assert_eq!(
        told,
        [
            ("living_allowance", 1, 2, 170_000, 0),
            ("medical_insurance", 1, 1, 38_000, 0),
            ("medical_insurance_next_year", 2, 2, 80_000, 0),
            ("social_insurance", 1, 1, 269_161, 87_667),
            ("own_one", 1, 1, 1, 0),
        ]
    );
    let parts = &money.programmes[0].parts;
    assert_eq!((parts["残疾军人"].people, parts["残疾军人"].amount.get()), (1, 100_000));
    let all: i64 = amounts(&money).values().sum();
    assert_eq!(money.months.iter().map(|fen| fen.get()).sum::<i64>(), all);
    assert_eq!(money.months[11].get(), 60_000);
}

#[test]
fn an_entry_moves_its_own_figure_alone_by_exactly_its_amount() {
    let facts = year();
    let before = amounts(&sum(facts.iter()));
    for (at, gone) in facts.iter().enumerate() {
        let money = sum(facts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, fact)| fact));
        let after = amounts(&money);
        let figure = match gone.role {
            EntryRole::Gift if gone.unit => "units",
            EntryRole::Gift => "visits",
            EntryRole::LateReversal => "late",
            EntryRole::Payment | EntryRole::Part | EntryRole::Spending | EntryRole::Nothing => {
                code_of(gone.programme, gone.subject, 2023)
            }
        };
        for (name, fen) in &before {
            let moved = if name == figure { gone.cash + gone.goods } else { 0 };
            assert_eq!(fen - after.get(name).copied().unwrap_or_default(), moved, "{name} without {gone:?}");
        }
    }
}

#[test]
fn what_an_entry_is_to_its_year() {
    use EntryRole::{Gift, LateReversal, Nothing, Part, Payment, Spending};
    for (kind, concerns, reversed, late, role) in [
        ("gift", false, false, false, Gift),
        ("gift", false, true, false, Nothing),
        ("reversal", false, false, false, Nothing),
        ("reversal", false, false, true, LateReversal),
        ("payment", false, false, false, Payment),
        ("payment", true, false, false, Part),
        ("failed", true, false, false, Part),
        ("recovery", true, true, false, Nothing),
        ("spending", false, false, false, Spending),
    ] {
        assert_eq!(EntryRole::of(kind, concerns, reversed, late), role, "{kind}");
    }
}
