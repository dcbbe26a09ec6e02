//! The ledger, driven by keys over an invented register.

use uuid::Uuid;

use super::*;
use crate::app::effect::Effect;
use crate::app::invented::{Robot, SPRING, World, day, entry, spring};
use crate::app::msg::Msg;
use crate::app::query::{Query, QueryResult};
use crate::domain::entry::Purpose;
use crate::domain::error::RegisterError;
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::query::{RoundCard, StateCounts};
use crate::domain::recipient::Kind;
use crate::domain::round::Round;
use crate::lang::Lang;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

pub(crate) fn line(no: i64, name: &'static str, yuan: i64) -> LedgerLine {
    let id = u128::try_from(no).unwrap();
    LedgerLine {
        no,
        id: entry(id),
        kind: EntryKind::Gift,
        recipient: RecipientId(Uuid::from_u128(id)),
        recipient_kind: Kind::Person,
        name: name.into(),
        township: Some("桑根达来镇".into()),
        village: Some("敖包图嘎查".into()),
        group: Some("参加抗美援朝军人".into()),
        round: SPRING,
        purpose: Purpose::Visit,
        cash: Fen::new(yuan * 100),
        goods: None,
        goods_value: Fen::ZERO,
        on: day(2024, 1, 30),
        handlers: vec!["布仁".into(), "赵志强".into()],
        proxy: None,
        reverses: None,
        reversed_by: None,
        reason: None,
        recorded_at_ms: 0,
    }
}

/// Seven entries, newest first; 6 cancels 2, and 5 cancels one that is not on the list.
fn lines() -> Vec<LedgerLine> {
    let mut unit = line(7, "某部边防连", 0);
    (unit.recipient_kind, unit.group) = (Kind::Unit, Some("驻旗部队".into()));
    (unit.goods, unit.goods_value) = (Some("米面油 20 份".into()), Fen::new(1_088_633));
    let mut cancels = line(6, "呼日查巴特尔", -1_000);
    (cancels.kind, cancels.reverses, cancels.reason) =
        (EntryKind::Reversal, Some(entry(2)), Some("金额记错".into()));
    let mut lost = line(5, "单国强", -500);
    (lost.kind, lost.reverses, lost.reason) = (EntryKind::Reversal, Some(entry(77)), Some("发错人".into()));
    let mut proxy = line(4, "额尔敦其其格图雅", 1_000);
    proxy.proxy = Some(("乌兰".into(), "女".into()));
    let mut twice = line(3, "程连富", 1_000);
    twice.reason = Some("上次的钱被退回".into());
    let mut reversed = line(2, "呼日查巴特尔", 1_000);
    reversed.reversed_by = Some(entry(6));
    vec![unit, cancels, lost, proxy, twice, reversed, line(1, "乌云其木格", 500)]
}

fn world(all: Vec<LedgerLine>) -> World {
    let mut world = World::demo();
    let code = RoundCode { year: 2023, festival: Festival::Spring };
    let round = Round { code, window: code.default_window().unwrap(), ..spring() };
    world.other = Box::new(move |ask| {
        if let Query::Ledger(query) = ask {
            let lines = all
                .iter()
                .filter(|line| query.round.is_none_or(|round| round == line.round))
                .filter(|line| query.year.is_none_or(|year| year == line.on.year()))
                .filter(|line| query.kind.is_none_or(|kind| kind == line.recipient_kind))
                .filter(|line| query.before.is_none_or(|before| line.no < before));
            let lines = lines.take(query.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap()));
            return Some(QueryResult::Ledger(lines.cloned().collect()));
        }
        (*ask == Query::Rounds).then(|| {
            QueryResult::Rounds(vec![RoundCard {
                round: round.clone(),
                counts: StateCounts::default(),
                planned: Fen::ZERO,
                given: Fen::ZERO,
            }])
        })
    });
    world
}

fn demo(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(world(lines()), lang, size);
    robot.press("F7");
    robot
}

#[test]
fn ledger() {
    for (name, lang, size) in [
        ("ledger_80_zh", Lang::Zh, SMALL),
        ("ledger_80_en", Lang::En, SMALL),
        ("ledger_120_zh", Lang::Zh, LARGE),
        ("ledger_120_en", Lang::En, LARGE),
        ("ledger_60_zh", Lang::Zh, (60, 16)),
    ] {
        let mut robot = demo(lang, size);
        robot.press("Down");
        insta::assert_snapshot!(name, robot.screen());
    }
}

#[test]
fn each_entry_tells_its_tie_its_proxy_and_its_reason() {
    let mut robot = demo(Lang::Zh, SMALL);
    for told in [
        "米面油 20 份（折 10,886.33 元）",
        "冲正 #2（2024年1月30日，1,000 元）：金额记错",
        "冲正 2024年1月30日 的 500 元：发错人",
        "代领 乌兰（女）",
        "重复发放的理由：上次的钱被退回",
        "已冲正，见 #6",
    ] {
        let screen = robot.screen();
        assert!(screen.contains(told), "{told}: {screen}");
        robot.press("Down");
    }
}

#[test]
fn left_and_right_go_through_all_the_round_and_the_years() {
    let mut robot = demo(Lang::Zh, SMALL);
    for (key, title) in [
        ("Left", "台账  < 全部 >"),
        ("Left", "台账  < 全部 >"),
        ("Right", "台账  < 2024年春节 >"),
        ("Right", "台账  < 2024年发放 >"),
        ("Right", "台账  < 2023年发放 >"),
        ("Right", "台账  < 2022年发放 >"),
        ("Right", "台账  < 2022年发放 >"),
    ] {
        robot.press(key);
        let screen = robot.screen();
        assert!(screen.contains(title), "{key} {title}: {screen}");
    }
    insta::assert_snapshot!("ledger_empty_year_zh", robot.screen());
    let mut robot = Robot::new(world(Vec::new()), Lang::En, SMALL);
    robot.press("F7 Left Del Enter");
    insta::assert_snapshot!("ledger_empty_en", robot.screen());
}

#[test]
fn a_gift_is_reversed_with_a_reason_and_nothing_else_can_be() {
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("Down Del");
    assert!(robot.screen().contains("这一笔本身是冲正"));
    robot.press("End Up Del");
    assert!(robot.screen().contains("这一笔已经冲正（#6）"));
    robot.press("Up Del");
    robot.type_in("重复");
    insta::assert_snapshot!("ledger_reverse_zh", robot.screen());
    robot.press("Enter");
    let Some(Effect::Commit(op)) = robot.effects.last().cloned() else { panic!("no write") };
    robot.send(Msg::NotCommitted(op, Box::new(RegisterError::NotReversible(entry(3)))));
    assert!(robot.screen().contains("不能冲正"), "{}", robot.screen());
    robot.press("Enter");
    let op = robot.commit();
    assert_eq!(op, Op::Reverse { id: entry(99), of: entry(3), reason: "重复".into() });
    assert!(robot.screen().contains("台账"));
}

#[test]
fn many_entries_are_paged_and_summed_when_all_are_read() {
    let all = (1..=400).rev().map(|no| line(no, "程连富", 500)).collect();
    let mut robot = Robot::new(world(all), Lang::Zh, SMALL);
    robot.press("F7 PgDn");
    assert!(robot.screen().contains("已读 45 笔，下面还有"), "{}", robot.screen());
    robot.press("PgDn PgDn");
    insta::assert_snapshot!("ledger_scrolled_zh", robot.screen());
    robot.press("End");
    let screen = robot.screen();
    assert!(screen.contains("400 笔  慰问金 200,000  慰问品 0"), "{screen}");
    assert!(screen.contains("▸    1"), "{screen}");
    robot.press("Home");
    for _ in 0..399 {
        robot.press("Down");
    }
    assert_eq!(robot.screen(), screen);
}

#[test]
fn an_amount_is_never_cut() {
    let mut large = line(1, "某部边防连", -1_000_000);
    (large.cash, large.goods_value) = (Fen::new(-99_999_999), Fen::new(99_999_999));
    let mut robot = Robot::new(world(vec![large]), Lang::Zh, SMALL);
    robot.press("F7");
    let screen = robot.screen();
    assert!(screen.contains(" -999,999.99 ") && screen.contains(" 999,999.99"), "{screen}");
}

#[test]
fn sums_tell_people_from_visits() {
    let mut same_day = line(2, "程连富", 0);
    (same_day.recipient, same_day.goods_value) = (line(1, "程连富", 0).recipient, Fen::new(16_000));
    let mut later = line(3, "程连富", 500);
    (later.recipient, later.round) = (same_day.recipient, RoundCode { year: 2024, festival: Festival::Army });
    let sums = rows::Sums::of(&[line(1, "程连富", 1_000), same_day, later, line(4, "苏日娜", 500)]);
    let expected =
        rows::Sums { entries: 4, recipients: 2, visits: 3, cash: Fen::new(200_000), goods: Fen::new(16_000) };
    assert_eq!(sums, expected);
}
