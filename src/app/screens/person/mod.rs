//! One recipient, a person or a unit: who and where, groups and categories, status, and every round
//! with its calls and gifts.

mod edit;
mod facts;
mod lines;
mod status;
mod view;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::ctx::Ctx;
use crate::app::keymap::Place;
use crate::app::layer::{Layer, Out, Tone, Turn, Waiting};
use crate::app::msg::{Answered, Ask, Deed, Move, Ticket};
use crate::app::screens::{self, reason};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::op::{Answer, Changed, Op, Receipt};
use crate::domain::query::RoundLine;
use crate::domain::recipient::{Numbers, RecipientCard};
use crate::lang::{app, person, roster};
use crate::ui::paint;
pub use edit::State as Edit;
use lines::{Line, Target};
pub use status::State as Status;

/// The screen.
#[derive(Debug)]
pub struct State {
    id: RecipientId,
    card: Option<Box<RecipientCard>>,
    rounds: Vec<RoundLine>,
    /// The numbers behind the masks, until the screen is left.
    numbers: Option<Numbers>,
    cursor: usize,
    asked_card: Waiting,
    asked_rounds: Waiting,
}

impl State {
    /// The screen of a recipient.
    pub fn new(id: RecipientId) -> Self {
        Self {
            id,
            card: None,
            rounds: Vec::new(),
            numbers: None,
            cursor: 0,
            asked_card: Waiting::default(),
            asked_rounds: Waiting::default(),
        }
    }

    fn lines(&self, cx: &Ctx) -> Vec<Line> {
        match &self.card {
            Some(card) => lines::lines(cx, card, &self.rounds, self.numbers.as_ref()),
            None => Vec::new(),
        }
    }

    fn target(&self, cx: &Ctx) -> Target {
        self.lines(cx).get(self.cursor).map_or(Target::Nothing, |line| line.target.clone())
    }

    fn ask(&mut self, out: &mut Out<'_>) {
        self.asked_card.ask(out, Ask::Recipient(self.id));
        self.asked_rounds.ask(out, Ask::RoundLines(self.id));
    }

    fn go(&mut self, cx: &Ctx, how: Move) {
        let last = self.lines(cx).len().saturating_sub(1);
        let page = usize::from(cx.body_rows()).saturating_sub(2).max(1);
        self.cursor = match how {
            Move::Up => self.cursor.saturating_sub(1),
            Move::Down => self.cursor + 1,
            Move::PageUp => self.cursor.saturating_sub(page),
            Move::PageDown => self.cursor + page,
            Move::First => 0,
            Move::Last => last,
        }
        .min(last);
    }

    /// To the beginning of the next part, or of the one before, round the ends.
    fn part(&mut self, cx: &Ctx, forward: bool) {
        let lines = self.lines(cx);
        let begins: Vec<usize> =
            lines.iter().enumerate().filter(|(_, line)| line.begins).map(|(at, _)| at).collect();
        let next = if forward {
            begins.iter().find(|at| **at > self.cursor).or(begins.first())
        } else {
            begins.iter().rev().find(|at| **at < self.cursor).or(begins.last())
        };
        self.cursor = next.copied().unwrap_or_default();
    }

    fn record(&self, cx: &Ctx, round: Option<RoundCode>, out: &mut Out<'_>) {
        match round {
            Some(round) => out.turns.extend(screens::record(self.id, round).map(Turn::Push)),
            None => out.say(Tone::Bad, roster::texts(cx.lang).no_round),
        }
    }

    fn accept(&self, cx: &Ctx, out: &mut Out<'_>) {
        if let Target::Round(round, true) = self.target(cx) {
            self.record(cx, Some(round), out);
        }
    }

    fn reverse(&self, cx: &Ctx, out: &mut Out<'_>) {
        let texts = person::texts(cx.lang);
        match self.target(cx) {
            Target::Gift(id, what, false) => out.push(reason::State::reverse(cx, id, &what)),
            Target::Gift(_, _, true) => out.say(Tone::Bad, texts.reversed_before),
            Target::Reversal => out.say(Tone::Bad, texts.is_reversal),
            Target::Nothing | Target::Round(..) => out.say(Tone::Plain, texts.nothing_to_reverse),
        }
    }

    fn with_card(&self, out: &mut Out<'_>, work: impl FnOnce(&RecipientCard, &mut Out<'_>)) {
        if let Some(card) = &self.card {
            work(card, out);
        }
    }
}

impl Layer for State {
    fn place(&self) -> Place {
        Place::Person
    }

    fn beside(&self) -> bool {
        true
    }

    fn enter(&mut self, _cx: &Ctx, out: &mut Out<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &Ctx, deed: Deed, out: &mut Out<'_>) {
        match deed {
            Deed::Move(how) => self.go(cx, how),
            Deed::Next => self.part(cx, true),
            Deed::Previous => self.part(cx, false),
            Deed::Accept => self.accept(cx, out),
            Deed::Record => self.record(cx, cx.code(), out),
            Deed::Reverse => self.reverse(cx, out),
            Deed::Edit => self.with_card(out, |card, out| out.push(Edit::new(card.clone()))),
            Deed::Status => self.with_card(out, |card, out| out.push(Status::new(cx, card))),
            Deed::Unmask => self.with_card(out, |card, out| {
                out.push(reason::State::unmask(cx, card.id, &card.name));
            }),
            Deed::Back => out.pop(),
            Deed::Left
            | Deed::Right
            | Deed::Search
            | Deed::Filter
            | Deed::Create
            | Deed::Discard
            | Deed::FolderUp => {}
        }
    }

    fn answered(&mut self, cx: &Ctx, ticket: Ticket, answer: Answered, _out: &mut Out<'_>) {
        if self.asked_card.takes(ticket) {
            if let Answered::Recipient(card) = answer {
                self.card = Some(card);
            }
        } else if self.asked_rounds.takes(ticket)
            && let Answered::RoundLines(rounds) = answer
        {
            self.rounds = rounds;
        }
        self.cursor = self.cursor.min(self.lines(cx).len().saturating_sub(1));
    }

    fn committed(&mut self, _cx: &Ctx, op: &Op, receipt: &Receipt, _out: &mut Out<'_>) {
        if let (Op::Unmask { id, .. }, Answer::Numbers(numbers)) = (op, &receipt.answer)
            && *id == self.id
        {
            self.numbers = Some(numbers.clone());
        }
        // What was shown in full may no longer be so.
        if matches!(op, Op::Edit { id, .. } if *id == self.id) {
            self.numbers = None;
        }
    }

    fn refresh(&mut self, _cx: &Ctx, changed: Changed, out: &mut Out<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.ask(out);
        }
    }

    fn view(&self, cx: &Ctx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = self.lines(cx);
        if lines.is_empty() {
            paint::put(buf, paint::line(area, 0), app::texts(cx.lang).loading, cx.theme.quiet);
        }
        view::draw(cx, &lines, self.cursor, area, buf);
        None
    }
}
