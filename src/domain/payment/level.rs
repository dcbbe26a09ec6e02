//! Levels and natures by one name each: 7, 七, 7级, 柒级 and 因战七级 are 七级; and the numbers of settlements, cases and letters.

use unicode_normalization::UnicodeNormalization as _;

use super::period::season_name;
use super::standards::household_key;
use super::{CATEGORY, HOUSEHOLD, INTAKE, LEVEL, NATURE, PayDetail};
use crate::domain::programme::PeriodKind;
use crate::domain::text::{CleanText, fold_width, name_key};

/// The levels of a disability, each as it is written, as a digit and as in sums.
const LEVELS: [(&str, &str, char); 10] = [
    ("一", "1", '壹'),
    ("二", "2", '贰'),
    ("三", "3", '叁'),
    ("四", "4", '肆'),
    ("五", "5", '伍'),
    ("六", "6", '陆'),
    ("七", "7", '柒'),
    ("八", "8", '捌'),
    ("九", "9", '玖'),
    ("十", "10", '拾'),
];
/// Words that say nothing beside a level.
const AROUND: [&str; 13] =
    ["因战", "因公", "因病", "革命", "军人", "伤残", "残疾", "评定", "评残", "等级", "级别", "级", "第"];
/// The natures of a disability, each with the word by which it is told alone.
const NATURES: [(&str, &str); 3] = [("因战", "战"), ("因公", "公"), ("因病", "病")];

fn bare(said: &str) -> String {
    let folded: String = fold_width(said).nfkc().collect();
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The level of a disability that a text names: 七级 for 7, ７级, 柒级, 伤残七级, 因战7级. None of what names none, as 三等功.
pub fn level_in(said: &str) -> Option<CleanText> {
    let plain = said.trim().strip_suffix(".0").unwrap_or(said);
    let mut rest = bare(plain);
    for word in AROUND {
        rest = rest.replace(word, "");
    }
    let digits = rest.trim_start_matches('0');
    let is = |(name, digit, sum): &&(&str, &str, char)| {
        rest == *name || digits == *digit || rest.chars().eq([*sum]) || rest == ["一", name].concat()
    };
    LEVELS.iter().find(is).map(|(name, ..)| CleanText::unmasked(&[name, "级"].concat()))
}

/// The one nature of a disability that a text names: 因战, 因公 or 因病.
pub fn nature_in(said: &str) -> Option<CleanText> {
    let plain = bare(said);
    let mut named = NATURES.iter().filter(|(name, word)| {
        plain.contains(name)
            || plain == *word
            || plain == [word, "残"].concat()
            || plain == [word, "伤"].concat()
    });
    let first = named.next().filter(|_| named.next().is_none());
    first.map(|(name, _)| CleanText::unmasked(name))
}

/// A level as it is compared: one of a disability, an intake, else the text itself.
pub fn level_key(said: &str) -> String {
    let level = level_in(said).map(|level| level.to_string()).or_else(|| season_name(said));
    level.unwrap_or_else(|| name_key(said).into_owned())
}

/// A nature as it is compared.
pub fn nature_key(said: &str) -> String {
    nature_in(said).map_or_else(|| name_key(said).into_owned(), |nature| nature.to_string())
}

/// What a list says of level and nature, by one name each: 因战七级 is 七级 by 因战. Answers whether they agree.
pub fn settle(detail: &mut PayDetail) -> bool {
    let said = |detail: &PayDetail, key: &str| detail.get(key).cloned().unwrap_or_default();
    let level = said(detail, LEVEL);
    let (in_level, own) = (nature_in(&level), nature_in(&said(detail, NATURE)));
    let agree = in_level.as_ref().zip(own.as_ref()).is_none_or(|(one, other)| one == other);
    if let Some(level) = level_in(&level) {
        detail.set(LEVEL, level);
    } else if in_level.is_some() && bare(&level).chars().count() <= 2 {
        // A column of levels that tells the nature alone.
        detail.0.remove(LEVEL);
    }
    if let Some(nature) = own.or(in_level) {
        detail.set(NATURE, nature);
    }
    agree
}

/// A category that bears its level: 七级残疾军人, 残疾军人（因战七级）. The category, and the words of the level.
pub fn category_and_level(said: &str) -> Option<(CleanText, CleanText)> {
    let folded: String = fold_width(said).nfkc().filter(|c| !c.is_whitespace()).collect();
    let end = folded.find('级')? + '级'.len_utf8();
    let begin =
        NATURES.iter().filter_map(|(name, _)| folded.find(name)).chain(level_start(&folded, end)).min()?;
    let level = folded.get(begin..end)?;
    level_in(level)?;
    let around = [folded.get(..begin)?, folded.get(end..)?].concat();
    let category: String = around.chars().filter(|c| c.is_alphanumeric()).collect();
    (!category.is_empty()).then(|| (CleanText::shown(&category), CleanText::shown(level)))
}

/// Where the numeral before a 级 begins.
fn level_start(said: &str, end: usize) -> Option<usize> {
    let before = said.get(..end)?.strip_suffix('级')?;
    let is_numeral =
        |c: char| c.is_ascii_digit() || LEVELS.iter().any(|(name, _, sum)| name.contains(c) || *sum == c);
    let numeral = before.chars().rev().take_while(|c| is_numeral(*c)).map(char::len_utf8).sum::<usize>();
    (numeral > 0).then(|| before.len() - numeral)
}

/// What standards are asked by: category, level, nature, 城乡. Of half-years of a service the intake stands for a level.
pub fn terms_of(detail: &PayDetail, period: PeriodKind) -> [CleanText; 4] {
    let said = |key: &str| detail.get(key).cloned().unwrap_or_default();
    let level = said(LEVEL);
    let level = if level.is_empty() && period == PeriodKind::HalfYear { said(INTAKE) } else { level };
    [said(CATEGORY), level, said(NATURE), said(HOUSEHOLD)]
}

/// Whether one of the terms is the same, by its place in [`terms_of`].
pub fn same_term(place: usize, one: &str, other: &str) -> bool {
    match place {
        1 => level_key(one) == level_key(other),
        2 => nature_key(one) == nature_key(other),
        3 => household_key(one) == household_key(other),
        _ => name_key(one) == name_key(other),
    }
}

/// The number of a settlement, a case or a letter as it is compared: small letters, narrow signs, no blanks; a dash stands
/// between digits alone.
pub fn number_key(said: &str) -> String {
    let folded: String =
        fold_width(said).nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect();
    let dashed: Vec<char> = folded.chars().map(|c| if "‐‑‒–—―−－_".contains(c) { '-' } else { c }).collect();
    let digit = |at: Option<usize>| at.and_then(|at| dashed.get(at)).is_some_and(char::is_ascii_digit);
    let kept = dashed.iter().enumerate().filter(|(at, c)| match **c {
        '-' => digit(at.checked_sub(1)) && digit(at.checked_add(1)),
        c => c.is_alphanumeric(),
    });
    let key: String = kept.map(|(_, c)| *c).collect();
    let key = key.strip_prefix('第').unwrap_or(&key);
    key.strip_suffix('号').unwrap_or(key).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_has_one_name() {
        for said in [
            "7",
            "７",
            "七",
            "7级",
            "七级",
            "柒级",
            "因战七级",
            "伤残7级",
            "残疾七级（因公）",
            "7.0",
            "07",
            "第七级",
            "七 级",
        ] {
            assert_eq!(level_in(said).as_deref(), Some("七级"), "{said}");
        }
        for (said, level) in
            [("10", "十级"), ("拾级", "十级"), ("一十级", "十级"), ("1级", "一级"), ("一级伤残", "一级")]
        {
            assert_eq!(level_in(said).as_deref(), Some(level), "{said}");
        }
        for said in ["", "三等功", "二等乙级", "11级", "17", "七八级", "2022春"] {
            assert_eq!(level_in(said), None, "{said}");
        }
        assert_eq!(level_key("2022年春季"), level_key("2022春"));
        assert_ne!(level_key("三等功"), level_key("二等功"));
        for (said, nature) in [("因战", "因战"), ("战", "因战"), ("公残", "因公"), ("因病七级", "因病")]
        {
            assert_eq!(nature_in(said).as_deref(), Some(nature), "{said}");
        }
        assert_eq!(nature_in("因战因公"), None);
    }

    #[test]
    fn what_a_list_says_is_taken_apart() {
        let mut detail = PayDetail::default();
        detail.set(LEVEL, "因战七级".into());
        assert!(settle(&mut detail));
        assert_eq!(
            [detail.get(LEVEL), detail.get(NATURE)].map(|one| one.unwrap().as_str()),
            ["七级", "因战"]
        );
        detail.set(LEVEL, "因公7级".into());
        assert!(!settle(&mut detail));
        for said in ["七级残疾军人", "残疾军人（7级）", "残疾军人因战柒级"] {
            let (category, level) = category_and_level(said).unwrap();
            assert_eq!(
                (category.as_str(), level_in(&level).as_deref()),
                ("残疾军人", Some("七级")),
                "{said}"
            );
        }
        assert_eq!(category_and_level("残疾军人"), None);
        assert_eq!(category_and_level("七级"), None);
    }

    #[test]
    fn a_number_is_one_however_it_is_written() {
        for said in ["js20230101", "ＪＳ２０２３０１０１", "JS 20230101", "JS-20230101", "js20230101号"]
        {
            assert_eq!(number_key(said), number_key("JS20230101"), "{said}");
        }
        assert_eq!(number_key("喜2023－01"), number_key("喜2023-01"));
        assert_ne!(number_key("K1-12"), number_key("K11-2"));
        assert_ne!(number_key("K1"), number_key("K10"));
    }
}
