//! Protects the mouse: a press does what the part under it says, on every screen and in every form, and never writes.

mod around;
mod forms;

use proptest::prelude::*;
use ratatui::layout::Position;

use super::bindings::{WAYS, arrive};
use super::demo;
use crate::app::effect::Effect;
use crate::app::keymap::key_name;
use crate::app::msg::Msg;
use crate::app::testing::{FOUR, LARGE, Register, Robot, SMALL};
use crate::lang::Lang;
use crate::ui::glyphs::Glyphs;
use crate::ui::key::Key;
use crate::ui::mouse::{Part, Target};

fn with_mouse(keys: &str) -> Robot {
    wide(keys, SMALL)
}

fn wide(keys: &str, size: (u16, u16)) -> Robot {
    let mut robot = demo(Lang::Zh, size).with_mouse();
    robot.press(keys);
    robot
}

/// Every place and a way to it.
fn places() -> impl Iterator<Item = (&'static str, impl Fn() -> Robot)> {
    let ways = WAYS.iter().flat_map(|(name, ways)| ways.iter().map(move |way| (*name, way)));
    ways.map(|(name, way)| (name, move || arrive(way).with_mouse()))
}

/// What has been asked for that writes.
fn writes(robot: &Robot) -> Vec<&Effect> {
    let writes = |effect: &&Effect| {
        matches!(
            effect,
            Effect::Commit(_) | Effect::CreateRegister(_) | Effect::StartCopy(_) | Effect::StartExport(_)
        ) || matches!(effect, Effect::StartImport(job) if job.write)
    };
    robot.effects.iter().filter(writes).collect()
}

/// A key, without the press that grants what it does for good.
fn ask(robot: &mut Robot, key: Key) {
    let effects = robot.app.update(Msg::Key(key));
    robot.perform(effects);
    robot.send(Msg::Rested);
}

const PRESS_ITSELF: &str = "看清后请按 ";

/// The screen, wherever the folder of the register lies.
fn anywhere(robot: &Robot) -> String {
    let folder = robot.register.path();
    robot.screen().replace(folder.parent().unwrap().to_str().unwrap(), "..")
}

/// Holds a press at a position against the key: it did what the key does, or told which key does what it would have
/// written. Both robots, where both did the same.
#[track_caller]
fn is_as_the_key(
    mut clicked: Robot,
    mut pressed: Robot,
    at: Position,
    key: Key,
    place: &str,
) -> Option<(Robot, Robot)> {
    let before = writes(&clicked).len();
    assert_eq!(anywhere(&clicked), anywhere(&pressed), "{place}");
    let asked = writes(&pressed).len();
    ask(&mut pressed, key);
    clicked.click(at);
    clicked.send(Msg::Rested);
    assert_eq!(writes(&clicked).len(), before, "{place} {key}");
    if pressed.app.awaits_press() || writes(&pressed).len() > asked {
        clicked.shows(PRESS_ITSELF);
        return None;
    }
    assert_eq!(anywhere(&clicked), anywhere(&pressed), "{place} {key}");
    Some((clicked, pressed))
}

#[test]
fn every_key_at_the_foot_does_by_a_click_what_it_does_when_pressed() {
    for (place, there) in places() {
        let parts = there().parts();
        let at_foot = |(at, part): (Position, Part)| {
            if let Target::Key(key) = part.target { (at.y == SMALL.1 - 1).then_some((at, key)) } else { None }
        };
        let keys: Vec<_> = parts.iter().copied().filter_map(at_foot).collect();
        assert!(keys.iter().any(|(_, key)| *key == Key::F(10)) && keys.len() > 2, "{place} {keys:?}");
        let mut both = None;
        for (at, key) in keys {
            let (clicked, pressed) = both.take().unwrap_or_else(|| (there(), there()));
            // Where both are still in the place, they serve for the next key.
            both = is_as_the_key(clicked, pressed, at, key, place).and_then(|(mut clicked, mut pressed)| {
                if clicked.parts() != parts {
                    clicked.press("Esc");
                    pressed.press("Esc");
                }
                (clicked.parts() == parts && pressed.parts() == parts).then_some((clicked, pressed))
            });
        }
    }
}

/// In every language and size the key under the pointer is the one that is named there.
#[test]
fn a_key_is_pressed_where_its_name_stands() {
    for (_, lang, size) in FOUR {
        for keys in [
            "",
            "Right Right F2",
            "Right Right F2 F2",
            "F5",
            "F7",
            "F6 F2",
            "F9",
            "F12",
            "F3",
            "F10",
            "F6 F2 Enter",
        ] {
            let mut robot = demo(lang, size).with_mouse();
            robot.press(keys);
            let screen = robot.screen();
            for (at, part) in robot.parts() {
                let Target::Key(key) = part.target else { continue };
                let mut x = 0;
                let row = screen.lines().nth(usize::from(at.y)).unwrap();
                let behind: String = row
                    .chars()
                    .skip_while(|c| {
                        let before = x < at.x;
                        x += u16::try_from(crate::ui::text::width(&c.to_string())).unwrap();
                        before
                    })
                    .collect();
                let name = key_name(lang, Glyphs::PLAIN.arrows, key);
                // The two arrows share what they do, and a value is turned where it stands.
                let turns = matches!(key, Key::Left | Key::Right);
                assert!(turns || behind.trim_start().starts_with(&name), "{keys} {key} {behind}\n{screen}");
            }
        }
    }
}

/// The rows on the screen: where, which, and whether the bar is on it.
fn rows(robot: &Robot) -> Vec<(Position, usize, bool)> {
    let row = |(at, part): (Position, Part)| {
        if let Target::Row { at: row, chosen } = part.target { Some((at, row, chosen)) } else { None }
    };
    let mut rows: Vec<_> = robot.parts().into_iter().filter_map(row).collect();
    rows.dedup_by_key(|(_, row, _)| *row);
    rows
}

#[test]
fn a_click_puts_the_bar_on_every_row_and_another_one_opens_it() {
    let mut lists = Vec::new();
    for (place, there) in places() {
        let all = rows(&there());
        if all.is_empty() {
            continue;
        }
        lists.push(place);
        assert_eq!(
            all.iter().filter(|(_, _, chosen)| *chosen).count(),
            usize::from(!place.ends_with("filter")),
            "{place}"
        );
        let others: Vec<_> = all.iter().filter(|(_, _, chosen)| !chosen).collect();
        let [first, middle, last] = [0, others.len() / 2, others.len().saturating_sub(1)];
        for (at, row, _) in [first, middle, last].into_iter().filter_map(|no| others.get(no)) {
            let mut robot = there();
            robot.click(*at);
            let target = match place {
                "filter" | "work filter" | "payments filter" => Target::Key(Key::Right),
                // The lines of a person turn round the chosen one.
                "person" => continue,
                _ => Target::Row { at: *row, chosen: true },
            };
            assert_eq!(robot.target(*at), Some(target), "{place} {}", robot.screen());
        }
        let [mut clicked, mut pressed] = [there(), there()];
        if let Some((at, ..)) = others.get(middle) {
            clicked.click(*at);
            pressed.click(*at);
        }
        let on = rows(&clicked).into_iter().find_map(|(at, _, chosen)| chosen.then_some(at));
        if let Some(on) = on {
            is_as_the_key(clicked, pressed, on, Key::Enter, place);
        }
    }
    for list in ["roster", "search", "filter", "person", "today", "attention", "drafts", "due", "ledger"] {
        assert!(lists.contains(&list), "{list} of {lists:?}");
    }
    for list in ["entries", "rounds", "report", "progress", "import", "copy", "settings", "first"] {
        assert!(lists.contains(&list), "{list} of {lists:?}");
    }
}

#[test]
fn a_click_goes_to_townships_and_tabs() {
    let mut robot = with_mouse("");
    robot.click_on("那日图苏木 ");
    robot.shows("▸那日图苏木");
    robot.shows("本次全部");
    robot.click_on("全旗");
    robot.shows("▸全旗");
    // The results of a search give way.
    robot.press("F4");
    robot.type_in("clf");
    robot.click_on("上都镇 ");
    robot.shows("▸上都镇");
    robot.hides("\n 查找  ");
    let mut robot = with_mouse("F5");
    robot.click_on("例外 ");
    robot.shows("▸例外");
    robot.click_on("例外 ");
    robot.shows("▸例外");
    robot.click_on("待访 ");
    robot.shows("▸待访");
    let mut robot = with_mouse("F9");
    robot.click_on("进度");
    robot.shows("▸2024年春节");
    robot.click_on("2024年");
    robot.shows("▸2024年");
    let mut robot = with_mouse("F7");
    robot.shows("< 2024年春节 >");
    robot.click_on(" >");
    robot.shows("< 全部 >");
    robot.click_on("< ");
    robot.shows("< 2024年春节 >");
}

#[test]
fn the_wheel_scrolls_by_three_rows_and_many_steps_are_one_jump() {
    let mut register = Register::sample();
    register.people(&crate::app::testing::numbered("白音", 90), "桑根达来镇", "巴彦高勒嘎查", "烈士遗属");
    let mut robot = Robot::new(register, Lang::Zh, SMALL).with_mouse();
    let first = |robot: &Robot| rows(robot).first().map(|(_, row, _)| *row).unwrap();
    assert_eq!(first(&robot), 0);
    robot.wheel_on("在乡", 1);
    assert_eq!(first(&robot), 3);
    robot.wheel_on("在乡", 2);
    assert_eq!(first(&robot), 9);
    robot.wheel_on("在乡", -3);
    assert_eq!(first(&robot), 0);
    robot.wheel_on("在乡", -3000);
    assert_eq!(first(&robot), 0);
    // The end of what is held, and from there on.
    for _ in 0..20 {
        robot.send(Msg::Wheel { at: Position { x: 5, y: 15 }, steps: 1_000 });
    }
    robot.shows("那日图苏木");
    assert!(rows(&robot).len() > 4);
    // Beside a list, over a dialog and in the help.
    for (keys, moves) in [("F1", true), ("F10", true), ("Right Right F2 F2", false), ("F3", false)] {
        let mut robot = with_mouse(keys);
        let before = robot.screen();
        robot.send(Msg::Wheel { at: Position { x: 30, y: 12 }, steps: 2 });
        assert_eq!(robot.screen() != before, moves, "{keys}");
    }
}

#[test]
fn a_click_that_was_made_for_another_screen_does_nothing() {
    let mut robot = with_mouse("Right Right");
    let at = robot.place_of("呼日查巴特尔");
    robot.send(Msg::Click { at, seen: false, twice: true });
    robot.shows("▸程连富");
    robot.shows("请再点一次");
    // Twice for one frame opens.
    robot.send(Msg::Click { at, seen: true, twice: true });
    robot.shows("F3 修改");
    robot.shows("呼日查巴特尔");
}

#[test]
fn where_the_mouse_is_left_to_the_terminal_nothing_is_noted() {
    for size in [SMALL, LARGE] {
        let mut robot = demo(Lang::Zh, size);
        assert!(robot.parts().is_empty());
        let before = robot.screen();
        robot.click_on("上都镇");
        assert!(robot.app.no_redraw());
        robot.wheel_on("上都镇", 3);
        assert_eq!(robot.screen(), before);
    }
    let mut robot = demo(Lang::Zh, SMALL);
    robot.press("F1 End");
    robot.shows("MUSTER_MOUSE=1");
    for lang in [Lang::Zh, Lang::En] {
        let mut robot = demo(lang, SMALL).with_mouse();
        robot.press("F1 End");
        let screen = robot.screen();
        let told = screen.split(lang.pick(" 鼠标\n", " Mouse\n")).nth(1).unwrap();
        assert!(!told.contains("..") && told.contains("Shift+"), "{screen}");
    }
    let mut robot = with_mouse("F1 End");
    robot.shows("Shift+拖动");
    robot.press("Esc");
    robot.send(Msg::Resized(40, 10));
    assert!(robot.parts().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    /// Clicks and the wheel anywhere, on every kind of screen, write nothing.
    #[test]
    fn no_click_writes(
        size in prop::sample::select(FOUR.to_vec()),
        keys in prop::sample::select(vec![
            "Right Right F2", "Right Right F2 F2", "Space Down Space F2 F2", "F6 F2", "F6 F2 Enter", "F10", "F12", "F5", "F7 Del 错",
            "F9", "Ctrl+T Enter", "Ctrl+O", "Right Right Enter F3 1", "Right Right Enter Ctrl+D Tab Tab 错", "F3 Right",
        ]),
        clicks in prop::collection::vec((0u16..125, 0u16..42, any::<bool>(), -9isize..9), 1..60),
    ) {
        let (_, lang, size) = size;
        let mut robot = Robot::new(Register::sample(), lang, size).with_mouse();
        robot.press(keys);
        let before = writes(&robot).len();
        for (x, y, twice, steps) in clicks {
            let at = Position { x: x % size.0, y: y % size.1 };
            robot.screen();
            robot.send(if steps == 0 || steps > 4 { Msg::Wheel { at, steps } } else { Msg::Click { at, seen: true, twice } });
            prop_assert!(!robot.app.awaits_press());
            robot.fits();
        }
        prop_assert_eq!(writes(&robot).len(), before, "{}", robot.screen());
    }
}
