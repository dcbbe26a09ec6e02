//! Looks an XLSX over before it is opened: whatever the file, an error within seconds and 256 MB.
//!
//! A file of 2 KB can claim sheets, texts and styles without end, and the sizes in its directory can
//! lie. So every part of XML is inflated once here, counted while it streams, and kept nowhere; the
//! pieces that a reader has to keep (one cell, one tag, the tables of texts and styles, relations,
//! names, merged cells) each have a cap, and cell references are checked.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use zip::ZipArchive;

use super::file_errors;
use super::opened::Pass;
use super::strangers;
use super::xml_tag::{self, Tag, TagEnd};
use crate::domain::file_error::{Excess, FileError, Format};

/// Parts of an archive: a workbook of a hundred sheets has three hundred.
const PARTS_MAX: usize = 1000;
/// Bytes of the archive's directory: a thousand parts with long names.
const DIRECTORY_MAX: u64 = 4 << 20;
/// Inflated bytes of one part.
const PART_MAX: u64 = 512 << 20;
/// Inflated bytes of all parts together.
const TOTAL_MAX: u64 = 1 << 30;
/// Tags of all parts together: three million filled cells and more. A larger roster comes as CSV.
const TAGS_MAX: u64 = 24_000_000;
/// Inflated bytes of the table of texts.
const TEXTS_MAX: u64 = 64 << 20;
/// Texts in that table.
const TEXT_COUNT_MAX: u64 = 2_000_000;
/// Inflated bytes of a part that holds no cells and is no table of texts.
const SMALL_PART_MAX: u64 = 32 << 20;
/// Bytes of one cell or of one run of text.
const PIECE_MAX: u64 = 1 << 20;
/// Bytes of one tag.
const TAG_MAX: u64 = 64 << 10;
/// Styles of cells, fonts and formats: Excel's own limit is 65,490.
const STYLES_MAX: u64 = 65_536;
/// Styles times the longest tag: each style is kept with copies of its format and font.
const STYLE_BYTES_MAX: u64 = 64 << 20;
/// Relations of a part; sheets are as many as parts, at most.
const RELATIONS_MAX: u64 = 10_000;
/// Bytes of a sheet before its first row: views and widths of columns.
const PREAMBLE_MAX: u64 = 256 << 10;
/// Rows of a sheet: the last one has this number.
const ROWS_MAX: u64 = 1_048_576;
/// Cells of all sheets together, empty ones too: as many as those tags make where each is filled. An empty one
/// is a single tag, and takes a reader as long.
const CELLS_MAX: u64 = TAGS_MAX / 4;
/// Columns of a sheet, and so cells of a row.
const ROW_CELLS_MAX: u64 = 16_384;
/// Names and merged regions.
const NAMES_MAX: u64 = 200_000;

/// A file that knows where it is read, and that stops being read when its allowance is used up.
pub(super) struct MeteredFile {
    file: Pass,
    place: Arc<AtomicU64>,
    left: Arc<AtomicU64>,
}

impl MeteredFile {
    /// Watches a file; `place` tells the byte at which it was read last.
    pub(super) fn new(file: Pass, place: Arc<AtomicU64>) -> Self {
        Self { file, place, left: Arc::new(AtomicU64::new(u64::MAX)) }
    }
}

impl Read for MeteredFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.file.read(buffer)?;
        self.place.fetch_add(got as u64, Ordering::Relaxed);
        let left = self.left.load(Ordering::Relaxed);
        if left < got as u64 {
            return Err(io::Error::other("the directory of the archive is too large"));
        }
        self.left.store(left - got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

impl Seek for MeteredFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = self.file.seek(to)?;
        self.place.store(at, Ordering::Relaxed);
        Ok(at)
    }
}

/// What was seen.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct XlsxSurvey {
    /// Whether any sheet has merged cells.
    pub(super) merges: bool,
    /// Where the sheets lie in the file: first byte and compressed length.
    pub(super) sheets: Vec<(u64, u64)>,
}

/// Looks a workbook over.
///
/// # Errors
/// It goes beyond a cap, is damaged, or is an archive of something else.
pub(super) fn survey(path: &Path, file: Pass) -> Result<XlsxSurvey, FileError> {
    let broken = |error: zip::result::ZipError| file_errors::damaged(path, &error.to_string());
    let watched = MeteredFile::new(file, Arc::default());
    let left = Arc::clone(&watched.left);
    left.store(DIRECTORY_MAX, Ordering::Relaxed);
    let mut archive = ZipArchive::new(watched).map_err(broken)?;
    left.store(u64::MAX, Ordering::Relaxed);
    if archive.len() > PARTS_MAX {
        return Err(file_errors::hostile(path, Excess::Parts));
    }
    let mut allowance = Allowance { bytes: TOTAL_MAX, tags: TAGS_MAX, cells: CELLS_MAX };
    let mut is_workbook = false;
    let mut survey = XlsxSurvey::default();
    let other = |format| FileError::OtherFormat { path: file_errors::shown(path), format };
    if let Some(format) = strangers::by_parts(archive.file_names().flatten()) {
        return Err(other(format));
    }
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let name = String::from_utf8_lossy(part.name_raw()).replace('\\', "/").to_lowercase();
        if part.size() > PART_MAX {
            return Err(file_errors::hostile(path, Excess::Inflated));
        }
        is_workbook |= name.starts_with("xl/");
        if !(has_extension(&name, "xml") || has_extension(&name, "rels")) {
            continue;
        }
        let is_texts = name.rsplit('/').next() == Some("sharedstrings.xml");
        if is_texts && part.size() > TEXTS_MAX {
            return Err(file_errors::hostile(path, Excess::Texts));
        }
        let place = (part.data_start().unwrap_or(0), part.compressed_size());
        let mut scan = Scan { is_texts, ..Scan::default() };
        scan.run(part, &allowance).map_err(|stop| match stop {
            Stop::Broken(error) => file_errors::damaged(path, &error.to_string()),
            Stop::Beyond(excess) => file_errors::hostile(path, excess),
            Stop::Wrong(reason) => file_errors::damaged(path, reason),
            Stop::CrowdedRow(row) => FileError::CrowdedRow { path: file_errors::shown(path), row },
        })?;
        allowance.bytes -= scan.bytes;
        allowance.tags = allowance.tags.saturating_sub(scan.tags);
        allowance.cells = allowance.cells.saturating_sub(scan.cells);
        survey.merges |= scan.merges > 0;
        if scan.has_cells {
            survey.sheets.push(place);
        }
    }
    if is_workbook { Ok(survey) } else { Err(other(Format::Archive)) }
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end == extension)
}

/// Why a scan stopped.
#[derive(Debug)]
enum Stop {
    Broken(io::Error),
    Beyond(Excess),
    Wrong(&'static str),
    /// The row with this number has more cells than columns.
    CrowdedRow(u64),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

/// One part of XML while it streams by.
#[derive(Default)]
struct Scan {
    is_texts: bool,
    bytes: u64,
    tags: u64,
    cell_from: Option<u64>,
    has_cells: bool,
    cells: u64,
    /// Of the row being read: its number, and its cells so far.
    row: (u64, u64),
    rows: u64,
    texts: u64,
    styles: u64,
    longest: u64,
    relations: u64,
    sheets: u64,
    names: u64,
    merges: u64,
}

impl Scan {
    fn run(&mut self, part: impl Read, allowance: &Allowance) -> Result<(), Stop> {
        let cap = if self.is_texts { TEXTS_MAX } else { PART_MAX }.min(allowance.bytes);
        let mut input = BufReader::with_capacity(64 << 10, part);
        let mut reading = Reading::Text(0);
        loop {
            let mut rest = input.fill_buf()?;
            let length = rest.len();
            if length == 0 {
                return Ok(());
            }
            while !rest.is_empty() {
                let (piece, next) = reading.split(rest);
                rest = next;
                self.advance(piece.len() as u64, cap)?;
                reading = match reading {
                    Reading::Text(before) => {
                        let text = before + piece.len() as u64;
                        if text > PIECE_MAX {
                            return Err(Stop::Beyond(Excess::Piece));
                        }
                        if piece.ends_with(b"<") {
                            Reading::Tag(Vec::new(), TagEnd::default())
                        } else {
                            Reading::Text(text)
                        }
                    }
                    Reading::Tag(begun, ending) => self.tag(begun, ending, piece)?,
                };
            }
            if self.tags > allowance.tags {
                return Err(Stop::Beyond(Excess::Inflated));
            }
            if self.cells > allowance.cells {
                return Err(Stop::Beyond(Excess::Rows));
            }
            input.consume(length);
        }
    }

    /// Takes one more piece of a tag, up to a `>` or the end of what was read, and weighs it once it is
    /// whole. Most tags come in one piece and are not copied.
    fn tag(&mut self, mut begun: Vec<u8>, mut ending: TagEnd, piece: &[u8]) -> Result<Reading, Stop> {
        let whole = if begun.is_empty() {
            ending.is_reached(piece, 0).then_some(piece)
        } else {
            let from = begun.len();
            begun.extend_from_slice(piece);
            ending.is_reached(&begun, from).then_some(begun.as_slice())
        };
        if let Some(tag) = whole {
            self.tags += 1;
            self.weigh(tag)?;
            return Ok(Reading::Text(0));
        }
        if begun.is_empty() {
            begun.extend_from_slice(piece);
        }
        // CDATA is text and may be as long as one.
        let cap = if begun.starts_with(b"![CDATA[") { PIECE_MAX } else { TAG_MAX };
        if begun.len() as u64 > cap {
            Err(Stop::Beyond(Excess::Piece))
        } else {
            Ok(Reading::Tag(begun, ending))
        }
    }

    fn advance(&mut self, by: u64, cap: u64) -> Result<(), Stop> {
        self.bytes += by;
        if self.bytes > cap {
            return Err(Stop::Beyond(if self.is_texts { Excess::Texts } else { Excess::Inflated }));
        }
        if self.cell_from.is_some_and(|from| self.bytes - from > PIECE_MAX) {
            return Err(Stop::Beyond(Excess::Piece));
        }
        let small = self.bytes <= SMALL_PART_MAX || self.is_texts;
        // Beyond the small cap only cells may come, and none of what a reader keeps for the workbook.
        let keeps = self.texts + self.styles + self.relations + self.sheets + self.names > 0;
        if small || (self.has_cells && !keeps) { Ok(()) } else { Err(Stop::Beyond(Excess::Inflated)) }
    }

    fn weigh(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        if bytes.starts_with(b"!D") || bytes.starts_with(b"!d") {
            return Err(Stop::Wrong("a document type is not allowed"));
        }
        let tag = Tag::new(bytes);
        let (counter, max, excess) = match tag.name() {
            b"c" => {
                self.cell_from = tag.opens().then_some(self.bytes);
                self.cells += 1;
                let (row, cells) = (self.row.0, self.row.1 + 1);
                self.row.1 = cells;
                if cells > ROW_CELLS_MAX {
                    return Err(Stop::CrowdedRow(row));
                }
                return check(tag.has_sound_place());
            }
            b"/c" => {
                self.cell_from = None;
                return Ok(());
            }
            b"row" => {
                check(tag.has_sound_place())?;
                let number = tag.values(b"r").find_map(xml_tag::number);
                self.row = (number.unwrap_or(self.row.0 + 1), 0);
                (&mut self.rows, ROWS_MAX, Excess::Rows)
            }
            b"dimension" => return check(tag.has_sound_place()),
            b"sheetData" => {
                let early = self.has_cells || self.bytes <= PREAMBLE_MAX;
                self.has_cells = true;
                return if early { Ok(()) } else { Err(Stop::Beyond(Excess::Piece)) };
            }
            b"mergeCell" => {
                check(tag.has_sound_place())?;
                (&mut self.merges, NAMES_MAX, Excess::Things)
            }
            b"sst" => {
                let claimed = tag.values(b"uniqueCount").filter_map(xml_tag::number).max().unwrap_or(0);
                return if claimed > TEXT_COUNT_MAX { Err(Stop::Beyond(Excess::Texts)) } else { Ok(()) };
            }
            b"si" => (&mut self.texts, TEXT_COUNT_MAX, Excess::Texts),
            b"xf" | b"numFmt" => {
                self.longest = self.longest.max(bytes.len() as u64);
                (&mut self.styles, STYLES_MAX * 2, Excess::Styles)
            }
            b"sheet" => (&mut self.sheets, PARTS_MAX as u64, Excess::Things),
            b"Relationship" => {
                check(tag.leads_to_xml())?;
                (&mut self.relations, RELATIONS_MAX, Excess::Things)
            }
            b"definedName" => (&mut self.names, NAMES_MAX, Excess::Things),
            _ => return Ok(()),
        };
        *counter += 1;
        if *counter > max {
            return Err(Stop::Beyond(excess));
        }
        if self.styles * self.longest > STYLE_BYTES_MAX {
            return Err(Stop::Beyond(Excess::Styles));
        }
        Ok(())
    }
}

/// Where in the XML the scan is.
enum Reading {
    /// In text, that many bytes behind the last tag.
    Text(u64),
    /// In a tag, of which so much was read.
    Tag(Vec<u8>, TagEnd),
}

impl Reading {
    /// The bytes up to the one that may end this, and those behind.
    fn split<'a>(&self, bytes: &'a [u8]) -> (&'a [u8], &'a [u8]) {
        let end = match self {
            Self::Text(_) => b'<',
            Self::Tag(..) => b'>',
        };
        let at = bytes.iter().position(|&byte| byte == end).map_or(bytes.len(), |at| at + 1);
        bytes.split_at(at)
    }
}

/// What all parts together may still use.
struct Allowance {
    bytes: u64,
    tags: u64,
    cells: u64,
}

fn check(sound: bool) -> Result<(), Stop> {
    if sound { Ok(()) } else { Err(Stop::Wrong("a cell reference or relation is wrong")) }
}
