//! The report of a calendar year, whose every figure opens its entries, and the progress of the round.

mod progress;
mod table;
#[cfg(test)]
mod tests;
mod view;

use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::ctx::Ctx;
use crate::app::keymap::Place;
use crate::app::layer::{Layer, Out, Tone, Waiting};
use crate::app::msg::{Answered, Ask, Deed, Move, Ticket};
use crate::app::screens::listing::Cursor;
use crate::app::screens::{due, ledger};
use crate::domain::holiday::FIRST_YEAR;
use crate::domain::op::Changed;
use crate::domain::report::Report;
use crate::domain::text::CleanText;
use crate::lang::report as texts;

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
    waiting: Waiting,
    line: Cursor,
    scope: Cursor,
}

/// Lines of the list: the body without tabs, head line, a blank line, heads, and the note.
fn list_rows(cx: &Ctx) -> usize {
    usize::from(cx.body_rows().saturating_sub(6))
}

impl State {
    /// The report of this year.
    pub fn new(cx: &Ctx) -> Self {
        Self {
            tab: Tab::default(),
            year: cx.today.year(),
            report: None,
            waiting: Waiting::default(),
            line: Cursor::default(),
            scope: Cursor::default(),
        }
    }

    fn ask(&mut self, out: &mut Out<'_>) {
        self.waiting.ask(out, Ask::Report(self.year));
    }

    fn turn_year(&mut self, cx: &Ctx, by: i32, out: &mut Out<'_>) {
        let year = self.year + by;
        if year > cx.today.year() {
            out.say(Tone::Plain, texts::texts(cx.lang).no_later);
        } else if self.tab == Tab::Year && year >= FIRST_YEAR {
            self.year = year;
            self.line = Cursor::default();
            self.ask(out);
        }
    }

    fn lines(&self, cx: &Ctx) -> Vec<table::Line> {
        self.report.as_ref().map_or_else(Vec::new, |report| table::lines(cx.lang, report))
    }

    fn go(&mut self, cx: &Ctx, how: Move) {
        let height = list_rows(cx);
        match self.tab {
            Tab::Year => self.line.go(how, self.lines(cx).len(), height),
            Tab::Progress => self.scope.go(how, progress::lines(cx).len(), height),
        }
    }

    fn accept(&self, cx: &Ctx, out: &mut Out<'_>) {
        match self.tab {
            Tab::Year => {
                if let Some(line) = self.lines(cx).into_iter().nth(self.line.at) {
                    out.push(ledger::State::behind(cx, line.figure));
                }
            }
            Tab::Progress => {
                let line = progress::lines(cx).into_iter().nth(self.scope.at);
                if let (Some(line), Some(code)) = (line, cx.code()) {
                    out.push(due::State::within(code, line.scope, CleanText::shown(&line.name)));
                }
            }
        }
    }
}

impl Layer for State {
    fn place(&self) -> Place {
        Place::Report
    }

    fn enter(&mut self, _cx: &Ctx, out: &mut Out<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &Ctx, deed: Deed, out: &mut Out<'_>) {
        match deed {
            Deed::Move(how) => self.go(cx, how),
            Deed::Left => self.turn_year(cx, -1, out),
            Deed::Right => self.turn_year(cx, 1, out),
            Deed::Next | Deed::Previous => {
                self.tab = match self.tab {
                    Tab::Year => Tab::Progress,
                    Tab::Progress => Tab::Year,
                };
            }
            Deed::Accept => self.accept(cx, out),
            Deed::Back => out.pop(),
            Deed::Record
            | Deed::Search
            | Deed::Filter
            | Deed::Edit
            | Deed::Create
            | Deed::Reverse
            | Deed::Status
            | Deed::Unmask
            | Deed::Discard
            | Deed::FolderUp => {}
        }
    }

    fn answered(&mut self, cx: &Ctx, ticket: Ticket, answer: Answered, _out: &mut Out<'_>) {
        if self.waiting.takes(ticket)
            && let Answered::Report(report) = answer
        {
            self.report = Some(*report);
            self.line.fit(self.lines(cx).len(), list_rows(cx));
        }
    }

    fn refresh(&mut self, _cx: &Ctx, changed: Changed, out: &mut Out<'_>) {
        if changed.ledger {
            self.ask(out);
        }
    }

    fn resized(&mut self, cx: &Ctx, _out: &mut Out<'_>) {
        self.line.fit(self.lines(cx).len(), list_rows(cx));
        self.scope.fit(cx.scopes.len(), list_rows(cx));
    }

    fn view(&self, cx: &Ctx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
