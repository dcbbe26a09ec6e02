//! What is typed into the menu, and which actions it leaves: by their words, by pinyin or initials, or by the name of a key.

use super::items::Item;
use crate::app::context::ViewContext;
use crate::domain::pinyin::Readings;
use crate::domain::search::fold;
use crate::ui::key::Key;

/// Most characters that are kept: the words of an action are shorter.
const LONGEST: usize = 20;

/// What is typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted(String);

impl Wanted {
    /// Takes a key; whether it changed the text.
    pub(super) fn key(&mut self, key: Key) -> bool {
        if key == Key::Backspace {
            return self.0.pop().is_some();
        }
        let Key::Char(c) = key else { return false };
        let fits = !c.is_control() && self.0.chars().count() < LONGEST;
        if fits {
            self.0.push(c);
        }
        fits
    }

    /// The text as it was typed; empty where nothing is.
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// Whether an action is left.
    pub(super) fn leaves(&self, cx: &ViewContext, item: &Item) -> bool {
        let typed: String = fold(&self.0).split_whitespace().collect();
        if typed.is_empty() {
            return true;
        }
        let says = [item.binding.text.short(cx.lang), item.binding.text.long(cx.lang)];
        let holds = |text: &str| fold(text).split_whitespace().collect::<String>().contains(&typed);
        says.iter().any(|text| holds(text) || sounds_like(text, &typed))
            || item
                .binding
                .key_names(cx.lang, cx.glyphs.arrows)
                .split_whitespace()
                .any(|name| fold(name) == typed)
    }
}

/// Whether a part of `text` is read as `typed`: 登记慰问 as djww, dengji, weiwen.
fn sounds_like(text: &str, typed: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let readings = Readings::of_word(text);
    readings.main_initials().contains(typed) || readings.main_full().contains(typed)
}
