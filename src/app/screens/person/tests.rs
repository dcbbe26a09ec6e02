//! The screen of a recipient and the forms that change it, driven by keys.

use crate::app::msg::Msg;
use crate::app::testing::{DEAD, FOUR, RICH, Register, Robot, SMALL, TWO, UNIT, day, held};
use crate::domain::error::RegisterError;
use crate::domain::group_rule::{RuleChange, RuleDeed};
use crate::domain::idcard::IdNumber;
use crate::domain::op::Op;
use crate::domain::person::{Assent, Edit, Mend};
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, Household, Sex, StatusKind};
use crate::domain::text::CleanText;
use crate::lang::Lang;

fn robot(register: Register, name: &str, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register, lang, size);
    robot.open(name);
    robot
}

fn rich(keys: &str) -> Robot {
    let mut robot = robot(Register::rich(), RICH, Lang::Zh, SMALL);
    robot.press(keys);
    robot
}

#[test]
fn screens() {
    for (code, lang, size) in TWO {
        for (name, who) in [("dead", DEAD), ("unit", UNIT)] {
            let robot = robot(Register::sample(), who, lang, size);
            insta::assert_snapshot!(format!("{name}_{code}"), robot.screen());
        }
    }
    for (code, lang, size) in FOUR {
        let mut robot = robot(Register::rich(), RICH, lang, size);
        insta::assert_snapshot!(format!("rich_{code}"), robot.screen());
        robot.press("F3");
        insta::assert_snapshot!(format!("edit_{code}"), robot.screen());
        robot.press("Esc Ctrl+D");
        insta::assert_snapshot!(format!("status_{code}"), robot.screen());
    }
}

#[test]
fn the_lines_scroll_and_the_parts_are_a_tab_away() {
    let mut robot = rich("Tab Tab Tab Tab");
    insta::assert_snapshot!("rich_rounds_zh", robot.screen());
    robot.press("Tab");
    robot.shows("▸查玉兰  女  80 岁");
    robot.send(Msg::Resized(60, 16));
    robot.press("End");
    insta::assert_snapshot!("rich_60_zh", robot.screen());
}

#[test]
fn a_gift_is_reversed_where_the_bar_stands() {
    let mut robot = rich("Del");
    robot.shows("请先用上下键选一笔");
    let gift = robot.register.last_gift(RICH).id;
    robot.press("Tab Tab Tab Tab Down Down Down Down Down Down Del");
    robot.shows("这一笔已经冲正过");
    robot.press("Down Del");
    robot.shows("冲正分录不能再冲正");
    robot.press("Up Up Del");
    insta::assert_snapshot!("reverse_zh", robot.screen());
    robot.type_in("发错人");
    robot.press("Enter");
    let Op::Reverse { of, reason, .. } = robot.written() else { panic!("not a reversal") };
    assert_eq!((of, reason.as_str()), (gift, "发错人"));
    robot.shows("已冲正");
}

#[test]
fn numbers_are_shown_after_a_reason_and_until_the_screen_is_left() {
    let mut robot = rich("Ctrl+U");
    robot.type_in("核对银行卡");
    robot.press("Enter");
    let id = robot.register.id(RICH);
    assert_eq!(robot.written(), Op::Unmask { id, reason: "核对银行卡".into() });
    insta::assert_snapshot!("unmasked_zh", robot.screen());
    let in_full = robot.screen();
    // Others write, which changes nothing of it; a restore puts another register there.
    robot.send(Msg::Touched);
    assert_eq!(robot.screen(), in_full);
    let here = std::mem::replace(&mut robot.register, Register::sample());
    robot.send(Msg::Touched);
    robot.hides("16463387701");
    robot.register = here;
    robot.send(Msg::Touched);
    robot.press("Ctrl+U");
    robot.type_in("核对银行卡");
    robot.press("Enter");
    assert_eq!(robot.screen(), in_full);
    robot.send(Msg::Mask);
    robot.shows("152599********3684");
    robot.hides("16463387701");
    robot.press("Ctrl+U");
    robot.type_in("再核对");
    robot.press("Enter");
    assert_eq!(robot.screen(), in_full);
    robot.press("Esc Enter");
    robot.shows("152599********3684");
    robot.hides("16463387701");
    robot.shows("1944 年生");
    robot.hides("1944-02-11");
}

#[test]
fn recording_starts_from_the_screen() {
    let mut robot = rich("F2");
    robot.shows("Enter 核对");
    robot.press("Esc Tab Tab Tab Tab Down Enter");
    robot.shows("Enter 核对");
    robot.press("Esc Down Down Down Enter");
    robot.shows("F3 修改");
}

#[test]
fn only_what_was_changed_is_saved() {
    let mut robot = rich("F3");
    robot.type_in("１３９ 0000 1111");
    robot.press("Tab Left Tab");
    for _ in 0.."乌兰图嘎嘎查".chars().count() {
        robot.press("Backspace");
    }
    robot.type_in("第三社区");
    robot.press("Tab Tab Tab Tab Tab Tab - Tab 1 . 1 Tab Tab");
    insta::assert_snapshot!("edit_changed_zh", robot.screen());
    robot.press("Enter");
    insta::assert_snapshot!("edit_wrong_zh", robot.screen());
    robot.press("2 0 2 5 - 1 - 1 Enter");
    // A village is made on purpose.
    robot.shows("没有「第三社区」这个嘎查村");
    robot.press("Enter");
    let Op::Edit { id, edit, .. } = robot.written() else { panic!("not an edit") };
    let edit = *edit;
    assert_eq!(id, robot.register.id(RICH));
    let expected = Edit {
        phone: Some("13900001111".into()),
        township: Some(TownshipCode("152530100".into())),
        village: Some("第三社区".into()),
        groups: Some(vec![
            held("烈士遗属", Some((2024, 2, 1)), Some((2025, 1, 1))),
            held("困难退役军人", Some((2015, 1, 1)), Some((2019, 12, 31))),
        ]),
        ..Edit::default()
    };
    assert_eq!(edit, expected);
    assert!(robot.screen().contains("F3 修改"), "the form is closed");
}

#[test]
fn groups_are_taken_up_again_and_dropped() {
    let mut robot = rich("F3 Down Down Down Down Down Down Down Down Down");
    // The group that ended may be held again, from a day on.
    robot.press("Space Tab 0 Enter");
    let Op::Edit { edit, .. } = robot.written() else { panic!("not an edit") };
    let edit = *edit;
    let mut groups =
        vec![held("烈士遗属", None, None), held("困难退役军人", Some((2015, 1, 1)), Some((2019, 12, 31)))];
    groups.push(held("困难退役军人", Some((2024, 2, 2)), None));
    assert_eq!(edit, Edit { groups: Some(groups), ..Edit::default() });

    let robot = rich("F3 Tab Tab Tab Tab Tab Tab Tab Right Enter");
    let Op::Edit { edit, .. } = robot.written() else { panic!("not an edit") };
    let edit = *edit;
    assert_eq!(edit.groups.map(|groups| groups.len()), Some(1));

    let mut robot = rich("F3");
    robot.type_in("-");
    robot.press("Enter");
    let Op::Edit { edit, .. } = robot.written() else { panic!("not an edit") };
    let edit = *edit;
    assert_eq!(edit, Edit { phone: Some("".into()), ..Edit::default() });
}

#[test]
fn every_fact_is_mended_and_what_is_odd_asks_for_a_reason() {
    let mut robot = rich("F3 Up Right Up Up Up Up Up");
    for (text, keys) in [
        ("张 玉兰", "Tab"),
        ("152599194309150021", "Tab Left Tab Tab Right Tab"),
        ("6217 0000 0000 0001 234", "Enter"),
    ] {
        robot.type_in(text);
        robot.press(keys);
    }
    robot.shows("校验位不对");
    robot.shows("写明理由后再按 Enter");
    robot.type_in("照身份证改");
    robot.press("Enter");
    let Op::Edit { id, edit, .. } = robot.written() else { panic!("not an edit") };
    assert_eq!(edit.assent.reason.as_deref(), Some("照身份证改"));
    let card = robot.register.store().recipient(id).unwrap();
    assert_eq!((&*card.name, card.birth_year), ("张玉兰", Some(1943)));
    assert_eq!(card.id_masked.as_deref(), Some("152599********0021"));
    assert_eq!(card.card_masked.as_deref(), Some("****1234"));
    assert_eq!((card.sex, card.household), (Some(Sex::Male), Some(Household::Rural)));
}

#[test]
fn categories_are_added_and_ended_with_days() {
    let mut robot = rich("F3");
    // Behind the rows of the groups.
    robot.press(&"Down ".repeat(11));
    robot.press("Right Tab 2 0 2 0 - 1 - 1 Down Tab Tab 2 0 2 3 - 1 2 - 3 1 Enter");
    let Op::Edit { edit, .. } = robot.written() else { panic!("not an edit") };
    let day = |y, m, d| Some((y, m, d));
    let categories = vec![held("残疾军人", day(2020, 1, 1), None), held("烈士遗属", None, day(2023, 12, 31))];
    assert_eq!(*edit, Edit { categories: Some(categories), ..Edit::default() });
}

#[test]
fn an_edit_is_not_lost_without_a_word() {
    let mut robot = rich("F3 Enter");
    robot.shows("没有改动");
    assert_eq!(robot.effects, []);
    robot.press("F3");
    robot.type_in("123456");
    robot.press("Enter");
    robot.shows("电话只能是 7 到 20 位数字");
    robot.press("End");
    robot.type_in("7");
    // Another officer changes the note meanwhile.
    let id = robot.register.id(RICH);
    robot.register.edit(id, Edit { note: Some("电话已停机".into()), ..Edit::default() });
    robot.press("Enter");
    robot.shows("资料已被别人改过，请重新打开");
    robot.press("Esc");
    robot.shows("再按 Esc 放弃");
    robot.press("Esc");
    robot.shows("F3 修改");
}

#[test]
fn a_busy_register_is_told_and_enter_tries_again() {
    let mut robot = rich("F3");
    robot.type_in("1234567");
    robot.next_write = Some(RegisterError::Busy(CleanText::default()));
    robot.press("Enter");
    robot.shows("正被另一程序使用");
    robot.press("Enter");
    robot.shows("67");
}

#[test]
fn a_status_is_recorded_and_undone_with_a_reason() {
    let mut robot = rich("Ctrl+D Enter");
    robot.shows("请写明理由");
    robot.type_in("嘎查来电");
    robot.press("Up -");
    insta::assert_snapshot!("status_filled_zh", robot.screen());
    robot.press("Esc");
    robot.shows("再按 Esc 放弃");
    robot.press("Enter");
    let (id, kind) = (robot.register.id(RICH), StatusKind::Died);
    let set = Op::SetStatus { id, kind, on: day(2024, 2, 1), reason: "嘎查来电".into() };
    assert_eq!(robot.written(), set);
    robot.shows("2024-02-01 去世");

    let mut dead = robot_of(DEAD);
    dead.press("Ctrl+D");
    insta::assert_snapshot!("status_undo_zh", dead.screen());
    dead.press("Tab");
    dead.type_in("本人健在");
    dead.press("Enter");
    let id = dead.register.id(DEAD);
    assert_eq!(dead.written(), Op::UndoStatus { id, kind, reason: "本人健在".into() });
    dead.shows("F3 修改");

    let mut unit = robot_of(UNIT);
    unit.press("Ctrl+D");
    unit.shows("登记迁出");
}

fn robot_of(name: &str) -> Robot {
    robot(Register::sample(), name, Lang::Zh, SMALL)
}

#[test]
fn what_was_asked_for_stands_under_the_visit_and_the_sum_of_all_years_over_the_amounts() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, (100, 40));
    robot.press("/");
    robot.type_in("程连富");
    robot.press("Enter");
    robot.shows("合计 1,000 元");
    let screen = robot.screen();
    let at = |text: &str| {
        screen.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{screen}"))
    };
    assert_eq!(at("想更换优待证"), at("2023-07-13") + 1, "{screen}");
}

#[test]
fn the_villages_of_the_township_are_proposed() {
    let mut robot = rich("F3 Tab Tab");
    robot.shows("PgDn 列出用过的");
    robot.type_in("abt");
    robot.shows("→ 敖包图嘎查");
    robot.press("Right Enter");
    let Op::Edit { edit, .. } = robot.written() else { panic!("no edit") };
    let edit = *edit;
    assert_eq!(edit, Edit { village: Some("敖包图嘎查".into()), ..Edit::default() });
    // Those of another township are its own.
    let mut robot = rich("F3 Tab Right Tab");
    robot.type_in("abt");
    robot.hides("敖包图嘎查");
}

#[test]
fn what_was_changed_of_the_facts_is_a_key_away() {
    for (code, lang, size) in TWO {
        let mut robot = robot(Register::rich(), RICH, lang, size);
        let id = robot.register.id(RICH);
        let number = |text| Mend::Set(IdNumber::from_stored(text).unwrap());
        for edit in [
            Edit { name: Some("张玉兰".into()), phone: Some("13847900001".into()), ..Edit::default() },
            Edit {
                id_number: number("152599194309150026"),
                household: Mend::Set(Household::Rural),
                assent: Assent { reason: Some("照身份证改".into()), ..Assent::default() },
                ..Edit::default()
            },
        ] {
            robot.register.edit(id, edit);
        }
        robot.press("Ctrl+E");
        insta::assert_snapshot!(format!("history_{code}"), robot.screen());
        for number in ["13847900001", "152599194309150026", "1943-09-15"] {
            robot.hides(number);
        }
        robot.press("Ctrl+E Home Ctrl+E");
        robot.shows("152599********0026");
    }
}

/// Of whoever is in a group by rule the person says so, and so does the round in which that is the basis.
#[test]
fn a_group_by_rule_is_told() {
    for (code, lang, size) in TWO {
        let mut register = Register::sample();
        register.people(&["白音那".to_owned()], "上都镇", "新城社区", "");
        let categories = Some(vec![Held { label: "残疾军人".into(), from: None, until: None }]);
        let id = register.id("白音那");
        register.edit(id, Edit { categories, ..Edit::default() });
        let (group, deed) = ("困难退役军人".into(), RuleDeed::Hold(vec!["残疾军人".into()], None));
        register
            .done(&Op::SetGroupRule(Box::new(RuleChange { group, deed, reason: "按优抚类别".into() })));
        let robot = robot(register, "白音那", lang, size);
        insta::assert_snapshot!(format!("by_rule_{code}"), robot.screen());
        robot.shows(lang.pick("（按规则）", "(by rule)"));
    }
}
