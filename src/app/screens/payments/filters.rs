//! By what the list of payments is narrowed, and the popup in which that is chosen.

use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::texts;
use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::screens::narrowing::{Narrowed, Narrowing, turned};
use crate::domain::payment::figures::PaymentQuery;
use crate::domain::place::{Township, TownshipCode};
use crate::domain::programme::{Programme, fund_key};
use crate::domain::text::CleanText;
use crate::lang::fill;

/// Years back that are turned through: the last is the earliest in which a register can have paid.
const YEARS: i32 = 10;

/// What is chosen of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filters {
    this_year: i32,
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) programme: Option<CleanText>,
    pub(super) township: Option<TownshipCode>,
    pub(super) fund: Option<CleanText>,
}

impl Filters {
    pub(super) fn new(cx: &ViewContext, this_year_only: bool) -> Self {
        let this_year = cx.today.year();
        Self { this_year, year: this_year_only.then_some(this_year), ..Self::default() }
    }

    pub(super) fn query(&self) -> PaymentQuery {
        PaymentQuery {
            year: self.year,
            month: self.year.zip(self.month),
            programme: self.programme.clone(),
            township: self.township.clone(),
            fund: self.fund.clone(),
            ..PaymentQuery::default()
        }
    }

    fn years(&self) -> Vec<i32> {
        (self.this_year - YEARS..=self.this_year).collect()
    }

    /// The year before or after; all years stand behind the last one. Whether there is another.
    pub(super) fn turn_year(&mut self, by: isize) -> bool {
        let years = self.years();
        let at = self.year.map_or(Some(years.len()), |year| years.iter().position(|one| *one == year));
        let to = at.and_then(|at| at.checked_add_signed(by)).filter(|to| *to <= years.len());
        let Some(to) = to else { return false };
        self.year = years.get(to).copied();
        if self.year.is_none() {
            self.month = None;
        }
        true
    }
}

/// A line of the popup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PaymentFilterLine {
    Year,
    Month,
    Programme,
    Township,
    Fund,
}

/// Of everybody's payments.
const LINES: [PaymentFilterLine; 5] = [
    PaymentFilterLine::Year,
    PaymentFilterLine::Month,
    PaymentFilterLine::Programme,
    PaymentFilterLine::Township,
    PaymentFilterLine::Fund,
];
/// Of those of one person.
const PERSON_LINES: [PaymentFilterLine; 4] = [
    PaymentFilterLine::Year,
    PaymentFilterLine::Month,
    PaymentFilterLine::Programme,
    PaymentFilterLine::Fund,
];

/// What can be chosen.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    pub(super) programmes: Vec<Programme>,
    pub(super) townships: Vec<Township>,
}

impl Choices {
    pub(super) fn programme(&self, code: &CleanText) -> String {
        let known = self.programmes.iter().find(|one| one.code == *code);
        known.map_or_else(|| code.to_string(), |one| one.name.to_string())
    }

    pub(super) fn township(&self, code: &TownshipCode) -> String {
        let known = self.townships.iter().find(|one| one.code == *code);
        known.map_or_else(|| code.to_string(), |one| one.name.to_string())
    }

    /// The funds of a programme, or of all, each once.
    fn funds(&self, programme: Option<&CleanText>) -> Vec<CleanText> {
        let own = self.programmes.iter().filter(|one| programme.is_none_or(|code| *code == one.code));
        let mut funds: Vec<CleanText> = Vec::new();
        for fund in own.flat_map(|one| &one.funds) {
            if !funds.iter().any(|known| fund_key(known) == fund_key(fund)) {
                funds.push(fund.clone());
            }
        }
        funds
    }
}

/// The popup while it is open.
#[derive(Debug)]
pub(super) struct FilterPopup {
    filters: Filters,
    choices: Choices,
    narrowing: Narrowing,
    lines: &'static [PaymentFilterLine],
}

/// What follows an action.
pub(super) enum FilterStep {
    /// The filter stays open.
    Stay,
    /// It closes, and lists this, or what was listed.
    Close(Option<Filters>),
}

impl FilterPopup {
    pub(super) fn new(filters: Filters, choices: Choices, of_person: bool) -> Self {
        let lines: &[PaymentFilterLine] = if of_person { &PERSON_LINES } else { &LINES };
        Self { filters, choices, narrowing: Narrowing::new(lines.len()), lines }
    }

    pub(super) fn go(&mut self, how: Move) {
        self.narrowing.go(how);
    }

    /// What follows an action; none if the filter does not know it.
    pub(super) fn act(&mut self, action: ScreenAction) -> Option<FilterStep> {
        match self.narrowing.act(action)? {
            Narrowed::Stay => {}
            Narrowed::Turn(by) => self.turn(by),
            Narrowed::Clear => {
                self.filters = Filters { this_year: self.filters.this_year, ..Filters::default() };
            }
            Narrowed::Cancel => return Some(FilterStep::Close(None)),
            Narrowed::Apply => return Some(FilterStep::Close(Some(self.filters.clone()))),
        }
        Some(FilterStep::Stay)
    }

    fn turn(&mut self, by: isize) {
        let (filters, choices) = (&mut self.filters, &self.choices);
        match self.lines.get(self.narrowing.line) {
            Some(PaymentFilterLine::Year) => {
                filters.year = turned(&filters.years(), filters.year.as_ref(), by);
            }
            Some(PaymentFilterLine::Month) => {
                let months: Vec<u32> = (1..=12).collect();
                filters.month = turned(&months, filters.month.as_ref(), by);
                // A month is one of a year.
                filters.year = filters.year.or_else(|| filters.month.map(|_| filters.this_year));
            }
            Some(PaymentFilterLine::Programme) => {
                let codes: Vec<_> = choices.programmes.iter().map(|one| one.code.clone()).collect();
                filters.programme = turned(&codes, filters.programme.as_ref(), by);
                // A fund is one of the programme.
                let funds = choices.funds(filters.programme.as_ref());
                let known = |fund: &CleanText| funds.iter().any(|one| fund_key(one) == fund_key(fund));
                filters.fund = filters.fund.take().filter(known);
            }
            Some(PaymentFilterLine::Township) => {
                let codes: Vec<_> = choices.townships.iter().map(|one| one.code.clone()).collect();
                filters.township = turned(&codes, filters.township.as_ref(), by);
            }
            Some(PaymentFilterLine::Fund) => {
                let funds = choices.funds(filters.programme.as_ref());
                filters.fund = turned(&funds, filters.fund.as_ref(), by);
            }
            None => {}
        }
        if filters.year.is_none() {
            filters.month = None;
        }
    }

    pub(super) fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let lines: Vec<(&str, String)> = self.lines.iter().map(|line| self.words(cx, *line)).collect();
        self.narrowing.view(cx, (texts.filter_title, texts.filter_hint), &lines, (area, buf));
    }

    fn words(&self, cx: &ViewContext, line: PaymentFilterLine) -> (&'static str, String) {
        let texts = texts::of(cx.lang);
        let (filters, choices) = (&self.filters, &self.choices);
        match line {
            PaymentFilterLine::Year => {
                let year = filters.year.map(|year| fill(texts.year, &[&year]));
                (texts.filter_year, year.unwrap_or_else(|| texts.all_years.to_owned()))
            }
            PaymentFilterLine::Month => {
                let month = filters.month.map(|month| fill(texts.month_alone, &[&month]));
                (texts.filter_month, month.unwrap_or_else(|| texts.whole_year.to_owned()))
            }
            PaymentFilterLine::Programme => {
                let name = filters.programme.as_ref().map(|code| choices.programme(code));
                (texts.programme, name.unwrap_or_else(|| texts.all_programmes.to_owned()))
            }
            PaymentFilterLine::Township => {
                let name = filters.township.as_ref().map(|code| choices.township(code));
                (texts.place, name.unwrap_or_else(|| texts.all_places.to_owned()))
            }
            PaymentFilterLine::Fund => {
                let name = filters.fund.as_ref().map(ToString::to_string);
                (texts.filter_fund, name.unwrap_or_else(|| texts.all_funds.to_owned()))
            }
        }
    }
}
