//! The report, driven by keys over an invented register with the figures of 2023.

use super::*;
use crate::app::Setup;
use crate::app::invented::{Robot, World, day, demo_day};
use crate::app::query::{Query, QueryResult};
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::money::Fen;
use crate::domain::query::LedgerQuery;
use crate::domain::recipient::Kind;
use crate::domain::report::{GroupFigures, RoundFigures, UnitFigures, VisitFigures};
use crate::lang::Lang;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);
const SPRING: RoundCode = RoundCode { year: 2023, festival: Festival::Spring };
const ARMY: RoundCode = RoundCode { year: 2023, festival: Festival::Army };

fn visits(people: u64, person_visits: u64, yuan: i64) -> VisitFigures {
    VisitFigures { people, person_visits, cash: Fen::new(yuan * 100), goods: Fen::ZERO }
}

fn group(name: &'static str, people: u64, yuan: i64) -> GroupFigures {
    GroupFigures { group: name.into(), visits: visits(people, people, yuan) }
}

fn report(year: i32) -> Report {
    if year != 2023 {
        let nothing = (VisitFigures::default(), UnitFigures::default());
        return Report { year, visits: nothing.0, units: nothing.1, rounds: Vec::new() };
    }
    let units = |units, fen| UnitFigures { units, cash: Fen::ZERO, goods: Fen::new(fen) };
    Report {
        year,
        visits: visits(85, 98, 60_500),
        units: units(3, 3_265_900),
        rounds: vec![
            RoundFigures {
                round: SPRING,
                visits: visits(60, 60, 40_500),
                units: units(0, 0),
                groups: vec![
                    group("在乡老复员军人", 20, 20_000),
                    group("参加抗美援朝军人", 1, 1_000),
                    group("困难退役军人", 39, 19_500),
                ],
            },
            RoundFigures {
                round: ARMY,
                visits: visits(38, 38, 20_000),
                units: units(3, 3_265_900),
                groups: vec![group("烈士遗属", 30, 16_000), group("", 8, 4_000)],
            },
        ],
    }
}

fn world() -> World {
    let mut world = World::demo();
    world.other = Box::new(|ask| {
        if let Query::Report(year) = ask {
            return Some(QueryResult::Report(Box::new(report(*year))));
        }
        matches!(ask, Query::Ledger(_)).then(|| QueryResult::Ledger(Vec::new()))
    });
    world
}

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(world(), lang, size);
    robot.press("F9 Left");
    robot
}

#[test]
fn report_of_a_year() {
    for (name, lang, size) in [
        ("report_80_zh", Lang::Zh, SMALL),
        ("report_80_en", Lang::En, SMALL),
        ("report_120_zh", Lang::Zh, LARGE),
        ("report_120_en", Lang::En, LARGE),
        ("report_60_zh", Lang::Zh, (60, 16)),
    ] {
        let mut robot = demo(lang, size);
        robot.press("Down Down");
        insta::assert_snapshot!(name, robot.screen());
        robot.press("Tab Down Down");
        insta::assert_snapshot!(name.replace("report", "progress"), robot.screen());
    }
}

#[test]
fn the_head_line_is_exact_and_each_row_names_its_entries() {
    let of_2023 = report(2023);
    assert_eq!(
        table::headline(Lang::Zh, &of_2023),
        "走访慰问 85 人、98 人次，慰问金 6.05万元  单位 3 个，慰问品 3.2659万元"
    );
    assert_eq!(table::headline(Lang::Zh, &report(2022)), "没有发放");
    let lines = table::lines(Lang::Zh, &of_2023);
    let base =
        LedgerQuery { year: Some(2023), kind: Some(Kind::Person), live_only: true, ..LedgerQuery::default() };
    for (at, name, query) in [
        (0, "2023年 人员合计", base.clone()),
        (1, "2023年 2023年春节", LedgerQuery { round: Some(SPRING), ..base.clone() }),
        (
            4,
            "2023年 2023年春节 困难退役军人",
            LedgerQuery { round: Some(SPRING), group: Some("困难退役军人".into()), ..base.clone() },
        ),
        (
            7,
            "2023年 2023年八一 未记类别",
            LedgerQuery { round: Some(ARMY), group: Some("".into()), ..base.clone() },
        ),
        (8, "2023年 单位合计", LedgerQuery { kind: Some(Kind::Unit), ..base.clone() }),
        (
            9,
            "2023年 2023年八一 单位",
            LedgerQuery { kind: Some(Kind::Unit), round: Some(ARMY), ..base.clone() },
        ),
    ] {
        assert_eq!(lines[at].figure, crate::app::destination::Figure { query, name: name.to_owned() });
    }
    assert_eq!(lines.len(), 10);
}

#[test]
fn plain_ascii_draws_only_ascii_and_the_data() {
    let setup =
        Setup { lang: Lang::En, ascii: true, color: false, today: demo_day(), size: SMALL, register: true };
    let mut robot = Robot::with(world(), setup);
    robot.press("F9 Tab");
    let screen = robot.screen();
    let odd: String =
        screen.chars().filter(|c| !c.is_ascii() && !('\u{4E00}'..='\u{9FFF}').contains(c)).collect();
    assert_eq!(odd, "", "{screen}");
    assert!(screen.contains("#######........  47%"), "{screen}");
}

#[test]
fn enter_opens_the_entries_and_esc_comes_back() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Down Enter");
    let screen = robot.screen();
    assert!(screen.contains("分录：2023年 2023年春节") && screen.contains("没有分录"), "{screen}");
    robot.press("Esc");
    assert!(robot.screen().contains("▸ 2023年春节"), "{}", robot.screen());
}

#[test]
fn years_end_today_and_an_empty_year_says_what_to_press() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right");
    assert!(robot.screen().contains("以后的年份还没有"));
    insta::assert_snapshot!("report_empty_zh", robot.screen());
    robot.press("Enter Left");
    assert!(robot.screen().contains("6.05万元"));
}

#[test]
fn progress_after_the_window_and_without_a_round() {
    let mut robot = demo(Lang::En, SMALL);
    robot.press("Tab");
    robot.send(crate::app::msg::Msg::Day(day(2024, 3, 1)));
    insta::assert_snapshot!("progress_late_en", robot.screen());
    robot.press("Down Enter");
    assert!(robot.screen().contains("Spring 2024 上都镇"), "{}", robot.screen());
    let mut world = world();
    world.current.round = None;
    let mut robot = Robot::new(world, Lang::Zh, SMALL);
    robot.press("F9 Tab Enter");
    insta::assert_snapshot!("progress_none_zh", robot.screen());
}
