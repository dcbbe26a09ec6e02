//! Colours and attributes as a terminal keeps them, and the shortest way from one set to another.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What a terminal draws the next character with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Bold and dim are switched off together.
const WEIGHT: Modifier = Modifier::BOLD.union(Modifier::DIM);
/// So are the two blinks.
const BLINK: Modifier = Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK);

/// Attribute, its code, what the code that ends it ends, and that code: ECMA-48, 8.3.117 (SGR).
const ATTRIBUTES: [(Modifier, u8, Modifier, u8); 9] = [
    (Modifier::BOLD, 1, WEIGHT, 22),
    (Modifier::DIM, 2, WEIGHT, 22),
    (Modifier::ITALIC, 3, Modifier::ITALIC, 23),
    (Modifier::UNDERLINED, 4, Modifier::UNDERLINED, 24),
    (Modifier::SLOW_BLINK, 5, BLINK, 25),
    (Modifier::RAPID_BLINK, 6, BLINK, 25),
    (Modifier::REVERSED, 7, Modifier::REVERSED, 27),
    (Modifier::HIDDEN, 8, Modifier::HIDDEN, 28),
    (Modifier::CROSSED_OUT, 9, Modifier::CROSSED_OUT, 29),
];

impl Pen {
    pub(super) fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Writes what turns the terminal's pen into `next`: the differences, or a reset and all of it.
    pub(super) fn change(&mut self, next: Self, out: &mut Vec<u8>) {
        if *self == next {
            return;
        }
        let differences = codes(*self, next, "");
        let afresh = codes(Self::default(), next, if next == Self::default() { "" } else { "0" });
        let shorter = if differences.len() < afresh.len() { differences } else { afresh };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(shorter.as_bytes());
        out.push(b'm');
        *self = next;
    }
}

/// The codes after `first` that lead from one pen to another, joined by semicolons.
fn codes(from: Pen, to: Pen, first: &str) -> String {
    let mut codes = first.to_owned();
    let mut add = |code: &str| {
        if !codes.is_empty() {
            codes.push(';');
        }
        codes.push_str(code);
    };
    let mut kept = from.modifier;
    for (attribute, _, ends, off) in ATTRIBUTES {
        if kept.contains(attribute) && !to.modifier.contains(attribute) {
            add(&off.to_string());
            kept.remove(ends);
        }
    }
    for (attribute, on, ..) in ATTRIBUTES {
        if to.modifier.contains(attribute) && !kept.contains(attribute) {
            add(&on.to_string());
        }
    }
    if from.fg != to.fg {
        add(&colour(to.fg, 30));
    }
    if from.bg != to.bg {
        add(&colour(to.bg, 40));
    }
    codes
}

/// The code of a colour; `base` is 30 for text and 40 for the background.
fn colour(colour: Color, base: u8) -> String {
    let named = |n: u8| (base + n).to_string();
    let bright = |n: u8| (base + 60 + n).to_string();
    match colour {
        Color::Reset => named(9),
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(n) => format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}

/// Writes `ESC [ n c`, leaving out a 1 that is the default.
pub(super) fn control(out: &mut Vec<u8>, n: u16, c: char) {
    // Writing to a vector cannot fail.
    let _ = if n == 1 { write!(out, "\x1b[{c}") } else { write!(out, "\x1b[{n}{c}") };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_is_written() {
        let plain = Pen::default();
        let bold = Pen { modifier: Modifier::BOLD, ..plain };
        let bar = Pen { modifier: Modifier::BOLD | Modifier::REVERSED, ..plain };
        let dim = Pen { modifier: Modifier::DIM, ..plain };
        let late = Pen { fg: Color::Red, ..bold };
        let deep = Pen { bg: Color::Indexed(17), fg: Color::Rgb(1, 2, 3), ..plain };
        for (from, to, bytes) in [
            (plain, plain, ""),
            (plain, bold, "\x1b[1m"),
            (bold, plain, "\x1b[m"),
            (bold, bar, "\x1b[7m"),
            (bar, bold, "\x1b[27m"),
            (bold, dim, "\x1b[0;2m"),
            (bar, dim, "\x1b[0;2m"),
            (bold, late, "\x1b[31m"),
            (late, bold, "\x1b[39m"),
            (late, bar, "\x1b[7;39m"),
            (plain, deep, "\x1b[38;2;1;2;3;48;5;17m"),
        ] {
            let (mut pen, mut out) = (from, Vec::new());
            pen.change(to, &mut out);
            assert_eq!((pen, String::from_utf8(out).unwrap()), (to, bytes.to_owned()), "{from:?} to {to:?}");
        }
    }
}
