//! Headers by rule: how one ends says what it holds, how it begins says of whom.

use super::spellings::Meaning;
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
/// Columns that tell whether somebody lives and is still paid.
const STATES: &[&str] =
    &["是否健在", "是否在世", "健在情况", "生存状态", "存亡", "生存状况", "是否死亡", "是否去世", "是否已故"];
const STATES_OF: &[&str] = &["优抚", "人员", "对象", "待遇", "发放", "享受"];

const OTHERS: &[&str] = &[
    "代领",
    "收款",
    "监护",
    "配偶",
    "家长",
    "联系人",
    "紧急",
    "开户",
    "户名",
    "成员",
    "经办",
    "领款人",
    "领取人",
    "代办",
    "负责人",
    "法人",
    "填表",
    "介绍人",
    "承办",
    "赡养",
    "抚养",
    "单位",
    "学校",
    "收件",
    "证明人",
    "委托",
    "受托",
    "担保",
];
const RELATIVES: &[&str] = &["父", "母", "丈夫", "妻", "子女", "儿子", "女儿", "孙"];
/// The dead soldier of a list of families, unless the family is named too.
const FALLEN: &[&str] = &["烈士", "牺牲", "病故", "已故", "死亡", "去世"];
/// Beginnings of a header that is about the dead themselves.
pub(super) const DEAD: &[&str] =
    &["死者", "逝者", "亡者", "亡人", "死亡人员", "死亡人", "去世人员", "去世人", "死亡者"];
const FAMILY: &[&str] = &["遗属", "家属", "子女", "烈属"];
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

/// Whose a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The person's whom the row is about, as far as the header tells.
    Own,
    /// The householder's.
    Householder,
    /// Somebody else's.
    Other,
}

/// Whose a header, in plain letters, says its column is.
pub(crate) fn whose(header: &str) -> Whose {
    if header.contains("户主") {
        return Whose::Householder;
    }
    // The dead of a list of the dead are whom it is about.
    if DEAD.iter().any(|word| header.starts_with(word)) {
        return Whose::Own;
    }
    let fallen =
        FALLEN.iter().any(|word| header.contains(word)) && !FAMILY.iter().any(|word| header.contains(word));
    let other = fallen
        || OTHERS.iter().any(|word| header.contains(word))
        || RELATIVES.iter().any(|word| header.starts_with(word));
    if other { Whose::Other } else { Whose::Own }
}

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
fn is_personal(column: Column) -> bool {
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
    let is_state = STATES.contains(&header)
        || header.ends_with("状态") && STATES_OF.iter().any(|word| header.contains(word));
    if is_state {
        return Some(Meaning::State);
    }
    column(header).map(|column| of(header, Meaning::Known(column)))
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
    if ends(PHONES) {
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
