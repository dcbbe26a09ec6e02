//! The first start without a register: how to begin.

mod keys;
mod texts;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use texts::FirstTexts;

use crate::app::action::{MainScreen, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::effect::{Beginning, Effect};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::ui::{paint, text};
use keys::FIRST;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&FIRST],
    opens_with: None,
    open: |to, _| {
        (*to == Destination::FirstStart).then(|| Box::new(FirstStart::default()) as Box<dyn Screen>)
    },
};

/// A way to begin. The sample comes last: an Enter too soon must not bring invented people into the register of an office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Way {
    #[default]
    Import,
    Empty,
    Sample,
}

const WAYS: [Way; 3] = [Way::Import, Way::Empty, Way::Sample];

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
pub struct FirstStart {
    chosen: Way,
}

impl FirstStart {
    fn step(&mut self, by: isize) {
        let at = WAYS.iter().position(|way| *way == self.chosen).unwrap_or_default();
        if let Some(way) = at.checked_add_signed(by).and_then(|at| WAYS.get(at)) {
            self.chosen = *way;
        }
    }
}

impl Screen for FirstStart {
    fn context(&self) -> &'static KeyContext {
        &FIRST
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => {
                let creates = out.effect(Effect::CreateRegister(match self.chosen {
                    Way::Sample => Beginning::Sample,
                    Way::Import | Way::Empty => Beginning::Empty,
                }));
                if creates {
                    out.say(Severity::Plain, texts::of(cx.lang).creating);
                }
            }
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, _cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        match how {
            Move::Up => self.step(-1),
            Move::Down => self.step(1),
            Move::PageUp | Move::First => self.chosen = Way::Import,
            Move::PageDown | Move::Last => self.chosen = Way::Sample,
            Move::To(at) => self.chosen = WAYS.get(at).copied().unwrap_or(self.chosen),
            Move::Scroll(_) => return Handled::No,
        }
        Handled::Yes
    }

    fn leads_to(&self) -> Option<Destination> {
        (self.chosen == Way::Import).then_some(Destination::Main(MainScreen::IMPORT))
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let area = paint::indent(area, 2);
        paint::put(buf, paint::line(area, 1), texts.title, cx.theme.head);
        let intro = text::wrap(texts.intro, usize::from(area.width));
        let mut row = 3;
        for line in &intro {
            paint::put(buf, paint::line(area, row), line, cx.theme.plain);
            row += 1;
        }
        row += 1;
        for (at, way) in WAYS.into_iter().enumerate() {
            let (name, note) = way.texts(texts);
            let chosen = way == self.chosen;
            let line = paint::line(area, row);
            cx.parts.row(line, at, chosen);
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
