//! Room for a popup over a screen that is already drawn.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

/// Blank columns at both ends of a popup.
pub const MARGIN: u16 = 4;

/// Empties a band of `height` rows in the middle of `area`, as wide as it, and returns what lies within
/// its blank margin: one row above and below, [`MARGIN`] columns at both ends.
///
/// A band needs no lines around it and hides whole rows of the screen below it.
pub fn open(buf: &mut Buffer, area: Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    let place = Rect { y: area.y + (area.height - height) / 2, height, ..area };
    clear(buf, place);
    let margin = MARGIN.min(place.width / 2);
    Rect {
        x: place.x + margin,
        y: place.y + 1.min(place.height),
        width: place.width - 2 * margin,
        height: place.height.saturating_sub(2),
    }
}

/// Empties `place`, and the left half of every wide glyph that its left edge cuts: a terminal would draw
/// it over the first cell.
pub fn clear(buf: &mut Buffer, place: Rect) {
    let place = place.intersection(buf.area);
    if place.is_empty() {
        return;
    }
    Clear.render(place, buf);
    if place.x > buf.area.x {
        for y in place.top()..place.bottom() {
            if let Some(cell) = buf.cell_mut((place.x - 1, y))
                && cell.symbol().cell_width() > 1
            {
                cell.set_symbol(" ");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_cut_by_the_edge_is_blanked() {
        let mut buf = Buffer::with_lines(["乌云其木格", "a乌云其木b"]);
        clear(&mut buf, Rect::new(3, 0, 4, 2));
        assert_eq!(buf, Buffer::with_lines(["乌     木格", "a乌    木b"].map(|l| l.replace("木格", " 格"))));
    }

    #[test]
    fn a_popup_higher_than_the_screen_takes_the_screen() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 4));
        let area = buf.area;
        assert_eq!(open(&mut buf, area, 99), Rect::new(4, 1, 12, 2));
    }
}
