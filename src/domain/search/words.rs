//! A query of several words: each narrows what the others find.

use super::address_parts::{Level, place_ends};
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
    typed.split_whitespace().flat_map(places_apart).map(ParsedQuery::parse).filter(|word| !word.is_empty())
}

/// A township and what lies in it, written in one run, are words of their own; everybody lives in the same banner.
fn places_apart(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let ends = if word.is_ascii() { Vec::new() } else { place_ends(word) };
    for (at, level) in ends {
        if level != Level::Upper {
            parts.extend(word.get(from..at));
        }
        from = at;
    }
    parts.extend(word.get(from..));
    parts
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
            ("上都镇向阳路", &["上都镇", "向阳路"]),
            ("正蓝旗上都镇向阳路", &["上都镇", "向阳路"]),
            ("哈毕日嘎镇小河子村三组", &["哈毕日嘎镇", "小河子村", "三组"]),
            ("上都镇", &["上都镇"]),
            ("正蓝旗", &["正蓝旗"]),
            // What could be the end of a name stays with it.
            ("张镇江", &["张镇江"]),
            ("向阳路三组", &["向阳路三组"]),
        ] {
            let words = words(typed);
            let texts: Vec<&str> = words.iter().map(ParsedQuery::text).collect();
            assert_eq!(texts, expected, "{typed}");
        }
    }
}
