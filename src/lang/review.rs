//! What is to be checked, in words: the lists, how many are on each, and what makes two seem one human.

use super::{Lang, fill, texts};
use crate::domain::attention::{Attention, Count};
use crate::domain::entry::Unusual;
use crate::domain::review::{Likeness, Review};

texts! {
    /// The texts of the lists.
    fn of(lang) -> ReviewTexts {
        promised_today: "约好今天" / "Promised today";
        promised_missed: "约期已过" / "Promise missed";
        promised_soon: "近日约好" / "Promised soon";
        noted_gone: "备注已故" / "Noted as gone";
        no_number: "无身份证号" / "No ID number";
        check_digit: "校验码不对" / "Check digit";
        no_phone: "没有电话" / "No phone";
        no_village: "没有嘎查村" / "No village";
        sixty: "将满60周岁" / "Turning 60";
        not_seen: "今年未见到" / "Not yet seen";
        doubles: "疑似同一人" / "Likely doubles";
        off_standard: "标准外金额" / "Off standard";
        not_listed: "名单外发放" / "Not on list";
        top_up: "待补差" / "Rise owed";
        top_up_hint: "标准提高前已发的，还欠差额：F2 登记" / "Given before the standard was raised: F2 records what is owed";
        after_death: "去世后发放" / "After death";

        noted_gone_hint: "备注写有已故、去世、迁出等，请核对后登记状态" / "says died or left: record it, or mend it";
        no_number_hint: "请补登身份证号，以免一人登记两次" / "without one, a person may be registered twice";
        check_digit_hint: "身份证号末位对不上，请照证件核对" / "the last character does not fit: look at the card";
        no_phone_hint: "请补登本人或家属的电话" / "add the person's or a relative's phone";
        no_village_hint: "请补登嘎查村或社区" / "add the village or community";
        sixty_hint: "本月或以后三个月内满60周岁，请核对优抚类别" / "this month or the next three: see to the category";
        not_seen_hint: "今年的走访没有见到本人" / "no call of this year saw the person";
        doubles_hint: "同号、同名同生日、差一两位等，请并排核对" / "same number, name or birth: compare";
        off_standard_hint: "发放的金额与标准不同，理由见台账" / "not the standard; the ledger tells why";
        not_listed_hint: "发给了不在名单上的人，理由见台账" / "not on the list; why, tells the ledger";
        after_death_hint: "去世之后发给了本人，请核对日期或冲正" / "paid to the person after death: check the day";

        /// Of visits; a number.
        visits: "{} 次" / "{}";
        /// Of people; a number.
        people: "{} 人" / "{}";
        /// Of pairs; a number.
        pairs: "{} 对" / "{}";
        /// Of gifts; a number.
        gifts: "{} 笔" / "{}";
        /// More than were counted; the number.
        more_than: "{}+" / "{}+";
    }
}

/// The name of a list.
pub fn name(lang: Lang, list: Review) -> &'static str {
    words(lang, list).0
}

/// What a list is about, and what to do.
pub fn hint(lang: Lang, list: Review) -> &'static str {
    words(lang, list).1
}

fn words(lang: Lang, list: Review) -> (&'static str, &'static str) {
    let texts = of(lang);
    match list {
        Review::Doubles => (texts.doubles, texts.doubles_hint),
        Review::Gifts(Unusual::OffStandard) => (texts.off_standard, texts.off_standard_hint),
        Review::Gifts(Unusual::NotListed) => (texts.not_listed, texts.not_listed_hint),
        Review::Gifts(Unusual::Raised) => (texts.top_up, texts.top_up_hint),
        Review::Gifts(Unusual::AfterDeath) => (texts.after_death, texts.after_death_hint),
        Review::People(list) => match list {
            Attention::PromisedToday => (texts.promised_today, ""),
            Attention::PromisedMissed => (texts.promised_missed, ""),
            Attention::PromisedSoon => (texts.promised_soon, ""),
            Attention::NotedGone => (texts.noted_gone, texts.noted_gone_hint),
            Attention::NoNumber => (texts.no_number, texts.no_number_hint),
            Attention::CheckDigit => (texts.check_digit, texts.check_digit_hint),
            Attention::NoPhone => (texts.no_phone, texts.no_phone_hint),
            Attention::NoVillage => (texts.no_village, texts.no_village_hint),
            Attention::Sixty => (texts.sixty, texts.sixty_hint),
            Attention::NotSeen => (texts.not_seen, texts.not_seen_hint),
        },
    }
}

/// How many are on a list: 2 次, 99+ 人.
pub fn count(lang: Lang, list: Review, count: Count) -> String {
    let texts = of(lang);
    let number =
        if count.more { fill(texts.more_than, &[&count.counted]) } else { count.counted.to_string() };
    let unit = match list {
        Review::People(Attention::PromisedToday | Attention::PromisedMissed | Attention::PromisedSoon) => {
            texts.visits
        }
        Review::People(
            Attention::NotedGone
            | Attention::NoNumber
            | Attention::CheckDigit
            | Attention::NoPhone
            | Attention::NoVillage
            | Attention::Sixty
            | Attention::NotSeen,
        ) => texts.people,
        Review::Doubles => texts.pairs,
        Review::Gifts(_) => texts.gifts,
    };
    fill(unit, &[&number])
}

/// What makes two seem one human.
pub fn why(lang: Lang, why: Likeness) -> &'static str {
    match why {
        Likeness::SameId => lang.pick("身份证号相同", "same ID number"),
        Likeness::LikeId => lang.pick("同名，证号差一两位", "same name, ID nearly same"),
        Likeness::SamePerson => lang.pick("同名同地", "same name and place"),
        Likeness::SameBirth => lang.pick("同名同生日", "same name and birth"),
        Likeness::SoundsAlike => lang.pick("音同字不同", "sounds alike"),
        Likeness::SamePhone => lang.pick("同名同电话", "same name and phone"),
        Likeness::SameCard => lang.pick("银行卡相同", "same bank card"),
    }
}
