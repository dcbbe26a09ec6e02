//! The line above a list: which rows it holds, and what they come to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::context::ViewContext;
use crate::ui::{paint, text};

/// Blank cells between the title and the sums.
const BETWEEN: usize = 2;

/// What stands above a list.
#[derive(Debug)]
pub(in crate::app::screens) struct Heading<'a> {
    /// Whose or which list; gives way where room is short.
    pub(in crate::app::screens) name: &'a str,
    /// What it is narrowed to, which is never cut for the sums.
    pub(in crate::app::screens) narrowed: &'a str,
    /// Whether Left and Right turn that.
    pub(in crate::app::screens) turns: bool,
    /// What the rows come to, from the longest way to say it to the shortest.
    pub(in crate::app::screens) sums: &'a [String],
}

impl Heading<'_> {
    /// Writes it into `row`. Where both do not fit, the sums are told shorter, then the name gives way, then they go `below` the
    /// list, if that line is free.
    pub(in crate::app::screens) fn draw(
        &self,
        cx: &ViewContext,
        row: Rect,
        below: Option<Rect>,
        buf: &mut Buffer,
    ) {
        let room = usize::from(row.width);
        let (title, sums) = self.fitted(room);
        paint::put_right(buf, row, sums.map_or("", String::as_str), cx.theme.money);
        if let (None, Some(below)) = (sums, below) {
            let told = self.sums.iter().find(|told| text::width(told) <= room).or(self.sums.last());
            paint::put_right(buf, below, told.map_or("", String::as_str), cx.theme.money);
        }
        let taken = sums.map_or(0, |sums| text::width(sums) + BETWEEN);
        let left = paint::slice(row, 0, row.width.saturating_sub(u16::try_from(taken).unwrap_or(u16::MAX)));
        let used = paint::put_cut(buf, left, &title, cx.glyphs.ellipsis, cx.theme.head);
        if self.turns {
            // What is turned stands at the end.
            let at = text::width(&title).saturating_sub(text::width(self.narrowed));
            let at = u16::try_from(at).unwrap_or(u16::MAX);
            cx.parts.left_and_right(paint::indent(paint::slice(left, 0, used), at));
        }
    }

    /// The title in so many cells, and the sums that stand beside it.
    fn fitted(&self, room: usize) -> (String, Option<&String>) {
        let whole = [self.name, self.narrowed].into_iter().filter(|part| !part.is_empty());
        let whole = whole.collect::<Vec<_>>().join("  ");
        let brief = if self.narrowed.is_empty() { self.name } else { self.narrowed };
        let mut both =
            [&*whole, brief].into_iter().flat_map(|title| self.sums.iter().map(move |sums| (title, sums)));
        let fits = |(title, sums): &(&str, &String)| text::width(title) + BETWEEN + text::width(sums) <= room;
        let found = both.find(fits);
        let alone = if text::width(&whole) <= room { &*whole } else { brief };
        (found.map_or(alone, |(title, _)| title).to_owned(), found.map(|(_, sums)| sums))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_is_narrowed_to_is_never_cut_for_its_sums() {
        let sums = ["664 entries  108 people  763,000 yuan", "664 entries  763,000 yuan", "763,000 yuan"];
        let sums = sums.map(str::to_owned);
        let narrowed = "< 2023 all programmes >";
        let heading = Heading { name: "Payments", narrowed, turns: true, sums: &sums };
        let at = |room| {
            let (title, beside) = heading.fitted(room);
            (title == narrowed, beside.map(|told| sums.iter().position(|one| one == told)))
        };
        assert_eq!(at(78), (false, Some(Some(0))));
        assert_eq!(at(62), (false, Some(Some(1))));
        assert_eq!(at(58), (false, Some(Some(2))));
        assert_eq!(at(40), (true, Some(Some(2))));
        assert_eq!(at(34), (false, None));
        assert_eq!(at(30), (true, None));
    }
}
