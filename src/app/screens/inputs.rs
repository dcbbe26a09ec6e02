//! Several fields of a form, one of which has the keys; and choices that keys turn.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::context::ViewContext;
use crate::ui::field::{Field, Typed};
use crate::ui::key::Key;
use crate::ui::paint;

/// What a form asks of the names of its fields.
pub(in crate::app::screens) trait Name: Copy + Ord {
    /// Most characters of the field.
    fn longest(self) -> usize;

    /// Whether the first character typed takes the place of what stands there: figures, days and names
    /// come filled in and are replaced as a whole; sentences are continued.
    fn replaced(self) -> bool;
}

/// The fields.
#[derive(Clone, Debug)]
pub(in crate::app::screens) struct Inputs<N> {
    fields: BTreeMap<N, Field>,
    focus: N,
    /// The next character takes the place of the whole text.
    selected: bool,
}

impl<N: Name> Inputs<N> {
    /// No field filled in; `focus` has the keys.
    pub(in crate::app::screens) fn new(focus: N) -> Self {
        Self { fields: BTreeMap::new(), focus, selected: false }
    }

    /// What stands in a field.
    pub(in crate::app::screens) fn text(&self, name: N) -> &str {
        self.fields.get(&name).map_or("", Field::text).trim()
    }

    /// Fills a field in.
    pub(in crate::app::screens) fn set(&mut self, name: N, text: &str) {
        self.fields.insert(name, Field::with(name.longest(), text));
    }

    /// The field that has the keys.
    pub(in crate::app::screens) fn focus(&self) -> N {
        self.focus
    }

    /// Gives the keys to a field.
    pub(in crate::app::screens) fn go(&mut self, name: N) {
        self.focus = name;
        self.selected = name.replaced() && !self.text(name).is_empty();
    }

    /// Gives the keys to the field `by` places on among `names`, round the ends.
    pub(in crate::app::screens) fn step(&mut self, names: &[N], by: isize) {
        let at = names.iter().position(|name| *name == self.focus).unwrap_or_default();
        let count = isize::try_from(names.len()).unwrap_or(1).max(1);
        let to = isize::try_from(at).unwrap_or_default().saturating_add(by).rem_euclid(count);
        if let Some(name) = usize::try_from(to).ok().and_then(|to| names.get(to)) {
            self.go(*name);
        }
    }

    /// Lets the field that has the keys be continued.
    pub(in crate::app::screens) fn deselect(&mut self) {
        self.selected = false;
    }

    /// Takes a key for the field that has them; answers whether its text changed.
    pub(in crate::app::screens) fn key(&mut self, key: Key) -> bool {
        let name = self.focus;
        let was_selected = self.selected;
        let replaces = was_selected && matches!(key, Key::Char(_) | Key::Backspace | Key::Delete);
        if replaces {
            self.set(name, "");
        }
        let typed = self.field(name).key(key);
        self.selected = was_selected && typed == Typed::Ignored;
        replaces || typed == Typed::Changed
    }

    /// Takes pasted text as data for the field that has the keys; answers whether its text changed.
    pub(in crate::app::screens) fn paste(&mut self, text: &str) -> bool {
        let name = self.focus;
        if self.selected && !text.trim().is_empty() {
            self.set(name, "");
        }
        self.selected = false;
        self.field(name).paste(text)
    }

    fn field(&mut self, name: N) -> &mut Field {
        self.fields.entry(name).or_insert_with(|| Field::new(name.longest()))
    }

    /// Draws a field; answers where the cursor belongs, if this one has the keys.
    pub(in crate::app::screens) fn draw(
        &self,
        cx: &ViewContext,
        name: N,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        if self.focus != name {
            paint::put_cut(buf, area, self.text(name), cx.glyphs.ellipsis, cx.theme.plain);
            return None;
        }
        let style = if self.selected { cx.theme.bar } else { cx.theme.plain };
        let empty = Field::new(0);
        Some(self.fields.get(&name).unwrap_or(&empty).view(buf, area, style))
    }
}

/// The first line to draw of a form that is higher than its place, so that the line `at`, which has the
/// keys, and the `under` lines that belong to it are in sight.
pub(in crate::app::screens) fn top(at: usize, under: usize, height: usize) -> usize {
    (at + under + 1).saturating_sub(height).min(at)
}

/// The option that a key turns to, of `count`, the present one being `at`; none if the key means
/// nothing to a choice. Digits choose directly, counted from 1.
pub(in crate::app::screens) fn turn(key: Key, at: usize, count: usize) -> Option<usize> {
    let to = match key.folded() {
        Key::Left => (at + count).checked_sub(1)?.checked_rem(count)?,
        Key::Right | Key::Char(' ') => (at + 1).checked_rem(count)?,
        Key::Home => 0,
        Key::End => count.checked_sub(1)?,
        Key::Char(c) => usize::try_from(c.to_digit(10)?).ok()?.checked_sub(1)?,
        Key::Ctrl(_)
        | Key::F(_)
        | Key::Enter
        | Key::Esc
        | Key::Tab
        | Key::BackTab
        | Key::Up
        | Key::Down
        | Key::PageUp
        | Key::PageDown
        | Key::Insert
        | Key::Delete
        | Key::Backspace => return None,
    };
    (to < count).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    enum Part {
        Day,
        Note,
    }

    impl Name for Part {
        fn longest(self) -> usize {
            10
        }

        fn replaced(self) -> bool {
            self == Self::Day
        }
    }

    #[test]
    fn what_comes_filled_in_is_replaced_and_sentences_go_on() {
        let mut inputs = Inputs::new(Part::Note);
        inputs.set(Part::Day, "2.2");
        inputs.set(Part::Note, "屋顶");
        assert!(inputs.key(Key::Char('漏')));
        assert_eq!(inputs.text(Part::Note), "屋顶漏");
        inputs.step(&[Part::Day, Part::Note], 1);
        assert_eq!(inputs.focus(), Part::Day);
        assert!(inputs.key(Key::Char('3')) && inputs.key(Key::Char('.')));
        assert_eq!(inputs.text(Part::Day), "3.");
        inputs.go(Part::Day);
        assert!(!inputs.key(Key::End), "the cursor moves, and the text is kept");
        assert!(inputs.key(Key::Char('1')));
        assert_eq!(inputs.text(Part::Day), "3.1");
        inputs.go(Part::Day);
        assert!(!inputs.paste("\n") && inputs.text(Part::Day) == "3.1");
        inputs.go(Part::Day);
        assert!(inputs.paste("4.1\n") && inputs.text(Part::Day) == "4.1");
    }

    #[test]
    fn choices_turn_round_and_digits_choose() {
        for (key, to) in [
            (Key::Left, Some(2)),
            (Key::Right, Some(1)),
            (Key::Char('\u{3000}'), Some(1)),
            (Key::Char('3'), Some(2)),
            (Key::Char('２'), Some(1)),
            (Key::Char('4'), None),
            (Key::Char('0'), None),
            (Key::Char('x'), None),
            (Key::End, Some(2)),
            (Key::Up, None),
        ] {
            assert_eq!(turn(key, 0, 3), to, "{key}");
            assert_eq!(turn(key, 0, 0).unwrap_or(0), 0);
        }
    }
}
