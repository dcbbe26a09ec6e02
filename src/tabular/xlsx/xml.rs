//! One part of XML of a workbook, read tag by tag.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::tabular::xml_tag::Tag;

/// Why a part could not be read on, in the reader's words.
pub(in crate::tabular) type XmlFailure = String;

/// A part of XML.
pub(super) struct Part<R: Read> {
    reader: Reader<BufReader<R>>,
    buffer: Vec<u8>,
}

impl<R: Read> Part<R> {
    /// Reads a part from its beginning.
    pub(super) fn new(part: R) -> Self {
        let mut reader = Reader::from_reader(BufReader::new(part));
        let config = reader.config_mut();
        // What other programs read is read: names that do not match do no harm here.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.expand_empty_elements = true;
        Self { reader, buffer: Vec::with_capacity(1024) }
    }

    /// The next tag or text.
    pub(super) fn next(&mut self) -> Result<Event<'_>, XmlFailure> {
        self.buffer.clear();
        self.reader.read_event_into(&mut self.buffer).map_err(|error| error.to_string())
    }
}

/// Visits every tag of a part that begins something, to its end.
pub(super) fn each_tag(part: impl Read, mut visit: impl FnMut(&Tag<'_>)) -> Result<(), XmlFailure> {
    let mut part = Part::new(part);
    loop {
        match part.next()? {
            Event::Start(start) => visit(&tag(&start)),
            Event::Eof => return Ok(()),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

/// A tag as the guard reads one.
pub(super) fn tag<'a>(start: &'a BytesStart<'_>) -> Tag<'a> {
    Tag::new(start.as_bytes())
}

/// An attribute by its name without prefix, as the file has it.
pub(super) fn value<'a>(tag: &Tag<'a>, key: &'static str) -> Option<&'a str> {
    tag.values(key.as_bytes()).next().and_then(|value| std::str::from_utf8(value).ok())
}

/// An attribute whose text somebody may see.
pub(super) fn text_value(tag: &Tag<'_>, key: &'static str) -> Option<String> {
    let value = value(tag, key)?;
    Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned))
}

/// Whether an attribute of truth says so.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// Adds what a reference such as `&lt;` or `&#25105;` means.
pub(super) fn add_reference(reference: &BytesRef<'_>, text: &mut String) -> Result<(), XmlFailure> {
    if let Some(known) = resolve_xml_entity(reference) {
        text.push_str(known);
        return Ok(());
    }
    match reference.resolve_char_ref() {
        Ok(Some(c)) => text.push(c),
        Ok(None) => return Err(format!("unknown entity {}", &**reference)),
        Err(error) => return Err(error.to_string()),
    }
    Ok(())
}

/// Writes the escapes of spreadsheets as what they mean: `_x000D_` is a line break, `_x005F_` the line itself.
pub(super) fn unescaped(text: &mut String, from: usize) {
    let Some(tail) = text.get(from..).filter(|tail| tail.contains("_x")) else { return };
    let mut out = String::with_capacity(tail.len());
    let mut rest = tail;
    let mut units: Vec<u16> = Vec::new();
    let flush = |units: &mut Vec<u16>, out: &mut String| {
        out.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    };
    while let Some(c) = rest.chars().next() {
        if let Some(unit) = escape(rest) {
            units.push(unit);
            rest = rest.get(7..).unwrap_or_default();
            continue;
        }
        flush(&mut units, &mut out);
        out.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    flush(&mut units, &mut out);
    text.truncate(from);
    text.push_str(&out);
}

/// The unit of UTF-16 that a text begins with as an escape.
fn escape(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let whole = digits.bytes().all(|byte| byte.is_ascii_hexdigit()) && text.get(6..7) == Some("_");
    whole.then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_spreadsheets_are_what_they_mean() {
        for (written, read) in [
            ("一组_x000D_\n12号", "一组\r\n12号"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD842__xDFB7_", "𠮷"),
            ("_x12_", "_x12_"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("a_b", "a_b"),
        ] {
            let mut text = format!("前{written}");
            unescaped(&mut text, 3);
            assert_eq!(text, format!("前{read}"));
        }
    }
}
