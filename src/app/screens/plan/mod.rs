//! The plan of a round: its lines with team and amount, why each is on it, the comparison with the last round of the same
//! holiday, what was handed out for it, and the forms for all of these.

mod compare;
mod form;
mod form_view;
mod item;
mod keys;
mod made;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;
mod wanting;

use std::collections::BTreeSet;

use crate::app::context::ViewContext;
use crate::app::destination::{Destination, ReasonFor};
use crate::app::list::{Cursor, List};
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::plan_query::{PlanAct, PlanDeed, PlanPageRequest};
use crate::app::query::ask;
use crate::app::screen::{Screen, ScreenDef};
use crate::app::screens::listing;
use crate::domain::allocation::AllocationKind;
use crate::domain::allocation::balance::{Amounts, Balance};
use crate::domain::export::ListQuery;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::page::{Page, Start};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::plan::compare::Comparison;
use crate::domain::plan::explain::Explained;
use crate::domain::plan::{PlanFilter, PlanHead, PlanLine, PlanState};
use form::PlanForm;
use keys::PLAN;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[
        &PLAN,
        &keys::COMPARE,
        &keys::COMPARED,
        &keys::ALLOCATION,
        &keys::WHY,
        &keys::FORM,
        &keys::LOOK,
    ],
    opens_with: Some(keys::GO),
    open: |to, cx| {
        if let Destination::PlanDeed(deed) = to {
            return Some(Box::new(PlanForm::new(cx, (**deed).clone())));
        }
        if let Destination::Plan(round) = to {
            return Some(Box::new(PlanScreen { round: Some(*round), ..PlanScreen::default() }));
        }
        to.is_main(&PLAN).then(|| Box::new(PlanScreen::default()) as Box<dyn Screen>)
    },
};

/// A tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    List,
    Compare,
    Allocation,
}

/// The plan.
#[derive(Debug, Default)]
pub struct PlanScreen {
    /// Another round than the screens work in.
    round: Option<RoundCode>,
    tab: Tab,
    head: Option<Box<PlanHead>>,
    asked_head: Pending<Box<PlanHead>>,
    lines: List<PlanLine>,
    asked_lines: Pending<Page<PlanLine>>,
    unassigned: bool,
    marks: BTreeSet<RecipientId>,
    why: Option<Box<Explained>>,
    asked_why: Pending<Box<Explained>>,
    comparison: Option<Box<Comparison>>,
    asked_comparison: Pending<Box<Comparison>>,
    number: Cursor,
    /// The list of the chosen number, while it is open.
    open: Option<Cursor>,
    balances: Option<Vec<Balance>>,
    asked_balances: Pending<Vec<Balance>>,
    holder: Cursor,
}

/// A line of the allocations: a holder and one thing, with its amounts.
struct Account<'a> {
    balance: &'a Balance,
    what: String,
    is_cash: bool,
    amounts: Option<Amounts>,
    mass: i64,
}

impl PlanScreen {
    fn code(&self, cx: &ViewContext) -> Option<RoundCode> {
        self.round.or(cx.code())
    }

    fn ask_lines(&mut self, cx: &ViewContext, start: Start, out: &mut Outbox<'_>) {
        let Some(round) = self.code(cx) else { return };
        let filter = PlanFilter { unassigned: self.unassigned, ..PlanFilter::default() };
        let limit = self.lines.limit(view::list_rows(cx, self));
        self.asked_lines.ask(out, ask::plan_page(PlanPageRequest { round, filter, start, limit }));
    }

    fn ask(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(round) = self.code(cx) else { return };
        self.asked_head.ask(out, ask::plan(round));
        let start = self.lines.reload();
        self.ask_lines(cx, start, out);
        if self.tab == Tab::Compare {
            self.asked_comparison.ask(out, ask::plan_compare(round));
        }
        if self.tab == Tab::Allocation {
            self.asked_balances.ask(out, ask::balances(round));
        }
    }

    fn turn(&mut self, cx: &ViewContext, tab: Tab, out: &mut Outbox<'_>) {
        self.tab = tab;
        self.open = None;
        self.ask(cx, out);
    }

    /// What each holder has to account for, a line for cash and for each kind of goods.
    fn accounts<'a>(&'a self, cx: &ViewContext) -> Vec<Account<'a>> {
        let texts = texts::of(cx.lang);
        let mut all = Vec::new();
        for balance in self.balances.iter().flatten() {
            let mut add = |what: String, is_cash, amounts, mass| {
                all.push(Account { balance, what, is_cash, amounts, mass });
            };
            if balance.cash != Amounts::default() {
                add(texts.cash.to_owned(), true, Some(balance.cash), 0);
            }
            for (kind, amounts) in &balance.goods {
                add(kind.told(), false, Some(*amounts), 0);
            }
            for (kind, count) in &balance.mass {
                add(crate::lang::fill(texts.mass, &[&kind.told()]), false, None, *count);
            }
        }
        all
    }

    fn deed(&self, cx: &ViewContext, what: PlanAct, out: &mut Outbox<'_>) {
        if let Some(round) = self.code(cx) {
            out.open(Destination::PlanDeed(Box::new(PlanDeed { round, what })));
        }
    }

    fn approve(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Some(head) = &self.head else { return };
        if !head.round.created {
            return out.say(Severity::Bad, texts.not_created);
        }
        match head.state {
            PlanState::Draft => self.deed(cx, PlanAct::Approve(head.clone()), out),
            PlanState::Approved => self.deed(cx, PlanAct::Return, out),
            PlanState::Settled | PlanState::Closed => {
                let rule = crate::domain::plan::breach::PlanRule::Over;
                out.say(Severity::Bad, crate::lang::plan::refused(cx.lang, &rule));
            }
        }
    }

    fn assign(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Some(line) = self.lines.chosen() else {
            return out
                .say(Severity::Plain, listing::none_chosen(cx, self.lines.loaded(), texts.choose_first));
        };
        let row = &line.row;
        let Some(township) = township_of(cx, row) else { return };
        let places = [row.township.clone(), row.village.clone()];
        let what = PlanAct::Assign {
            marked: self.marks.iter().copied().collect(),
            chosen: Box::new((row.id, row.name.clone(), township, places)),
        };
        self.deed(cx, what, out);
    }

    fn close(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(head) = &self.head else { return };
        if head.state != PlanState::Settled {
            return out.say(Severity::Bad, texts::of(cx.lang).not_over);
        }
        let open = cx.scopes.iter().filter(|line| line.scope != Scope::Banner).map(|line| line.open).sum();
        out.open(Destination::Reason(ReasonFor::CloseRound { round: head.round.code, open }));
    }

    /// Writes the lines that are listed to a file.
    fn export(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(round) = self.code(cx) else { return };
        let filter = PlanFilter { unassigned: self.unassigned, ..PlanFilter::default() };
        out.open(Destination::Export(Box::new(ListQuery::Plan(round, filter))));
    }

    fn allocate(&self, cx: &ViewContext, kind: AllocationKind, out: &mut Outbox<'_>) {
        let is_draft = self.head.as_ref().is_none_or(|head| head.state == PlanState::Draft);
        if is_draft {
            return out.say(Severity::Bad, texts::of(cx.lang).draft_first);
        }
        let accounts = self.accounts(cx);
        let holder = accounts.get(self.holder.at).map(|account| account.balance.holder.clone());
        let holder = holder.filter(|_| !matches!(kind, AllocationKind::Out | AllocationKind::Mass));
        self.deed(cx, PlanAct::Allocate(kind, holder), out);
    }
}

/// The code of the township of a row.
fn township_of(cx: &ViewContext, row: &crate::domain::list::RosterRow) -> Option<TownshipCode> {
    cx.scopes.iter().find_map(|line| match &line.scope {
        Scope::Township(code) if line.name == row.township => Some(code.clone()),
        Scope::Township(_) | Scope::Banner | Scope::Units => None,
    })
}
