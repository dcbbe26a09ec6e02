//! What stands in the menu: every key of the place it was called from, and what other places do to the register.

use crate::app::action::{Action, GlobalAction};
use crate::app::keymap::{BESIDE, Binding, KeyContext, Keymap, MAIN};
use crate::ui::key::Key;

/// A group of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// What this screen does.
    Here,
    /// To another screen.
    GoTo,
    /// What is done to the register.
    Register,
    /// Moves that every list and form has.
    Motions,
    /// What concerns the program.
    Program,
}

/// An action.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) group: Group,
    pub(super) binding: Binding,
    /// The place where it works, if that is not here.
    pub(super) elsewhere: Option<&'static KeyContext>,
    /// Whether the keys of [`BESIDE`] mean something else here.
    pub(super) across: bool,
}

/// Everything that can be asked for in the place `from`, where a person may stand `beside` it, and what cannot: each
/// with where it works.
pub(super) fn gather(keymap: &Keymap, from: &'static KeyContext, beside: bool) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for place in from.chain().chain(beside.then_some(&BESIDE)) {
        let across = beside && *place != BESIDE;
        // A key that goes across to the person beside the list does nothing else.
        let is_free = |key: &Key| !across || Keymap::action_beside(*key).is_none();
        let bindings = keymap.own(place).iter().filter(|binding| !opens_menu(binding));
        let bindings = bindings.filter(|binding| binding.keys.iter().any(is_free));
        items.extend(bindings.map(|binding| Item {
            group: group(binding.action),
            binding: *binding,
            elsewhere: None,
            across,
        }));
    }
    for place in keymap.places() {
        if from.chain().any(|here| here == place.context) {
            continue;
        }
        for binding in &place.bindings {
            let group = match binding.action {
                Action::Open(_) => Group::GoTo,
                Action::Do(_) if acts(binding) => Group::Register,
                Action::Do(_) | Action::Move(_) | Action::Field | Action::Global(_) => continue,
            };
            let known =
                |item: &Item| item.binding.keys == binding.keys && item.binding.action == binding.action;
            if !items.iter().any(known) {
                items.push(Item { group, binding: *binding, elsewhere: Some(place.context), across: false });
            }
        }
    }
    // What works here comes first. Screens stand in the order of their keys: those of the day have the F keys.
    items.sort_by_key(|item| {
        let is_away = item.elsewhere.is_some_and(|place| *place != MAIN);
        let key = item.binding.shown_key().filter(|_| item.group == Group::GoTo);
        (item.group, is_away, key.map(|key| (!matches!(key, Key::F(_)), key)))
    });
    items
}

fn group(action: Action) -> Group {
    match action {
        Action::Do(_) | Action::Global(GlobalAction::Across | GlobalAction::Phones) => Group::Here,
        Action::Move(_) | Action::Field => Group::Motions,
        Action::Open(_) => Group::GoTo,
        Action::Global(GlobalAction::UndoLast) => Group::Register,
        Action::Global(_) => Group::Program,
    }
}

fn opens_menu(binding: &Binding) -> bool {
    binding.action == Action::Global(GlobalAction::Menu)
}

/// Whether a key does something of its own: not one that every list or form has.
fn acts(binding: &Binding) -> bool {
    binding.keys.iter().any(|key| matches!(key, Key::F(_) | Key::Ctrl(_) | Key::Delete))
}

/// Whether the action waits for the place that the menu was called from to be closed.
pub(super) fn waits_for_main(item: &Item) -> bool {
    item.elsewhere == Some(&MAIN)
}
