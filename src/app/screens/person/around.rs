//! What belongs to a recipient, on a terminal so wide that it stands beside: the entries of the ledger, and who else is
//! to be visited in the village.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::texts;
use crate::app::context::ViewContext;
use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screens::listing::{MARK, person};
use crate::domain::entry::LedgerLine;
use crate::domain::list::{RosterQuery, RosterRow, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::page::{Page, Start};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::recipient::RecipientCard;
use crate::domain::round_card::RoundLine;
use crate::domain::text::CleanText;
use crate::lang::{fill, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// Day, amount, what it was, who handed it over.
const ENTRIES: [Column; 4] =
    [Column::left(10, 0), Column::right(9), Column::left(12, 1), Column::left(HANDLERS, 0)];
/// The column of the handlers, and its cells at most: what they do not take, goods have.
const AT_HANDLERS: usize = 3;
const HANDLERS: u16 = 20;
/// Name, group, state, standard.
const PEOPLE: [Column; 4] =
    [Column::name(14, 3).most(19), Column::left(12, 1), Column::left(12, 0), Column::right(7)];

/// The column of the state.
const STATE: usize = 2;

/// A village of a township.
type Place = (TownshipCode, CleanText);

/// The village and who lives there.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// What was asked for last.
    asked: Option<Place>,
    waiting: Pending<Page<RosterRow>>,
    /// The village of those that have arrived.
    village: CleanText,
    people: Vec<RosterRow>,
    more: bool,
}

/// Rows of the entries, with their head and a blank one below; the village has the rest.
fn entry_rows(rows: u16) -> u16 {
    (rows / 4).max(6)
}

impl Around {
    /// What was told is to be asked for anew.
    pub(super) fn forget(&mut self) {
        self.asked = None;
    }

    /// Asks for the village of a recipient, unless it is there.
    pub(super) fn ask(&mut self, cx: &ViewContext, card: &RecipientCard, out: &mut Outbox<'_>) {
        let place = card.township.as_ref().zip(card.village.as_ref().filter(|village| !village.is_empty()));
        let place = place.map(|((code, _), village)| (code.clone(), village.clone()));
        if !cx.widest() || self.asked == place {
            return;
        }
        self.asked.clone_from(&place);
        let Some((code, village)) = place else {
            self.waiting.forget();
            self.people.clear();
            return;
        };
        let query = RosterQuery {
            round: cx.code(),
            scope: Scope::Township(code),
            show: if cx.has_round() { Show::InRound } else { Show::Everyone },
            group: None,
            village: Some(village),
            sort: Sort::State,
            start: Start::First,
            limit: u32::from(cx.body_rows().saturating_sub(entry_rows(cx.body_rows()) + 1)),
        };
        self.waiting.ask(out, ask::roster(query));
    }

    /// Takes an answer of its own.
    pub(super) fn answered(&mut self, reply: &mut Reply) {
        if let Some(page) = self.waiting.take(reply) {
            self.village = self.asked.as_ref().map(|(_, village)| village.clone()).unwrap_or_default();
            (self.people, self.more) = (page.rows, page.more_after);
        }
    }

    pub(super) fn draw(
        &self,
        cx: &ViewContext,
        card: &RecipientCard,
        rounds: &[RoundLine],
        area: Rect,
        buf: &mut Buffer,
    ) {
        let top = entry_rows(area.height).min(area.height);
        entries(cx, rounds, Rect { height: top, ..area }, buf);
        if !self.people.is_empty() {
            let below = Rect { y: area.y + top, height: area.height - top, ..area };
            self.people(cx, card, below, buf);
        }
    }

    fn people(&self, cx: &ViewContext, card: &RecipientCard, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        paint::put_cut(buf, paint::line(area, 0), &self.village, cx.glyphs.ellipsis, cx.theme.head);
        let count = if self.more { texts.village_more } else { texts.village_count };
        let count = fill(count, &[&self.people.len()]);
        paint::put_right(buf, paint::line(area, 0), &count, cx.theme.quiet);
        let mut columns = PEOPLE;
        person::make_room_for_state(cx, &mut columns, STATE);
        let table = Table::fit(&columns, area.width - MARK);
        for (y, row) in (1..area.height).zip(&self.people) {
            let is_shown = row.id == card.id;
            let style = if is_shown { cx.theme.head } else { person::style(cx, row.state) };
            let state = words::standing(cx.lang, row.standing, row.state, cx.today);
            let standard = person::standard(row);
            let of_state = if is_shown { style } else { person::state_style(cx, row.state, row.standing) };
            let cells = [(&*row.name, style), (&*row.group, style), (&*state, of_state), (&*standard, style)];
            table.row(buf, paint::indent(paint::line(area, y), MARK), cx.glyphs.ellipsis, &cells);
        }
    }
}

/// The entries, newest first, as many as there is room for.
fn entries(cx: &ViewContext, rounds: &[RoundLine], area: Rect, buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let mut lines: Vec<&LedgerLine> = rounds.iter().flat_map(|round| &round.entries).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.no));
    paint::put(buf, paint::line(area, 0), texts.entries, cx.theme.head);
    let count = fill(texts.entry_count, &[&lines.len()]);
    paint::put_right(buf, paint::line(area, 0), &count, cx.theme.quiet);
    let handlers =
        |line: &LedgerLine| line.handlers.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(" ");
    let widest = lines.iter().map(|line| text::width(&handlers(line))).max().unwrap_or_default();
    let mut columns = ENTRIES;
    if let Some(column) = columns.get_mut(AT_HANDLERS) {
        column.width = u16::try_from(widest).unwrap_or(HANDLERS).min(HANDLERS);
    }
    let table = Table::fit(&columns, area.width - MARK);
    for (y, line) in (1..area.height.saturating_sub(1)).zip(lines) {
        let stands = line.reverses.is_none() && line.reversed_by.is_none();
        let style = if stands { cx.theme.plain } else { cx.theme.quiet };
        let (day, handlers) = (line.on.to_string(), handlers(line));
        let amount = if line.cash == Fen::ZERO { line.goods_value } else { line.cash }.short();
        let what = if line.reverses.is_some() {
            texts.reversal_short.to_owned()
        } else if line.reversed_by.is_some() {
            texts.reversed.to_owned()
        } else {
            let goods = line.goods.as_ref().map(ToString::to_string);
            goods.unwrap_or_else(|| words::round_short(cx.lang, line.round))
        };
        let cells = [(&*day, style), (&*amount, style), (&*what, style), (&*handlers, style)];
        table.row(buf, paint::indent(paint::line(area, y), MARK), cx.glyphs.ellipsis, &cells);
    }
}
