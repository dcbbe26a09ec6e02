//! What a field proposes of the words that are known while something is typed into it: the best one stands behind the
//! cursor, and all of them in a line. Nothing is filled in without a key.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::context::ViewContext;
use super::keymap::key_name;
use crate::domain::search;
use crate::domain::text::CleanText;
use crate::lang::{app, fill};
use crate::ui::key::Key;
use crate::ui::{paint, text};

/// Most words proposed at once.
const MOST: usize = 5;
/// Fewest cells in which a word is proposed behind the cursor.
const BEHIND_MIN: u16 = 7;

/// The words proposed, and the one among them that a key fills in.
#[derive(Clone, Debug, Default)]
pub(super) struct Proposals {
    words: Vec<CleanText>,
    at: usize,
}

impl Proposals {
    /// What is proposed of `known` for what is typed.
    pub(super) fn of<'a>(typed: &str, known: impl IntoIterator<Item = &'a CleanText>) -> Self {
        Self { words: search::proposals(typed, known, MOST).into_iter().cloned().collect(), at: 0 }
    }

    /// Whether nothing is proposed.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word that a key fills in.
    pub(super) fn chosen(&self) -> Option<&CleanText> {
        self.words.get(self.at)
    }

    /// Goes to the next word, or to the one before, round the ends.
    pub(super) fn turn(&mut self, forward: bool) {
        let count = self.words.len();
        let by = if forward { 1 } else { count.saturating_sub(1) };
        self.at = (self.at + by).checked_rem(count).unwrap_or_default();
    }

    /// Draws the chosen word behind the cursor, as far as there is room in `field`.
    pub(super) fn draw_behind(&self, cx: &ViewContext, cursor: Position, field: Rect, buf: &mut Buffer) {
        let Some(word) = self.chosen() else { return };
        let room = paint::indent(field, cursor.x.saturating_sub(field.x).saturating_add(1));
        if room.width >= BEHIND_MIN {
            let arrow = cx.glyphs.arrows.map_or(cx.glyphs.to, |[_, right, ..]| right);
            let shown = [arrow, word.as_str()].join(" ");
            paint::put_cut(buf, room, &shown, cx.glyphs.ellipsis, cx.theme.quiet);
        }
    }

    /// Draws the words in a line, the chosen one under a bar, with the keys that fill it in and choose another.
    pub(super) fn draw_line(&self, cx: &ViewContext, line: Rect, buf: &mut Buffer) {
        let texts = app::texts(cx.lang);
        let name = |key| key_name(cx.lang, cx.glyphs.arrows, key);
        let take = fill(texts.take_proposal, &[&name(Key::Right)]);
        let mut used = paint::put(buf, line, &take, cx.theme.quiet);
        let other = fill(texts.other_proposal, &[&name(Key::PageDown)]);
        let other = if self.words.len() > 1 { other } else { String::new() };
        let tail = u16::try_from(text::width(&other) + GAP).unwrap_or(u16::MAX);
        let room = usize::from(line.width.saturating_sub(used).saturating_sub(tail));
        for (at, word) in self.words.iter().enumerate().skip(self.first(room)) {
            used += u16::try_from(GAP).unwrap_or_default();
            let place = paint::indent(line, used);
            let place = Rect { width: place.width.saturating_sub(tail), ..place };
            if at != self.at && usize::from(place.width) < text::width(word) {
                break;
            }
            let style = if at == self.at { cx.theme.bar } else { cx.theme.plain };
            let cells = paint::put_cut(buf, place, word, cx.glyphs.ellipsis, style);
            let behind = (at + self.words.len() - self.at).checked_rem(self.words.len());
            cx.parts.word(paint::slice(place, 0, cells), behind.unwrap_or_default());
            used += cells;
        }
        paint::put(buf, paint::indent(line, used.saturating_add(2)), &other, cx.theme.quiet);
    }

    /// The first word to draw, so that the chosen one is in sight.
    fn first(&self, room: usize) -> usize {
        let cells = |first: usize| -> usize {
            let words = self.words.iter().take(self.at + 1).skip(first);
            words.map(|word| text::width(word) + GAP).sum()
        };
        (0..self.at).find(|first| cells(*first) <= room).unwrap_or(self.at)
    }
}

/// Cells between two words.
const GAP: usize = 2;
