//! The screen: draws frames through ratatui and sends what changed, in one write.

use std::convert::Infallible;
use std::io::{self, Write};

use ratatui::Frame;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::SIZE_MAX;
use super::paint::Painter;

/// A screen on a terminal that reads what is written to `W`.
pub struct Screen<W> {
    canvas: ratatui::Terminal<Canvas>,
    painter: Painter,
    out: W,
}

impl<W: Write> Screen<W> {
    /// A screen of so many columns and rows, on a terminal that may show anything.
    pub fn new(out: W, (width, height): (u16, u16)) -> Self {
        let canvas = Canvas { size: size(width, height), cursor: None };
        let Ok(canvas) = ratatui::Terminal::new(canvas);
        Self { canvas, painter: Painter::new(), out }
    }

    /// Draws a frame and sends what the terminal does not show yet: at most one write, none when nothing
    /// changed.
    ///
    /// # Errors
    /// The terminal cannot be written to. The next frame is sent whole.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let Ok(done) = self.canvas.draw(view);
        self.painter.read(done.buffer);
        let bytes = self.painter.paint(self.canvas.backend().cursor);
        if bytes.is_empty() {
            return Ok(());
        }
        let sent = self.out.write_all(bytes).and_then(|()| self.out.flush());
        if sent.is_err() {
            self.painter.forget();
        }
        sent
    }

    /// The terminal has another size, in cells; the next frame is sent whole.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.canvas.backend_mut().size = size(width, height);
        self.painter.forget();
    }

    /// The terminal may show anything: the next frame is sent whole.
    pub fn redraw(&mut self) {
        self.painter.forget();
    }
}

/// Between one cell and [`SIZE_MAX`] a side.
fn size(width: u16, height: u16) -> Size {
    Size::new(width.clamp(1, SIZE_MAX), height.clamp(1, SIZE_MAX))
}

/// A ratatui backend that sends nothing: it gives widgets a frame of the right size and keeps the cursor. The
/// painter compares whole frames itself.
struct Canvas {
    size: Size,
    cursor: Option<Position>,
}

impl Backend for Canvas {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, _: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.cursor = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
