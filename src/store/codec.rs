//! The stable names under which kinds, sexes and ids stand in columns.

use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::place::Scope;
use crate::domain::recipient::{Household, Kind, Sex};
use crate::domain::text::CleanText;
use crate::store::file::error::Result;

pub(crate) fn recipient_id(stored: &str) -> Result<RecipientId> {
    stored.parse().map_err(|_| RegisterError::Damaged(CleanText::shown(stored)))
}

/// The id of an entry or of a payroll.
pub(crate) fn entry_id(stored: &str) -> Result<EntryId> {
    stored.parse().map_err(|_| RegisterError::Damaged(CleanText::shown(stored)))
}

pub(crate) fn kind(stored: &str) -> Kind {
    if stored == "unit" { Kind::Unit } else { Kind::Person }
}

pub(crate) fn kind_code(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Unit => "unit",
    }
}

pub(crate) fn sex(stored: Option<&str>) -> Option<Sex> {
    stored.map(|sex| if sex == "female" { Sex::Female } else { Sex::Male })
}

pub(crate) fn sex_code(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}

pub(crate) fn household(stored: Option<&str>) -> Option<Household> {
    stored.map(|kind| if kind == "urban" { Household::Urban } else { Household::Rural })
}

pub(crate) fn household_code(household: Household) -> &'static str {
    match household {
        Household::Urban => "urban",
        Household::Rural => "rural",
    }
}

/// The kind and township that a scope stands for.
pub(crate) fn scope_values(scope: &Scope) -> (&'static str, Option<String>) {
    match scope {
        Scope::Banner => ("person", None),
        Scope::Township(code) => ("person", Some(code.0.clone())),
        Scope::Units => ("unit", None),
    }
}
