//! The table of keys keeps its promises.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthChar;

use super::*;
use crate::app::action::GlobalAction;
use crate::app::screens;

fn contexts() -> Vec<&'static KeyContext> {
    screens::keymap().places().iter().map(|place| place.context).collect()
}

/// Every binding, with its place.
fn bindings() -> Vec<(&'static KeyContext, Binding)> {
    let keymap = screens::keymap();
    let of = |place: &Place| place.bindings.iter().map(|binding| (place.context, *binding)).collect();
    keymap.places().iter().flat_map(|place: &Place| -> Vec<_> { of(place) }).collect()
}

#[test]
fn no_key_means_two_things_in_one_place() {
    let keymap = screens::keymap();
    for context in contexts() {
        let mut seen = BTreeSet::new();
        for key in keymap.here(context).flat_map(|binding| binding.keys) {
            assert!(seen.insert(*key), "{key} twice in {}", context.name);
            assert_eq!(*key, key.folded(), "{key} cannot be looked up");
        }
    }
}

#[test]
fn every_place_has_a_name_and_keys_of_its_own_and_every_binding_a_way_in() {
    let keymap = screens::keymap();
    let names: BTreeSet<&str> = contexts().iter().map(|context| context.name).collect();
    assert_eq!(names.len(), contexts().len());
    for context in contexts() {
        assert!(!keymap.own(context).is_empty(), "{}", context.name);
        assert!(context.shares.iter().all(|shared| names.contains(shared.name)));
    }
    for (context, binding) in bindings() {
        for key in binding.keys {
            assert_eq!(keymap.action(context, *key), Some(binding.action));
        }
    }
}

#[test]
fn every_action_is_reachable_without_a_letter() {
    let letterless = |key: &Key| !matches!(key, Key::Char(_));
    for (_, binding) in bindings() {
        assert!(binding.keys.iter().any(letterless), "{:?} needs a letter", binding.action);
    }
    let bound: BTreeSet<Action> = bindings().iter().map(|(_, binding)| binding.action).collect();
    for action in [
        GlobalAction::Across,
        GlobalAction::Menu,
        GlobalAction::Help,
        GlobalAction::UndoLast,
        GlobalAction::Redraw,
        GlobalAction::Suspend,
        GlobalAction::Quit,
    ] {
        assert!(bound.contains(&Action::Global(action)), "{action:?}");
    }
}

/// Every key does something.
const ANY: KeyState<'static> = KeyState { offers: &|_| true, says: &|_| None, turns: false, types: false };

/// Ranks up to this one always fit at 80 columns.
const FOOTER_MUST: u8 = 9;

#[test]
fn footers_fit_80_columns_in_both_languages_drawn_and_in_ascii() {
    let keymap = screens::keymap();
    let drawn = [Glyphs::PLAIN.arrows, None];
    for (lang, arrows) in [Lang::Zh, Lang::En].into_iter().flat_map(|lang| drawn.map(|arrows| (lang, arrows)))
    {
        for context in contexts() {
            let items = keymap.footer(context, None, lang, arrows, 78, &ANY);
            let must = keymap.here(context).filter(|b| (1..=FOOTER_MUST).contains(&b.footer)).count();
            assert!(footer_width(items.iter()) <= 78, "{} {items:?}", context.name);
            assert!(items.len() >= must, "{} {lang:?} loses keys: {items:?}", context.name);
            assert_eq!(items.last().map(|item| item.name.as_str()), Some("F10"));
            let all = keymap.footer(context, None, lang, arrows, usize::MAX, &ANY);
            let place = |item: &FooterItem| all.iter().position(|other| other == item);
            assert!(items.iter().map(place).is_sorted(), "{} {lang:?} {items:?}", context.name);
            for cells in 20..78 {
                let items = keymap.footer(context, None, lang, arrows, cells, &ANY);
                assert!(footer_width(items.iter()) <= cells, "{} {cells} {items:?}", context.name);
                assert_eq!(items.last().map(|item| item.name.as_str()), Some("F10"));
            }
        }
    }
}

#[test]
fn footer_ranks_within_a_place_are_distinct() {
    let keymap = screens::keymap();
    for context in contexts() {
        let mut seen = BTreeSet::new();
        for binding in keymap.here(context).filter(|b| b.footer > 0) {
            assert!(seen.insert(binding.footer), "rank {} twice in {}", binding.footer, context.name);
        }
    }
}

#[test]
fn an_input_method_reaches_search() {
    let keymap = screens::keymap();
    let roster = contexts().into_iter().find(|context| context.name == "roster").unwrap();
    let expected = keymap.action(roster, Key::F(4));
    assert!(matches!(expected, Some(Action::Open(_))));
    for typed in ['/', '／', '、'] {
        assert_eq!(keymap.action(roster, Key::Char(typed)), expected);
    }
}

#[test]
fn no_text_of_a_key_changes_width_on_a_chinese_terminal() {
    for lang in [Lang::Zh, Lang::En] {
        for (context, binding) in bindings() {
            for text in [context.title.text(lang), binding.text.short(lang), binding.text.long(lang)] {
                assert!(text.chars().all(|c| c.width() == c.width_cjk()), "{text}");
            }
        }
    }
}

#[test]
fn a_key_that_works_elsewhere_is_named_with_its_place() {
    let keymap = screens::keymap();
    let arrows = Glyphs::PLAIN.arrows;
    assert_eq!(keymap.not_here(Lang::Zh, arrows, Key::F(2)), "F2 这里不能用，在「花名册」里是：登记");
    assert_eq!(keymap.not_here(Lang::En, None, Key::Right), "Right does nothing here. Roster: Township");
    assert_eq!(keymap.not_here(Lang::Zh, arrows, Key::F(15)), "F15 没有作用，F10 看全部操作");
}

#[test]
fn the_table_is_written_in_both_languages() {
    insta::assert_snapshot!("keys_zh", screens::keymap().markdown(Lang::Zh));
    insta::assert_snapshot!("keys_en", screens::keymap().markdown(Lang::En));
}
