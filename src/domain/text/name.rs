//! Names as rosters write them, and the width of characters.

use std::borrow::Cow;

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization as _;

use super::{
    CleanText, NAME_MAX, TextError, is_mark, is_mongolian_selector, private_use, without_stray_selectors,
};

/// The dot of a name of two parts, 乌云·其木格.
const MIDDLE_DOT: char = '\u{B7}';

/// Lets a name in at the border: blanks inside Han names removed (张 三 is 张三), single blanks inside
/// other names kept, every look-alike of the middle dot written as U+00B7, and so any full stop between Han (巴图.孟克),
/// letters and digits at plain width, Han that stand as radicals, in a compatible form or as private use of an older
/// standard written as themselves (⻢ is 马, ⾼ is 高).
///
/// # Errors
/// As [`CleanText::parse`], with at most [`NAME_MAX`] characters; what a conversion could not read (U+FFFD, a question
/// mark beside Han) is refused as a character.
pub fn name(raw: &str) -> Result<CleanText, TextError> {
    let mut out = String::with_capacity(raw.len());
    let mut before = None;
    let mut blank = false;
    let kept = without_stray_selectors(raw.trim());
    let mut rest = kept.chars();
    while let Some(c) = rest.next() {
        if get_general_category(c) == GeneralCategory::SpaceSeparator {
            blank = true;
            continue;
        }
        let narrow = half_width(c);
        let mut c = middle_dot(if narrow.is_ascii_alphanumeric() { narrow } else { plain_han(c) });
        if is_stop(c)
            && before.is_some_and(joins)
            && rest.clone().find(|c| !c.is_whitespace() && !is_stop(*c)).is_some_and(joins)
        {
            c = MIDDLE_DOT;
        }
        if c == MIDDLE_DOT && before == Some(MIDDLE_DOT) {
            continue;
        }
        let unread = |one: char, beside: char| is_question(one) && joins(beside) && beside != MIDDLE_DOT;
        let question =
            before.filter(|b| unread(*b, c)).or_else(|| before.filter(|b| unread(c, *b)).map(|_| c));
        let lost = Some(c).filter(|c| *c == char::REPLACEMENT_CHARACTER).or(question);
        if let Some(lost) = lost {
            return Err(TextError::Character(u32::from(lost)));
        }
        if blank && !joins(c) && before.is_some_and(|before| !joins(before)) {
            out.push(' ');
        }
        blank = false;
        before = Some(c);
        out.push(c);
    }
    CleanText::parse(&out, NAME_MAX)
}

/// The sign that stands where a conversion has lost a character, by its code as [`name`] refuses it.
pub fn lost(code: u32) -> Option<char> {
    char::from_u32(code).filter(|c| is_question(*c) || *c == char::REPLACEMENT_CHARACTER)
}

/// Whether two names are the same: blanks, dots and all other signs, the width and the form of characters, capitals, what
/// only chooses between two shapes of a letter, and marks on Han do not count (巴图孟克 is 巴图·孟克). What differs only
/// by a slip of the input method is one person, not two.
pub fn same_name(one: &str, other: &str) -> bool {
    one == other || name_key(one) == name_key(other)
}

/// What two names share that are the same, and no others.
pub fn name_key(name: &str) -> Cow<'_, str> {
    // Most names are nothing but common Han, which stand for themselves.
    let plain = name.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FA5}'));
    if plain { Cow::Borrowed(name) } else { Cow::Owned(folded(name)) }
}

/// A name without what [`same_name`] does not count.
pub fn folded(name: &str) -> String {
    let plain = name.chars().map(plain_han).collect::<String>();
    let folded: String = plain.nfkc().flat_map(char::to_lowercase).collect();
    // Small letters of some capitals are composed of two characters.
    let folded: String = folded.nfc().filter(|c| !c.is_whitespace() && !is_mongolian_selector(*c)).collect();
    let mut on_han = false;
    let bare: String = folded
        .chars()
        .filter(|c| {
            let is_marked = is_mark(*c) && !on_han;
            on_han = joins(*c) || is_mark(*c) && on_han;
            is_marked || c.is_alphanumeric()
        })
        .collect();
    // A name of nothing but signs is no slip.
    if bare.is_empty() { folded } else { bare }
}

/// Full-width ASCII and the ideographic blank as plain ASCII: １２ＡＢ becomes 12AB.
pub fn fold_width(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.chars().map(half_width).collect() }
}

/// One character of [`fold_width`].
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// The middle dot for each of its look-alikes; other characters stay.
pub(super) fn middle_dot(c: char) -> char {
    match c {
        '\u{0387}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{2E31}' | '\u{2E33}'
        | '\u{30FB}' | '\u{FF65}' | '\u{318D}' | '\u{A78F}' | '\u{1427}' | '\u{16EB}' | '\u{10101}'
        | '\u{2D30}' => MIDDLE_DOT,
        _ => c,
    }
}

/// What stands for the middle dot between Han.
fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '\u{FF0E}'
            | '\u{3002}'
            | '\u{FF61}'
            | '\u{2024}'
            | '\u{25CF}'
            | '\u{25E6}'
            | '\u{318D}'
            | '\u{A78F}'
            | '\u{25AA}'
            | '\u{B0}'
            | '\u{2D9}'
    )
}

/// The sign that stands for a character which a conversion could not write.
fn is_question(c: char) -> bool {
    matches!(c, '?' | '\u{FF1F}')
}

/// Radicals of the supplement that stand for the whole character, which no normal form of Unicode tells.
const RADICALS: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺠', '民'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// Han that stand as radicals or in a compatible form, as themselves.
fn plain_han(c: char) -> char {
    let c = private_use::public(c).unwrap_or(c);
    match c {
        '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
            let radical = RADICALS.iter().find(|(radical, _)| *radical == c).map(|(_, han)| *han);
            radical.or_else(|| c.nfkc().next()).unwrap_or(c)
        }
        _ => c,
    }
}

/// Whether a blank beside the character carries no meaning: Han is written without blanks.
fn joins(c: char) -> bool {
    c == MIDDLE_DOT
        || matches!(c, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
