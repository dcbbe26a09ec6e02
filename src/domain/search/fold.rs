//! One form for what is typed and what is stored, so that they can meet.

use unicode_normalization::UnicodeNormalization;

use crate::domain::text::{half_width, is_plain};

/// The form of a name or village in which [`super::Lookup`] texts are compared: half-width, lower-case,
/// only letters (Han among them) and digits; blanks, `·` and other signs fall away. A store indexes this
/// form for [`super::Lookup::NamePrefix`] and its kin.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.chars().all(is_plain) {
        folded.extend(text.chars().filter_map(fold_char));
    } else {
        folded.extend(text.nfc().filter_map(fold_char));
    }
    folded
}

/// One character of [`fold`]; none where it falls away.
pub(super) fn fold_char(c: char) -> Option<char> {
    let c = half_width(c);
    if c.is_ascii() {
        return c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase());
    }
    match c {
        // The common Han, before the tables of Unicode are asked.
        _ if is_plain(c) => Some(c),
        // as keyboards without ü write it
        'ü' | 'Ü' => Some('v'),
        _ if c.is_alphanumeric() => c.to_lowercase().next(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        for (text, folded) in [
            ("", ""),
            ("  程 连\u{3000}富 ", "程连富"),
            ("额尔敦·布和", "额尔敦布和"),
            ("ＣＬＦ１２３", "clf123"),
            ("Lü", "lv"),
            ("lu\u{308}", "lv"),
            ("cheng'lian'fu", "chenglianfu"),
            ("138-1234 5678", "13812345678"),
            ("李𠮷祥", "李𠮷祥"),
            // who types a name without its selectors finds it
            ("ᠭᠠ\u{180B}ᠨ\u{180E}ᠠ", "ᠭᠠᠨᠠ"),
            ("，。：！", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
