//! Kinds of social insurance, by one name each: 养老, 基本养老保险 and 城镇职工养老保险 are one kind of one key.

use crate::domain::text::{CleanText, fold_width};

/// The kinds, by the word that names each.
const KINDS: [(&str, &str); 6] = [
    ("养老", "养老保险"),
    ("医疗", "医疗保险"),
    ("医保", "医疗保险"),
    ("失业", "失业保险"),
    ("工伤", "工伤保险"),
    ("生育", "生育保险"),
];

/// The name of the one kind that a text names; as it is where it names none or several.
pub fn insurance_kind(said: &CleanText) -> CleanText {
    let folded = fold_width(said);
    let mut named: Vec<&str> =
        KINDS.iter().filter(|(word, _)| folded.contains(word)).map(|(_, name)| *name).collect();
    named.dedup();
    match *named.as_slice() {
        [one] if !folded.contains("补充") && !folded.contains("商业") => CleanText::unmasked(one),
        _ => said.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_one_name() {
        for (said, kind) in [
            ("养老", "养老保险"),
            ("养老保险", "养老保险"),
            ("基本养老保险", "养老保险"),
            ("城镇职工养老保险", "养老保险"),
            ("职工基本医疗保险", "医疗保险"),
            ("医保", "医疗保险"),
            ("失业", "失业保险"),
            ("养老、医疗", "养老、医疗"),
            ("商业养老保险", "商业养老保险"),
            ("其他", "其他"),
        ] {
            assert_eq!(*insurance_kind(&CleanText::shown(said)), *kind, "{said}");
        }
    }
}
