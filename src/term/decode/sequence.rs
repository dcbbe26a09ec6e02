//! What stands at the head of the bytes: a character, a control sequence that is a key or an answer, or the beginning of
//! something longer.

use super::strings::KINDS;
use super::{ESC, mouse};
use crate::ui::key::{Event, Key};

/// Longest control sequence.
const SEQUENCE_MAX: usize = 1_024;

/// What stands at the head of the pending bytes.
pub(super) enum Head {
    /// An event, or none for a sequence that means nothing here, of so many bytes.
    Whole(Option<Event>, usize),
    /// The start sequence of a paste, of so many bytes.
    Paste(usize),
    /// The beginning of a control string, of so many bytes.
    ControlString { kind: u8, by_esc: bool, length: usize },
    /// More bytes are needed.
    Part,
}

/// Whether a control sequence has begun that answers a question: no key has such parameters.
pub(super) fn is_private(bytes: &[u8]) -> bool {
    matches!(introducer(bytes), Some((b'[', length)) if bytes.get(length).is_some_and(|c| (0x3c..=0x3f).contains(c)))
}

/// The character that stands behind Esc in an introducer, and the length of that: `ESC [`, its form in one byte, or that
/// one as a character of UTF-8.
pub(super) fn introducer(bytes: &[u8]) -> Option<(u8, usize)> {
    match bytes {
        [ESC, c, ..] => Some((*c, 2)),
        [0xc2, c @ 0x80..=0x9f, ..] => Some((c - 0x40, 2)),
        [c @ 0x80..=0x9f, ..] => Some((c - 0x40, 1)),
        _ => None,
    }
}

pub(super) fn head(bytes: &[u8]) -> Head {
    let key = |key, length| Head::Whole(Some(Event::Key(key)), length);
    if let Some((c, length)) = introducer(bytes) {
        let by_esc = bytes.first() == Some(&ESC);
        let rest = bytes.get(length..).unwrap_or_default();
        return match (c, rest) {
            (b'[', [b'[', rest @ ..]) => {
                rest.first().map_or(Head::Part, |c| Head::Whole(console_f(*c), length + 2))
            }
            (b'[', _) => control_sequence(rest, length),
            (b'O', _) => rest.first().map_or(Head::Part, |c| Head::Whole(keypad(*c), length + 1)),
            // Esc and one character are typed as well: what follows tells.
            _ if KINDS.contains(&c) && by_esc && rest.is_empty() => Head::Part,
            _ if KINDS.contains(&c) => Head::ControlString { kind: c, by_esc, length },
            // The end of a control string that has begun nowhere, and other controls.
            (b'\\', _) => Head::Whole(None, length),
            _ if !by_esc => Head::Whole(None, length),
            // Esc and then another key, which may be Esc again. Terminals send Alt with a key the same way.
            _ => key(Key::Esc, 1),
        };
    }
    match bytes {
        [] | [ESC] => Head::Part,
        [b'\r' | b'\n', ..] => key(Key::Enter, 1),
        [b'\t', ..] => key(Key::Tab, 1),
        [0x08 | 0x7f, ..] => key(Key::Backspace, 1),
        [0, ..] => Head::Whole(None, 1),
        [c @ 0x01..=0x1a, ..] => key(Key::Ctrl(char::from(c | 0x60)), 1),
        [c @ 0x1c..=0x1f, ..] => key(Key::Ctrl(char::from(c | 0x40)), 1),
        [first, ..] => character(*first, bytes),
    }
}

/// A character in UTF-8; a byte that begins none is passed over.
fn character(first: u8, bytes: &[u8]) -> Head {
    let length = match first {
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Head::Whole(None, 1),
    };
    let whole = bytes.get(..length.min(bytes.len())).unwrap_or_default();
    match std::str::from_utf8(whole) {
        Ok(text) => {
            let c = text.chars().next().filter(|c| !c.is_control());
            Head::Whole(c.map(|c| Event::Key(Key::Char(c))), length)
        }
        Err(error) if error.error_len().is_none() => Head::Part,
        Err(error) => Head::Whole(None, error.error_len().unwrap_or(1)),
    }
}

/// What follows `ESC [`, which has so many bytes: parameters, intermediates, a final byte.
fn control_sequence(bytes: &[u8], introducer: usize) -> Head {
    let Some(length) = bytes.iter().position(|c| !(0x20..=0x3f).contains(c)) else {
        let lost = bytes.len() > SEQUENCE_MAX;
        return if lost { Head::Whole(None, bytes.len() + introducer) } else { Head::Part };
    };
    let (parameters, last) = (bytes.get(..length).unwrap_or_default(), bytes.get(length).copied());
    let whole = introducer + length + 1;
    match last {
        // A new sequence begins inside this one: this one lost its end.
        Some(0..=0x1f) => Head::Whole(None, introducer + length),
        Some(b'~') if parameters == b"200" => Head::Paste(whole),
        // A mouse of X10 says the rest in three characters.
        Some(b'M') if parameters.is_empty() => three_characters(bytes.get(1..).unwrap_or_default())
            .map_or(Head::Part, |length| Head::Whole(None, whole + length)),
        Some(last) => Head::Whole(sequence(parameters, last), whole),
        None => Head::Part,
    }
}

/// How many bytes three characters have, or bytes that are none; none if they are not all there. A control character
/// is none of them: what was taken for one of two bytes was two of one byte.
fn three_characters(bytes: &[u8]) -> Option<usize> {
    let mut length = 0;
    for _ in 0..3 {
        length += match bytes.get(length..)? {
            [0..=0x1f, ..] => break,
            [0xc2..=0xdf, 0x80..=0xbf, ..] => 2,
            [_, ..] => 1,
            [] => return None,
        };
    }
    Some(length)
}

/// The event of `ESC [ parameters last`. Shift, Alt and Ctrl with a named key are the key itself, but for
/// Shift with an arrow up or down.
fn sequence(parameters: &[u8], last: u8) -> Option<Event> {
    // Private parameters (`?`, `>`) and intermediates are of answers to queries that muster never sends; a keyboard in
    // kitty's mode also tells that a key is let go.
    let answers = parameters.first().is_some_and(|c| (0x3c..=0x3f).contains(c));
    if let Some(mouse) = mouse::report(parameters, last) {
        return Some(Event::Mouse(mouse));
    }
    if answers || parameters.iter().any(|c| *c < 0x30) || parameters.windows(2).any(|pair| pair == b":3") {
        return None;
    }
    let number = parameters.split(|c| *c == b';').next().and_then(|n| std::str::from_utf8(n).ok());
    let shift = parameters.ends_with(b";2") || parameters.is_empty() && last.is_ascii_lowercase();
    let key = match last {
        b'I' if parameters.is_empty() => return Some(Event::FocusGained),
        b'~' | b'^' | b'@' => numbered(number.and_then(|n| n.parse().ok())?)?,
        b'Z' => Key::BackTab,
        b'A' | b'a' if shift => Key::ShiftUp,
        b'B' | b'b' if shift => Key::ShiftDown,
        b'a'..=b'd' if parameters.is_empty() => arrow(last.to_ascii_uppercase())?,
        // F3 with Shift, Alt or Ctrl is written as the place of the cursor is told.
        b'R' if !parameters.is_empty() => return None,
        _ => arrow(last).or_else(|| function(last))?,
    };
    Some(Event::Key(key))
}

fn arrow(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        _ => return None,
    })
}

fn function(last: u8) -> Option<Key> {
    matches!(last, b'P'..=b'S').then(|| Key::F(last - b'P' + 1))
}

fn numbered(number: u8) -> Option<Key> {
    Some(match number {
        1 | 7 => Key::Home,
        2 => Key::Insert,
        3 => Key::Delete,
        4 | 8 => Key::End,
        5 => Key::PageUp,
        6 => Key::PageDown,
        11..=15 => Key::F(number - 10),
        17..=21 => Key::F(number - 11),
        23..=26 => Key::F(number - 12),
        28 | 29 => Key::F(number - 13),
        31..=34 => Key::F(number - 14),
        _ => return None,
    })
}

/// F1 to F5 of the Linux console: `ESC [ [ A` to `E`.
fn console_f(last: u8) -> Option<Event> {
    matches!(last, b'A'..=b'E').then(|| Event::Key(Key::F(last - b'A' + 1)))
}

/// What follows `ESC O`: arrows in application mode, F1 to F4, the keypad.
fn keypad(last: u8) -> Option<Event> {
    let key = match last {
        b'M' => Key::Enter,
        // The keypad's characters are sent as the ASCII ones with 0x40 added.
        b'j'..=b'y' => Key::Char(char::from(last - 0x40)),
        _ => arrow(last).or_else(|| function(last))?,
    };
    Some(Event::Key(key))
}
