//! One tag of XML, as far as the guard needs it. What is checked here need not be well formed: whatever a
//! reader might make of it must be harmless.

/// Letters of the furthest column, XFD.
const COLUMN_LETTERS_MAX: usize = 3;
/// Digits of the furthest row, 1048576.
const ROW_DIGITS_MAX: usize = 7;

/// Looks for the end of a tag that is read piece by piece, each up to a `>`.
#[derive(Default)]
pub(super) struct TagEnd {
    quote: Option<u8>,
}

impl TagEnd {
    /// Whether the tag ends with its last piece, the bytes from `from`.
    pub(super) fn is_reached(&mut self, tag: &[u8], from: usize) -> bool {
        let closed = tag.ends_with(b">");
        if tag.starts_with(b"!--") {
            closed && tag.len() >= 6 && tag.ends_with(b"-->")
        } else if tag.starts_with(b"![CDATA[") {
            closed && tag.ends_with(b"]]>")
        } else if tag.starts_with(b"?") {
            closed && tag.ends_with(b"?>")
        } else {
            for &byte in tag.get(from..).unwrap_or_default() {
                if self.quote.is_none() && (byte == b'"' || byte == b'\'') {
                    self.quote = Some(byte);
                } else if self.quote == Some(byte) {
                    self.quote = None;
                }
            }
            closed && self.quote.is_none()
        }
    }
}

/// A digits-only value.
pub(super) fn number(value: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(value).ok()?.trim();
    // What does not fit is still a claim, and a large one.
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().unwrap_or(u64::MAX))
}

/// A tag between < and >.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    name: &'a [u8],
    rest: &'a [u8],
    opens: bool,
}

impl<'a> Tag<'a> {
    /// Takes a tag apart, the bytes behind its `<`.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let bytes = bytes.strip_suffix(b">").unwrap_or(bytes);
        let body = bytes.strip_suffix(b"/").unwrap_or(bytes);
        let at = body.iter().position(u8::is_ascii_whitespace).unwrap_or(body.len());
        let (full, rest) = body.split_at(at);
        Self { name: full, rest, opens: body.len() == bytes.len() }
    }

    /// The name without its prefix; `/c` for `</x:c>`.
    pub(super) fn name(&self) -> &'a [u8] {
        let local = self.name.iter().rposition(|&b| b == b':').and_then(|at| self.name.get(at + 1..));
        match local {
            // Only the end of a cell matters.
            Some(b"c") if self.name.starts_with(b"/") => b"/c",
            Some(local) => local,
            None => self.name,
        }
    }

    /// Whether an end tag must follow.
    pub(super) fn opens(&self) -> bool {
        self.opens
    }

    /// Every value of the attribute, whatever its prefix.
    pub(super) fn values(&self, key: &'static [u8]) -> impl Iterator<Item = &'a [u8]> {
        Attributes(self.rest)
            .filter(move |(name, _)| name.rsplit(|&b| b == b':').next() == Some(key))
            .map(|(_, v)| v)
    }

    /// Whether `r` and `ref` are cells, rows or regions within a sheet.
    pub(super) fn has_sound_place(&self) -> bool {
        let mut attributes = Attributes(self.rest);
        attributes.all(|(name, value)| match name.rsplit(|&b| b == b':').next() {
            Some(b"r") => place(value).is_some(),
            Some(b"ref") => is_region(value),
            _ => true,
        })
    }

    /// Whether a relation to a part that will be read leads to one that was surveyed.
    pub(super) fn leads_to_xml(&self) -> bool {
        const READ: [&[u8]; 6] = [
            b"/worksheet",
            b"/chartsheet",
            b"/dialogsheet",
            b"/sharedStrings",
            b"/styles",
            b"/officeDocument",
        ];
        let is_read = self.values(b"Type").any(|kind| READ.iter().any(|end| kind.ends_with(end)));
        !is_read || self.values(b"Target").all(|target| target.to_ascii_lowercase().ends_with(b".xml"))
    }
}

/// Whether a reference is a cell, or a region whose ends are in order.
fn is_region(text: &[u8]) -> bool {
    let mut ends = text.split(|&b| b == b':').map(place);
    match (ends.next().flatten(), ends.next(), ends.next()) {
        (Some(_), None, None) => true,
        (Some(from), Some(Some(to)), None) => from.0 <= to.0 && from.1 <= to.1,
        _ => false,
    }
}

/// Column and row of a reference; the column is 0 where only the row stands.
pub(super) fn place(text: &[u8]) -> Option<(u64, u64)> {
    let digits_from = text.iter().position(u8::is_ascii_digit)?;
    let (letters, digits) = text.split_at(digits_from);
    if letters.len() > COLUMN_LETTERS_MAX
        || digits.len() > ROW_DIGITS_MAX
        || !letters.iter().all(u8::is_ascii_alphabetic)
    {
        return None;
    }
    let column =
        letters.iter().fold(0, |sum, letter| sum * 26 + u64::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = digits
        .iter()
        .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u64::from(digit - b'0')))?;
    Some((column, row))
}

/// Names and values of attributes, in their order.
struct Attributes<'a>(&'a [u8]);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_ascii_start();
        let equals = rest.iter().position(|&b| b == b'=')?;
        let (name, rest) = rest.split_at(equals);
        let rest = rest.get(1..)?.trim_ascii_start();
        let (&mark, rest) = rest.split_first()?;
        if mark != b'"' && mark != b'\'' {
            return None;
        }
        let end = rest.iter().position(|&b| b == mark)?;
        self.0 = rest.get(end + 1..)?;
        Some((name.trim_ascii(), rest.get(..end)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_apart() {
        let tag = Tag::new(b"x:c r=\"B2\" s = '3' t=\"s\">");
        assert_eq!((tag.name(), tag.opens()), (b"c".as_slice(), true));
        assert_eq!(tag.values(b"s").collect::<Vec<_>>(), [b"3"]);
        assert!(!Tag::new(b"c r=\"B2\"/>").opens());
        assert_eq!(Tag::new(b"/x:c>").name(), b"/c");
        assert_eq!(Tag::new(b"/c>").name(), b"/c");
    }

    #[test]
    fn a_tag_ends_outside_quotation_marks() {
        for (tag, complete) in [
            (b"c a=\"x>".as_slice(), false),
            (b"c a=\"x>y\">", true),
            (b"!-- a>", false),
            (b"!-- a> -->", true),
            (b"![CDATA[>", false),
            (b"![CDATA[>]]>", true),
            (b"?xml version=\"1.0\"?>", true),
            (b"?a >", false),
            (b"c", false),
        ] {
            assert_eq!(TagEnd::default().is_reached(tag, 0), complete, "{}", String::from_utf8_lossy(tag));
        }
    }

    #[test]
    fn a_quotation_may_span_pieces() {
        let mut ending = TagEnd::default();
        assert!(!ending.is_reached(b"c a='>", 0));
        assert!(!ending.is_reached(b"c a='>\">", 6));
        assert!(ending.is_reached(b"c a='>\">'>", 8));
    }

    #[test]
    fn places_lie_within_a_sheet() {
        for (tag, sound) in [
            ("c r=\"A1\"", true),
            ("c r=\"XFD1048576\"", true),
            ("c s=\"1\"", true),
            ("row r=\"12\"", true),
            ("dimension ref=\"A1:H9\"", true),
            ("dimension ref=\"H9:A1\"", false),
            ("dimension ref=\"A1:B2:C3\"", false),
            ("c r=\"AAAAAAAAAAAA1\"", false),
            ("c r=\"A99999999999\"", false),
            ("c r=\"A1\" r=\"AAAAAAAAAAAA1\"", false),
            ("c r=\"\"", false),
        ] {
            assert_eq!(Tag::new(tag.as_bytes()).has_sound_place(), sound, "{tag}");
        }
    }
}
