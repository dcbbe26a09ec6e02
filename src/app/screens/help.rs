//! The help, generated from the keymap: the place it was called from first.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::context::ViewContext;
use crate::app::keymap::{self, KEYMAP, KeyContext};
use crate::app::layer::{Layer, Outbox};
use crate::app::msg::{Move, ScreenAction};
use crate::lang::keys;
use crate::ui::paint;

/// The help and how far it is scrolled.
#[derive(Clone, Debug)]
pub struct State {
    from: KeyContext,
    top: usize,
}

/// A line of the help.
enum Line {
    Blank,
    Title(&'static str),
    Key(String, &'static str),
}

impl State {
    /// The help as called from `place`.
    pub fn new(place: KeyContext) -> Self {
        Self { from: place, top: 0 }
    }

    /// The places: those whose keys work where the help was called, then the others.
    fn places(&self) -> Vec<KeyContext> {
        let here = self.from.chain();
        let mut places = here.to_vec();
        places.extend(KeyContext::ALL.into_iter().filter(|place| !here.contains(place)));
        places
    }

    fn lines(&self, cx: &ViewContext) -> Vec<Line> {
        let texts = keys::texts(cx.lang);
        let mut lines = Vec::new();
        for place in self.places() {
            if !lines.is_empty() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Title(place.title(texts)));
            lines.extend(
                KEYMAP.iter().filter(|binding| binding.place == place).map(|binding| {
                    Line::Key(keymap::key_names(cx.lang, binding), (binding.says)(texts).long)
                }),
            );
        }
        lines
    }
}

/// Cells of the column of keys.
const KEYS: u16 = 25;

impl Layer for State {
    fn place(&self) -> KeyContext {
        KeyContext::Help
    }

    fn act(&mut self, cx: &ViewContext, deed: ScreenAction, out: &mut Outbox<'_>) {
        let height = usize::from(cx.body_rows());
        let last = self.lines(cx).len().saturating_sub(height);
        match deed {
            ScreenAction::Move(Move::Up) => self.top = self.top.saturating_sub(1),
            ScreenAction::Move(Move::Down) => self.top = (self.top + 1).min(last),
            ScreenAction::Move(Move::PageUp) => self.top = self.top.saturating_sub(height),
            ScreenAction::Move(Move::PageDown) => self.top = (self.top + height).min(last),
            ScreenAction::Move(Move::First) => self.top = 0,
            ScreenAction::Move(Move::Last) => self.top = last,
            ScreenAction::Back => out.pop(),
            ScreenAction::Left
            | ScreenAction::Right
            | ScreenAction::Next
            | ScreenAction::Previous
            | ScreenAction::Accept
            | ScreenAction::Record
            | ScreenAction::Search
            | ScreenAction::Filter
            | ScreenAction::Edit
            | ScreenAction::Create
            | ScreenAction::Reverse
            | ScreenAction::Status
            | ScreenAction::Unmask
            | ScreenAction::Discard
            | ScreenAction::FolderUp => {}
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = self.lines(cx);
        for (row, line) in (0..area.height).zip(lines.iter().skip(self.top)) {
            let place = paint::line(area, row);
            match line {
                Line::Blank => {}
                Line::Title(title) => {
                    paint::put(buf, place, title, cx.theme.head);
                }
                Line::Key(keys, says) => {
                    paint::put(buf, paint::slice(place, 2, KEYS - 3), keys, cx.theme.key);
                    paint::put_cut(buf, paint::indent(place, KEYS), says, cx.glyphs.ellipsis, cx.theme.plain);
                }
            }
        }
        let below = lines.len().saturating_sub(self.top + usize::from(area.height));
        if below > 0 {
            let last = paint::line(area, area.height.saturating_sub(1));
            paint::put_right(buf, last, cx.glyphs.down, cx.theme.quiet);
        }
        None
    }
}
