//! The plan driven by keys over the sample: assigned, budgeted, approved, handed out, taken back, compared.

use crate::app::msg::Msg;
use crate::app::testing::{FOUR, Register, Robot, SMALL};
use crate::domain::op::Op;
use crate::lang::Lang;

fn plan(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::sample(), lang, size);
    robot.press("F11");
    robot
}

/// Fills fields in, one after the other.
fn fill(robot: &mut Robot, fields: &[&str]) {
    for (at, text) in fields.iter().enumerate() {
        if at > 0 {
            robot.press("Tab");
        }
        if !text.is_empty() {
            robot.type_in(text);
        }
    }
}

fn approve(robot: &mut Robot) {
    robot.press("F2");
    fill(robot, &["巴图", "蓝退役军人发〔2024〕3号"]);
    robot.press("Enter");
}

#[test]
fn the_plan_and_its_tabs() {
    for (code, lang, size) in FOUR {
        let mut robot = plan(lang, size);
        insta::assert_snapshot!(format!("plan_{code}"), robot.screen());
        robot.press("Enter");
        insta::assert_snapshot!(format!("plan_why_{code}"), robot.screen());
        robot.press("Esc Tab");
        insta::assert_snapshot!(format!("plan_compare_{code}"), robot.screen());
        robot.press("BackTab");
        approve(&mut robot);
        insta::assert_snapshot!(format!("plan_look_{code}"), robot.screen());
        robot.press("Enter Tab Tab F2");
        fill(&mut robot, &["桑根达来镇退役军人服务站", "20000", "米面油 30 箱", "赵志强"]);
        insta::assert_snapshot!(format!("allocation_form_{code}"), robot.screen());
        robot.press("Enter Enter");
        insta::assert_snapshot!(format!("allocation_{code}"), robot.screen());
    }
}

#[test]
fn a_round_is_planned_and_handed_out_by_keys() {
    let mut robot = plan(Lang::Zh, SMALL);
    robot.shows("草稿");
    robot.press("Ctrl+B");
    fill(&mut robot, &["优抚慰问经费", "8万", "烈士遗属、困难退役军人"]);
    robot.press("Enter Enter");
    robot.shows("优抚慰问经费 计划");
    robot.press("Space Space F3");
    robot.shows("标记的 2 人");
    robot.press("Tab");
    fill(&mut robot, &["一组", "布仁、赵志强", "苏和"]);
    robot.press("Enter Enter");
    let Op::AssignPlan(_) = robot.written() else { panic!("nothing was assigned") };
    robot.shows("未分组 109");
    robot.press("F3 Right Tab");
    fill(&mut robot, &["二组"]);
    robot.press("Enter Enter Ctrl+F");
    robot.shows("只看未分组");
    robot.press("Ctrl+F");
    approve(&mut robot);
    robot.press("Enter");
    robot.shows("定稿（巴图 蓝退役军人发〔2024〕3号");
    robot.press("Tab Tab F2");
    fill(&mut robot, &["一组", "20000", "米面油 30 箱", "赵志强"]);
    robot.press("Enter");
    robot.shows("贰万元整");
    robot.press("Enter");
    robot.shows("一组");
    robot.press("F3 Tab");
    fill(&mut robot, &["1500", "米面油 3 箱", "赵志强"]);
    robot.press("Enter Enter");
    robot.shows("1,500");
    robot.press("Del Tab");
    fill(&mut robot, &["99999999"]);
    robot.press("Enter");
    robot.shows("请填写：理由");
    assert_eq!(robot.register.store().check().unwrap(), []);
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    let mut robot = plan(Lang::Zh, SMALL);
    robot.press("F2 Enter");
    robot.shows("请填写：批准人");
    robot.press("x Esc");
    robot.shows("再按一次 Esc 放弃");
    robot.press("Esc Ctrl+N");
    robot.shows("只有定稿以后才能增补");
    robot.press("Del");
    robot.shows("不能结束");
    robot.press("Tab Tab F2");
    robot.shows("先定稿");
    let mut robot = Robot::new(Register::empty(), Lang::Zh, SMALL);
    robot.press("F11");
    robot.shows("名单上还没有人");
}

/// What the last look told is what is approved: where it changed meanwhile, nothing is.
#[test]
fn a_plan_that_changed_behind_the_last_look_is_not_approved() {
    let mut robot = plan(Lang::Zh, SMALL);
    approve(&mut robot);
    robot.register.people(&["满都拉".to_owned()], "上都镇", "", "困难退役军人");
    robot.press("Enter");
    robot.shows("核对以后有变化");
    robot.send(Msg::Touched);
    robot.shows("草稿");
    approve(&mut robot);
    robot.press("Enter");
    robot.shows("定稿（巴图");
}
