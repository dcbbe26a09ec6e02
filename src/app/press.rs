//! What the app does with a key that asks for a [`Deed`]: it withholds the deed until the key is known to be a press.

use super::App;
use super::deed::Deed;
use super::effect::Effect;
use super::keymap::{Binding, key_name};
use super::outbox::Severity;
use crate::lang::{app, fill};
use crate::ui::key::Key;

impl App {
    /// Whether the last key asked for a deed, which was withheld: it waits for
    /// [`Msg::Press`](super::msg::Msg::Press) or [`Msg::NotPressed`](super::msg::Msg::NotPressed).
    pub fn awaits_press(&self) -> bool {
        self.withheld.is_some()
    }

    /// Whether characters are typed text where the keys go now.
    pub fn wants_text(&self) -> bool {
        self.stack.last().is_some_and(|stacked| stacked.screen.wants_text())
    }

    /// A key that may ask for a deed: it is withheld.
    pub(super) fn probe(&mut self, key: Key) {
        self.withheld = None;
        self.granted = None;
        self.keep_changed_by_mouse();
        let notice = self.notice.clone();
        self.key(key);
        if self.withheld.is_some() && self.notice.is_none() {
            // Nothing is done yet: what was said still holds.
            self.notice = notice;
        }
    }

    /// A key was pressed for what it asked for: it is done, if the screen still asks for the same.
    pub(super) fn press(&mut self, key: Key) {
        let top = self.stack.last().map(|stacked| stacked.id);
        let Some((asker, deed)) = self.withheld.take() else { return };
        if top == Some(asker) {
            self.granted = Some(deed);
            self.key(key);
            self.granted = None;
        }
    }

    /// A key was not pressed for what it asked for.
    pub(super) fn refuse_press(&mut self) {
        self.withheld = None;
        self.say(Severity::Plain, app::texts(self.cx.lang).not_pressed);
    }

    /// A key was not pressed for what it asked for: something else came right behind it, and would leave nothing said.
    pub(super) fn interrupt_press(&mut self, key: Key) {
        self.refuse_press();
        self.say_interrupted(key);
        self.interrupted = Some(key);
    }

    /// Says which key wrote nothing, beside what was said of the one behind it.
    pub(super) fn say_interrupted(&mut self, key: Key) {
        let name = key_name(self.cx.lang, self.cx.glyphs.arrows, key);
        let text = fill(app::texts(self.cx.lang).interrupted, &[&name, &name]);
        let not_pressed = app::texts(self.cx.lang).not_pressed;
        let others = self.notice.take().filter(|said| said.text != text && said.text != not_pressed);
        let text = others.map_or_else(|| text.clone(), |said| [&text, "  ", &said.text].concat());
        self.say(Severity::Plain, text);
    }

    /// Does what was chosen in the menu. What is done for good needs a press of its key while that is shown.
    pub(super) fn perform_chosen(&mut self, binding: &Binding) {
        let Some(key) = binding.keys.first() else { return };
        self.perform_action(binding.action, *key);
        if self.withheld.take().is_some() {
            self.say_press_itself(binding);
        }
    }

    /// Says which key does what was asked for without it.
    pub(super) fn say_press_itself(&mut self, binding: &Binding) {
        let name = binding.first_key(self.cx.lang, self.cx.glyphs.arrows);
        let says = binding.text.short(self.cx.lang);
        self.say(Severity::Plain, fill(app::texts(self.cx.lang).press_itself, &[&name, &says]));
    }

    /// Whether a deed of the app's own is done now.
    pub(super) fn may(&mut self, deed: Deed) -> bool {
        let granted = self.granted.as_ref() == Some(&deed);
        if !granted {
            self.withhold(Some(deed));
        }
        granted
    }

    /// Notes what was withheld from the screen that has the keys.
    pub(super) fn withhold(&mut self, deed: Option<Deed>) {
        if let (Some(deed), Some(top)) = (deed, self.stack.last()) {
            self.withheld = Some((top.id, deed));
        }
    }

    /// Takes back what the top screen has asked for. The draft with which a form closes is written in a moment: it is
    /// taken back only where another program keeps it waiting, which the screen says, by a press.
    pub(super) fn withdraw(&mut self) {
        if !self.closes_with_draft()
            || self.owed.holder().is_some() && self.may(Deed::Effect(Effect::Withdraw))
        {
            self.effects.push(Effect::Withdraw);
        }
    }
}
