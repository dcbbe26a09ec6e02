//! How rosters spell the headers of their columns.

use crate::domain::recipient::Kind;
use crate::domain::roster::Column;
use crate::domain::text::fold_width;

/// What a header means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A column of the register.
    Known(Column),
    /// The names of units.
    UnitName,
    /// A running number, or what muster itself added to a file of refused rows: nothing to import.
    Ignored,
}

const NAME: &[&str] = &[
    "姓名",
    "名字",
    "人员姓名",
    "退役军人姓名",
    "对象姓名",
    "慰问对象",
    "慰问对象姓名",
    "优抚对象姓名",
    "name",
    "fullname",
];
const UNIT_NAME: &[&str] = &["单位名称", "慰问单位", "单位全称", "unit", "unitname"];
const SEX: &[&str] = &["性别", "sex", "gender"];
const ID_NUMBER: &[&str] = &[
    "身份证",
    "身份证号",
    "身份证号码",
    "公民身份号码",
    "公民身份证号",
    "公民身份证号码",
    "居民身份证号",
    "居民身份证号码",
    "身份号码",
    "证件号码",
    "证件号",
    "身份证件号码",
    "id",
    "idno",
    "idnumber",
    "idcard",
    "idcardno",
    "idcardnumber",
    "citizenid",
];
const BIRTH: &[&str] = &[
    "出生日期",
    "出生年月",
    "出生年月日",
    "出生时间",
    "生日",
    "birth",
    "birthdate",
    "birthday",
    "dateofbirth",
    "dob",
    "born",
];
const TOWNSHIP: &[&str] = &[
    "苏木镇",
    "苏木镇场",
    "苏木乡镇",
    "苏木",
    "乡镇",
    "镇",
    "乡镇街道",
    "乡镇苏木",
    "乡镇场",
    "镇苏木",
    "苏木乡镇场",
    "苏木乡镇街道",
    "街道",
    "township",
    "town",
];
const VILLAGE: &[&str] = &[
    "嘎查社区",
    "嘎查村",
    "嘎查",
    "村",
    "村社区",
    "社区",
    "嘎查村社区",
    "村嘎查",
    "村嘎查社区",
    "社区嘎查",
    "社区村",
    "社区嘎查村",
    "行政村",
    "村居",
    "村委会",
    "嘎查居委会",
    "village",
    "community",
    "villagecommunity",
    "gacha",
];
const PHONE: &[&str] = &[
    "联系电话",
    "电话",
    "手机",
    "手机号",
    "手机号码",
    "电话号码",
    "联系方式",
    "联系号码",
    "phone",
    "phonenumber",
    "phoneno",
    "mobile",
    "mobilephone",
    "mobilenumber",
    "telephone",
    "tel",
    "contact",
];
const CATEGORIES: &[&str] = &[
    "优抚类别",
    "优抚对象类别",
    "人员类别",
    "类别",
    "对象类别",
    "优抚身份",
    "身份类别",
    "优抚对象类型",
    "category",
    "categories",
    "entitlement",
];
const GROUPS: &[&str] = &[
    "慰问类别",
    "慰问对象类别",
    "慰问分类",
    "慰问对象类型",
    "慰问类型",
    "走访类别",
    "group",
    "groups",
    "visitgroup",
    "visitgroups",
];
const CARD: &[&str] = &[
    "银行卡号",
    "银行账号",
    "银行帐号",
    "账号",
    "帐号",
    "卡号",
    "银行卡",
    "银行账户",
    "一卡通号",
    "一卡通账号",
    "card",
    "bankcard",
    "cardnumber",
    "cardno",
    "bankcardnumber",
    "bankaccount",
    "account",
];
const ADDRESS: &[&str] = &[
    "住址",
    "地址",
    "家庭住址",
    "家庭地址",
    "现住址",
    "现居住地",
    "居住地址",
    "详细地址",
    "详细住址",
    "通讯地址",
    "address",
    "homeaddress",
];
const NOTE: &[&str] =
    &["备注", "说明", "备注说明", "note", "notes", "remark", "remarks", "comment", "comments"];
const KIND: &[&str] = &["对象类型", "类型", "kind", "type"];
const IGNORED: &[&str] = &[
    "序号",
    "编号",
    "序",
    "行号",
    "原因",
    "no",
    "number",
    "serial",
    "serialnumber",
    "index",
    "row",
    "reason",
];

const KNOWN: &[(Column, &[&str])] = &[
    (Column::Name, NAME),
    (Column::Sex, SEX),
    (Column::IdNumber, ID_NUMBER),
    (Column::Birth, BIRTH),
    (Column::Township, TOWNSHIP),
    (Column::Village, VILLAGE),
    (Column::Categories, CATEGORIES),
    (Column::Groups, GROUPS),
    (Column::Phone, PHONE),
    (Column::Card, CARD),
    (Column::Address, ADDRESS),
    (Column::Note, NOTE),
    (Column::Kind, KIND),
];

/// Words before a header that add nothing to it: 所属苏木镇, 所在嘎查, 本人姓名.
const BEFORE: &[&str] = &["所属", "所在", "本人", "户籍所在"];
/// Words behind a header that add nothing to it: 苏木镇名称.
const BEHIND: &[&str] = &["名称", "必填", "18位"];

/// What a header cell means; none if nobody knows.
///
/// Blanks, line breaks, brackets, punctuation, width and case do not count; if the words in brackets
/// are in the way, neither do they.
pub(super) fn meaning(header: &str) -> Option<Meaning> {
    if header.len() > 200 {
        return None;
    }
    let all = plain(header, false);
    look(&all).or_else(|| {
        let bare = plain(header, true);
        if bare == all { None } else { look(&bare) }
    })
}

fn look(header: &str) -> Option<Meaning> {
    exact(header).or_else(|| {
        let front = BEFORE.iter().find_map(|word| header.strip_prefix(word)).unwrap_or(header);
        let whole = BEHIND.iter().find_map(|word| front.strip_suffix(word)).unwrap_or(front);
        if whole.len() == header.len() { None } else { exact(whole) }
    })
}

fn exact(header: &str) -> Option<Meaning> {
    if header.is_empty() {
        return None;
    }
    KNOWN
        .iter()
        .find(|(_, spellings)| spellings.contains(&header))
        .map(|&(column, _)| Meaning::Known(column))
        .or_else(|| UNIT_NAME.contains(&header).then_some(Meaning::UnitName))
        .or_else(|| IGNORED.contains(&header).then_some(Meaning::Ignored))
}

/// Letters, Han and digits only, in half width and lower case.
fn plain(header: &str, without_brackets: bool) -> String {
    let mut depth = 0usize;
    let mut out = String::with_capacity(header.len());
    for c in fold_width(header).chars() {
        match c {
            '(' | '[' | '{' | '<' | '【' | '〔' | '《' | '「' => depth += 1,
            ')' | ']' | '}' | '>' | '】' | '〕' | '》' | '」' => depth = depth.saturating_sub(1),
            _ if without_brackets && depth > 0 => {}
            _ => out.extend(Some(c).filter(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_lowercase)),
        }
    }
    out
}

/// What a cell of the column 对象类型 says; none if neither.
pub(super) fn kind(cell: &str) -> Option<Kind> {
    match plain(cell, true).as_str() {
        "人员" | "个人" | "人" | "person" => Some(Kind::Person),
        "单位" | "集体" | "部队" | "unit" => Some(Kind::Unit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_found_as_it_stands() {
        for (column, spellings) in KNOWN {
            for spelling in *spellings {
                assert_eq!(meaning(spelling), Some(Meaning::Known(*column)), "{spelling}");
            }
        }
    }

    #[test]
    fn spellings_differ_in_what_does_not_count() {
        for (header, column) in [
            ("姓  名", Column::Name),
            ("姓\u{3000}名", Column::Name),
            ("* 姓名：", Column::Name),
            ("姓\n名", Column::Name),
            ("退役军人姓名", Column::Name),
            ("Name", Column::Name),
            ("身份证号码（18位）", Column::IdNumber),
            ("身份证号码 \r\n（必填）", Column::IdNumber),
            ("ＩＤ Number", Column::IdNumber),
            ("所属苏木镇(场)", Column::Township),
            ("所属苏木镇（场）", Column::Township),
            ("乡镇(街道)", Column::Township),
            ("所在乡镇", Column::Township),
            ("苏木镇名称", Column::Township),
            ("嘎查/社区", Column::Village),
            ("嘎查／社区", Column::Village),
            ("村(社区)", Column::Village),
            ("所在嘎查", Column::Village),
            ("联系电话（手机）", Column::Phone),
            ("【电话】", Column::Phone),
            ("Date of birth", Column::Birth),
            ("慰问 类别", Column::Groups),
            ("对象类型", Column::Kind),
        ] {
            assert_eq!(meaning(header), Some(Meaning::Known(column)), "{header}");
        }
        assert_eq!(meaning("单位名称"), Some(Meaning::UnitName));
        assert_eq!(meaning("序 号"), Some(Meaning::Ignored));
        for header in ["", "（）", "2024年春节慰问名册", "程连富", "开户行", "名称"] {
            assert_eq!(meaning(header), None, "{header}");
        }
    }

    #[test]
    fn kinds_are_read() {
        assert_eq!(kind(" 单位 "), Some(Kind::Unit));
        assert_eq!(kind("人员"), Some(Kind::Person));
        assert_eq!(kind("其他"), None);
    }
}
