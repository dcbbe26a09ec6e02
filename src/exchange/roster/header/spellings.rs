//! How rosters spell the headers of their columns.

use super::rules;
use super::spelled::{
    ADDRESS, BIRTH, CARD, CATEGORIES, GROUPS, ID_NUMBER, IGNORED, KIND, NAME, NOTE, PHONE, SEX, TOWNSHIP,
    UNIT_NAME, VILLAGE,
};
use crate::domain::recipient::Kind;
use crate::domain::roster::Column;
use crate::domain::roster_question::Field;
use crate::domain::text::fold_width;

/// What a header means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A column of the register.
    Known(Column),
    /// Township and village in one: a path, a code, a station.
    Place,
    /// What `Known` is, of the householder.
    OfHouseholder(Column),
    /// What `Known` is, of somebody else: a payee, a member of the family.
    OfOther(Column),
    /// Whether somebody lives and is still paid.
    State,
    /// The day of a death; not exactly that but of what comes behind it, such as the cremation.
    Died(bool),
    /// The names of units.
    UnitName,
    /// A running number, or what muster itself added to a file of refused rows: nothing to import.
    Ignored,
}

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
    (Column::Household, HOUSEHOLD),
    (Column::Kind, KIND),
];

const HOUSEHOLD: &[&str] = &[
    "户籍性质",
    "户籍类型",
    "户籍类别",
    "户口性质",
    "户口类型",
    "户口类别",
    "户口属性",
    "城乡性质",
    "城乡类型",
    "城乡类别",
    "城乡属性",
    "城乡分类",
    "城乡",
    "household",
];

/// Words before a header that add nothing to it: 所属苏木镇, 所在嘎查, 本人姓名.
const BEFORE: &[&str] = &["所属", "所在", "本人", "个人"];
/// The same before a place: 户籍类别 is no category.
const PLACE_BEFORE: &[&str] = &[
    "户籍所在地",
    "户籍所在",
    "户口所在",
    "户籍地",
    "户籍",
    "户口",
    "实际居住",
    "现居住",
    "现住",
    "居住",
    "常住",
];
/// Words behind a header that add nothing to it: 苏木镇名称.
const BEHIND: &[&str] = &["名称", "必填", "选填", "18位"];

/// What a header cell means; none if nobody knows.
///
/// Blanks, line breaks, brackets, punctuation, width and case do not count; if the words in brackets
/// are in the way, neither do they.
pub(crate) fn meaning(header: &str) -> Option<Meaning> {
    if header.len() > 200 {
        return None;
    }
    let all = plain(header, false);
    rules::read(&all).or_else(|| look(&all)).or_else(|| {
        let bare = plain(header, true);
        if bare == all {
            None
        } else {
            rules::read(&bare).or_else(|| look(&bare)).map(|known| rules::of(&all, known))
        }
    })
}

/// The column that a word for a field names, as an answer does: 身份证号, `id_number`; nothing where it is left out.
pub fn field(word: &str) -> Option<Field> {
    let word = plain(word, false);
    if word.is_empty() || ["不导入", "忽略", "ignore", "skip"].contains(&word.as_str()) {
        return Some(Field(None));
    }
    let by_code = Column::ALL.into_iter().find(|column| plain(column.code(), false) == word);
    let by_name = || match look(&word)? {
        Meaning::Known(column) => Some(column),
        Meaning::UnitName => Some(Column::Name),
        Meaning::Place => Some(Column::Township),
        Meaning::OfHouseholder(_)
        | Meaning::OfOther(_)
        | Meaning::State
        | Meaning::Died(_)
        | Meaning::Ignored => None,
    };
    by_code.or_else(by_name).map(|column| Field(Some(column)))
}

fn look(header: &str) -> Option<Meaning> {
    exact(header).or_else(|| {
        let of_place = PLACE_BEFORE.iter().find_map(|word| header.strip_prefix(word));
        let front = BEFORE.iter().find_map(|word| header.strip_prefix(word)).or(of_place).unwrap_or(header);
        let whole = BEHIND.iter().find_map(|word| front.strip_suffix(word)).unwrap_or(front);
        let is_place = |meaning: &Meaning| {
            matches!(meaning, Meaning::Known(Column::Township | Column::Village | Column::Address))
        };
        if whole.len() == header.len() {
            None
        } else {
            exact(whole).filter(|it| of_place.is_none() || is_place(it))
        }
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
pub(crate) fn plain(header: &str, without_brackets: bool) -> String {
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
pub(crate) fn kind(cell: &str) -> Option<Kind> {
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
