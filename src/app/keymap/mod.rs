//! Every key, gathered from the screens: dispatch, footer, help screen, `muster keys` and the README read
//! this one table.
//!
//! An input method swallows letters, so no action needs one: arrows, Enter, Esc, Tab, function keys
//! and Ctrl reach everything. F11 is left to terminals (full screen).

mod context;

use context::key_name;
pub use context::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, ROWS, key};

use super::action::Action;
use crate::lang::{Lang, fill, keys};
use crate::ui::key::Key;
use crate::ui::text;

/// A place and its keys.
#[derive(Clone, Debug)]
pub struct Place {
    /// The place.
    pub context: &'static KeyContext,
    /// Its keys, in the order of the help.
    pub bindings: Vec<Binding>,
}

/// The table of all keys.
#[derive(Clone, Debug)]
pub struct Keymap {
    places: Vec<Place>,
}

impl Keymap {
    /// The table of the shared places and of those of the screens; `opens` are the keys that go to the
    /// main screens.
    pub fn new(
        screens: impl Iterator<Item = &'static KeyContext>,
        opens: impl Iterator<Item = Binding>,
    ) -> Self {
        let mut opens: Vec<Binding> = opens.collect();
        // Those that the footer leaves out come last.
        opens.sort_by_key(|binding| (binding.footer == 0, binding.footer));
        let bindings = |context: &KeyContext| {
            let own = context.bindings.iter().copied();
            if *context == MAIN { opens.iter().copied().chain(own).collect() } else { own.collect() }
        };
        let contexts = context::SHARED.into_iter().chain(screens);
        Self { places: contexts.map(|context| Place { context, bindings: bindings(context) }).collect() }
    }

    /// Every place, in the order of the help.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The keys of one place, without those that it shares.
    pub fn own(&self, context: &KeyContext) -> &[Binding] {
        let place = self.places.iter().find(|place| place.context == context);
        place.map_or(&[], |place| place.bindings.as_slice())
    }

    /// The keys that work in a place, its own first.
    fn here(&self, context: &'static KeyContext) -> impl Iterator<Item = &Binding> {
        context.chain().flat_map(|place| self.own(place))
    }

    /// What `key` asks for in a place. Full-width characters of an input method count as their ASCII ones.
    pub fn action(&self, context: &'static KeyContext, key: Key) -> Option<Action> {
        let key = key.folded();
        self.here(context).find(|binding| binding.keys.contains(&key)).map(|binding| binding.action)
    }

    /// In words, that `key` does nothing here, and what it does where; none if it does nothing anywhere.
    pub fn not_here(&self, lang: Lang, key: Key) -> Option<String> {
        let key = key.folded();
        self.places.iter().find_map(|place| {
            let binding = place.bindings.iter().find(|binding| binding.keys.contains(&key))?;
            let (does, at) = (binding.text.short(lang), place.context.title.text(lang));
            Some(fill(keys::NOT_HERE.text(lang), &[&key_name(lang, key), &does, &at]))
        })
    }

    /// The footer of a place: what can be pressed, as much of it as fits into `cells`, help at the end.
    /// Each item is a key and what it does.
    pub fn footer(
        &self,
        context: &'static KeyContext,
        lang: Lang,
        cells: usize,
    ) -> Vec<(String, &'static str)> {
        let mut bindings: Vec<&Binding> = self.here(context).filter(|b| b.footer > 0).collect();
        bindings.sort_by_key(|binding| binding.footer);
        let mut items: Vec<(String, &'static str)> = bindings
            .iter()
            .filter_map(|b| Some((key_name(lang, *b.keys.first()?), b.text.short(lang))))
            .collect();
        // The last one is help; what does not fit gives way before it, from the end.
        while items.len() > 1 && footer_width(&items) > cells {
            items.remove(items.len() - 2);
        }
        items
    }

    /// The whole table as Markdown, for `muster keys` and the README.
    pub fn markdown(&self, lang: Lang) -> String {
        let mut out = String::new();
        for place in &self.places {
            out.push_str(&fill(
                "**{}**\n\n| {} | {} |\n|---|---|\n",
                &[
                    &place.context.title.text(lang),
                    &keys::COLUMN_KEY.text(lang),
                    &keys::COLUMN_DOES.text(lang),
                ],
            ));
            for binding in &place.bindings {
                let names = binding.keys.iter().map(|key| format!("`{}`", key_name(lang, *key)));
                let names = names.collect::<Vec<_>>().join(" ");
                out.push_str(&fill("| {} | {} |\n", &[&names, &binding.text.long(lang)]));
            }
            out.push('\n');
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }
}

/// Cells between two items of the footer.
pub const FOOTER_GAP: usize = 2;

fn footer_width(items: &[(String, &str)]) -> usize {
    let texts: usize = items.iter().map(|(key, says)| text::width(key) + 1 + text::width(says)).sum();
    texts + FOOTER_GAP * items.len().saturating_sub(1)
}

#[cfg(test)]
mod tests;
