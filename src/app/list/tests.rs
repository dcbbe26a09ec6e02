//! Paging by key skips nobody, and a reload keeps the chosen row.

use super::*;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Item(RowKey);

impl Row for Item {
    fn key(&self) -> RowKey {
        self.0.clone()
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

fn drive(list: &mut List<Item>, size: i64, start: &Start, height: usize) {
    let limit = i64::from(list.limit(height));
    list.take(page(size, start, limit), height);
}

fn chosen(list: &List<Item>) -> i64 {
    list.chosen().map_or(-1, |item| item.0.no)
}

#[test]
fn a_long_list_is_walked_end_to_end_in_few_rows() {
    let (size, height) = (1_000, 10);
    let mut list = List::default();
    let start = list.restart();
    drive(&mut list, size, &start, height);
    for expected in 1..size {
        if let Some(start) = list.go(Move::Down, height) {
            drive(&mut list, size, &start, height);
        }
        list.scroll(height, |_, _| false);
        assert_eq!(chosen(&list), expected);
        assert!(list.rows().len() <= SCREENS * height + 30);
        assert!(list.top() <= list.cursor() && list.cursor() < list.top() + height);
    }
    for expected in (0..size - 1).rev() {
        if let Some(start) = list.go(Move::Up, height) {
            drive(&mut list, size, &start, height);
        }
        list.scroll(height, |_, _| false);
        assert_eq!(chosen(&list), expected);
        assert!(list.rows().len() <= SCREENS * height + 30);
    }
}

#[test]
fn pages_and_ends() {
    let (size, height) = (100, 10);
    let mut list = List::default();
    let start = list.restart();
    drive(&mut list, size, &start, height);
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
        if let Some(start) = list.go(how, height) {
            drive(&mut list, size, &start, height);
        }
        list.scroll(height, |_, _| false);
        assert_eq!(chosen(&list), expected, "{how:?}");
    }
}

#[test]
fn the_end_stands_at_the_foot_of_the_screen_wherever_the_list_was() {
    let (size, height) = (100, 10);
    let mut list = List::default();
    let start = list.restart();
    drive(&mut list, size, &start, height);
    for how in [Move::PageDown, Move::PageDown, Move::PageDown, Move::Last] {
        if let Some(start) = list.go(how, height) {
            drive(&mut list, size, &start, height);
        }
        list.scroll(height, |_, _| false);
    }
    let shown: Vec<i64> = list.rows().iter().skip(list.top()).map(|item| item.0.no).collect();
    assert_eq!(shown, (90..100).collect::<Vec<_>>());
}

#[test]
fn paging_shows_every_row_although_heads_take_lines() {
    let (size, height) = (300, 10);
    // Villages of one to seven people.
    let heads = |rows: &[Item], at: usize| rows.get(at).is_some_and(|item| item.0.no % 7 % 4 == 0);
    let mut list = List::default();
    let start = list.restart();
    drive(&mut list, size, &start, height);
    let mut seen = std::collections::BTreeSet::new();
    let mut look = |list: &List<Item>| {
        let bottom = list.cursor.bottom(list.rows.len(), height, &|at| heads(&list.rows, at));
        seen.extend(list.rows()[list.top()..=bottom].iter().map(|item| item.0.no));
    };
    look(&list);
    while chosen(&list) < size - 1 {
        let before = chosen(&list);
        if let Some(start) = list.go_with(Move::PageDown, height, heads) {
            drive(&mut list, size, &start, height);
        }
        list.scroll(height, heads);
        look(&list);
        assert!(chosen(&list) > before, "stuck at {before}");
    }
    assert_eq!(seen.len(), 300);
    while chosen(&list) > 0 {
        let before = chosen(&list);
        if let Some(start) = list.go_with(Move::PageUp, height, heads) {
            drive(&mut list, size, &start, height);
        }
        list.scroll(height, heads);
        assert!(chosen(&list) < before, "stuck at {before}");
    }
}

#[test]
fn a_reload_far_down_keeps_the_row() {
    let mut list = List::default();
    let start = list.restart();
    drive(&mut list, 200, &start, 10);
    for _ in 0..35 {
        if let Some(start) = list.go(Move::Down, 10) {
            drive(&mut list, 200, &start, 10);
        }
    }
    let before = chosen(&list);
    let start = list.reload();
    drive(&mut list, 200, &start, 10);
    assert_eq!(chosen(&list), before);
}

#[test]
fn a_reload_keeps_the_row_or_its_place() {
    let mut list = List::default();
    let start = list.restart();
    drive(&mut list, 20, &start, 10);
    for _ in 0..5 {
        list.go(Move::Down, 10);
    }
    let start = list.reload();
    drive(&mut list, 20, &start, 10);
    assert_eq!(chosen(&list), 5);
    let start = list.reload();
    let mut fewer = page(20, &start, 30);
    fewer.rows.retain(|item| item.0.no != 5);
    list.take(fewer, 10);
    assert_eq!(chosen(&list), 6);
    list.reload();
    list.take(Page { rows: Vec::new(), more_before: false, more_after: false }, 10);
    assert!(list.is_empty() && list.chosen().is_none());
}

#[test]
fn heads_take_lines_too() {
    let mut list = List::default();
    let start = list.restart();
    drive(&mut list, 20, &start, 10);
    // A head before every third row: ten lines hold the heads 0, 3, 6 and the rows 0 to 6.
    let heads = |_: &[Item], at: usize| at.is_multiple_of(3);
    for _ in 0..6 {
        list.go(Move::Down, 10);
    }
    list.scroll(10, heads);
    assert_eq!(list.top(), 0);
    list.go(Move::Down, 10);
    list.scroll(10, heads);
    assert_eq!((list.top(), chosen(&list)), (1, 7));
}
