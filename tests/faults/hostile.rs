//! Every control, format, line and paragraph separator in every argument and in file names: refused, or shown
//! as its code point; never raw.

use std::thread;

use unicode_general_category::{GeneralCategory, get_general_category};

use super::house::{House, SPRING, name};
use super::long;
use crate::support::program::{Run, finished};

/// Whether a terminal may act on it instead of showing it.
pub(super) fn is_hostile(c: char) -> bool {
    matches!(
        get_general_category(c),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    )
}

/// All of them but NUL, which no argument can hold.
pub(super) fn hostile() -> Vec<char> {
    ('\u{1}'..=char::MAX).filter(|c| is_hostile(*c)).collect()
}

pub(super) fn assert_clean(run: &Run, what: &str) {
    for printed in [&run.out, &run.err] {
        let raw = printed.chars().find(|c| is_hostile(*c) && *c != '\n');
        assert_eq!(raw, None, "{what}: {run:?}");
    }
}

#[test]
fn no_argument_brings_a_hostile_character_into_the_register_or_to_the_terminal() {
    const FIELDS: [&str; 7] = ["--note", "--needs", "--by", "--proxy", "--relation", "--goods", "--override"];
    let house = House::new(1);
    let all = hostile();
    assert!(all.len() > 200, "{}", all.len());
    let chunk = all.len().div_ceil(4);
    thread::scope(|scope| {
        for (part, some) in all.chunks(chunk).enumerate() {
            let house = &house;
            scope.spawn(move || {
                for (n, c) in some.iter().enumerate() {
                    let said = format!("好{c}的");
                    for (at, field) in FIELDS.iter().enumerate() {
                        // The quick form takes every character with one field, and every field often.
                        if !long() && at != (part * chunk + n) % FIELDS.len() {
                            continue;
                        }
                        let person = name(0);
                        let mut line = vec!["record", &person, "--round", SPRING, field, &said];
                        if *field == "--goods" {
                            line.extend(["--value", "1"]);
                        }
                        if *field == "--relation" {
                            line.extend(["--proxy", "某"]);
                        }
                        let run = finished(&mut house.command(&line));
                        let what = format!("U+{:04X} in {field}", u32::from(*c));
                        assert_eq!(run.status, 65, "{what}: {run:?}");
                        assert_clean(&run, &what);
                    }
                }
            });
        }
    });
    assert!(house.ledger().is_empty());
}

#[test]
fn no_file_name_brings_a_hostile_character_to_the_terminal() {
    let house = House::new(1);
    let all = hostile();
    // Several in one name: each must come out as its code point.
    for some in all.chunks(if long() { 1 } else { 12 }) {
        let bad: String = some.iter().collect();
        let place = house.folder.path().join(format!("x{bad}"));
        let db = place.join("r.db");
        let (place, db) = (place.to_str().unwrap(), db.to_str().unwrap());
        for line in [
            &["--db", db, "due"][..],
            &["--db", db, "--json", "init"],
            &["--db", db, "init"],
            &["--db", db, "backup"],
            &["backup", "--json", "--to", place],
            &["restore", place],
            &["restore", &format!("{place}.db")],
            &["reverse", &bad, "--reason", &bad],
            &["find", &bad],
        ] {
            assert_clean(&finished(&mut house.command(line)), &format!("{line:?}"));
        }
    }
}
