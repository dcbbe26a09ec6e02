//! The progress of the round by township, in whole numbers.

use super::texts;
use crate::app::context::ViewContext;
use crate::domain::due::{self, DueState, Standing};
use crate::domain::list::ScopeLine;
use crate::domain::money::Fen;
use crate::domain::place::Scope;

/// Cells of a progress bar at most.
pub(super) const BAR: usize = 20;

/// One line of the progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) scope: Scope,
    pub(super) name: String,
    /// Everybody who is in the round.
    pub(super) plan: u64,
    pub(super) done: u64,
    /// Open and not overdue.
    pub(super) open: u64,
    /// Open and overdue.
    pub(super) late: u64,
    /// Of those, failed calls that left the item open.
    pub(super) missed: u64,
    /// Closed with a reason.
    pub(super) closed: u64,
    pub(super) given: Fen,
    pub(super) planned: Fen,
}

impl Line {
    fn add(&mut self, other: &Self) {
        self.plan += other.plan;
        self.done += other.done;
        self.open += other.open;
        self.late += other.late;
        self.missed += other.missed;
        self.closed += other.closed;
        self.given = self.given.plus(other.given);
        self.planned = self.planned.plus(other.planned);
    }

    /// What the tab of the exceptions lists.
    pub(super) fn exceptions(&self) -> u64 {
        self.missed + self.closed
    }

    /// Visited of planned, in whole percent, never rounded up; none without a plan.
    pub(super) fn percent(&self) -> Option<u64> {
        (self.done * 100).checked_div(self.plan)
    }

    /// The bar in a room of `cells`.
    pub(super) fn bar(&self, cells: usize, full: &str, empty: &str) -> String {
        let cells = cells.min(BAR);
        let wide = u64::try_from(cells).unwrap_or_default();
        let filled = (self.done * wide).checked_div(self.plan).unwrap_or_default();
        let filled = usize::try_from(filled).unwrap_or(cells).min(cells);
        full.repeat(filled) + &empty.repeat(cells - filled)
    }
}

/// The lines of a round that is created: all people and units first, the townships, the units last.
pub(super) fn lines(cx: &ViewContext) -> Vec<Line> {
    let Some(round) = cx.round.as_ref().filter(|round| round.created) else { return Vec::new() };
    let late = due::state(Standing::Open(None), &round.window, cx.today) == DueState::Overdue;
    let mut lines: Vec<Line> = cx.scopes.iter().map(|scope| line(cx, scope, late)).collect();
    // The register counts people and units apart; the list of the whole banner holds both.
    if let [all, .., units] = lines.as_mut_slice() {
        all.add(units);
    }
    lines
}

fn line(cx: &ViewContext, of: &ScopeLine, late: bool) -> Line {
    let texts = texts::of(cx.lang);
    Line {
        scope: of.scope.clone(),
        name: match of.scope {
            Scope::Banner => texts.banner.to_owned(),
            Scope::Units => texts.units.to_owned(),
            Scope::Township(_) => of.name.to_string(),
        },
        plan: of.open + of.done + of.closed,
        done: of.done,
        open: if late { 0 } else { of.open },
        late: if late { of.open } else { 0 },
        missed: of.missed,
        closed: of.closed,
        given: of.given,
        planned: of.planned,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn done_of(done: u64, plan: u64) -> Line {
        Line {
            scope: Scope::Units,
            name: String::new(),
            plan,
            done,
            open: plan - done,
            late: 0,
            missed: 0,
            closed: 0,
            given: Fen::ZERO,
            planned: Fen::ZERO,
        }
    }

    #[test]
    fn bars_and_percent_of_the_example() {
        for (done, plan, percent, filled) in [(14, 26, 53, 10), (4, 11, 36, 7), (3, 8, 37, 7), (4, 8, 50, 10)]
        {
            let line = done_of(done, plan);
            assert_eq!(line.percent(), Some(percent));
            assert_eq!(line.bar(40, "#", "."), "#".repeat(filled) + &".".repeat(BAR - filled));
        }
        assert_eq!(done_of(0, 0).percent(), None);
        assert_eq!(done_of(0, 0).bar(4, "#", "."), "....");
    }

    proptest! {
        #[test]
        fn a_bar_is_full_only_when_all_is_done(plan in 1u64..100_000, part in 0u64..100_000, cells in 1usize..30) {
            let done = part.min(plan);
            let line = done_of(done, plan);
            let bar = line.bar(cells, "#", ".");
            prop_assert_eq!(bar.len(), cells.min(BAR));
            prop_assert_eq!(bar.contains('.'), done < plan);
            prop_assert_eq!(line.percent() == Some(100), done == plan);
        }
    }
}
