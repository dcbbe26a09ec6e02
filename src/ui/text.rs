//! Text measured, cut and padded in cells: never by characters, never by bytes.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

/// Cells that `text` takes, as the terminal buffer counts them.
pub fn width(text: &str) -> usize {
    plain_width(text).unwrap_or_else(|| text.graphemes(true).map(cells_of).sum())
}

/// Cells of a character that forms no grapheme with its neighbours: printable ASCII, the common Han. Nearly
/// all that is shown consists of them, and need not be looked up.
pub fn plain(c: char) -> Option<u16> {
    match c {
        ' '..='~' => Some(1),
        '\u{4E00}'..='\u{9FA5}' => Some(2),
        _ => None,
    }
}

/// The width of a text of plain characters only.
pub(super) fn plain_width(text: &str) -> Option<usize> {
    text.chars().try_fold(0, |cells, c| Some(cells + usize::from(plain(c)?)))
}

/// Cells of one grapheme. The buffer leaves control characters out, so they take none.
fn cells_of(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) { 0 } else { usize::from(grapheme.cell_width()) }
}

/// Cuts `text` to at most `cells`, ending in `ellipsis` if anything was lost.
pub fn cut<'a>(text: &'a str, cells: usize, ellipsis: &str) -> Cow<'a, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let tail = if width(ellipsis) < cells { ellipsis } else { "" };
    let mut out = head(text, cells.saturating_sub(width(tail))).to_owned();
    out.push_str(tail);
    Cow::Owned(out)
}

/// The beginning and the end of `text` that fit into `cells` with `ellipsis` between them; none if all of it fits. A third
/// of the room goes to the end: two long names that begin alike do not look alike.
pub fn ends<'a>(text: &'a str, cells: usize, ellipsis: &str) -> Option<[&'a str; 2]> {
    if width(text) <= cells {
        return None;
    }
    let room = cells.saturating_sub(width(ellipsis));
    let (mut from, mut used) = (text.len(), 0);
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += cells_of(grapheme);
        if used > room / 3 {
            break;
        }
        from = at;
    }
    let tail = text.get(from..).unwrap_or_default();
    Some([head(text, room - width(tail)), tail])
}

/// Cuts `text` to at most `cells` in its middle, where `ellipsis` stands then.
pub fn middle<'a>(text: &'a str, cells: usize, ellipsis: &str) -> Cow<'a, str> {
    match ends(text, cells, ellipsis) {
        None => Cow::Borrowed(text),
        Some(_) if cells < 3 * width(ellipsis) => cut(text, cells, ellipsis),
        Some([head, tail]) => Cow::Owned([head, ellipsis, tail].concat()),
    }
}

/// The end of a path, which says more than its beginning.
pub fn tail(path: &str, cells: usize, ellipsis: &str) -> String {
    if width(path) <= cells {
        return path.to_owned();
    }
    let room = cells.saturating_sub(width(ellipsis));
    let mut starts = path.char_indices().map(|(at, _)| path.get(at..).unwrap_or_default());
    let rest = starts.find(|rest| width(rest) <= room).unwrap_or_default();
    format!("{ellipsis}{rest}")
}

/// As much of the beginning of `text` as fits into `cells`.
pub fn head(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += cells_of(grapheme);
        if used > cells {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// `text` cut and padded on the right to exactly `cells`.
pub fn pad(text: &str, cells: usize, ellipsis: &str) -> String {
    let mut out = cut(text, cells, ellipsis).into_owned();
    blanks(&mut out, cells);
    out
}

fn blanks(out: &mut String, cells: usize) {
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(out))));
}

/// Breaks `text` into lines of at most `cells`: between words where there are blanks, anywhere within
/// Han text, never before a mark that closes a sentence. Line feeds in `text` end a line.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        // A piece ends at the bounds of words, so no grapheme lies across two: their cells add up.
        let (mut line, mut used) = (String::new(), 0);
        for piece in pieces(paragraph) {
            if used + width(piece) > cells && !line.is_empty() {
                lines.push(line.trim_end().to_owned());
                (line, used) = (String::new(), 0);
            }
            if line.is_empty() && piece.trim().is_empty() {
                continue;
            }
            let mut rest = piece;
            while width(rest) > cells {
                let part = head(rest, cells);
                if part.is_empty() {
                    break;
                }
                lines.push(part.to_owned());
                rest = rest.get(part.len()..).unwrap_or_default();
            }
            line.push_str(rest);
            used += width(rest);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The pieces that a line may end between: words, blanks and Han characters, each with the marks that close it.
fn pieces(text: &str) -> Vec<&str> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (at, piece) in text.split_word_bound_indices() {
        let closes = !piece.is_empty() && piece.chars().all(|c| CLOSING.contains(c));
        let end = at + piece.len();
        let goes_on = piece.starts_with(|c: char| c.is_ascii_graphic());
        match places.last_mut() {
            // An option, a date, a file name stays whole.
            Some((from, last)) if goes_on && text.get(*from..*last).is_some_and(ends_in_ascii) => *last = end,
            Some((from, last)) if closes && !text.get(*from..*last).unwrap_or_default().trim().is_empty() => {
                *last = end;
            }
            Some(_) | None => places.push((at, end)),
        }
    }
    places.into_iter().filter_map(|(from, end)| text.get(from..end)).collect()
}

/// Whether a text ends in a character of ASCII that is seen.
fn ends_in_ascii(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_graphic())
}

/// Marks that no line begins with.
const CLOSING: &str = ".,;:!?)，。、；：！？）";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_line_begins_with_a_mark_that_closes() {
        assert_eq!(wrap("press no key. Who", 12), ["press no", "key. Who"]);
        assert_eq!(wrap("现在没有慰问活动，按", 16), ["现在没有慰问活", "动，按"]);
        assert_eq!(wrap("a, b", 1), ["a", ",", "b"]);
        assert_eq!(wrap("写作 --until 2024-02-05", 11), ["写作", "--until", "2024-02-05"]);
    }

    #[test]
    fn han_counts_two_cells() {
        for (text, cells) in
            [("", 0), ("abc", 3), ("程连富", 6), ("F2 登记", 7), ("e\u{301}", 1), ("a\tb", 2)]
        {
            assert_eq!(width(text), cells, "{text}");
        }
    }

    #[test]
    fn plain_characters_are_as_wide_as_the_tables_say() {
        for c in (' '..='~').chain('\u{4E00}'..='\u{9FA5}') {
            assert_eq!(plain(c).map(usize::from), Some(cells_of(c.encode_utf8(&mut [0; 4]))), "{c}");
        }
        assert_eq!(['é', '·', '\u{7f}', 'ᠮ'].map(plain), [None; 4]);
    }

    #[test]
    fn cut_keeps_whole_glyphs() {
        for (text, cells, expected) in [
            ("呼日查巴特尔", 12, "呼日查巴特尔"),
            ("呼日查巴特尔", 11, "呼日查巴.."),
            ("呼日查巴特尔", 9, "呼日查.."),
            ("呼日查", 2, "呼"),
            ("呼日查", 1, ""),
            ("abc", 0, ""),
        ] {
            assert_eq!(cut(text, cells, ".."), expected, "{text} {cells}");
        }
    }

    #[test]
    fn names_that_begin_alike_do_not_look_alike() {
        for (text, cells, expected) in [
            ("呼日查巴特尔", 12, "呼日查巴特尔"),
            ("阿拉坦巴雅尔孟和朝鲁", 14, "阿拉坦巴..朝鲁"),
            ("阿拉坦巴雅尔孟和朝克", 14, "阿拉坦巴..朝克"),
            ("Maximilian Alexandrovich", 14, "Maximili..vich"),
            ("ᠮᠣᠩᠭᠤᠯ\u{180B}ᠮᠣᠩᠭᠤᠯ\u{180B}", 8, "ᠮᠣᠩᠭ..ᠤᠯ\u{180B}"),
            ("呼日查", 5, "呼.."),
            ("呼日查", 1, ""),
        ] {
            assert_eq!(middle(text, cells, ".."), expected, "{text} {cells}");
        }
    }

    #[test]
    fn lines_break_in_han_and_between_words() {
        assert_eq!(wrap("先建一个登记册", 8), ["先建一个", "登记册"]);
        assert_eq!(wrap("press F8 to import", 9), ["press F8", "to import"]);
        assert_eq!(wrap("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("程", 1), ["程"]);
    }

    proptest! {
        #[test]
        fn padded_text_is_exactly_as_wide_as_asked(text in "[a-z程连富·①é ]{0,20}", cells in 0usize..30) {
            prop_assert_eq!(width(&pad(&text, cells, "..")), cells);
            prop_assert!(width(&cut(&text, cells, "..")) <= cells);
            prop_assert!(width(&middle(&text, cells, "..")) <= cells);
        }

        #[test]
        fn wrapped_lines_fit_and_lose_no_letter(text in "[a-z程连富 ]{0,40}", cells in 2usize..20) {
            let lines = wrap(&text, cells);
            for line in &lines {
                prop_assert!(width(line) <= cells);
            }
            let letters = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
