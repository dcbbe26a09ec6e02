//! Putting text and bars into the buffer; nothing outside the given area is touched.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

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
    let end = if text::plain_width(text).is_some() {
        put_plain(buf, area, text, style)
    } else {
        buf.set_stringn(area.x, area.y, text, usize::from(area.width), style).0
    };
    end - area.x
}

/// As `Buffer::set_stringn`, for plain characters: the column behind the last one.
fn put_plain(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let first = buf.index_of(area.x, area.y);
    let row = buf.content.get_mut(first..first + usize::from(area.width)).unwrap_or_default();
    let (mut cells, mut end) = (row.iter_mut(), area.x);
    for c in text.chars() {
        let width = text::plain(c).unwrap_or(1);
        if end + width > area.right() {
            break;
        }
        if let Some(cell) = cells.next() {
            cell.set_char(c).set_style(style);
        }
        if width > 1
            && let Some(hidden) = cells.next()
        {
            hidden.reset();
        }
        end += width;
    }
    end
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

/// Lays a style over every glyph there is, and takes all others away; blanks become plain, which costs nothing to
/// send.
pub fn veil(buf: &mut Buffer, style: Style) {
    for cell in &mut buf.content {
        let blank = cell.symbol() == " ";
        cell.set_style(Style::reset());
        if !blank {
            cell.set_style(style);
        }
    }
}

/// Lays a style in the place of the reversed bar that lies in `area`.
pub fn rest(buf: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buf.area);
    for position in area.positions() {
        if let Some(cell) = buf.cell_mut(position)
            && cell.modifier.contains(Modifier::REVERSED)
        {
            cell.modifier.remove(Modifier::REVERSED);
            cell.set_style(style);
        }
    }
}

/// Lays a style over the first row of `area`, on top of what is there.
pub fn bar(buf: &mut Buffer, area: Rect, style: Style) {
    buf.set_style(line(area, 0).intersection(buf.area), style);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_text_lies_as_ratatui_lays_it(text in "[a-c程连富·é ]{0,8}", x in 0u16..8, width in 0u16..9) {
            let area = Rect::new(0, 0, 10, 1);
            let (mut ours, mut theirs) = (Buffer::with_lines(["旗旗旗旗旗"]), Buffer::with_lines(["旗旗旗旗旗"]));
            let place = Rect::new(x, 0, width, 1).intersection(area);
            let used = put(&mut ours, place, &text, Style::new().bold());
            if place.width > 0 {
                let (end, _) = theirs.set_stringn(x, 0, &text, usize::from(place.width), Style::new().bold());
                prop_assert_eq!(used, end - x);
            }
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn nothing_is_written_outside() {
        let area = Rect::new(0, 0, 6, 2);
        let mut buf = Buffer::empty(area);
        put(&mut buf, Rect::new(4, 1, 10, 1), "程连富", Style::new());
        put(&mut buf, Rect::new(0, 7, 4, 1), "below", Style::new());
        put_right(&mut buf, line(area, 0), "ab", Style::new());
        assert_eq!(buf, Buffer::with_lines(["    ab", "    程"]));
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
