//! The stack of screens: what is opened, closed and lets work, and what a screen has put out.

use super::action::MainScreen;
use super::context::ViewContext;
use super::destination::Destination;
use super::effect::Effect;
use super::outbox::{Navigation, Outbox, Severity};
use super::query::ask;
use super::screen::{Role, Screen};
use super::screens;
use super::{App, StackedScreen};
use crate::domain::ids::RecipientId;
use crate::domain::money::grouped;
use crate::lang::{app as texts, fill};

impl App {
    /// Opens a screen on top; goes back to a main screen that lies on the stack.
    pub(super) fn open(&mut self, destination: &Destination) {
        if let Destination::Main(main) = destination {
            self.open_main(destination, *main);
        } else if !self.enter_beside(destination) {
            self.push(destination);
        }
    }

    fn open_main(&mut self, destination: &Destination, main: MainScreen) {
        // The roster and the first screen of a day lie at the bottom, whatever of its modes the roster is in.
        let base = [MainScreen::HOME.name, MainScreen::TODAY.name];
        let lies = |stacked: &StackedScreen| stacked.screen.main_context().name == main.name;
        if let Some(at) = self.stack.iter().position(lies) {
            self.cut(at + 1);
        } else {
            if base.contains(&main.name) {
                self.cut(1);
            }
            self.push(destination);
        }
        if let Some(action) = main.then {
            self.with_top(|screen, cx, out| {
                let _ = screen.act(cx, action, out);
            });
        }
    }

    /// Takes the screens above the first `stay` off the stack; marks that go with them are told.
    fn cut(&mut self, stay: usize) {
        let gone = self.stack.split_off(stay.min(self.stack.len()));
        let marked: usize = gone.iter().map(|stacked| stacked.screen.marked()).sum();
        if marked > 0 {
            let text = fill(texts::texts(self.cx.lang).marks_gone, &[&grouped(marked as u64)]);
            self.say(Severity::Plain, text);
        }
        for closed in gone {
            self.keep_closed(closed);
        }
    }

    /// Whether something is asked on top that is to be answered first.
    pub(super) fn prompts(&self) -> bool {
        let role = self.stack.last().map(|stacked| stacked.screen.role());
        matches!(role, Some(Role::Question | Role::Prompt))
    }

    pub(super) fn push(&mut self, destination: &Destination) {
        if let Some(screen) = screens::open(destination, &self.cx) {
            self.layers += 1;
            self.stack.push(StackedScreen { id: self.layers, screen });
            self.with_top(|screen, cx, out| screen.enter(cx, out));
        }
    }

    pub(super) fn pop(&mut self) {
        if self.stack.len() > 1
            && let Some(gone) = self.stack.pop()
        {
            self.put_beside(gone);
        }
    }

    /// Takes a screen off the stack, wherever it lies.
    pub(super) fn close(&mut self, id: u32) {
        if self.stack.len() > 1
            && let Some(at) = self.stack.iter().position(|stacked| stacked.id == id)
        {
            let gone = self.stack.remove(at);
            self.put_beside(gone);
        }
    }

    /// Lets the top screen, if it is a list, move its cursor to a recipient.
    pub(super) fn select(&mut self, recipient: RecipientId) {
        self.with_top(|screen, cx, out| screen.select(cx, recipient, out));
    }

    pub(super) fn with_top(&mut self, work: impl FnOnce(&mut dyn Screen, &ViewContext, &mut Outbox<'_>)) {
        if let Some(top) = self.stack.last() {
            self.with(top.id, work);
        }
    }

    pub(super) fn with_all(&mut self, mut work: impl FnMut(&mut dyn Screen, &ViewContext, &mut Outbox<'_>)) {
        let ids: Vec<u32> = self.stack.iter().chain(&self.beside.screen).map(|stacked| stacked.id).collect();
        for id in ids {
            self.with(id, &mut work);
        }
    }

    /// Lets a screen work, if it is still there, then carries out what it put out.
    pub(super) fn with(
        &mut self,
        id: u32,
        work: impl FnOnce(&mut dyn Screen, &ViewContext, &mut Outbox<'_>),
    ) {
        let mut all = self.stack.iter_mut().chain(&mut self.beside.screen);
        let Some(stacked) = all.find(|stacked| stacked.id == id) else { return };
        let mut out = Outbox::new(id, &mut self.serial, self.granted.clone());
        out.by_mouse = self.by_mouse;
        work(stacked.screen.as_mut(), &self.cx, &mut out);
        let Outbox { effects, turns, notice, recorded, no_redraw, withheld, .. } = out;
        self.ask_for(effects);
        self.withhold(withheld);
        self.no_redraw = no_redraw;
        if notice.is_some() {
            self.notice = notice;
        }
        if recorded.is_some() {
            self.recorded = recorded;
        }
        for turn in turns {
            match turn {
                Navigation::Open(destination) => self.open(&destination),
                Navigation::Pop => self.close(id),
                // Only now: while the form was open, another officer may have been with that person.
                Navigation::SelectNext { after, round } => {
                    self.ask(ask::next_due(after, round), |app| &mut app.next_due);
                }
                Navigation::UseRound(round) => {
                    self.picked = Some(round.code).filter(|code| self.natural != Some(*code));
                    self.cx.kept_day = None;
                    self.work_in(Some(round));
                }
                Navigation::KeepDay(day) => self.cx.kept_day = day,
                Navigation::Perform(binding) => self.perform_chosen(&binding),
                Navigation::Quit => self.effects.push(Effect::Quit),
            }
        }
    }
}
