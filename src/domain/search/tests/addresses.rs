//! Words of addresses: their keys, what finds by them, and what no key may tell.

use super::*;

pub(super) fn keys(address: &str, village: &str) -> Vec<String> {
    let mut keys = Vec::new();
    AddressWords::of(address, village).each_key(|key| keys.push(key.to_owned()));
    keys
}

/// Keys in Han and figures alone.
fn written(address: &str, village: &str) -> Vec<String> {
    let mut keys = keys(address, village);
    keys.retain(|key| !key.bytes().all(|byte| byte.is_ascii_lowercase()));
    keys
}

#[test]
fn each_word_of_an_address_has_a_key_and_names_of_places_have_none() {
    for (address, village, expected) in [
        ("", "", &[][..]),
        ("上都镇", "", &[]),
        ("上都镇敖包图嘎查", "敖包图嘎查", &[]),
        ("正蓝旗上都镇敖包图", "敖包图嘎查", &[]),
        ("内蒙古自治区锡林郭勒盟正蓝旗桑根达来镇敖包图嘎查", "敖包图嘎查", &[]),
        ("五一种畜场 第3嘎查", "第3嘎查", &[]),
        ("黑城子示范区", "", &[]),
        ("那日图苏木高格斯台嘎查", "高格斯台", &[]),
        // of another village, or of none, search does not find by place
        ("上都镇敖包图嘎查", "", &["敖包图嘎查"]),
        ("上都镇敖包图嘎查", "新城社区", &["敖包图嘎查"]),
        ("上都镇幸福小区3号楼2单元501", "金莲川社区", &["幸福小区3号楼2单元", "3号楼2单元501"]),
        ("幸福小区三号楼", "", &["幸福小区3号楼", "3号楼"]),
        ("幸福小区 3号楼", "幸福社区", &["幸福小区3号楼", "3号楼"]),
        ("敖包图嘎查三组15号", "敖包图嘎查", &["3组15号", "15号"]),
        ("敖包图嘎查第三村民小组", "敖包图嘎查", &["3组"]),
        ("敖包图十二组", "敖包图嘎查", &["12组"]),
        ("13号楼4单元303", "金莲川社区", &["13号楼4单元303"]),
        ("上都镇红旗街12号", "", &["红旗街12号", "12号"]),
        ("上都镇红旗林场", "", &["红旗林场"]),
        ("正蓝旗上都镇金莲川大街老干部家属院", "", &["金莲川大街老干部家属", "老干部家属院"]),
        ("农贸市场南侧", "", &["农贸市场南侧"]),
        ("上都镇便民超市东侧", "", &["便民超市东侧"]),
        ("某部一连", "", &["某部1连", "1连"]),
        ("ＡＢ大厦", "", &["ab大厦"]),
        ("B座", "", &["b座"]),
    ] {
        assert_eq!(written(address, village), expected, "{address}");
    }
    assert_eq!(keys("幸福小区", ""), ["幸福小区", "xingfuxiao", "xfxq"]);
    assert_eq!(keys("查干街", ""), ["查干街", "chaganjie", "cgj", "zhaganjie", "zgj"]);
    assert_eq!(keys("解放路", "")[..2], ["解放路", "jiefanglu"]);
    assert!(keys(&"东街西街南街北街".repeat(10), "").len() <= 6 + 4 * 4);
}

#[test]
fn no_number_and_no_day_is_a_key() {
    for (address, expected) in [
        ("13812341234", &[][..]),
        ("二组 电话138 1234 1234", &["2组电话", "电话"]),
        ("电话138-1234-1234", &["电话"]),
        ("电话一三八一二三四一二三四", &["电话"]),
        ("电话4221234", &["电话"]),
        ("二组4221234号", &["2组"]),
        ("152599193603050013号", &[]),
        ("二组，1936年3月5日", &["2组"]),
        ("二组，3月5日", &["2组"]),
        ("东街生于腊月廿", &["东街生于", "生于"]),
        ("二组 1936.3.5", &["2组"]),
        ("①③⑧①②③④①②③④号", &[]),
        ("３组１３８１２３４１２３４", &["3组"]),
    ] {
        let found = written(address, "");
        assert_eq!(found, expected, "{address}");
    }
    let someone = |address| Candidate { address: Some(address), ..NOBODY };
    let address = "电话4221234 二组，1936年3月5日，儿子138 1234 1234";
    for typed in
        ["电话4221234", "电话422", "3月5日", "1936年3月", "1936年", "儿子138", "138", "1234", "二组 138"]
    {
        let found = score_all(&words(typed), &someone(address));
        assert_eq!(found, None, "{typed}");
    }
    assert!(score_all(&words("电话"), &someone(address)).is_some());
}

#[test]
fn people_are_found_by_the_words_of_their_address_alone() {
    let someone = Candidate {
        name: "程连富",
        village: "敖包图嘎查",
        address: Some("上都镇 幸福小区三号楼2单元501，老三组"),
        ..NOBODY
    };
    for (typed, is_found) in [
        ("幸福小区", true),
        ("幸福", true),
        ("幸福小区3号楼", true),
        ("幸福小区三号楼二单元", true),
        ("三号楼", true),
        ("3号楼", true),
        ("xingfu", true),
        ("xfxq", true),
        ("xfx", true),
        ("xingfxq", true),
        ("老三组", true),
        ("福小区", false),
        ("上都镇", false),
        ("xf", false),
        ("幸", false),
        ("3", false),
        ("501", false),
        ("号楼", false),
        ("13号楼", false),
        ("幸福小区3号楼2单元5", false),
        ("幸福小区3号楼2单元501", true),
    ] {
        let query = ParsedQuery::parse(typed);
        let found = score(&query, &someone);
        assert_eq!(found.is_some_and(|score| score.by == MatchedBy::Address), is_found, "{typed}");
        // by letters of whole words in part, keys find the beginnings alone
        assert!(!is_found || typed == "xingfxq" || offered(&query, &someone), "{typed} is not looked up");
    }
}

#[test]
fn a_name_comes_before_an_address() {
    let named = Candidate { name: "王幸福", ..NOBODY };
    let home = Candidate { name: "程连富", address: Some("幸福小区"), ..NOBODY };
    let rank = |typed: &str, candidate| score(&ParsedQuery::parse(typed), candidate).unwrap().rank;
    assert!(rank("幸福", &named) > rank("幸福", &home));
    assert!(rank("xingfu", &named) > rank("xingfu", &home));
}

#[test]
fn what_was_found_in_an_address_is_marked() {
    let marked = |typed: &str, address: &str| -> String {
        let marks = AddressWords::of(address, "").marks(&words(typed));
        address.chars().enumerate().filter(|(at, _)| marks.contains(at)).map(|(_, c)| c).collect()
    };
    for (typed, address, expected) in [
        ("幸福", "上都镇 幸福小区三号楼", "幸福"),
        ("幸福小区3号", "上都镇 幸福小区三号楼", "幸福小区三号"),
        ("xfxq", "上都镇 幸福小区三号楼", "幸福小区"),
        ("程 三号楼 小区", "上都镇 幸福小区三号楼", "小区三号楼"),
        ("三组", "第三村民小组", "三组"),
        ("程", "三组", ""),
    ] {
        assert_eq!(marked(typed, address), expected, "{typed}");
    }
}
