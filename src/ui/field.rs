//! One line of typed text, with the real cursor in it: an input method's window follows that cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use super::key::Key;
use super::{paint, text};
use crate::domain::text::CleanText;

/// What a key did to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The text changed.
    Changed,
    /// Only the cursor moved, or the field is full.
    Moved,
    /// The key means nothing to a field.
    Ignored,
}

/// A field of at most `max` characters.
#[derive(Clone, Debug, Default)]
pub struct Field {
    input: Input,
    max: usize,
}

impl Field {
    /// An empty field.
    pub fn new(max: usize) -> Self {
        Self { input: Input::default(), max }
    }

    /// A field that holds `value` already, with the cursor at its end.
    pub fn with(max: usize, value: &str) -> Self {
        let mut field = Self::new(max);
        field.paste(value);
        field
    }

    /// What has been typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// Takes a key. Characters arrive as they are; amounts and dates fold full-width digits when read.
    pub fn key(&mut self, key: Key) -> Typed {
        let request = match key {
            Key::Char(c) => return if self.insert(c) { Typed::Changed } else { Typed::Moved },
            Key::Backspace => InputRequest::DeletePrevChar,
            Key::Delete => InputRequest::DeleteNextChar,
            Key::Left => InputRequest::GoToPrevChar,
            Key::Right => InputRequest::GoToNextChar,
            Key::Home => InputRequest::GoToStart,
            Key::End => InputRequest::GoToEnd,
            Key::Ctrl(_)
            | Key::F(_)
            | Key::Enter
            | Key::Esc
            | Key::Tab
            | Key::BackTab
            | Key::Up
            | Key::Down
            | Key::PageUp
            | Key::PageDown
            | Key::Insert => return Typed::Ignored,
        };
        match self.input.handle(request) {
            Some(changed) if changed.value => Typed::Changed,
            Some(_) | None => Typed::Moved,
        }
    }

    /// Takes pasted text as data: one line, never a submit; line breaks and tabs become blanks, and
    /// characters that may not reach a terminal are left out. Returns whether anything changed.
    pub fn paste(&mut self, pasted: &str) -> bool {
        let mut changed = false;
        for c in pasted.trim().chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            changed |= self.insert(c);
        }
        changed
    }

    fn insert(&mut self, c: char) -> bool {
        let fits = self.text().chars().count() < self.max;
        // An input method types a blank of two cells.
        let c = if c == '\u{3000}' { ' ' } else { c };
        let clean =
            c == ' ' || CleanText::parse(c.encode_utf8(&mut [0; 4]), 1).is_ok_and(|text| !text.is_empty());
        if fits && clean {
            self.input.handle(InputRequest::InsertChar(c));
        }
        fits && clean
    }

    /// Draws the field into the first row of `area`; returns where the cursor belongs. A text longer
    /// than the area scrolls so that the cursor stays in sight.
    pub fn view(&self, buf: &mut Buffer, area: Rect, style: Style) -> Position {
        let before: String = self.text().chars().take(self.input.cursor()).collect();
        let room = usize::from(area.width.saturating_sub(1));
        let mut cells = text::width(&before);
        let mut skipped = 0;
        for grapheme in before.graphemes(true) {
            if cells <= room {
                break;
            }
            cells -= text::width(grapheme);
            skipped += grapheme.len();
        }
        paint::put(buf, area, self.text().get(skipped..).unwrap_or_default(), style);
        let x = area.x.saturating_add(u16::try_from(cells).unwrap_or(u16::MAX));
        Position::new(x.min(area.right().saturating_sub(1)), area.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(field: &Field, width: u16) -> (String, u16) {
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        let cursor = field.view(&mut buf, area, Style::new());
        let mut row = String::new();
        let mut x = 0;
        while x < width {
            let symbol = buf[(x, 0)].symbol();
            row.push_str(symbol);
            x += u16::try_from(text::width(symbol)).unwrap();
        }
        (row, cursor.x)
    }

    #[test]
    fn the_cursor_stands_in_cells() {
        let mut field = Field::new(10);
        for c in "程连f".chars() {
            assert_eq!(field.key(Key::Char(c)), Typed::Changed);
        }
        assert_eq!(view(&field, 10), ("程连f     ".to_owned(), 5));
        assert_eq!(field.key(Key::Home), Typed::Moved);
        assert_eq!(view(&field, 10).1, 0);
        assert_eq!(field.key(Key::Right), Typed::Moved);
        assert_eq!(view(&field, 10).1, 2);
        assert_eq!(field.key(Key::Delete), Typed::Changed);
        assert_eq!(field.text(), "程f");
        assert_eq!(field.key(Key::Up), Typed::Ignored);
    }

    #[test]
    fn a_long_text_scrolls_with_the_cursor() {
        let field = Field::with(20, "呼日查巴特尔");
        assert_eq!(view(&field, 7), ("巴特尔 ".to_owned(), 6));
        assert_eq!(view(&field, 6), ("特尔  ".to_owned(), 4));
    }

    #[test]
    fn a_paste_is_one_line_of_clean_characters_within_the_cap() {
        let mut field = Field::new(6);
        assert!(field.paste(" 屋\u{202E}顶\r\n漏雨\u{7}了很多\n"));
        assert_eq!(field.text(), "屋顶  漏雨");
        assert!(!field.paste("x"));
        assert_eq!(field.key(Key::Char('x')), Typed::Moved);
        assert_eq!(field.key(Key::Backspace), Typed::Changed);
        assert!(!field.is_empty());
    }

    #[test]
    fn blanks_can_be_typed() {
        let mut field = Field::new(6);
        assert_eq!(field.key(Key::Char(' ')), Typed::Changed);
        assert_eq!(field.key(Key::Char('\u{3000}')), Typed::Changed);
        assert_eq!(field.text(), "  ");
        assert!(field.is_empty());
        for bad in ['\t', '\u{1}', '\u{2028}', '\u{202E}', '\u{200B}'] {
            assert_eq!(field.key(Key::Char(bad)), Typed::Moved);
        }
    }
}
