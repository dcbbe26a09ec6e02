//! Every character that is neither a letter nor plain ASCII, in one table.
//!
//! The usual ellipsis, arrows, bullets and blocks have ambiguous width: a terminal set to Chinese
//! draws them two cells wide. The plain set holds only characters that are one cell wide everywhere;
//! the ASCII set is for fonts that lack even those.

/// The glyphs the screens draw with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Ends a text that was cut; two cells.
    pub ellipsis: &'static str,
    /// Stands before the chosen row; one cell.
    pub mark: &'static str,
    /// Full part of a progress bar; one cell.
    pub full: &'static str,
    /// Empty part of a progress bar; one cell.
    pub empty: &'static str,
    /// More rows above; one cell.
    pub up: &'static str,
    /// More rows below; one cell.
    pub down: &'static str,
    /// Between an old value and a new one; two cells.
    pub to: &'static str,
    /// Nothing to show in a column; one cell.
    pub none: &'static str,
    /// Ticks a chosen option; one cell.
    pub tick: &'static str,
    /// A corner of a dialog's edge, its rows and its sides; one cell. Blanks are coloured: box-drawing lines are drawn two
    /// cells wide by many Chinese terminals.
    pub edge: [&'static str; 3],
    /// The keys with the arrows left, right, up and down. The drawn ones have ambiguous width: a blank follows each.
    pub arrows: Option<[&'static str; 4]>,
}

impl Glyphs {
    /// For terminals with an ordinary font.
    pub const PLAIN: Self = Self {
        ellipsis: "..",
        mark: "▸",
        full: "▰",
        empty: "▱",
        up: "▴",
        down: "▾",
        to: "->",
        none: "-",
        tick: "✓",
        edge: [" "; 3],
        arrows: Some(["←", "→", "↑", "↓"]),
    };

    /// For `--ascii`.
    pub const ASCII: Self = Self {
        ellipsis: "..",
        mark: ">",
        full: "#",
        empty: ".",
        up: "^",
        down: "v",
        to: "->",
        none: "-",
        tick: "*",
        edge: ["+", "-", "|"],
        arrows: None,
    };

    /// The ASCII set or the plain one.
    pub const fn new(ascii: bool) -> Self {
        if ascii { Self::ASCII } else { Self::PLAIN }
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    fn all(set: &Glyphs) -> [(&'static str, usize); 12] {
        [
            (set.ellipsis, 2),
            (set.mark, 1),
            (set.full, 1),
            (set.empty, 1),
            (set.up, 1),
            (set.down, 1),
            (set.to, 2),
            (set.none, 1),
            (set.tick, 1),
            (set.edge[0], 1),
            (set.edge[1], 1),
            (set.edge[2], 1),
        ]
    }

    #[test]
    fn no_glyph_changes_width_on_a_chinese_terminal() {
        for (glyph, cells) in all(&Glyphs::PLAIN).into_iter().chain(all(&Glyphs::ASCII)) {
            assert_eq!(glyph.width(), cells, "{glyph}");
            assert_eq!(glyph.width_cjk(), cells, "{glyph}");
        }
        assert!(all(&Glyphs::ASCII).iter().all(|(glyph, _)| glyph.is_ascii()));
    }
}
