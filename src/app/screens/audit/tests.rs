//! The audit, driven by keys over the sample.

use crate::app::testing::{FOUR, Register, Robot, SMALL, gift};
use crate::domain::op::Op;
use crate::lang::Lang;

/// The sample, and on top of it a second gift and one above the standard.
fn tripped() -> Register {
    let mut register = Register::sample();
    let whom = register.id("斯琴高娃");
    let mut twice = gift(whom, 1_000);
    twice.reason = Some("上次的钱被退回".into());
    register.record(twice);
    register
}

/// A screen with the letters of findings left out: they follow from ids, which differ each time.
fn unnamed(screen: &str) -> String {
    let mut parts = screen.split('-');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let letters = part.bytes().take_while(u8::is_ascii_lowercase).count();
        let named = letters == 9 && out.get(out.len() - 3..).is_some_and(|code| code.starts_with('A'));
        out.push('-');
        out.push_str(if named { "xxxxxxxxx" } else { part.split_at(letters).0 });
        out.push_str(part.split_at(letters).1);
    }
    out
}

#[test]
fn audit() {
    for (code, lang, size) in FOUR.into_iter().chain([("60_zh", Lang::Zh, (60, 16))]) {
        let mut robot = Robot::new(tripped(), lang, size);
        robot.press("Ctrl+X Down");
        insta::assert_snapshot!(format!("audit_{code}"), unnamed(&robot.screen()));
        robot.press("Tab Down");
        insta::assert_snapshot!(format!("acts_{code}"), robot.screen());
    }
    let mut robot = Robot::new(Register::empty(), Lang::Zh, SMALL);
    robot.press("Ctrl+X");
    insta::assert_snapshot!("audit_none_zh", robot.screen());
}

#[test]
fn a_finding_is_answered_with_a_reason_and_stays_listed() {
    let mut robot = Robot::new(tripped(), Lang::Zh, SMALL);
    robot.press("F9 Tab Tab");
    robot.shows("红 1  黄");
    robot.press("F2");
    robot.shows("回答 A01-");
    robot.press("Enter");
    robot.type_in("家属已确认");
    robot.press("Enter");
    assert!(matches!(robot.written(), Op::AnswerFinding { .. }));
    robot.shows("已回答，仍列在后面");
    robot.shows("红 0  黄");
    robot.press("End");
    robot.shows("已答");
    robot.shows("家属已确认");
}

#[test]
fn enter_opens_the_entries_or_the_person_of_a_finding() {
    let mut robot = Robot::new(tripped(), Lang::Zh, SMALL);
    robot.press("Ctrl+X Enter");
    robot.shows("图门巴图");
    robot.shows("慰问");
    robot.press("Esc Down Enter");
    robot.shows("分录：审计 A02-");
}

#[test]
fn acts_are_narrowed_by_the_chosen_one() {
    let mut robot = Robot::new(tripped(), Lang::Zh, SMALL);
    robot.press("Ctrl+X Tab F3");
    robot.shows("只看 斯琴高娃");
    robot.press("F3");
    robot.shows("只看 2024-02-02");
    robot.press("F3");
    robot.shows("只看账户");
    robot.press("F3");
    robot.hides("只看");
}
