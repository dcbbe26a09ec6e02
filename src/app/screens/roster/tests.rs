//! Protects the search box: results page on below, come in while the search goes on, and never move the cursor.

use ratatui::style::Modifier;

use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::query::{Query, QueryResult, RequestId};
use crate::app::testing::{LARGE, Register, Robot, SMALL, SPRING, day, numbered};
use crate::domain::list::{RosterQuery, RosterRow, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::{RowKey, Start};
use crate::domain::person::Edit;
use crate::domain::place::Scope;
use crate::domain::search::{Hit, SearchCursor, SearchPage, SearchQuery};
use crate::lang::Lang;
use crate::ui::key::Key;

fn demo() -> Robot {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F4");
    robot
}

#[test]
fn results_page_on_as_the_cursor_moves() {
    let mut register = Register::sample();
    register.people(&numbered("程连", 60), "桑根达来镇", "敖包图嘎查", "烈士遗属");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F4");
    for key in "程连".chars().map(Key::Char).chain([Key::Down]) {
        let effects = robot.app.update(Msg::Key(key));
        robot.perform(effects);
        robot.shows(if key == Key::Down { "前 27 个结果" } else { "前 13 个结果" });
    }
    for _ in 0..4 {
        robot.press("PageDown");
    }
    robot.shows("共 61 个结果");
    robot.hides("前");
}

/// While somebody types a screenful is asked for; how many there are, up to a bound, once the keys rest.
#[test]
fn results_are_counted_once_the_keys_rest() {
    for (count, zh, en) in [(60, "共 61 个结果", "61 found"), (230, "多于 200 个结果", "over 200 found")]
    {
        for (lang, told) in [(Lang::Zh, zh), (Lang::En, en)] {
            let mut register = Register::sample();
            register.people(&numbered("程连", count), "桑根达来镇", "敖包图嘎查", "烈士遗属");
            let mut robot = Robot::new(register, lang, SMALL);
            robot.press("F4");
            for c in "程连".chars() {
                let effects = robot.app.update(Msg::Key(Key::Char(c)));
                robot.perform(effects);
            }
            robot.shows(lang.pick("前 13 个结果", "first 13 shown"));
            assert!(robot.app.awaits_rest());
            let effects = robot.app.update(Msg::Rested);
            robot.perform(effects);
            robot.shows(told);
            assert!(!robot.app.awaits_rest());
        }
    }
}

/// The search that the app asks for last.
fn asked(effects: &[Effect]) -> (RequestId, SearchQuery) {
    match effects.last() {
        Some(Effect::Query(ticket, Query::Search(search))) => (*ticket, search.clone()),
        other => panic!("{other:?}"),
    }
}

/// A hit like the one for 程连富, under another number and name.
fn hit(robot: &Robot, no: i64, name: &'static str) -> Hit {
    let search = SearchQuery::new("程连富", None, 1);
    let found = robot.register.store().search(&search, robot.register.today).unwrap();
    let hit = found.hits.first().unwrap().clone();
    let row = RosterRow { name: name.into(), key: RowKey { no, ..hit.row.key.clone() }, ..hit.row };
    Hit { row, ..hit }
}

fn answer_search(
    robot: &mut Robot,
    ticket: RequestId,
    names: &[(i64, &'static str)],
    next: Option<SearchCursor>,
) -> Vec<Effect> {
    let hits = names.iter().map(|(no, name)| hit(robot, *no, name)).collect();
    robot.app.update(Msg::QueryResult(ticket, Box::new(QueryResult::Search(SearchPage { hits, next }))))
}

#[test]
fn results_come_in_below_while_the_search_goes_on() {
    let mut robot = demo();
    let (first, search) = asked(&robot.app.update(Msg::Key(Key::Char('c'))));
    assert_eq!((search.reach, search.limit), (SearchCursor::Keys, 13), "what one screen shows");

    let (second, search) =
        asked(&answer_search(&mut robot, first, &[], Some(SearchCursor::Initials(20_000))));
    assert!(Query::Search(search).can_wait());
    assert!(
        robot.screen().contains("仍在查找") && !robot.screen().contains("没有找到"),
        "{}",
        robot.screen()
    );

    let effects = answer_search(&mut robot, second, &[(7, "程小连富")], Some(SearchCursor::Initials(40_000)));
    let (third, search) = asked(&effects);
    assert_eq!((search.known, search.limit), (vec![7], 12));
    assert!(!robot.app.no_redraw());
    robot.shows("▸程小连富");

    let (fourth, _) = asked(&answer_search(&mut robot, third, &[], Some(SearchCursor::Initials(60_000))));
    assert!(robot.app.no_redraw(), "nothing came, and the search goes on as before");
    assert!(answer_search(&mut robot, third, &[(8, "程连富")], None).is_empty());
    assert!(robot.app.no_redraw(), "an answer of before");

    assert!(answer_search(&mut robot, fourth, &[(9, "程大连富")], None).is_empty());
    assert!(robot.screen().contains("▸程小连富") && robot.screen().contains("程大连富"));
    robot.shows("2 个结果");
}

#[test]
fn a_full_screen_is_looked_for_no_further() {
    let mut robot = demo();
    let (first, search) = asked(&robot.app.update(Msg::Key(Key::Char('c'))));
    let page: Vec<_> = (0..i64::from(search.limit)).map(|no| (no, "程连富")).collect();
    assert!(answer_search(&mut robot, first, &page, Some(SearchCursor::Keys)).is_empty());
    let effects = robot.app.update(Msg::Key(Key::Down));
    let (second, search) = asked(&effects);
    assert_eq!(search.known.len(), page.len());
    let before = robot.screen();
    assert!(answer_search(&mut robot, second, &[(99, "程小连富")], None).is_empty());
    assert_ne!(robot.screen(), before, "the number of results is told");
    assert!(!robot.app.no_redraw());
}

#[test]
fn words_beyond_those_that_count_are_told() {
    for (lang, told) in [(Lang::Zh, "只按前 6 个词查找"), (Lang::En, "first 6 words count")] {
        let mut robot = Robot::new(Register::sample(), lang, SMALL);
        robot.press("F4");
        robot.type_in("程连富 程 连 富 clf cheng");
        robot.hides(told);
        robot.type_in(" lian");
        robot.shows(told);
    }
}

/// The word by which somebody was found is marked where the address stands, in the line of the chosen one and in the
/// column.
#[test]
fn who_is_found_by_an_address_shows_which_word_of_it() {
    for (typed, marked) in
        [("幸福小区", "幸福小区"), ("xfxq", "幸福小区"), ("幸福小区3号楼", "幸福小区三号楼")]
    {
        for size in [SMALL, (200, 60)] {
            let mut register = Register::sample();
            let id = register.id("程连富");
            let address = Some("正蓝旗桑根达来镇老供销社院内，现住上都镇幸福小区三号楼2单元".into());
            register.done(&Op::Edit { id, rev: 1, edit: Box::new(Edit { address, ..Edit::default() }) });
            let mut robot = Robot::new(register, Lang::Zh, size);
            robot.press("F4");
            robot.type_in(typed);
            robot.shows("▸程连富");
            robot.shows("按住址找到：");
            let found = robot.styled(Modifier::UNDERLINED);
            assert!(
                !found.is_empty() && found.iter().all(|mark| mark == marked),
                "{typed} {size:?}: {found:?}"
            );
        }
    }
}

/// Above a list that is filtered stand the number and the sum of exactly those whom it lists, and go with the filter.
#[test]
fn the_head_counts_what_the_filter_lists() {
    for (lang, none) in [(Lang::Zh, "所列"), (Lang::En, "listed")] {
        for size in [SMALL, LARGE] {
            let mut robot = Robot::new(Register::sample(), lang, size);
            robot.hides(none);
            robot.press("F3 Right Right Enter");
            let query = RosterQuery {
                round: Some(SPRING),
                scope: Scope::Banner,
                show: Show::Done,
                group: None,
                village: None,
                sort: Sort::Village,
                start: Start::First,
                limit: 500,
            };
            let rows = robot.register.store().roster(&query, robot.register.today).unwrap().rows;
            let cash = rows
                .iter()
                .filter_map(|row| row.standard.as_ref())
                .fold(Fen::ZERO, |sum, it| sum.plus(it.cash));
            assert!(rows.len() > 10 && cash > Fen::ZERO);
            let (count, sum) = (rows.len(), cash.short());
            let told = match lang {
                Lang::Zh => {
                    [format!("所列 {count} 人  标准合计 {sum} 元"), format!("所列 {count} 人  {sum} 元")]
                }
                Lang::En => {
                    [format!("{count} listed  standards {sum} yuan"), format!("{count} listed  {sum} yuan")]
                }
            };
            let screen = robot.screen();
            assert!(told.iter().any(|told| screen.contains(told)), "{screen}");
            robot.press("Esc");
            robot.hides(none);
        }
    }
}

#[test]
fn a_search_in_vain_says_what_to_do() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F4");
    robot.hides("Ctrl+N");
    robot.type_in("没有这个人");
    robot.shows("换个写法");
    robot.shows("Ctrl+N 新增");
    // No key that acts on somebody is offered where there is nobody.
    let screen = robot.screen();
    let foot = screen.lines().find(|row| row.contains("F10")).unwrap();
    assert!(!foot.contains("Enter") && !foot.contains("F2") && !foot.contains("Space"), "{foot}");
    robot.press("Ctrl+N");
    robot.shows("新增人员");
}

/// While text is typed a blank is a blank: the foot names the key that marks.
#[test]
fn the_foot_of_the_search_names_no_key_that_types() {
    for (lang, marks, never) in [(Lang::Zh, "Ins 标记", "Space 标记"), (Lang::En, "Ins Mark", "Space Mark")]
    {
        let mut robot = Robot::new(Register::sample(), lang, LARGE);
        robot.press("F4");
        robot.type_in("clf");
        robot.shows(marks);
        robot.hides(never);
    }
}

#[test]
fn a_key_for_somebody_says_that_nobody_was_found() {
    let mut robot = demo();
    robot.type_in("没有这人");
    robot.press("Enter");
    robot.shows("没有找到人：改写，或按 Ctrl+N 新增");
    let mut robot = Robot::new(Register::empty(), Lang::Zh, SMALL);
    robot.press("Enter");
    robot.shows("这里没有人：Ctrl+N 新增");
}

/// Once a round is over its heads say what its rows say.
#[test]
fn the_heads_of_a_round_that_is_over_say_overdue() {
    for (lang, head, never) in [(Lang::Zh, "逾期 4", "应访"), (Lang::En, "overdue 4", "due 4 ")] {
        let mut robot = Robot::new(Register::sample().on(day(2024, 5, 10)), lang, SMALL);
        robot.shows(head);
        robot.press("Right Right");
        robot.shows(lang.pick("逾期 8  已访 4", "overdue 8  done 4"));
        if lang == Lang::Zh {
            let list = robot.screen();
            let list = list.lines().take_while(|line| !line.starts_with(" Enter")).collect::<String>();
            assert!(!list.contains(never), "{list}");
        }
    }
}

/// Whoever was not at home and whoever has moved away must not look alike at any width.
#[test]
fn the_state_stands_at_every_width() {
    for lang in [Lang::Zh, Lang::En] {
        for width in 80..=200 {
            for keys in ["Down", "Space"] {
                let mut robot = Robot::new(Register::sample(), lang, (width, 30));
                robot.press(keys);
                let head = if lang == Lang::Zh { "状态" } else { "State" };
                let screen = robot.screen();
                assert!(screen.lines().any(|line| line.contains(head)), "{width} {keys}\n{screen}");
            }
        }
    }
}
