//! What the app does with the mouse: a press does what the part of the screen under it was noted for while it was drawn
//! ([`Parts`](crate::ui::mouse::Parts)), and the wheel scrolls the list or the text under it.
//!
//! A press goes and opens, and never writes: what it would write is withheld, and its user is told which key does it. It
//! means the frame that was seen, so one that came before that frame, or after something changed, does nothing.

use ratatui::layout::Position;

use super::App;
use super::action::Move;
use super::effect::Effect;
use super::outbox::Severity;
use super::screen::Handled;
use crate::lang::app;
use crate::ui::key::Key;
use crate::ui::mouse::{Part, Target};

/// Rows that a step of the wheel scrolls by.
const STEP: isize = 3;

impl App {
    /// The mouse was pressed at a position, maybe `twice`.
    pub(super) fn click(&mut self, at: Position, seen: bool, twice: bool) {
        self.withheld = None;
        self.granted = None;
        let part = self.cx.parts.at(at).filter(|part| self.means_anything(*part));
        let Some(part) = part.filter(|_| self.cx.has_room()) else {
            self.no_redraw = true;
            return;
        };
        if !seen {
            return self.say(Severity::Plain, app::texts(self.cx.lang).click_again);
        }
        self.by_mouse = true;
        self.press_part(part, twice);
        self.by_mouse = false;
    }

    /// Whether a press on a part does anything: on a screen itself it only gives the keys to the pane beside another.
    fn means_anything(&self, part: Part) -> bool {
        match part.target {
            Target::Nothing => false,
            Target::Screen => !self.has_keys(part.layer),
            Target::Row { .. }
            | Target::Item(_)
            | Target::Key(_)
            | Target::Tab(_)
            | Target::Field(_)
            | Target::Word(_) => true,
        }
    }

    fn press_part(&mut self, part: Part, twice: bool) {
        let had_keys = self.has_keys(part.layer);
        if !had_keys && !self.give_keys(part.layer) {
            return self.say(Severity::Plain, app::texts(self.cx.lang).close_first);
        }
        if let Target::Key(key) = part.target {
            return self.key_by_mouse(key);
        }
        if self.top_writes() {
            return;
        }
        match part.target {
            Target::Row { at, chosen } => {
                if !chosen {
                    self.move_to(at);
                }
                if twice || chosen && had_keys {
                    self.key_by_mouse(Key::Enter);
                }
            }
            Target::Item(at) => {
                self.move_to(at);
                self.key_by_mouse(Key::Enter);
            }
            Target::Tab(at) => {
                self.notice = None;
                self.with_top(|screen, cx, out| screen.go_to_tab(cx, at, out));
            }
            Target::Field(field) => self.with_top(|screen, cx, _| screen.go_to_field(cx, field)),
            Target::Word(behind) => {
                for _ in 0..behind {
                    self.key(Key::PageDown);
                }
                self.key(Key::Right);
            }
            Target::Key(_) | Target::Screen | Target::Nothing => {}
        }
    }

    /// Has effects done; the draft of a form that was changed with the mouse is kept with the next key.
    pub(super) fn ask_for(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if self.by_mouse && matches!(effect, Effect::KeepDraft(_)) {
                self.changed_by_mouse = Some(effect);
            } else {
                self.effects.push(effect);
            }
        }
    }

    /// A key, after which what the mouse has changed is kept.
    pub(super) fn keep_changed_by_mouse(&mut self) {
        self.effects.extend(self.changed_by_mouse.take());
    }

    fn move_to(&mut self, row: usize) {
        let mut handled = Handled::No;
        self.with_top(|screen, cx, out| handled = screen.go(cx, Move::To(row), out));
        self.cx.at_rest &= handled == Handled::No;
    }

    /// Does what a key does but for what it writes, which needs the key itself.
    fn key_by_mouse(&mut self, key: Key) {
        let context = self.context();
        self.key(key);
        if let (Some(_), Some(context)) = (self.withheld.take(), context) {
            let binding = self.cx.keymap.binding(context, key).copied();
            if let Some(binding) = binding {
                self.say_press_itself(&binding);
            }
        }
    }

    /// The wheel was turned at a position.
    pub(super) fn wheel(&mut self, at: Position, steps: isize) {
        let mut handled = Handled::No;
        if let Some(part) = self.cx.parts.at(at)
            && part.target != Target::Nothing
            && (self.has_keys(part.layer) || self.give_keys(part.layer))
        {
            let how = Move::Scroll(steps.saturating_mul(STEP));
            self.with_top(|screen, cx, out| handled = screen.go(cx, how, out));
        }
        self.cx.at_rest &= handled == Handled::No;
        self.no_redraw |= handled == Handled::No;
    }

    /// Whether two positions are on one screen or pane.
    pub fn is_one_screen(&self, one: Position, other: Position) -> bool {
        let layer = |at| self.cx.parts.at(at).map(|part| part.layer);
        layer(one) == layer(other)
    }

    /// What is noted of a position.
    #[cfg(test)]
    pub(crate) fn part_at(&self, at: Position) -> Option<Part> {
        self.cx.parts.at(at)
    }

    fn has_keys(&self, layer: u32) -> bool {
        self.stack.last().is_some_and(|top| top.id == layer)
    }

    /// Gives the keys to the list or to the person beside it, if only the other one of the two has them; whether it does.
    fn give_keys(&mut self, layer: u32) -> bool {
        let host = self.host().and_then(|(at, _)| self.stack.get(at)).map(|stacked| stacked.id);
        let beside = self.beside.screen.as_ref().map(|stacked| stacked.id);
        if self.cx.beside && (host == Some(layer) || beside == Some(layer)) {
            self.go_across();
        }
        self.has_keys(layer)
    }
}
