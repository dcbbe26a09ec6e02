//! One line of typed text, with the real cursor in it: an input method's window follows that cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use super::key::Key;
use super::{paint, text};
use crate::domain::text::{CleanText, is_mongolian_selector};

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

/// Whether a key can mean something to a field.
pub fn takes(key: Key) -> bool {
    match key {
        Key::Char(_)
        | Key::Backspace
        | Key::Delete
        | Key::Left
        | Key::Right
        | Key::Home
        | Key::End
        | Key::Ctrl('a' | 'e' | 'k' | 'u' | 'w') => true,
        Key::Ctrl(_)
        | Key::F(_)
        | Key::Enter
        | Key::Esc
        | Key::Tab
        | Key::BackTab
        | Key::ShiftUp
        | Key::ShiftDown
        | Key::Up
        | Key::Down
        | Key::PageUp
        | Key::PageDown
        | Key::Insert => false,
    }
}

/// A field of at most `max` characters.
#[derive(Clone, Debug, Default)]
pub struct Field {
    input: Input,
    max: usize,
    /// What is typed takes the place of the whole text.
    selected: bool,
}

impl Field {
    /// An empty field.
    pub fn new(max: usize) -> Self {
        Self { input: Input::default(), max, selected: false }
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

    /// Selects the whole text, if there is any: the next character, or a paste, takes its place; an arrow, Home or End
    /// lets it be edited.
    pub fn select(&mut self) {
        self.selected = !self.is_empty();
    }

    /// Lets the text be edited.
    pub fn deselect(&mut self) {
        self.selected = false;
    }

    /// Whether the whole text is selected.
    pub fn is_selected(&self) -> bool {
        self.selected
    }

    /// Whether the cursor stands behind the last character, and the text is not selected.
    pub fn is_at_end(&self) -> bool {
        !self.selected && self.next_char().is_none()
    }

    /// Takes a key. Characters arrive as they are; amounts and dates fold full-width digits when read. Ctrl+A and Ctrl+E
    /// go to the ends, Ctrl+U and Ctrl+K delete from the cursor to them, Ctrl+W deletes the word before it.
    pub fn key(&mut self, key: Key) -> Typed {
        if !takes(key) {
            return Typed::Ignored;
        }
        if std::mem::take(&mut self.selected) {
            if let Key::Char(c) = key {
                return self.replace_by(c);
            }
            if matches!(key, Key::Backspace | Key::Delete | Key::Ctrl('u' | 'w' | 'k')) {
                self.input = Input::default();
                return Typed::Changed;
            }
        }
        let request = match key {
            Key::Char(c) => return if self.insert(c) { Typed::Changed } else { Typed::Moved },
            Key::Ctrl('k') => InputRequest::DeleteTillEnd,
            Key::Ctrl('w') => InputRequest::DeletePrevWord,
            Key::Ctrl('u') => return self.delete_to_start(),
            Key::Backspace => InputRequest::DeletePrevChar,
            Key::Delete => InputRequest::DeleteNextChar,
            Key::Left => InputRequest::GoToPrevChar,
            Key::Right => InputRequest::GoToNextChar,
            Key::Home | Key::Ctrl('a') => InputRequest::GoToStart,
            Key::End | Key::Ctrl('e') => InputRequest::GoToEnd,
            Key::Ctrl(_)
            | Key::F(_)
            | Key::Enter
            | Key::Esc
            | Key::Tab
            | Key::BackTab
            | Key::ShiftUp
            | Key::ShiftDown
            | Key::Up
            | Key::Down
            | Key::PageUp
            | Key::PageDown
            | Key::Insert => return Typed::Ignored,
        };
        let changed = self.input.handle(request).is_some_and(|changed| changed.value);
        // A selector belongs to the letter before it: the cursor never stands between them, and neither is
        // left without the other.
        let request = if request == InputRequest::GoToPrevChar { request } else { onwards(request) };
        while self.next_char().is_some_and(is_mongolian_selector) {
            self.input.handle(request);
        }
        if changed { Typed::Changed } else { Typed::Moved }
    }

    /// Puts a character in the place of the whole text, unless it may not stand there.
    fn replace_by(&mut self, c: char) -> Typed {
        let text = std::mem::take(&mut self.input);
        if self.insert(c) {
            return Typed::Changed;
        }
        self.input = text;
        Typed::Moved
    }

    fn delete_to_start(&mut self) -> Typed {
        if self.input.cursor() == 0 {
            return Typed::Moved;
        }
        self.input = Input::new(self.halves().1.to_owned()).with_cursor(0);
        Typed::Changed
    }

    /// The character behind the cursor.
    fn next_char(&self) -> Option<char> {
        self.text().chars().nth(self.input.cursor())
    }

    /// Takes pasted text as data: one line, never a submit; line breaks and tabs become blanks, and
    /// characters that may not reach a terminal are left out. Blanks at the ends go, but one blank alone is one. Returns
    /// whether anything changed.
    pub fn paste(&mut self, pasted: &str) -> bool {
        let mut changed = false;
        if std::mem::take(&mut self.selected) && !pasted.trim().is_empty() {
            self.input = Input::default();
        }
        for c in if pasted == " " { pasted } else { pasted.trim() }.chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            changed |= self.insert(c);
        }
        changed
    }

    fn insert(&mut self, c: char) -> bool {
        // An input method types a blank of two cells.
        let c = if c == '\u{3000}' { ' ' } else { c };
        let fits = self.text().chars().count() < self.max && self.stays_clean_with(c);
        if fits {
            self.input.handle(InputRequest::InsertChar(c));
        }
        fits
    }

    /// Whether the whole text may reach a terminal with `c` at the cursor: a mark or a selector is judged by
    /// what it stands on.
    fn stays_clean_with(&self, c: char) -> bool {
        let (before, behind) = self.halves();
        // Blanks at the ends are trimmed before a text is judged, so other white space is refused here.
        let is_blank = c.is_whitespace();
        (!is_blank || c == ' ') && CleanText::parse(&format!("{before}{c}{behind}"), usize::MAX).is_ok()
    }

    /// The text before the cursor and behind it.
    fn halves(&self) -> (&str, &str) {
        let at = self.text().char_indices().nth(self.input.cursor()).map_or(self.text().len(), |(at, _)| at);
        self.text().split_at_checked(at).unwrap_or((self.text(), ""))
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

/// How a selector is dealt with that stands behind the cursor after a request: passed, or taken away too.
fn onwards(request: InputRequest) -> InputRequest {
    if request == InputRequest::DeletePrevChar || request == InputRequest::DeleteNextChar {
        InputRequest::DeleteNextChar
    } else {
        InputRequest::GoToNextChar
    }
}

#[cfg(test)]
mod tests;
