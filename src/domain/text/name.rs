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
/// As [`CleanText::parse`], with at most [`NAME_MAX`] characters; what a conversion could not read (U+FFFD, □, a question
/// mark beside Han or alone) is refused as a character.
pub fn name(raw: &str) -> Result<CleanText, TextError> {
    let mut out = String::with_capacity(raw.len());
    let mut before = None;
    let mut blank = false;
    let kept = without_stray_selectors(raw.trim());
    let mut rest = kept.chars();
    while let Some(c) = rest.next() {
        if is_line_break(c) || get_general_category(c) == GeneralCategory::SpaceSeparator {
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
        let lost = Some(c).filter(|c| is_gap(*c)).or(question);
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
    // Nothing but question marks: every character was lost.
    match out.chars().find(|c| is_question(*c)) {
        Some(lost) if !out.chars().any(char::is_alphanumeric) => Err(TextError::Character(u32::from(lost))),
        Some(_) | None => CleanText::parse(&out, NAME_MAX),
    }
}

/// The sign that stands where a conversion has lost a character, by its code as [`name`] refuses it.
pub fn lost(code: u32) -> Option<char> {
    char::from_u32(code).filter(|c| is_question(*c) || is_gap(*c))
}

/// Whether a code belongs to no standard, but to whatever font or input method wrote it.
pub fn is_private(code: u32) -> bool {
    matches!(code, 0xE000..=0xF8FF | 0xF0000..=0x10_FFFF)
}

/// A text with every Han as itself, as [`name`] writes them.
pub fn plain_han_text(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| super::is_plain(c) || plain_han(c) == c) {
        return Cow::Borrowed(text);
    }
    text.chars().map(plain_han).collect()
}

/// A text on one line, every Han as itself: what breaks or tabulates lines is a blank.
pub fn on_one_line(text: &str) -> Cow<'_, str> {
    let text = plain_han_text(text);
    if !text.contains(is_line_break) {
        return text;
    }
    let pieces = text.split(is_line_break).map(str::trim).filter(|piece| !piece.is_empty());
    Cow::Owned(pieces.collect::<Vec<_>>().join(" "))
}

/// What begins another line, or a column, in the cell of a spreadsheet.
fn is_line_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether two names are the same: blanks, dots and all other signs, the width and the form of characters, capitals, what
/// only chooses between two shapes of a letter, and marks and letters that modify a Han do not count (巴图孟克 is 巴图·孟克). What differs only
/// by a slip of the input method is one person, not two.
pub fn same_name(one: &str, other: &str) -> bool {
    one == other || name_key(one) == name_key(other)
}

/// What two names share that are the same, and no others.
pub fn name_key(name: &str) -> Cow<'_, str> {
    // Most names are nothing but common Han, which stand for themselves.
    let plain = name.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FA5}') && usual_form(c) == c);
    if plain { Cow::Borrowed(name) } else { Cow::Owned(folded(name)) }
}

/// A name without what [`same_name`] does not count.
pub fn folded(name: &str) -> String {
    let has_han = name.chars().any(is_han);
    let plain = name
        .chars()
        .filter(|c| !(has_han && is_sign(*c)))
        .map(|c| usual_form(plain_han(c)))
        .collect::<String>();
    let folded: String = plain.nfkc().flat_map(char::to_lowercase).collect();
    // Small letters of some capitals are composed of two characters.
    let folded: String = folded.nfc().filter(|c| !c.is_whitespace() && !is_mongolian_selector(*c)).collect();
    let mut on_han = has_han;
    let bare: String = folded
        .chars()
        .filter(|c| {
            let hangs_on = is_mark(*c) || is_modifier(*c);
            let is_kept = if hangs_on { !on_han } else { c.is_alphanumeric() };
            on_han = joins(*c) || hangs_on && on_han;
            is_kept
        })
        .collect();
    // A name of nothing but signs is no slip.
    if bare.is_empty() { folded } else { bare }
}

/// Whether a character is written for a Han, as a middle dot is not.
fn is_han(c: char) -> bool {
    let c = plain_han(c);
    c != MIDDLE_DOT && joins(c)
}

/// Letters to Unicode that beside Han are signs of reading and of closing a letter (〆, 〼, those of Kanbun).
fn is_sign(c: char) -> bool {
    matches!(c, '\u{3006}' | '\u{303C}' | '\u{3190}'..='\u{319F}')
}

/// Letters that modify the one before them (ʹ, ʼ, ー), but for the signs that repeat a Han.
fn is_modifier(c: char) -> bool {
    get_general_category(c) == GeneralCategory::ModifierLetter && !matches!(c, '\u{3005}' | '\u{303B}')
}

/// Whether who is named in the one place is who is named in the other, as handlers and proxies are: as [`same_name`], and
/// what stands beside the Han of one of them does not count, a remark in brackets (高娃（民政局） is 高娃), digits and other
/// letters (高娃1). Two remarks that differ tell two apart, and so do two numbers.
pub fn same_hand(one: &str, other: &str) -> bool {
    if same_name(one, other) {
        return true;
    }
    match (told_more(one), told_more(other)) {
        (Some((one, _)), None) => one == name_key(other),
        (None, Some((other, _))) => other == name_key(one),
        (Some((one, remarked)), Some((other, also_remarked))) => remarked != also_remarked && one == other,
        (None, None) => false,
    }
}

/// The key of a name without what stands beside it, and whether that is a remark; none where nothing does.
fn told_more(name: &str) -> Option<(String, bool)> {
    /// Fewest Han of a name.
    const FEWEST: usize = 2;
    // Common Han alone have nothing beside them.
    if matches!(name_key(name), Cow::Borrowed(_)) {
        return None;
    }
    let remarked = remarked(name);
    let key = name_key(remarked.unwrap_or(name));
    let han = key.trim_matches(|c| !joins(c));
    let is_name = han.chars().nth(FEWEST - 1).is_some();
    let bare = if is_name { han } else { &*key };
    (remarked.is_some() || bare.len() < key.len()).then(|| (bare.to_owned(), remarked.is_some()))
}

/// A name before the remark in brackets that it ends with.
fn remarked(name: &str) -> Option<&str> {
    let (open, _) = name
        .char_indices()
        .find(|(_, c)| matches!(c, '(' | '（' | '[' | '［' | '【' | '〔' | '{' | '〈' | '《'))?;
    let closed = name.trim_end().ends_with([')', '）', ']', '］', '】', '〕', '}', '〉', '》']);
    name.get(..open).map(str::trim).filter(|bare| closed && !bare.is_empty())
}

/// The other ways in which a name may be written with a middle dot and without.
pub fn dotted_otherwise(name: &str) -> Vec<String> {
    const FEWEST: usize = 4;
    let bare: Vec<char> = name.chars().filter(|c| *c != MIDDLE_DOT).collect();
    if bare.len() < FEWEST || !bare.iter().copied().all(joins) {
        return Vec::new();
    }
    let dotted = (1..bare.len()).map(|at| {
        let parts = bare.split_at(at);
        parts.0.iter().chain([&MIDDLE_DOT]).chain(parts.1).collect::<String>()
    });
    let all = std::iter::once(bare.iter().collect::<String>()).chain(dotted);
    all.filter(|spelling| spelling != name).collect()
}

/// The usual form of a Han that names are written with in another one: old and new forms of one character (旧字形, as the
/// 印刷通用汉字字形表 of 1964 replaced them, and kZVariant of Unihan) that ID cards, registers and input methods give for each
/// other. Characters that people tell apart in names (喆 and 哲, 昇 and 升) are none of them. Names are stored as they
/// are written.
pub(super) fn usual_form(c: char) -> char {
    match c {
        '髙' => '高',
        '呂' => '吕',
        '黃' => '黄',
        '淸' => '清',
        '靑' => '青',
        '郞' => '郎',
        '吳' | '呉' => '吴',
        '內' => '内',
        '兌' => '兑',
        '説' | '說' => '说',
        '稅' => '税',
        '悅' => '悦',
        '戶' | '戸' => '户',
        '冊' => '册',
        '強' => '强',
        '眞' => '真',
        '愼' => '慎',
        '徳' => '德',
        '恆' => '恒',
        '敎' => '教',
        '姸' => '妍',
        '硏' => '研',
        '溫' => '温',
        '峯' => '峰',
        '羣' => '群',
        '卽' => '即',
        '歩' => '步',
        '渉' => '涉',
        '隷' => '隶',
        '昻' => '昂',
        '囯' => '国',
        '鄕' => '乡',
        _ => c,
    }
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

/// The sign that stands where a font or a conversion had no character.
fn is_gap(c: char) -> bool {
    matches!(
        c,
        char::REPLACEMENT_CHARACTER
            | '\u{25A0}'
            | '\u{25A1}'
            | '\u{25A2}'
            | '\u{25AF}'
            | '\u{2610}'
            | '\u{2B1A}'
            | '\u{3013}'
    )
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
