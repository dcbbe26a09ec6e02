//! Dialogs over a screen that is already drawn.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::glyphs::Glyphs;
use super::mouse::Parts;
use super::theme::Theme;
use super::{paint, text};

/// Columns of a dialog at most, and where half the screen is wider than that.
const WIDEST: u16 = 76;
const WIDEST_ON_WIDE: u16 = 100;
/// Columns of its edge at either side.
const SIDE: u16 = 2;
/// Columns between the edge and what lies within, and those of the edge.
const MARGIN: u16 = SIDE + 2;
/// Rows of its edge, above and below.
pub const EDGES: u16 = 2;

/// How dialogs look.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Styles.
    pub theme: &'a Theme,
    /// Glyphs of the edge.
    pub glyphs: &'a Glyphs,
    /// What a press means: nothing beside a dialog.
    pub parts: &'a Parts,
}

/// Columns beside a dialog below which it takes them too: what a few columns show of a screen says nothing.
const SCRAPS: u16 = 8;

/// Columns that lie within a dialog over `area`.
pub fn width(area: Rect) -> u16 {
    outer_width(area).saturating_sub(2 * MARGIN)
}

/// Columns of a dialog over `area`.
fn outer_width(area: Rect) -> u16 {
    if area.width < WIDEST + SCRAPS { area.width } else { (area.width / 2).clamp(WIDEST, WIDEST_ON_WIDE) }
}

/// Columns of the edge of a form at either side, and a blank one within.
const FORM_MARGIN: u16 = 2;
/// Columns of a form at most, without its edge.
const FORM_WIDEST: u16 = 100;

/// Quiets all that is drawn so far and opens a dialog with `title` in the middle of `area`, with room for `rows` within
/// its edge; returns that room.
pub fn open(buf: &mut Buffer, area: Rect, rows: u16, title: &str, look: Look<'_>) -> Rect {
    let width = outer_width(area);
    let above = title_above(title, width, MARGIN);
    let height = rows.saturating_add(lines(&above) + EDGES).min(area.height);
    let place =
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    paint::veil(buf, look.theme.veil);
    look.parts.cover(place);
    clear(buf, place);
    edge(buf, place, SIDE, if above.is_empty() { title } else { "" }, look);
    within(buf, place, MARGIN, &above, look)
}

/// Opens a form with `title` in `area`, from its first line on, with room for `rows` within its edge; returns that room.
/// Nothing of the screen below shows. The edge stands on the blank columns round `area`.
pub fn form(buf: &mut Buffer, area: Rect, rows: u16, title: &str, look: Look<'_>) -> Rect {
    let width = form_width(area) + 2 * FORM_MARGIN;
    let above = title_above(title, width, FORM_MARGIN);
    let height = rows.saturating_add(lines(&above) + EDGES).min(area.height);
    let place = Rect { x: area.x.saturating_sub(1), width, height, ..area };
    edge(buf, place, 1, if above.is_empty() { title } else { "" }, look);
    within(buf, place, FORM_MARGIN, &above, look)
}

/// Columns that lie within a form over `area`.
pub fn form_width(area: Rect) -> u16 {
    area.width.min(FORM_WIDEST).saturating_sub(2)
}

/// The lines of a title that the edge has no room for: it stands within then, whole.
fn title_above(title: &str, width: u16, margin: u16) -> Vec<String> {
    if text::width(title) + 2 <= usize::from(width.saturating_sub(2 * SIDE)) {
        return Vec::new();
    }
    text::wrap(title, usize::from(width.saturating_sub(2 * margin)))
}

fn lines(lines: &[String]) -> u16 {
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

/// What lies within the edge of `place`, below the lines of the title that it has no room for.
fn within(buf: &mut Buffer, place: Rect, margin: u16, above: &[String], look: Look<'_>) -> Rect {
    let margin = margin.min(place.width / 2);
    let inside = Rect {
        x: place.x + margin,
        y: place.y + 1.min(place.height),
        width: place.width - 2 * margin,
        height: place.height.saturating_sub(EDGES),
    };
    for (y, line) in (0..inside.height).zip(above) {
        paint::put(buf, paint::line(inside, y), line, look.theme.head);
    }
    let used = lines(above).min(inside.height);
    Rect { y: inside.y + used, height: inside.height - used, ..inside }
}

/// Draws the edge of `place`, `cells` columns of it at either side: coloured blanks, or characters where only ASCII may be
/// drawn. What takes all columns has no sides: nothing stands beside it, and on a slow line they cost as much as a third of
/// a form's text.
fn edge(buf: &mut Buffer, place: Rect, cells: u16, title: &str, look: Look<'_>) {
    let [corner, row, side] = look.glyphs.edge;
    let coloured = row == " ";
    // Blanks show what lies behind them alone: their colour of text is not sent.
    let style = if coloured { look.theme.edge_blank } else { look.theme.plain };
    let last = place.height.saturating_sub(1);
    let whole = place.width >= buf.area.width;
    let corner = if whole { row } else { corner };
    for y in (0..place.height).filter(|y| !whole || *y == 0 || *y == last) {
        let line = paint::line(place, y);
        if y == 0 || y == last {
            let between = row.repeat(usize::from(place.width.saturating_sub(2)));
            paint::put(buf, line, &[corner, &between, corner].concat(), style);
        } else {
            let ends = if coloured { " ".repeat(cells.into()) } else { side.to_owned() };
            let ends = &ends;
            paint::put(buf, line, ends, style);
            paint::put_right(buf, line, ends, style);
        }
    }
    let room = paint::slice(place, SIDE, place.width.saturating_sub(2 * SIDE));
    let style = if coloured { look.theme.edge } else { look.theme.head };
    let title = text::cut(title, usize::from(room.width.saturating_sub(2)), look.glyphs.ellipsis);
    if !title.is_empty() {
        paint::put(buf, paint::line(room, 0), &[" ", &title, " "].concat(), style);
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
    use ratatui::style::{Modifier, Style};

    use super::*;
    use crate::ui::theme::Background;

    fn look(glyphs: &Glyphs, then: impl FnOnce(Look<'_>)) {
        then(Look { theme: &Theme::new(false, Background::Unknown), glyphs, parts: &Parts::default() });
    }

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
        look(&Glyphs::PLAIN, |look| {
            assert_eq!(open(&mut buf, area, 99, "", look), Rect::new(4, 1, 12, 2));
        });
    }

    #[test]
    fn a_dialog_leaves_no_scraps_beside_it() {
        for (columns, inner) in [(58, 50), (78, 70), (83, 75), (84, 68), (118, 68), (198, 91)] {
            let area = Rect::new(1, 0, columns, 9);
            let mut buf = Buffer::empty(Rect::new(0, 0, columns + 2, 9));
            look(&Glyphs::PLAIN, |look| assert_eq!(open(&mut buf, area, 1, "", look).width, inner));
            assert_eq!(width(area), inner);
        }
    }

    #[test]
    fn in_ascii_the_edge_is_drawn_with_characters() {
        let drawn = |columns: u16| -> Vec<String> {
            let mut buf = Buffer::empty(Rect::new(0, 0, columns, 3));
            look(&Glyphs::ASCII, |look| {
                open(&mut buf, Rect::new(0, 0, 14, 3), 1, "退出", look);
            });
            (0..3).map(|y| (0..14).map(|x| buf[(x, y)].symbol().to_owned()).collect()).collect()
        };
        // The cell behind a wide glyph holds a blank.
        assert_eq!(drawn(15), ["+- 退 出  -----+", "|            |", "+------------+"]);
        // What takes all columns has no sides.
        assert_eq!(drawn(14), ["-- 退 出  ------", "              ", "--------------"]);
    }

    #[test]
    fn the_screen_behind_is_quiet_and_its_bar_is_gone() {
        let area = Rect::new(0, 0, 12, 5);
        let mut buf = Buffer::empty(area);
        paint::put(&mut buf, area, "程连富", Style::new().add_modifier(Modifier::BOLD));
        paint::bar(&mut buf, area, Style::new().add_modifier(Modifier::REVERSED));
        look(&Glyphs::PLAIN, |look| {
            open(&mut buf, Rect::new(0, 2, 12, 3), 1, "", look);
        });
        assert_eq!(buf[(0, 0)].modifier, Modifier::DIM);
        assert_eq!(buf[(8, 0)].modifier, Modifier::empty());
        assert_eq!(buf[(0, 2)].modifier, Modifier::REVERSED);
    }
}
