//! Guesses of ID numbers that are spread over many rosters: what an account asked within a day is kept as short
//! hashes.

/// ID numbers that look the same behind their mask, up to which they are people; one more for each [`PER_ALIKE`]
/// newcomers, among whom some look the same by chance.
pub const ALIKE: usize = 3;
pub(super) const PER_ALIKE: usize = 2_000;
/// Newcomers of one name and township that are compared with those registered for a slip, up to which they are people.
const NAMESAKES: usize = 2 * ALIKE;
/// Most marks of one roster, those of the lowest values: of a longer one some people are not counted over the day.
const MOST: usize = 20_000;
/// Set in a mark of a name.
const OF_NAME: u32 = 1 << 31;
/// Bits of what is behind a mask.
const HIDDEN: u32 = 8;

/// What rosters asked about: of each number a mark of what is shown of its bearer, and in the last bits one of the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(Vec<u32>);

impl Marks {
    /// Marks a number by what its mask shows, and by what it hides.
    pub(super) fn add_number(&mut self, shown: u64, hidden: u64) {
        self.0.push(mark(shown, hidden) & !OF_NAME);
    }

    /// Marks a number that was compared with those of its bearer's name and township.
    pub(super) fn add_name(&mut self, name: &str, township: &str, number: &str) {
        let whose = name.bytes().chain([0]).chain(township.bytes());
        self.0.push(mark(folded(whose), folded(number.bytes())) | OF_NAME);
    }

    /// Sorts them, each once.
    pub(super) fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self.0.dedup();
        self.0.truncate(MOST);
        self
    }

    /// Adds those of another roster.
    pub fn join(&mut self, other: &Self) {
        self.0.extend(&other.0);
        self.0.sort_unstable();
        self.0.dedup();
    }

    /// How many numbers that were not asked `before` on the day are more than people with one mask, or of one name, come to.
    /// The same rows again count nothing, and a number that was corrected counts once.
    pub fn guesses(&self, before: &Self) -> u64 {
        let mut all = before.clone();
        all.join(self);
        let people = ALIKE + all.0.len() / PER_ALIKE;
        let alike = all.0.chunk_by(|one, other| one >> HIDDEN == other >> HIDDEN);
        let guesses = alike.map(|marks| {
            let is_name = marks.first().is_some_and(|mark| mark & OF_NAME > 0);
            let beyond = marks.len().saturating_sub(if is_name { NAMESAKES } else { people });
            let fresh = || marks.iter().filter(|mark| before.0.binary_search(mark).is_err()).count();
            if beyond > 0 { beyond.min(fresh()) } else { 0 }
        });
        guesses.sum::<usize>() as u64
    }

    /// Writes them down, eight hex digits each.
    pub fn write(&self) -> String {
        use std::fmt::Write as _;
        let mut out = String::with_capacity(self.0.len() * 8);
        for mark in &self.0 {
            let _ = write!(out, "{mark:08x}");
        }
        out
    }

    /// Reads what was written; what is none is passed over.
    pub fn read(written: &str) -> Self {
        let (marks, _) = written.as_bytes().as_chunks::<8>();
        let mark = |mark: &[u8; 8]| u32::from_str_radix(std::str::from_utf8(mark).ok()?, 16).ok();
        Self(marks.iter().filter_map(mark).collect())
    }
}

/// A mark: of `shown` in the first bits, of `hidden` in the last.
fn mark(shown: u64, hidden: u64) -> u32 {
    let scatter = |value: u64, bits: u32| value.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - bits);
    let mark = scatter(shown, u32::BITS - HIDDEN) << HIDDEN | scatter(hidden, HIDDEN);
    u32::try_from(mark).unwrap_or_default()
}

/// Fowler, Noll and Vo's hash of bytes.
fn folded(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: impl IntoIterator<Item = (u64, u64)>) -> Marks {
        let mut marks = Marks::default();
        numbers.into_iter().for_each(|(shown, hidden)| marks.add_number(shown, hidden));
        marks.sorted()
    }

    #[test]
    fn guesses_are_told_over_rosters_and_corrections_are_none() {
        let mut before = Marks::default();
        let mut guesses = 0;
        for roster in 0..11 {
            // Three guesses of each of forty people.
            let asked =
                numbers((0..40).flat_map(|one| (0..3).map(move |n| (one, 101 + 7 * (roster * 3 + n)))));
            guesses += asked.guesses(&before);
            before.join(&asked);
        }
        assert!((1_000..=1_200).contains(&guesses), "{guesses} of 1,200 beyond three");
        // A bureau: five thousand people, of whom a few are corrected each time.
        let mut before = Marks::default();
        for again in 0..5 {
            let asked =
                numbers((0..5_000).map(|n| (n / 2 * 31, if n < 40 { n * 13 + again.min(1) } else { n })));
            assert_eq!(asked.guesses(&before), 0);
            before.join(&asked);
        }
    }

    #[test]
    fn namesakes_are_people_up_to_six() {
        let mut before = Marks::default();
        for n in 0..9_u64 {
            let mut asked = Marks::default();
            asked.add_name("巴图", "152530100", &format!("1525991952080{n:05}"));
            let asked = asked.sorted();
            assert_eq!(asked.guesses(&before), u64::from(n >= 6), "{n}");
            before.join(&asked);
            assert_eq!(asked.guesses(&before), 0, "the same again");
        }
    }

    #[test]
    fn marks_are_written_and_read() {
        let marks = numbers((0..100).map(|n| (n, n)));
        assert_eq!(Marks::read(&marks.write()), marks);
        assert_eq!(Marks::read("0000000g12"), Marks::default());
        assert_eq!(marks.write().len(), 800);
    }
}
