//! The rules of payments: asked before one is written, and again in the transaction that writes.

use chrono::{Datelike as _, NaiveDate};

pub use super::bearing::{CaseStands, EarlierPayment, LetterStands, OtherTerm, PayFacts, SpendingPlace};
use super::kinds::insurance_kind;
use super::level::number_key;
use super::period::period_name;
pub use super::rule::{PayRefusal, PayRule};
use super::{CATEGORY, INSURANCE_FEN, Months, NewPayment, OWN_FEN, PayKind, TOTAL_FEN};
use crate::domain::money::Fen;
use crate::domain::programme::{Beside, OWN_FUND, PeriodKind, Programme, fund_key};
use crate::domain::text::{CleanText, name_key};

/// Largest payment: ten million yuan. It stops a digit too many.
pub const LARGEST_PAYMENT: Fen = Fen::new(1_000_000_000);

/// The programme of those who leave the army.
const DISCHARGE: &str = "discharge_grant";

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
        let earlier = earlier.cloned().map(Box::new);
        found.push(PayRefusal { row: new.row, rule, earlier, sum, known: None });
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
        } else if let Some(earlier) = earlier {
            // What is paid again failed before that; what fails or is taken back was paid.
            let again = earlier.failed_on.filter(|_| new.kind == PayKind::Payment);
            if new.on < again.unwrap_or(earlier.on) {
                refuse(PayRule::BeforePayment, Some(earlier), None);
            }
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
    after_end(new, facts, &mut refuse);
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
    paid_by(programme, new, facts, &mut refuse);
    let is_own = found.iter().any(|one| matches!(one.rule, PayRule::Repeated | PayRule::FailedBefore));
    if let Some((paid, whom)) = facts.settled.as_deref().filter(|_| !is_own) {
        let (earlier, known) = (Some(Box::new(paid.clone())), Some(whom.clone()));
        found.push(PayRefusal { row: new.row, rule: PayRule::Repeated, earlier, sum: None, known });
    }
    if let Some(other) = other_discharge(programme, new, facts) {
        let (rule, known) = (PayRule::OtherTerms, other.subject.clone());
        found.push(PayRefusal { row: new.row, rule, earlier: None, sum: None, known });
    }
    for other in &facts.other {
        let (rule, known) = match other {
            OtherTerm::Level(known) => (PayRule::OtherTerms, known),
            OtherTerm::Payee(known) => (PayRule::OtherPayee, known),
        };
        found.push(PayRefusal { row: new.row, rule, earlier: None, sum: None, known: Some(known.clone()) });
    }
    found
}

/// Whether somebody had died, or was gone, in the months paid for.
fn after_end(
    new: &NewPayment,
    facts: &PayFacts,
    refuse: &mut impl FnMut(PayRule, Option<&EarlierPayment>, Option<Fen>),
) {
    if let Some(died) = facts.died_on {
        let months_after = new.months.is_some_and(|months| first_of_month(months.to) > died);
        if months_after {
            refuse(PayRule::AfterDeath, None, None);
        } else if new.on > died && (new.payee.is_none() || new.reason.is_none()) {
            refuse(PayRule::PayeeNeeded, None, None);
        }
    }
    if let Some(away) = facts.away_on {
        let begins = new.months.map_or(new.on, |months| first_of_month(months.to));
        if begins > away {
            refuse(PayRule::Away, None, None);
        }
    }
}

/// The discharge grant of another season that somebody was paid: a soldier is discharged once.
fn other_discharge<'f>(
    programme: &Programme,
    new: &NewPayment,
    facts: &'f PayFacts,
) -> Option<&'f EarlierPayment> {
    let key = |subject: Option<&CleanText>| {
        key_of(programme, subject.map(|subject| CleanText::shown(plain_subject(subject))).as_ref())
    };
    let own = key(new.subject.as_ref())?;
    let mut earlier =
        facts.earlier.iter().filter(|one| one.programme == programme.code && one.left > Fen::ZERO);
    earlier
        .find(|one| key(one.subject.as_ref()).is_some_and(|paid| paid != own))
        .filter(|_| *programme.code == *DISCHARGE)
}

/// What stands against a payment by what it is paid by: its standard, its case, its letter, its bill.
fn paid_by(
    programme: &Programme,
    new: &NewPayment,
    facts: &PayFacts,
    refuse: &mut impl FnMut(PayRule, Option<&EarlierPayment>, Option<Fen>),
) {
    if facts.lacks_standard {
        refuse(PayRule::NoStandard, None, None);
    }
    if let Some(case) = facts.case.filter(|_| programme.period == PeriodKind::Case) {
        let is_above = |granted: Fen| {
            let paid = if is_top_up(new.subject.as_ref()) { case.paid } else { Fen::ZERO };
            new.amount.plus(paid) > granted
        };
        if case.granted.is_none_or(is_above) {
            let rest = |granted: Fen| Fen::new((granted.get() - case.paid.get()).max(0));
            refuse(PayRule::NotGranted, None, case.granted.map(rest));
        } else if case.on.is_some_and(|granted_on| new.on < granted_on) {
            refuse(PayRule::BeforeGrant, None, None);
        }
    }
    match facts.letter {
        Some(LetterStands::Others) => refuse(PayRule::OtherLetter, None, None),
        Some(LetterStands::Unknown) => refuse(PayRule::NoLetter, None, None),
        Some(LetterStands::Own(came)) if new.on < came => refuse(PayRule::BeforeLetter, None, None),
        Some(LetterStands::Own(_)) | None => {}
    }
    if programme.period == PeriodKind::Settlement && !bill_fits(new) {
        refuse(PayRule::Bill, None, None);
    }
}

/// Whether the parts of a bill that a list tells fit: what the insurance bore, what is left to the own part, what is paid of it.
/// Lists tell the own part before or after what is paid.
fn bill_fits(new: &NewPayment) -> bool {
    let said = |key: &str| new.detail.get(key).map(|_| new.detail.fen(key));
    let Some(total) = said(TOTAL_FEN) else { return said(OWN_FEN).is_none_or(|own| own >= Fen::ZERO) };
    let beside = said(INSURANCE_FEN).unwrap_or(Fen::ZERO);
    match said(OWN_FEN) {
        Some(own) if said(INSURANCE_FEN).is_some() => {
            beside.plus(own).plus(new.amount) == total || (beside.plus(own) == total && new.amount <= own)
        }
        Some(own) => own <= total && new.amount <= total,
        None => beside.plus(new.amount) <= total,
    }
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
        // An insurance year is paid in it, before it, or somewhat late.
        PeriodKind::Year => {
            let paid_in = new.on.year();
            plain.len() == 4
                && plain.parse().is_ok_and(|year: i32| (paid_in - 10..=paid_in + 1).contains(&year))
        }
        PeriodKind::Season => period_name(PeriodKind::Season, plain).is_some(),
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
    if matches!(programme.period, PeriodKind::Settlement | PeriodKind::Case | PeriodKind::Citation) {
        return Some([&number_key(&plain), " ", mark].concat());
    }
    let plain = match period_name(programme.period, &plain) {
        Some(name) => name,
        None if programme.beside == Beside::Kind => insurance_kind(&plain),
        None => plain,
    };
    Some([&name_key(&plain), " ", mark].concat())
}

/// Whether two payments come to the same a month, give or take a fiftieth: a yuan more or less makes no other payment of it.
fn is_like(new: &NewPayment, earlier: &EarlierPayment) -> bool {
    let months = |months: Option<Months>| months.map_or(1, |months| i64::from(months.count()));
    let share = |fen: Fen, others: i64| i128::from(fen.get()) * i128::from(others);
    let own = share(new.amount, months(earlier.months));
    let other = share(earlier.amount, months(new.months));
    (own - other).abs() * 50 <= own.max(other)
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
    let plain = |subject: Option<&CleanText>| {
        let subject = subject.map(|subject| CleanText::shown(plain_subject(subject)));
        key_of(programme, subject.as_ref().filter(|subject| !subject.is_empty()))
    };
    let same_plain = |earlier: &EarlierPayment| {
        earlier.programme == programme.code
            && plain(earlier.subject.as_ref()) == plain(new.subject.as_ref())
            && meets(earlier)
    };
    if is_top_up(new.subject.as_ref()) && !facts.earlier.iter().any(same_plain) {
        refuse(PayRule::NothingToTopUp, None, None);
    }
    let counts = |earlier: &&EarlierPayment| earlier.amount > earlier.recovered;
    for earlier in facts.earlier.iter().filter(counts) {
        if earlier.programme == programme.code {
            if key_of(programme, earlier.subject.as_ref()) == key_of(programme, new.subject.as_ref())
                && meets(earlier)
            {
                let rule = if earlier.open > Fen::ZERO { PayRule::FailedBefore } else { PayRule::Repeated };
                let rest = facts.case.and_then(|case| Some(Fen::new(case.granted?.get() - case.paid.get())));
                refuse(rule, Some(earlier), rest.filter(|rest| *rest > Fen::ZERO));
                return;
            }
        } else if new.months.is_some() && meets(earlier) && is_like(new, earlier) {
            refuse(PayRule::Elsewhere, Some(earlier), None);
        }
    }
}
