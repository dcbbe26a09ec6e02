//! Reads the bytes that a terminal sends for keys, pastes and focus: ECMA-48 control sequences as xterm, VTE,
//! the Linux console, rxvt, tmux and `PuTTY` write them. Time is given from outside.

use std::time::{Duration, Instant};

use crate::ui::key::{Event, Key, PASTE_MAX};

/// How long an Esc waits for the rest of a key. Over a slow link an arrow can arrive as Esc and, some 50 ms
/// later, `[A`; the other half is a margin.
const KEY_WAIT: Duration = Duration::from_millis(100);
/// How long a paste whose end sequence was lost takes all keys.
const PASTE_WAIT: Duration = Duration::from_secs(2);
/// Longest control sequence that is a key.
const SEQUENCE_MAX: usize = 32;

const ESC: u8 = 0x1b;
const PASTE_END: &[u8] = b"\x1b[201~";

/// The bytes that are no key yet.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
    /// When the last bytes came.
    last_fed: Option<Instant>,
}

/// What stands at the head of the pending bytes.
enum Head {
    /// An event, or none for a sequence that means nothing here, of so many bytes.
    Whole(Option<Event>, usize),
    /// The start sequence of a paste, of so many bytes.
    Paste(usize),
    /// More bytes are needed.
    Part,
}

impl Decoder {
    /// Takes bytes that came `now`; what they complete goes to `events`.
    pub(super) fn feed(&mut self, bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        // An Esc that has waited long enough is a key even if the loop was busy meanwhile.
        if self.paste.is_none() {
            self.tick(now, events);
        }
        self.last_fed = Some(now);
        self.pending.extend_from_slice(bytes);
        self.read(events);
    }

    /// When [`tick`](Self::tick) will have something to do if no byte comes.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let wait = if self.paste.is_some() { PASTE_WAIT } else { KEY_WAIT };
        let waiting = self.paste.is_some() || !self.pending.is_empty();
        self.last_fed.filter(|_| waiting).and_then(|fed| fed.checked_add(wait))
    }

    /// Gives up waiting for the rest of a key or a paste whose time is up.
    pub(super) fn tick(&mut self, now: Instant, events: &mut Vec<Event>) {
        if self.deadline().is_none_or(|at| now < at) {
            return;
        }
        if let Some(paste) = self.paste.take() {
            self.pending.clear();
            events.push(Event::Paste(pasted(&paste)));
        }
        // Esc with at most one character after it was typed; anything longer is a sequence that lost its end.
        let typed = std::mem::take(&mut self.pending);
        match typed.as_slice() {
            [ESC] => events.push(Event::Key(Key::Esc)),
            [ESC, second] => {
                events.push(Event::Key(Key::Esc));
                events.push(Event::Key(Key::Char(char::from(*second))));
            }
            _ => {}
        }
    }

    fn read(&mut self, events: &mut Vec<Event>) {
        let mut read = 0;
        loop {
            let rest = self.pending.get(read..).unwrap_or_default();
            if let Some(paste) = self.paste.as_mut() {
                let (taken, ended) = take_paste(rest, paste);
                read += taken;
                if !ended {
                    break;
                }
                events.push(Event::Paste(pasted(paste)));
                self.paste = None;
                continue;
            }
            match head(rest) {
                Head::Whole(event, length) => {
                    events.extend(event);
                    read += length;
                }
                Head::Paste(length) => {
                    self.paste = Some(Vec::new());
                    read += length;
                }
                Head::Part => break,
            }
        }
        self.pending.drain(..read);
    }
}

/// Moves pasted bytes into `paste`; returns how many were used and whether the paste has ended. The last bytes
/// stay while they may be the start of the end sequence.
fn take_paste(bytes: &[u8], paste: &mut Vec<u8>) -> (usize, bool) {
    let end = bytes.windows(PASTE_END.len()).position(|window| window == PASTE_END);
    let length = end.unwrap_or_else(|| {
        let most = bytes.len().min(PASTE_END.len() - 1);
        let tail = (1..=most).rev().find(|&n| bytes.ends_with(PASTE_END.get(..n).unwrap_or_default()));
        bytes.len() - tail.unwrap_or(0)
    });
    // A little more than is kept, so that a character is not torn at the limit.
    let room = (PASTE_MAX + 4).saturating_sub(paste.len());
    paste.extend_from_slice(bytes.get(..length.min(room)).unwrap_or_default());
    (length + end.map_or(0, |_| PASTE_END.len()), end.is_some())
}

/// One line of at most [`PASTE_MAX`] bytes without control characters; line ends and tabs become blanks.
fn pasted(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut line = String::with_capacity(text.len().min(PASTE_MAX));
    let mut after_return = false;
    for c in text.chars() {
        let kept = match c {
            '\n' if after_return => None,
            '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
            _ if c.is_control() => None,
            _ => Some(c),
        };
        after_return = c == '\r';
        if let Some(kept) = kept {
            if line.len() + kept.len_utf8() > PASTE_MAX {
                break;
            }
            line.push(kept);
        }
    }
    line
}

fn head(bytes: &[u8]) -> Head {
    let key = |key, length| Head::Whole(Some(Event::Key(key)), length);
    match bytes {
        [] | [ESC] => Head::Part,
        [ESC, b'[', b'[', rest @ ..] => rest.first().map_or(Head::Part, |c| Head::Whole(console_f(*c), 4)),
        [ESC, b'[', rest @ ..] => control_sequence(rest),
        [ESC, b'O', rest @ ..] => rest.first().map_or(Head::Part, |c| Head::Whole(keypad(*c), 3)),
        // Esc and then another key, which may be Esc again. Terminals send Alt with a key the same way.
        [ESC, ..] => key(Key::Esc, 1),
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

/// What follows `ESC [`: parameters, intermediates, a final byte.
fn control_sequence(bytes: &[u8]) -> Head {
    let Some(length) = bytes.iter().position(|c| !(0x20..=0x3f).contains(c)) else {
        return if bytes.len() > SEQUENCE_MAX { Head::Whole(None, bytes.len() + 2) } else { Head::Part };
    };
    let (parameters, last) = (bytes.get(..length).unwrap_or_default(), bytes.get(length).copied());
    match last {
        // A new sequence begins inside this one: this one lost its end.
        Some(0..=0x1f) => Head::Whole(None, length + 2),
        Some(b'~') if parameters == b"200" => Head::Paste(length + 3),
        Some(last) => Head::Whole(sequence(parameters, last), length + 3),
        None => Head::Part,
    }
}

/// The event of `ESC [ parameters last`. Shift, Alt and Ctrl with a named key are the key itself.
fn sequence(parameters: &[u8], last: u8) -> Option<Event> {
    // Private parameters (`?`, `>`) answer queries that muster never sends.
    if parameters.first().is_some_and(|c| (0x3c..=0x3f).contains(c)) {
        return None;
    }
    let number = parameters.split(|c| *c == b';').next().and_then(|n| std::str::from_utf8(n).ok());
    let key = match last {
        b'I' if parameters.is_empty() => return Some(Event::FocusGained),
        b'~' | b'^' | b'@' => numbered(number.and_then(|n| n.parse().ok())?)?,
        b'Z' => Key::BackTab,
        b'a'..=b'd' => arrow(last.to_ascii_uppercase())?,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes and the milliseconds at which they come.
    type Chunks<'a> = &'a [(u64, &'a [u8])];

    /// Plays chunks, then lets all waits run out.
    fn play(chunks: Chunks) -> Vec<Event> {
        let start = Instant::now();
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        for (at, bytes) in chunks {
            decoder.feed(bytes, start + Duration::from_millis(*at), &mut events);
        }
        decoder.tick(start + Duration::from_hours(1), &mut events);
        assert_eq!(decoder.deadline(), None);
        events
    }

    fn keys(names: &[&str]) -> Vec<Event> {
        names.iter().map(|name| Event::Key(name.parse().unwrap())).collect()
    }

    #[test]
    fn every_key_is_read_whole_and_byte_by_byte() {
        let table: &[(&[u8], &[&str])] = &[
            (b"a", &["a"]),
            ("程".as_bytes(), &["程"]),
            ("？𠮷".as_bytes(), &["？", "𠮷"]),
            (b"\r", &["Enter"]),
            (b"\n", &["Enter"]),
            (b"\t", &["Tab"]),
            (b"\x7f\x08", &["Backspace", "Backspace"]),
            (b"\x03\x13\x1a", &["Ctrl+C", "Ctrl+S", "Ctrl+Z"]),
            (b"\x1c\x1f", &["Ctrl+\\", "Ctrl+_"]),
            (b"\x1b[A\x1b[B\x1b[C\x1b[D", &["Up", "Down", "Right", "Left"]),
            (b"\x1bOA\x1bOB\x1bOC\x1bOD", &["Up", "Down", "Right", "Left"]),
            (b"\x1b[1;2A\x1b[1;5D\x1b[a", &["Up", "Left", "Up"]),
            (b"\x1b[H\x1b[F\x1bOH\x1bOF", &["Home", "End", "Home", "End"]),
            (b"\x1b[1~\x1b[4~\x1b[7~\x1b[8~", &["Home", "End", "Home", "End"]),
            (b"\x1b[2~\x1b[3~\x1b[5~\x1b[6~", &["Ins", "Del", "PgUp", "PgDn"]),
            (b"\x1b[Z", &["Shift+Tab"]),
            (b"\x1bOP\x1bOQ\x1bOR\x1bOS", &["F1", "F2", "F3", "F4"]),
            (b"\x1b[11~\x1b[12~\x1b[15~", &["F1", "F2", "F5"]),
            (b"\x1b[[A\x1b[[E", &["F1", "F5"]),
            (b"\x1b[17~\x1b[20~\x1b[21~\x1b[23~\x1b[24~", &["F6", "F9", "F10", "F11", "F12"]),
            (b"\x1b[1;2P\x1b[3;5~\x1b[3^", &["F1", "Del", "Del"]),
            (b"\x1bOM\x1bOp\x1bOn", &["Enter", "0", "."]),
            (b"\x1bx\x1b\r", &["Esc", "x", "Esc", "Enter"]),
            (b"\x1b\x1b", &["Esc", "Esc"]),
            (b"\x1b\x1b[A", &["Esc", "Up"]),
            // What no key sends is passed over, and what follows is read.
            (b"\x1b[Ox", &["x"]),
            (b"\x1b[?1;2cx", &["x"]),
            (b"\x1b[201~x", &["x"]),
            (b"\x1b[99999~x", &["x"]),
            (b"\x1b[12\x1b[B", &["Down"]),
            (b"\xff\xc3\x28\x80\0x", &["(", "x"]),
        ];
        for (bytes, names) in table {
            assert_eq!(play(&[(0, bytes)]), keys(names), "{}", bytes.escape_ascii());
            let torn: Vec<_> = bytes.chunks(1).map(|byte| (0, byte)).collect();
            assert_eq!(play(&torn), keys(names), "{} byte by byte", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_split_arrow_is_an_arrow_and_a_lone_esc_is_esc() {
        let table: &[(Chunks, &[&str])] = &[
            (&[(0, b"\x1b"), (50, b"[A")], &["Up"]),
            (&[(0, b"\x1b"), (99, b"[B")], &["Down"]),
            (&[(0, b"\x1b"), (40, b"["), (80, b"C")], &["Right"]),
            (&[(0, b"\x1bO"), (50, b"D")], &["Left"]),
            (&[(0, b"\x1b[1"), (50, b"5~")], &["F5"]),
            (&[(0, b"\x1b")], &["Esc"]),
            (&[(0, b"\x1b["), (200, b"x")], &["Esc", "[", "x"]),
            (&[(0, b"\x1b"), (50, b"x")], &["Esc", "x"]),
            (&[(0, b"\x1b"), (150, b"[A")], &["Esc", "[", "A"]),
            (&[(0, b"\x1b"), (50, b"\x1b"), (120, b"[A")], &["Esc", "Up"]),
            (&[(0, b"ab\x1b"), (50, b"[Ac")], &["a", "b", "Up", "c"]),
            (&[(0, b"\xe7\xa8"), (50, b"\x8b")], &["程"]),
            (&[(0, b"\xe7\xa8"), (150, b"x")], &["x"]),
        ];
        for (chunks, names) in table {
            assert_eq!(play(chunks), keys(names), "{chunks:?}");
        }
    }

    #[test]
    fn a_paste_is_one_line_of_data() {
        let paste = |text: &str| Event::Paste(text.to_owned());
        for (bytes, text) in
            [("程连富", "程连富"), ("a\r\nb\nc\rd\te", "a b c d e"), ("a\x07\x1b[Ab\u{9b}", "a[Ab"), ("", "")]
        {
            let whole = format!("\x1b[200~{bytes}\x1b[201~x");
            let expected = [vec![paste(text)], keys(&["x"])].concat();
            assert_eq!(play(&[(0, whole.as_bytes())]), expected, "{bytes:?}");
            let torn: Vec<_> = whole.as_bytes().chunks(1).map(|byte| (0, byte)).collect();
            assert_eq!(play(&torn), expected, "{bytes:?} byte by byte");
        }
        assert_eq!(play(&[(0, b"\x1b[200~lost"), (150, b" end")]), [paste("lost end")]);
        assert_eq!(play(&[(0, b"\x1b[I")]), [Event::FocusGained]);
    }

    #[test]
    fn a_huge_paste_is_cut_and_the_keys_after_it_work() {
        let start = Instant::now();
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        decoder.feed(b"\x1b[200~", start, &mut events);
        for _ in 0..1_000 {
            decoder.feed("程连富".repeat(300).as_bytes(), start, &mut events);
        }
        assert!(decoder.pending.len() < PASTE_END.len());
        decoder.feed(b"\x1b[201~\x1b[A", start, &mut events);
        let [Event::Paste(text), up] = events.as_slice() else { panic!("{} events", events.len()) };
        assert_eq!((text.len(), up), (PASTE_MAX / 3 * 3, &Event::Key(Key::Up)));
    }
}
