//! What a file is that is no table: named, so that whoever has it knows the way out.

use crate::domain::file_error::Format;

/// Bytes from the beginning that are looked at.
pub(super) const FIRST_BYTES: u64 = 512;

/// First bytes, and what they are the first bytes of.
const BEGINNINGS: &[(&[u8], Format)] = &[
    (b"%PDF", Format::Pdf),
    (b"\x89PNG", Format::Picture),
    (b"\xFF\xD8\xFF", Format::Picture),
    (b"GIF8", Format::Picture),
    (b"BM", Format::Picture),
    (b"II*\0", Format::Picture),
    (b"MM\0*", Format::Picture),
    (b"{\\rtf", Format::Word),
    (b"Rar!", Format::Archive),
    (b"7z\xBC\xAF", Format::Archive),
    (b"\x1F\x8B", Format::Archive),
    (b"PK\x05\x06", Format::Archive),
    (b"SQLite format 3", Format::Database),
];

/// What a file is by its first bytes, if it is no table. An archive and a compound file are looked at elsewhere.
pub(super) fn by_first_bytes(start: &[u8]) -> Option<Format> {
    let known = BEGINNINGS.iter().find(|(beginning, _)| start.starts_with(beginning));
    // BM begins words too; a picture says its length and has zeros behind it.
    let is_picture = |format: Format| {
        format != Format::Picture || !start.starts_with(b"BM") || start.get(6..10) == Some(&[0; 4])
    };
    if let Some((_, format)) = known
        && is_picture(*format)
    {
        return Some(*format);
    }
    if start.get(..4) == Some(b"RIFF".as_slice()) && start.get(8..12) == Some(b"WEBP".as_slice()) {
        return Some(Format::Picture);
    }
    if start.get(4..8) == Some(b"ftyp".as_slice()) {
        // The pictures of telephones.
        return Some(Format::Picture);
    }
    let text = readable(start);
    let text = text.trim_start();
    if text.starts_with('<') {
        let is_sheet = text.contains("urn:schemas-microsoft-com:office:spreadsheet")
            || text.contains("<?mso-application progid=\"Excel.Sheet\"");
        return Some(if is_sheet { Format::XmlSheet } else { Format::WebPage });
    }
    // A web page with its pictures in one file.
    let is_archived_page = text.get(..13).is_some_and(|head| head.eq_ignore_ascii_case("MIME-Version:"));
    is_archived_page.then_some(Format::WebPage)
}

/// The beginning as text, whether in UTF-8 or UTF-16.
fn readable(start: &[u8]) -> String {
    let units = |big: bool| {
        let units = start.get(2..).unwrap_or_default().chunks_exact(2).map(move |unit| match (unit, big) {
            ([high, low], true) | ([low, high], false) => u16::from_be_bytes([*high, *low]),
            _ => 0,
        });
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match start {
        [0xFF, 0xFE, ..] => units(false),
        [0xFE, 0xFF, ..] => units(true),
        text => {
            let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
            String::from_utf8_lossy(text).into_owned()
        }
    }
}

/// What an archive is by the names of its parts, if it is no workbook that is read.
pub(super) fn by_parts<N: AsRef<str>>(names: impl Iterator<Item = N>) -> Option<Format> {
    let mut found = None;
    for name in names {
        let name = name.as_ref().replace('\\', "/").to_lowercase();
        let format = match name.as_str() {
            "xl/workbook.bin" => Format::BinaryWorkbook,
            "word/document.xml" => Format::Word,
            "ppt/presentation.xml" => Format::Slides,
            "mimetype" | "content.xml" => Format::OpenDocument,
            _ => {
                if name.strip_prefix("xl/worksheets/").is_some_and(|sheet| sheet.contains(".xml")) {
                    // Whatever else is in it: the sheets are.
                    return None;
                }
                continue;
            }
        };
        found = found.or(Some(format));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_what_they_are() {
        for (start, format) in [
            (b"%PDF-1.7".as_slice(), Some(Format::Pdf)),
            (b"\x89PNG\r\n", Some(Format::Picture)),
            (b"BM\x36\x10\0\0\0\0\0\0", Some(Format::Picture)),
            (b"\0\0\0\x18ftypheic", Some(Format::Picture)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Format::Picture)),
            (b"<html><table>", Some(Format::WebPage)),
            (b"\xEF\xBB\xBF\r\n<!DOCTYPE html>", Some(Format::WebPage)),
            (b"\xFF\xFE<\0h\0", Some(Format::WebPage)),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Some(Format::WebPage)),
            (b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", Some(Format::XmlSheet)),
            (b"{\\rtf1", Some(Format::Word)),
            (b"BM,Name\r\n", None),
            ("姓名,苏木镇".as_bytes(), None),
            (b"", None),
        ] {
            assert_eq!(by_first_bytes(start), format, "{}", String::from_utf8_lossy(start));
        }
        for (names, format) in [
            (["xl/workbook.xml", "xl/worksheets/sheet1.xml"], None),
            (["[Content_Types].xml", "word/document.xml"], Some(Format::Word)),
            (["mimetype", "content.xml"], Some(Format::OpenDocument)),
            (["xl/workbook.bin", "xl/styles.bin"], Some(Format::BinaryWorkbook)),
            (["ppt\\presentation.xml", "a"], Some(Format::Slides)),
            (["a", "b"], None),
        ] {
            assert_eq!(by_parts(names.into_iter()), format, "{names:?}");
        }
    }
}
