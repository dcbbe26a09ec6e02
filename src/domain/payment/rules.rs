//! The rules of payments: asked before one is written, and again in the transaction that writes.

use chrono::{Datelike as _, NaiveDate};

pub use super::bearing::{CaseStands, EarlierPayment, LetterStands, PayFacts, SpendingPlace};
use super::kinds::insurance_kind;
use super::period::period_name;
use super::{CATEGORY, Months, NewPayment, OWN_FEN, PayKind};
use crate::domain::money::Fen;
use crate::domain::programme::{Beside, OWN_FUND, PeriodKind, Programme, fund_key};
use crate::domain::text::{CleanText, name_key};

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
    /// Nothing is paid for the time after a death, nor to the dead.
    AfterDeath,
    /// The same key was paid before.
    Repeated,
    /// The payment failed: it is paid again as that one, not anew.
    FailedBefore,
    /// More than is left of a payment.
    NotLeft,
    /// More than failed.
    NotFailed,
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
    pub const ALL: [Self; 23] = [
        Self::Amount,
        Self::Parts,
        Self::DayToCome,
        Self::Months,
        Self::Subject,
        Self::AfterDeath,
        Self::Repeated,
        Self::FailedBefore,
        Self::NotLeft,
        Self::NotFailed,
        Self::Unit,
        Self::NotGranted,
        Self::BeforeGrant,
        Self::OtherLetter,
        Self::OtherPurpose,
        Self::NoLetter,
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
            Self::Repeated => "repeated",
            Self::FailedBefore => "failed_before",
            Self::NotLeft => "not_left",
            Self::NotFailed => "not_failed",
            Self::Unit => "unit",
            Self::NotGranted => "not_granted",
            Self::BeforeGrant => "before_grant",
            Self::OtherLetter => "other_letter",
            Self::OtherPurpose => "other_purpose",
            Self::NoLetter => "no_letter",
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
}

/// Largest payment: ten million yuan. It stops a digit too many.
pub const LARGEST_PAYMENT: Fen = Fen::new(1_000_000_000);

/// What a top-up (补差) bears behind the subject of its key: months that were paid are topped up once.
pub const TOP_UP: &str = "补差";

/// The subject of a key, with the mark of a top-up.
pub fn subject_of(subject: Option<&CleanText>, mark: Option<&str>) -> Option<CleanText> {
    match (subject, mark) {
        (subject, None) => subject.cloned(),
        (None, Some(mark)) => Some(CleanText::unmasked(mark)),
        (Some(subject), Some(mark)) => Some(CleanText::unmasked(&format!("{subject} {mark}"))),
    }
}

/// The subject of a key without the mark of a top-up.
pub fn plain_subject(subject: &str) -> &str {
    let plain = subject.trim_end_matches(TOP_UP);
    if plain.len() == subject.len() {
        return subject;
    }
    plain.trim_end_matches('次').trim_end_matches(|c: char| c.is_ascii_digit()).trim()
}

/// Whether a key is that of a top-up.
pub fn is_top_up(subject: Option<&CleanText>) -> bool {
    subject.is_some_and(|subject| subject.ends_with(TOP_UP))
}

fn same(one: Option<&CleanText>, other: Option<&CleanText>) -> bool {
    let key = |text: Option<&CleanText>| text.map(|text| name_key(text).into_owned());
    key(one) == key(other)
}

/// Everything that stands against a payment: asked before it is written, and again in the transaction that writes.
pub fn payment_refusals(
    programme: &Programme,
    new: &NewPayment,
    facts: &PayFacts,
    today: NaiveDate,
) -> Vec<PayRefusal> {
    let mut found = Vec::new();
    let mut refuse = |rule, earlier: Option<&EarlierPayment>, sum| {
        found.push(PayRefusal { row: new.row, rule, earlier: earlier.cloned().map(Box::new), sum });
    };
    if new.amount <= Fen::ZERO || new.amount > LARGEST_PAYMENT || new.detail.fen(OWN_FEN) < Fen::ZERO {
        refuse(PayRule::Amount, None, None);
    }
    let parts = new.parts.iter().fold(Fen::ZERO, |sum, (_, fen)| sum.plus(*fen));
    if !new.parts.is_empty() && (parts != new.amount || new.parts.iter().any(|(_, fen)| *fen <= Fen::ZERO)) {
        refuse(PayRule::Parts, None, Some(parts));
    }
    if new.on > today {
        refuse(PayRule::DayToCome, None, None);
    }
    if matches!(new.kind, PayKind::Recovery | PayKind::Failed) && new.reason.is_none() {
        refuse(PayRule::Reason, None, None);
    }
    if let Some(concerns) = new.concerns {
        let earlier = facts.earlier.iter().find(|earlier| earlier.id == concerns);
        let (limit, rule) = match (earlier, new.kind) {
            (None, _) => (Fen::ZERO, PayRule::NotLeft),
            (Some(earlier), PayKind::Payment) => (earlier.open, PayRule::NotFailed),
            (Some(earlier), PayKind::Recovery | PayKind::Failed | PayKind::Spending) => {
                (earlier.left, PayRule::NotLeft)
            }
        };
        if new.amount > limit {
            refuse(rule, earlier, Some(limit));
        }
        return found;
    }
    if (new.kind == PayKind::Spending) != (programme.period == PeriodKind::Spending) {
        refuse(PayRule::OtherPurpose, None, None);
        return found;
    }
    // A farm's own money pays what is the farm's.
    let is_others = |fund: &CleanText| {
        fund_key(fund) == OWN_FUND && facts.place.is_some_and(|place| place.is_known && !place.is_of_farm)
    };
    let wrong = new.parts.iter().any(|(fund, _)| !programme.takes_fund(fund) || is_others(fund));
    if wrong {
        refuse(PayRule::WrongFund, None, None);
    }
    if new.kind == PayKind::Spending {
        if facts.place.is_some_and(|place| !place.is_known) {
            refuse(PayRule::UnknownPlace, None, None);
        }
        return found;
    }
    asks_period(programme, new, &mut refuse);
    if facts.is_unit {
        refuse(PayRule::Unit, None, None);
    }
    if let Some(died) = facts.died_on {
        let months_after = new.months.is_some_and(|months| first_of_month(months.to) > died);
        if months_after || (new.on > died && (new.payee.is_none() || new.reason.is_none())) {
            refuse(PayRule::AfterDeath, None, None);
        }
    }
    repeats(programme, new, facts, &mut refuse);
    let held = |wanted: &CleanText| facts.categories.iter().any(|held| same(Some(held), Some(wanted)));
    let paid_for = new.detail.get(CATEGORY).filter(|_| programme.beside == Beside::Category);
    if paid_for.is_some_and(|category| !held(category))
        || (!programme.categories.is_empty() && !programme.categories.iter().any(held))
    {
        refuse(PayRule::NotEntitled, None, None);
    }
    if facts.lacks_role {
        refuse(PayRule::NoRole, None, None);
    }
    if let Some(expected) = facts.expected.filter(|expected| *expected != new.amount)
        && !is_top_up(new.subject.as_ref())
    {
        refuse(PayRule::OffStandard, None, Some(expected));
    }
    if programme.period == PeriodKind::Case
        && let Some(case) = facts.case
        && case.granted.is_none_or(|granted| new.amount > granted)
    {
        refuse(PayRule::NotGranted, None, case.granted);
    } else if programme.period == PeriodKind::Case
        && let Some(granted_on) = facts.case.and_then(|case| case.on)
        && new.on < granted_on
    {
        refuse(PayRule::BeforeGrant, None, None);
    }
    match facts.letter {
        Some(LetterStands::Others) => refuse(PayRule::OtherLetter, None, None),
        Some(LetterStands::Unknown) => refuse(PayRule::NoLetter, None, None),
        Some(LetterStands::Own) | None => {}
    }
    found
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// Whether it says for what it is, as its programme asks.
fn asks_period(
    programme: &Programme,
    new: &NewPayment,
    refuse: &mut impl FnMut(PayRule, Option<&EarlierPayment>, Option<Fen>),
) {
    if (programme.period == PeriodKind::Months) != new.months.is_some() {
        refuse(PayRule::Months, None, None);
    }
    let wanted = programme.period.has_subject() || programme.beside != Beside::Nothing;
    let subject = new.subject.as_deref().unwrap_or_default();
    let plain = plain_subject(subject);
    let fits = match programme.period {
        PeriodKind::HalfYear => ["1", "2", "3", "4"].contains(&plain),
        PeriodKind::Year => plain.len() == 4 && plain.bytes().all(|byte| byte.is_ascii_digit()),
        PeriodKind::Season => plain.chars().count() >= 5,
        PeriodKind::Months
        | PeriodKind::Settlement
        | PeriodKind::Case
        | PeriodKind::Citation
        | PeriodKind::Once
        | PeriodKind::Spending => !wanted || !plain.is_empty(),
    };
    if !fits {
        refuse(PayRule::Subject, None, None);
    }
}

/// The subject of a key as it is compared: what is written in several ways is one, of entries of before too.
fn key_of(programme: &Programme, subject: Option<&CleanText>) -> Option<String> {
    let subject = subject?;
    let plain = plain_subject(subject);
    let mark = subject.get(plain.len()..).unwrap_or_default().trim();
    let plain = CleanText::shown(plain);
    let plain = match period_name(programme.period, &plain) {
        Some(name) => name,
        None if programme.beside == Beside::Kind => insurance_kind(&plain),
        None => plain,
    };
    Some([&name_key(&plain), " ", mark].concat())
}

/// Whether two payments come to the same a month.
fn is_like(new: &NewPayment, earlier: &EarlierPayment) -> bool {
    let months = |months: Option<Months>| months.map_or(1, |months| i64::from(months.count()));
    let share = |fen: Fen, others: i64| fen.get().checked_mul(others);
    share(new.amount, months(earlier.months)) == share(earlier.amount, months(new.months))
}

/// Whether its key was paid before, or the same months elsewhere.
fn repeats(
    programme: &Programme,
    new: &NewPayment,
    facts: &PayFacts,
    refuse: &mut impl FnMut(PayRule, Option<&EarlierPayment>, Option<Fen>),
) {
    let meets = |earlier: &EarlierPayment| match (new.months, earlier.months) {
        (Some(new), Some(paid)) => new.overlaps(paid),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let counts = |earlier: &&EarlierPayment| earlier.amount > earlier.recovered;
    for earlier in facts.earlier.iter().filter(counts) {
        if earlier.programme == programme.code {
            if key_of(programme, earlier.subject.as_ref()) == key_of(programme, new.subject.as_ref())
                && meets(earlier)
            {
                let rule = if earlier.open > Fen::ZERO { PayRule::FailedBefore } else { PayRule::Repeated };
                refuse(rule, Some(earlier), None);
                return;
            }
        } else if new.months.is_some() && meets(earlier) && is_like(new, earlier) {
            refuse(PayRule::Elsewhere, Some(earlier), None);
        }
    }
    if facts.settled.is_some() {
        refuse(PayRule::Repeated, None, None);
    }
}
