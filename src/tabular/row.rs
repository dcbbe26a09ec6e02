//! A row as the file has it: cells as text, and what kind of cell each was.

/// Most bytes of a cell that are kept. A cell this long is refused wherever it matters.
pub const CELL_MAX: usize = 4096;
/// Columns that are read; what lies further right is no roster.
pub(super) const COLUMNS_MAX: usize = 256;

/// What the file says a cell is. Text files have text only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Text,
    /// A number, shown in decimal digits.
    Number,
    /// A number that the workbook formats as a date, shown as 1952-08-01.
    Date,
    /// #N/A and the like.
    Error,
    /// A formula whose result the file does not hold.
    Uncached,
    /// The result 0 of a formula, or an empty text: what programs write that leave the calculating to others, or a true one.
    NoResult,
    /// A text that the file does not hold: its number leads nowhere.
    NoText,
    /// Text of the merged cell that covers this one.
    Filled,
}

/// How a text is struck out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Struck {
    /// Parts of it were, and are left out.
    Runs,
    /// All of it is.
    Whole,
}

/// One physical row. The buffers are reused from row to row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRow {
    /// Number as a spreadsheet shows it, from 1.
    pub number: u64,
    /// Whether the workbook does not show it.
    pub hidden: bool,
    text: String,
    ends: Vec<(usize, CellKind)>,
    /// Columns, from 0, of what is struck out.
    struck: Vec<u8>,
    /// Columns, from 0, out of whose texts something struck was left.
    struck_runs: Vec<u8>,
}

impl RawRow {
    /// An empty row.
    pub fn new(number: u64) -> Self {
        Self { number, ..Self::default() }
    }

    /// Takes the row apart, so that its buffers can be filled again.
    pub(super) fn into_buffers(mut self) -> (Vec<u8>, Vec<(usize, CellKind)>) {
        self.ends.clear();
        let mut bytes = self.text.into_bytes();
        bytes.clear();
        (bytes, self.ends)
    }

    /// A row from its text and the byte ends of its cells; none if the bytes are no UTF-8.
    pub(super) fn from_buffers(number: u64, bytes: Vec<u8>, ends: Vec<(usize, CellKind)>) -> Option<Self> {
        Some(Self { number, text: String::from_utf8(bytes).ok()?, ends, ..Self::default() })
    }

    /// Adds a cell on the right; what is longer than [`CELL_MAX`] is cut, what is further right than
    /// [`COLUMNS_MAX`] dropped.
    pub fn push(&mut self, text: &str, kind: CellKind) {
        if self.ends.len() < COLUMNS_MAX {
            self.text.push_str(cut(text));
            self.ends.push((self.text.len(), kind));
        }
    }

    /// Says of a cell that it is struck out.
    pub(super) fn strike(&mut self, column: usize) {
        self.struck.extend(u8::try_from(column));
    }

    /// Whether a cell is struck out.
    pub fn is_struck(&self, column: usize) -> bool {
        self.struck.iter().any(|&struck| usize::from(struck) == column)
    }

    /// Says of a cell how its text is struck out.
    pub(super) fn strike_text(&mut self, column: usize, struck: Option<Struck>) {
        match struck {
            Some(Struck::Whole) => self.strike(column),
            Some(Struck::Runs) => self.struck_runs.extend(u8::try_from(column)),
            None => {}
        }
    }

    /// Whether parts of the text of a cell were struck out, and so are left out.
    pub fn has_struck_runs(&self, column: usize) -> bool {
        self.struck_runs.iter().any(|&struck| usize::from(struck) == column)
    }

    /// Bytes of its cells.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Puts the text of one cell in the place of another.
    pub fn lend(&mut self, from: usize, to: usize) {
        let (text, kind) = (self.cell(from).to_owned(), self.kind(from));
        self.put(to, &text, kind);
        if self.is_struck(from) {
            self.strike(to);
        }
    }

    /// Puts a text that is not struck out in the place of a cell.
    pub fn put(&mut self, at: usize, text: &str, kind: CellKind) {
        let (struck, struck_runs) = (self.struck.clone(), self.struck_runs.clone());
        let mut row = Self { hidden: self.hidden, struck, struck_runs, ..Self::new(self.number) };
        for column in 0..self.width().max(at + 1) {
            if column == at {
                row.push(text, kind);
            } else {
                row.push(self.cell(column), self.kind(column));
            }
        }
        row.struck.retain(|&column| usize::from(column) != at);
        *self = row;
    }

    /// Number of cells.
    pub fn width(&self) -> usize {
        self.ends.len()
    }

    /// The text of a cell; empty where the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        let Some(&(end, _)) = self.ends.get(column) else { return "" };
        let start = column.checked_sub(1).and_then(|left| self.ends.get(left)).map_or(0, |&(end, _)| end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The kind of a cell.
    pub fn kind(&self, column: usize) -> CellKind {
        self.ends.get(column).map_or(CellKind::Text, |&(_, kind)| kind)
    }

    /// Every cell, from the left.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.width()).map(|column| self.cell(column))
    }
}

/// The first [`CELL_MAX`] bytes of a text, to a character's end.
fn cut(text: &str) -> &str {
    if text.len() <= CELL_MAX {
        return text;
    }
    let end = (0..=CELL_MAX).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_places() {
        let mut row = RawRow::new(7);
        row.push("程连富", CellKind::Text);
        row.push("", CellKind::Text);
        row.push("3", CellKind::Number);
        assert_eq!(row.cells().collect::<Vec<_>>(), ["程连富", "", "3"]);
        assert_eq!((row.cell(9), row.kind(2)), ("", CellKind::Number));
    }

    #[test]
    fn a_long_cell_is_cut_at_a_character() {
        let mut row = RawRow::new(1);
        row.push(&"程".repeat(CELL_MAX), CellKind::Text);
        assert_eq!(row.cell(0).len(), 4095);
    }
}
