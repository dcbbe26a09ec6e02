//! Whole screens, driven by keys.

use crate::domain::text::CleanText;
use proptest::prelude::*;
use ratatui::style::Modifier;

use super::Setup;
use super::keymap::KEYMAP;
use super::msg::{Beginning, Effect, Msg, Query, QueryResult};
use super::testing::{Robot, World, as_done, day, demo_day, entry, spring};
use crate::domain::error::RegisterError;
use crate::domain::op::{Op, Receipt};
use crate::domain::query::{DraftLine, Found};
use crate::lang::Lang;
use crate::ui::key::Key;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    Robot::new(World::demo(), lang, size)
}

fn first(lang: Lang, size: (u16, u16)) -> Robot {
    let setup = Setup { lang, ascii: false, color: true, today: demo_day(), size, register: false };
    Robot::with(World::empty(), setup)
}

#[test]
fn roster() {
    for (name, lang, size) in [
        ("roster_80_zh", Lang::Zh, SMALL),
        ("roster_80_en", Lang::En, SMALL),
        ("roster_120_zh", Lang::Zh, LARGE),
        ("roster_120_en", Lang::En, LARGE),
        ("roster_60_zh", Lang::Zh, (60, 16)),
        ("roster_60_en", Lang::En, (60, 16)),
        ("too_small_zh", Lang::Zh, (59, 15)),
        ("too_small_en", Lang::En, (30, 6)),
    ] {
        let mut robot = demo(lang, size);
        robot.press("Right Right Down");
        insta::assert_snapshot!(name, robot.screen());
    }
}

#[test]
fn one_bar_stands_where_the_keys_are() {
    let mut robot = demo(Lang::Zh, SMALL);
    assert_eq!(robot.styled(Modifier::REVERSED), ["▸程连富"]);
    robot.press("Down");
    assert_eq!(robot.styled(Modifier::REVERSED), ["▸乌云其木格"]);
    robot.press("F3");
    assert!(!robot.styled(Modifier::REVERSED).concat().contains("乌云其木格"));
}

#[test]
fn left_and_right_go_round_the_townships() {
    let mut robot = demo(Lang::Zh, SMALL);
    assert!(robot.screen().contains("▸全旗"));
    robot.press("Tab");
    assert!(robot.screen().contains("▸上都镇"));
    robot.press("Left Left");
    insta::assert_snapshot!("roster_units_zh", robot.screen());
    robot.press("Right");
    assert!(robot.screen().contains("▸全旗"));
}

#[test]
fn plain_ascii_draws_only_ascii_and_the_data() {
    let setup =
        Setup { lang: Lang::En, ascii: true, color: false, today: demo_day(), size: SMALL, register: true };
    let screen = Robot::with(World::demo(), setup).screen();
    let odd: String =
        screen.chars().filter(|c| !c.is_ascii() && !('\u{4E00}'..='\u{9FFF}').contains(c)).collect();
    assert_eq!(odd, "", "{screen}");
}

#[test]
fn a_window_holds_pages_and_keeps_the_village_in_sight() {
    let mut world = World::demo();
    let last = world.rows.remove(9);
    for no in 0..200 {
        let mut row = last.clone();
        row.key.no = 100 + no;
        row.id.0 = uuid::Uuid::from_u128(1_000 + u128::try_from(no).unwrap());
        world.rows.push(row);
    }
    let mut robot = Robot::new(world, Lang::Zh, SMALL);
    robot.press("Right Right PgDn PgDn PgDn");
    insta::assert_snapshot!("roster_scrolled_zh", robot.screen());
    robot.press("End");
    assert!(robot.screen().contains("▸斯琴高娃"));
    robot.press("Home");
    assert!(robot.screen().contains("▸程连富"));
}

#[test]
fn search() {
    for (name, lang, size) in [
        ("search_80_zh", Lang::Zh, SMALL),
        ("search_80_en", Lang::En, SMALL),
        ("search_120_zh", Lang::Zh, LARGE),
    ] {
        let mut robot = demo(lang, size);
        robot.press("、");
        robot.type_in("额尔敦");
        insta::assert_snapshot!(name, robot.screen());
    }
}

#[test]
fn search_says_what_can_be_typed_and_what_to_do() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F4");
    insta::assert_snapshot!("search_empty_zh", robot.screen());
    robot.type_in("zzz");
    insta::assert_snapshot!("search_none_zh", robot.screen());
    for _ in 0.."zzz".len() {
        robot.press("Backspace");
    }
    robot.type_in("0004");
    assert!(robot.screen().contains("按电话尾号找到"));
}

#[test]
fn search_marks_what_matched_and_goes_back_to_the_same_place() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right Down Down");
    let before = robot.screen();
    robot.press("/");
    robot.type_in("wyq");
    assert_eq!(robot.styled(Modifier::UNDERLINED), ["乌云其"]);
    robot.press("Esc");
    assert_eq!(robot.screen(), before);
    robot.press("F4");
    robot.send(Msg::Paste("乌云其\n".into()));
    assert!(robot.screen().contains("1 个结果"));
}

#[test]
fn a_stale_answer_is_dropped() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F4");
    let old = robot.app.update(Msg::Key("苏".parse().unwrap()));
    let Some(Effect::Query(ticket, Query::Search(_))) = old.first() else { panic!("{old:?}") };
    robot.type_in("x");
    let none = robot.screen();
    let hits = QueryResult::Search(Found::default());
    robot.send(Msg::QueryResult(*ticket, Box::new(hits)));
    assert_eq!(robot.screen(), none);
    assert!(none.contains("没有找到「苏x」"), "{none}");
}

#[test]
fn filter() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right F3 Right Down Down Right");
    insta::assert_snapshot!("filter_zh", robot.screen());
    robot.press("Enter");
    insta::assert_snapshot!("filtered_zh", robot.screen());
    robot.press("F3 Down Right Right Enter");
    assert!(robot.screen().contains("按 F3 改筛选，按 Esc 清除筛选。"));
    robot.press("Esc");
    assert!(robot.screen().contains("按村  全部状态"));
    robot.press("Esc");
    assert!(robot.screen().contains("这里是首页"));
    let mut robot = demo(Lang::En, SMALL);
    robot.press("F3 Up Left");
    insta::assert_snapshot!("filter_en", robot.screen());
    robot.press("Del Esc");
}

#[test]
fn empty_lists_say_why() {
    let mut robot = Robot::new(World::empty(), Lang::Zh, SMALL);
    robot.press("F3 Esc");
    insta::assert_snapshot!("roster_empty_zh", robot.screen());
    let mut world = World::demo();
    world.current.round = None;
    insta::assert_snapshot!("roster_no_round_zh", Robot::new(world, Lang::Zh, SMALL).screen());
    let mut world = World::demo();
    if let Some(round) = &mut world.current.round {
        round.created = false;
    }
    let mut robot = Robot::new(world, Lang::En, SMALL);
    robot.press("Right");
    insta::assert_snapshot!("roster_not_created_en", robot.screen());
}

#[test]
fn the_head_follows_the_day() {
    let mut robot = demo(Lang::Zh, SMALL);
    for (on, expected) in [
        (day(2024, 1, 1), "10 天后开始"),
        (day(2024, 2, 9), "2月9日 腊月三十 除夕"),
        (day(2024, 2, 12), "宽限还有 12 天"),
        (day(2024, 3, 1), "慰问期已过"),
    ] {
        robot.send(Msg::Day(on));
        assert!(robot.screen().contains(expected), "{}", robot.screen());
    }
}

#[test]
fn what_was_recorded_is_told_reloaded_and_can_be_reversed() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right Ctrl+R");
    assert!(robot.screen().contains("刚才没有登记"));
    as_done(&mut robot.world.rows[0]);
    robot.world.scopes[2].open = 5;
    let recording = super::testing::given(entry(7), robot.world.rows[0].id);
    let op = Box::new(Op::Record(Box::new(recording)));
    robot.send(Msg::Committed(op, Box::new(super::testing::ledger_receipt())));
    insta::assert_snapshot!("recorded_zh", robot.screen());
    robot.press("Ctrl+R");
    robot.type_in("发错人");
    insta::assert_snapshot!("reverse_zh", robot.screen());
    robot.press("Enter");
    let op = robot.commit();
    assert_eq!(op, Op::Reverse { id: entry(99), of: entry(7), reason: "发错人".into() });
    assert!(robot.screen().contains("已冲正"));
    robot.press("Ctrl+R");
    assert!(robot.screen().contains("刚才没有登记"));
}

#[test]
fn a_reason_is_required_and_a_failed_write_is_told() {
    let mut robot = demo(Lang::En, SMALL);
    let recording = super::testing::given(entry(7), robot.world.rows[0].id);
    robot.send(Msg::Committed(
        Box::new(Op::Record(Box::new(recording))),
        Box::new(super::testing::ledger_receipt()),
    ));
    robot.press("Ctrl+R Enter");
    assert!(robot.screen().contains("Write the reason first"));
    robot.type_in("twice");
    robot.press("Enter");
    let Some(Effect::Commit(op)) = robot.effects.pop() else { panic!("no write") };
    robot.send(Msg::NotCommitted(op, Box::new(RegisterError::Busy(CleanText::default()))));
    insta::assert_snapshot!("reverse_busy_en", robot.screen());
    robot.press("Esc");
    assert!(robot.screen().contains("Esc again"));
    robot.press("Esc");
    assert!(!robot.screen().contains("Reason"));
}

#[test]
fn first_start() {
    for (name, lang, size) in [
        ("first_80_zh", Lang::Zh, SMALL),
        ("first_80_en", Lang::En, SMALL),
        ("first_120_zh", Lang::Zh, LARGE),
    ] {
        insta::assert_snapshot!(name, first(lang, size).screen());
    }
    let mut robot = first(Lang::Zh, SMALL);
    robot.press("Down Down Up Up Enter");
    assert_eq!(robot.effects, [Effect::CreateRegister(Beginning::Sample)]);
    robot.send(Msg::NotOpened(Box::new(RegisterError::NotPermitted("/家".into()))));
    assert!(robot.screen().contains("没有权限：/家"));
    robot.send(Msg::Opened);
    assert!(robot.screen().contains("登记册里还没有人"));
}

#[test]
fn help() {
    for (name, lang, size) in
        [("help_80_zh", Lang::Zh, SMALL), ("help_80_en", Lang::En, SMALL), ("help_120_zh", Lang::Zh, LARGE)]
    {
        let mut robot = demo(lang, size);
        robot.press("F1");
        insta::assert_snapshot!(name, robot.screen());
    }
    let mut robot = demo(Lang::Zh, SMALL);
    let before = robot.screen();
    robot.press("F4 F1 End Home PgDn Down Up");
    assert!(robot.screen().contains("帮助") || !robot.screen().is_empty());
    robot.press("F1 Esc");
    assert_eq!(robot.screen(), before);
}

#[test]
fn nothing_is_done_unseen_and_quitting_always_works() {
    let mut robot = demo(Lang::Zh, (59, 15));
    robot.press("Left Down F3");
    robot.send(Msg::Resized(80, 24));
    assert!(robot.screen().contains("▸程连富"));
    robot.press("Ctrl+L Ctrl+Z F10");
    assert_eq!(robot.effects, [Effect::Redraw, Effect::Suspend, Effect::Quit]);
}

#[test]
fn a_resize_keeps_the_chosen_person() {
    let mut robot = demo(Lang::Zh, LARGE);
    robot.press("Right Right End");
    robot.send(Msg::Resized(60, 16));
    assert!(robot.screen().contains("▸额尔敦其其"), "{}", robot.screen());
}

#[test]
fn another_round_is_asked_for_everywhere() {
    let mut robot = demo(Lang::Zh, SMALL);
    let mut round = spring();
    round.created = false;
    robot.world.current.round = Some(round.clone());
    robot.send(Msg::Committed(
        Box::new(Op::CreateRound(round)),
        Box::new(Receipt { changed: super::layer::EVERYTHING, answer: crate::domain::op::Answer::Done }),
    ));
    assert!(robot.screen().contains("已建立2024年春节"));
    assert!(robot.screen().contains("未建立"));
}

#[test]
fn waiting_drafts_are_named() {
    let mut world = World::demo();
    let row = world.rows[0].clone();
    world.other = Box::new(move |ask| {
        let line = DraftLine {
            id: entry(3),
            recipient: row.id,
            name: row.name.clone(),
            body: "".into(),
            saved_at_ms: 0,
        };
        matches!(ask, Query::Drafts).then(|| QueryResult::Drafts(vec![line]))
    });
    assert!(Robot::new(world, Lang::Zh, SMALL).screen().contains("有 1 张草稿未完成"));
}

fn any_key() -> impl Strategy<Value = Key> {
    let bound: Vec<Key> = KEYMAP.iter().flat_map(|binding| binding.keys).copied().collect();
    prop_oneof![8 => prop::sample::select(bound), 2 => any::<char>().prop_map(Key::Char)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_at_any_size_draw_rows_that_fit(
        keys in prop::collection::vec(any_key(), 0..40),
        sizes in prop::collection::vec((0u16..140, 0u16..50), 1..4),
        english in any::<bool>(),
    ) {
        let mut robot = demo(if english { Lang::En } else { Lang::Zh }, SMALL);
        for (columns, rows) in sizes {
            for key in &keys {
                robot.send(Msg::Key(*key));
            }
            robot.send(Msg::Resized(columns, rows));
            robot.fits();
        }
    }
}
