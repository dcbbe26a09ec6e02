//! What bears on a payment: who receives, what was paid before, how the case, the letter and the place stand.

use chrono::NaiveDate;

use super::Months;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;

/// A payment of before, of the same human.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierPayment {
    /// The entry.
    pub id: EntryId,
    /// The code of its programme.
    pub programme: CleanText,
    /// What its key holds.
    pub subject: Option<CleanText>,
    /// The months paid.
    pub months: Option<Months>,
    /// The day paid.
    pub on: NaiveDate,
    /// What was paid.
    pub amount: Fen,
    /// What is left of it: without what failed or was taken back, with what was paid once more.
    pub left: Fen,
    /// What failed of it and was not paid again.
    pub open: Fen,
    /// The first day on which something of it failed.
    pub failed_on: Option<NaiveDate>,
    /// What was taken back.
    pub recovered: Fen,
}

/// What bears on a payment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayFacts {
    /// Whether it is for a unit.
    pub is_unit: bool,
    /// The day of death.
    pub died_on: Option<NaiveDate>,
    /// The day of moving away, or from which everything is suspended; the earlier one of both.
    pub away_on: Option<NaiveDate>,
    /// Categories held on a day of the months paid, or on the day paid.
    pub categories: Vec<CleanText>,
    /// Payments of before that no reversal cancelled.
    pub earlier: Vec<EarlierPayment>,
    /// The payment of the settlement, by its number, to somebody else, and to whom.
    pub settled: Option<Box<(EarlierPayment, CleanText)>>,
    /// What the standards say of it, where they do.
    pub expected: Option<Fen>,
    /// Whether the programme has standards, and none for this payment.
    pub lacks_standard: bool,
    /// What the payment says otherwise than the register or the last payment.
    pub other: Vec<OtherTerm>,
    /// Whether the steps of the case allow to pay, and how much was granted; none of what is paid by no case.
    pub case: Option<CaseStands>,
    /// Whose letter of citation it is, where it is paid for one.
    pub letter: Option<LetterStands>,
    /// The place on which it is spent.
    pub place: Option<SpendingPlace>,
    /// Whether the role that the programme asks for is missing on the day paid.
    pub lacks_role: bool,
}

/// What a payment says otherwise: what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherTerm {
    /// The level, the nature or the intake.
    Level(CleanText),
    /// The payee.
    Payee(CleanText),
}

/// How a case stands when it is to be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseStands {
    /// Whether it was granted, after the third opinion and the days of 公示.
    pub granted: Option<Fen>,
    /// The day on which it was granted.
    pub on: Option<NaiveDate>,
    /// What was paid of it, as far as it is left.
    pub paid: Fen,
}

/// How a letter of citation stands when it is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterStands {
    /// It came on that day, for whom it is paid.
    Own(NaiveDate),
    /// It came for somebody else.
    Others,
    /// None of that number came.
    Unknown,
}

/// What the register knows of a place on which money is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpendingPlace {
    /// Whether it is a station or a facility.
    pub is_known: bool,
    /// Whether it is a farm's own.
    pub is_of_farm: bool,
}
