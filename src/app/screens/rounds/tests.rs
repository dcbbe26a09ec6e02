//! The rounds, driven by keys over the sample.

use super::*;
use crate::app::msg::Msg;
use crate::app::testing::{ARMY_2024, FOUR, Register, Robot, SMALL, SPRING, day};
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::round::Round;
use crate::domain::text::CleanText;
use crate::lang::Lang;

fn code(year: i32, festival: Festival) -> RoundCode {
    RoundCode { year, festival }
}

/// The sample with one round more, which has not opened.
fn upcoming() -> Register {
    let mut register = Register::sample();
    register.create_round(ARMY_2024);
    register
}

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(upcoming(), lang, size);
    robot.press("F6");
    robot
}

/// An empty register with these rounds, created on a day on which none comes into being by itself.
fn with_rounds(codes: &[RoundCode]) -> Register {
    let mut register = Register::empty().on(day(2024, 5, 10));
    for code in codes {
        register.create_round(*code);
    }
    register.on(day(2024, 2, 2))
}

#[test]
fn rounds() {
    for (code, lang, size) in FOUR.into_iter().chain([("60_zh", Lang::Zh, (60, 16))]) {
        let mut robot = demo(lang, size);
        insta::assert_snapshot!(format!("rounds_{code}"), robot.screen());
        robot.press("F2 Tab Down Down Down");
        insta::assert_snapshot!(format!("round_form_{code}"), robot.screen());
    }
}

#[test]
fn no_round_yet() {
    let mut robot = Robot::new(Register::empty(), Lang::Zh, SMALL);
    robot.press("F6 Enter");
    insta::assert_snapshot!("rounds_empty_zh", robot.screen());
    robot.press("F2");
    robot.shows("< 2024年春节 >");
}

#[test]
fn many_rounds_scroll() {
    let many: Vec<RoundCode> = (2010..2024).flat_map(RoundCode::of_year).collect();
    let mut robot = Robot::new(with_rounds(&many), Lang::Zh, SMALL);
    robot.press("F6 End");
    robot.shows("▸2010年春节");
    robot.press("Home");
    // That of the day came with the start.
    robot.shows("▸2024年春节");
}

#[test]
fn the_next_round_is_the_one_that_concerns_today_or_comes_next() {
    let cx = |today| crate::app::context::ViewContext {
        parts: crate::ui::mouse::Parts::default(),
        unkept: false,
        keymap: crate::app::screens::keymap(),
        lang: Lang::Zh,
        glyphs: crate::ui::glyphs::Glyphs::PLAIN,
        theme: crate::ui::theme::Theme::new(true, crate::ui::theme::Background::Unknown),
        kept_day: None,
        beside: false,
        phones: None,
        at_rest: true,
        spares_line: false,
        today,
        size: SMALL,
        banner: None,
        round: None,
        scopes: Vec::new(),
        bookmark: crate::app::bookmark::Bookmark::default(),
    };
    let spring_2023 = code(2023, Festival::Spring);
    for (codes, today, expected) in [
        (&[][..], day(2024, 2, 2), Some(SPRING)),
        (&[][..], day(2024, 2, 25), Some(ARMY_2024)),
        (&[][..], day(2024, 9, 1), Some(code(2025, Festival::Spring))),
        (&[spring_2023][..], day(2023, 3, 1), Some(code(2023, Festival::Army))),
        (&[spring_2023][..], day(2024, 2, 2), Some(SPRING)),
        (&[SPRING, ARMY_2024][..], day(2024, 2, 2), Some(code(2025, Festival::Spring))),
        (&[code(2100, Festival::Army)][..], day(2024, 2, 2), None),
    ] {
        let register = with_rounds(codes).on(today);
        let cards = register.store().rounds(today).unwrap();
        assert_eq!(next_code(&cards, &cx(today)), expected, "{today}");
    }
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
fn a_round_that_has_opened_is_raised_with_a_reason() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F3");
    robot.shows("修改2024年春节");
    robot.press("Esc");
    robot.press("Up F3");
    robot.shows("修改2024年八一");
}

#[test]
fn a_round_is_created_from_the_proposal_after_a_last_look() {
    let mut robot = demo(Lang::Zh, SMALL);
    let proposed = code(2025, Festival::Spring);
    let proposal = robot.register.store().round_card(proposed, day(2024, 2, 2)).unwrap().round;
    robot.press("F2 Enter");
    // Whoever is in a group without a standard is not visited: that is said before and after.
    robot.shows("没有标准、不走访：立功受奖军人家庭");
    insta::assert_snapshot!("round_look_zh", robot.screen());
    robot.press("Enter");
    assert_eq!(robot.written(), Op::CreateRound(proposal.clone()));
    robot.shows("已建立2025年春节  没有标准、不走访：立功受奖军人家庭");
    robot.shows("阶段");
    let created = robot.register.store().round_card(proposed, day(2024, 2, 2)).unwrap().round;
    assert_eq!(created, Round { created: true, ..proposal });
}

#[test]
fn another_round_can_be_chosen_but_none_that_exists() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F2 Right");
    robot.shows("< 2025年八一 >");
    robot.press("Left Left");
    // 2024 and 2023 exist.
    robot.shows("< 2022年八一 >");
}

#[test]
fn days_and_standards_are_changed_and_what_is_wrong_is_shown() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Up F3 End Backspace Backspace");
    robot.type_in("３１");
    robot.shows("2024-07-３１");
    robot.press("Tab End Backspace Backspace");
    robot.type_in("05");
    robot.press("Enter");
    let screen = robot.screen();
    assert!(screen.contains("2024年7月31日 六月廿六"), "{screen}");
    robot.press("Esc Up End Backspace Backspace");
    robot.type_in("99");
    robot.press("Down Enter");
    insta::assert_snapshot!("round_wrong_zh", robot.screen());
    robot.press("End Backspace Backspace");
    robot.type_in("01");
    robot.press("Tab Tab Tab Down Down Down Backspace Backspace Backspace Backspace Backspace");
    robot.type_in("0.08万");
    robot.shows("困难退役军人  800 元  捌佰元整");
    robot.next_write = Some(RegisterError::Busy(CleanText::default()));
    robot.press("Enter Enter");
    robot.shows("正被另一程序使用");
    robot.shows("修改2024年八一");
    robot.press("Enter Enter");
    let Op::ChangeRound(changed) = robot.written() else { panic!("another write") };
    assert_eq!(changed.window.opens, day(2024, 7, 1));
    assert_eq!(changed.window.due_until, day(2024, 8, 5));
    assert_eq!(
        changed.standards.iter().find(|s| &*s.group == "困难退役军人").unwrap().cash,
        Fen::new(80_000)
    );
    robot.shows("阶段");
}

#[test]
fn esc_never_throws_typed_work_away_at_once() {
    let mut robot = demo(Lang::En, SMALL);
    robot.press("F2 Tab");
    robot.send(Msg::Paste(" 2025-01-02\n".into()));
    robot.press("Esc");
    robot.shows("Esc again");
    robot.press("Up Esc");
    robot.shows("Esc again");
    robot.press("Ctrl+Q");
    robot.shows("Leave?");
    robot.press("Esc Esc");
    robot.shows("Phase");
    robot.press("F2 Esc");
    robot.shows("Phase");
}

#[test]
fn what_another_program_did_to_the_round_meanwhile_is_told() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F2 Enter");
    robot.register.create_round(code(2025, Festival::Spring));
    robot.press("Enter");
    robot.shows("活动已经建立过");
    robot.shows("< 2025年春节 >");
}

#[test]
fn a_form_with_more_groups_than_rows_keeps_the_cursor_in_sight() {
    let mut robot = demo(Lang::Zh, (60, 16));
    robot.press("F2");
    robot.shows("参加抗美援朝军人");
    robot.hides("驻旗部队");
    robot.press("Shift+Tab");
    robot.shows("▸驻旗部队");
    robot.hides("参加抗美援朝军人");
}

#[test]
fn goods_that_were_given_are_proposed_for_a_standard() {
    let mut register = Register::with_goods();
    register.paid("程连富");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F6 F2 Tab Tab Tab Tab Tab Ctrl+U");
    robot.type_in("my");
    robot.shows("→ 填入  米面油 1 份");
    robot.press("Right");
    robot.hides("填入");
    robot.shows("米面油 1 份");
}

#[test]
fn a_round_that_is_over_is_closed_with_a_reason() {
    for (lang, name, told) in [
        (Lang::Zh, "close_round_zh", "已关闭2024年春节，未发 42 个对象"),
        (Lang::En, "close_round_en", "Closed Spring 2024, 42 not given"),
    ] {
        let mut robot = Robot::new(Register::sample().on(day(2024, 5, 10)), lang, SMALL);
        robot.press("F6 Home Del");
        insta::assert_snapshot!(name, robot.screen());
        robot.press("Enter");
        robot.type_in("年末结清");
        robot.press("Enter");
        robot.shows(told);
        assert_eq!(robot.register.store().round(SPRING).unwrap().closed_on, Some(day(2024, 5, 10)));
        insta::assert_snapshot!(format!("{name}d"), robot.screen());
        robot.press("Del");
        robot.shows(if lang == Lang::Zh { "活动已经关闭过" } else { "The round was closed before" });
        robot.press("F5");
        robot.hides("逾期");
    }
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Home Del");
    robot.shows("宽限还没有过，活动不能关闭");
}

/// A round that is over says whether somebody is overdue in it, and offers no change of what stands.
#[test]
fn a_round_that_is_over_is_not_changed_even_where_nobody_was_visited() {
    for (lang, phase, foot) in [(Lang::Zh, "有逾期", "F3 修改"), (Lang::En, "overdue", "F3 Edit")] {
        let mut robot = Robot::new(upcoming().on(day(2024, 9, 10)), lang, SMALL);
        robot.press("F6 Home");
        robot.shows(phase);
        robot.hides(foot);
        robot.press("F3");
        robot.shows(lang.pick("慰问期和标准不能再改", "opened on 1 Jul 2024"));
    }
}
