use proptest::prelude::*;

use super::*;

fn keys(name: &str) -> Vec<String> {
    Readings::of(name).keys()
}

fn has(name: &str, key: &str) -> bool {
    keys(name).iter().any(|known| known == key)
}

#[test]
fn main_readings() {
    for (name, full, initials) in [
        ("程连富", "chenglianfu", "clf"),
        ("呼日查巴特尔", "hurichabateer", "hrcbte"),
        ("乌云其木格", "wuyunqimuge", "wyqmg"),
        ("吕建国", "lvjianguo", "ljg"),
        ("单国强", "shanguoqiang", "sgq"),
        // a surname of one character only in a name short enough to have one
        ("单巴特尔夫", "danbateerfu", "dbtef"),
        ("查干巴特尔", "chaganbateer", "cgbte"),
        ("查干", "chagan", "cg"),
        ("查良镛", "zhaliangyong", "zly"),
        ("曾长海", "zengchanghai", "zch"),
        ("都古尔", "duguer", "dge"),
        ("满都拉", "mandula", "mdl"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("尉健行", "weijianxing", "wjx"),
        ("单于都督", "chanyududu", "cydd"),
        ("长孙无忌", "zhangsunwuji", "zswj"),
        ("澹台明月", "tantaimingyue", "ttmy"),
        ("女娃", "nvwa", "nw"),
        ("李𠮷祥", "lixiang", "lx"),
        ("额尔敦·布和", "eerdunbuhe", "eedbh"),
        ("阿 拉 坦", "alatan", "alt"),
        ("ＬＥＤ厂3队", "ledchang3dui", "ledc3d"),
        ("·", "", ""),
        ("", "", ""),
    ] {
        let readings = Readings::of(name);
        assert_eq!(readings.main_full(), full, "{name}");
        assert_eq!(readings.main_initials(), initials, "{name}");
    }
}

#[test]
fn surnames_are_read_as_surnames() {
    let names = "单shan 仇qiu 解xie 查zha 区ou 曾zeng 翟zhai 尉wei 乐yue 朴piao 盖ge 黑he 缪miao 纪ji 任ren \
        宁ning 华hua 燕yan 那na 种chong 员yun 折she 冼xian 秘bi 召shao 覃qin 车che 石shi 万wan 令ling 都du \
        郇xun 郗xi 佴nai 阚kan 句gou 宓mi 繁po 洗xian 薄bo 费fei 乜nie 能nai 谌chen 卜bu 祭zhai 逄pang 晁chao \
        牟mou 哈ha 葛ge 褚chu 郐kuai 厍she 訾zi 俞yu 臧zang 谷gu 贲ben 应ying 贾jia 沈shen 盛sheng 叶ye 冯feng \
        尹yin 殷yin 柏bai 莘shen 阙que 瞿qu 眭sui 钭tou 佘she 芮rui 邰tai 笪da 麴qu 仉zhang 亓qi 庹tuo 郝hao \
        宿su 撖han 幺yao 占zhan 嵇ji 昝zan 糜mi 角jue 炅gui 粘nian 吕lv 闾lv 阎yan 白bai 包bao 敖ao 和he 相xiang";
    for name in names.split_whitespace() {
        let (surname, sound) = name.split_at(name.find(|c: char| c.is_ascii()).unwrap());
        assert_eq!(Readings::of(&format!("{surname}文")).main_full(), format!("{sound}wen"), "{name}");
    }
    let compounds = "尉迟yuchi 万俟moqi 单于chanyu 澹台tantai 乐正yuezheng 长孙zhangsun 令狐linghu 鲜于xianyu \
        宰父zaifu 亓官qiguan 濮阳puyang 淳于chunyu 公冶gongye 皇甫huangfu 呼延huyan 赫连helian 拓跋tuoba 欧阳ouyang \
        夏侯xiahou 诸葛zhuge 宇文yuwen 完颜wanyan 慕容murong 司马sima 上官shangguan 申屠shentu 耶律yelv";
    for name in compounds.split_whitespace() {
        let (surname, sound) = name.split_at(name.find(|c: char| c.is_ascii()).unwrap());
        assert_eq!(Readings::of(&format!("{surname}文")).main_full(), format!("{sound}wen"), "{name}");
        assert_eq!(Readings::of(&format!("{surname}文英")).main_full(), format!("{sound}wenying"), "{name}");
    }
}

#[test]
fn every_reading_has_its_keys() {
    for (name, wanted) in [
        ("单国强", &["sgq", "dgq", "cgq", "shanguoqiang", "danguoqiang"][..]),
        ("查干", &["cg", "zg", "chagan", "zhagan"]),
        ("查文斌", &["zwb", "cwb", "zhawenbin", "chawenbin"]),
        ("吕建国", &["ljg", "lvjianguo", "lujianguo"]),
        ("略", &["l", "lve", "lue"]),
        ("呼日查巴特尔", &["hrcbte", "hrzbte", "hurichabateer", "hurizhabateer"]),
        ("黑海", &["hh", "hehai", "heihai"]),
        ("仇乐", &["ql", "qy", "cl", "cy", "qiule", "qiuyue", "choule", "chouyue"]),
        ("ABC公司", &["abcgs", "abcgongsi"]),
    ] {
        for key in wanted {
            assert!(has(name, key), "{name} {key} {:?}", keys(name));
        }
        assert_eq!(keys(name)[0], Readings::of(name).main_full());
    }
    assert_eq!(keys("程连富"), ["chenglianfu", "clf"]);
    assert_eq!(keys("abc"), ["abc"]);
    assert_eq!(keys("··"), Vec::<String>::new());
}

#[test]
fn readings_belong_to_their_character() {
    let readings = Readings::of("额·𠮷重a");
    assert_eq!(readings.characters(), 5);
    assert_eq!(readings.at(0), ["e"]);
    assert_eq!(readings.at(1), [""; 0]);
    assert_eq!(readings.at(2), [""; 0]);
    assert_eq!(readings.at(3), ["zhong", "chong", "tong"]);
    assert_eq!(readings.at(4), ["a"]);
    assert_eq!(readings.at(5), [""; 0]);
}

/// Characters with many readings, and names longer than any, stay within the bounds.
#[test]
fn keys_are_bounded() {
    for name in [
        "敦和那都行重敦和那都行重",
        &"敦".repeat(NAME_MAX),
        &"双".repeat(NAME_MAX * 3),
        "正蓝旗人民武装部应急连",
    ] {
        let keys = keys(name);
        assert!(keys.len() <= 2 * KEYS_MAX, "{name} {}", keys.len());
        assert!(keys.iter().all(|key| key.len() <= KEY_MAX), "{name}");
    }
    assert_eq!(Readings::of(&"双".repeat(NAME_MAX * 3)).characters(), NAME_MAX);
}

/// The search passes over a place whose first character cannot begin as typed.
#[test]
fn sounds_begin_as_the_readings_of_the_character_do() {
    for c in char::MIN..=char::MAX {
        let firsts = |sounds: &mut dyn Iterator<Item = &'static str>| {
            sounds.filter_map(|sound| sound.chars().next()).collect::<std::collections::BTreeSet<char>>()
        };
        let readings = Readings::of(&c.to_string());
        assert_eq!(firsts(&mut sounds(c)), firsts(&mut readings.at(0).iter().copied()), "{c}");
    }
}

proptest! {
    #[test]
    fn keys_are_distinct_lower_case_ascii(name in "[单查吕敦和那都行重乐曾连富a-zA-Z0-9· 𠮷]{0,12}") {
        let keys = keys(&name);
        let mut seen = std::collections::HashSet::new();
        prop_assert!(keys.iter().all(|key| seen.insert(key)));
        let plain = |key: &String| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        prop_assert!(keys.iter().all(plain));
        prop_assert!(keys.len() <= 2 * KEYS_MAX);
        let readings = Readings::of(&name);
        prop_assert!(readings.main_full().is_empty() || keys.contains(&readings.main_full()));
        prop_assert!(readings.main_initials().is_empty() || keys.contains(&readings.main_initials()));
    }

    /// Each reading of the first character leads a key of both kinds.
    #[test]
    fn first_character_keeps_all_its_readings(name in "[单查吕敦和那都行重乐曾][敦和那都行重乐]{0,7}") {
        let keys = keys(&name);
        for sound in Readings::of(&name).at(0) {
            let leads = keys.iter().any(|key| key.starts_with(sound));
            prop_assert!(leads, "{} {:?}", sound, keys);
        }
    }
}
