//! The numbers on the tab heads: the counts of every round whose window has opened, so that a head
//! tells how long the list behind it is without reading that list.

use chrono::NaiveDate;

use crate::app::context::ViewContext;
use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::domain::due::{self, DueState, Standing};
use crate::domain::holiday::{RoundCode, Window};
use crate::domain::list::ScopeLine;
use crate::domain::place::Scope;
use crate::domain::round_card::{OutsideSum, RoundCard};

/// Numbers of one round.
#[derive(Debug)]
struct OfRound {
    code: RoundCode,
    window: Window,
    waiting: Pending<Vec<ScopeLine>>,
    /// Whether the numbers have come, once at least.
    known: bool,
    open: u64,
    done: u64,
    exceptions: u64,
    /// Who was given something without being on the list of the round, wherever they live.
    outside: OutsideSum,
}

/// The rounds and their numbers.
#[derive(Debug, Default)]
pub(super) struct Counts {
    asked: Pending<Vec<RoundCard>>,
    loaded: bool,
    opened: Vec<OfRound>,
    /// The first window that has not opened yet.
    next: Option<(RoundCode, NaiveDate)>,
}

impl Counts {
    pub(super) fn ask(&mut self, out: &mut Outbox<'_>) {
        self.asked.ask(out, ask::rounds());
    }

    /// Asks anew for what could not be answered.
    pub(super) fn ask_missing(&mut self, out: &mut Outbox<'_>) {
        let waits = self.asked.is_waiting() || self.opened.iter().any(|of| of.waiting.is_waiting());
        if !self.known() && !waits {
            self.ask(out);
        }
    }

    /// Whether every number is known; what could not be answered is no zero.
    pub(super) fn known(&self) -> bool {
        self.loaded && self.opened.iter().all(|of| of.known)
    }

    /// Takes an answer of its own; answers whether it was one.
    pub(super) fn answered(
        &mut self,
        cx: &ViewContext,
        part: (Option<RoundCode>, &Scope),
        reply: &mut Reply,
        out: &mut Outbox<'_>,
    ) -> bool {
        if self.asked.awaits(reply) {
            if let Some(cards) = self.asked.take(reply) {
                self.rounds(cx, part.0, &cards, out);
            }
            return true;
        }
        let Some(of) = self.opened.iter_mut().find(|of| of.waiting.awaits(reply)) else { return false };
        if let Some(lines) = of.waiting.take(reply) {
            let mine = |line: &&ScopeLine| within(part.1, &line.scope);
            let sum = |count: fn(&ScopeLine) -> u64| lines.iter().filter(mine).map(count).sum();
            of.known = true;
            of.open = sum(|line| line.open);
            of.done = sum(|line| line.done);
            of.exceptions = sum(|line| line.missed + line.closed);
        }
        true
    }

    fn rounds(
        &mut self,
        cx: &ViewContext,
        only: Option<RoundCode>,
        cards: &[RoundCard],
        out: &mut Outbox<'_>,
    ) {
        let has_opened = |card: &&RoundCard| card.round.window.opens <= cx.today;
        let known = std::mem::take(&mut self.opened);
        self.opened = cards
            .iter()
            .filter(has_opened)
            .filter(|card| only.is_none_or(|only| only == card.round.code))
            .map(|card| {
                let code = card.round.code;
                let mut waiting = Pending::default();
                waiting.ask(out, ask::scopes(Some(code)));
                // What was known stays on the screen until the new numbers arrive.
                let old = known.iter().find(|of| of.code == code);
                let (known, open, done, exceptions) =
                    old.map_or((false, 0, 0, 0), |old| (old.known, old.open, old.done, old.exceptions));
                OfRound {
                    code,
                    window: card.round.window,
                    waiting,
                    known,
                    open,
                    done,
                    exceptions,
                    outside: card.outside,
                }
            })
            .collect();
        self.next = cards
            .iter()
            .filter(|card| !has_opened(card))
            .map(|card| (card.round.code, card.round.window.opens))
            .min_by_key(|(_, opens)| *opens);
        self.loaded = true;
    }

    /// Whether the rounds are known.
    pub(super) fn loaded(&self) -> bool {
        self.loaded
    }

    /// Whether no round has opened.
    pub(super) fn none_opened(&self) -> bool {
        self.opened.is_empty()
    }

    /// Whether more than one round has open items, so that their list must name the round.
    pub(super) fn several_open(&self) -> bool {
        self.opened.iter().filter(|of| of.open > 0).count() > 1
    }

    /// The same of the list of exceptions.
    pub(super) fn several_exceptions(&self) -> bool {
        self.opened.iter().filter(|of| of.exceptions > 0).count() > 1
    }

    /// The next window to open.
    pub(super) fn next(&self) -> Option<(RoundCode, NaiveDate)> {
        self.next
    }

    /// Who was given something without being on the lists of the rounds; a part of the register tells nobody.
    pub(super) fn outside(&self, scope: &Scope) -> OutsideSum {
        let mut all = OutsideSum::default();
        for of in self.opened.iter().filter(|_| *scope == Scope::Banner) {
            all.people += of.outside.people;
            all.units += of.outside.units;
            all.cash = all.cash.plus(of.outside.cash);
            all.goods = all.goods.plus(of.outside.goods);
        }
        all
    }

    pub(super) fn open(&self) -> u64 {
        self.opened.iter().map(|of| of.open).sum()
    }

    pub(super) fn done(&self) -> u64 {
        self.opened.iter().map(|of| of.done).sum()
    }

    pub(super) fn exceptions(&self) -> u64 {
        self.opened.iter().map(|of| of.exceptions).sum()
    }

    /// Open items in a state on a day.
    pub(super) fn of_state(&self, state: DueState, today: NaiveDate) -> u64 {
        let here = |of: &&OfRound| due::state(Standing::Open(None), &of.window, today) == state;
        self.opened.iter().filter(here).map(|of| of.open).sum()
    }

    /// Days since the grace of a round ended.
    pub(super) fn days_late(&self, code: RoundCode, today: NaiveDate) -> Option<i64> {
        let of = self.opened.iter().find(|of| of.code == code)?;
        Some(today.signed_duration_since(of.window.grace_until).num_days()).filter(|days| *days > 0)
    }
}

/// Whether a line of counts belongs to what is listed: the banner lists everybody, units too.
fn within(listed: &Scope, line: &Scope) -> bool {
    match (listed, line) {
        (Scope::Banner, Scope::Banner | Scope::Units) => true,
        (Scope::Banner, Scope::Township(_)) => false,
        (Scope::Township(_) | Scope::Units, _) => listed == line,
    }
}
