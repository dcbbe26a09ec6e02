//! The screen: draws frames and sends what changed, in one write.

use std::io::{self, Write};
use std::time::{Duration, Instant};

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
    /// most one write, none when nothing changed. `view` answers where the cursor shows, if it does.
    ///
    /// # Errors
    /// The terminal cannot be written to. The next frame is sent whole.
    pub fn draw(&mut self, view: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        if self.prepare(view) {
            self.send()?;
        }
        Ok(())
    }

    /// Draws a frame as [`Screen::draw`] does, and sends nothing yet; answers whether there is something to be sent.
    pub fn prepare(&mut self, view: impl FnOnce(&mut Buffer) -> Option<Position>) -> bool {
        let cells = usize::from(self.area.width) * usize::from(self.area.height);
        self.frame.area = self.area;
        // Not `Buffer::resize`, which clones cell by cell.
        self.frame.content.resize_with(cells, || Cell::EMPTY);
        let cursor = view(&mut self.frame);
        self.painter.paint(&mut self.frame, cursor);
        !self.painter.painted().is_empty()
    }

    /// Sends the frame that was prepared; answers how long the terminal took to take it.
    ///
    /// # Errors
    /// As [`Screen::draw`].
    pub fn send(&mut self) -> io::Result<Duration> {
        let began = Instant::now();
        let sent = self.out.write_all(self.painter.painted()).and_then(|()| self.out.flush());
        if sent.is_err() {
            self.painter.forget();
        }
        sent.map(|()| began.elapsed())
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
