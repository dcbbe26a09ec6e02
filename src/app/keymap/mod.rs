//! Every key, gathered from the screens: dispatch, footer, help screen, `muster keys` and the README read
//! this one table.
//!
//! An input method swallows letters, so no action needs one: arrows, Enter, Esc, Tab, function keys
//! and Ctrl reach everything. F11, which some terminals keep for their full
//! screen, opens what the rounds and the menu open too.

mod context;

pub use context::{
    Arrows, BESIDE, Binding, ENDS, EVERYWHERE, FIELDS, KeyContext, MAIN, MARKS, ROWS, key, key_name,
};

use super::action::{Action, GlobalAction};
use crate::lang::{Lang, fill, keys};
use crate::ui::glyphs::Glyphs;
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
        opens.sort_by_key(|binding| (binding.footer == 0, binding.shown_key()));
        let bindings = |context: &KeyContext| {
            let own = context.bindings.iter().copied();
            if *context == MAIN { opens.iter().copied().chain(own).collect() } else { own.collect() }
        };
        // The keys of fields come last: who asks where a key works is told of a screen first.
        let contexts = context::SHARED.into_iter().chain(screens).chain([&FIELDS]);
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
        self.binding(context, key).map(|binding| binding.action)
    }

    /// The line of the table that `key` stands in, of those that hold in a place.
    pub fn binding(&self, context: &'static KeyContext, key: Key) -> Option<&Binding> {
        let key = key.folded();
        self.here(context).find(|binding| binding.keys.contains(&key))
    }

    /// What `key` asks for where a person stands beside a list, before the keys of the screen are asked.
    pub fn action_beside(key: Key) -> Option<Action> {
        BESIDE.bindings.iter().find(|binding| binding.keys.contains(&key)).map(|binding| binding.action)
    }

    /// The key that is meant in a place: Shift counts only where something is bound to it.
    pub fn meant(&self, context: &'static KeyContext, key: Key) -> Key {
        if self.action(context, key).is_some() { key } else { key.without_shift() }
    }

    /// In words, that `key` does nothing here, and what it does where.
    pub fn not_here(&self, lang: Lang, arrows: Option<Arrows>, key: Key) -> String {
        let key = key.folded();
        let name = key_name(lang, arrows, key);
        // A person stands beside a list on wide terminals only: a key of that place is told of another one first.
        let (beside, others): (Vec<_>, Vec<_>) =
            self.places.iter().partition(|place| *place.context == BESIDE);
        let elsewhere = others.into_iter().chain(beside).find_map(|place| {
            let binding = place.bindings.iter().find(|binding| binding.keys.contains(&key))?;
            let (does, at) = (binding.text.short(lang), place.context.title.text(lang));
            Some(fill(keys::NOT_HERE.text(lang), &[&name, &at, &does]))
        });
        elsewhere.unwrap_or_else(|| fill(keys::NOWHERE.text(lang), &[&name]))
    }

    /// The footer of a place, where keys of `first` go before its own: what can be pressed, in the one order that every
    /// place keeps, as much of it as does something `now` and fits into `cells`; the menu at the end has the rest.
    pub fn footer(
        &self,
        context: &'static KeyContext,
        first: Option<&'static KeyContext>,
        lang: Lang,
        arrows: Option<Arrows>,
        cells: usize,
        now: &KeyState<'_>,
    ) -> Vec<FooterItem> {
        let first = first.map_or(&[][..], |place| place.bindings);
        let taken = |key: &Key| {
            let writes = now.types && matches!(key, Key::Char(_));
            writes || first.iter().any(|binding| binding.keys.contains(key))
        };
        // Phones are those of a list of people: only there their key is named.
        let lists = context.chain().any(|place| *place == MARKS);
        let named = |binding: &&Binding| lists || binding.action != Action::Global(GlobalAction::Phones);
        let own = self
            .here(context)
            .filter(named)
            .filter(|binding| (now.offers)(binding.action))
            .filter_map(|binding| Some((binding.shown_key_but(taken)?, binding)));
        let before = first.iter().filter_map(|binding| Some((binding.shown_key()?, binding)));
        let mut bindings: Vec<(Key, &Binding)> =
            before.chain(own).filter(|(_, binding)| binding.footer > 0).collect();
        bindings.sort_by_key(|(key, _)| footer_order(*key));
        let has_left = self.here(context).any(|binding| binding.keys.contains(&Key::Left));
        let mut items: Vec<(u8, FooterItem)> = bindings
            .iter()
            .map(|(key, binding)| {
                let mut name = key_name(lang, arrows, *key);
                let turns_back = has_left && *key == Key::Right;
                if turns_back {
                    // The long names would push the menu off a line of 80 cells.
                    name = if arrows.is_none() {
                        keys::LEFT_RIGHT.text(lang).to_owned()
                    } else {
                        [key_name(lang, arrows, Key::Left), name].join(" ")
                    };
                }
                let says = (now.says)(binding.action).unwrap_or(binding.text.short(lang));
                (binding.footer, FooterItem { name, says, key: *key, turns_back })
            })
            .collect();
        if now.turns && !items.iter().any(|(_, item)| item.turns_back) {
            let key = Key::Right;
            let name = arrows.map_or_else(
                || keys::LEFT_RIGHT.text(lang).to_owned(),
                |_| [Key::Left, key].map(|key| key_name(lang, arrows, key)).join(" "),
            );
            let item = FooterItem { name, says: keys::VALUE_AFTER.short(lang), key, turns_back: true };
            let at = items.partition_point(|(_, item)| footer_order(item.key) < footer_order(key));
            items.insert(at, (TURNS, item));
            if footer_width(items.iter().map(|(_, item)| item)) > cells
                && let Some((_, item)) = items.get_mut(at)
            {
                item.says = keys::TURN.short(lang);
            }
        }
        while footer_width(items.iter().map(|(_, item)| item)) > cells {
            let less = items.iter().filter(|(_, item)| !FOOTER_LAST.contains(&item.name.as_str()));
            let Some(least) = less.map(|(rank, _)| *rank).max() else { break };
            items.retain(|(rank, item)| *rank != least || FOOTER_LAST.contains(&item.name.as_str()));
        }
        items.into_iter().map(|(_, item)| item).collect()
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
                let drawn = Glyphs::PLAIN.arrows;
                let names = binding.keys.iter().map(|key| format!("`{}`", key_name(lang, drawn, *key)));
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

/// The state that a place is in.
pub struct KeyState<'a> {
    /// Whether an action does something in it.
    pub offers: &'a dyn Fn(Action) -> bool,
    /// What it says of an action that does something else than its usual deed.
    pub says: &'a dyn Fn(Action) -> Option<&'static str>,
    /// Whether Left and Right change the choice that has the keys.
    pub turns: bool,
    /// Whether characters go to a field: a key that writes one does nothing else.
    pub types: bool,
}

/// The rank of Left and Right where they change a choice.
const TURNS: u8 = 10;

/// An item of the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterItem {
    /// The key as a user reads it.
    pub name: String,
    /// What it does.
    pub says: &'static str,
    /// The key.
    pub key: Key,
    /// Whether the name is that of Left and Right, which does the reverse and the key itself.
    pub turns_back: bool,
}

/// Cells between two items of the footer.
pub const FOOTER_GAP: usize = 2;

/// What stays on a line that has no room for anything else: help and the menu, which has the rest.
const FOOTER_LAST: [&str; 2] = ["F1", "F10"];

fn footer_width<'a>(items: impl Iterator<Item = &'a FooterItem>) -> usize {
    let widths = items.map(|item| text::width(&item.name) + 1 + text::width(item.says) + FOOTER_GAP);
    widths.sum::<usize>().saturating_sub(FOOTER_GAP)
}

/// The order of the footer, the same everywhere: Enter, arrows, function keys, what takes away, Ctrl, the way back,
/// help and menu.
fn footer_order(key: Key) -> (u8, Key) {
    let part = match key {
        Key::Enter => 0,
        Key::Left | Key::Right | Key::Up | Key::Down | Key::Tab | Key::BackTab => 1,
        Key::ShiftUp | Key::ShiftDown | Key::Home | Key::End | Key::PageUp | Key::PageDown => 2,
        Key::F(1) => 8,
        Key::F(10) => 9,
        Key::F(_) => 3,
        Key::Char(_) => 4,
        Key::Insert | Key::Delete | Key::Backspace => 5,
        Key::Ctrl(_) => 6,
        Key::Esc => 7,
    };
    (part, key)
}

#[cfg(test)]
mod tests;
