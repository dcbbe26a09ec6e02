//! A row of work as commands answer it.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::work::{FieldValue, WorkRow};
use crate::lang::{Lang, work};

/// A row in JSON; what it tells stands in `details` by the stable names of fields.
#[derive(Serialize)]
pub(super) struct RowJson {
    work: String,
    no: i64,
    kind: &'static str,
    subkind: String,
    title: String,
    from: NaiveDate,
    to: Option<NaiveDate>,
    times: u64,
    people: u64,
    recipient: Option<String>,
    name: Option<String>,
    township: Option<String>,
    details: Map<String, Value>,
    entered_on: NaiveDate,
}

impl From<&WorkRow> for RowJson {
    fn from(row: &WorkRow) -> Self {
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let value = |value: &FieldValue| match value {
            FieldValue::Words(words) => Value::from(words.as_str()),
            FieldValue::List(list) => Value::from(list.iter().map(ToString::to_string).collect::<Vec<_>>()),
            FieldValue::Number(number) => Value::from(*number),
            FieldValue::Money(amount) => Value::from(amount.get()),
            FieldValue::Day(day) => Value::from(day.to_string()),
        };
        Self {
            work: row.work.id.to_string(),
            no: row.no,
            kind: row.work.kind.code(),
            subkind: row.work.subkind.to_string(),
            title: row.work.title.to_string(),
            from: row.work.days.from,
            to: row.work.days.to,
            times: row.times(),
            people: row.people(),
            recipient: row.work.recipient.map(|id| id.to_string()),
            name: filled(&row.name),
            township: filled(&row.township),
            details: row
                .work
                .details
                .iter()
                .map(|(field, told)| (field.code().to_owned(), value(told)))
                .collect(),
            entered_on: row.entered_on,
        }
    }
}

/// What it tells beside its title, in one cell.
pub(super) fn told(lang: Lang, row: &WorkRow) -> String {
    let parts = row
        .work
        .details
        .iter()
        .map(|(field, value)| [work::field(lang, *field), " ", &work::value(lang, value)].concat());
    parts.collect::<Vec<_>>().join(lang.pick("，", ", "))
}

/// What it is called, with whom it is about in front.
pub(super) fn title(row: &WorkRow) -> String {
    [row.name.as_str(), row.work.title.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
