//! What the keys and the answers do to the report.

use super::keys::{BULLETIN, BULLETIN_OPEN, BY, LISTS, PROGRESS, REPORT};
use super::{ReportScreen, Tab, list_rows};
use crate::app::action::{MainScreen, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::outbox::Outbox;
use crate::app::pending::Reply;
use crate::app::screen::{Handled, Screen};
use crate::domain::departing::DocumentQuery;
use crate::domain::export::ListQuery;
use crate::domain::op::Changed;
use crate::domain::round_progress::ProgressQuery;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl Screen for ReportScreen {
    fn context(&self) -> &'static KeyContext {
        match self.tab {
            _ if self.bulletin.open => &BULLETIN,
            Tab::Year => &REPORT,
            Tab::Progress => &PROGRESS,
        }
    }

    fn main_context(&self) -> &'static KeyContext {
        &REPORT
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(cx, out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT | ScreenAction::BACK if self.bulletin.open => self.bulletin.close(),
            ScreenAction::EXPORT if self.bulletin.open => {
                if let Some(round) = cx.code() {
                    let day = self.day.unwrap_or(cx.today);
                    out.open(Destination::ExportDocument(DocumentQuery::Bulletin(round, day)));
                }
            }
            _ if self.bulletin.open => return Handled::No,
            BULLETIN_OPEN => self.open_bulletin(cx, out),
            ScreenAction::LEFT if self.tab == Tab::Progress => self.turn_day(cx, -1, out),
            ScreenAction::RIGHT if self.tab == Tab::Progress => self.turn_day(cx, 1, out),
            BY => self.turn_by(cx, out),
            LISTS => self.lists(cx, None, out),
            ScreenAction::LEFT => self.turn_year(cx, -1, out),
            ScreenAction::RIGHT => self.turn_year(cx, 1, out),
            // The tabs of the audit stand behind its own.
            ScreenAction::NEXT if self.tab == Tab::Progress => {
                out.open(Destination::Main(MainScreen::FINDINGS));
            }
            ScreenAction::PREVIOUS if self.tab == Tab::Year => out.open(Destination::Main(MainScreen::ACTS)),
            ScreenAction::NEXT | ScreenAction::PROGRESS => self.tab = Tab::Progress,
            ScreenAction::PREVIOUS | ScreenAction::YEAR => self.tab = Tab::Year,
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::EXPORT if self.tab == Tab::Progress => {
                if let Some(round) = cx.code() {
                    let query = ProgressQuery { round, by: self.by, day: self.day.unwrap_or(cx.today) };
                    out.open(Destination::Export(Box::new(ListQuery::Progress(query, None))));
                }
            }
            ScreenAction::EXPORT => out.open(Destination::ExportDocument(DocumentQuery::Year(self.year))),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        if !self.bulletin.open {
            self.move_cursor(cx, how);
        }
        Handled::Yes
    }

    fn go_to_tab(&mut self, _cx: &ViewContext, at: usize, out: &mut Outbox<'_>) {
        match at {
            0 => self.tab = Tab::Year,
            1 => self.tab = Tab::Progress,
            2 => out.open(Destination::Main(MainScreen::FINDINGS)),
            _ => out.open(Destination::Main(MainScreen::ACTS)),
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(report) = self.waiting.take(reply) {
            self.report = Some(*report);
            self.line.fit(self.lines(cx).len(), list_rows(cx));
        } else if let Some(card) = self.card.take(reply) {
            self.outside = card.outside;
        } else if let Some(told) = self.bulletin.asked.take(reply) {
            self.bulletin.told = Some(told);
        } else if let Some(parts) = self.asked_parts.take(reply) {
            self.parts = parts;
            self.scope.fit(self.progress_lines(cx).len(), list_rows(cx));
        } else {
            self.goods.answered(reply);
        }
    }

    fn refresh(&mut self, cx: &ViewContext, _changed: Changed, out: &mut Outbox<'_>) {
        // Whatever was written has a line in the audit, whose end is shown.
        self.ask(cx, out);
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.line.fit(self.lines(cx).len(), list_rows(cx));
        self.scope.fit(self.progress_lines(cx).len(), list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        if self.bulletin.open {
            self.bulletin.draw(cx, area, buf);
        }
        None
    }
}
