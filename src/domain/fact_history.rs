//! What was changed of a recipient's facts: when, by whom, what was there before and after. Numbers are masked.

use chrono::NaiveDate;

use super::text::CleanText;

/// How facts changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactSource {
    /// Added by hand.
    Added,
    /// Changed by hand.
    Edited,
    /// By a roster.
    Imported,
    /// By a merge with another.
    Merged,
    /// By the undoing of one.
    Parted,
}

/// A fact of a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// 姓名
    Name,
    /// 性别
    Sex,
    /// 出生日期
    Birth,
    /// 身份证号
    IdNumber,
    /// 电话
    Phone,
    /// 银行卡
    Card,
    /// 苏木镇场
    Township,
    /// 嘎查村
    Village,
    /// 住址
    Address,
    /// 户籍
    Household,
    /// 备注
    Note,
    /// 慰问类别
    Groups,
    /// 优抚类别
    Categories,
}

impl Fact {
    /// Every fact with the name under which the audit keeps it, in the order in which they are told.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Name, "name"),
        (Self::IdNumber, "id_number"),
        (Self::Sex, "sex"),
        (Self::Birth, "birth"),
        (Self::Household, "household"),
        (Self::Phone, "phone"),
        (Self::Card, "card"),
        (Self::Township, "township"),
        (Self::Village, "village"),
        (Self::Address, "address"),
        (Self::Note, "note"),
        (Self::Groups, "groups"),
        (Self::Categories, "categories"),
    ];
}

/// One fact that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// Which.
    pub fact: Fact,
    /// Before, empty if it was not known.
    pub before: CleanText,
    /// After, empty if it is not known any more.
    pub after: CleanText,
}

/// One act that changed facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactLine {
    /// The day of the act.
    pub on: NaiveDate,
    /// Who acted.
    pub actor: CleanText,
    /// How.
    pub source: FactSource,
    /// What changed.
    pub changes: Vec<FactChange>,
    /// The reasons that were given.
    pub reasons: Vec<CleanText>,
}

/// Every act that changed facts of a recipient, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactHistory(pub Vec<FactLine>);
