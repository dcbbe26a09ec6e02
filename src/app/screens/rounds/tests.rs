//! The rounds, driven by keys over an invented register.

use super::*;
use crate::app::effect::Effect;
use crate::app::invented::{Robot, SPRING, World, day, standard};
use crate::app::msg::Msg;
use crate::app::query::{Query, QueryResult};
use crate::app::screen::EVERYTHING;
use crate::domain::due::State as On;
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op, Receipt};
use crate::domain::query::StateCounts;
use crate::domain::round::Round;
use crate::lang::Lang;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

fn code(year: i32, festival: Festival) -> RoundCode {
    RoundCode { year, festival }
}

fn round(code: RoundCode, created: bool) -> Round {
    let mut goods = standard("在乡老复员军人", 1_000);
    (goods.goods, goods.goods_value) = ("米面油 1 份".into(), Fen::new(16_000));
    // In the fixed order of the groups: the two that the example keeps, then the others.
    let standards = vec![
        standard("烈士遗属", 1_000),
        standard("困难退役军人", 500),
        goods,
        standard("参加抗美援朝军人", 1_000),
    ];
    Round { code, window: code.default_window().unwrap(), standards, created }
}

fn card(code: RoundCode, created: bool, open: (On, u64)) -> RoundCard {
    RoundCard {
        round: round(code, created),
        counts: StateCounts(vec![open, (On::Done, 38), (On::Closed, 1)]),
        planned: Fen::new(4_150_000),
        given: Fen::new(2_750_000),
    }
}

fn cards() -> Vec<RoundCard> {
    vec![
        card(code(2023, Festival::Spring), true, (On::Overdue, 0)),
        card(code(2023, Festival::Army), true, (On::Overdue, 2)),
        card(SPRING, true, (On::Due, 41)),
        card(code(2024, Festival::Army), true, (On::Upcoming, 80)),
    ]
}

fn world(cards: Vec<RoundCard>) -> World {
    let mut world = World::demo();
    world.other = Box::new(move |ask| {
        if let Query::Round(code) = ask {
            return Some(QueryResult::Round(Box::new(card(*code, false, (On::Upcoming, 80)))));
        }
        (*ask == Query::Rounds).then(|| QueryResult::Rounds(cards.clone()))
    });
    world
}

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(world(cards()), lang, size);
    robot.press("F6");
    robot
}

fn commit(robot: &mut Robot) -> Op {
    let Some(Effect::Commit(op)) = robot.effects.pop() else { panic!("no write: {:?}", robot.effects) };
    let receipt = Receipt { changed: EVERYTHING, answer: Answer::Done };
    robot.send(Msg::Committed(op.clone(), Box::new(receipt)));
    *op
}

#[test]
fn rounds() {
    for (name, lang, size) in [
        ("rounds_80_zh", Lang::Zh, SMALL),
        ("rounds_80_en", Lang::En, SMALL),
        ("rounds_120_zh", Lang::Zh, LARGE),
        ("rounds_120_en", Lang::En, LARGE),
        ("rounds_60_zh", Lang::Zh, (60, 16)),
    ] {
        let mut robot = demo(lang, size);
        insta::assert_snapshot!(name, robot.screen());
        robot.press("F2 Tab Down Down Down");
        insta::assert_snapshot!(name.replace("rounds", "round_form"), robot.screen());
    }
}

#[test]
fn no_round_yet() {
    let mut robot = Robot::new(world(Vec::new()), Lang::Zh, SMALL);
    robot.press("F6 Enter");
    insta::assert_snapshot!("rounds_empty_zh", robot.screen());
    robot.press("F2");
    assert!(robot.screen().contains("< 2024年春节 >"), "{}", robot.screen());
}

#[test]
fn many_rounds_scroll() {
    let many = (1990..2024).flat_map(RoundCode::of_year).map(|code| card(code, true, (On::Overdue, 0)));
    let mut robot = Robot::new(world(many.collect()), Lang::Zh, SMALL);
    robot.press("F6 End");
    assert!(robot.screen().contains("▸1990年春节"), "{}", robot.screen());
    robot.press("Home");
    assert!(robot.screen().contains("▸2023年八一"));
}

#[test]
fn the_next_round_is_the_one_that_concerns_today_or_comes_next() {
    let cx = |today| crate::app::context::ViewContext {
        lang: Lang::Zh,
        glyphs: crate::ui::glyphs::Glyphs::PLAIN,
        theme: crate::ui::theme::Theme::COLOR,
        today,
        size: SMALL,
        banner: None,
        round: None,
        scopes: Vec::new(),
        keymap: crate::app::screens::keymap(),
    };
    let spring_2023 = [card(code(2023, Festival::Spring), true, (On::Overdue, 0))];
    for (cards, today, expected) in [
        (&[][..], day(2024, 2, 2), code(2024, Festival::Spring)),
        (&[][..], day(2024, 2, 25), code(2024, Festival::Army)),
        (&[][..], day(2024, 9, 1), code(2025, Festival::Spring)),
        (&spring_2023[..], day(2023, 3, 1), code(2023, Festival::Army)),
        (&spring_2023[..], day(2024, 2, 2), code(2024, Festival::Spring)),
        (&cards()[..], day(2024, 2, 2), code(2025, Festival::Spring)),
    ] {
        assert_eq!(next_code(cards, &cx(today)), Some(expected), "{today}");
    }
    let last = [card(code(2100, Festival::Army), true, (On::Upcoming, 0))];
    assert_eq!(next_code(&last, &cx(day(2024, 2, 2))), None);
}

#[test]
fn enter_chooses_the_round_that_the_screens_show() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Down Enter");
    let screen = robot.screen();
    assert!(screen.contains("各画面现在显示2023年八一"), "{screen}");
    assert!(screen.contains("▸2023年八一 ✓"), "{screen}");
    assert!(screen.starts_with(" 正蓝旗  2023年八一"), "{screen}");
}

#[test]
fn a_round_that_has_opened_is_not_changed_and_the_reason_is_said() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F3");
    assert!(robot.screen().contains("2024年春节已于 2024年1月11日 开始"), "{}", robot.screen());
    robot.press("Up F3");
    assert!(robot.screen().contains("修改2024年八一"), "{}", robot.screen());
}

#[test]
fn a_round_is_created_from_the_proposal_after_a_last_look() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F2 Enter");
    insta::assert_snapshot!("round_look_zh", robot.screen());
    robot.press("Enter");
    let op = commit(&mut robot);
    assert_eq!(op, Op::CreateRound(Round { created: false, ..round(code(2025, Festival::Spring), false) }));
    let screen = robot.screen();
    assert!(screen.contains("已建立2025年春节") && screen.contains("阶段"), "{screen}");
}

#[test]
fn another_round_can_be_chosen_but_none_that_exists() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F2 Right");
    assert!(robot.screen().contains("< 2025年八一 >"), "{}", robot.screen());
    robot.press("Left Left");
    // 2024 and 2023 exist.
    assert!(robot.screen().contains("< 2022年八一 >"), "{}", robot.screen());
}

#[test]
fn days_and_standards_are_changed_and_what_is_wrong_is_shown() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Up F3 End Backspace Backspace");
    robot.type_in("３１");
    assert!(robot.screen().contains("2024-07-３１"), "{}", robot.screen());
    robot.press("Tab End Backspace Backspace");
    robot.type_in("05");
    robot.press("Enter");
    let screen = robot.screen();
    assert!(screen.contains("2024年7月31日 六月廿六"), "{screen}");
    robot.press("Enter Esc Up End Backspace Backspace");
    robot.type_in("99");
    robot.press("Down Enter");
    insta::assert_snapshot!("round_wrong_zh", robot.screen());
    robot.press("Backspace Backspace");
    robot.type_in("01");
    robot.press("Tab Tab Tab Down Backspace Backspace Backspace Backspace Backspace");
    robot.type_in("0.08万");
    assert!(robot.screen().contains("困难退役军人  800 元  捌佰元整"), "{}", robot.screen());
    robot.press("Enter Enter");
    let Some(Effect::Commit(op)) = robot.effects.last().cloned() else { panic!("no write") };
    robot.send(Msg::NotCommitted(op, Box::new(RegisterError::Round)));
    assert!(robot.screen().contains("不能再改") && robot.screen().contains("修改2024年八一"));
    robot.press("Enter Enter");
    let Op::ChangeRound(changed) = commit(&mut robot) else { panic!("another write") };
    assert_eq!(changed.window.opens, day(2024, 7, 1));
    assert_eq!(changed.window.due_until, day(2024, 8, 5));
    assert_eq!(
        changed.standards.iter().find(|s| &*s.group == "困难退役军人").unwrap().cash,
        Fen::new(80_000)
    );
    assert!(robot.screen().contains("阶段"));
}

#[test]
fn esc_never_throws_typed_work_away_at_once() {
    let mut robot = demo(Lang::En, SMALL);
    robot.press("F2 Tab");
    robot.send(Msg::Paste(" 2025-01-02\n".into()));
    robot.press("Esc");
    assert!(robot.screen().contains("Esc again"), "{}", robot.screen());
    robot.press("Up Esc");
    assert!(robot.screen().contains("Esc again"));
    robot.press("F10");
    assert!(robot.screen().contains("Leave?"), "{}", robot.screen());
    robot.press("Esc Esc");
    assert!(robot.screen().contains("Phase"), "{}", robot.screen());
    robot.press("F2 Esc");
    assert!(robot.screen().contains("Phase"));
}

#[test]
fn a_form_with_many_groups_keeps_the_cursor_in_sight() {
    let mut world = world(cards());
    let asked = std::mem::replace(&mut world.other, Box::new(|_| None));
    world.other = Box::new(move |ask| {
        if let Query::Round(code) = ask {
            let mut card = card(*code, false, (On::Upcoming, 80));
            card.round.standards = (1..=20).map(|_| standard("额尔敦其其格图雅家庭", 500)).collect();
            for (no, standard) in card.round.standards.iter_mut().enumerate() {
                standard.group = crate::domain::text::CleanText::shown(&format!("第{no}类"));
            }
            return Some(QueryResult::Round(Box::new(card)));
        }
        asked(ask)
    });
    let mut robot = Robot::new(world, Lang::Zh, SMALL);
    robot.press("F6 F2 Shift+Tab");
    let screen = robot.screen();
    assert!(screen.contains("▸第19类"), "{screen}");
    assert!(screen.contains("第18类") && !screen.contains("第0类"), "{screen}");
}
