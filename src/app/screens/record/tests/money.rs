//! What is told of money before it is written: the round, how far off the standard, what can be undone.

use super::screens::{due, robot};
use crate::app::testing::{Register, Robot, SMALL, TWO, day};
use crate::lang::Lang;

/// How what is late or off the standard looks.
const LATE: &str = "Red bold";

#[test]
fn a_gift_of_another_round_says_so_in_the_form_the_last_look_and_the_answer() {
    for (name, lang, size) in TWO {
        let mut register = Register::sample();
        register.reverse("阿拉坦仓", "发错人");
        let mut robot = Robot::new(register, lang, size);
        robot.press("F5 F2");
        let told = lang.pick("2023年八一，不是本次活动", "Army Day 2023, not the current round");
        robot.shows(told);
        assert_eq!(robot.look_of(told), LATE);
        insta::assert_snapshot!(format!("other_round_{name}"), robot.screen());
        robot.press("F2");
        robot.shows(told);
        assert_eq!(robot.look_of(told), LATE);
        robot.press("Enter");
        robot.shows(lang.pick("1,000 元（2023年八一）", "1,000 yuan (Army Day 2023)"));
    }
    // The current one is told as ever.
    let mut robot = self::robot(due, Lang::Zh, SMALL);
    robot.hides("不是本次活动");
    robot.press("F2 Enter");
    robot.shows("已登记 程连富 1,000 元");
    robot.hides("（2024年春节）");
}

#[test]
fn a_day_of_another_year_bears_its_year() {
    let mut register = Register::sample();
    register.reverse("阿拉坦仓", "发错人");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F5 F2");
    robot.shows("已过宽限期（2023年8月");
    // Days of this year do not.
    let mut robot = self::robot(due, Lang::Zh, SMALL);
    robot.send(crate::app::msg::Msg::Day(day(2024, 3, 2)));
    robot.press("Tab Tab Tab Tab 0");
    robot.shows("已过宽限期（2月24日为止）");
}

#[test]
fn how_far_an_amount_is_off_the_standard_is_told_beside_the_reason() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.hides("比标准");
    robot.press("Tab");
    robot.type_in("1300");
    robot.press("Tab Tab");
    robot.type_in("140");
    robot.press("Tab");
    robot.shows("慰问金比标准多 300 元，慰问品比标准少 20 元");
    robot.type_in("重病");
    robot.shows("慰问金比标准多 300 元，慰问品比标准少 20 元");
    robot.press("Enter");
    robot.shows("Enter 写入");
    robot.shows("慰问金比标准多 300 元，慰问品比标准少 20 元");
    let mut robot = self::robot(due, Lang::En, SMALL);
    robot.press("Tab");
    robot.type_in("800");
    robot.press("Tab");
    robot.shows("Cash 200 yuan below the standard");
}

/// What is there is not asked for again.
#[test]
fn a_proxy_is_refused_for_what_is_missing_alone() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.press("2 Enter");
    robot.shows("请写代领人和与本人的关系");
    robot.type_in("程丽");
    robot.press("Enter");
    robot.shows("请写与本人的关系");
    robot.hides("代领人和");
    robot.type_in("女儿");
    robot.press("Enter");
    robot.shows("Enter 写入");
    let mut robot = self::robot(due, Lang::Zh, SMALL);
    robot.press("2 Tab");
    robot.type_in("程连富");
    robot.press("Tab");
    robot.type_in("本人");
    robot.press("Enter");
    robot.shows("代领人不能是本人");
}

#[test]
fn the_last_look_at_a_call_without_a_gift_tells_that_it_can_be_cancelled() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.press("3 Enter");
    robot.shows("核对后登记");
    robot.shows("可以取消");
    robot.hides("台账");
    robot.hides("冲正");
    let mut robot = self::robot(due, Lang::Zh, SMALL);
    robot.press("F2");
    robot.shows("核对后写入台账");
    robot.shows("只能冲正");
}
