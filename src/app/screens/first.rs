//! The first start without a register: how to begin.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::ctx::Ctx;
use crate::app::keymap::Place;
use crate::app::layer::{Layer, Out, Tone};
use crate::app::msg::{Beginning, Deed, Effect, Move};
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
    fn place(&self) -> Place {
        Place::First
    }

    fn act(&mut self, cx: &Ctx, deed: Deed, out: &mut Out<'_>) {
        match deed {
            Deed::Move(Move::Up) => self.step(-1),
            Deed::Move(Move::Down) => self.step(1),
            Deed::Move(Move::PageUp | Move::First) => self.chosen = Way::Sample,
            Deed::Move(Move::PageDown | Move::Last) => self.chosen = Way::Empty,
            Deed::Accept => {
                out.say(Tone::Plain, first::texts(cx.lang).creating);
                out.effect(Effect::CreateRegister(match self.chosen {
                    Way::Sample => Beginning::Sample,
                    Way::Import | Way::Empty => Beginning::Empty,
                }));
            }
            Deed::Left
            | Deed::Right
            | Deed::Next
            | Deed::Previous
            | Deed::Back
            | Deed::Record
            | Deed::Search
            | Deed::Filter
            | Deed::Edit
            | Deed::Create
            | Deed::Reverse
            | Deed::Status
            | Deed::Unmask
            | Deed::Discard
            | Deed::FolderUp => {}
        }
    }

    fn view(&self, cx: &Ctx, area: Rect, buf: &mut Buffer) -> Option<Position> {
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
