//! Colours and attributes as a terminal keeps them, and the shortest way from one set to another.

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
    /// What a terminal draws with after a reset; its default.
    pub(super) const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    pub(super) fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Writes what turns the terminal's pen into `next`: the differences, or a reset and all of it.
    pub(super) fn change(&mut self, next: Self, out: &mut Vec<u8>) {
        if *self == next {
            return;
        }
        // Both ways are written, and the longer one is taken back.
        let before = out.len();
        out.extend_from_slice(b"\x1b[");
        differences(*self, next, out);
        let between = out.len();
        out.extend_from_slice(b"\x1b[");
        if next != Self::PLAIN {
            code(0, out);
            differences(Self::PLAIN, next, out);
        }
        if between - before < out.len() - between {
            out.truncate(between);
        } else {
            out.drain(before..between);
        }
        if out.last() == Some(&b';') {
            out.pop();
        }
        out.push(b'm');
        *self = next;
    }
}

/// Writes the codes that lead from one pen to another.
fn differences(from: Pen, to: Pen, out: &mut Vec<u8>) {
    let mut kept = from.modifier;
    if from.modifier != to.modifier {
        for (attribute, _, ends, off) in ATTRIBUTES {
            if kept.contains(attribute) && !to.modifier.contains(attribute) {
                code(off, out);
                kept.remove(ends);
            }
        }
        for (attribute, on, ..) in ATTRIBUTES {
            if to.modifier.contains(attribute) && !kept.contains(attribute) {
                code(on, out);
            }
        }
    }
    if from.fg != to.fg {
        colour(to.fg, 30, out);
    }
    if from.bg != to.bg {
        colour(to.bg, 40, out);
    }
}

/// Writes the codes of a colour; `base` is 30 for text and 40 for the background.
fn colour(colour: Color, base: u8, out: &mut Vec<u8>) {
    let mut named = |n: u8| code(base + n, out);
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
        Color::DarkGray => named(60),
        Color::LightRed => named(61),
        Color::LightGreen => named(62),
        Color::LightYellow => named(63),
        Color::LightBlue => named(64),
        Color::LightMagenta => named(65),
        Color::LightCyan => named(66),
        Color::White => named(67),
        Color::Indexed(n) => [base + 8, 5, n].into_iter().for_each(|n| code(n, out)),
        Color::Rgb(r, g, b) => [base + 8, 2, r, g, b].into_iter().for_each(|n| code(n, out)),
    }
}

/// Writes a code and a semicolon.
fn code(n: u8, out: &mut Vec<u8>) {
    number(n.into(), out);
    out.push(b';');
}

/// Writes `ESC [ n c`, leaving out a 1 that is the default.
pub(super) fn control(n: usize, c: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if n != 1 {
        number(n, out);
    }
    out.push(c);
}

/// Writes a number in decimal; the formatting machinery would take ten times as long.
pub(super) fn number(n: usize, out: &mut Vec<u8>) {
    if n >= 10 {
        number(n / 10, out);
    }
    out.push(b'0' + u8::try_from(n % 10).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_is_written() {
        let plain = Pen::PLAIN;
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
