//! Which encoding a text file has, and the file as UTF-8, a piece at a time.
//!
//! Guessing by frequency takes a file that mixes encodings for a whole one. So the order is strict:
//! a byte order mark, else UTF-8 without an error, else GB18030 (which holds GBK) without an error,
//! else the file is refused. That needs the whole file, so it is read twice and never kept.

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use encoding_rs::{CoderResult, Decoder, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::file_errors;
use super::opened::{Hasher, OpenedFile, Pass};
use crate::domain::file_error::FileError;
use crate::domain::roster::ContentHash;

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;
/// A line of UTF-8 in a file of GB18030 gives itself away by this many Han in a row of three bytes
/// each, and none that does not fit: by chance fewer than one line in a million does.
const FOREIGN_HAN: usize = 6;

/// The encodings that rosters come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8 without a mark.
    Utf8,
    /// UTF-8 with a mark.
    Utf8Marked,
    /// GB18030, GBK or GB2312.
    Gb18030,
    /// UTF-16, little end first, with a mark.
    Utf16Le,
    /// UTF-16, big end first, with a mark.
    Utf16Be,
}

impl Encoding {
    /// Length of the mark, in bytes.
    fn mark(self) -> u64 {
        match self {
            Self::Utf8 | Self::Gb18030 => 0,
            Self::Utf8Marked => 3,
            Self::Utf16Le | Self::Utf16Be => 2,
        }
    }

    fn decoder(self) -> Decoder {
        match self {
            Self::Utf8 | Self::Utf8Marked => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
        .new_decoder_without_bom_handling()
    }
}

/// Reads the whole file once and tells its encoding.
///
/// # Errors
/// No encoding fits, with the place; or the file cannot be read.
pub(super) fn judge(opened: &OpenedFile) -> Result<Encoding, FileError> {
    let io = |error: std::io::Error| opened.unreadable(&error);
    let file = &mut opened.pass();
    let mut start = [0; 3];
    file.seek(SeekFrom::Start(0)).map_err(io)?;
    let read = fill(file, &mut start).map_err(io)?;
    let marked = match start.get(..read).unwrap_or_default() {
        [0xEF, 0xBB, 0xBF] => Some(Encoding::Utf8Marked),
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        _ => None,
    };
    if let Some(encoding) = marked {
        return match misfit(file, encoding).map_err(io)? {
            None => Ok(encoding),
            Some(byte) => Err(unknown(opened, file, byte)),
        };
    }
    let Some(utf8) = misfit(file, Encoding::Utf8).map_err(io)? else { return Ok(Encoding::Utf8) };
    if let Some(gb18030) = misfit(file, Encoding::Gb18030).map_err(io)? {
        return Err(unknown(opened, file, utf8.max(gb18030)));
    }
    match foreign_line(file).map_err(io)? {
        None => Ok(Encoding::Gb18030),
        Some(byte) => Err(unknown(opened, file, byte)),
    }
}

fn unknown(opened: &OpenedFile, file: &mut Pass, byte: u64) -> FileError {
    match line_of(file, byte) {
        Ok(line) => FileError::Encoding { path: file_errors::shown(opened.path()), byte, line },
        Err(error) => opened.unreadable(&error),
    }
}

/// Offset of the first byte that the encoding does not have; none if all fit.
fn misfit(file: &mut Pass, encoding: Encoding) -> std::io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(encoding.mark()))?;
    let mut decoder = encoding.decoder();
    let mut piece = vec![0; PIECE];
    let mut sink = vec![0; PIECE * 3 + 16];
    let mut offset = encoding.mark();
    loop {
        let got = fill(file, &mut piece)?;
        let mut rest = piece.get(..got).unwrap_or_default();
        let last = got < PIECE;
        loop {
            let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut sink, last);
            offset += read as u64;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => rest = rest.get(read..).unwrap_or_default(),
                DecoderResult::Malformed(bad, after) => {
                    return Ok(Some(offset.saturating_sub(u64::from(bad) + u64::from(after))));
                }
            }
        }
        if last {
            return Ok(None);
        }
    }
}

/// Offset of a line that is UTF-8 although the file passes as GB18030.
fn foreign_line(file: &mut Pass) -> std::io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(0))?;
    let mut piece = vec![0; PIECE];
    let mut line = Vec::new();
    let mut offset = 0u64;
    loop {
        let got = fill(file, &mut piece)?;
        for &byte in piece.get(..got).unwrap_or_default() {
            offset += 1;
            if byte == b'\n' || byte == b'\r' {
                if is_foreign(&line) {
                    return Ok(Some(offset - 1 - line.len() as u64));
                }
                line.clear();
            } else if line.len() < PIECE {
                line.push(byte);
            }
        }
        if got < PIECE {
            return Ok(is_foreign(&line).then(|| offset - line.len() as u64));
        }
    }
}

fn is_foreign(line: &[u8]) -> bool {
    std::str::from_utf8(line).is_ok_and(|text| {
        let mut wide = text.chars().filter(|c| !c.is_ascii());
        let mut han = 0;
        wide.all(|c| {
            han += 1;
            c.len_utf8() == 3
        }) && han >= FOREIGN_HAN
    })
}

/// The line, from 1, in which a byte lies. Lines end as they do in spreadsheets: CR, LF or both.
fn line_of(file: &mut Pass, byte: u64) -> std::io::Result<u64> {
    file.seek(SeekFrom::Start(0))?;
    let mut line = 1;
    let mut after_cr = false;
    let mut left = byte;
    let mut piece = vec![0; PIECE];
    while left > 0 {
        let got = fill(file, &mut piece)?;
        if got == 0 {
            break;
        }
        let take = usize::try_from(left).unwrap_or(usize::MAX).min(got);
        for &byte in piece.get(..take).unwrap_or_default() {
            line += u64::from(byte == b'\r' || (byte == b'\n' && !after_cr));
            after_cr = byte == b'\r';
        }
        left -= take as u64;
    }
    Ok(line)
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &mut Pass, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while let Some(rest) = buffer.get_mut(got..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            more => got += more,
        }
    }
    Ok(got)
}

/// The file as UTF-8 bytes, a piece at a time.
pub(super) struct Decoded {
    opened: OpenedFile,
    pass: Pass,
    hasher: Hasher,
    decoder: Option<Decoder>,
    bytes: Vec<u8>,
    piece: Vec<u8>,
    consumed: u64,
    ended: bool,
}

impl Decoded {
    /// Begins a pass over the file, behind its mark.
    pub(super) fn open(opened: &OpenedFile, encoding: Encoding) -> Result<Self, FileError> {
        let io = |error: std::io::Error| opened.unreadable(&error);
        let plain = matches!(encoding, Encoding::Utf8 | Encoding::Utf8Marked);
        let mut mark = vec![0; usize::try_from(encoding.mark()).unwrap_or_default()];
        let mut pass = opened.pass();
        fill(&mut pass, &mut mark).map_err(io)?;
        let mut hasher = Hasher::default();
        hasher.add(&mark);
        Ok(Self {
            opened: opened.clone(),
            pass,
            hasher,
            decoder: (!plain).then(|| encoding.decoder()),
            bytes: vec![0; PIECE],
            piece: Vec::new(),
            consumed: encoding.mark(),
            ended: false,
        })
    }

    /// The file's path.
    pub(super) fn path(&self) -> &Path {
        self.opened.path()
    }

    /// The file was changed while it was read.
    pub(super) fn changed(&self) -> FileError {
        self.opened.changed()
    }

    /// The hash of the bytes read since the last call, or the beginning.
    pub(super) fn hash(&mut self) -> ContentHash {
        std::mem::take(&mut self.hasher).end()
    }

    /// Bytes of the file read so far.
    pub(super) fn consumed(&self) -> u64 {
        self.consumed
    }

    /// The piece read last.
    pub(super) fn piece(&self) -> &[u8] {
        &self.piece
    }

    /// Reads the next piece; false at the end of the file.
    pub(super) fn advance(&mut self) -> Result<bool, FileError> {
        self.piece.clear();
        while self.piece.is_empty() && !self.ended {
            let got =
                fill(&mut self.pass, &mut self.bytes).map_err(|error| self.opened.unreadable(&error))?;
            self.consumed += got as u64;
            self.ended = got < PIECE;
            let bytes = self.bytes.get(..got).unwrap_or_default();
            self.hasher.add(bytes);
            match &mut self.decoder {
                None => self.piece.extend_from_slice(bytes),
                Some(decoder) => {
                    let mut text = String::with_capacity(got * 3 + 16);
                    let (result, _, replaced) = decoder.decode_to_string(bytes, &mut text, self.ended);
                    if replaced || result == CoderResult::OutputFull {
                        return Err(self.opened.changed());
                    }
                    self.piece = text.into_bytes();
                }
            }
        }
        Ok(!self.piece.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn judged(bytes: &[u8]) -> Result<Encoding, FileError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        judge(&OpenedFile::open(file.path())?)
    }

    fn gb(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(judged("姓名,村".as_bytes()), Ok(Encoding::Utf8));
        assert_eq!(judged("\u{FEFF}姓名".as_bytes()), Ok(Encoding::Utf8Marked));
        assert_eq!(judged(&gb("姓名,村\n𠮷㛃,一村")), Ok(Encoding::Gb18030));
        assert_eq!(judged(&[0xFF, 0xFE, 0xD3, 0x59]), Ok(Encoding::Utf16Le));
        assert_eq!(judged(&[0xFE, 0xFF, 0x59, 0xD3]), Ok(Encoding::Utf16Be));
        assert_eq!(judged(b""), Ok(Encoding::Utf8));
    }

    #[test]
    fn what_fits_nowhere_is_refused_with_its_place() {
        let mut mixed = "姓名,苏木镇\n程连富,上都镇\n".as_bytes().to_vec();
        let offset = mixed.len() as u64;
        mixed.extend(gb("单国强,桑根达来镇\n"));
        mixed.extend_from_slice(b"\xFF\n");
        match judged(&mixed) {
            Err(FileError::Encoding { byte, line, .. }) => assert!(byte >= offset && line >= 3),
            other => panic!("{other:?}"),
        }
        assert!(matches!(judged(b"\xEF\xBB\xBFab\xFFc"), Err(FileError::Encoding { byte: 5, line: 1, .. })));
        assert!(matches!(judged(&[0xFF, 0xFE, 0x00, 0xD8, 0x41]), Err(FileError::Encoding { .. })));
    }

    #[test]
    fn a_line_of_utf8_does_not_pass_as_gb18030() {
        // Every cell has an even number of Han: as GB18030 the bytes pair up without an error.
        let foreign = "连富,上都,巴彦,敖包\n";
        assert!(!GB18030.decode(foreign.as_bytes()).2);
        let mut mixed = gb("姓名,苏木镇,嘎查\n程连富,上都镇,一村\n");
        let offset = mixed.len() as u64;
        mixed.extend(foreign.as_bytes());
        assert!(
            matches!(judged(&mixed), Err(FileError::Encoding { byte, line: 3, .. }) if byte == offset),
            "mojibake must not pass"
        );
    }

    #[test]
    fn pieces_may_end_inside_a_character() {
        let text = format!("a{}", "程".repeat(PIECE));
        for bytes in [text.as_bytes().to_vec(), gb(&text)] {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(&bytes).unwrap();
            let opened = OpenedFile::open(file.path()).unwrap();
            let encoding = judge(&opened).unwrap();
            let mut decoded = Decoded::open(&opened, encoding).unwrap();
            let mut out = Vec::new();
            while decoded.advance().unwrap() {
                out.extend_from_slice(decoded.piece());
            }
            assert_eq!(String::from_utf8(out).unwrap(), text);
            assert_eq!(decoded.consumed(), bytes.len() as u64);
        }
    }
}
