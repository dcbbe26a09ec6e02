//! Keys and the other events of a terminal, in plain types of our own: the app knows no terminal.

use std::fmt;
use std::str::FromStr;

use super::mouse::Mouse;
use crate::domain::text::half_width;

/// Most bytes of one paste; the rest is dropped. A field holds far less.
pub const PASTE_MAX: usize = 1_000_000;

/// A key press. Shift is already in the character; `Ctrl` holds the lower-case letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A character as typed, possibly full-width: see [`Key::folded`].
    Char(char),
    /// A character with Ctrl held, lower case.
    Ctrl(char),
    /// A function key, from 1.
    F(u8),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift with Tab.
    BackTab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Shift with the arrow up.
    ShiftUp,
    /// Shift with the arrow down.
    ShiftDown,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Insert.
    Insert,
    /// Delete.
    Delete,
    /// Backspace.
    Backspace,
}

/// An event of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed or repeated.
    Key(Key),
    /// A text was pasted: one line, no control characters, at most [`PASTE_MAX`] bytes. It is data, never a
    /// submit.
    Paste(String),
    /// The mouse was used, which is heard only where that is asked for.
    Mouse(Mouse),
    /// The terminal has a new size, in cells.
    Resize(u16, u16),
    /// The Esc that came before was no key, but the beginning of the one that comes next, torn by a slow line.
    EscTakenBack,
    /// The key that comes next came within or beside what a terminal sends of itself: it writes nothing.
    Unpressed,
    /// The window was given the focus: the day may have turned while it was away.
    FocusGained,
    /// The picture on the terminal may be spoilt and must be drawn afresh.
    Redraw,
}

/// The named keys as shown to people; the first name of a key is the one shown, the others are read too.
const NAMES: &[(Key, &[&str])] = &[
    (Key::Enter, &["Enter", "return"]),
    (Key::Esc, &["Esc", "escape"]),
    (Key::Tab, &["Tab"]),
    (Key::BackTab, &["Shift+Tab", "backtab"]),
    (Key::Up, &["Up"]),
    (Key::Down, &["Down"]),
    (Key::ShiftUp, &["Shift+Up"]),
    (Key::ShiftDown, &["Shift+Down"]),
    (Key::Left, &["Left"]),
    (Key::Right, &["Right"]),
    (Key::Home, &["Home"]),
    (Key::End, &["End"]),
    (Key::PageUp, &["PgUp", "pageup"]),
    (Key::PageDown, &["PgDn", "pagedown"]),
    (Key::Insert, &["Ins", "insert"]),
    (Key::Delete, &["Del", "delete"]),
    (Key::Backspace, &["Backspace"]),
    (Key::Char(' '), &["Space"]),
];

/// Most function keys that a keyboard sends.
const F_MAX: u8 = 24;

impl Key {
    /// The key to look up: an input method in Chinese punctuation mode sends ？／：１２ and 、。 for the
    /// ASCII characters on the same keys. The raw character is kept for text entry.
    #[must_use]
    pub fn folded(self) -> Self {
        if let Self::Char(c) = self { Self::Char(fold(c)) } else { self }
    }

    /// The key without Shift, which means the same where nothing is bound to the two together.
    #[must_use]
    pub fn without_shift(self) -> Self {
        if self == Self::ShiftUp {
            Self::Up
        } else if self == Self::ShiftDown {
            Self::Down
        } else {
            self
        }
    }
}

/// The half-width character on the same key: U+FF01 to U+FF5E, the ideographic blank, 、 as / and 。 as a dot.
/// Any other character is returned as it is.
pub fn fold(c: char) -> char {
    match c {
        '、' => '/',
        '。' => '.',
        _ => half_width(c),
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((_, names)) = NAMES.iter().find(|(key, _)| key == self) {
            return f.pad(names.first().unwrap_or(&""));
        }
        match self {
            Self::Char(c) => f.pad(c.encode_utf8(&mut [0; 4])),
            Self::Ctrl(c) => f.pad(&format!("Ctrl+{}", c.to_uppercase())),
            Self::F(n) => f.pad(&format!("F{n}")),
            Self::Enter
            | Self::Esc
            | Self::Tab
            | Self::BackTab
            | Self::Up
            | Self::Down
            | Self::ShiftUp
            | Self::ShiftDown
            | Self::Left
            | Self::Right
            | Self::Home
            | Self::End
            | Self::PageUp
            | Self::PageDown
            | Self::Insert
            | Self::Delete
            | Self::Backspace => Ok(()),
        }
    }
}

/// A name that is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no key is called {0:?}")]
pub struct UnknownKey(pub String);

impl FromStr for Key {
    type Err = UnknownKey;

    /// Reads "F2", "ctrl+s", "Enter", "pgdn", "space", or a single character, which is taken as it is.
    fn from_str(name: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(name.to_owned());
        if let Some(c) = only_char(name) {
            return Ok(Self::Char(c));
        }
        let lower = name.to_ascii_lowercase();
        if let Some(c) = lower.strip_prefix("ctrl+").and_then(only_char) {
            return Ok(Self::Ctrl(c));
        }
        if let Some((key, _)) =
            NAMES.iter().find(|(_, names)| names.iter().any(|known| known.eq_ignore_ascii_case(name)))
        {
            return Ok(*key);
        }
        let number = lower.strip_prefix('f').ok_or_else(unknown)?;
        match number.parse::<u8>() {
            Ok(n) if (1..=F_MAX).contains(&n) && n.to_string() == number => Ok(Self::F(n)),
            Ok(_) | Err(_) => Err(unknown()),
        }
    }
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        for (name, key) in [
            ("F2", Key::F(2)),
            ("f12", Key::F(12)),
            ("ctrl+s", Key::Ctrl('s')),
            ("Ctrl+S", Key::Ctrl('s')),
            ("enter", Key::Enter),
            ("pgdn", Key::PageDown),
            ("PageUp", Key::PageUp),
            ("shift+tab", Key::BackTab),
            ("space", Key::Char(' ')),
            (" ", Key::Char(' ')),
            ("/", Key::Char('/')),
            ("f", Key::Char('f')),
            ("程", Key::Char('程')),
        ] {
            assert_eq!(name.parse(), Ok(key), "{name}");
        }
    }

    #[test]
    fn other_names_are_refused() {
        for name in ["", "F0", "F25", "f02", "f+2", "ctrl+", "ctrl+ab", "alt+x", "程连"] {
            assert_eq!(name.parse::<Key>(), Err(UnknownKey(name.to_owned())));
        }
    }

    #[test]
    fn the_shown_name_is_read_back() {
        let named = NAMES.iter().map(|(key, _)| *key);
        let others = [Key::Ctrl('c'), Key::Ctrl('l'), Key::F(1), Key::F(12), Key::Char('?'), Key::Char('富')];
        for key in named.chain(others) {
            let shown = key.to_string();
            assert!(!shown.is_empty());
            assert_eq!(shown.parse(), Ok(key), "{shown}");
        }
    }

    #[test]
    fn full_width_is_folded_for_lookup() {
        for (typed, key) in
            [('？', '?'), ('／', '/'), ('：', ':'), ('１', '1'), ('ｑ', 'q'), ('～', '~'), ('　', ' ')]
        {
            assert_eq!(Key::Char(typed).folded(), Key::Char(key));
        }
        assert_eq!(Key::Char('、').folded(), Key::Char('/'));
        assert_eq!(Key::Char('。').folded(), Key::Char('.'));
        assert_eq!(Key::Char('程').folded(), Key::Char('程'));
        assert_eq!(Key::F(2).folded(), Key::F(2));
    }
}
