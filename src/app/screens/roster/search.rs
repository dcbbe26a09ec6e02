//! The search box: results over the whole banner while typing.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::list::Cursor;
use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::domain::ids::RecipientId;
use crate::domain::list::RosterRow;
use crate::domain::search::{
    self, AddressWords, Hit, MatchedBy, SearchCursor, SearchPage, SearchQuery, WORDS_MAX, has_more_words,
};
use crate::lang::fill;
use crate::ui::field::{Field, Typed};
use crate::ui::key::Key;
use crate::ui::paint;

/// Most characters of a search.
const TEXT_MAX: usize = 50;
/// Most results: nobody reads further, another letter is quicker.
const HITS_MAX: usize = 500;
/// Results up to which they are counted once the keys rest: as many are read for it.
const COUNTED: usize = 200;
/// Cells kept free for the number of results.
const COUNT: u16 = 20;

/// The search box while it is open.
#[derive(Debug)]
pub(super) struct SearchBox {
    field: Field,
    hits: Vec<Hit>,
    /// Whether the hits answer what the field holds.
    answered: bool,
    /// Where more hits may be found, which come below those there are.
    next: Option<SearchCursor>,
    cursor: Cursor,
    waiting: Pending<SearchPage>,
    /// Whether the answer that is awaited stands in the place of the hits.
    afresh: bool,
    /// Whether the cursor was moved since something was typed.
    moved: bool,
    /// Results that are read at least: none while somebody types, and as many as are counted once the keys rest.
    counted: usize,
}

impl Default for SearchBox {
    fn default() -> Self {
        Self {
            field: Field::new(TEXT_MAX),
            hits: Vec::new(),
            answered: false,
            next: None,
            cursor: Cursor::default(),
            waiting: Pending::default(),
            afresh: false,
            moved: false,
            counted: 0,
        }
    }
}

impl SearchBox {
    pub(super) fn chosen(&self) -> Option<&RosterRow> {
        self.chosen_hit().map(|hit| &hit.row)
    }

    pub(super) fn chosen_hit(&self) -> Option<&Hit> {
        self.hits.get(self.cursor.at)
    }

    /// Whether a blank marks the chosen hit: the keys are among the hits, and no text goes on.
    pub(super) fn blank_marks(&self) -> bool {
        self.moved && !self.hits.is_empty()
    }

    /// Those found so far.
    pub(super) fn found(&self) -> Vec<RecipientId> {
        self.hits.iter().map(|hit| hit.row.id).collect()
    }

    /// Whether there may be more hits than those.
    pub(super) fn has_more(&self) -> bool {
        self.next.is_some() || self.hits.len() >= HITS_MAX
    }

    /// Number of the first hit drawn.
    pub(super) fn top(&self) -> usize {
        self.cursor.top
    }

    /// The hits from the first one drawn, each with whether the cursor is on it.
    pub(super) fn shown(&self) -> impl Iterator<Item = (&Hit, bool)> {
        self.hits.iter().enumerate().skip(self.cursor.top).map(|(at, hit)| (hit, at == self.cursor.at))
    }

    pub(super) fn go(&mut self, cx: &ViewContext, how: Move, height: usize, out: &mut Outbox<'_>) {
        self.cursor.go(how, self.hits.len(), height);
        self.moved = true;
        self.more(cx, height, out);
    }

    pub(super) fn typed(&mut self, cx: &ViewContext, key: Key, height: usize, out: &mut Outbox<'_>) {
        if self.field.key(key) == Typed::Changed {
            self.changed(cx, height, out);
        }
    }

    pub(super) fn pasted(&mut self, cx: &ViewContext, text: &str, height: usize, out: &mut Outbox<'_>) {
        if self.field.paste(text) {
            self.changed(cx, height, out);
        }
    }

    /// Another text: the first result is the best one again.
    fn changed(&mut self, cx: &ViewContext, height: usize, out: &mut Outbox<'_>) {
        self.cursor = Cursor::default();
        self.moved = false;
        self.counted = 0;
        self.ask(cx, height, out);
    }

    /// Asks for the best results: so many as one screen shows, or as are held.
    pub(super) fn ask(&mut self, cx: &ViewContext, height: usize, out: &mut Outbox<'_>) {
        if self.field.is_empty() {
            self.waiting.forget();
            self.hits.clear();
            self.next = None;
            self.answered = false;
        } else {
            let rows = if self.cursor.at == 0 { height.max(1) } else { self.hits.len().max(height) };
            self.afresh = true;
            self.send(cx, rows, Vec::new(), SearchCursor::Keys, out);
        }
    }

    /// Whether the keys must rest before it goes on.
    pub(super) fn waits_for_rest(&self) -> bool {
        self.answered && self.next.is_some() && self.counted == 0
    }

    /// The keys rest: results are counted.
    pub(super) fn rested(&mut self, cx: &ViewContext, height: usize, out: &mut Outbox<'_>) {
        self.counted = if self.answered { COUNTED + 1 } else { 0 };
        self.more(cx, height, out);
    }

    /// Asks for more where a screen has room, or the cursor has come near the end of what is held.
    fn more(&mut self, cx: &ViewContext, height: usize, out: &mut Outbox<'_>) {
        let height = height.max(1);
        let wanted = if self.cursor.at == 0 { height } else { self.cursor.at + 2 * height };
        let missing = wanted.max(self.counted).saturating_sub(self.hits.len());
        if let Some(next) = self.next
            && missing > 0
            && !self.waiting.is_waiting()
        {
            let known = self.hits.iter().map(|hit| hit.row.key.no).collect();
            self.afresh = false;
            self.send(cx, missing, known, next, out);
        }
    }

    fn send(
        &mut self,
        cx: &ViewContext,
        rows: usize,
        known: Vec<i64>,
        reach: SearchCursor,
        out: &mut Outbox<'_>,
    ) {
        let text = self.field.text().trim().to_owned();
        let limit = u32::try_from(rows).unwrap_or(u32::MAX);
        self.waiting.ask(out, ask::search(SearchQuery { text, round: cx.code(), limit, known, reach }));
    }

    pub(super) fn answered(
        &mut self,
        cx: &ViewContext,
        height: usize,
        reply: &mut Reply,
        out: &mut Outbox<'_>,
    ) {
        let seen = (self.afresh, self.shown_in(height), self.count_text(cx));
        let Some(found) = self.waiting.take(reply) else { return out.no_redraw() };
        if self.afresh {
            self.hits = found.hits;
            self.cursor.fit(self.hits.len(), height);
        } else {
            self.hits.extend(found.hits);
        }
        self.answered = true;
        self.next = found.next.filter(|_| self.hits.len() < HITS_MAX);
        self.more(cx, height, out);
        if seen == (false, self.shown_in(height), self.count_text(cx)) {
            out.no_redraw();
        }
    }

    /// Hits that a screen of `height` rows shows.
    fn shown_in(&self, height: usize) -> usize {
        self.hits.len().saturating_sub(self.cursor.top).min(height)
    }

    /// Another height: the cursor stays in sight, and room is filled.
    pub(super) fn resized(&mut self, cx: &ViewContext, height: usize, out: &mut Outbox<'_>) {
        self.cursor.fit(self.hits.len(), height);
        self.more(cx, height, out);
    }

    /// How many results there are, and whether that is all.
    fn count_text(&self, cx: &ViewContext) -> String {
        let texts = texts::of(cx.lang);
        if has_more_words(self.field.text()) {
            return fill(texts.words_most, &[&WORDS_MAX]);
        }
        let text = match (self.hits.len(), self.next) {
            (0, None) => return String::new(),
            (0, Some(_)) => return texts.hits_none_yet.to_owned(),
            (_, Some(SearchCursor::Initials(_))) if self.waiting.is_waiting() => texts.hits_so_far,
            (_, Some(_)) | (HITS_MAX.., None) => texts.hits_more,
            (_, None) => texts.hits,
        };
        match self.next {
            Some(_) if self.hits.len() > COUNTED => fill(texts.hits_over, &[&COUNTED]),
            Some(_) | None => fill(text, &[&self.hits.len()]),
        }
    }

    /// Draws the box and the number of results in the place of the list's title.
    pub(super) fn head(&self, cx: &ViewContext, row: Rect, buf: &mut Buffer) -> Position {
        let texts = texts::of(cx.lang);
        let label = paint::put(buf, row, texts.search, cx.theme.head);
        paint::put_right(buf, row, &self.count_text(cx), cx.theme.quiet);
        let field = paint::slice(row, label + 2, row.width.saturating_sub(label + 2 + COUNT));
        let cursor = self.field.view(buf, field, cx.theme.plain);
        paint::bar(buf, field, cx.theme.key);
        cursor
    }

    /// What stands in the place of the list while there is nothing to list.
    pub(super) fn nothing(&self, cx: &ViewContext) -> Option<String> {
        let texts = texts::of(cx.lang);
        if self.field.is_empty() {
            Some(texts.search_hint.to_owned())
        } else if self.is_vain() {
            Some(fill(texts.search_none, &[&self.field.text().trim()]))
        } else {
            None
        }
    }

    /// Whether it was looked for, and nobody was found.
    pub(super) fn is_vain(&self) -> bool {
        self.answered && self.hits.is_empty() && self.next.is_none() && !self.field.is_empty()
    }

    /// What the chosen result matched by, unless it was the name. Of an address this is what goes before it.
    pub(super) fn matched(&self, cx: &ViewContext) -> Option<&'static str> {
        let texts = texts::of(cx.lang);
        match self.chosen_hit()?.by {
            MatchedBy::Name => None,
            MatchedBy::IdTail => Some(texts.by_id),
            MatchedBy::PhoneTail => Some(texts.by_phone),
            MatchedBy::IdFront => Some(texts.by_id_front),
            MatchedBy::Village => Some(texts.by_place),
            MatchedBy::Township => Some(texts.by_township),
            MatchedBy::Address => Some(texts.by_address),
            MatchedBy::Merged => Some(texts.by_merged),
        }
    }

    /// The address of a result that was found by it, with the characters that matched.
    pub(super) fn address<'h>(&self, hit: &'h Hit) -> Option<(&'h str, Vec<usize>)> {
        let address = hit.row.address.as_deref().filter(|_| hit.by == MatchedBy::Address)?;
        let typed = search::words(self.field.text());
        Some((address, AddressWords::of(address, &hit.row.village).marks(&typed)))
    }
}
