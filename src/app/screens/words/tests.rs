//! The words of rosters, driven by keys.

use crate::app::testing::{FOUR, Register, Robot, SMALL};
use crate::domain::op::Op;
use crate::domain::roster_question::{KeptAnswer, QuestionKind};
use crate::lang::Lang;

/// A register in which one thing of each kind was answered.
fn answered() -> Register {
    let mut register = Register::sample();
    let one = |kind, shape: &'static str, word: &'static str, answer: &'static str| KeptAnswer {
        kind,
        shape: shape.into(),
        word: word.into(),
        answer: answer.into(),
    };
    register.done(&Op::KeepAnswers(vec![
        one(QuestionKind::Label, "", "参战", "参战参试退役军人"),
        one(QuestionKind::Label, "", "三属", ""),
        one(QuestionKind::Township, "", "镇直", "上都镇"),
        one(QuestionKind::Township, "1f2e3d4c5b6a7980", "", "桑根达来镇"),
        one(QuestionKind::Column, "1f2e3d4c5b6a7980", "收款人", "name"),
        one(QuestionKind::Sheet, "1f2e3d4c5b6a7980", "已故", ""),
    ]));
    register
}

fn list(register: Register, lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(register, lang, size);
    robot.press("F8 F3");
    robot
}

#[test]
fn the_list() {
    for (code, lang, size) in FOUR {
        insta::assert_snapshot!(format!("words_{code}"), list(answered(), lang, size).screen());
    }
    let mut robot = list(Register::sample(), Lang::Zh, SMALL);
    robot.shows("还没有：导入名册时");
    robot.press("Del F3");
    robot.shows("还没有：导入名册时");
}

#[test]
fn one_is_forgotten_put_back_and_all_are_forgotten() {
    let mut robot = list(answered(), Lang::Zh, SMALL);
    robot.shows("共 6 条");
    robot.press("End Up Up Del");
    robot.shows("忘掉「参战」记为「参战参试退役军人」？");
    robot.press("Enter");
    robot.shows("已忘掉 1 条");
    robot.shows("共 5 条");
    robot.press("Ctrl+R");
    robot.type_in("忘错了");
    robot.press("Enter");
    robot.shows("共 6 条");
    robot.press("F3");
    robot.shows("忘掉全部 6 条用语？");
    robot.press("Enter");
    robot.shows("还没有：导入名册时");
    assert_eq!(robot.register.store().kept_answers().unwrap(), []);
    assert_eq!(robot.register.store().check().unwrap(), []);
}
