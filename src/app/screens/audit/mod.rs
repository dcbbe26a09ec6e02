//! The audit: what its rules find, with the answers to it; and the acts, newest first.

mod acts;
mod findings;
mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use chrono::Datelike;

use crate::app::context::ViewContext;
use crate::app::list::{Cursor, List};
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::query::ask;
use crate::app::screen::{Screen, ScreenDef};
use crate::domain::audit::act::{ActLine, ActQuery};
use crate::domain::audit::{AuditQuery, Audited, Finding, Span};
use crate::domain::page::{Page, Start};
use crate::domain::round_card::RoundCard;
use crate::domain::undo::UndoLook;
use crate::lang::{fill, words};
use keys::{ACTS, AUDIT};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&AUDIT, &ACTS],
    opens_with: Some(keys::GO),
    open: |to, _| to.is_main(&AUDIT).then(|| Box::new(AuditScreen::default()) as Box<dyn Screen>),
};

/// A tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Findings,
    Acts,
}

/// To what the acts are narrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Narrowed {
    #[default]
    Not,
    /// Those of today.
    Today,
    /// The acts about somebody, by the row that was chosen.
    Person(ActLine),
    /// Those of its day.
    Day(ActLine),
    /// Those of its account.
    Actor(ActLine),
}

/// The audit.
#[derive(Debug, Default)]
pub struct AuditScreen {
    tab: Tab,
    span: Span,
    audited: Option<Audited>,
    waiting: Pending<Box<Audited>>,
    cursor: Cursor,
    narrowed: Narrowed,
    list: List<ActLine>,
    page: Pending<Page<ActLine>>,
    rounds: Pending<Vec<RoundCard>>,
    /// What undoes the act that was chosen for it.
    undoing: Pending<Box<UndoLook>>,
    /// The year in which the first round opened.
    first_year: Option<i32>,
}

/// Lines of the list: the body without tabs, heads, a blank line and the foot of three lines.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(6))
}

impl AuditScreen {
    fn findings(&self) -> &[Finding] {
        self.audited.as_ref().map_or(&[], |audited| &audited.findings)
    }

    fn chosen(&self) -> Option<&Finding> {
        self.findings().get(self.cursor.at)
    }

    /// What can be looked at, in the order in which Left and Right go through it: years to the left, as in the report.
    fn spans(&self, cx: &ViewContext) -> Vec<Span> {
        let this = cx.today.year();
        let first = self.first_year.map_or(this, |first| first.min(this));
        let mut spans: Vec<Span> = (first..=this).map(Span::Year).collect();
        spans.extend(cx.code().map(Span::Round));
        spans.push(Span::All);
        spans
    }

    fn span_name(&self, cx: &ViewContext) -> String {
        let texts = texts::of(cx.lang);
        match self.span {
            Span::All => texts.all.to_owned(),
            Span::Round(code) => words::round(cx.lang, code),
            Span::Year(year) => fill(texts.year, &[&year]),
        }
    }

    fn turn_span(&mut self, cx: &ViewContext, by: isize, out: &mut Outbox<'_>) {
        let spans = self.spans(cx);
        let at = spans.iter().position(|span| *span == self.span).unwrap_or_default();
        let Some(span) = at.checked_add_signed(by).and_then(|at| spans.get(at)) else {
            let texts = texts::of(cx.lang);
            return out.say(Severity::Plain, if by < 0 { texts.no_earlier } else { texts.no_before });
        };
        self.span = *span;
        self.cursor = Cursor::default();
        self.audited = None;
        self.list.restart();
        self.ask(cx, out);
    }

    /// Asks for what the open tab shows.
    fn ask(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.tab {
            Tab::Findings => self.waiting.ask(out, ask::audit(AuditQuery { span: self.span, rule: None })),
            Tab::Acts => {
                let start = self.list.reload();
                self.ask_page(cx, start, out);
            }
        }
    }

    /// The acts that are listed.
    fn act_query(&self, cx: &ViewContext) -> ActQuery {
        let mut query = ActQuery { span: self.span, ..ActQuery::default() };
        match &self.narrowed {
            Narrowed::Not => {}
            Narrowed::Today => query.day = Some(cx.today),
            Narrowed::Person(line) => query.person = line.recipient,
            Narrowed::Day(line) => query.day = Some(line.on),
            Narrowed::Actor(line) => query.actor = Some(line.actor.clone()),
        }
        query
    }

    fn ask_page(&mut self, cx: &ViewContext, start: Start, out: &mut Outbox<'_>) {
        let limit = Some(self.list.limit(list_rows(cx)));
        self.page.ask(out, ask::acts(ActQuery { start, limit, ..self.act_query(cx) }));
    }

    fn go_to(&mut self, cx: &ViewContext, tab: Tab, out: &mut Outbox<'_>) {
        self.tab = tab;
        let known = match tab {
            Tab::Findings => self.audited.is_some(),
            Tab::Acts => self.list.loaded(),
        };
        if !known {
            self.ask(cx, out);
        }
    }
}
