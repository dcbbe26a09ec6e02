//! Hostile characters in every text of the register, in every file name, and typed into every field: none
//! reaches the terminal raw, on any screen, in any command's output, in either language.

use std::fs;

use super::hostile::{assert_clean, hostile, is_hostile};
use super::house::{BY, House, SPRING};
use super::long;
use super::rich::{rich, richer};
use super::texts::{self, TEXTS};
use crate::support::program::{TODAY, finished};
use crate::support::pty::Pty;

/// Characters put into one text, so that they are within the width of a screen.
const EACH: usize = 20;

/// What a program that keeps no rule may have left in a register.
fn poisoned() -> (House, Vec<String>) {
    let house = richer();
    let mut all = hostile();
    all.push('\0');
    let parts: Vec<String> = all.chunks(EACH).map(|part| part.iter().collect()).collect();
    texts::change(&house.path, move |place, n, text| {
        let part = &parts[n % parts.len()];
        let first = text.chars().next().map_or(0, char::len_utf8);
        // Names are looked up by their first character.
        let (before, behind) = text.split_at(if place == "recipient.name" { first } else { 0 });
        [before, part, behind].concat()
    });
    let conn = rusqlite::Connection::open(&house.path).unwrap();
    let ids = conn
        .prepare("SELECT id FROM recipient ORDER BY local_id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    (house, ids)
}

#[test]
fn no_command_prints_a_hostile_character_of_the_register() {
    let (house, people) = poisoned();
    let folder = house.folder.path().to_str().unwrap();
    let mut lines = texts::reading();
    lines.extend(
        [
            &["find", "138"][..],
            &["show", "人"],
            &["keys"],
            &["restore", folder],
            &["import", folder],
            &["reverse", "人", "--reason", "错"],
        ]
        .map(<[&str]>::to_vec),
    );
    for id in &people {
        lines.push(vec!["show", id]);
        lines.push([&["record", id, "--round", SPRING], &BY[..]].concat());
    }
    for (n, line) in lines.into_iter().enumerate() {
        for more in texts::forms(n) {
            let mut run = finished(house.command(&line).args(more));
            if line.contains(&"csv") {
                // Its own mark and line ends, by which spreadsheets know it.
                run.out = run.out.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            }
            assert_clean(&run, &format!("{line:?} {more:?}"));
            // Something was there to print.
            assert!(run.out.len() + run.err.len() > 0, "{line:?} {more:?}");
        }
    }
}

/// What was written to the terminal without the program's own sequences. Any other sequence stays, and its
/// escape with it.
pub(super) fn without_own_sequences(log: &[u8]) -> String {
    // ESC M moves the rows of a list down.
    let text = String::from_utf8(log.to_vec()).unwrap().replace("\x1bM", "");
    let mut rest = text.as_str();
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once("\x1b[") {
        out.push_str(before);
        let end = after.find(|c: char| ('@'..='~').contains(&c)).unwrap();
        let inner = &after[..end];
        assert!(
            inner.chars().all(|c| matches!(c, '0'..='9' | ';' | '?' | ':')),
            "an odd sequence: {inner:?}"
        );
        rest = &after[end + 1..];
    }
    out + rest
}

fn assert_screens_clean(pty: &Pty, what: &str) {
    let written = without_own_sequences(&pty.log());
    let raw = written.chars().find(|c| is_hostile(*c) && !matches!(c, '\r' | '\n'));
    assert_eq!(raw, None, "{what}");
}

/// Files whose names hold every hostile character, where rosters are chosen from.
fn hostile_files(house: &House) {
    for (n, c) in hostile().into_iter().enumerate() {
        fs::write(house.folder.path().join(format!("{n}x{c}y.csv")), "姓名\n").unwrap();
    }
}

pub(super) fn start(house: &House, lang: &str, size: (u16, u16)) -> Pty {
    let home = house.folder.path().to_str().unwrap();
    let env = [("HOME", home), ("MUSTER_DB", house.path.to_str().unwrap()), ("MUSTER_LANG", lang)];
    Pty::muster(&["--today", TODAY], &env, size)
}

/// Presses keys one after another, each answered before the next.
pub(super) fn press(pty: &mut Pty, names: &str) {
    for name in names.split_whitespace() {
        pty.keys(name);
        let frames = pty.frames();
        pty.keys("ctrl+l");
        pty.wait_frames(frames + 1);
        // Ctrl-L came too soon behind a key that does something for good: that one is let go, and pressed again, alone.
        let asked = ["请松开按键再按一次", "Let go of the key", "；请再按一次", "; press "];
        let screen = pty.screen();
        let let_go = asked.map(|said| (said, screen.contains(said)));
        for (said, _) in let_go.into_iter().filter(|(_, shown)| *shown) {
            super::hands::pause(1_800);
            pty.keys(name);
            pty.wait_gone(said);
        }
    }
}

#[test]
fn no_screen_shows_a_hostile_character_of_the_register_or_of_a_file_name() {
    let (house, people) = poisoned();
    hostile_files(&house);
    let forms = [("zh", (120, 40)), ("en", (200, 60))];
    for (lang, size) in forms.into_iter().take(if long() { 2 } else { 1 }) {
        let mut pty = start(&house, lang, size);
        pty.wait_frames(1);
        for n in 0..people.len() {
            // The quick form opens everybody, the form of recording for half of them, every form for a few.
            press(&mut pty, "enter");
            if long() || n % 2 == 0 {
                press(&mut pty, "F2");
            }
            if long() || n % 8 == 0 {
                press(&mut pty, "esc tab tab F3 esc ctrl+d esc F2 esc F2 enter");
            }
            press(&mut pty, "esc esc esc esc down");
        }
        press(&mut pty, "F1 esc F3 esc F5 down down enter esc tab down esc F7 down down enter esc right esc");
        press(&mut pty, "F9 tab down enter esc tab esc F6 down enter F6 F3 esc F2 esc esc F8");
        for _ in 0..hostile().len() / 20 {
            press(&mut pty, "pgdn");
        }
        press(&mut pty, "home down enter esc esc esc / F1 esc esc");
        assert_screens_clean(&pty, lang);
        pty.keys("ctrl+q enter");
        assert_eq!(pty.exit(), 0, "{}", pty.screen());
    }
}

#[test]
fn nothing_typed_or_pasted_into_a_field_comes_back_raw() {
    let house = rich();
    let mut pty = start(&house, "zh", (120, 40));
    pty.wait_for("桑根达来镇");
    let all = hostile();
    let mut turn = 0;
    let mut fill = |pty: &mut Pty, fields: usize| {
        for _ in 0..fields {
            // The quick form takes other characters for every field.
            let parts: Vec<&[char]> = all.chunks(EACH).collect();
            let parts = if long() { parts } else { vec![parts[turn % parts.len()]] };
            turn += 1;
            for part in parts {
                pty.paste(&part.iter().flat_map(|c| [*c, '好']).collect::<String>());
                // Typed, without what is a key of its own or begins one.
                pty.text(&part.iter().filter(|c| **c > '\u{9f}').collect::<String>());
            }
            press(pty, "tab");
        }
    };
    press(&mut pty, "/");
    fill(&mut pty, 1);
    press(&mut pty, "esc esc F3");
    fill(&mut pty, 3);
    press(&mut pty, "esc F2");
    fill(&mut pty, 10);
    press(&mut pty, "enter ctrl+x enter esc esc enter F3");
    fill(&mut pty, 5);
    press(&mut pty, "enter esc enter esc esc enter ctrl+d");
    fill(&mut pty, 3);
    press(&mut pty, "enter esc esc esc enter ctrl+u");
    fill(&mut pty, 1);
    press(&mut pty, "enter esc esc esc F6 F2");
    fill(&mut pty, 8);
    press(&mut pty, "enter esc esc esc esc F7 del");
    fill(&mut pty, 1);
    press(&mut pty, "esc esc esc esc");
    assert_screens_clean(&pty, "typed");
    pty.signal("TERM");
    assert_eq!(pty.exit(), 143);
    let conn = rusqlite::Connection::open(&house.path).unwrap();
    for (table, columns) in TEXTS {
        for column in columns {
            let mut texts = conn.prepare(&format!("SELECT {column} FROM {table}")).unwrap();
            let texts = texts.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
            for text in texts.filter_map(Result::unwrap) {
                assert!(!text.chars().any(is_hostile), "{table}.{column}: {text:?}");
            }
        }
    }
}
