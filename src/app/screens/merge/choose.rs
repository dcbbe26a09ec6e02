//! The search for the other registration.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::texts;
use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::list::Cursor;
use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::domain::ids::RecipientId;
use crate::domain::search::{Hit, SearchPage, SearchQuery};
use crate::lang::{fill, recipient};
use crate::ui::field::{Field, Typed};
use crate::ui::key::Key;
use crate::ui::table::{Column, Table};
use crate::ui::{paint, popup};

/// Most characters of a search, and most hits: whoever is not among them is found by another letter.
const TEXT_MAX: usize = 50;
const HITS: u32 = 100;

/// Name, age, masked number, place, group: what namesakes are told apart by.
const COLUMNS: [Column; 5] =
    [Column::name(14, 1), Column::left(6, 0), Column::left(18, 0), Column::left(24, 1), Column::left(14, 1)];

/// Lines above the hits: the hint, a blank one, the field, a blank one.
const ABOVE: u16 = 4;
/// Where the field begins.
const FIELD: u16 = 6;

/// The search.
#[derive(Debug)]
pub(super) struct Choice {
    field: Field,
    hits: Vec<Hit>,
    cursor: Cursor,
    waiting: Pending<SearchPage>,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            field: Field::new(TEXT_MAX),
            hits: Vec::new(),
            cursor: Cursor::default(),
            waiting: Pending::default(),
        }
    }
}

fn height(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(popup::EDGES + ABOVE))
}

impl Choice {
    /// Whom the bar is on.
    pub(super) fn chosen(&self) -> Option<RecipientId> {
        self.hits.get(self.cursor.at).map(|hit| hit.row.id)
    }

    pub(super) fn go(&mut self, cx: &ViewContext, how: Move) {
        self.cursor.go(how, self.hits.len(), height(cx));
    }

    pub(super) fn typed(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        if self.field.key(key) == Typed::Changed {
            self.ask(cx, out);
        }
    }

    pub(super) fn pasted(&mut self, cx: &ViewContext, text: &str, out: &mut Outbox<'_>) {
        if self.field.paste(text) {
            self.ask(cx, out);
        }
    }

    fn ask(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.cursor = Cursor::default();
        if self.field.is_empty() {
            self.waiting.forget();
            self.hits.clear();
        } else {
            self.waiting.ask(out, ask::search(SearchQuery::new(self.field.text().trim(), cx.code(), HITS)));
        }
    }

    /// Takes the hits, but for the one who stays.
    pub(super) fn answered(&mut self, cx: &ViewContext, keep: RecipientId, reply: &mut Reply) {
        if let Some(found) = self.waiting.take(reply) {
            self.hits = found.hits;
            self.hits.retain(|hit| hit.row.id != keep);
            self.cursor.fit(self.hits.len(), height(cx));
        }
    }

    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Position {
        let texts = texts::of(cx.lang);
        let area = popup::form(buf, area, area.height, texts.choose_title, cx.look());
        paint::put_cut(buf, area, texts.choose_hint, cx.glyphs.ellipsis, cx.theme.quiet);
        let line = paint::line(area, 2);
        paint::put(buf, line, texts.find, cx.theme.head);
        let field = paint::indent(line, FIELD);
        let cursor = self.field.view(buf, field, cx.theme.plain);
        paint::bar(buf, field, cx.theme.key);
        let table = Table::fit(&COLUMNS, area.width);
        if self.hits.is_empty() && !self.field.is_empty() && !self.waiting.is_waiting() {
            paint::put(buf, paint::line(area, ABOVE), texts.nothing, cx.theme.quiet);
        }
        let shown = self.hits.iter().enumerate().skip(self.cursor.top);
        for ((at, hit), y) in shown.zip(ABOVE..area.height) {
            let row = paint::line(area, y);
            let style = if at == self.cursor.at { cx.theme.bar } else { cx.theme.plain };
            let place = [hit.row.township.as_str(), hit.row.village.as_str()].join(" ");
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                paint::bar(buf, row, style);
            }
            let age =
                hit.row.age.map_or_else(String::new, |age| fill(recipient::texts(cx.lang).age, &[&age]));
            // Who has no ID number is told by the phone.
            let number = hit.row.id_masked.as_deref().or(hit.row.phone_masked.as_deref());
            let cells = [
                (hit.row.name.as_str(), style),
                (age.as_str(), style),
                (number.unwrap_or(texts.no_number), style),
                (place.as_str(), style),
                (hit.row.group.as_str(), style),
            ];
            table.row(buf, row, cx.glyphs.ellipsis, &cells);
        }
        cursor
    }
}
