//! What is told of the rows of a payroll before anything of it is written.

use super::money::{Fen, MoneyError};
use super::payment::rules::PayRefusal;
use super::text::CleanText;

/// What is wrong with a cell or a row of a payroll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayFaultKind {
    /// No ID number, or none that can be one.
    BadId,
    /// The ID number stands in a cell of a number, which keeps fifteen digits.
    IdDamaged,
    /// The card stands in a cell of a number, which keeps fifteen digits.
    CardDamaged,
    /// Nobody has the card by which the row tells whom it is for.
    UnknownAccount,
    /// Somebody of another name has it.
    OthersAccount(CleanText),
    /// No column tells the category: those that somebody holds.
    NoCategory(Vec<CleanText>),
    /// Two natures of one disability.
    TwoNatures,
    /// A month that may be the first or the tenth.
    DoubtfulMonth(CleanText),
    /// What the total of a row says, and what the row comes to.
    RowTotal(Fen, Fen),
    /// The bank says that it was paid, and why it failed: both words.
    TwoResults(CleanText, CleanText),
    /// Another sum than was paid.
    OtherSum(Fen),
    /// A sum for nobody: neither a name nor an ID number.
    Nameless,
    /// The head of the column counts in a unit that is not read.
    BadUnit(CleanText),
    /// The bank's result is neither known as paid nor as failed.
    BadResult(CleanText),
    /// Several payments may be meant.
    SeveralMeant,
    /// The entry failed before and was paid once more: which of the two is meant nobody can tell.
    PaidAgain(i64),
    /// Nobody bears this ID number.
    Unknown,
    /// Whoever bears this ID number is called otherwise.
    OtherName(CleanText),
    /// An amount that is none.
    BadAmount(MoneyError),
    /// Months that are none, as they are written.
    BadMonths(CleanText),
    /// A day that is none.
    BadDay,
    /// A text that cannot be kept.
    BadText,
    /// The card is another than the register's.
    OtherCard,
    /// The card is that of somebody else in the register.
    ForeignCard(CleanText),
    /// Both are the sums: what the footer says, what the rows come to.
    Total(Fen, Fen),
    /// The payroll names another programme.
    OtherProgramme(CleanText),
    /// A rule of payments.
    Rule(PayRefusal),
    /// The bank's answer names nobody of the payroll, or somebody for whom nothing is left.
    NotInPayroll,
}

impl PayFaultKind {
    /// Whether a reason is enough to write it all the same.
    pub fn gives_way(&self) -> bool {
        match self {
            Self::OtherCard
            | Self::ForeignCard(_)
            | Self::Total(..)
            | Self::RowTotal(..)
            | Self::OtherProgramme(_) => true,
            Self::Rule(refusal) => refusal.rule.gives_way(),
            Self::BadId
            | Self::IdDamaged
            | Self::CardDamaged
            | Self::UnknownAccount
            | Self::OthersAccount(_)
            | Self::NoCategory(_)
            | Self::TwoNatures
            | Self::DoubtfulMonth(_)
            | Self::TwoResults(..)
            | Self::OtherSum(_)
            | Self::Nameless
            | Self::BadUnit(_)
            | Self::BadResult(_)
            | Self::SeveralMeant
            | Self::PaidAgain(_)
            | Self::Unknown
            | Self::OtherName(_)
            | Self::BadAmount(_)
            | Self::BadMonths(_)
            | Self::BadDay
            | Self::BadText
            | Self::NotInPayroll => false,
        }
    }

    /// The stable name in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadId => "bad_id",
            Self::IdDamaged => "id_damaged",
            Self::CardDamaged => "card_damaged",
            Self::UnknownAccount => "unknown_account",
            Self::OthersAccount(_) => "others_account",
            Self::NoCategory(_) => "no_category",
            Self::TwoNatures => "two_natures",
            Self::DoubtfulMonth(_) => "doubtful_month",
            Self::RowTotal(..) => "row_total",
            Self::TwoResults(..) => "two_results",
            Self::OtherSum(_) => "other_sum",
            Self::Nameless => "nameless",
            Self::BadUnit(_) => "bad_unit",
            Self::BadResult(_) => "bad_result",
            Self::SeveralMeant => "several_meant",
            Self::PaidAgain(_) => "paid_again",
            Self::Unknown => "unknown",
            Self::OtherName(_) => "other_name",
            Self::BadAmount(_) => "bad_amount",
            Self::BadMonths(_) => "bad_months",
            Self::BadDay => "bad_day",
            Self::BadText => "bad_text",
            Self::OtherCard => "other_card",
            Self::ForeignCard(_) => "foreign_card",
            Self::Total(..) => "total",
            Self::OtherProgramme(_) => "other_programme",
            Self::Rule(refusal) => refusal.rule.code(),
            Self::NotInPayroll => "not_in_payroll",
        }
    }
}

/// A fault, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayFault {
    /// The sheet, where there are several.
    pub sheet: Option<CleanText>,
    /// The row, as a spreadsheet shows it.
    pub row: u64,
    /// The header of the column; none where it is about the row.
    pub column: Option<CleanText>,
    /// Who stands in the row.
    pub name: CleanText,
    /// What is wrong.
    pub kind: PayFaultKind,
}

/// What may be told beside a payroll where its rows do not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayOption {
    /// The months paid.
    Months,
    /// Which half-year, season, year …
    Which,
    /// The fund.
    Fund,
    /// The category.
    Category,
}

impl PayOption {
    /// As the command names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Months => "--months",
            Self::Which => "--which",
            Self::Fund => "--fund",
            Self::Category => "--category",
        }
    }
}
