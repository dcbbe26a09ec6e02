//! Payments, driven by keys over the sample.

use crate::app::testing::{FOUR, Register, Robot, SMALL, TWO};
use crate::domain::op::Op;
use crate::lang::Lang;

/// The payments of the one who has many.
fn person(register: Register, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register, lang, size);
    robot.press("F4");
    robot.type_in("程连富");
    robot.press("Enter Insert");
    robot
}

/// Everybody's.
fn all(register: Register, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register, lang, size);
    robot.press("F7 Insert");
    robot
}

#[test]
fn one_person_and_everybody() {
    for (code, lang, size) in FOUR {
        insta::assert_snapshot!(
            format!("person_{code}"),
            person(Register::with_payments(), lang, size).screen()
        );
    }
    for (code, lang, size) in TWO {
        let mut robot = all(Register::with_payments(), lang, size);
        robot.press("Right Down");
        insta::assert_snapshot!(format!("all_{code}"), robot.screen());
        insta::assert_snapshot!(format!("none_{code}"), person(Register::sample(), lang, size).screen());
    }
}

#[test]
fn what_a_person_is_told_at_the_door() {
    let mut robot = person(Register::with_payments(), Lang::Zh, SMALL);
    for told in
        ["程连富 的项目发放", "银行卡 ****4567", "历年 13,058 元", "以后：随军家属生活补助 2024-01..2024-06"]
    {
        robot.shows(told);
    }
    robot.hides("6200001525991234567");
    robot.press("Down");
    robot.shows("领取人 程小军");
    // Years and programmes narrow the list, and say so.
    robot.press("Left");
    robot.shows("< 2024年 全部项目 >");
    robot.press("Left F3");
    robot.shows("筛选发放");
    robot.hides("全部苏木镇场");
    robot.press("Tab Tab Right Enter");
    robot.shows("2023年 ");
    robot.hides("全部项目 >");
    robot.press("Right Right Right");
    robot.shows("已经是全部年份");
}

#[test]
fn everybody_is_narrowed_by_year_month_programme_township_and_fund() {
    let mut robot = all(Register::with_payments(), Lang::Zh, SMALL);
    robot.shows("5 笔  3 人");
    robot.press("F3 Down Right");
    robot.shows("1月");
    robot.press("Enter");
    robot.shows("< 2024年1月 全部项目 >");
    robot.press("F3 Down Right Enter");
    robot.shows("没有这样的发放");
    // What is not applied changes nothing.
    robot.press("F3 Del Esc");
    robot.shows("< 2024年2月 全部项目 >");
    robot.press("F3 Del Enter");
    robot.shows("< 全部年份 全部项目 >");
    robot.shows("10 笔  3 人");
    robot.press("F3 Down Down Down Right Down Left");
    robot.shows("上都镇");
    robot.press("Enter");
    robot.shows("上都镇 ");
    robot.hides("全部年份 全部项目 >");
    robot.press("F3 Down Down Right Enter");
    robot.hides("全部项目");
}

/// The title names the person: no column does, and the programme and what it is for have its room.
#[test]
fn the_list_of_one_person_has_no_column_of_names() {
    let mut robot = person(Register::with_payments(), Lang::Zh, SMALL);
    robot.press("Down");
    robot.hides("姓名");
    assert_eq!(robot.screen().matches("程连富").count(), 1, "{}", robot.screen());
    all(Register::with_payments(), Lang::Zh, SMALL).shows("姓名");
}

#[test]
fn a_payment_is_reversed_and_undone_by_the_keys_of_the_house() {
    let mut robot = person(Register::with_payments(), Lang::Zh, SMALL);
    robot.press("Down Del");
    robot.type_in("重复");
    robot.press("Enter");
    let Op::Reverse { reason, .. } = robot.written() else { panic!("not a reversal") };
    assert_eq!(reason.as_str(), "重复");
    robot.press("Home Del");
    robot.shows("这一笔本身是冲正");
}

#[test]
fn an_empty_list_says_what_to_do() {
    for (lang, says) in [(Lang::Zh, "还没有项目发放"), (Lang::En, "Nothing was paid to")] {
        let robot = person(Register::sample(), lang, SMALL);
        robot.shows(says);
        robot.hides("Del");
    }
    all(Register::empty(), Lang::Zh, SMALL).shows("muster payroll read");
}

/// The person's own screen tells that there is other money, how much, and by which key it is read.
#[test]
fn the_person_tells_that_there_are_payments() {
    for (code, lang, size) in TWO {
        let mut robot = Robot::new(Register::with_payments(), lang, size);
        robot.press("F4 程 连 富 Enter");
        insta::assert_snapshot!(format!("person_with_payments_{code}"), robot.screen());
    }
}
