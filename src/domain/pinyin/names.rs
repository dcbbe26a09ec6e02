//! Characters that are read otherwise in names than in running text.
//!
//! Readings as surnames are commonly read; where one is read in two ways (翟 zhai and di, 覃 qin and tan)
//! the commoner one is here, and the other stays a reading of the character. Surnames that differ from the everyday reading only in tone (任, 宁, 华, 燕, 那, 石, 令) need no
//! entry.

/// Surnames of one character, in code point order.
const SURNAMES: &[(char, &str)] = &[
    ('乐', "yue"),
    ('乜', "nie"),
    ('仇', "qiu"),
    ('佴', "nai"),
    ('区', "ou"),
    ('单', "shan"),
    ('卜', "bu"),
    ('句', "gou"),
    ('召', "shao"),
    ('员', "yun"),
    ('折', "she"),
    ('曾', "zeng"),
    ('朴', "piao"),
    ('查', "zha"),
    ('洗', "xian"),
    ('炅', "gui"),
    ('盖', "ge"),
    ('祭', "zhai"),
    ('种', "chong"),
    ('秘', "bi"),
    ('粘', "nian"),
    ('繁', "po"),
    ('缪', "miao"),
    ('翟', "zhai"),
    ('能', "nai"),
    ('薄', "bo"),
    ('覃', "qin"),
    ('角', "jue"),
    ('解', "xie"),
    ('郇', "xun"),
    ('都', "du"),
    ('阚', "kan"),
    ('黑', "he"),
];

/// Names whose first two characters are read together, in code point order.
const COMPOUNDS: &[([char; 2], [&str; 2])] = &[
    (['万', '俟'], ["mo", "qi"]),
    (['乐', '正'], ["yue", "zheng"]),
    (['单', '于'], ["chan", "yu"]),
    (['尉', '迟'], ["yu", "chi"]),
    // no surname: Mongolian for white, with which many names begin
    (['查', '干'], ["cha", "gan"]),
    (['澹', '台'], ["tan", "tai"]),
    (['长', '孙'], ["zhang", "sun"]),
];

/// Readings of characters in given names and in Mongolian names.
const GIVEN: &[(char, &str)] = &[
    // 都古尔, 满都拉: always du in transcription
    ('都', "du"),
    // 长海, 长春, 长青
    ('长', "chang"),
];

/// How a surname of one character is read, where that is not its everyday reading.
pub(super) fn surname(c: char) -> Option<&'static str> {
    find(SURNAMES, c)
}

/// How two first characters are read together.
pub(super) fn compound(first: char, second: char) -> Option<&'static [&'static str; 2]> {
    let at = COMPOUNDS.binary_search_by_key(&[first, second], |(pair, _)| *pair).ok()?;
    COMPOUNDS.get(at).map(|(_, sounds)| sounds)
}

/// How a character that is no surname is read in names, where that is not its everyday reading.
pub(super) fn given(c: char) -> Option<&'static str> {
    find(GIVEN, c)
}

fn find(table: &[(char, &'static str)], c: char) -> Option<&'static str> {
    let at = table.binary_search_by_key(&c, |(known, _)| *known).ok()?;
    table.get(at).map(|(_, sound)| *sound)
}

#[cfg(test)]
mod tests {
    use pinyin::ToPinyin;

    use super::*;

    #[test]
    fn tables_are_in_order() {
        assert!(SURNAMES.is_sorted_by_key(|(c, _)| c));
        assert!(COMPOUNDS.is_sorted_by_key(|(pair, _)| pair));
        assert!(GIVEN.is_sorted_by_key(|(c, _)| c));
    }

    #[test]
    fn every_entry_differs_from_the_everyday_reading() {
        for (c, sound) in SURNAMES.iter().chain(GIVEN) {
            assert_ne!(c.to_pinyin().unwrap().plain(), *sound, "{c}");
        }
    }
}
