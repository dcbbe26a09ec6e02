//! The report of a calendar year, whose every figure opens its entries, and the progress of the round.

mod keys;
mod progress;
mod table;
#[cfg(test)]
mod tests;
mod texts;
mod view;

use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::app::screens::listing::Cursor;
use crate::domain::holiday::FIRST_YEAR;
use crate::domain::op::Changed;
use crate::domain::report::Report;
use crate::domain::text::CleanText;
use keys::REPORT;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&REPORT],
    opens_with: Some(keys::GO),
    open: |to, cx| to.is_main(&REPORT).then(|| Box::new(State::new(cx)) as Box<dyn Screen>),
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
pub struct State {
    tab: Tab,
    year: i32,
    report: Option<Report>,
    waiting: Pending<Box<Report>>,
    line: Cursor,
    scope: Cursor,
}

/// Lines of the list: the body without tabs, head line, a blank line, heads, and the note.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(6))
}

impl State {
    /// The report of this year.
    pub fn new(cx: &ViewContext) -> Self {
        Self {
            tab: Tab::default(),
            year: cx.today.year(),
            report: None,
            waiting: Pending::default(),
            line: Cursor::default(),
            scope: Cursor::default(),
        }
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::report(self.year));
    }

    fn turn_year(&mut self, cx: &ViewContext, by: i32, out: &mut Outbox<'_>) {
        let year = self.year + by;
        if year > cx.today.year() {
            out.say(Severity::Plain, texts::of(cx.lang).no_later);
        } else if self.tab == Tab::Year && year >= FIRST_YEAR {
            self.year = year;
            self.line = Cursor::default();
            self.ask(out);
        }
    }

    fn lines(&self, cx: &ViewContext) -> Vec<table::Line> {
        self.report.as_ref().map_or_else(Vec::new, |report| table::lines(cx.lang, report))
    }

    fn move_cursor(&mut self, cx: &ViewContext, how: Move) {
        let height = list_rows(cx);
        match self.tab {
            Tab::Year => self.line.go(how, self.lines(cx).len(), height),
            Tab::Progress => self.scope.go(how, progress::lines(cx).len(), height),
        }
    }

    fn accept(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.tab {
            Tab::Year => {
                if let Some(line) = self.lines(cx).into_iter().nth(self.line.at) {
                    out.open(Destination::Entries(line.figure));
                }
            }
            Tab::Progress => {
                let line = progress::lines(cx).into_iter().nth(self.scope.at);
                if let (Some(line), Some(code)) = (line, cx.code()) {
                    let name = CleanText::shown(&line.name);
                    out.open(Destination::Due { round: code, scope: line.scope, name });
                }
            }
        }
    }
}

impl Screen for State {
    fn context(&self) -> &'static KeyContext {
        &REPORT
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::LEFT => self.turn_year(cx, -1, out),
            ScreenAction::RIGHT => self.turn_year(cx, 1, out),
            ScreenAction::NEXT | ScreenAction::PREVIOUS => {
                self.tab = match self.tab {
                    Tab::Year => Tab::Progress,
                    Tab::Progress => Tab::Year,
                };
            }
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.move_cursor(cx, how);
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(report) = self.waiting.take(reply) {
            self.report = Some(*report);
            self.line.fit(self.lines(cx).len(), list_rows(cx));
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.ledger {
            self.ask(out);
        }
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.line.fit(self.lines(cx).len(), list_rows(cx));
        self.scope.fit(cx.scopes.len(), list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
