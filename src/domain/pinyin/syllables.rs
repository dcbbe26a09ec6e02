//! The syllables of Mandarin without tones: what typed letters may be pieces of.

/// Letters of the longest syllable (zhuang).
pub(in crate::domain) const LONGEST: usize = 6;

/// Every syllable that some character has, in order; ü written both v and u. Interjections without a vowel
/// (嗯 ng, 呣 m, 哼 hng) are left out: their letters are beginnings of syllables anyway.
#[rustfmt::skip]
const SYLLABLES: &[&str] = &[
    "a", "ai", "an", "ang", "ao",
    "ba", "bai", "ban", "bang", "bao", "bei", "ben", "beng", "bi", "bian", "biang", "biao", "bie", "bin",
    "bing", "bo", "bong", "bu",
    "ca", "cai", "can", "cang", "cao", "ce", "cei", "cen", "ceng", "cha", "chai", "chan", "chang", "chao",
    "che", "chen", "cheng", "chi", "chong", "chou", "chu", "chua", "chuai", "chuan", "chuang", "chui",
    "chun", "chuo", "ci", "cong", "cou", "cu", "cuan", "cui", "cun", "cuo",
    "da", "dai", "dan", "dang", "dao", "de", "dei", "den", "deng", "di", "dia", "dian", "diao", "die",
    "din", "ding", "diu", "dong", "dou", "du", "duan", "dui", "dun", "duo",
    "e", "ei", "en", "eng", "er",
    "fa", "fan", "fang", "fei", "fen", "feng", "fiao", "fo", "fou", "fu",
    "ga", "gai", "gan", "gang", "gao", "ge", "gei", "gen", "geng", "gong", "gou", "gu", "gua", "guai",
    "guan", "guang", "gui", "gun", "guo",
    "ha", "hai", "han", "hang", "hao", "he", "hei", "hen", "heng", "hong", "hou", "hu", "hua", "huai",
    "huan", "huang", "hui", "hun", "huo",
    "ji", "jia", "jian", "jiang", "jiao", "jie", "jin", "jing", "jiong", "jiu", "ju", "juan", "jue", "jun",
    "ka", "kai", "kan", "kang", "kao", "ke", "kei", "ken", "keng", "kong", "kou", "ku", "kua", "kuai",
    "kuan", "kuang", "kui", "kun", "kuo",
    "la", "lai", "lan", "lang", "lao", "le", "lei", "len", "leng", "li", "lia", "lian", "liang", "liao",
    "lie", "lin", "ling", "liu", "lo", "long", "lou", "lu", "luan", "lue", "lun", "luo", "lv", "lve",
    "ma", "mai", "man", "mang", "mao", "me", "mei", "men", "meng", "mi", "mian", "miao", "mie", "min",
    "ming", "miu", "mo", "mou", "mu",
    "na", "nai", "nan", "nang", "nao", "ne", "nei", "nen", "neng", "ni", "nia", "nian", "niang", "niao",
    "nie", "nin", "ning", "niu", "nong", "nou", "nu", "nuan", "nue", "nun", "nuo", "nv", "nve",
    "o", "ou",
    "pa", "pai", "pan", "pang", "pao", "pei", "pen", "peng", "pi", "pian", "piao", "pie", "pin", "ping",
    "po", "pou", "pu",
    "qi", "qia", "qian", "qiang", "qiao", "qie", "qin", "qing", "qiong", "qiu", "qu", "quan", "que", "qun",
    "ran", "rang", "rao", "re", "ren", "reng", "ri", "rong", "rou", "ru", "rua", "ruan", "rui", "run",
    "ruo",
    "sa", "sai", "san", "sang", "sao", "se", "sen", "seng", "sha", "shai", "shan", "shang", "shao", "she",
    "shei", "shen", "sheng", "shi", "shou", "shu", "shua", "shuai", "shuan", "shuang", "shui", "shun",
    "shuo", "si", "song", "sou", "su", "suan", "sui", "sun", "suo",
    "ta", "tai", "tan", "tang", "tao", "te", "tei", "teng", "ti", "tian", "tiao", "tie", "ting", "tong",
    "tou", "tu", "tuan", "tui", "tun", "tuo",
    "wa", "wai", "wan", "wang", "wei", "wen", "weng", "wo", "wong", "wu",
    "xi", "xia", "xian", "xiang", "xiao", "xie", "xin", "xing", "xiong", "xiu", "xu", "xuan", "xue", "xun",
    "ya", "yan", "yang", "yao", "ye", "yi", "yin", "ying", "yo", "yong", "you", "yu", "yuan", "yue", "yun",
    "za", "zai", "zan", "zang", "zao", "ze", "zei", "zen", "zeng", "zha", "zhai", "zhan", "zhang", "zhao",
    "zhe", "zhei", "zhen", "zheng", "zhi", "zhong", "zhou", "zhu", "zhua", "zhuai", "zhuan", "zhuang",
    "zhui", "zhun", "zhuo", "zi", "zong", "zou", "zu", "zuan", "zui", "zun", "zuo",
];

/// Whether some syllable begins with `piece`; never for an empty piece.
pub(in crate::domain) fn is_prefix(piece: &str) -> bool {
    let at = SYLLABLES.partition_point(|syllable| *syllable < piece);
    !piece.is_empty() && SYLLABLES.get(at).is_some_and(|syllable| syllable.starts_with(piece))
}

#[cfg(test)]
mod tests {
    use super::super::Readings;
    use super::*;

    #[test]
    fn table_is_in_order_and_as_long_as_told() {
        assert!(SYLLABLES.is_sorted_by(|a, b| a < b));
        assert_eq!(SYLLABLES.iter().map(|s| s.len()).max(), Some(LONGEST));
    }

    #[test]
    fn prefixes() {
        for (piece, known) in [
            ("", false),
            ("c", true),
            ("ch", true),
            ("che", true),
            ("cheng", true),
            ("chengl", false),
            ("i", false),
            ("u", false),
            ("v", false),
            ("lv", true),
            ("lve", true),
            ("lue", true),
            ("nv", true),
            ("zhuang", true),
            ("jv", false),
            ("1", false),
            ("程", false),
        ] {
            assert_eq!(is_prefix(piece), known, "{piece}");
        }
    }

    /// Every reading of every character is ASCII and a syllable of the table.
    #[test]
    fn every_reading_is_in_the_table() {
        let mut seen = 0;
        for c in
            ('\u{3400}'..='\u{323AF}').filter(|c| c.is_alphabetic() && !matches!(c, '\u{FF00}'..='\u{FFEF}'))
        {
            for sound in Readings::of(&c.to_string()).at(0) {
                seen += 1;
                let vowelless = matches!(*sound, "m" | "n" | "ng" | "hm" | "hng");
                assert!(vowelless || SYLLABLES.binary_search(sound).is_ok(), "{c} {sound}");
            }
        }
        assert!(seen > 40_000, "{seen}");
    }
}
