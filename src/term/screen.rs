//! The screen: draws frames and sends what changed, in one write.

use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use super::SIZE_MAX;
use super::paint::Painter;

/// The screen of a terminal that is written to through `W`.
///
/// ratatui's own `Terminal` is not used: it compares whole frames for a backend that compares them again.
pub struct Screen<W> {
    area: Rect,
    /// Where a frame is drawn; blank between frames.
    frame: Buffer,
    painter: Painter,
    out: W,
}

impl<W: Write> Screen<W> {
    /// A screen of `width` columns and `height` rows; what the terminal shows at first is unknown.
    pub fn new(out: W, (width, height): (u16, u16)) -> Self {
        Self { area: area(width, height), frame: Buffer::default(), painter: Painter::default(), out }
    }

    /// Draws a frame on an empty buffer of the screen's size and sends what the terminal does not show yet: at
    /// most one write, none when nothing changed. Answers whether anything was sent. `view` answers where the cursor
    /// shows, if it does.
    ///
    /// # Errors
    /// The terminal cannot be written to. The next frame is sent whole.
    pub fn draw(&mut self, view: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<bool> {
        let cells = usize::from(self.area.width) * usize::from(self.area.height);
        self.frame.area = self.area;
        // Not `Buffer::resize`, which clones cell by cell.
        self.frame.content.resize_with(cells, || Cell::EMPTY);
        let cursor = view(&mut self.frame);
        let bytes = self.painter.paint(&mut self.frame, cursor);
        if bytes.is_empty() {
            return Ok(false);
        }
        let sent = self.out.write_all(bytes).and_then(|()| self.out.flush());
        if sent.is_err() {
            self.painter.forget();
        }
        sent.map(|()| true)
    }

    /// The terminal has another size, in cells; the next frame is sent whole.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.area = area(width, height);
        self.painter.forget();
    }

    /// Forgets what the terminal shows: the next frame is sent whole.
    pub fn redraw(&mut self) {
        self.painter.forget();
    }
}

/// Between one cell and [`SIZE_MAX`] a side.
fn area(width: u16, height: u16) -> Rect {
    Rect::new(0, 0, width.clamp(1, SIZE_MAX), height.clamp(1, SIZE_MAX))
}
