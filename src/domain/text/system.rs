//! The words of the system for what failed.

use std::fmt::Display;

use super::CleanText;

/// The words of an error of the system, without its number, which helps nobody who reads them.
pub fn system_words(error: &dyn Display) -> CleanText {
    let words = error.to_string();
    let mut plain = words.as_str();
    let mut kept = String::new();
    while let Some((before, behind)) = plain.split_once(" (os error ") {
        kept.push_str(before);
        plain = behind.split_once(')').map_or("", |(_, rest)| rest);
    }
    kept.push_str(plain);
    CleanText::shown(&kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_system_are_left_out() {
        let cases = [
            ("No space left on device (os error 28)", "No space left on device"),
            ("/x: Input/output error (os error 5), again", "/x: Input/output error, again"),
            ("a (os error 1): b (os error 2)", "a: b"),
            ("stream did not contain valid UTF-8", "stream did not contain valid UTF-8"),
            ("cut (os error", "cut (os error"),
        ];
        for (words, expected) in cases {
            assert_eq!(system_words(&words).as_str(), expected);
        }
        let error = std::io::Error::from_raw_os_error(28);
        assert!(!system_words(&error).contains("28"));
    }
}
