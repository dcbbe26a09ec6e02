//! The imports of the source tree: which file names which, as the compiler would resolve the paths.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// One source file.
pub struct Source {
    /// Its path below `src`, e.g. `store/file/open.rs`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its code: no comments, and nothing of the unit tests at its foot.
    pub code: String,
    /// Its module path, e.g. `["store", "file", "open"]`.
    module: Vec<String>,
}

impl Source {
    /// The room it stands in: the first folder or file below `src`.
    pub fn room(&self) -> &str {
        self.name.split(['/', '.']).next().unwrap()
    }

    /// Its folder below `src`, e.g. `store/file`.
    pub fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether it holds tests only: such a file may reach whatever it tests.
    pub fn is_test(&self) -> bool {
        self.name.split(['/', '.']).any(|part| matches!(part, "tests" | "testing"))
    }
}

/// Every source file but `main.rs` and `lib.rs`, by name.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    let mut sources: Vec<Source> = paths.iter().map(|path| source(&root, path)).collect();
    sources.retain(|source| !matches!(source.room(), "main" | "lib"));
    sources.sort_by(|one, other| one.name.cmp(&other.name));
    sources
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

fn source(root: &Path, path: &Path) -> Source {
    let name = path.strip_prefix(root).unwrap().display().to_string();
    let text = fs::read_to_string(path).unwrap();
    let mut module: Vec<String> = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    Source { code: code_of(&text), name, text, module }
}

/// The text without its comments, up to the unit tests at its foot.
fn code_of(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let end = lines
        .windows(2)
        .position(|two| two[0].trim() == "#[cfg(test)]" && two[1].starts_with("mod tests {"))
        .unwrap_or(lines.len());
    let code: Vec<&str> =
        lines[..end].iter().map(|line| line.split("//").next().unwrap_or_default()).collect();
    // Who may see a thing names no file, and neither does a test's glob.
    code.join("\n").replace("pub(in crate::", "pub(in ").replace("use super::*;", "")
}

/// Which files each file names in its code, by place in `sources`.
pub fn graph(sources: &[Source]) -> Vec<BTreeSet<usize>> {
    let modules: BTreeMap<&[String], usize> =
        sources.iter().enumerate().map(|(at, source)| (source.module.as_slice(), at)).collect();
    sources
        .iter()
        .enumerate()
        .map(|(at, source)| {
            let mut named: BTreeSet<usize> =
                paths(source).iter().filter_map(|path| file_of(path, &modules)).collect();
            named.remove(&at);
            named
        })
        .collect()
}

/// The file that the longest module in `path` stands in.
fn file_of(path: &[String], modules: &BTreeMap<&[String], usize>) -> Option<usize> {
    (1..=path.len()).rev().find_map(|end| modules.get(&path[..end]).copied())
}

/// Every path into the crate that a file names, from the root on.
fn paths(source: &Source) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let parent = source.module.split_last().map_or(&[][..], |(_, parent)| parent);
    let children: BTreeSet<&str> = source
        .code
        .lines()
        .filter_map(|line| line.trim_start().rsplit_once("mod ")?.1.strip_suffix(';'))
        .collect();
    for (start, word) in words(&source.code) {
        let base = match word {
            "crate" => Vec::new(),
            "super" => parent.to_vec(),
            "self" => source.module.clone(),
            child if children.contains(child) => [source.module.as_slice(), &[child.to_owned()]].concat(),
            _ => continue,
        };
        let rest = &source.code[start + word.len()..];
        if rest.starts_with("::") {
            expand(&base, rest, &mut found);
        }
    }
    found
}

/// The words of `code` that no path leads to, each with its place.
fn words(code: &str) -> Vec<(usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = code[at..].find(is_word).map(|offset| at + offset) {
        let end = code[from..].find(|c| !is_word(c)).map_or(code.len(), |offset| from + offset);
        if !code[..from].ends_with("::") {
            found.push((from, &code[from..end]));
        }
        at = end;
    }
    found
}

/// Adds the paths that `rest`, from `::` on, spells below `base`; answers what follows them.
fn expand<'a>(base: &[String], rest: &'a str, found: &mut Vec<Vec<String>>) -> &'a str {
    let Some(after) = rest.strip_prefix("::") else {
        found.push(base.to_vec());
        return rest;
    };
    let after = after.trim_start();
    if let Some(mut inner) = after.strip_prefix('{') {
        loop {
            inner = inner.trim_start().trim_start_matches(',').trim_start();
            if let Some(behind) = inner.strip_prefix('}') {
                return behind;
            }
            if inner.is_empty() {
                return inner;
            }
            inner = one(base, inner, found);
            // An alias names nothing of the crate.
            let to = inner.find([',', '}']).unwrap_or(inner.len());
            inner = &inner[to..];
        }
    }
    one(base, after, found)
}

fn one<'a>(base: &[String], rest: &'a str, found: &mut Vec<Vec<String>>) -> &'a str {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let mut path = base.to_vec();
    match &rest[..end] {
        "self" | "" => {}
        "super" => {
            path.pop();
        }
        word => path.push(word.to_owned()),
    }
    expand(&path, &rest[end..], found)
}

/// The circles: groups of files that reach each other, each with two members at least.
pub fn circles(graph: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    let reach: Vec<BTreeSet<usize>> = (0..graph.len()).map(|from| reachable(graph, from)).collect();
    let mut circles: Vec<Vec<usize>> = Vec::new();
    for at in 0..graph.len() {
        if circles.iter().any(|circle| circle.contains(&at)) {
            continue;
        }
        let circle: Vec<usize> =
            (at..graph.len()).filter(|to| reach[at].contains(to) && reach[*to].contains(&at)).collect();
        if circle.len() > 1 {
            circles.push(circle);
        }
    }
    circles
}

fn reachable(graph: &[BTreeSet<usize>], from: usize) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let mut next = vec![from];
    while let Some(at) = next.pop() {
        next.extend(graph[at].iter().filter(|to| seen.insert(**to)));
    }
    seen
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let code = "use super::{a, b::{self, C}};\nmod own;\nlet x = crate::d::e(own::F, super::super::g);";
    let source = Source {
        name: "x/y/z.rs".to_owned(),
        text: String::new(),
        code: code.to_owned(),
        module: ["x", "y", "z"].map(str::to_owned).to_vec(),
    };
    let found: Vec<String> = paths(&source).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["x::y::a", "x::y::b", "x::y::b::C", "d::e", "x::y::z::own::F", "x::g"]);
}

#[test]
fn a_circle_is_found_and_a_line_is_none() {
    let graph = [[1].into(), [2].into(), [0].into(), [0].into()];
    assert_eq!(circles(&graph), [[0, 1, 2]]);
    assert_eq!(circles(&[[1].into(), [].into()]), Vec::<Vec<usize>>::new());
}
