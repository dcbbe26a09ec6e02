//! Every text a user sees, in Chinese and in English: a line a text, so that one without its other language does
//! not compile.
//!
//! A screen's texts stand in its folder (`app/screens/<name>/texts.rs`), a command's in its file (`cli/<name>.rs`).
//! Here stand the macro that they are written with and the texts that belong to no screen and no command. To add a
//! text is to add one line: the compiler names a text that nobody uses, the macro's test one whose languages differ
//! in their `{}`.

pub mod acts;
pub mod app;
pub mod audit;
pub mod batch;
pub mod bulletin;
pub mod cells;
#[cfg(test)]
pub(crate) mod checks;
pub mod confirm;
pub mod day;
pub mod errors;
pub mod export;
pub mod facts;
pub mod files;
pub mod groups;
pub mod keys;
mod macros;
pub mod merge;
mod money_acts;
pub mod payments;
pub mod payrolls;
pub mod person;
pub mod plan;
pub mod progress;
pub mod recipient;
pub mod review;
pub mod roster;
pub mod round_progress;
pub mod rules;
pub mod settings;
pub mod sheets;
pub mod signing;
pub mod system;
pub mod undo;
pub mod words;
pub mod work;
pub mod year_report;

pub(crate) use macros::texts;

/// The language of the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The one of the two that is in this language.
    pub const fn pick<T: Copy>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// Fills the `{}` of a template, in order. Of `{day|days}` the first word stands behind a 1, else the second, by the last
/// value before it.
pub fn fill(template: &str, values: &[&dyn std::fmt::Display]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut values = values.iter();
    let mut parts = template.split("{}");
    out.push_str(parts.next().unwrap_or_default());
    for mut part in parts {
        let start = out.len();
        if let Some(value) = values.next() {
            out.push_str(&value.to_string());
        }
        let is_one = out.get(start..) == Some("1");
        while let Some((before, one, many, behind)) = alternative(part) {
            out.push_str(before);
            out.push_str(if is_one { one } else { many });
            part = behind;
        }
        out.push_str(part);
    }
    out
}

/// Splits at the first `{one|many}`.
fn alternative(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (words, behind) = rest.split_once('}')?;
    let (one, many) = words.split_once('|')?;
    Some((before, one, many, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_filled_in_order() {
        assert_eq!(fill("{} of {}", &[&1, &"two"]), "1 of two");
        assert_eq!(fill("none", &[&1]), "none");
        assert_eq!(fill("{}{}", &[&1]), "1");
    }

    #[test]
    fn words_behind_a_number_agree_with_it() {
        let days = |days: u32| fill("{}: {} day{|s}, {} entr{y|ies}", &[&"1", &days, &(3 - days)]);
        assert_eq!([days(1), days(2)], ["1: 1 day, 2 entries", "1: 2 days, 1 entry"]);
        let rows = |rows: &str| fill("{} row{ is|s are} refused: mend {it|them}", &[&rows]);
        assert_eq!(rows("1"), "1 row is refused: mend it");
        assert_eq!(rows("1,001"), "1,001 rows are refused: mend them");
        assert_eq!(fill("{a} {} {b", &[&1]), "{a} 1 {b");
    }

    /// Words that count stand in English texts in both numbers.
    #[test]
    fn no_english_text_counts_in_the_plural_alone() {
        const COUNTED: &[&str] = &[
            "entries",
            "people",
            "units",
            "rows",
            "days",
            "findings",
            "backups",
            "visits",
            "person-visits",
            "cells",
            "marks",
            "hits",
            "drafts",
            "gifts",
            "searches",
            "seconds",
            "minutes",
            "characters",
        ];
        /// Of these there are never one.
        const MANY: &[&str] = &[
            "At most {} characters",
            "longer than {} characters",
            "columns and {} rows",
            "first {} rows has",
            "#[error(",
        ];
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(&folder).unwrap() {
                let path = file.unwrap().path();
                let is_tests = path.ends_with("lang/mod.rs") || path.ends_with("tests");
                if path.is_dir() && !is_tests {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") && !is_tests {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let lines = text.lines().filter(|line| !MANY.iter().any(|many| line.contains(many)));
                    let counts = |line: &&str| {
                        COUNTED.iter().any(|word| {
                            [
                                format!("{{}} {word}"),
                                format!("{{}} more {word}"),
                                format!("{{}} refused {word}"),
                            ]
                            .iter()
                            .any(|counted| line.contains(counted.as_str()))
                        })
                    };
                    found.extend(lines.filter(counts).map(|line| format!("{}: {line}", path.display())));
                }
            }
        }
        assert_eq!(found, [""; 0]);
    }

    /// Words that were given up for one that is used everywhere. Column heads of rosters, which others write, may have them.
    const GIVEN_UP: &[&str] = &[
        "全部登记人员",
        "全部状态",
        "嘎查/社区",
        "登记 {} 户",
        "\"未访\"",
        "\"了结\"",
        "\"一直\"",
        "\"不变\"",
        "\"always\"",
        "drafts wait\"",
        "Due to\"",
        "clos.",
        "户应访",
        "\"Where\"",
    ];

    #[test]
    fn a_word_that_was_given_up_stands_in_no_text() {
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(&folder).unwrap() {
                let path = file.unwrap().path();
                let is_text =
                    path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("lang/mod.rs");
                if path.is_dir() && !path.ends_with("exchange") && !path.ends_with("tests") {
                    folders.push(path);
                } else if is_text {
                    let text = std::fs::read_to_string(&path).unwrap();
                    for word in GIVEN_UP {
                        assert!(!text.contains(word), "{word} in {}", path.display());
                    }
                    // People are 人, units 个; only the rules of the audit count doors.
                    let counts_doors = path.ends_with("audit/cases.rs");
                    assert!(counts_doors || !text.contains("{} 户"), "{{}} 户 in {}", path.display());
                }
            }
        }
    }

    /// The rest of the texts: those that are no line of the macro, in the files that hold texts only.
    #[test]
    fn no_text_changes_width_on_a_chinese_terminal() {
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(&folder).unwrap() {
                let path = file.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if folder.ends_with("lang") || path.ends_with("texts.rs") || path.ends_with("keys.rs")
                {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let odd: String = text.chars().filter(|c| checks::is_odd(*c)).collect();
                    assert_eq!(odd, "", "{}", path.display());
                    seen += 1;
                }
            }
        }
        assert!(seen > 30, "{seen}");
    }
}
