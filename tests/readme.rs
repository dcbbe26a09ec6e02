//! Protects the README: its keys are the keymap's and its commands those of the help, in both languages, and both
//! name the same two commands of cargo.

use std::fs;

use muster::app::screens;
use muster::lang::Lang;
use muster::ui::text::width;

use crate::house::additions::{commands, listed};
use crate::support::program::Program;

/// Columns of a line of the README.
const WIDTH: usize = 118;
/// Where what a command does begins, if the command itself leaves room.
const ABOUT_AT: usize = 38;

fn block(text: &str, name: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let begin = text.find(&open).unwrap() + open.len();
    text[begin..].split(&close).next().unwrap().to_owned()
}

fn replace(text: &str, name: &str, new: &str) -> String {
    text.replace(&format!("<!-- {name} -->\n{}", block(text, name)), &format!("<!-- {name} -->\n{new}"))
}

/// Compares a block of a README with what it should be, or with `MUSTER_BLESS` writes it.
pub(crate) fn hold(file: &str, name: &str, new: &str) -> String {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap();
    #[expect(clippy::disallowed_methods, reason = "how the README is brought up to date")]
    if std::env::var("MUSTER_BLESS").is_ok() {
        fs::write(&path, replace(&text, name, new)).unwrap();
    } else {
        assert_eq!(block(&text, name), new, "{file}: run the tests once with MUSTER_BLESS=1");
    }
    text
}

#[test]
fn the_readme_is_what_the_program_says() {
    let program = Program::new();
    for (file, tag, lang) in [("README.md", "en", Lang::En), ("README.zh-CN.md", "zh", Lang::Zh)] {
        hold(file, "keys", &format!("\n{}\n", screens::keymap().markdown(lang).trim_end()));
        let text = hold(file, "commands", &format!("\n```\n{}```\n\n", synopsis(&program, tag)));
        assert!(text.contains("cargo run --release -- demo") && text.contains("\ncargo test "));
    }
}

/// Every command with its arguments and what it does, from the helps.
fn synopsis(program: &Program, lang: &str) -> String {
    let every = options(&program.run(&["--help", "--lang", lang]).out);
    let globals: Vec<String> = every.iter().filter_map(|option| bracketed(option, &[])).collect();
    let command = if lang == "zh" { "[命令]" } else { "[COMMAND]" };
    let mut out = wrapped(&format!("muster {} {command}", globals.join(" ")));
    out.push('\n');
    let mut all = Vec::new();
    for (command, about) in commands(program, lang) {
        let help = program.run(&[&command, "--help", "--lang", lang]).out;
        let actions = listed(&help);
        all.extend(
            actions.iter().map(|(action, about)| (vec![command.clone(), action.clone()], about.clone())),
        );
        if actions.is_empty() {
            all.push((vec![command], about));
        }
    }
    for (path, about) in all {
        let line: Vec<&str> = path.iter().map(String::as_str).chain(["--help", "--lang", lang]).collect();
        let help = program.run(&line).out;
        // What it does may name a command too.
        let is_usage = |line: &&str| line.starts_with("Usage") || line.starts_with("用法");
        let usage = help.lines().find(is_usage).unwrap();
        let last = path.last().unwrap();
        let required: Vec<&str> = usage.split(' ').skip_while(|word| word != last).skip(1).collect();
        let before = std::iter::once("").chain(required.iter().copied());
        let values = required.iter().zip(before).filter(|(word, _)| word.contains('<'));
        let positional = values.filter(|(_, before)| !before.starts_with("--")).map(|(word, _)| word);
        let mut words: Vec<String> = vec!["muster".into()];
        words.extend(path);
        words.extend(positional.map(|word| word.replace(['<', '>'], "")));
        // Behind the options, which have their own lines, stands what may be left out.
        words.extend(
            required.iter().skip(1).filter(|word| word.starts_with('[')).map(|word| (*word).to_owned()),
        );
        let own = options(&help).into_iter().filter(|option| !every.contains(option));
        words.extend(own.filter_map(|option| bracketed(&option, &required)));
        let line = words.join(" ");
        let line = match ABOUT_AT.checked_sub(width(&line) + 1) {
            Some(room) => format!("{line}{} ", " ".repeat(room)),
            None => wrapped(&line) + &" ".repeat(ABOUT_AT),
        };
        out = out + &line + &about + "\n";
    }
    out
}

/// The options of a help as it names them: `--round <ROUND>`.
fn options(help: &str) -> Vec<String> {
    // A text that goes on behind its line's end may begin with a dash too.
    let is_option = |line: &&str| {
        line.strip_prefix('-')
            .is_some_and(|rest| rest.starts_with(|c: char| c == '-' || c.is_ascii_alphabetic()))
    };
    let lines = help.lines().map(str::trim_start).filter(is_option);
    let named = lines.map(|line| line.split_once("  ").map_or(line, |(option, _)| option));
    named.map(|option| option.rsplit(", ").next().unwrap().to_owned()).collect()
}

/// An option in brackets, unless it is required; help and version are left out.
fn bracketed(option: &str, required: &[&str]) -> Option<String> {
    let name = option.split(' ').next()?;
    let plain = option.replace(['<', '>'], "");
    match name {
        "--help" | "--version" => None,
        _ if required.contains(&name) => Some(plain),
        _ => Some(format!("[{plain}]")),
    }
}

/// A line broken between words where it is too long, its later parts indented.
fn wrapped(line: &str) -> String {
    let mut out = String::new();
    let mut filled = 0;
    for word in line.split_inclusive(' ') {
        if filled + width(word.trim_end()) > WIDTH {
            out = format!("{}\n{}", out.trim_end(), " ".repeat(14));
            filled = 14;
        }
        out.push_str(word);
        filled += width(word);
    }
    out + "\n"
}
