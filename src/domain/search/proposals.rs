//! Which of the words that are known a typed text may be the beginning of.

use super::align::align;
use super::plan::ParsedQuery;
use crate::domain::text::CleanText;

/// The words of `known` that `typed` begins or is part of, in Han, in letters or by initials, best first, `most` at the
/// most. A word that is what was typed already is none. Among equals the order of `known` stays; nothing typed means all.
pub fn proposals<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a CleanText>,
    most: usize,
) -> Vec<&'a CleanText> {
    let (typed, query) = (typed.trim(), ParsedQuery::parse(typed));
    let others = known.into_iter().filter(|word| word.as_str() != typed && !word.is_empty());
    if typed.is_empty() {
        return others.take(most).collect();
    }
    let mut found: Vec<_> = others
        .filter_map(|word| {
            let found = align(query.typed(), word).filter(|found| found.gaps == 0)?;
            Some(((found.lead, found.fine), word))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, word)| word).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_letters_and_initials_propose_what_they_begin() {
        let known: Vec<CleanText> =
            ["赵志强", "布仁", "呼日查巴特尔", "单国强", "布和", "吕布", "米面油 1 份"]
                .map(CleanText::from)
                .into();
        for (typed, expected) in [
            ("布", &["布仁", "布和", "吕布"][..]),
            ("布仁", &[]),
            ("b", &["布仁", "布和", "吕布", "呼日查巴特尔", "米面油 1 份"]),
            ("br", &["布仁"]),
            ("BuRen", &["布仁"]),
            ("ｂｒ", &["布仁"]),
            ("zzq", &["赵志强"]),
            ("志强", &["赵志强"]),
            ("shan", &["单国强"]),
            ("hrc", &["呼日查巴特尔"]),
            ("hr查", &["呼日查巴特尔"]),
            ("lv", &["吕布"]),
            ("my", &["米面油 1 份"]),
            ("米面油1", &["米面油 1 份"]),
            ("bz", &[]),
            ("，", &[]),
            ("", &["赵志强", "布仁", "呼日查巴特尔", "单国强", "布和"]),
        ] {
            let found = proposals(typed, &known, 5);
            assert_eq!(found.iter().map(|word| word.as_str()).collect::<Vec<_>>(), expected, "{typed}");
        }
    }
}
