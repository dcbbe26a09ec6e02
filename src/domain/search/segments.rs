//! Typed letters as pieces of syllables, and the initials that such pieces ask for.
//!
//! `lvjg` is lv, j, g, so it asks for the initials `ljg`; `chenglf` is cheng, l, f (and also che, n, g, l,
//! f and more). The index of initials then offers candidates and the scorer decides.

use std::collections::BTreeSet;

use crate::domain::pinyin::{KEY_MAX, LONGEST_SYLLABLE, Readings, is_syllable_prefix};

/// Most strings of initials asked for one typed text.
pub(super) const ASKED_MAX: usize = 16;
/// Most shorter strings asked instead of the ways beyond [`ASKED_MAX`].
pub(super) const BROAD_MAX: usize = 8;
/// Most divisions looked at for one typed text.
const TRIES_MAX: usize = 256;
/// Most readings tried of a character typed among letters.
const READINGS_MAX: usize = 4;

/// The initials that `typed` (folded) may ask for, those of the longest pieces first; each once. Where
/// there are too many, shorter strings that cover all of them follow.
pub(super) fn initials(typed: &str) -> Vec<String> {
    let lattice = Lattice::of(typed);
    let mut asked = Asked { found: Vec::new(), line: String::new(), tries: TRIES_MAX };
    for pieces in 1..=lattice.len() {
        if lattice.splits(0, pieces) {
            lattice.walk(0, pieces, &mut asked);
        }
    }
    let Asked { mut found, tries, .. } = asked;
    if tries == 0 || found.len() > ASKED_MAX {
        found.truncate(ASKED_MAX);
        for broad in lattice.broad() {
            if !found.contains(&broad) {
                found.push(broad);
            }
        }
    }
    found.retain(|initials| !initials.is_empty());
    found
}

/// Every way to cut a typed text into pieces.
struct Lattice {
    /// For each place, the pieces that begin there, longest first.
    pieces: Vec<Vec<Piece>>,
    /// For each place and the end, the numbers of pieces into which the rest can be cut, as bits.
    counts: Vec<u64>,
}

/// One piece: where the next one begins, and the initials that it may stand for.
struct Piece {
    next: usize,
    initials: Vec<&'static str>,
}

/// The initials found so far.
struct Asked {
    found: Vec<String>,
    line: String,
    tries: usize,
}

impl Lattice {
    fn of(typed: &str) -> Self {
        let typed: Vec<char> = typed.chars().take(KEY_MAX).collect();
        let mut lattice = Self { pieces: Vec::new(), counts: vec![0; typed.len() + 1] };
        lattice.pieces = (0..typed.len()).map(|at| pieces_at(&typed, at)).collect();
        lattice.counts[typed.len()] = 1;
        for at in (0..typed.len()).rev() {
            for piece in &lattice.pieces[at] {
                lattice.counts[at] |= lattice.counts[piece.next] << 1;
            }
        }
        lattice
    }

    fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether the rest from `at` on can be cut into `pieces` pieces.
    fn splits(&self, at: usize, pieces: usize) -> bool {
        (self.counts[at] >> pieces) & 1 == 1
    }

    /// Finds every division of the rest from `at` on into exactly `pieces`, which [`Lattice::splits`]
    /// promises to exist, so that the search never runs into a dead end.
    fn walk(&self, at: usize, pieces: usize, asked: &mut Asked) {
        let Some(left) = pieces.checked_sub(1) else {
            asked.tries -= 1;
            if !asked.found.contains(&asked.line) {
                asked.found.push(asked.line.clone());
            }
            return;
        };
        for piece in self.pieces[at].iter().filter(|piece| self.splits(piece.next, left)) {
            for initial in &piece.initials {
                if asked.tries == 0 || asked.found.len() > ASKED_MAX {
                    return;
                }
                asked.line.push_str(initial);
                self.walk(piece.next, left, asked);
                asked.line.truncate(asked.line.len() - initial.len());
            }
        }
    }

    /// The beginnings of all the initials there can be, as long as they are few.
    fn broad(&self) -> BTreeSet<String> {
        let mut layer = BTreeSet::from([(0, String::new())]);
        let mut lines = BTreeSet::new();
        while layer.iter().any(|(at, _)| *at < self.len()) {
            let mut next = BTreeSet::new();
            for (at, line) in layer {
                let Some(pieces) = self.pieces.get(at) else {
                    next.insert((at, line));
                    continue;
                };
                for piece in pieces.iter().filter(|piece| self.counts[piece.next] != 0) {
                    next.extend(
                        piece.initials.iter().map(|initial| (piece.next, format!("{line}{initial}"))),
                    );
                }
            }
            let longer: BTreeSet<String> = next.iter().map(|(_, line)| line.clone()).collect();
            if longer.len() > BROAD_MAX {
                break;
            }
            lines = longer;
            layer = next;
        }
        lines
    }
}

/// The pieces that begin at `at`: beginnings of syllables, or a digit or other character alone.
fn pieces_at(typed: &[char], at: usize) -> Vec<Piece> {
    let Some(&first) = typed.get(at) else { return Vec::new() };
    if !first.is_ascii_lowercase() {
        let readings = Readings::of(first.encode_utf8(&mut [0; 4]));
        let mut initials: Vec<&'static str> = Vec::new();
        for letter in readings.at(0).iter().filter_map(|sound| sound.get(..1)) {
            if initials.len() < READINGS_MAX && !initials.contains(&letter) {
                initials.push(letter);
            }
        }
        if initials.is_empty() {
            // a character without a reading has no part in the keys
            initials.push("");
        }
        return vec![Piece { next: at + 1, initials }];
    }
    let letters: String =
        typed.iter().skip(at).take(LONGEST_SYLLABLE).take_while(|c| c.is_ascii_lowercase()).collect();
    let initials: Vec<&'static str> = Readings::of(&letters).at(0).to_vec();
    (1..=letters.len())
        .rev()
        .filter(|&len| letters.get(..len).is_some_and(is_syllable_prefix))
        .map(|len| Piece { next: at + len, initials: initials.clone() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_ask_for_initials() {
        for (typed, first) in [
            ("lvjg", "ljg"),
            ("lujg", "ljg"),
            ("chenglf", "clf"),
            ("clianf", "clf"),
            ("clfu", "clf"),
            ("chenglianfu", "clf"),
            ("chl", "cl"),
            ("hrcbte", "hrcbt"),
            ("程lf", "clf"),
            ("c连f", "clf"),
            ("d5dui", "d5d"),
            ("李𠮷x", "lx"),
        ] {
            assert_eq!(initials(typed).first().map(String::as_str), Some(first), "{typed}");
        }
        assert_eq!(initials("单gq"), ["sgq", "dgq", "cgq"]);
        assert_eq!(initials("xian"), ["x", "xn", "xa", "xan"]);
        assert_eq!(initials("v"), [""; 0]);
        assert_eq!(initials("cv"), [""; 0]);
        assert_eq!(initials(""), [""; 0]);
    }

    #[test]
    fn work_is_bounded_and_every_division_is_covered() {
        for (typed, single) in [
            ("zhshch".repeat(8), "zhshch".repeat(8)),
            ("shan".repeat(12), "shan".repeat(12)),
            ("a".repeat(60), "a".repeat(48)),
            ("zhuangshuangchuang".to_owned(), "zhansanchan".to_owned()),
            ("单查都和".repeat(12), "szdhchdhsz".to_owned()),
        ] {
            let asked = initials(&typed);
            assert!(!asked.is_empty() && asked.len() <= ASKED_MAX + BROAD_MAX, "{typed} {}", asked.len());
            assert!(asked.iter().any(|line| single.starts_with(line.as_str())), "{typed} {asked:?}");
        }
    }
}
