//! The search box: results over the whole banner while typing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::ctx::Ctx;
use crate::app::layer::{Out, Waiting};
use crate::app::msg::{Answered, Ask, Move, Ticket};
use crate::domain::query::{Hit, MatchedBy, RosterRow};
use crate::lang::{fill, roster};
use crate::ui::field::{Field, Typed};
use crate::ui::key::Key;
use crate::ui::paint;

/// Most characters of a search.
const TEXT_MAX: usize = 50;
/// Most results: nobody reads further, another letter is quicker.
const HITS_MAX: u32 = 100;

/// The search box while it is open.
#[derive(Debug)]
pub(super) struct State {
    field: Field,
    hits: Vec<Hit>,
    /// Whether the hits answer what the field holds.
    answered: bool,
    cursor: usize,
    top: usize,
    waiting: Waiting,
}

impl Default for State {
    fn default() -> Self {
        Self {
            field: Field::new(TEXT_MAX),
            hits: Vec::new(),
            answered: false,
            cursor: 0,
            top: 0,
            waiting: Waiting::default(),
        }
    }
}

impl State {
    pub(super) fn chosen(&self) -> Option<&RosterRow> {
        self.chosen_hit().map(|hit| &hit.row)
    }

    pub(super) fn chosen_hit(&self) -> Option<&Hit> {
        self.hits.get(self.cursor)
    }

    /// The hits from the first one drawn, each with whether the cursor is on it.
    pub(super) fn shown(&self) -> impl Iterator<Item = (&Hit, bool)> {
        self.hits.iter().enumerate().skip(self.top).map(|(at, hit)| (hit, at == self.cursor))
    }

    pub(super) fn go(&mut self, how: Move, height: usize) {
        let last = self.hits.len().saturating_sub(1);
        let page = height.saturating_sub(1).max(1);
        self.cursor = match how {
            Move::Up => self.cursor.saturating_sub(1),
            Move::Down => (self.cursor + 1).min(last),
            Move::PageUp => self.cursor.saturating_sub(page),
            Move::PageDown => (self.cursor + page).min(last),
            Move::First => 0,
            Move::Last => last,
        };
        self.top = self.top.clamp((self.cursor + 1).saturating_sub(height), self.cursor);
    }

    pub(super) fn typed(&mut self, cx: &Ctx, key: Key, out: &mut Out<'_>) {
        if self.field.key(key) == Typed::Changed {
            self.changed(cx, out);
        }
    }

    pub(super) fn pasted(&mut self, cx: &Ctx, text: &str, out: &mut Out<'_>) {
        if self.field.paste(text) {
            self.changed(cx, out);
        }
    }

    /// Another text: the first result is the best one again.
    fn changed(&mut self, cx: &Ctx, out: &mut Out<'_>) {
        self.cursor = 0;
        self.top = 0;
        self.ask(cx, out);
    }

    pub(super) fn ask(&mut self, cx: &Ctx, out: &mut Out<'_>) {
        if self.field.is_empty() {
            self.waiting.forget();
            self.hits.clear();
            self.answered = false;
        } else {
            let text = self.field.text().trim().to_owned();
            self.waiting.ask(out, Ask::Search { text, round: cx.code(), limit: HITS_MAX });
        }
    }

    pub(super) fn answered(&mut self, ticket: Ticket, answer: Answered) {
        if self.waiting.takes(ticket)
            && let Answered::Search(hits) = answer
        {
            self.hits = hits;
            self.answered = true;
            self.cursor = self.cursor.min(self.hits.len().saturating_sub(1));
            self.top = self.top.min(self.cursor);
        }
    }

    /// Draws the box and the number of results in the place of the list's title.
    pub(super) fn head(&self, cx: &Ctx, row: Rect, buf: &mut Buffer) -> Position {
        let texts = roster::texts(cx.lang);
        let label = paint::put(buf, row, texts.search, cx.theme.head);
        let found = match u32::try_from(self.hits.len()) {
            Ok(0) | Err(_) => String::new(),
            Ok(n) if n >= HITS_MAX => fill(texts.hits_more, &[&n]),
            Ok(n) => fill(texts.hits, &[&n]),
        };
        paint::put_right(buf, row, &found, cx.theme.quiet);
        let field = paint::slice(row, label + 2, row.width.saturating_sub(label + 18));
        let cursor = self.field.view(buf, field, cx.theme.plain);
        paint::bar(buf, field, cx.theme.key);
        cursor
    }

    /// What stands in the place of the list while there is nothing to list.
    pub(super) fn nothing(&self, cx: &Ctx) -> Option<String> {
        let texts = roster::texts(cx.lang);
        if self.field.is_empty() {
            Some(texts.search_hint.to_owned())
        } else if self.answered && self.hits.is_empty() {
            Some(fill(texts.search_none, &[&self.field.text().trim()]))
        } else {
            None
        }
    }

    /// What the chosen result matched by, unless it was the name.
    pub(super) fn matched(&self, cx: &Ctx) -> Option<&'static str> {
        let texts = roster::texts(cx.lang);
        match self.chosen_hit()?.by {
            MatchedBy::Name => None,
            MatchedBy::IdTail => Some(texts.by_id),
            MatchedBy::PhoneTail => Some(texts.by_phone),
            MatchedBy::Village => Some(texts.by_place),
        }
    }
}
