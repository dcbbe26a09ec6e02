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
    let (_, text) = text.split_once("LIBSQLITE3_FLAGS = \"\"\"").unwrap();
    let (flags, _) = text.split_once("\"\"\"").unwrap();
    flags
        .split_whitespace()
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
    let is_room = |name: &str| {
        let place = root.join("src").join(name);
        place.is_dir() || place.with_extension("rs").is_file()
    };
    let is_crate = |name: &str| {
        // The standard library, and what it is built with.
        ["core", "alloc", "std", "gimli", "addr2line", "rustc_demangle", "miniz_oxide"].contains(&name)
            || [name.to_owned(), name.replace('_', "-")]
                .iter()
                .any(|name| lock.contains(&format!("name = \"{name}\"\n")))
    };
    let patterns: Vec<&str> =
        layout.split("*(.text._R").skip(1).filter_map(|rest| rest.split("*)").next()).collect();
    assert!(patterns.len() > 100, "{patterns:?}");
    let mut rooms = 0;
    for pattern in patterns {
        // A crate is `Cs`, its number, and behind an underscore its name; the modules follow.
        for path in pattern.split("?_").skip(1) {
            match whole_words(path).as_slice() {
                ["muster", module, ..] => {
                    rooms += 1;
                    assert!(is_room(module), "{pattern}: {module} is gone");
                }
                [name, ..] => assert!(*name == "muster" || is_crate(name), "{pattern}: {name} is gone"),
                [] => {}
            }
        }
    }
    assert!(rooms > 30, "{rooms}");
}

/// The words of a mangled name that stand there whole, each behind its length.
fn whole_words(mut name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    loop {
        let digits = name.chars().take_while(char::is_ascii_digit).count();
        let Ok(length) = name[..digits].parse::<usize>() else { return words };
        let Some(word) = name[digits..].get(..length) else { return words };
        words.push(word);
        name = &name[digits + length..];
    }
}
