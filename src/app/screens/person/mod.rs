//! One recipient, a person or a unit: who and where, groups and categories, status, and every round
//! with its calls and gifts.

mod around;
mod edit;
mod edit_view;
mod facts;
mod held;
mod history;
mod keys;
mod lines;
mod newcomer;
mod newcomer_facts;
mod slots;
mod status;
mod texts;
mod typed;
mod update;
mod view;

#[cfg(test)]
mod newcomer_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod touch_tests;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, ReasonFor};
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Recorded, Severity};
use crate::app::pending::Pending;
use crate::app::query::{Received, ask};
use crate::app::screen::ScreenDef;
use crate::domain::fact_history::FactHistory;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::recipient::{Numbers, RecipientCard};
use crate::lang::recipient;
use around::Around;
use keys::{FORMS, PERSON};
use lines::{Line, Target};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&PERSON, &FORMS],
    opens_with: None,
    open: |to, cx| {
        if let Destination::Person(id) = to {
            Some(Box::new(PersonScreen::new(*id)))
        } else if let Destination::PersonFor { id, action } = to {
            Some(Box::new(PersonScreen { then: Some(*action), ..PersonScreen::new(*id) }))
        } else if let Destination::AddPerson(township) = to {
            Some(Box::new(newcomer::NewcomerForm::new(township.clone())))
        } else if let Destination::Edit(card) = to {
            Some(Box::new(edit::EditForm::new(card.as_ref().clone())))
        } else if let Destination::Status(card) = to {
            Some(Box::new(status::StatusForm::new(cx, card)))
        } else {
            None
        }
    },
};

/// The screen.
#[derive(Debug)]
pub struct PersonScreen {
    /// Whom it shows.
    id: RecipientId,
    /// Whom it has asked for: somebody else while it waits to turn to that one.
    asked: RecipientId,
    /// What has arrived of that one.
    arrived: (Option<Box<RecipientCard>>, Option<Box<Received>>),
    card: Option<Box<RecipientCard>>,
    received: Received,
    /// The numbers behind the masks, until the screen is left or no key is pressed for a while.
    numbers: Option<Numbers>,
    cursor: Cursor,
    asked_card: Pending<Box<RecipientCard>>,
    /// What was changed of the facts, once it is asked for.
    history: Option<FactHistory>,
    asked_history: Pending<FactHistory>,
    asked_rounds: Pending<Box<Received>>,
    around: Around,
    /// What is done as soon as it is known who it is.
    then: Option<ScreenAction>,
}

impl PersonScreen {
    /// The screen of a recipient.
    pub fn new(id: RecipientId) -> Self {
        Self {
            id,
            asked: id,
            arrived: (None, None),
            card: None,
            received: Received::default(),
            numbers: None,
            cursor: Cursor::default(),
            asked_card: Pending::default(),
            history: None,
            asked_history: Pending::default(),
            asked_rounds: Pending::default(),
            around: Around::default(),
            then: None,
        }
    }

    fn lines(&self, cx: &ViewContext) -> Vec<Line> {
        self.told(cx, false)
    }

    /// All that is told, or what an officer wants to see at once.
    fn told(&self, cx: &ViewContext, brief: bool) -> Vec<Line> {
        match &self.card {
            Some(card) => {
                let mut lines = lines::lines(cx, card, &self.received, self.numbers.as_ref(), brief);
                if let Some(history) = self.history.as_ref().filter(|_| !brief) {
                    history::tell(cx, history, &mut lines);
                }
                lines
            }
            None => Vec::new(),
        }
    }

    fn target(&self, cx: &ViewContext) -> Target {
        self.lines(cx).get(self.cursor.at).map_or(Target::Nothing, |line| line.target.clone())
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.arrived = (None, None);
        self.asked_card.ask(out, ask::recipient(self.asked));
        self.asked_rounds.ask(out, ask::round_lines(self.asked));
    }

    /// Shows what has arrived: of somebody else once all is there.
    fn show(&mut self) {
        if self.asked == self.id {
            self.card = self.arrived.0.take().or_else(|| self.card.take());
            if let Some(received) = self.arrived.1.take() {
                self.received = *received;
            }
        } else if let (Some(_), Some(_)) = &self.arrived {
            (self.id, self.numbers, self.cursor) = (self.asked, None, Cursor::default());
            self.history = None;
            self.show();
        }
    }

    /// Tells what was changed of the facts, or no longer.
    fn turn_history(&mut self, out: &mut Outbox<'_>) {
        if self.history.take().is_none() {
            self.asked_history.ask(out, ask::fact_history(self.id));
        }
    }

    /// Shows what was changed, and goes there.
    fn show_history(&mut self, cx: &ViewContext, history: FactHistory) {
        self.history = Some(history);
        let lines = self.lines(cx);
        self.cursor.at = lines.iter().rposition(|line| line.begins).unwrap_or_default();
        self.cursor.fit(lines.len(), usize::from(cx.body_rows()));
    }

    /// Asks for what stands beside the recipient, once that one is known.
    fn ask_around(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if let Some(card) = &self.card {
            self.around.ask(cx, card, out);
        }
    }

    /// Draws what belongs to the recipient, where there is room for it; answers what is left of `area`.
    fn draw_around(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Rect {
        if !cx.widest() {
            return area;
        }
        let (own, around) = cx.beside_person(area);
        if let Some(card) = &self.card {
            self.around.draw(cx, card, &self.received.rounds, around, buf);
        }
        own
    }

    fn move_cursor(&mut self, cx: &ViewContext, how: Move) {
        let (count, height) = (self.lines(cx).len(), usize::from(cx.body_rows()));
        if let Move::Scroll(by) = how {
            // The chosen line stands near the middle: it goes there first, so that the lines move at once.
            let half = height / 2;
            let middle = if by < 0 {
                self.cursor.at.min(count.saturating_sub(half))
            } else {
                self.cursor.at.max(half)
            };
            return self.cursor.go(Move::To(middle.saturating_add_signed(by)), count, height);
        }
        self.cursor.go(how, count, height);
    }

    /// To the beginning of the next part, or of the one before, round the ends.
    fn part(&mut self, cx: &ViewContext, forward: bool) {
        let lines = self.lines(cx);
        let begins: Vec<usize> =
            lines.iter().enumerate().filter(|(_, line)| line.begins).map(|(at, _)| at).collect();
        let next = if forward {
            begins.iter().find(|at| **at > self.cursor.at).or(begins.first())
        } else {
            begins.iter().rev().find(|at| **at < self.cursor.at).or(begins.last())
        };
        self.cursor.at = next.copied().unwrap_or_default();
        self.cursor.fit(lines.len(), usize::from(cx.body_rows()));
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
            Target::Gift(entry, what, false) => out.open(Recorded::Gift { entry, what }.undoing()),
            Target::Gift(_, _, true) => out.say(Severity::Bad, texts.reversed_before),
            Target::Reversal => out.say(Severity::Bad, texts.is_reversal),
            Target::Call(visit, what, true) => {
                out.open(Destination::Reason(ReasonFor::CancelVisit { visit, what }));
            }
            Target::Merged(recipient, what) => {
                out.open(Destination::Reason(ReasonFor::Unmerge { recipient, what }));
            }
            Target::Call(_, _, false) => out.say(Severity::Bad, texts.cancelled_before),
            Target::Nothing | Target::Round(..) => out.say(Severity::Plain, texts.nothing_to_reverse),
        }
    }

    fn with_card(&self, out: &mut Outbox<'_>, work: impl FnOnce(&RecipientCard, &mut Outbox<'_>)) {
        if let Some(card) = &self.card {
            work(card, out);
        }
    }
}
