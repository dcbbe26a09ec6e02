//! Initials packed into one word, so that a scan of every name costs a few nanoseconds a name.
//!
//! Twelve letters of five bits, the first lowest: 1 to 26 for a to z, 27 for any digit, 0 for none.

/// Letters that are kept; later ones are lost to the scan.
pub(super) const PACKED_MAX: usize = 12;

const BITS: u32 = 5;
/// The lowest bit of every letter.
const LOW: u64 = 0x0084_2108_4210_8421;
/// The highest bit of every letter.
const HIGH: u64 = LOW << (BITS - 1);
/// The bits of one letter.
const LETTER: u64 = (1 << BITS) - 1;

/// Packs initials, e.g. one of the keys of a name; all but lower-case letters and digits are skipped.
pub fn pack(initials: &str) -> u64 {
    let codes = initials.bytes().filter_map(|b| match b {
        b'a'..=b'z' => Some(u64::from(b - b'a') + 1),
        b'0'..=b'9' => Some(27),
        _ => None,
    });
    codes.take(PACKED_MAX).zip(0..).fold(0, |word, (code, at)| word | (code << (BITS * at)))
}

/// Whether the letters of `query` occur in `packed` in this order, with or without gaps. An empty query
/// occurs everywhere.
pub fn gapped(packed: u64, query: u64) -> bool {
    let mut passed = 0;
    let mut left = query;
    while left != 0 {
        // a letter becomes zero where it is the one sought; passed letters must not
        let differs = (packed ^ (LOW * (left & LETTER))) | passed;
        // the lowest bit that this leaves is exact: a borrow only reaches letters above a zero
        let zeros = differs.wrapping_sub(LOW) & !differs & HIGH;
        if zeros == 0 {
            return false;
        }
        let found = zeros & zeros.wrapping_neg();
        passed = found | (found - 1);
        left >>= BITS;
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::pinyin::Readings;

    fn naive(name: &str, query: &str) -> bool {
        let mut letters = name.chars().take(PACKED_MAX);
        query.chars().take(PACKED_MAX).all(|wanted| letters.any(|letter| letter == wanted))
    }

    #[test]
    fn examples() {
        for (name, query, found) in [
            ("程小连富", "clf", true),
            ("程小连富", "cf", true),
            ("程小连富", "lf", true),
            ("程小连富", "fl", false),
            ("程小连富", "cc", false),
            ("呼日查巴特尔", "hbe", true),
            ("呼日查巴特尔", "hrcbte", true),
            ("呼日查巴特尔", "hrcbtee", false),
            ("", "a", false),
            ("程", "", true),
            ("第5队", "d5d", true),
        ] {
            assert_eq!(
                gapped(pack(&Readings::of(name).main_initials()), pack(query)),
                found,
                "{name} {query}"
            );
        }
        assert_eq!(pack("a"), 1);
        assert_eq!(pack("ab"), 1 | 2 << 5);
        assert_eq!(pack("zzzzzzzzzzzzzzzz").count_ones(), 12 * 26_u64.count_ones());
    }

    proptest! {
        #[test]
        fn agrees_with_the_naive_search(name in "[abcz]{0,14}", query in "[abcz]{0,6}") {
            prop_assert_eq!(gapped(pack(&name), pack(&query)), naive(&name, &query));
        }

        #[test]
        fn agrees_on_any_letters(name in "[a-z]{0,12}", picks in proptest::collection::vec(any::<bool>(), 12)) {
            let query: String = name.chars().zip(&picks).filter(|(_, pick)| **pick).map(|(c, _)| c).collect();
            prop_assert!(gapped(pack(&name), pack(&query)));
            let reversed: String = query.chars().rev().collect();
            prop_assert_eq!(gapped(pack(&name), pack(&reversed)), naive(&name, &reversed));
        }
    }
}
