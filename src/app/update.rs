//! What every message does. No catch-all arms: a new message must be placed.

use super::keymap;
use super::layer::{EVERYTHING, Layer, Navigation, Outbox, Pending, Severity};
use super::msg::{
    Action, Effect, GlobalAction, Go, JobReport, Msg, Query, QueryResult, RequestId, ScreenAction,
};
use super::screens::{self, Screen, confirm, help, reason};
use super::{App, Entry, told};
use crate::app::context::ViewContext;
use crate::app::keymap::KeyContext;
use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::round::Round;
use crate::lang::{app as texts, errors};
use crate::ui::key::Key;

/// The layer number of the app's own questions.
const SELF: u32 = 0;

impl App {
    /// Folds one message; answers what is to be done, in order.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        self.unseen = false;
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => {
                if self.cx.has_room() {
                    self.said = None;
                    self.with_top(|layer, cx, out| layer.pasted(cx, &text, out));
                }
            }
            Msg::Resized(columns, rows) => {
                self.cx.size = (columns, rows);
                self.with_all(|layer, cx, out| layer.resized(cx, out));
            }
            Msg::Day(day) => {
                self.cx.today = day;
                if self.cx.banner.is_some() {
                    self.ask_current();
                }
            }
            Msg::QueryResult(ticket, answer) => self.answered(ticket, *answer),
            Msg::NoAnswer(_, why) | Msg::NotOpened(why) => {
                self.say(Severity::Bad, errors::text(self.cx.lang, &why));
            }
            Msg::Committed(op, receipt) => self.committed(&op, &receipt),
            Msg::NotCommitted(op, why) => self.not_committed(&op, &why),
            Msg::Opened => {
                let import = matches!(self.top(), Some(Screen::First(first)) if first.wants_import());
                self.open();
                if import {
                    self.go(Go::Import);
                }
            }
            Msg::Job(report) => {
                self.with_all(|layer, cx, out| layer.job(cx, &report, out));
                if matches!(&report, JobReport::Imported(tally) if tally.written) {
                    self.ask_current();
                }
            }
        }
        std::mem::take(&mut self.effects)
    }

    /// Whether the last message changed nothing that is drawn.
    pub fn unseen(&self) -> bool {
        self.unseen
    }

    fn key(&mut self, key: Key) {
        let Some(layer) = self.stack.last().map(|entry| entry.screen.layer()) else { return };
        let typed = layer.wants_text() && matches!(key, Key::Char(_));
        let action = if typed { None } else { keymap::action(layer.place(), key) };
        match action {
            Some(Action::GlobalAction(whole)) => self.whole(whole),
            // Where nothing can be drawn, nothing is done unseen.
            _ if !self.cx.has_room() => {}
            Some(Action::Go(go)) => {
                self.said = None;
                self.go(go);
            }
            Some(Action::Do(deed)) => {
                if !matches!(deed, ScreenAction::Move(_)) {
                    self.said = None;
                }
                self.with_top(|layer, cx, out| layer.act(cx, deed, out));
            }
            None => {
                if typed {
                    self.said = None;
                }
                self.with_top(|layer, cx, out| layer.typed(cx, key, out));
            }
        }
    }

    fn whole(&mut self, whole: GlobalAction) {
        match whole {
            GlobalAction::Help => {
                let place =
                    self.stack.last().map_or(KeyContext::Roster, |entry| entry.screen.layer().place());
                if place == KeyContext::Help {
                    self.pop();
                } else {
                    self.push(help::State::new(place).into());
                }
            }
            GlobalAction::UndoLast => self.undo_last(),
            GlobalAction::Redraw => self.effects.push(Effect::Redraw),
            GlobalAction::Suspend => self.effects.push(Effect::Suspend),
            GlobalAction::Quit => {
                let asked = matches!(self.top(), Some(Screen::Confirm(_)));
                if !asked && self.stack.iter().any(|entry| entry.screen.layer().loses()) {
                    self.push(confirm::State::quit(&self.cx).into());
                } else {
                    self.effects.push(Effect::Quit);
                }
            }
        }
    }

    fn undo_last(&mut self) {
        let prompting = matches!(self.top(), Some(Screen::Reason(_) | Screen::Confirm(_)));
        match &self.recorded {
            _ if prompting => {}
            Some(recorded) => {
                let prompt = reason::State::reverse(&self.cx, recorded.entry, &recorded.what);
                self.push(prompt.into());
            }
            None => self.say(Severity::Plain, texts::texts(self.cx.lang).nothing_to_undo),
        }
    }

    /// Goes to a main screen: back to it if it lies on the stack, else a new one on top.
    fn go(&mut self, go: Go) {
        if go == Go::Search {
            self.stack.truncate(1);
            self.with_top(|layer, cx, out| layer.act(cx, ScreenAction::Search, out));
            return;
        }
        let place = screens::place_of(go);
        if let Some(at) = self.stack.iter().position(|entry| entry.screen.layer().place() == place) {
            self.stack.truncate(at + 1);
        } else if let Some(screen) = screens::open(go, &self.cx) {
            self.push(screen);
        }
    }

    fn answered(&mut self, ticket: RequestId, answer: QueryResult) {
        if ticket.layer != SELF {
            // The asker may be gone: then the answer is stale.
            if let Some(at) = self.stack.iter().position(|entry| entry.id == ticket.layer) {
                self.with(at, |layer, cx, out| layer.answered(cx, ticket, answer, out));
            }
            return;
        }
        if self.current.takes(ticket) {
            if let QueryResult::Current(current) = answer {
                self.natural = current.round.as_ref().map(|round| round.code);
                self.cx.banner = Some(current.banner);
                self.work_in(current.round);
            } else if let QueryResult::Round(card) = answer {
                self.work_in(Some(card.round));
            }
        } else if self.scopes.takes(ticket) {
            if let QueryResult::Scopes(scopes) = answer {
                self.cx.scopes = scopes;
            }
        } else if self.waiting_drafts.takes(ticket)
            && let QueryResult::Drafts(drafts) = answer
        {
            self.drafts = drafts.len();
        }
    }

    fn committed(&mut self, op: &Op, receipt: &Receipt) {
        if let Some(text) = told::committed(self.cx.lang, op, receipt) {
            self.say(Severity::Good, text);
        }
        match op {
            Op::Record(recording) if recording.outcome.gives() => {
                self.recorded = Some(told::recorded(self.cx.lang, recording));
            }
            Op::Reverse { of, .. } if self.recorded.as_ref().is_some_and(|last| last.entry == *of) => {
                self.recorded = None;
            }
            Op::Record(_)
            | Op::Reverse { .. }
            | Op::CreateRound(_)
            | Op::ChangeRound(_)
            | Op::Edit { .. }
            | Op::SetStatus { .. }
            | Op::UndoStatus { .. }
            | Op::SaveDraft(_)
            | Op::DropDraft(_)
            | Op::Unmask { .. } => {}
        }
        self.with_all(|layer, cx, out| layer.committed(cx, op, receipt, out));
        if receipt.changed.rounds || matches!(op, Op::Record(_)) && !self.round_created() {
            self.ask_current();
        } else {
            self.refresh(receipt.changed);
        }
    }

    fn round_created(&self) -> bool {
        self.cx.round.as_ref().is_some_and(|round| round.created)
    }

    fn not_committed(&mut self, op: &Op, why: &RegisterError) {
        let mut told = false;
        self.with_top(|layer, cx, out| told = layer.refused(cx, op, why, out));
        if !told {
            self.say(Severity::Bad, errors::text(self.cx.lang, why));
        }
    }

    /// Asks which round concerns the day, or for the one that was chosen instead; everything else
    /// follows from the answer.
    pub(super) fn ask_current(&mut self) {
        self.ask(self.picked.map_or(Query::Current, Query::Round), |app| &mut app.current);
    }

    /// Works in another round from now on, or in the same one after it changed.
    fn work_in(&mut self, round: Option<Round>) {
        self.cx.round = round;
        self.refresh(EVERYTHING);
    }

    /// Asks anew for what the frame shows, and lets every layer do the same.
    fn refresh(&mut self, changed: Changed) {
        if changed.people || changed.ledger || changed.rounds {
            let round = self.cx.code();
            self.ask(Query::Scopes { round }, |app| &mut app.scopes);
        }
        if changed.drafts || changed.ledger {
            self.ask(Query::Drafts, |app| &mut app.waiting_drafts);
        }
        if changed != Changed::default() {
            self.with_all(|layer, cx, out| layer.refresh(cx, changed, out));
        }
    }

    fn ask(&mut self, ask: Query, slot: impl FnOnce(&mut Self) -> &mut Pending) {
        let mut out = Outbox::new(SELF, &mut self.serial);
        let mut waiting = Pending::default();
        waiting.ask(&mut out, ask);
        let effects = out.effects;
        *slot(self) = waiting;
        self.effects.extend(effects);
    }

    pub(super) fn say(&mut self, tone: Severity, text: impl Into<String>) {
        self.said = Some(super::layer::Notice { text: text.into(), tone });
    }

    fn top(&self) -> Option<&Screen> {
        self.stack.last().map(|entry| &entry.screen)
    }

    pub(super) fn push(&mut self, screen: Screen) {
        self.layers += 1;
        self.stack.push(Entry { id: self.layers, screen });
        self.with_top(|layer, cx, out| layer.enter(cx, out));
    }

    fn pop(&mut self) {
        if self.stack.len() > 1 {
            self.stack.pop();
        }
    }

    fn choose(&mut self, id: RecipientId) {
        self.with_top(|layer, cx, out| layer.choose(cx, id, out));
    }

    fn with_top(&mut self, work: impl FnOnce(&mut dyn Layer, &ViewContext, &mut Outbox<'_>)) {
        if let Some(top) = self.stack.len().checked_sub(1) {
            self.with(top, work);
        }
    }

    fn with_all(&mut self, mut work: impl FnMut(&mut dyn Layer, &ViewContext, &mut Outbox<'_>)) {
        for at in 0..self.stack.len() {
            self.with(at, &mut work);
        }
    }

    /// Lets the layer at `at` work, then carries out what it put out.
    fn with(&mut self, at: usize, work: impl FnOnce(&mut dyn Layer, &ViewContext, &mut Outbox<'_>)) {
        let Some(entry) = self.stack.get_mut(at) else { return };
        let mut out = Outbox::new(entry.id, &mut self.serial);
        work(entry.screen.layer_mut(), &self.cx, &mut out);
        let Outbox { effects, turns, said, recorded, unseen, .. } = out;
        self.effects.extend(effects);
        self.unseen = unseen;
        if said.is_some() {
            self.said = said;
        }
        if recorded.is_some() {
            self.recorded = recorded;
        }
        for turn in turns {
            match turn {
                Navigation::Push(screen) => self.push(screen),
                Navigation::Pop => self.pop(),
                Navigation::Replace(screen) => {
                    self.stack.pop();
                    self.push(screen);
                }
                Navigation::Go(go) => self.go(go),
                Navigation::Choose(id) => self.choose(id),
                Navigation::UseRound(round) => {
                    self.picked = Some(round.code).filter(|code| self.natural != Some(*code));
                    self.work_in(Some(round));
                }
                Navigation::Quit => self.effects.push(Effect::Quit),
            }
        }
    }
}
