//! Changes the facts of a recipient: who it is, numbers, place, and the groups and categories held.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::facts::Facts;
use super::keys::FORMS;
use super::slots::Slot;
use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::form::Leaving;
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::banner::Category;
use crate::domain::error::RegisterError;
use crate::domain::group_change::Touches;
use crate::domain::known::VillageNames;
use crate::domain::op::{Op, Receipt};
use crate::domain::place::Township;
use crate::domain::recipient::RecipientCard;
use crate::domain::round::Group;
use crate::lang::{fill, groups, person};
use crate::ui::key::Key;

/// What the form waits for.
#[derive(Debug, Default)]
struct Arrived {
    townships: Option<Vec<Township>>,
    groups: Option<Vec<Group>>,
    categories: Option<Vec<Category>>,
}

/// The form.
#[derive(Debug)]
pub(super) struct EditForm {
    pub(super) card: RecipientCard,
    pub(super) facts: Option<Facts>,
    /// What has arrived before the form can open.
    arrived: Arrived,
    asked_townships: Pending<Vec<Township>>,
    asked_groups: Pending<Vec<Group>>,
    asked_categories: Pending<Vec<Category>>,
    asked_villages: Pending<VillageNames>,
    /// Enter was pressed: everything that is wrong is shown.
    pub(super) checked: bool,
    /// What the register holds against it, until something else is typed.
    pub(super) against: Vec<String>,
    /// What it means for the rounds, as far as it is filled in.
    pub(super) touches: Vec<String>,
    asked_touches: Pending<Touches>,
    sent: bool,
}

impl EditForm {
    /// The form that changes the facts told by `card`.
    pub(super) fn new(card: RecipientCard) -> Self {
        Self {
            card,
            facts: None,
            arrived: Arrived::default(),
            asked_townships: Pending::default(),
            asked_groups: Pending::default(),
            asked_categories: Pending::default(),
            asked_villages: Pending::default(),
            checked: false,
            against: Vec::new(),
            touches: Vec::new(),
            asked_touches: Pending::default(),
            sent: false,
        }
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Some(facts) = &mut self.facts else { return };
        self.checked = true;
        match facts.edit(&self.card, cx.today) {
            Err(wrong) => {
                if let Some((slot, _)) = wrong.first() {
                    facts.inputs.go(*slot);
                }
                out.say(Severity::Bad, fill(texts.wrong, &[&wrong.len()]));
            }
            Ok(edit) if edit.is_empty() => {
                out.say(Severity::Plain, texts.unchanged);
                out.pop();
            }
            Ok(mut edit) => {
                if let Some(village) = facts.new_village(&mut edit) {
                    facts.inputs.go(Slot::Village);
                    return out.say(Severity::Bad, fill(texts.new_village, &[&village]));
                }
                if !self.sent {
                    let edit = Box::new(edit);
                    self.sent = out.commit(Op::Edit { id: self.card.id, rev: self.card.rev, edit });
                }
            }
        }
    }

    fn back(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let unsaved = self.differs(cx);
        match self.facts.as_mut().map_or(Leaving::Now, |facts| facts.inputs.leave(unsaved, out)) {
            Leaving::Now => out.pop(),
            Leaving::Warned => out.say(Severity::Bad, texts::of(cx.lang).unsaved),
            Leaving::Withheld => {}
        }
    }

    fn differs(&self, cx: &ViewContext) -> bool {
        self.facts
            .as_ref()
            .is_some_and(|facts| facts.edit(&self.card, cx.today).map_or(true, |edit| !edit.is_empty()))
    }

    /// Asks what it means for the rounds, where groups, categories or the place are others by now.
    fn look(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let edit = self.facts.as_ref().and_then(|facts| facts.edit(&self.card, cx.today).ok());
        if let Some(edit) = edit.filter(|edit| !edit.bears_on_nothing_due()) {
            let op = Op::Edit { id: self.card.id, rev: self.card.rev, edit: Box::new(edit) };
            self.asked_touches.ask(out, ask::touches(Box::new(op)));
        } else {
            // What is still on its way was asked for what is no longer there.
            self.asked_touches.forget();
            self.touches.clear();
        }
    }

    /// Asks for the villages of the township, which its field proposes.
    fn ask_villages(&mut self, out: &mut Outbox<'_>) {
        let Some(facts) = &mut self.facts else { return };
        facts.know_villages(Vec::new());
        if let Some(township) = facts.township_code() {
            self.asked_villages.ask(out, ask::village_names(township.clone()));
        }
    }
}

impl Screen for EditForm {
    fn context(&self) -> &'static KeyContext {
        &FORMS
    }

    fn is_side_pane(&self) -> bool {
        true
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn has_unsaved_changes(&self) -> bool {
        self.facts.as_ref().is_some_and(|facts| facts.typed)
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.asked_townships.ask(out, ask::townships());
        self.asked_groups.ask(out, ask::groups());
        self.asked_categories.ask(out, ask::categories());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::NEXT | ScreenAction::PREVIOUS => {
                if let Some(facts) = &mut self.facts {
                    facts.step(if action == ScreenAction::NEXT { 1 } else { -1 }, cx.today);
                }
            }
            ScreenAction::DOWN | ScreenAction::UP => {
                if let Some(facts) = &mut self.facts {
                    facts.step_rows(if action == ScreenAction::DOWN { 1 } else { -1 }, cx.today);
                }
            }
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::BACK => self.back(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go_to_field(&mut self, cx: &ViewContext, field: u64) {
        if let Some(facts) = &mut self.facts {
            facts.go_to_field(field, cx.today);
        }
    }

    fn turns(&self) -> bool {
        self.facts.as_ref().is_some_and(|facts| facts.inputs.focus().is_choice())
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        if let Some(facts) = &mut self.facts {
            let before = facts.township_code().cloned();
            facts.key(key);
            if facts.inputs.focus() != Slot::Reason {
                self.against.clear();
            }
            if facts.township_code() != before.as_ref() {
                self.ask_villages(out);
            }
            self.look(cx, out);
        }
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        if let Some(facts) = &mut self.facts {
            facts.paste(text);
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if let Some(touches) = self.asked_touches.take(reply) {
            self.touches = groups::touches(cx.lang, &touches);
            return;
        }
        if let Some(VillageNames(names)) = self.asked_villages.take(reply) {
            if let Some(facts) = &mut self.facts {
                facts.know_villages(names);
            }
        } else if let Some(townships) = self.asked_townships.take(reply) {
            self.arrived.townships = Some(townships);
        } else if let Some(groups) = self.asked_groups.take(reply) {
            self.arrived.groups = Some(groups);
        } else if let Some(categories) = self.asked_categories.take(reply) {
            self.arrived.categories = Some(categories);
        }
        if let Arrived { townships: Some(townships), groups: Some(groups), categories: Some(categories) } =
            &self.arrived
        {
            self.facts = Some(Facts::new(&self.card, townships.clone(), groups, categories));
            self.arrived = Arrived::default();
            self.ask_villages(out);
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if let Op::Edit { id, .. } = op
            && *id == self.card.id
        {
            out.say(Severity::Good, texts::of(cx.lang).edited);
            out.pop();
        }
    }

    fn refused(&mut self, cx: &ViewContext, _op: &Op, error: &RegisterError, _out: &mut Outbox<'_>) {
        self.sent = false;
        if let (RegisterError::Person(objections), Some(facts)) = (error, &mut self.facts) {
            self.against = objections.iter().map(|one| person::objection(cx.lang, one)).collect();
            if person::gives_way(objections) {
                facts.ask_reason();
            }
        }
    }

    fn day_turns(&mut self, cx: &ViewContext) {
        if let Some(facts) = &mut self.facts {
            facts.write_out_days(cx.today);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf)
    }
}
