//! Reads the bytes that a terminal sends for keys, pastes and focus: ECMA-48 control sequences as xterm, VTE,
//! the Linux console, rxvt, tmux and `PuTTY` write them. What a terminal answers is no key, and is passed over whole.
//! Time is given from outside.

mod mouse;
mod sequence;
mod strings;
#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use crate::ui::key::{Event, Key, PASTE_MAX};
use mouse::Torn;
use sequence::{Head, head, introducer, is_private};
use strings::{ControlString, Extent, KINDS, LATE};

/// How long an Esc alone waits for the rest of a key.
const ESC_WAIT: Duration = Duration::from_millis(40);
/// How long after that the rest of a key may still come: over a slow link an arrow can arrive as Esc and, later, `[A`.
/// The Esc is taken back then.
const REJOIN: Duration = Duration::from_millis(400);
/// How long that is for the rest of a report of a mouse, which nobody types.
const REPORT_REJOIN: Duration = Duration::from_secs(2);
/// How long the beginning of a longer sequence waits for its rest.
const KEY_WAIT: Duration = Duration::from_millis(100);
/// How long a paste whose end sequence was lost takes all keys.
const PASTE_WAIT: Duration = Duration::from_secs(2);
/// How long the rest of an answer is waited for, and of what begins as one: no person types Esc and a bracket at once.
const ANSWER_WAIT: Duration = Duration::from_millis(400);

const ESC: u8 = 0x1b;
const PASTE_END: &[u8] = b"\x1b[201~";

/// The bytes that are no key yet.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
    string: Option<ControlString>,
    /// When the last bytes came.
    last_fed: Option<Instant>,
    /// When an Esc came that was then given out alone; nothing has come since.
    lone_esc: Option<Instant>,
    /// Whether what is pending begins with an Esc that was given out already.
    rejoining: bool,
    /// Whether something came with the last bytes that no key sends.
    answered: bool,
    /// Whether reports of a mouse are answered.
    mouse: bool,
    /// The beginning of such a report, which was given up.
    torn: Option<Torn>,
    /// A string whose end had not come in time, and until when what comes may be its rest.
    late: Option<(ControlString, Instant)>,
}

impl Decoder {
    /// Answers what the mouse does, too.
    pub(super) fn hear_mouse(&mut self) {
        self.mouse = true;
    }

    /// Takes bytes that came `now`; what they complete goes to `events`.
    pub(super) fn feed(&mut self, bytes: &[u8], now: Instant, events: &mut Vec<Event>) {
        // An Esc that has waited long enough is a key even if the loop was busy meanwhile.
        if self.paste.is_none() {
            self.tick(now, events);
        }
        let before = events.len();
        self.go_on_late(bytes, now);
        self.answered = self.string.is_some();
        if self.may_rejoin(bytes, now) {
            self.rejoining = true;
            self.pending.push(ESC);
            self.late = self.late.take().filter(|_| bytes.first() != Some(&b'\\'));
        } else if let Some(torn) = self.torn.take()
            && self.nothing_else()
            && torn.goes_on(bytes, now)
        {
            self.pending = torn.begun;
        }
        self.lone_esc = None;
        self.last_fed = Some(now);
        if let Some(string) = &mut self.string {
            string.fed(bytes.len(), now);
        }
        self.pending.extend_from_slice(bytes);
        self.read(now, events);
        if self.answered {
            unpressed(events, before);
        }
    }

    /// Whether bytes may be the rest of a key whose Esc was given out alone: nobody types them at once.
    fn may_rejoin(&self, bytes: &[u8], now: Instant) -> bool {
        let is_report = matches!(bytes, [b'[', b'<', rest @ ..] if mouse::is_rest(rest));
        // The end of a string that was torn between its two characters.
        let is_end = self.late.is_some() && bytes.first() == Some(&b'\\');
        let wait = ESC_WAIT + if is_report || is_end { REPORT_REJOIN } else { REJOIN };
        let in_time = self.lone_esc.is_some_and(|at| now.saturating_duration_since(at) < wait);
        let of_string = matches!(bytes, [kind, _, ..] if KINDS.contains(kind) || *kind == b'\\');
        let of_key = matches!(bytes, [b'[', ..] | [b'O', b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S']);
        in_time && self.nothing_else() && (of_string || of_key || is_end)
    }

    /// Takes a string up again that was given up, if these bytes are its rest.
    fn go_on_late(&mut self, bytes: &[u8], now: Instant) {
        let Some((mut string, until)) = self.late.take() else { return };
        if now >= until {
            return;
        }
        if self.nothing_else() && self.lone_esc.is_none() && ControlString::goes_on(bytes) {
            string.resume(now);
            self.string = Some(string);
        } else {
            self.late = Some((string, until));
        }
    }

    fn nothing_else(&self) -> bool {
        self.pending.is_empty() && self.paste.is_none() && self.string.is_none()
    }

    /// What was read began with an Esc that was given out as a key, and is none.
    fn take_esc_back(&mut self, events: &mut Vec<Event>) {
        if std::mem::take(&mut self.rejoining) {
            events.push(Event::EscTakenBack);
        }
    }

    /// When [`tick`](Self::tick) will have something to do if no byte comes.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let fed = self.last_fed?;
        if let Some(string) = &self.string {
            return string.deadline(fed);
        }
        let wait = if self.paste.is_some() {
            PASTE_WAIT
        } else if self.pending.is_empty() {
            return None;
        } else if self.pending == [ESC] {
            ESC_WAIT
        } else if self.mouse && self.pending == [ESC, b'['] {
            mouse::BEGUN_WAIT
        } else if is_private(&self.pending) || !self.rejoining && begins_answer(&self.pending) {
            ANSWER_WAIT
        } else {
            KEY_WAIT
        };
        fed.checked_add(wait)
    }

    /// Gives up waiting for the rest of a key, a paste or an answer whose time is up.
    pub(super) fn tick(&mut self, now: Instant, events: &mut Vec<Event>) {
        if self.deadline().is_none_or(|at| now < at) {
            return;
        }
        if let Some(paste) = self.paste.take() {
            self.pending.clear();
            events.push(Event::Paste(pasted(&paste)));
        }
        if let Some(string) = self.string.take() {
            let before = events.len();
            if string.may_go_on() {
                self.late = self.last_fed.and_then(|fed| fed.checked_add(LATE)).map(|until| (string, until));
            } else {
                self.give_up(string, 0, events);
            }
            self.read(now, events);
            unpressed(events, before);
            if self.string.is_some() {
                return;
            }
        }
        // Esc with at most one character after it was typed; anything longer is a sequence that lost its end.
        let typed = std::mem::take(&mut self.pending);
        let rejoining = std::mem::take(&mut self.rejoining);
        self.torn = Torn::of(&typed, self.mouse, now);
        match typed.as_slice() {
            [ESC] => {
                self.lone_esc = self.last_fed;
                events.push(Event::Key(Key::Esc));
            }
            [ESC, second] => {
                if !rejoining {
                    events.push(Event::Key(Key::Esc));
                }
                events.push(Event::Key(Key::Char(char::from(*second))));
            }
            _ => {}
        }
    }

    /// Takes the first `read` bytes of what is pending away, and puts back what was typed and not answered.
    fn give_up(&mut self, string: ControlString, read: usize, events: &mut Vec<Event>) {
        let typed = string.typed();
        if typed.is_some() && !std::mem::take(&mut self.rejoining) {
            events.push(Event::Key(Key::Esc));
        }
        self.pending.splice(..read, typed.unwrap_or_else(|| string.typed_behind()));
    }

    fn read(&mut self, now: Instant, events: &mut Vec<Event>) {
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
            if let Some(string) = self.string.as_mut() {
                match string.take(rest) {
                    Extent::Open(length) => {
                        read += length;
                        break;
                    }
                    Extent::Ended(length) => {
                        read += length;
                        self.string = None;
                        self.take_esc_back(events);
                    }
                    Extent::Lost(length) => {
                        if let Some(string) = self.string.take() {
                            self.give_up(string, read + length, events);
                            read = 0;
                        }
                    }
                }
                continue;
            }
            match head(rest) {
                Head::Whole(event, length) => {
                    self.take_esc_back(events);
                    let mouse = self.mouse;
                    let event = event.filter(|event| mouse || !matches!(event, Event::Mouse(_)));
                    self.answered |= event.is_none();
                    events.extend(event);
                    read += length;
                }
                Head::Paste(length) => {
                    self.paste = Some(Vec::new());
                    read += length;
                }
                Head::ControlString { kind, by_esc, length } => {
                    let mut string = ControlString::new(kind, by_esc, now);
                    string.fed(rest.len(), now);
                    self.answered = true;
                    self.string = Some(string);
                    read += length;
                }
                Head::Part => break,
            }
        }
        self.pending.drain(..read);
    }
}

/// Says of the keys from there on that nobody pressed them to write something: a terminal sent what they came with.
fn unpressed(events: &mut Vec<Event>, from: usize) {
    for event in events.split_off(from) {
        if matches!(event, Event::Key(_)) {
            events.push(Event::Unpressed);
        }
        events.push(event);
    }
}

/// Whether what came together begins with an introducer: of a control sequence or of a control string.
fn begins_answer(bytes: &[u8]) -> bool {
    introducer(bytes).is_some_and(|(c, length)| c == b'[' || KINDS.contains(&c) && bytes.len() == length)
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
