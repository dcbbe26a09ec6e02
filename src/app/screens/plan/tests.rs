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
    robot.shows("优抚慰问经费：计划");
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
    robot.shows("请填写：经办人、理由");
    assert_eq!(robot.register.store().check().unwrap(), []);
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    let mut robot = plan(Lang::Zh, SMALL);
    robot.press("F2 Enter");
    robot.shows("请填写：批准人、文号");
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

/// At 80 columns the village is cut in its column, in the list and in the comparison: the line above the keys has it whole.
#[test]
fn a_long_village_is_read_whole_above_the_keys() {
    let place = "赛音呼都嘎苏木 额尔敦宝拉格嘎查新村";
    for lang in [Lang::Zh, Lang::En] {
        let mut register = Register::sample();
        let (township, village) = place.split_once(' ').unwrap();
        register.people(&["呼格吉勒图".to_owned()], township, village, "烈士遗属");
        let mut robot = Robot::new(register, lang, SMALL);
        robot.press("F11");
        for _ in 0..120 {
            if robot.screen().contains("呼格吉勒图  ") {
                break;
            }
            robot.press("Down");
        }
        robot.shows(&["呼格吉勒图  ", place, "  烈士遗属"].concat());
        // New since the last round of the holiday.
        robot.press("Tab Down Enter");
        for _ in 0..120 {
            if robot.screen().contains(&["呼格吉勒图  ", place].concat()) {
                break;
            }
            robot.press("Down");
        }
        robot.shows(&["呼格吉勒图  ", place, "  烈士遗属"].concat());
    }
}

/// A station is meant by the place that it serves, and the last look names it whole; funds and budgets stand in the form; a
/// reason that is wanting has the keys.
#[test]
fn forms_know_what_is_meant_and_where_something_is_wanting() {
    let mut robot = plan(Lang::Zh, SMALL);
    robot.press("Ctrl+B");
    fill(&mut robot, &["优抚慰问经费", "1万", "烈士遗属、困难退役军人"]);
    robot.press("Enter Enter Ctrl+B");
    robot.shows("预算 10,000");
    robot.press("Esc");
    approve(&mut robot);
    robot.shows("请在「理由」里写明");
    robot.type_in("上级追加");
    robot.press("Enter Enter");
    robot.shows("定稿（巴图");
    robot.press("Tab Tab F2");
    fill(&mut robot, &["桑根达来", "20000", "", "赵志强"]);
    robot.press("Enter");
    robot.shows("桑根达来镇退役军人服务站");
    robot.press("Enter");
    let Op::Allocate(act) = robot.written() else { panic!("nothing was handed out") };
    assert_eq!(act.holder.name().as_str(), "桑根达来镇退役军人服务站");
    robot.press("F2");
    fill(&mut robot, &["火星", "5", "", "赵志强"]);
    robot.press("Enter");
    robot.shows("没有这个服务站或走访组：火星");
}

/// In the list of a number Enter opens the person, and the foot says so.
#[test]
fn the_foot_of_a_compared_list_says_what_enter_does() {
    let mut robot = plan(Lang::Zh, SMALL);
    robot.press("Tab Down");
    robot.shows("Enter 名单");
    robot.press("Enter");
    robot.shows("Enter 查看");
}

/// What a key does to a plan that is approved stands at the foot, not what it does to a draft.
#[test]
fn the_foot_of_an_approved_plan_says_that_f2_withdraws() {
    let mut robot = plan(Lang::Zh, SMALL);
    robot.shows("F2 定稿");
    approve(&mut robot);
    robot.press("Enter");
    robot.shows("F2 撤回定稿");
}

/// Long names are read whole where nobody has a team yet.
#[test]
fn names_of_a_plan_are_read_whole() {
    let mut robot = plan(Lang::Zh, SMALL);
    for name in ["哈斯巴根乌力吉", "纳日苏巴特尔"] {
        for _ in 0..40 {
            if robot.screen().contains(name) {
                break;
            }
            robot.press("Down");
        }
        robot.shows(&format!(" {name} "));
    }
}
