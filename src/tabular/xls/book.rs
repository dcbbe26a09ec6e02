//! What holds for the whole workbook: its sheets, its texts, its styles (MS-XLS 2.1.7.20.3).

use std::collections::HashMap;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use super::container::{Container, ContainerError, Stream, number16, number32};
use super::records::Records;
use super::sheet::{self, Sheet};
use crate::domain::file_error::{Excess, FileError, Format};
use crate::tabular::cell_value::{self, NumberFormat};
use crate::tabular::file_errors;
use crate::tabular::sheet_info::{Region, RowSource, SheetInfo};
use crate::tabular::texts::Texts;
use crate::tabular::xlsx::styles::Style;
use crate::tabular::xlsx_guard::MeteredFile;

/// Bytes of the table of texts, as of other workbooks.
const TEXTS_MAX: usize = 64 << 20;
/// Texts in that table.
const TEXT_COUNT_MAX: usize = 2_000_000;
/// Characters of one text.
const TEXT_MAX: usize = 64 << 10;
/// Sheets, fonts and formats that are read.
const SHEETS_MAX: usize = 1000;
const STYLES_MAX: usize = 65_536;

/// The font with this number does not exist; those behind it are counted as if it did.
const NO_FONT: usize = 4;

/// An opened workbook.
pub(in crate::tabular) struct XlsBook {
    path: PathBuf,
    records: Records<MeteredFile>,
    sheets: Vec<SheetPlace>,
    texts: Texts,
    styles: Vec<Style>,
    epoch_1904: bool,
}

/// A sheet and where its records begin.
struct SheetPlace {
    info: SheetInfo,
    at: u64,
}

/// What a compound file holds other than a workbook, by a stream of it.
const OTHERS: &[(&str, Format)] = &[
    ("EncryptedPackage", Format::Encrypted),
    ("WordDocument", Format::Word),
    ("PowerPoint Document", Format::Slides),
    ("Book", Format::OldWorkbook),
];

impl XlsBook {
    /// Opens a workbook and reads its texts and styles.
    pub(in crate::tabular) fn open(path: &Path, file: MeteredFile) -> Result<Self, FileError> {
        let container = Container::open(file).map_err(|error| failure(path, error))?;
        if !container.has("Workbook") {
            let other = OTHERS.iter().find(|(name, _)| container.has(name));
            return Err(match other {
                Some((_, format)) => {
                    FileError::OtherFormat { path: file_errors::shown(path), format: *format }
                }
                None => FileError::OldFormat(file_errors::shown(path)),
            });
        }
        let stream = container.into_stream("Workbook").map_err(|error| failure(path, error))?;
        let stream: Stream<_> = stream.ok_or_else(|| file_errors::damaged(path, "no workbook in it"))?;
        let mut book = Self {
            path: path.to_owned(),
            records: Records::new(stream),
            sheets: Vec::new(),
            texts: Texts::default(),
            styles: Vec::new(),
            epoch_1904: false,
        };
        book.globals()?;
        Ok(book)
    }

    fn globals(&mut self) -> Result<(), FileError> {
        let path = self.path.clone();
        let hostile = |excess| file_errors::hostile(&path, excess);
        let other = |format| FileError::OtherFormat { path: file_errors::shown(&path), format };
        let mut formats: HashMap<u16, NumberFormat> = HashMap::new();
        let mut fonts: Vec<bool> = Vec::new();
        let mut styles: Vec<(usize, u16)> = Vec::new();
        let mut begun = false;
        while self.records.next().map_err(|error| reading(&path, &error))? {
            let data = self.records.data();
            match self.records.kind() {
                // The beginning says which of the formats it is.
                0x0809 if !begun => {
                    begun = true;
                    if number16(data, 0) != 0x0600 {
                        return Err(other(Format::OldWorkbook));
                    }
                }
                0x002F => return Err(other(Format::Encrypted)),
                0x0022 => self.epoch_1904 = number16(data, 0) == 1,
                0x0031 => fonts.push(number16(data, 2) & 0x0008 != 0),
                0x041E => {
                    let code = long_text(data.get(2..).unwrap_or_default());
                    formats.insert(number16(data, 0), cell_value::by_code(&code));
                }
                0x00E0 => styles.push((usize::from(number16(data, 0)), number16(data, 2))),
                0x0085 => self.sheets.extend(SheetPlace::read(data)),
                0x00FC => self.texts = texts(&mut self.records).map_err(|error| error.told(&path))?,
                0x000A => break,
                _ => {}
            }
            if styles.len().max(fonts.len()) > STYLES_MAX {
                return Err(hostile(Excess::Styles));
            }
            if self.sheets.len() > SHEETS_MAX {
                return Err(hostile(Excess::Things));
            }
        }
        if !begun {
            return Err(file_errors::damaged(&path, "no workbook in it"));
        }
        let style = |&(font, format): &(usize, u16)| {
            let font = if font > NO_FONT { font - 1 } else { font };
            Style {
                format: formats
                    .get(&format)
                    .copied()
                    .unwrap_or_else(|| cell_value::built_in(u32::from(format))),
                struck: fonts.get(font).is_some_and(|struck| *struck),
            }
        };
        self.styles = styles.iter().map(style).collect();
        Ok(())
    }

    /// The sheets with cells, in their order.
    pub(in crate::tabular) fn infos(&self) -> Vec<SheetInfo> {
        self.sheets.iter().map(|sheet| sheet.info.clone()).collect()
    }

    /// Whether serial numbers of days count from 1904.
    pub(in crate::tabular) fn epoch_1904(&self) -> bool {
        self.epoch_1904
    }

    /// The rows of a sheet, from the first.
    pub(in crate::tabular) fn rows<'a>(
        &'a mut self,
        sheet: usize,
    ) -> Result<Box<dyn RowSource + 'a>, FileError> {
        let at = self.sheets.get(sheet).map(|sheet| sheet.at);
        let at = at.ok_or_else(|| file_errors::damaged(&self.path, "no such sheet"))?;
        self.records.go_to(at);
        let (texts, styles) = (&self.texts, &self.styles[..]);
        Ok(Box::new(Sheet::new(self.path.clone(), &mut self.records, texts, styles, self.epoch_1904)))
    }

    /// The merged regions of a sheet.
    pub(in crate::tabular) fn regions(&mut self, sheet: usize) -> Result<Vec<Region>, FileError> {
        let Some(at) = self.sheets.get(sheet).map(|sheet| sheet.at) else { return Ok(Vec::new()) };
        self.records.go_to(at);
        sheet::regions(&mut self.records).map_err(|error| reading(&self.path, &error))
    }
}

impl SheetPlace {
    /// A sheet with cells; none for charts and macros.
    fn read(data: &[u8]) -> Option<Self> {
        // Of both bytes only the lower bits count.
        let (state, kind) = (data.get(4)? % 4, data.get(5)? % 16);
        let name = short_text(data.get(6..)?);
        let place = u64::from(number32(data, 0));
        let info = SheetInfo { name, visible: state == 0, place };
        (kind == 0).then_some(Self { info, at: place })
    }
}

/// An error of reading the stream: an end that comes too early is damage.
pub(super) fn reading(path: &Path, error: &io::Error) -> FileError {
    if matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::Other) {
        file_errors::damaged(path, &error.to_string())
    } else {
        file_errors::reading(path, error)
    }
}

fn failure(path: &Path, error: ContainerError) -> FileError {
    match error {
        ContainerError::Io(error) => reading(path, &error),
        ContainerError::Damaged(reason) => file_errors::damaged(path, reason),
    }
}

/// Why the table of texts is not read.
enum TextsError {
    Io(io::Error),
    TooLarge,
    Cut,
}

impl TextsError {
    fn told(self, path: &Path) -> FileError {
        match self {
            Self::Io(error) => reading(path, &error),
            Self::TooLarge => file_errors::hostile(path, Excess::Texts),
            Self::Cut => file_errors::damaged(path, "the table of texts is cut off"),
        }
    }
}

/// The table of texts, which goes on over many records (MS-XLS 2.4.265).
fn texts<F: Read + Seek>(records: &mut Records<F>) -> Result<Texts, TextsError> {
    let mut pieces = Pieces { records, at: 8 };
    let mut texts = Texts::default();
    let mut text = String::new();
    while pieces.has_more()? {
        pieces.text(&mut text)?;
        if !texts.push(&text) || texts.bytes() > TEXTS_MAX || texts.count() > TEXT_COUNT_MAX {
            return Err(TextsError::TooLarge);
        }
    }
    Ok(texts)
}

/// The bytes of a record and of those that continue it.
struct Pieces<'a, F> {
    records: &'a mut Records<F>,
    at: usize,
}

impl<F: Read + Seek> Pieces<'_, F> {
    fn left(&self) -> usize {
        self.records.data().len().saturating_sub(self.at)
    }

    /// Whether bytes follow, in this record or the next.
    fn has_more(&mut self) -> Result<bool, TextsError> {
        while self.left() == 0 {
            if !self.records.next_piece().map_err(TextsError::Io)? {
                return Ok(false);
            }
            self.at = 0;
        }
        Ok(true)
    }

    fn byte(&mut self) -> Result<u8, TextsError> {
        if !self.has_more()? {
            return Err(TextsError::Cut);
        }
        let byte = self.records.data().get(self.at).copied().ok_or(TextsError::Cut)?;
        self.at += 1;
        Ok(byte)
    }

    fn number<const BYTES: usize>(&mut self) -> Result<usize, TextsError> {
        let mut number = 0;
        for place in 0..BYTES {
            number |= usize::from(self.byte()?) << (8 * place);
        }
        Ok(number)
    }

    fn skip(&mut self, mut bytes: usize) -> Result<(), TextsError> {
        while bytes > 0 {
            if !self.has_more()? {
                return Err(TextsError::Cut);
            }
            let here = self.left().min(bytes);
            self.at += here;
            bytes -= here;
        }
        Ok(())
    }

    /// One text with its runs of fonts, which are passed over (MS-XLS 2.5.293).
    fn text(&mut self, text: &mut String) -> Result<(), TextsError> {
        text.clear();
        let mut left = self.number::<2>()?;
        if left > TEXT_MAX {
            return Err(TextsError::TooLarge);
        }
        let flags = self.byte()?;
        let runs = if flags & 0x08 != 0 { self.number::<2>()? } else { 0 };
        let beside = if flags & 0x04 != 0 { self.number::<4>()? } else { 0 };
        let mut wide = flags & 0x01 != 0;
        let mut units = Vec::with_capacity(left.min(1024));
        while left > 0 {
            if self.left() == 0 {
                if !self.has_more()? {
                    return Err(TextsError::Cut);
                }
                // Each piece says anew how wide its characters are.
                wide = self.byte()? & 0x01 != 0;
            }
            units.push(if wide { self.number::<2>()? } else { self.number::<1>()? });
            left -= 1;
        }
        add_units(text, units.into_iter().map(|unit| u16::try_from(unit).unwrap_or_default()));
        self.skip(runs.saturating_mul(4).saturating_add(beside))
    }
}

fn add_units(text: &mut String, units: impl Iterator<Item = u16>) {
    text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

/// A text whose length takes one byte (MS-XLS 2.5.240).
fn short_text(data: &[u8]) -> String {
    characters(data.get(1..).unwrap_or_default(), data.first().map_or(0, |count| usize::from(*count)))
}

/// A text whose length takes two bytes (MS-XLS 2.5.294).
pub(super) fn long_text(data: &[u8]) -> String {
    characters(data.get(2..).unwrap_or_default(), usize::from(number16(data, 0)))
}

/// So many characters behind the byte that says how wide they are.
fn characters(data: &[u8], count: usize) -> String {
    let Some((flags, data)) = data.split_first() else { return String::new() };
    let mut text = String::new();
    if flags & 0x01 != 0 {
        add_units(&mut text, data.chunks_exact(2).take(count).map(|unit| number16(unit, 0)));
    } else {
        add_units(&mut text, data.iter().take(count).map(|byte| u16::from(*byte)));
    }
    text
}
