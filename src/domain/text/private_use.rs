//! Han that GB 18030-2000 wrote in the private use area, as the code points that they have since.
//!
//! Old input methods and fonts still write a rare name so: the 80 of the rows FE50 to FEA0, and two letters of pinyin.

/// Where the 80 begin.
const FIRST: u32 = 0xE815;

/// The 80, in the order of their private code points.
#[rustfmt::skip]
const HAN: [char; 80] = [
    '\u{2E81}', '\u{20087}', '\u{20089}', '\u{200CC}', '\u{2E84}', '\u{3473}', '\u{3447}', '\u{2E88}',
    '\u{2E8B}', '\u{9FB4}', '\u{359E}', '\u{361A}', '\u{360E}', '\u{2E8C}', '\u{2E97}', '\u{396E}',
    '\u{3918}', '\u{9FB5}', '\u{39CF}', '\u{39DF}', '\u{3A73}', '\u{39D0}', '\u{9FB6}', '\u{9FB7}',
    '\u{3B4E}', '\u{3C6E}', '\u{3CE0}', '\u{2EA7}', '\u{215D7}', '\u{9FB8}', '\u{2EAA}', '\u{4056}',
    '\u{415F}', '\u{2EAE}', '\u{4337}', '\u{2EB3}', '\u{2EB6}', '\u{2EB7}', '\u{2298F}', '\u{43B1}',
    '\u{43AC}', '\u{2EBB}', '\u{43DD}', '\u{44D6}', '\u{4661}', '\u{464C}', '\u{9FB9}', '\u{4723}',
    '\u{4729}', '\u{477C}', '\u{478D}', '\u{2ECA}', '\u{4947}', '\u{497A}', '\u{497D}', '\u{4982}',
    '\u{4983}', '\u{4985}', '\u{4986}', '\u{499F}', '\u{499B}', '\u{49B7}', '\u{49B6}', '\u{9FBA}',
    '\u{241FE}', '\u{4CA3}', '\u{4C9F}', '\u{4CA0}', '\u{4CA1}', '\u{4C77}', '\u{4CA2}', '\u{4D13}',
    '\u{4D14}', '\u{4D15}', '\u{4D16}', '\u{4D17}', '\u{4D18}', '\u{4D19}', '\u{4DAE}', '\u{9FBB}',
];

/// The code point that a character of the private use area has since; none for any other.
pub(super) fn public(c: char) -> Option<char> {
    match c {
        '\u{E7C7}' => Some('\u{1E3F}'),
        '\u{E7C8}' => Some('\u{1F9}'),
        '\u{E815}'..='\u{E864}' => {
            let at = usize::try_from(u32::from(c).checked_sub(FIRST)?).ok()?;
            HAN.get(at).copied()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{name, same_name};
    use super::*;

    #[test]
    fn a_rare_character_of_an_old_font_is_the_one_it_has_been_since() {
        for (private, public) in [
            ("\u{E81E}", "\u{9FB4}"),
            ("\u{E864}", "\u{9FBB}"),
            ("\u{E831}", "\u{215D7}"),
            ("\u{E863}", "\u{4DAE}"),
            ("\u{E81A}", "\u{3473}"),
        ] {
            let written = ["张", private, "明"].concat();
            assert_eq!(name(&written).unwrap().as_str(), ["张", public, "明"].concat());
            assert!(same_name(&written, &["张", public, "明"].concat()));
        }
        // What no standard has a character for is still refused.
        for unknown in ["张\u{E000}", "张\u{E814}", "张\u{E865}", "张\u{F8FF}"] {
            assert!(name(unknown).is_err(), "{unknown:?}");
        }
    }

    #[test]
    fn none_of_the_table_is_private_or_there_twice() {
        let mut all = HAN.to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), HAN.len());
        assert!(!HAN.iter().any(|c| matches!(c, '\u{E000}'..='\u{F8FF}')));
    }
}
