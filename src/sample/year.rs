//! The year 2023 of the sample: the payrolls that were paid, the work that was done, and the lines of commands that read them.

/// The files that the lines name, each with its text.
pub const YEAR_FILES: &[(&str, &str)] = &[
    ("soldiers.csv", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/soldiers.csv"))),
    ("conscripts.csv", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/conscripts.csv"))),
    ("discharge.csv", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/discharge.csv"))),
    ("fire.csv", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/fire.csv"))),
    ("hardship.csv", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/hardship.csv"))),
    (
        "insurance-2023.csv",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/insurance-2023.csv")),
    ),
    (
        "insurance-2024.csv",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/insurance-2024.csv")),
    ),
    ("living-1.csv", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/living-1.csv"))),
    ("living-2.csv", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/living-2.csv"))),
    (
        "reimbursement.csv",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/reimbursement.csv")),
    ),
    ("social.csv", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/social.csv"))),
    ("spouse.csv", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/spouse.csv"))),
    ("work.csv", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sample/work.csv"))),
];

/// The lines, a word between tabs.
const LINES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/year/commands.tsv"));

/// The lines of commands that write the year down, in their order: the soldiers whom payrolls name, standards, payrolls, cases,
/// spending, and work.
pub fn year_lines() -> impl Iterator<Item = Vec<&'static str>> {
    let first = vec!["import", "soldiers.csv"];
    let last = vec!["work", "read", "work.csv"];
    let between = LINES.lines().filter(|line| !line.is_empty()).map(|line| line.split('\t').collect());
    std::iter::once(first).chain(between).chain(std::iter::once(last))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_is_read_by_a_line_and_no_line_reads_another() {
        let named: Vec<&str> = year_lines()
            .flatten()
            .filter(|word| Path::new(word).extension().is_some_and(|end| end == "csv"))
            .collect();
        for (name, text) in YEAR_FILES {
            assert!(named.contains(name) && text.lines().count() > 1, "{name}");
        }
        assert!(named.iter().all(|name| YEAR_FILES.iter().any(|(file, _)| file == name)), "{named:?}");
    }
}
