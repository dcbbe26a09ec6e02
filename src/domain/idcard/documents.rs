//! Numbers of other documents than the ID card of a resident, which stand in its column.

/// Letters and digits of a document's number, by its shape.
struct Shape {
    letters: std::ops::RangeInclusive<usize>,
    digits: std::ops::RangeInclusive<usize>,
}

/// Passports (E00000000, EA0000000), permits of Hong Kong, Macao and Taiwan (H0000000000), cards of foreign residents
/// (CHN000000000000).
const SHAPES: [Shape; 3] = [
    Shape { letters: 1..=1, digits: 8..=10 },
    Shape { letters: 2..=2, digits: 7..=7 },
    Shape { letters: 3..=3, digits: 12..=12 },
];
/// Words in the numbers of the armed forces and of the disabled: 军字第0000000号, 蒙军F000000.
const WORDS: [char; 10] = ['军', '武', '士', '官', '文', '兵', '残', '警', '字', '第'];

/// Whether a text, in half width, is the number of such a document.
pub fn is_other_document(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if text.contains(WORDS) && digits >= 4 {
        return true;
    }
    let letters = text.chars().take_while(char::is_ascii_alphabetic).count();
    let number = text.get(letters..).unwrap_or_default();
    // Beside letters and digits a permit bears how often it was issued: H00000000(01).
    let number = number.split('(').next().unwrap_or_default();
    number.bytes().all(|byte| byte.is_ascii_digit())
        && SHAPES.iter().any(|shape| shape.letters.contains(&letters) && shape.digits.contains(&number.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_documents_are_told_from_damaged_id_numbers() {
        for text in [
            "军字第0000000号",
            "士字第 0000000 号",
            "E00000000",
            "EA0000000",
            "H0000000000",
            "H00000000(01)",
            "CHN000000000000",
            "蒙军F000000",
        ] {
            assert!(is_other_document(text), "{text}");
        }
        for text in [
            "152599195208010013",
            "1525991952O8010013",
            "X52599195208010013",
            "15259919520801001",
            "无",
            "",
            "A",
            "军人",
        ] {
            assert!(!is_other_document(text), "{text}");
        }
    }
}
