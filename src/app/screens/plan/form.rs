//! One form for all that is done to a plan and with what is handed out for it: fields, then a last look, then the write.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub(super) use super::item::{PlanItem, items};
use super::{keys, made, texts};
use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::form::{self, Inputs, Leaving};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::plan_query::{PlanAct, PlanDeed, PlanKnown};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::allocation::AllocationKind;
use crate::domain::date::Typed;
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::{Op, Receipt};
use crate::domain::plan::Assigned;
use crate::domain::plan::breach::PlanRule;
use crate::domain::search::{SearchPage, SearchQuery};
use crate::domain::text::CleanText;
use crate::lang::{app, fill, words};
use crate::ui::key::Key;

/// What was filled in as it would be written, and what the last look tells of it.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) op: Op,
    pub(super) told: Vec<(String, String)>,
    /// What is told once it is written: what, whom, how much.
    pub(super) said: String,
}

/// The form.
#[derive(Debug)]
pub(super) struct PlanForm {
    pub(super) deed: PlanDeed,
    pub(super) inputs: Inputs<PlanItem>,
    /// Which of the scopes an assignment is about.
    pub(super) scope: usize,
    /// How many lines each of the scopes has, and their cash.
    sums: Vec<(u64, Fen)>,
    asked_sums: Pending<Vec<(u64, Fen)>>,
    pub(super) known: Option<Box<PlanKnown>>,
    asked_known: Pending<Box<PlanKnown>>,
    pub(super) id: Option<EntryId>,
    asked_id: Pending<EntryId>,
    found: Pending<SearchPage>,
    /// Enter was pressed before what the form rests on was read.
    waits: bool,
    pub(super) look: Option<Made>,
    left: Option<Made>,
    sent: bool,
}

impl PlanForm {
    pub(super) fn new(cx: &ViewContext, deed: PlanDeed) -> Self {
        let first = items(&deed.what).first().copied().unwrap_or(PlanItem::Reason);
        let mut inputs = Inputs::new(first);
        if items(&deed.what).contains(&PlanItem::Day) {
            inputs.set(PlanItem::Day, &cx.today.to_string());
        }
        if let PlanAct::Allocate(_, Some(holder)) = &deed.what {
            inputs.set(PlanItem::Holder, holder.name());
        }
        inputs.settle();
        inputs.go(first);
        Self {
            deed,
            inputs,
            scope: 0,
            sums: Vec::new(),
            asked_sums: Pending::default(),
            known: None,
            asked_known: Pending::default(),
            id: None,
            asked_id: Pending::default(),
            found: Pending::default(),
            waits: false,
            look: None,
            left: None,
            sent: false,
        }
    }

    pub(super) fn items(&self) -> &'static [PlanItem] {
        items(&self.deed.what)
    }

    /// What is done, in a word.
    pub(super) fn deed_name(&self, cx: &ViewContext) -> &'static str {
        let texts = texts::of(cx.lang);
        match &self.deed.what {
            PlanAct::Approve(_) => texts.approve_title,
            PlanAct::Return => texts.return_title,
            PlanAct::Budget(_) => texts.budget_title,
            PlanAct::Assign { .. } => texts.assign_title,
            PlanAct::Add => texts.add_title,
            PlanAct::Allocate(AllocationKind::Mass, _) => texts.mass_title,
            PlanAct::Allocate(AllocationKind::Back, _) => texts.back_title,
            PlanAct::Allocate(AllocationKind::Lost, _) => texts.lost_title,
            PlanAct::Allocate(AllocationKind::Out | AllocationKind::Undone, _) => texts.out_title,
        }
    }

    pub(super) fn title(&self, cx: &ViewContext) -> String {
        format!("{}  {}", words::round(cx.lang, self.deed.round), self.deed_name(cx))
    }

    /// Writes out a day that was typed as counted from today.
    fn write_out_day(&mut self, cx: &ViewContext) {
        if let Ok(day) = Typed::on(cx.today).read(self.inputs.text(PlanItem::Day)) {
            let text = day.to_string();
            if self.inputs.text(PlanItem::Day) != text {
                self.inputs.set(PlanItem::Day, &text);
            }
        }
    }

    fn check(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.write_out_day(cx);
        // Whose name it is and which act it is follow from what is read: a key pressed ahead waits for that.
        self.waits = self.known.is_none() || self.id.is_none();
        if self.waits {
            return out.say(Severity::Plain, app::texts(cx.lang).loading);
        }
        let who = self.inputs.text(PlanItem::Who).to_owned();
        if self.deed.what == PlanAct::Add && !who.is_empty() {
            return self.found.ask(out, ask::search(SearchQuery::new(&who, Some(self.deed.round), 20)));
        }
        self.make(cx, None, out);
    }

    fn make(&mut self, cx: &ViewContext, who: Option<FoundPerson>, out: &mut Outbox<'_>) {
        match made::made(cx, self, who) {
            Ok(look) => self.look = Some(look),
            Err((item, why)) => {
                self.inputs.go(item);
                out.say(Severity::Bad, why);
            }
        }
    }

    /// Whoever was found for an addition.
    fn found(&mut self, cx: &ViewContext, page: SearchPage, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let typed = self.inputs.text(PlanItem::Who).to_owned();
        let mut hits = page.hits;
        if hits.iter().any(|hit| hit.row.name.as_str() == typed) {
            hits.retain(|hit| hit.row.name.as_str() == typed);
        }
        match hits.as_slice() {
            [] => out.say(Severity::Bad, fill(texts.nobody_found, &[&typed])),
            [one] => {
                let who = FoundPerson {
                    id: one.row.id,
                    told: [&*one.row.name, &*one.row.township, &*one.row.village].join(" "),
                };
                self.make(cx, Some(who), out);
            }
            several => out.say(Severity::Bad, fill(texts.several, &[&several.len()])),
        }
    }

    fn write(&mut self, out: &mut Outbox<'_>) {
        if let (Some(look), false) = (&self.look, self.sent) {
            self.sent = out.commit(look.op.clone());
        }
    }

    fn leave(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.inputs.leave(self.inputs.changed(), out) {
            Leaving::Now => out.pop(),
            Leaving::Warned => out.say(Severity::Plain, texts::of(cx.lang).esc_again),
            Leaving::Withheld => {}
        }
    }

    fn step(&mut self, cx: &ViewContext, by: isize) {
        self.write_out_day(cx);
        self.inputs.step(self.items(), by);
    }

    /// What an assignment may be about.
    pub(super) fn assigned(&self) -> Vec<Assigned> {
        let PlanAct::Assign { marked, chosen } = &self.deed.what else { return Vec::new() };
        let (id, _, township, [_, village]) = &**chosen;
        let mut all = Vec::new();
        if !marked.is_empty() {
            all.push(Assigned::Recipients(marked.clone()));
        }
        if !village.is_empty() {
            all.push(Assigned::Village(township.clone(), village.clone()));
        }
        all.push(Assigned::Township(township.clone()));
        all.push(Assigned::Recipients(vec![*id]));
        all
    }

    /// The same in words, each with how many lines it has and their cash.
    pub(super) fn scopes(&self, cx: &ViewContext) -> Vec<String> {
        let texts = texts::of(cx.lang);
        let PlanAct::Assign { chosen, .. } = &self.deed.what else { return Vec::new() };
        let (id, name, _, [township, village]) = &**chosen;
        let named = |of: &Assigned| match of {
            Assigned::Recipients(ids) if ids.as_slice() == [*id] => name.to_string(),
            Assigned::Recipients(ids) => fill(texts.scope_marked, &[&ids.len()]),
            Assigned::Village(..) => {
                fill(texts.scope_place, &[&[township.as_str(), village.as_str()].join(" ")])
            }
            Assigned::Township(_) => fill(texts.scope_place, &[township]),
        };
        let told = |(at, of): (usize, &Assigned)| match self.sums.get(at) {
            Some((count, sum)) => {
                let sum = words::yuan(cx.lang, *sum);
                [named(of), fill(texts.scope_sum, &[count, &sum])].join("  ")
            }
            None => named(of),
        };
        self.assigned().iter().enumerate().map(told).collect()
    }
}

/// Whom an addition is about: the id, and name and place.
pub(super) struct FoundPerson {
    pub(super) id: crate::domain::ids::RecipientId,
    pub(super) told: String,
}

impl Screen for PlanForm {
    fn context(&self) -> &'static KeyContext {
        if self.look.is_some() { &keys::LOOK } else { &keys::FORM }
    }

    fn wants_text(&self) -> bool {
        self.look.is_none()
    }

    fn has_unsaved_changes(&self) -> bool {
        self.inputs.changed()
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.asked_known.ask(out, ask::plan_known());
        self.asked_id.ask(out, ask::new_id());
        let scopes = self.assigned();
        if !scopes.is_empty() {
            self.asked_sums.ask(out, ask::plan_sums(self.deed.round, scopes));
        }
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        (self.left, self.waits) = (None, false);
        match (action, self.look.is_some()) {
            (ScreenAction::ACCEPT, true) => self.write(out),
            (ScreenAction::BACK, true) => self.left = self.look.take(),
            (ScreenAction::ACCEPT, false) => self.check(cx, out),
            (ScreenAction::NEXT | ScreenAction::DOWN, false) => self.step(cx, 1),
            (ScreenAction::PREVIOUS | ScreenAction::UP, false) => self.step(cx, -1),
            (ScreenAction::BACK, false) => self.leave(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn take_back_esc(&mut self) {
        if let Some(look) = self.left.take() {
            self.look = Some(look);
        }
    }

    fn go_to_field(&mut self, _cx: &ViewContext, field: u64) {
        if self.look.is_none()
            && let Some(item) = self.inputs.pressed(field, self.items())
        {
            self.inputs.go(item);
        }
    }

    fn turns(&self) -> bool {
        self.look.is_none() && self.inputs.focus() == PlanItem::Scope
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, _out: &mut Outbox<'_>) {
        if self.look.is_some() {
            return;
        }
        if self.inputs.focus() == PlanItem::Scope {
            self.scope = form::turn(key, self.scope, self.scopes(cx).len()).unwrap_or(self.scope);
            self.inputs.stay();
        } else {
            self.inputs.key(key);
        }
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        if self.look.is_none() && self.inputs.focus() != PlanItem::Scope {
            self.inputs.paste(text);
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if let Some(known) = self.asked_known.take(reply) {
            let teams: Vec<CleanText> = known.teams.iter().map(|team| team.name.clone()).collect();
            let groups = known.groups.iter().map(|group| group.name.clone()).collect::<Vec<_>>();
            let holders = known.stations.names().iter().chain(&teams).cloned().collect();
            self.inputs.know(PlanItem::Holder, holders);
            self.inputs.know(PlanItem::Team, teams);
            self.inputs.know(PlanItem::Groups, groups.clone());
            self.inputs.know(PlanItem::Only, groups);
            self.inputs.know(PlanItem::Handlers, known.handlers.clone());
            if matches!(self.deed.what, PlanAct::Allocate(..)) {
                self.inputs.know(PlanItem::By, known.handlers.clone());
            }
            if let PlanAct::Budget(head) = &self.deed.what {
                let funds = head.funds.iter().map(|fund| fund.fund.clone());
                self.inputs.know(PlanItem::Fund, funds.filter(|fund| !fund.is_empty()).collect());
            }
            self.known = Some(known);
        } else if let Some(sums) = self.asked_sums.take(reply) {
            self.sums = sums;
        } else if let Some(id) = self.asked_id.take(reply) {
            self.id = Some(id);
        } else if let Some(page) = self.found.take(reply) {
            self.found(cx, page, out);
        }
        if self.waits && self.known.is_some() && self.id.is_some() {
            self.check(cx, out);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if let Some(look) = self.look.as_ref().filter(|look| look.op == *op) {
            let said = fill(texts::of(cx.lang).done, &[&self.deed_name(cx), &look.said]);
            out.say(Severity::Good, said);
            out.pop();
        }
    }

    fn refused(&mut self, _cx: &ViewContext, op: &Op, error: &RegisterError, out: &mut Outbox<'_>) {
        if self.look.as_ref().is_some_and(|look| look.op == *op) {
            self.sent = false;
            self.look = None;
            // The plan that this form was opened with is not the one of now.
            if matches!(error, RegisterError::Plan(PlanRule::Changed { .. })) {
                out.pop();
            }
        }
    }

    fn day_turns(&mut self, cx: &ViewContext) {
        self.write_out_day(cx);
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf)
    }
}
