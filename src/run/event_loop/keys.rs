//! What the loop does with a key: folds it in, lets it wait for silence, or takes it for the end of a line in a text
//! that was pasted without brackets.

use std::io::Write;
use std::time::Instant;

use super::EventLoop;
use super::press::{Break, Stroke, Verdict, Waiting};
use crate::app::msg::Msg;
use crate::run::effect_handler::EffectHandler;
use crate::term::Input;
use crate::ui::key::Key;

impl<W: Write, H: EffectHandler> EventLoop<'_, W, H> {
    /// A key has come: `seen` after what it meets was on the screen, `mid_key` with the beginning of another behind it.
    pub(super) fn key(&mut self, key: Key, seen: bool, mid_key: bool) {
        let pressed = self.presses.is_next_one();
        if key == Key::Enter && self.presses.is_line_end() {
            // Two line ends, or one that is written in two characters.
            self.presses.ends_line(key, Instant::now());
            return;
        }
        self.interrupt(Break::Key(key));
        if key == Key::Enter && self.app.wants_text() && self.ends_line() {
            return;
        }
        let alone = pressed && !mid_key && !self.more_has_come();
        match self.presses.came(Stroke { key, at: Instant::now(), seen, alone }) {
            Verdict::Take => self.fold_key(key),
            Verdict::Later | Verdict::Drop => {}
        }
    }

    /// Breaks the silence that a key waits for.
    pub(super) fn interrupt(&mut self, by: Break) {
        match self.presses.interrupt(by) {
            Some(Waiting::Deed(waited)) => self.fold(Msg::Interrupted(waited)),
            Some(Waiting::LineEnd(_)) if matches!(by, Break::Key(Key::Char(_))) => self.fold(line_end()),
            Some(Waiting::Turn(waited) | Waiting::LineEnd(waited)) => self.fold_key(waited),
            None => {}
        }
    }

    /// Does what has had its silence. Where the beginning of another key has come, that one is waited for.
    pub(super) fn settle(&mut self, input: &Input<Msg>) {
        if input.is_mid_key() || self.more_has_come() {
            return;
        }
        match self.presses.due(Instant::now()) {
            Some(Waiting::Deed(key)) => self.fold(Msg::Press(key)),
            Some(Waiting::Turn(key) | Waiting::LineEnd(key)) => self.fold_key(key),
            None => {}
        }
    }

    /// Folds a key in; what it asks for is done once it is known to be a press.
    fn fold_key(&mut self, key: Key) {
        self.fold(Msg::Key(key));
        if self.app.awaits_press() && !self.presses.withheld(key, Instant::now()) {
            // What has come behind it would leave nothing said.
            let refused = if self.more_has_come() { Msg::Interrupted(key) } else { Msg::NotPressed };
            self.fold(refused);
        }
    }

    /// Enter in a field: whether it came within typed text, as no person types it. It is a blank then, as in a paste with
    /// brackets; the last one waits whether more text comes, and of several at the end one is left.
    fn ends_line(&mut self) -> bool {
        let behind = self.happened.iter().filter_map(super::Pending::key).find(|key| *key != Key::Enter);
        if matches!(behind, Some(Key::Char(_))) {
            self.fold(line_end());
            return true;
        }
        let after_text = matches!(self.before, Some(Key::Char(_))) || self.presses.after_text(Instant::now());
        if !after_text || behind.is_some() {
            return false;
        }
        while self.next_key() == Some(Key::Enter) {
            self.drop_next_key();
        }
        self.presses.ends_line(Key::Enter, Instant::now());
        true
    }

    fn more_has_come(&self) -> bool {
        self.happened.iter().any(super::Pending::is_typed)
    }

    /// The next key that came already.
    fn next_key(&self) -> Option<Key> {
        self.happened.iter().find_map(super::Pending::key)
    }

    fn drop_next_key(&mut self) {
        let at = self.happened.iter().position(|pending| pending.key().is_some());
        at.and_then(|at| self.happened.remove(at));
    }
}

fn line_end() -> Msg {
    Msg::Paste(" ".to_owned())
}
