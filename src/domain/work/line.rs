//! Work in a line, as somebody types it: the kind, then what it was called, when, and what else is told as name=value.
//!
//! `培训 兵支书培训 2023-10-23..2023-10-24 人数=23 地点=党校`; what is neither a time nor a pair belongs to the title, and
//! `小类=` gives the subkind. Without a time it was today.

use chrono::NaiveDate;

use super::field::FieldFault;
use super::{Details, Field, NewWork, Period, TITLE_MAX, WorkFault, WorkKind, faults};
use crate::domain::date::Typed;
use crate::domain::ids::EntryId;
use crate::domain::text::{CleanText, fold_width};

/// Why a line is no row of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// It does not begin with a kind that needs nobody of the register.
    Kind,
    /// There is no such field, or not in this kind.
    Name(CleanText),
    /// What is written for a field is none of its values.
    Value(Field, FieldFault),
    /// A text that is not kept.
    Text,
    /// What stands against the row.
    Row(Vec<WorkFault>),
}

/// Reads a line.
///
/// # Errors
/// The first thing that is wrong.
pub fn read(said: &str, today: NaiveDate, id: EntryId) -> Result<NewWork, LineFault> {
    let folded = fold_width(said);
    let mut words = folded.split_whitespace();
    let kind = words.next().and_then(WorkKind::parse).ok_or(LineFault::Kind)?;
    if kind.family().is_about_somebody() {
        return Err(LineFault::Kind);
    }
    let day = |said: &str| Typed::on(today).read(said).ok();
    let text = |said: &str| CleanText::parse(said, TITLE_MAX).map_err(|_| LineFault::Text);
    let (mut days, mut subkind, mut title, mut details) =
        (None, CleanText::default(), Vec::new(), Details::new());
    for word in words {
        if let Some((name, value)) = word.split_once('=') {
            if ["小类", "subkind"].contains(&name) {
                subkind = text(value)?;
                continue;
            }
            let field = Field::parse(name).filter(|field| kind.fields().contains(field));
            let field = field.ok_or_else(|| LineFault::Name(CleanText::shown(name)))?;
            let value = field.read(value, day).map_err(|fault| LineFault::Value(field, fault))?;
            details.insert(field, value);
        } else if let Some(period) = Period::read(word, day).filter(|_| days.is_none()) {
            days = Some(period);
        } else {
            title.push(word);
        }
    }
    // Of a kind whose subkinds are known the first word is one of them.
    if let Some(first) = title.first().filter(|first| subkind.is_empty() && kind.subkinds().contains(first)) {
        subkind = text(first)?;
        title.remove(0);
    }
    let days = days.unwrap_or_else(|| Period::day(today));
    let days = if kind.family().is_open_ended() { Period { to: None, ..days } } else { days };
    let work = NewWork { id, kind, subkind, title: text(&title.join(" "))?, days, recipient: None, details };
    let faults = faults(&work, today);
    if faults.is_empty() { Ok(work) } else { Err(LineFault::Row(faults)) }
}
