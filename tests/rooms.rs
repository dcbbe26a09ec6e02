//! Protects the house: which room may call which, who names which crate, and how long a file may get.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms and the rooms they may call, as the map in `lib.rs` says.
const ARROWS: &[(&str, &[&str])] = &[
    ("app", &["domain", "ui", "lang"]),
    ("cli", &["run", "store", "exchange", "sample", "app", "domain", "lang", "term", "clock", "ui"]),
    ("clock", &["domain"]),
    ("domain", &[]),
    ("exchange", &["store", "tabular", "domain"]),
    ("lang", &["domain"]),
    ("run", &["term", "store", "app", "ui", "domain", "clock", "exchange", "lang"]),
    ("sample", &["domain"]),
    ("store", &["domain"]),
    ("tabular", &["domain"]),
    ("term", &["ui"]),
    ("ui", &["domain"]),
];

/// Rooms that `app/testing`, which is compiled for tests only, may call besides.
const ROBOT: &[&str] = &["store", "run", "sample", "exchange", "clock"];

/// Crates and the only rooms that may name them.
const OWNED: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("crossterm", &["term"]),
    ("signal_hook", &["term"]),
    ("calamine", &["tabular"]),
    ("clap", &["cli"]),
];

/// Lines at most; a longer file is more than one thing.
const LONGEST: usize = 400;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            let owner = name.split(['/', '.']).next().unwrap().to_owned();
            (owner, name, fs::read_to_string(path).unwrap())
        })
        .filter(|(room, ..)| room != "main" && room != "lib")
        .collect()
}

/// The code of a file without its comments.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_arrow_between_rooms_is_allowed() {
    for (room, name, text) in sources() {
        let allowed =
            ARROWS.iter().find(|(from, _)| *from == room).unwrap_or_else(|| panic!("{name}: no such room")).1;
        for part in code(&text).split("crate::").skip(1) {
            let to: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            // The robot of the screens' tests drives the app over a real register.
            let robot = name.starts_with("app/testing/") && ROBOT.contains(&to.as_str());
            assert!(to == room || allowed.contains(&to.as_str()) || robot, "{name} calls {to}");
        }
    }
}

#[test]
fn a_crate_is_named_in_its_own_room_only() {
    for (room, name, text) in sources() {
        for (crate_name, rooms) in OWNED {
            let named = code(&text).contains(&format!("{crate_name}::"));
            assert!(!named || rooms.contains(&room.as_str()), "{name} names {crate_name}");
        }
    }
}

#[test]
fn no_file_is_more_than_one_thing() {
    for (_, name, text) in sources() {
        // Tests stand at the foot of a file and do not make it more than one thing.
        let lines = text.lines().take_while(|line| *line != "mod tests {").count();
        assert!(lines <= LONGEST, "{name} has {lines} lines");
    }
}

#[test]
fn the_register_is_reached_through_the_store_alone() {
    for (room, name, text) in sources() {
        if room != "store" {
            assert!(!text.contains("SELECT ") && !text.contains("INSERT INTO"), "{name} holds SQL");
        }
    }
}
