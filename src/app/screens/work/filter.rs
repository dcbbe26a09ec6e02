//! The filter of the list of work: kind, year, month, township, and only what goes on.

use chrono::{Datelike as _, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::view::month_name;
use super::{WorkChoice, texts};
use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::screens::narrowing::{Narrowed, Narrowing, turned};
use crate::domain::holiday::FIRST_YEAR;
use crate::domain::place::Township;
use crate::lang::{fill, work};

/// A line of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WorkFilterLine {
    Kind,
    Year,
    Month,
    Place,
    Open,
}

const LINES: [WorkFilterLine; 5] = [
    WorkFilterLine::Kind,
    WorkFilterLine::Year,
    WorkFilterLine::Month,
    WorkFilterLine::Place,
    WorkFilterLine::Open,
];

/// What follows an action.
pub(super) enum Step {
    /// The filter stays open.
    Stay,
    /// It closes and nothing changes.
    Cancel,
    /// It closes and lists this.
    Apply(WorkChoice),
}

/// The filter while it is open.
#[derive(Debug)]
pub(super) struct FilterPopup {
    choice: WorkChoice,
    narrowing: Narrowing,
    townships: Vec<Township>,
    today: NaiveDate,
}

impl FilterPopup {
    pub(super) fn new(choice: WorkChoice, townships: Vec<Township>, today: NaiveDate) -> Self {
        Self { choice, narrowing: Narrowing::new(LINES.len()), townships, today }
    }

    pub(super) fn go(&mut self, how: Move) {
        self.narrowing.go(how);
    }

    /// What follows an action; none if the filter does not know it.
    pub(super) fn act(&mut self, action: ScreenAction) -> Option<Step> {
        match self.narrowing.act(action)? {
            Narrowed::Stay => {}
            Narrowed::Turn(by) => self.turn(by),
            Narrowed::Clear => self.choice = WorkChoice::default(),
            Narrowed::Cancel => return Some(Step::Cancel),
            Narrowed::Apply => return Some(Step::Apply(self.choice.clone())),
        }
        Some(Step::Stay)
    }

    fn turn(&mut self, by: isize) {
        let choice = &mut self.choice;
        match LINES.get(self.narrowing.line) {
            Some(WorkFilterLine::Kind) => choice.turn_kind(by),
            Some(WorkFilterLine::Year) => {
                let years: Vec<i32> = (FIRST_YEAR..=self.today.year()).collect();
                choice.year = turned(&years, choice.year.as_ref(), by);
            }
            Some(WorkFilterLine::Month) => {
                let months: Vec<u32> = (1..=12).collect();
                choice.month = turned(&months, choice.month.as_ref(), by);
                // A month is one of a year.
                choice.year = choice.year.or_else(|| choice.month.map(|_| self.today.year()));
            }
            Some(WorkFilterLine::Place) => {
                let places: Vec<_> =
                    self.townships.iter().map(|one| (one.code.clone(), one.name.clone())).collect();
                choice.place = turned(&places, choice.place.as_ref(), by);
            }
            Some(WorkFilterLine::Open) => choice.open = !choice.open,
            None => {}
        }
        if choice.year.is_none() {
            choice.month = None;
        }
    }

    pub(super) fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let lines: Vec<(&str, String)> = LINES.iter().map(|line| self.words(cx, *line)).collect();
        self.narrowing.view(cx, (texts.filter_title, texts.filter_hint), &lines, (area, buf));
    }

    fn words(&self, cx: &ViewContext, line: WorkFilterLine) -> (&'static str, String) {
        let texts = texts::of(cx.lang);
        let choice = &self.choice;
        match line {
            WorkFilterLine::Kind => {
                let kind = choice.kind.map_or(texts.all, |kind| work::kind(cx.lang, kind));
                (texts.filter_kind, kind.to_owned())
            }
            WorkFilterLine::Year => {
                let year = choice.year.map(|year| fill(texts.year, &[&year]));
                (texts.filter_year, year.unwrap_or_else(|| texts.all_years.to_owned()))
            }
            WorkFilterLine::Month => {
                let month = choice.month.map(|month| month_name(cx, month));
                (texts.filter_month, month.unwrap_or_else(|| texts.whole_year.to_owned()))
            }
            WorkFilterLine::Place => {
                let place = choice.place.as_ref().map(|(_, name)| name.to_string());
                (texts.filter_place, place.unwrap_or_else(|| texts.all_places.to_owned()))
            }
            WorkFilterLine::Open => {
                let said = if choice.open { texts.open_only } else { texts.every };
                (texts.filter_open, said.to_owned())
            }
        }
    }
}
