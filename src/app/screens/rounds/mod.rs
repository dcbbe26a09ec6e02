//! The rounds: their windows in both calendars, their standards, their counts; the next one is created
//! from the last, and a round changes until it opens.

mod edit;
mod form;
mod form_view;
mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use crate::app::context::ViewContext;
use crate::app::destination::{Destination, ReasonFor};
use crate::app::list::Cursor;
use crate::app::outbox::{Navigation, Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::screen::{Screen, ScreenDef};
use crate::domain::due::{self, DueState, Standing};
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::money::Fen;
use crate::domain::round::RoundRule;
use crate::domain::round_card::{OutsideSum, RoundCard, StateCounts};
use crate::lang::{fill, rules, words};
use keys::ROUNDS;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&ROUNDS, &keys::FORM],
    opens_with: Some(keys::GO),
    open: |to, _| {
        if let Destination::CreateRound { code, taken } = to {
            Some(Box::new(form::RoundForm::create(*code, taken.clone())))
        } else if let Destination::ChangeRound { round, begun } = to {
            Some(Box::new(form::RoundForm::change(round, *begun)))
        } else {
            to.is_main(&ROUNDS).then(|| Box::new(RoundsScreen::default()) as Box<dyn Screen>)
        }
    },
};

/// The list of rounds.
#[derive(Debug, Default)]
pub struct RoundsScreen {
    /// Newest first; none until the register has answered.
    cards: Option<Vec<RoundCard>>,
    cursor: Cursor,
    waiting: Pending<Vec<RoundCard>>,
}

/// Lines of the panel below the list: its days, and its standards as far as there is room.
fn panel_rows(cx: &ViewContext) -> u16 {
    (cx.body_rows() / 2).min(11)
}

/// Lines of the list: the body without its title, its heads, a blank line and the panel.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(3 + panel_rows(cx)))
}

/// The round to create next: after the last one, but none whose window is long over; without any, the
/// one that concerns today.
fn next_code(cards: &[RoundCard], cx: &ViewContext) -> Option<RoundCode> {
    use chrono::Datelike;
    let last = cards.iter().filter(|card| card.round.created).map(|card| card.round.code).max();
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

/// Whether nothing of a round can be changed any more: it is over. Of an approved plan the standards are those of the next
/// round. What the form cannot know, the register does.
fn stands(card: &RoundCard, cx: &ViewContext) -> bool {
    card.round.window.grace_until < cx.today || card.round.closed_on.is_some()
}

/// Whether somebody was visited or closed in a round: from then on its standards are only raised.
fn has_begun(card: &RoundCard) -> bool {
    card.counts.of(DueState::Done) + card.counts.of(DueState::Closed) > 0
}

impl RoundsScreen {
    fn cards(&self) -> &[RoundCard] {
        self.cards.as_deref().unwrap_or_default()
    }

    /// The round of the day stands in the list before it is created: what is written in it first, a sheet too, begins it. Where
    /// there is no round yet the list says how to create one.
    fn add_current(cx: &ViewContext, cards: &mut Vec<RoundCard>) {
        let current = cx.round.as_ref().filter(|round| !round.created && round.window.opens <= cx.today);
        if let Some(round) = current
            && !cards.is_empty()
            && cards.iter().all(|card| card.round.code != round.code)
        {
            cards.push(RoundCard {
                round: round.clone(),
                counts: StateCounts::default(),
                planned: Fen::ZERO,
                given: Fen::ZERO,
                outside: OutsideSum::default(),
            });
        }
    }

    fn chosen(&self) -> Option<&RoundCard> {
        self.cards().get(self.cursor.at)
    }

    fn create(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let created = self.cards().iter().filter(|card| card.round.created);
        let taken = created.map(|card| card.round.code).collect();
        match next_code(self.cards(), cx) {
            Some(code) => out.open(Destination::CreateRound { code, taken }),
            None => out.say(Severity::Bad, texts::of(cx.lang).no_next),
        }
    }

    fn edit(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        match self.chosen() {
            None => out.say(Severity::Plain, texts.choose_first),
            Some(card) if !card.round.created => self.create(cx, out),
            // One that came into being by itself, and in which nothing happened yet, can still be planned: the register knows.
            Some(card) if stands(card, cx) => {
                let since = words::full_day(cx.lang, card.round.window.opens);
                out.say(
                    Severity::Bad,
                    fill(texts.opened, &[&words::round(cx.lang, card.round.code), &since]),
                );
            }
            Some(card) => {
                let begun = has_begun(card);
                out.open(Destination::ChangeRound { round: card.round.clone(), begun });
            }
        }
    }

    fn close(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(card) = self.chosen() else {
            return out.say(Severity::Plain, texts::of(cx.lang).choose_first);
        };
        let round = &card.round;
        let refused = if round.closed_on.is_some() {
            Some(RoundRule::Closed)
        } else {
            (round.window.grace_until >= cx.today).then_some(RoundRule::NotOver)
        };
        if let Some(rule) = refused {
            return out.say(Severity::Bad, rules::round(cx.lang, rule));
        }
        let open = card.counts.of(due::state(Standing::Open(None), &round.window, cx.today));
        out.open(Destination::Reason(ReasonFor::CloseRound { round: round.code, open }));
    }

    fn accept(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        match self.chosen() {
            None => out.say(Severity::Plain, texts.choose_first),
            Some(card) => {
                out.turn(Navigation::UseRound(card.round.clone()));
                out.say(Severity::Good, fill(texts.used, &[&words::round(cx.lang, card.round.code)]));
            }
        }
    }
}
