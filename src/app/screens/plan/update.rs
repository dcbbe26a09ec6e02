//! What the keys and the answers do to the plan.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::{
    ALLOCATION, APPROVE, ASSIGN, BUDGET, CLOSE, COMPARE, COMPARED, LOST, MASS, OUT, PLAN, TAKE_BACK,
    UNASSIGNED, WHY,
};
use super::view::list_rows;
use super::{PlanScreen, Tab, compare, texts};
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Reply;
use crate::app::plan_query::PlanAct;
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::app::screens::listing;
use crate::domain::allocation::AllocationKind;
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::plan::PlanState;
use crate::lang::fill;

impl PlanScreen {
    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.tab {
            Tab::List => {
                let chosen = self.lines.chosen().map(|line| line.row.id);
                match (chosen, self.code(cx)) {
                    (Some(id), Some(_)) if self.why.is_some() => {
                        self.why = None;
                        out.open(Destination::Person(id));
                    }
                    (Some(id), Some(round)) => self.asked_why.ask(out, ask::plan_explain(round, id)),
                    _ => out.say(
                        Severity::Plain,
                        listing::none_chosen(cx, self.lines.loaded(), texts::of(cx.lang).choose_first),
                    ),
                }
            }
            Tab::Compare => {
                let Some(comparison) = &self.comparison else { return };
                let numbers = compare::numbers(cx, comparison);
                let Some(number) = numbers.get(self.number.at) else { return };
                match (&self.open, &number.list) {
                    (Some(at), _) => {
                        if let Some(id) = number.id(at.at) {
                            out.open(Destination::Person(id));
                        }
                    }
                    (None, Some(list)) if !list.is_empty() => {
                        self.open = Some(Cursor::default());
                        out.say(Severity::Plain, texts::of(cx.lang).back_to_numbers);
                    }
                    // The plans themselves stand in the first tab.
                    (None, _) if self.number.at + 1 == numbers.len() => self.turn(cx, Tab::List, out),
                    (None, _) => {
                        if let Some(before) = comparison.before.filter(|_| self.number.at == 0) {
                            out.open(Destination::Plan(before));
                        }
                    }
                }
            }
            Tab::Allocation => {}
        }
    }

    fn mark(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(id) = self.lines.chosen().map(|line| line.row.id) else {
            return out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.lines.loaded(), texts::of(cx.lang).choose_first),
            );
        };
        if !self.marks.remove(&id) {
            self.marks.insert(id);
        }
        let _ = self.go(cx, Move::Down, out);
        out.say(Severity::Plain, fill(texts::of(cx.lang).marked, &[&self.marks.len()]));
    }

    fn back(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if self.why.take().is_some() || self.open.take().is_some() {
            return;
        }
        if self.marks.is_empty() {
            out.pop();
        } else {
            self.marks.clear();
            out.say(Severity::Plain, texts::of(cx.lang).unmarked);
        }
    }

    fn numbers(&self, cx: &ViewContext) -> (usize, usize) {
        let Some(comparison) = &self.comparison else { return (0, 0) };
        let numbers = compare::numbers(cx, comparison);
        let listed = numbers.get(self.number.at).and_then(|number| number.list.as_ref()).map_or(0, Vec::len);
        (numbers.len(), listed)
    }

    fn refit(&mut self, cx: &ViewContext) {
        let (numbers, listed) = self.numbers(cx);
        let height = list_rows(cx, self);
        self.number.fit(numbers, height);
        if let Some(open) = &mut self.open {
            open.fit(listed, height);
        }
        let accounts = self.accounts(cx).len();
        self.holder.fit(accounts, height);
    }
}

impl Screen for PlanScreen {
    fn context(&self) -> &'static KeyContext {
        match self.tab {
            Tab::List if self.why.is_some() => &WHY,
            Tab::List => &PLAN,
            Tab::Compare if self.open.is_some() => &COMPARED,
            Tab::Compare => &COMPARE,
            Tab::Allocation => &ALLOCATION,
        }
    }

    fn main_context(&self) -> &'static KeyContext {
        &PLAN
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(cx, out);
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        let state = self.head.as_ref().map_or(PlanState::Draft, |head| head.state);
        action != Action::Do(APPROVE) || matches!(state, PlanState::Draft | PlanState::Approved)
    }

    fn says(&self, cx: &ViewContext, action: Action) -> Option<&'static str> {
        let is_approved = self.head.as_ref().is_some_and(|head| head.state == PlanState::Approved);
        (action == Action::Do(APPROVE) && is_approved).then_some(texts::of(cx.lang).withdraw)
    }

    fn marked(&self) -> usize {
        self.marks.len()
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.accept(cx, out),
            APPROVE => self.approve(cx, out),
            ASSIGN => self.assign(cx, out),
            BUDGET => {
                if let Some(head) = self.head.clone() {
                    self.deed(cx, PlanAct::Budget(head), out);
                }
            }
            UNASSIGNED => {
                self.unassigned = !self.unassigned;
                let start = self.lines.restart();
                self.ask_lines(cx, start, out);
            }
            ScreenAction::ADD => {
                if self.head.as_ref().is_some_and(|head| head.state != PlanState::Draft) {
                    self.deed(cx, PlanAct::Add, out);
                } else {
                    out.say(Severity::Bad, texts::of(cx.lang).not_draft);
                }
            }
            CLOSE => self.close(cx, out),
            ScreenAction::EXPORT => self.export(cx, out),
            OUT => self.allocate(cx, AllocationKind::Out, out),
            TAKE_BACK => self.allocate(cx, AllocationKind::Back, out),
            LOST => self.allocate(cx, AllocationKind::Lost, out),
            MASS => self.allocate(cx, AllocationKind::Mass, out),
            ScreenAction::MARK => self.mark(cx, out),
            ScreenAction::NEXT => {
                let tab = match self.tab {
                    Tab::List => Tab::Compare,
                    Tab::Compare => Tab::Allocation,
                    Tab::Allocation => Tab::List,
                };
                self.turn(cx, tab, out);
            }
            ScreenAction::PREVIOUS => {
                let tab = match self.tab {
                    Tab::List => Tab::Allocation,
                    Tab::Compare => Tab::List,
                    Tab::Allocation => Tab::Compare,
                };
                self.turn(cx, tab, out);
            }
            ScreenAction::BACK => self.back(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        let height = list_rows(cx, self);
        match self.tab {
            Tab::List => {
                self.why = None;
                if let Some(start) = self.lines.go(how, height) {
                    self.ask_lines(cx, start, out);
                }
            }
            Tab::Compare => {
                let (numbers, listed) = self.numbers(cx);
                match &mut self.open {
                    Some(open) => open.go(how, listed, height),
                    None => self.number.go(how, numbers, height),
                }
            }
            Tab::Allocation => {
                let count = self.accounts(cx).len();
                self.holder.go(how, count, height);
            }
        }
        Handled::Yes
    }

    fn go_to_tab(&mut self, cx: &ViewContext, at: usize, out: &mut Outbox<'_>) {
        let tab = [Tab::List, Tab::Compare, Tab::Allocation].get(at).copied().unwrap_or_default();
        self.turn(cx, tab, out);
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(head) = self.asked_head.take(reply) {
            self.head = Some(head);
        } else if let Some(page) = self.asked_lines.take(reply) {
            let height = list_rows(cx, self);
            self.lines.take(page, height);
        } else if let Some(why) = self.asked_why.take(reply) {
            self.why = Some(why);
        } else if let Some(comparison) = self.asked_comparison.take(reply) {
            self.comparison = Some(comparison);
            self.refit(cx);
        } else if let Some(balances) = self.asked_balances.take(reply) {
            self.balances = Some(balances);
            self.refit(cx);
        }
    }

    fn committed(&mut self, _cx: &ViewContext, op: &Op, _receipt: &Receipt, _out: &mut Outbox<'_>) {
        if matches!(op, Op::AssignPlan(_)) {
            self.marks.clear();
        }
    }

    fn refresh(&mut self, cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            self.ask(cx, out);
        }
    }

    fn resized(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.refit(cx);
        let start = self.lines.reload();
        self.ask_lines(cx, start, out);
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
