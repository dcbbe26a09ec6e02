//! Putting text and bars into the buffer; nothing outside the given area is touched.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text;

/// One row of `area`, counted from its top; empty if the area is not that high.
pub fn line(area: Rect, row: u16) -> Rect {
    if row < area.height { Rect { y: area.y + row, height: 1, ..area } } else { Rect { height: 0, ..area } }
}

/// `area` without its first `columns`.
pub fn indent(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

/// The columns `from..from + width` of `area`, as far as they exist.
pub fn slice(area: Rect, from: u16, width: u16) -> Rect {
    let rest = indent(area, from);
    Rect { width: width.min(rest.width), ..rest }
}

/// Writes `text` at the left of the first row of `area`; returns the cells used.
pub fn put(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    match plain(buf, area, text, style) {
        Some(used) => used,
        None => buf.set_stringn(area.x, area.y, text, usize::from(area.width), style).0 - area.x,
    }
}

/// Writes a text of characters that always stand alone, without a look into tables; none, with nothing left
/// behind that is not overwritten, for any other text.
fn plain(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> Option<u16> {
    let mut used = 0;
    for c in text.chars() {
        let cells = u16::try_from(text::plain_cells(c)?).unwrap_or_default();
        if used + cells > area.width {
            // The rest must be plain too, or the tables decide from the beginning.
            return text.chars().all(|c| text::plain_cells(c).is_some()).then_some(used);
        }
        for (n, hidden) in (0..cells).zip([false, true]) {
            let cell = buf.cell_mut((area.x + used + n, area.y))?;
            if hidden {
                cell.reset();
            } else {
                cell.set_char(c).set_style(style);
            }
        }
        used += cells;
    }
    Some(used)
}

/// Writes `text` at the left, cut with `ellipsis` if it does not fit; returns the cells used.
pub fn put_cut(buf: &mut Buffer, area: Rect, text: &str, ellipsis: &str, style: Style) -> u16 {
    put(buf, area, &text::cut(text, usize::from(area.width), ellipsis), style)
}

/// Writes `text` at the right end of the first row of `area`.
pub fn put_right(buf: &mut Buffer, area: Rect, text: &str, style: Style) {
    let cells = u16::try_from(text::width(text)).unwrap_or(u16::MAX).min(area.width);
    put(buf, indent(area, area.width - cells), text, style);
}

/// Writes pieces one after the other; returns the cells used.
pub fn put_all(buf: &mut Buffer, area: Rect, pieces: &[(&str, Style)]) -> u16 {
    pieces.iter().fold(0, |used, (text, style)| used + put(buf, indent(area, used), text, *style))
}

/// Lays a style over the first row of `area`, on top of what is there.
pub fn bar(buf: &mut Buffer, area: Rect, style: Style) {
    buf.set_style(line(area, 0).intersection(buf.area), style);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_is_written_outside() {
        let area = Rect::new(0, 0, 6, 2);
        let mut buf = Buffer::empty(area);
        put(&mut buf, Rect::new(4, 1, 10, 1), "程连富", Style::new());
        put(&mut buf, Rect::new(0, 7, 4, 1), "below", Style::new());
        put_right(&mut buf, line(area, 0), "ab", Style::new());
        assert_eq!(buf, Buffer::with_lines(["    ab", "    程"]));
    }

    proptest! {
        #[test]
        fn plain_text_is_written_as_ratatui_writes_it(text in "[ -~程连富é·]{0,12}", x in 0_u16..9, width in 0_u16..12) {
            let area = Rect::new(0, 0, 9, 1);
            let style = Style::new().fg(ratatui::style::Color::Red);
            let old = "旧旧旧旧旧";
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            for buf in [&mut ours, &mut theirs] {
                buf.set_string(0, 0, old, Style::new());
            }
            let place = Rect::new(x, 0, width, 1);
            let used = put(&mut ours, place, &text, style);
            let room = place.intersection(area);
            if room.is_empty() {
                prop_assert_eq!(used, 0);
            } else {
                let (end, _) = theirs.set_stringn(x, 0, &text, usize::from(room.width), style);
                prop_assert_eq!(used, end - x);
            }
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn pieces_follow_each_other_in_cells() {
        let area = Rect::new(0, 0, 8, 1);
        let mut buf = Buffer::empty(area);
        let used =
            put_all(&mut buf, area, &[("程连", Style::new()), ("ab", Style::new()), ("cde", Style::new())]);
        assert_eq!((used, buf), (8, Buffer::with_lines(["程连abcd"])));
    }
}
