//! Nothing is cut without a way to read it whole: every screen over a register in which every text is long. What the row
//! under the bar cuts stands whole below the list or beside it, or is told by Enter; a field that is longer than its place
//! is told whole while it has the keys; everything else is broken into lines.

use unicode_width::UnicodeWidthChar;

use crate::app::Setup;
use crate::app::context::WIDE;
use crate::app::testing::{ALIKE, LARGE, LATIN, MONGOLIAN, Register, Robot, SMALL, demo_day, long_texts};
use crate::lang::Lang;
use crate::ui::theme::Background;

const SIZES: [(u16, u16); 3] = [SMALL, LARGE, (200, 60)];

/// Every language and both sets of glyphs.
const LOOKS: [(Lang, bool); 3] = [(Lang::Zh, false), (Lang::En, false), (Lang::En, true)];

fn robot(lang: Lang, ascii: bool, size: (u16, u16)) -> Robot {
    let setup = Setup {
        lang,
        ascii,
        color: true,
        background: Background::Unknown,
        today: demo_day(),
        size,
        register: true,
    };
    Robot::with(Register::long(), setup)
}

/// The cells `from..to` of every row, without the edges of dialogs.
fn columns(screen: &str, from: usize, to: usize) -> Vec<String> {
    let row = |row: &str| {
        let mut at = 0;
        let mut out = String::new();
        for c in row.chars() {
            if (from..to).contains(&at) && c != '|' {
                out.push(c);
            }
            at += c.width().unwrap_or_default();
        }
        out.trim().to_owned()
    };
    screen.lines().map(row).collect()
}

/// The parts that stand side by side.
fn parts(screen: &str, size: (u16, u16)) -> Vec<Vec<String>> {
    let whole = columns(screen, 0, usize::MAX);
    if size.0 < WIDE {
        return vec![whole];
    }
    let pane = 60;
    let widest = size.0 >= 180;
    let list = usize::from(size.0) - 1 - pane * (1 + usize::from(widest));
    let mut parts = vec![columns(screen, 0, list), columns(screen, list + 1, list + pane)];
    if widest {
        parts.push(columns(screen, list + pane + 1, usize::MAX));
    }
    parts.push(whole);
    parts
}

/// Letters of a text that are read: blanks are lost where lines break.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How many letters of `text` a row goes on with from its letter `from` on.
fn common(row: &[char], from: usize, text: &[char]) -> usize {
    row.get(from..).unwrap_or_default().iter().zip(text).take_while(|(one, other)| one == other).count()
}

/// Whether `text` is read whole in `rows`: broken over rows that follow each other.
fn reads(rows: &[String], text: &str) -> bool {
    let text = letters(text);
    let rows: Vec<Vec<char>> = rows.iter().map(|row| letters(row)).collect();
    (0..rows.len()).any(|y| {
        (0..rows[y].len()).any(|x| {
            let mut read = common(&rows[y], x, &text);
            let mut next = y + 1;
            while read > 1 && read < text.len() && next < rows.len() {
                let more = common(&rows[next], 0, &text[read..]);
                if more == 0 {
                    break;
                }
                (read, next) = (read + more, next + 1);
            }
            read == text.len()
        })
    })
}

/// The long texts whose beginning stands in `row`, but not all of them.
fn cut(row: &str, texts: &[String]) -> Vec<String> {
    let row = letters(row);
    let begins = |text: &&String| {
        let text = letters(text);
        let most = (0..row.len()).map(|x| common(&row, x, &text)).max().unwrap_or_default();
        most > 2 && most < text.len()
    };
    texts.iter().filter(begins).cloned().collect()
}

/// The texts that the row under the bar cuts, of all that bears the bar.
fn cut_under_bar(rows: &[String], texts: &[String]) -> Vec<String> {
    let barred = rows.iter().filter(|row| row.starts_with(['▸', '>']));
    let mut all: Vec<String> = barred.flat_map(|row| cut(row, texts)).collect();
    all.dedup();
    // Of two names that begin alike one is meant: the one whose end is shown too.
    let [one, other] = ALIKE.map(str::to_owned);
    if all.contains(&one) && all.contains(&other) {
        let shows = |end: &str| rows.iter().any(|row| row.starts_with(['▸', '>']) && row.contains(end));
        all.retain(|text| *text != if shows("和克") { one.clone() } else { other.clone() });
    }
    all
}

/// Whatever the person under the bar has to tell, by Enter and to the end.
fn by_enter(robot: &mut Robot, size: (u16, u16), texts: &[String]) -> Vec<String> {
    let before = robot.screen();
    robot.press("Enter");
    let mut read = Vec::new();
    for _ in 0..40 {
        let screen = robot.screen();
        let parts = parts(&screen, size);
        read.extend(texts.iter().filter(|text| parts.iter().any(|rows| reads(rows, text))).cloned());
        robot.press("Down");
        if robot.screen() == screen {
            break;
        }
    }
    robot.press("Esc");
    assert_eq!(robot.screen(), before, "the way back");
    read
}

/// A list: its name, the keys there, whether Enter opens the person.
const LISTS: [(&str, &str, bool); 11] = [
    ("today", "F12", false),
    ("missed", "F12 Home Enter", true),
    ("noted gone", "F12 Home Down Down Enter", true),
    ("drafts", "Ctrl+O", false),
    ("roster", "Down", true),
    ("search", "F4 \"al\"", true),
    ("found by letters", "F4 \"max\"", true),
    ("due", "F5", true),
    ("exceptions", "F5 Right", true),
    ("ledger", "F7", false),
    ("rounds", "F6", false),
];

fn press(robot: &mut Robot, keys: &str) {
    for (at, part) in keys.split('"').enumerate() {
        if at % 2 == 0 { robot.press(part) } else { robot.type_in(part) }
    }
}

#[test]
fn what_a_row_cuts_is_read_whole_under_its_bar() {
    let texts = long_texts();
    for (lang, ascii) in LOOKS {
        for size in SIZES {
            for (name, keys, enters) in LISTS {
                let mut robot = robot(lang, ascii, size);
                press(&mut robot, keys);
                for row in 0..8 {
                    let screen = robot.screen();
                    let parts = parts(&screen, size);
                    let mut cut = cut_under_bar(&parts[0], &texts);
                    cut.retain(|text| !parts.iter().any(|rows| reads(rows, text)));
                    if !cut.is_empty() && enters {
                        let read = by_enter(&mut robot, size, &texts);
                        cut.retain(|text| !read.contains(text));
                    }
                    let leads_on = name == "today";
                    assert!(cut.is_empty() || leads_on, "{name} {size:?} row {row}: {cut:?}\n{screen}");
                    robot.press("Down");
                }
            }
        }
    }
}

#[test]
fn two_people_whose_names_begin_alike_never_look_alike() {
    for (lang, ascii) in LOOKS {
        for size in SIZES {
            for keys in ["Down", "F4 \"al\"", "F5"] {
                let mut robot = robot(lang, ascii, size);
                press(&mut robot, keys);
                let rows = parts(&robot.screen(), size).remove(0);
                let found: Vec<&String> = rows.iter().filter(|row| row.contains("阿拉坦")).collect();
                assert!(found.len() > 1 || keys == "F5", "{keys} {size:?}\n{}", robot.screen());
                let names: Vec<String> = found
                    .iter()
                    .map(|row| {
                        row.trim_start_matches(['▸', '>']).split("  ").next().unwrap_or_default().to_owned()
                    })
                    .collect();
                assert!(names.windows(2).all(|two| two[0] != two[1]), "{keys} {size:?} {names:?}");
            }
        }
    }
}

/// Forms and dialogs: what is cut while one field has the keys is whole while another has.
const FORMS: [(&str, &str, usize); 8] = [
    ("record", "F2 F2 Esc", 8),
    ("last look", "F2 F2", 0),
    ("draft", "Ctrl+O Enter", 8),
    ("edit", "Enter F3", 12),
    ("status", "Enter Ctrl+D", 3),
    ("unmask", "Enter Ctrl+U", 0),
    ("batch look", "Space Down Space F2 F2", 0),
    ("filter", "F3", 0),
];

#[test]
fn forms_and_dialogs_tell_everything_whole() {
    let texts = long_texts();
    for (lang, ascii) in LOOKS {
        for size in SIZES {
            for (name, keys, fields) in FORMS {
                let mut robot = robot(lang, ascii, size);
                press(&mut robot, keys);
                let (mut seen, mut read) = (Vec::new(), Vec::new());
                let first = robot.screen();
                for _ in 0..=fields {
                    let screen = robot.screen();
                    // Beside the form stands the list, of which the rows have their own way.
                    let all = parts(&screen, size);
                    let rows = if all.len() > 1 { &all[1] } else { &all[0] };
                    seen.extend(rows.iter().flat_map(|row| cut(row, &texts)));
                    read.extend(
                        texts.iter().filter(|text| all.iter().any(|rows| reads(rows, text))).cloned(),
                    );
                    robot.press("Tab");
                }
                seen.retain(|text| !read.contains(text));
                // Both names begin alike: one of them is meant.
                let [one, other] = ALIKE.map(str::to_owned);
                if read.contains(&one) || read.contains(&other) {
                    seen.retain(|text| *text != one && *text != other);
                }
                assert!(seen.is_empty(), "{name} {size:?}: {seen:?}\n{first}");
            }
        }
    }
}

/// What the program says itself is never cut: no text of its own ends in an ellipsis, on any screen.
#[test]
fn the_program_s_own_words_are_never_cut() {
    let mut data = long_texts();
    data.extend(["参加抗美援朝军人", "在乡老复员军人", "赛音呼都嘎苏木"].map(str::to_owned));
    let screens = LISTS.iter().map(|(name, keys, _)| (*name, *keys));
    let more = [
        ("menu", "F10"),
        ("menu in a list", "F5 F10"),
        ("menu in a form", "F2 F10"),
        ("help", "F1"),
        ("report", "F9"),
        ("progress", "F9 Tab"),
        ("settings", "Ctrl+T"),
        ("setting", "Ctrl+T Enter"),
        ("new round", "F6 F2"),
        ("import", "F8"),
        ("copy", "Ctrl+Y"),
        ("reverse", "F7 Del"),
    ];
    let forms = FORMS.iter().map(|(name, keys, _)| (*name, *keys));
    let screens: Vec<_> = screens.chain(more).chain(forms).collect();
    for (lang, glyphs) in [(Lang::Zh, &[false][..]), (Lang::En, &[false, true])] {
        for size in SIZES {
            for (name, keys) in &screens {
                let mut robot = robot(lang, false, size);
                press(&mut robot, keys);
                for step in 0..glyphs.len() * if name.starts_with("menu") { 40 } else { 1 } {
                    robot.look_as(glyphs[step % glyphs.len()], true, Background::Unknown);
                    let screen = robot.screen();
                    for (at, _) in screen.match_indices("..") {
                        let (until, rest) = screen.split_at(at);
                        // Three dots and more are a bar of progress.
                        if rest.starts_with("...") || until.ends_with(['.', '#']) {
                            continue;
                        }
                        // The end of a word, or a single letter that another column stands before.
                        let row = until.rsplit('\n').next().unwrap_or_default();
                        let letters_before = letters(row);
                        let last = letters_before.last().copied().unwrap_or_default();
                        // Two letters of Latin stand in many a word.
                        let count = if last.is_ascii() { 4 } else { 2 };
                        let before: String = letters_before.iter().rev().take(count).rev().collect();
                        let alone = before.chars().last().map(String::from).unwrap_or_default();
                        let is_alone = row.chars().rev().nth(1) == Some(' ');
                        let told = |text: &String| {
                            let text: String = letters(text).iter().collect();
                            text.contains(&before) || (is_alone && text.starts_with(&alone))
                        };
                        let known = data.iter().any(told);
                        // Names that are told by Enter.
                        let listed = *name == "today" || until.ends_with(' ');
                        assert!(known || listed, "{name} {size:?}: {before}..\n{screen}");
                    }
                    if (step + 1).is_multiple_of(glyphs.len()) {
                        robot.press("Down");
                    }
                }
            }
        }
    }
    assert!(data.contains(&LATIN.to_owned()) && data.contains(&MONGOLIAN.to_owned()));
}
