//! How far the yearly confirmation has come: a line a township with its weeks as columns, and behind each who was not seen yet.

mod form;
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
use crate::app::list::{Cursor, List};
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::{WorkAsk, WorkTold, ask};
use crate::app::screen::{Bar, Handled, Screen, ScreenDef};
use crate::app::screens::listing;
use crate::domain::export::ListQuery;
use crate::domain::holiday::FIRST_YEAR;
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::page::Start;
use crate::domain::place::TownshipCode;
use crate::domain::text::CleanText;
use crate::domain::work::confirm::{ConfirmLine, ConfirmProgress, UnseenQuery, UnseenRow};
use crate::lang::{confirm as said, fill};
use form::ConfirmForm;
use keys::{FORM, UNSEEN, WEEKS};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&WEEKS, &UNSEEN, &FORM],
    opens_with: None,
    open: |to, cx| {
        if let Destination::ConfirmOne { year, recipient, name } = to {
            return Some(Box::new(ConfirmForm::new(cx, *year, *recipient, name.clone())));
        }
        let Destination::Confirmations(year) = to else { return None };
        Some(Box::new(ConfirmScreen::new(*year)) as Box<dyn Screen>)
    },
};

/// Who was not seen yet, of one township or of all.
#[derive(Debug)]
struct Unseen {
    township: Option<TownshipCode>,
    name: CleanText,
    list: List<UnseenRow>,
    page: Pending<Box<WorkTold>>,
}

/// The screen.
#[derive(Debug)]
struct ConfirmScreen {
    year: i32,
    progress: Option<ConfirmProgress>,
    awaited: Pending<Box<WorkTold>>,
    cursor: Cursor,
    unseen: Option<Unseen>,
}

/// Lines of the list: the body without its title, its heads, a blank line and the note.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(4))
}

impl ConfirmScreen {
    fn new(year: i32) -> Self {
        Self { year, progress: None, awaited: Pending::default(), cursor: Cursor::default(), unseen: None }
    }

    /// The townships, and the sum of all.
    fn lines(&self, cx: &ViewContext) -> Vec<ConfirmLine> {
        let Some(progress) = self.progress.as_ref().filter(|progress| !progress.lines.is_empty()) else {
            return Vec::new();
        };
        let sum = ConfirmLine { township: said::of(cx.lang).all.into(), ..progress.sum() };
        progress.lines.iter().cloned().chain([sum]).collect()
    }

    fn query(&self, cx: &ViewContext, start: Start, limit: Option<u32>) -> UnseenQuery {
        let township = match &self.unseen {
            Some(unseen) => unseen.township.clone(),
            None => self.lines(cx).get(self.cursor.at).and_then(|line| line.code.clone()),
        };
        UnseenQuery { year: self.year, on: cx.today, township, start, limit }
    }

    fn ask(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.awaited.ask(out, ask::work(WorkAsk::Progress(self.year)));
        if let Some(unseen) = &mut self.unseen {
            let start = unseen.list.reload();
            self.ask_page(cx, start, out);
        }
    }

    fn ask_page(&mut self, cx: &ViewContext, start: Start, out: &mut Outbox<'_>) {
        let limit = self.unseen.as_ref().map(|unseen| unseen.list.limit(list_rows(cx)));
        let query = self.query(cx, start, limit);
        if let Some(unseen) = &mut self.unseen {
            unseen.page.ask(out, ask::work(WorkAsk::Unseen(Box::new(query))));
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
            self.progress = None;
            self.cursor = Cursor::default();
            self.ask(cx, out);
        }
    }

    fn list_unseen(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(line) = self.lines(cx).into_iter().nth(self.cursor.at) else { return };
        self.unseen = Some(Unseen {
            township: line.code,
            name: line.township,
            list: List::default(),
            page: Pending::default(),
        });
        self.ask_page(cx, Start::First, out);
    }

    fn chosen(&self) -> Option<&UnseenRow> {
        self.unseen.as_ref().and_then(|unseen| unseen.list.chosen())
    }
}

impl Screen for ConfirmScreen {
    fn context(&self) -> &'static KeyContext {
        if self.unseen.is_some() { &UNSEEN } else { &WEEKS }
    }

    fn main_context(&self) -> &'static KeyContext {
        &WEEKS
    }

    fn bar(&self) -> Option<Bar> {
        let unseen = self.unseen.as_ref()?;
        Some(Bar { on: unseen.list.chosen().map(|row| row.id), top: unseen.list.top() })
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(cx, out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::EXPORT => {
                let query = ListQuery::Unseen(self.query(cx, Start::First, None));
                out.open(Destination::Export(Box::new(query)));
            }
            ScreenAction::ACCEPT if self.unseen.is_none() => self.list_unseen(cx, out),
            ScreenAction::ACCEPT => {
                if let Some(row) = self.chosen() {
                    out.open(Destination::Person(row.id));
                }
            }
            ScreenAction::ADD if self.unseen.is_some() => {
                if let Some(row) = self.chosen() {
                    let (year, recipient, name) = (self.year, row.id, row.name.clone());
                    out.open(Destination::ConfirmOne { year, recipient, name });
                }
            }
            ScreenAction::LEFT if self.unseen.is_none() => self.turn(cx, -1, out),
            ScreenAction::RIGHT if self.unseen.is_none() => self.turn(cx, 1, out),
            ScreenAction::BACK if self.unseen.is_some() => self.unseen = None,
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, cx: &ViewContext, action: Action) -> bool {
        if self.unseen.is_some() {
            let on_row = listing::acts_on_row(action) || action == Action::Do(ScreenAction::ADD);
            return self.chosen().is_some() || !on_row;
        }
        !self.lines(cx).is_empty() || !listing::acts_on_row(action)
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        if let Some(unseen) = &mut self.unseen {
            if let Some(start) = unseen.list.go(how, list_rows(cx)) {
                self.ask_page(cx, start, out);
            }
            return Handled::Yes;
        }
        let before = self.cursor;
        let count = self.lines(cx).len();
        self.cursor.go(how, count, list_rows(cx));
        if self.cursor == before {
            out.say(Severity::Plain, texts::of(cx.lang).no_more);
        }
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(told) = self.awaited.take(reply) {
            if let WorkTold::Progress(progress) = *told {
                self.progress = Some(progress);
                let count = self.lines(cx).len();
                self.cursor.fit(count, list_rows(cx));
            }
        } else if let Some(unseen) = &mut self.unseen
            && let Some(told) = unseen.page.take(reply)
            && let WorkTold::Unseen(page) = *told
        {
            unseen.list.take(page, list_rows(cx));
            unseen.list.scroll(list_rows(cx), |_, _| false);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        let Op::AddWork(rows) = op else { return };
        let listed = self.unseen.iter().flat_map(|unseen| unseen.list.rows());
        let whom = |id| listed.clone().find(|one| Some(one.id) == id).map(|one| one.name.clone());
        if let Some(name) = rows.first().and_then(|row| whom(row.recipient)) {
            out.say(Severity::Good, fill(texts::of(cx.lang).written, &[&name, &self.year]));
        }
    }

    fn refresh(&mut self, cx: &ViewContext, _changed: Changed, out: &mut Outbox<'_>) {
        self.ask(cx, out);
    }

    fn resized(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let count = self.lines(cx).len();
        self.cursor.fit(count, list_rows(cx));
        if self.unseen.is_some() {
            self.ask(cx, out);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match &self.unseen {
            Some(unseen) => self.draw_unseen(cx, unseen, area, buf),
            None => self.draw_weeks(cx, area, buf),
        }
        None
    }
}
