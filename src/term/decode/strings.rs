//! Control strings: what a terminal answers at length (OSC, DCS, APC, PM, SOS), maybe to a question of another program.
//! They mean nothing here and are passed over whole, however the line tears them.

use std::time::{Duration, Instant};

use super::{ESC, KEY_WAIT};

/// How long a string that begins as an answer does waits for its next byte.
const ANSWER_WAIT: Duration = Duration::from_millis(400);
/// How long a string without end takes what comes in small pieces, as a person types.
const TYPING_WAIT: Duration = Duration::from_millis(500);
/// Bytes that come together in an answer, and never from a person.
const BULK: usize = 8;
/// How long the rest of one that was given up may still come, where nobody can have typed it: a link that stood still.
pub(super) const LATE: Duration = Duration::from_secs(3);
/// Characters that come together in the middle of an answer; fewer are typed over a slow line, and are keys.
const TOGETHER: usize = 4;
/// Bytes of a string that are kept, in case they were typed.
const KEPT: usize = 64;

/// Bytes that are kept from a line end within a string on, in case they were typed behind one that lost its end.
const HELD: usize = 1_024;

/// What begins a string behind Esc: DCS, SOS, OSC, PM and APC.
pub(super) const KINDS: [u8; 5] = [b'P', b'X', b']', b'^', b'_'];

/// A string whose end has not come yet.
#[derive(Debug)]
pub(super) struct ControlString {
    kind: u8,
    /// Whether it was begun with Esc and a character, which a person can type.
    by_esc: bool,
    kept: Vec<u8>,
    length: usize,
    last: Option<u8>,
    /// What came from the first line end in it on: it is of the string if that ends, and was typed if not.
    held: Option<Vec<u8>>,
    /// When bytes last came together.
    bulk: Instant,
    /// Whether its beginning did.
    begun_in_bulk: bool,
}

/// How far a string goes in the bytes that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// So many bytes of it, and it goes on.
    Open(usize),
    /// It ends with so many bytes.
    Ended(usize),
    /// It has lost its end after so many bytes: what follows is something else.
    Lost(usize),
}

impl ControlString {
    pub(super) fn new(kind: u8, by_esc: bool, now: Instant) -> Self {
        Self {
            kind,
            by_esc,
            kept: Vec::new(),
            length: 0,
            last: None,
            held: None,
            bulk: now,
            begun_in_bulk: false,
        }
    }

    /// So many bytes came together.
    pub(super) fn fed(&mut self, bytes: usize, now: Instant) {
        if bytes >= BULK {
            self.bulk = now;
            self.begun_in_bulk |= self.length == 0;
        }
    }

    /// Whether it may go on after it was given up: it was no text that was typed, and nothing of it became keys.
    pub(super) fn may_go_on(&self) -> bool {
        !self.is_typed() && self.held.is_none()
    }

    /// Whether these bytes are the rest of one: with its end, or so many together that nobody typed them.
    pub(super) fn goes_on(bytes: &[u8]) -> bool {
        let text = bytes.iter().take_while(|byte| **byte >= 0x20 && !matches!(byte, 0x7f | 0x9c)).count();
        match bytes.get(text..).unwrap_or_default() {
            [ESC, b'\\', ..] | [0x07 | 0x9c, ..] => true,
            [] | [ESC] => text >= TOGETHER && bytes.is_ascii(),
            _ => false,
        }
    }

    /// Goes on with what comes now.
    pub(super) fn resume(&mut self, now: Instant) {
        self.bulk = now;
    }

    /// When it is given up if no byte comes, after bytes came at `fed`.
    pub(super) fn deadline(&self, fed: Instant) -> Option<Instant> {
        let wait = if self.is_typed() { KEY_WAIT } else { ANSWER_WAIT };
        Some(fed.checked_add(wait)?.min(self.bulk.checked_add(TYPING_WAIT)?))
    }

    /// Takes what belongs to it.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Extent {
        for (at, byte) in bytes.iter().copied().enumerate() {
            match byte {
                0x07 => return Extent::Ended(at + 1),
                // The end in one byte, or as a character, unless it is the rest of another one.
                0x9c if self.last.is_none_or(|last| last.is_ascii() || last == 0xc2) => {
                    return Extent::Ended(at + 1);
                }
                ESC => match bytes.get(at + 1) {
                    Some(b'\\') => return Extent::Ended(at + 2),
                    Some(_) => return Extent::Lost(at),
                    None => return Extent::Open(at),
                },
                // Such a string may hold line ends and blanks, SOS whatever there is; Esc and a text that was typed do not.
                0x08..=0x0d if !self.is_typed() => self.hold(),
                0x00..=0x1f | 0x7f if self.kind == b'X' && !self.is_typed() => self.hold(),
                0x00..=0x1f | 0x7f => return Extent::Lost(at),
                _ => {}
            }
            if let Some(held) = &mut self.held {
                if held.len() >= HELD {
                    return Extent::Lost(at);
                }
                held.push(byte);
            }
            self.last = Some(byte);
            self.length = self.length.saturating_add(1);
            if self.kept.len() < KEPT {
                self.kept.push(byte);
            }
        }
        Extent::Open(bytes.len())
    }

    /// Keeps what comes from here on.
    fn hold(&mut self) {
        self.held.get_or_insert_default();
    }

    /// What was typed, if it was: the bytes behind Esc.
    pub(super) fn typed(&self) -> Option<Vec<u8>> {
        self.is_typed().then(|| [&[self.kind], self.kept.as_slice()].concat())
    }

    /// What was typed behind the string, which has lost its end: from the first line end on.
    pub(super) fn typed_behind(self) -> Vec<u8> {
        self.held.unwrap_or_default()
    }

    /// Whether it was rather typed, as Esc and a text that begins with a character of [`KINDS`].
    fn is_typed(&self) -> bool {
        let first = self.kept.first().copied();
        let answers = match self.kind {
            b']' => first.is_some_and(|c| c.is_ascii_digit() || matches!(c, b'l' | b'L')),
            b'P' => first.is_some_and(|c| !c.is_ascii_alphabetic() && c.is_ascii()),
            b'_' => first == Some(b'G'),
            b'^' => true,
            // Nobody answers so; what comes together is no text that was typed.
            b'X' => self.begun_in_bulk,
            _ => false,
        };
        self.by_esc && !answers && self.length <= KEPT
    }
}
