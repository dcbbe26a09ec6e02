//! The kit of every form: fields, one of which has the keys; choices that keys turn; and leaving with Esc,
//! which never throws typed work away at once.

use std::collections::BTreeMap;
use std::hash::Hash;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::context::ViewContext;
use crate::app::keymap::key_name;
use crate::app::outbox::Outbox;
use crate::app::proposals::Proposals;
use crate::domain::text::CleanText;
use crate::lang::{app, fill};
use crate::ui::field::{Field, Typed};
use crate::ui::key::Key;
use crate::ui::{mouse, paint, text};

/// What a form asks of the names of its fields.
pub(super) trait FieldName: Copy + Ord + Hash {
    /// Most characters of the field.
    fn longest(self) -> usize;

    /// The first field of the row in which it stands.
    fn row(self) -> Self {
        self
    }

    /// Whether it holds several words with a comma between, each of which is proposed for.
    fn is_list(self) -> bool {
        false
    }

    /// The field whose text this one never proposes, since the two must differ.
    fn other(self) -> Option<Self> {
        None
    }
}

/// What stands between the words of a list.
const COMMAS: [char; 5] = ['、', '，', ',', '；', ';'];

/// What Esc does to a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// It closes.
    Now,
    /// It stays, and its user is to be warned.
    Warned,
    /// It stays until the key is known to be a press.
    Withheld,
}

/// The fields.
#[derive(Clone, Debug)]
pub(super) struct Inputs<N> {
    fields: BTreeMap<N, Field>,
    focus: N,
    /// What the fields held when the form opened.
    opened: BTreeMap<N, String>,
    /// What fields propose, the most usual first.
    known: BTreeMap<N, Vec<CleanText>>,
    /// What the field that has the keys proposes now.
    proposals: Proposals,
    /// Esc was pressed over unsaved work: another one drops it. A slow link can split an arrow key into Esc
    /// and letters, so one Esc alone throws nothing away.
    warned: bool,
}

impl<N: FieldName> Inputs<N> {
    /// No field filled in; `focus` has the keys.
    pub(super) fn new(focus: N) -> Self {
        Self {
            fields: BTreeMap::new(),
            focus,
            opened: BTreeMap::new(),
            known: BTreeMap::new(),
            proposals: Proposals::default(),
            warned: false,
        }
    }

    /// Lets a field propose `words`, the most usual first, from the next key on.
    pub(super) fn know(&mut self, name: N, words: Vec<CleanText>) {
        self.known.insert(name, words);
    }

    /// Whether the field that has the keys has something to propose.
    pub(super) fn knows(&self) -> bool {
        self.known.get(&self.focus).is_some_and(|words| !words.is_empty())
    }

    /// What stands in a field.
    pub(super) fn text(&self, name: N) -> &str {
        self.fields.get(&name).map_or("", Field::text).trim()
    }

    /// Fills a field in; a masked birth date has more characters than the date.
    pub(super) fn set(&mut self, name: N, text: &str) {
        if name == self.focus {
            self.proposals = Proposals::default();
        }
        self.fields.insert(name, Field::with(name.longest().max(text.chars().count()), text));
    }

    /// Draws a field in a style of the form's own; answers where the cursor would stand.
    pub(super) fn view(&self, name: N, area: Rect, style: Style, buf: &mut Buffer) -> Position {
        let empty = Field::new(0);
        self.fields.get(&name).unwrap_or(&empty).view(buf, area, style)
    }

    /// Takes what stands in the fields as saved.
    pub(super) fn settle(&mut self) {
        self.opened = self.texts();
    }

    /// Whether anything stands there that was not when the form opened.
    pub(super) fn changed(&self) -> bool {
        self.texts() != self.opened
    }

    fn texts(&self) -> BTreeMap<N, String> {
        let filled = self.fields.iter().filter(|(_, field)| !field.is_empty());
        filled.map(|(name, field)| (*name, field.text().to_owned())).collect()
    }

    /// Esc: whether the form may close, and if not, what is to be told. Over `unsaved` work the first one only warns,
    /// and the second one must be a press; anything else that is done in the form takes the warning back.
    pub(super) fn leave(&mut self, unsaved: bool, out: &mut Outbox<'_>) -> Leaving {
        if !unsaved {
            Leaving::Now
        } else if !std::mem::replace(&mut self.warned, true) {
            Leaving::Warned
        } else if out.may_leave() {
            Leaving::Now
        } else {
            Leaving::Withheld
        }
    }

    /// Takes the warning of [`Inputs::leave`] back.
    pub(super) fn stay(&mut self) {
        self.warned = false;
    }

    /// The field that has the keys.
    pub(super) fn focus(&self) -> N {
        self.focus
    }

    /// Gives the keys to a field.
    pub(super) fn go(&mut self, name: N) {
        self.stay();
        self.deselect();
        self.focus = name;
        if let Some(field) = self.fields.get_mut(&name) {
            field.select();
        }
    }

    /// The one of `names` that bears a number, as a press of the mouse tells it; none where it has the keys already.
    pub(super) fn pressed(&self, number: u64, names: &[N]) -> Option<N> {
        let pressed = names.iter().copied().find(|name| mouse::field_number(name) == number);
        pressed.filter(|name| *name != self.focus)
    }

    /// Gives the keys to the first field of the row `by` rows on among `names`, round the ends.
    pub(super) fn step_rows(&mut self, names: &[N], by: isize) {
        self.go(self.focus.row());
        let rows: Vec<N> = names.iter().copied().filter(|name| name.row() == *name).collect();
        self.step(&rows, by);
    }

    /// Gives the keys to the field `by` places on among `names`, round the ends.
    pub(super) fn step(&mut self, names: &[N], by: isize) {
        let at = names.iter().position(|name| *name == self.focus).unwrap_or_default();
        let count = isize::try_from(names.len()).unwrap_or(1).max(1);
        let to = isize::try_from(at).unwrap_or_default().saturating_add(by).rem_euclid(count);
        if let Some(name) = usize::try_from(to).ok().and_then(|to| names.get(to)) {
            self.go(*name);
        }
    }

    /// Lets the field that has the keys be continued.
    pub(super) fn deselect(&mut self) {
        self.proposals = Proposals::default();
        if let Some(field) = self.fields.get_mut(&self.focus) {
            field.deselect();
        }
    }

    /// Takes a key for the field that has them; answers whether its text changed.
    pub(super) fn key(&mut self, key: Key) -> bool {
        self.stay();
        if key == Key::PageDown || key == Key::PageUp {
            self.propose_other(key == Key::PageDown);
            return false;
        }
        if key == Key::Right
            && let Some(word) = self.proposals.chosen().cloned()
        {
            let whole = [self.parts().0, word.as_str()].concat();
            self.set(self.focus, &whole);
            return true;
        }
        let changed = self.field(self.focus).key(key) == Typed::Changed;
        self.propose(changed);
        changed
    }

    /// Takes pasted text as data for the field that has the keys; answers whether its text changed.
    pub(super) fn paste(&mut self, text: &str) -> bool {
        self.stay();
        let changed = self.field(self.focus).paste(text);
        self.propose(changed);
        changed
    }

    /// Proposes words for what was just typed at the end of the text; where nothing was typed, none.
    fn propose(&mut self, typed: bool) {
        let proposes = typed && self.field(self.focus).is_at_end() && !self.parts().1.is_empty();
        self.proposals = if proposes { self.fitting(self.parts().1) } else { Proposals::default() };
    }

    /// Proposes another word, or the first one; in the place of a text that came filled in or that
    /// begins none, any that is known.
    fn propose_other(&mut self, forward: bool) {
        if !self.proposals.is_empty() {
            return self.proposals.turn(forward);
        }
        let typed = if self.field(self.focus).is_selected() { "" } else { self.parts().1 };
        self.proposals = self.fitting(typed);
        if self.proposals.is_empty() {
            self.proposals = self.fitting("");
        }
        if !self.proposals.is_empty() {
            self.field(self.focus).key(Key::End);
        }
    }

    /// Of the field that has the keys: what stands before the word that is typed, and that word.
    fn parts(&self) -> (&str, &str) {
        let text = self.text(self.focus);
        let is_selected = self.fields.get(&self.focus).is_some_and(Field::is_selected);
        match text.rsplit_once(COMMAS).filter(|_| self.focus.is_list() && !is_selected) {
            Some((_, word)) => (text.strip_suffix(word).unwrap_or_default(), word.trim_start()),
            None => ("", text),
        }
    }

    /// The words of the field that has the keys that fit what is typed, but for what stands there or in the other field.
    fn fitting(&self, typed: &str) -> Proposals {
        let stands =
            [Some(self.focus), self.focus.other()].map(|name| name.map_or("", |name| self.text(name)));
        let known = self.known.get(&self.focus).into_iter().flatten();
        let named = |word: &CleanText| self.parts().0.split(COMMAS).any(|one| one.trim() == word.as_str());
        Proposals::of(typed, known.filter(|word| !stands.contains(&word.as_str()) && !named(word)))
    }

    /// The text of the field that has the keys in lines of `cells`, if it is longer than its `place` shows; else none.
    pub(super) fn whole(&self, place: u16, cells: usize) -> Vec<String> {
        let text = self.text(self.focus);
        // The cursor stands behind the text.
        if text::width(text) < usize::from(place) { Vec::new() } else { text::wrap(text, cells) }
    }

    /// What a form says of the field that has the keys: `hint`, and that it can propose.
    pub(super) fn hint(&self, cx: &ViewContext, hint: &str) -> String {
        if !self.knows() {
            return hint.to_owned();
        }
        let key = key_name(cx.lang, cx.glyphs.arrows, Key::PageDown);
        let proposes = fill(app::texts(cx.lang).may_propose, &[&key]);
        [hint, &proposes].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join("  ")
    }

    /// Draws what is proposed into `line`; whether anything is.
    pub(super) fn draw_proposals(&self, cx: &ViewContext, line: Rect, buf: &mut Buffer) -> bool {
        if !self.proposals.is_empty() {
            self.proposals.draw_line(cx, line, buf);
        }
        !self.proposals.is_empty()
    }

    fn field(&mut self, name: N) -> &mut Field {
        self.fields.entry(name).or_insert_with(|| Field::new(name.longest()))
    }

    /// Draws a field; answers where the cursor belongs, if this one has the keys.
    pub(super) fn draw(&self, cx: &ViewContext, name: N, area: Rect, buf: &mut Buffer) -> Option<Position> {
        cx.parts.field(area, &name);
        if self.focus != name {
            paint::put_cut(buf, area, self.text(name), cx.glyphs.ellipsis, cx.theme.plain);
            return None;
        }
        let selected = self.fields.get(&name).is_some_and(Field::is_selected);
        let style = if selected { cx.theme.bar } else { cx.theme.plain };
        let cursor = self.view(name, area, style, buf);
        self.proposals.draw_behind(cx, cursor, area, buf);
        Some(cursor)
    }
}

/// The first line to draw of a form that is higher than its place, so that the line `at`, which has the
/// keys, and the `under` lines that belong to it are in sight.
pub(super) fn top(at: usize, under: usize, height: usize) -> usize {
    (at + under + 1).saturating_sub(height).min(at)
}

/// The option that a key turns to, of `count`, the present one being `at`; none if the key means
/// nothing to a choice. Digits choose directly, counted from 1.
pub(super) fn turn(key: Key, at: usize, count: usize) -> Option<usize> {
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
        | Key::ShiftUp
        | Key::ShiftDown
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
mod tests;
