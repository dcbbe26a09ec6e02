//! What comes from a terminal, at random: keys, texts, pastes, answers, torn sequences, garbage.

use muster::ui::key::Key;

use crate::faults::Dice;
use crate::support::pty::bytes_of;

/// Keys that the app binds or that fields take. Not Ctrl-Z, which would stop the tests; not F8, nor F10
/// whose menu has it, which leads into the folders of this machine.
const KEYS: [&str; 41] = [
    "up",
    "down",
    "left",
    "right",
    "pgup",
    "pgdn",
    "home",
    "end",
    "enter",
    "enter",
    "enter",
    "esc",
    "esc",
    "tab",
    "tab",
    "shift+tab",
    "backspace",
    "del",
    "ins",
    "space",
    "F1",
    "F2",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "F9",
    "ctrl+q",
    "F12",
    "ctrl+r",
    "ctrl+l",
    "ctrl+u",
    "ctrl+x",
    "ctrl+d",
    "ctrl+s",
    "ctrl+a",
    "ctrl+p",
    "/",
    "?",
];
const CHARS: [&str; 16] =
    ["甲", "人", "1", "0", "5", "错", "a", "z", "．", "１", "-", " ", "程", "\u{301}", "。", "9"];
/// Ways to where something is written.
const WAYS: [&str; 11] = [
    "F2 F2",
    "F2 F2 enter",
    "F2 F2 enter enter enter",
    "esc esc F2 enter enter",
    "enter F3 tab tab down enter",
    "ctrl+r 错 了 enter",
    "F6 F2 enter enter",
    "F6 F3 enter",
    "esc esc ctrl+p enter",
    "F12 enter F3 enter",
    "F7 down del 错 enter",
];
const ANSWERS: [&str; 12] = [
    "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    "\x1b]52;c;5o+Q5YaZDQo=\x07",
    "\x1bP!|7E565445\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^private\x1b\\",
    "\x1b[?64;1;2c",
    "\x1b[24;80R",
    "\x1b[?2026;2$y",
    "\x1b[<0;12;7M",
    "\x1b[M !!",
    "\x1b[I",
    "\x1b[97;5u",
];

/// Bytes that come together, and how many events they are.
pub(super) struct Event {
    pub(super) bytes: Vec<u8>,
    pub(super) count: usize,
}

fn key(name: &str) -> Vec<u8> {
    bytes_of(name.parse::<Key>().unwrap())
}

fn one<'a>(dice: &mut Dice, of: &[&'a str]) -> &'a str {
    let at = usize::try_from(dice.below(of.len() as u64)).unwrap();
    of[at]
}

fn several(dice: &mut Dice, most: u64, mut of: impl FnMut(&mut Dice) -> Vec<u8>) -> Event {
    let count = 1 + dice.below(most);
    Event { bytes: (0..count).flat_map(|_| of(dice)).collect(), count: usize::try_from(count).unwrap() }
}

/// What comes next.
pub(super) fn next(dice: &mut Dice) -> Event {
    let mut event = match dice.below(100) {
        0..45 => several(dice, 1, |dice| key(one(dice, &KEYS))),
        45..60 => several(dice, 4, |dice| one(dice, &CHARS).as_bytes().to_vec()),
        60..72 => {
            let way: Vec<_> = one(dice, &WAYS).split(' ').collect();
            Event { bytes: way.iter().flat_map(|name| key(name)).collect(), count: way.len() }
        }
        72..78 => several(dice, 2, |dice| one(dice, &ANSWERS).as_bytes().to_vec()),
        // Torn anywhere: what follows is read as it can be.
        78..82 => several(dice, 1, |dice| {
            let answer = one(dice, &ANSWERS).as_bytes();
            let length = usize::try_from(dice.below(answer.len() as u64)).unwrap();
            answer[..length].to_vec()
        }),
        82..86 => several(dice, 1, |dice| {
            let lines =
                several(dice, 6, |dice| [one(dice, &CHARS), one(dice, &["", "\r", "\n"])].concat().into());
            [b"\x1b[200~", lines.bytes.as_slice(), b"\x1b[201~"].concat()
        }),
        // Without brackets.
        86..90 => {
            several(dice, 8, |dice| [one(dice, &CHARS), one(dice, &["", "\r", "\r\n", "\t"])].concat().into())
        }
        // At once.
        90..95 => {
            let name = one(dice, &KEYS);
            several(dice, 12, |_| key(name))
        }
        _ => several(dice, 6, |dice| vec![u8::try_from(dice.below(256)).unwrap()]),
    };
    for byte in &mut event.bytes {
        if *byte == 0x1a {
            *byte = 0x18;
        }
    }
    event
}

/// Reports of a mouse on a screen of that size, now and then torn or of an old form; never on the last row, whose menu
/// leads into the folders of this machine.
pub(super) fn mouse(dice: &mut Dice, (columns, rows): (u16, u16)) -> Event {
    several(dice, 6, |dice| {
        let (column, row) =
            (1 + dice.below(u64::from(columns) + 2), 1 + dice.below(u64::from(rows).max(2) - 1));
        let (button, end) = match dice.below(10) {
            0..5 => (0, 'M'),
            5..7 => (64 + dice.below(2), 'M'),
            7 => (0, 'm'),
            8 => (35, 'M'),
            _ => (dice.below(200), 'M'),
        };
        // A person presses twice.
        let times = if button == 0 && end == 'M' { 1 + usize::from(dice.below(2) == 0) } else { 1 };
        let report = format!("\x1b[<{button};{column};{row}{end}").repeat(times).into_bytes();
        match dice.below(12) {
            0 => report[..report.len() / 2].to_vec(),
            1 => b"\x1b[M !!".to_vec(),
            2 => format!("\x1b[<0;-{column};{row}99999999999M").into_bytes(),
            _ => report,
        }
    })
}

/// A key that may do something for good.
pub(super) fn deed(dice: &mut Dice) -> Vec<u8> {
    key(one(dice, &["enter", "enter", "enter", "esc", "ctrl+q"]))
}
