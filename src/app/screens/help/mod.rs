//! The help, generated from the keymap: the place it was called from first.

mod keys;
mod texts;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::{KeyContext, Keymap};
use crate::app::outbox::Outbox;
use crate::app::screen::{Handled, Role, Screen, ScreenDef};
use crate::app::screens::flow::flow;
use crate::app::screens::listing;
use crate::ui::{paint, text};
use keys::HELP;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&HELP],
    opens_with: None,
    open: |to, cx| {
        let Destination::Help(from) = to else { return None };
        Some(Box::new(HelpScreen { from, beside: cx.beside, top: 0 }))
    },
};

/// The help and how far it is scrolled.
#[derive(Clone, Debug)]
pub struct HelpScreen {
    from: &'static KeyContext,
    /// Whether a person stood beside the list that it was called from.
    beside: bool,
    top: usize,
}

/// A line of the help.
enum HelpLine {
    Blank,
    Title(&'static str),
    /// Keys, and what they do or a part of it.
    Key(String, String),
}

impl HelpScreen {
    /// The places: those whose keys work where the help was called, then the others.
    fn contexts(&self, cx: &ViewContext) -> Vec<&'static KeyContext> {
        let mut contexts: Vec<_> = self.from.chain().collect();
        for place in cx.keymap.places() {
            if !contexts.contains(&place.context) {
                contexts.push(place.context);
            }
        }
        contexts
    }

    fn lines(&self, cx: &ViewContext) -> Vec<HelpLine> {
        let mut lines = Vec::new();
        for context in self.contexts(cx) {
            if !lines.is_empty() {
                lines.push(HelpLine::Blank);
            }
            lines.push(HelpLine::Title(context.title.text(cx.lang)));
            for binding in cx.keymap.own(context) {
                let here = self.beside && self.from.chain().any(|place| place == context);
                let names = binding.key_names_but(cx.lang, cx.glyphs.arrows, |key| {
                    here && Keymap::action_beside(*key).is_some()
                });
                if names.is_empty() {
                    continue;
                }
                lines.extend(key_lines(cx, &names, binding.text.long(cx.lang)));
            }
        }
        lines.extend([HelpLine::Blank, HelpLine::Title(texts::of(cx.lang).mouse)]);
        lines.extend(mouse(cx).flat_map(|(what, says)| key_lines(cx, &[what.to_owned()], says)));
        lines
    }
}

/// What the mouse does; where it is left to the terminal, how it is asked for.
fn mouse(cx: &ViewContext) -> impl Iterator<Item = (&'static str, &'static str)> {
    let texts = texts::of(cx.lang);
    let does = [
        (texts.click, texts.click_says),
        (texts.click_key, texts.click_key_says),
        (texts.wheel, texts.wheel_says),
        (texts.select, texts.select_says),
    ];
    let asked = cx.parts.is_on();
    let ask_for = (!asked).then_some((texts.ask_for, texts.ask_for_says));
    does.into_iter().filter(move |_| asked).chain(ask_for)
}

/// Keys and what they do, in as many lines as they take.
fn key_lines(cx: &ViewContext, keys: &[String], says: &str) -> Vec<HelpLine> {
    let room = usize::from(cx.body().width.saturating_sub(KEYS));
    let mut keys = flow(keys, usize::from(KEYS - 3)).into_iter();
    let mut says = text::wrap(says, room).into_iter();
    let mut lines = Vec::new();
    while keys.len() + says.len() > 0 {
        lines.push(HelpLine::Key(keys.next().unwrap_or_default(), says.next().unwrap_or_default()));
    }
    lines
}

/// Cells of the column of keys.
const KEYS: u16 = 28;

impl Screen for HelpScreen {
    fn context(&self) -> &'static KeyContext {
        &HELP
    }

    fn role(&self) -> Role {
        Role::Help
    }

    fn act(&mut self, _cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        let height = usize::from(cx.body_rows());
        let last = self.lines(cx).len().saturating_sub(height);
        self.top = match how {
            Move::Up => self.top.saturating_sub(1),
            Move::Down => self.top + 1,
            Move::PageUp => self.top.saturating_sub(height),
            Move::PageDown => self.top + height,
            Move::First | Move::To(_) => 0,
            Move::Last => last,
            Move::Scroll(by) => self.top.saturating_add_signed(by),
        }
        .min(last);
        Handled::Yes
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = self.lines(cx);
        for (row, line) in (0..area.height).zip(lines.iter().skip(self.top)) {
            let place = paint::line(area, row);
            match line {
                HelpLine::Blank => {}
                HelpLine::Title(title) => {
                    paint::put(buf, place, title, cx.theme.head);
                }
                HelpLine::Key(keys, says) => {
                    paint::put(buf, paint::slice(place, 2, KEYS - 3), keys, cx.theme.key);
                    paint::put(buf, paint::indent(place, KEYS), says, cx.theme.plain);
                }
            }
        }
        let below = lines.len() > self.top + usize::from(area.height);
        listing::more(cx, area, self.top > 0, below, buf);
        None
    }
}
