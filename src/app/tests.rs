//! Whole screens over the sample, driven by keys.

mod answers;
mod bars;
mod beside;
mod bindings;
mod figures;
mod frame;
mod gallery;
mod mouse;
mod phones;
mod tasks;
mod torn_esc;
mod whole;

use proptest::prelude::*;
use ratatui::style::Modifier;

use super::Setup;
use super::effect::{Beginning, Effect};
use super::msg::Msg;
use super::query::{Query, QueryResult};
use super::testing::{FOUR, LARGE, Register, Robot, SMALL, day, demo_day, numbered};
use crate::domain::error::RegisterError;
use crate::domain::op::Op;
use crate::domain::search::SearchPage;
use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::ui::key::Key;
use crate::ui::theme::Background;

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    Robot::new(Register::sample(), lang, size)
}

#[test]
fn roster() {
    for (code, lang, size) in
        FOUR.into_iter().chain([("60_zh", Lang::Zh, (60, 16)), ("60_en", Lang::En, (60, 16))])
    {
        let mut robot = demo(lang, size);
        robot.press("Right Right Down");
        insta::assert_snapshot!(format!("roster_{code}"), robot.screen());
    }
    for (code, lang, size) in [("zh", Lang::Zh, (59, 15)), ("en", Lang::En, (30, 6))] {
        insta::assert_snapshot!(format!("too_small_{code}"), demo(lang, size).screen());
    }
}

#[test]
fn one_bar_stands_where_the_keys_are() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right");
    let row = "▸程连富             在乡老复员军人     应访         1,000 2023年八一 1,000";
    assert_eq!(robot.styled(Modifier::REVERSED), [row]);
    // While keys move it, it lies on the name alone: a slow line has few bytes for a key.
    robot.app.update(Msg::Key(Key::Down));
    assert_eq!(robot.styled(Modifier::REVERSED), ["▸呼日查巴特尔"]);
    assert!(robot.app.awaits_rest());
    robot.send(Msg::Rested);
    let bar = robot.styled(Modifier::REVERSED);
    assert!(bar.len() == 1 && bar[0].starts_with("▸呼日查巴特尔") && bar[0].len() > 60, "{bar:?}");
    assert!(!robot.app.awaits_rest());
    robot.press("F3");
    assert!(!robot.styled(Modifier::REVERSED).concat().contains("呼日查巴特尔"));
}

#[test]
fn left_and_right_go_round_the_townships() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.shows("▸全旗");
    robot.press("Tab");
    robot.shows("▸上都镇");
    robot.press("Left Left");
    insta::assert_snapshot!("roster_units_zh", robot.screen());
    robot.press("Right");
    robot.shows("▸全旗");
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
    let screen = Robot::with(Register::sample(), setup).screen();
    let odd: String =
        screen.chars().filter(|c| !c.is_ascii() && !('\u{4E00}'..='\u{9FFF}').contains(c)).collect();
    assert_eq!(odd, "", "{screen}");
}

#[test]
fn a_window_holds_pages_and_keeps_the_village_in_sight() {
    let mut register = Register::sample();
    register.people(&numbered("白音", 200), "桑根达来镇", "巴彦高勒嘎查", "烈士遗属");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("Right Right PgDn PgDn PgDn");
    insta::assert_snapshot!("roster_scrolled_zh", robot.screen());
    robot.press("End");
    robot.shows("▸熊建义");
    robot.press("Home");
    robot.shows("▸程连富");
}

#[test]
fn search() {
    for (code, lang, size) in FOUR {
        let mut robot = demo(lang, size);
        robot.press("、");
        robot.type_in("额尔敦");
        insta::assert_snapshot!(format!("search_{code}"), robot.screen());
    }
}

#[test]
fn a_backup_that_was_not_made_stands_in_the_title_until_one_is() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.send(Msg::Kept(Err(Box::new(RegisterError::InTheWay("/r/backups".into())))));
    robot.shows("未备份");
    robot.shows("自动备份没有做成");
    robot.press("Down Down");
    robot.shows("未备份");
    robot.send(Msg::Kept(Ok(())));
    assert!(!robot.screen().contains("未备份"), "{}", robot.screen());
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
    robot.type_in("5511");
    robot.shows("按电话尾号找到");
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
    robot.shows("1 个结果");
}

#[test]
fn a_stale_answer_is_dropped() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F4");
    let old = robot.app.update(Msg::Key("苏".parse().unwrap()));
    let Some(Effect::Query(ticket, Query::Search(_))) = old.first() else { panic!("{old:?}") };
    robot.type_in("x");
    let none = robot.screen();
    let hits = QueryResult::Search(SearchPage::default());
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
    robot.press("F3 Right Enter");
    robot.shows("按 F3 改筛选，按 Esc 清除筛选。");
    robot.press("Esc");
    robot.shows("按村  本次全部");
    robot.press("Esc");
    robot.shows(" 今天");
    let mut robot = demo(Lang::En, SMALL);
    robot.press("F3 Up Left");
    insta::assert_snapshot!("filter_en", robot.screen());
    robot.press("Del Esc");
}

#[test]
fn empty_lists_say_why() {
    let mut robot = Robot::new(Register::empty(), Lang::Zh, SMALL);
    robot.press("F3 Esc");
    insta::assert_snapshot!("roster_empty_zh", robot.screen());
    let between = Register::empty().on(day(2024, 5, 10));
    insta::assert_snapshot!("roster_no_round_zh", Robot::new(between, Lang::Zh, SMALL).screen());
    let mut robot = Robot::new(Register::sample().on(day(2024, 7, 10)), Lang::En, SMALL);
    robot.press("Right");
    insta::assert_snapshot!("roster_first_start_en", robot.screen());
}

#[test]
fn the_head_follows_the_day() {
    let mut robot = demo(Lang::Zh, SMALL);
    for (on, expected) in [
        (day(2024, 2, 9), "2月9日 腊月三十 除夕"),
        (day(2024, 2, 12), "宽限还有 12 天"),
        (day(2024, 3, 1), "慰问期已过"),
    ] {
        robot.send(Msg::Day(on));
        robot.shows(expected);
    }
    // A round that is created but not open yet can be chosen.
    let mut robot = Robot::new(Register::sample().on(day(2024, 1, 1)), Lang::Zh, SMALL);
    robot.press("F6 Home Enter");
    robot.shows("10 天后开始");
}

#[test]
fn what_was_recorded_is_told_reloaded_and_can_be_reversed() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right Ctrl+R");
    robot.shows("刚才没有登记");
    robot.press("F2 F2 Enter");
    let Op::Record(gift) = robot.written() else { panic!("not a recording") };
    insta::assert_snapshot!("recorded_zh", robot.screen());
    robot.press("Ctrl+R");
    robot.type_in("发错人");
    insta::assert_snapshot!("reverse_zh", robot.screen());
    robot.press("Enter");
    let Op::Reverse { of, reason, .. } = robot.written() else { panic!("not a reversal") };
    assert_eq!((of, reason.as_str()), (gift.id, "发错人"));
    robot.shows("已冲正");
    robot.shows("桑根达来镇  应访 8  已访 4");
    robot.press("Ctrl+R");
    robot.shows("刚才没有登记");
}

#[test]
fn a_reason_is_required_and_a_failed_write_is_told() {
    let mut robot = demo(Lang::En, SMALL);
    robot.press("Right Right F2 F2 Enter Ctrl+R Enter");
    robot.shows("Write the reason first");
    robot.type_in("twice");
    robot.next_write = Some(RegisterError::Busy(CleanText::default()));
    robot.press("Enter");
    insta::assert_snapshot!("reverse_busy_en", robot.screen());
    robot.press("Esc");
    robot.shows("Esc again");
    robot.press("Esc");
    robot.hides("Reason");
}

#[test]
fn first_start() {
    for (code, lang, size) in FOUR {
        let robot = Robot::new(Register::none(), lang, size);
        insta::assert_snapshot!(format!("first_{code}"), robot.screen());
    }
    let register = Register::none();
    let there = register.path();
    std::fs::write(&there, "").unwrap();
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("Down Down Down Up Down Enter");
    assert_eq!(robot.effects, [Effect::CreateRegister(Beginning::Sample)]);
    robot.shows("已经存在，未覆盖");
    std::fs::remove_file(there).unwrap();
    robot.press("Enter");
    robot.shows("应访 41  已访 38");
    robot.hides("正在新建登记册");
    let mut robot = Robot::new(Register::none(), Lang::Zh, SMALL);
    robot.press("Enter");
    robot.shows("导入花名册：请选文件");
    robot.press("Esc");
    robot.shows("登记册里还没有人");
}

#[test]
fn help() {
    for (code, lang, size) in FOUR {
        let mut robot = demo(lang, size);
        robot.press("F1");
        insta::assert_snapshot!(format!("help_{code}"), robot.screen());
    }
    let mut robot = demo(Lang::Zh, SMALL);
    let before = robot.screen();
    robot.press("F4 F1 End Home PgDn Down Up");
    robot.shows("帮助");
    robot.press("F1 Esc");
    assert_eq!(robot.screen(), before);
}

#[test]
fn nothing_is_done_unseen_and_quitting_always_works() {
    let mut robot = demo(Lang::Zh, (59, 15));
    let untouched = demo(Lang::Zh, SMALL).screen();
    robot.press("Left Down F3");
    robot.send(Msg::Resized(80, 24));
    assert_eq!(robot.screen(), untouched);
    robot.press("Ctrl+L Ctrl+Z Ctrl+Q");
    assert_eq!(robot.effects, [Effect::Redraw, Effect::Suspend, Effect::Quit]);
}

#[test]
fn a_resize_keeps_the_chosen_person() {
    let mut robot = demo(Lang::Zh, LARGE);
    robot.press("Right Right End");
    robot.send(Msg::Resized(60, 16));
    robot.shows("▸熊建义");
}

#[test]
fn a_round_is_shown_everywhere_once_it_is_created() {
    // With the first start inside its window.
    let mut robot = Robot::new(Register::sample().on(day(2024, 7, 10)), Lang::Zh, SMALL);
    robot.hides("未建立");
    robot.shows("2024年八一");
    robot.press("F6");
    robot.shows("2024年八一");
    robot.press("F2 Enter Enter");
    robot.shows("已建立2025年春节");
}

#[test]
fn waiting_drafts_are_named() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.hides("草稿");
    robot.press("Right Right F2 Up");
    robot.type_in("屋顶漏雨");
    robot.press("Esc Right");
    robot.shows("有 1 张草稿 Ctrl+O");
}

fn any_key() -> impl Strategy<Value = Key> {
    let keymap = super::screens::keymap();
    let bindings = keymap.places().iter().flat_map(|place| &place.bindings);
    let bound: Vec<Key> = bindings.flat_map(|binding| binding.keys).copied().collect();
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

#[test]
fn a_failed_answer_is_told_and_a_list_can_be_asked_again() {
    for (opens, hides, again, shows) in [
        ("F5", "▸待访 0", "Tab Tab", "▸待访 42"),
        ("F7", "斯琴高娃", "Left Right", "▸  139 2024-02-02 斯琴高娃"),
        ("F6", "慰问期  ", "Esc F6", "▸2024年春节 ✓    慰问期"),
        ("F9", "27,500.00", "Left Right", "▸人员合计                                  38"),
        ("Right", "程连富", "Left Right", "▸程连富"),
        ("F8", "/家/民政", "Esc F8", "/家/民政"),
    ] {
        let mut robot = demo(Lang::Zh, SMALL);
        robot.press("Right");
        robot.next_answer = Some(RegisterError::Busy(CleanText::default()));
        robot.press(opens);
        robot.shows("登记册正被另一程序使用");
        robot.hides(hides);
        robot.press(again);
        robot.shows(shows);
        robot.hides("登记册正被另一程序使用");
    }
}
