//! What payments come to, and how lists show them.

use chrono::NaiveDate;

use super::next::NextPayment;
use super::{Months, PayDetail};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::page::Start;
use crate::domain::place::TownshipCode;
use crate::domain::text::CleanText;

/// What a programme came to in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeFigure {
    /// Its code.
    pub code: CleanText,
    /// Its name.
    pub name: CleanText,
    /// People to whom something of it is left, each once.
    pub people: u64,
    /// Payments of which something is left (人次).
    pub times: u64,
    /// Categories that it was paid for.
    pub categories: u64,
    /// Public money, what failed and was taken back or reversed taken off.
    pub amount: Fen,
    /// Own shares, which are no public money.
    pub own: Fen,
}

/// Part of a programme in a year: a category, an intake, a season, the year of an insurance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitFigure {
    /// Which part.
    pub by: CleanText,
    /// As [`ProgrammeFigure`].
    pub people: u64,
    /// As [`ProgrammeFigure`].
    pub times: u64,
    /// As [`ProgrammeFigure`].
    pub amount: Fen,
    /// As [`ProgrammeFigure`].
    pub own: Fen,
}

/// What was spent on nobody in a year, by programme and fund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpendingFigure {
    /// The code of the programme.
    pub code: CleanText,
    /// Its name.
    pub name: CleanText,
    /// The fund.
    pub fund: CleanText,
    /// Whether that is the own money of a farm.
    pub is_own: bool,
    /// Entries.
    pub times: u64,
    /// The sum.
    pub amount: Fen,
}

/// Which payments a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentQuery {
    /// Paid in this calendar year.
    pub year: Option<i32>,
    /// Only this programme.
    pub programme: Option<CleanText>,
    /// Only this human.
    pub recipient: Option<RecipientId>,
    /// Only of this payroll.
    pub payroll: Option<EntryId>,
    /// Only this entry.
    pub entry: Option<EntryId>,
    /// Only these entries, by number: gifts of rounds among them too.
    pub numbers: Option<Vec<i64>>,
    /// Only those paid in this month of that year.
    pub month: Option<(i32, u32)>,
    /// Only those of whoever lived in this township then.
    pub township: Option<TownshipCode>,
    /// Only those that this fund paid, with what concerns them.
    pub fund: Option<CleanText>,
    /// From where a page is read.
    pub start: Start,
    /// Rows at most; none for all.
    pub limit: Option<u32>,
}

/// What the payments of a list come to, wherever its page begins and ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaymentSum {
    /// Entries.
    pub entries: u64,
    /// People, each once.
    pub people: u64,
    /// Public money, what failed and was taken back or reversed taken off.
    pub amount: Fen,
    /// Value of the goods among them.
    pub goods: Fen,
}

/// What somebody was paid of a programme over all years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSum {
    /// The code of the programme.
    pub code: CleanText,
    /// Its name.
    pub name: CleanText,
    /// Public money of the year that was asked for.
    pub year: Fen,
    /// Of all years.
    pub amount: Fen,
    /// Own shares of all years.
    pub own: Fen,
}

/// What somebody was paid: sums by programme, and what comes next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonPaid {
    /// The calendar year that `year` of the sums is.
    pub of: i32,
    /// By programme.
    pub sums: Vec<PersonSum>,
    /// What comes next.
    pub next: Vec<NextPayment>,
    /// The card of the register, masked.
    pub card: Option<CleanText>,
}

/// A payment as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentLine {
    /// Its number in this register.
    pub no: i64,
    /// The entry.
    pub id: EntryId,
    /// payment, recovery, failed, spending or reversal; gift, where entries of all kinds are listed.
    pub kind: CleanText,
    /// The code of the programme; empty for what a round gave.
    pub programme: CleanText,
    /// Its name.
    pub programme_name: CleanText,
    /// The round of a gift.
    pub round: Option<RoundCode>,
    /// The goods of a gift, and their value.
    pub goods: Option<(CleanText, Fen)>,
    /// Whom it was for.
    pub recipient: Option<RecipientId>,
    /// The name, as it was.
    pub name: CleanText,
    /// The township, as it was.
    pub township: Option<CleanText>,
    /// The months paid.
    pub months: Option<Months>,
    /// What its key holds.
    pub subject: Option<CleanText>,
    /// Public money; negative where it is taken off.
    pub amount: Fen,
    /// What is left of a payment; nothing for others.
    pub left: Fen,
    /// The day paid.
    pub on: NaiveDate,
    /// Whose account it went to.
    pub payee: Option<CleanText>,
    /// The payment that it concerns, or the entry that it reverses.
    pub concerns: Option<EntryId>,
    /// The number and the day of that one.
    pub rests_on: Option<(i64, NaiveDate)>,
    /// The reversal that cancelled it.
    pub reversed_by: Option<EntryId>,
    /// Why.
    pub reason: Option<CleanText>,
    /// What the programme keeps beyond that.
    pub detail: PayDetail,
    /// The list that it came by.
    pub payroll: Option<EntryId>,
}

/// A list that was read, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayrollLine {
    /// Its id.
    pub id: EntryId,
    /// Its number.
    pub number: CleanText,
    /// The code of its programme.
    pub programme: CleanText,
    /// The name of the file.
    pub name: CleanText,
    /// The day paid.
    pub on: NaiveDate,
    /// How many rows it paid.
    pub entries: u64,
    /// What its rows came to.
    pub total: Fen,
    /// Why it was written although something was told of it.
    pub reason: Option<CleanText>,
    /// The day it was read.
    pub recorded_on: NaiveDate,
    /// What is left of it by now.
    pub left: Fen,
}

/// What was paid for months after a death.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overpaid {
    /// The number of the entry.
    pub no: i64,
    /// The entry.
    pub id: EntryId,
    /// Whom it was for.
    pub recipient: RecipientId,
    /// The name.
    pub name: CleanText,
    /// The day of death.
    pub died_on: NaiveDate,
    /// The name of the programme.
    pub programme: CleanText,
    /// The months after the death.
    pub months: Months,
    /// What they come to, as far as it is left.
    pub sum: Fen,
}
