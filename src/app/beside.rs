//! The person under the bar of a list, who stands beside it where the terminal is wide.
//!
//! That person's screen is held here while the list has the keys, and lies on the stack while it has them itself. It
//! follows the bar: at once where keys are pressed one by one, else when they rest, so that a held key sends no more
//! than the list itself does. Where the list scrolls meanwhile nothing stands beside it: a terminal moves whole rows.

use super::destination::Destination;
use super::keymap::MAIN;
use super::screen::Bar;
use super::screens;
use super::{App, StackedScreen};

/// What stands beside.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The screen of the person, while the keys are in the list.
    pub(super) screen: Option<StackedScreen>,
    /// The first row of the list when the keys rested last.
    top: usize,
    /// Whether the list has scrolled since.
    away: bool,
}

impl App {
    /// The list that is shown with a person beside it: its place on the stack, and its bar.
    pub(super) fn host(&self) -> Option<(usize, Bar)> {
        if !self.cx.wide() {
            return None;
        }
        for (at, stacked) in self.stack.iter().enumerate().rev() {
            if let Some(bar) = stacked.screen.bar() {
                return Some((at, bar));
            }
            if !stacked.screen.is_popup() && !stacked.screen.is_side_pane() {
                return None;
            }
        }
        None
    }

    /// The person that stands beside the list at `host`, if it does; on the stack that one has the keys, or lies under
    /// a form.
    pub(super) fn beside(&self, host: usize) -> Option<&StackedScreen> {
        let mut above = self.stack.iter().skip(host + 1).rev();
        above.find(|stacked| stacked.screen.person().is_some()).or(self.beside.screen.as_ref())
    }

    /// Whether something else stands in the place of the person: the list has scrolled, and keys go on coming.
    pub(super) fn is_away(&self) -> bool {
        self.beside.away
    }

    /// Whether the keys have rested for the person to follow, unless a text is being typed.
    pub(super) fn follow(&mut self, rested: bool) {
        let host = self.host();
        self.cx.beside = host.is_some_and(|(at, _)| {
            let top = self.stack.last();
            // A dialog of the list's own has the key to itself.
            let is_list = self.context().is_some_and(|context| context.chain().any(|place| *place == MAIN));
            (at + 1 == self.stack.len() && is_list) || top.is_some_and(|top| top.screen.person().is_some())
        });
        let Some((at, bar)) = host else {
            if !self.cx.wide() {
                self.beside = Beside::default();
            }
            return;
        };
        if self.cx.at_rest {
            (self.beside.top, self.beside.away) = (bar.top, false);
        } else if rested {
            self.beside.top = bar.top;
        } else {
            self.beside.away |= self.beside.top != bar.top;
        }
        if self.stack.iter().skip(at + 1).any(|stacked| stacked.screen.person().is_some()) {
            self.beside.screen = None;
            return;
        }
        let Some(id) = bar.on else {
            self.beside.screen = None;
            return;
        };
        match &mut self.beside.screen {
            Some(stacked) if stacked.screen.person() == Some(id) => {}
            Some(stacked) => {
                // Whose numbers were shown is not the one under the bar any more.
                stacked.screen.mask();
                let layer = stacked.id;
                if rested {
                    self.with(layer, |screen, cx, out| screen.turn_to(cx, id, out));
                }
            }
            None if rested => {
                if let Some(screen) = screens::open(&Destination::Person(id), &self.cx) {
                    self.layers += 1;
                    self.beside.screen = Some(StackedScreen { id: self.layers, screen });
                    self.with(self.layers, |screen, cx, out| screen.enter(cx, out));
                }
            }
            None => {}
        }
    }

    /// Whether there is somebody to go across to, or a list to come back to.
    pub(super) fn goes_across(&self) -> bool {
        self.host().is_some_and(|(at, bar)| at + 1 < self.stack.len() || bar.on.is_some())
    }

    /// Goes across from the list to the person beside it, or back.
    pub(super) fn go_across(&mut self) {
        let Some((at, bar)) = self.host() else { return };
        if at + 1 < self.stack.len() {
            self.pop();
        } else if let Some(id) = bar.on {
            self.open(&Destination::Person(id));
        }
    }

    /// Gives the keys to the person beside the list, if that is the one to open; whether it does.
    pub(super) fn enter_beside(&mut self, destination: &Destination) -> bool {
        let (Destination::Person(id), Some((at, bar))) = (destination, self.host()) else { return false };
        if at + 1 < self.stack.len() || bar.on != Some(*id) {
            return false;
        }
        // One that still follows is opened afresh: nothing may be done on what it shows.
        let there = self.beside.screen.take().filter(|stacked| stacked.screen.person() == Some(*id));
        self.stack.extend(there);
        self.stack.len() > at + 1
    }

    /// What was taken off the stack stands beside the list again, if it is a person.
    pub(super) fn put_beside(&mut self, gone: StackedScreen) {
        let is_person = gone.screen.person().is_some();
        if is_person && self.host().is_some_and(|(at, _)| at + 1 == self.stack.len()) {
            self.beside.screen = Some(gone);
        } else {
            self.keep_closed(gone);
        }
    }
}
