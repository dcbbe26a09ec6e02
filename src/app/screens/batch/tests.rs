//! The form that records many, driven by keys over the sample.

mod namesakes;
mod owed;

use crate::app::msg::Msg;
use crate::app::testing::{FOUR, Register, Robot, SMALL, SPRING, TWO, call, day, gift, numbered};
use crate::domain::entry::LedgerQuery;
use crate::domain::error::RegisterError;
use crate::domain::op::Op;
use crate::domain::person::Edit;
use crate::domain::visit::Outcome;
use crate::lang::Lang;
use crate::ui::key::Key;

/// The roster with the first of a township marked, some of whom cannot be recorded.
fn marked(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::sample(), lang, size);
    robot.press("Right Right Ctrl+A");
    robot
}

fn entries(robot: &Robot) -> usize {
    robot.register.entries(&LedgerQuery::default()).len()
}

#[test]
fn marks() {
    for (code, lang, size) in FOUR {
        let mut robot = Robot::new(Register::sample(), lang, size);
        robot.press("Right Right Space Down Space Shift+Down Up");
        insta::assert_snapshot!(format!("marks_roster_{code}"), robot.screen());
    }
    for (code, lang, size) in TWO {
        let mut robot = Robot::new(Register::sample(), lang, size);
        robot.press("F5 Shift+Down Shift+Down");
        insta::assert_snapshot!(format!("marks_due_{code}"), robot.screen());
    }
}

#[test]
fn the_form_and_the_last_look() {
    for (code, lang, size) in FOUR {
        let mut robot = marked(lang, size);
        robot.press("F2");
        insta::assert_snapshot!(format!("batch_{code}"), robot.screen());
        robot.press("F2");
        insta::assert_snapshot!(format!("batch_look_{code}"), robot.screen());
        robot.press("PgDn");
        insta::assert_snapshot!(format!("batch_look_below_{code}"), robot.screen());
    }
}

#[test]
fn three_are_marked_recorded_and_undone_as_one() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    let before = entries(&robot);
    robot.press("Right Right");
    robot.shows("应访 8");
    robot.press("F5 Down Space Space Down Space");
    robot.shows("已标记 3 个");
    robot.press("F2 F2");
    robot.shows("核对后写入台账");
    robot.shows("3 个对象，照标准发给本人");
    robot.press("Enter");
    robot.shows("已写入 3 个对象");
    robot.shows("▸待访 39");
    assert_eq!(entries(&robot), before + 3);
    let Op::RecordBatch(batch) = robot.written() else { panic!("not a batch") };
    assert_eq!(batch.gifts.len(), 3);
    robot.press("Ctrl+R");
    robot.shows("整批冲正");
    robot.shows("3 / 3 笔");
    robot.press("错 Enter");
    robot.shows("已冲正整批 3 笔");
    robot.shows("▸待访 42");
    assert_eq!(entries(&robot), before + 6);
    robot.press("Ctrl+R");
    robot.shows("刚才没有登记");
}

/// What was written is told in the figures of the last look, and so is what is undone.
#[test]
fn cash_and_goods_are_told_apart_after_the_act() {
    for (lang, told, undone) in [
        (Lang::Zh, "已写入 2 个对象 1,500 元、慰问品 160 元  Ctrl+R", "2 / 2 笔，1,500 元、慰问品 160 元"),
        (Lang::En, "Recorded 2: 1,500 yuan, goods 160 yuan  Ctrl+R", "2 of 2 entries, 1,500 yuan, goods"),
    ] {
        let mut robot = Robot::new(Register::with_goods(), lang, SMALL);
        robot.press("F5 Ctrl+A F2 F2");
        robot.shows("1,500.00");
        robot.press("Enter");
        robot.shows(told);
        robot.press("Ctrl+R");
        robot.shows(undone);
    }
}

#[test]
fn the_ledger_undoes_the_act_that_an_entry_belongs_to() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F5 Down Space Space Down Space F2 F2 Enter F7 Down Delete 错 Enter");
    robot.shows("已冲正");
    robot.press("Home Ctrl+G");
    robot.shows("2 / 3 笔");
    insta::assert_snapshot!("batch_reverse_zh", robot.screen());
    robot.press("错 Enter");
    robot.shows("已冲正整批 2 笔");
    robot.press("Home Ctrl+G");
    robot.shows("这一批已全部冲正");
    robot.press("End Ctrl+G");
    robot.shows("单独登记");
}

#[test]
fn marks_stay_while_the_list_moves_and_one_key_takes_them_away() {
    let mut register = Register::sample();
    register.people(&numbered("白音", 60), "桑根达来镇", "巴彦高勒嘎查", "烈士遗属");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("Right Right Space PgDn PgDn Space Home");
    robot.shows("已标记 2 个");
    // Another filter, another order, another township.
    robot.press("F3 Right Enter Right");
    robot.shows("已标记 2 个");
    robot.press("Esc");
    robot.shows("已取消 2 个标记");
    robot.hides("已标记");
    robot.press("Left Ctrl+A");
    robot.shows("已标记 68 个");
    robot.press("Ctrl+A");
    robot.hides("已标记");
    // The Esc that was the beginning of another key takes nothing away.
    robot.press("Space");
    robot.send(Msg::Key(Key::Esc));
    robot.hides("已标记 1 个");
    robot.send(Msg::TakeBackEsc);
    robot.shows("已标记 1 个");
}

/// The sum is of those who would be recorded; the others are told by the last look, each with the reason.
#[test]
fn whoever_cannot_be_recorded_is_left_out_and_told() {
    let mut register = Register::sample();
    let mut later = call(register.id("程连富"), Outcome::Deferred);
    later.deferred_to = Some(day(2024, 2, 5));
    register.record(later);
    register.draft("呼日查巴特尔", "muster-form 1;round=2024-spring;outcome=given;");
    let whom = register.id("乌云其木格");
    register.record(gift(whom, 1_000));
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("Right Right Ctrl+A F2");
    for (key, reason) in [("", "已访"), ("PgDn", "约2月5日"), ("", "有草稿")] {
        robot.press(key);
        robot.shows(reason);
    }
    robot.press("F2");
    let Some(look) = robot.screen().lines().map(str::to_owned).find(|line| line.contains("不登记 "))
    else {
        panic!("the look tells of nobody left out:\n{}", robot.screen())
    };
    assert!(look.contains("改期 ") && look.contains("有草稿 1") && look.contains("已访 5"), "{look}");
}

#[test]
fn two_handlers_are_needed_and_a_handler_is_not_paid() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right Space Space F2 Tab Tab Ctrl+U F2");
    robot.shows("现金须两名不同的经办人");
    robot.press("程 连 富");
    robot.shows("本人是经办人");
    robot.press("F2");
    robot.shows("1 个对象，照标准发给本人");
}

/// Whoever is visited while the look is on the screen: it is looked at again before anything is written.
#[test]
fn a_look_that_no_longer_holds_is_left_and_the_register_stops_the_whole_act() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F5 Down Space Space Down Space F2 F2");
    robot.shows("核对后写入台账");
    let before = entries(&robot);
    let altered = crate::domain::batch::Altered {
        name: "刘立清".into(),
        why: Some(crate::domain::batch::LeftOut::Visited),
    };
    robot.next_write = Some(RegisterError::Altered(vec![altered]));
    robot.press("Enter");
    robot.shows("核对之后 刘立清 已访");
    assert_eq!(entries(&robot), before);
    robot.press("F2");
    robot.shows("核对后写入台账");
    let whom = robot.register.id("刘立清");
    robot.register.record(gift(whom, 1_000));
    robot.send(Msg::Touched);
    robot.shows("情况有变");
    robot.hides("核对后写入台账");
}

#[test]
fn a_held_key_and_one_from_before_the_look_write_nothing() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F5 Space Space F2 F2");
    let before = entries(&robot);
    let effects = robot.app.update(Msg::Key(Key::Enter));
    robot.perform(effects);
    assert!(robot.app.awaits_press());
    let effects = robot.app.update(Msg::NotPressed);
    robot.perform(effects);
    robot.shows("请松开按键再按一次");
    assert_eq!(entries(&robot), before);
}

#[test]
fn one_round_at_a_time_is_marked() {
    let mut register = Register::sample();
    register.reverse("阿拉坦仓", "发错人");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F5 Space Space");
    robot.shows("已标记的属于另一次慰问活动");
    robot.press("F2 F2 Enter");
    let Op::RecordBatch(batch) = robot.written() else { panic!("not a batch") };
    assert_ne!(batch.round, SPRING);
}

#[test]
fn without_colours_and_in_ascii_a_mark_is_a_sign() {
    let setup = crate::app::Setup {
        lang: Lang::Zh,
        ascii: true,
        color: false,
        background: crate::ui::theme::Background::default(),
        today: day(2024, 2, 2),
        size: SMALL,
        register: true,
    };
    let mut robot = Robot::with(Register::sample(), setup);
    robot.press("Right Right Space Space Up");
    insta::assert_snapshot!("marks_ascii_zh", robot.screen());
}

/// Found one after another, and recorded as one: marks outlive the search that made them.
#[test]
fn results_of_a_search_are_marked() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    let before = entries(&robot);
    robot.press("F4");
    robot.type_in("程连富");
    robot.press("Ins");
    robot.shows("已标记 1 个");
    robot.press("F4");
    robot.type_in("敖包图 呼");
    // A blank is typed where text goes on, and marks where the keys are among the results.
    robot.press("Down Up Space");
    robot.shows("已标记 2 个  可发 2 个 2,000 元");
    robot.press("F4");
    robot.type_in("敖包图");
    robot.press("Ctrl+A");
    robot.shows("敖包图");
    for (code, lang, size) in TWO {
        let mut robot = Robot::new(Register::sample(), lang, size);
        robot.press("F4");
        robot.type_in("敖包图");
        robot.press("Shift+Down Down Space");
        insta::assert_snapshot!(format!("marks_search_{code}"), robot.screen());
    }
    robot.press("Esc");
    robot.shows("F2 一起登记");
    robot.press("F4");
    robot.type_in("程");
    robot.press("F2 F2 Enter");
    robot.shows("已写入");
    let Op::RecordBatch(batch) = robot.written() else { panic!("not a batch") };
    assert_eq!(entries(&robot), before + batch.gifts.len());
    robot.hides("已标记");
}

/// What is listed of many is marked, and that there are more is told; another text is typed as ever.
#[test]
fn all_results_that_are_listed_are_marked_at_once() {
    let mut register = Register::sample();
    register.people(&numbered("白音", 60), "桑根达来镇", "巴彦高勒嘎查", "烈士遗属");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F4");
    // The keys do not rest, so that they are not counted yet.
    for c in "白音".chars() {
        let effects = robot.app.update(Msg::Key(Key::Char(c)));
        robot.perform(effects);
    }
    robot.press("Ctrl+A");
    robot.shows("只标记已列出的");
    let listed: Vec<String> =
        robot.screen().lines().filter(|line| line.contains("已标记")).map(str::to_owned).collect();
    robot.press("Down Down");
    robot.press("End PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn Ctrl+A");
    robot.shows("已标记 63 个  可发 60 个 60,000 元");
    assert!(!listed.is_empty() && !listed[0].contains("可发 60 个"), "{listed:?}");
    robot.press("Ctrl+A");
    robot.hides("已标记");
    robot.type_in("零");
    robot.press("Space");
    robot.hides("已标记");
}

#[test]
fn lists_of_today_are_marked() {
    for (code, lang, size) in TWO {
        let mut robot = Robot::new(Register::promised(), lang, size);
        robot.press("F12 Down Enter Space Shift+Down");
        insta::assert_snapshot!(format!("marks_missed_{code}"), robot.screen());
    }
    let mut robot = Robot::new(Register::promised(), Lang::Zh, SMALL);
    let before = entries(&robot);
    robot.press("F12 Down Enter Ctrl+A");
    robot.shows("已标记 3 个");
    robot.press("Esc");
    robot.shows("已取消 3 个标记");
    robot.send(Msg::TakeBackEsc);
    robot.shows("已标记 3 个");
    robot.press("Ctrl+A");
    robot.hides("已标记");
    robot.press("Ctrl+A F2 F2");
    robot.shows("核对后写入台账");
    robot.press("Enter");
    robot.shows("已写入 3 个对象");
    robot.shows("约期已过  0 次");
    assert_eq!(entries(&robot), before + 3);
}

/// What the fields propose of the handlers of before, as in the form of one.
#[test]
fn handlers_are_proposed() {
    let mut register = Register::with_goods();
    register.paid("单国强");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("Space F2 Tab Ctrl+U");
    robot.type_in("eed");
    robot.hides("→ 额尔敦巴雅尔");
    robot.press("Tab Ctrl+U");
    robot.type_in("eed");
    robot.shows("→ 额尔敦巴雅尔");
    robot.press("Right");
    robot.hides("→ 额尔敦巴雅尔");
    robot.shows(" 额尔敦巴雅尔");
    // Asked for by a key, and never the other handler.
    robot.press("Shift+Tab Ctrl+U PgDn");
    robot.shows("填入");
    insta::assert_snapshot!("batch_proposed_zh", robot.screen());
    robot.hides("→ 额尔敦巴雅尔");
}

#[test]
fn a_day_that_cannot_be_read_is_no_day_and_people_are_counted_not_lines() {
    let mut robot = marked(Lang::Zh, SMALL);
    robot.press("F2");
    let people = robot.screen().lines().next().map(str::to_owned).unwrap_or_default();
    robot.shows("▸ 日期");
    robot.shows("今天");
    let screen = robot.screen();
    let told = screen.split("一起登记（").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().to_owned();
    assert!(screen.contains(&format!("共 {told} 个")), "{people} {screen}");
    robot.type_in("xx");
    robot.hides("今天 腊月廿三");
    robot.press("Down");
    robot.shows("▸ 经办人");
    robot.press("Down");
    robot.shows("▸ 日期");
}

/// However long the address of who is under the bar, the line of the marks stays.
#[test]
fn the_line_of_the_marks_stays_whoever_is_under_the_bar() {
    const ADDRESS: &str =
        "嘎查队部往北三公里过桥第二个岔路口向西冬营地，院里有一台风力发电机，门前拴着两峰骆驼，白色毡房";
    for (lang, said) in [(Lang::Zh, "已标记 "), (Lang::En, " marked")] {
        for (keys, size) in [("Right Right Space", SMALL), ("F5 Space", SMALL), ("F5 Space", (60, 20))] {
            let mut register = Register::sample();
            for name in ["呼日查巴特尔", "乌云其木格", "程连富", "单国强", "贾振忠", "刘立清"]
            {
                let id = register.id(name);
                register.edit(id, Edit { address: Some(ADDRESS.into()), ..Edit::default() });
            }
            let mut robot = Robot::new(register, lang, size);
            robot.press(keys);
            for _ in 0..12 {
                robot.pause();
                robot.shows(said);
                robot.press("Down");
            }
        }
    }
}
