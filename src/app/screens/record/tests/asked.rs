//! What is asked about before it is written, and what is taken back behind it.

use super::screens::{due, robot};
use crate::app::msg::Msg;
use crate::app::testing::{SMALL, day};
use crate::domain::op::Op;
use crate::domain::visit::Outcome;
use crate::lang::Lang;

#[test]
fn an_odd_day_is_told_and_can_be_written() {
    let typed = |day: &str| {
        let mut robot = robot(due, Lang::Zh, SMALL);
        robot.press("Tab Tab Tab Tab");
        robot.type_in(day);
        robot
    };
    let mut within = typed("2024-01-11");
    within.shows("22 天前");
    within.press("Enter");
    within.shows("22 天前");
    within.shows("Enter 写入");
    // Before the window a reason is asked for, in its own field, and stands in the last look.
    let mut early = typed("2024-01-10");
    early.shows("早于慰问期（1月11日开始）");
    early.press("Enter");
    early.shows("早于慰问期，请写理由");
    early.hides("Enter 写入");
    early.type_in("本人要外出");
    early.press("Enter");
    early.shows("Enter 写入");
    early.shows("本人要外出");
    early.press("Enter");
    let Op::Record(written) = early.written() else { panic!("not a recording") };
    assert_eq!(written.reason.as_deref(), Some("本人要外出"));
    // A day that has not come is refused without a way round.
    let mut to_come = typed("2024-02-03");
    to_come.shows("这一天还没到");
    to_come.press("Enter");
    to_come.shows("日期还没到");
    to_come.hides("Enter 写入");
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.send(Msg::Day(day(2024, 3, 2)));
    robot.press("Tab Tab Tab Tab 0");
    robot.shows("已过宽限期（2月24日为止）");
}

/// Whatever was recorded last is what Ctrl+R undoes: a call is cancelled, with the death that was heard of there.
#[test]
fn ctrl_r_takes_back_a_call_and_no_older_act() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.press("3 Enter Enter");
    let Op::Record(absent) = robot.written() else { panic!("not a recording") };
    assert_eq!(absent.outcome, Outcome::Absent);
    robot.shows("Ctrl+R 取消");
    robot.press("Ctrl+R");
    robot.shows("取消走访：程连富 不在家");
    robot.type_in("走错了门");
    robot.press("Enter");
    let Op::CancelVisit { visit, reason } = robot.written() else { panic!("not cancelled") };
    assert_eq!((visit, reason.as_str()), (absent.id, "走错了门"));
    robot.shows("已取消");
    robot.press("Ctrl+R");
    robot.shows("刚才没有登记");
}
