//! Symbols in four bytes: a character as itself, a longer cluster by its number in a table.

use std::collections::BTreeMap;
use std::rc::Rc;

/// A character, or behind [`char::MAX`] the number of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Symbol(u32);

/// The number of the first cluster.
const FIRST: u32 = 0x11_0000;
/// Clusters held before the table is cleared, which costs one frame written whole.
const CLUSTERS_MAX: usize = 4_000;

impl Symbol {
    pub(super) const BLANK: Self = Self(0x20);

    pub(super) fn of(c: char) -> Self {
        Self(c.into())
    }

    /// The character, unless it is a cluster.
    pub(super) fn char(self) -> Option<char> {
        char::from_u32(self.0)
    }

    /// Writes a character; of a cluster nothing.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        if let Some(c) = self.char() {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// A number that differs where symbols differ.
    pub(super) fn number(self) -> u32 {
        self.0
    }
}

/// The clusters met so far. A cluster keeps its number until [`clear`](Self::clear).
#[derive(Debug, Default)]
pub(super) struct Clusters {
    numbers: BTreeMap<Rc<str>, Symbol>,
    texts: Vec<Rc<str>>,
}

impl Clusters {
    /// The symbol of a text, which is one character or a cluster.
    pub(super) fn symbol(&mut self, text: &str) -> Symbol {
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Symbol::of(c);
        }
        if let Some(symbol) = self.numbers.get(text) {
            return *symbol;
        }
        // A screen has fewer cells than there are numbers, and nothing is numbered after that.
        let number = u32::try_from(self.texts.len()).ok().and_then(|n| n.checked_add(FIRST));
        let symbol = number.map_or(Symbol::BLANK, Symbol);
        let text: Rc<str> = text.into();
        self.texts.push(Rc::clone(&text));
        self.numbers.insert(text, symbol);
        symbol
    }

    /// Writes what a symbol stands for.
    pub(super) fn write(&self, symbol: Symbol, out: &mut Vec<u8>) {
        if symbol.0 < FIRST {
            symbol.write(out);
            return;
        }
        let number = symbol.0.checked_sub(FIRST).and_then(|n| usize::try_from(n).ok());
        if let Some(text) = number.and_then(|n| self.texts.get(n)) {
            out.extend_from_slice(text.as_bytes());
        }
    }

    /// Whether the table should be cleared before the next frame.
    pub(super) fn is_full(&self) -> bool {
        self.texts.len() > CLUSTERS_MAX
    }

    /// Forgets all clusters; symbols made before are no longer valid.
    pub(super) fn clear(&mut self) {
        self.numbers.clear();
        self.texts.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_lost() {
        let mut clusters = Clusters::default();
        let texts = ["a", "程", "\u{10FFFF}", "e\u{301}", "👨‍👩‍👧", "e\u{302}", ""];
        let symbols = texts.map(|text| clusters.symbol(text));
        for (n, (text, symbol)) in texts.iter().zip(symbols).enumerate() {
            let mut out = Vec::new();
            clusters.write(symbol, &mut out);
            assert_eq!(out, text.as_bytes());
            assert_eq!(clusters.symbol(text), symbol);
            assert!(!symbols[..n].contains(&symbol), "{text}");
        }
    }
}
