//! How a question is drawn that only a person can answer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{ImportScreen, texts};
use crate::app::context::ViewContext;
use crate::app::screens::listing::{self, MARK};
use crate::domain::roster::ImportReport;
use crate::domain::roster_question::QuestionKind;
use crate::lang::{fill, roster};
use crate::ui::paint;

impl ImportScreen {
    pub(super) fn asking(
        &self,
        cx: &ViewContext,
        area: Rect,
        report: &ImportReport,
        at: usize,
        buf: &mut Buffer,
    ) {
        let texts = texts::of(cx.lang);
        let Some(question) = report.questions.get(at) else { return };
        let name = self.file.as_ref().map(|file| &*file.name).unwrap_or_default();
        let title = fill(texts.asking, &[&(at + 1), &report.questions.len(), &name]);
        paint::put_cut(buf, paint::line(area, 0), &title, cx.glyphs.ellipsis, cx.theme.head);
        let row = paint::indent(paint::line(area, 1), MARK);
        paint::put_cut(buf, row, &roster::question(cx.lang, question), cx.glyphs.ellipsis, cx.theme.money);
        let list = Rect { y: area.y + 3, height: area.height.saturating_sub(5), ..area };
        let shown = question.choices.iter().enumerate().skip(self.line.top);
        for (y, (at, choice)) in (0..list.height).zip(shown) {
            let row = paint::slice(paint::line(list, y), 0, 84);
            let said = roster::choice(cx.lang, question.kind, choice);
            paint::put_cut(buf, paint::indent(row, MARK), &said, cx.glyphs.ellipsis, cx.theme.plain);
            cx.parts.row(row, at, at == self.line.at);
            if at == self.line.at {
                listing::mark(cx, row, buf);
            }
        }
        let foot = paint::indent(paint::line(area, area.height.saturating_sub(1)), MARK);
        let is_complete = question.kind == QuestionKind::Complete;
        let note = if is_complete { texts.complete_note } else { texts.asking_note };
        paint::put_cut(buf, foot, note, cx.glyphs.ellipsis, cx.theme.quiet);
    }
}
