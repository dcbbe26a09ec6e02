//! The lists of what is to be checked, driven by keys over the sample.

use crate::app::testing::{FOUR, Register, Robot, SMALL, TWO, day, gift};
use crate::domain::person::Edit;
use crate::lang::Lang;

/// Much is to be checked: names that sound alike in a village, no phone, gifts that are not the usual case.
fn to_check() -> Register {
    let mut register = Register::promised();
    register.people(&["程莲富".to_owned()], "上都镇", "", "烈士遗属");
    let id = register.id("程连富");
    let home = register.store().recipient(id).unwrap();
    let (township, village) = (home.township.unwrap().1, home.village.unwrap_or_default());
    register.people(&["程怜富".to_owned()], &township, &village, "");
    register.record(gift(register.id("乌云其木格"), 300));
    register.record(gift(register.id("程怜富"), 200));
    register
}

fn robot(register: Register, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register, lang, size);
    robot.press("Ctrl+K");
    robot
}

#[test]
fn lists() {
    for (code, lang, size) in FOUR {
        insta::assert_snapshot!(format!("lists_{code}"), robot(to_check(), lang, size).screen());
    }
}

#[test]
fn pairs_stand_in_a_list_and_side_by_side() {
    for (code, lang, size) in FOUR {
        let mut robot = robot(to_check(), lang, size);
        robot.press("Enter");
        insta::assert_snapshot!(format!("doubles_{code}"), robot.screen());
        robot.press("Enter");
        insta::assert_snapshot!(format!("pair_{code}"), robot.screen());
    }
}

#[test]
fn either_of_a_pair_opens_and_a_mended_pair_is_gone() {
    let mut robot = robot(to_check(), Lang::Zh, SMALL);
    robot.press("Enter Enter Enter");
    robot.shows("程连富");
    robot.press("Esc Right Enter");
    robot.shows("程怜富");
    robot.press("Esc Esc");
    robot.shows("疑似同一人  1 对");
    let id = robot.register.id("程怜富");
    robot.register.edit(id, Edit { name: Some("张三".into()), ..Edit::default() });
    robot.press("Esc Enter");
    robot.press("Esc Esc Ctrl+K");
    let shown = robot.screen();
    assert!(!shown.contains("疑似同一人"), "{shown}");
}

/// Two who are two: said on the screen with a reason, they are listed no more.
#[test]
fn a_pair_is_told_apart_with_a_reason() {
    for (code, lang, size) in TWO {
        let mut robot = robot(to_check(), lang, size);
        robot.press("Enter Enter F3");
        insta::assert_snapshot!(format!("apart_{code}"), robot.screen());
        robot.press("Enter");
        robot.type_in("两人的证都看过");
        robot.press("Enter");
        insta::assert_snapshot!(format!("none_left_{code}"), robot.screen());
    }
}

/// Two who are one: merged from the list, whichever of them stays, and the pair is gone.
#[test]
fn a_pair_is_merged_in_either_direction() {
    for (side, told) in [("", "程怜富 并入 程连富"), ("Right", "程连富 并入 程怜富")] {
        let mut robot = robot(to_check(), Lang::Zh, SMALL);
        robot.press("Enter");
        robot.shows("疑似同一人  1 对");
        robot.press("Enter");
        robot.press(side);
        robot.press("Ctrl+B");
        robot.shows("合并前核对");
        robot.type_in("同一人");
        robot.press("Enter");
        robot.shows(told);
        robot.shows("没有疑似同一人的");
        assert!(matches!(robot.written(), crate::domain::op::Op::Merge { .. }));
        robot.press("Ctrl+R");
        robot.shows("拆开");
        robot.press("错 Enter");
        robot.shows("疑似同一人  1 对");
    }
    let mut robot = robot(to_check(), Lang::En, SMALL);
    robot.press("Enter Enter Ctrl+B");
    robot.shows("Last look before merging");
    robot.press("Esc");
    robot.shows("May be one human");
}

#[test]
fn each_line_opens_its_list_of_the_chosen_place() {
    for (code, lang, size) in TWO {
        let mut robot = robot(to_check(), lang, size);
        robot.press("End Enter");
        insta::assert_snapshot!(format!("not_listed_{code}"), robot.screen());
        robot.press("Esc Up Enter");
        insta::assert_snapshot!(format!("off_standard_{code}"), robot.screen());
        robot.press("Esc Home Right Down Down Enter");
        insta::assert_snapshot!(format!("people_{code}"), robot.screen());
    }
}

#[test]
fn the_first_screen_and_the_menu_lead_there() {
    let mut robot = Robot::new(to_check(), Lang::Zh, SMALL);
    robot.press("F12 Down Down Down Down Down Down Down");
    robot.shows("▸核对名单");
    robot.press("Enter");
    robot.shows("疑似同一人");
    robot.press("Esc F10");
    for _ in 0..40 {
        if robot.screen().contains("Ctrl+K") {
            return;
        }
        robot.press("PgDn");
    }
    panic!("not in the menu:\n{}", robot.screen());
}

#[test]
fn an_empty_register_says_that_nothing_is_to_be_checked() {
    insta::assert_snapshot!("empty_zh", robot(Register::empty(), Lang::Zh, SMALL).screen());
    let mut robot = robot(Register::empty().on(day(2024, 5, 1)), Lang::En, SMALL);
    robot.shows("Nothing is to be checked.");
    robot.press("Right");
    robot.shows("Left and Right go elsewhere.");
    robot.press("Left Left");
    robot.shows("There is none before");
}
