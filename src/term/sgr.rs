//! Colours and attributes as a terminal keeps them, and the shortest way from one set to another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What a terminal draws the next character with: text colour, background and attributes in one number, so that
/// cells are quick to compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sgr(u64);

/// Bits of a colour.
const COLOUR: u32 = 25;
/// A colour of the palette, or one of red, green and blue, is its number and this.
const INDEXED: u32 = 1 << 8;
const RGB: u32 = 1 << 24;

/// The bits of the background.
const BEHIND: u64 = ((1 << COLOUR) - 1) << COLOUR;
/// Attributes by which a blank looks other than what lies behind it.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

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

impl Sgr {
    /// What a terminal draws with after a reset; the default.
    pub(super) const PLAIN: Self = Self(0);

    #[inline]
    pub(super) fn of(cell: &Cell) -> Self {
        let colours = u64::from(colour_bits(cell.bg)) << COLOUR | u64::from(colour_bits(cell.fg));
        Self(u64::from(cell.modifier.bits()) << (2 * COLOUR) | colours)
    }

    /// What of these shows on a blank: what lies behind it, and a line through or under it. A blank that is reversed shows
    /// the colour of text too, as bright as that is.
    pub(super) fn on_blank(self) -> Self {
        if self.modifier().intersects(SEEN_ON_BLANKS) { self } else { Self(self.0 & BEHIND) }
    }

    /// Text colour and background.
    fn colours(self) -> [u32; 2] {
        [self.0, self.0 >> COLOUR].map(|bits| (bits & ((1 << COLOUR) - 1)) as u32)
    }

    fn modifier(self) -> Modifier {
        Modifier::from_bits_truncate((self.0 >> (2 * COLOUR)) as u16)
    }

    /// Writes what turns the terminal's attributes into `next`: the differences, or a reset and all of it.
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

/// Writes the codes that lead from one set of attributes to another.
fn differences(from: Sgr, to: Sgr, out: &mut Vec<u8>) {
    let (mut kept, wanted) = (from.modifier(), to.modifier());
    if kept != wanted {
        for (attribute, _, ends, off) in ATTRIBUTES {
            if kept.contains(attribute) && !wanted.contains(attribute) {
                code(off, out);
                kept.remove(ends);
            }
        }
        for (attribute, on, ..) in ATTRIBUTES {
            if wanted.contains(attribute) && !kept.contains(attribute) {
                code(on, out);
            }
        }
    }
    for ((from, to), base) in from.colours().into_iter().zip(to.colours()).zip([30, 40]) {
        if from != to {
            colour(to, base, out);
        }
    }
}

/// A colour as a number: none, the sixteen named ones, the palette, red, green and blue.
#[inline]
fn colour_bits(colour: Color) -> u32 {
    match colour {
        Color::Reset => 0,
        Color::Black => 1,
        Color::Red => 2,
        Color::Green => 3,
        Color::Yellow => 4,
        Color::Blue => 5,
        Color::Magenta => 6,
        Color::Cyan => 7,
        Color::Gray => 8,
        Color::DarkGray => 9,
        Color::LightRed => 10,
        Color::LightGreen => 11,
        Color::LightYellow => 12,
        Color::LightBlue => 13,
        Color::LightMagenta => 14,
        Color::LightCyan => 15,
        Color::White => 16,
        Color::Indexed(n) => INDEXED | u32::from(n),
        Color::Rgb(r, g, b) => RGB | u32::from_be_bytes([0, r, g, b]),
    }
}

/// Writes the codes of a colour; `base` is 30 for text and 40 for the background.
fn colour(bits: u32, base: u8, out: &mut Vec<u8>) {
    let [_, r, g, b] = bits.to_be_bytes();
    match bits {
        0 => code(base + 9, out),
        1..=8 => code(base + b - 1, out),
        9..=16 => code(base + 60 + b - 9, out),
        17..RGB => [base + 8, 5, b].into_iter().for_each(|n| code(n, out)),
        RGB.. => [base + 8, 2, r, g, b].into_iter().for_each(|n| code(n, out)),
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

    fn sgr(fg: Color, bg: Color, modifier: Modifier) -> Sgr {
        let mut cell = Cell::EMPTY;
        cell.set_fg(fg).set_bg(bg).modifier = modifier;
        Sgr::of(&cell)
    }

    #[test]
    fn only_what_changes_is_written() {
        let [none, bold] = [Modifier::empty(), Modifier::BOLD];
        let attributes = |modifier| sgr(Color::Reset, Color::Reset, modifier);
        let plain = Sgr::PLAIN;
        let (bar, dim) = (attributes(bold | Modifier::REVERSED), attributes(Modifier::DIM));
        let late = sgr(Color::Red, Color::Reset, bold);
        let deep = sgr(Color::Rgb(1, 2, 3), Color::Indexed(17), none);
        let bold = attributes(bold);
        for (from, to, bytes) in [
            (plain, attributes(none), ""),
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
            (plain, sgr(Color::Black, Color::White, none), "\x1b[30;107m"),
            (plain, sgr(Color::DarkGray, Color::Gray, none), "\x1b[90;47m"),
            (plain, sgr(Color::Indexed(0), Color::Rgb(0, 0, 0), none), "\x1b[38;5;0;48;2;0;0;0m"),
        ] {
            let (mut pen, mut out) = (from, Vec::new());
            pen.change(to, &mut out);
            assert_eq!(pen, to);
            assert_eq!(String::from_utf8(out).unwrap(), bytes, "{from:?} to {to:?}");
        }
    }

    /// No two attributes, and no two colours, may look the same to a comparison.
    #[test]
    fn no_look_is_lost() {
        let all = ATTRIBUTES.map(|(attribute, ..)| attribute);
        for attribute in all {
            assert_eq!(sgr(Color::Rgb(255, 255, 255), Color::White, attribute).modifier(), attribute);
        }
        let every = all.into_iter().collect();
        let white = sgr(Color::Rgb(255, 255, 255), Color::Rgb(255, 255, 255), every);
        assert_eq!((white.modifier(), white.colours()), (every, [0x01FF_FFFF; 2]));
    }
}
