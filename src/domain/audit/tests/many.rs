//! Rules over many gifts: pairs, proxies, goods, new people, changes.

use chrono::NaiveDate;

use super::super::changes::{Change as Changed, Changes, Watched};
use super::super::goods::Goods;
use super::super::handlers::{Rare, Townships};
use super::super::pairs::{Nights, Speed};
use super::super::persons::Newcomers;
use super::super::proxies::Proxies;
use super::super::reversals::Reversals;
use super::super::{Level, gifts};
use super::{AMBER, GREY, RED, alone, at, day, found, limits, usual, yuan};
use crate::domain::audit::facts::Gift;
use crate::domain::holiday::{Festival, RoundCode};

const TOWNSHIPS: [&str; 4] = ["1", "2", "3", "4"];
const PROXIES: [&str; 6] = ["甲", "乙", "丙", "丁", "戊", "己"];

#[test]
fn a16_of_a_pair() {
    let limits = limits();
    let told = |reversed: i64, all: i64| {
        let mut rule = Reversals::default();
        for no in 0..all {
            let mut gift = usual(no);
            gift.reversed_on = (no < reversed).then(|| day("2024-02-02"));
            rule.gift(&gift, &limits, &mut |_| {});
        }
        found(|sink| rule.finish(&limits, sink))
    };
    assert_eq!(told(3, 59), [(AMBER, "often", 3)]);
    assert_eq!(told(3, 60), []);
    assert_eq!(told(2, 4), []);
    // The money of a reversal to somebody else, by the same pair, within three days.
    let next = |change: &dyn Fn(&mut Gift<'static>)| {
        let (mut reversal, mut gift) = (usual(1), usual(2));
        reversal.is_reversal = true;
        change(&mut gift);
        let mut rule = Reversals::default();
        found(|sink| {
            rule.gift(&reversal, &limits, sink);
            rule.gift(&gift, &limits, sink);
        })
    };
    assert_eq!(next(&|_| {}), [(AMBER, "other", 2)]);
    assert_eq!(next(&|g| g.recorded_on = day("2024-02-04")), [(AMBER, "other", 2)]);
    assert_eq!(next(&|g| g.recorded_on = day("2024-02-05")), []);
    assert_eq!(next(&|g| g.cash = yuan(400)), []);
    assert_eq!(next(&|g| g.human = 1), []);
    assert_eq!(next(&|g| g.handlers = ["布仁", "乌兰"]), []);
}

#[test]
fn a08_at_night() {
    let limits = limits();
    let told = |night: i64, all: i64, hour: u32| {
        let mut rule = Nights::default();
        for no in 0..all {
            let mut gift = usual(no);
            if no < night {
                gift.recorded_at = at("2024-02-01", hour, 0);
            }
            rule.gift(&gift, &limits);
        }
        found(|sink| rule.finish(&limits, sink))
    };
    assert_eq!(told(1, 10, 22), [(GREY, "night", 1)]);
    assert_eq!(told(1, 10, 5), [(GREY, "night", 1)]);
    assert_eq!(told(1, 10, 21), []);
    assert_eq!(told(1, 10, 6), []);
    assert_eq!(told(2, 19, 23), [(GREY, "night", 2), (AMBER, "often", 2)]);
}

#[test]
fn a09_speed() {
    let limits = limits();
    let doors = |count: i64, minutes: i64, change: &dyn Fn(i64, &mut Gift<'static>)| {
        let mut rule = Speed::default();
        for no in 0..count {
            let mut gift = usual(no);
            gift.recorded_at = at("2024-02-01", 8, 0) + chrono::Duration::minutes(no * minutes);
            change(no, &mut gift);
            rule.gift(&gift, &limits);
        }
        found(|sink| rule.finish(&limits, sink))
    };
    assert_eq!(doors(13, 4, &|_, _| {}), [(AMBER, "hour", 13)]);
    assert_eq!(doors(12, 4, &|_, _| {}), []);
    assert_eq!(doors(13, 5, &|_, _| {}), []);
    // Cash and goods at one door are one door.
    assert_eq!(doors(24, 2, &|no, gift| gift.human = no / 2), []);
    assert_eq!(doors(41, 10, &|_, _| {}), [(AMBER, "day", 41)]);
    assert_eq!(doors(40, 10, &|_, _| {}), []);
    let place = |no: i64| TOWNSHIPS[usize::try_from(no).unwrap() % 4];
    assert_eq!(doors(4, 20, &|no, gift| gift.township = place(no)), [(AMBER, "townships", 4)]);
    assert_eq!(doors(3, 20, &|no, gift| gift.township = place(no)), []);
}

#[test]
fn a10_pairs_and_handlers() {
    let limits = limits();
    let codes: Vec<RoundCode> = [(2023, Festival::Spring), (2023, Festival::Army), (2024, Festival::Spring)]
        .map(|(year, festival)| RoundCode { year, festival })
        .to_vec();
    let told = |rounds: &[usize], own: usize, all: usize| {
        let mut rule = Townships::default();
        for round in rounds {
            for no in 0..all {
                let pair = if no < own { "布仁 赵志强".to_owned() } else { format!("乌兰 {no}") };
                rule.gift("152530101", *round, pair);
            }
        }
        found(|sink| rule.finish(&codes, &limits, &std::collections::HashMap::new(), |_| true, sink))
    };
    assert_eq!(told(&[0, 1, 2], 9, 10), [(AMBER, "pair", 0)]);
    assert_eq!(told(&[0, 1, 2], 8, 10), [], "80 % and no more");
    assert_eq!(told(&[0, 2], 10, 10), [], "not running");
    assert_eq!(told(&[0, 1, 2], 9, 9), [], "too few");
    for (count, expected) in [(2, vec![(AMBER, "handler", 1)]), (3, vec![])] {
        let counts = [("布仁".to_owned(), count), ("赵志强".to_owned(), 40)].into();
        let listed = [("布仁".to_owned(), None), ("赵志强".to_owned(), None)].into();
        let mut rule = Rare::new(counts, listed);
        rule.gift(&usual(1), &limits);
        assert_eq!(found(|sink| rule.finish(sink)), expected);
    }
    // Not on the list, or no more on the day paid.
    for (last, expected) in [(usual(1).paid_on, vec![]), (NaiveDate::MIN, vec![(AMBER, "unlisted", 1)])] {
        let counts = [("布仁".to_owned(), 40), ("赵志强".to_owned(), 40)].into();
        let listed = [("布仁".to_owned(), Some(last)), ("赵志强".to_owned(), None)].into();
        let mut rule = Rare::new(counts, listed);
        rule.gift(&usual(1), &limits);
        assert_eq!(found(|sink| rule.finish(sink)), expected);
    }
}

#[test]
fn a11_proxies() {
    let limits = limits();
    let told = |by_proxy: i64, all: i64, handlers: &[(i32, &str)]| {
        let handlers = handlers.iter().map(|(year, name)| (*year, (*name).to_owned())).collect();
        let mut rule = Proxies::new(handlers);
        for no in 0..all {
            let mut gift = usual(no);
            if no < by_proxy {
                // One name, however it is written.
                gift.proxy = if no % 2 == 0 { "乌云·其木格" } else { "乌云其木格" };
            }
            rule.gift(&gift);
        }
        found(|sink| rule.finish(&limits, sink))
    };
    let kinds = |told: Vec<(Level, &'static str, usize)>| -> Vec<(Level, &str)> {
        told.into_iter().map(|(level, kind, _)| (level, kind)).collect()
    };
    assert_eq!(kinds(told(1, 10, &[])), []);
    assert!(told(2, 40, &[]).len() <= 2);
    assert_eq!(kinds(told(1, 10, &[(2023, "乌云·其木格")])), [], "a handler of another year");
    let mut one = Proxies::new([(2024, crate::domain::text::folded_name("乌云·其木格"))].into());
    let mut gift = usual(1);
    gift.proxy = "乌云·其木格";
    one.gift(&gift);
    assert_eq!(kinds(found(|sink| one.finish(&limits, sink))), [(RED, "handler")]);
    let same = |of: i64| {
        let mut rule = Proxies::new(std::collections::HashSet::new());
        for no in 0..of {
            let mut gift = usual(no);
            gift.proxy = "乌兰";
            rule.gift(&gift);
        }
        for no in of..100 {
            rule.gift(&usual(no));
        }
        kinds(found(|sink| rule.finish(&limits, sink)))
    };
    assert_eq!(same(1), []);
    assert_eq!(same(2), [(AMBER, "proxy")]);
    assert_eq!(same(3), [(RED, "proxy")]);
    let different = |by_proxy: usize, all: i64| {
        let mut rule = Proxies::new(std::collections::HashSet::new());
        for no in 0..all {
            let mut gift = usual(no);
            gift.proxy = usize::try_from(no).ok().filter(|at| *at < by_proxy).map_or("", |at| PROXIES[at]);
            rule.gift(&gift);
        }
        kinds(found(|sink| rule.finish(&limits, sink)))
    };
    assert_eq!(different(5, 33), [(AMBER, "often")]);
    assert_eq!(different(5, 34), []);
    assert_eq!(different(4, 8), []);
}

#[test]
fn a12_new_and_paid() {
    let limits = limits();
    let told = |change: &dyn Fn(&mut Gift<'static>)| {
        let mut gift = usual(1);
        change(&mut gift);
        let mut rule = Newcomers::new(std::collections::HashSet::new());
        found(|sink| {
            rule.gift(&gift, &limits, sink);
            rule.finish(sink);
        })
    };
    assert_eq!(told(&|_| {}), []);
    assert_eq!(told(&|g| (g.entered_on, g.roster) = (day("2024-01-25"), None)), [(AMBER, "new", 1)]);
    assert_eq!(told(&|g| g.entered_on = day("2024-01-25")), [(AMBER, "roster", 1)]);
    assert_eq!(told(&|g| g.entered_on = day("2024-01-24")), []);
    assert_eq!(told(&|g| g.valid_id = false), [(AMBER, "new", 1)]);
    let ghost = |g: &mut Gift<'static>| {
        (g.entered_on, g.valid_id, g.proxy) = (day("2024-01-25"), false, "乌兰");
    };
    assert_eq!(told(&ghost), [(RED, "new", 1)]);
    assert_eq!(told(&|g| (g.entered_on, g.roster) = (day("2024-01-02"), None)), [(AMBER, "listed", 1)]);
    assert_eq!(told(&|g| (g.entered_on, g.roster) = (day("2023-12-30"), None)), []);
    assert_eq!(told(&|g| (g.entered_on, g.valid_id, g.person) = (day("2024-01-30"), false, false)), []);
}

#[test]
fn a14_changed_before() {
    let limits = limits();
    let id = uuid::Uuid::parse_str(usual(1).recipient).unwrap().as_u128();
    let told = |list: &[(&str, Watched, u64, u64)]| {
        let list = list.iter().map(|(on, fact, before, after)| Changed {
            on: day(on),
            fact: *fact,
            before: *before,
            after: *after,
            fills_in: *before == 0,
        });
        let changes = Changes([(id, list.collect())].into());
        found(|sink| changes.gift(&usual(1), &limits, sink))
    };
    assert_eq!(told(&[("2024-01-02", Watched::Card, 1, 2)]), [(AMBER, "changed", 1)]);
    assert_eq!(told(&[("2024-01-01", Watched::Card, 1, 2)]), []);
    assert_eq!(told(&[("2024-02-02", Watched::Card, 1, 2)]), [], "after the gift");
    let back = [("2024-01-20", Watched::Card, 1, 2), ("2024-02-10", Watched::Card, 2, 1)];
    assert_eq!(told(&back), [(RED, "changed", 1)]);
    // What was not known is filled in; put on for the gift and taken off behind it is another thing.
    assert_eq!(told(&[("2024-01-20", Watched::Card, 0, 2)]), []);
    let off = [("2024-01-20", Watched::Card, 0, 2), ("2024-02-10", Watched::Card, 2, 0)];
    assert_eq!(told(&off), [(RED, "changed", 1)]);
    let other = [("2024-01-20", Watched::Card, 1, 2), ("2024-02-10", Watched::Phone, 2, 1)];
    assert_eq!(told(&other), [(AMBER, "changed", 1)]);
}

#[test]
fn a18_goods() {
    let limits = limits();
    let differ = |values: [i64; 2], words: [&'static str; 2]| {
        let mut rule = Goods::default();
        for ((no, value), words) in (1..).zip(values).zip(words) {
            let mut gift = usual(no);
            (gift.goods, gift.goods_value) = (words, yuan(value));
            rule.gift(&gift);
        }
        found(|sink| rule.finish(&limits, sink))
    };
    assert_eq!(differ([160, 177], ["米一袋", "米 一袋"]), [(AMBER, "differ", 2)]);
    assert_eq!(differ([160, 176], ["米一袋", "米一袋"]), []);
    assert_eq!(differ([160, 400], ["米一袋", "面一袋"]), []);
    alone(
        |gift, sink| gifts::goods_above(gift, &limits, sink),
        &[
            (&|g| (g.goods_value, g.standard_goods) = (yuan(193), yuan(160)), &[(RED, "above")]),
            (&|g| (g.goods_value, g.standard_goods) = (yuan(192), yuan(160)), &[]),
        ],
    );
}
