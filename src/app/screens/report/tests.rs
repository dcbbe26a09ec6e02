//! The report, driven by keys over the sample, whose 2023 bears the published figures.

use super::*;
use crate::app::Setup;
use crate::app::msg::Msg;
use crate::app::testing::{ARMY, FOUR, Register, Robot, SMALL, SPRING, day, demo_day, gift, numbered};
use crate::domain::entry::LedgerQuery;
use crate::domain::head::{Head, Heads};
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::recipient::Kind;
use crate::lang::{Lang, words};
use crate::ui::theme::Background;

const SPRING_2023: RoundCode = RoundCode { year: 2023, festival: Festival::Spring };

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::sample(), lang, size);
    robot.press("F9 Left");
    robot
}

/// The screen without the hashes of its head: ids, and with them hashes, are others in every register.
fn screen(robot: &Robot) -> String {
    let shown = robot.screen();
    let mut parts = shown.split(':');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        let hash = part.get(..8).filter(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let rest = hash.and_then(|_| part.get(8..)).unwrap_or(part);
        format!("{out}:{}{rest}", hash.map_or("", |_| "########"))
    })
}

#[test]
fn report_of_a_year() {
    for (code, lang, size) in FOUR.into_iter().chain([("60_zh", Lang::Zh, (60, 16))]) {
        let mut robot = demo(lang, size);
        robot.press("Down Down");
        insta::assert_snapshot!(format!("report_{code}"), screen(&robot));
        robot.press("Tab Down Down");
        insta::assert_snapshot!(format!("progress_{code}"), screen(&robot));
    }
}

#[test]
fn the_head_line_is_exact_and_each_row_names_its_entries() {
    let mut register = Register::sample();
    // Somebody of no group, so that the year has a line for those.
    let whom = register.id("布和");
    register.record(gift(whom, 500));
    let of = |year| register.store().report(year).unwrap();
    assert_eq!(
        table::headline(Lang::Zh, &of(2023)),
        "走访慰问 85 人、93 人次，慰问金 60,500 元  单位 3 个，慰问品 32,659 元"
    );
    assert_eq!(table::headline(Lang::Zh, &of(2022)), "没有发放");
    let figure = |query: &LedgerQuery, name: &str| crate::app::destination::Figure {
        query: query.clone(),
        name: name.to_owned(),
    };
    let lines = table::lines(Lang::Zh, &of(2023));
    let people =
        LedgerQuery { year: Some(2023), kind: Some(Kind::Person), live_only: true, ..LedgerQuery::default() };
    let units = LedgerQuery { kind: Some(Kind::Unit), ..people.clone() };
    let spring = LedgerQuery { round: Some(SPRING_2023), ..people.clone() };
    let hardship = LedgerQuery { group: Some("困难退役军人".into()), ..spring.clone() };
    for (at, name, query) in [
        (0, "2023年 人员合计", &people),
        (1, "2023年 2023年春节", &spring),
        (3, "2023年 2023年春节 困难退役军人", &hardship),
        (4, "2023年 2023年八一", &LedgerQuery { round: Some(ARMY), ..people.clone() }),
        (8, "2023年 单位合计", &units),
        (10, "2023年 2023年八一 单位", &LedgerQuery { round: Some(ARMY), ..units.clone() }),
    ] {
        assert_eq!(lines[at].figure, figure(query, name));
    }
    assert_eq!(lines.len(), 11);
    let lines = table::lines(Lang::Zh, &of(2024));
    let none =
        LedgerQuery { year: Some(2024), round: Some(SPRING), group: Some("".into()), ..people.clone() };
    assert_eq!(lines[6].figure, figure(&none, "2024年 2024年春节 未记类别"));
}

/// A picture of the screen is a report too: it carries the head, and that of now.
#[test]
fn the_report_carries_the_head_of_the_register_whatever_was_written() {
    for lang in [Lang::Zh, Lang::En] {
        let mut register = Register::sample();
        let whom = register.id("布和");
        let before = register.store().heads().unwrap();
        register.record(gift(whom, 500));
        let told = words::heads(lang, &register.store().heads().unwrap());
        assert_ne!(told, words::heads(lang, &before));
        let mut robot = Robot::new(register, lang, SMALL);
        for keys in ["F9", "Left", "Tab"] {
            robot.press(keys);
            robot.shows(&told);
        }
    }
    let million = Head { number: 9_999_999, mark: "3fa85f64".to_owned() };
    let heads = Heads { ledger: million.clone(), audit: million };
    for lang in [Lang::Zh, Lang::En] {
        assert!(crate::ui::text::width(&words::heads(lang, &heads)) <= 78);
    }
}

#[test]
fn plain_ascii_draws_only_ascii_and_the_data() {
    let setup = Setup {
        lang: Lang::En,
        ascii: true,
        color: false,
        background: Background::default(),
        today: demo_day(),
        size: SMALL,
        register: true,
    };
    let mut robot = Robot::with(Register::sample(), setup);
    robot.press("F9 Tab");
    let screen = robot.screen();
    let odd: String =
        screen.chars().filter(|c| !c.is_ascii() && !('\u{4E00}'..='\u{9FFF}').contains(c)).collect();
    assert_eq!(odd, "", "{screen}");
    assert!(screen.contains("####......  48%"), "{screen}");
}

#[test]
fn enter_opens_the_entries_and_esc_comes_back() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Down Enter");
    robot.shows("分录：2023年 2023年春节");
    robot.shows("65 人  65 人次  65 笔  慰问金 32,500");
    robot.press("Esc");
    robot.shows("▸ 2023年春节");
}

#[test]
fn years_end_today_and_an_empty_year_says_what_to_press() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right");
    robot.shows("以后的年份还没有");
    robot.press("Left Left");
    insta::assert_snapshot!("report_empty_zh", screen(&robot));
    robot.press("Enter Right");
    robot.shows("慰问金 60,500 元");
}

#[test]
fn the_progress_has_no_years_and_its_own_key_leads_to_no_second_report() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Tab");
    robot.shows("Enter 应访");
    robot.press("Left Right Right");
    robot.hides("以后的年份还没有");
    robot.press("F9 Esc");
    robot.hides("进度");
}

#[test]
fn progress_after_the_window_and_without_a_round() {
    let mut robot = demo(Lang::En, SMALL);
    robot.press("Tab");
    robot.send(Msg::Day(day(2024, 3, 1)));
    insta::assert_snapshot!("progress_late_en", screen(&robot));
    robot.press("Down Enter");
    robot.shows("Spring 2024 上都镇");
    let mut robot = Robot::new(Register::empty().on(day(2024, 5, 10)), Lang::Zh, SMALL);
    robot.press("F9 Tab Enter");
    insta::assert_snapshot!("progress_none_zh", screen(&robot));
}

#[test]
fn a_figure_opens_every_entry_that_it_counts() {
    let mut register = Register::empty();
    let names = numbered("白音", 600);
    register.people(&names, "桑根达来镇", "敖包图嘎查", "困难退役军人");
    register.create_round(SPRING);
    for name in &names {
        let whom = register.id(name);
        register.record(gift(whom, 500));
    }
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F9");
    robot.shows("走访慰问 600 人、600 人次，慰问金 300,000 元");
    robot.press("Enter");
    robot.shows("600 人  600 人次  600 笔  慰问金 300,000");
    robot.press("End");
    robot.shows("▸    1");
}

/// The bulletin is that of the command, of the day that the progress is told of.
#[test]
fn the_weekly_bulletin_is_read_by_keys() {
    for lang in [Lang::Zh, Lang::En] {
        let mut robot = Robot::new(Register::sample(), lang, SMALL);
        robot.press("F9 Tab Left Insert");
        let told = robot.register.store().bulletin(SPRING, day(2024, 2, 1)).unwrap();
        let screen: String = robot.screen().chars().filter(|c| !c.is_whitespace()).collect();
        for line in crate::lang::bulletin::lines(lang, &told) {
            let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
            let begins: String = line.chars().take(20).collect();
            assert!(screen.contains(&begins), "{begins} in {screen}");
        }
        robot.press("Esc");
        robot.hides(&crate::lang::bulletin::lines(lang, &told)[9]);
    }
}

/// Villages that bear long names under one township are told apart.
#[test]
fn names_of_the_progress_are_read_whole() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F9 Tab F3");
    robot.shows("嘎查村 ");
    robot.shows(" 桑根达来镇 乌兰图嘎嘎查 ");
    robot.hides("..");
}
