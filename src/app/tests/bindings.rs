//! Every key of every place does something there: it changes the picture, asks the world for something, or
//! says why it does nothing.

use std::sync::OnceLock;

use ratatui::style::Modifier;

use super::super::action::Action;
use super::super::keymap::{Binding, KeyContext};
use super::super::msg::Msg;
use super::super::screen::Screen;
use super::super::screens;
use super::super::testing::{Register, Robot, SMALL, numbered};
use crate::domain::op::Op;
use crate::domain::roster_question::{KeptAnswer, QuestionKind};
use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::ui::key::Key;

/// How a place is reached: from which register, and by which keys.
pub(super) struct Way {
    register: fn() -> Register,
    keys: &'static str,
    /// What happens by itself behind the keys.
    then: fn(&mut Robot),
    /// Further keys.
    more: &'static str,
}

const fn over(register: fn() -> Register, keys: &'static str) -> Way {
    Way { register, keys, then: |_| {}, more: "" }
}

const fn way(keys: &'static str) -> Way {
    over(Register::sample, keys)
}

/// The ways to every place, by its name. A place has several where no single state of it gives every key
/// something to do: each key must do something in one of them.
pub(super) const WAYS: &[(&str, &[Way])] = &[
    ("roster", &[way("Right Right Down Down")]),
    ("filter", &[way("Right Right F3 Right Down")]),
    ("search", &[way("F4 布 Down Down")]),
    (
        "person",
        &[
            over(Register::rich, "F4 查 玉 兰 Enter Tab Tab Tab Tab Down"),
            over(Register::rich, "F4 查 玉 兰 Enter Tab Tab Tab Tab Down Down Down Down Down"),
        ],
    ),
    (
        "facts",
        &[
            over(Register::rich, "F4 查 玉 兰 Enter F3 1"),
            over(Register::rich, "F4 查 玉 兰 Enter F3 Tab Tab PgDn"),
        ],
    ),
    ("merge", &[over(crowded, "Right Right Enter Ctrl+B 白 Down")]),
    ("merge look", &[over(crowded, "Right Right Enter Ctrl+B 白 Enter 同 Down")]),
    ("record", &[way("Right Right F2 Tab"), way("Right Right F2 Up Up Up PgDn")]),
    ("look", &[way("Right Right F2 F2")]),
    ("batch", &[way("Right Right Space Space F2 Tab"), over(crowded, "Ctrl+A F2 PgDn PgDn")]),
    ("groups", &[way("Right Right Space Space Ctrl+G Tab")]),
    ("groups look", &[over(crowded, "Ctrl+A Ctrl+G Tab Tab Tab 错 Enter Down")]),
    ("batch look", &[over(crowded, "Ctrl+A F2 F2 Down")]),
    ("today", &[way("F12 Down")]),
    ("year", &[way("Ctrl+W Left Down"), way("Ctrl+W Left Left Tab Down"), way("Ctrl+W Left Tab PgDn")]),
    ("work line", &[way("Ctrl+W F2 培"), way("Ctrl+W F2")]),
    (
        "work",
        &[
            over(Register::much_work, "Ctrl+W Left F3 Down"),
            over(Register::much_work, "Ctrl+W Left F3 PgDn Down"),
        ],
    ),
    ("work filter", &[over(Register::worked, "Ctrl+W Left F3 F3 Down Right")]),
    ("confirmations", &[way("Ctrl+W F3 Tab Left Down"), way("Ctrl+W F3 Tab Left Down Down PgDn")]),
    ("unconfirmed", &[way("Ctrl+W F3 Tab End Enter Down Down")]),
    ("confirmation", &[way("Ctrl+W F3 Tab End Enter F2 Tab")]),
    ("attention", &[over(Register::promised, "F12 Down Enter Down")]),
    ("review", &[over(Register::promised, "Ctrl+K Right Down")]),
    ("doubles", &[over(doubled, "Ctrl+K Enter Down")]),
    ("pair", &[over(doubled, "Ctrl+K Enter Enter Right"), over(doubled, "Ctrl+K Enter Enter")]),
    ("drafts", &[over(Register::promised, "Ctrl+O"), over(Register::promised, "Ctrl+O Down")]),
    ("due", &[way("F5 Down Down")]),
    ("ledger", &[way("F7 Down Down")]),
    (
        "payments",
        &[
            over(Register::with_payments, "F7 Insert Right Down Down"),
            over(Register::with_payments, "F7 Insert Left Left"),
        ],
    ),
    (
        "payments filter",
        &[
            over(Register::with_payments, "F7 Insert F3 Down Right"),
            over(Register::with_payments, "F7 Insert F3 Left Right"),
        ],
    ),
    (
        "person payments",
        &[
            over(Register::with_payments, "F4 程 连 富 Enter Insert Down Down"),
            over(Register::with_payments, "F4 程 连 富 Enter Insert Left Left"),
        ],
    ),
    ("entries", &[way("F9 Left Enter Down Down")]),
    ("bulletin", &[way("F9 Tab Insert")]),
    ("rounds", &[way("F6 Down")]),
    ("round form", &[way("F6 F2 Tab"), way("F6 F2 Tab Tab Tab Tab Tab PgDn")]),
    ("sheets", &[over(several_sheets, "F6 Insert Down")]),
    (
        "sheet keying",
        &[over(long_sheet, "F6 Insert Enter 1 PgDn"), over(long_sheet, "F6 Insert Enter Up Up 布 PgDn")],
    ),
    ("sheet look", &[over(long_sheet, "F6 Insert Enter 4 8 0 0 0 Enter Down")]),
    ("sheet file", &[over(rosters, "F6 Insert F2 Down Down")]),
    ("report", &[way("F9 Left Down Down")]),
    ("plan", &[way("F11 Down Down Space Down")]),
    ("plan compare", &[way("F11 Tab Down Down")]),
    ("plan compared", &[way("F11 Tab Down Enter Down")]),
    ("allocation", &[way(HANDED_OUT)]),
    ("plan why", &[way("F11 Down Enter")]),
    ("plan form", &[way("F11 F3 Tab Tab 布 Left"), way("F11 F3"), way("F11 Ctrl+B Tab Tab PgDn")]),
    ("plan look", &[way("F11 F2 王 Tab 3 Enter")]),
    ("progress list", &[way("F9 Tab F2 Down Down")]),
    ("progress", &[way("F9 Tab Left Down Down")]),
    ("audit", &[way("Ctrl+X Down"), way("Ctrl+X Left Down")]),
    ("acts", &[way("Ctrl+X Tab Left Down Down")]),
    ("words", &[over(answered, "F8 F3 Down")]),
    ("import", &[over(rosters, "F8 Down Down")]),
    ("import path", &[over(rosters, "F8 F4 1")]),
    ("import running", &[over(rosters, "F8 Enter")]),
    ("import result", &[Way { then: Robot::run_import, more: "Down Down Down", ..over(faulty, "F8 Enter") }]),
    ("copy", &[over(folders, "Ctrl+Y Enter Down")]),
    ("settings", &[way("Ctrl+T")]),
    ("rules", &[way("Ctrl+T F2 Down")]),
    ("rule form", &[way("Ctrl+T F2 Enter Down")]),
    ("rule look", &[way("Ctrl+T F2 Down Down Enter Down Right BackTab BackTab 错 Enter")]),
    ("handlers", &[over(Register::promised, "Ctrl+V Down")]),
    ("handler", &[over(Register::promised, "Ctrl+V F3"), way("Ctrl+V F2 布")]),
    ("menu", &[way("Right Right F10 PgDn Up")]),
    ("help", &[way("F1 PgDn")]),
    ("first", &[over(Register::none, "Down")]),
    ("confirm", &[way("F6 F2 Enter")]),
    ("export", &[way("F5 Ctrl+S 1"), way("F5 Ctrl+S Tab Right Tab 错")]),
    ("export running", &[Way { then: Robot::run_export, ..way("F5 Ctrl+S Enter") }]),
    ("reason", &[way("Right Right F2 F2 Enter Ctrl+R 错")]),
];

/// Keys that approve the plan and hand something out to two.
const HANDED_OUT: &str = "F11 F2 王 Tab 3 Enter Enter Tab Tab F2 PgDn Right Tab 1 Tab Tab 王 Enter Enter F2 PgDn PgDn Right Tab 1 Tab Tab 王 Enter Enter Down";

/// So many people that a list of all goes on below the screen.
fn crowded() -> Register {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    Register::once(&FILE, || {
        let mut register = Register::sample();
        register.people(&numbered("白音", 60), "桑根达来镇", "巴彦高勒嘎查", "烈士遗属");
        register
    })
}

/// A sheet of more lines than a screen has.
fn long_sheet() -> Register {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    Register::once(&FILE, || {
        let mut register = Register::with_sheet(12);
        register.sheet_again(4);
        register
    })
}

/// More sheets than one.
fn several_sheets() -> Register {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    Register::once(&FILE, || {
        let mut register = Register::with_sheet(2);
        for _ in 0..30 {
            register.sheet_again(1);
        }
        register
    })
}

/// Many who may be one human.
fn doubled() -> Register {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    Register::once(&FILE, || {
        let mut register = Register::sample();
        for (no, name) in "连莲联廉怜涟帘镰".chars().enumerate() {
            register.people(&[format!("程{name}富")], "桑根达来镇", &format!("新村{}", no % 2), "");
        }
        register
    })
}

/// More words of rosters than a screen has lines.
fn answered() -> Register {
    let mut register = Register::sample();
    let word = |n: u32| KeptAnswer {
        kind: QuestionKind::Label,
        shape: "".into(),
        word: CleanText::shown(&format!("用语{n}")),
        answer: "残疾军人".into(),
    };
    register.done(&Op::KeepAnswers((0..60).map(word).collect()));
    register
}

fn rosters() -> Register {
    let register = Register::sample();
    for no in 10..60 {
        register.file(&format!("{no}.csv"), "姓名\n");
    }
    register
}

/// A roster with more faults than a screen has lines.
fn faulty() -> Register {
    let register = Register::sample();
    register.file("1.csv", ["姓名,苏木镇\n", &"那仁,东乌镇\n".repeat(60)].concat());
    register
}

fn folders() -> Register {
    let register = Register::sample();
    for no in 10..60 {
        register.make_folder(&format!("/家/民政/{no}"));
    }
    register
}

pub(super) fn arrive(way: &Way) -> Robot {
    let mut robot = Robot::new((way.register)(), Lang::Zh, SMALL);
    robot.press(way.keys);
    (way.then)(&mut robot);
    robot.press(way.more);
    robot
}

fn top(robot: &Robot) -> &dyn Screen {
    robot.app.stack.last().unwrap().screen.as_ref()
}

/// The ways to a place, which must be known.
fn ways(place: &KeyContext) -> &'static [Way] {
    let known = WAYS.iter().find(|(name, _)| *name == place.name);
    let Some((_, ways)) = known else {
        panic!(
            "no way to the place `{0}` is known: add `(\"{0}\", &[way(\"keys that lead there\")])` to WAYS in \
             src/app/tests/bindings.rs, by keys that leave every key of it something to do",
            place.name
        )
    };
    ways
}

/// What is drawn, and where the bar stands.
fn picture(robot: &Robot) -> (String, Vec<String>) {
    (robot.screen(), robot.styled(Modifier::REVERSED))
}

/// Whether the key does something where the robot is.
fn acts(robot: &mut Robot, key: Key) -> bool {
    let (before, asked) = (picture(robot), robot.effects.len());
    robot.send(Msg::Key(key));
    picture(robot) != before || robot.effects.len() > asked
}

/// Whether the key does something in the place: where the last key left the robot there, or else on one of the ways.
fn does_something(place: &'static KeyContext, key: Key, there: &mut Option<Robot>) -> bool {
    let tried = there.take().into_iter().chain(ways(place).iter().map(arrive));
    for mut robot in tried {
        if acts(&mut robot, key) {
            *there = back(place, robot);
            return true;
        }
    }
    false
}

/// The robot in the place, where Esc leads back to it.
fn back(place: &KeyContext, mut robot: Robot) -> Option<Robot> {
    for _ in 0..2 {
        if top(&robot).context().name == place.name {
            return Some(robot);
        }
        robot.press("Esc");
    }
    None
}

/// Goes to the main screen that is already there, behind the place on every way.
fn leads_here(mains: &[&str], binding: &Binding) -> bool {
    let Action::Open(main) = binding.action else { return false };
    main.then.is_none() && mains.iter().all(|name| *name == main.name)
}

#[test]
fn every_way_leads_to_its_place() {
    let places = || screens::ALL.iter().flat_map(|screen| screen.contexts.iter().copied());
    for place in places() {
        for way in ways(place) {
            let robot = arrive(way);
            assert_eq!(top(&robot).context().name, place.name, "{}:\n{}", way.keys, robot.screen());
        }
    }
    for (name, _) in WAYS {
        assert!(places().any(|place| place.name == *name), "the place `{name}` is gone: take its line out");
    }
}

#[test]
fn every_key_does_something_in_its_place() {
    let keymap = screens::keymap();
    let mut idle = Vec::new();
    for place in screens::ALL.iter().flat_map(|screen| screen.contexts.iter().copied()) {
        let mains: Vec<_> = ways(place).iter().map(|way| top(&arrive(way)).main_context().name).collect();
        let mut there = None;
        for binding in place.chain().flat_map(|shared| keymap.own(shared)) {
            for key in binding.keys {
                if !leads_here(&mains, binding) && !does_something(place, *key, &mut there) {
                    idle.push(format!("{key} in {}: {:?}", place.name, binding.action));
                }
            }
        }
    }
    assert_eq!(idle, Vec::<String>::new(), "keys that change nothing and say nothing");
}
