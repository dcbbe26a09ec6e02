//! Rules that stand against adding or mending a person, in words.

use super::{Lang, fill, texts};
use crate::domain::person::{Objection, PersonRule, Resembling, Way};

texts! {
    /// The rules.
    fn texts(lang) -> PersonRuleTexts {
        registered: "这个身份证号、姓名已登记，资料不同：请改那个人的资料" / "Registered already with this number and name, but other facts: mend those";
        id_of_another: "这个身份证号已登记在另一姓名下" / "This ID number is registered under another name";
        like_id: "疑似同一人：同名同乡，身份证号只差一两位" / "Possibly one person: same name and township, ID off by a digit or two";
        same_person: "疑似同一人：同名同乡，分不出是两个人" / "Possibly one person: same name and place, nothing tells them apart";
        same_birth: "疑似同一人：同名，出生日期相同" / "Possibly one person: same name and birth date";
        same_phone: "疑似同一人：电话相同" / "Possibly one person: same phone";
        /// The right digit.
        check_digit: "身份证号的校验位不对（应为 {}）" / "The check digit of the ID number is wrong (it should be {})";
        birth_differs: "出生日期与身份证号不一致" / "The birth date is not the one in the ID number";
        sex_differs: "性别与身份证号不一致" / "The sex is not the one in the ID number";
        birth: "出生日期须在 1900 年以后、今天以前" / "A birth date lies between 1900 and today";
        name: "姓名不能用：空白、没有字，或有读不出的字符" / "Not a name: empty, no letters, or unreadable characters";
        unit_name:
            "像是单位的名称：单位随名册导入（「单位名称」一列）；确是人名，请写明原因" /
            "Looks like the name of a unit, which comes by a roster with a column 单位名称; if it is a person, give a reason";
        phone: "电话只能是 7 到 20 位数字" / "A phone has 7 to 20 digits";
        card: "银行卡号只能是 8 到 30 位数字" / "A bank card has 8 to 30 digits";
        group_kind:
            "单位的慰问类别不能给人员，人员的不能给单位；新单位随名册导入（「单位名称」一列）" /
            "Groups for units and for people do not mix; a new unit comes by a roster with a column 单位名称";
        days: "截止日早于起始日" / "It ends before it begins";
        not_yet: "这一天还没有到" / "That day has not come";
        before_birth: "这一天在出生之前：请核对年份" / "That day lies before the birth: check the year";
        unit_dies: "单位没有去世" / "A unit does not die";
        withdrawn: "登记已撤销，请先恢复登记（状态中撤销）" / "The registration was withdrawn: undo that first, among the statuses";
        /// The rule, the other one.
        beside: "{}：{}" / "{}: {}";
        /// The number is masked.
        other_id: "证件 {}" / "ID {}";

        // Between sentences.
        semicolon: "；" / "; ";
    }
}

/// All that stands against it, in one line.
pub fn objections(lang: Lang, objections: &[Objection]) -> String {
    objections.iter().map(|one| objection(lang, one)).collect::<Vec<_>>().join(texts(lang).semicolon)
}

/// One rule, with the one who is registered.
pub fn objection(lang: Lang, objection: &Objection) -> String {
    let rule = rule(lang, objection.rule);
    match &objection.other {
        Some(other) => fill(texts(lang).beside, &[&rule, &describe(lang, other)]),
        None => rule,
    }
}

/// Somebody in the register: name, place, masked number.
pub fn describe(lang: Lang, other: &Resembling) -> String {
    let number = other.id_masked.as_ref().map(|number| fill(texts(lang).other_id, &[number]));
    let parts = [Some(other.name.to_string()), Some(other.place.to_string()), number];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether a reason opens all of them, and nothing has to change.
pub fn gives_way(objections: &[Objection]) -> bool {
    objections.iter().all(|one| one.rule.way() != Way::Mend)
}

fn rule(lang: Lang, rule: PersonRule) -> String {
    let texts = texts(lang);
    match rule {
        PersonRule::Registered => texts.registered,
        PersonRule::IdOfAnother => texts.id_of_another,
        PersonRule::LikeId => texts.like_id,
        PersonRule::SamePerson => texts.same_person,
        PersonRule::SameBirth => texts.same_birth,
        PersonRule::SamePhone => texts.same_phone,
        PersonRule::CheckDigit(right) => return fill(texts.check_digit, &[&right]),
        PersonRule::BirthDiffers => texts.birth_differs,
        PersonRule::SexDiffers => texts.sex_differs,
        PersonRule::Birth => texts.birth,
        PersonRule::Name => texts.name,
        PersonRule::UnitName => texts.unit_name,
        PersonRule::Phone => texts.phone,
        PersonRule::Card => texts.card,
        PersonRule::GroupKind => texts.group_kind,
        PersonRule::Days => texts.days,
        PersonRule::NotYet => texts.not_yet,
        PersonRule::BeforeBirth => texts.before_birth,
        PersonRule::UnitDies => texts.unit_dies,
        PersonRule::Withdrawn => texts.withdrawn,
    }
    .to_owned()
}
