//! One cell at a time: what it says, or why it is refused.

use chrono::NaiveDate;

use crate::domain::idcard::{IdError, IdNumber};
use crate::domain::recipient::Sex;
use crate::domain::roster::Fault;
use crate::domain::text::{self, CleanText, NAME_MAX, TextError};
use crate::tabular::{CELL_MAX, CellKind};

/// Most digits of a phone number: an international one with an extension.
const PHONE_MAX: usize = 20;
/// Most digits of a bank account, as the register takes them: cards have 19.
const CARD_MAX: usize = 30;
/// Digits that a spreadsheet's number keeps; what lies behind becomes zeros.
const EXACT_DIGITS: usize = 15;
/// Ways to write that there is nothing.
const NOTHING: &[&str] = &[
    "无", "没有", "暂无", "不详", "未知", "空", "-", "--", "---", "—", "——", "/", "\\", "n/a", "none", "nil",
    "null",
];

/// A cell's text without what only protects it: the outer blanks, the apostrophe before a text cell,
/// the formula ="…" around one.
pub(super) fn bare(cell: &str) -> &str {
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
    let text = text::without_stray_selectors(bare(cell));
    if text.is_empty() { Ok(None) } else { CleanText::parse(&text, max).map(Some).map_err(text_fault) }
}

/// A name of a person, unit or place, blanks inside Han removed; none if the cell is empty.
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
        IdError::Length(length) => Fault::IdLength(length),
        IdError::Character => Fault::IdCharacter,
        IdError::Damaged => Fault::IdDamaged,
        IdError::Date => Fault::IdDate,
    })
}

/// The digits of a phone number; none if the cell is empty.
pub(super) fn phone(cell: &str, kind: CellKind) -> Result<Option<CleanText>, Fault> {
    let Some(digits) = digits(cell, PHONE_MAX)? else { return Ok(None) };
    // A number cell keeps a mobile number or a local one, and loses the 0 of an area code.
    let kept = match digits.len() {
        11 => digits.starts_with('1'),
        7 | 8 => !digits.starts_with('0'),
        _ => false,
    };
    undamaged(digits, kind, kept)
}

/// The digits of a bank card; none if the cell is empty.
pub(super) fn card(cell: &str, kind: CellKind) -> Result<Option<CleanText>, Fault> {
    let Some(digits) = digits(cell, CARD_MAX)? else { return Ok(None) };
    let kept = digits.len() <= EXACT_DIGITS;
    undamaged(digits, kind, kept)
}

fn undamaged(digits: CleanText, kind: CellKind, kept: bool) -> Result<Option<CleanText>, Fault> {
    match kind {
        CellKind::Text | CellKind::Filled => Ok(Some(digits)),
        CellKind::Number if kept => Ok(Some(digits)),
        CellKind::Number | CellKind::Date | CellKind::Error => Err(Fault::NumberDamaged),
    }
}

/// Digits, with the blanks, hyphens and brackets between them and +86 before them taken away.
fn digits(cell: &str, max: usize) -> Result<Option<CleanText>, Fault> {
    let Some(text) = number_text(cell)? else { return Ok(None) };
    if is_scientific(&text) || text.starts_with('#') {
        return Err(Fault::NumberDamaged);
    }
    let bare = text.strip_prefix("+86").unwrap_or(&text);
    let digits: String = bare.chars().filter(|c| !c.is_whitespace() && !"-()".contains(*c)).collect();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::BadDigits);
    }
    CleanText::parse(&digits, max).map(Some).map_err(text_fault)
}

/// The text of a cell of digits in half width, none of its characters hidden; none if there is nothing.
fn number_text(cell: &str) -> Result<Option<String>, Fault> {
    checked_length(cell)?;
    let text = bare(cell);
    if is_nothing(text) {
        return Ok(None);
    }
    let clean = CleanText::parse(&text::without_stray_selectors(text), CELL_MAX).map_err(text_fault)?;
    Ok(Some(text::fold_width(&clean)))
}

/// 4.4E+17 and 1.38047e10: a spreadsheet's way to show what it has lost.
fn is_scientific(text: &str) -> bool {
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
    CleanText::parse(&text::without_stray_selectors(piece), NAME_MAX).map_err(text_fault)
}
