//! Paging by key skips nobody, and a reload keeps the chosen row.

use super::*;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Item(RowKey);

impl Row for Item {
    fn key(&self) -> &RowKey {
        &self.0
    }

    fn same(&self, other: &Self) -> bool {
        self.0.no == other.0.no
    }
}

fn item(no: i64) -> Item {
    Item(RowKey { parts: Vec::new(), no })
}

/// A table of `size` rows, as a store would page it.
fn page(size: i64, start: &Start, limit: i64) -> Page<Item> {
    let (from, to) = match start {
        Start::First => (0, limit),
        Start::Last => (size - limit, size),
        Start::After(key) => (key.no + 1, key.no + 1 + limit),
        Start::Before(key) => (key.no - limit, key.no),
        Start::At(key) => (key.no, key.no + limit),
    };
    let (from, to) = (from.max(0), to.min(size));
    Page { rows: (from..to).map(item).collect(), more_before: from > 0, more_after: to < size }
}

fn drive(window: &mut Window<Item>, size: i64, start: &Start, height: usize) {
    let limit = i64::from(window.limit(height));
    window.take(page(size, start, limit), height);
}

fn chosen(window: &Window<Item>) -> i64 {
    window.chosen().map_or(-1, |item| item.0.no)
}

#[test]
fn a_long_list_is_walked_end_to_end_in_few_rows() {
    let (size, height) = (1_000, 10);
    let mut window = Window::default();
    let start = window.restart();
    drive(&mut window, size, &start, height);
    for expected in 1..size {
        if let Some(start) = window.go(Move::Down, height) {
            drive(&mut window, size, &start, height);
        }
        window.scroll(height, |_, _| false);
        assert_eq!(chosen(&window), expected);
        assert!(window.rows().len() <= SCREENS * height + 30);
        assert!(window.top() <= window.cursor() && window.cursor() < window.top() + height);
    }
    for expected in (0..size - 1).rev() {
        if let Some(start) = window.go(Move::Up, height) {
            drive(&mut window, size, &start, height);
        }
        window.scroll(height, |_, _| false);
        assert_eq!(chosen(&window), expected);
        assert!(window.rows().len() <= SCREENS * height + 30);
    }
}

#[test]
fn pages_and_ends() {
    let (size, height) = (100, 10);
    let mut window = Window::default();
    let start = window.restart();
    drive(&mut window, size, &start, height);
    for (how, expected) in [
        (Move::PageDown, 9),
        (Move::PageDown, 18),
        (Move::PageUp, 9),
        (Move::Last, 99),
        (Move::Down, 99),
        (Move::PageUp, 81),
        (Move::PageDown, 90),
        (Move::PageDown, 99),
        (Move::First, 0),
        (Move::Up, 0),
    ] {
        if let Some(start) = window.go(how, height) {
            drive(&mut window, size, &start, height);
        }
        window.scroll(height, |_, _| false);
        assert_eq!(chosen(&window), expected, "{how:?}");
    }
}

#[test]
fn paging_shows_every_row_although_heads_take_lines() {
    let (size, height) = (300, 10);
    // Villages of one to seven people.
    let heads = |rows: &[Item], at: usize| rows.get(at).is_some_and(|item| item.0.no % 7 % 4 == 0);
    let mut window = Window::default();
    let start = window.restart();
    drive(&mut window, size, &start, height);
    let mut seen = std::collections::BTreeSet::new();
    let mut look = |window: &Window<Item>| {
        let bottom = window.bottom(height, &heads);
        seen.extend(window.rows()[window.top()..=bottom].iter().map(|item| item.0.no));
    };
    look(&window);
    while chosen(&window) < size - 1 {
        let before = chosen(&window);
        if let Some(start) = window.go_with(Move::PageDown, height, heads) {
            drive(&mut window, size, &start, height);
        }
        window.scroll(height, heads);
        look(&window);
        assert!(chosen(&window) > before, "stuck at {before}");
    }
    assert_eq!(seen.len(), 300);
    while chosen(&window) > 0 {
        let before = chosen(&window);
        if let Some(start) = window.go_with(Move::PageUp, height, heads) {
            drive(&mut window, size, &start, height);
        }
        window.scroll(height, heads);
        assert!(chosen(&window) < before, "stuck at {before}");
    }
}

#[test]
fn a_reload_far_down_keeps_the_row() {
    let mut window = Window::default();
    let start = window.restart();
    drive(&mut window, 200, &start, 10);
    for _ in 0..35 {
        if let Some(start) = window.go(Move::Down, 10) {
            drive(&mut window, 200, &start, 10);
        }
    }
    let before = chosen(&window);
    let start = window.reload();
    drive(&mut window, 200, &start, 10);
    assert_eq!(chosen(&window), before);
}

#[test]
fn a_reload_keeps_the_row_or_its_place() {
    let mut window = Window::default();
    let start = window.restart();
    drive(&mut window, 20, &start, 10);
    for _ in 0..5 {
        window.go(Move::Down, 10);
    }
    let start = window.reload();
    drive(&mut window, 20, &start, 10);
    assert_eq!(chosen(&window), 5);
    let start = window.reload();
    let mut fewer = page(20, &start, 30);
    fewer.rows.retain(|item| item.0.no != 5);
    window.take(fewer, 10);
    assert_eq!(chosen(&window), 6);
    window.reload();
    window.take(Page { rows: Vec::new(), more_before: false, more_after: false }, 10);
    assert!(window.is_empty() && window.chosen().is_none());
}

#[test]
fn heads_take_lines_too() {
    let mut window = Window::default();
    let start = window.restart();
    drive(&mut window, 20, &start, 10);
    // A head before every third row: ten lines hold the heads 0, 3, 6 and the rows 0 to 6.
    let heads = |_: &[Item], at: usize| at.is_multiple_of(3);
    for _ in 0..6 {
        window.go(Move::Down, 10);
    }
    window.scroll(10, heads);
    assert_eq!(window.top(), 0);
    window.go(Move::Down, 10);
    window.scroll(10, heads);
    assert_eq!((window.top(), chosen(&window)), (1, 7));
}
