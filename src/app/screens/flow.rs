//! Pieces of text one after the other, as many on a line as fit.

use crate::ui::text;

/// Joins pieces into lines of at most `cells`. Only a piece that is wider than that is broken.
pub(in crate::app::screens) fn flow(pieces: &[String], cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if text::width(line) + 2 + text::width(piece) <= cells => {
                line.push_str("  ");
                line.push_str(piece);
            }
            Some(_) | None => lines.extend(text::wrap(piece, cells)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stay_whole_where_they_fit() {
        let pieces = ["不在家", "标准 1,000 元", "屋顶漏雨"].map(str::to_owned);
        assert_eq!(flow(&pieces, 21), ["不在家  标准 1,000 元", "屋顶漏雨"]);
        assert_eq!(flow(&pieces, 14), ["不在家", "标准 1,000 元", "屋顶漏雨"]);
        assert_eq!(flow(&pieces, 6), ["不在家", "标准", "1,000", "元", "屋顶漏", "雨"]);
        assert!(flow(&[], 10).is_empty());
    }
}
