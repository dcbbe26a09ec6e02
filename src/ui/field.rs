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
    fn a_filled_field_is_replaced_by_typing_and_edited_after_a_move() {
        for (key, text) in [
            (Key::Char('3'), "3"),
            (Key::Backspace, ""),
            (Key::Delete, ""),
            (Key::Ctrl('u'), ""),
            (Key::Ctrl('w'), ""),
            (Key::Ctrl('k'), ""),
            (Key::Char('\u{202E}'), "屋顶 漏雨"),
            (Key::Left, "屋顶 漏雨"),
            (Key::Tab, "屋顶 漏雨"),
        ] {
            let mut field = Field::with(20, "屋顶 漏雨");
            field.select();
            field.key(key);
            assert_eq!((field.text(), field.is_selected()), (text, key == Key::Tab), "{key}");
        }
        for (moves, text) in [
            (Key::Left, "屋顶 漏3雨"),
            (Key::Home, "3屋顶 漏雨"),
            (Key::End, "屋顶 漏雨3"),
            (Key::Ctrl('a'), "3屋顶 漏雨"),
        ] {
            let mut field = Field::with(20, "屋顶 漏雨");
            field.select();
            assert_eq!((field.key(moves), field.key(Key::Char('3'))), (Typed::Moved, Typed::Changed));
            assert_eq!(field.text(), text);
        }
        let mut field = Field::with(20, "屋顶");
        field.select();
        assert!(!field.paste("\n") && field.text() == "屋顶");
        field.select();
        assert!(field.paste("漏雨\n") && field.text() == "漏雨");
        let mut field = Field::new(20);
        field.select();
        assert!(!field.is_selected(), "there is nothing to replace");
    }

    #[test]
    fn the_keys_of_a_line_work_everywhere() {
        for (keys, text, at) in [
            ("Ctrl+U", "", 0),
            ("Left Left Ctrl+U", "漏雨", 0),
            ("Left Left Ctrl+K", "屋顶 ", 3),
            ("Ctrl+W", "屋顶 漏", 4),
            ("Ctrl+A Ctrl+K", "", 0),
            ("Ctrl+A Delete Ctrl+E Backspace", "顶 漏", 3),
        ] {
            let mut field = Field::with(20, "屋顶 漏雨");
            for key in keys.split(' ') {
                assert_ne!(field.key(key.parse().unwrap()), Typed::Ignored, "{key}");
            }
            assert_eq!((field.text(), field.input.cursor()), (text, at), "{keys}");
        }
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

    /// A letter with the selector that chooses its form, and a vowel behind the separator.
    const MONGOLIAN: &str = "ᠭᠠ\u{180B}ᠨ\u{180E}ᠠ";

    #[test]
    fn mongolian_selectors_are_kept_typed_and_pasted() {
        let mut typed = Field::new(20);
        for c in MONGOLIAN.chars() {
            assert_eq!(typed.key(Key::Char(c)), Typed::Changed, "U+{:04X}", u32::from(c));
        }
        let mut pasted = Field::new(20);
        assert!(pasted.paste(MONGOLIAN));
        assert_eq!([typed.text(), pasted.text()], [MONGOLIAN; 2]);
        // Where it chooses no form it would only hide a difference.
        for bad in ["\u{180B}", "程\u{180B}", " \u{180B}", "ᠠ\u{180B}\u{180B}"] {
            let mut field = Field::new(20);
            field.paste(bad);
            let clean = bad.strip_suffix('\u{180B}').unwrap();
            assert_eq!(field.text(), clean.trim_start(), "{bad:?}");
        }
    }

    #[test]
    fn a_selector_stays_with_its_letter() {
        let mut field = Field::with(20, "ᠠ\u{180B}ᠨ");
        let places: Vec<usize> = [Key::Left, Key::Left, Key::Right, Key::Home, Key::Right]
            .map(|key| {
                field.key(key);
                field.input.cursor()
            })
            .to_vec();
        assert_eq!(places, [2, 0, 2, 0, 2]);
        assert_eq!(field.key(Key::Char('ᠬ')), Typed::Changed);
        assert_eq!(field.text(), "ᠠ\u{180B}ᠬᠨ");
        field.key(Key::Home);
        assert_eq!(field.key(Key::Delete), Typed::Changed);
        assert_eq!(field.text(), "ᠬᠨ");
        let mut field = Field::with(20, "ᠠ\u{180B}");
        assert_eq!(field.key(Key::Backspace), Typed::Changed);
        assert_eq!(field.text(), "");
        let mut field = Field::with(20, "ᠨ\u{180E}ᠠ");
        field.key(Key::Home);
        field.key(Key::Right);
        assert_eq!(field.input.cursor(), 2);
        field.key(Key::Home);
        field.key(Key::Delete);
        assert_eq!(field.text(), "ᠠ");
    }

    #[test]
    fn marks_are_judged_by_what_they_stand_on() {
        let mut field = Field::new(40);
        field.paste("x");
        assert!((0..8).all(|_| field.insert('\u{301}')));
        assert!(!field.insert('\u{301}'), "a ninth mark");
        assert!(CleanText::parse(field.text(), 40).is_ok());
    }
}
