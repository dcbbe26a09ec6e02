//! Every way of writing a place that rosters have.

use super::*;
use crate::domain::place::{Township, TownshipCode};
use crate::domain::text::CleanText;

pub(crate) fn book() -> PlaceBook {
    let townships: Vec<Township> = [
        ("152530100", "上都镇", &["上都"][..]),
        ("152530101", "桑根达来镇", &["桑根达来", "桑根达莱镇"]),
        ("152530102", "哈毕日嘎镇", &["哈毕日嘎"]),
        ("152530200", "宝绍岱苏木", &["宝绍代", "宝绍代苏木"]),
        ("152530500", "五一种畜场", &["五一", "五一牧场"]),
        ("152530501", "黑城子示范区", &["黑城子"]),
    ]
    .iter()
    .map(|&(code, name, aliases)| Township {
        code: TownshipCode(code.to_owned()),
        name: name.into(),
        kind: "镇".into(),
        aliases: aliases.iter().map(|alias| CleanText::from(*alias)).collect(),
    })
    .collect();
    let villages = [("152530100", "金莲川社区"), ("152530101", "敖包图嘎查"), ("152530100", "老街社区")]
        .map(|(code, name)| (TownshipCode(code.to_owned()), name.into()));
    PlaceBook::new("正蓝旗", &townships, &villages)
}

fn told(place: Option<Place>) -> Option<String> {
    place.map(|place| match place.village {
        Some(village) => format!("{} {village}", place.township),
        None => place.township.to_string(),
    })
}

#[test]
fn every_form_of_a_township_is_read() {
    let book = book();
    for (cell, place) in [
        ("上都镇", "上都镇"),
        ("上都", "上都镇"),
        ("上 都 镇", "上都镇"),
        ("上都镇。", "上都镇"),
        ("、上都镇；", "上都镇"),
        ("152530100", "上都镇"),
        ("１５２５３０１００", "上都镇"),
        ("152530100000", "上都镇"),
        ("152530101201", "桑根达来镇"),
        ("152530101上都镇", "上都镇"),
        ("上都镇人民政府", "上都镇"),
        ("上都镇政府", "上都镇"),
        ("上都镇退役军人服务站", "上都镇"),
        ("正蓝旗上都镇", "上都镇"),
        ("正蓝旗上都", "上都镇"),
        ("内蒙古自治区锡林郭勒盟正蓝旗上都镇", "上都镇"),
        ("内蒙古/锡林郭勒盟/正蓝旗/上都镇", "上都镇"),
        ("锡盟-正蓝旗-宝绍代苏木", "宝绍岱苏木"),
        ("内蒙古自治区五一种畜场", "五一种畜场"),
        ("五一种畜场场部", "五一种畜场"),
        ("黑城子示范区管委会", "黑城子示范区"),
        ("黑城子管委会", "黑城子示范区"),
        ("上都镇金莲川社区", "上都镇 金莲川社区"),
        ("上都镇金莲川社区居委会", "上都镇 金莲川社区"),
        ("上都镇（金莲川社区）", "上都镇 金莲川社区"),
        ("锡林郭勒盟正蓝旗桑根达来镇敖包图嘎查", "桑根达来镇 敖包图嘎查"),
        ("正蓝旗/桑根达来镇/敖包图嘎查/三组", "桑根达来镇 敖包图嘎查"),
        ("桑根达来敖包图嘎查", "桑根达来镇 敖包图嘎查"),
        ("上都镇退役军人服务站金莲川社区", "上都镇 金莲川社区"),
        ("上都镇金莲川", "上都镇 金莲川社区"),
        ("上都镇农村", "上都镇"),
    ] {
        assert_eq!(told(book.read(cell)).as_deref(), Some(place), "{cell}");
    }
    for cell in [
        "",
        "。",
        "北京市",
        "东乌镇",
        "152530",
        "152530999",
        "15253010012",
        "正蓝旗",
        "锡林浩特市上都镇",
        "五一节",
        "五一路社区",
    ] {
        assert_eq!(told(book.read(cell)), None, "{cell}");
    }
}

#[test]
fn running_text_tells_a_place_only_by_a_name_that_is_no_other_word() {
    let book = book();
    for (text, place) in [
        ("正蓝旗上都镇金莲川社区退役军人花名册", "上都镇 金莲川社区"),
        ("2024年上都镇优抚对象花名册", "上都镇"),
        ("上都镇", "上都镇"),
        ("金莲川社区", "上都镇 金莲川社区"),
        ("敖包图嘎查名册", "桑根达来镇 敖包图嘎查"),
        ("桑根达来镇-烈属", "桑根达来镇"),
        ("五一种畜场名单", "五一种畜场"),
    ] {
        assert_eq!(told(book.within(text)).as_deref(), Some(place), "{text}");
    }
    for text in [
        "2024年五一慰问名册",
        "正蓝旗优抚对象花名册",
        "上都镇、桑根达来镇名册",
        "Sheet1",
        "",
        "锡林浩特市上都镇名册",
    ] {
        assert_eq!(told(book.within(text)), None, "{text}");
    }
    assert_eq!(told(book.leads("内蒙古正蓝旗上都镇金莲川社区1号楼")).as_deref(), Some("上都镇 金莲川社区"));
    assert_eq!(told(book.leads("北京市上都镇路1号")), None);
}

#[test]
fn a_village_has_one_name() {
    let book = book();
    let town: CleanText = "上都镇".into();
    for (written, name) in [
        ("金莲川社区", "金莲川社区"),
        ("金莲川", "金莲川社区"),
        ("金莲川社区居委会", "金莲川社区"),
        ("上都镇金莲川社区", "金莲川社区"),
        ("正蓝旗上都镇老街社区居民委员会", "老街社区"),
        ("金莲川村", "金莲川村"),
        ("新城社区", "新城社区"),
        ("上都镇新城社区", "新城社区"),
    ] {
        assert_eq!(&*book.village(&town, &written.into()), name, "{written}");
    }
}
