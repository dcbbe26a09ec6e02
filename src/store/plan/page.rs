//! A page of a plan, as its screen lists it.

use chrono::NaiveDate;

use super::lines::Reader;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::page::{Page, Start};
use crate::domain::plan::{PlanFilter, PlanLine};
use crate::domain::round_progress::{ProgressBy, ProgressListQuery, ProgressQuery};
use crate::store::file::error::Result;
use crate::store::register::Store;
use crate::store::rounds;

/// Rows read at once to fill a page of which the filter takes a part.
const STRIDE: u32 = 200;

impl Store {
    /// A page of the lines of a plan, by township, village and name, people before units.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn plan_page(
        &self,
        code: RoundCode,
        filter: &PlanFilter,
        start: Start,
        limit: u32,
        today: NaiveDate,
    ) -> Result<Page<PlanLine>> {
        let _state = self.state()?;
        let round = rounds::load(&self.conn, code)?;
        if !round.created {
            return self.derived_page(code, filter, &start, limit, today);
        }
        let back = matches!(start, Start::Last | Start::Before(_));
        let elsewhere = !matches!(start, Start::First | Start::Last);
        let reader = Reader::new(&self.conn, &round, self.past(&round, today)?)?;
        let of = ProgressQuery { round: code, by: ProgressBy::Township, day: today };
        let mut query = ProgressListQuery {
            of,
            part: None,
            state: None,
            start,
            limit: limit.max(STRIDE).saturating_add(1),
        };
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let (mut lines, mut more) = (Vec::new(), false);
        'pages: loop {
            let mut page = self.progress_page(&query)?;
            let goes_on = if back { page.more_before } else { page.more_after };
            if back {
                page.rows.reverse();
            }
            let last = page.rows.last().map(|row| row.key.clone());
            for row in page.rows {
                let line = reader.line(row)?;
                if !filter.takes(&line) {
                    continue;
                }
                more = lines.len() == limit;
                if more {
                    break 'pages;
                }
                lines.push(line);
            }
            match last.filter(|_| goes_on) {
                Some(key) => query.start = if back { Start::Before(key) } else { Start::After(key) },
                None => break,
            }
        }
        if back {
            lines.reverse();
        }
        Ok(Page {
            rows: lines,
            more_before: if back { more } else { elsewhere },
            more_after: if back { elsewhere } else { more },
        })
    }

    /// A page of a round that nobody has created: its list has no index, so it is walked from the beginning.
    fn derived_page(
        &self,
        code: RoundCode,
        filter: &PlanFilter,
        start: &Start,
        limit: u32,
        today: NaiveDate,
    ) -> Result<Page<PlanLine>> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let (mut lines, mut seen, mut all, mut at) =
            (std::collections::VecDeque::new(), 0_usize, 0_usize, None);
        self.plan_lines(code, filter, today, |line| {
            let is_key = |key: &crate::domain::page::RowKey| key.no == line.row.key.no;
            let takes = match start {
                Start::First => lines.len() < limit,
                Start::After(_) => at.is_some() && lines.len() < limit,
                Start::At(key) => (at.is_some() || is_key(key)) && lines.len() < limit,
                Start::Before(key) => at.is_none() && !is_key(key),
                Start::Last => true,
            };
            if let Start::After(key) | Start::At(key) | Start::Before(key) = start
                && is_key(key)
            {
                at = Some(all);
            }
            all += 1;
            if takes {
                lines.push_back(line);
                seen = all;
                if lines.len() > limit {
                    lines.pop_front();
                }
            }
            Ok::<_, RegisterError>(())
        })?;
        let more_before = seen > lines.len();
        Ok(Page { more_before, more_after: seen < all, rows: lines.into() })
    }
}
