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

    /// A month or several, as people write them: 2023-01..2023-03, 2023-05, 2023年1月至3月, 2023.01-2023.03, 202301-202303,
    /// 2023年1、2、3月, 2023; a day, as a sheet keeps a month, is its month.
    pub fn parse(said: &str) -> Option<Self> {
        Self::parse_in(said, None)
    }

    /// As [`Self::parse`], where another place tells the year: 1-6月.
    pub fn parse_in(said: &str, year: Option<i32>) -> Option<Self> {
        let plain: String = fold_width(said).chars().filter(|c| !c.is_whitespace() && *c != '份').collect();
        let plain = plain.strip_suffix("T00:00:00").or(plain.strip_suffix("00:00:00")).unwrap_or(&plain);
        if let Some(whole) = plain
            .strip_suffix('年')
            .or(Some(plain))
            .filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return whole.parse().ok().and_then(|year| Self::new((year, 1), (year, 12)));
        }
        if plain.contains(['、', ',', ';']) {
            return listed(plain, year);
        }
        if let Some((from, to)) =
            ["..", "至", "到", "~", "——", "—", "–", "--"].iter().find_map(|sign| plain.split_once(sign))
        {
            let from = month(from, year)?;
            return Self::new(from, month(to, Some(from.0))?);
        }
        if let Some(one) = month(plain, year) {
            return Self::new(one, one);
        }
        // 2023年1-3月, 2023.01-2023.06, 202301-202303: a month on either side of one of the dashes.
        plain.match_indices('-').find_map(|(at, _)| {
            let from = month(plain.get(..at)?, year)?;
            let to = plain.get(at + 1..)?;
            // 2023-1-3 is a day to one and three months to another.
            let is_open = !plain.contains(['年', '月', '.', '/']) && !to.contains('-') && from.1 <= 12;
            let is_day = is_open && plain.len() < 13 && plain.matches('-').count() == 2;
            Self::new(from, month(to, Some(from.0))?).filter(|_| !is_day)
        })
    }

    /// January and October of 2024.1, which a sheet makes of 2024.10 too; none of what is no such thing.
    pub fn doubtful(said: &str) -> Option<[Self; 2]> {
        let plain: String = fold_width(said).chars().filter(|c| !c.is_whitespace()).collect();
        let year: i32 = plain.strip_suffix(".1").filter(|year| year.len() == 4)?.parse().ok()?;
        let month = |month| Self::new((year, month), (year, month));
        Some([month(1)?, month(10)?])
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

    /// The first days of each.
    pub fn each(self) -> impl Iterator<Item = NaiveDate> {
        (0..self.count()).filter_map(move |at| self.from.checked_add_months(chrono::Months::new(at)))
    }

    /// As people write them: 2023-01..2023-03, or 2023-01.
    pub fn told(self) -> String {
        let month = |day: NaiveDate| format!("{:04}-{:02}", day.year(), day.month());
        if self.count() == 1 { month(self.from) } else { format!("{}..{}", month(self.from), month(self.to)) }
    }
}

/// Months one after another, of one year: 2024年1、2、3月.
fn listed(said: &str, year: Option<i32>) -> Option<Months> {
    let mut all: Vec<(i32, u32)> = Vec::new();
    for part in said.split(['、', ',', ';']) {
        all.push(month(part, all.last().map(|last| last.0).or(year))?);
    }
    let follow = |two: &[(i32, u32)]| matches!(two, [one, next] if next.0 == one.0 && next.1 == one.1 + 1);
    let (first, last) = (all.first()?, all.last()?);
    all.windows(2).all(follow).then(|| Months::new(*first, *last))?
}

/// 2023-01, 2023年1月, 202301, 3 in a year that is known, or the month of a day.
fn month(said: &str, year: Option<i32>) -> Option<(i32, u32)> {
    let signs = ['年', '月', '日', '-', '.', '/'];
    let said = said.strip_suffix(['日', '月']).unwrap_or(said);
    let parts: Vec<&str> = said.split(signs).collect();
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let number = |part: &str| part.parse::<u32>().ok();
    let (year, month) = match *parts.as_slice() {
        [one] if one.len() == 6 || one.len() == 8 => {
            let (front, day) = one.split_at(6);
            let (year, month) = front.split_at(4);
            let is_day = day.is_empty() || number(day).is_some_and(|day| (1..=31).contains(&day));
            (year.parse().ok().filter(|_| is_day)?, number(month)?)
        }
        [one] if one.len() <= 2 => (year?, number(one)?),
        [year, month] if year.len() == 4 && month.len() <= 2 => (year.parse().ok()?, number(month)?),
        [year, month, day] if year.len() == 4 => (year.parse().ok()?, day_of(said, [year, month, day])?),
        _ => return None,
    };
    ((1950..=2100).contains(&year) && (1..=12).contains(&month)).then_some((year, month))
}

/// The month of a day, where it can be nothing else: 2024-02-10, 2024/3/1, 2024年3月1日. 2024-1-3 may be three months.
fn day_of(said: &str, [year, month, day]: [&str; 3]) -> Option<u32> {
    let signs: Vec<char> = said.chars().filter(|c| !c.is_ascii_digit()).collect();
    let in_full = month.len() == 2 && day.len() == 2;
    let is_day = match *signs.as_slice() {
        ['年', '月'] | ['/', '/'] | ['.', '.'] => true,
        ['-', '-'] => in_full,
        _ => false,
    };
    let [month, day] = [month, day].map(|part| part.parse::<u32>().ok());
    NaiveDate::from_ymd_opt(year.parse().ok()?, month?, day?).filter(|_| is_day)?;
    month
}

/// The whole months after a death in what was paid, and the share of the sum that they bear, without what was taken back of it
/// and at most what is left; none where there is none.
pub fn overpaid_months(
    paid: Months,
    died_on: NaiveDate,
    [sum, left, recovered]: [Fen; 3],
) -> Option<(Months, Fen)> {
    let next = died_on.with_day(1)?.checked_add_months(chrono::Months::new(1))?;
    let over = Months { from: next.max(paid.from), to: paid.to };
    if over.from > over.to {
        return None;
    }
    let share = sum.get().checked_mul(i64::from(over.count()))?.checked_div(i64::from(paid.count()))?;
    let owed = Fen::new(share.checked_sub(recovered.get())?).min(left);
    (owed > Fen::ZERO).then_some((over, owed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_after_a_death_bear_their_share() {
        let paid = Months::parse("2023-01..2023-06").unwrap();
        let (sum, day) = (Fen::new(600_000), |text: &str| text.parse::<NaiveDate>().unwrap());
        for (died, left, recovered, told, share) in [
            ("2023-04-12", 600_000, 0, "2023-05..2023-06", 200_000),
            ("2023-04-12", 150_000, 0, "2023-05..2023-06", 150_000),
            ("2022-12-31", 600_000, 0, "2023-01..2023-06", 600_000),
            ("2023-05-31", 600_000, 0, "2023-06", 100_000),
            // What was taken back is owed no more.
            ("2023-04-12", 450_000, 150_000, "2023-05..2023-06", 50_000),
        ] {
            let sums = [sum, Fen::new(left), Fen::new(recovered)];
            let (over, fen) = overpaid_months(paid, day(died), sums).unwrap();
            assert_eq!((over.told().as_str(), fen), (told, Fen::new(share)), "{died}");
        }
        let back = [sum, Fen::new(400_000), Fen::new(200_000)];
        assert_eq!(overpaid_months(paid, day("2023-04-12"), back), None);
        assert_eq!(overpaid_months(paid, day("2023-06-01"), [sum, sum, Fen::ZERO]), None);
        assert_eq!(overpaid_months(paid, day("2023-01-01"), [sum, Fen::ZERO, Fen::ZERO]), None);
    }
}
