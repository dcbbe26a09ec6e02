//! What the units of a round are given: goods, which the counts of the townships, of cash, do not hold.

use crate::app::context::ViewContext;
use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::domain::entry::{LedgerQuery, LedgerSum};
use crate::domain::list::{RosterQuery, RosterSum, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::recipient::Kind;

/// Their value, given and planned.
#[derive(Debug, Default)]
pub(in crate::app::screens) struct UnitGoods {
    pub(super) given: Fen,
    pub(super) planned: Fen,
    asked_given: Pending<LedgerSum>,
    asked_planned: Pending<RosterSum>,
}

impl UnitGoods {
    /// Asks for both, where units are registered.
    pub(in crate::app::screens) fn ask(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let units = cx.scope(&Scope::Units).is_some_and(|line| line.recipients > 0);
        let Some(round) = cx.code().filter(|_| units && cx.has_round()) else { return };
        let (round, kind) = (Some(round), Some(Kind::Unit));
        let given = LedgerQuery { round, kind, ..LedgerQuery::default() };
        self.asked_given.ask(out, ask::ledger_sum(given));
        let planned = RosterQuery {
            round,
            scope: Scope::Units,
            show: Show::InRound,
            group: None,
            village: None,
            sort: Sort::Village,
            start: Start::First,
            limit: 1,
        };
        self.asked_planned.ask(out, ask::roster_sum(planned));
    }

    /// Takes what was asked for.
    pub(in crate::app::screens) fn answered(&mut self, reply: &mut Reply) {
        if let Some(sum) = self.asked_given.take(reply) {
            self.given = sum.goods;
        } else if let Some(sum) = self.asked_planned.take(reply) {
            self.planned = sum.goods;
        }
    }
}
