//! Whole months, as payments cover them.

use chrono::{Datelike as _, NaiveDate};

use crate::domain::money::Fen;
use crate::domain::text::fold_width;

/// Whole months, the first and the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Months {
    /// The first day of the first.
    pub from: NaiveDate,
    /// The last day of the last.
    pub to: NaiveDate,
}

impl Months {
    /// From one month to another; none where the order is wrong.
    pub fn new(from: (i32, u32), to: (i32, u32)) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(from.0, from.1, 1)?;
        let next = if to.1 == 12 { (to.0.checked_add(1)?, 1) } else { (to.0, to.1 + 1) };
        let last = NaiveDate::from_ymd_opt(next.0, next.1, 1)?.pred_opt()?;
        (first <= last).then_some(Self { from: first, to: last })
    }

    /// A month or several, as people write them: 2023-01..2023-03, 2023-05, 2023年1月至3月, 202301-202303, 2023.
    pub fn parse(said: &str) -> Option<Self> {
        let plain: String = fold_width(said)
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '月' | '份'))
            .map(|c| if matches!(c, '年' | '.' | '/') { '-' } else { c })
            .collect();
        let plain = plain.replace("--", "..").trim_end_matches('-').to_owned();
        let halves = ["..", "至", "到", "~", "—", "–"].iter().find_map(|sign| plain.split_once(sign));
        let (from, to) = match halves {
            Some((from, to)) => (month(from, None)?, Some(to)),
            None => match plain.split('-').collect::<Vec<_>>().as_slice() {
                [one] if one.len() == 4 => {
                    let year = one.parse().ok()?;
                    return Self::new((year, 1), (year, 12));
                }
                // 202301-202303, and 2023-1-3 as 2023年1-3月 becomes.
                [from, to] if from.len() == 6 && to.len() == 6 => (month(from, None)?, Some(*to)),
                [year, from, to] => {
                    let year = year.parse().ok()?;
                    return Self::new((year, from.parse().ok()?), (year, to.parse().ok()?));
                }
                _ => (month(&plain, None)?, None),
            },
        };
        let to = to.map_or(Some(from), |to| month(to, Some(from.0)))?;
        Self::new(from, to)
    }

    /// Whether they have a month in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// How many.
    pub fn count(self) -> u32 {
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
        u32::try_from(months(self.to) - months(self.from) + 1).unwrap_or(0)
    }

    /// As people write them: 2023-01..2023-03, or 2023-01.
    pub fn told(self) -> String {
        let month = |day: NaiveDate| format!("{:04}-{:02}", day.year(), day.month());
        if self.count() == 1 { month(self.from) } else { format!("{}..{}", month(self.from), month(self.to)) }
    }
}

/// 2023-01, 202301, or 3 in a year that is known.
fn month(said: &str, year: Option<i32>) -> Option<(i32, u32)> {
    let said = said.trim_matches('-');
    let (year, month) = if let Some((year, month)) = said.split_once('-') {
        (year.parse().ok()?, month.parse().ok()?)
    } else if said.len() == 6 && said.is_ascii() {
        let (year, month) = said.split_at(4);
        (year.parse().ok()?, month.parse().ok()?)
    } else {
        (year?, said.parse().ok()?)
    };
    ((1950..=2100).contains(&year) && (1..=12).contains(&month)).then_some((year, month))
}

/// The whole months after a death in what was paid, and the share of the sum that they bear, at most what is left of it; none
/// where there is none.
pub fn overpaid_months(paid: Months, died_on: NaiveDate, [sum, left]: [Fen; 2]) -> Option<(Months, Fen)> {
    let next = died_on.with_day(1)?.checked_add_months(chrono::Months::new(1))?;
    let over = Months { from: next.max(paid.from), to: paid.to };
    if over.from > over.to || left <= Fen::ZERO {
        return None;
    }
    let share = sum.get().checked_mul(i64::from(over.count()))?.checked_div(i64::from(paid.count()))?;
    Some((over, Fen::new(share).min(left)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_after_a_death_bear_their_share() {
        let paid = Months::parse("2023-01..2023-06").unwrap();
        let (sum, day) = (Fen::new(600_000), |text: &str| text.parse::<NaiveDate>().unwrap());
        for (died, left, told, share) in [
            ("2023-04-12", 600_000, "2023-05..2023-06", 200_000),
            ("2023-04-12", 150_000, "2023-05..2023-06", 150_000),
            ("2022-12-31", 600_000, "2023-01..2023-06", 600_000),
            ("2023-05-31", 600_000, "2023-06", 100_000),
        ] {
            let (over, fen) = overpaid_months(paid, day(died), [sum, Fen::new(left)]).unwrap();
            assert_eq!((over.told().as_str(), fen), (told, Fen::new(share)), "{died}");
        }
        assert_eq!(overpaid_months(paid, day("2023-06-01"), [sum, sum]), None);
        assert_eq!(overpaid_months(paid, day("2023-01-01"), [sum, Fen::ZERO]), None);
    }
}
