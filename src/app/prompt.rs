//! A prompt: a popup that asks for one line, with what it is for above and what is told of the line below it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::context::ViewContext;
use super::form::{FieldName, Inputs, Leaving};
use super::outbox::{Outbox, Severity};
use crate::ui::{paint, popup, text};

/// How a prompt looks.
pub(in crate::app) struct PromptLook<'a> {
    /// What is done.
    pub(in crate::app) title: &'a str,
    /// What that means.
    pub(in crate::app) note: &'a str,
    /// What is asked for.
    pub(in crate::app) label: &'a str,
    /// What is told of the line.
    pub(in crate::app) below: BelowLine,
}

/// What stands below the line of a prompt.
pub(in crate::app) enum BelowLine {
    /// How it is understood; empty as long as it is not.
    Understood(String),
    /// All of it, where the field shows a part.
    Whole,
}

impl PromptLook<'_> {
    /// Draws the prompt in the middle of `area` with its field; returns where the cursor stands.
    pub(in crate::app) fn draw<N: FieldName>(
        &self,
        cx: &ViewContext,
        field: &Inputs<N>,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let room = popup::width(area);
        let note = text::wrap(self.note, usize::from(room));
        let label = u16::try_from(text::width(self.label)).unwrap_or_default() + 2;
        let (below, indent, more) = match &self.below {
            BelowLine::Understood(said) => {
                let below = text::wrap(said, usize::from(room.saturating_sub(label)));
                let more = below.len().saturating_sub(1);
                (below, label, more)
            }
            BelowLine::Whole => {
                let below = field.whole(room.saturating_sub(label), usize::from(room));
                let more = below.len();
                (below, 0, more)
            }
        };
        let rows = u16::try_from(note.len() + more).unwrap_or(u16::MAX).saturating_add(4);
        let inside = popup::open(buf, area, rows, self.title, cx.look());
        for (y, line) in (1_u16..).zip(&note) {
            paint::put(buf, paint::line(inside, y), line, cx.theme.quiet);
        }
        let at = u16::try_from(note.len()).unwrap_or_default() + 2;
        for (y, line) in (at + 1..inside.height).zip(&below) {
            paint::put(buf, paint::indent(paint::line(inside, y), indent), line, cx.theme.quiet);
        }
        let row = paint::line(inside, at);
        paint::put(buf, row, self.label, cx.theme.head);
        field.draw(cx, field.focus(), paint::indent(row, label), buf)
    }
}

/// Esc in a prompt: it goes, after a warning where something is typed.
pub(in crate::app) fn esc<N: FieldName>(field: &mut Inputs<N>, warning: &'static str, out: &mut Outbox<'_>) {
    match field.leave(field.changed(), out) {
        Leaving::Now => out.pop(),
        Leaving::Warned => out.say(Severity::Plain, warning),
        Leaving::Withheld => {}
    }
}
