//! Every screen in every size, language and look: the same walk that `tests/pictures.rs` makes in a real terminal.

use std::fmt::Write as _;

use ratatui::style::Modifier;
use unicode_width::UnicodeWidthChar;

use crate::app::Setup;
use crate::app::testing::{LARGE, Register, Robot, SMALL, demo_day};
use crate::lang::Lang;
use crate::ui::theme::Background;

/// The walk: a line for each screen.
const SCREENS: &str = include_str!("../../../tests/support/screens.txt");
/// A terminal with room for three parts: columns and rows.
const HUGE: (u16, u16) = (200, 60);

/// Name, keys there, keys back.
fn screens() -> impl Iterator<Item = [&'static str; 3]> {
    SCREENS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut parts = line.split('|').map(str::trim);
        std::array::from_fn(|_| parts.next().unwrap())
    })
}

fn press(robot: &mut Robot, keys: &str) {
    for (at, part) in keys.split('"').enumerate() {
        if at % 2 == 0 { robot.press(part) } else { robot.type_in(part) }
    }
}

fn robot(lang: Lang, size: (u16, u16), look: &Look) -> Robot {
    let Look { ascii, color, background, .. } = *look;
    let setup = Setup { lang, ascii, color, background, today: demo_day(), size, register: true };
    Robot::with(Register::sample(), setup)
}

/// Goes to every screen, and back to where it began; `at` looks at each.
fn walk(robot: &mut Robot, mut at: impl FnMut(usize, &mut Robot)) {
    let start = robot.screen();
    for (no, [name, there, back]) in screens().enumerate() {
        press(robot, there);
        at(no, robot);
        press(robot, back);
        assert_eq!(robot.screen(), start, "the way back from {name}");
    }
}

/// The screen without the line of the head: ids, and with them its hashes, are others in every register.
fn without_head(screen: &str) -> String {
    let head = |row: &str| row.contains("链头：") || row.contains("head: ");
    screen.lines().map(|row| if head(row) { " .." } else { row }).collect::<Vec<_>>().join("\n")
}

/// How the terminal shows what is drawn.
struct Look {
    name: &'static str,
    ascii: bool,
    color: bool,
    background: Background,
}

const PLAIN: Look = Look { name: "unknown", ascii: false, color: true, background: Background::Unknown };
const LOOKS: [Look; 4] = [
    Look { name: "dark", background: Background::Dark, ..PLAIN },
    Look { name: "light", background: Background::Light, ..PLAIN },
    Look { name: "no_color", color: false, ..PLAIN },
    Look { name: "ascii", ascii: true, color: false, ..PLAIN },
];
const SIZES: [(u16, u16); 3] = [SMALL, LARGE, HUGE];

const LANGUAGES: [(&str, Lang); 2] = [("zh", Lang::Zh), ("en", Lang::En)];

#[test]
fn every_screen_in_every_size_and_language() {
    for (code, lang) in LANGUAGES {
        let mut out: Vec<(&str, String)> = screens().map(|[name, ..]| (name, String::new())).collect();
        for size in SIZES {
            walk(&mut robot(lang, size, &PLAIN), |no, robot| {
                let _ = writeln!(out[no].1, "{}x{}\n{}", size.0, size.1, without_head(&robot.screen()));
            });
        }
        for (name, text) in out {
            insta::assert_snapshot!(format!("{name}_{code}"), text);
        }
    }
}

/// No head of a column is cut, in the smallest terminal either.
#[test]
fn no_head_of_a_column_is_cut() {
    const FIRST: [&str; 6] = ["Name ", "Unit ", "No ", "姓名 ", "单位 ", "编号 "];
    for (_, lang) in LANGUAGES {
        for size in [(60, 20), SMALL, (110, 30), LARGE, HUGE] {
            let mut heads = 0;
            walk(&mut robot(lang, size, &PLAIN), |no, robot| {
                let screen = robot.screen();
                for row in
                    screen.lines().filter(|row| FIRST.iter().any(|first| row.trim_start().starts_with(first)))
                {
                    heads += 1;
                    assert!(!row.contains(".."), "{no}: {row}\n{screen}");
                }
            });
            assert!(heads > 10, "{heads}");
        }
    }
}

/// A list tells its amounts in every size, beside a person too; what words there is no room for goes first.
#[test]
fn no_list_loses_its_amounts() {
    for (_, lang) in LANGUAGES {
        for size in [(60, 20), SMALL, (110, 30), LARGE, HUGE] {
            let mut robot = robot(lang, size, &PLAIN);
            let heads = |robot: &Robot, row: usize| robot.screen().lines().nth(row).unwrap().to_owned();
            let amount = lang.pick("标准", "Standard");
            for keys in ["F5", "Right", "Esc F12 Home Enter"] {
                robot.press(keys);
                assert!(heads(&robot, 3).contains(amount), "{size:?} {keys}\n{}", robot.screen());
            }
            robot.press("Esc F7");
            let row = heads(&robot, 3);
            for amount in [lang.pick("慰问金", "Cash"), lang.pick("慰问品", "Goods")] {
                assert!(row.contains(amount), "{size:?} {row}");
            }
            let unit = robot.screen().lines().find(|row| row.contains("驻旗某部二连")).unwrap().to_owned();
            assert!(unit.contains("5,000"), "{size:?} {unit}");
            robot.press("F6");
            let row = heads(&robot, 3);
            for amount in [lang.pick("计划", "Planned"), lang.pick("已发", "Given")] {
                assert!(row.contains(amount), "{size:?} {row}");
            }
        }
    }
}

/// Where more townships are than are shown, marks say on which side.
#[test]
fn townships_out_of_sight_are_marked() {
    let mut robot = robot(Lang::Zh, (60, 20), &PLAIN);
    let row = |robot: &Robot, row: usize| robot.screen().lines().nth(row).unwrap().trim_end().to_owned();
    assert!(row(&robot, 4).ends_with('▾') && !row(&robot, 2).ends_with('▴'), "{}", robot.screen());
    robot.press("Left");
    assert!(row(&robot, 2).ends_with('▴') && !row(&robot, 4).ends_with('▾'), "{}", robot.screen());
    let robot = self::robot(Lang::Zh, SMALL, &PLAIN);
    assert!((2..5).all(|at| !row(&robot, at).ends_with(['▾', '▴'])), "{}", robot.screen());
}

/// The labels of a round's days never run into the days, and no day is cut.
#[test]
fn the_days_of_a_round_stand_apart_from_their_labels() {
    for (_, lang) in LANGUAGES {
        for size in [(60, 20), SMALL, LARGE] {
            let mut robot = robot(lang, size, &PLAIN);
            robot.press("F6");
            for label in [
                lang.pick("开始 ", "Opens "),
                lang.pick("应访至 ", "Until "),
                lang.pick("节日 ", "Holiday "),
                lang.pick("宽限至 ", "Grace "),
            ] {
                robot.shows(label);
            }
            robot.shows(
                &format!("{} 正月十五 元宵", lang.pick("2月24日", "24 Feb"))
                    .replace("24 Feb", if size.0 == 60 { "24 Feb" } else { "24 Feb 2024" }),
            );
        }
    }
}

/// Stands between the parts of a Mongolian name.
const NAME_DOT: char = '·';

/// A look changes colours, never a word: meaning does not rest on colour. What `--ascii` draws itself is ASCII.
#[test]
fn every_look_says_the_same() {
    for (_, lang) in LANGUAGES {
        for size in SIZES {
            walk(&mut robot(lang, size, &PLAIN), |_, robot| {
                let plain = robot.screen();
                for look in &LOOKS {
                    robot.look_as(look.ascii, look.color, look.background);
                    let screen = robot.screen();
                    if look.ascii {
                        let drawn =
                            screen.chars().find(|c| !c.is_ascii() && c.width() != Some(2) && *c != NAME_DOT);
                        assert_eq!(drawn, None, "{screen}");
                    } else {
                        assert_eq!(screen, plain, "{}", look.name);
                    }
                    let foot = screen.lines().rfind(|row| !row.starts_with("[cursor")).unwrap();
                    let last = if lang == Lang::Zh { "F10 全部" } else { "F10 All" };
                    assert!(foot.ends_with(last), "{}: {foot}\n{screen}", look.name);
                    let dim_bar = robot.styled(Modifier::REVERSED.union(Modifier::DIM));
                    assert!(dim_bar.is_empty(), "{} {dim_bar:?}\n{screen}", look.name);
                }
                robot.look_as(PLAIN.ascii, PLAIN.color, PLAIN.background);
            });
        }
    }
}

/// Where each look puts its colours, on the screens that have most of them.
#[test]
fn every_look_has_its_colours() {
    for look in &LOOKS {
        let mut out = String::new();
        walk(&mut robot(Lang::Zh, SMALL, look), |no, robot| {
            let [name, ..] = screens().nth(no).unwrap();
            if ["township", "search", "last_look", "unmask", "due", "menu"].contains(&name) {
                let text = if look.ascii { robot.screen() } else { String::new() };
                let _ = writeln!(out, "{name}\n{text}\n{}", robot.looks().join("\n"));
            }
        });
        assert!(look.color || !["Red", "Yellow", "Blue"].iter().any(|color| out.contains(color)));
        insta::assert_snapshot!(format!("look_{}", look.name), out);
    }
}
