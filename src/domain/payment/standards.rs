//! Standards of payments: what is paid from a day on to whom.

use chrono::{Datelike as _, NaiveDate};

use super::Months;
use super::level::same_term;
use super::period::first_day_of;
use crate::domain::money::Fen;
use crate::domain::programme::PeriodKind;
use crate::domain::text::{CleanText, name_key};

/// How a standard makes a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rate {
    /// For a month.
    Month,
    /// For twelve months: some of them bear their share, rounded down to the fen.
    Year,
    /// Once.
    Once,
    /// For a year served.
    YearServed,
}

impl Rate {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
            Self::Once => "once",
            Self::YearServed => "year_served",
        }
    }

    /// The rate of a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Month, Self::Year, Self::Once, Self::YearServed].into_iter().find(|rate| rate.code() == code)
    }
}

/// What a programme pays from a day on to those of a category, level, nature and household; what is empty is any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayStandard {
    /// The code of the programme.
    pub programme: CleanText,
    /// Category, level, nature, 城乡.
    pub to: [CleanText; 4],
    /// From which day.
    pub from: NaiveDate,
    /// The sum.
    pub amount: Fen,
    /// For what.
    pub rate: Rate,
    /// What each fund bears of it; none where that is not known.
    pub parts: Vec<(CleanText, Fen)>,
    /// The number of the document.
    pub document: Option<CleanText>,
}

impl PayStandard {
    /// How well it fits somebody: how much of it is said and agrees; none where something differs.
    fn fit(&self, to: [&str; 4]) -> Option<usize> {
        (0..).zip(self.to.iter().zip(to)).try_fold(0, |fits, (place, (own, other))| {
            if own.is_empty() { Some(fits) } else { same_term(place, own, other).then_some(fits + 1) }
        })
    }

    /// Whether its parts come to its sum.
    pub fn adds_up(&self) -> bool {
        let sum = self.parts.iter().fold(Fen::ZERO, |sum, (_, fen)| sum.plus(*fen));
        self.amount > Fen::ZERO && (self.parts.is_empty() || sum == self.amount)
    }
}

/// 城乡 as it is compared: 城镇, 城市 and 非农业 are one, 农村, 乡村 and 农业 the other.
pub(super) fn household_key(said: &str) -> String {
    let key = name_key(said).into_owned();
    match key.chars().next() {
        Some('城' | '镇' | '非') => "城".to_owned(),
        Some('农' | '乡' | '牧') => "乡".to_owned(),
        _ => key,
    }
}

/// The standard that holds for somebody on a day: of those that fit, the one that says most, the latest of those.
pub fn standard_on<'s>(
    standards: &'s [PayStandard],
    to: [&str; 4],
    day: NaiveDate,
) -> Option<&'s PayStandard> {
    standards
        .iter()
        .filter(|standard| standard.from <= day)
        .filter_map(|standard| Some((standard.fit(to)?, standard.from, standard)))
        .max_by_key(|(fits, from, _)| (*fits, *from))
        .map(|(.., standard)| standard)
}

/// Whether any standard is for those of a category, whatever level and day.
pub fn covers(standards: &[PayStandard], category: &str) -> bool {
    standards.iter().any(|standard| {
        let [own, ..] = &standard.to;
        own.is_empty() || same_term(0, own, category)
    })
}

/// The day whose standards hold for a payment that covers no months: of a season or of a year of insurance that of its
/// beginning, however late it is paid; else the day paid.
pub fn standard_day(kind: PeriodKind, subject: Option<&str>, on: NaiveDate) -> NaiveDate {
    subject.and_then(|subject| first_day_of(kind, subject)).unwrap_or(on)
}

/// What the standards pay for months, or once on a day, or for years served; none where a month has none.
pub fn expected(
    standards: &[PayStandard],
    to: [&str; 4],
    months: Option<Months>,
    (on, years): (NaiveDate, Option<i64>),
) -> Option<Fen> {
    let Some(months) = months else {
        let standard = standard_on(standards, to, on)?;
        return match standard.rate {
            Rate::Month => None,
            Rate::Year | Rate::Once => Some(standard.amount),
            Rate::YearServed => Some(Fen::new(standard.amount.get().checked_mul(years?)?)),
        };
    };
    let of = to.map(CleanText::shown);
    of_months(standards, &of, (months, years)).map(|(sum, _)| sum)
}

/// A sum with what each fund bears of it; nothing where that is not told.
pub(super) type SumByFund = (Fen, Vec<(CleanText, Fen)>);

/// What one month bears of a sum for twelve: any twelve in a row come to all of it.
fn twelfth(sum: Fen, month: i64) -> Option<Fen> {
    let up_to = |month: i64| Some(sum.get().checked_mul(month)?.div_euclid(12));
    Some(Fen::new(up_to(month)? - up_to(month - 1)?))
}

/// What a standard pays for a month: its sum with its parts, or the rate times the years with no parts told.
fn of_month(
    standards: &[PayStandard],
    to: &[CleanText; 4],
    (month, years): (NaiveDate, Option<i64>),
) -> Option<SumByFund> {
    let standard = standard_on(standards, to.each_ref().map(CleanText::as_str), month)?;
    match standard.rate {
        Rate::Month => Some((standard.amount, standard.parts.clone())),
        Rate::Year => {
            let share = |fen| twelfth(fen, i64::from(month.month()));
            let parts = standard.parts.iter().map(|(fund, fen)| Some((fund.clone(), share(*fen)?)));
            Some((share(standard.amount)?, parts.collect::<Option<_>>()?))
        }
        Rate::YearServed => Some((Fen::new(standard.amount.get().checked_mul(years?)?), Vec::new())),
        Rate::Once => None,
    }
}

/// What the standards pay for months together: none where one of them has none.
pub(super) fn of_months(
    standards: &[PayStandard],
    to: &[CleanText; 4],
    (months, years): (Months, Option<i64>),
) -> Option<SumByFund> {
    let mut all = (Fen::ZERO, Vec::<(CleanText, Fen)>::new());
    let mut told = true;
    for month in months.each() {
        let (sum, parts) = of_month(standards, to, (month, years))?;
        all.0 = all.0.plus(sum);
        told &= !parts.is_empty();
        for (fund, fen) in parts {
            match all.1.iter_mut().find(|(own, _)| name_key(own) == name_key(&fund)) {
                Some((_, own)) => *own = own.plus(fen),
                None => all.1.push((fund, fen)),
            }
        }
    }
    if !told {
        all.1.clear();
    }
    Some(all)
}

/// What the standards of a day pay for a half-year, a season, a year, or once.
pub(super) fn at_once(
    standards: &[PayStandard],
    to: &[CleanText; 4],
    (day, years): (NaiveDate, Option<i64>),
) -> Option<SumByFund> {
    let standard = standard_on(standards, to.each_ref().map(CleanText::as_str), day)?;
    match standard.rate {
        Rate::Year | Rate::Once => Some((standard.amount, standard.parts.clone())),
        Rate::YearServed => Some((Fen::new(standard.amount.get().checked_mul(years?)?), Vec::new())),
        Rate::Month => None,
    }
}
