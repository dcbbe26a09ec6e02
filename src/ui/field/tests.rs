use super::*;

fn view(field: &Field, width: u16) -> (String, u16) {
    let area = Rect::new(0, 0, width, 1);
    let mut buf = Buffer::empty(area);
    let cursor = field.view(&mut buf, area, Style::new());
    let mut row = String::new();
    let mut x = 0;
    while x < width {
        let symbol = buf[(x, 0)].symbol();
        row.push_str(symbol);
        x += u16::try_from(text::width(symbol)).unwrap();
    }
    (row, cursor.x)
}

#[test]
fn the_cursor_stands_in_cells() {
    let mut field = Field::new(10);
    for c in "程连f".chars() {
        assert_eq!(field.key(Key::Char(c)), Typed::Changed);
    }
    assert_eq!(view(&field, 10), ("程连f     ".to_owned(), 5));
    assert_eq!(field.key(Key::Home), Typed::Moved);
    assert_eq!(view(&field, 10).1, 0);
    assert_eq!(field.key(Key::Right), Typed::Moved);
    assert_eq!(view(&field, 10).1, 2);
    assert_eq!(field.key(Key::Delete), Typed::Changed);
    assert_eq!(field.text(), "程f");
    assert_eq!(field.key(Key::Up), Typed::Ignored);
}

#[test]
fn a_long_text_scrolls_with_the_cursor() {
    let field = Field::with(20, "呼日查巴特尔");
    assert_eq!(view(&field, 7), ("巴特尔 ".to_owned(), 6));
    assert_eq!(view(&field, 6), ("特尔  ".to_owned(), 4));
}

#[test]
fn a_paste_is_one_line_of_clean_characters_within_the_cap() {
    let mut field = Field::new(6);
    assert!(field.paste(" 屋\u{202E}顶\r\n漏雨\u{7}了很多\n"));
    assert_eq!(field.text(), "屋顶  漏雨");
    assert!(!field.paste("x"));
    assert_eq!(field.key(Key::Char('x')), Typed::Moved);
    assert_eq!(field.key(Key::Backspace), Typed::Changed);
    assert!(!field.is_empty());
}

#[test]
fn a_filled_field_is_replaced_by_typing_and_edited_after_a_move() {
    for (key, text) in [
        (Key::Char('3'), "3"),
        (Key::Backspace, ""),
        (Key::Delete, ""),
        (Key::Ctrl('u'), ""),
        (Key::Ctrl('w'), ""),
        (Key::Ctrl('k'), ""),
        (Key::Char('\u{202E}'), "屋顶 漏雨"),
        (Key::Left, "屋顶 漏雨"),
        (Key::Tab, "屋顶 漏雨"),
    ] {
        let mut field = Field::with(20, "屋顶 漏雨");
        field.select();
        field.key(key);
        assert_eq!((field.text(), field.is_selected()), (text, key == Key::Tab), "{key}");
    }
    for (moves, text) in [
        (Key::Left, "屋顶 漏3雨"),
        (Key::Home, "3屋顶 漏雨"),
        (Key::End, "屋顶 漏雨3"),
        (Key::Ctrl('a'), "3屋顶 漏雨"),
    ] {
        let mut field = Field::with(20, "屋顶 漏雨");
        field.select();
        assert_eq!((field.key(moves), field.key(Key::Char('3'))), (Typed::Moved, Typed::Changed));
        assert_eq!(field.text(), text);
    }
    let mut field = Field::with(20, "屋顶");
    field.select();
    assert!(!field.paste("\n") && field.text() == "屋顶");
    field.select();
    assert!(field.paste("漏雨\n") && field.text() == "漏雨");
    let mut field = Field::new(20);
    field.select();
    assert!(!field.is_selected(), "there is nothing to replace");
}

#[test]
fn the_keys_of_a_line_work_everywhere() {
    for (keys, text, at) in [
        ("Ctrl+U", "", 0),
        ("Left Left Ctrl+U", "漏雨", 0),
        ("Left Left Ctrl+K", "屋顶 ", 3),
        ("Ctrl+W", "屋顶 漏", 4),
        ("Ctrl+A Ctrl+K", "", 0),
        ("Ctrl+A Delete Ctrl+E Backspace", "顶 漏", 3),
    ] {
        let mut field = Field::with(20, "屋顶 漏雨");
        for key in keys.split(' ') {
            assert_ne!(field.key(key.parse().unwrap()), Typed::Ignored, "{key}");
        }
        assert_eq!((field.text(), field.input.cursor()), (text, at), "{keys}");
    }
}

#[test]
fn blanks_can_be_typed() {
    let mut field = Field::new(6);
    assert_eq!(field.key(Key::Char(' ')), Typed::Changed);
    assert_eq!(field.key(Key::Char('\u{3000}')), Typed::Changed);
    assert_eq!(field.text(), "  ");
    assert!(field.is_empty());
    for bad in ['\t', '\u{1}', '\u{2028}', '\u{202E}', '\u{200B}'] {
        assert_eq!(field.key(Key::Char(bad)), Typed::Moved);
    }
}

/// A letter with the selector that chooses its form, and a vowel behind the separator.
const MONGOLIAN: &str = "ᠭᠠ\u{180B}ᠨ\u{180E}ᠠ";

#[test]
fn mongolian_selectors_are_kept_typed_and_pasted() {
    let mut typed = Field::new(20);
    for c in MONGOLIAN.chars() {
        assert_eq!(typed.key(Key::Char(c)), Typed::Changed, "U+{:04X}", u32::from(c));
    }
    let mut pasted = Field::new(20);
    assert!(pasted.paste(MONGOLIAN));
    assert_eq!([typed.text(), pasted.text()], [MONGOLIAN; 2]);
    // Where it chooses no form it would only hide a difference.
    for bad in ["\u{180B}", "程\u{180B}", " \u{180B}", "ᠠ\u{180B}\u{180B}"] {
        let mut field = Field::new(20);
        field.paste(bad);
        let clean = bad.strip_suffix('\u{180B}').unwrap();
        assert_eq!(field.text(), clean.trim_start(), "{bad:?}");
    }
}

#[test]
fn a_selector_stays_with_its_letter() {
    let mut field = Field::with(20, "ᠠ\u{180B}ᠨ");
    let places: Vec<usize> = [Key::Left, Key::Left, Key::Right, Key::Home, Key::Right]
        .map(|key| {
            field.key(key);
            field.input.cursor()
        })
        .to_vec();
    assert_eq!(places, [2, 0, 2, 0, 2]);
    assert_eq!(field.key(Key::Char('ᠬ')), Typed::Changed);
    assert_eq!(field.text(), "ᠠ\u{180B}ᠬᠨ");
    field.key(Key::Home);
    assert_eq!(field.key(Key::Delete), Typed::Changed);
    assert_eq!(field.text(), "ᠬᠨ");
    let mut field = Field::with(20, "ᠠ\u{180B}");
    assert_eq!(field.key(Key::Backspace), Typed::Changed);
    assert_eq!(field.text(), "");
    let mut field = Field::with(20, "ᠨ\u{180E}ᠠ");
    field.key(Key::Home);
    field.key(Key::Right);
    assert_eq!(field.input.cursor(), 2);
    field.key(Key::Home);
    field.key(Key::Delete);
    assert_eq!(field.text(), "ᠠ");
}

#[test]
fn marks_are_judged_by_what_they_stand_on() {
    let mut field = Field::new(40);
    field.paste("x");
    assert!((0..8).all(|_| field.insert('\u{301}')));
    assert!(!field.insert('\u{301}'), "a ninth mark");
    assert!(CleanText::parse(field.text(), 40).is_ok());
}
