//! The popup that narrows a list: a line each for what it can be narrowed by, whose value is turned. What the lines are and what
//! their values mean, its screen says.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::screens::listing;
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// Cells before a value.
const VALUE: u16 = 14;

/// What follows an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Narrowed {
    /// The popup stays as it is.
    Stay,
    /// The value of the line is turned by so many places.
    Turn(isize),
    /// Everything is listed again.
    Clear,
    /// It closes and nothing changes.
    Cancel,
    /// It closes and what is chosen is listed.
    Apply,
}

/// The popup while it is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Narrowing {
    /// The line that is turned.
    pub(super) line: usize,
    lines: usize,
}

impl Narrowing {
    /// Of so many lines.
    pub(super) fn new(lines: usize) -> Self {
        Self { line: 0, lines }
    }

    pub(super) fn go(&mut self, how: Move) {
        let last = self.lines.saturating_sub(1);
        self.line = match how {
            Move::Up => self.line.saturating_sub(1),
            Move::Down => (self.line + 1).min(last),
            Move::PageUp | Move::First => 0,
            Move::PageDown | Move::Last => last,
            Move::To(line) => line.min(last),
            Move::Scroll(_) => self.line,
        };
    }

    /// What follows an action; none if the popup does not know it.
    pub(super) fn act(&mut self, action: ScreenAction) -> Option<Narrowed> {
        let lines = self.lines.max(1);
        match action {
            ScreenAction::NEXT => self.line = (self.line + 1) % lines,
            ScreenAction::PREVIOUS => self.line = (self.line + lines - 1) % lines,
            ScreenAction::LEFT => return Some(Narrowed::Turn(-1)),
            ScreenAction::RIGHT => return Some(Narrowed::Turn(1)),
            ScreenAction::DISCARD => return Some(Narrowed::Clear),
            ScreenAction::ACCEPT => return Some(Narrowed::Apply),
            ScreenAction::BACK => return Some(Narrowed::Cancel),
            _ => return None,
        }
        Some(Narrowed::Stay)
    }

    /// Draws it with the name and the value of each line.
    pub(super) fn view(
        self,
        cx: &ViewContext,
        (title, hint): (&str, &str),
        lines: &[(&str, String)],
        (area, buf): (Rect, &mut Buffer),
    ) {
        let hint = text::wrap(hint, usize::from(popup::width(area)));
        let below = u16::try_from(hint.len()).unwrap_or(u16::MAX);
        let rows = u16::try_from(self.lines).unwrap_or(u16::MAX).saturating_add(3);
        let inside = popup::open(buf, area, below.saturating_add(rows), title, cx.look());
        for (at, (label, value)) in lines.iter().enumerate() {
            let row = paint::line(inside, u16::try_from(at).unwrap_or_default() + 1);
            paint::put(buf, paint::indent(row, listing::MARK), label, cx.theme.plain);
            paint::put_cut(buf, paint::indent(row, VALUE), value, cx.glyphs.ellipsis, cx.theme.plain);
            cx.parts.row(row, at, false);
            if at == self.line {
                listing::mark(cx, row, buf);
                // Its value is turned: Enter would close the filter.
                cx.parts.key(row, Key::Right);
            }
        }
        for (y, line) in (inside.height.saturating_sub(below)..inside.height).zip(&hint) {
            paint::put(buf, paint::line(inside, y), line, cx.theme.quiet);
        }
    }
}

/// The value `by` places on, "any" before the first, round the ends.
pub(super) fn turned<T: Clone + PartialEq>(values: &[T], now: Option<&T>, by: isize) -> Option<T> {
    let at = now.and_then(|now| values.iter().position(|value| value == now)).map_or(0, |at| at + 1);
    let count = values.len() + 1;
    let to = (at + count).checked_add_signed(by)?.checked_rem(count)?;
    to.checked_sub(1).and_then(|to| values.get(to)).cloned()
}
