//! The facts of a person on a command line, which `person add` and `person set` share.

use chrono::NaiveDate;

use super::command::{Help, help};
use super::error::{CliError, shown};
use super::membership::{self, Labels};
use super::parse;
use super::person_answer::unknown;
use super::session::Session;
use crate::domain::idcard::{IdError, IdNumber};
use crate::domain::person::Assent;
use crate::domain::person::Mend;
use crate::domain::place::{self, Township, TownshipCode};
use crate::domain::recipient::{Held, Household, Sex};
use crate::domain::text::{self, ADDRESS_MAX, CleanText, NOTE_MAX, fold_width};
use crate::lang::{fill, texts};
use crate::store::Store;

texts! {
    /// Facts that cannot be read.
    fn texts(lang) -> FactTexts {
        /// What was typed, what there is.
        bad_sex: "不是性别：{}（{}）" / "not a sex: {} ({})";
        /// What was typed, what there is.
        bad_household: "不是户籍：{}（{}）" / "not a household: {} ({})";
        /// The masked number, why.
        bad_id: "身份证号有误：{}（{}）" / "bad ID number: {} ({})";
        /// Characters.
        id_length: "应为 15 位或 18 位，现为 {} 位" / "15 or 18 characters, not {}";
        id_character: "只能是数字，最后一位可以是 X" / "digits, and X in the last place";
        id_damaged: "被表格软件改坏了" / "damaged by a spreadsheet";
        id_date: "里面的出生日期不存在或不可能" / "the date inside it cannot be";
        /// What was typed.
        bad_name: "不是姓名：{}" / "not a name: {}";
    }
}

/// The options.
#[derive(Debug, clap::Args)]
pub(super) struct FactArgs {
    #[arg(long, value_name = "VILLAGE")]
    pub(super) village: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
    #[arg(long, value_name = "SEX")]
    pub(super) sex: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) birth: Option<String>,
    #[arg(long, value_name = "PHONE", allow_hyphen_values = true)]
    pub(super) phone: Option<String>,
    #[arg(long, value_name = "CARD", allow_hyphen_values = true)]
    pub(super) card: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(super) address: Option<String>,
    #[arg(long, value_name = "HOUSEHOLD")]
    pub(super) household: Option<String>,
    #[arg(long, value_name = "GROUP[=FROM]")]
    pub(super) group: Vec<String>,
    #[arg(long, value_name = "CATEGORY[=FROM]")]
    pub(super) category: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    #[arg(long, value_name = "REASON")]
    pub(super) confirm_double: Option<String>,
    #[arg(long, value_name = "REASON")]
    pub(super) reason: Option<String>,
}

/// Their help.
pub(super) const SHARED: Help = help! {
    "" / "";
    village: "嘎查村或社区；没有这个名称的会新建" / "Village; one that the township does not have is made";
    id: "身份证号，15 或 18 位（写 -，从标准输入给出）" / "ID number of 15 or 18 (write - and give it on standard input)";
    sex: "性别：male 男，female 女；不写则按身份证号" / "Sex: male or female; else that of the ID number";
    birth: "出生日期；不写则按身份证号" / "Birth date; else that of the ID number";
    phone: "电话（写 -，从标准输入给出）" / "Phone (write - and give it on standard input)";
    card: "银行卡号（写 -，从标准输入给出）" / "Bank card (write - and give it on standard input)";
    address: "住址" / "Address";
    household: "户籍：urban 城镇，rural 农村" / "Household: urban or rural";
    group: "慰问类别，可写多次；= 后写起始日" / "Visit group, as often as needed; its first day behind =";
    category: "优抚类别，可写多次；= 后写起始日" / "Entitlement category, as often as needed; its first day behind =";
    note: "备注" / "Note";
    confirm_double: "疑似同一人、确是另一人的理由" / "Why somebody who looks registered already is another human";
    reason: "理由：校验位不对、日期性别与证件不符等" / "Why facts that do not agree (check digit, birth, sex) are right";
};

/// The options as facts; what was not given is none, what was given empty is removed.
pub(super) struct Facts {
    pub(super) id_number: Mend<IdNumber>,
    pub(super) sex: Mend<Sex>,
    pub(super) birth: Mend<NaiveDate>,
    pub(super) household: Mend<Household>,
    pub(super) phone: Option<CleanText>,
    pub(super) card: Option<CleanText>,
    pub(super) address: Option<CleanText>,
    pub(super) note: Option<CleanText>,
    pub(super) groups: Vec<Held>,
    pub(super) categories: Vec<Held>,
    pub(super) assent: Assent,
}

impl FactArgs {
    /// Reads all but the place.
    pub(super) fn read(&self, session: &Session, store: &Store) -> Result<Facts, CliError> {
        let texts = texts(session.lang);
        let comma = session.texts().comma;
        let given = |typed: &Option<String>| typed.as_deref().map(|typed| typed.trim().to_owned());
        Ok(Facts {
            id_number: typed(given(&self.id), |typed| id_number(session, &typed))?,
            sex: typed(given(&self.sex), |typed| match fold_width(&typed).to_lowercase().as_str() {
                "male" | "m" | "男" => Ok(Sex::Male),
                "female" | "f" | "女" => Ok(Sex::Female),
                _ => Err(unknown(texts.bad_sex, &typed, &["male 男", "female 女"], comma)),
            })?,
            birth: typed(given(&self.birth), |typed| parse::birth(session, &typed))?,
            household: typed(given(&self.household), |typed| match typed.to_lowercase().as_str() {
                "urban" | "城镇" | "城市" => Ok(Household::Urban),
                "rural" | "农村" | "牧区" => Ok(Household::Rural),
                _ => Err(unknown(texts.bad_household, &typed, &["urban 城镇", "rural 农村"], comma)),
            })?,
            phone: self.phone.as_deref().map(|typed| digits(session, typed)).transpose()?,
            card: self.card.as_deref().map(|typed| digits(session, typed)).transpose()?,
            address: parse::maybe_text(session, self.address.as_deref(), ADDRESS_MAX)?,
            note: parse::maybe_text(session, self.note.as_deref(), NOTE_MAX)?,
            groups: membership::held(session, &Labels::groups(store)?, &self.group)?,
            categories: membership::held(session, &Labels::categories(store)?, &self.category)?,
            assent: Assent {
                double: parse::maybe_text(session, self.confirm_double.as_deref(), NOTE_MAX)?,
                reason: parse::maybe_text(session, self.reason.as_deref(), NOTE_MAX)?,
            },
        })
    }
}

/// What was typed, read; none inside where it was typed empty, which removes the fact.
fn typed<T>(
    typed: Option<String>,
    read: impl FnOnce(String) -> Result<T, CliError>,
) -> Result<Mend<T>, CliError> {
    match typed {
        None => Ok(Mend::Keep),
        Some(typed) if typed.is_empty() => Ok(Mend::Clear),
        Some(typed) => read(typed).map(Mend::Set),
    }
}

/// A name in the one form that names have.
pub(super) fn name(session: &Session, typed: &str) -> Result<CleanText, CliError> {
    match text::name(typed) {
        Ok(name) if !name.is_empty() => Ok(name),
        Ok(_) | Err(_) => Err(CliError::bad_data(fill(texts(session.lang).bad_name, &[&shown(typed)]))),
    }
}

/// The village as the township has it, by any of its spellings; and whether it has none of that name.
pub(super) fn village(
    session: &Session,
    store: &Store,
    township: &TownshipCode,
    townships: &[Township],
    typed: &str,
) -> Result<(CleanText, bool), CliError> {
    let typed = text::name(typed)
        .map_err(|_| CliError::bad_data(fill(texts(session.lang).bad_name, &[&shown(typed)])))?;
    let known = store.village_names(township)?.0;
    let name = townships.iter().find(|one| one.code == *township).map_or("", |one| one.name.as_str());
    let same = known.iter().find(|one| **one == typed);
    let same = same.or_else(|| known.iter().find(|one| place::same_village(name, one, &typed)));
    if let Some(same) = same {
        return Ok((same.clone(), false));
    }
    let is_new = !typed.is_empty();
    Ok((typed, is_new))
}

fn id_number(session: &Session, typed: &str) -> Result<IdNumber, CliError> {
    let texts = texts(session.lang);
    let said = parse::said(session, typed)?;
    IdNumber::parse(&said, session.clock.today()).map(|(number, _)| number).map_err(|error| {
        let why = match error {
            IdError::Length(length) => fill(texts.id_length, &[&length]),
            IdError::Character => texts.id_character.to_owned(),
            IdError::Damaged => texts.id_damaged.to_owned(),
            IdError::Date => texts.id_date.to_owned(),
        };
        CliError::bad_data(fill(texts.bad_id, &[&shown(&said), &why]))
    })
}

/// Digits with what people write between them; whether they are enough the register decides.
fn digits(session: &Session, typed: &str) -> Result<CleanText, CliError> {
    let said = if typed.trim() == "-" { parse::said(session, "-")? } else { typed.to_owned() };
    let folded = fold_width(&said);
    let bare = folded.trim().strip_prefix("+86").unwrap_or(folded.trim());
    let digits: String = bare.chars().filter(|c| !c.is_whitespace() && !"-()".contains(*c)).collect();
    parse::text(session, &digits, 40)
}
