//! The menu of everything, gathered from the keys: what can be done here, and where the rest is done.

mod items;
mod keys;
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
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::outbox::{Navigation, Outbox, Severity};
use crate::app::screen::{Handled, Role, Screen, ScreenDef};
use crate::lang::fill;
use crate::ui::{paint, popup, text};
use items::{Group, Item, gather};
use keys::MENU;
use texts::MenuTexts;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&MENU],
    opens_with: None,
    open: |to, cx| {
        let Destination::Menu(from) = to else { return None };
        Some(Box::new(MenuPopup {
            from,
            items: gather(&cx.keymap, from, cx.beside),
            cursor: Cursor::default(),
        }))
    },
};

/// The menu.
#[derive(Debug)]
pub struct MenuPopup {
    from: &'static KeyContext,
    items: Vec<Item>,
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
        self.scroll(cx);
    }

    fn scroll(&mut self, cx: &ViewContext) {
        let mut cursor = self.cursor;
        cursor.scroll(rows(cx), &|at| self.begins(at));
        self.cursor = cursor;
    }
}

/// Draws an item, with the reason why it does nothing here, if there is one.
fn draw(cx: &ViewContext, row: Rect, item: &Item, buf: &mut Buffer) {
    let works = item.elsewhere.is_none();
    let style = if works { cx.theme.plain } else { cx.theme.quiet };
    let names = item.binding.key_names(cx.lang, cx.glyphs.arrows);
    let inside = paint::indent(row, listing::MARK);
    let key_style = if works { cx.theme.key } else { cx.theme.quiet };
    let ellipsis = cx.glyphs.ellipsis;
    paint::put_cut(buf, paint::slice(inside, 0, KEYS - 1), &names, ellipsis, key_style);
    let reason = if works { String::new() } else { reason(cx, item) };
    let cells = u16::try_from(text::width(&reason)).unwrap_or_default();
    paint::put_right(buf, inside, &reason, cx.theme.quiet);
    let room = inside.width.saturating_sub(KEYS + if cells > 0 { cells + 2 } else { 0 });
    let says = item.binding.text.long(cx.lang);
    paint::put_cut(buf, paint::slice(inside, KEYS, room), says, ellipsis, style);
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
    }
}

impl Screen for MenuPopup {
    fn context(&self) -> &'static KeyContext {
        &MENU
    }

    fn role(&self) -> Role {
        Role::Menu
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

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        let mut cursor = self.cursor;
        cursor.go_with(how, self.items.len(), rows(cx), &|at| self.begins(at));
        self.cursor = cursor;
        Handled::Yes
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.scroll(cx);
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let heads = (0..self.items.len()).filter(|at| self.begins(*at)).count();
        let lines = u16::try_from(self.items.len() + heads).unwrap_or(u16::MAX);
        let title = fill(texts.title, &[&self.from.title.text(cx.lang)]);
        let inside = popup::open(buf, area, lines, &title, cx.look());
        let mut y = 0;
        for (at, item) in self.items.iter().enumerate().skip(self.cursor.top) {
            if at == self.cursor.top || self.begins(at) {
                paint::put(buf, paint::line(inside, y), head(texts, item.group), cx.theme.head);
                y += 1;
            }
            let row = paint::line(inside, y);
            if row.height == 0 {
                break;
            }
            draw(cx, row, item, buf);
            cx.parts.item(row, at);
            if at == self.cursor.at {
                listing::mark(cx, row, buf);
            }
            y += 1;
        }
        let more = |row: u16, glyph: &str, buf: &mut Buffer| {
            let line = paint::line(Rect { width: inside.width + 2, ..inside }, row);
            paint::put_right(buf, line, glyph, Style::new());
        };
        if self.cursor.top > 0 {
            more(0, cx.glyphs.up, buf);
        }
        let last = self.items.len().saturating_sub(1);
        if self.cursor.bottom(self.items.len(), usize::from(inside.height), &|at| self.begins(at)) < last {
            more(inside.height.saturating_sub(1), cx.glyphs.down, buf);
        }
        None
    }
}
