//! What somebody is paid next: told at the door beside what was paid.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Months as Calendar, NaiveDate};

use super::Months;
use super::figures::PaymentLine;
use super::rules::is_top_up;
use crate::domain::money::Fen;
use crate::domain::programme::{PeriodKind, Programme};
use crate::domain::text::CleanText;

/// A payment that is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextPayment {
    /// The code of the programme.
    pub programme: CleanText,
    /// Its name.
    pub name: CleanText,
    /// The months, or the half-year, the year.
    pub what: String,
    /// Whether that is the number of a half-year.
    pub is_half_year: bool,
    /// From which day on it is due.
    pub due: NaiveDate,
    /// As much as the last one; what is really paid the standards say.
    pub like: Fen,
}

/// What comes next, of payments that stand, newest first: the months, the half-year or the year behind the last one paid. What
/// ended more than a year ago comes no more.
pub fn next_payments(programmes: &[Programme], lines: &[PaymentLine], today: NaiveDate) -> Vec<NextPayment> {
    let mut found = Vec::new();
    for programme in programmes {
        let own = lines.iter().filter(|line| leads_on(line) && line.programme == programme.code);
        let mut last: BTreeMap<CleanText, &PaymentLine> = BTreeMap::new();
        for line in own {
            let known = last.entry(series(programme, line)).or_insert(line);
            if rank(known) < rank(line) {
                *known = line;
            }
        }
        for last in last.into_values() {
            if let Some((what, due)) = after(programme, last)
                && due.checked_add_months(Calendar::new(12)).is_some_and(|end| end > today)
            {
                let period = programme.period;
                let (programme, name) = (programme.code.clone(), programme.name.clone());
                let is_half_year = period == PeriodKind::HalfYear;
                found.push(NextPayment { programme, name, what, is_half_year, due, like: last.amount });
            }
        }
    }
    found
}

/// Whether something follows a payment: it stands, something of it is left, and it tops up nothing.
pub fn leads_on(line: &PaymentLine) -> bool {
    *line.kind == *"payment"
        && line.concerns.is_none()
        && line.left > Fen::ZERO
        && line.reversed_by.is_none()
        && !is_top_up(line.subject.as_ref())
}

/// What follows one another: of a programme that is paid by months the payments for one category or kind, of others all.
pub fn series(programme: &Programme, line: &PaymentLine) -> CleanText {
    let by_subject = programme.period == PeriodKind::Months;
    line.subject.clone().filter(|_| by_subject).unwrap_or_default()
}

/// Of two payments that follow one another the later one is greater.
pub fn rank(line: &PaymentLine) -> (Option<NaiveDate>, Option<CleanText>) {
    (line.months.map(|months| months.to), line.subject.clone())
}

/// What follows a payment, and from which day on.
fn after(programme: &Programme, last: &PaymentLine) -> Option<(String, NaiveDate)> {
    match programme.period {
        PeriodKind::Months => {
            let months = last.months?;
            let first = months.to.succ_opt()?;
            let end = first.checked_add_months(Calendar::new(months.count()))?.pred_opt()?;
            Some((Months { from: first, to: end }.told(), first))
        }
        PeriodKind::HalfYear => {
            let number: u32 = last.subject.as_deref()?.parse().ok()?;
            let due = last.on.checked_add_months(Calendar::new(6))?;
            (number < 4).then(|| ((number + 1).to_string(), due))
        }
        PeriodKind::Year => {
            let year: i32 = last.subject.as_deref()?.parse().ok()?;
            let due = NaiveDate::from_ymd_opt(year.max(last.on.year()), 12, 1)?;
            Some(((year + 1).to_string(), due))
        }
        PeriodKind::Season
        | PeriodKind::Settlement
        | PeriodKind::Case
        | PeriodKind::Citation
        | PeriodKind::Once
        | PeriodKind::Spending => None,
    }
}
