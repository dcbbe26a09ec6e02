//! Protects the price of an addition: how many existing files it makes somebody edit.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::program::Program;

/// Every source file below a folder, with its path inside `src` and its text.
fn sources(folder: &Path, into: &mut Vec<(String, String)>) {
    let root = format!("{}/src/", env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.to_str().unwrap().strip_prefix(&root).unwrap().to_owned();
            into.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// A command is its file and its lines in the list of commands: no other file names its arguments or holds its
/// name as a text, so that a new one edits `cli/mod.rs` only.
#[test]
fn a_command_edits_one_existing_file() {
    let mut files = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    let commands = commands(&Program::new(), "en");
    assert!(commands.len() >= 16, "{commands:?}");
    for (command, _) in commands {
        let (arguments, name) = (format!("{command}::Args"), format!("NAME: &'static str = \"{command}\""));
        let naming = |part: &str| -> Vec<&str> {
            files.iter().filter(|(_, text)| text.contains(part)).map(|(file, _)| file.as_str()).collect()
        };
        assert_eq!(naming(&arguments), ["cli/mod.rs"]);
        let own = naming(&name);
        assert!(
            matches!(own[..], [file] if file.starts_with(&format!("cli/{command}"))),
            "{command}: {own:?}"
        );
    }
}

/// The commands in the order of the help, each with what it does.
pub fn commands(program: &Program, lang: &str) -> Vec<(String, String)> {
    let help = program.run(&["--help", "--lang", lang]).out;
    let lines = help.lines().skip_while(|line| !matches!(*line, "Commands:" | "命令:")).skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    lines
        .map(|line| line.trim().split_once("  ").unwrap())
        .map(|(name, about)| (name.into(), about.trim().into()))
        .collect()
}
