//! The rounds: their windows in both calendars, their standards, their counts; the next one is created
//! from the last, and a round changes until it opens.

mod day;
mod edit;
pub mod form;
mod form_view;
#[cfg(test)]
mod tests;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listing::Cursor;
use crate::app::ctx::Ctx;
use crate::app::keymap::Place;
use crate::app::layer::{Layer, Out, Tone, Turn, Waiting};
use crate::app::msg::{Answered, Ask, Deed, Ticket};
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::op::Changed;
use crate::domain::query::RoundCard;
use crate::lang::{fill, rounds as texts, words};

/// The list of rounds.
#[derive(Debug, Default)]
pub struct State {
    /// Newest first; none until the register has answered.
    cards: Option<Vec<RoundCard>>,
    cursor: Cursor,
    waiting: Waiting,
}

/// Lines of the panel below the list: its days, and its standards as far as there is room.
fn panel_rows(cx: &Ctx) -> u16 {
    (cx.body_rows() / 2).min(11)
}

/// Lines of the list: the body without its title, its heads, a blank line and the panel.
fn list_rows(cx: &Ctx) -> usize {
    usize::from(cx.body_rows().saturating_sub(3 + panel_rows(cx)))
}

/// The round to create next: after the last one, but none whose window is long over; without any, the
/// one that concerns today.
fn next_code(cards: &[RoundCard], cx: &Ctx) -> Option<RoundCode> {
    use chrono::Datelike;
    let last = cards.iter().map(|card| card.round.code).max();
    let first = RoundCode { year: cx.today.year(), festival: Festival::Spring };
    let mut code = last.map_or(first, RoundCode::next);
    loop {
        let window = code.default_window().ok()?;
        if window.grace_until >= cx.today {
            return Some(code);
        }
        code = code.next();
    }
}

impl State {
    fn cards(&self) -> &[RoundCard] {
        self.cards.as_deref().unwrap_or_default()
    }

    fn chosen(&self) -> Option<&RoundCard> {
        self.cards().get(self.cursor.at)
    }

    fn create(&self, cx: &Ctx, out: &mut Out<'_>) {
        let taken = self.cards().iter().map(|card| card.round.code).collect();
        match next_code(self.cards(), cx) {
            Some(code) => out.push(form::State::create(code, taken)),
            None => out.say(Tone::Bad, texts::texts(cx.lang).no_next),
        }
    }

    fn edit(&self, cx: &Ctx, out: &mut Out<'_>) {
        let texts = texts::texts(cx.lang);
        match self.chosen() {
            None => out.say(Tone::Plain, texts.choose_first),
            Some(card) if card.round.window.opens <= cx.today => {
                let since = words::full_day(cx.lang, card.round.window.opens);
                out.say(Tone::Bad, fill(texts.opened, &[&words::round(cx.lang, card.round.code), &since]));
            }
            Some(card) => out.push(form::State::change(&card.round)),
        }
    }

    fn accept(&self, cx: &Ctx, out: &mut Out<'_>) {
        let texts = texts::texts(cx.lang);
        match self.chosen() {
            None => out.say(Tone::Plain, texts.choose_first),
            Some(card) => {
                out.turn(Turn::UseRound(card.round.clone()));
                out.say(Tone::Good, fill(texts.used, &[&words::round(cx.lang, card.round.code)]));
            }
        }
    }
}

impl Layer for State {
    fn place(&self) -> Place {
        Place::Rounds
    }

    fn enter(&mut self, _cx: &Ctx, out: &mut Out<'_>) {
        self.waiting.ask(out, Ask::Rounds);
    }

    fn act(&mut self, cx: &Ctx, deed: Deed, out: &mut Out<'_>) {
        match deed {
            Deed::Move(how) => self.cursor.go(how, self.cards().len(), list_rows(cx)),
            Deed::Accept => self.accept(cx, out),
            Deed::Create => self.create(cx, out),
            Deed::Edit => self.edit(cx, out),
            Deed::Back => out.pop(),
            Deed::Left
            | Deed::Right
            | Deed::Next
            | Deed::Previous
            | Deed::Record
            | Deed::Search
            | Deed::Filter
            | Deed::Reverse
            | Deed::Status
            | Deed::Unmask
            | Deed::Discard
            | Deed::FolderUp => {}
        }
    }

    fn answered(&mut self, cx: &Ctx, ticket: Ticket, answer: Answered, _out: &mut Out<'_>) {
        if self.waiting.takes(ticket)
            && let Answered::Rounds(mut cards) = answer
        {
            cards.sort_by_key(|card| std::cmp::Reverse(card.round.code));
            // The cursor stays on its round; at first it stands on the one that the screens work in.
            let code = self.chosen().map(|card| card.round.code).or(cx.code());
            let at = cards.iter().position(|card| Some(card.round.code) == code);
            self.cursor.at = at.unwrap_or(self.cursor.at);
            self.cursor.fit(cards.len(), list_rows(cx));
            self.cards = Some(cards);
        }
    }

    fn refresh(&mut self, _cx: &Ctx, changed: Changed, out: &mut Out<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.waiting.ask(out, Ask::Rounds);
        }
    }

    fn resized(&mut self, cx: &Ctx, _out: &mut Out<'_>) {
        let count = self.cards().len();
        self.cursor.fit(count, list_rows(cx));
    }

    fn view(&self, cx: &Ctx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
