//! Protects groups by rule: histories with fixed seeds are held beside a model that knows of each day alone whether somebody
//! is in the group; and what a rule means for newcomers, for merges and for rounds that are over.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{Duration, NaiveDate};
use tempfile::TempDir;
use uuid::Uuid;

use super::groups::{Draw, today};
use super::support::{RARE, banner, ctx, person, spring};
use crate::domain::banner::{Banner, Category};
use crate::domain::error::RegisterError;
use crate::domain::group_change::GroupDeed;
use crate::domain::group_rule::{RuleChange, RuleDeed};
use crate::domain::ids::RecipientId;
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::{Op, WriteContext};
use crate::domain::page::Start;
use crate::domain::person::{Edit, PersonRule};
use crate::domain::place::Scope;
use crate::domain::recipient::Held;
use crate::domain::roster::RosterEntry;
use crate::domain::round::{Group, Standard};
use crate::domain::text::CleanText;
use crate::store::{Ending, Store};

pub(super) const CATEGORIES: [&str; 3] = ["在乡复员军人", "烈士遗属", "残疾军人"];
/// A group for units.
const UNITS: &str = "驻旗部队";
/// Days that are looked at, from the first on; nothing begins or ends on the last one.
const DAYS: usize = 112;

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 12, 10).unwrap()
}

pub(super) fn at(day: usize) -> NaiveDate {
    first() + Duration::days(i64::try_from(day).unwrap())
}

fn wide() -> Banner {
    let mut banner = banner();
    banner.categories = CATEGORIES.map(|name| Category { name: name.into(), aliases: Vec::new() }).to_vec();
    banner.groups.push(Group { name: UNITS.into(), units: true, first: None });
    banner
}

pub(super) fn with_categories(n: usize, categories: &[&'static str]) -> RosterEntry {
    let name = ["程连富", "王玉兰", "单国强", "赵永福", "李洪成", "姜新斌"][n];
    RosterEntry {
        name: name.into(),
        categories: categories.iter().map(|name| (*name).into()).collect(),
        groups: Vec::new(),
        ..person(n, 0)
    }
}

/// A register with a round in which the group has a standard, and people without categories.
pub(super) fn open(people: usize) -> (Store, TempDir, Vec<RecipientId>) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("r.db"), &wide(), "test", &on(2023)).unwrap();
    import(&mut store, (0..people).map(|n| with_categories(n, &[])));
    create(&mut store);
    let ids = ids(&store);
    (store, folder, ids)
}

pub(super) fn import(store: &mut Store, rows: impl Iterator<Item = RosterEntry>) {
    let known: u64 = store.conn.query_row("SELECT count(*) FROM recipient", [], |row| row.get(0)).unwrap();
    let next = AtomicU64::new(known);
    let mint = || RecipientId(Uuid::from_u128(u128::from(next.fetch_add(1, Ordering::Relaxed)) + (1 << 120)));
    let name = CleanText::from("test");
    let kept = store.import(&name, &ctx(today()), &mint, |importer| {
        for row in rows {
            importer.row(&row)?;
        }
        Ok::<_, RegisterError>(((), Ending::Keep))
    });
    kept.unwrap();
}

fn on(year: i32) -> WriteContext {
    ctx(super::support::day(year))
}

fn create(store: &mut Store) {
    let mut round = store.round(spring(2024)).unwrap();
    round.standards.retain(|standard| &*standard.group != RARE);
    let (cash, goods_value) = (Fen::new(50_000), Fen::ZERO);
    round.standards.push(Standard { group: RARE.into(), cash, goods: "".into(), goods_value });
    store.commit(&Op::CreateRound(round), &ctx(today())).unwrap();
}

fn ids(store: &Store) -> Vec<RecipientId> {
    let everyone = RosterQuery {
        round: None,
        scope: Scope::Banner,
        show: Show::Everyone,
        group: None,
        village: None,
        sort: Sort::Village,
        start: Start::First,
        limit: 100,
    };
    store.roster(&everyone, today()).unwrap().rows.iter().map(|row| row.id).collect()
}

pub(super) fn id(store: &Store, name: &str) -> RecipientId {
    store.resolve(name).unwrap()
}

pub(super) fn rule(store: &mut Store, deed: RuleDeed) -> Result<u64, RegisterError> {
    let change = RuleChange { group: RARE.into(), deed, reason: "按优抚类别".into() };
    let look = store.rule_look(&change, today()).unwrap();
    let before = due(store);
    store.commit(&Op::SetGroupRule(Box::new(change)), &ctx(today()))?;
    let moved: i64 = look
        .effects
        .iter()
        .map(|effect| i64::try_from(effect.comes.count).unwrap() - i64::try_from(effect.goes.count).unwrap())
        .sum();
    assert_eq!(due(store), before + moved, "the look told what came to pass");
    Ok(look.people)
}

pub(super) fn hold(categories: &[&'static str], from: Option<NaiveDate>) -> RuleDeed {
    RuleDeed::Hold(categories.iter().map(|name| (*name).into()).collect(), from)
}

pub(super) fn edit(store: &mut Store, id: RecipientId, edit: Edit) {
    let rev = store.recipient(id).unwrap().rev;
    store.commit(&Op::Edit { id, rev, edit: Box::new(edit) }, &ctx(today())).unwrap();
}

/// How many are due in the round.
pub(super) fn due(store: &Store) -> i64 {
    let sql = "SELECT count(*) FROM standing WHERE round = '2024-spring' AND rank <= 1";
    store.conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

pub(super) fn held(store: &Store, id: RecipientId) -> Vec<(Held, bool)> {
    let card = store.recipient(id).unwrap();
    card.groups.iter().map(|one| (one.clone(), card.by_rule.contains(one))).collect()
}

pub(super) fn sound(store: &Store) {
    assert_eq!(store.check().unwrap(), Vec::new());
}

pub(super) fn one(from: Option<NaiveDate>, until: Option<NaiveDate>) -> Held {
    Held { label: RARE.into(), from, until }
}

/// First and last day by number; without a last one up to the end.
type Span = (usize, Option<usize>);

fn covers((from, until): Span, day: usize) -> bool {
    from <= day && until.is_none_or(|until| day <= until)
}

/// What the model knows of one person.
#[derive(Clone, Default)]
struct Told {
    categories: Vec<(&'static str, Span)>,
    by_hand: Vec<Span>,
    out: Vec<usize>,
}

/// A rule of the model: its categories, its first day, its last one.
type Ruled = (Vec<&'static str>, usize, Option<usize>);

impl Told {
    fn by_rule(&self, rules: &[Ruled], day: usize) -> bool {
        let rules = rules.iter().filter(|(_, from, until)| covers((*from, *until), day));
        let mut categories = rules.flat_map(|(categories, ..)| categories);
        categories.any(|name| self.categories.iter().any(|(held, span)| held == name && covers(*span, day)))
    }

    fn allowed(&self, rules: &[Ruled], day: usize) -> bool {
        self.by_rule(rules, day) && !self.out.contains(&day)
    }

    fn is_in(&self, rules: &[Ruled], day: usize) -> bool {
        self.allowed(rules, day) || self.by_hand.iter().any(|span| covers(*span, day))
    }

    /// A list was written by hand: what it does not say is out, and what the rule says as well is the rule's.
    fn written(&mut self, rules: &[Ruled], list: &[Span]) {
        let listed = |day: usize| list.iter().any(|span| covers(*span, day));
        self.out = (0..DAYS).filter(|day| self.by_rule(rules, *day) && !listed(*day)).collect();
        let is_ruled =
            |(from, until): Span| (from..=until.unwrap_or(DAYS - 1)).all(|day| self.allowed(rules, day));
        self.by_hand = list.iter().copied().filter(|span| !is_ruled(*span)).collect();
    }
}

fn day_of(draw: &mut Draw) -> usize {
    1 + draw.below(DAYS - 40)
}

fn span_of(held: &Held) -> Span {
    let day = |day: NaiveDate| usize::try_from((day - first()).num_days()).unwrap();
    (held.from.map_or(0, day), held.until.map(day))
}

#[test]
fn a_group_by_rule_is_held_on_the_days_that_a_model_tells() {
    for seed in 0..30 {
        let mut draw = Draw(seed);
        let (mut store, _folder, ids) = open(3);
        let mut told = vec![Told::default(); ids.len()];
        let mut rules: Vec<Ruled> = Vec::new();
        let opens =
            usize::try_from((store.round(spring(2024)).unwrap().window.opens - first()).num_days()).unwrap();
        for step in 0..24 {
            let who = draw.below(ids.len());
            let day = day_of(&mut draw);
            match draw.below(8) {
                0..=2 => {
                    let name = CATEGORIES[draw.below(2)];
                    let mut of = told[who].categories.clone();
                    match of.iter_mut().find(|(held, _)| *held == name) {
                        None => of.push((name, (day, None))),
                        Some((_, (from, until @ None))) => *until = Some(day.max(*from)),
                        Some(_) => {}
                    }
                    let list = of.iter().map(|(name, (from, until))| Held {
                        label: (*name).into(),
                        from: Some(at(*from)),
                        until: until.map(at),
                    });
                    let list = Some(list.collect());
                    edit(&mut store, ids[who], Edit { categories: list, ..Edit::default() });
                    told[who].categories = of;
                }
                3 | 4 => {
                    let categories = if draw.below(2) == 0 { &CATEGORIES[..1] } else { &CATEGORIES[..2] };
                    let from = (draw.below(2) == 0).then_some(day);
                    rule(&mut store, hold(categories, from.map(at))).unwrap();
                    let begins = from.unwrap_or_default();
                    let same = |one: &Ruled| one.0 == categories && one.1 == begins && one.2.is_none();
                    if !rules.iter().any(same) {
                        end(&mut rules, begins);
                        rules.push((categories.to_vec(), begins, None));
                    }
                }
                5 => {
                    let removes = draw.below(2) == 0;
                    let deed = if removes { RuleDeed::Remove } else { RuleDeed::End(at(day)) };
                    rule(&mut store, deed).unwrap();
                    end(&mut rules, if removes { 0 } else { day + 1 });
                }
                kind => {
                    let before: Vec<Held> =
                        held(&store, ids[who]).into_iter().map(|(held, _)| held).collect();
                    let deed =
                        if kind == 6 { GroupDeed::End(RARE.into()) } else { GroupDeed::Add(RARE.into()) };
                    let Ok(list) = crate::domain::group_change::changed(&before, &deed, at(day)) else {
                        continue;
                    };
                    let spans: Vec<Span> = list.iter().map(span_of).collect();
                    edit(&mut store, ids[who], Edit { groups: Some(list), ..Edit::default() });
                    told[who].written(&rules, &spans);
                }
            }
            for (id, told) in ids.iter().zip(&told) {
                let all = held(&store, *id);
                for day in 0..DAYS {
                    let holds = all.iter().any(|(held, _)| held.covers(at(day)));
                    let what = format!("{seed} {step} {} {all:?} {rules:?}", at(day));
                    assert_eq!(holds, told.is_in(&rules, day), "{what}");
                    let by_rule = all.iter().any(|(held, by_rule)| *by_rule && held.covers(at(day)));
                    let by_hand = told.by_hand.iter().any(|span| covers(*span, day));
                    assert_eq!(by_rule, told.allowed(&rules, day) && !by_hand, "{what}");
                }
            }
            let listed = told.iter().filter(|told| told.is_in(&rules, opens)).count();
            assert_eq!(due(&store), i64::try_from(listed).unwrap(), "{seed} {step}");
        }
        sound(&store);
    }
}

/// Rules of the model end the day before; those that begin later never were.
fn end(rules: &mut Vec<Ruled>, before: usize) {
    rules.retain(|(_, from, _)| *from < before);
    for (.., until) in rules {
        *until = Some(until.map_or(before - 1, |until| until.min(before - 1)));
    }
}

/// Rosters without a column of groups: whoever is imported with the category is due, and who gets it by a later row too.
#[test]
fn rosters_follow_the_rule_and_exceptions_stay() {
    let (mut store, _folder, ids) = open(3);
    assert_eq!(rule(&mut store, hold(&CATEGORIES[..1], None)), Ok(0));
    assert_eq!(due(&store), 0);
    let row = |n: usize| with_categories(n, &CATEGORIES[..1]);
    import(&mut store, [row(0), row(4)].into_iter());
    assert_eq!(due(&store), 2);
    sound(&store);
    let (known, new) = (id(&store, "程连富"), id(&store, "李洪成"));
    for one_of in [known, new] {
        assert_eq!(held(&store, one_of), [(one(None, None), true)]);
    }
    // Out from a day on, whatever a later roster says of the category.
    let out = vec![one(None, Some(at(3)))];
    edit(&mut store, new, Edit { groups: Some(out.clone()), ..Edit::default() });
    assert_eq!(due(&store), 1);
    import(&mut store, [row(0), row(4)].into_iter());
    assert_eq!((due(&store), held(&store, new)), (1, vec![(out[0].clone(), true)]));
    // In beside the rule, from a day on.
    let other = ids.into_iter().find(|id| *id != known).unwrap();
    edit(&mut store, other, Edit { groups: Some(vec![one(Some(at(3)), None)]), ..Edit::default() });
    assert_eq!((due(&store), held(&store, other)), (2, vec![(one(Some(at(3)), None), false)]));
    let line = &store.round_lines(known, today()).unwrap()[0];
    assert!(line.by_rule && !store.round_lines(other, today()).unwrap()[0].by_rule);
    sound(&store);
    // Taken away as if it had never been: those by hand stay.
    assert_eq!(rule(&mut store, RuleDeed::Remove), Ok(2));
    assert_eq!((due(&store), held(&store, known)), (1, Vec::new()));
    sound(&store);
}

#[test]
fn merges_follow_the_rule_and_come_apart_again() {
    let (mut store, _folder, _) = open(1);
    rule(&mut store, hold(&CATEGORIES[..1], None)).unwrap();
    import(&mut store, [with_categories(1, &CATEGORIES[..1])].into_iter());
    let (keep, other) = (id(&store, "程连富"), id(&store, "王玉兰"));
    let before = [held(&store, keep), held(&store, other)];
    let revs = [keep, other].map(|id| store.recipient(id).unwrap().rev);
    let reason = || "同一人".into();
    store
        .commit(
            &Op::Merge { keep, other, revs, reason: reason(), confirmed: Some("都核对过".into()) },
            &ctx(today()),
        )
        .unwrap();
    assert_eq!((held(&store, keep), due(&store)), (vec![(one(None, None), true)], 1));
    sound(&store);
    store
        .commit(
            &Op::Unmerge { recipient: other, reason: reason(), confirmed: Some("都核对过".into()) },
            &ctx(today()),
        )
        .unwrap();
    assert_eq!(([held(&store, keep), held(&store, other)], due(&store)), (before, 1));
    sound(&store);
}

/// A round that is over keeps its list; a damaged membership shows; a group for units has no rule.
#[test]
fn a_settled_round_keeps_its_list_and_check_proves_the_rest() {
    let (mut store, _folder, _) = open(1);
    import(&mut store, [with_categories(1, &CATEGORIES[..1])].into_iter());
    let later = ctx(NaiveDate::from_ymd_opt(2024, 6, 1).unwrap());
    store.commit(&Op::SettleRounds, &later).unwrap();
    let deed = hold(&CATEGORIES[..1], None);
    let change = RuleChange { group: RARE.into(), deed, reason: "按优抚类别".into() };
    let look = store.rule_look(&change, later.today).unwrap();
    assert_eq!((look.people, look.effects), (1, Vec::new()));
    store.commit(&Op::SetGroupRule(Box::new(change)), &later).unwrap();
    assert_eq!(due(&store), 0);
    sound(&store);
    let units =
        RuleChange {
            group: UNITS.into(), deed: hold(&CATEGORIES[..1], None), reason: "按优抚类别".into()
        };
    let refused = store.commit(&Op::SetGroupRule(Box::new(units)), &later);
    assert_eq!(refused, Err(RegisterError::Person(vec![PersonRule::GroupKind.into()])));
    store.conn.execute("UPDATE group_held SET held_to = '2024-06-01' WHERE source IS NOT NULL", []).unwrap();
    assert!(store.check().unwrap().iter().any(|finding| finding.rule == "group_rule"));
}
