//! One recipient, a person or a unit: who and where, groups and categories, status, and every round
//! with its calls and gifts.

mod edit;
mod facts;
mod keys;
mod lines;
mod status;
mod texts;
mod view;

#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, ReasonFor};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Recorded, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::op::{Answer, Changed, Op, Receipt};
use crate::domain::recipient::{Numbers, RecipientCard};
use crate::domain::round_card::RoundLine;
use crate::lang::{app, recipient};
use crate::ui::paint;
use keys::{FORMS, PERSON, STATUS, UNMASK};
use lines::{Line, Target};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&PERSON, &FORMS],
    opens_with: None,
    open: |to, cx| {
        if let Destination::Person(id) = to {
            Some(Box::new(State::new(*id)))
        } else if let Destination::Edit(card) = to {
            Some(Box::new(edit::State::new(card.as_ref().clone())))
        } else if let Destination::Status(card) = to {
            Some(Box::new(status::State::new(cx, card)))
        } else {
            None
        }
    },
};

/// The screen.
#[derive(Debug)]
pub struct State {
    id: RecipientId,
    card: Option<Box<RecipientCard>>,
    rounds: Vec<RoundLine>,
    /// The numbers behind the masks, until the screen is left.
    numbers: Option<Numbers>,
    cursor: usize,
    asked_card: Pending<Box<RecipientCard>>,
    asked_rounds: Pending<Vec<RoundLine>>,
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
            asked_card: Pending::default(),
            asked_rounds: Pending::default(),
        }
    }

    fn lines(&self, cx: &ViewContext) -> Vec<Line> {
        match &self.card {
            Some(card) => lines::lines(cx, card, &self.rounds, self.numbers.as_ref()),
            None => Vec::new(),
        }
    }

    fn target(&self, cx: &ViewContext) -> Target {
        self.lines(cx).get(self.cursor).map_or(Target::Nothing, |line| line.target.clone())
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.asked_card.ask(out, ask::recipient(self.id));
        self.asked_rounds.ask(out, ask::round_lines(self.id));
    }

    fn move_cursor(&mut self, cx: &ViewContext, how: Move) {
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
    fn part(&mut self, cx: &ViewContext, forward: bool) {
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

    fn record(&self, cx: &ViewContext, round: Option<RoundCode>, out: &mut Outbox<'_>) {
        match round {
            Some(round) => out.open(Destination::Record { recipient: self.id, round }),
            None => out.say(Severity::Bad, recipient::texts(cx.lang).no_round),
        }
    }

    fn accept(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if let Target::Round(round, true) = self.target(cx) {
            self.record(cx, Some(round), out);
        }
    }

    fn reverse(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        match self.target(cx) {
            Target::Gift(entry, what, false) => out.open(Recorded { entry, what }.reversal()),
            Target::Gift(_, _, true) => out.say(Severity::Bad, texts.reversed_before),
            Target::Reversal => out.say(Severity::Bad, texts.is_reversal),
            Target::Nothing | Target::Round(..) => out.say(Severity::Plain, texts.nothing_to_reverse),
        }
    }

    fn with_card(&self, out: &mut Outbox<'_>, work: impl FnOnce(&RecipientCard, &mut Outbox<'_>)) {
        if let Some(card) = &self.card {
            work(card, out);
        }
    }
}

impl Screen for State {
    fn context(&self) -> &'static KeyContext {
        &PERSON
    }

    fn is_side_pane(&self) -> bool {
        true
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::NEXT => self.part(cx, true),
            ScreenAction::PREVIOUS => self.part(cx, false),
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::RECORD => self.record(cx, cx.code(), out),
            ScreenAction::REVERSE => self.reverse(cx, out),
            ScreenAction::EDIT => {
                self.with_card(out, |card, out| out.open(Destination::Edit(Box::new(card.clone()))));
            }
            STATUS => {
                self.with_card(out, |card, out| out.open(Destination::Status(Box::new(card.clone()))));
            }
            UNMASK => self.with_card(out, |card, out| {
                let name = card.name.clone();
                out.open(Destination::Reason(ReasonFor::Unmask { recipient: card.id, name }));
            }),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.move_cursor(cx, how);
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(card) = self.asked_card.take(reply) {
            self.card = Some(card);
        } else if let Some(rounds) = self.asked_rounds.take(reply) {
            self.rounds = rounds;
        }
        self.cursor = self.cursor.min(self.lines(cx).len().saturating_sub(1));
    }

    fn committed(&mut self, _cx: &ViewContext, op: &Op, receipt: &Receipt, _out: &mut Outbox<'_>) {
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

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.ask(out);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = self.lines(cx);
        if lines.is_empty() {
            paint::put(buf, paint::line(area, 0), app::texts(cx.lang).loading, cx.theme.quiet);
        }
        view::draw(cx, &lines, self.cursor, area, buf);
        None
    }
}
