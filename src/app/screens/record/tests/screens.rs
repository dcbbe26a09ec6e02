//! Whole screens and what the keys do.

use super::super::draft::DraftBody;
use super::super::{Form, Item};
use super::{earlier, facts, open};
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::testing::{FOUR, GOODS, Register, Robot, SMALL, SPRING, TWO, day, demo_day, gift};
use crate::domain::error::RegisterError;
use crate::domain::form_facts::FormFacts;
use crate::domain::gift::{Goods, Recording};
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::{HalfFilled, Op};
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::lang::Lang;
use crate::ui::key::Key;

/// The form of the first person of the list, or of another one.
fn form(register: Register, name: &str, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register, lang, size);
    if name != FIRST {
        robot.open(name);
    }
    robot.press("F2");
    robot
}

/// Stands first on the list of [`Register::with_goods`].
const FIRST: &str = "程连富";

pub(super) fn due() -> Register {
    Register::with_goods()
}

fn paid() -> Register {
    let mut register = Register::with_goods();
    register.paid(FIRST);
    register
}

fn dead() -> Register {
    let mut register = Register::with_goods();
    register.died(FIRST, day(2024, 1, 20));
    register
}

fn long_names() -> Register {
    let mut register = Register::with_goods();
    register.people(&[LONG.to_owned()], "桑根达来镇", "敖包图嘎查", "在乡老复员军人");
    let mut gift = gift(register.id("单国强"), 500);
    gift.handlers = vec!["呼日查巴特尔图门".into(), "额尔敦其其格图雅娜".into()];
    register.done(&Op::AddHandlers(gift.handlers.clone()));
    register.record(gift);
    register
}

const LONG: &str = "额尔敦其其格图雅";

/// The form of 程连富.
pub(super) fn robot(register: fn() -> Register, lang: Lang, size: (u16, u16)) -> Robot {
    form(register(), FIRST, lang, size)
}

fn recording(robot: &Robot) -> Box<Recording> {
    let Op::Record(written) = robot.written() else { panic!("not a recording") };
    written
}

/// A name of twenty Han fills its line: what tells two people of it apart still stands on the form and the last look.
/// A number that was typed into the note is masked where it is looked over.
#[test]
fn a_long_name_hides_no_number_and_a_typed_number_is_masked_on_the_last_look() {
    const NAME: &str = "苏和巴特尔额尔敦朝克图宝音德力格尔乌力吉";
    for lang in [Lang::Zh, Lang::En] {
        let mut register = Register::with_goods();
        register.people(&[NAME.to_owned()], "桑根达来镇", "敖包图嘎查", "在乡老复员军人");
        let mut robot = form(register, NAME, lang, SMALL);
        for whole in [NAME, "桑根达来镇 敖包图嘎查"] {
            robot.shows(whole);
        }
        robot.press("F2 Esc");
        while !robot.screen().contains(if lang == Lang::Zh { "▸ 备注" } else { "▸ Note" }) {
            robot.press("Tab");
        }
        robot.type_in("电话13847901234");
        robot.press("Enter");
        robot.shows(NAME);
        robot.shows("138****1234");
        assert!(!robot.screen().contains("13847901234"), "{}", robot.screen());
    }
}

/// Numbers that were typed into a draft are masked where it is opened again, whatever field they stand in; what is kept
/// and written is what was typed, and no key reads or tears them.
#[test]
fn a_draft_shows_numbers_masked_and_keeps_them_whole() {
    const PHONE: &str = "13847901234";
    const ID: &str = "152599194402113684";
    const CARD: &str = "6200001525995878282";
    const BODY: &str = "muster-form 1;round=2024-spring;outcome=absent;on=2024-02-01;by1=布仁13847901234;\
         needs=证152599194402113684;note=女儿 138 4790 1234、6200001525995878282;";
    for lang in [Lang::Zh, Lang::En] {
        let mut register = Register::with_goods();
        register.draft(FIRST, BODY);
        let mut robot = form(register, FIRST, lang, (120, 40));
        let hides = |robot: &Robot| {
            let screen = robot.screen();
            for number in [PHONE, ID, CARD, "4790", "19440211"] {
                assert!(!screen.contains(number), "{screen}");
            }
        };
        hides(&robot);
        for masked in ["布仁138****1234", "证152599********3684", "女儿 138****1234、****8282"] {
            robot.shows(masked);
        }
        // To the end of the note, where a digit would make it another number, and a deleted one would tear it.
        let note = if lang == Lang::Zh { "▸ 备注" } else { "▸ Note" };
        while !robot.screen().contains(note) {
            robot.press("Tab");
        }
        let before = robot.effects.len();
        for key in ["End 5", "Backspace", "Home Right Right Right Right Delete"] {
            robot.press(key);
            hides(&robot);
            robot.shows("女儿 138****1234、****8282");
            robot.shows("Ctrl+U");
        }
        assert_eq!(robot.effects.len(), before, "no draft of a torn number");
        robot.press("End");
        robot.type_in("，邻居");
        hides(&robot);
        let Some(Effect::KeepDraft(HalfFilled::Recording(kept))) = robot.effects.last().cloned() else {
            panic!("no draft")
        };
        let note = format!("女儿 138 4790 1234、{CARD}，邻居");
        assert!(kept.body.contains(&note) && kept.body.contains(ID), "{}", kept.body.as_str());
        robot.press("Esc");
        robot.pause();
        robot.press("Ctrl+O");
        hides(&robot);
        robot.press("Enter Enter");
        hides(&robot);
        // The handler's name is new: the first key puts it on the list.
        robot.press("Enter");
        hides(&robot);
        robot.press("Enter");
        let written = recording(&robot);
        assert_eq!(written.note.as_deref(), Some(&*note));
        assert_eq!(written.needs.as_deref(), Some(&*format!("证{ID}")));
        assert_eq!(written.handlers[0].as_str(), format!("布仁{PHONE}"));
    }
}

#[test]
fn screens() {
    for (name, register, who, keys) in [
        ("fresh", due as fn() -> Register, FIRST, ""),
        ("day", due, FIRST, "Tab Tab Tab Tab - Tab"),
        ("look", due, FIRST, "F2"),
        ("refused", paid, FIRST, "Enter"),
        ("proxy", long_names, LONG, "Right Tab"),
        ("deferred", due, FIRST, "8 Tab + 3 Tab Tab"),
        ("died", dead, FIRST, ""),
        ("unit", Register::sample, "驻旗某部通信站", "F2"),
    ] {
        // What differs from the form as it opens is the same in every size and language but for its words.
        let shown = if matches!(name, "fresh" | "look" | "refused") { &FOUR[..] } else { &TWO };
        for &(code, lang, size) in shown {
            let mut robot = form(register(), who, lang, size);
            robot.press(keys);
            if name == "proxy" {
                robot.type_in("乌云其木格");
                robot.press("Tab");
                robot.type_in("妻");
            }
            insta::assert_snapshot!(format!("{name}_{code}"), robot.screen());
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
    let whom = robot.register.id(FIRST);
    robot.press("F2 Enter");
    let written = recording(&robot);
    let expected = Recording {
        id: written.id,
        goods: Some(Goods { text: GOODS.into(), value: Fen::new(16_000) }),
        ..gift(whom, 1_000)
    };
    assert_eq!(*written, expected);
    robot.shows("已登记 程连富 1,000 元 米面油 1 份  Ctrl+R 冲正");
    robot.shows("▸单国强");
    assert_eq!(robot.effects.len(), 1, "nothing was changed, so no draft: {:?}", robot.effects);
    robot.press("Ctrl+R");
    robot.shows("冲正 程连富 1,000 元");
}

#[test]
fn the_list_moves_to_the_next_to_be_visited() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right F2 F2 Enter");
    robot.shows("▸呼日查巴特尔");
    // From a search, the place it was called from stays.
    robot.press("F4");
    robot.type_in("dgq");
    robot.press("F2 F2 Enter");
    robot.shows("已登记 单国强 500 元");
    robot.press("Esc");
    robot.shows("▸呼日查巴特尔");
}

#[test]
fn enter_twice_before_the_answer_writes_once() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    let presses = (0..4).flat_map(|_| [Msg::Key(Key::Enter), Msg::Press(Key::Enter)]);
    let keys = presses.flat_map(|msg| robot.app.update(msg));
    let writes = keys.filter(|effect| matches!(effect, Effect::Commit(_))).count();
    assert_eq!(writes, 1);
}

#[test]
fn a_failed_write_keeps_the_form_and_its_id() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.next_write = Some(RegisterError::Busy(CleanText::default()));
    robot.press("F2 Enter");
    robot.shows("登记册正被另一程序使用");
    let first = recording(&robot);
    // Another officer was quicker.
    robot.register.paid(FIRST);
    robot.press("Enter");
    let again = recording(&robot);
    assert_eq!(again, first, "the same recording, the same id");
    insta::assert_snapshot!("refused_by_the_register_zh", robot.screen());
    // The reason may be given at once, although the facts knew of no earlier gift.
    robot.press("Tab Tab Tab");
    robot.type_in("补发");
    robot.press("Enter Enter");
    let written = recording(&robot);
    assert_eq!((written.id, written.reason.as_deref()), (first.id, Some("补发")));
    robot.shows("已登记 程连富");
}

#[test]
fn an_override_is_asked_for_and_written_only_where_a_rule_needs_it() {
    let mut robot = robot(paid, Lang::Zh, SMALL);
    robot.press("Tab Tab Tab Tab");
    robot.type_in("第一次漏发一半");
    robot.press("Enter");
    insta::assert_snapshot!("override_look_zh", robot.screen());
    robot.press("Enter");
    let written = recording(&robot);
    assert_eq!(written.reason.as_deref(), Some("第一次漏发一半"));

    let mut form = open(FormFacts { live: vec![earlier(100_000, None)], ..facts() });
    assert_eq!(form.text(Item::Cash), "", "cash was given: only the goods are left");
    form.set(Item::Override, "不该写入");
    assert_eq!(form.recording(demo_day()).unwrap().reason, None);
}

#[test]
fn esc_keeps_a_draft_and_f2_opens_it_again_under_the_same_id() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.press("Up Up");
    robot.type_in("屋顶漏雨;=%");
    let Some(Effect::KeepDraft(HalfFilled::Recording(kept))) = robot.effects.last().cloned() else {
        panic!("no draft")
    };
    robot.pause();
    robot.next_write = Some(RegisterError::Busy(CleanText::default()));
    robot.press("Esc");
    assert_eq!(robot.written(), Op::SaveDraft(kept.clone()));
    robot.shows("屋顶漏雨");
    robot.press("Esc");
    robot.shows("已留作草稿");
    robot.shows("▸程连富");

    let waiting = robot.register.store().drafts().unwrap();
    let [line] = waiting.as_slice() else { panic!("{waiting:?}") };
    assert_eq!(line.id, kept.id);
    let kept = DraftBody::read(&line.body).unwrap();
    assert_eq!(kept.round, SPRING);
    let again = Form::resume(facts(), line.id, kept, day(2024, 2, 5));
    assert_eq!(again.text(Item::Needs), "屋顶漏雨;=%");
    assert_eq!(again.recording(day(2024, 2, 5)).unwrap().on, demo_day(), "a kept day stays the day it was");
    assert_eq!(again.draft(day(2024, 2, 5)).body, line.body);
    robot.press("F2");
    robot.shows("屋顶漏雨;=%");
}

/// Several drafts wait; one of them is the latest of this round in a notation that is known.
fn waiting() -> Register {
    let mut register = Register::with_goods();
    for body in [
        "muster-form 1;round=2024-spring;outcome=absent;on=2024-02-01;note=旧;",
        "muster-form 1;round=2024-spring;outcome=absent;on=2024-02-01;note=邻居说去旗里;",
        "muster-form 1;round=2023-army;outcome=given;on=2023-07-20;",
        "muster-form 9;round=2024-spring;",
    ] {
        register.draft(FIRST, body);
    }
    register
}

fn draft_with(register: &Register, words: &str) -> EntryId {
    let drafts = register.store().drafts().unwrap();
    drafts.iter().find(|line| line.body.contains(words)).unwrap().id
}

#[test]
fn a_waiting_draft_of_the_round_is_opened() {
    let mut robot = robot(waiting, Lang::Zh, SMALL);
    insta::assert_snapshot!("resumed_zh", robot.screen());
    let latest = draft_with(&robot.register, "邻居");
    robot.press("Enter Enter");
    let written = recording(&robot);
    assert_eq!((written.id, written.outcome, written.cash), (latest, Outcome::Absent, Fen::ZERO));
    robot.shows("已登记 程连富：不在家");
}

#[test]
fn a_draft_is_thrown_away_only_after_a_question() {
    let mut robot = robot(waiting, Lang::Zh, SMALL);
    robot.press("Ctrl+X");
    insta::assert_snapshot!("discard_zh", robot.screen());
    robot.press("Esc");
    assert!(robot.screen().contains("邻居说去旗里") && robot.effects.is_empty());
    let latest = draft_with(&robot.register, "邻居");
    robot.press("Ctrl+X Enter");
    assert_eq!(robot.written(), Op::DropDraft(latest));
    robot.shows("▸程连富");
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
    assert!(matches!(robot.written(), Op::DropDraft(_)), "typed back: the draft kept on the way goes");
    assert_eq!(robot.register.store().drafts().unwrap(), []);
}

#[test]
fn a_paste_is_one_line_of_data() {
    let mut robot = robot(due, Lang::Zh, SMALL);
    robot.send(Msg::Paste("已发\n".into()));
    robot.press("Tab");
    robot.send(Msg::Paste("￥８００\r\n".into()));
    robot.shows("捌佰元整");
    assert!(!robot.effects.iter().any(|effect| matches!(effect, Effect::Commit(_))));
}
