//! Whole screens and what the keys do.

use super::super::draft::Kept;
use super::super::{Form, Item, draft_round};
use super::{earlier, facts, open};
use crate::app::effect::Effect;
use crate::app::invented::{Robot, SPRING, World, day, demo_day, entry, person};
use crate::app::msg::Msg;
use crate::app::query::{NewForm, Query, QueryResult};
use crate::domain::due::Standing;
use crate::domain::error::RegisterError;
use crate::domain::gift::{Goods, Recording, Refusal, Rule};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Changed, Op, Receipt};
use crate::domain::query::{DraftLine, FormFacts};
use crate::domain::recipient::{Kind, Life};
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::lang::Lang;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

fn answer(facts: FormFacts, ask: &Query) -> Option<QueryResult> {
    if *ask == Query::Drafts {
        return Some(QueryResult::Drafts(Vec::new()));
    }
    matches!(ask, Query::Form { .. })
        .then(|| QueryResult::Form(NewForm { facts: Box::new(facts), id: entry(7) }))
}

fn robot(other: fn(&Query) -> Option<QueryResult>, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(World { other: Box::new(other), ..World::demo() }, lang, size);
    robot.press("F2");
    robot
}

fn due(ask: &Query) -> Option<QueryResult> {
    answer(facts(), ask)
}

fn paid(ask: &Query) -> Option<QueryResult> {
    answer(FormFacts { live: vec![earlier(100_000, Some("米面油 1 份"))], ..facts() }, ask)
}

fn long_names(ask: &Query) -> Option<QueryResult> {
    let mut facts = facts();
    facts.row.name = "额尔敦其其格图雅".into();
    facts.handlers = vec!["呼日查巴特尔图门".into(), "额尔敦其其格图雅娜".into()];
    answer(facts, ask)
}

fn unit(ask: &Query) -> Option<QueryResult> {
    let mut facts = facts();
    facts.row.kind = Kind::Unit;
    facts.row.name = "某部边防连".into();
    (facts.row.sex, facts.row.age, facts.row.id_masked) = (None, None, None);
    (facts.row.village, facts.row.group) = ("".into(), "驻旗部队".into());
    if let Some(standard) = &mut facts.row.standard {
        standard.group = "驻旗部队".into();
        (standard.cash, standard.goods_value) = (Fen::ZERO, Fen::new(1_088_633));
        standard.goods = "米面油 20 份".into();
    }
    answer(facts, ask)
}

fn dead(ask: &Query) -> Option<QueryResult> {
    answer(FormFacts { life: Life::Dead(day(2024, 1, 20)), ..facts() }, ask)
}

#[test]
fn screens() {
    for (name, other, keys) in [
        ("fresh", due as fn(&Query) -> Option<QueryResult>, ""),
        ("day", due, "Tab Tab Tab Tab - Tab"),
        ("look", due, "F2"),
        ("refused", paid, "Enter"),
        ("proxy", long_names, "Right Tab"),
        ("deferred", due, "8 Tab Tab + 3 Tab"),
        ("died", dead, ""),
        ("unit", unit, "F2"),
    ] {
        for (lang, code) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            for (size, width) in [(SMALL, 80), (LARGE, 120)] {
                let mut robot = robot(other, lang, size);
                robot.press(keys);
                if name == "proxy" {
                    robot.type_in("乌云其木格");
                    robot.press("Tab");
                    robot.type_in("妻");
                }
                insta::assert_snapshot!(format!("{name}_{width}_{code}"), robot.screen());
            }
        }
    }
}

#[test]
fn the_smallest_screen_keeps_the_item_with_the_keys_in_sight() {
    let mut robot = robot(paid, Lang::Zh, (60, 16));
    robot.press("Up");
    insta::assert_snapshot!("smallest_zh", robot.screen());
    robot.press("Home Up Up Up Up");
    insta::assert_snapshot!("smallest_override_zh", robot.screen());
}

#[test]
fn the_usual_case_takes_three_keys() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.press("F2 Enter");
    let Op::Record(written) = robot.commit() else { panic!("not a recording") };
    let expected = Recording {
        recipient: facts().row.id,
        goods: Some(Goods { text: "米面油 1 份".into(), value: Fen::new(16_000) }),
        ..crate::app::invented::given(entry(7), facts().row.id)
    };
    assert_eq!(*written, expected);
    let screen = robot.screen();
    assert!(screen.contains("已登记 程连富 1,000 元 米面油 1 份  Ctrl+R 冲正"), "{screen}");
    assert!(screen.contains("▸程连富"), "the form is closed: {screen}");
    assert!(robot.effects.is_empty(), "nothing was changed, so no draft: {:?}", robot.effects);
    robot.press("Ctrl+R");
    assert!(robot.screen().contains("冲正 程连富 1,000 元"), "{}", robot.screen());
}

fn next_is_the_fifth(ask: &Query) -> Option<QueryResult> {
    let fifth = person(5, "", "", "", Standing::Open(None), 0).id;
    answer(FormFacts { next: Some(fifth), ..facts() }, ask)
}

#[test]
fn the_list_moves_to_the_next_to_be_visited() {
    let mut robot = robot(next_is_the_fifth, Lang::Zh, SMALL);
    robot.press("F2 Enter");
    robot.commit();
    assert!(robot.screen().contains("▸单国强"), "{}", robot.screen());
    // From a search, the place it was called from stays.
    robot.press("Home F4");
    robot.type_in("clf");
    robot.press("F2 F2 Enter");
    robot.commit();
    robot.press("Esc");
    assert!(robot.screen().contains("▸程连富"), "{}", robot.screen());
}

#[test]
fn enter_twice_before_the_answer_writes_once() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.press("Enter Enter Enter Enter");
    let writes = robot.effects.iter().filter(|effect| matches!(effect, Effect::Commit(_))).count();
    assert_eq!(writes, 1);
}

#[test]
fn a_failed_write_keeps_the_form_and_its_id() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.press("F2 Enter");
    let Some(Effect::Commit(op)) = robot.effects.pop() else { panic!("no write") };
    robot.send(Msg::NotCommitted(op.clone(), Box::new(RegisterError::Busy(CleanText::default()))));
    assert!(robot.screen().contains("登记册正被另一程序使用"), "{}", robot.screen());
    robot.press("Enter");
    assert_eq!(robot.effects.pop(), Some(Effect::Commit(op.clone())), "the same recording, the same id");
    let refusal = Refusal { rule: Rule::DoubleCash, earlier: Some(earlier(100_000, None)) };
    robot.send(Msg::NotCommitted(op, Box::new(RegisterError::Refused(vec![refusal]))));
    insta::assert_snapshot!("refused_by_the_register_zh", robot.screen());
    // The reason may be given at once, although the facts knew of no earlier gift.
    robot.press("Tab Tab Tab");
    robot.type_in("补发");
    robot.press("Enter Enter");
    let Op::Record(written) = robot.commit() else { panic!("not a recording") };
    assert_eq!((written.id, written.override_reason.as_deref()), (entry(7), Some("补发")));
}

#[test]
fn an_override_is_asked_for_and_written_only_where_a_rule_needs_it() {
    let mut robot = robot(paid, Lang::Zh, SMALL);
    robot.press("Tab Tab Tab Tab");
    robot.type_in("第一次漏发一半");
    robot.press("Enter");
    insta::assert_snapshot!("override_look_zh", robot.screen());
    robot.press("Enter");
    let Op::Record(written) = robot.commit() else { panic!("not a recording") };
    assert_eq!(written.override_reason.as_deref(), Some("第一次漏发一半"));

    let mut form = open(FormFacts { live: vec![earlier(100_000, None)], ..facts() });
    assert_eq!(form.text(Item::Cash), "", "cash was given: only the goods are left");
    form.set(Item::Override, "不该写入");
    assert_eq!(form.recording(demo_day()).unwrap().override_reason, None);
}

#[test]
fn esc_keeps_a_draft_and_f2_opens_it_again_under_the_same_id() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.press("Up Up");
    robot.type_in("屋顶漏雨;=%");
    let Some(Effect::KeepDraft(kept)) = robot.effects.last().cloned() else { panic!("no draft") };
    robot.press("Esc");
    let Some(Effect::Commit(op)) = robot.effects.pop() else { panic!("not kept") };
    assert_eq!(*op, Op::SaveDraft(kept.clone()));
    robot.send(Msg::NotCommitted(op.clone(), Box::new(RegisterError::Busy(CleanText::default()))));
    assert!(robot.screen().contains("屋顶漏雨"), "what could not be kept is not thrown away");
    robot.press("Esc");
    let changed = Changed { drafts: true, ..Changed::default() };
    robot.send(Msg::Committed(op, Box::new(Receipt { changed, answer: Answer::Done })));
    assert!(robot.screen().contains("已留作草稿"), "{}", robot.screen());

    let line = DraftLine {
        id: kept.id,
        recipient: kept.recipient,
        name: "程连富".into(),
        body: kept.body.clone(),
        saved_at_ms: 1,
    };
    assert_eq!(draft_round(&line), Some(SPRING));
    let kept = Kept::read(&line.body).unwrap();
    let again = Form::resume(facts(), line.id, kept, day(2024, 2, 5));
    assert_eq!(again.text(Item::Needs), "屋顶漏雨;=%");
    assert_eq!(again.recording(day(2024, 2, 5)).unwrap().on, demo_day(), "a kept day stays the day it was");
    assert_eq!(again.draft(day(2024, 2, 5)).body, line.body);
}

fn waiting(ask: &Query) -> Option<QueryResult> {
    if *ask != Query::Drafts {
        return due(ask);
    }
    let line = |no: u128, body: &'static str, saved_at_ms| DraftLine {
        id: entry(no),
        recipient: facts().row.id,
        name: "程连富".into(),
        body: body.into(),
        saved_at_ms,
    };
    Some(QueryResult::Drafts(vec![
        line(40, "muster-form 1;round=2024-spring;outcome=absent;on=2024-02-01;note=旧;", 1),
        line(41, "muster-form 1;round=2024-spring;outcome=absent;on=2024-02-01;note=邻居说去旗里;", 2),
        line(42, "muster-form 1;round=2023-army;outcome=given;on=2023-07-20;", 3),
        line(43, "muster-form 9;round=2024-spring;", 4),
    ]))
}

#[test]
fn a_waiting_draft_of_the_round_is_opened() {
    let mut robot = robot(waiting, Lang::Zh, SMALL);
    insta::assert_snapshot!("resumed_zh", robot.screen());
    robot.press("Enter Enter");
    let Op::Record(written) = robot.commit() else { panic!("not a recording") };
    assert_eq!((written.id, written.outcome, written.cash), (entry(41), Outcome::Absent, Fen::ZERO));
    assert!(robot.screen().contains("已登记 程连富：不在家"), "{}", robot.screen());
}

#[test]
fn a_draft_is_thrown_away_only_after_a_question() {
    let mut robot = robot(waiting, Lang::Zh, SMALL);
    robot.press("Ctrl+X");
    insta::assert_snapshot!("discard_zh", robot.screen());
    robot.press("Esc");
    assert!(robot.screen().contains("邻居说去旗里") && robot.effects.is_empty());
    robot.press("Ctrl+X Enter");
    assert_eq!(robot.commit(), Op::DropDraft(entry(41)));
    assert!(robot.screen().contains("▸程连富"), "{}", robot.screen());
}

#[test]
fn a_form_that_was_only_looked_at_leaves_nothing() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.press("Tab Tab F2 Esc Esc");
    assert!(robot.screen().contains("▸程连富") && robot.effects.is_empty());
    robot.press("F2 Tab 5 0 0");
    assert!(robot.screen().contains("伍佰元整"), "the figures that stood there are replaced");
    robot.press("Backspace Backspace Backspace");
    robot.type_in("1000.00");
    robot.press("Esc");
    assert_eq!(robot.commit(), Op::DropDraft(entry(7)), "typed back: the draft kept on the way goes");
}

#[test]
fn an_odd_day_is_told_and_can_be_written() {
    for (typed, told) in [
        ("2024-01-10", "早于慰问期（1月11日开始）"),
        ("2024-02-03", "这一天还没到"),
        ("2024-01-11", "22 天前"),
    ] {
        let mut robot = robot(due, Lang::Zh, SMALL);
        robot.press("Tab Tab Tab Tab");
        robot.type_in(typed);
        assert!(robot.screen().contains(told), "{}", robot.screen());
        robot.press("Enter");
        assert!(robot.screen().contains(told) && robot.screen().contains("Enter 写入"), "{}", robot.screen());
    }
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.send(Msg::Day(day(2024, 3, 2)));
    robot.press("Tab Tab Tab Tab 0");
    assert!(robot.screen().contains("已过宽限期（2月24日为止）"), "{}", robot.screen());
}

#[test]
fn a_paste_is_one_line_of_data() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.send(Msg::Paste("已发\n".into()));
    robot.press("Tab");
    robot.send(Msg::Paste("￥８００\r\n".into()));
    assert!(robot.screen().contains("捌佰元整"), "{}", robot.screen());
    assert!(!robot.effects.iter().any(|effect| matches!(effect, Effect::Commit(_))));
}
