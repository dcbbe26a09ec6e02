//! Protects the price of an addition: how many existing files it makes somebody edit, as the table "What an addition
//! costs" of `src/architecture.md` says. Each is counted on the things of that kind that are there.

use std::collections::BTreeSet;

use super::imports::{self, Source};
use super::map;
use crate::support::program::Program;

/// How many existing files the map says that `thing` edits.
fn promised(thing: &str) -> usize {
    let rows = map::table("What an addition costs");
    let row =
        rows.iter().find(|row| row[0] == thing).unwrap_or_else(|| panic!("the map says nothing of {thing}"));
    row[1].parse().unwrap()
}

/// The files, tests left out, whose code contains `part`.
fn naming<'a>(sources: &'a [Source], part: &str) -> Vec<&'a str> {
    let named = sources.iter().filter(|source| !source.is_test() && source.code.contains(part));
    named.map(|source| source.name.as_str()).collect()
}

/// A screen is its folder and its line in the list of screens: no other file imports anything of it.
#[test]
fn a_screen_edits_one_existing_file() {
    let sources = imports::sources();
    let graph = imports::graph(&sources);
    let screens: BTreeSet<&str> = sources
        .iter()
        .filter(|source| source.name.starts_with("app/screens/") && source.name.ends_with("/keys.rs"))
        .map(Source::folder)
        .collect();
    assert!(screens.len() >= 12, "{screens:?}");
    for screen in screens {
        let own = |at: usize| sources[at].name.starts_with(&format!("{screen}/"));
        let importers: Vec<&str> = (0..sources.len())
            .filter(|at| !own(*at) && !sources[*at].is_test() && graph[*at].iter().any(|to| own(*to)))
            .map(|at| sources[at].name.as_str())
            .collect();
        assert_eq!(importers, ["app/screens/mod.rs"], "{screen}");
        assert_eq!(importers.len(), promised("a screen"));
    }
}

/// A command is its file and its lines in the list of commands: no other file names its arguments or holds its
/// name as a text.
#[test]
fn a_command_edits_one_existing_file() {
    let sources = imports::sources();
    let commands = commands(&Program::new(), "en");
    assert!(commands.len() >= 16, "{commands:?}");
    // A family stands in the file of its name; an action of it that has a file of its own, in one whose name begins so.
    let is_family = |module: &str| {
        let of = |source: &&Source| source.name == format!("cli/{module}.rs");
        sources.iter().find(of).is_some_and(|source| source.code.contains("impl Family for "))
    };
    let families: Vec<String> = commands
        .iter()
        .map(|(command, _)| command.replace('-', "_"))
        .filter(|name| is_family(name))
        .collect();
    assert!(families.len() >= 8, "{families:?}");
    for (command, _) in &commands {
        let module = command.replace('-', "_");
        let listed = naming(&sources, &format!("of::<{module}::"));
        assert_eq!(listed, ["cli/mod.rs"]);
        assert_eq!(listed.len(), promised("a command"));
        let mut own = naming(&sources, &format!("NAME: &'static str = \"{command}\""));
        // An action of a family may bear the name of a command.
        own.retain(|file| !families.iter().any(|family| file.starts_with(&format!("cli/{family}_"))));
        assert!(
            matches!(own[..], [file] if file.starts_with(&format!("cli/{module}"))),
            "{command}: {own:?}"
        );
    }
}

/// A write is its variant, its arm in the dispatch, and its operation: whoever asks for it names it, nobody else.
#[test]
fn a_write_edits_two_existing_files() {
    let sources = imports::sources();
    let ops = sources.iter().find(|source| source.name == "domain/op.rs").unwrap();
    let (_, below) = ops.code.split_once("pub enum Op {").unwrap();
    let variants: Vec<&str> = below
        .split("\n}")
        .next()
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase)))
        .map(|line| line.split(|c: char| !c.is_alphanumeric()).next().unwrap())
        .collect();
    assert!(variants.len() >= 10, "{variants:?}");
    // Whoever asks for a write names that one; a file that names most of them must be edited for each new one.
    let edited: Vec<&str> = sources
        .iter()
        .filter(|source| !source.is_test() && source.name != ops.name)
        .filter(|source| {
            let named = variants.iter().filter(|variant| source.code.contains(&format!("Op::{variant}")));
            named.count() * 2 > variants.len()
        })
        .map(|source| source.name.as_str())
        .collect();
    assert_eq!(edited, ["store/mod.rs"], "besides domain/op.rs");
    assert_eq!(1 + edited.len(), promised("a write"));
}

/// A kind of work, or what one tells, is its line in a table: every other file names a few of them at most, for what is told of
/// these alone.
#[test]
fn a_kind_of_work_edits_one_existing_file() {
    let sources = imports::sources();
    for (file, table, of) in
        [("domain/work/kind.rs", "\nkinds! {", "WorkKind"), ("domain/work/field.rs", "\nfields! {", "Field")]
    {
        let listed = sources.iter().find(|source| source.name == file).unwrap();
        let (_, rows) = listed.code.split_once(table).unwrap();
        let rows = rows.split("\n}").next().unwrap().lines();
        let names: Vec<&str> = rows.filter_map(|line| Some(line.trim().split_once(" = ")?.0)).collect();
        assert!(names.len() >= 20, "{names:?}");
        for source in sources.iter().filter(|source| !source.is_test() && source.name != file) {
            let told = names.iter().filter(|name| source.code.contains(&format!("{of}::{name}"))).count();
            assert!(told * 3 <= names.len() * 2, "{} names {told} of {}", source.name, names.len());
        }
    }
    assert_eq!(promised("a kind of work"), 1);
}

/// A setting is its row: its key is a text of no other file, in code or in SQL that is compiled in, but for the rule of
/// the ledger that the database itself enforces.
#[test]
fn a_setting_edits_one_existing_file() {
    let sources = imports::sources();
    let table = sources.iter().find(|source| source.name == "domain/setting.rs").unwrap();
    let keys: Vec<&str> = table
        .code
        .lines()
        .filter_map(|line| line.trim().strip_prefix("key: \"")?.split('"').next())
        .collect();
    assert!(!keys.is_empty(), "no row in domain/setting.rs");
    for key in keys {
        let edited = naming(&sources, &format!("\"{key}\""));
        assert_eq!(edited, ["domain/setting.rs"]);
        assert_eq!(edited.len(), promised("a setting"));
    }
}

/// A text is one line, with both languages on it, in the one file that shows it: no file of texts is imported by more
/// than its own folder, but for those in `lang`, which belong to no screen and no command.
#[test]
fn a_text_edits_one_existing_file() {
    let sources = imports::sources();
    let graph = imports::graph(&sources);
    let mut count = 0;
    for (at, source) in sources.iter().enumerate() {
        if !source.name.ends_with("/texts.rs") || source.room() == "lang" {
            continue;
        }
        count += 1;
        for (other, importer) in sources.iter().enumerate() {
            let own = importer.name.starts_with(&format!("{}/", source.folder()));
            assert!(own || !graph[other].contains(&at), "{} reads {}", importer.name, source.name);
        }
    }
    assert!(count >= 10, "{count} files of texts");
    assert_eq!(promised("a text"), 1);
}

/// Every file that the map names is there.
#[test]
fn the_map_names_files_that_are_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("src/architecture.md")).unwrap();
    for name in map::names(&text) {
        let is_file = name.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "rs" | "md" | "sql"));
        if is_file && name.contains('/') && !name.contains("NAME") {
            assert!(root.join(&name).exists() || root.join("src").join(&name).exists(), "there is no {name}");
        }
    }
}

/// The commands in the order of the help, each with what it does.
pub fn commands(program: &Program, lang: &str) -> Vec<(String, String)> {
    listed(&program.run(&["--help", "--lang", lang]).out)
}

/// The commands that a help lists, each with what it does.
pub fn listed(help: &str) -> Vec<(String, String)> {
    let lines = help.lines().skip_while(|line| !matches!(*line, "Commands:" | "命令：")).skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    lines
        .map(|line| line.trim().split_once("  ").unwrap())
        .map(|(name, about)| (name.into(), about.trim().into()))
        .collect()
}
