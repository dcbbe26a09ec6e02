//! What is told of the chosen row below a list. There everything is read whole that the row had to cut.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::context::ViewContext;
use crate::app::screens::flow::flow;
use crate::ui::paint;
use crate::ui::table::Table;

/// Where the foot of a list lies, and what it must not lie on.
#[derive(Clone, Copy, Debug)]
pub(in crate::app::screens) struct Foot {
    /// The part of the screen with the list and the lines below it that the foot has.
    pub(in crate::app::screens) area: Rect,
    /// The rows of the list.
    pub(in crate::app::screens) list: Rect,
    /// The row under the bar, if it is drawn.
    pub(in crate::app::screens) bar: Option<Rect>,
}

/// A cell: what is told, and how it looks.
pub(in crate::app::screens) type Cell<'a> = (Cow<'a, str>, Style);

/// The cells of a row.
pub(in crate::app::screens) type Cells<'a, const N: usize> = [Cell<'a>; N];

/// The cells of a row as a table takes them.
pub(in crate::app::screens) fn lent<'a>(cells: &'a [Cell<'_>]) -> Vec<(&'a str, Style)> {
    cells.iter().map(|(text, style)| (&**text, *style)).collect()
}

/// Adds to `told` what `table` cuts in a row of `cells`, whole, each behind the head of its column; a name needs none, and
/// what is told there already is not told again.
pub(in crate::app::screens) fn add_cut(
    told: &mut Vec<String>,
    table: &Table,
    heads: &[&str],
    cells: &[Cell<'_>],
) {
    for at in table.cuts(&lent(cells)) {
        let (value, head) =
            (cells.get(at).map_or("", |(value, _)| value), heads.get(at).copied().unwrap_or_default());
        if told.iter().any(|part| part.contains(value)) {
            continue;
        }
        told.push(if head.is_empty() || table.is_name(at) {
            value.to_owned()
        } else {
            [head, " ", value].concat()
        });
    }
}

impl Foot {
    /// Whether what is told takes lines of the list.
    pub(in crate::app::screens) fn overflows(self, cx: &ViewContext, lines: &[Vec<String>]) -> bool {
        let rows = lines.iter().map(|pieces| flow(pieces, usize::from(self.area.width)).len()).sum::<usize>();
        cx.at_rest && rows > usize::from(self.own())
    }

    /// The lines below the list, without a blank one between them.
    fn own(self) -> u16 {
        self.area.bottom().saturating_sub(self.list.bottom() + 1).max(1)
    }

    /// Tells `lines`, each of pieces that stay whole where they fit, in the last lines of the area. More than fits there
    /// takes lines of the list once the keys rest: those at its end, or where the bar is on one of them those at its
    /// beginning. Answers the lines that were drawn, and where.
    pub(in crate::app::screens) fn tell(
        self,
        cx: &ViewContext,
        lines: &[Vec<String>],
        buf: &mut Buffer,
    ) -> Vec<(Rect, String)> {
        let Self { area, list, bar } = self;
        let width = usize::from(area.width);
        let own = self.own();
        let told: Vec<String> = lines.iter().flat_map(|pieces| flow(pieces, width)).collect();
        let needed = u16::try_from(told.len()).unwrap_or(u16::MAX).min(area.height);
        let fits = needed <= own;
        if fits || !cx.at_rest {
            // While the keys move as many pieces as fit into a line: no amount is cut.
            let firsts =
                lines.iter().map(|pieces| flow(pieces, width).into_iter().next().unwrap_or_default());
            let shown: Vec<String> = if fits { told } else { firsts.collect() };
            let rows = (area.height.saturating_sub(own)..area.height).map(|y| paint::line(area, y));
            return put(cx, rows.zip(shown).collect(), buf);
        }
        let below = Rect { y: area.bottom() - needed, height: needed, ..area };
        let covers_bar = bar.is_some_and(|bar| bar.height > 0 && bar.y >= below.y);
        let place = if covers_bar { Rect { y: list.y, ..below } } else { below };
        let rows = (0..needed).map(|y| paint::line(place, y));
        put(cx, rows.zip(told).collect(), buf)
    }
}

/// Writes lines in the place of what is there.
fn put(cx: &ViewContext, lines: Vec<(Rect, String)>, buf: &mut Buffer) -> Vec<(Rect, String)> {
    for (row, line) in &lines {
        paint::put(buf, *row, &" ".repeat(usize::from(row.width)), Style::reset());
        paint::put(buf, *row, line, cx.theme.plain);
        // No row of the list is pressed there.
        cx.parts.blank(*row);
    }
    lines
}
