//! Protects the plan of a round: its lines are fixed when it is approved, whatever changes afterwards; the allocations of it
//! balance; a plan of thousands is the sum of its lines.

use chrono::NaiveDate;
use uuid::Uuid;

use super::support::{RARE, banner, ctx, import_on, person, spring};
use crate::domain::allocation::balance::OpenHolding;
use crate::domain::allocation::goods::read;
use crate::domain::allocation::{AllocationAct, AllocationKind, Holder};
use crate::domain::due::{CloseReason, Standing};
use crate::domain::error::RegisterError;
use crate::domain::gift::{Goods, Recording};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op};
use crate::domain::person::Edit;
use crate::domain::place::Station;
use crate::domain::plan::breach::{Breach, PlanRule};
use crate::domain::plan::{
    Approval, Assigned, Assignment, BudgetChange, PlanAddition, PlanApproval, PlanFilter, PlanLine, PlanState,
};
use crate::domain::recipient::{Held, StatusKind};
use crate::domain::roster::RosterEntry;
use crate::domain::round::Standard;
use crate::domain::text::CleanText;
use crate::store::tests::costs::gift;
use crate::store::{Ending, Importer, Store};

pub(super) const GROUP: &str = "烈士遗属";
pub(super) const STATION: &str = "上都镇退役军人服务站";

pub(super) fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn standard(group: &'static str, yuan: i64, goods: &'static str) -> Standard {
    let goods_value = Fen::new(if goods.is_empty() { 0 } else { 16_000 });
    Standard { group: group.into(), cash: Fen::new(yuan * 100), goods: goods.into(), goods_value }
}

/// Somebody of each of those groups, of whom no two have a name or a place in common with the same groups.
pub(super) fn entry(n: usize, groups: &[&'static str]) -> RosterEntry {
    let groups = groups.iter().map(|group| CleanText::from(*group)).collect();
    RosterEntry { groups, ..person(n, 0) }
}

/// A register with a station, the round of spring 2024 and those people.
pub(super) fn register(rows: impl Iterator<Item = RosterEntry>) -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut of = banner();
    let stations = of.townships.iter().map(|one| Station {
        name: CleanText::shown(&[&one.name, "退役军人服务站"].concat()),
        township: Some(one.code.clone()),
        village: None,
    });
    of.stations = stations.collect();
    let today = on("2023-12-01");
    let mut store = Store::create(&folder.path().join("r.db"), &of, "test", &ctx(today)).unwrap();
    let mut round = store.round(spring(2024)).unwrap();
    round.standards = vec![standard(GROUP, 1_000, "米面油 1 箱"), standard(RARE, 500, "")];
    store.commit(&Op::CreateRound(round), &ctx(today)).unwrap();
    import_on(today, &mut store, rows);
    (store, folder)
}

pub(super) fn lines(store: &Store, year: i32) -> Vec<PlanLine> {
    let mut lines = Vec::new();
    let today = on("2024-01-20");
    store
        .plan_lines(spring(year), &PlanFilter::default(), today, |line| {
            lines.push(line);
            Ok::<_, RegisterError>(())
        })
        .unwrap();
    lines
}

pub(super) fn approve(store: &mut Store, today: &str) -> Result<(), RegisterError> {
    let approval =
        Approval { by: "王局长".into(), document: "民发〔2024〕3号".into(), on: on(today) };
    let op =
        Op::ApprovePlan(Box::new(PlanApproval { round: spring(2024), approval, reason: None, seen: None }));
    store.commit(&op, &ctx(on(today))).map(drop)
}

pub(super) fn refused(answer: Result<impl std::fmt::Debug, RegisterError>) -> PlanRule {
    match answer {
        Err(RegisterError::Plan(rule)) => rule,
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_is_in_two_groups_is_planned_once_and_a_standard_raised_later_touches_the_next_round() {
    let (mut store, _folder) = register([entry(0, &[GROUP, RARE]), entry(1, &[RARE])].into_iter());
    let amounts = |store: &Store, year| {
        let mut all: Vec<i64> = lines(store, year).iter().map(|line| line.amount().get() / 100).collect();
        all.sort_unstable();
        all
    };
    assert_eq!(amounts(&store, 2024), [500, 1_000]);
    approve(&mut store, "2023-12-20").unwrap();
    assert_eq!(store.plan(spring(2024), on("2024-01-20")).unwrap().state, PlanState::Approved);
    assert_eq!(refused(approve(&mut store, "2023-12-20")), PlanRule::Approved);
    let mut round = store.round(spring(2024)).unwrap();
    round.standards[0].cash = Fen::new(120_000);
    store.commit(&Op::ChangeRound(round), &ctx(on("2023-12-21"))).unwrap();
    assert_eq!(amounts(&store, 2024), [500, 1_000]);
    assert_eq!(amounts(&store, 2025), [500, 1_200], "of a round that nobody has created");
    let next = store.round(spring(2025)).unwrap();
    store.commit(&Op::CreateRound(next), &ctx(on("2023-12-22"))).unwrap();
    assert_eq!(amounts(&store, 2025), [500, 1_200]);
    // Neither a group that ends nor one that begins, nor a move, changes what was approved; somebody new is added with the
    // standard that was.
    let before = lines(&store, 2024);
    let rich = before.iter().find(|line| line.row.group.as_str() == GROUP).unwrap().row.clone();
    let edit = Edit { groups: Some(vec![held(RARE)]), village: Some("新村".into()), ..Edit::default() };
    let rev = store.recipient(rich.id).unwrap().rev;
    store.commit(&Op::Edit { id: rich.id, rev, edit: Box::new(edit) }, &ctx(on("2024-01-05"))).unwrap();
    newcomer(&mut store, &entry(7, &[GROUP]));
    assert_eq!(lines(&store, 2024), before_but_groups_of_now(&store, before));
    let new = store.search_by_phone(7);
    let add = |store: &mut Store, today: &str| {
        let asked =
            PlanAddition { round: spring(2024), recipient: new, group: None, reason: "新迁入".into() };
        store.commit(&Op::AddToPlan(Box::new(asked)), &ctx(on(today)))
    };
    let late = |store: &Store| store.compare_plan(spring(2024), on("2024-01-07")).unwrap().late;
    assert_eq!(late(&store).iter().map(|one| one.id).collect::<Vec<_>>(), [new], "came to be eligible");
    add(&mut store, "2024-01-07").unwrap();
    assert_eq!(late(&store), []);
    assert!(matches!(refused(add(&mut store, "2024-01-07")), PlanRule::OnPlan(_)));
    assert_eq!(amounts(&store, 2024), [500, 1_000, 1_000]);
    let status =
        Op::SetStatus { id: new, kind: StatusKind::Died, on: on("2024-01-08"), reason: "电话".into() };
    store.commit(&status, &ctx(on("2024-01-08"))).unwrap();
    let line = store.plan_line(spring(2024), new, on("2024-01-20")).unwrap().unwrap();
    assert_eq!(line.row.standing, Standing::Closed(CloseReason::Died));
    assert_eq!(line.added.as_deref(), Some("新迁入"));
    assert_eq!(store.check().unwrap(), []);
    // Over: settled with the approved lines.
    store.commit(&Op::SettleRounds, &ctx(on("2024-03-20"))).unwrap();
    assert_eq!(store.plan(spring(2024), on("2024-03-20")).unwrap().state, PlanState::Settled);
    assert_eq!(amounts(&store, 2024), [500, 1_000, 1_000]);
    assert_eq!(store.check().unwrap(), []);
}

/// Imports one row into a register that has people.
fn newcomer(store: &mut Store, entry: &RosterEntry) {
    let mint = || RecipientId(Uuid::from_u128(9 << 100));
    let feed = |importer: &mut Importer<'_>| {
        importer.row(entry)?;
        Ok::<_, RegisterError>(((), Ending::Keep))
    };
    store.import(&"test".into(), &ctx(on("2024-01-06")), &mint, feed).unwrap();
}

/// What a line shows of the person as of today is not the plan's: how many groups are held.
fn before_but_groups_of_now(store: &Store, before: Vec<PlanLine>) -> Vec<PlanLine> {
    let now = lines(store, 2024);
    before
        .into_iter()
        .map(|mut line| {
            let row = now.iter().find(|one| one.row.id == line.row.id).unwrap();
            line.row.groups = row.row.groups;
            line
        })
        .collect()
}

fn held(group: &'static str) -> Held {
    Held { label: group.into(), from: None, until: None }
}

impl Store {
    /// Whoever was imported with that number.
    fn search_by_phone(&self, n: usize) -> RecipientId {
        let id: String = self
            .conn
            .query_row("SELECT id FROM recipient WHERE phone = ?1", [format!("164{n:08}")], |row| row.get(0))
            .unwrap();
        id.parse().unwrap()
    }
}

pub(super) fn act(n: u128, kind: AllocationKind, yuan: i64, boxes: &str) -> AllocationAct {
    let goods = read(boxes).into_iter().map(|(kind, quantity)| {
        crate::domain::allocation::goods::GoodsAmount { kind, quantity, value: Fen::ZERO }
    });
    AllocationAct {
        id: EntryId(Uuid::from_u128((5 << 90) + n)),
        round: spring(2024),
        kind,
        holder: Holder::Station(STATION.into()),
        cash: Fen::new(yuan * 100),
        goods: goods.collect(),
        by: "布仁".into(),
        on: on("2024-01-12"),
        document: "".into(),
        reason: "".into(),
        undoes: None,
    }
}

pub(super) fn give(store: &mut Store, line: &PlanLine) {
    let to = line.row.id;
    let id = EntryId(Uuid::from_u128(to.0.as_u128() + (7 << 90)));
    let standard = line.row.standard.clone().unwrap();
    let recording = Recording {
        on: on("2024-01-20"),
        cash: standard.cash,
        goods: (standard.goods_value > Fen::ZERO)
            .then_some(Goods { text: standard.goods, value: standard.goods_value }),
        ..gift(id, to, 2024)
    };
    store.commit(&Op::Record(Box::new(recording)), &ctx(on("2024-01-20"))).unwrap();
}

#[test]
fn what_a_station_holds_keeps_the_round_from_closing_until_it_is_back_or_told_lost() {
    // Those of the station: even numbers. 27 of 29 get 1,000 and a box; 3 get 500, one of them from outside the plan's cash.
    let rows = (0..58).map(|n| entry(n, &[GROUP])).chain((58..62).map(|n| entry(n, &[RARE])));
    let (mut store, _folder) = register(rows);
    let today = on("2024-01-12");
    let allocate =
        |store: &mut Store, one: AllocationAct| store.commit(&Op::Allocate(Box::new(one)), &ctx(today));
    let out = act(1, AllocationKind::Out, 20_000, "米面油 30 箱");
    assert_eq!(refused(allocate(&mut store, out.clone())), PlanRule::Draft);
    approve(&mut store, "2024-01-11").unwrap();
    allocate(&mut store, out.clone()).unwrap();
    assert_eq!(allocate(&mut store, out.clone()).unwrap().answer, Answer::Known, "the same act once");
    assert!(matches!(
        allocate(&mut store, AllocationAct { cash: Fen::new(1), ..out }),
        Err(RegisterError::Different(_))
    ));
    allocate(&mut store, act(2, AllocationKind::Mass, 0, "慰问信 60 封")).unwrap();
    let of = |line: &&PlanLine| line.station.as_str() == STATION && line.row.group.as_str() == GROUP;
    let mut given = 0;
    for line in lines(&store, 2024).iter().filter(of).take(18) {
        give(&mut store, line);
        given += line.amount().get();
    }
    for line in
        lines(&store, 2024).iter().filter(|line| line.station.as_str() == STATION && !of(line)).take(1)
    {
        give(&mut store, line);
        given += line.amount().get();
    }
    assert_eq!(given, 1_850_000);
    let balance = |store: &Store| store.balances(spring(2024), on("2024-12-31")).unwrap().remove(0);
    let now = balance(&store);
    assert_eq!((now.cash.out, now.cash.given, now.cash.open()), (2_000_000, 1_850_000, 150_000));
    let boxes = |store: &Store| *balance(store).goods.values().next().unwrap();
    assert_eq!((boxes(&store).given, boxes(&store).open()), (18, 12));
    assert_eq!(balance(&store).mass.values().sum::<i64>(), 60);
    let close = |store: &mut Store| {
        let op = Op::CloseRound { code: spring(2024), reason: "年末结清".into() };
        store.commit(&op, &ctx(on("2024-03-20")))
    };
    let rest = |store: &mut Store, fen: i64, boxes: i64| {
        let goods = (boxes != 0).then(|| ("米面油（箱）".to_owned(), boxes)).into_iter().collect();
        let open = OpenHolding { holder: STATION.into(), cash: Fen::new(fen), goods };
        assert_eq!(refused(close(store)), PlanRule::Open(vec![open]));
    };
    rest(&mut store, 150_000, 12);
    let late = |store: &mut Store, one: AllocationAct| {
        store.commit(&Op::Allocate(Box::new(one)), &ctx(on("2024-03-20")))
    };
    let much = late(&mut store, act(3, AllocationKind::Back, 1_501, ""));
    assert_eq!(refused(much), PlanRule::TooMuch { what: "".into(), open: 150_000 });
    late(&mut store, act(4, AllocationKind::Back, 1_500, "米面油 9 箱")).unwrap();
    rest(&mut store, 0, 3);
    let lost = act(5, AllocationKind::Lost, 0, "米面油 3 箱");
    assert_eq!(late(&mut store, lost.clone()), Err(RegisterError::ReasonRequired));
    late(&mut store, AllocationAct { reason: "运输途中破损".into(), ..lost }).unwrap();
    assert_eq!((balance(&store).cash.open(), boxes(&store).open()), (0, 0));
    close(&mut store).unwrap();
    assert_eq!(store.check().unwrap(), []);
    let again = late(&mut store, act(6, AllocationKind::Out, 1, ""));
    assert_eq!(refused(again), PlanRule::Closed);
}

#[test]
fn an_approval_is_taken_back_until_something_is_recorded_under_it() {
    let (mut store, _folder) = register((0..4).map(|n| entry(n, &[GROUP])));
    let draft = lines(&store, 2024);
    let back = |store: &mut Store, today: &str| {
        store.commit(&Op::ReturnPlan { round: spring(2024), reason: "金额写错".into() }, &ctx(on(today)))
    };
    assert_eq!(refused(back(&mut store, "2024-01-10")), PlanRule::Draft);
    approve(&mut store, "2024-01-10").unwrap();
    back(&mut store, "2024-01-10").unwrap();
    assert_eq!(lines(&store, 2024), draft);
    assert_eq!(store.check().unwrap(), []);
    let budget = |fund: &'static str, yuan: i64, only: Option<Vec<CleanText>>| {
        let budget = Some(Fen::new(yuan * 100));
        let asked = BudgetChange {
            round: spring(2024),
            fund: fund.into(),
            budget,
            groups: Vec::new(),
            only,
            reason: None,
        };
        Op::SetBudget(Box::new(asked))
    };
    store.commit(&budget("补助经费", 3_000, None), &ctx(on("2024-01-10"))).unwrap();
    let over =
        Breach::OverBudget {
            fund: "补助经费".into(), budget: Fen::new(300_000), planned: Fen::new(400_000)
        };
    assert_eq!(refused(approve(&mut store, "2024-01-10")), PlanRule::Asks(vec![over]));
    store.commit(&budget("补助经费", 4_000, Some(vec![RARE.into()])), &ctx(on("2024-01-10"))).unwrap();
    let wrong = Breach::WrongFund { fund: "补助经费".into(), group: GROUP.into() };
    assert_eq!(refused(approve(&mut store, "2024-01-10")), PlanRule::Asks(vec![wrong]));
    store.commit(&budget("补助经费", 4_000, Some(Vec::new())), &ctx(on("2024-01-10"))).unwrap();
    approve(&mut store, "2024-01-11").unwrap();
    assert!(lines(&store, 2024).iter().all(|line| line.fund.as_str() == "补助经费"));
    let first = lines(&store, 2024).remove(0);
    give(&mut store, &first);
    assert_eq!(refused(back(&mut store, "2024-01-21")), PlanRule::Used);
    assert_eq!(store.check().unwrap(), []);
}

/// A generator of small numbers, the same ones every time.
fn dice(seed: &mut u64, sides: u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % sides
}

#[test]
fn a_plan_of_three_thousand_is_the_sum_of_its_lines_before_and_after_its_approval() {
    let mut seed = 7;
    let rows: Vec<RosterEntry> = (0..3_000)
        .map(|n| {
            let groups: &[&str] = match dice(&mut seed, 4) {
                0 => &[GROUP],
                1 => &[RARE],
                2 => &[GROUP, RARE],
                _ => &[],
            };
            entry(n, groups)
        })
        .collect();
    let planned = rows.iter().filter(|row| !row.groups.is_empty()).count() as u64;
    let (mut store, _folder) = register(rows.into_iter());
    let township = store.townships().unwrap().remove(0).code;
    let assignment = Assignment {
        round: spring(2024),
        to: Assigned::Township(township.clone()),
        team: Some("第一组".into()),
        handlers: vec!["布仁".into()],
        new_handlers: false,
        leader: None,
    };
    store.commit(&Op::AssignPlan(Box::new(assignment)), &ctx(on("2024-01-10"))).unwrap();
    let adds_up = |store: &Store| {
        let head = store.plan(spring(2024), on("2024-01-20")).unwrap();
        let all = lines(store, 2024);
        let sum = |of: fn(&PlanLine) -> Fen| all.iter().fold(Fen::ZERO, |sum, line| sum.plus(of(line)));
        assert_eq!((head.people, head.units), (all.len() as u64, 0));
        assert_eq!((head.planned, head.goods_value), (sum(PlanLine::amount), sum(PlanLine::goods_value)));
        let parts =
            head.funds.iter().fold((0, Fen::ZERO), |(n, sum), one| (n + one.lines, sum.plus(one.planned)));
        assert_eq!(parts, (head.people, head.planned));
        let free = all.iter().filter(|line| line.team.is_empty()).count() as u64;
        assert_eq!((head.unassigned, free > 0), (free, true));
        let ids: std::collections::HashSet<_> = all.iter().map(|line| line.row.id).collect();
        assert_eq!(ids.len(), all.len(), "everybody once");
        all
    };
    let draft = adds_up(&store);
    assert_eq!(draft.len() as u64, planned);
    approve(&mut store, "2024-01-11").unwrap();
    assert_eq!(adds_up(&store), draft);
    for at in 0..12_usize {
        let line = &draft[at * 101];
        let (id, kind, reason) = (line.row.id, StatusKind::Died, "名册".into());
        store
            .commit(&Op::SetStatus { id, kind, on: on("2024-01-15"), reason }, &ctx(on("2024-01-15")))
            .unwrap();
    }
    let now = adds_up(&store);
    assert_eq!(
        now.iter().map(PlanLine::amount).collect::<Vec<_>>(),
        draft.iter().map(PlanLine::amount).collect::<Vec<_>>()
    );
    // Beside the next one: whoever died dropped out, and nobody else.
    let told = store.compare_plan(spring(2025), on("2024-01-20")).unwrap();
    let [old, next] = told.counts;
    assert_eq!(old + told.new.len() as u64 - told.dropped.len() as u64, next);
    assert_eq!((told.dropped.len(), old), (12, planned));
    assert_eq!(told.reasons().len(), 1);
}
