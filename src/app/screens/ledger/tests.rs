//! The ledger, driven by keys over the sample.

use super::*;
use crate::app::testing::{FOUR, Register, Robot, SMALL, gift};
use crate::domain::error::RegisterError;
use crate::domain::gift::{Goods, Proxy, Recording};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::lang::Lang;

/// The sample, and on top of it all that an entry can tell.
fn rich_ledger() -> Register {
    let mut register = Register::sample();
    register.reverse("姜春林", "发错人");
    let whom = register.id("额尔敦巴雅尔");
    let mut by_proxy = gift(whom, 500);
    by_proxy.outcome = Outcome::Proxy;
    by_proxy.proxy = Some(Proxy { name: "乌兰".into(), relation: "女".into() });
    register.record(by_proxy);
    let whom = register.id("斯琴高娃");
    let mut twice = gift(whom, 1_000);
    twice.reason = Some("上次的钱被退回".into());
    register.record(twice);
    register.reverse("斯琴高娃", "金额记错");
    register
}

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(rich_ledger(), lang, size);
    robot.press("F7 Right");
    robot
}

#[test]
fn ledger() {
    for (code, lang, size) in FOUR.into_iter().chain([("60_zh", Lang::Zh, (60, 16))]) {
        let mut robot = demo(lang, size);
        robot.press("Down");
        insta::assert_snapshot!(format!("ledger_{code}"), robot.screen());
    }
}

#[test]
fn each_entry_tells_its_tie_its_proxy_and_its_reason() {
    let mut robot = demo(Lang::Zh, SMALL);
    for detail in [
        "冲正 #142（2024年2月2日，1,000 元）：金额记错",
        "已冲正，见 #143",
        "代领 乌兰（女）",
        "冲正 2023年1月5日 的 500 元：发错人",
        "布仁 赵志强",
        "米面油和牛羊肉 1 批（折 5,000 元）",
    ] {
        robot.shows(detail);
        robot.press("Down");
    }
    robot.press("Home Down");
    robot.shows("理由：上次的钱被退回");
}

#[test]
fn left_and_right_go_through_all_the_round_and_the_years() {
    let mut robot = demo(Lang::Zh, SMALL);
    for (key, title) in [
        ("Right", "台账  < 全部 >"),
        ("Left", "台账  < 2024年春节 >"),
        ("Left", "台账  < 2024年发放 >"),
        ("Left", "台账  < 2023年发放 >"),
        ("Left", "台账  < 2022年发放 >"),
        ("Left", "台账  < 2022年发放 >"),
    ] {
        robot.press(key);
        robot.shows(title);
    }
    insta::assert_snapshot!("ledger_empty_year_zh", robot.screen());
    let mut robot = Robot::new(Register::empty(), Lang::En, SMALL);
    robot.press("F7 Right Del Enter");
    insta::assert_snapshot!("ledger_empty_en", robot.screen());
}

#[test]
fn the_first_and_the_last_choice_say_so() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Right Right");
    robot.shows("已经是全部分录");
    robot.press("Left Left Left Left Left Left");
    robot.shows("没有更早的年份了");
}

#[test]
fn a_gift_is_reversed_with_a_reason_and_nothing_else_can_be() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Del");
    robot.shows("这一笔本身是冲正");
    robot.press("Down Del");
    robot.shows("这一笔已经冲正（#143）");
    robot.press("Down Del");
    robot.type_in("重复");
    insta::assert_snapshot!("ledger_reverse_zh", robot.screen());
    let gift = robot.register.last_gift("额尔敦巴雅尔").id;
    robot.next_write = Some(RegisterError::Busy(CleanText::default()));
    robot.press("Enter");
    robot.shows("正被另一程序使用");
    robot.press("Enter");
    let Op::Reverse { of, reason, .. } = robot.written() else { panic!("not a reversal") };
    assert_eq!((of, reason.as_str()), (gift, "重复"));
    robot.shows("▸  141");
    robot.press("Del");
    robot.shows("这一笔已经冲正（#144）");
}

#[test]
fn what_another_program_reversed_meanwhile_is_not_reversed_again() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Down Down Del");
    robot.register.reverse("额尔敦巴雅尔", "另一人先冲正");
    robot.type_in("重复");
    robot.press("Enter");
    robot.shows("不能冲正");
}

#[test]
fn many_entries_are_paged_and_summed_from_the_beginning() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("F7 Right PgDn");
    robot.shows("139 笔  慰问金 88,000  慰问品 42,659");
    robot.press("PgDn PgDn");
    insta::assert_snapshot!("ledger_scrolled_zh", robot.screen());
    robot.press("End");
    let screen = robot.screen();
    assert!(screen.contains("139 笔  慰问金 88,000  慰问品 42,659"), "{screen}");
    assert!(screen.contains("▸    1"), "{screen}");
    robot.press("Home");
    for _ in 0..138 {
        robot.press("Down");
    }
    assert_eq!(robot.screen(), screen);
}

#[test]
fn an_amount_is_never_cut() {
    let mut register = Register::sample();
    let whom = register.id("驻旗某部通信站");
    let mut large = gift(whom, 0);
    (large.cash, large.goods) =
        (Fen::new(99_999_999), Some(Goods { text: "牛羊肉 1 批".into(), value: Fen::new(99_999_999) }));
    register.record(large);
    register.reverse("驻旗某部通信站", "多写两位");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F7");
    let screen = robot.screen();
    assert!(screen.contains(" -999,999.99 ") && screen.contains(" 999,999.99"), "{screen}");
}

#[test]
fn sums_tell_people_from_visits() {
    let mut register = Register::sample();
    let (whom, other) = (register.id("程连富"), register.id("苏日娜"));
    register.record(gift(whom, 1_000));
    let goods = Goods { text: "米面油 1 份".into(), value: Fen::new(16_000) };
    register.record(Recording { goods: Some(goods), ..gift(whom, 0) });
    register.record(gift(other, 1_000));
    // One of them was visited in the round before, too.
    let of = |id| {
        register.store().ledger_sum(&LedgerQuery { recipient: Some(id), ..LedgerQuery::default() }).unwrap()
    };
    let (whom, other) = (of(whom), of(other));
    let counts = |sum: LedgerSum| (sum.entries, sum.recipients, sum.visits);
    assert_eq!((counts(whom), counts(other)), ((3, 1, 2), (1, 1, 1)));
    assert_eq!((whom.cash.plus(other.cash), whom.goods), (Fen::new(300_000), Fen::new(16_000)));
}

/// Beside a person the list has no column of handlers, and the name of the screen stays in every language.
#[test]
fn both_handlers_and_the_name_of_the_screen_stand_somewhere_in_every_size() {
    for (_, lang, size) in FOUR.into_iter().chain([("200_en", Lang::En, (200, 60))]) {
        let mut robot = Robot::new(Register::sample(), lang, size);
        robot.press("F7 Home");
        robot.shows("布仁 赵志强");
        robot.shows(lang.pick("台账  <", "Ledger  <"));
    }
}
