//! The sample tells the year it promises: the published totals of 2023, a round under way on the demo
//! day, and nobody in it who could be real.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};
use muster::domain::banner::{Banner, Sample, SampleRecipient, SampleVisit};
use muster::domain::due::{CloseReason, DueState, Facts, Missed, Standing, Verdict, standing, state};
use muster::domain::gift::{Earlier, Situation, may_record};
use muster::domain::holiday::RoundCode;
use muster::domain::idcard::IdNumber;
use muster::domain::ids::{EntryId, RecipientId};
use muster::domain::money::Fen;
use muster::domain::place::TownshipCode;
use muster::domain::recipient::{Kind, Life, Membership, Residence, StatusKind};
use muster::domain::round::Round;
use muster::domain::terms::Terms;
use muster::domain::text::CleanText;
use muster::domain::visit::{Call, Outcome};
use muster::sample;
use uuid::Uuid;

fn banner() -> Banner {
    sample::banner().unwrap()
}

fn sample() -> Sample {
    sample::load().unwrap()
}

/// The day on which the demo opens.
fn demo_day() -> NaiveDate {
    "2024-02-02".parse().unwrap()
}

fn round<'a>(sample: &'a Sample, code: &str) -> &'a Round {
    let code: RoundCode = code.parse().unwrap();
    sample.rounds.iter().find(|round| round.code == code).unwrap()
}

fn everyone(sample: &Sample) -> impl Iterator<Item = &SampleRecipient> {
    sample.people.iter().chain(&sample.units)
}

fn life(sample: &Sample, who: &SampleRecipient) -> (Life, Residence) {
    let (mut life, mut residence) = (Life::Alive, Residence::Here);
    for status in sample.statuses.iter().filter(|s| s.recipient == who.reference && s.line.undone.is_none()) {
        match status.line.kind {
            StatusKind::Died => life = Life::Dead(status.line.on),
            StatusKind::Left => residence = Residence::Left(status.line.on),
            StatusKind::Suspended => residence = Residence::Suspended(status.line.on),
            StatusKind::Withdrawn => panic!("the sample withdraws nobody"),
        }
    }
    (life, residence)
}

/// Groups, entered before the first round that concerns anybody.
fn memberships(sample: &Sample, who: &SampleRecipient) -> Vec<Membership> {
    let entered = sample.rounds[0].window.opens;
    who.groups.iter().map(|held| Membership { held: held.clone(), entered }).collect()
}

fn verdict(sample: &Sample, who: &SampleRecipient, round: &Round) -> Verdict {
    let visits: Vec<&SampleVisit> = sample
        .visits
        .iter()
        .filter(|v| v.recipient == who.reference && v.recording.round == round.code)
        .collect();
    let last_call = visits.last().map(|v| Call {
        outcome: v.recording.outcome,
        on: v.recording.on,
        deferred_to: v.recording.deferred_to,
        needs: v.recording.needs.clone(),
        note: v.recording.note.clone(),
    });
    let count = |n: usize| u32::try_from(n).unwrap();
    let (life, residence) = life(sample, who);
    let groups = memberships(sample, who);
    let facts = Facts {
        groups: &groups,
        life,
        residence,
        away: &[],
        last_call: last_call.as_ref(),
        called: last_call.is_some(),
        live_cash: count(visits.iter().filter(|v| v.recording.cash > Fen::ZERO).count()),
        live_goods: count(visits.iter().filter(|v| v.recording.goods.is_some()).count()),
    };
    standing(&facts, round)
}

/// Those of `of` who are in the round, with what it owes them.
fn in_round<'a>(
    sample: &Sample,
    of: &'a [SampleRecipient],
    round: &Round,
) -> Vec<(&'a SampleRecipient, Verdict)> {
    of.iter()
        .map(|who| (who, verdict(sample, who, round)))
        .filter(|(_, verdict)| verdict.standing != Standing::NotEligible)
        .collect()
}

#[test]
fn the_banner_is_complete() {
    let banner = banner();
    assert_eq!(banner.townships.len(), 9);
    assert_eq!(banner.stations.len(), 1 + 9 + 6);
    assert_eq!(banner.stations.iter().filter(|s| s.township.is_none()).count(), 1);
    assert_eq!(banner.stations.iter().filter(|s| s.village.is_some()).count(), 6);
    assert_eq!(
        banner.categories.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
        [
            "残疾军人",
            "烈士遗属",
            "因公牺牲军人遗属",
            "病故军人遗属",
            "在乡复员军人",
            "带病回乡退役军人",
            "参战参试退役军人",
            "60周岁以上农村籍退役士兵"
        ]
    );
    assert_eq!(
        banner.groups.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(),
        ["参加抗美援朝军人", "在乡老复员军人", "烈士遗属", "困难退役军人", "立功受奖军人家庭", "驻旗部队"]
    );
    for group in &banner.groups {
        let sound = |units: bool| {
            group.first.as_ref().is_none_or(|s| s.total() > Fen::ZERO && (s.cash == Fen::ZERO) == units)
        };
        assert!(sound(group.units), "units receive goods, people cash: {}", group.name);
    }
}

#[test]
fn no_spelling_has_two_meanings() {
    let banner = banner();
    let townships: Vec<_> =
        banner.townships.iter().flat_map(|t| std::iter::once(&t.name).chain(&t.aliases)).collect();
    let categories: Vec<_> =
        banner.categories.iter().flat_map(|c| std::iter::once(&c.name).chain(&c.aliases)).collect();
    for spellings in [&townships, &categories] {
        assert_eq!(spellings.iter().collect::<BTreeSet<_>>().len(), spellings.len());
    }
    let aliases: BTreeSet<_> = banner.categories.iter().flat_map(|c| &c.aliases).collect();
    for group in &banner.groups {
        assert!(!aliases.contains(&group.name), "{} is a group, not a category's alias", group.name);
    }
}

#[test]
fn two_thousand_twenty_three_adds_up() {
    let sample = sample();
    let people: BTreeSet<_> = sample.people.iter().map(|p| &p.reference).collect();
    let (mut persons, mut units) = (BTreeMap::new(), BTreeSet::new());
    let (mut cash, mut goods) = (Fen::ZERO, Fen::ZERO);
    for visit in sample.visits.iter().filter(|v| v.recording.on.year() == 2023 && v.recording.outcome.gives())
    {
        if people.contains(&visit.recipient) {
            assert!(visit.recording.goods.is_none());
            persons.entry(&visit.recipient).or_insert_with(Vec::new).push(visit.recording.cash);
            cash = cash.plus(visit.recording.cash);
        } else {
            assert_eq!(visit.recording.cash, Fen::ZERO);
            units.insert(&visit.recipient);
            goods = goods.plus(visit.recording.goods.as_ref().unwrap().value);
        }
    }
    assert_eq!((persons.len(), cash), (85, Fen::new(6_050_000)));
    assert_eq!((units.len(), goods), (3, Fen::new(3_265_900)));
    assert_eq!(persons.values().filter(|gifts| gifts.len() == 2).count(), 8, "at both holidays");
    assert!(persons.values().any(|gifts| *gifts == [Fen::new(50_000)]), "once, with 500 yuan");
    assert!(
        sample.visits.iter().all(|v| v.recording.on.year() == v.recording.round.year),
        "fiscal and holiday years agree"
    );
}

#[test]
fn the_rounds_of_2023_are_finished() {
    let sample = sample();
    for (code, people, closed, units) in [("2023-spring", 65, 4, 3), ("2023-army", 28, 2, 3)] {
        let round = round(&sample, code);
        let of_people = in_round(&sample, &sample.people, round);
        let of_units = in_round(&sample, &sample.units, round);
        let count = |list: &[(&SampleRecipient, Verdict)], wanted: DueState| {
            list.iter().filter(|(_, v)| state(v.standing, &round.window, demo_day()) == wanted).count()
        };
        assert_eq!(count(&of_people, DueState::Done), people, "{code}");
        assert_eq!(count(&of_people, DueState::Closed), closed, "{code}");
        assert_eq!(of_people.len(), people + closed, "{code}: nobody is open");
        assert_eq!((count(&of_units, DueState::Done), of_units.len()), (units, units), "{code}");
    }
}

#[test]
fn spring_2024_is_under_way_on_the_demo_day() {
    let (banner, sample) = (banner(), sample());
    let round = round(&sample, "2024-spring");
    let mut counts: BTreeMap<&TownshipCode, [usize; 3]> = BTreeMap::new();
    let mut planned = Fen::ZERO;
    for (who, verdict) in in_round(&sample, &sample.people, round) {
        planned = planned.plus(verdict.basis.as_ref().unwrap().cash);
        let column = match state(verdict.standing, &round.window, demo_day()) {
            DueState::Due => 0,
            DueState::Done => 1,
            DueState::Closed => 2,
            other @ (DueState::Overdue | DueState::Grace | DueState::Upcoming | DueState::NotEligible) => {
                panic!("{}: {other:?}", who.name)
            }
        };
        counts.entry(&who.township).or_default()[column] += 1;
    }
    let table: Vec<_> = banner.townships.iter().map(|t| (t.name.as_str(), counts[&t.code])).collect();
    assert_eq!(
        table,
        [
            ("上都镇", [10, 14, 5]),
            ("桑根达来镇", [8, 4, 3]),
            ("哈毕日嘎镇", [5, 3, 3]),
            ("宝绍岱苏木", [4, 4, 3]),
            ("那日图苏木", [4, 3, 3]),
            ("赛音呼都嘎苏木", [3, 4, 3]),
            ("扎格斯台苏木", [3, 2, 3]),
            ("五一种畜场", [2, 2, 3]),
            ("黑城子示范区", [2, 2, 3]),
        ],
        "due, done, closed"
    );
    let given: Vec<_> = sample
        .visits
        .iter()
        .filter(|v| v.recording.round == round.code && v.recording.cash > Fen::ZERO)
        .collect();
    assert_eq!(given.len(), 38);
    assert_eq!(given.iter().fold(Fen::ZERO, |sum, v| sum.plus(v.recording.cash)), Fen::new(2_750_000));
    assert_eq!(planned, Fen::new(7_300_000));
}

#[test]
fn a_unit_waits_and_one_is_in_no_round() {
    let sample = sample();
    let units = in_round(&sample, &sample.units, round(&sample, "2024-spring"));
    assert_eq!(units.iter().filter(|(_, v)| v.standing == Standing::Done).count(), 2);
    assert_eq!(units.iter().filter(|(_, v)| v.standing == Standing::Open(None)).count(), 1);
    assert_eq!((units.len(), sample.units.len()), (3, 4));
}

#[test]
fn every_township_shows_every_kind_of_outcome() {
    let (banner, sample) = (banner(), sample());
    let all = in_round(&sample, &sample.people, round(&sample, "2024-spring"));
    for township in &banner.townships {
        let here: Vec<Standing> =
            all.iter().filter(|(who, _)| who.township == township.code).map(|(_, v)| v.standing).collect();
        for (what, wanted) in [
            ("due", Standing::Open(None)),
            ("done", Standing::Done),
            ("refused", Standing::Closed(CloseReason::Refused)),
            ("died", Standing::Closed(CloseReason::Died)),
            ("moved away", Standing::Closed(CloseReason::MovedAway)),
        ] {
            assert!(here.contains(&wanted), "{}: {what}", township.name);
        }
        let put_off = here
            .iter()
            .any(|s| matches!(s, Standing::Open(Some(Missed::Deferred(Some(to)))) if *to > demo_day()));
        assert!(put_off, "{}: deferred", township.name);
    }
    let among = |wanted: fn(&Standing) -> bool| all.iter().filter(|(_, v)| wanted(&v.standing)).count();
    assert_eq!(among(|s| matches!(s, Standing::Open(Some(Missed::Deferred(_))))), 10);
    assert_eq!(among(|s| matches!(s, Standing::Open(Some(Missed::Absent(_))))), 6);
    assert_eq!(among(|s| *s == Standing::Closed(CloseReason::Suspended)), 1);
    assert_eq!(among(|s| *s == Standing::Closed(CloseReason::NotFound)), 1);
}

#[test]
fn the_people_of_the_tour_are_due() {
    let sample = sample();
    let round = round(&sample, "2024-spring");
    for (name, village, group, yuan, groups) in [
        ("程连富", "敖包图嘎查", "在乡老复员军人", 1000, 1),
        ("乌云其木格", "敖包图嘎查", "烈士遗属", 1000, 2),
        ("呼日查巴特尔", "敖包图嘎查", "参加抗美援朝军人", 1000, 1),
        ("单国强", "乌兰图嘎嘎查", "困难退役军人", 500, 1),
        ("查玉兰", "乌兰图嘎嘎查", "烈士遗属", 1000, 1),
        ("吕建国", "朝阳村", "困难退役军人", 500, 1),
    ] {
        let named: Vec<_> = sample.people.iter().filter(|p| p.name.as_str() == name).collect();
        let [who] = named[..] else { panic!("{name} is there {} times", named.len()) };
        let verdict = verdict(&sample, who, round);
        assert_eq!(state(verdict.standing, &round.window, demo_day()), DueState::Due, "{name}");
        let basis = verdict.basis.unwrap();
        assert_eq!((basis.group.as_str(), basis.cash), (group, Fen::new(yuan * 100)), "{name}");
        assert_eq!(verdict.groups, groups, "{name}");
        assert_eq!(who.village, Some(CleanText::from(village)), "{name}");
    }
}

#[test]
fn visits_obey_the_rules_in_the_order_they_were_recorded() {
    let sample = sample();
    let by_reference: BTreeMap<_, _> = everyone(&sample).map(|who| (&who.reference, who)).collect();
    let mut live: BTreeMap<_, Vec<Earlier>> = BTreeMap::new();
    for (n, visit) in sample.visits.iter().enumerate() {
        let who = by_reference[&visit.recipient];
        let round = sample.rounds.iter().find(|round| round.code == visit.recording.round).unwrap();
        let id = EntryId(Uuid::from_u128(n as u128));
        let recording = visit.with_ids(id, RecipientId(Uuid::nil()));
        let gifts = live.entry((&visit.recipient, visit.recording.round)).or_default();
        let situation = Situation {
            others: Vec::new(),
            name: who.name.clone(),
            life: life(&sample, who).0,
            live: gifts.clone(),
            two_handlers: true,
            unlisted: Vec::new(),
            terms: Terms::of(
                round,
                who.kind,
                &memberships(&sample, who),
                {
                    let stands = life(&sample, who);
                    (stands.0, stands.1, &[])
                },
                visit.recording.on,
            ),
        };
        assert_eq!(may_record(&recording, &situation), Ok(()), "{} on {}", who.name, visit.recording.on);
        assert!(
            round.window.contains(visit.recording.on) && visit.recording.on <= demo_day(),
            "{} on {}",
            who.name,
            visit.recording.on
        );
        assert_ne!(verdict(&sample, who, round).basis, None, "{} in {}", who.name, visit.recording.round);
        assert_eq!(visit.recording.handlers.len(), 2);
        assert_eq!(visit.recording.outcome == Outcome::Deferred, visit.recording.deferred_to.is_some());
        if visit.recording.outcome.gives() {
            let goods = visit.recording.goods.clone();
            gifts.push(Earlier {
                id,
                on: visit.recording.on,
                cash: visit.recording.cash,
                goods_value: goods.as_ref().map_or(Fen::ZERO, |goods| goods.value),
                goods: goods.map(|goods| goods.text),
                handlers: visit.recording.handlers.clone(),
                reason: None,
            });
        }
    }
    assert!(sample.visits.is_sorted_by_key(|v| (v.recording.on, v.recording.round)), "oldest first");
}

#[test]
fn people_receive_the_standard_of_their_basis() {
    let sample = sample();
    let by_reference: BTreeMap<_, _> = sample.people.iter().map(|who| (&who.reference, who)).collect();
    for visit in sample.visits.iter().filter(|v| v.recording.cash > Fen::ZERO) {
        let who = by_reference[&visit.recipient];
        let round = sample.rounds.iter().find(|round| round.code == visit.recording.round).unwrap();
        assert_eq!(visit.recording.cash, verdict(&sample, who, round).basis.unwrap().cash, "{}", who.name);
    }
}

#[test]
fn rounds_have_their_default_windows_and_the_fixed_order() {
    let (banner, sample) = (banner(), sample());
    let place = |name: &CleanText| banner.groups.iter().position(|group| group.name == *name).unwrap();
    assert_eq!(sample.rounds.len(), 3);
    for round in &sample.rounds {
        assert_eq!(round.window, round.code.default_window().unwrap());
        assert!(round.standards.is_sorted_by_key(|standard| place(&standard.group)), "{}", round.code);
    }
}

#[test]
fn nobody_in_the_sample_can_be_real() {
    let sample = sample();
    assert_eq!(sample.people.len(), 400);
    let ids: BTreeSet<_> = sample.people.iter().map(|p| &p.reference.0).collect();
    assert_eq!(ids.len(), 400, "ID numbers are unique");
    for who in &sample.people {
        let id = who.reference.0.as_str();
        let (number, right) = IdNumber::parse(id, demo_day()).unwrap();
        assert_eq!((number.as_str(), right), (id, None), "check digit of {}", who.name);
        assert!(id.len() == 18 && id.starts_with("152599"), "{}", who.name);
        if let Some(phone) = &who.phone {
            let unused = ["154", "160", "161", "163", "164", "168", "169"];
            assert!(phone.len() == 11 && unused.iter().any(|s| phone.starts_with(s)), "{}", who.name);
        }
        if let Some(card) = &who.card {
            assert!(card.len() == 19 && card.starts_with("620000152599"), "{}", who.name);
        }
    }
}

#[test]
fn lives_are_plausible() {
    let (banner, sample) = (banner(), sample());
    let units: BTreeSet<_> = banner.groups.iter().filter(|g| g.units).map(|g| &g.name).collect();
    for who in everyone(&sample) {
        let unit = who.kind == Kind::Unit;
        assert!(who.groups.iter().all(|held| units.contains(&held.label) == unit), "{}", who.name);
        let Some(birth) = who.birth else { continue };
        let age = demo_day().years_since(birth).unwrap();
        for held in who.groups.iter().chain(&who.categories) {
            let (least, most) = match held.label.as_str() {
                "参加抗美援朝军人" => (87, 95),
                "在乡老复员军人" | "在乡复员军人" => (87, 97),
                "60周岁以上农村籍退役士兵" => (60, 85),
                "参战参试退役军人" => (55, 85),
                _ => (25, 95),
            };
            assert!((least..=most).contains(&age), "{} is {age}: {}", who.name, held.label);
        }
    }
    let idle = sample.people.iter().filter(|p| p.groups.is_empty()).count();
    assert!(idle > 250, "{idle} people are in no visit group");
    let undone: Vec<_> = sample.statuses.iter().filter(|s| s.line.undone.is_some()).collect();
    assert_eq!(undone.len(), 1, "one was recorded dead and lives");
    let named = |name: &str| sample.people.iter().filter(|p| p.name.as_str() == name).count();
    assert_eq!((named("王建国"), named("乌力吉")), (2, 2), "people of one name in two villages");
}
