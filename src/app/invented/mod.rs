//! A robot for tests of the app: keys in, screens out, over an invented register in memory.
//!
//! Screens are printed from a fresh buffer, stepping by the width of each glyph: the `TestBackend`
//! of ratatui misprints Han text after a second draw.

mod world;

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::effect::Effect;
use super::msg::Msg;
use super::{App, Setup};
use crate::domain::op::Op;
use crate::lang::Lang;
use crate::ui::key::Key;

pub(crate) use world::*;

/// Drives the app: performs every effect before the next key, as the loop does.
pub(crate) struct Robot {
    /// The app.
    pub(crate) app: App,
    /// The register.
    pub(crate) world: World,
    /// The effects that are no questions, in order.
    pub(crate) effects: Vec<Effect>,
    size: (u16, u16),
}

impl Robot {
    /// An app over `world`.
    pub(crate) fn new(world: World, lang: Lang, size: (u16, u16)) -> Self {
        Self::with(world, Setup { lang, ascii: false, color: true, today: demo_day(), size, register: true })
    }

    /// An app over `world`, set up otherwise.
    pub(crate) fn with(world: World, setup: Setup) -> Self {
        let (app, effects) = App::new(setup);
        let mut robot = Self { app, world, effects: Vec::new(), size: setup.size };
        robot.perform(effects);
        robot
    }

    /// Folds a message, performs what it asks.
    pub(crate) fn send(&mut self, msg: Msg) {
        if let Msg::Resized(columns, rows) = msg {
            self.size = (columns, rows);
        }
        let effects = self.app.update(msg);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Query(ticket, ask) = &effect {
                if let Some(answer) = self.world.answer(ask) {
                    self.send(Msg::QueryResult(*ticket, Box::new(answer)));
                }
            } else {
                self.effects.push(effect);
            }
        }
    }

    /// Presses keys named as in `muster keys`, e.g. `Down Down F2`.
    pub(crate) fn press(&mut self, keys: &str) {
        for name in keys.split_whitespace() {
            self.send(Msg::Key(name.parse().unwrap()));
        }
    }

    /// Types text, one key a character, as an input method commits it.
    pub(crate) fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            self.send(Msg::Key(Key::Char(c)));
        }
    }

    /// Answers the last write as durable.
    pub(crate) fn commit(&mut self) -> Op {
        let Some(Effect::Commit(op)) = self.effects.pop() else { panic!("no write was asked for") };
        self.send(Msg::Committed(op.clone(), Box::new(ledger_receipt())));
        *op
    }

    fn draw(&self) -> (Buffer, Option<Position>) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buf = Buffer::empty(area);
        let cursor = self.app.draw(area, &mut buf);
        (buf, cursor)
    }

    /// The screen as text, and where the cursor is; no row may be wider than the terminal.
    pub(crate) fn screen(&self) -> String {
        let (buf, cursor) = self.draw();
        let mut out: String = print(&buf, |_| true).join("\n");
        if let Some(Position { x, y }) = cursor {
            out.push_str(&crate::lang::fill("\n[cursor {} {}]", &[&x, &y]));
        }
        out
    }

    /// Draws the screen; every row must be as wide as the terminal, whatever was typed.
    pub(crate) fn fits(&self) {
        let (buf, _) = self.draw();
        for y in 0..buf.area.height {
            let mut x = 0;
            while x < buf.area.width {
                x += buf[(x, y)].symbol().cell_width().max(1);
            }
            assert_eq!(x, buf.area.width, "row {y}");
        }
    }

    /// The cells that bear `modifier`, as text, blanks elsewhere.
    pub(crate) fn styled(&self, modifier: Modifier) -> Vec<String> {
        let (buf, _) = self.draw();
        print(&buf, |style| style.contains(modifier))
            .into_iter()
            .map(|row| row.trim().to_owned())
            .filter(|row| !row.is_empty())
            .collect()
    }
}

fn print(buf: &Buffer, shown: impl Fn(Modifier) -> bool) -> Vec<String> {
    (0..buf.area.height)
        .map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < buf.area.width {
                let cell = &buf[(x, y)];
                let width = cell.symbol().cell_width().max(1);
                if shown(cell.modifier) {
                    row.push_str(cell.symbol());
                } else {
                    row.push_str(&" ".repeat(usize::from(width)));
                }
                x += width;
            }
            assert_eq!(x, buf.area.width, "row {y} is wider than the terminal: {row}");
            assert_eq!(row.width(), row.width_cjk(), "a Chinese terminal draws this row wider: {row}");
            row.trim_end().to_owned()
        })
        .collect()
}
