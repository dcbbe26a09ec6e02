//! A merge, driven by keys over the sample.

use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::testing::{FOUR, Register, Robot, SMALL, TWO, gift};
use crate::domain::op::Op;
use crate::lang::Lang;

/// 程连富 is looked at beside somebody who bears nearly the same name, and both received this spring.
fn two(lang: Lang, size: (u16, u16)) -> Robot {
    let mut register = Register::sample();
    register.people(&["程连福".to_owned()], "上都镇", "新城社区", "烈士遗属");
    for name in ["程连富", "程连福"] {
        let whom = register.id(name);
        register.record(gift(whom, 1_000));
    }
    let mut robot = Robot::new(register, lang, size);
    robot.press("F4");
    robot.type_in("程连富");
    robot.press("Enter Ctrl+B");
    robot
}

#[test]
fn the_other_is_found_and_both_are_looked_at() {
    for (code, lang, size) in TWO {
        let mut robot = two(lang, size);
        robot.type_in("程连");
        insta::assert_snapshot!(format!("merge_choose_{code}"), robot.screen());
        // Age, number and place tell namesakes apart; who stays is not offered.
        robot.press("Ctrl+U");
        robot.type_in("王援");
        let screen = robot.screen();
        let row = screen.lines().find(|row| row.contains("王援民")).unwrap();
        assert!(row.contains("152599****") && row.contains("上都镇"), "{row}");
        robot.press("Ctrl+U");
        robot.type_in("没有这个人");
        robot.shows(lang.pick("没有找到：换个写法", "Nobody found: try another spelling"));
    }
    for (code, lang, size) in FOUR {
        let mut robot = two(lang, size);
        robot.type_in("程连");
        robot.press("Enter");
        insta::assert_snapshot!(format!("merge_look_{code}"), robot.screen());
    }
}

#[test]
fn two_become_one_after_the_look_and_are_parted_by_the_key_that_undoes() {
    let mut robot = two(Lang::Zh, SMALL);
    robot.type_in("程连福");
    robot.press("Enter");
    robot.shows("两边都领过");
    robot.press("Enter");
    robot.shows("请写明理由");
    robot.press("同 一 人 Enter");
    robot.shows("已合并：程连福 并入 程连富");
    assert!(matches!(robot.written(), Op::Merge { .. }));
    robot.shows("另一登记");
    insta::assert_snapshot!("merge_person_zh", robot.screen());
    robot.press("Ctrl+R");
    robot.shows("拆开");
    robot.press("错 Enter");
    robot.shows("已拆开");
    robot.hides("另一登记");
}

#[test]
fn the_sides_are_swapped_by_one_key() {
    let mut robot = two(Lang::Zh, SMALL);
    robot.type_in("程连福");
    robot.press("Enter Tab");
    robot.shows("已换边");
    robot.press("同 Enter");
    robot.shows("已合并：程连富 并入 程连福");
}

/// One of the two was merged into a third elsewhere: nobody who was not chosen is merged by the next key.
#[test]
fn whoever_was_not_chosen_is_not_merged() {
    for (lang, said) in [(Lang::Zh, "请重新选择"), (Lang::En, "choose again")] {
        let mut robot = two(lang, SMALL);
        robot.type_in("程连福");
        robot.press("Enter");
        robot.press("同 一 人");
        let ids = ["单国强", "程连福"].map(|name| robot.register.id(name));
        let revs = ids.map(|id| robot.register.store().recipient(id).unwrap().rev);
        robot.register.done(&Op::Merge {
            keep: ids[0],
            other: ids[1],
            revs,
            reason: "别处".into(),
            confirmed: Some("都核对过".into()),
        });
        robot.send(Msg::Touched);
        robot.shows(said);
        robot.press("Enter");
        assert!(!robot.effects.iter().any(|effect| matches!(effect, Effect::Commit(_))));
    }
}
