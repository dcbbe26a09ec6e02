//! What a row of a roster would change, in words.

use super::cells::column as column_name;
use super::{Lang, fill, texts};
use crate::domain::fact_history::{Fact, FactChange};
use crate::domain::roster::{Column, RowNewcomer, RowPerson};
use crate::domain::text::CleanText;

texts! {
    /// The texts of changes.
    fn of(lang) -> FactTexts {
        /// The fact, before, after.
        changed: "{} {} -> {}" / "{} {} -> {}";
        /// The fact and what it is from now on: nothing was known before.
        filled: "{} -> {}" / "{} -> {}";
        /// Where both sides look alike under their masks.
        alike: "{} {}（隐去的部分不同）" / "{} {} (differs where it is masked)";
        added: "加 {} {}" / "add {} {}";
        /// Where somebody lives, and what they hold.
        lives_holds: "{}：{}" / "{}: {}";
        male: "男" / "m";
        female: "女" / "f";
        household: "户籍" / "household";
        urban: "城镇" / "urban";
        rural: "农村" / "rural";
    }
}

/// A fact that changes: 联系电话 138****1234 -> 139****5678.
pub fn change(lang: Lang, change: &FactChange) -> String {
    let texts = of(lang);
    let name = name(lang, change.fact);
    let (before, after) = (value(lang, change.fact, &change.before), value(lang, change.fact, &change.after));
    if matches!(change.fact, Fact::Groups | Fact::Categories) {
        fill(texts.added, &[&name, &after])
    } else if before.is_empty() {
        fill(texts.filled, &[&name, &after])
    } else if before == after {
        fill(texts.alike, &[&name, &after])
    } else {
        fill(texts.changed, &[&name, &before, &after])
    }
}

/// A fact in words; numbers are masked already.
pub fn value(lang: Lang, fact: Fact, text: &str) -> String {
    let texts = of(lang);
    match (fact, text) {
        (Fact::Sex, "male") => texts.male.to_owned(),
        (Fact::Sex, "female") => texts.female.to_owned(),
        (Fact::Household, "urban") => texts.urban.to_owned(),
        (Fact::Household, "rural") => texts.rural.to_owned(),
        (_, text) => text.to_owned(),
    }
}

/// What a fact is called, as the column of a roster is.
pub fn name(lang: Lang, fact: Fact) -> &'static str {
    match fact {
        Fact::Name => column_name(lang, Column::Name),
        Fact::Sex => column_name(lang, Column::Sex),
        Fact::Birth => column_name(lang, Column::Birth),
        Fact::IdNumber => column_name(lang, Column::IdNumber),
        Fact::Phone => column_name(lang, Column::Phone),
        Fact::Card => column_name(lang, Column::Card),
        Fact::Township => column_name(lang, Column::Township),
        Fact::Village => column_name(lang, Column::Village),
        Fact::Address => column_name(lang, Column::Address),
        Fact::Note => column_name(lang, Column::Note),
        Fact::Groups => column_name(lang, Column::Groups),
        Fact::Categories => column_name(lang, Column::Categories),
        Fact::Household => of(lang).household,
    }
}

/// Where somebody lives whom a row adds, and what they hold: 上都镇 金莲川社区：残疾军人、困难退役军人
pub fn newcomer(lang: Lang, one: &RowNewcomer) -> String {
    let [township, village] = &one.place;
    let place = [&**township, &**village].join(" ").trim().to_owned();
    let labels: Vec<&str> = one.labels.iter().map(CleanText::as_str).collect();
    if labels.is_empty() {
        return place;
    }
    fill(of(lang).lives_holds, &[&place, &labels.join(lang.pick("、", ", "))])
}

/// Whom a row is about: 程连富 152599********0013.
pub fn person(whom: &RowPerson) -> String {
    let number = whom.id_masked.as_deref().unwrap_or_default();
    [&*whom.name, number].join(" ").trim().to_owned()
}
