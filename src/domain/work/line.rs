//! Work in a line, as somebody types it: the kind, then what it was called, when, and what else is told as name=value.
//!
//! `培训 兵支书培训 2023-10-23..2023-10-24 人数=23 地点=党校`; what is neither a time nor a pair belongs to the title, and
//! `小类=` gives the subkind. Without a time it was today. `诉求 王晓山 房屋漏雨` names whom it is about behind the kind.

use chrono::{Datelike as _, NaiveDate};

use super::field::FieldFault;
use super::{
    Details, Field, FieldValue, NewWork, Period, TITLE_MAX, WorkChange, WorkFamily, WorkFault, WorkKind,
    faults,
};
use crate::domain::date::Typed;
use crate::domain::ids::EntryId;
use crate::domain::text::{CleanText, fold_width};

/// Why a line is no row of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// It does not begin with a kind.
    Kind,
    /// There is no such field, or not in this kind.
    Name(CleanText),
    /// What is written for a field is none of its values.
    Value(Field, FieldFault),
    /// A word that is written as a day and is none.
    Day(CleanText),
    /// A text that is not kept.
    Text,
    /// What stands against the row.
    Row(Vec<WorkFault>),
}

/// A line that was read: the row, and the name of whom it is about, who is to be looked up yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedWork {
    /// The row; its recipient is missing where a name is told.
    pub work: NewWork,
    /// The name.
    pub whom: Option<CleanText>,
}

/// Reads a line. Of what is about somebody of the register the word behind the kind, and behind its subkind, is the name.
///
/// # Errors
/// The first thing that is wrong.
pub fn read(said: &str, today: NaiveDate, id: EntryId) -> Result<TypedWork, LineFault> {
    let folded = fold_width(said);
    let (first, rest) = folded.trim().split_once(char::is_whitespace).unwrap_or((folded.trim(), ""));
    let kind = WorkKind::parse(first).ok_or(LineFault::Kind)?;
    let mut words = Words::read(kind, rest, today)?;
    let about = kind.family().is_about_somebody();
    let whom = if about { words.take_first() } else { None };
    if about && whom.is_none() {
        return Err(LineFault::Row(vec![WorkFault::Nobody]));
    }
    let whom =
        whom.map(|said| CleanText::parse(&said, TITLE_MAX).map_err(|_| LineFault::Text)).transpose()?;
    Ok(TypedWork { work: words.row(kind, id, today, whom.is_some())?, whom })
}

/// Reads what ends a row, or is told of it: a day, pairs, and words, which are its result or else a note. Without a day what may go
/// on ends today, unless it was replaced.
///
/// # Errors
/// The first thing that is wrong.
pub fn read_end(row: &NewWork, said: &str, today: NaiveDate) -> Result<WorkChange, LineFault> {
    let kind = row.kind;
    let words = Words::read(kind, &fold_width(said), today)?;
    let mut details = words.details;
    if !words.title.is_empty() {
        let field = if kind.fields().contains(&Field::Result) { Field::Result } else { Field::Note };
        let told = words.title.join(" ");
        let value = field.read(&told, |_| None).map_err(|fault| LineFault::Value(field, fault))?;
        details.insert(field, value);
    }
    let until = words.days.and_then(|days| days.to);
    let ends = kind.family().is_open_ended() && !details.contains_key(&Field::ReplacedOn);
    let until = until.filter(|_| kind.family().is_open_ended()).or_else(|| ends.then_some(today));
    if until.is_none() && details.is_empty() {
        return Err(LineFault::Text);
    }
    let mut after = row.clone();
    after.days.to = until.or(after.days.to);
    after.details.extend(details.clone());
    let faults = faults(&after, today);
    if faults.is_empty() { Ok(WorkChange { until, details }) } else { Err(LineFault::Row(faults)) }
}

/// Whether a word is written as a day: 2024-03-99, 2024.13. What is one was read before.
fn is_like_day(word: &str) -> bool {
    let parts: Vec<&str> =
        word.split(['-', '.', '/', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let digits = |part: &&str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year, rest @ ..] if (1..=2).contains(&rest.len()) => {
            year.parse::<i32>().is_ok_and(|year| (1900..=2200).contains(&year)) && rest.iter().all(digits)
        }
        _ => false,
    }
}

/// The words of a line behind its kind.
struct Words {
    days: Option<Period>,
    subkind: CleanText,
    title: Vec<String>,
    details: Details,
}

impl Words {
    fn read(kind: WorkKind, said: &str, today: NaiveDate) -> Result<Self, LineFault> {
        let day = |said: &str| Typed::on(today).read(said).ok();
        let text = |said: &str| CleanText::parse(said, TITLE_MAX).map_err(|_| LineFault::Text);
        let mut read =
            Self { days: None, subkind: CleanText::default(), title: Vec::new(), details: Details::new() };
        for word in said.split_whitespace() {
            if let Some((name, value)) = word.split_once('=') {
                if ["小类", "subkind"].contains(&name) {
                    read.subkind = text(value)?;
                    continue;
                }
                let field = Field::parse(name).filter(|field| kind.fields().contains(field));
                let field = field.ok_or_else(|| LineFault::Name(CleanText::shown(name)))?;
                let value = field.read(value, day).map_err(|fault| LineFault::Value(field, fault))?;
                read.details.insert(field, value);
            } else if let Some(period) = Period::read(word, day).filter(|_| read.days.is_none()) {
                read.days = Some(period);
            } else if is_like_day(word) {
                return Err(LineFault::Day(CleanText::shown(word)));
            } else {
                read.title.push(word.to_owned());
            }
        }
        // Of a kind whose subkinds are known the first word is one of them.
        let known = read.title.first().is_some_and(|first| kind.subkinds().contains(&first.as_str()));
        if known && read.subkind.is_empty() {
            read.subkind = text(&read.title.remove(0))?;
        }
        Ok(read)
    }

    fn take_first(&mut self) -> Option<String> {
        (!self.title.is_empty()).then(|| self.title.remove(0))
    }

    /// The row; `named` where whom it is about is looked up yet.
    fn row(self, kind: WorkKind, id: EntryId, today: NaiveDate, named: bool) -> Result<NewWork, LineFault> {
        let days = self.days.unwrap_or_else(|| Period::day(today));
        let days = if kind.family().is_open_ended() { Period { to: None, ..days } } else { days };
        let mut details = self.details;
        if kind.family() == WorkFamily::Confirm {
            let year = u64::try_from(days.from.year()).unwrap_or_default();
            details.entry(Field::Year).or_insert(FieldValue::Number(year));
        }
        let title = CleanText::parse(&self.title.join(" "), TITLE_MAX).map_err(|_| LineFault::Text)?;
        let work = NewWork { id, kind, subkind: self.subkind, title, days, recipient: None, details };
        let mut faults = faults(&work, today);
        faults.retain(|fault| !(named && *fault == WorkFault::Nobody));
        if faults.is_empty() { Ok(work) } else { Err(LineFault::Row(faults)) }
    }
}
