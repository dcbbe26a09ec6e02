//! The texts of a workbook, one after another in one piece of memory: each is kept once, in four bytes besides its own.

use super::row::Struck;

/// A table of texts.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<u32>,
    /// How the texts are struck out that are, by their numbers.
    struck: Vec<(usize, Struck)>,
}

impl Texts {
    /// Adds a text behind the others; false where the table is larger than any workbook's.
    #[must_use]
    pub(super) fn push(&mut self, text: &str) -> bool {
        self.all.push_str(text);
        let Ok(end) = u32::try_from(self.all.len()) else { return false };
        self.ends.push(end);
        true
    }

    /// A text by its number, from 0; none beyond the last.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start =
            number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.all.get(start..end)
    }

    /// Adds a text, and says how it is struck out.
    #[must_use]
    pub(super) fn push_struck(&mut self, text: &str, struck: Option<Struck>) -> bool {
        self.struck.extend(struck.map(|struck| (self.ends.len(), struck)));
        self.push(text)
    }

    /// How a text is struck out; none where it is not.
    pub(super) fn struck(&self, number: usize) -> Option<Struck> {
        let at = self.struck.binary_search_by_key(&number, |(at, _)| *at).ok()?;
        self.struck.get(at).map(|(_, struck)| *struck)
    }

    /// Bytes of all of them.
    pub(super) fn bytes(&self) -> usize {
        self.all.len()
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_their_numbers() {
        let mut texts = Texts::default();
        for text in ["程连富", "", "上都镇"] {
            assert!(texts.push(text));
        }
        assert_eq!(
            (texts.get(0), texts.get(1), texts.get(2), texts.get(3)),
            (Some("程连富"), Some(""), Some("上都镇"), None)
        );
        assert_eq!((texts.count(), texts.bytes()), (3, 18));
    }
}
