//! Several categories or groups in one cell.

use super::cells::{bare, is_nothing, label};
use crate::domain::roster::Fault;
use crate::domain::text::CleanText;
use crate::tabular::CellKind;

/// Labels in one cell, at most: a person holds a dozen.
const LABELS_MAX: usize = 24;
/// Han that must stand on both sides of a blank for it to part two labels: shorter pieces are one
/// label with a blank in it.
const HAN_BESIDE_BLANK: usize = 4;

/// Blanks as people type them.
const BLANKS: [char; 3] = [' ', '\u{3000}', '\u{A0}'];

/// Splits a cell into labels, each once, in their order.
pub(super) fn split(cell: &str, kind: CellKind) -> Result<Vec<CleanText>, Fault> {
    let mut labels: Vec<CleanText> = Vec::new();
    let cell = bare(cell);
    if kind == CellKind::Error {
        // #N/A is one label that nobody knows, and is refused as such.
        return Ok(vec![label(cell)?]);
    }
    for piece in cell.split(['、', ',', '，', ';', '；', '/', '／', '|', '｜', '\n', '\r']).map(str::trim)
    {
        if piece.contains(BLANKS) {
            at_blanks(piece).iter().try_for_each(|words| add(&mut labels, words))?;
        } else {
            add(&mut labels, piece)?;
        }
    }
    Ok(labels)
}

fn add(labels: &mut Vec<CleanText>, words: &str) -> Result<(), Fault> {
    if !is_nothing(words) {
        let label = label(words)?;
        if !labels.contains(&label) {
            if labels.len() == LABELS_MAX {
                return Err(Fault::TooManyLabels(LABELS_MAX));
            }
            labels.push(label);
        }
    }
    Ok(())
}

/// Parts a piece at blanks between two long runs; drops the blanks between other Han.
fn at_blanks(piece: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for word in piece.split(BLANKS).filter(|word| !word.is_empty()) {
        match out.last_mut() {
            Some(before) if open && !(han(before) >= HAN_BESIDE_BLANK && han(word) >= HAN_BESIDE_BLANK) => {
                if !(ends_wide(before) || starts_wide(word)) {
                    before.push(' ');
                }
                before.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
        open = true;
    }
    out
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn han(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c)).count()
}

fn ends_wide(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_han)
}

fn starts_wide(text: &str) -> bool {
    text.chars().next().is_some_and(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Vec<String> {
        split(cell, CellKind::Text).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn labels_part_at_marks_and_long_blanks() {
        for mark in ["、", ",", "，", ";", "；", "/", "／", "\n", "\r\n", "、 ", " ", "\u{3000}"] {
            let cell = format!("烈士遗属{mark}60周岁以上农村籍退役士兵");
            assert_eq!(read(&cell), ["烈士遗属", "60周岁以上农村籍退役士兵"], "{mark:?}");
        }
        assert_eq!(read("困难 退役军人"), ["困难退役军人"]);
        assert_eq!(read("60 周岁以上 农村籍退役士兵"), ["60周岁以上", "农村籍退役士兵"]);
        assert_eq!(read("army family"), ["army family"]);
        assert_eq!(read("烈士遗属、烈士遗属、"), ["烈士遗属"]);
        assert_eq!(read(" 无 "), [""; 0]);
        assert_eq!(read("/"), [""; 0]);
        assert_eq!(read(""), [""; 0]);
        assert_eq!(split("#N/A", CellKind::Error), Ok(vec!["#N/A".into()]));
    }

    #[test]
    fn a_cell_holds_no_more_labels_than_a_person() {
        let cell = |count: usize| (0..count).map(|n| format!("类别{n}")).collect::<Vec<_>>().join("、");
        assert_eq!(read(&cell(LABELS_MAX)).len(), LABELS_MAX);
        let beyond = Err(Fault::TooManyLabels(LABELS_MAX));
        assert_eq!(split(&cell(LABELS_MAX + 1), CellKind::Text), beyond);
        assert_eq!(split(&cell(3000), CellKind::Text), beyond);
    }

    #[test]
    fn bad_characters_and_long_labels_are_refused() {
        assert_eq!(split("烈士\u{200B}遗属", CellKind::Text), Err(Fault::Character(0x200B)));
        assert_eq!(split("烈士\t遗属", CellKind::Text), Err(Fault::Character(9)));
        assert_eq!(split(&"烈".repeat(51), CellKind::Text), Err(Fault::TooLong));
    }
}
