//! The whole report of a year: a line a figure with the year before beside it, each of which opens what it is made of; the money
//! as bars. The list of work and the line that writes it down open from here.

mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod view;

use chrono::Datelike as _;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::app::work_query::WorkDeed;
use crate::domain::departing::DocumentQuery;
use crate::domain::document::Block;
use crate::domain::export::ListQuery;
use crate::domain::holiday::FIRST_YEAR;
use crate::domain::money::Fen;
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::text::CleanText;
use crate::domain::year_report::{FigureEntry, ReportLine, YearReport, lines};
use crate::lang::year_report;
use crate::ui::text;
use keys::YEAR;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&YEAR],
    opens_with: Some(keys::GO),
    open: |to, cx| to.is_main(&YEAR).then(|| Box::new(YearScreen::new(cx)) as Box<dyn Screen>),
};

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Lines,
    /// The paragraphs.
    Text,
    Bars,
    /// What the chosen figure is made of.
    Behind,
}

/// The report.
#[derive(Debug)]
struct YearScreen {
    year: i32,
    shown: Shown,
    report: Option<YearReport>,
    before: Option<YearReport>,
    lines: Vec<ReportLine>,
    behind: Vec<FigureEntry>,
    waiting: Pending<Box<YearReport>>,
    waiting_before: Pending<Box<YearReport>>,
    waiting_behind: Pending<Vec<FigureEntry>>,
    line: Cursor,
    bar: Cursor,
    text: Cursor,
    entry: Cursor,
}

/// Lines of the list: the body without tabs, heads, a blank line and two lines of notes.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(5))
}

impl YearScreen {
    fn new(cx: &ViewContext) -> Self {
        Self {
            year: cx.today.year(),
            shown: Shown::default(),
            report: None,
            before: None,
            lines: Vec::new(),
            behind: Vec::new(),
            waiting: Pending::default(),
            waiting_before: Pending::default(),
            waiting_behind: Pending::default(),
            line: Cursor::default(),
            bar: Cursor::default(),
            text: Cursor::default(),
            entry: Cursor::default(),
        }
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::year_report(self.year));
        self.waiting_before.ask(out, ask::year_report(self.year - 1));
        if let Some(line) = self.lines.get(self.line.at).filter(|_| self.shown == Shown::Behind) {
            self.waiting_behind.ask(out, ask::figure_entries(self.year, line.name.clone()));
        }
    }

    fn turn(&mut self, cx: &ViewContext, by: i32, out: &mut Outbox<'_>) {
        let year = self.year + by;
        if year > cx.today.year() {
            out.say(Severity::Plain, texts::of(cx.lang).no_later);
        } else if year < FIRST_YEAR {
            out.say(Severity::Plain, texts::of(cx.lang).no_earlier);
        } else {
            self.year = year;
            (self.line, self.bar) = (Cursor::default(), Cursor::default());
            (self.text, self.entry) = (Cursor::default(), Cursor::default());
            if self.shown == Shown::Behind {
                self.shown = Shown::Lines;
            }
            self.ask(out);
        }
    }

    /// The bars as lines: a title, or a label with its number and what it is told as.
    fn bars(&self, cx: &ViewContext) -> Vec<BarLine> {
        let mut lines = Vec::new();
        for block in self.report.iter().flat_map(|report| year_report::bars(cx.lang, report)) {
            if let Block::Bars { title, bars } = block {
                let most = bars.iter().map(|(_, fen, _)| *fen).max().unwrap_or_default();
                lines.push(BarLine::Title(title));
                lines.extend(bars.into_iter().map(|(label, fen, told)| BarLine::Bar {
                    label,
                    fen,
                    most,
                    told,
                }));
            }
        }
        lines
    }

    /// The paragraphs as lines of a width: whether each is a heading, and what it says.
    fn paragraphs(&self, cx: &ViewContext) -> Vec<(bool, String)> {
        let cells = usize::from(cx.size.0.saturating_sub(4)).min(WIDEST_TEXT);
        let mut lines = Vec::new();
        for block in self.report.iter().flat_map(|report| year_report::paragraphs(cx.lang, report)) {
            match block {
                Block::Heading(said) => {
                    if !lines.is_empty() {
                        lines.push((false, String::new()));
                    }
                    lines.push((true, said));
                }
                Block::Paragraph(said) => {
                    lines.extend(text::wrap(&said, cells).into_iter().map(|line| (false, line)));
                }
                Block::Table(_) | Block::Bars { .. } => {}
            }
        }
        lines
    }

    fn count(&self, cx: &ViewContext) -> usize {
        match self.shown {
            Shown::Lines => self.lines.len(),
            Shown::Text => self.paragraphs(cx).len(),
            Shown::Bars => self.bars(cx).len(),
            Shown::Behind => self.behind.len(),
        }
    }

    fn cursor(&mut self) -> &mut Cursor {
        match self.shown {
            Shown::Lines => &mut self.line,
            Shown::Text => &mut self.text,
            Shown::Bars => &mut self.bar,
            Shown::Behind => &mut self.entry,
        }
    }
}

/// Cells of a line of the paragraphs at most: longer ones are hard to read.
const WIDEST_TEXT: usize = 100;

/// A line of the bars.
#[derive(Debug)]
enum BarLine {
    Title(String),
    Bar { label: String, fen: i64, most: i64, told: String },
}

impl Screen for YearScreen {
    fn context(&self) -> &'static KeyContext {
        &YEAR
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ADD => out.open(Destination::WorkLine(Box::new(WorkDeed::Add))),
            keys::LIST => out.open(Destination::WorkList(self.year)),
            ScreenAction::LEFT => self.turn(cx, -1, out),
            ScreenAction::RIGHT => self.turn(cx, 1, out),
            ScreenAction::EXPORT => out.open(match self.lines.get(self.line.at) {
                Some(line) if self.shown == Shown::Behind => {
                    let (year, figure) = (self.year, CleanText::shown(&line.name));
                    Destination::Export(Box::new(ListQuery::Figure { year, figure }))
                }
                Some(_) | None => Destination::ExportDocument(DocumentQuery::Year(self.year)),
            }),
            ScreenAction::NEXT => {
                self.shown = match self.shown {
                    Shown::Lines | Shown::Behind => Shown::Text,
                    Shown::Text => Shown::Bars,
                    Shown::Bars => Shown::Lines,
                };
            }
            ScreenAction::PREVIOUS => {
                self.shown = match self.shown {
                    Shown::Lines | Shown::Behind => Shown::Bars,
                    Shown::Bars => Shown::Text,
                    Shown::Text => Shown::Lines,
                };
            }
            ScreenAction::ACCEPT if self.shown == Shown::Lines => {
                if let Some(line) = self.lines.get(self.line.at) {
                    self.waiting_behind.ask(out, ask::figure_entries(self.year, line.name.clone()));
                    self.behind = Vec::new();
                    self.entry = Cursor::default();
                    self.shown = Shown::Behind;
                }
            }
            ScreenAction::ACCEPT if self.shown == Shown::Behind => {
                if let Some(entry) = self.behind.get(self.entry.at) {
                    // Whom it is for; without anybody what was spent stands among the payments, what was done in the list of work.
                    out.open(match entry.who.parse() {
                        Ok(id) => Destination::Person(id),
                        Err(_) if entry.amount != Fen::ZERO => Destination::Payments(None),
                        Err(_) => Destination::WorkList(self.year),
                    });
                }
            }
            ScreenAction::BACK if self.shown == Shown::Behind => self.shown = Shown::Lines,
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        action != Action::Do(ScreenAction::ACCEPT)
            || (self.shown == Shown::Lines && !self.lines.is_empty())
            || (self.shown == Shown::Behind && !self.behind.is_empty())
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        let count = self.count(cx);
        let cursor = self.cursor();
        let before = *cursor;
        cursor.go(how, count, list_rows(cx));
        if *cursor == before {
            out.say(Severity::Plain, texts::of(cx.lang).no_more);
        }
        Handled::Yes
    }

    fn go_to_tab(&mut self, _cx: &ViewContext, at: usize, _out: &mut Outbox<'_>) {
        self.shown = [Shown::Lines, Shown::Text, Shown::Bars].get(at).copied().unwrap_or_default();
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(report) = self.waiting.take(reply) {
            self.lines = lines(&report);
            self.report = Some(*report);
            self.line.fit(self.lines.len(), list_rows(cx));
        } else if let Some(before) = self.waiting_before.take(reply) {
            self.before = Some(*before);
        } else if let Some(behind) = self.waiting_behind.take(reply) {
            self.behind = behind;
            self.entry.fit(self.behind.len(), list_rows(cx));
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if matches!(op, Op::AddWork(_)) {
            out.say(Severity::Good, texts::of(cx.lang).written);
        }
        self.ask(out);
    }

    fn refresh(&mut self, _cx: &ViewContext, _changed: Changed, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        let count = self.count(cx);
        self.cursor().fit(count, list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
