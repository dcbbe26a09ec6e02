//! How the audit is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{AuditScreen, Tab, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing;
use crate::ui::{paint, text};

impl AuditScreen {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let row = paint::line(area, 0);
        let tabs = [
            (texts.report.to_owned(), false),
            (texts.progress.to_owned(), false),
            (texts.findings.to_owned(), self.tab == Tab::Findings),
            (texts.acts.to_owned(), self.tab == Tab::Acts),
        ];
        let used = listing::tabs(cx, row, &tabs, buf);
        let place = paint::indent(row, used);
        let span = listing::put_turned(cx, place, &self.span_name(cx), buf);
        let told = match self.tab {
            Tab::Findings => self.counts(cx),
            Tab::Acts => self.narrowed(cx),
        };
        // Where the line has no room for both, the counts stand in the blank line below the list.
        let beside = usize::from(used + span) + 2 + text::width(&told) <= usize::from(row.width);
        let blank = paint::line(area, area.height.saturating_sub(4));
        paint::put_right(buf, if beside { row } else { blank }, &told, cx.theme.head);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(6), ..area };
        match self.tab {
            Tab::Findings => self.draw_findings(cx, area, list, buf),
            Tab::Acts => self.draw_acts(cx, area, list, buf),
        }
    }
}
