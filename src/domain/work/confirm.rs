//! The yearly confirmation (年度确认): everybody with a category is seen once a year, within a window that has weeks.

use chrono::{Days, NaiveDate};

use crate::domain::ids::RecipientId;
use crate::domain::page::{RowKey, Start};
use crate::domain::place::TownshipCode;
use crate::domain::text::CleanText;

/// How far a year's confirmation has come by the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmProgress {
    /// The year.
    pub year: i32,
    /// When people are confirmed.
    pub window: ConfirmWindow,
    /// The day.
    pub on: NaiveDate,
    /// The first and the last day of each week, from the first of the window to that of the day or the last of the window.
    pub weeks: Vec<[NaiveDate; 2]>,
    /// By township, in the order of their codes.
    pub lines: Vec<ConfirmLine>,
}

/// When people are confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfirmWindow {
    /// The first day.
    pub opens: NaiveDate,
    /// The last day.
    pub due_until: NaiveDate,
}

impl ConfirmWindow {
    /// Its weeks up to the one that holds `on`: seven days each from the first day on, the last one cut where the window ends.
    pub fn weeks(self, on: NaiveDate) -> Vec<[NaiveDate; 2]> {
        let mut weeks = Vec::new();
        let mut first = self.opens;
        while first <= self.due_until && first <= on {
            let last = first.checked_add_days(Days::new(6)).unwrap_or(first);
            weeks.push([first, last.min(self.due_until)]);
            let Some(next) = last.succ_opt() else { break };
            first = next;
        }
        weeks
    }
}

/// A township. Whoever is to be seen was seen before the window, in one of its weeks or behind it, or is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfirmLine {
    /// Its code; none of the sum of all.
    pub code: Option<TownshipCode>,
    /// Its name.
    pub township: CleanText,
    /// Who is to be seen.
    pub planned: u64,
    /// Who was confirmed.
    pub confirmed: u64,
    /// Who was not confirmed, but seen at a call.
    pub seen: u64,
    /// Who was first seen before the window opened.
    pub before: u64,
    /// Who was first seen in each week of the window.
    pub weeks: Vec<u64>,
    /// Who was first seen after the window had ended.
    pub after: u64,
}

impl ConfirmLine {
    /// Who was not seen yet.
    pub fn open(&self) -> u64 {
        self.planned - self.confirmed - self.seen
    }

    /// Adds somebody: first seen on a day, if at all, and whether by a confirmation.
    pub fn add(
        &mut self,
        sight: Option<NaiveDate>,
        confirmed: bool,
        progress: (&ConfirmWindow, &[[NaiveDate; 2]]),
    ) {
        let (window, weeks) = progress;
        self.weeks.resize(weeks.len(), 0);
        self.planned += 1;
        let Some(sight) = sight else { return };
        self.confirmed += u64::from(confirmed);
        self.seen += u64::from(!confirmed);
        let week = weeks.iter().position(|[first, last]| (*first..=*last).contains(&sight));
        if sight < window.opens {
            self.before += 1;
        } else if let Some(count) = week.and_then(|week| self.weeks.get_mut(week)) {
            *count += 1;
        } else {
            self.after += 1;
        }
    }

    /// Adds another line to a sum.
    pub fn plus(&mut self, other: &Self) {
        self.planned += other.planned;
        self.confirmed += other.confirmed;
        self.seen += other.seen;
        self.before += other.before;
        self.after += other.after;
        self.weeks.resize(other.weeks.len().max(self.weeks.len()), 0);
        for (count, more) in self.weeks.iter_mut().zip(&other.weeks) {
            *count += more;
        }
    }
}

impl ConfirmLine {
    /// Who was first seen in the last `shown` weeks, each, behind all that came before them; who was seen behind the window
    /// stands last where the window has ended.
    pub fn columns(&self, shown: usize) -> (u64, Vec<u64>) {
        let (early, late) = self.weeks.split_at(self.weeks.len().saturating_sub(shown));
        (self.before + early.iter().sum::<u64>(), late.to_vec())
    }
}

impl ConfirmProgress {
    /// All townships together.
    pub fn sum(&self) -> ConfirmLine {
        let mut sum = ConfirmLine { weeks: vec![0; self.weeks.len()], ..ConfirmLine::default() };
        self.lines.iter().for_each(|line| sum.plus(line));
        sum
    }
}

/// A page of those who were not seen yet, by township, village and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnseenQuery {
    /// In which year.
    pub year: i32,
    /// By the end of which day.
    pub on: NaiveDate,
    /// Only of this township.
    pub township: Option<TownshipCode>,
    /// Where the page begins.
    pub start: Start,
    /// Rows at most; none for all.
    pub limit: Option<u32>,
}

/// Somebody who was not seen yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnseenRow {
    /// Who.
    pub id: RecipientId,
    /// The place in the list.
    pub key: RowKey,
    /// The name.
    pub name: CleanText,
    /// The name of the township.
    pub township: CleanText,
    /// The village; empty if unknown.
    pub village: CleanText,
    /// Categories held in the year, as many as there are.
    pub categories: Vec<CleanText>,
    /// The year in which they were last confirmed.
    pub last: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_are_those_of_the_window_and_everybody_stands_in_one_place() {
        let window = ConfirmWindow { opens: day("2023-03-01"), due_until: day("2023-03-20") };
        let weeks = |on: &str| -> Vec<[String; 2]> {
            window.weeks(day(on)).iter().map(|week| week.map(|day| day.to_string())).collect()
        };
        assert_eq!(weeks("2023-02-28"), Vec::<[String; 2]>::new());
        assert_eq!(weeks("2023-03-08"), [["2023-03-01", "2023-03-07"], ["2023-03-08", "2023-03-14"]]);
        assert_eq!(weeks("2023-12-31").last().unwrap(), &["2023-03-15", "2023-03-20"]);
        let all = window.weeks(day("2023-12-31"));
        let mut line = ConfirmLine::default();
        for (sight, confirmed) in [
            (Some("2023-02-10"), false),
            (Some("2023-03-07"), true),
            (Some("2023-03-20"), true),
            (Some("2023-03-21"), false),
            (None, false),
        ] {
            line.add(sight.map(day), confirmed, (&window, &all));
        }
        assert_eq!((line.before, line.weeks.as_slice(), line.after), (1, &[1, 0, 1][..], 1));
        assert_eq!((line.planned, line.confirmed, line.seen, line.open()), (5, 2, 2, 1));
        let mut sum = ConfirmLine::default();
        sum.plus(&line);
        sum.plus(&line);
        assert_eq!((sum.weeks.iter().sum::<u64>(), sum.open()), (4, 2));
    }
}
