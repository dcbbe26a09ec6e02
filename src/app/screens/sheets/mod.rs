//! The numbered sheets of a round with how far they came back; from here a signed paper is keyed and a filled file read.

mod choose;
mod keying;
mod keying_view;
mod keys;
mod look;
#[cfg(test)]
mod tests;
mod texts;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::msg::JobReport;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::domain::holiday::RoundCode;
use crate::domain::op::Changed;
use crate::domain::sign_sheet::SheetCard;
use keys::{LIST, PRINT};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&LIST, &keys::FORM, &keys::LOOK, &keys::CHOOSE],
    opens_with: None,
    open: |to, _| {
        if let Destination::Sheets(round) = to {
            return Some(Box::new(SheetList::new(*round)));
        }
        if let Destination::KeySheet(number) = to {
            return Some(Box::new(keying::Keying::new(number.clone())));
        }
        (*to == Destination::ReadSheet).then(|| Box::new(choose::Reading::default()) as Box<dyn Screen>)
    },
};

/// The list.
#[derive(Debug)]
pub struct SheetList {
    round: RoundCode,
    /// None until the register has answered.
    cards: Option<Vec<SheetCard>>,
    cursor: Cursor,
    waiting: Pending<Vec<SheetCard>>,
}

impl SheetList {
    fn new(round: RoundCode) -> Self {
        Self { round, cards: None, cursor: Cursor::default(), waiting: Pending::default() }
    }

    fn cards(&self) -> &[SheetCard] {
        self.cards.as_deref().unwrap_or_default()
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::sheets(self.round));
    }
}

impl Screen for SheetList {
    fn context(&self) -> &'static KeyContext {
        &LIST
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => match self.cards().get(self.cursor.at) {
                Some(card) => out.open(Destination::KeySheet(card.number.clone())),
                None => out.say(Severity::Plain, texts::of(cx.lang).choose_first),
            },
            ScreenAction::ADD => out.open(Destination::ReadSheet),
            PRINT => out.open(Destination::PrintSheet(self.round)),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        action != Action::Do(ScreenAction::ACCEPT) || !self.cards().is_empty()
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        let count = self.cards().len();
        self.cursor.go(how, count, view::list_rows(cx));
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(cards) = self.waiting.take(reply) {
            self.cursor.fit(cards.len(), view::list_rows(cx));
            self.cards = Some(cards);
        }
    }

    fn job(&mut self, _cx: &ViewContext, report: &JobReport, out: &mut Outbox<'_>) {
        // A sheet was written: it stands in the list.
        if matches!(report, JobReport::Exported(_)) {
            self.ask(out);
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, _changed: Changed, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        let count = self.cards().len();
        self.cursor.fit(count, view::list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
