//! What holds for every name and every text.

use proptest::prelude::*;

use super::super::*;
use super::{named, offered, scanned};
use crate::domain::pinyin::Readings;
use crate::domain::search::plan::LOOKUPS_MAX;

/// Names of characters, most of them with several readings.
const NAMES: &str = "[程连富单国强吕建查文斌曾翟乐朴盖黑缪种员秘召覃呼日巴特尔乌云其木格额敦布和朝鲁都长重行娜女绿恩安敖西]{1,7}";

proptest! {
    /// Every name is found by each beginning of its full reading and of its initials, and then by all of it.
    #[test]
    fn found_by_every_beginning(name in NAMES) {
        let readings = Readings::of(&name);
        for key in [readings.main_full(), readings.main_initials()] {
            for length in 1..=key.len() {
                let typed = key.get(..length).unwrap();
                let query = ParsedQuery::parse(typed);
                prop_assert!(offered(&query, &named(&name)), "{} {}", name, typed);
                let found = score(&query, &named(&name));
                prop_assert!(found.is_some_and(|s| s.marks.first() == Some(&0)), "{} {}", name, typed);
            }
        }
    }

    /// Every key that is indexed is also understood by the scorer.
    #[test]
    fn found_by_every_key(name in NAMES) {
        for key in Readings::of(&name).keys() {
            let query = ParsedQuery::parse(&key);
            prop_assert!(offered(&query, &named(&name)));
            let marks = score(&query, &named(&name)).map(|s| s.marks.len());
            prop_assert_eq!(marks, Some(name.chars().count()), "{} {}", name, key);
        }
    }

    /// Every name is found by any mixture of Han and beginnings of its main syllables, from the start and,
    /// by the scan, with gaps.
    #[test]
    fn found_by_every_mixture(
        name in NAMES,
        cuts in proptest::collection::vec(0_usize..8, 7),
        kept in 1_usize..8,
    ) {
        let readings = Readings::of(&name);
        let piece = |(index, c): (usize, char)| {
            let sound = readings.at(index)[0];
            match cuts[index] {
                7 => c.to_string(),
                cut => sound.chars().take(cut.max(1)).collect(),
            }
        };
        let typed: String = name.chars().enumerate().take(kept).map(piece).collect();
        let query = ParsedQuery::parse(&typed);
        prop_assert!(offered(&query, &named(&name)), "{} {:?}", typed, query.lookups());
        prop_assert!(score(&query, &named(&name)).is_some(), "{}", typed);
        let gaps: String = name.chars().enumerate().filter(|(index, _)| cuts[*index] % 2 == 1).map(piece).collect();
        let query = ParsedQuery::parse(&gaps);
        prop_assert!(gaps.is_empty() || scanned(&query, &named(&name)), "{}", gaps);
        prop_assert!(gaps.is_empty() || score(&query, &named(&name)).is_some(), "{}", gaps);
    }

    /// Any text is parsed and scored against any name without a panic, and marks point into the name.
    #[test]
    fn anything_goes(typed in "\\PC{0,80}", name in "\\PC{0,60}", village in "\\PC{0,10}") {
        let query = ParsedQuery::parse(&typed);
        prop_assert!(query.lookups().len() <= LOOKUPS_MAX);
        let candidate = Candidate {
            name: &name,
            village: &village,
            township: &[],
            address: Some(&village),
            id_number: Some(&typed),
            phone: Some(&name),
        };
        if let Some(found) = score(&query, &candidate) {
            prop_assert!(found.marks.is_sorted_by(|a, b| a < b));
            prop_assert!(found.marks.iter().all(|&mark| mark < name.chars().count()));
        }
    }

    /// A name answers itself with all its characters, wholly.
    #[test]
    fn a_name_finds_itself(name in "[程连富乌云·其木格𠮷aB1 ]{1,8}") {
        let query = ParsedQuery::parse(&name);
        let wanted: Vec<usize> =
            name.chars().enumerate().filter(|(_, c)| c.is_alphanumeric()).map(|(index, _)| index).collect();
        let found = score(&query, &named(&name));
        prop_assert_eq!(found.map_or_else(Vec::new, |s| s.marks), wanted);
    }
}
