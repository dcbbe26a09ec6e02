//! The acts (操作记录): who did what, when, with what was there before and after.

use chrono::NaiveDate;

use super::Span;
use crate::domain::ids::RecipientId;
use crate::domain::page::Start;
use crate::domain::text::CleanText;

/// Which acts are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActQuery {
    /// Of which time; of a round, those that name it or a call of it.
    pub span: Span,
    /// Only on this day.
    pub day: Option<NaiveDate>,
    /// Only about this recipient, the calls and the entries.
    pub person: Option<RecipientId>,
    /// Only by this account.
    pub actor: Option<CleanText>,
    /// From where the page is read; newest first.
    pub start: Start,
    /// Rows at most; none for all.
    pub limit: Option<u32>,
}

/// An act. Numbers in it are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActLine {
    /// Its number in this register.
    pub no: i64,
    /// The day that was taken for today.
    pub on: NaiveDate,
    /// What the clock said: UTC milliseconds since 1970.
    pub at_ms: i64,
    /// The account.
    pub actor: CleanText,
    /// What was done, by its stable name.
    pub action: String,
    /// What it is about: an id, a code, a name.
    pub subject: CleanText,
    /// Whom it is about, if it is somebody.
    pub recipient: Option<RecipientId>,
    /// The name.
    pub name: CleanText,
    /// What was there before.
    pub before: CleanText,
    /// What is there after.
    pub after: CleanText,
}
