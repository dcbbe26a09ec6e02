//! The cells of a sheet, gathered into rows.

use std::io::Read;
use std::path::PathBuf;

use quick_xml::events::{BytesStart, Event};

use super::runs::Runs;
use super::styles::Style;
use super::xml::{self, Part, XmlFailure};
use crate::domain::file_error::FileError;
use crate::tabular::cell_value;
use crate::tabular::file_errors;
use crate::tabular::row::{COLUMNS_MAX, CellKind, RawRow, Struck};
use crate::tabular::sheet_info::{Region, RowSource};
use crate::tabular::texts::Texts;
use crate::tabular::xml_tag::{self, Tag};

/// What cells mean by themselves.
#[derive(Clone, Copy)]
pub(super) struct Meaning<'a> {
    pub(super) texts: &'a Texts,
    pub(super) styles: &'a [Style],
    pub(super) epoch_1904: bool,
}

/// The rows of a sheet, in order. Rows that the file leaves out are blank and are left out here too.
pub(super) struct Sheet<'a, R: Read> {
    path: PathBuf,
    part: Part<R>,
    meaning: Meaning<'a>,
    /// Number of the row before.
    last: u64,
    cell: CellBuffer,
    ended: bool,
}

/// A cell as it is read.
#[derive(Default)]
struct CellBuffer {
    kind: ValueKind,
    style: usize,
    has_value: bool,
    has_formula: bool,
    text: String,
    runs: Runs,
    struck: Option<Struck>,
}

/// What the file says that a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ValueKind {
    #[default]
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Day,
}

/// Which text the reader is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Cell,
    Value,
    /// The text of an inline string, or a run of it.
    Inline,
    /// A formula, or signs of reading above a text.
    Other,
}

impl<'a, R: Read> Sheet<'a, R> {
    /// Begins at the first row.
    pub(super) fn new(path: PathBuf, part: R, meaning: Meaning<'a>) -> Self {
        Self { path, part: Part::new(part), meaning, last: 0, cell: CellBuffer::default(), ended: false }
    }

    fn damaged(&self, reason: &str) -> FileError {
        file_errors::damaged(&self.path, reason)
    }

    fn cells(&mut self, mut row: RawRow) -> Result<RawRow, FileError> {
        loop {
            let (column, row_number) = match self.part.next() {
                Ok(Event::Start(start)) => {
                    let tag = xml::tag(&start);
                    if tag.name() != b"c" {
                        continue;
                    }
                    self.cell.begin(&tag);
                    let place = tag.values(b"r").next().and_then(xml_tag::place);
                    (place.map(|(column, _)| column), place.map(|(_, row)| row))
                }
                Ok(Event::End(end)) if end.local_name().as_ref() == "row" => return Ok(row),
                Ok(Event::Eof) => return Err(self.damaged("a row does not end")),
                Ok(_) => continue,
                Err(error) => return Err(self.damaged(&error)),
            };
            self.cell.read(&mut self.part).map_err(|error| file_errors::damaged(&self.path, &error))?;
            let column = match column {
                Some(column) => usize::try_from(column).unwrap_or(usize::MAX).saturating_sub(1),
                None => row.width(),
            };
            if row.number == 0 {
                row.number = row_number.unwrap_or(self.last + 1);
            }
            if row_number.is_some_and(|number| number != row.number) || row.number <= self.last {
                return Err(self.damaged("rows or cells are out of order"));
            }
            if column >= COLUMNS_MAX || self.cell.is_empty() {
                continue;
            }
            if column < row.width() {
                return Err(self.damaged("rows or cells are out of order"));
            }
            while row.width() < column {
                row.push("", CellKind::Text);
            }
            self.cell.push(&mut row, &self.meaning);
        }
    }
}

impl<R: Read> RowSource for Sheet<'_, R> {
    fn next_row(&mut self) -> Result<Option<RawRow>, FileError> {
        while !self.ended {
            let row = match self.part.next() {
                Ok(Event::Start(start)) => {
                    let tag = xml::tag(&start);
                    if tag.name() != b"row" {
                        continue;
                    }
                    let mut row = RawRow::new(tag.values(b"r").find_map(xml_tag::number).unwrap_or_default());
                    row.hidden = xml::value(&tag, "hidden").is_some_and(xml::is_true);
                    row
                }
                Ok(Event::End(end)) if end.local_name().as_ref() == "sheetData" => {
                    self.ended = true;
                    continue;
                }
                Ok(Event::Eof) => return Err(self.damaged("the sheet does not end")),
                Ok(_) => continue,
                Err(error) => return Err(self.damaged(&error)),
            };
            let row = self.cells(row)?;
            self.last = if row.number == 0 { self.last + 1 } else { row.number };
            if row.width() > 0 {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
}

impl CellBuffer {
    fn begin(&mut self, tag: &Tag<'_>) {
        self.kind = match xml::value(tag, "t") {
            Some("s") => ValueKind::Shared,
            Some("b") => ValueKind::Bool,
            Some("e") => ValueKind::Error,
            Some("d") => ValueKind::Day,
            Some("str" | "inlineStr" | "is") => ValueKind::Text,
            Some(_) | None => ValueKind::Number,
        };
        self.style = xml::value(tag, "s").and_then(|style| style.parse().ok()).unwrap_or_default();
        (self.has_value, self.has_formula) = (false, false);
        self.text.clear();
        self.runs.begin();
        self.struck = None;
    }

    /// Reads on to the end of the cell. What stands in it besides a value, a formula and a text is passed over.
    fn read<R: Read>(&mut self, part: &mut Part<R>) -> Result<(), XmlFailure> {
        let mut within = Within::Cell;
        let mut begun = 0;
        loop {
            match part.next()? {
                Event::Start(start) => within = self.enter(&start, within, &mut begun),
                Event::End(end) => match end.local_name().as_ref() {
                    "c" => {
                        self.struck = self.runs.end(&mut self.text);
                        return Ok(());
                    }
                    "v" | "t" if matches!(within, Within::Value | Within::Inline) => {
                        xml::unescaped(&mut self.text, begun);
                        if within == Within::Inline {
                            self.runs.end_piece(&mut self.text, begun);
                        }
                        within = Within::Cell;
                    }
                    "v" | "f" | "rPh" => within = Within::Cell,
                    name => self.runs.leave(name),
                },
                Event::Text(text) if matches!(within, Within::Value | Within::Inline) => {
                    self.text.push_str(&text.xml10_content());
                }
                Event::CData(text) if matches!(within, Within::Value | Within::Inline) => {
                    self.text.push_str(&text.xml10_content());
                }
                Event::GeneralRef(reference) if matches!(within, Within::Value | Within::Inline) => {
                    xml::add_reference(&reference, &mut self.text)?;
                }
                Event::GeneralRef(reference) => xml::add_reference(&reference, &mut String::new())?,
                Event::Eof => return Err("a cell does not end".to_owned()),
                Event::Text(_)
                | Event::CData(_)
                | Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    fn enter(&mut self, start: &BytesStart<'_>, within: Within, begun: &mut usize) -> Within {
        match start.local_name().as_ref() {
            // Beside an inline text a value says nothing.
            "v" if !self.has_value => {
                self.has_value = true;
                *begun = self.text.len();
                Within::Value
            }
            "is" => {
                self.has_value = true;
                self.kind = ValueKind::Text;
                self.text.clear();
                within
            }
            "t" if within == Within::Cell => {
                *begun = self.text.len();
                Within::Inline
            }
            "f" => {
                self.has_formula = true;
                Within::Other
            }
            "v" | "rPh" => Within::Other,
            _ => {
                self.runs.enter(&xml::tag(start));
                within
            }
        }
    }

    /// Whether there is nothing in it: neither a value nor a formula.
    fn is_empty(&self) -> bool {
        let text_wanted = self.kind == ValueKind::Shared && self.has_value;
        self.text.is_empty() && !self.has_formula && !text_wanted
    }

    fn push(&self, row: &mut RawRow, meaning: &Meaning<'_>) {
        let style = meaning.styles.get(self.style).copied().unwrap_or_default();
        let text = self.text.as_str();
        if style.struck {
            row.strike(row.width());
        }
        row.strike_text(row.width(), self.struck);
        // A text that is empty is a result; a number, an error or nothing at all is none.
        if text.is_empty() && self.has_formula && !(self.kind == ValueKind::Text && self.has_value) {
            row.push("=", CellKind::Uncached);
            return;
        }
        if text.is_empty() && self.has_formula {
            row.push("", CellKind::NoResult);
            return;
        }
        match self.kind {
            ValueKind::Shared => {
                let number = text.trim().parse().ok();
                match number.and_then(|number| Some((number, meaning.texts.get(number)?))) {
                    Some((number, text)) => {
                        row.strike_text(row.width(), meaning.texts.struck(number));
                        row.push(text, CellKind::Text);
                    }
                    None => row.push("", CellKind::NoText),
                }
            }
            ValueKind::Text => row.push(text, CellKind::Text),
            ValueKind::Bool => match text.trim() {
                "1" | "true" => row.push("TRUE", CellKind::Text),
                "0" | "false" => row.push("FALSE", CellKind::Text),
                other => row.push(other, CellKind::Text),
            },
            ValueKind::Error => row.push(text, CellKind::Error),
            ValueKind::Day => row.push(text.get(..10).unwrap_or(text), CellKind::Date),
            ValueKind::Number => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    cell_value::push_number(row, number, style.format, meaning.epoch_1904);
                }
                Ok(_) | Err(_) => row.push(text, CellKind::Text),
            },
        }
    }
}

/// The merged regions of a sheet.
pub(super) fn regions(part: impl Read) -> Result<Vec<Region>, XmlFailure> {
    let mut regions = Vec::new();
    xml::each_tag(part, |tag| {
        if tag.name() == b"mergeCell" {
            regions.extend(tag.values(b"ref").next().and_then(region));
        }
    })?;
    Ok(regions)
}

/// A region such as A1:B3.
fn region(text: &[u8]) -> Option<Region> {
    let mut ends = text.split(|&byte| byte == b':').map(xml_tag::place);
    let (from, to) = (ends.next()??, ends.next()??);
    let column = usize::try_from(from.0.checked_sub(1)?).ok()?;
    Some(Region { column, first: from.1, last: to.1 })
}
