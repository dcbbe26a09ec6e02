//! The mouse of the robot.

use ratatui::buffer::CellWidth;
use ratatui::layout::Position;

use super::Robot;
use crate::app::msg::Msg;
use crate::ui::mouse::{Part, Target};

impl Robot {
    /// Hears the mouse.
    pub(crate) fn with_mouse(mut self) -> Self {
        self.app.hear_mouse();
        self
    }

    /// The parts that the screen is noted to have, each with a position on it, row by row.
    pub(crate) fn parts(&self) -> Vec<(Position, Part)> {
        let (buf, _) = self.draw();
        let mut parts: Vec<(Position, Part)> = Vec::new();
        for position in buf.area.positions() {
            let part = self.app.part_at(position);
            parts.extend(
                part.filter(|part| !parts.iter().any(|(_, known)| known == part))
                    .map(|part| (position, part)),
            );
        }
        parts
    }

    /// What a press at a position means.
    pub(crate) fn target(&self, at: Position) -> Option<Target> {
        let _ = self.draw();
        self.app.part_at(at).map(|part| part.target)
    }

    /// Where a text stands first on the screen.
    #[track_caller]
    pub(crate) fn place_of(&self, text: &str) -> Position {
        let (buf, _) = self.draw();
        for y in 0..buf.area.height {
            let (mut row, mut columns, mut x) = (String::new(), Vec::new(), 0);
            while x < buf.area.width {
                let symbol = buf[(x, y)].symbol();
                columns.resize(row.len() + symbol.len(), x);
                row.push_str(symbol);
                x += symbol.cell_width().max(1);
            }
            if let Some(at) = row.find(text) {
                return Position { x: columns[at], y };
            }
        }
        panic!("no {text} in\n{}", self.screen());
    }

    /// Presses the mouse at a position of the screen.
    pub(crate) fn click(&mut self, at: Position) {
        let _ = self.draw();
        self.send(Msg::Click { at, seen: true, twice: false });
        assert!(!self.app.awaits_press(), "a press of the mouse is none that writes");
    }

    /// Presses the mouse on a text.
    #[track_caller]
    pub(crate) fn click_on(&mut self, text: &str) {
        let at = self.place_of(text);
        self.click(at);
    }

    /// Turns the wheel over a text.
    #[track_caller]
    pub(crate) fn wheel_on(&mut self, text: &str, steps: isize) {
        let at = self.place_of(text);
        self.send(Msg::Wheel { at, steps });
    }
}
