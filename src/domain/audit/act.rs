//! The acts (操作记录): who did what, when, with what was there before and after.

use chrono::NaiveDate;

use super::Span;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::page::Start;
use crate::domain::text::CleanText;

/// Everything that the register writes down as an act, by its stable name: a list shows each in words.
pub const ACTIONS: [&str; 103] = [
    "record",
    "reverse",
    "cancel",
    "edit",
    "import",
    "add_person",
    "set",
    "add_handler",
    "end_handler",
    "unmask",
    "open_phones",
    "export",
    "export_full",
    "restore",
    "replace",
    "open_round",
    "create_round",
    "change_round",
    "raise_standard",
    "close_round",
    "settle_round",
    "approve_plan",
    "return_plan",
    "add_to_plan",
    "undo_add_to_plan",
    "set_budget",
    "undo_set_budget",
    "assign_plan",
    "undo_assign_plan",
    "allocate",
    "give_back",
    "undo_allocate",
    "answer",
    "undo_answer",
    "died",
    "left",
    "suspended",
    "undo_died",
    "undo_left",
    "undo_suspended",
    "end_left",
    "end_suspended",
    "undo_end_left",
    "undo_end_suspended",
    "held",
    "undo_held",
    "undo_add_person",
    "undo_edit",
    "undo_set",
    "undo_add_handler",
    "undo_end_handler",
    "undo_create_round",
    "undo_change_round",
    "undo_raise_standard",
    "reopen_round",
    "tell_apart",
    "undo_tell_apart",
    "change_groups",
    "undo_groups",
    "end_missing",
    "group_rule",
    "undo_group_rule",
    "follow_rule",
    "record_batch",
    "reverse_batch",
    "write_sheet",
    "record_sheet",
    "undo_record_sheet",
    "merge",
    "merged",
    "unmerge",
    "unmerged",
    "found",
    "sample",
    "cut",
    "number_search",
    "number_roster",
    "left_out",
    "roster_answer",
    "forget_answer",
    "undo_forget_answer",
    "pay",
    "pay_failed",
    "recover",
    "spend",
    "payroll",
    "programme",
    "pay_standard",
    "case_step",
    "undo_payroll",
    "undo_pay",
    "undo_programme",
    "undo_pay_standard",
    "undo_case_step",
    "add_work",
    "change_work",
    "undo_add_work",
    "undo_change_work",
    "close_year",
    "undo_close_year",
    "set_paragraph",
    "undo_set_paragraph",
    "send_report",
];

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
    /// Cash and value of goods of the gift that it recorded or reversed, in fen; none where it is about none.
    pub given: Option<Fen>,
    /// What was there before.
    pub before: CleanText,
    /// What is there after.
    pub after: CleanText,
}
