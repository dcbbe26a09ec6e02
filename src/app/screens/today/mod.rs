//! The first screen of a day: what is promised, what waits half filled, where work was left, who is to be checked, and
//! how far each township is. Each line opens its list.

mod keys;
mod line;
mod list;
#[cfg(test)]
mod tests;
mod texts;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::action::{Action, MainScreen, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen, ScreenDef};
use crate::app::screens::listing;
use crate::app::screens::progress::UnitGoods;
use crate::domain::attention::Today;
use crate::domain::op::Changed;
use keys::{ATTENTION, TODAY};
use line::TodayLine;
use list::AttentionScreen;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&TODAY, &ATTENTION],
    opens_with: Some(keys::GO),
    open: |to, _| {
        if let Destination::Attention { list, place } = to {
            return Some(Box::new(AttentionScreen::new(*list, place.clone())));
        }
        to.is_main(&TODAY).then(|| Box::new(TodayScreen::default()) as Box<dyn Screen>)
    },
};

/// The first screen.
#[derive(Debug, Default)]
pub struct TodayScreen {
    told: Option<Box<Today>>,
    waiting: Pending<Box<Today>>,
    cursor: Cursor,
    /// What the units are given.
    goods: UnitGoods,
}

/// Lines of the list: the body without the title, a blank line and the heads of the progress, and the sentence that
/// stands where nothing is to be told.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(3))
}

impl TodayScreen {
    /// The lines that can be chosen: those of today, then the progress.
    fn lines(&self, cx: &ViewContext) -> Vec<TodayLine> {
        self.told.as_ref().map_or_else(Vec::new, |told| line::lines(cx, told, &self.goods))
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.waiting.ask(out, ask::today());
    }

    fn fit(&mut self, cx: &ViewContext) {
        self.cursor.fit(self.lines(cx).len(), list_rows(cx));
    }
}

impl Screen for TodayScreen {
    fn context(&self) -> &'static KeyContext {
        &TODAY
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => {
                let lines = self.lines(cx);
                if let Some(to) = lines.get(self.cursor.at).and_then(|line| line.leads_to(cx)) {
                    out.open(to);
                }
            }
            ScreenAction::ADD => {
                let township = self.told.as_ref().and_then(|told| told.last_township.clone());
                out.open(Destination::AddPerson(township));
            }
            ScreenAction::BACK => out.open(Destination::Main(MainScreen::HOME)),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, cx: &ViewContext, action: Action) -> bool {
        !listing::acts_on_row(action)
            || self.lines(cx).get(self.cursor.at).is_some_and(|line| line.leads_to(cx).is_some())
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.cursor.go(how, self.lines(cx).len(), list_rows(cx));
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if let Some(told) = self.waiting.take(reply) {
            self.told = Some(told);
            self.fit(cx);
            // By now it is known whether there are units.
            self.goods.ask(cx, out);
        } else {
            self.goods.answered(reply);
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, _changed: Changed, out: &mut Outbox<'_>) {
        // Whatever was written may keep a promise, finish a draft or mend a note.
        self.ask(out);
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.fit(cx);
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
