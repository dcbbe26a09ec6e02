//! The due list, driven by keys over an invented register.

use super::*;
use crate::app::invented::{Robot, SPRING, World, day, entry, given, ledger_receipt, person, spring};
use crate::app::msg::Msg;
use crate::app::query::{Query, QueryResult};
use crate::domain::due::{CloseReason, Missed, Standing};
use crate::domain::holiday::Festival;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::query::{Page, RosterRow, RoundCard, ScopeLine, StateCounts};
use crate::domain::recipient::Kind;
use crate::domain::round::Round;
use crate::lang::Lang;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);
const ARMY: RoundCode = RoundCode { year: 2023, festival: Festival::Army };

fn army() -> Round {
    Round { code: ARMY, window: ARMY.default_window().unwrap(), ..spring() }
}

fn card(round: Round) -> RoundCard {
    RoundCard { round, counts: StateCounts::default(), planned: Fen::ZERO, given: Fen::ZERO }
}

fn item(round: &Round, row: RosterRow) -> DueItem {
    let state = crate::domain::due::state(row.standing, &round.window, day(2024, 2, 2));
    DueItem { round: round.code, row: RosterRow { state, ..row } }
}

fn open() -> Vec<DueItem> {
    let due = Standing::Open(None);
    let put_off = Standing::Open(Some(Missed::Deferred(Some(day(2024, 2, 5)))));
    let (spring, army) = (spring(), army());
    let mut unit = person(9, "", "某部边防连", "驻旗部队", due, 0);
    (unit.kind, unit.sex, unit.age) = (Kind::Unit, None, None);
    if let Some(standard) = &mut unit.standard {
        standard.goods_value = Fen::new(1_088_633);
    }
    vec![
        item(&army, person(8, "浩特乌苏嘎查", "查干巴拉", "困难退役军人", due, 500)),
        item(&spring, person(1, "敖包图嘎查", "程连富", "在乡老复员军人", due, 1_000)),
        item(&spring, person(2, "敖包图嘎查", "额尔敦其其格图雅", "参加抗美援朝军人", due, 1_000)),
        item(&spring, person(4, "乌兰图嘎嘎查", "额尔敦巴雅尔", "困难退役军人", put_off, 500)),
        item(&spring, unit),
    ]
}

fn exceptions() -> Vec<DueItem> {
    let spring = spring();
    let missed = |missed| Standing::Open(Some(missed));
    [
        (4, "额尔敦巴雅尔", missed(Missed::Deferred(Some(day(2024, 2, 5))))),
        (5, "单国强", missed(Missed::Deferred(Some(day(2024, 2, 1))))),
        (6, "苏日娜", missed(Missed::Deferred(None))),
        (7, "查玉兰", missed(Missed::Absent(day(2024, 1, 30)))),
        (10, "赵永福", Standing::Closed(CloseReason::Died)),
        (11, "吴海龙", Standing::Closed(CloseReason::Refused)),
        (12, "白音那", Standing::Closed(CloseReason::NotFound)),
        (13, "朝鲁", Standing::Closed(CloseReason::MovedAway)),
        (14, "斯琴", Standing::Closed(CloseReason::Suspended)),
    ]
    .map(|(no, name, standing)| item(&spring, person(no, "乌兰图嘎嘎查", name, "烈士遗属", standing, 1_000)))
    .to_vec()
}

/// Pages forward only, as the register does.
fn page(all: &[DueItem], ask: &DuePageRequest) -> Page<DueItem> {
    let from = match &ask.start {
        Start::After(key) => all.iter().position(|item| item.row.key == *key).unwrap() + 1,
        Start::First => 0,
        Start::Last | Start::Before(_) | Start::At(_) => panic!("the register reads forward only"),
    };
    let to = all.len().min(from + usize::try_from(ask.limit).unwrap());
    Page { rows: all[from..to].to_vec(), more_before: from > 0, more_after: to < all.len() }
}

/// A register whose rounds each have `counts` open, done, missed and as many closed.
fn world(rounds: Vec<Round>, open: Vec<DueItem>, exceptions: Vec<DueItem>, counts: (u64, u64, u64)) -> World {
    let mut world = World::demo();
    world.other = Box::new(move |ask| {
        if let Query::Due(ask) = ask {
            let all = if ask.exceptions { &exceptions } else { &open };
            let all: Vec<DueItem> = all
                .iter()
                .filter(|item| ask.round.is_none_or(|round| round == item.round))
                .cloned()
                .collect();
            return Some(QueryResult::Due(page(&all, ask)));
        }
        (*ask == Query::Rounds).then(|| QueryResult::Rounds(rounds.iter().cloned().map(card).collect()))
    });
    for line in &mut world.scopes {
        let all = line.scope == Scope::Banner;
        *line = ScopeLine {
            open: if all { counts.0 } else { 0 },
            done: if all { counts.1 } else { 0 },
            missed: if all { counts.2 } else { 0 },
            closed: if all { counts.2 } else { 0 },
            ..line.clone()
        };
    }
    world
}

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(world(vec![army(), spring()], open(), exceptions(), (2, 7, 2)), lang, size);
    robot.press("F5");
    robot
}

#[test]
fn due() {
    for (name, lang, size) in [
        ("due_80_zh", Lang::Zh, SMALL),
        ("due_80_en", Lang::En, SMALL),
        ("due_120_zh", Lang::Zh, LARGE),
        ("due_120_en", Lang::En, LARGE),
        ("due_60_zh", Lang::Zh, (60, 16)),
    ] {
        let mut robot = demo(lang, size);
        robot.press("Down Down");
        insta::assert_snapshot!(name, robot.screen());
        robot.press("Tab Down");
        insta::assert_snapshot!(name.replace("due", "exceptions"), robot.screen());
    }
}

#[test]
fn the_heads_count_every_opened_round_people_and_units() {
    let mut robot = demo(Lang::Zh, SMALL);
    let screen = robot.screen();
    assert!(screen.contains("▸应访 4") && screen.contains("例外 8"), "{screen}");
    assert!(screen.contains("逾期 2  应访 2"), "{screen}");
    robot.press("Tab");
    assert!(robot.screen().contains("▸例外 8"));
    robot.press("Left");
    assert!(robot.screen().contains("▸应访 4"));
    robot.press("Esc");
    assert!(robot.screen().contains("换苏木镇"));
}

#[test]
fn a_long_list_is_paged_forward_and_kept() {
    let many = (0..300)
        .map(|no| {
            item(&spring(), person(no + 1, "敖包图嘎查", "程连富", "烈士遗属", Standing::Open(None), 1_000))
        })
        .collect();
    let mut robot = Robot::new(world(vec![spring()], many, Vec::new(), (300, 0, 0)), Lang::Zh, SMALL);
    robot.press("F5 PgDn PgDn PgDn");
    insta::assert_snapshot!("due_scrolled_zh", robot.screen());
    robot.press("End");
    let end = robot.screen();
    robot.press("Home");
    assert_ne!(robot.screen(), end);
    for _ in 0..299 {
        robot.press("Down");
    }
    assert_eq!(robot.screen(), end);
    robot.send(Msg::Resized(120, 40));
    robot.send(Msg::Resized(80, 24));
    assert_eq!(robot.screen(), end);
}

#[test]
fn nothing_due_says_why_and_what_to_press() {
    let mut calendar = spring();
    calendar.created = false;
    calendar.window.opens = day(2024, 2, 5);
    for (name, rounds, round, done) in [
        ("due_opens_zh", vec![army_to_come()], None, 0),
        ("due_calendar_zh", Vec::new(), Some(calendar.clone()), 0),
        ("due_no_round_zh", Vec::new(), None, 0),
        ("due_done_zh", vec![spring()], Some(spring()), 5),
        ("due_nobody_zh", vec![spring()], Some(spring()), 0),
    ] {
        let mut world = world(rounds, Vec::new(), Vec::new(), (0, done, 0));
        world.current.round = round;
        let mut robot = Robot::new(world, Lang::Zh, SMALL);
        robot.press("F5");
        insta::assert_snapshot!(name, robot.screen());
    }
    let mut robot = Robot::new(world(vec![spring()], Vec::new(), Vec::new(), (0, 5, 0)), Lang::En, SMALL);
    robot.press("F5");
    assert!(robot.screen().contains("5 visited"));
    robot.press("Tab Enter");
    insta::assert_snapshot!("exceptions_none_en", robot.screen());
}

fn army_to_come() -> Round {
    let code = RoundCode { year: 2024, festival: Festival::Army };
    Round { code, window: code.default_window().unwrap(), ..spring() }
}

#[test]
fn a_recording_takes_its_row_off_the_list_and_the_head() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Down Down");
    assert!(robot.screen().contains("▸额尔敦其其格"));
    robot.world = world(
        vec![spring()],
        open().into_iter().filter(|item| item.row.key.no != 2).collect(),
        Vec::new(),
        (3, 8, 0),
    );
    let op = Op::Record(Box::new(given(entry(7), exceptions()[0].row.id)));
    robot.send(Msg::Committed(Box::new(op), Box::new(ledger_receipt())));
    let screen = robot.screen();
    assert!(screen.contains("▸应访 3") && screen.contains("例外 0"), "{screen}");
    assert!(screen.contains("▸额尔敦巴雅尔") && !screen.contains("额尔敦其其格"), "{screen}");
}

#[test]
fn one_township_of_one_round() {
    let state = State::within(SPRING, Scope::Units, "驻旗部队等单位".into());
    let Query::Due(ask) = state.question(Start::First, 10).query else { panic!("another question") };
    assert_eq!((ask.round, ask.scope, ask.exceptions), (Some(SPRING), Scope::Units, false));
}
