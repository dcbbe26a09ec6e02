//! Protects how the program is built: what `.cargo/config.toml` says of SQLite must have arrived, and what it says may
//! only make SQLite smaller and faster. What SQLite does is set by pragmas where a register is opened.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

fn compile_options() -> Vec<String> {
    let conn = Connection::open_in_memory().unwrap();
    let mut statement = conn.prepare("PRAGMA compile_options").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn flags() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".cargo/config.toml");
    let text = fs::read_to_string(path).unwrap();
    text.split_whitespace()
        .filter(|word| word.starts_with("-D") || word.starts_with("-U"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn sqlite_is_built_as_the_repository_says() {
    let options = compile_options();
    let hint = "run cargo inside the repository, so that it reads .cargo/config.toml";
    for flag in flags() {
        let (sign, name) = flag.split_at(2);
        let name = name.trim_start_matches("SQLITE_");
        match sign {
            // SQLite does not list this one; that the others arrived shows that it did.
            "-D" if name == "HAVE_FDATASYNC" => {}
            "-D" => assert!(options.iter().any(|option| option == name), "{name} is not set: {hint}"),
            _ => {
                let there = options.iter().any(|option| option.split('=').next() == Some(name));
                assert!(!there, "{name} is built in: {hint}");
            }
        }
    }
}

/// A register must behave the same under an SQLite that was built otherwise.
#[test]
fn no_build_flag_changes_what_sqlite_does() {
    // What is left out is called by nobody here: it makes statements and the program smaller.
    let harmless = [
        "HAVE_FDATASYNC",
        "SQLITE_DEFAULT_MEMSTATUS=0",
        "SQLITE_OMIT_DECLTYPE",
        "SQLITE_OMIT_DEPRECATED",
        "SQLITE_OMIT_LOAD_EXTENSION",
        "SQLITE_OMIT_SHARED_CACHE",
        "SQLITE_UNTESTABLE",
    ];
    for flag in flags().iter().filter_map(|flag| flag.strip_prefix("-D")) {
        assert!(
            harmless.contains(&flag),
            "{flag} may change behaviour: set a pragma where a register is opened"
        );
    }
}

/// A name that nothing bears any more would lay out nothing, and nobody would see it.
#[test]
fn the_layout_names_rooms_and_crates_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let layout = fs::read_to_string(root.join(".cargo/layout.ld")).unwrap();
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    let patterns: Vec<&str> =
        layout.split("*(.text._").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(patterns.len() > 20, "{patterns:?}");
    // Of the standard library, or functions of a room.
    let known = ["sync", "mpmc", "thread", "scoped", "perform", "run", "with_arguments", "output"];
    let of_std = ["gimli", "addr", "line", "rustc_demangle", "miniz_oxide"];
    for pattern in patterns {
        let mut place = root.join("src");
        for word in pattern.split(|c: char| !c.is_ascii_lowercase() && c != '_').filter(|word| word.len() > 2)
        {
            let (folder, file) = (place.join(word), place.join(format!("{word}.rs")));
            let is_crate = lock.contains(&format!("name = \"{}\"", word.replace('_', "-")))
                || lock.contains(&format!("name = \"{word}\""));
            match word {
                "muster" => {}
                _ if folder.is_dir() => place = folder,
                word if known.contains(&word) || of_std.contains(&word) => {}
                _ => assert!(file.is_file() || is_crate, "{pattern}: {word} is gone"),
            }
        }
    }
}
