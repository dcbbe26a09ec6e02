//! What holds of every text; asked by the tests that the macro of the texts makes.

use unicode_width::UnicodeWidthChar;

/// Asserts of texts, each (name, Chinese, English): both languages have as many `{}`, none is empty, and no
/// character is of a width that depends on the terminal.
pub(crate) fn assert_well_formed(texts: &[(&str, &str, &str)]) {
    for (name, zh, en) in texts {
        assert_eq!(zh.matches("{}").count(), en.matches("{}").count(), "{name}: {zh} / {en}");
        assert!(!zh.is_empty() && !en.is_empty(), "{name}");
        let odd: String = [zh, en].into_iter().flat_map(|text| text.chars()).filter(|c| is_odd(*c)).collect();
        assert_eq!(odd, "", "{name}");
    }
}

/// Whether a Chinese terminal may draw a character two cells wide where others draw one.
pub(crate) fn is_odd(c: char) -> bool {
    c.width() != c.width_cjk()
}

#[test]
#[should_panic(expected = "a: {} / ")]
fn a_place_that_one_language_leaves_out_is_found() {
    assert_well_formed(&[("a", "{}", "none")]);
}

#[test]
#[should_panic(expected = "b")]
fn a_character_of_doubtful_width_is_found() {
    assert_well_formed(&[("b", "上\u{2192}下", "up")]);
}
