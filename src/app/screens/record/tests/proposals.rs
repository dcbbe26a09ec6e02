//! What the fields propose of what was recorded before.

use crate::app::testing::{FOUR, Register, Robot, SMALL};
use crate::lang::Lang;

/// At the first handler of a form, after two gifts by four handlers; it holds one of the last two, the second the other.
fn filled(lang: Lang, size: (u16, u16)) -> Robot {
    let mut register = Register::with_goods();
    register.paid("单国强");
    let mut robot = Robot::new(register, lang, size);
    robot.press("F2 Tab Tab Tab Tab Tab");
    robot
}

/// The same without handlers.
fn robot(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = filled(lang, size);
    robot.press("Tab Ctrl+U Shift+Tab Ctrl+U");
    robot
}

#[test]
fn letters_propose_a_handler_and_the_right_arrow_takes_it() {
    for (code, lang, size) in FOUR {
        let mut robot = robot(lang, size);
        robot.type_in("e");
        robot.shows("→ 额尔敦巴雅尔");
        robot.type_in("ed");
        insta::assert_snapshot!(format!("proposed_{code}"), robot.screen());
        robot.press("Right");
        robot.hides("→ 额尔敦巴雅尔");
        assert!(robot.screen().contains(" 额尔敦巴雅尔"), "{}", robot.screen());
    }
}

#[test]
fn nothing_is_filled_in_without_the_key() {
    for key in ["Tab", "Enter", "Down", "Left Right", "Esc Ctrl+O Enter"] {
        let mut robot = robot(Lang::Zh, SMALL);
        robot.type_in("eed");
        robot.press(key);
        robot.hides("额尔敦巴雅尔");
        robot.shows("eed");
    }
}

#[test]
fn what_is_proposed_is_chosen_and_never_the_other_handler() {
    let mut robot = filled(Lang::Zh, SMALL);
    robot.press("Ctrl+U PgDn");
    robot.shows("→ 呼日查巴特尔");
    robot.press("PgDn");
    robot.shows("→ 布仁");
    robot.press("PgUp PgUp");
    robot.shows("→ 赵志强");
    robot.hides("填入  额尔敦巴雅尔");
    robot.type_in("eed");
    robot.hides("填入");
    // Several Han at once, as an input method commits or a paste brings them.
    robot.press("Ctrl+U");
    robot.send(crate::app::msg::Msg::Paste("呼日".to_owned()));
    robot.shows("→ 呼日查巴特尔");
    robot.press("Right");
    robot.shows(" 呼日查巴特尔");
    robot.hides("呼日→");
}

/// A text that came filled in stays while it is only looked at.
#[test]
fn a_filled_field_proposes_nothing_until_it_is_asked_to() {
    let mut robot = filled(Lang::Zh, SMALL);
    robot.press("Right Right End Right");
    robot.shows("呼日查巴特尔");
    robot.hides("填入");
    robot.press("PgDn Right");
    robot.hides("呼日查巴特尔");
    robot.shows(" 布仁");
}

#[test]
fn goods_and_relations_are_proposed_too() {
    let mut robot = filled(Lang::Zh, SMALL);
    robot.press("Up Up");
    robot.type_in("my");
    robot.shows("→ 米面油 1 份");
    let mut robot = Robot::new(Register::rich(), Lang::Zh, SMALL);
    robot.press("Right Right F2 Right Tab Tab");
    robot.type_in("ne");
    robot.shows("→ 女儿");
}

#[test]
fn without_arrows_and_colours_the_proposal_is_told_apart() {
    let setup = crate::app::Setup {
        lang: Lang::En,
        ascii: true,
        color: false,
        background: crate::ui::theme::Background::default(),
        today: crate::app::testing::demo_day(),
        size: SMALL,
        register: true,
    };
    let mut register = Register::with_goods();
    register.paid("单国强");
    let mut robot = Robot::with(register, setup);
    robot.press("F2 Tab Tab Tab Tab Tab Ctrl+U");
    robot.type_in("b");
    robot.shows("b -> 布仁");
}
