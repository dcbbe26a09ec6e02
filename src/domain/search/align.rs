//! Lays a typed text over a name: which characters it means, and at what cost.
//!
//! Each typed Han or digit is one character of the name; each run of typed letters is cut so that every
//! piece begins a reading of its character. The cheapest way is found by dynamic programming over
//! (typed, name) places, so that the work is bounded by their product.

use super::fold::fold_char;
use crate::domain::pinyin::Readings;
use crate::domain::text::NAME_MAX;

/// The initial of a syllable instead of the whole one, or what is typed so far of the last one.
const PART: u32 = 1;
/// Each place that the chosen reading stands below the likeliest one.
const RARE: u32 = 10;
/// Characters of the name left over at the end.
const REST: u32 = 1_000;
/// A piece of a syllable that is neither its initial nor its end, with more typed after it: xi of 贤 (xian) in
/// xi-an. Costs more than to read the whole syllable and leave characters over.
const ODD: u32 = 2_000;
/// A character of the name before the first match.
const LEAD: u32 = 1_000_000;
/// A character of the name skipped between matches; costs more than any lead.
const GAP: u32 = 60_000_000;
/// The cost of what cannot be matched; no sum of costs reaches it.
const NEVER: u32 = u32::MAX;

/// The best way to lay a typed text over a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alignment {
    /// Indices of the characters of the name that matched, ascending.
    pub(super) marks: Vec<usize>,
    /// Characters before the first match.
    pub(super) lead: u32,
    /// Characters skipped between matches.
    pub(super) gaps: u32,
    /// Whether characters are left over at the end.
    pub(super) rest: bool,
    /// What rare readings and partial syllables cost.
    pub(super) fine: u32,
    /// Characters of the name that count.
    pub(super) length: usize,
    /// The name in full pinyin, matched characters in the reading that matched.
    pub(super) full: String,
    /// Its initials.
    pub(super) initials: String,
}

/// A character of the name that counts.
struct Letter {
    index: usize,
    folded: char,
}

/// One way to match a character: letters taken, cost, reading.
type MatchWay = (usize, u32, Option<&'static str>);

struct Grid<'a> {
    typed: &'a [char],
    letters: Vec<Letter>,
    readings: Readings,
    /// The least cost of laying `typed[i..]` over `letters[j..]`, at `i * (letters + 1) + j`.
    costs: Vec<u32>,
}

/// Lays `typed` (folded) over `name`; none if it does not fit.
pub(super) fn align(typed: &[char], name: &str) -> Option<Alignment> {
    let has_letters = typed.iter().any(char::is_ascii_lowercase);
    let is_ascii = typed.iter().all(char::is_ascii);
    let readings = if has_letters { Readings::of(name) } else { Readings::default() };
    let letters = name
        .chars()
        .take(NAME_MAX)
        .enumerate()
        .filter_map(|(index, c)| Some(Letter { index, folded: fold_char(c)? }))
        // letters cannot mean a character that has no reading
        .filter(|letter| !is_ascii || !has_letters || !readings.at(letter.index).is_empty())
        .collect();
    let mut grid = Grid { typed, letters, readings, costs: Vec::new() };
    grid.fill();
    (grid.cost(0, 0) != NEVER && !typed.is_empty()).then(|| grid.trace())
}

impl Grid<'_> {
    fn cost(&self, typed: usize, letter: usize) -> u32 {
        self.costs[typed * (self.letters.len() + 1) + letter]
    }

    fn fill(&mut self) {
        let width = self.letters.len() + 1;
        self.costs = vec![NEVER; (self.typed.len() + 1) * width];
        for i in (0..=self.typed.len()).rev() {
            for j in (0..width).rev() {
                let cost = if i == self.typed.len() {
                    if j + 1 == width { 0 } else { REST }
                } else if j + 1 == width {
                    NEVER
                } else {
                    let skip = self.cost(i, j + 1).saturating_add(skip_cost(i));
                    let ways = self.ways(i, j);
                    ways.map(|(taken, cost, _)| self.cost(i + taken, j + 1).saturating_add(cost))
                        .fold(skip, u32::min)
                };
                self.costs[i * width + j] = cost;
            }
        }
    }

    /// The ways in which the typed text at `i` can mean the character at `j`.
    fn ways(&self, i: usize, j: usize) -> impl Iterator<Item = MatchWay> {
        let Letter { index, folded } = self.letters[j];
        let rest = &self.typed[i..];
        let same = rest.first() == Some(&folded);
        let spelled = rest.first().is_some_and(char::is_ascii_lowercase) && !folded.is_ascii();
        let readings = if spelled { self.readings.at(index) } else { &[] };
        let pieces = readings.iter().zip(0..).flat_map(move |(&sound, rank)| {
            let shared = sound.chars().zip(rest).take_while(|(a, b)| a == *b).count();
            (1..=shared).map(move |taken| {
                let piece = if taken == sound.len() {
                    0
                } else if taken == rest.len() || is_initial(sound, taken) {
                    PART
                } else {
                    ODD
                };
                (taken, rank * RARE + piece, Some(sound))
            })
        });
        same.then_some((1, 0, None)).into_iter().chain(pieces)
    }

    /// Follows the cheapest way and collects what matched along it.
    fn trace(&self) -> Alignment {
        let mut found = Alignment {
            marks: Vec::with_capacity(self.typed.len()),
            lead: 0,
            gaps: 0,
            rest: false,
            fine: 0,
            length: self.letters.len(),
            full: String::new(),
            initials: String::new(),
        };
        let mut i = 0;
        for (j, letter) in self.letters.iter().enumerate() {
            let here = self.cost(i, j);
            let way = self
                .ways(i, j)
                .find(|(taken, cost, _)| self.cost(i + taken, j + 1).saturating_add(*cost) == here);
            let mut sound = self.readings.at(letter.index).first().copied();
            if i == self.typed.len() {
                found.rest = true;
            } else if let Some((taken, cost, read)) = way {
                i += taken;
                found.marks.push(letter.index);
                found.fine += cost;
                sound = read.or(sound);
            } else if i == 0 {
                found.lead += 1;
            } else {
                found.gaps += 1;
            }
            let sound = sound.unwrap_or_default();
            found.full.push_str(sound);
            found.initials.push_str(sound.get(..1).unwrap_or_default());
        }
        found
    }
}

/// What it costs to pass over a character of the name when the typed text at `i` comes next.
fn skip_cost(i: usize) -> u32 {
    if i == 0 { LEAD } else { GAP }
}

/// Whether the first `taken` letters of a syllable are its initial, as people abbreviate it: c or ch.
fn is_initial(sound: &str, taken: usize) -> bool {
    taken == 1 || (taken == 2 && sound.as_bytes().get(1) == Some(&b'h'))
}
