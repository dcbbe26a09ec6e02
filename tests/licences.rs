//! Protects the notice that travels with the program: it names every crate that is part of it, as `Cargo.lock` has
//! them, with what their licences ask to be kept. `MUSTER_BLESS=1 cargo test licences` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::program::Program;

/// For what the program is built; as in `.deny.toml`.
const TARGETS: [&str; 3] =
    ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-unknown-linux-musl"];
/// Licences among which a crate lets choose, the one that is taken first.
const CHOSEN: [&str; 3] = ["MIT", "Apache-2.0", "Zlib"];
/// What stands beside the choice, for data from elsewhere.
const BESIDE: [&str; 2] = ["BSD-3-Clause", "Unicode-3.0"];
/// Where the text of a licence stands as its authors wrote it: crate and file.
const TEXTS: [(&str, &str, &str); 4] = [
    ("MIT", "rusqlite", "LICENSE"),
    ("Zlib", "foldhash", "LICENSE"),
    ("BSD-3-Clause", "encoding_rs", "LICENSE-WHATWG"),
    ("Unicode-3.0", "unicode-ident", "LICENSE-UNICODE"),
];

/// A crate that is part of the program.
struct Part {
    name: String,
    version: String,
    licences: Vec<&'static str>,
    holders: BTreeSet<String>,
    folder: String,
}

/// What cargo knows, from what is on this machine.
fn metadata() -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    for target in TARGETS {
        cargo.args(["--filter-platform", target]);
    }
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The crates that are part of the program, by name and version: those that are compiled into it, and those whose tables
/// its build script writes; not what tests need.
fn parts(metadata: &Value) -> BTreeMap<(String, String), Part> {
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
    let mut wanted = vec![text(&metadata["resolve"]["root"])];
    let mut seen = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if !seen.insert(id) {
            continue;
        }
        let root = id == text(&metadata["resolve"]["root"]);
        let part = |dep: &&Value| {
            list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null() || root && kind["kind"] == "build")
        };
        wanted.extend(list(&nodes[id]["deps"]).filter(part).map(|dep| text(&dep["pkg"])));
    }
    let packages = list(&metadata["packages"]).filter(|package| seen.contains(text(&package["id"])));
    packages
        .filter(|package| text(&package["name"]) != "muster")
        .map(|package| {
            let (name, version) = (text(&package["name"]).to_owned(), text(&package["version"]).to_owned());
            let folder =
                Path::new(text(&package["manifest_path"])).parent().unwrap().to_str().unwrap().to_owned();
            let licences = chosen(&name, text(&package["license"]));
            let mut holders = holders(&folder);
            if holders.is_empty() {
                holders = list(&package["authors"]).map(|author| bare(text(author))).collect();
            }
            if holders.is_empty() {
                holders.insert(format!("the authors of {name}"));
            }
            let part = Part { name: name.clone(), version: version.clone(), licences, holders, folder };
            ((name, version), part)
        })
        .collect()
}

/// Under which licences a crate is part of the program.
fn chosen(name: &str, expression: &str) -> Vec<&'static str> {
    let words: Vec<&str> = expression
        .split(|c: char| c.is_whitespace() || "/()".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let one = CHOSEN.into_iter().find(|licence| words.contains(licence));
    let mut all = vec![one.unwrap_or_else(|| panic!("{name}: {expression}"))];
    all.extend(BESIDE.into_iter().filter(|licence| words.contains(licence)));
    all
}

/// The lines in which a crate tells who holds the copyright.
fn holders(folder: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for item in fs::read_dir(folder).unwrap().flatten() {
        let name = item.file_name().to_string_lossy().to_uppercase();
        assert!(!name.starts_with("NOTICE"), "{folder}: carry its notice");
        if !["LICENSE", "LICENCE", "COPYING"].iter().any(|start| name.starts_with(start))
            || !item.path().is_file()
        {
            continue;
        }
        for line in String::from_utf8_lossy(&fs::read(item.path()).unwrap()).lines() {
            let line = line.trim();
            let lower = line.to_lowercase();
            let signed =
                lower.strip_prefix("(c) ").filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let told = lower.strip_prefix("copyright").or(signed);
            let Some(rest) = told else { continue };
            let dated =
                rest.contains("(c)") || rest.contains('©') || rest.contains(|c: char| c.is_ascii_digit());
            // The form that the Apache licence offers to be filled in, and sentences of the licences themselves.
            if dated && !["[yyyy]", "{yyyy}", "unicode, inc", "whatwg"].iter().any(|form| rest.contains(form))
            {
                found.insert(bare(line));
            }
        }
    }
    found
}

/// A line without addresses and without what every line says.
fn bare(line: &str) -> String {
    let line = line.split('<').next().unwrap_or_default().trim().trim_end_matches('.');
    let line = line.strip_prefix("Copyright").unwrap_or(line).trim_start_matches([' ', ':', ',']);
    let line = ["(c)", "(C)", "©"].iter().find_map(|sign| line.strip_prefix(sign)).unwrap_or(line);
    line.trim_end_matches("All rights reserved").trim().trim_end_matches([',', '.']).to_owned()
}

/// The notice as it should be.
fn notice() -> String {
    let parts = parts(&metadata());
    let mut out = "These crates are part of muster. Each stands with the licence under which it is used and with those who\n\
                   hold the copyright (c) in it; the texts of the licences follow. SQLite is in the public domain.\n"
        .to_owned();
    let sets: BTreeSet<&Vec<&str>> = parts.values().map(|part| &part.licences).collect();
    for licences in sets {
        let _ = writeln!(out, "\n{}\n", licences.join(" and "));
        for part in parts.values().filter(|part| part.licences == *licences) {
            let holders: Vec<&str> = part.holders.iter().map(String::as_str).collect();
            let _ = writeln!(out, "{} {}: {}", part.name, part.version, holders.join("; "));
        }
    }
    for (licence, name, file) in TEXTS {
        let part = parts.values().find(|part| part.name == name).unwrap();
        let text = fs::read_to_string(Path::new(&part.folder).join(file)).unwrap();
        let text: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
        // The holders stand above; what was written for one crate would be false for the others.
        let own = |line: &&&str| {
            BESIDE.contains(&licence) || !line.trim().to_lowercase().starts_with("copyright (c)")
        };
        let text: Vec<&str> = text.iter().filter(own).copied().collect();
        let _ = writeln!(out, "\n---- {licence} ----\n\n{}", text.join("\n").trim());
    }
    out
}

#[test]
fn the_notice_names_every_crate_of_the_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/licences.txt");
    let wanted = notice();
    #[expect(clippy::disallowed_methods, reason = "how the notice is brought up to date")]
    if std::env::var("MUSTER_BLESS").is_ok() {
        fs::write(path, &wanted).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap();
    assert!(kept == wanted, "run the tests once with MUSTER_BLESS=1");
    assert!(kept.len() < 45_000, "{} bytes in every copy of the program", kept.len());
}

#[test]
fn the_program_prints_its_notice() {
    let program = Program::new();
    let run = program.run(&["licences"]);
    assert_eq!(run.status, 0, "{run:?}");
    for said in [
        "unicode-general-category",
        "zopfli",
        "rusqlite",
        "Permission is hereby granted, free of charge",
        "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION",
        "UNICODE LICENSE V3",
        "Redistributions in binary form must reproduce",
    ] {
        assert!(run.out.contains(said), "{said}");
    }
    let told = program.json(&["licences"]);
    assert!(told["notice"].as_str().is_some_and(|text| text.contains("rusqlite")));
}
