//! Which rules stand against a payment, and what one says of it.

use super::bearing::EarlierPayment;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;

/// A rule of payments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PayRule {
    /// Above zero and within the limit.
    Amount,
    /// The parts by fund come to the amount.
    Parts,
    /// The day has not come yet.
    DayToCome,
    /// Months are asked for, or do not belong there.
    Months,
    /// Which half-year, season, year, settlement, case or letter it is for.
    Subject,
    /// Nothing is paid for the time after a death.
    AfterDeath,
    /// A top-up of what was not paid.
    NothingToTopUp,
    /// Moved away or suspended before the months that are paid.
    Away,
    /// What is paid after a death for the time before it goes to a payee, with a reason.
    PayeeNeeded,
    /// The same key was paid before.
    Repeated,
    /// The payment failed: it is paid again as that one, not anew.
    FailedBefore,
    /// More than is left of a payment.
    NotLeft,
    /// More than failed.
    NotFailed,
    /// Taken back, failed or paid again on a day before what it rests on.
    BeforePayment,
    /// A unit receives no payment of a programme.
    Unit,
    /// The case is not granted, or for less.
    NotGranted,
    /// The day paid is before that on which the case was granted.
    BeforeGrant,
    /// The letter of citation is somebody else's.
    OtherLetter,
    /// A programme that is spent on places is paid to somebody, or the other way round.
    OtherPurpose,
    /// No letter of citation of that number came.
    NoLetter,
    /// The day paid is before that on which the letter came.
    BeforeLetter,
    /// Bill, share of the insurance, own share and what is paid do not fit.
    Bill,
    /// Level or nature are not those of the register or of the last payment.
    OtherTerms,
    /// The payee is not that of the last payment.
    OtherPayee,
    /// The programme has standards, but none for that level, nature, household or month.
    NoStandard,
    /// Neither a station nor a facility.
    UnknownPlace,
    /// Not the role that the programme is paid for.
    NoRole,
    /// A fund that does not pay this programme.
    WrongFund,
    /// No category that it is paid for.
    NotEntitled,
    /// Another sum than the standard says.
    OffStandard,
    /// The same months under another programme, for the same sum.
    Elsewhere,
    /// Taking back, and what failed, asks why.
    Reason,
}

impl PayRule {
    /// All rules.
    pub const ALL: [Self; 32] = [
        Self::Amount,
        Self::Parts,
        Self::DayToCome,
        Self::Months,
        Self::Subject,
        Self::AfterDeath,
        Self::NothingToTopUp,
        Self::Away,
        Self::PayeeNeeded,
        Self::Repeated,
        Self::FailedBefore,
        Self::NotLeft,
        Self::NotFailed,
        Self::BeforePayment,
        Self::Unit,
        Self::NotGranted,
        Self::BeforeGrant,
        Self::OtherLetter,
        Self::OtherPurpose,
        Self::NoLetter,
        Self::BeforeLetter,
        Self::Bill,
        Self::OtherTerms,
        Self::OtherPayee,
        Self::NoStandard,
        Self::UnknownPlace,
        Self::NoRole,
        Self::WrongFund,
        Self::NotEntitled,
        Self::OffStandard,
        Self::Elsewhere,
        Self::Reason,
    ];

    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Parts => "parts",
            Self::DayToCome => "day_to_come",
            Self::Months => "months",
            Self::Subject => "subject",
            Self::AfterDeath => "after_death",
            Self::NothingToTopUp => "nothing_to_top_up",
            Self::Away => "away",
            Self::PayeeNeeded => "payee_needed",
            Self::Repeated => "repeated",
            Self::FailedBefore => "failed_before",
            Self::NotLeft => "not_left",
            Self::NotFailed => "not_failed",
            Self::BeforePayment => "before_payment",
            Self::Unit => "unit",
            Self::NotGranted => "not_granted",
            Self::BeforeGrant => "before_grant",
            Self::OtherLetter => "other_letter",
            Self::OtherPurpose => "other_purpose",
            Self::NoLetter => "no_letter",
            Self::BeforeLetter => "before_letter",
            Self::Bill => "bill",
            Self::OtherPayee => "other_payee",
            Self::OtherTerms => "other_terms",
            Self::NoStandard => "no_standard",
            Self::UnknownPlace => "unknown_place",
            Self::NoRole => "no_role",
            Self::WrongFund => "wrong_fund",
            Self::NotEntitled => "not_entitled",
            Self::OffStandard => "off_standard",
            Self::Elsewhere => "elsewhere",
            Self::Reason => "reason",
        }
    }

    /// Whether a reason is enough to write it all the same.
    pub fn gives_way(self) -> bool {
        matches!(
            self,
            Self::WrongFund
                | Self::NotEntitled
                | Self::OffStandard
                | Self::Elsewhere
                | Self::Reason
                | Self::NoLetter
                | Self::Away
                | Self::NothingToTopUp
                | Self::Bill
                | Self::OtherTerms
                | Self::OtherPayee
                | Self::NoStandard
                | Self::UnknownPlace
                | Self::NoRole
        )
    }
}

/// A rule that stands against a payment, with the payment of before that it is about and the sum that it knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayRefusal {
    /// The row of the list, where it comes from one.
    pub row: Option<u32>,
    /// Which rule.
    pub rule: PayRule,
    /// The payment of before.
    pub earlier: Option<Box<EarlierPayment>>,
    /// The sum that the rule knows: the standard, what is left, what failed, what was granted.
    pub sum: Option<Fen>,
    /// What the register or the last payment knows instead: a level, a nature, an intake, a payee.
    pub known: Option<CleanText>,
}
