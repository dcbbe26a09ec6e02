//! What a row tells, as an object in JSON: fields by their stable names, amounts in fen, days written 2024-02-02.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;
use crate::domain::work::field::FieldHolds;
use crate::domain::work::{Details, Field, FieldValue, NewWork};
use crate::store::columns::{parse_day, text};
use crate::store::file::error::Result;

/// The object of a row's details.
pub(super) fn details_json(details: &Details) -> String {
    let object: Map<String, Value> =
        details.iter().map(|(field, value)| (field.code().to_owned(), json(value))).collect();
    Value::Object(object).to_string()
}

fn json(value: &FieldValue) -> Value {
    match value {
        FieldValue::Words(words) => Value::from(words.as_str()),
        FieldValue::List(list) => Value::from(list.iter().map(CleanText::as_str).collect::<Vec<_>>()),
        FieldValue::Number(number) => Value::from(*number),
        FieldValue::Money(amount) => Value::from(amount.get()),
        FieldValue::Day(day) => Value::from(day.to_string()),
    }
}

/// Reads what [`details_json`] wrote; `shown` makes a text fit to be shown.
///
/// # Errors
/// It is damaged, or from a newer program.
pub(super) fn read_details(
    stored: &str,
    shown: &mut dyn FnMut(&str) -> Result<CleanText>,
) -> Result<Details> {
    let damaged = || RegisterError::Damaged(text(stored));
    let object: Map<String, Value> = serde_json::from_str(stored).map_err(|_| damaged())?;
    let mut details = Details::new();
    for (name, value) in &object {
        let field = Field::ALL.iter().copied().find(|field| field.code() == name).ok_or_else(damaged)?;
        let read = match field.holds() {
            FieldHolds::Words => FieldValue::Words(shown(value.as_str().ok_or_else(damaged)?)?),
            FieldHolds::List => {
                let mut list = Vec::new();
                for one in value.as_array().ok_or_else(damaged)? {
                    list.push(shown(one.as_str().ok_or_else(damaged)?)?);
                }
                FieldValue::List(list)
            }
            FieldHolds::Number => FieldValue::Number(value.as_u64().ok_or_else(damaged)?),
            FieldHolds::Money => FieldValue::Money(Fen::new(value.as_i64().ok_or_else(damaged)?)),
            FieldHolds::Day => {
                let day: Option<NaiveDate> = value.as_str().and_then(|day| parse_day(day.as_bytes()));
                FieldValue::Day(day.ok_or_else(damaged)?)
            }
        };
        details.insert(field, read);
    }
    Ok(details)
}

/// What stands in the audit of a row: kind, subkind, days, title.
pub(super) fn told(work: &NewWork) -> String {
    let parts = [work.kind.code(), work.subkind.as_str(), &work.days.to_string(), work.title.as_str()];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}
