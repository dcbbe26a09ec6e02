//! The weekly bulletin of the round, by the end of the day that the progress is told of.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::texts;
use crate::app::context::ViewContext;
use crate::app::pending::Pending;
use crate::domain::bulletin::Bulletin;
use crate::lang::{app, bulletin};
use crate::ui::{paint, popup, text};

/// The popup: none while it is closed.
#[derive(Debug, Default)]
pub(super) struct BulletinPopup {
    pub(super) open: bool,
    pub(super) told: Option<Box<Bulletin>>,
    pub(super) asked: Pending<Box<Bulletin>>,
}

impl BulletinPopup {
    pub(super) fn close(&mut self) {
        (self.open, self.told) = (false, None);
    }

    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let width = usize::from(popup::width(area));
        let lines = match &self.told {
            None => vec![app::texts(cx.lang).loading.to_owned()],
            Some(told) => bulletin::lines(cx.lang, told),
        };
        let lines: Vec<String> = lines.iter().flat_map(|line| text::wrap(line, width)).collect();
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let inside = popup::open(buf, area, rows, texts::of(cx.lang).bulletin, cx.look());
        for (y, line) in (0..inside.height).zip(&lines) {
            paint::put_cut(buf, paint::line(inside, y), line, cx.glyphs.ellipsis, cx.theme.plain);
        }
    }
}
