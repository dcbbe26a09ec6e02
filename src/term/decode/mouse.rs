//! Reports of a mouse: `ESC [ < button ; column ; row M`, and `m` where a button is let go; the older form is `ESC [ M`
//! and three characters. A report is never typed text, however the line tears it.

use std::time::{Duration, Instant};

use ratatui::layout::Position;

use super::ESC;
use crate::ui::mouse::{Mouse, MouseAct};

/// How long the rest of a torn report is still known for one, after it was given up.
const REST_WAIT: Duration = Duration::from_secs(2);
/// How long the first two characters of a report wait for the others where reports are asked for.
pub(super) const BEGUN_WAIT: Duration = Duration::from_secs(1);
/// Bits of a button's number that tell of Shift, Alt and Ctrl.
const WITH_KEYS: u32 = 4 | 8 | 16;
const LEFT: u32 = 0;
const WHEEL_UP: u32 = 64;
const WHEEL_DOWN: u32 = 65;
/// Characters of an old report behind `ESC [ M`.
const OLD: usize = 3;

/// What `ESC [ parameters last` reports, if muster does anything on it: the left button pressed without a key, and the
/// wheel.
pub(super) fn report(parameters: &[u8], last: u8) -> Option<Mouse> {
    let numbers = parameters.strip_prefix(b"<")?;
    if last != b'M' {
        return None;
    }
    let mut numbers = numbers.split(|c| *c == b';').map(number);
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let act = match (button, button & !WITH_KEYS) {
        (LEFT, _) => MouseAct::Press,
        (_, WHEEL_UP) => MouseAct::Wheel(-1),
        (_, WHEEL_DOWN) => MouseAct::Wheel(1),
        _ => return None,
    };
    let cell = |number: u32| u16::try_from(number.checked_sub(1)?).ok();
    let at = Position { x: cell(column)?, y: cell(row)? };
    numbers.next().is_none().then_some(Mouse { at, act })
}

fn number(digits: &[u8]) -> Option<u32> {
    let plain = digits.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(digits).ok().filter(|_| plain)?.parse().ok()
}

/// The beginning of a report whose rest did not come in time.
#[derive(Debug)]
pub(super) struct Torn {
    pub(super) begun: Vec<u8>,
    at: Instant,
}

impl Torn {
    /// What was given up `now`, if a report begins so; where reports are asked for, `ESC [` may be one.
    pub(super) fn of(begun: &[u8], heard: bool, now: Instant) -> Option<Self> {
        let is = matches!(begun, [ESC, b'[', b'<' | b'M', ..]) || heard && begun == [ESC, b'['];
        is.then(|| Self { begun: begun.to_vec(), at: now })
    }

    /// Whether bytes that came `now` begin with the rest: what nobody types at once.
    pub(super) fn goes_on(&self, bytes: &[u8], now: Instant) -> bool {
        if now.saturating_duration_since(self.at) >= REST_WAIT {
            return false;
        }
        match (self.begun.as_slice(), bytes) {
            ([ESC, b'['], [b'<', rest @ ..]) => !rest.is_empty() && is_rest(rest),
            ([ESC, b'[', b'<', ..], rest) => is_rest(rest),
            ([ESC, b'[', b'M', old @ ..], rest) => {
                let missing = OLD.saturating_sub(old.len());
                let button = !old.is_empty() || matches!(rest, [0x20..=0x7f, ..]);
                let coordinates = rest.iter().take(missing).filter(|c| **c >= 0x20).count() == missing;
                missing > 0 && button && coordinates
            }
            _ => false,
        }
    }
}

/// Whether bytes go on with a report up to its end.
pub(super) fn is_rest(bytes: &[u8]) -> bool {
    let end = bytes.iter().find(|c| !matches!(**c, b'0'..=b'9' | b';' | b'-'));
    matches!(end, Some(b'M' | b'm'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Decoder;
    use super::*;
    use crate::ui::key::{Event, Key};

    /// Bytes and the milliseconds at which they come.
    type Chunks<'a> = &'a [(u64, &'a [u8])];

    /// What bytes are that come at so many milliseconds, where the mouse is `heard`.
    fn play(heard: bool, chunks: Chunks) -> Vec<Event> {
        let start = Instant::now();
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        if heard {
            decoder.hear_mouse();
        }
        for (at, bytes) in chunks {
            let now = start + Duration::from_millis(*at);
            while let Some(due) = decoder.deadline().filter(|due| *due <= now) {
                decoder.tick(due, &mut events);
            }
            decoder.feed(bytes, now, &mut events);
        }
        decoder.tick(start + Duration::from_hours(1), &mut events);
        assert_eq!(decoder.deadline(), None);
        events.retain(|event| *event != Event::Unpressed);
        events
    }

    fn mouse(act: MouseAct, x: u16, y: u16) -> Event {
        Event::Mouse(Mouse { at: Position { x, y }, act })
    }

    fn key(c: char) -> Event {
        Event::Key(Key::Char(c))
    }

    #[test]
    fn presses_and_the_wheel_are_heard_and_every_other_report_is_passed_over() {
        let [up, down] = [-1, 1].map(MouseAct::Wheel);
        let table: &[(&[u8], &[Event])] = &[
            (b"\x1b[<0;1;1M", &[mouse(MouseAct::Press, 0, 0)]),
            (b"\x1b[<0;80;24M\x1b[<0;80;24m", &[mouse(MouseAct::Press, 79, 23)]),
            (b"\x1b[<0;500;499M", &[mouse(MouseAct::Press, 499, 498)]),
            (b"\x1b[<64;5;6M\x1b[<65;5;6M", &[mouse(up, 4, 5), mouse(down, 4, 5)]),
            // With Shift, Alt or Ctrl the wheel turns, and a press is for the terminal.
            (b"\x1b[<69;5;6M\x1b[<81;5;6M", &[mouse(down, 4, 5), mouse(down, 4, 5)]),
            (b"\x1b[<4;5;6M\x1b[<8;5;6M\x1b[<16;5;6M", &[]),
            // Other buttons, motion, the wheel to the side.
            (
                b"\x1b[<1;5;6M\x1b[<2;5;6M\x1b[<32;5;6M\x1b[<35;5;6M\x1b[<66;5;6M\x1b[<67;5;6M\x1b[<128;5;6M",
                &[],
            ),
            (b"\x1b[<65;5;6m", &[]),
            // Numbers that are none, or too many.
            (b"\x1b[<0;0;5M\x1b[<0;5;0M\x1b[<0;-5;3M\x1b[<-1;5;3M", &[]),
            (b"\x1b[<0;65537;3M\x1b[<0;99999999999999999999;3M\x1b[<4294967296;3;3M", &[]),
            (b"\x1b[<M\x1b[<;;M\x1b[<0M\x1b[<0;5M\x1b[<0;5;M\x1b[<0;5;6;7M\x1b[<0;5:1;6M\x1b[<<0;5;6M", &[]),
            // The older forms: three characters, in one byte or two each, and decimal numbers without a sign.
            (b"\x1b[M !!\x1b[M#!!\x1b[M`!!", &[]),
            (b"\x1b[M\x20\xff\xfe", &[]),
            (b"\x1b[M\x20\xc5\x85\x1b[M\x23!!", &[]),
            ("\x1b[M \u{e9}\u{e9}".as_bytes(), &[]),
            (b"\x1b[32;5;6M", &[]),
        ];
        for (bytes, heard) in table {
            let followed = [*bytes, b"x"].concat();
            let torn: Vec<_> = followed.chunks(1).map(|byte| (0, byte)).collect();
            for chunks in [vec![(0, followed.as_slice())], torn] {
                let expected = [*heard, &[key('x')]].concat();
                assert_eq!(play(true, &chunks), expected, "{}", bytes.escape_ascii());
                assert_eq!(play(false, &chunks), [key('x')], "{}", bytes.escape_ascii());
            }
        }
    }

    #[test]
    fn a_report_that_a_slow_line_tears_is_no_typed_text() {
        let press = mouse(MouseAct::Press, 11, 6);
        let tables: &[(Chunks, &[Event])] = &[
            (&[(0, b"\x1b[<0;1"), (200, b"2;7M")], std::slice::from_ref(&press)),
            (&[(0, b"\x1b[<0;1"), (1900, b"2;7Mx")], &[press.clone(), key('x')]),
            (&[(0, b"\x1b[<"), (1500, b"0;12;7M")], std::slice::from_ref(&press)),
            (&[(0, b"\x1b[<0;12;7"), (700, b"M")], std::slice::from_ref(&press)),
            (&[(0, b"\x1b["), (900, b"<0;12;7M")], std::slice::from_ref(&press)),
            (&[(0, b"\x1b[M"), (900, b" !!x")], &[key('x')]),
            (&[(0, b"\x1b[M "), (900, b"!!")], &[]),
            (&[(0, b"\x1b[M !"), (900, b"!x")], &[key('x')]),
            // The rest never comes: what is typed is typed.
            (&[(0, b"\x1b[<0;1"), (700, b"5")], &[key('5')]),
            (&[(0, b"\x1b[<0;1"), (700, b"M")], &[]),
            (&[(0, b"\x1b[<0;1"), (3000, b"2;7M")], &[key('2'), key(';'), key('7'), key('M')]),
            (&[(0, b"\x1b[M"), (700, "程".as_bytes())], &[key('程')]),
            (&[(0, b"\x1b[<0;1\x1b[<0;12;7M")], std::slice::from_ref(&press)),
            (
                &[(0, b"\x1b[<0;1"), (500, b"x"), (600, b"2;7M")],
                &[key('x'), key('2'), key(';'), key('7'), key('M')],
            ),
        ];
        for (chunks, expected) in tables {
            assert_eq!(play(true, chunks), *expected, "{chunks:?}");
        }
        // An Esc alone, and its rest long after.
        for at in [50, 430, 1900] {
            let events = play(true, &[(0, b"\x1b"), (at, b"[<0;12;7M")]);
            assert_eq!(events, [Event::Key(Key::Esc), Event::EscTakenBack, press.clone()], "{at}");
        }
    }

    fn report() -> impl Strategy<Value = Vec<u8>> {
        let number = prop_oneof![
            (0u32..600).prop_map(|n| n.to_string()),
            any::<u64>().prop_map(|n| n.to_string()),
            any::<i32>().prop_map(|n| n.to_string()),
            Just(String::new()),
        ];
        let end = prop::sample::select(vec!['M', 'm']);
        let sgr = (prop::collection::vec(number, 0..5), end)
            .prop_map(|(numbers, end)| format!("\x1b[<{}{end}", numbers.join(";")).into_bytes());
        let old =
            (0x20u8..0x80, 0x21u8..=0xff, 0x21u8..0x80).prop_map(|(a, b, c)| vec![0x1b, b'[', b'M', a, b, c]);
        prop_oneof![4 => sgr, 1 => old]
    }

    proptest! {
        /// However the line tears reports, nothing of them is a key, and what was typed between them is.
        #[test]
        fn no_report_is_ever_typed(
            parts in prop::collection::vec((report(), prop::option::of("[a-z程]")), 1..12),
            cuts in prop::collection::vec((1usize..9, 0u64..39), 1..80),
            heard in any::<bool>(),
        ) {
            let (mut bytes, mut typed) = (Vec::new(), Vec::new());
            for (report, text) in &parts {
                bytes.extend_from_slice(report);
                for c in text.iter().flat_map(|text| text.chars()) {
                    bytes.extend_from_slice(c.to_string().as_bytes());
                    typed.push(key(c));
                }
            }
            let (mut chunks, mut rest, mut at) = (Vec::new(), bytes.as_slice(), 0);
            for (length, wait) in cuts.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (chunk, behind) = rest.split_at((*length).min(rest.len()));
                chunks.push((at, chunk));
                at += wait;
                rest = behind;
            }
            let events = play(heard, &chunks);
            let keys: Vec<_> = events.iter().filter(|event| !matches!(event, Event::Mouse(_))).cloned().collect();
            prop_assert_eq!(&keys, &typed, "{}", bytes.escape_ascii());
            prop_assert!(heard || events.len() == keys.len());
        }
    }
}
