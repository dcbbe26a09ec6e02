//! The table of keys keeps its promises.

use std::collections::BTreeSet;

use super::*;

#[test]
fn no_key_means_two_things_in_one_place() {
    for place in KeyContext::ALL {
        let mut seen = BTreeSet::new();
        for binding in KEYMAP.iter().filter(|binding| place.chain().contains(&binding.place)) {
            for key in binding.keys {
                assert!(seen.insert(*key), "{key} twice in {place:?}");
                assert_eq!(*key, key.folded(), "{key} cannot be looked up");
            }
        }
    }
}

#[test]
fn every_place_has_keys_of_its_own_and_every_binding_a_way_in() {
    for place in KeyContext::ALL {
        assert!(KEYMAP.iter().any(|binding| binding.place == place), "{place:?}");
        assert!(place.chain().contains(&place));
    }
    for binding in KEYMAP {
        for key in binding.keys {
            assert_eq!(action(binding.place, *key), Some(binding.action));
        }
    }
}

#[test]
fn every_action_is_bound_and_reachable_without_a_letter() {
    let letterless = |key: &Key| !matches!(key, Key::Char(_));
    for binding in KEYMAP {
        assert!(binding.keys.iter().any(letterless), "{:?} needs a letter", binding.action);
    }
    let bound: BTreeSet<Action> = KEYMAP.iter().map(|binding| binding.action).collect();
    // Deed::Search is how Go::Search reaches the roster.
    let deeds = [
        ScreenAction::Left,
        ScreenAction::Right,
        ScreenAction::Next,
        ScreenAction::Previous,
        ScreenAction::Accept,
        ScreenAction::Back,
        ScreenAction::Record,
        ScreenAction::Filter,
        ScreenAction::Edit,
        ScreenAction::Create,
        ScreenAction::Reverse,
        ScreenAction::Status,
        ScreenAction::Unmask,
        ScreenAction::Discard,
        ScreenAction::FolderUp,
    ];
    let moves = [Move::Up, Move::Down, Move::PageUp, Move::PageDown, Move::First, Move::Last];
    let goes = [Go::Search, Go::Due, Go::Rounds, Go::Ledger, Go::Import, Go::Report];
    let wholes = [
        GlobalAction::Help,
        GlobalAction::UndoLast,
        GlobalAction::Redraw,
        GlobalAction::Suspend,
        GlobalAction::Quit,
    ];
    let all = deeds.map(Do).into_iter().chain(moves.map(|m| Do(ScreenAction::Move(m))));
    let all = all.chain(goes.map(Action::Go)).chain(wholes.map(All));
    assert_eq!(all.collect::<BTreeSet<_>>(), bound);
}

#[test]
fn footers_fit_80_columns_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        for place in KeyContext::ALL {
            let items = footer(place, lang, 78);
            let must = KEYMAP
                .iter()
                .filter(|b| (1..=MUST).contains(&b.footer) && place.chain().contains(&b.place))
                .count();
            assert!(footer_width(&items) <= 78, "{place:?} {items:?}");
            assert!(items.len() > must, "{place:?} {lang:?} loses keys: {items:?}");
            assert_eq!(items.last().map(|(key, _)| key.as_str()), Some("F1"));
        }
    }
}

#[test]
fn footer_ranks_within_a_place_are_distinct() {
    for place in KeyContext::ALL {
        let mut seen = BTreeSet::new();
        for binding in KEYMAP.iter().filter(|b| b.footer > 0 && place.chain().contains(&b.place)) {
            assert!(seen.insert(binding.footer), "rank {} twice in {place:?}", binding.footer);
        }
    }
}

#[test]
fn an_input_method_reaches_search() {
    for typed in ['/', '／', '、'] {
        assert_eq!(action(KeyContext::Roster, Key::Char(typed)), Some(Action::Go(Go::Search)));
    }
}

#[test]
fn the_table_is_told_in_both_languages() {
    insta::assert_snapshot!("keys_zh", markdown(Lang::Zh));
    insta::assert_snapshot!("keys_en", markdown(Lang::En));
}
