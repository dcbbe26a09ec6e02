//! A query of several words: each narrows what the others find.

use super::plan::{ParsedQuery, TextKind};

/// Words of a query that count.
const WORDS_MAX: usize = 6;

/// The words of what was typed, at least one. A number that is written in groups is one word.
pub fn words(typed: &str) -> Vec<ParsedQuery> {
    let words: Vec<ParsedQuery> = typed
        .split_whitespace()
        .map(ParsedQuery::parse)
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
        .collect();
    let is_number = words.iter().all(|word| word.kind() == TextKind::Number);
    if words.len() < 2 || is_number { vec![ParsedQuery::parse(typed)] } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_apart_and_a_number_in_groups_is_one() {
        for (typed, expected) in [
            ("", &[""][..]),
            ("clf", &["clf"]),
            (" 敖包图\u{3000}clf ", &["敖包图", "clf"]),
            ("138 1234 5678", &["13812345678"]),
            ("敖包图 19", &["敖包图", "19"]),
            ("， 程", &["程"]),
        ] {
            let words = words(typed);
            let texts: Vec<&str> = words.iter().map(ParsedQuery::text).collect();
            assert_eq!(texts, expected, "{typed}");
        }
    }
}
