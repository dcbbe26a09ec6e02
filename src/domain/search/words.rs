//! A query of several words: each narrows what the others find.

use super::plan::{ParsedQuery, TextKind};

/// Words of a query that count.
pub const WORDS_MAX: usize = 6;

/// The words of what was typed, at least one. A number that is written in groups is one word.
pub fn words(typed: &str) -> Vec<ParsedQuery> {
    let words: Vec<ParsedQuery> = apart(typed).take(WORDS_MAX).collect();
    if is_one(&words) { vec![ParsedQuery::parse(typed)] } else { words }
}

/// Whether words were typed beyond those that count.
pub fn has_more_words(typed: &str) -> bool {
    let mut all = apart(typed);
    let words: Vec<ParsedQuery> = all.by_ref().take(WORDS_MAX).collect();
    !is_one(&words) && all.next().is_some()
}

fn apart(typed: &str) -> impl Iterator<Item = ParsedQuery> {
    typed.split_whitespace().map(ParsedQuery::parse).filter(|word| !word.is_empty())
}

fn is_one(words: &[ParsedQuery]) -> bool {
    words.len() < 2 || words.iter().all(|word| word.kind() == TextKind::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beyond_those_that_count_are_known() {
        for (typed, more) in [
            ("", false),
            ("a b c d e f", false),
            ("a b c d e f g", true),
            ("敖包图 程 a b c d ， ", false),
            ("敖包图 程 a b c d 19", true),
            ("1 3 8 1 2 3 4 1 2 3 4", false),
        ] {
            assert_eq!(has_more_words(typed), more, "{typed}");
        }
    }

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
