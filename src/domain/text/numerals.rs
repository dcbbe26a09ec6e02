//! Characters with the value of a digit that stand in no row of ten: Roman numerals, those of Suzhou, counting rods,
//! numbers in circles, and of old scripts.

use unicode_general_category::{GeneralCategory, get_general_category};

/// The first of a run, how many follow each other, and the value of the first, as Unicode gives it; the tens of
/// counting rods, which stand between those of units, by their digit.
const RUNS: [(u32, u32, u32); 143] = [
    (0x00B2, 2, 2),
    (0x00B9, 1, 1),
    (0x0C78, 4, 0),
    (0x0C7C, 3, 1),
    (0x1369, 9, 1),
    (0x17F0, 10, 0),
    (0x19DA, 1, 1),
    (0x2070, 1, 0),
    (0x2074, 6, 4),
    (0x2080, 10, 0),
    (0x2160, 9, 1),
    (0x2170, 9, 1),
    (0x2185, 1, 6),
    (0x2460, 9, 1),
    (0x2474, 9, 1),
    (0x2488, 9, 1),
    (0x24EA, 1, 0),
    (0x24F5, 9, 1),
    (0x24FF, 1, 0),
    (0x2776, 9, 1),
    (0x2780, 9, 1),
    (0x278A, 9, 1),
    (0x2F00, 1, 1),
    (0x2F06, 1, 2),
    (0x2F0B, 1, 8),
    (0x3007, 1, 0),
    (0x3021, 9, 1),
    (0x3192, 4, 1),
    (0x3220, 9, 1),
    (0x3280, 9, 1),
    (0xA6E6, 9, 1),
    (0xA6EF, 1, 0),
    (0xF96B, 1, 3),
    (0xF978, 1, 2),
    (0xF9B2, 1, 0),
    (0xF9D1, 1, 6),
    (0xF9D3, 1, 6),
    (0x10107, 9, 1),
    (0x10142, 1, 1),
    (0x10143, 1, 5),
    (0x10148, 1, 5),
    (0x1014F, 1, 5),
    (0x10158, 1, 1),
    (0x10159, 1, 1),
    (0x1015A, 2, 1),
    (0x1015C, 1, 2),
    (0x1015D, 1, 2),
    (0x1015E, 1, 2),
    (0x1015F, 1, 5),
    (0x10173, 1, 5),
    (0x1018A, 1, 0),
    (0x102E1, 9, 1),
    (0x10320, 1, 1),
    (0x10321, 1, 5),
    (0x103D1, 2, 1),
    (0x10858, 3, 1),
    (0x10879, 5, 1),
    (0x108A7, 4, 1),
    (0x108AB, 2, 4),
    (0x108FB, 1, 1),
    (0x108FC, 1, 5),
    (0x10916, 1, 1),
    (0x1091A, 2, 2),
    (0x109C0, 9, 1),
    (0x10A40, 4, 1),
    (0x10A7D, 1, 1),
    (0x10A9D, 1, 1),
    (0x10AEB, 1, 1),
    (0x10AEC, 1, 5),
    (0x10B58, 4, 1),
    (0x10B78, 4, 1),
    (0x10BA9, 4, 1),
    (0x10CFA, 1, 1),
    (0x10CFB, 1, 5),
    (0x10E60, 9, 1),
    (0x10F1D, 5, 1),
    (0x10F51, 1, 1),
    (0x10FC5, 4, 1),
    (0x11052, 9, 1),
    (0x111E1, 9, 1),
    (0x11C5A, 9, 1),
    (0x12400, 8, 2),
    (0x12408, 7, 3),
    (0x1240F, 6, 4),
    (0x12415, 9, 1),
    (0x1241E, 5, 1),
    (0x12423, 2, 2),
    (0x12425, 7, 3),
    (0x1242C, 3, 1),
    (0x1242F, 3, 3),
    (0x12434, 3, 1),
    (0x12437, 3, 3),
    (0x1243A, 1, 3),
    (0x1243B, 2, 3),
    (0x1243D, 1, 4),
    (0x1243E, 1, 4),
    (0x1243F, 1, 4),
    (0x12440, 2, 6),
    (0x12442, 1, 7),
    (0x12443, 2, 7),
    (0x12445, 2, 8),
    (0x12447, 1, 9),
    (0x12448, 1, 9),
    (0x12449, 1, 9),
    (0x1244A, 5, 2),
    (0x1244F, 4, 1),
    (0x12453, 2, 4),
    (0x12455, 1, 5),
    (0x12456, 2, 2),
    (0x12458, 2, 1),
    (0x12469, 6, 4),
    (0x16E80, 10, 0),
    (0x16E94, 3, 1),
    (0x1D2C0, 10, 0),
    (0x1D2E0, 10, 0),
    (0x1D360, 9, 1),
    (0x1D369, 9, 1),
    (0x1D372, 5, 1),
    (0x1D377, 1, 1),
    (0x1D378, 1, 5),
    (0x1E8C7, 9, 1),
    (0x1EC71, 9, 1),
    (0x1ECA3, 9, 1),
    (0x1ECB1, 2, 1),
    (0x1ED01, 9, 1),
    (0x1ED2F, 8, 2),
    (0x1F100, 1, 0),
    (0x1F101, 10, 0),
    (0x1F10B, 1, 0),
    (0x1F10C, 1, 0),
    (0x20001, 1, 7),
    (0x20064, 1, 4),
    (0x200E2, 1, 4),
    (0x20121, 1, 5),
    (0x2092A, 1, 1),
    (0x20AEA, 1, 6),
    (0x20AFD, 1, 3),
    (0x20B19, 1, 3),
    (0x22390, 1, 2),
    (0x22998, 1, 3),
    (0x23B1B, 1, 3),
    (0x2626D, 1, 4),
    (0x2F890, 1, 9),
];

/// The value of such a character, of one digit.
pub(super) fn value(c: char) -> Option<u32> {
    let category = get_general_category(c);
    let may_be = matches!(category, GeneralCategory::OtherNumber | GeneralCategory::LetterNumber)
        // Han beyond the common ones, and radicals, which look like them.
        || matches!(c, '\u{2F00}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
    if !may_be {
        return None;
    }
    let code = u32::from(c);
    let (first, length, value) =
        *RUNS.get(RUNS.partition_point(|(first, _, _)| *first <= code).checked_sub(1)?)?;
    (code - first < length).then_some(value + code - first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_follow_each_other_and_hold_digits() {
        assert!(RUNS.windows(2).all(|two| two[0].0 + two[0].1 <= two[1].0));
        assert!(RUNS.iter().all(|(_, length, value)| *length > 0 && value + length <= 10));
        let all = |text: &str| text.chars().map(value).collect::<Option<Vec<u32>>>();
        for one_to_nine in
            ["ⅠⅡⅢⅣⅤⅥⅦⅧⅨ", "〡〢〣〤〥〦〧〨〩", "𝍠𝍡𝍢𝍣𝍤𝍥𝍦𝍧𝍨", "𝍩𝍪𝍫𝍬𝍭𝍮𝍯𝍰𝍱", "①②③④⑤⑥⑦⑧⑨", "㈠㈡㈢㈣㈤㈥㈦㈧㈨"]
        {
            assert_eq!(all(one_to_nine), Some((1..=9).collect()), "{one_to_nine}");
        }
        assert!("½Ⅹⅼ十百a三１〹".chars().all(|c| value(c).is_none()));
    }
}
