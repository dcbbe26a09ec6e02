//! One cell at a time: what it says, or why it is refused.

use chrono::NaiveDate;

use crate::domain::idcard::{IdError, IdNumber, is_other_document};
use crate::domain::recipient::{Household, Sex};
use crate::domain::roster::Fault;
use crate::domain::text::{self, CleanText, NAME_MAX, NameError, PersonName, TextError};
use crate::tabular::{CELL_MAX, CellKind};

/// Errors that spreadsheets show in a cell, whichever language they speak.
const ERRORS: &[&str] = &[
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#BUSY!",
    "#UNKNOWN!",
    "#EXTERNAL!",
    "#PYTHON!",
    "#ERROR!",
    "#REF",
    "#N/A!",
];
/// Ways to write that there is nothing.
const NOTHING: &[&str] = &[
    "无", "没有", "暂无", "不详", "未知", "空", "-", "--", "---", "—", "——", "/", "\\", "n/a", "none", "nil",
    "null",
];

/// What stands for the place of the row above: whoever reads must not guess which.
const DITTO: &[&str] = &["同上", "同前", "同", "上同", "同左", "同右"];
/// What says of a place that it is not known, or only where the list was made.
const NOWHERE: &[&str] = &[
    "待查",
    "待核",
    "待核实",
    "待定",
    "待补",
    "待填",
    "不明",
    "不清",
    "外地",
    "本镇",
    "本苏木",
    "本村",
    "本嘎查",
    "本社区",
    "本地",
];

/// A cell's text without what only protects it: the outer blanks, the apostrophe before a text cell,
/// the formula ="…" around one.
pub(in crate::exchange) fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    if !cell.starts_with(['=', '\'']) {
        return cell;
    }
    let cell = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    cell.strip_prefix('\'').unwrap_or(cell).trim()
}

/// Whether a cell says that there is nothing.
pub(super) fn is_nothing(cell: &str) -> bool {
    cell.is_empty() || (cell.len() <= 6 && NOTHING.iter().any(|word| cell.eq_ignore_ascii_case(word)))
}

/// Why a cell says nothing whatever its column is: it holds an error, or a formula without its result.
pub(super) fn spoilt(cell: &str, kind: CellKind) -> Option<Fault> {
    let text = bare(cell);
    match kind {
        CellKind::Uncached => Some(Fault::Uncached),
        CellKind::Error => Some(Fault::ErrorCell(CleanText::shown(text))),
        CellKind::Text | CellKind::Filled => {
            if text.starts_with('#') && ERRORS.iter().any(|error| text.eq_ignore_ascii_case(error)) {
                Some(Fault::ErrorCell(CleanText::shown(text)))
            } else {
                is_formula(text).then_some(Fault::Uncached)
            }
        }
        CellKind::Number | CellKind::Date | CellKind::NoText | CellKind::NoResult => None,
    }
}

/// Whether a text is a formula that was written out: =VLOOKUP(…), =Sheet2!A1.
fn is_formula(text: &str) -> bool {
    text == "="
        || text.strip_prefix('=').is_some_and(|rest| {
            rest.starts_with(|c: char| {
                c.is_ascii_alphabetic() || matches!(c, '\'' | '$' | '(' | '+' | '-' | '[')
            })
        })
}

/// The fault of a text that may not come in. Too many marks on one character are too long a character.
pub(super) fn text_fault(error: TextError) -> Fault {
    match error {
        TextError::Character(code) => Fault::Character(code),
        TextError::TooLong(_) | TextError::Marks => Fault::TooLong,
    }
}

/// A text of at most `max` characters; none if the cell is empty.
pub(super) fn words(cell: &str, max: usize) -> Result<Option<CleanText>, Fault> {
    checked_length(cell)?;
    let line = text::on_one_line(bare(cell));
    let text = text::without_stray_selectors(&line);
    if text.is_empty() { Ok(None) } else { CleanText::parse(&text, max).map(Some).map_err(text_fault) }
}

/// The sign that stands in a text where a character was lost: U+FFFD, or in an address a question mark between two Han.
pub(super) fn lost(text: &str, is_address: bool) -> Option<char> {
    if !text.contains([char::REPLACEMENT_CHARACTER, '?', '？', '□']) {
        return None;
    }
    let han = |c: Option<&char>| {
        c.is_some_and(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'))
    };
    let chars: Vec<char> = text.chars().collect();
    let is_lost = |(at, c): (usize, &char)| {
        let within = han(at.checked_sub(1).and_then(|at| chars.get(at))) && han(chars.get(at + 1));
        *c == char::REPLACEMENT_CHARACTER || (is_address && within && matches!(c, '?' | '？' | '□'))
    };
    chars.iter().enumerate().find(|&it| is_lost(it)).map(|(_, c)| *c)
}

/// The name of a person, and what stands beside it; none if the cell is empty.
pub(super) fn person_name(cell: &str) -> Result<Option<PersonName>, Fault> {
    checked_length(cell)?;
    let text = bare(cell);
    if is_nothing(text) {
        return Ok(None);
    }
    let found = text::person_name(text).map_err(|error| match error {
        NameError::Text(error) => text_fault(error),
        NameError::NoName => Fault::NotAName,
    })?;
    match text::kin_behind(&found.name) {
        Some(kin) => Err(Fault::KinInName(kin.into())),
        None => Ok(Some(found)),
    }
}

/// The name of a place; none if the cell is empty. What has no letter is none, and what stands for another row's; what is
/// not known is left out, and told. The number of a list before a name is none of it.
pub(super) fn place(cell: &str) -> Result<Option<CleanText>, Fault> {
    let name = name(numbered(bare(cell)).unwrap_or(cell))?;
    match name.as_deref() {
        Some(place) if DITTO.contains(&place) || !place.chars().any(char::is_alphabetic) => {
            Err(Fault::NotAPlace)
        }
        Some(place) if NOWHERE.contains(&place) => Err(Fault::LeftOut(Box::new(Fault::NotAPlace))),
        Some(_) | None => Ok(name),
    }
}

/// The village behind the number that it has in a list: 01金莲川社区, 1、敖包图嘎查.
fn numbered(cell: &str) -> Option<&str> {
    let rest = cell.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == cell.len() {
        return None;
    }
    let name = rest.trim_start_matches(['.', '、', '．', '-', ' ']);
    let is_village = ["社区", "嘎查", "村"].iter().any(|end| name.ends_with(end));
    let counts = ["号", "组", "队", "分", "连", "大队"].iter().any(|unit| name.starts_with(unit));
    (is_village && !counts && name.chars().count() >= 4).then_some(name)
}

/// A name of a unit or place, blanks inside Han removed; none if the cell is empty.
pub(super) fn name(cell: &str) -> Result<Option<CleanText>, Fault> {
    checked_length(cell)?;
    let text = bare(cell);
    if is_nothing(text) { Ok(None) } else { text::name(text).map(Some).map_err(text_fault) }
}

/// What the sex column says; none if empty or neither.
pub(super) fn sex(cell: &str) -> Option<Sex> {
    let cell = bare(cell);
    let is = |words: [&str; 4]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if is(["男", "男性", "m", "male"]) {
        Some(Sex::Male)
    } else if is(["女", "女性", "f", "female"]) {
        Some(Sex::Female)
    } else {
        None
    }
}

/// How a household is registered, as rosters say it; none where it is neither. Herders are of the land: 牧区.
pub(super) fn household(cell: &str) -> Option<Household> {
    const REST: [&str; 8] = ["家庭户口", "集体户口", "户口", "户籍", "居民", "人口", "家庭", "户"];
    let mut word: String = cell.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    while let Some(bare) =
        REST.iter().find_map(|rest| word.strip_suffix(rest)).filter(|bare| !bare.is_empty())
    {
        word = bare.to_owned();
    }
    match word.as_str() {
        "城镇" | "城市" | "城" | "非农业" | "非农" | "城关" | "urban" => Some(Household::Urban),
        "农村" | "牧区" | "农牧区" | "农村牧区" | "农业" | "牧业" | "农牧业" | "农" | "牧" | "农牧"
        | "乡村" | "rural" => Some(Household::Rural),
        _ => None,
    }
}

/// An ID number, and the right check digit if it has another; none if the cell is empty.
pub(super) fn id_number(
    cell: &str,
    kind: CellKind,
    today: NaiveDate,
) -> Result<Option<(IdNumber, Option<char>)>, Fault> {
    let Some(text) = number_text(cell)? else { return Ok(None) };
    // A number cell keeps fifteen digits and may have lost a 0 before them: never an ID number.
    if kind == CellKind::Number || kind == CellKind::Date || text.starts_with('#') {
        return Err(Fault::IdDamaged);
    }
    IdNumber::parse(&text, today).map(Some).map_err(|error| match error {
        IdError::Length(_) | IdError::Character if is_masked(&text) => Fault::IdMasked,
        IdError::Length(_) | IdError::Character if is_other_document(&text) => Fault::OtherDocument,
        IdError::Length(length) => Fault::IdLength(length),
        IdError::Character => Fault::IdCharacter,
        IdError::Damaged => Fault::IdDamaged,
        IdError::Date => Fault::IdDate,
    })
}

/// Whether a character stands in the place of a digit that was masked.
fn is_mask(c: char) -> bool {
    matches!(c, '*' | '＊' | '✱' | '✻' | '•' | '●' | '■' | '█' | '×' | 'x' | 'X' | 'Ｘ' | 'ｘ')
}

/// Whether a number in a text is masked: 152599********0013, 138****1234, ****1234.
pub(super) fn is_masked(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| chars.get(at)).is_some_and(|&c| crate::domain::text::half_width(c).is_ascii_digit())
    };
    let mut at = 0;
    while at < chars.len() {
        let run = chars.get(at..).unwrap_or_default().iter().take_while(|c| is_mask(**c)).count();
        // Two signs may stand between two numbers: 500×2, a size.
        if run > 1 && (is_digit(at.checked_sub(1)) || is_digit(Some(at + run))) {
            return true;
        }
        at += run.max(1);
    }
    false
}

/// The text of a cell of digits in half width, none of its characters hidden; none if there is nothing.
pub(super) fn number_text(cell: &str) -> Result<Option<String>, Fault> {
    checked_length(cell)?;
    let text = bare(cell);
    if is_nothing(text) {
        return Ok(None);
    }
    let line = text::on_one_line(text);
    let clean = CleanText::parse(&text::without_stray_selectors(&line), CELL_MAX).map_err(text_fault)?;
    // What a sentence ends with is no part of a number.
    let stops = |c: char| {
        matches!(
            c,
            '。' | '.'
                | '，'
                | ','
                | '、'
                | '；'
                | ';'
                | '：'
                | ':'
                | '\''
                | '‘'
                | '’'
                | '"'
                | '“'
                | '”'
                | '`'
        )
    };
    let folded = text::fold_width(&clean);
    let number = folded.trim_matches(|c: char| c.is_whitespace() || stops(c));
    // Of nothing but such signs nothing is left to read.
    Ok(Some(if number.is_empty() { folded } else { number.to_owned() }))
}

/// 4.4E+17 and 1.38047e10: a spreadsheet's way to show what it has lost.
pub(super) fn is_scientific(text: &str) -> bool {
    text.split_once(['E', 'e']).is_some_and(|(digits, power)| {
        let power = power.trim_start_matches(['+', '-']);
        let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        number(digits) && number(power)
    })
}

/// Refuses a cell that was cut when it was read.
fn checked_length(cell: &str) -> Result<(), Fault> {
    if cell.len() > CELL_MAX - 4 { Err(Fault::TooLong) } else { Ok(()) }
}

/// Labels are names; a cell of them may be longer than one.
pub(super) fn label(piece: &str) -> Result<CleanText, Fault> {
    let plain = text::plain_han_text(piece);
    CleanText::parse(&text::without_stray_selectors(&plain), NAME_MAX).map_err(text_fault)
}
