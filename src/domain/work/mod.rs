//! Work that is not money: what a bureau does beside paying, as rows of one form.
//!
//! A kind is a line of the table in [`kind`], what it tells beside its days a line of the table in [`field`]: lists, forms,
//! commands, files and the report read both. To add either is to add its line.

pub mod confirm;
pub mod counts;
pub mod field;
pub mod kind;
pub mod line;
pub mod listed;
pub mod period;
pub mod rule;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use field::{Field, FieldValue};
pub use kind::{WorkFamily, WorkKind};
pub use period::Period;
pub use rule::{WorkFault, WorkRefusal, faults, tells_death};

use super::ids::{EntryId, RecipientId};
use super::page::RowKey;
use super::place::TownshipCode;
use super::text::CleanText;

/// Most characters of a title and of a subkind.
pub const TITLE_MAX: usize = 100;
/// Most items of a list of names or partners.
pub const LIST_MAX: usize = 200;

/// Work as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWork {
    /// Its name, given before it is written: the same once more writes nothing.
    pub id: EntryId,
    /// What it is.
    pub kind: WorkKind,
    /// What of that, in words of the bureau's own; of a facility or an attribute one of the known words. May be empty.
    pub subkind: CleanText,
    /// What it was called: the name of who has a role, of a facility.
    pub title: CleanText,
    /// From when until when.
    pub days: Period,
    /// Whom it is about, where that is somebody of the register.
    pub recipient: Option<RecipientId>,
    /// What else is told.
    pub details: Details,
}

/// What a row tells beside its days.
pub type Details = BTreeMap<Field, FieldValue>;

/// A row of work as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkRow {
    /// Its number in this register.
    pub no: i64,
    /// What it tells.
    pub work: NewWork,
    /// The name of whom it is about; empty for nobody.
    pub name: CleanText,
    /// The township of whom it is about.
    pub township: CleanText,
    /// The day on which it was entered.
    pub entered_on: NaiveDate,
}

impl WorkRow {
    /// A number that it tells; none if it tells none.
    pub fn number(&self, field: Field) -> Option<u64> {
        match self.work.details.get(&field) {
            Some(FieldValue::Number(number)) => Some(*number),
            Some(FieldValue::Words(_) | FieldValue::List(_) | FieldValue::Money(_) | FieldValue::Day(_))
            | None => None,
        }
    }

    /// How many people took part or are concerned: as told, else the names.
    pub fn people(&self) -> u64 {
        let names = match self.work.details.get(&Field::Named) {
            Some(FieldValue::List(names)) => names.len() as u64,
            Some(
                FieldValue::Words(_) | FieldValue::Number(_) | FieldValue::Money(_) | FieldValue::Day(_),
            )
            | None => 0,
        };
        self.number(Field::People).unwrap_or(names)
    }

    /// Its place in the list: what waits stands first, then the newest.
    pub fn key(&self) -> RowKey {
        RowKey {
            parts: vec![u8::from(self.waits()).to_string(), self.work.days.from.to_string()],
            no: self.no,
        }
    }

    /// Whether it waits for its end: a matter to be settled, a need to be answered.
    pub fn waits(&self) -> bool {
        self.work.kind.family().waits() && self.work.days.to.is_none()
    }

    /// How often it was done: once, unless told otherwise.
    pub fn times(&self) -> u64 {
        self.number(Field::Times).unwrap_or(1)
    }
}

/// A change of a row that stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkChange {
    /// Its last day from now on; none where it stays.
    pub until: Option<NaiveDate>,
    /// What is told from now on; the rest stays.
    pub details: Details,
}

/// Which rows are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkQuery {
    /// Only of this family.
    pub family: Option<WorkFamily>,
    /// Only of this kind.
    pub kind: Option<WorkKind>,
    /// Only of this subkind.
    pub subkind: Option<CleanText>,
    /// Only what falls into these days, by any of its own.
    pub within: Option<Period>,
    /// Only what has no last day, or has one after this day.
    pub open_on: Option<NaiveDate>,
    /// Only about this recipient.
    pub recipient: Option<RecipientId>,
    /// Only about people of this township.
    pub township: Option<TownshipCode>,
    /// Only with these letters in title, subkind or name.
    pub words: Option<CleanText>,
    /// Only these, by number.
    pub numbers: Option<Vec<i64>>,
}
