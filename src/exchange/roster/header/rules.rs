//! Headers by rule: how one ends says what it holds, how it begins says of whom.

use super::humans::{Whose, whose};
use super::spellings::Meaning;
use super::state_rules;
use crate::domain::roster::Column;

/// Most characters of a header that a rule reads.
const RULED_MAX: usize = 24;

const IDS: &[&str] = &[
    "身份证号码",
    "身份证号",
    "身份证",
    "身份号码",
    "身份证件号码",
    "身份证件号",
    "身份证编号",
    "身份证件编号",
];
const PHONES: &[&str] = &[
    "电话",
    "电话号码",
    "手机",
    "手机号",
    "手机号码",
    "手机电话",
    "联系方式",
    "联系号码",
    "电话手机",
    "移动电话",
    "宅电",
    "座机",
    "电话微信",
];
const CARDS: &[&str] =
    &["账号", "帐号", "卡号", "账户号", "帐户号", "账号码", "存折号", "一卡通", "一折通", "银行卡"];
/// A card of these is no bank card, unless a bank is named too.
const OTHER_CARDS: &[&str] =
    &["社保", "社会保障", "医保", "医疗", "优待", "身份", "会员", "水卡", "电卡", "微信", "支付宝"];
const ADDRESSES: &[&str] = &["住址", "地址", "居住地", "住所", "居住地点"];
const BIRTHS: &[&str] = &["出生日期", "出生年月", "出生年月日", "出生时间", "生日"];
const KINDS: &[&str] = &["类别", "类型", "种类"];
/// A kind of these is a category.
const ENTITLED: &[&str] =
    &["优抚", "抚恤", "对象", "人员", "身份", "待遇", "享受", "补助", "救助", "优待", "军人", "士兵", "退役"];
/// Columns that tell where somebody lives in one cell.
const PLACES: &[&str] =
    &["所属地区", "所在地区", "所属区域", "服务站", "所属服务站", "管理服务站", "所属站点", "所在地", "地区"];
/// Others by the noun alone.
const OTHER_NAMES: &[&str] = &[
    "收款人",
    "代领人",
    "监护人",
    "领取人",
    "领款人",
    "联系人",
    "开户名",
    "开户名称",
    "户名",
    "配偶",
    "家庭成员",
    "父亲",
    "母亲",
    "代办人",
    "账户名",
    "账户名称",
    "帐户名称",
];

/// What a header means, as its whole text says of whom it is.
pub(crate) fn of(header: &str, meaning: Meaning) -> Meaning {
    // The account of 开户银行账号 or 开户账号 is the person's own; that of 开户人账号 is not.
    let own_account =
        meaning == Meaning::Known(Column::Card) && header.contains("开户") && !header.contains("开户人");
    match (meaning, if own_account { Whose::Own } else { whose(header) }) {
        (Meaning::Known(column), Whose::Householder) if is_personal(column) => Meaning::OfHouseholder(column),
        (Meaning::Known(column), Whose::Other) if is_personal(column) => Meaning::OfOther(column),
        (meaning, _) => meaning,
    }
}

/// Whether a column says something of one person; a place is of the whole household.
pub(super) fn is_personal(column: Column) -> bool {
    matches!(
        column,
        Column::Name
            | Column::Sex
            | Column::IdNumber
            | Column::Birth
            | Column::Phone
            | Column::Card
            | Column::Address
    )
}

/// What a header in plain letters means by rule.
pub(crate) fn read(header: &str) -> Option<Meaning> {
    if header.is_empty() || header.chars().count() > RULED_MAX || header.ends_with("关系") {
        return None;
    }
    if header == "户主" {
        return Some(Meaning::OfHouseholder(Column::Name));
    }
    if OTHER_NAMES.contains(&header) {
        return Some(Meaning::OfOther(Column::Name));
    }
    if PLACES.contains(&header) || header.contains("行政区划") || header.ends_with("区划") {
        return Some(Meaning::Place);
    }
    if let Some(exact) = death_day(header).filter(|_| !header.contains("烈士")) {
        return Some(Meaning::Died(exact));
    }
    if state_rules::asked(header).is_some() {
        return Some(Meaning::State);
    }
    column(header).map(|column| of(header, Meaning::Known(column)))
}

/// Words by which a number is the person's own, before what kind of number it is.
const OWN: &[&str] = &[
    "本人", "个人", "公民", "居民", "人员", "对象", "享受", "受益", "受助", "退役", "退伍", "复员", "复原",
    "优抚", "优待", "补助", "补贴", "救助", "参战", "参试", "残疾", "伤残", "带病", "在乡", "慰问", "走访",
    "老兵", "有效", "二代", "新", "现", "原", "旧", "证件", "当前", "自己", "户口", "户籍", "户主", "身份",
    "中国", "必填", "学员",
];
const OWN_PHONES: &[&str] = &[
    "联系", "手机", "家庭", "家", "移动", "固定", "座机", "办公", "宅", "常用", "备用", "其他", "第二",
    "主要", "通讯", "通信", "短号", "另", "可", "单位", "微信",
];
const OWN_CARDS: &[&str] = &[
    "银", "行", "卡", "折", "社", "账", "帐", "户", "惠", "农", "财政", "工资", "存", "信用", "邮", "储",
    "补", "发放", "代发", "打款", "转", "支付", "结算", "金融", "一",
];

/// What stands before the kind of number in a header; none where its column holds no numbers.
pub(super) fn prefix(header: &str, column: Column) -> Option<&str> {
    let ends = match column {
        Column::IdNumber => IDS,
        Column::Phone => PHONES,
        Column::Card => CARDS,
        Column::Birth => BIRTHS,
        Column::Sex => &["性别"],
        Column::Address => ADDRESSES,
        Column::Name
        | Column::Township
        | Column::Village
        | Column::Categories
        | Column::Groups
        | Column::Note
        | Column::Household
        | Column::Kind => return None,
    };
    ends.iter().filter_map(|end| header.strip_suffix(end)).min_by_key(|before| before.len())
}

/// Whether a number under a header, in plain letters, is the person's own by what stands before its kind: nothing, or a word
/// for the person or for the number.
pub(super) fn is_own(header: &str, column: Column) -> bool {
    let of_kind = match column {
        Column::Phone => OWN_PHONES,
        Column::Card => OWN_CARDS,
        Column::Name
        | Column::Sex
        | Column::IdNumber
        | Column::Birth
        | Column::Township
        | Column::Village
        | Column::Categories
        | Column::Groups
        | Column::Address
        | Column::Note
        | Column::Household
        | Column::Kind => &[],
    };
    prefix(header, column).is_none_or(|before| {
        before.is_empty()
            || before.bytes().all(|byte| byte.is_ascii_digit())
            || OWN.iter().chain(of_kind).any(|word| before.contains(word)) && !names_somebody(before, of_kind)
    })
}

/// Whether what stands before the kind of a number is a noun for somebody, before words for the number, and none for the
/// person: 保姆银行 before 账号.
fn names_somebody(before: &str, of_kind: &[&str]) -> bool {
    const NOUNS: &[&str] =
        &["公司", "代表", "民警", "保姆", "护工", "牧户", "合作社", "人", "员", "长", "孀", "亲属", "家属"];
    let mut rest = before;
    loop {
        if NOUNS.iter().any(|noun| rest.ends_with(noun)) {
            return !OWN.iter().any(|word| rest.contains(word));
        }
        match of_kind.iter().find_map(|word| rest.strip_suffix(word)) {
            Some(shorter) => rest = shorter,
            None => return false,
        }
    }
}

fn column(header: &str) -> Option<Column> {
    let ends = |words: &[&str]| words.iter().any(|word| header.ends_with(word));
    let says = |words: &[&str]| words.iter().any(|word| header.contains(word));
    if ends(&["姓名", "名字"]) && !header.contains("单位") {
        return Some(Column::Name);
    }
    if ends(IDS) {
        return Some(Column::IdNumber);
    }
    // 联系电话1, 联系电话2: the second fills the first.
    let first = header.trim_end_matches(|c: char| c.is_ascii_digit());
    if ends(PHONES) || PHONES.iter().any(|word| first.ends_with(word)) {
        return Some(Column::Phone);
    }
    if ends(CARDS) && (!says(OTHER_CARDS) || header.contains("银行") || header.contains("金融")) {
        return Some(Column::Card);
    }
    if ends(ADDRESSES) {
        return Some(Column::Address);
    }
    if ends(BIRTHS) {
        return Some(Column::Birth);
    }
    if ends(&["性别"]) {
        return Some(Column::Sex);
    }
    if ends(KINDS) && says(&["慰问", "走访"]) {
        return Some(Column::Groups);
    }
    if ends(KINDS) && says(ENTITLED) && header != "对象类型" && !says(&["证件", "户籍", "户口", "残疾类别"])
    {
        return Some(Column::Categories);
    }
    ends(&["备注"]).then_some(Column::Note)
}

/// What the header of a column with a day says, in plain letters: that of a death, or of what comes behind it.
pub(crate) fn death_day(header: &str) -> Option<bool> {
    let is_day = ["日期", "时间", "年月", "年月日", "日"].iter().any(|end| header.ends_with(end));
    let deaths = ["死亡", "去世", "逝世", "过世", "亡故", "故去", "身故", "离世"];
    let behind = ["火化", "注销", "入殓", "安葬", "接运", "登记", "申报", "证明"];
    if !is_day {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
    match (has(&deaths), has(&behind)) {
        (true, false) => Some(true),
        (true, true) => Some(false),
        (false, true) => header.contains("火化").then_some(false),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_deaths_are_told_from_other_days() {
        for (header, said) in [
            ("去世日期", Some(true)),
            ("死亡时间", Some(true)),
            ("火化日期", Some(false)),
            ("死亡登记日期", Some(false)),
            ("出生日期", None),
            ("登记日期", None),
            ("死亡原因", None),
        ] {
            assert_eq!(death_day(header), said, "{header}");
        }
    }
}
