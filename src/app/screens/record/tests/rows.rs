//! What the form says and does of rows, days that are not today, and keys that change what was chosen.

use super::super::{Form, Item};
use super::{facts, open};
use crate::app::testing::{LARGE, Register, Robot, SMALL, demo_day};
use crate::lang::Lang;

#[test]
fn down_goes_to_the_row_below_and_never_into_the_second_field() {
    let today = demo_day();
    let mut form: Form = open(facts());
    let rows = [Item::Cash, Item::Goods, Item::Day, Item::First, Item::Needs, Item::Note, Item::Outcome];
    for row in rows {
        form.step_rows(1, today);
        assert_eq!(form.focus(), row);
    }
    form.step(3, today);
    assert_eq!(form.focus(), Item::Value, "Tab goes through every field");
    form.step_rows(1, today);
    assert_eq!(form.focus(), Item::Day);
    form.step_rows(-1, today);
    assert_eq!(form.focus(), Item::Goods);
    let mut robot = Robot::new(Register::with_goods(), Lang::Zh, SMALL);
    robot.press("F2 Down Down Down");
    robot.type_in("2.1");
    robot.press("Down");
    robot.shows("2024-02-01");
    robot.shows("160");
}

#[test]
fn the_day_of_the_one_before_is_told_whole_at_every_width() {
    for size in [SMALL, LARGE, (60, 20)] {
        let mut robot = Robot::new(Register::with_goods(), Lang::Zh, size);
        robot.press("F2 Down Down Down");
        robot.type_in("-");
        robot.press("F2 Enter F2");
        robot.shows("不是今天：与上一户相同");
        robot.press("Esc Space Down Space F2");
        robot.shows("不是今天：与上一户相同");
    }
}

/// The key of the usual case looks at what was chosen and typed, and throws none of it away.
#[test]
fn what_was_filled_in_by_hand_is_looked_at_and_not_replaced_by_the_standard() {
    for (lang, said) in [
        (Lang::Zh, "金额照所填的，没有换成标准"),
        (Lang::En, "The amounts as they were filled in, not the standard"),
    ] {
        let mut robot = Robot::new(Register::with_goods(), lang, SMALL);
        robot.press("F2 3 F2");
        robot.hides(said);
        robot.shows(if lang == Lang::Zh { "不在家" } else { "absent" });
        let mut robot = Robot::new(Register::with_goods(), lang, SMALL);
        robot.press("F2 2 Tab");
        robot.type_in("乌日娜");
        robot.press("Tab");
        robot.type_in("女儿");
        robot.press("F2");
        // The proxy is by hand, the amounts are those of the standard.
        robot.hides(said);
        robot.shows("乌日娜");
        // A sum that was typed stays; that it needs a reason is said.
        let mut robot = Robot::new(Register::with_goods(), lang, SMALL);
        robot.press("F2 Tab");
        robot.type_in("300");
        robot.press("F2");
        robot.shows("300");
        robot.shows(if lang == Lang::Zh { "还有 1 处要改" } else { "1 to mend" });
    }
    let mut robot = Robot::new(Register::with_goods(), Lang::En, SMALL);
    robot.press("F2");
    robot.shows("F2 Usual/filled");
    robot.press("F2");
    robot.hides("as they were filled in");
}

#[test]
fn the_form_that_is_being_filled_in_is_no_draft_that_waits() {
    let mut robot = Robot::new(Register::with_goods(), Lang::Zh, SMALL);
    robot.press("F2 Up");
    robot.type_in("屋顶漏雨");
    robot.send(crate::app::msg::Msg::Touched);
    robot.hides("有 1 张草稿");
    robot.press("Esc");
    robot.shows("有 1 张草稿");
}

#[test]
fn every_outcome_is_named_beside_the_list_in_english() {
    for size in [SMALL, LARGE, (200, 60), (60, 20)] {
        let mut robot = Robot::new(Register::with_goods(), Lang::En, size);
        robot.press("F2");
        for told in ["1 given", "7 ", "8 ", "9 visit only"] {
            robot.shows(told);
        }
        robot.press("Down Down Down");
        robot.type_in("1.1");
        robot.press("F2");
        robot.shows("window opens on");
    }
}

/// The form says what was promised at the last call: a day that is past, or one to come.
#[test]
fn a_promised_day_stands_in_the_form() {
    for (name, zh, en) in [
        ("王援民", "约期已过（1月30日）", "promise overdue (30 Jan)"),
        ("程连富", "约2月2日", "promised 2 Feb"),
    ] {
        for (lang, said) in [(Lang::Zh, zh), (Lang::En, en)] {
            let mut robot = Robot::new(Register::promised(), lang, SMALL);
            robot.press("F4");
            robot.type_in(name);
            robot.press("F2");
            robot.shows(said);
        }
    }
}

/// Whoever is suspended or moved away is told as such in the form and on the last look.
#[test]
fn that_somebody_is_suspended_stands_in_form_and_last_look() {
    for (lang, said) in [(Lang::Zh, "本次已了结：已停发"), (Lang::En, "closed in this round: suspended")]
    {
        let mut robot = Robot::new(Register::sample(), lang, SMALL);
        robot.press("F4");
        robot.type_in("朱素英");
        robot.press("F2");
        robot.shows(said);
        robot.press("F2");
        robot.shows(said);
    }
}

/// The last look of a death names its day, also where that of the call stands in for it; that of a gift names the part of
/// the standard that it leaves owed.
#[test]
fn the_last_look_tells_the_day_of_a_death_and_what_stays_owed() {
    for lang in [Lang::Zh, Lang::En] {
        let mut robot = Robot::new(Register::sample(), lang, SMALL);
        robot.press("F2 5 F2");
        robot.shows(lang.pick("去世日期  2024-02-02", "Died on   2024-02-02"));
        robot.shows(lang.pick("即走访日期", "the day of the call"));
        let mut robot = Robot::new(Register::with_goods(), lang, SMALL);
        robot.press("F2");
        robot.hides(lang.pick("仍欠", "still owed"));
        robot.press("Tab Tab Ctrl+U Tab Ctrl+U F2");
        robot.shows(lang.pick("未发，仍欠 ", "not given, "));
        robot.shows(
            lang.pick("金额照所填的，没有换成标准", "The amounts as they were filled in, not the standard"),
        );
    }
}
