//! The tables of `src/architecture.md`, as the tests of the house read them.

use std::fs;
use std::path::Path;

/// The rows of the table below the heading `## {heading}`, each with its cells; the head of the table is left out.
pub fn table(heading: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/architecture.md");
    let text = fs::read_to_string(path).unwrap();
    let (_, below) = text
        .split_once(&format!("\n## {heading}\n"))
        .unwrap_or_else(|| panic!("src/architecture.md has no heading {heading:?}"));
    let section = below.split("\n## ").next().unwrap();
    let rows: Vec<Vec<String>> = section
        .lines()
        .filter_map(|line| line.strip_prefix('|')?.strip_suffix('|'))
        .map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect())
        .skip(2)
        .collect();
    assert!(!rows.is_empty(), "no table below {heading:?}");
    rows
}

/// The names in a cell: words in backquotes.
pub fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
