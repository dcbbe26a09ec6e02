//! The report of a calendar year, whose every figure opens its entries, and the progress of the round.

mod bulletin;
mod keys;
mod table;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use chrono::{Datelike, NaiveDate};

use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::plan_query::ProgressFigure;
use crate::app::query::ask;
use crate::app::screen::{Screen, ScreenDef};
use crate::app::screens::progress::{self, UnitGoods};
use crate::domain::holiday::FIRST_YEAR;
use crate::domain::place::Scope;
use crate::domain::report::Report;
use crate::domain::round_card::{OutsideSum, RoundCard};
use crate::domain::round_progress::{PartProgress, ProgressBy, ProgressPart, ProgressQuery, ProgressState};
use bulletin::BulletinPopup;
use keys::{PROGRESS, REPORT};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&REPORT, &PROGRESS, &keys::BULLETIN],
    opens_with: Some(keys::GO),
    open: |to, cx| to.is_main(&REPORT).then(|| Box::new(ReportScreen::new(cx)) as Box<dyn Screen>),
};

/// A tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Year,
    Progress,
}

/// The report.
#[derive(Debug)]
pub struct ReportScreen {
    tab: Tab,
    year: i32,
    report: Option<Report>,
    waiting: Pending<Box<Report>>,
    line: Cursor,
    scope: Cursor,
    /// What the units are given.
    goods: UnitGoods,
    /// Who was given something in the round without being on its list.
    outside: OutsideSum,
    card: Pending<Box<RoundCard>>,
    /// By what the progress is told, and of which day where that is not today.
    by: ProgressBy,
    day: Option<NaiveDate>,
    parts: Vec<PartProgress>,
    asked_parts: Pending<Vec<PartProgress>>,
    bulletin: BulletinPopup,
}

/// Lines of the list: the body without tabs, head line, a blank line, heads, the head of the register, and the note.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(7))
}

impl ReportScreen {
    /// The report of this year.
    pub fn new(cx: &ViewContext) -> Self {
        Self {
            tab: Tab::default(),
            year: cx.today.year(),
            report: None,
            waiting: Pending::default(),
            line: Cursor::default(),
            scope: Cursor::default(),
            goods: UnitGoods::default(),
            outside: OutsideSum::default(),
            card: Pending::default(),
            by: ProgressBy::default(),
            day: None,
            parts: Vec::new(),
            asked_parts: Pending::default(),
            bulletin: BulletinPopup::default(),
        }
    }

    fn ask(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::report(self.year));
        self.goods.ask(cx, out);
        if let Some(code) = cx.code().filter(|_| cx.has_round()) {
            self.card.ask(out, ask::round(code));
            if let Some(query) = self.query(cx) {
                self.asked_parts.ask(out, ask::round_progress(query));
            }
        }
    }

    /// What the progress asks, where the counts of every screen do not tell it: by another way, or of a day that is past.
    fn query(&self, cx: &ViewContext) -> Option<ProgressQuery> {
        let is_usual = self.by == ProgressBy::Township && self.day.is_none();
        let day = self.day.unwrap_or(cx.today);
        cx.code().filter(|_| !is_usual).map(|round| ProgressQuery { round, by: self.by, day })
    }

    /// The lines of the progress.
    fn progress_lines(&self, cx: &ViewContext) -> Vec<progress::ProgressLine> {
        match self.query(cx) {
            None => progress::lines(cx, &self.goods),
            Some(query) => progress::parts(cx, query.by, &self.parts),
        }
    }

    fn turn_by(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let at = ProgressBy::ALL.iter().position(|by| *by == self.by).unwrap_or_default();
        self.by = ProgressBy::ALL.get((at + 1) % ProgressBy::ALL.len()).copied().unwrap_or_default();
        (self.scope, self.parts) = (Cursor::default(), Vec::new());
        self.ask(cx, out);
    }

    fn turn_day(&mut self, cx: &ViewContext, by: i64, out: &mut Outbox<'_>) {
        let day = self.day.unwrap_or(cx.today).checked_add_signed(chrono::TimeDelta::days(by));
        let Some(day) = day.filter(|day| *day <= cx.today) else {
            return out.say(Severity::Plain, texts::of(cx.lang).no_later_day);
        };
        self.day = Some(day).filter(|day| *day < cx.today);
        self.ask(cx, out);
    }

    /// Opens the lists of the chosen line, a column each: first that of `state`.
    fn lists(&self, cx: &ViewContext, state: Option<ProgressState>, out: &mut Outbox<'_>) {
        let lines = self.progress_lines(cx);
        let Some((line, round)) = lines.get(self.scope.at).zip(cx.code()) else { return };
        let part = match (&line.part, &line.scope) {
            (Some(part), _) => Some(part.clone()),
            (None, Scope::Banner) => None,
            (None, Scope::Units) => Some(ProgressPart::Units),
            (None, Scope::Township(code)) => Some(ProgressPart::Township(code.clone())),
        };
        let of = ProgressQuery { round, by: self.by, day: self.day.unwrap_or(cx.today) };
        let figure = ProgressFigure { of, part, name: line.name.clone(), state };
        out.open(Destination::ProgressList(Box::new(figure)));
    }

    /// Opens the bulletin of the week that ends with the day.
    fn open_bulletin(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if let Some(round) = cx.code() {
            self.bulletin.open = true;
            self.bulletin.asked.ask(out, ask::bulletin(round, self.day.unwrap_or(cx.today)));
        }
    }

    fn turn_year(&mut self, cx: &ViewContext, by: i32, out: &mut Outbox<'_>) {
        let year = self.year + by;
        if year > cx.today.year() {
            out.say(Severity::Plain, texts::of(cx.lang).no_later);
        } else if year < FIRST_YEAR {
            out.say(Severity::Plain, texts::of(cx.lang).no_earlier);
        } else {
            self.year = year;
            self.line = Cursor::default();
            self.ask(cx, out);
        }
    }

    fn lines(&self, cx: &ViewContext) -> Vec<table::Line> {
        self.report.as_ref().map_or_else(Vec::new, |report| table::lines(cx.lang, report))
    }

    fn move_cursor(&mut self, cx: &ViewContext, how: Move) {
        let height = list_rows(cx);
        match self.tab {
            Tab::Year => self.line.go(how, self.lines(cx).len(), height),
            Tab::Progress => self.scope.go(how, self.progress_lines(cx).len(), height),
        }
    }

    fn accept(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.tab {
            Tab::Year => {
                if let Some(line) = self.lines(cx).into_iter().nth(self.line.at) {
                    out.open(Destination::Entries(line.figure));
                }
            }
            Tab::Progress if self.query(cx).is_some() => {
                let line = self.progress_lines(cx).into_iter().nth(self.scope.at);
                let late = line.is_some_and(|line| line.late > 0);
                self.lists(cx, Some(if late { ProgressState::Overdue } else { ProgressState::Due }), out);
            }
            Tab::Progress => {
                let lines = progress::lines(cx, &self.goods);
                if let Some(to) = lines.get(self.scope.at).and_then(|line| progress::leads_to(cx, line)) {
                    out.open(to);
                }
            }
        }
    }
}
