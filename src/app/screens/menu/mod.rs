//! The menu of everything, gathered from the keys: what can be done here, and where the rest is done.

mod items;
mod keys;
mod narrow;
#[cfg(test)]
mod tests;
mod texts;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::listing;
use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::{KeyContext, Keymap};
use crate::app::list::Cursor;
use crate::app::outbox::{Navigation, Outbox, Severity};
use crate::app::screen::{Handled, Role, Screen, ScreenDef};
use crate::app::screens::flow::flow;
use crate::lang::fill;
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};
use items::{Group, Item, gather};
use keys::MENU;
use narrow::Wanted;
use texts::MenuTexts;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&MENU],
    opens_with: None,
    open: |to, cx| {
        let Destination::Menu(from) = to else { return None };
        let items = gather(&cx.keymap, from, cx.beside);
        Some(Box::new(MenuPopup {
            from,
            all: items.clone(),
            items,
            wanted: Wanted::default(),
            cursor: Cursor::default(),
        }))
    },
};

/// The menu.
#[derive(Debug)]
pub struct MenuPopup {
    from: &'static KeyContext,
    all: Vec<Item>,
    /// Those that what is typed leaves.
    items: Vec<Item>,
    wanted: Wanted,
    cursor: Cursor,
}

/// Cells of the column of keys.
const KEYS: u16 = 16;

/// Rows for the items and their heads.
fn rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(popup::EDGES))
}

impl MenuPopup {
    fn begins(&self, at: usize) -> bool {
        let group = |at: usize| self.items.get(at).map(|item| item.group);
        at == 0 || group(at) != group(at - 1)
    }

    fn chosen(&self) -> Option<&Item> {
        self.items.get(self.cursor.at)
    }

    fn accept(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(item) = self.chosen() else { return };
        if item.elsewhere.is_some() {
            out.say(Severity::Plain, told(cx, item));
        } else {
            out.pop();
            out.turn(Navigation::Perform(item.binding));
        }
    }

    /// The title, and what is typed or that something can be.
    fn title(&self, cx: &ViewContext) -> String {
        let texts = texts::of(cx.lang);
        let title = fill(texts.title, &[&self.from.title.text(cx.lang)]);
        let typed = self.wanted.text();
        let typed = if typed.is_empty() { texts.narrows.to_owned() } else { fill(texts.narrowed, &[&typed]) };
        [title, typed].join("  ")
    }

    /// To the first action of the next group, or of the one before, round the ends.
    fn turn(&mut self, cx: &ViewContext, forward: bool) {
        let begins: Vec<usize> = (0..self.items.len()).filter(|at| self.begins(*at)).collect();
        let at = self.cursor.at;
        let to = if forward {
            begins.iter().find(|to| **to > at).or(begins.first())
        } else {
            begins.iter().rev().find(|to| **to < at).or(begins.last())
        };
        self.cursor.at = to.copied().unwrap_or_default();
        self.scroll(cx, &self.heights(cx));
    }

    /// The lines that each item takes, without the head of its group.
    fn heights(&self, cx: &ViewContext) -> Vec<usize> {
        self.items.iter().map(|item| Block::new(cx, item).rows()).collect()
    }

    /// Lines from the item `top`, whose head always shows, to the item `at`.
    fn lines(&self, heights: &[usize], top: usize, at: usize) -> usize {
        let heads = 1 + (top + 1..=at).filter(|at| self.begins(*at)).count();
        heads + heights.iter().take(at + 1).skip(top).sum::<usize>()
    }

    /// The last item that is shown whole.
    fn bottom(&self, cx: &ViewContext, heights: &[usize]) -> usize {
        let fits = |at: &usize| self.lines(heights, self.cursor.top, *at) <= rows(cx);
        (self.cursor.top..self.items.len()).take_while(fits).last().unwrap_or(self.cursor.top)
    }

    /// Scrolls so that the chosen item is shown whole.
    fn scroll(&mut self, cx: &ViewContext, heights: &[usize]) {
        let at = self.cursor.at;
        let mut top = self.cursor.top.min(at);
        while top < at && self.lines(heights, top, at) > rows(cx) {
            top += 1;
        }
        self.cursor.top = top;
    }

    /// Moves by the rules of every list, over items of several lines.
    fn move_by(&mut self, cx: &ViewContext, how: Move) {
        let heights = self.heights(cx);
        let (last, bottom) = (self.items.len().saturating_sub(1), self.bottom(cx, &heights));
        let Cursor { at, top } = self.cursor;
        self.cursor.at = match how {
            Move::Up => at.saturating_sub(1),
            Move::Down => (at + 1).min(last),
            Move::PageDown => if bottom > top { bottom } else { bottom + 1 }.min(last),
            Move::PageUp => top,
            Move::First => 0,
            Move::Last => last,
            Move::To(row) => row.min(last),
            Move::Scroll(by) => {
                self.cursor = Cursor { at: last, top: 0 };
                self.scroll(cx, &heights);
                self.cursor.top = top.saturating_add_signed(by).min(self.cursor.top);
                at.clamp(self.cursor.top, self.bottom(cx, &heights))
            }
        };
        match how {
            Move::PageDown if bottom < last => self.cursor.top = self.cursor.at,
            Move::PageUp => {
                self.cursor.top = 0;
                self.scroll(cx, &heights);
                self.cursor.at = self.cursor.top;
            }
            Move::Up
            | Move::Down
            | Move::PageDown
            | Move::First
            | Move::Last
            | Move::To(_)
            | Move::Scroll(_) => {}
        }
        self.scroll(cx, &heights);
    }
}

/// An item in the lines it takes: its keys, and what it does behind them.
struct Block {
    keys: Vec<String>,
    says: Vec<String>,
    /// Why it does nothing here; empty if it does something.
    reason: String,
}

impl Block {
    fn new(cx: &ViewContext, item: &Item) -> Self {
        let inside = popup::width(cx.body()).saturating_sub(listing::MARK);
        let reason = if item.elsewhere.is_none() { String::new() } else { reason(cx, item) };
        let beside = match text::width(&reason) {
            0 => 0,
            cells => cells + 2,
        };
        let room = usize::from(inside.saturating_sub(KEYS)).saturating_sub(beside);
        Self {
            keys: flow(&names(cx, item), usize::from(KEYS - 1)),
            says: text::wrap(item.binding.text.long(cx.lang), room),
            reason,
        }
    }

    fn rows(&self) -> usize {
        self.keys.len().max(self.says.len())
    }

    /// Draws it from the first line of `area` on.
    fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let works = self.reason.is_empty();
        let (style, key_style) =
            if works { (cx.theme.plain, cx.theme.key) } else { (cx.theme.quiet, cx.theme.quiet) };
        let inside = paint::indent(area, listing::MARK);
        for (y, line) in (0..area.height).zip(&self.keys) {
            paint::put(buf, paint::line(inside, y), line, key_style);
        }
        for (y, line) in (0..area.height).zip(&self.says) {
            paint::put(buf, paint::indent(paint::line(inside, y), KEYS), line, style);
        }
        paint::put_right(buf, paint::line(inside, 0), &self.reason, cx.theme.quiet);
    }
}

/// The names of its keys, but for those that go across to the person beside the list.
fn names(cx: &ViewContext, item: &Item) -> Vec<String> {
    let taken = |key: &Key| item.elsewhere.is_none() && item.across && Keymap::action_beside(*key).is_some();
    item.binding.key_names_but(cx.lang, cx.glyphs.arrows, taken)
}

/// Why an action does nothing here.
fn reason(cx: &ViewContext, item: &Item) -> String {
    let texts = texts::of(cx.lang);
    match item.elsewhere {
        Some(_) if items::waits_for_main(item) => texts.close_first.to_owned(),
        Some(place) => fill(texts.only_in, &[&place.title.text(cx.lang)]),
        None => String::new(),
    }
}

/// The action and why it does nothing here, for the line above the keys.
fn told(cx: &ViewContext, item: &Item) -> String {
    let names = item.binding.key_names(cx.lang, cx.glyphs.arrows);
    [&names, item.binding.text.short(cx.lang), &reason(cx, item)].join("  ")
}

fn head(texts: &'static MenuTexts, group: Group) -> &'static str {
    match group {
        Group::Here => texts.here,
        Group::GoTo => texts.go_to,
        Group::Register => texts.register,
        Group::Program => texts.program,
        Group::Motions => texts.motions,
    }
}

impl Screen for MenuPopup {
    fn context(&self) -> &'static KeyContext {
        &MENU
    }

    fn role(&self) -> Role {
        Role::Menu
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::NEXT => self.turn(cx, true),
            ScreenAction::PREVIOUS => self.turn(cx, false),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, _out: &mut Outbox<'_>) {
        if self.wanted.key(key) {
            self.items = self.all.iter().filter(|item| self.wanted.leaves(cx, item)).copied().collect();
            self.cursor = Cursor::default();
        }
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.move_by(cx, how);
        Handled::Yes
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.scroll(cx, &self.heights(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let last = self.items.len().saturating_sub(1);
        let heights = self.heights(cx);
        let lines = u16::try_from(self.lines(&heights, 0, last)).unwrap_or(u16::MAX);
        let inside = popup::open(buf, area, lines, &self.title(cx), cx.look());
        if self.items.is_empty() {
            paint::put(buf, paint::line(inside, 0), texts.none, cx.theme.plain);
            return None;
        }
        let mut y = 0;
        for (at, item) in self.items.iter().enumerate().skip(self.cursor.top) {
            let block = Block::new(cx, item);
            let begins = at == self.cursor.top || self.begins(at);
            let rows = u16::try_from(block.rows()).unwrap_or(1);
            let place = Rect { y: inside.y + y + u16::from(begins), height: rows, ..inside };
            if place.bottom() > inside.bottom() {
                break;
            }
            if begins {
                paint::put(buf, paint::line(inside, y), head(texts, item.group), cx.theme.head);
                y += 1;
            }
            block.draw(cx, place, buf);
            for y in 0..rows {
                cx.parts.item(paint::line(place, y), at);
            }
            if at == self.cursor.at {
                for y in 0..rows {
                    paint::bar(buf, paint::line(place, y), cx.theme.bar);
                }
                listing::mark(cx, paint::line(place, 0), buf);
            }
            y += rows;
        }
        let more = |row: u16, glyph: &str, buf: &mut Buffer| {
            let line = paint::line(Rect { width: inside.width + 2, ..inside }, row);
            paint::put_right(buf, line, glyph, Style::new());
        };
        if self.cursor.top > 0 {
            more(0, cx.glyphs.up, buf);
        }
        if self.bottom(cx, &heights) < last {
            more(inside.height.saturating_sub(1), cx.glyphs.down, buf);
        }
        None
    }
}
