//! Protects phones: they are shown of those alone who are due now in the round worked in, once the audit knows why, and
//! until the session ends that opened them.

use super::super::open_phones::PhonesEnd;
use super::super::testing::{ARMY, DEAD, SPRING, TWO, gift};
use super::*;

/// Due in the round worked in, and the phone.
const DUE: (&str, &str) = ("程连富", "16161225511");
/// In the same village.
const NEXT: (&str, &str) = ("呼日查巴特尔", "16185410264");
/// Due too, in another village.
const FAR: (&str, &str) = ("查玉兰", "16463387701");
/// Visited in the round worked in.
const VISITED: &str = "陈广和";

/// The roster on the first who is due, with the phones of those who are due open.
fn opened(lang: Lang, size: (u16, u16)) -> Robot {
    let mut robot = Robot::new(Register::sample(), lang, size);
    robot.press("Right Right Ctrl+P Enter");
    robot
}

/// Whose phones the screen shows in full.
fn shown(robot: &Robot) -> Vec<String> {
    let screen = robot.screen();
    let phones = Register::phones().into_iter();
    phones.filter(|(_, phone)| screen.contains(phone.as_str())).map(|(name, _)| name.to_string()).collect()
}

/// Fails if a screen shows the phone of somebody who is not due, or any ID number or card in full.
#[track_caller]
fn only_of_those_who_are_due(robot: &Robot) {
    let due = robot.register.due_now(SPRING);
    for name in shown(robot) {
        assert!(due.contains(&name), "{name} is not due:\n{}", robot.screen());
    }
    let screen: Vec<char> = robot.screen().chars().collect();
    let digits = screen.split(|c| !c.is_ascii_digit()).map(<[char]>::len).max();
    assert!(digits.is_none_or(|most| most <= 11), "a longer number:\n{}", robot.screen());
}

#[test]
fn the_prompt_and_the_lists_with_phones() {
    for (code, lang, size) in TWO {
        let mut robot = Robot::new(Register::sample(), lang, size);
        robot.press("Right Right Ctrl+P");
        insta::assert_snapshot!(format!("phones_prompt_{code}"), robot.screen());
        robot.press("Enter");
        insta::assert_snapshot!(format!("phones_roster_{code}"), robot.screen());
    }
    let robot = opened(Lang::Zh, (100, 30));
    insta::assert_snapshot!("phones_roster_100_zh", robot.screen());
}

#[test]
fn they_stand_wherever_an_officer_needs_them() {
    for size in [(60, 16), SMALL, (100, 30), LARGE, (200, 60)] {
        let mut robot = opened(Lang::Zh, size);
        robot.shows(DUE.1);
        robot.shows(DUE.0);
        robot.shows("电话显示中");
        only_of_those_who_are_due(&robot);
        robot.press("Down");
        robot.shows(NEXT.1);
        // The form, the person, the search, the list of what is due.
        robot.press("F2");
        robot.shows(NEXT.1);
        only_of_those_who_are_due(&robot);
        robot.press("Esc Enter");
        robot.shows(NEXT.1);
        only_of_those_who_are_due(&robot);
        robot.press("Esc");
        robot.open(FAR.0);
        robot.shows(FAR.1);
        robot.press("Esc");
        robot.shows(FAR.1);
        only_of_those_who_are_due(&robot);
        robot.press("Esc F5 Down Down");
        assert!(!shown(&robot).is_empty(), "{}", robot.screen());
        only_of_those_who_are_due(&robot);
    }
    let mut robot = Robot::new(Register::promised(), Lang::Zh, SMALL);
    robot.press("F12 Enter Ctrl+P Enter");
    robot.shows("约好今天  2 次");
    assert!(!shown(&robot).is_empty(), "{}", robot.screen());
    only_of_those_who_are_due(&robot);
}

#[test]
fn whoever_is_not_due_stays_masked() {
    for name in [VISITED, DEAD] {
        let mut robot = opened(Lang::Zh, SMALL);
        robot.open(name);
        assert_eq!(shown(&robot), Vec::<String>::new());
        robot.press("Esc");
        only_of_those_who_are_due(&robot);
    }
    // Whoever is visited meanwhile is due no more.
    let mut robot = opened(Lang::Zh, SMALL);
    robot.press("F2 F2 Enter Up");
    robot.shows("已登记");
    robot.hides(DUE.1);
    robot.shows(NEXT.1);
    robot.press("Ctrl+R 错 Enter");
    robot.shows(DUE.1);
    // Another officer, at another terminal.
    let id = robot.register.id(DUE.0);
    robot.register.record(gift(id, 1_000));
    robot.send(Msg::Touched);
    robot.hides(DUE.1);
}

#[test]
fn the_audit_knows_before_anything_is_shown() {
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.press("Right Right Ctrl+P");
    robot.shows("约访联系");
    robot.next_write = Some(RegisterError::Storage("disk".into()));
    robot.press("Enter");
    robot.hides("电话显示中");
    assert_eq!(shown(&robot), Vec::<String>::new());
    // Typing replaces the usual reason, and none is no reason.
    robot.press("Ctrl+U Enter");
    robot.shows("请先写明理由");
    robot.type_in("送年货");
    robot.press("Enter");
    robot.shows(DUE.1);
    let Op::OpenPhones { round, reason } = robot.written() else { panic!("not an opening") };
    assert_eq!((round, reason.as_str()), (SPRING, "送年货"));
}

#[test]
fn they_are_masked_again_and_that_is_told() {
    type End = (fn(&mut Robot), &'static str);
    let ends: [End; 5] = [
        (|robot| robot.press("Ctrl+P"), "电话已隐去"),
        (|robot| robot.press("Ctrl+Z"), "程序挂起过"),
        (|robot| robot.send(Msg::MaskPhones(PhonesEnd::Stopped)), "程序挂起过"),
        (|robot| robot.send(Msg::MaskPhones(PhonesEnd::Idle)), "30 分钟没有按键"),
        (|robot| robot.press("F6 Down Enter F4 Esc"), "换了慰问活动"),
    ];
    for (end, told) in ends {
        let mut robot = opened(Lang::Zh, SMALL);
        robot.shows(DUE.1);
        robot.send(Msg::Mask);
        robot.shows(DUE.1);
        end(&mut robot);
        assert_eq!(shown(&robot), Vec::<String>::new());
        robot.hides("电话显示中");
        if !told.starts_with("换了") {
            robot.shows(told);
        }
        // Nothing comes back by itself.
        robot.send(Msg::Resized(100, 30));
        robot.press("Down Up F5 Esc");
        assert_eq!(shown(&robot), Vec::<String>::new());
    }
    let mut robot = opened(Lang::Zh, SMALL);
    let debugged = format!("{:?}", robot.app);
    assert!(!debugged.contains(DUE.1), "{debugged}");
    robot.press("Ctrl+P");
    robot.hides(DUE.1);
}

/// An answer that is on its way while phones are masked brings none back.
#[test]
fn a_late_answer_shows_nothing() {
    let mut robot = opened(Lang::Zh, SMALL);
    robot.slow = true;
    robot.press("F5 Ctrl+P");
    robot.go_on();
    assert_eq!(shown(&robot), Vec::<String>::new());
    robot.hides("电话显示中");
}

/// A register that was restored knows nothing of the opening.
#[test]
fn another_register_tells_no_phone() {
    let mut robot = opened(Lang::Zh, SMALL);
    robot.register = Register::sample();
    robot.press("F5");
    robot.shows("登记册换了");
    assert_eq!(shown(&robot), Vec::<String>::new());
}

#[test]
fn without_a_round_or_a_record_none_are_opened() {
    let mut robot = Robot::new(Register::empty().on(day(2024, 5, 10)), Lang::Zh, SMALL);
    robot.press("Ctrl+P");
    robot.shows("没有已建立的慰问活动");
    let mut robot = Robot::new(Register::sample(), Lang::Zh, SMALL);
    robot.app.notify_read_only("只读".to_owned());
    robot.press("Ctrl+P");
    robot.shows("不能留下记录");
    assert!(robot.effects.iter().all(|effect| !matches!(effect, Effect::Commit(_))));
}

/// Whoever is due in another round alone stays masked, also in the list over all rounds.
#[test]
fn they_are_of_the_round_worked_in() {
    let mut register = Register::sample();
    register.reverse_in(VISITED, ARMY, "发错人");
    let mut robot = Robot::new(register, Lang::Zh, SMALL);
    robot.press("F5 Ctrl+P Enter");
    robot.shows(&format!("▸{VISITED}"));
    robot.shows("逾期");
    assert!(!shown(&robot).is_empty() && !shown(&robot).contains(&VISITED.to_owned()), "{}", robot.screen());
    only_of_those_who_are_due(&robot);
    // Worked in that round, it is the other way round.
    robot.press("F6 Down Enter F5 Ctrl+P Enter");
    assert_eq!(shown(&robot), [VISITED]);
}
