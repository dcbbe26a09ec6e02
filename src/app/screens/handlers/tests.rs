//! The list of handlers, driven by keys over the sample.

use crate::app::testing::{FOUR, Register, Robot, SMALL, TWO};
use crate::domain::op::Op;
use crate::lang::Lang;

/// The list of a register.
fn open(register: Register, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register, lang, size);
    robot.press("Ctrl+V");
    robot
}

fn list(lang: Lang, size: (u16, u16)) -> Robot {
    open(Register::sample(), lang, size)
}

#[test]
fn the_list_and_both_prompts() {
    for (code, lang, size) in FOUR {
        insta::assert_snapshot!(format!("handlers_{code}"), list(lang, size).screen());
    }
    for (code, lang, size) in TWO {
        let mut robot = list(lang, size);
        robot.press("F3");
        insta::assert_snapshot!(format!("handler_end_{code}"), robot.screen());
        robot.press("Enter F2");
        insta::assert_snapshot!(format!("handler_add_{code}"), robot.screen());
    }
}

#[test]
fn a_name_is_added_ended_and_put_back_each_as_an_act() {
    let mut robot = list(Lang::Zh, SMALL);
    let before = robot.register.store().handlers().unwrap().len();
    robot.press("F2 Enter");
    robot.shows("请写经办人的姓名");
    robot.type_in("乌云其木格·额尔敦巴雅尔");
    robot.press("Enter");
    robot.shows("已记入经办人名单：乌云其木格·额尔敦巴雅尔");
    assert_eq!(robot.written(), Op::AddHandlers(vec!["乌云其木格·额尔敦巴雅尔".into()]));
    robot.shows(&format!("在用 {0} 人，共 {0} 人", before + 1));
    // The same name, as people read it, is there.
    robot.press("F2");
    robot.type_in("乌云其木格额尔敦巴雅尔");
    robot.press("Enter");
    robot.shows("已经登记过，没有重复写入");
    let down = |robot: &mut Robot| {
        robot.press("Home");
        for _ in 0..=before {
            if robot.screen().lines().any(|line| line.contains("▸乌云其木格")) {
                return;
            }
            robot.press("Down");
        }
    };
    down(&mut robot);
    robot.press("F3");
    robot.shows("今天 腊月廿三");
    robot.type_in("2.1");
    robot.shows("昨天");
    robot.press("Enter");
    robot.shows("已停用 乌云其木格·额尔敦巴雅尔，最后一天 2024年2月1日");
    robot.shows(&format!("在用 {} 人，共 {} 人", before, before + 1));
    // Whoever has ended stands last, and is put back.
    robot.press("End Enter");
    robot.shows("停用于 2024年2月1日。重新列入名单？");
    robot.press("Enter");
    robot.shows(&format!("在用 {0} 人，共 {0} 人", before + 1));
    let acts = robot.register.store().acts(&crate::domain::audit::act::ActQuery::default()).unwrap();
    let told: Vec<_> = acts.rows.iter().map(|act| act.action.clone()).take(3).collect();
    assert_eq!(told, ["add_handler", "end_handler", "add_handler"]);
    assert_eq!(robot.register.store().check().unwrap(), []);
}

#[test]
fn what_is_wrong_is_told_and_typed_work_is_not_dropped_at_once() {
    let mut robot = list(Lang::Zh, SMALL);
    robot.press("F3");
    robot.shows("停用 冯雪");
    robot.type_in("某天");
    robot.press("Enter");
    robot.shows("看不懂这个日期");
    robot.press("Esc");
    robot.shows("再按一次 Esc 放弃");
    robot.press("Esc");
    robot.shows("经办人名单");
    robot.hides("停用 冯雪");
    robot.press("Home Up");
    robot.shows("没有更多的经办人");
}

/// A register in which nobody handed over says what fills the list.
#[test]
fn an_empty_list_says_why_and_what_to_press() {
    for (lang, says) in [(Lang::Zh, "按 F2 预先记入"), (Lang::En, "F2 puts a name on it")] {
        let mut robot = open(Register::empty(), lang, SMALL);
        robot.shows(says);
        robot.hides("F3");
        robot.press("Enter");
        robot.shows(says);
    }
}

/// The menu leads there from any screen.
#[test]
fn the_menu_leads_there() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F10");
    for _ in 0..90 {
        if robot.screen().lines().any(|line| line.contains("▸") && line.contains("经办人名单")) {
            break;
        }
        robot.press("Down");
    }
    robot.press("Enter");
    robot.shows("在用 ");
    robot.shows("经办笔数");
}
