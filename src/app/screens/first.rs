//! The first start without a register: how to begin.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::context::ViewContext;
use crate::app::keymap::KeyContext;
use crate::app::layer::{Layer, Outbox, Severity};
use crate::app::msg::{Beginning, Effect, Move, ScreenAction};
use crate::lang::first::{self, FirstTexts};
use crate::ui::{paint, text};

/// A way to begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Way {
    #[default]
    Sample,
    Import,
    Empty,
}

const WAYS: [Way; 3] = [Way::Sample, Way::Import, Way::Empty];

impl Way {
    fn texts(self, texts: &FirstTexts) -> (&'static str, &'static str) {
        match self {
            Self::Sample => (texts.sample, texts.sample_note),
            Self::Import => (texts.import, texts.import_note),
            Self::Empty => (texts.empty, texts.empty_note),
        }
    }
}

/// Cells before what a way does.
const NOTE: u16 = 28;

/// The choice.
#[derive(Clone, Debug, Default)]
pub struct State {
    chosen: Way,
}

impl State {
    /// Whether an import follows once the register is there.
    pub fn wants_import(&self) -> bool {
        self.chosen == Way::Import
    }

    fn step(&mut self, by: isize) {
        let at = WAYS.iter().position(|way| *way == self.chosen).unwrap_or_default();
        if let Some(way) = at.checked_add_signed(by).and_then(|at| WAYS.get(at)) {
            self.chosen = *way;
        }
    }
}

impl Layer for State {
    fn place(&self) -> KeyContext {
        KeyContext::First
    }

    fn act(&mut self, cx: &ViewContext, deed: ScreenAction, out: &mut Outbox<'_>) {
        match deed {
            ScreenAction::Move(Move::Up) => self.step(-1),
            ScreenAction::Move(Move::Down) => self.step(1),
            ScreenAction::Move(Move::PageUp | Move::First) => self.chosen = Way::Sample,
            ScreenAction::Move(Move::PageDown | Move::Last) => self.chosen = Way::Empty,
            ScreenAction::Accept => {
                out.say(Severity::Plain, first::texts(cx.lang).creating);
                out.effect(Effect::CreateRegister(match self.chosen {
                    Way::Sample => Beginning::Sample,
                    Way::Import | Way::Empty => Beginning::Empty,
                }));
            }
            ScreenAction::Left
            | ScreenAction::Right
            | ScreenAction::Next
            | ScreenAction::Previous
            | ScreenAction::Back
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
        let texts = first::texts(cx.lang);
        let area = paint::indent(area, 2);
        paint::put(buf, paint::line(area, 1), texts.title, cx.theme.head);
        let intro = text::wrap(texts.intro, usize::from(area.width));
        let mut row = 3;
        for line in &intro {
            paint::put(buf, paint::line(area, row), line, cx.theme.plain);
            row += 1;
        }
        row += 1;
        for way in WAYS {
            let (name, note) = way.texts(texts);
            let chosen = way == self.chosen;
            let line = paint::line(area, row);
            let mark = if chosen { cx.glyphs.mark } else { " " };
            paint::put_all(
                buf,
                line,
                &[(mark, cx.theme.plain), (" ", cx.theme.plain), (name, cx.theme.plain)],
            );
            paint::put(
                buf,
                paint::indent(line, NOTE),
                note,
                if chosen { cx.theme.plain } else { cx.theme.quiet },
            );
            if chosen {
                paint::bar(buf, line, cx.theme.bar);
            }
            row += 2;
        }
        None
    }
}
