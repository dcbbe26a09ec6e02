//! The drafts, driven by keys over the sample.

use crate::app::testing::{FOUR, Register, Robot, SMALL};
use crate::domain::op::Op;
use crate::lang::Lang;

#[test]
fn drafts() {
    for (code, lang, size) in FOUR.into_iter().chain([("200_zh", Lang::Zh, (200, 60))]) {
        let mut robot = Robot::new(Register::promised(), lang, size);
        robot.press("Ctrl+O Down");
        insta::assert_snapshot!(format!("drafts_{code}"), robot.screen());
    }
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Ctrl+O Enter Del");
    insta::assert_snapshot!("drafts_none_zh", robot.screen());
}

#[test]
fn a_draft_opens_where_it_was_left() {
    let mut robot = Robot::new(Register::promised(), Lang::Zh, SMALL);
    robot.shows("有 2 张草稿 Ctrl+O");
    robot.press("Ctrl+O");
    // Of two that were kept in the same moment either may come first.
    let first = if robot.screen().contains("▸程连富") { "程连富" } else { "乌云其木格" };
    robot.press("Enter");
    robot.shows(first);
    robot.shows("接着上次的草稿填");
}

#[test]
fn a_draft_is_thrown_away_after_a_question() {
    let mut robot = Robot::new(Register::promised(), Lang::Zh, SMALL);
    robot.press("Ctrl+O Del");
    robot.shows("放弃");
    robot.press("Esc");
    robot.shows("草稿 2 张");
    robot.press("Del Enter");
    assert!(matches!(robot.written(), Op::DropDraft(_)));
    robot.shows("草稿已放弃");
    robot.shows("草稿 1 张");
    // The word that drafts wait, and the key that opens them, are for other screens.
    robot.hides("有 1 张草稿");
    robot.press("Esc");
    robot.shows("有 1 张草稿");
}
